//! Names in a sentence: where they begin and end, and whether they mean a person, a body, a place or
//! something else. A linear tagger reads the words, their tree and what the lexicon knows of them, so
//! that a name that nobody has listed still gets its sort.
//!
//! In: a parsed document and the lexicon. Out: the [`Name`]s of each sentence, which actors and places share.

mod apart;
mod features;
mod initials;
pub mod tagger;
#[cfg(feature = "train")]
pub mod train;
mod usage;
mod whole;

use demarche_syntax::{Deprel, Document, Sentence, Upos, Xpos};

use crate::arguments::case_of;
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{ActorLexicon, Entry, NounKind};
use crate::lexicon::grammar::Grammar;
use features::Known;
pub use features::Lookup;
pub use tagger::{NameTagger, TaggerError};
use usage::Usage;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// A person.
    Person,
    /// A body: government, company, party, armed group.
    Body,
    /// A place: state, town, region, building.
    Place,
    /// Whatever else has a name: events, products, laws.
    Other,
}

/// A name as it stands in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// What it names by its look and surroundings.
    pub sort: Sort,
    /// What the lexicon takes it for; empty when it is not known.
    pub entries: Vec<Entry>,
}

/// The names of every sentence of a document, in order.
#[must_use]
pub fn find(document: &Document, lexicon: &Lexicon) -> Vec<Vec<Name>> {
    let Lexicon { actors: lexicon, grammar, names: tagger, .. } = lexicon;
    let usage = Usage::of(document, lexicon);
    let known = Known { lexicon, usage: &usage };
    let mut scratch = tagger::Scratch::default();
    let mut all: Vec<Vec<Name>> = document
        .sentences
        .iter()
        .map(|s| {
            let lookup = Lookup::of(&document.text, s, lexicon);
            if !lookup.any() {
                return Vec::new();
            }
            let spans = tagger.tag(&document.text, s, known, &lookup, &mut scratch);
            let spans: Vec<_> = spans
                .into_iter()
                .map(|span| without_day(&document.text, s, grammar, span))
                .map(|span| without_small_edges(&document.text, s, lexicon, span))
                .flat_map(|span| apart::apart(&document.text, s, lexicon, &lookup, span))
                .collect();
            let mut names = reconcile(&document.text, s, lexicon, &lookup, &spans);
            names.retain_mut(|n| trim(&document.text, s, lexicon, n));
            bodies(&document.text, s, lexicon, &mut names);
            firms(&document.text, s, lexicon, &mut names);
            possessive(&document.text, s, &mut names);
            acronyms(&document.text, s, known, &mut names);
            opener(&document.text, s, lexicon, &mut names);
            holders(&document.text, s, lexicon, &mut names);
            whole::longer(&document.text, s, &mut names);
            hyphens(&document.text, s, &mut names);
            grounds(s, lexicon, &mut names);
            // "on Friday" is no word on Prime Minister Godwin Friday.
            names.retain(|n| {
                n.first < n.last || !grammar.is_calendar(&s.tokens[n.first].form(&document.text).to_lowercase())
            });
            names
        })
        .collect();
    whole::recall(document, &mut all);
    whole::agree(document, lexicon, &mut all);
    whole::doubt(document, known, &mut all);
    all
}

/// "*Greater New Orleans Fair Housing Action Center*": capitalised words up to a noun for a body, and what it is "of" or
/// "for", are one name of a body.
fn bodies(text: &str, s: &Sentence, lexicon: &ActorLexicon, names: &mut Vec<Name>) {
    let form = |at: usize| s.tokens[at].form(text);
    let capital = |at: usize| form(at).starts_with(char::is_uppercase);
    // In a headline in capitals they say nothing; a sentence full of names still has small words that mean something.
    let words = s.tokens.iter().filter(|t| t.upos != Upos::Punct).count();
    let small = (0..s.tokens.len())
        .filter(|&t| matches!(s.tokens[t].upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv) && !capital(t))
        .count();
    if small < 4 && (0..s.tokens.len()).filter(|&t| capital(t)).count() * 2 > words {
        return;
    }
    for noun in 1..s.tokens.len() {
        let paper = || capital(noun - 1) && lexicon.pronouns.papers.iter().any(|w| w == form(noun));
        if !capital(noun) || role_kind(text, s, lexicon, noun) != Some(NounKind::Body) && !paper() {
            continue;
        }
        let glued = |at: usize| s.tokens[at].upos == Upos::Punct && form(at) == "-" && at > 0 && capital(at - 1);
        let mut first = noun;
        while first > 0 && (capital(first - 1) && s.tokens[first - 1].upos != Upos::Det || glued(first - 1)) {
            first -= 1;
        }
        // A title or a sentence's first small word is no part of it.
        while first < noun
            && (matches!(s.tokens[first].upos, Upos::Adp | Upos::Pron | Upos::Sconj | Upos::Cconj | Upos::Adv)
                || s.tokens[first].upos != Upos::Adj
                    && role_kind(text, s, lexicon, first)
                        .is_some_and(|k| matches!(k, NounKind::Title | NounKind::Role)))
        {
            first += 1;
        }
        let mut last = noun;
        while let Some(next) =
            [last + 1, last + 2, last + 3].into_iter().take_while(|&i| i < s.tokens.len()).find(|&i| capital(i))
        {
            let linked =
                (last + 1..next).all(|i| lexicon.pronouns.joins_names.iter().any(|w| w == form(i)) || form(i) == "the");
            // "the World Bank *and Kenya*": another name stands behind the "and".
            let another = s.tokens[last + 1].upos == Upos::Cconj
                && names.iter().any(|n| n.first == next && (!n.entries.is_empty() || n.sort == Sort::Person));
            if !linked || another || s.tokens[next].upos == Upos::Punct {
                break;
            }
            last = next;
        }
        let inside = |n: &Name| n.first <= last && first <= n.last;
        // A listed name, or a person's, knows better where it ends.
        // So does a place that ends with the noun ("the West *Bank*").
        let ground = |e: &Entry| matches!(e, Entry::State(_) | Entry::Place(_));
        let place = |n: &Name| n.last == noun && n.first < noun && n.entries.iter().any(ground);
        // "*National* Democratic Party", "Democratic Party *of Malawi*" are others than the Democratic Party.
        let state = |at: usize| {
            let of = |e: &Entry| match *e {
                Entry::State(n) => Some(lexicon.states[n as usize].code.as_str()),
                _ => None,
            };
            lexicon.meaning(form(at)).iter().find_map(of)
        };
        let other = |n: &Name| {
            let longer = n.last == noun && first < n.first && lexicon.meaning(form(n.first - 1)).is_empty();
            let of = |e: &Entry| match *e {
                Entry::Body(b) => lexicon.bodies[b as usize].country.as_deref(),
                _ => None,
            };
            let seat = n.entries.iter().find_map(of);
            let abroad = (n.last + 1..=last).filter_map(state).any(|code| seat.is_some_and(|s| s != code));
            longer || abroad
        };
        let body = |n: &Name| n.entries.iter().any(|e| matches!(e, Entry::Body(_))) && !other(n);
        let known = |n: &Name| inside(n) && (n.sort == Sort::Person || body(n) || place(n));
        let grows = names.iter().all(|n| !(n.first <= first && n.last >= last));
        if first == noun && last == noun || !grows || names.iter().any(known) {
            continue;
        }
        names.retain(|n| !inside(n));
        let at = names.partition_point(|n| n.first < first);
        names.insert(at, Name { first, last, sort: Sort::Body, entries: Vec::new() });
    }
}

/// "Google*, Inc.*": what follows makes a firm of it.
fn firms(text: &str, s: &Sentence, lexicon: &ActorLexicon, names: &mut Vec<Name>) {
    let mark = |at: usize| s.tokens.get(at).is_some_and(|t| lexicon.pronouns.firms.iter().any(|w| w == t.form(text)));
    names.retain(|n| !(n.first..=n.last).all(mark));
    // "AMC Entertainment Holdings *Inc*": the mark alone shows the name, unless all is in capitals.
    let capital = |at: usize| s.tokens[at].form(text).starts_with(char::is_uppercase) && s.tokens[at].upos != Upos::Det;
    for end in (1..s.tokens.len()).filter(|&at| mark(at) && s.tokens[at].upos == Upos::Propn) {
        let first = (0..end).rev().take_while(|&at| capital(at)).last();
        let Some(first) = first.filter(|&first| first > 0) else { continue };
        if names.iter().all(|n| n.last < first || n.first > end) {
            let at = names.partition_point(|n| n.first < first);
            names.insert(at, Name { first, last: end, sort: Sort::Body, entries: Vec::new() });
        }
    }
    for n in 0..names.len() {
        if mark(names[n].last) && names[n].entries.is_empty() {
            names[n].sort = Sort::Body;
            let free = n.checked_sub(1).map_or(1, |before| names[before].last + 1);
            while names[n].first > free.max(1) && capital(names[n].first - 1) {
                names[n].first -= 1;
            }
        }
        let after = names[n].last + 1;
        let comma = s.tokens.get(after).is_some_and(|t| t.form(text) == ",");
        let end = if mark(after) { after } else { after + 1 };
        let free = names.get(n + 1).is_none_or(|next| next.first > end);
        if (mark(after) || comma && mark(after + 1)) && free {
            names[n].last = end;
            names[n].sort = Sort::Body;
            names[n].entries.retain(|e| matches!(e, Entry::Body(_)));
        }
    }
}

/// "Dinner at *Del Frisco's*", "*Moody's* cut its rating": a house named after its owner, where nothing that is owned follows.
fn possessive(text: &str, s: &Sentence, names: &mut [Name]) {
    let owner = |head: usize| s.tokens[s.first_conjunct(head)].deprel == Deprel::NmodPoss;
    for at in 0..names.len() {
        let n = &names[at];
        let head =
            (n.first..=n.last).find(|&t| s.tokens[t].head.is_none_or(|h| h < n.first || h > n.last)).unwrap_or(n.last);
        let marks = |t: usize| {
            let form = s.tokens[t].form(text);
            s.tokens[t].xpos == Xpos::Pos || matches!(form, "'" | "’")
        };
        let end = (n.last + 1..s.tokens.len()).take_while(|&t| marks(t)).last();
        // "al-Alimi's own *deputies*": something that is owned follows.
        let owned = |end: usize| s.tokens.get(end + 1).is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Adj));
        let free = |end: usize| names.get(at + 1).is_none_or(|next| next.first > end + 1) && !owned(end);
        let house = |&end: &usize| s.tokens[end].xpos == Xpos::Pos && free(end) && n.entries.is_empty() && !owner(head);
        let Some(end) = end.filter(house) else { continue };
        names[at].last = end;
        if names[at].sort == Sort::Person {
            names[at].sort = Sort::Body;
        }
    }
}

/// "*Netanyahu* called": a sentence's first word that the tagger takes for a common one, and that is somebody's surname.
fn opener(text: &str, s: &Sentence, lexicon: &ActorLexicon, names: &mut Vec<Name>) {
    let Some(t) = s.tokens.first() else { return };
    let form = t.form(text);
    let subject = t.upos == Upos::Noun && t.deprel == Deprel::Nsubj && t.xpos == Xpos::Nn;
    let verb = s.tokens.get(1).is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
    let known =
        || lexicon.surnames.get(form).is_some_and(|of| of.iter().any(|&n| lexicon.people[n as usize].governs(None)));
    let common = || lexicon.nouns.contains_key(form.to_lowercase().as_str());
    if subject
        && verb
        && form.starts_with(char::is_uppercase)
        && known()
        && !common()
        && names.iter().all(|n| n.first > 0)
    {
        names.insert(0, Name { first: 0, last: 0, sort: Sort::Person, entries: Vec::new() });
    }
}

/// "Journalist *Mesale Tolu*": two words in capitals right behind what somebody is are a person's name.
fn holders(text: &str, s: &Sentence, lexicon: &ActorLexicon, names: &mut Vec<Name>) {
    let capital = |at: usize| {
        let t = &s.tokens[at];
        t.upos == Upos::Propn && t.form(text).starts_with(char::is_uppercase)
    };
    for role in 0..s.tokens.len() {
        let person = || {
            let kind = role_kind(text, s, lexicon, role);
            matches!(kind, Some(NounKind::Title | NounKind::Role)) && s.tokens[role].xpos == Xpos::Nn
        };
        let small = s.tokens[role].upos == Upos::Noun && s.tokens[role].form(text).starts_with(char::is_lowercase);
        // "the Colombian *Sergeant* Pablo Emilio Moncayo".
        let title = s.tokens[role].upos == Upos::Propn && role_kind(text, s, lexicon, role) == Some(NounKind::Title);
        if !(small && person() || title) {
            continue;
        }
        let first = role + 1;
        let Some(last) = (first..s.tokens.len()).take_while(|&at| capital(at)).last().filter(|&last| last > first)
        else {
            continue;
        };
        match names.iter_mut().find(|n| n.first <= last && first <= n.last) {
            Some(n) if n.first == first && n.last == last && n.entries.is_empty() => n.sort = Sort::Person,
            Some(_) => {}
            None if title || (first + 1..=last).all(|at| s.tokens[at].deprel == Deprel::Flat) => {
                let at = names.partition_point(|n| n.first < first);
                names.insert(at, Name { first, last, sort: Sort::Person, entries: Vec::new() });
            }
            None => {}
        }
    }
}

/// "Park Min-*seo*": the small half of a name, which is no common word ("Trump-era").
fn hyphens(text: &str, s: &Sentence, names: &mut [Name]) {
    let form = |at: usize| s.tokens[at].form(text);
    let glued = |at: usize| at > 0 && s.tokens[at - 1].span.end == s.tokens[at].span.start;
    for at in 0..names.len() {
        let n = &names[at];
        let hyphen = if form(n.last) == "-" { n.last } else { n.last + 1 };
        let half = hyphen + 1;
        let free = names.get(at + 1).is_none_or(|next| next.first > half);
        if n.sort != Sort::Person || !n.entries.is_empty() || half >= s.tokens.len() || !free || n.first == n.last {
            continue;
        }
        let word = form(half);
        let small = word.bytes().all(|b| b.is_ascii_lowercase()) && !demarche_syntax::is_base(word);
        if form(hyphen) == "-" && glued(hyphen) && glued(half) && small && s.tokens[half].upos != Upos::Verb {
            names[at].last = half;
        }
    }
}

/// "the *Netzarim* corridor", "*Bakhmut* district": what the noun behind it calls a place.
fn grounds(s: &Sentence, lexicon: &ActorLexicon, names: &mut [Name]) {
    for n in names.iter_mut().filter(|n| n.sort != Sort::Place && n.entries.is_empty()) {
        let Some(noun) = s.tokens.get(n.last + 1) else { continue };
        let beside = s.tokens[n.last].head == Some(n.last + 1) && s.tokens[n.last].deprel == Deprel::Compound;
        if beside && lexicon.pronouns.grounds.iter().any(|g| *g == noun.lemma) {
            n.sort = Sort::Place;
        }
    }
}

/// "the *CPA*": capitals behind an article are a body where something is done by it or belongs to it somewhere in the text,
/// and the lexicon does not know better.
fn acronyms(text: &str, s: &Sentence, known: Known<'_>, names: &mut Vec<Name>) {
    let lexicon = known.lexicon;
    let article = |at: usize| lexicon.pronouns.is_definite(s.tokens[at].form(text));
    for at in 1..s.tokens.len() {
        let form = s.tokens[at].form(text);
        let capitals = (3..=6).contains(&form.len()) && form.bytes().all(|b| b.is_ascii_uppercase());
        let noun = s.tokens[at].upos == Upos::Noun && !lexicon.nouns.contains_key(form.to_lowercase().as_str());
        let head = (s.tokens[at].upos == Upos::Propn || noun) && s.tokens[at].deprel != Deprel::Compound;
        let acts = || known.usage.bits(&form.to_lowercase()) & usage::bit::BODY != 0;
        if !(capitals && head && article(at - 1) && !lexicon.pronouns.things.contains(form) && acts()) {
            continue;
        }
        if let Some(name) = names.iter_mut().find(|n| n.first <= at && at <= n.last) {
            if name.first == name.last && name.entries.is_empty() && name.sort == Sort::Other {
                name.sort = Sort::Body;
            }
        } else {
            let place = names.partition_point(|n| n.first < at);
            names.insert(place, Name { first: at, last: at, sort: Sort::Body, entries: Vec::new() });
        }
    }
}

/// "Took most of Fallujah *Wednesday*", "in *March* Ethiopia withdrew": a day beside a name is no part of it.
fn without_day(text: &str, s: &Sentence, grammar: &Grammar, span: (usize, usize, Sort)) -> (usize, usize, Sort) {
    let (mut first, mut last, sort) = span;
    let calendar = |at: usize| grammar.is_calendar(&s.tokens[at].form(text).to_lowercase());
    while first < last && calendar(last) {
        last -= 1;
    }
    // A day before it says when; in "June Hong" or the "Friday Mosque" the words belong to each other.
    let apart = |at: usize| {
        matches!(s.tokens[at].deprel, Deprel::Obl | Deprel::OblUnmarked | Deprel::Nmod)
            && s.tokens[at].head.is_none_or(|h| !(first..=last).contains(&h))
            && !s.children(at).any(|c| (at + 1..=last).contains(&c))
    };
    if first < last && calendar(first) && apart(first) {
        first += 1;
    }
    (first, last, sort)
}

/// "the West Bank *town*", "the *intrepid* Ed Wong": small words at the edges of a name in capitals are no part of it.
fn without_small_edges(
    text: &str,
    s: &Sentence,
    lexicon: &ActorLexicon,
    (mut first, mut last, sort): (usize, usize, Sort),
) -> (usize, usize, Sort) {
    let small = |at: usize| s.tokens[at].form(text).chars().all(|c| c.is_lowercase());
    let capital = |at: usize| s.tokens[at].form(text).starts_with(char::is_uppercase);
    let described = |at: usize| small(at) && lexicon.pronouns.joins_names.iter().all(|w| w != s.tokens[at].form(text));
    while first < last && s.tokens[first].upos == Upos::Punct && s.tokens[first].form(text).starts_with(['-', '–', '—'])
    {
        first += 1;
    }
    // "*London*-based".
    while first < last && matches!(s.tokens[last].form(text), "-" | "–" | "," | "/") {
        last -= 1;
    }
    if (first..=last).any(capital) {
        while first < last && described(last) && sort != Sort::Body {
            last -= 1;
        }
        while first < last && described(first) && s.tokens[first].upos == Upos::Adj {
            first += 1;
        }
    }
    (first, last, sort)
}

/// Takes off what is no part of a name that nobody has listed, and its sort where a word of it decides; false when
/// nothing is left of it.
fn trim(text: &str, s: &Sentence, lexicon: &ActorLexicon, name: &mut Name) -> bool {
    if !name.entries.is_empty() {
        return true;
    }
    let form = |at: usize| s.tokens[at].form(text);
    if name.first == name.last {
        name.entries = meant(lexicon, lexicon.meaning(form(name.first)), Some(name.sort));
        name.sort = sort_of(&name.entries).unwrap_or(name.sort);
    }
    if name.sort == Sort::Person && name.last > name.first {
        name.entries = initials::person_without(text, s, lexicon, name.first, name.last);
    }
    // Addresses and single letters name nobody.
    let file = |w: &str| {
        w.rsplit_once('.').is_some_and(|(_, end)| end.len() > 2 && end.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let address = |at: usize| ["@", "://", "www."].iter().any(|mark| form(at).contains(mark)) || file(form(at));
    if (name.first..=name.last).any(address) || name.first == name.last && form(name.first).chars().count() == 1 {
        return false;
    }
    // "*Martin* Gonzales" in a list, "the Prophet *Mohammed*" are no places.
    let inner = |at: usize| lexicon.given.contains_key(form(at));
    let called = || {
        let title =
            lexicon.nouns.get(form(name.first).to_lowercase().as_str()).is_some_and(|n| n.kind == NounKind::Title);
        title && inner(name.last) || inner(name.first) && !demarche_syntax::is_base(&form(name.last).to_lowercase())
    };
    let r#where = || case_of(s, name.last).or_else(|| case_of(s, name.first));
    if name.sort == Sort::Place && (name.first + 1..name.first + 3).contains(&name.last) && called() {
        let located = r#where().is_some_and(|case| lexicon.pronouns.r#where.iter().any(|w| **w == *case));
        name.sort = if located { Sort::Place } else { Sort::Person };
    }
    // "*Hurricane* Katrina" is no person.
    let thing = |at: usize| lexicon.pronouns.named_things.iter().any(|w| form(at).eq_ignore_ascii_case(w));
    let words = s.tokens[name.first].span.cover(s.tokens[name.last].span).of(text);
    let nobody = lexicon.pronouns.things.contains(words) && name.entries.is_empty();
    if thing(name.first) || name.first.checked_sub(1).is_some_and(thing) || nobody {
        name.sort = Sort::Other;
    }
    true
}

/// Joins what the tagger sees with what the lexicon knows: a listed name that the tagger's span does not
/// outgrow stands as listed; the rest of the spans are names that nobody has listed.
fn reconcile(
    text: &str,
    s: &Sentence,
    lexicon: &ActorLexicon,
    lookup: &Lookup,
    spans: &[(usize, usize, Sort)],
) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < s.tokens.len() {
        let span = spans.iter().find(|(first, last, _)| (*first..=*last).contains(&at));
        let listed = lookup
            .listed(at)
            .filter(|(end, entries)| is_name(text, s, lexicon, (at, *end), entries, span.is_some()))
            .filter(|(end, entries)| span.is_some() || shown(s, lexicon, (at, *end), entries));
        let name = match (span, listed) {
            (Some(&(first, last, sort)), Some((end, entries))) if first == at && end <= last => {
                // "Washington Irving" begins with a listed name and is another; "Hamas" in "Hamas Gaza" is not.
                if end == last || outgrown(text, s, lexicon, (first, last, sort), entries) {
                    let entries = if end == last { meant(lexicon, entries, Some(sort)) } else { Vec::new() };
                    Name { first, last, sort, entries }
                } else {
                    Name { first, last: end, sort: sort_of(entries).unwrap_or(sort), entries: entries.to_vec() }
                }
            }
            (span, Some((end, entries)))
                if span.is_none_or(|(first, ..)| *first == at) || span.is_some_and(|(_, last, _)| *last < end) =>
            {
                let entries = meant(lexicon, entries, span.map(|s| s.2));
                let sort = span.map(|s| s.2).or_else(|| sort_of(&entries)).unwrap_or(Sort::Other);
                Name { first: at, last: end, sort, entries }
            }
            (Some(&(first, last, sort)), _) if first == at => Name { first, last, sort, entries: Vec::new() },
            // "Nato *chiefs*" describes somebody.
            (Some(&(_, last, _)), _)
                if out.last().is_some_and(|n| n.last + 1 == at) && role_kind(text, s, lexicon, last).is_some() =>
            {
                at = last + 1;
                continue;
            }
            (Some(&(first, last, sort)), _) if out.last().is_some_and(|n| n.last + 1 == at && n.last >= first) => {
                Name { first: at, last, sort, entries: Vec::new() }
            }
            _ => {
                at += 1;
                continue;
            }
        };
        at = name.last + 1;
        out.push(name);
    }
    out
}

/// Whether a listed word is a name where it stands: proper by its tag, or several words in capitals.
fn is_name(
    text: &str,
    s: &Sentence,
    lexicon: &ActorLexicon,
    (at, last): (usize, usize),
    entries: &[Entry],
    tagged: bool,
) -> bool {
    let adjective = entries.iter().any(|e| matches!(e, Entry::Adjective(_) | Entry::People(_)));
    // "Israeli army" is a name of a body, whatever the tag of its first word.
    let proper = s.tokens[at..=last].iter().any(|t| {
        t.upos == Upos::Propn || (at < last && t.upos == Upos::Adj && t.form(text).starts_with(char::is_uppercase))
    });
    // "suspended *Guinea*", which the tagger takes for a bird.
    let opens = s.tokens[at].deprel == Deprel::Nsubj && s.tokens.get(at + 1).is_some_and(|t| t.upos == Upos::Verb);
    let capital = s.tokens[at].upos == Upos::Noun && s.tokens[at].form(text).starts_with(char::is_uppercase);
    let within = capital && (at > 0 || opens);
    let state = within && entries.iter().any(|e| matches!(e, Entry::State(_) | Entry::Capital(_) | Entry::Body(_)));
    // "defended *Boric*", which the tagger takes for a quality.
    let quality = || {
        let t = &s.tokens[at];
        let sort = |e: &Entry| matches!(e, Entry::Person(_) | Entry::Body(_));
        let argument = matches!(t.deprel, Deprel::Nsubj | Deprel::Obj | Deprel::Xcomp | Deprel::Obl);
        t.upos == Upos::Adj && argument && t.form(text).starts_with(char::is_uppercase) && entries.iter().any(sort)
    };
    let capitals = || s.tokens[at..=last].iter().filter(|t| t.form(text).starts_with(char::is_uppercase)).count() > 1;
    // "IDF", whatever its tag.
    let acronym = || {
        let form = s.tokens[at].form(text);
        at == last && form.len() > 2 && form.bytes().all(|b| b.is_ascii_uppercase())
    };
    // "in *delaware*".
    let behind = || {
        let ground = |e: &Entry| match *e {
            Entry::State(_) | Entry::Capital(_) => true,
            Entry::Place(n) => !lexicon.is_weak(n),
            _ => false,
        };
        let before = at.checked_sub(1).map(|t| s.tokens[t].form(text));
        s.tokens[at].upos != Upos::Verb
            && before.is_some_and(|b| lexicon.pronouns.r#where.iter().any(|w| w == b))
            && entries.iter().any(ground)
    };
    tagged || adjective || proper || state || quality() || behind() || (at < last && capitals()) || acronym()
}

/// What a listed name may mean where it looks like a name of this sort: small towns bear the names of people and things.
fn meant(lexicon: &ActorLexicon, entries: &[Entry], sort: Option<Sort>) -> Vec<Entry> {
    let fits = |e: &&Entry| match **e {
        Entry::Place(n) => match sort {
            Some(Sort::Person) => lexicon.places[n as usize].weight > RARE,
            Some(Sort::Body | Sort::Other) => !lexicon.is_weak(n),
            Some(Sort::Place) | None => true,
        },
        _ => true,
    };
    entries.iter().filter(fits).copied().collect()
}

/// Places up to this weight are no sooner meant than a person of their name.
const RARE: u8 = 3;

/// Whether a word that the tagger takes for no name may be the listed one: a small town only behind a preposition of places.
fn shown(s: &Sentence, lexicon: &ActorLexicon, (at, last): (usize, usize), entries: &[Entry]) -> bool {
    let weak = |e: &Entry| matches!(*e, Entry::Place(n) if lexicon.is_weak(n));
    let r#where = |word: &str| lexicon.pronouns.r#where.iter().any(|w| w == word);
    let head = (at..=last).find(|&t| s.tokens[t].head.is_none_or(|h| h < at || h > last)).unwrap_or(last);
    !entries.iter().all(weak) || case_of(s, head).is_some_and(|case| r#where(&case))
}

/// Whether a longer span is a name of its own rather than a listed name with something behind it.
fn outgrown(
    text: &str,
    s: &Sentence,
    lexicon: &ActorLexicon,
    (first, last, sort): (usize, usize, Sort),
    entries: &[Entry],
) -> bool {
    let geographic = entries.iter().all(|e| !matches!(e, Entry::Person(_) | Entry::Body(_)));
    match sort {
        Sort::Person => geographic || first + 1 == last,
        _ => {
            let body = role_kind(text, s, lexicon, last) == Some(NounKind::Body);
            geographic || body || entries.iter().all(|e| matches!(e, Entry::Person(_)))
        }
    }
}

/// What the word is as a role noun, by its form or lemma.
fn role_kind(text: &str, s: &Sentence, lexicon: &ActorLexicon, token: usize) -> Option<NounKind> {
    let t = &s.tokens[token];
    let form = t.form(text).to_lowercase();
    let noun = lexicon.nouns.get(form.as_str()).or_else(|| lexicon.nouns.get(t.lemma.to_lowercase().as_str()));
    noun.map(|n| n.kind)
}

/// What a listed name names, if that is beyond doubt.
fn sort_of(entries: &[Entry]) -> Option<Sort> {
    let sort = |e: &Entry| match e {
        Entry::Person(_) => Sort::Person,
        Entry::Body(_) => Sort::Body,
        _ => Sort::Place,
    };
    let first = sort(entries.first()?);
    entries.iter().all(|e| sort(e) == first).then_some(first)
}
