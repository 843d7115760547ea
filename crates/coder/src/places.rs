//! Where things happen, apart from who acts: names of the gazetteer that mean no actor where they stand.

use demarche_syntax::{Document, Span, Upos};

use crate::actors::{Actors, WordAt};
use crate::lexicon::actors::{ActorLexicon, Entry, Place};

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

/// The places of an article.
#[must_use]
pub fn find(document: &Document, lexicon: &ActorLexicon, actors: &Actors) -> Vec<PlaceFound> {
    let named: Vec<&str> = actors.actors.iter().filter_map(|a| a.country.as_deref()).collect();
    let mut found: Vec<(u32, PlaceFound)> = Vec::new();
    for (number, s) in document.sentences.iter().enumerate() {
        let mut at = 0;
        while at < s.tokens.len() {
            let form = s.tokens[at].form(&document.text);
            let name = form
                .starts_with(char::is_uppercase)
                .then(|| lexicon.names.longest(s.tokens[at..].iter().map(|t| t.form(&document.text))));
            let Some(name) = name.flatten() else {
                at += 1;
                continue;
            };
            let last = at + name.len - 1;
            let head = (at..=last).find(|&i| s.tokens[i].head.is_none_or(|h| h < at || h > last)).unwrap_or(last);
            let word = WordAt { sentence: number, token: head };
            let is_actor = (at..=last).any(|token| actors.at(WordAt { token, ..word }).is_some());
            let is_name = s.tokens[head].upos == Upos::Propn;
            if let Some(n) = choose(lexicon, name.entries, &named)
                .filter(|_| is_name && !is_actor && actors.nationality(word).is_none())
            {
                let mention = PlaceMention { head: word, span: s.tokens[at].span.cover(s.tokens[last].span) };
                match found.iter_mut().find(|(known, _)| *known == n) {
                    Some((_, place)) => place.mentions.push(mention),
                    None => found.push((n, place(&lexicon.places[n as usize], mention))),
                }
            }
            at = last + 1;
        }
    }
    found.into_iter().map(|(_, place)| place).collect()
}

/// The likeliest of the places of one name: in a country that the article names, else by weight.
fn choose(lexicon: &ActorLexicon, entries: &[Entry], named: &[&str]) -> Option<u32> {
    let weight = |p: &Place| {
        let at_home = p.country.as_deref().is_some_and(|c| named.contains(&c));
        i32::from(p.weight) + if at_home { 5 } else { 0 }
    };
    let places = entries.iter().filter_map(|e| if let Entry::Place(n) = e { Some(*n) } else { None });
    let likely = |&n: &u32| weight(&lexicon.places[n as usize]) >= 3;
    places.filter(likely).max_by_key(|&n| (weight(&lexicon.places[n as usize]), std::cmp::Reverse(n)))
}

fn place(p: &Place, mention: PlaceMention) -> PlaceFound {
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
        mentions: vec![mention],
    }
}
