//! When and where: a date or place belongs to the nearest act above it in the tree. Then mentions of
//! one act become one.

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos};

use super::merge::merge;
use super::{Dated, Event};
use crate::actors::WordAt;
use crate::arguments::case_of;
use crate::dates::TimeExpr;
use crate::lexicon::grammar::Grammar;
use crate::places::PlaceFound;

/// Gives events their dates and places, and merges mentions of one act.
#[must_use]
pub fn settle(
    document: &Document,
    events: Vec<Event>,
    dates: &[TimeExpr],
    places: &[PlaceFound],
    grammar: &Grammar,
) -> Vec<Dated> {
    let dated = attach(document, &events, &date_words(document, dates));
    let (numbers, words) = place_words(document, places, grammar);
    let placed = attach(document, &events, &words);
    let dated = events.into_iter().zip(dated).zip(placed).map(|((event, dates), found)| Dated {
        event,
        dates,
        // The finest place, the first among equals.
        place: found.into_iter().map(|i| numbers[i]).min_by_key(|&p| std::cmp::Reverse(places[p].rank)),
        contexts: Vec::new(),
    });
    let overlap = |a: usize, b: usize| match (dates[a].days(), dates[b].days()) {
        (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        _ => true,
    };
    merge(dated.collect(), overlap, |a, b| a == b)
}

/// For each date the word that hangs from the act.
fn date_words(document: &Document, dates: &[TimeExpr]) -> Vec<Option<WordAt>> {
    let word = |d: &TimeExpr| {
        d.days()?;
        let sentence = document.sentences.partition_point(|s| s.span.end < d.span.end);
        let token = head_of(document.sentences.get(sentence)?, d.span)?;
        Some(WordAt { sentence, token })
    };
    dates.iter().map(word).collect()
}

/// The mentions of places that may be an act's, with the number of the place of each.
fn place_words(document: &Document, places: &[PlaceFound], grammar: &Grammar) -> (Vec<usize>, Vec<Option<WordAt>>) {
    let mut numbers = Vec::new();
    let mut words = Vec::new();
    for (number, mention) in places.iter().enumerate().flat_map(|(n, p)| p.mentions.iter().map(move |m| (n, m))) {
        let sentence = &document.sentences[mention.head.sentence];
        // "from Moscow" is not where; "the port of Odesa" is.
        let elsewhere =
            case_of(sentence, mention.head.token).is_some_and(|p| grammar.is_owner(&p) && grammar.is_setting(&p));
        // "the *London*-based observatory" may act anywhere.
        let glued = sentence.tokens.get(mention.head.token + 1).is_some_and(|t| {
            t.upos == Upos::Punct && t.span.start == mention.span.end && t.form(&document.text) == "-"
        });
        numbers.push(number);
        words.push((!elsewhere && !glued).then_some(mention.head));
    }
    (numbers, words)
}

/// For each event the numbers of the anchors (dates or places) that belong to it, in the order of the text.
fn attach(document: &Document, events: &[Event], anchors: &[Option<WordAt>]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); events.len()];
    for (number, anchor) in anchors.iter().enumerate() {
        let Some(anchor) = anchor else { continue };
        let Some(sentence) = document.sentences.get(anchor.sentence) else { continue };
        let mut at = Some(anchor.token);
        while let Some(token) = at {
            let word = WordAt { token, ..*anchor };
            let of = events.iter().enumerate().filter(|(_, e)| e.word == word || e.vehicles.contains(&word));
            let of: Vec<usize> = of.map(|(event, _)| event).collect();
            if !of.is_empty() {
                of.into_iter().for_each(|event| out[event].push(number));
                break;
            }
            // "welcomed any deal but doubted that one made *in Washington* would last": not of what was done before.
            let t = &sentence.tokens[token];
            // "the war, which *began in April*, has killed": nor of what is only said beside it.
            let leaves = matches!(t.deprel, Deprel::Conj | Deprel::AclRelcl) && t.upos == Upos::Verb;
            let act = |h: usize| events.iter().any(|e| e.word == WordAt { token: h, ..*anchor });
            at = t.head.filter(|&h| !leaves || t.deprel == Deprel::AclRelcl && act(h));
        }
    }
    out
}

/// The head word of a stretch of text: the word in it whose head stands outside.
#[must_use]
pub fn head_of(sentence: &Sentence, span: Span) -> Option<usize> {
    let inside = |i: usize| span.overlaps(sentence.tokens[i].span);
    (0..sentence.tokens.len()).find(|&i| inside(i) && sentence.tokens[i].head.is_none_or(|h| !inside(h)))
}
