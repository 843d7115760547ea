//! Where things happen, apart from who acts: names of the gazetteer that mean no actor where they stand.

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos};

use crate::actors::{Actors, Mention, WordAt};
use crate::arguments::case_of;
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{ActorLexicon, Entry, Place};
use crate::lexicon::frames::{Frame, Pos, Slot};
use crate::names::{Name, Sort};
use crate::record::Form;

/// A place of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceFound {
    /// Name in the gazetteer.
    pub name: String,
    /// ISO code.
    pub country: Option<String>,
    /// First-level region.
    pub region: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Finer places have the higher rank.
    pub rank: u8,
    /// Where it is named.
    pub mentions: Vec<PlaceMention>,
}

/// Where a place is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// Head word.
    pub head: WordAt,
    /// Its words.
    pub span: Span,
}

/// The places of an article: names that mean a place and no actor where they stand. One that the gazetteer
/// has not is kept by its name alone.
#[must_use]
pub fn find(document: &Document, names: &[Vec<Name>], known: &Lexicon, actors: &Actors) -> Vec<PlaceFound> {
    let lexicon = &known.actors;
    let named: Vec<&str> = actors.actors.iter().filter_map(|a| a.country.as_deref()).collect();
    let mut found: Vec<PlaceFound> = Vec::new();
    for (number, s) in document.sentences.iter().enumerate() {
        for name in &names[number] {
            let inside = |h: &usize| (name.first..=name.last).contains(h);
            let outer = |&i: &usize| s.tokens[i].head.is_none_or(|h| !inside(&h));
            let head = (name.first..=name.last).find(outer).unwrap_or(name.last);
            let word = WordAt { sentence: number, token: head };
            // A name inside a description ("*Houston* officials") is a place still.
            let acts = |m: &Mention| m.form == Form::Name || inside(&m.head.token);
            let is_actor = (name.first..=name.last).any(|token| actors.at(WordAt { token, ..word }).is_some_and(acts));
            // "the Bryansk *region*" has a common noun for its head; "in *kerala*" is no proper noun to every tagger.
            let small = |t: usize| s.tokens[t].form(&document.text).starts_with(char::is_lowercase);
            let proper = (name.first..=name.last).any(|t| s.tokens[t].upos == Upos::Propn)
                || (name.first == name.last && small(name.first));
            if is_actor && let Some((span, new)) = town_of_gathering(&document.text, s, name, head, lexicon) {
                add(&mut found, new, PlaceMention { head: word, span });
            }
            let is_actor = is_actor && !is_reached(known, s, head, &name.entries);
            if is_actor || !proper || actors.nationality(word).is_some() {
                continue;
            }
            let span = s.tokens[name.first].span.cover(s.tokens[name.last].span);
            let new = match choose(lexicon, &name.entries, &named, name.sort == Sort::Place) {
                Some(n) => place(&lexicon.places[n as usize]),
                None if name.sort == Sort::Place => unknown(span.of(&document.text)),
                None => continue,
            };
            add(&mut found, new, PlaceMention { head: word, span });
        }
    }
    found
}

/// A mention more of a place that was named before, or a new place.
fn add(found: &mut Vec<PlaceFound>, new: PlaceFound, mention: PlaceMention) {
    match found.iter_mut().find(|p| p.name == new.name && p.country == new.country && p.rank == new.rank) {
        Some(place) => place.mentions.push(mention),
        None => found.push(PlaceFound { mentions: vec![mention], ..new }),
    }
}

/// "at the *Munich* Security Conference": the town that a gathering is named for, where something is done there.
fn town_of_gathering(
    text: &str,
    s: &Sentence,
    name: &Name,
    head: usize,
    lexicon: &ActorLexicon,
) -> Option<(Span, PlaceFound)> {
    let there = case_of(s, head).is_some_and(|c| lexicon.pronouns.r#where.iter().any(|w| **w == *c));
    let last = s.tokens[name.last].form(text).to_lowercase();
    if !there || !lexicon.pronouns.gatherings.contains(&last) {
        return None;
    }
    let words = s.tokens[name.first..name.last].iter().map(|t| t.form(text));
    let found = lexicon.names.longest(words)?;
    let town = |e: &Entry| match *e {
        Entry::Place(n) if lexicon.places[n as usize].region.is_some() && !lexicon.is_weak(n) => Some(n),
        _ => None,
    };
    let n = found.entries.iter().filter_map(town).max_by_key(|&n| lexicon.places[n as usize].weight)?;
    let span = s.tokens[name.first].span.cover(s.tokens[name.first + found.len - 1].span);
    Some((span, place(&lexicon.places[n as usize])))
}

/// What is done to a capital where it stands: acts of this type, or of this mode.
const HITS: (&str, &str) = ("ASSAULT", "seize");
/// The mode of acts that are done in the state they are done to.
const VISITS: &str = "visit";

/// "struck *Kyiv*", "flew to *Egypt*", "attacks on *Tripoli*": a capital that is hit or taken, or a state that is visited, is
/// where it is done as well as whom it is done to.
fn is_reached(known: &Lexicon, s: &Sentence, head: usize, entries: &[Entry]) -> bool {
    let capital = entries.iter().any(|e| matches!(e, Entry::Capital(_)));
    let state = entries.iter().any(|e| matches!(e, Entry::State(_)));
    let top = s.first_conjunct(head);
    let Some(above) = s.tokens[top].head.filter(|_| capital || state) else { return false };
    let pos = if s.tokens[above].upos == Upos::Verb { Pos::Verb } else { Pos::Noun };
    let case = case_of(s, top);
    let slot = match (s.tokens[top].deprel, &case) {
        (Deprel::Obj | Deprel::NsubjPass, _) => Slot::Obj,
        (Deprel::Nmod, Some(p)) if known.grammar.is_noun_object(p) => Slot::Obj,
        (Deprel::Obl | Deprel::Nmod, Some(p)) => Slot::Prep(p.clone()),
        _ => return false,
    };
    let hit = |f: &Frame| f.kind.as_deref() == Some(HITS.0) || f.mode.as_deref() == Some(HITS.1);
    let visited = |f: &Frame| f.mode.as_deref() == Some(VISITS);
    known.frames.of(pos, &s.tokens[above].lemma).iter().any(|p| {
        let f = known.frames.get(p.frame);
        let last = case.as_ref().is_some_and(|c| p.rest.len() == 1 && p.rest.first() == Some(c));
        let reaches = if last {
            f.recipient.contains(&Slot::Obj)
        } else {
            p.rest.is_empty() && p.before.is_empty() && f.recipient.contains(&slot)
        };
        reaches && (capital && hit(f) || visited(f))
    })
}

/// A place of which only the name is known.
fn unknown(name: &str) -> PlaceFound {
    let name = name.to_owned();
    PlaceFound { name, country: None, region: None, lat: None, lon: None, rank: 4, mentions: Vec::new() }
}

/// The likeliest of the places of one name: in a country that the article names, else by weight.
fn choose(lexicon: &ActorLexicon, entries: &[Entry], named: &[&str], looks_so: bool) -> Option<u32> {
    let weight = |p: &Place| {
        let at_home = p.country.as_deref().is_some_and(|c| named.contains(&c));
        i32::from(p.weight) + if at_home { 5 } else { 0 }
    };
    let places = entries.iter().filter_map(|e| if let Entry::Place(n) = e { Some(*n) } else { None });
    let likely = |&n: &u32| looks_so || weight(&lexicon.places[n as usize]) >= 3;
    places.filter(likely).max_by_key(|&n| (weight(&lexicon.places[n as usize]), std::cmp::Reverse(n)))
}

fn place(p: &Place) -> PlaceFound {
    let rank = match p.kind.as_str() {
        "site" => 5,
        "city" | "town" | "capital" => 4,
        "water" | "area" => 3,
        "region" => 2,
        _ => 1,
    };
    PlaceFound {
        name: p.name.clone(),
        country: p.country.clone(),
        region: p.region.clone(),
        lat: p.lat,
        lon: p.lon,
        rank,
        mentions: Vec::new(),
    }
}
