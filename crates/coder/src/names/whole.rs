//! What the whole text says of its names: one that was seen once is one again, each has one sort, and some that
//! nothing in the text bears out are none.

use std::collections::HashMap;

use demarche_syntax::{Deprel, Document, Sentence, Upos, Xpos, is_base};

use super::features::Known;
use super::usage::bit;
use super::{Name, Sort};
use crate::arguments::case_of;
use crate::lexicon::actors::{ActorLexicon, Entry};

/// Votes of a storm or ship for its name.
const THING: u32 = 9;

/// "*Mohamed Bashir Abu Nammu*" is not the Mohamed Bashir whom the lexicon has: a person's name goes on as far as the tree says.
pub fn longer(text: &str, s: &Sentence, names: &mut Vec<Name>) {
    for at in 0..names.len() {
        let Some(n) = names.get(at) else { break };
        if n.sort != Sort::Person || n.entries.is_empty() || n.first == n.last {
            continue;
        }
        let (first, last) = (n.first, n.last);
        let goes_on = |&t: &usize| {
            let t = &s.tokens[t];
            let of_name = t.deprel == Deprel::Flat && t.head.is_some_and(|h| (first..=last).contains(&h));
            of_name && t.upos == Upos::Propn && t.form(text).starts_with(char::is_uppercase)
        };
        let Some(end) = (last + 1..s.tokens.len()).take_while(goes_on).last() else { continue };
        names[at].last = end;
        names[at].entries.clear();
        names.retain(|n| n.first <= last || n.first > end);
    }
}

/// What was a name once in a text is one again: the whole of it, and the last part of a person's.
pub fn recall(document: &Document, all: &mut [Vec<Name>]) {
    let mut known: HashMap<Vec<&str>, (Sort, Vec<Entry>)> = HashMap::new();
    for (s, names) in document.sentences.iter().zip(&*all) {
        for n in names {
            let words: Vec<&str> = s.tokens[n.first..=n.last].iter().map(|t| t.form(&document.text)).collect();
            if n.sort == Sort::Person && words.len() > 1 {
                known.entry(words[1..].to_vec()).or_insert_with(|| (n.sort, Vec::new()));
                known.entry(words[words.len() - 1..].to_vec()).or_insert_with(|| (n.sort, Vec::new()));
            }
            known.insert(words, (n.sort, n.entries.clone()));
        }
    }
    let longest = known.keys().map(Vec::len).max().unwrap_or(0);
    for (s, names) in document.sentences.iter().zip(all) {
        let mut free = vec![true; s.tokens.len()];
        names.iter().for_each(|n| free[n.first..=n.last].fill(false));
        let before = names.len();
        let mut at = 0;
        while at < s.tokens.len() {
            let proper =
                s.tokens[at].form(&document.text).starts_with(char::is_uppercase) || s.tokens[at].upos == Upos::Propn;
            let found = (1..=longest.min(s.tokens.len() - at)).rev().filter(|_| free[at] && proper).find_map(|len| {
                let words: Vec<&str> = s.tokens[at..at + len].iter().map(|t| t.form(&document.text)).collect();
                // "*Morales* denied it", which the tagger takes for a common word where the sentence begins.
                let last = &s.tokens[at + len - 1];
                let odd = matches!(last.upos, Upos::Noun | Upos::Adv | Upos::Adj | Upos::X | Upos::Intj);
                let argument = odd && matches!(last.deprel, Deprel::Nsubj | Deprel::NsubjPass);
                let clear = free[at..at + len].iter().all(|&f| f) && (last.upos == Upos::Propn || argument);
                known.get(&words).filter(|_| clear).map(|(sort, entries)| (len, *sort, entries.clone()))
            });
            match found {
                Some((len, sort, entries)) => {
                    names.push(Name { first: at, last: at + len - 1, sort, entries });
                    at += len;
                }
                None => at += 1,
            }
        }
        if names.len() > before {
            names.sort_by_key(|n| n.first);
        }
    }
}

/// One name has one sort throughout a text: what most of its mentions look like, and what its longer form is.
pub fn agree(document: &Document, lexicon: &ActorLexicon, all: &mut [Vec<Name>]) {
    let mut votes: HashMap<String, [u32; 4]> = HashMap::new();
    let words =
        |s: &Sentence, n: &Name| s.tokens[n.first].span.cover(s.tokens[n.last].span).of(&document.text).to_lowercase();
    for (s, names) in document.sentences.iter().zip(&*all) {
        for n in names {
            votes.entry(words(s, n)).or_default()[n.sort as usize] += 1;
            if n.sort == Sort::Person && n.last > n.first {
                let last = s.tokens[n.last].form(&document.text).to_lowercase();
                votes.entry(last).or_default()[Sort::Person as usize] += 2;
            }
            // "*Hurricane* Rita": Rita is no person in the whole text.
            let before = n.first.checked_sub(1).map(|t| s.tokens[t].form(&document.text));
            let opens = s.tokens[n.first].form(&document.text);
            let thing = |w: &str| lexicon.pronouns.named_things.iter().any(|t| w.eq_ignore_ascii_case(t));
            if before.is_some_and(thing) || n.last > n.first && thing(opens) {
                let last = s.tokens[n.last].form(&document.text).to_lowercase();
                votes.entry(last).or_default()[Sort::Other as usize] += THING;
            }
        }
    }
    const SORTS: [Sort; 4] = [Sort::Person, Sort::Body, Sort::Place, Sort::Other];
    for (s, names) in document.sentences.iter().zip(all) {
        for n in names.iter_mut().filter(|n| n.entries.is_empty()) {
            let Some(votes) = votes.get(&words(s, n)) else { continue };
            let most = (0..4).max_by_key(|&i| (votes[i], i == n.sort as usize)).unwrap_or(3);
            n.sort = SORTS[most];
        }
    }
}

/// Names that nobody has listed and whose looks alone make them somebody: an acronym that does nothing anywhere in the
/// text, a word behind an article that is no person's name, a common word with the capital of its sentence, a number of a model.
pub fn doubt(document: &Document, known: Known<'_>, all: &mut [Vec<Name>]) {
    let text = &document.text;
    for (s, names) in document.sentences.iter().zip(all) {
        names.retain_mut(|n| {
            if n.first < n.last {
                return true;
            }
            let token = &s.tokens[n.first];
            // "*a* Saab", "*a* CPA" is one of many.
            let article = s.child(n.first, Deprel::Det).map(|d| s.tokens[d].form(text));
            let one = article.is_some_and(|a| known.lexicon.pronouns.indefinite.iter().any(|i| i == a));
            let bodies = n.entries.iter().all(|e| matches!(e, Entry::Body(_)));
            if !n.entries.is_empty() {
                if one && bodies {
                    (n.sort, n.entries) = (Sort::Other, Vec::new());
                }
                return true;
            }
            let form = token.form(text);
            let lower = form.to_lowercase();
            let used = known.usage.bits(&lower);
            let person = used & (bit::TITLED | bit::BEHIND_GIVEN | bit::CALLED_PERSON) != 0;
            let given = known.lexicon.given.contains_key(form);
            // "*House* and Senate negotiators" has a body's noun, "*Power* lies elsewhere" a common one.
            let noun = known.lexicon.nouns.get(lower.as_str()).is_some_and(|n| n.sector.is_some());
            let beside = s.child(n.first, Deprel::Conj).is_some_and(|c| s.tokens[c].upos == Upos::Propn);
            let common = n.first == 0 && n.sort != Sort::Place && is_base(&lower) && !noun && !beside;
            if common && used & bit::CAPITAL == 0 && !person && !given {
                return false;
            }
            let model = form.bytes().any(|b| b.is_ascii_digit());
            let several = matches!(token.xpos, Xpos::Nnps);
            n.sort = match n.sort {
                _ if model || known.lexicon.pronouns.things.contains(form) => Sort::Other,
                Sort::Person if used & bit::ARTICLE != 0 && !several && !person && !given => Sort::Other,
                // "the *Zionists*" are people.
                Sort::Body if several && !form.bytes().all(|b| b.is_ascii_uppercase()) => Sort::Person,
                Sort::Body if is_acronym(form) && !noun && !acts(s, n.first, used, known.lexicon) => Sort::Other,
                sort => sort,
            };
            true
        });
    }
}

fn is_acronym(form: &str) -> bool {
    (2..=6).contains(&form.len()) && form.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether something in the text, or where it stands, makes a body of an acronym.
fn acts(s: &Sentence, at: usize, used: u16, lexicon: &ActorLexicon) -> bool {
    let t = &s.tokens[at];
    let party = || {
        matches!(t.deprel, Deprel::Obl | Deprel::Nmod)
            && case_of(s, at).is_some_and(|c| lexicon.pronouns.parties.iter().any(|p| **p == *c))
    };
    // "*NLRB* counsel".
    let theirs = || {
        let above = t.head.filter(|_| t.deprel == Deprel::Compound);
        above.is_some_and(|h| lexicon.nouns.contains_key(s.tokens[h].lemma.to_lowercase().as_str()))
    };
    used & bit::BODY != 0 || t.deprel == Deprel::Appos || t.upos != Upos::Propn || party() || theirs()
}
