//! CoNLL-U in and out. <https://universaldependencies.org/format.html>
//!
//! [`read`] keeps what a tagger needs of a treebank (forms, multiword tokens, comments, gold
//! columns); [`write_sentence`] prints a sentence so that the official validator's format level
//! accepts it.

use std::fmt::Write as _;

use compact_str::CompactString;

use crate::{Deprel, Document, Token, Upos, Xpos};

/// A sentence as a CoNLL-U file holds it, without empty nodes.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Comment lines, with their `#`.
    pub comments: Vec<String>,
    /// The syntactic words.
    pub words: Vec<Word>,
    /// Multiword tokens: first and last word (indices from 0), surface form, MISC column.
    pub multiword: Vec<Multiword>,
}

/// A multiword token.
#[derive(Clone, Debug)]
pub struct Multiword {
    /// Index of its first word.
    pub first: usize,
    /// Index of its last word.
    pub last: usize,
    /// Surface form.
    pub form: CompactString,
    /// MISC column.
    pub misc: String,
}

/// A syntactic word and its columns; a column that the file leaves open (`_`) is `None`.
#[derive(Clone, Debug)]
pub struct Word {
    /// FORM.
    pub form: CompactString,
    /// LEMMA.
    pub lemma: CompactString,
    /// UPOS.
    pub upos: Option<Upos>,
    /// XPOS.
    pub xpos: Option<Xpos>,
    /// FEATS, `_` when there are none.
    pub feats: String,
    /// HEAD: index from 0; `None` for the root, and where the column is open.
    pub head: Option<usize>,
    /// DEPREL.
    pub deprel: Option<Deprel>,
    /// MISC, `_` when empty.
    pub misc: String,
}

/// What is wrong in a CoNLL-U file.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Error {
    /// Line number from 1.
    pub line: usize,
    /// The fault and its remedy.
    pub what: String,
}

/// Reads all sentences. Empty nodes (`8.1`) are passed over.
///
/// # Errors
/// A line that is neither comment, word nor multiword token, an id out of order, or a head out of range.
pub fn read(text: &str) -> Result<Vec<Sentence>, Error> {
    let mut sentences = Vec::new();
    let mut current = Sentence::default();
    let mut first_line = 1;
    for (number, line) in text.lines().enumerate().map(|(i, l)| (i + 1, l.trim_end_matches('\r'))) {
        if line.trim().is_empty() {
            close(&mut current, &mut sentences, first_line)?;
            first_line = number + 1;
        } else if line.starts_with('#') {
            current.comments.push(line.to_owned());
        } else {
            read_line(line, &mut current).map_err(|what| Error { line: number, what })?;
        }
    }
    close(&mut current, &mut sentences, first_line)?;
    Ok(sentences)
}

fn close(current: &mut Sentence, sentences: &mut Vec<Sentence>, line: usize) -> Result<(), Error> {
    let sentence = std::mem::take(current);
    let n = sentence.words.len();
    if n == 0 {
        return Ok(());
    }
    if sentence.words.iter().any(|w| w.head.is_some_and(|h| h >= n)) {
        return Err(Error { line, what: "a HEAD points outside the sentence that starts here".into() });
    }
    if sentence.multiword.iter().any(|m| m.last >= n) {
        return Err(Error { line, what: "a multiword token reaches past the sentence that starts here".into() });
    }
    sentences.push(sentence);
    Ok(())
}

fn read_line(line: &str, sentence: &mut Sentence) -> Result<(), String> {
    let mut columns = [""; 10];
    let mut n = 0;
    for cell in line.split('\t') {
        if n == 10 {
            return Err("more than 10 columns; separate them by one tab each".into());
        }
        columns[n] = cell;
        n += 1;
    }
    if n != 10 {
        return Err(format!("{n} columns where CoNLL-U has 10; separate them by one tab each"));
    }
    let [id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = columns;
    if id.contains('.') {
        return Ok(());
    }
    if let Some((first, last)) = id.split_once('-') {
        let (first, last) = (index(first)?, index(last)?);
        if first != sentence.words.len() || last < first {
            return Err(format!("multiword token {id} is out of order"));
        }
        sentence.multiword.push(Multiword { first, last, form: form.into(), misc: misc.into() });
        return Ok(());
    }
    if index(id)? != sentence.words.len() {
        return Err(format!("word {id} is out of order; ids count from 1"));
    }
    let head = match head {
        "_" | "0" => None,
        h => Some(index(h)?),
    };
    sentence.words.push(Word {
        form: form.into(),
        lemma: lemma.into(),
        upos: Upos::parse(upos),
        xpos: Xpos::parse(xpos),
        feats: feats.into(),
        head,
        deprel: Deprel::parse(deprel),
        misc: misc.into(),
    });
    Ok(())
}

/// A 1-based id as an index.
fn index(id: &str) -> Result<usize, String> {
    match id.parse::<usize>() {
        Ok(n) if n > 0 => Ok(n - 1),
        _ => Err(format!("{id:?} is no word number")),
    }
}

/// Appends `sentence` in CoNLL-U, with the blank line that ends it.
pub fn write_sentence(sentence: &Sentence, out: &mut String) {
    for comment in &sentence.comments {
        out.push_str(comment);
        out.push('\n');
    }
    let mut multiword = sentence.multiword.iter().peekable();
    for (i, word) in sentence.words.iter().enumerate() {
        if let Some(m) = multiword.next_if(|m| m.first == i) {
            let _ = writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}", m.first + 1, m.last + 1, m.form, m.misc);
        }
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
            i + 1,
            word.form,
            word.lemma,
            word.upos.map_or("_", Upos::as_str),
            word.xpos.map_or("_", Xpos::as_str),
            word.feats,
            word.head.map_or(0, |h| h + 1),
            word.deprel.map_or("_", Deprel::as_str),
            word.misc,
        );
    }
    out.push('\n');
}

/// The sentences of a parsed document, named `PREFIX-1` and on.
#[must_use]
pub fn from_document(document: &Document, prefix: &str) -> Vec<Sentence> {
    let text = &document.text[..];
    let mut paragraph = None;
    let mut out = Vec::with_capacity(document.sentences.len());
    for (number, sentence) in document.sentences.iter().enumerate() {
        let tokens = &sentence.tokens[..];
        let mut comments = Vec::new();
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            comments.push("# newpar".to_owned());
        }
        comments.push(format!("# sent_id = {prefix}-{}", number + 1));
        comments.push(format!("# text = {}", surface(text, tokens)));
        let words =
            tokens.iter().enumerate().map(|(i, t)| word(text, t, single(tokens, i) && !spaced(tokens, i))).collect();
        out.push(Sentence { comments, words, multiword: multiword(text, tokens) });
    }
    out
}

/// Gives the words of a treebank sentence the tags, lemmas and tree of `tokens`.
pub fn annotate(sentence: &mut Sentence, tokens: &[Token]) {
    for (word, token) in sentence.words.iter_mut().zip(tokens) {
        word.lemma = token.lemma.clone();
        word.upos = Some(token.upos);
        word.xpos = Some(token.xpos);
        word.feats = token.feats.to_owned();
        word.head = token.head;
        word.deprel = Some(token.deprel);
    }
}

/// Whether white space follows word `i`; nothing need follow the last.
fn spaced(tokens: &[Token], i: usize) -> bool {
    tokens.get(i + 1).is_none_or(|next| next.span.start > tokens[i].span.end)
}

/// Whether word `i` is a token by itself and no part of a multiword token, which alone says what follows it.
fn single(tokens: &[Token], i: usize) -> bool {
    !tokens[i].joined && tokens.get(i + 1).is_none_or(|next| !next.joined)
}

/// The sentence's tokens, with one space where the text has any.
fn surface(text: &str, tokens: &[Token]) -> String {
    let mut out = String::new();
    for (i, token) in tokens.iter().enumerate() {
        out.push_str(token.form(text));
        if i + 1 < tokens.len() && spaced(tokens, i) {
            out.push(' ');
        }
    }
    out
}

fn word(text: &str, token: &Token, glued: bool) -> Word {
    Word {
        form: token.form(text).into(),
        lemma: token.lemma.clone(),
        upos: Some(token.upos),
        xpos: Some(token.xpos),
        feats: token.feats.to_owned(),
        head: token.head,
        deprel: Some(token.deprel),
        misc: if glued { "SpaceAfter=No" } else { "_" }.to_owned(),
    }
}

fn multiword(text: &str, tokens: &[Token]) -> Vec<Multiword> {
    let mut out = Vec::new();
    let mut first = 0;
    while first < tokens.len() {
        let parts = tokens[first + 1..].iter().take_while(|t| t.joined).count();
        if parts > 0 {
            let last = first + parts;
            let form = tokens[first].span.cover(tokens[last].span).of(text).into();
            let misc = if spaced(tokens, last) { "_" } else { "SpaceAfter=No" };
            out.push(Multiword { first, last, form, misc: misc.to_owned() });
        }
        first += parts + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# sent_id = 1\n# text = Don't go.\n1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        1\tDo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n\
        3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n";

    #[test]
    fn what_is_read_is_written_again() {
        let sentences = read(SAMPLE).unwrap();
        let mut out = String::new();
        sentences.iter().for_each(|s| write_sentence(s, &mut out));
        assert_eq!(out, SAMPLE);
    }

    #[test]
    fn empty_nodes_are_passed_over() {
        let with_empty = SAMPLE.replace("4\t.", "3.1\tx\tx\t_\t_\t_\t_\t_\t_\t_\n4\t.");
        assert_eq!(read(&with_empty).unwrap()[0].words.len(), 4);
    }

    #[test]
    fn faults_name_their_line() {
        let fault = read("1\ta\n").unwrap_err();
        assert_eq!((fault.line, fault.what.contains("10")), (1, true));
        let fault = read(&SAMPLE.replace("\t3\taux", "\t9\taux")).unwrap_err();
        assert!(fault.what.contains("HEAD"), "{fault}");
        let fault = read(&SAMPLE.replace("3\tgo", "7\tgo")).unwrap_err();
        assert_eq!(fault.line, 6);
    }
}
