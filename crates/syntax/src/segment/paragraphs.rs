//! A text to its paragraphs: [`split`] takes the text and returns spans, each with its kind. A blank
//! line always ends a paragraph; a single line end does too, unless the text is hard-wrapped.

use super::characters::{is_blank, is_line_end, is_opening, is_opening_quote, is_terminal, is_word};
use crate::{Kind, Span};

/// A paragraph of the text, without surrounding white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub span: Span,
    pub kind: Kind,
}

/// Widths, in characters, at which people and programs wrap.
const WIDTHS: std::ops::RangeInclusive<usize> = 45..=120;
/// How far below the width a line may stay and still count as full: texts are edited after wrapping.
const SLACK: usize = 6;
/// Longest heading in characters and in words.
const LONGEST_HEADING: (usize, usize) = (160, 25);

/// Longest title that asks, in words.
const LONGEST_QUESTION: usize = 14;

/// A line with ink.
#[derive(Clone, Copy, Debug)]
struct Line {
    span: Span,
    /// Width in characters.
    width: usize,
    /// Width of its first word.
    first_word: usize,
    /// Whether the line directly below has ink too.
    goes_on: bool,
    /// Whether the line directly above has ink too.
    follows: bool,
}

/// The paragraphs of `text` in order.
pub(super) fn split(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut paragraphs: Vec<Paragraph> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let joins = match paragraphs.last() {
            Some(last) if line.follows && !is_list_item(line.span.of(text)) => {
                let (before, after) = (last.span.of(text), line.span.of(text));
                width.is_some_and(|w| is_full(&lines[i - 1], line, w) || starts_low(after))
                    || (starts_low(after) && !starts_low(before) && is_open(before))
            }
            _ => false,
        };
        match paragraphs.last_mut() {
            Some(last) if joins => last.span.end = line.span.end,
            _ => paragraphs.push(Paragraph { span: line.span, kind: Kind::Body }),
        }
    }
    mark_headings(text, &mut paragraphs);
    paragraphs
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // `\r\n` is one line end: the empty line between its halves is no blank line.
    let mut blank = true;
    let mut rest = 0;
    while rest < text.len() {
        let end = text[rest..].find(is_line_end).map_or(text.len(), |n| rest + n);
        let line = &text[rest..end];
        let trimmed = line.trim_matches(is_blank);
        if trimmed.is_empty() {
            blank = true;
        } else {
            let start = rest + (line.len() - line.trim_start_matches(is_blank).len());
            if let Some(last) = lines.last_mut() {
                last.goes_on = !blank;
            }
            lines.push(Line {
                span: Span::new(start, start + trimmed.len()),
                width: trimmed.chars().count(),
                first_word: trimmed.chars().take_while(|&c| !is_blank(c)).count(),
                goes_on: false,
                follows: !blank && !lines.is_empty(),
            });
            blank = false;
        }
        let end_of_line =
            if text[end..].starts_with("\r\n") { 2 } else { text[end..].chars().next().map_or(0, char::len_utf8) };
        rest = end + end_of_line;
    }
    lines
}

/// Whether the next line's first word had no room on this one.
fn is_full(line: &Line, next: &Line, width: usize) -> bool {
    line.width + 1 + next.first_word + SLACK > width
}

/// The width the text is wrapped at, if it is: most lines inside its blocks are full and do not end a sentence.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let long = lines.iter().filter(|l| l.width > *WIDTHS.end()).count();
    let width = lines.iter().map(|l| l.width).filter(|w| w <= WIDTHS.end()).max()?;
    if long * 10 > lines.len() || !WIDTHS.contains(&width) {
        return None;
    }
    let (mut inside, mut full, mut ended) = (0, 0, 0);
    for pair in lines.windows(2).filter(|pair| pair[0].goes_on) {
        inside += 1;
        if is_full(&pair[0], &pair[1], width) {
            full += 1;
            ended += usize::from(ends_sentence(pair[0].span.of(text)));
        }
    }
    (full >= 2 && full * 10 >= inside * 6 && ended * 2 <= full).then_some(width)
}

/// Whether the last ink, quotation marks and brackets aside, ends a sentence.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c| !is_word(c) && !is_terminal(c)).ends_with(is_terminal)
}

/// Whether a sentence may go on behind this: no mark ends it, and no colon or semicolon announces a list.
fn is_open(line: &str) -> bool {
    !ends_sentence(line) && !line.ends_with([':', ';'])
}

fn starts_low(line: &str) -> bool {
    line.starts_with(char::is_lowercase)
}

/// Bullets and numbers of lists.
pub(super) fn is_list_item(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return false };
    if matches!(first, '-' | '*' | '•' | '·' | '–' | '—' | '+' | '>' | '▪' | '■' | '●' | '◦' | '‣' | '#')
    {
        return true;
    }
    let rest = line.trim_start_matches('(').trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - rest.len();
    let lettered = line.len() > 1 && line.as_bytes()[0].is_ascii_lowercase() && line.as_bytes()[1] == b')';
    lettered || (number > 0 && number < 5 && rest.starts_with(['.', ')']) && rest[1..].starts_with(is_blank))
}

/// Titles and crossheads: short lines without a full stop among lines that have one.
fn mark_headings(text: &str, paragraphs: &mut [Paragraph]) {
    for (i, paragraph) in paragraphs.iter_mut().enumerate() {
        if could_be_heading(paragraph.span.of(text), i == 0) {
            paragraph.kind = Kind::Heading;
        }
    }
    // Where nothing is running text, nothing is a heading of it: one sentence, a list, a poem.
    if paragraphs.iter().all(|p| p.kind == Kind::Heading) {
        paragraphs.iter_mut().for_each(|p| p.kind = Kind::Body);
    }
}

fn could_be_heading(line: &str, is_first: bool) -> bool {
    let (characters, words) = LONGEST_HEADING;
    if line.chars().count() > characters || line.split_whitespace().count() > words || is_list_item(line) {
        return false;
    }
    let opens_quotation = |c: char| is_opening_quote(c) || matches!(c, '"' | '\'');
    let Some(first) = line.chars().next() else { return false };
    // "We will not yield": a quotation; 'We will not yield,' minister says: a title.
    if opens_quotation(first) && !line.ends_with(is_word) {
        return false;
    }
    if !(first.is_alphanumeric() && !first.is_lowercase() || opens_quotation(first) || is_opening(first)) {
        return false;
    }
    let ink = line.trim_end_matches(|c: char| !is_word(c) && !is_terminal(c) && !matches!(c, ':' | ';' | ','));
    match ink.chars().next_back() {
        None | Some(':' | ';' | ',') => false,
        // A title may ask, or end on an abbreviation: Putin arrives in the U.S.
        Some('?' | '!') => is_first && line.split_whitespace().count() <= LONGEST_QUESTION,
        Some('.') => {
            is_first && ink.rsplit(is_blank).next().is_some_and(|w| w.len() <= 6 && w.matches('.').count() == 2)
        }
        Some(c) => !is_terminal(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, Kind)> {
        split(text).iter().map(|p| (p.span.of(text), p.kind)).collect()
    }

    #[test]
    fn lines_are_paragraphs() {
        let text = "Leaders meet in Vienna\r\nThe leaders met. They spoke.\r\n\r\nWhat was said\n“We agree,” one said.\n- one point\n";
        use Kind::{Body, Heading};
        let expected = [
            ("Leaders meet in Vienna", Heading),
            ("The leaders met. They spoke.", Body),
            ("What was said", Heading),
            ("“We agree,” one said.", Body),
            ("- one point", Body),
        ];
        assert_eq!(kinds(text), expected);
        assert_eq!(kinds("One sentence without a stop"), [("One sentence without a stop", Body)]);
        assert_eq!(kinds("\n \n"), []);
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let text = "Ministers agree on border\n\nForeign ministers of the two countries agreed on Tuesday to open\n\
            the crossing again, which had been closed since the spring, and to\nmeet in the autumn.\n\
            A second paragraph starts here, because the line before was short, it\ngoes on.\n";
        let paragraphs = kinds(text);
        assert_eq!(paragraphs.len(), 3, "{paragraphs:?}");
        assert!(paragraphs[1].0.ends_with("autumn.") && paragraphs[2].0.ends_with("goes on."));
    }
}
