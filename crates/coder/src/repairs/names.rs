//! Names whose words the parser hangs on different heads.

use demarche_syntax::{Deprel, Document, Sentence, Upos, Xpos};

use super::{case, is_title_case, is_tree, keep_tree};
use crate::lexicon::actors::{ActorLexicon, Entry, NounKind};
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

/// "Former *Zambia President* Yameen Gayoom" with a Zambia called so: the title inside a name belongs to the words behind it,
/// and what stands before it describes the title.
pub(super) fn title_inside_name(s: &mut Sentence, title: usize) -> bool {
    let t = &s.tokens[title];
    let holder = t.head.filter(|&h| t.deprel == Deprel::NmodDesc && h > title && s.tokens[h].deprel == Deprel::Flat);
    let Some(holder) = holder else { return false };
    let first = s.tokens[holder].head.filter(|&f| f + 1 == title && s.tokens[f].upos == Upos::Propn);
    let Some(first) = first else { return false };
    (s.tokens[holder].head, s.tokens[holder].deprel) = (s.tokens[first].head, s.tokens[first].deprel);
    for t in 0..s.tokens.len() {
        if s.tokens[t].head == Some(first) && t != holder {
            s.tokens[t].head = Some(if t < first && s.tokens[t].deprel != Deprel::Case { title } else { holder });
        }
    }
    (s.tokens[first].head, s.tokens[first].deprel) = (Some(title), Deprel::Compound);
    true
}

/// "*Taoiseach* Leo Varadkar" with Leo for a surname: a title that the name seems to begin with describes it.
pub(super) fn title_as_given_name(s: &mut Sentence, known: &ActorLexicon, title: usize) -> bool {
    let t = &s.tokens[title];
    let listed = known.nouns.get(t.lemma.to_lowercase().as_str()).is_some_and(|n| n.kind == NounKind::Title);
    if t.upos != Upos::Propn || !listed || matches!(t.deprel, Deprel::Flat | Deprel::Compound | Deprel::NmodDesc) {
        return false;
    }
    let name = |&c: &usize| c == title + 1 && s.tokens[c].deprel == Deprel::Flat && s.tokens[c].upos == Upos::Propn;
    let Some(name) = s.children(title).find(name) else { return false };
    // "Prince" and "Bishop" alone before one word are names as often.
    if s.tokens.get(name + 1).is_none_or(|n| n.deprel != Deprel::Flat) {
        return false;
    }
    let (head, deprel) = (s.tokens[title].head, s.tokens[title].deprel);
    for c in 0..s.tokens.len() {
        if c != name && s.tokens[c].head == Some(title) {
            s.tokens[c].head = Some(name);
        }
    }
    (s.tokens[name].head, s.tokens[name].deprel) = (head, deprel);
    (s.tokens[title].head, s.tokens[title].deprel) = (Some(name), Deprel::NmodDesc);
    true
}

/// "Park *Min-seo*" with a seo beside Park: a capital and a small letter joined by a hyphen right behind a name are its rest.
pub(super) fn hyphenated_name(s: &mut Sentence, text: &str, last: usize) -> bool {
    let Some([name, first, hyphen, end]) = last.checked_sub(3).and_then(|f| s.tokens.get(f..=last)) else {
        return false;
    };
    let glued = first.span.end == hyphen.span.start && hyphen.span.end == end.span.start && hyphen.form(text) == "-";
    let shape = is_title_case(first.form(text)) && end.form(text).bytes().all(|b| b.is_ascii_lowercase());
    let beside = matches!(end.deprel, Deprel::Appos | Deprel::Flat) && end.head == Some(last - 3);
    let loose = first.upos != Upos::Propn || end.deprel == Deprel::Appos;
    if name.upos != Upos::Propn || !glued || !shape || !beside || !loose {
        return false;
    }
    for t in [last - 2, last] {
        let token = &mut s.tokens[t];
        (token.upos, token.xpos, token.lemma) = (Upos::Propn, Xpos::Nnp, token.form(text).into());
        (token.head, token.deprel) = (Some(last - 3), Deprel::Flat);
    }
    for t in 0..s.tokens.len() {
        let described =
            s.tokens[t].head == Some(last) && s.tokens[t].upos != Upos::Punct || s.tokens[t].head == Some(last - 2);
        if described {
            s.tokens[t].head = Some(last - 3);
        }
    }
    true
}

/// "*Addis* Ababa's ministry said" with an Addis that says: two words of a name that is listed hang together.
pub(super) fn listed_name(s: &mut Sentence, text: &str, known: &ActorLexicon, first: usize) -> bool {
    let proper = |t: usize| s.tokens.get(t).is_some_and(|t| t.upos == Upos::Propn);
    let second = first + 1;
    if !proper(first) || !proper(second) || s.tokens[first].head == Some(second) || s.tokens[second].head == Some(first)
    {
        return false;
    }
    let beside = s.tokens[first].head == s.tokens[second].head
        && matches!(s.tokens[first].deprel, Deprel::Compound | Deprel::Flat);
    let name = text.get(s.tokens[first].span.cover(s.tokens[second].span).start..s.tokens[second].span.end);
    if beside
        || !name.is_some_and(|n| {
            known
                .meaning(n)
                .iter()
                .any(|e| matches!(e, Entry::Place(_) | Entry::Capital(_) | Entry::State(_) | Entry::Body(_)))
        })
    {
        return false;
    }
    let describes: Vec<usize> = s.children(first).filter(|&c| c < first).collect();
    (s.tokens[first].head, s.tokens[first].deprel) = (Some(second), Deprel::Compound);
    for c in describes {
        s.tokens[c].head = Some(second);
    }
    true
}

/// "Met in *Reading*" taken for an act of reading: a word with a capital behind a preposition of place, where the sentence's
/// verbs have none, is the town of that name.
pub(super) fn town_as_noun(s: &mut Sentence, text: &str, known: &ActorLexicon, town: usize) -> bool {
    let t = &s.tokens[town];
    let capital = t.upos == Upos::Noun && t.xpos == Xpos::Nn && is_title_case(t.form(text)) && town > 1;
    let Some(preposition) = case(s, town).filter(|&c| capital && c + 1 == town) else { return false };
    let place = known.pronouns.r#where.iter().any(|w| **w == *s.tokens[preposition].lemma);
    let listed = || known.meaning(t.form(text)).iter().any(|e| matches!(e, Entry::Place(_)));
    let small = |t: &demarche_syntax::Token| t.upos == Upos::Verb && !is_title_case(t.form(text));
    if !place || !listed() || !s.tokens.iter().any(small) {
        return false;
    }
    let token = &mut s.tokens[town];
    (token.upos, token.xpos, token.lemma) = (Upos::Propn, Xpos::Nnp, token.form(text).into());
    true
}
