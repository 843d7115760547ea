//! Which way an undated weekday or month points. Comes in: the expression's place in its sentence.
//! Goes out: past or future, from the governing verb where there is a tree, else from nearby words.

use demarche_syntax::{Deprel, Sentence, Token, Upos, Xpos};

use super::grammar::Reader;
use super::words::Role;

/// Past, present or future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Tense {
    Past,
    /// A plain present: of a weekday to come, of a month nearby.
    Present,
    Future,
}

/// How many words a hint may stand away.
const NEAR: usize = 3;
/// How far the nearest word with a tense is looked for.
const FAR: usize = 16;

/// How far an auxiliary may stand before its verb.
const GROUP: usize = 2;

/// The tense that governs the pieces `from..to`.
pub fn of(reader: &Reader<'_>, sentence: &Sentence, from: usize, to: usize) -> Option<Tense> {
    for k in (from.saturating_sub(NEAR)..from).rev() {
        if reader.is(k, Role::NearPast) {
            return Some(Tense::Past);
        }
        if reader.is(k, Role::NearFuture) {
            return Some(Tense::Future);
        }
    }
    let token = reader.at(from)?.token;
    if sentence.tokens.iter().all(|t| t.head.is_none()) {
        by_words(reader, from, to)
    } else {
        by_tree(reader, sentence, token)
    }
}

/// Climbs from the word to its verb.
fn by_tree(reader: &Reader<'_>, sentence: &Sentence, token: usize) -> Option<Tense> {
    let mut at = token;
    let mut in_noun = false;
    for _ in 0..sentence.tokens.len() {
        let word = sentence.tokens.get(at)?;
        let carries = matches!(word.upos, Upos::Verb | Upos::Aux) || auxiliaries(sentence, at).next().is_some();
        if let Some(tense) = carries.then(|| of_verb(sentence, at)).flatten() {
            let form = word.form(reader.text);
            let announces = || reader.words.get(form).is_some_and(|e| e.is(Role::DirectionFuture));
            // "fear Tuesday's vote" says nothing of the vote, "plan a meeting on Wednesday" does.
            return match tense {
                Tense::Present if announces() && word.upos == Upos::Verb => Some(Tense::Future),
                Tense::Present if in_noun => None,
                Tense::Future
                    if in_noun && matches!(sentence.tokens[token].deprel, Deprel::NmodPoss | Deprel::Compound) =>
                {
                    None
                }
                tense => Some(tense),
            };
        }
        in_noun |= matches!(word.deprel, Deprel::Nmod | Deprel::NmodPoss | Deprel::Compound | Deprel::Amod);
        at = word.head?;
    }
    None
}

fn auxiliaries(sentence: &Sentence, verb: usize) -> impl Iterator<Item = &Token> + '_ {
    let is_aux = |d| matches!(d, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
    sentence.children(verb).map(|c| &sentence.tokens[c]).filter(move |t| is_aux(t.deprel))
}

fn of_verb(sentence: &Sentence, verb: usize) -> Option<Tense> {
    let helped = |tags: &[Xpos]| auxiliaries(sentence, verb).any(|t| tags.contains(&t.xpos));
    let word = &sentence.tokens[verb];
    if helped(&[Xpos::Md]) {
        return Some(Tense::Future);
    }
    if helped(&[Xpos::Vbd]) {
        return Some(Tense::Past);
    }
    match word.xpos {
        Xpos::Vbd => Some(Tense::Past),
        Xpos::Vb if sentence.children(verb).any(|c| c < verb && sentence.tokens[c].xpos == Xpos::To) => {
            // "had been due to expire Friday" is over; "rose to close at 20 Friday" goes by what rose.
            let over = word
                .head
                .is_some_and(|h| auxiliaries(sentence, h).count() > 1 && of_verb(sentence, h) == Some(Tense::Past));
            let aim = !matches!(word.deprel, Deprel::Acl | Deprel::Advcl);
            if over { Some(Tense::Past) } else { aim.then_some(Tense::Future) }
        }
        Xpos::Vbn if helped(&[Xpos::Vbp, Xpos::Vbz]) => {
            // "has met" is past, "is planned" is not.
            let passive = auxiliaries(sentence, verb).any(|t| t.deprel == Deprel::AuxPass);
            let perfect = auxiliaries(sentence, verb).count() > 1 || !passive;
            Some(if perfect { Tense::Past } else { Tense::Future })
        }
        Xpos::Vbn if auxiliaries(sentence, verb).next().is_none() => Some(Tense::Past),
        Xpos::Vbg if helped(&[Xpos::Vbp, Xpos::Vbz]) => Some(Tense::Future),
        Xpos::Vbp | Xpos::Vbz => Some(Tense::Present),
        _ if helped(&[Xpos::Vbp, Xpos::Vbz]) => Some(Tense::Present),
        _ => None,
    }
}

/// The nearest word with a tense before the expression, else behind it.
fn by_words(reader: &Reader<'_>, from: usize, to: usize) -> Option<Tense> {
    let tense = |k: usize| {
        let piece = reader.at(k)?;
        if piece.is(Role::DirectionFuture) {
            return Some(Tense::Future);
        }
        let ending = piece.mark == 'a' && reader.words.looks_past(piece.span.of(reader.text));
        // "will be held", "is to be signed"
        let to_come = || (k.saturating_sub(GROUP)..k).any(|k| reader.is(k, Role::DirectionFuture));
        (ending || piece.is(Role::DirectionPast)).then(|| if to_come() { Tense::Future } else { Tense::Past })
    };
    (from.saturating_sub(FAR)..from).rev().find_map(tense).or_else(|| (to..to + FAR).find_map(tense))
}
