//! When and where: a date or place belongs to the nearest act above it in the tree. Then mentions of
//! one act become one.

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos, Xpos};
use jiff::civil::Date;

use super::merge::merge;
use super::status::DAY_TO_COME;
use super::{Dated, Event};
use crate::actors::WordAt;
use crate::arguments::case_of;
use crate::dates::TimeExpr;
use crate::lexicon::grammar::Grammar;
use crate::places::PlaceFound;
use crate::record::Status;

/// The PLOVER type of who leaves.
const LEAVING: &str = "RETREAT";
/// Words from a date or place up to its verb.
const DEEP: usize = 4;

/// Gives events their dates and places, and merges mentions of one act.
#[must_use]
pub fn settle(
    document: &Document,
    events: Vec<Event>,
    dates: &[TimeExpr],
    places: &[PlaceFound],
    grammar: &Grammar,
    published: Option<Date>,
) -> Vec<Dated> {
    let dated = attach(document, &events, &date_words(document, dates));
    let mentions = place_mentions(document, places, grammar);
    let words: Vec<Option<WordAt>> = mentions.iter().map(|m| m.word).collect();
    let placed = attach(document, &events, &words);
    let dated = events.into_iter().zip(dated).zip(placed).map(|((event, dates), found)| Dated {
        // The finest place, the first among equals; where one comes from only for who leaves.
        place: found
            .into_iter()
            .filter(|&i| !mentions[i].source || &*event.kind == LEAVING)
            .map(|i| mentions[i].place)
            .min_by_key(|&p| std::cmp::Reverse(places[p].rank)),
        event,
        dates,
        contexts: Vec::new(),
    });
    let overlap = |a: usize, b: usize| match (dates[a].days(), dates[b].days()) {
        (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        _ => true,
    };
    let mut dated: Vec<Dated> = dated.collect();
    for act in &mut dated {
        let days = act.dates.iter().filter_map(|&d| dates[d].days());
        let to_come = |published: Date| !act.dates.is_empty() && days.clone().all(|(from, _)| from > published);
        if act.event.status == Status::Occurred && published.is_some_and(to_come) && may_come(document, &act.event) {
            act.event.status = Status::Planned;
            act.event.signs.rule = DAY_TO_COME;
        }
    }
    merge(dated, overlap, |a, b| a == b)
}

/// "*Receives* his guests next week", "*talks* on Friday": whether the words of an act leave it open that it is still to come.
fn may_come(document: &Document, event: &Event) -> bool {
    let words = std::iter::once(event.word).chain(event.vehicles.iter().copied());
    let tokens = words.filter_map(|w| document.sentences.get(w.sentence)?.tokens.get(w.token));
    tokens.into_iter().all(|t| t.upos == Upos::Noun || matches!(t.xpos, Xpos::Vbz | Xpos::Vbp))
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

/// A mention of a place.
struct PlaceMention {
    /// Number of the place.
    place: usize,
    /// Its head word, unless it is nowhere that something happens.
    word: Option<WordAt>,
    /// Whether it is where somebody comes from.
    source: bool,
}

/// The mentions of places, in the order of places.
fn place_mentions(document: &Document, places: &[PlaceFound], grammar: &Grammar) -> Vec<PlaceMention> {
    let mut out = Vec::new();
    for (number, mention) in places.iter().enumerate().flat_map(|(n, p)| p.mentions.iter().map(move |m| (n, m))) {
        let sentence = &document.sentences[mention.head.sentence];
        // "from Moscow" is not where; "the port of Odesa" is.
        let source =
            case_of(sentence, mention.head.token).is_some_and(|p| grammar.is_owner(&p) && grammar.is_setting(&p));
        // "the *London*-based observatory" may act anywhere.
        let glued = sentence.tokens.get(mention.head.token + 1).is_some_and(|t| {
            t.upos == Upos::Punct && t.span.start == mention.span.end && t.form(&document.text) == "-"
        });
        out.push(PlaceMention { place: number, word: (!glued).then_some(mention.head), source });
    }
    out
}

/// For each event the numbers of the anchors (dates or places) that belong to it, in the order of the text.
fn attach(document: &Document, events: &[Event], anchors: &[Option<WordAt>]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); events.len()];
    for (number, anchor) in anchors.iter().enumerate() {
        let Some(anchor) = anchor else { continue };
        let Some(sentence) = document.sentences.get(anchor.sentence) else { continue };
        let mut at = Some(anchor.token);
        let mut found = false;
        while let Some(token) = at {
            let word = WordAt { token, ..*anchor };
            let of = events.iter().enumerate().filter(|(_, e)| e.word == word || e.vehicles.contains(&word));
            let of: Vec<usize> = of.map(|(event, _)| event).collect();
            if !of.is_empty() {
                of.into_iter().for_each(|event| out[event].push(number));
                found = true;
                break;
            }
            // "welcomed any deal but doubted that one made *in Washington* would last": not of what was done before.
            let t = &sentence.tokens[token];
            // "the war, which *began in April*, has killed": nor of what is only said beside it.
            let leaves = matches!(t.deprel, Deprel::Conj | Deprel::AclRelcl) && t.upos == Upos::Verb;
            let act = |h: usize| events.iter().any(|e| e.word == WordAt { token: h, ..*anchor });
            at = t.head.filter(|&h| !leaves || t.deprel == Deprel::AclRelcl && act(h));
        }
        if !found {
            let beside = beside(sentence, events, *anchor);
            beside.into_iter().for_each(|event| out[event].push(number));
        }
    }
    out
}

/// "*Talks* in Oslo ended on Friday", "arrived in Doha for *talks*": where the verb that an anchor hangs from is no act, the
/// act that a noun beside the anchor names.
fn beside(sentence: &Sentence, events: &[Event], anchor: WordAt) -> Option<usize> {
    // "The general is *in Washington* discussing a force": or what somebody is there for.
    if sentence.child(anchor.token, Deprel::Cop).is_some() {
        let doing = |&c: &usize| matches!(sentence.tokens[c].deprel, Deprel::Advcl | Deprel::Acl | Deprel::Xcomp);
        let act = |token: usize| events.iter().position(|e| e.word == WordAt { token, ..anchor });
        return sentence.children(anchor.token).filter(doing).find_map(act);
    }
    let path = std::iter::successors(Some(anchor.token), |&t| sentence.tokens[t].head);
    let verb = path.take(DEEP).find(|&t| sentence.tokens[t].upos == Upos::Verb)?;
    let phrase = |d| matches!(d, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl);
    let named = sentence.children(verb).filter(|&c| phrase(sentence.tokens[c].deprel));
    named.flat_map(|token| events.iter().position(|e| e.word == WordAt { token, ..anchor })).next()
}

/// The head word of a stretch of text: the word in it whose head stands outside.
#[must_use]
pub fn head_of(sentence: &Sentence, span: Span) -> Option<usize> {
    let inside = |i: usize| span.overlaps(sentence.tokens[i].span);
    (0..sentence.tokens.len()).find(|&i| inside(i) && sentence.tokens[i].head.is_none_or(|h| !inside(h)))
}
