//! A paragraph to its pieces: [`tokenize`] takes a span of the text and appends tokens, each with a
//! class that the division into sentences goes by. Marks and addresses are cut here, words in `words`.

use super::characters::{
    is_apostrophe, is_blank, is_closing, is_closing_quote, is_currency, is_dash, is_hyphen, is_opening,
    is_opening_quote, is_terminal, is_word,
};
use super::language::{Ending, Folded, Language};
use crate::Span;

/// What a token is to the division into sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A word, or anything that has no class of its own.
    Word,
    /// An abbreviation with its full stop.
    Abbreviation(Ending),
    /// A capital letter with a full stop.
    Initial,
    /// A full stop.
    Stop,
    /// Question and exclamation marks, and runs that hold one.
    Mark,
    /// Two or more full stops, or their one-character form.
    Ellipsis,
    /// A bracket that opens.
    Open,
    /// A bracket that closes.
    Close,
    /// A quotation mark that opens.
    OpenQuote,
    /// A quotation mark that closes.
    CloseQuote,
    /// A face of signs.
    Face,
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
}

/// A token and its class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub span: Span,
    pub joined: bool,
    pub class: Class,
}

/// Appends the tokens of `paragraph`.
pub(super) fn tokenize(text: &str, paragraph: Span, language: &Language, pieces: &mut Vec<Piece>) {
    let mut cutter =
        Cutter { text, paragraph, chunk: Span::default(), language, pieces, single_open: false, double_open: false };
    let mut at = paragraph.start;
    while let Some(ink) = text[at..paragraph.end].find(|c| !is_blank(c)) {
        let start = at + ink;
        at = end_of_chunk(text, start, paragraph.end);
        cutter.chunk = Span::new(start, at);
        cutter.cut_chunk();
    }
}

/// Longest chunk in bytes. Some rules look ahead to the end of the chunk: the bound keeps them linear.
const LONGEST_CHUNK: usize = 1024;

fn end_of_chunk(text: &str, start: usize, end: usize) -> usize {
    let mut bound = end.min(start + LONGEST_CHUNK);
    while !text.is_char_boundary(bound) {
        bound -= 1;
    }
    text[start..bound].find(is_blank).map_or(bound, |n| start + n)
}

/// Where the cutting stands. A chunk is what stands between white space.
pub(super) struct Cutter<'t> {
    pub text: &'t str,
    paragraph: Span,
    pub chunk: Span,
    pub language: &'t Language,
    pieces: &'t mut Vec<Piece>,
    /// Whether a single quotation mark is open: then an apostrophe after an s may close it.
    single_open: bool,
    double_open: bool,
}

impl Cutter<'_> {
    fn cut_chunk(&mut self) {
        let chunk = self.chunk.of(self.text);
        let has_address = chunk.bytes().any(|b| matches!(b, b'@' | b'/')) || chunk.contains("www.");
        let mut at = self.chunk.start;
        while at < self.chunk.end {
            let address = has_address.then(|| self.address(at)).flatten();
            at = match (address, self.emoticon(at)) {
                (Some(end), _) => self.push(at, end, Class::Word),
                (None, Some(end)) => self.push(at, end, Class::Face),
                _ if self.char_at(at).is_some_and(is_word) => self.cut_word(at),
                _ => self.cut_mark(at),
            };
        }
    }

    /// Appends a piece and returns its end.
    pub fn push(&mut self, start: usize, end: usize, class: Class) -> usize {
        self.pieces.push(Piece { span: Span::new(start, end), joined: false, class });
        end
    }

    /// Appends a piece that is one surface token with the piece before it.
    pub fn push_joined(&mut self, start: usize, end: usize) -> usize {
        self.pieces.push(Piece { span: Span::new(start, end), joined: true, class: Class::Word });
        end
    }

    /// The character at `at` in the chunk.
    pub fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..self.chunk.end].chars().next()
    }

    /// The character before `at` in the chunk.
    pub fn char_before(&self, at: usize) -> Option<char> {
        self.text[self.chunk.start..at].chars().next_back()
    }

    /// End of the characters from `at` on that `wanted` takes, in the chunk.
    pub fn run(&self, at: usize, wanted: impl Fn(char) -> bool) -> usize {
        self.text[at..self.chunk.end].find(|c| !wanted(c)).map_or(self.chunk.end, |n| at + n)
    }

    /// The next ink of the paragraph at or after `at`.
    pub fn ink_after(&self, at: usize) -> Option<char> {
        self.text[at..self.paragraph.end].chars().find(|&c| !is_blank(c))
    }

    /// Whether a quotation in single marks is open here.
    pub fn in_single_quotes(&self) -> bool {
        self.single_open
    }

    /// End of the web address, mail address, or name with `@` that starts here.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.chunk.end];
        if self.char_before(at).is_some_and(is_word) {
            return None;
        }
        let starts = |scheme: &str| {
            rest.get(..scheme.len()).is_some_and(|r| r.eq_ignore_ascii_case(scheme)) && rest.len() > scheme.len()
        };
        if ["http://", "https://", "ftp://", "www.", "mailto:"].into_iter().any(starts) {
            let stop = rest.find(['<', '>', '"', '“', '”', '«', '»']).unwrap_or(rest.len());
            return Some(at + without_trailing_marks(&rest[..stop]).len());
        }
        let local = rest.find(|c| !(is_word(c) || matches!(c, '.' | '_' | '%' | '+' | '-'))).unwrap_or(rest.len());
        let domain = rest[local..].strip_prefix('@')?;
        if !domain.starts_with(is_word) {
            return None;
        }
        let length = domain.find(|c| !(is_word(c) || matches!(c, '.' | '-' | '_'))).unwrap_or(domain.len());
        let domain = domain[..length].trim_end_matches(['.', '-']);
        Some(at + local + 1 + domain.len())
    }

    /// End of the emoticon that starts here.
    fn emoticon(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.chunk.end];
        if !rest.starts_with([':', ';', '=', '^', '-', '<', '>', 'X']) {
            return None;
        }
        let face = self.language.emoticons.iter().find(|face| rest.starts_with(**face))?;
        let end = at + face.len();
        let lettered = face.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
        let alone = self.char_at(end).is_none_or(|c| !(is_word(c) || lettered && c != '.'))
            && (!lettered || at == self.chunk.start);
        alone.then_some(end)
    }

    fn cut_mark(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else { return self.chunk.end };
        let end = at + c.len_utf8();
        let next = self.char_at(end);
        if is_terminal(c) {
            return self.cut_terminal(at, c, end);
        }
        if is_opening(c) {
            return self.push(at, end, Class::Open);
        }
        if is_closing(c) {
            return self.push(at, end, Class::Close);
        }
        if is_apostrophe(c) {
            return self.cut_apostrophe(at, c, end);
        }
        if c == '"' || c == '＂' {
            let opens = self.opens(at, end, self.double_open);
            self.double_open = opens;
            return self.push(at, end, if opens { Class::OpenQuote } else { Class::CloseQuote });
        }
        if is_opening_quote(c) {
            // In German and Polish the English opening mark closes.
            let opens =
                !self.char_before(at).is_some_and(|c| is_word(c) || is_terminal(c)) || next.is_some_and(is_word);
            return self.push(at, end, if opens { Class::OpenQuote } else { Class::CloseQuote });
        }
        if is_closing_quote(c) {
            return self.push(at, end, Class::CloseQuote);
        }
        match (c, next) {
            ('@' | '#', Some(n)) if n.is_alphabetic() && !self.char_before(at).is_some_and(is_word) => {
                let end = self.run(end, |c| is_word(c) || c == '_');
                self.push(at, end, Class::Word)
            }
            ('+', Some(n)) if n.is_ascii_digit() && at == self.chunk.start => self.cut_number_after_sign(at, end),
            (',', _) => self.push(at, self.run(at, |d| d == c), Class::Comma),
            (';', _) => self.push(at, end, Class::Semicolon),
            _ if is_dash(c) => self.push(at, end, Class::Word),
            _ if c.is_ascii() || is_hyphen(c) || is_currency(c) => self.push(at, self.run(at, |d| d == c), Class::Word),
            _ => {
                let end = self.end_of_symbol(end);
                self.push(at, end, Class::Word)
            }
        }
    }

    fn cut_terminal(&mut self, at: usize, c: char, end: usize) -> usize {
        if c == '.'
            && self.char_at(end).is_some_and(|n| n.is_ascii_digit())
            && !self.char_before(at).is_some_and(is_word)
        {
            return self.cut_number_after_sign(at, end);
        }
        let run_end = self.run(at, is_terminal);
        let run = &self.text[at..run_end];
        let class = match c {
            _ if run.contains(['!', '?', '！', '？', '؟']) => Class::Mark,
            '…' => Class::Ellipsis,
            '.' if run.len() > 1 => Class::Ellipsis,
            _ => Class::Stop,
        };
        self.push(at, run_end, class)
    }

    /// A sign that belongs to its number: .5, +44.
    fn cut_number_after_sign(&mut self, at: usize, digits: usize) -> usize {
        let end = self.run(digits, |c| c.is_ascii_digit());
        self.push(at, end, Class::Word)
    }

    /// Whether a straight quotation mark opens, by what stands around it, else by whether one is open.
    fn opens(&self, at: usize, end: usize, open: bool) -> bool {
        let opening = |c: char| {
            is_opening(c) || is_opening_quote(c) || is_dash(c) || is_hyphen(c) || matches!(c, '"' | '\'' | '/')
        };
        let free_before = self.char_before(at).is_none_or(opening);
        let free_after =
            self.char_at(end).is_none_or(|c| !is_word(c) && !is_opening(c) && !is_currency(c) && !is_apostrophe(c));
        match (free_before, free_after) {
            (true, false) => true,
            (false, true) => false,
            _ => !open,
        }
    }

    fn cut_apostrophe(&mut self, at: usize, c: char, end: usize) -> usize {
        // Two single marks that stand for a double one.
        if let Some(second) = self.char_at(end).filter(|&d| d == c || (c == '‘' && d == '’')) {
            let opens =
                if c == '’' { false } else { c != '\'' || self.opens(at, end + second.len_utf8(), self.double_open) };
            self.double_open = opens;
            return self.push(at, end + second.len_utf8(), if opens { Class::OpenQuote } else { Class::CloseQuote });
        }
        if (c != '‘' || self.char_before(at).is_none())
            && let Some(end) = self.apostrophe_word(at, end)
        {
            return end;
        }
        let opens = match c {
            '‘' | '`' => true,
            '’' | '´' => false,
            _ => self.opens(at, end, self.single_open),
        };
        self.single_open = opens;
        self.push(at, end, if opens { Class::OpenQuote } else { Class::CloseQuote })
    }

    /// '72, 'em, and a clitic after a mark: "Fox"'s.
    fn apostrophe_word(&mut self, at: usize, end: usize) -> Option<usize> {
        let word_end = self.run(end, is_word);
        if word_end == end {
            return None;
        }
        let word = &self.text[end..word_end];
        let folded = Folded::new(&self.text[at..word_end])?;
        if let Some(before) = self.char_before(at) {
            let clitic = !is_opening(before) && self.language.clitics.contains(&folded.as_str());
            return clitic.then(|| self.push_joined(at, word_end));
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let year = digits == 2 && matches!(&word[2..], "" | "s");
        let whole = year || self.language.undivided.contains(folded.as_str());
        whole.then(|| self.push(at, word_end, Class::Word))
    }

    /// End of a symbol with what modifies it: variation selectors, skin tones, joined emoji, the second half of a flag.
    fn end_of_symbol(&self, mut end: usize) -> usize {
        while let Some(c) = self.char_at(end) {
            match c {
                '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}' => end += c.len_utf8(),
                '\u{200d}' => {
                    end += c.len_utf8();
                    end += self.char_at(end).map_or(0, char::len_utf8);
                }
                _ => break,
            }
        }
        end
    }
}

/// An address without the marks of the sentence around it; a closing bracket stays when its partner is inside.
fn without_trailing_marks(mut address: &str) -> &str {
    while let Some(last) = address.chars().next_back() {
        let balanced = last == ')' && address.matches('(').count() >= address.matches(')').count();
        let is_mark = is_closing(last)
            || is_closing_quote(last)
            || is_terminal(last)
            || matches!(last, ',' | ';' | ':' | '\'' | '*');
        if !is_mark || balanced {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}
