//! The pieces that the grammar reads: runs of letters, numbers and single marks. They are finer
//! than words, so that "third-quarter", "a.m." and "8/20/2025" read the same whichever way a
//! tokenizer cuts them. Comes in: a sentence. Goes out: pieces that point back into the text.

use demarche_syntax::{Deprel, Sentence, Span, Upos};

use super::words::{DateWords, Entry, Role};

/// What sort of piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Letters.
    Word,
    /// Digits, with groups of thousands or a decimal fraction.
    Number,
    /// Any other character.
    Mark,
}

/// A run of letters, a number, or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Where it stands in the text.
    pub span: Span,
    /// Word of the sentence that it belongs to.
    pub token: usize,
    /// Whether it follows the piece before it without a space.
    pub glued: bool,
    /// What sort.
    pub class: Class,
    /// What a word can mean.
    pub entry: Entry,
    /// Value of the whole part of a number.
    pub number: u32,
    /// Digits of the number as written, 0 where it has a fraction or groups.
    pub digits: u8,
    /// Whether a tree says that it stands before a noun and limits it.
    pub attributive: bool,
    /// Whether a word begins with a capital, or the character of a mark.
    pub mark: char,
}

impl Piece {
    /// Whether the word does this.
    pub const fn is(&self, role: Role) -> bool {
        self.entry.is(role)
    }

    /// Whether it is this mark.
    pub fn is_mark(&self, mark: char) -> bool {
        self.class == Class::Mark && self.mark == mark
    }

    /// Whether it joins the parts of a compound or a range.
    pub fn is_hyphen(&self) -> bool {
        self.class == Class::Mark && matches!(self.mark, '-' | '–' | '—' | '‑' | '‐')
    }

    /// Whether it is an apostrophe.
    pub fn is_apostrophe(&self) -> bool {
        self.class == Class::Mark && matches!(self.mark, '\'' | '’' | '‘' | '`')
    }

    /// Whether a word begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.class == Class::Word && self.mark == 'A'
    }

    /// An integer written with this many digits.
    pub const fn plain(&self, digits: u8) -> Option<u32> {
        if self.digits == digits { Some(self.number) } else { None }
    }
}

/// Cuts a text into runs of letters, numbers and marks: start, end, class.
pub fn cut(text: &str) -> impl Iterator<Item = (usize, usize, Class)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let skipped = rest.len() - rest.trim_start().len();
        let start = at + skipped;
        let mut chars = text.get(start..)?.char_indices();
        let (_, first) = chars.next()?;
        let class = match first {
            c if c.is_ascii_digit() => Class::Number,
            c if c.is_alphabetic() => Class::Word,
            _ => Class::Mark,
        };
        let end = match class {
            Class::Number => start + number_length(text.as_bytes(), start),
            Class::Word => start + chars.find(|(_, c)| !c.is_alphabetic()).map_or(text.len() - start, |(i, _)| i),
            Class::Mark => start + first.len_utf8(),
        };
        at = end;
        Some((start, end, class))
    })
}

/// Digits, then groups of three ("1,500"), then one fraction ("2.5") that no further one follows.
fn number_length(text: &[u8], start: usize) -> usize {
    let bytes = &text[start..];
    // "08.2025" in "18.08.2025" is no fraction.
    let in_date = start >= 2 && text[start - 1] == b'.' && text[start - 2].is_ascii_digit();
    let run = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = run(0);
    let whole = end;
    if whole <= 3 {
        while bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
            end += 4;
        }
    }
    if bytes.get(end) == Some(&b'.') && !in_date {
        let fraction = run(end + 1);
        let after = end + 1 + fraction;
        let dotted_date = bytes.get(after) == Some(&b'.') && run(after + 1) > 0;
        if fraction > 0 && !dotted_date {
            end = after;
        }
    }
    end
}

/// Fills `pieces` with those of a sentence.
pub fn fill(pieces: &mut Vec<Piece>, text: &str, sentence: &Sentence, words: &DateWords) {
    pieces.clear();
    for (token, word) in sentence.tokens.iter().enumerate() {
        for (start, end, class) in cut(word.span.of(text)) {
            let span = Span::new(word.span.start + start, word.span.start + end);
            let form = span.of(text);
            let first = form.chars().next().unwrap_or(' ');
            let is_plain = class == Class::Number && form.bytes().all(|b| b.is_ascii_digit());
            pieces.push(Piece {
                span,
                token,
                glued: pieces.last().is_some_and(|p| p.span.end == span.start),
                class,
                entry: if class == Class::Word { words.get(form).unwrap_or_default() } else { Entry::default() },
                number: if class == Class::Number { whole_part(form) } else { 0 },
                attributive: word.upos == Upos::Adj && word.deprel == Deprel::Amod,
                digits: if is_plain { u8::try_from(form.len()).unwrap_or(u8::MAX) } else { 0 },
                mark: match class {
                    Class::Word if first.is_uppercase() => 'A',
                    Class::Word => 'a',
                    _ => first,
                },
            });
        }
    }
}

fn whole_part(form: &str) -> u32 {
    let digits = form.split('.').next().unwrap_or(form).bytes().filter(u8::is_ascii_digit);
    digits.fold(0u32, |n, b| n.saturating_mul(10).saturating_add(u32::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_groups_and_fractions_but_not_dates() {
        let cut = |text: &str| cut(text).map(|(s, e, _)| text[s..e].to_owned()).collect::<Vec<_>>().join("|");
        assert_eq!(cut("1,500 years, 2.5 days"), "1,500|years|,|2.5|days");
        assert_eq!(cut("18.08.2025. third-quarter 10:30 a.m."), "18|.|08|.|2025|.|third|-|quarter|10|:|30|a|.|m|.");
        assert_eq!(cut("Ende März’s 1990s"), "Ende|März|’|s|1990|s");
    }
}
