//! Quotations: what stands between quotation marks, of both kinds, over sentences and paragraphs.

use demarche_syntax::Span;

/// A quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// With its marks.
    pub outer: Span,
    /// Without them.
    pub inner: Span,
}

/// Longest quotation, in bytes. A mark that finds no partner within it is no quotation mark.
const LONGEST: usize = 4000;

/// The same between single marks, which are apostrophes as often.
const LONGEST_SINGLE: usize = 400;

/// All quotations of a text, in order, none inside another.
#[must_use]
pub fn find(text: &str) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut open: Option<(usize, usize, char)> = None;
    let mut chars = text.char_indices().peekable();
    let mut previous = '\n';
    while let Some((at, c)) = chars.next() {
        let mut mark = c;
        let mut len = c.len_utf8();
        // Two single marks are a double one; newspapers' archives write so.
        if (c == '\'' || c == '`' || c == '‘' || c == '’') && chars.peek().is_some_and(|&(_, n)| n == c) {
            chars.next();
            mark = '"';
            len *= 2;
        }
        let next = chars.peek().map_or('\n', |&(_, n)| n);
        let (can_open, can_close) = role(mark, previous, next);
        match open {
            // What opened was an apostrophe.
            Some((start, _, opener))
                if is_single(opener) && (can_open && !is_single(mark) || c == '\n' || at - start > LONGEST_SINGLE) =>
            {
                open = can_open.then_some((at, at + len, mark));
            }
            Some((start, inner, opener)) if can_close && closes(opener, mark) => {
                // "rock 'n' roll" is nothing that anybody said.
                if at - start <= LONGEST && !(is_single(opener) && at - inner < 3) {
                    quotes.push(Quote { outer: Span::new(start, at + len), inner: trim(text, inner, at) });
                }
                open = None;
            }
            // A paragraph that goes on with a quotation opens it anew without having closed it.
            Some((start, inner, opener)) if can_open && mark == opener && previous == '\n' => {
                if at - start <= LONGEST {
                    quotes.push(Quote { outer: Span::new(start, at), inner: trim(text, inner, at) });
                }
                open = Some((at, at + len, mark));
            }
            Some((start, ..)) if at - start > LONGEST => open = can_open.then_some((at, at + len, mark)),
            None if can_open => open = Some((at, at + len, mark)),
            _ => {}
        }
        previous = if c == '\r' { previous } else { c };
    }
    quotes.retain(|q| !q.inner.is_empty());
    quotes
}

/// Whether a mark may open and may close a quotation where it stands.
fn role(mark: char, previous: char, next: char) -> (bool, bool) {
    let before_word = !next.is_whitespace();
    let after_word = !previous.is_whitespace();
    match mark {
        // A mark turned the wrong way is told by what stands beside it.
        '“' => (before_word || !after_word, after_word && !before_word),
        '”' => (previous == '\n' && before_word, after_word || !before_word),
        '‘' => (before_word, false),
        '\'' => (!after_word && next.is_alphabetic(), after_word && !next.is_alphanumeric()),
        '’' => (false, after_word && !next.is_alphanumeric()),
        '«' | '„' => (true, false),
        '»' => (false, true),
        '"' => (before_word && (!after_word || !previous.is_alphanumeric()), after_word || !before_word),
        _ => (false, false),
    }
}

fn is_single(mark: char) -> bool {
    matches!(mark, '‘' | '’' | '\'')
}

fn closes(opener: char, mark: char) -> bool {
    matches!(
        (opener, mark),
        ('‘', '’') | ('\'', '\'') | ('“' | '„' | '”' | '"', '”') | ('«', '»') | ('"' | '“', '"') | ('“' | '„', '“')
    )
}

fn trim(text: &str, start: usize, end: usize) -> Span {
    let inner = &text[start..end];
    let left = inner.len() - inner.trim_start().len();
    Span::new(start + left, start + left.max(inner.trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|q| q.inner.of(text)).collect()
    }

    #[test]
    fn both_kinds_of_marks_and_paragraphs_that_go_on() {
        assert_eq!(quoted("“Yes,” he said. “No.”"), ["Yes,", "No."]);
        assert_eq!(quoted("He said: \"Yes. It is so.\" \"No\"?"), ["Yes. It is so.", "No"]);
        assert_eq!(quoted("''We will,'' she said"), ["We will,"]);
        assert_eq!(quoted("“One.\n\n“Two,” she said."), ["One.", "Two,"]);
        assert_eq!(quoted("‘Enough is enough’: Meloni’s allies’ plea"), ["Enough is enough"]);
        assert_eq!(quoted("the troops' 'Long March' home, rock 'n' roll"), ["Long March"]);
        assert_eq!(quoted("a 5\" gun, ain't it, and “open"), Vec::<&str>::new());
    }
}
