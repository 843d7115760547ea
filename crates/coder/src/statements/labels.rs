//! Speakers that stand as a label before or behind their words: "WALLACE: Will you be there?" at the beginning of a
//! line, "“We are afraid.” ― Ana Ruiz" behind a quotation.

use demarche_syntax::{Document, Sentence, Span, Token, Upos};

use super::Speech;
use super::quotes::Quote;
use crate::actors::WordAt;
use crate::record::Act;

/// Words that a label has at most.
const LABEL: usize = 4;

/// The labelled speeches of a document which none of `speeches` has already.
pub fn find(document: &Document, quotes: &[Quote], speeches: &[Speech]) -> Vec<Speech> {
    let taken = |span: Span| speeches.iter().any(|s| s.content.iter().any(|c| c.overlaps(span)));
    // What somebody says may hold what others said.
    let mostly =
        |span: Span| speeches.iter().any(|s| s.content.iter().any(|c| c.overlaps(span) && c.len() * 2 > span.len()));
    let mut out: Vec<Speech> = Vec::new();
    let mut before = None;
    for (number, sentence) in document.sentences.iter().enumerate() {
        let opens = before != Some(sentence.paragraph);
        before = Some(sentence.paragraph);
        if let Some(speech) = opens.then(|| in_front(document, number)).flatten().filter(|s| !mostly(s.content[0])) {
            out.push(speech);
        }
    }
    out.extend(quotes.iter().filter(|q| !taken(q.inner)).filter_map(|q| behind(document, q)));
    out
}

/// "NAME: words to the end of the paragraph".
fn in_front(document: &Document, number: usize) -> Option<Speech> {
    let text = &document.text[..];
    let s = &document.sentences[number];
    let first = s.tokens.iter().position(|t| t.upos != Upos::Punct)?;
    let colon = s.tokens.iter().take(first + LABEL + 1).position(|t| t.form(text) == ":")?;
    let name = s.tokens.get(first..colon).filter(|n| is_name(n, text))?;
    let same = |x: &&Sentence| x.paragraph == s.paragraph;
    let last = document.sentences[number..].iter().take_while(same).last()?;
    let (start, end) = (s.tokens.get(colon + 1)?.span.start, last.tokens.last()?.span.end);
    Some(speech(WordAt { sentence: number, token: colon - 1 }, name, Some(s.tokens[colon].span), Span::new(start, end)))
}

/// "“Words.” ― Name" to the end of the line.
fn behind(document: &Document, quote: &Quote) -> Option<Speech> {
    let text = &document.text[..];
    let rest = &text[quote.outer.end..];
    let dash = rest.trim_start().starts_with(['―', '—', '–']).then(|| rest.len() - rest.trim_start().len())?;
    let at = quote.outer.end + dash;
    let number = document.sentences.partition_point(|s| s.span.end <= at);
    let s = document.sentences.get(number)?;
    let mark = s.tokens.iter().position(|t| t.span.start == at)?;
    let line = rest[dash..].find('\n').map_or(text.len(), |n| at + n);
    let end = s.tokens.iter().rposition(|t| t.span.end <= line && t.upos != Upos::Punct)?;
    let name = s.tokens.get(mark + 1..=end).filter(|n| n.len() <= LABEL && is_name(n, text))?;
    Some(speech(WordAt { sentence: number, token: end }, name, Some(s.tokens[mark].span), quote.inner))
}

/// Whether all words are capitalised and one is a name.
fn is_name(words: &[Token], text: &str) -> bool {
    let capital = |t: &Token| t.form(text).starts_with(char::is_uppercase);
    !words.is_empty()
        && words.iter().all(capital)
        && words.iter().any(|t| t.upos == Upos::Propn || in_capitals(t.form(text)))
}

fn in_capitals(form: &str) -> bool {
    form.len() > 2 && form.chars().all(char::is_uppercase)
}

fn speech(speaker: WordAt, name: &[Token], cue: Option<Span>, content: Span) -> Speech {
    let span = name.iter().fold(name[0].span, |a, t| a.cover(t.span));
    Speech {
        speaker: Some(speaker),
        speaker_span: Some(span),
        cue,
        cue_word: None,
        content: vec![content],
        quoted: false,
        act: Act::Assert,
        attitude: false,
        addressee: None,
        inside: None,
        confidence: 0.8,
    }
}
