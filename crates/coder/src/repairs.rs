//! What the parser is known to get wrong, put right in the tree before anything else reads it.
//!
//! Each rule changes lemmas, labels and heads; words and their spans stay. A head that a rule gives was
//! above the word before, so no loop can come of it.

use demarche_syntax::{Deprel, Document, Sentence, Upos};

use crate::lexicon::grammar::Grammar;

/// Repairs every sentence.
pub fn repair(document: &mut Document, g: &Grammar) {
    let text = &document.text;
    for sentence in &mut document.sentences {
        for token in &mut sentence.tokens {
            if let Some(plain) = g.plain_lemma(&token.lemma) {
                token.lemma = plain.into();
            }
        }
        for token in 0..sentence.tokens.len() {
            approximation(sentence, text, g, token);
        }
        for token in 0..sentence.tokens.len() {
            object_behind_preposition(sentence, token);
            party_behind_setting(sentence, g, token);
        }
    }
}

fn case(s: &Sentence, token: usize) -> Option<usize> {
    s.children(token).take_while(|&c| c < token).find(|&c| s.tokens[c].deprel == Deprel::Case)
}

/// "Killed *at least* six": what makes a number rough is no preposition of the noun that is counted.
fn approximation(s: &mut Sentence, text: &str, g: &Grammar, at: usize) {
    let opens = |words: &&[String]| {
        let here = s.tokens[at..].iter().zip(words.iter());
        s.tokens.len() > at + words.len()
            && here.filter(|(t, w)| t.form(text).eq_ignore_ascii_case(w)).count() == words.len()
    };
    let Some(words) = g.approximations().find(opens).map(<[String]>::len) else { return };
    let number = at + words;
    if !matches!(s.tokens[number].upos, Upos::Num | Upos::Sym) {
        return;
    }
    let counted = match s.tokens[number].deprel {
        Deprel::Nummod => s.tokens[number].head.unwrap_or(number),
        _ => number,
    };
    let taken = (at..number).any(|t| s.tokens[t].head == Some(counted) && s.tokens[t].deprel == Deprel::Case);
    if !taken && (s.tokens[counted].deprel != Deprel::Obl || case(s, counted).is_some()) {
        return;
    }
    for t in at..number {
        s.tokens[t].head = Some(number);
        s.tokens[t].deprel = Deprel::Advmod;
    }
    let Some(verb) = s.tokens[counted].head.filter(|&h| s.tokens[h].upos == Upos::Verb) else { return };
    if s.tokens[counted].deprel != Deprel::Obl {
        return;
    }
    if counted > verb && s.child(verb, Deprel::Obj).is_none() {
        s.tokens[counted].deprel = Deprel::Obj;
    } else if counted < verb && s.child(verb, Deprel::Nsubj).is_none() {
        s.tokens[counted].deprel = Deprel::Nsubj;
    }
}

/// "Issued an ultimatum *to Damascus*": what stands behind a preposition is no object.
fn object_behind_preposition(s: &mut Sentence, token: usize) {
    if matches!(s.tokens[token].deprel, Deprel::Obj | Deprel::Iobj) && case(s, token).is_some() {
        s.tokens[token].deprel = Deprel::Obl;
    }
}

/// "Held talks in Jerusalem *with Israel*", "talks on Friday *with China*": a party behind a place or day belongs
/// to the act, not to the place or day.
fn party_behind_setting(s: &mut Sentence, g: &Grammar, token: usize) {
    let of_noun = matches!(s.tokens[token].deprel, Deprel::Nmod | Deprel::Obl);
    let Some(case) = case(s, token).filter(|&c| of_noun && g.is_party(&s.tokens[c].lemma)) else { return };
    let Some(head) = s.tokens[token].head else { return };
    let set = |s: &Sentence, h: usize| {
        let t = &s.tokens[h];
        let proper =
            t.upos == Upos::Propn && self::case(s, h).is_some_and(|c| s.tokens[c].lemma != s.tokens[case].lemma);
        matches!(t.deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblUnmarked)
            && (proper || g.is_calendar(&t.lemma.to_lowercase()))
    };
    let mut above = head;
    while set(s, above)
        && let Some(next) = s.tokens[above].head
    {
        above = next;
    }
    let after_comma = case > 0 && s.tokens[case - 1].upos == Upos::Punct && g.is_joint(&s.tokens[case].lemma);
    if above != head && after_comma {
        let mut up = above;
        for _ in 0..4 {
            if s.tokens[up].upos == Upos::Verb {
                above = up;
                break;
            }
            let Some(next) = s.tokens[up].head else { break };
            up = next;
        }
    }
    if above != head {
        s.tokens[token].head = Some(above);
        s.tokens[token].deprel = if s.tokens[above].upos == Upos::Verb { Deprel::Obl } else { Deprel::Nmod };
    }
}
