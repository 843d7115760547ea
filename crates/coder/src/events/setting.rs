//! When and where: a date or place belongs to the nearest act above it in the tree. Then mentions of
//! one act become one.

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos, Xpos};
use jiff::civil::Date;

use super::merge::merge;
use super::status::DAY_TO_COME;
use super::{Dated, Event};
use crate::actors::{Actors, WordAt};
use crate::arguments::case_of;
use crate::dates::TimeExpr;
use crate::lexicon::Lexicon;
use crate::lexicon::frames::Pos;
use crate::lexicon::grammar::Grammar;
use crate::places::PlaceFound;
use crate::record::Status;

/// The PLOVER type of who leaves.
const LEAVING: &str = "RETREAT";
/// The PLOVER type of who meets, whose talks are one act under whatever words.
const TALKS: &str = "CONSULT";
/// Words from a date or place up to its verb.
const DEEP: usize = 4;

/// Gives events their dates and places, and merges mentions of one act.
#[must_use]
pub fn settle(
    document: &Document,
    events: Vec<Event>,
    dates: &[TimeExpr],
    places: &[PlaceFound],
    published: Option<Date>,
    known: &Lexicon,
    actors: &Actors,
) -> Vec<Dated> {
    let grammar = &known.grammar;
    let words = date_words(document, dates);
    let mut dated = attach(document, &events, &words, |_, _, _| true);
    to_the_nearest(document, &events, &words, &mut dated, dates);
    to_the_same_time(document, &events, &words, &mut dated, grammar);
    let mentions = place_mentions(document, places, grammar);
    let words: Vec<Option<WordAt>> = mentions.iter().map(|m| m.word).collect();
    let placed = attach(document, &events, &words, |s, e, path| is_scene(s, e, path, known, actors));
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
    let matters = |a: &Event, b: &Event| {
        !grammar.is_spoken_act(&a.kind) || a.kind.as_ref() == TALKS || is_same_matter(document, a, b)
    };
    merge(dated, overlap, |a, b| a == b, matters)
}

/// "Rejected the truce", "rejected any swap": what is said or agreed is one act only if its words share what it is about, or
/// where one tells nothing of that, the verb.
fn is_same_matter(document: &Document, a: &Event, b: &Event) -> bool {
    let lemma = |e: &Event| &*document.sentences[e.word.sentence].tokens[e.word.token].lemma;
    let about = |e: &Event| {
        let s = &document.sentences[e.word.sentence];
        let below = s.subtree(e.word.token);
        below
            .into_iter()
            .filter(|&t| t > e.word.token && s.tokens[t].upos == Upos::Noun)
            .map(|t| s.tokens[t].lemma.as_ref())
            .collect::<Vec<&str>>()
    };
    let (x, y) = (about(a), about(b));
    if x.is_empty() || y.is_empty() { lemma(a) == lemma(b) } else { x.iter().any(|w| y.contains(w)) }
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
/// `fits` says by the words from the anchor to the event whether it may.
fn attach(
    document: &Document,
    events: &[Event],
    anchors: &[Option<WordAt>],
    fits: impl Fn(&Sentence, &Event, &[usize]) -> bool,
) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); events.len()];
    // What only stands in the sentence belongs to acts that have none of their own.
    let mut loose = vec![Vec::new(); events.len()];
    for (number, anchor) in anchors.iter().enumerate() {
        let Some(anchor) = anchor else { continue };
        let Some(sentence) = document.sentences.get(anchor.sentence) else { continue };
        let mut at = Some(anchor.token);
        let mut found = false;
        let mut path: Vec<usize> = Vec::new();
        while let Some(token) = at {
            let word = WordAt { token, ..*anchor };
            let of = events.iter().enumerate().filter(|(_, e)| e.word == word || e.vehicles.contains(&word));
            let of: Vec<usize> = of.map(|(event, _)| event).collect();
            if !of.is_empty() {
                let of = of.into_iter().filter(|&event| fits(sentence, &events[event], &path));
                of.for_each(|event| out[event].push(number));
                found = true;
                break;
            }
            // "welcomed any deal but doubted that one made *in Washington* would last": not of what was done before.
            let t = &sentence.tokens[token];
            // "the war, which *began in April*, has killed": nor of what is only said beside it.
            // "met in Alaska; a follow-up *in Budapest* was called off": nor of what stands beside it.
            let leaves =
                matches!(t.deprel, Deprel::Conj | Deprel::AclRelcl | Deprel::Parataxis) && t.upos == Upos::Verb;
            path.push(token);
            let act = |h: usize| events.iter().any(|e| e.word == WordAt { token: h, ..*anchor });
            at = t.head.filter(|&h| !leaves || t.deprel == Deprel::AclRelcl && act(h));
        }
        if !found {
            let beside = beside(sentence, events, *anchor);
            beside.into_iter().for_each(|event| loose[event].push(number));
        }
    }
    for (own, loose) in out.iter_mut().zip(loose).filter(|(own, _)| own.is_empty()) {
        *own = loose;
    }
    out
}

/// Types of what may be spoken of and happens elsewhere ("called for a *truce* in Gaza").
const ELSEWHERE: [&str; 6] = ["ASSAULT", "RETREAT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE"];

/// Whether a place is where an act is done, by the words from the place up to the act: not where what is spoken of happens
/// ("flew to Egypt in search of a *ceasefire in Gaza*"), nor whose subject's it is ("*forces of Tigray* held talks").
fn is_scene(s: &Sentence, event: &Event, path: &[usize], known: &Lexicon, actors: &Actors) -> bool {
    let grammar = &known.grammar;
    let Some((&anchor, between)) = path.split_first() else { return true };
    let case = case_of(s, anchor);
    let owned = case.as_deref().is_some_and(|c| grammar.is_owner(c));
    if owned && between.last().is_some_and(|&t| s.tokens[t].deprel == Deprel::Nsubj) {
        return false;
    }
    // What is done happens where it says; what is said or agreed, not where what is spoken of is.
    if !grammar.is_spoken_act(&event.kind) {
        return true;
    }
    let somebody = |&t: &usize| actors.at(WordAt { token: t, ..event.word }).is_some_and(|m| m.head.token == t);
    let elsewhere = |&t: &usize| {
        let mut kinds = known.frames.alone(Pos::Noun, &s.tokens[t].lemma).filter_map(|f| f.kind.as_deref());
        let act = s.tokens[t].upos == Upos::Noun && kinds.any(|k| ELSEWHERE.contains(&k)) && !somebody(&t);
        let clause = s.tokens[t].upos == Upos::Verb && matches!(s.tokens[t].deprel, Deprel::Acl | Deprel::Ccomp);
        act || clause || case_of(s, t).is_some_and(|c| grammar.is_topic(&c))
    };
    // "met an *envoy of Kherson*" does not say where.
    let of_somebody = owned && between.first().is_some_and(somebody);
    !(case.as_deref().is_some_and(|c| grammar.is_topic(c)) || of_somebody || between.iter().any(elsewhere))
}

/// "took office this month following the *killing* of his rival *on 31 July*": of two days that hang from one act, that
/// which stands right behind another act's noun is that one's.
fn to_the_nearest(
    document: &Document,
    events: &[Event],
    words: &[Option<WordAt>],
    dated: &mut [Vec<usize>],
    dates: &[TimeExpr],
) {
    for event in 0..events.len() {
        let [first, second] = dated[event][..] else { continue };
        let apart = match (dates[first].days(), dates[second].days()) {
            (Some((a, b)), Some((c, d))) => b < c || d < a,
            _ => false,
        };
        let Some(day) = words[second].filter(|_| apart) else { continue };
        let s = &document.sentences[day.sentence];
        let start = s.children(day.token).chain([day.token]).min().unwrap_or(day.token);
        let before = |e: &Event| {
            e.word.sentence == day.sentence
                && e.word.token < start
                && s.tokens[e.word.token].upos == Upos::Noun
                && start > 0
                && s.is_below(start - 1, e.word.token)
        };
        let near = (0..events.len()).filter(|&n| n != event && dated[n].is_empty() && before(&events[n]));
        if let Some(near) = near.max_by_key(|&n| events[n].word.token) {
            dated[near].push(second);
            dated[event].retain(|&d| d != second);
        }
    }
}

/// "lapsed in October 2022 *when* the rebels refused to renew it": what is told by the time of another act has its date.
fn to_the_same_time(
    document: &Document,
    events: &[Event],
    words: &[Option<WordAt>],
    dated: &mut [Vec<usize>],
    grammar: &Grammar,
) {
    for event in (0..events.len()).filter(|&n| dated[n].is_empty()).collect::<Vec<_>>() {
        let word = events[event].word;
        let s = &document.sentences[word.sentence];
        let when = |c: usize| grammar.is_meanwhile(&s.tokens[c].lemma) && c < word.token;
        let clause = s.tokens[word.token].deprel == Deprel::Advcl && s.children(word.token).any(when);
        let Some(above) = s.tokens[word.token].head.filter(|_| clause) else { continue };
        let of_above = |d: &WordAt| d.sentence == word.sentence && s.tokens[d.token].head == Some(above);
        let date = (0..words.len()).find(|&d| words[d].as_ref().is_some_and(of_above));
        date.into_iter().for_each(|d| dated[event].push(d));
    }
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
