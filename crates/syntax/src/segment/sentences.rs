//! Where the pieces of a paragraph part into sentences. [`divide`] takes the pieces and hands out
//! slices of them in order; a sentence takes with it the quotation marks and brackets that close it.

use super::characters::is_dash;
use super::language::{Ending, Language};
use super::tokens::{Class, Piece};

/// Longest sentence in tokens: what is longer is no sentence, and the parser's time grows with its square.
const LONGEST: usize = 180;
/// Longest stretch in brackets, in tokens, inside which a full stop does not end the sentence around it.
const LONGEST_ASIDE: usize = 50;

/// Length from which a word before a full stop is taken for no abbreviation.
const LONG_WORD: usize = 4;
/// Most marks that close a sentence after its full stop.
const MOST_CLOSERS: usize = 8;

/// Calls `sentence` with the pieces of each sentence in turn; none is empty.
pub(super) fn divide<'p>(text: &str, pieces: &'p [Piece], language: &Language, mut sentence: impl FnMut(&'p [Piece])) {
    let context = Context { text, pieces, language };
    let mut start = 0;
    let mut at = 0;
    let mut aside_end = 0;
    while at < pieces.len() {
        if pieces[at].class == Class::Open && at > start && at >= aside_end {
            aside_end = context.end_of_aside(at).unwrap_or(aside_end);
        }
        let end = context.with_closers(at);
        if at >= aside_end && context.ends_sentence(start, at, end) {
            emit(&pieces[start..end], &mut sentence);
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    emit(&pieces[start..], &mut sentence);
}

/// Hands out a sentence, in parts when it is too long: cut after a semicolon, else a comma, else anywhere.
fn emit<'p>(mut pieces: &'p [Piece], sentence: &mut impl FnMut(&'p [Piece])) {
    while pieces.len() > LONGEST {
        let window = &pieces[..LONGEST];
        let last =
            |class: Class| window.iter().rposition(|p| p.class == class).map(|i| i + 1).filter(|&i| i > LONGEST / 3);
        let mut cut = last(Class::Semicolon).or_else(|| last(Class::Comma)).unwrap_or(LONGEST);
        while cut > 1 && pieces[cut].joined {
            cut -= 1;
        }
        sentence(&pieces[..cut]);
        pieces = &pieces[cut..];
    }
    if !pieces.is_empty() {
        sentence(pieces);
    }
}

/// Index of the abbreviation whose full stop ends this sentence: EWT makes it a token of its own.
pub(super) fn stop_to_part(text: &str, pieces: &[Piece]) -> Option<usize> {
    let last = pieces.iter().rposition(|p| p.class != Class::CloseQuote)?;
    let piece = &pieces[last];
    let abbreviated = matches!(piece.class, Class::Abbreviation(_) | Class::Initial);
    (abbreviated && piece.span.len() > 1 && piece.span.of(text).ends_with('.')).then_some(last)
}

struct Context<'p> {
    text: &'p str,
    pieces: &'p [Piece],
    language: &'p Language,
}

impl Context<'_> {
    fn form(&self, index: usize) -> &str {
        self.pieces.get(index).map_or("", |p| p.span.of(self.text))
    }

    /// Whether white space stands before piece `index`.
    fn is_free(&self, index: usize) -> bool {
        index == 0 || index >= self.pieces.len() || self.pieces[index - 1].span.end < self.pieces[index].span.start
    }

    /// One past the marks, closing quotation marks and brackets that follow piece `at` without a space.
    fn with_closers(&self, at: usize) -> usize {
        let mut end = at + 1;
        let bound = self.pieces.len().min(end + MOST_CLOSERS);
        while end < bound && !self.is_free(end) {
            match self.pieces[end].class {
                Class::CloseQuote | Class::Close | Class::Stop | Class::Mark | Class::Ellipsis => end += 1,
                _ => match self.end_of_note(end) {
                    Some(note) => end = note,
                    None => break,
                },
            }
        }
        end
    }

    /// One past the footnote mark at `at`: rights.4 or rights.[4]
    fn end_of_note(&self, at: usize) -> Option<usize> {
        let is_number =
            |i: usize| (1..=3).contains(&self.form(i).len()) && self.form(i).bytes().all(|b| b.is_ascii_digit());
        let end = if is_number(at) {
            at + 1
        } else if self.form(at) == "[" && is_number(at + 1) && self.form(at + 2) == "]" {
            at + 3
        } else {
            return None;
        };
        self.is_free(end).then_some(end)
    }

    /// One past the bracket that closes the one at `open`, if it closes soon.
    fn end_of_aside(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (i, piece) in self.pieces.iter().enumerate().skip(open).take(LONGEST_ASIDE) {
            match piece.class {
                Class::Open => depth += 1,
                Class::Close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(i + 1);
            }
        }
        None
    }

    /// Whether a sentence that began at `start` ends with piece `at`, which closers follow up to `end`.
    fn ends_sentence(&self, start: usize, at: usize, end: usize) -> bool {
        let class = self.pieces[at].class;
        let next = self.form(end);
        let quoted = self.pieces[at + 1..end].iter().any(|p| p.class == Class::CloseQuote);
        match class {
            _ if end == self.pieces.len() || self.is_closing(end) => false,
            Class::Stop | Class::Mark | Class::Ellipsis if !self.is_free(end) => {
                // A space was forgotten: "stop.Then".
                class == Class::Stop && self.is_word_with_low_end(at) && next.starts_with(char::is_uppercase)
            }
            // The number of a list item stays with the item.
            Class::Stop if at == start + 1 && is_item_number(self.form(start)) => false,
            // Careless writers begin low; after a short or capitalised word it is rather an abbreviation, or Yahoo!
            Class::Stop | Class::Mark if self.starts_low(end) => !quoted && self.is_long_low_word(at),
            // “We will stay.” — Ann Lee
            Class::Stop | Class::Mark if quoted && self.form(end).starts_with(is_dash) => false,
            Class::Stop => true,
            Class::Mark => !(quoted && self.is_attribution(end)),
            Class::Ellipsis | Class::Face => self.starts_high(end),
            Class::Abbreviation(Ending::Ends) => {
                self.pieces[end].class != Class::Open
                    && self.starts_high(end)
                    && !self.language.continuing.contains(next)
            }
            Class::Abbreviation(Ending::May) | Class::Initial => {
                self.is_free(end)
                    && (self.language.starters.contains(self.word_at(end)) || quoted && self.starts_high(end))
            }
            _ => false,
        }
    }

    /// Marks that no sentence starts with.
    fn is_closing(&self, index: usize) -> bool {
        use Class::{Close, CloseQuote, Comma, Face, Mark, Semicolon, Stop};
        matches!(self.pieces[index].class, Stop | Mark | Comma | Semicolon | Close | CloseQuote | Face)
    }

    fn is_long_low_word(&self, at: usize) -> bool {
        at > 0 && self.form(at - 1).len() >= LONG_WORD && self.form(at - 1).chars().all(char::is_lowercase)
    }

    fn is_word_with_low_end(&self, at: usize) -> bool {
        at > 0 && self.form(at - 1).len() > 1 && self.form(at - 1).ends_with(char::is_lowercase)
    }

    /// The form at `index`, or behind the quotation marks and brackets that open there.
    fn word_at(&self, index: usize) -> &str {
        self.form(self.past_openers(index))
    }

    fn past_openers(&self, mut index: usize) -> usize {
        while self.pieces.get(index).is_some_and(|p| matches!(p.class, Class::OpenQuote | Class::Open)) {
            index += 1;
        }
        index
    }

    fn starts_low(&self, index: usize) -> bool {
        self.word_at(index).starts_with(char::is_lowercase)
    }

    fn starts_high(&self, index: usize) -> bool {
        self.word_at(index).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    }

    /// Whether a name and a verb of speech follow: "Why?" Putin asked.
    fn is_attribution(&self, index: usize) -> bool {
        let capitalised = |i: usize| self.form(i).starts_with(char::is_uppercase);
        (index..index + 5)
            .take_while(|&i| i == index || capitalised(i) || self.is_verb_of_speech(i))
            .any(|i| self.is_verb_of_speech(i))
    }

    fn is_verb_of_speech(&self, index: usize) -> bool {
        self.language.speech.contains(self.form(index))
    }
}

fn is_item_number(form: &str) -> bool {
    form.len() <= 2 && !form.is_empty() && form.bytes().all(|b| b.is_ascii_digit())
}
