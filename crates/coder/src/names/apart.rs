//! Two names that the tagger takes for one.

use demarche_syntax::{Sentence, Upos};

use super::{Lookup, Sort};
use crate::lexicon::actors::{ActorLexicon, Entry};

/// "*Miramar California*", "*the West Bank and Israel*": two places beside each other are two names.
pub(super) fn apart(
    text: &str,
    s: &Sentence,
    lexicon: &ActorLexicon,
    lookup: &Lookup<'_>,
    (first, last, sort): (usize, usize, Sort),
) -> Vec<(usize, usize, Sort)> {
    let whole = lookup.listed(first).is_some_and(|(end, _)| end >= last);
    if let Some(person) = behind_place(text, s, lexicon, lookup, (first, last)).filter(|_| !whole) {
        return vec![(first, person - 1, Sort::Place), (person, last, Sort::Person)];
    }
    let joins = |at: usize| lexicon.pronouns.joins_names.iter().any(|w| w == s.tokens[at].form(text));
    let state = |at: usize| {
        let listed = lookup.listed(at).filter(|(end, _)| *end == last);
        listed.is_some_and(|(_, entries)| {
            entries.iter().any(|e| match e {
                Entry::State(_) => true,
                Entry::Place(n) => lexicon.places[*n as usize].kind == "region",
                _ => false,
            })
        })
    };
    let named = |at: usize| s.tokens[at].upos == Upos::Propn;
    let second = (first + 1..=last).find(|&at| state(at)).filter(|_| !whole);
    let known = |end: usize| lookup.listed(first).is_some_and(|(last, _)| last == end);
    match second {
        Some(at) if sort != Sort::Place => match at.checked_sub(2).filter(|&end| joins(at - 1) && known(end)) {
            Some(end) if s.tokens[at - 1].upos == Upos::Cconj => {
                vec![(first, end, Sort::Place), (at, last, Sort::Place)]
            }
            _ => vec![(first, last, sort)],
        },
        // "West Bank and Israel", not "Republic of Cyprus".
        Some(at) if at - 1 > first && joins(at - 1) && s.tokens[at - 1].upos == Upos::Cconj => {
            vec![(first, at - 2, sort), (at, last, sort)]
        }
        Some(at) if (first..at).all(named) => vec![(first, at - 1, sort), (at, last, sort)],
        _ => vec![(first, last, sort)],
    }
}

/// "In *Nicosia Nikos Christodoulides* said": where a person's name begins behind that of the place where something is said.
fn behind_place(
    text: &str,
    s: &Sentence,
    lexicon: &ActorLexicon,
    lookup: &Lookup<'_>,
    (first, last): (usize, usize),
) -> Option<usize> {
    let before = s.tokens[first.checked_sub(1)?].form(text);
    lexicon.pronouns.r#where.iter().find(|w| before.eq_ignore_ascii_case(w))?;
    let place = |e: &Entry| matches!(e, Entry::Place(_) | Entry::Capital(_) | Entry::State(_));
    let (end, _) = lookup.listed(first).filter(|(end, entries)| *end + 1 < last && entries.iter().any(place))?;
    let known = lookup
        .listed(end + 1)
        .is_some_and(|(to, entries)| to == last && entries.iter().any(|e| matches!(e, Entry::Person(_))));
    let given = || lexicon.given.contains_key(s.tokens[end + 1].form(text));
    (known || given()).then_some(end + 1)
}
