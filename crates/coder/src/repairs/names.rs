//! Names whose words the parser hangs on different heads.

use demarche_syntax::{Deprel, Document, Sentence, Upos, Xpos};

use super::{case, is_tree, keep_tree};
use crate::names::{Name, Sort};

/// "The army overthrew *Mohamed Mursi*" with a subject Mohamed and an object Mursi: a person's name is one phrase, which
/// stands in the sentence as its word with the best reason to.
pub fn join_names(document: &mut Document, names: &[Vec<Name>]) {
    let mut last_tree = Vec::new();
    for (sentence, names) in document.sentences.iter_mut().zip(names) {
        for name in names.iter().filter(|n| n.sort == Sort::Person && n.first < n.last) {
            last_tree.clear();
            last_tree.extend(sentence.tokens.iter().map(|t| (t.head, t.deprel)));
            if is_tree(sentence) && join(sentence, name) {
                keep_tree(sentence, &mut last_tree);
            }
        }
    }
}

fn join(s: &mut Sentence, name: &Name) -> bool {
    let inside = |t: usize| (name.first..=name.last).contains(&t);
    let outside = |s: &Sentence, t: usize| s.tokens[t].head.is_none_or(|h| !inside(h));
    let heads = (name.first..=name.last).filter(|&t| outside(s, t)).count();
    // "Pune MP *Girish Bapat*": in pieces, but all of one phrase.
    let part = |t: usize| matches!(s.tokens[t].deprel, Deprel::Flat | Deprel::Compound | Deprel::NmodDesc);
    let mut hung = (name.first..=name.last).filter(|&t| outside(s, t));
    let above = hung.clone().next().and_then(|t| s.tokens[t].head);
    let one = hung.all(|t| s.tokens[t].head == above && part(t));
    // "Met Mauritania's President *Mohamed Ould* Abdel": a name is no clause.
    let clause = (name.first..=name.last).find(|&t| outside(s, t) && s.tokens[t].deprel == Deprel::Ccomp);
    let clause = clause.filter(|_| heads == 1 && (name.first..=name.last).any(|t| s.tokens[t].deprel == Deprel::Aux));
    if let Some(verb) = clause.and_then(|t| s.tokens[t].head).filter(|&v| s.child(v, Deprel::Obj).is_none()) {
        let t = clause.unwrap_or(name.first);
        s.tokens[t].deprel = if verb < name.first { Deprel::Obj } else { Deprel::Nsubj };
    } else if heads < 2 || one {
        return false;
    }
    // What stands on its right side of the verb, before what only hangs there.
    let reason = |t: usize| {
        let token = &s.tokens[t];
        let behind = token.head.is_some_and(|h| h < t);
        match token.deprel {
            _ if !outside(s, t) => 4,
            Deprel::Nsubj | Deprel::NsubjPass if !behind => 0,
            Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Conj | Deprel::Appos if behind => 0,
            Deprel::Obl | Deprel::NmodPoss | Deprel::Nsubj | Deprel::Xcomp => 1,
            Deprel::Aux | Deprel::Cop | Deprel::Case | Deprel::Mark | Deprel::Punct | Deprel::Advmod => 3,
            _ => 2,
        }
    };
    let Some(head) = (name.first..=name.last).min_by_key(|&t| (reason(t), case(s, t).is_none())) else { return false };
    let (above, deprel) = (s.tokens[head].head, s.tokens[head].deprel);
    // What hung from any of its words hangs from the whole.
    for t in 0..s.tokens.len() {
        if !inside(t) && s.tokens[t].head.is_some_and(inside) {
            s.tokens[t].head = Some(name.first);
        }
    }
    for t in name.first..=name.last {
        if s.tokens[t].upos != Upos::Punct {
            (s.tokens[t].upos, s.tokens[t].xpos) = (Upos::Propn, Xpos::Nnp);
            (s.tokens[t].head, s.tokens[t].deprel) = (Some(name.first), Deprel::Flat);
        } else {
            s.tokens[t].head = Some(name.first);
        }
    }
    (s.tokens[name.first].head, s.tokens[name.first].deprel) = (above, deprel);
    true
}
