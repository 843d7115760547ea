//! Infinitives, perfects and names for things that the parser takes for modifiers of the noun behind or beside them.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::case;
use crate::lexicon::actors::{ActorLexicon, NounKind};
use crate::lexicon::cues::{CueWords, Cues};
use crate::lexicon::frames::{Frames, Pos, Slot};
use crate::lexicon::grammar::Grammar;

/// "Voted to *suspend cooperation*" taken for a way to suspended cooperation: a base form between "to" and a noun that has
/// no article has the noun for its object.
pub(super) fn infinitive_as_modifier(s: &mut Sentence, g: &Grammar, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let modifies = t.xpos == Xpos::Vb && matches!(t.deprel, Deprel::Amod | Deprel::Compound);
    let Some(noun) = t.head.filter(|&h| modifies && h > verb && verb > 0) else { return false };
    let to = verb - 1;
    let opens = s.tokens[to].head == Some(noun) && g.is_infinitive(&s.tokens[to].lemma);
    let n = &s.tokens[noun];
    let Some(head) = n.head.filter(|&h| opens && h < to) else { return false };
    let complement = if s.tokens[head].upos == Upos::Noun { Deprel::Acl } else { Deprel::Xcomp };
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].upos) = (Some(head), complement, Upos::Verb);
    (s.tokens[to].head, s.tokens[to].deprel) = (Some(verb), Deprel::Mark);
    (s.tokens[to].upos, s.tokens[to].xpos) = (Upos::Part, Xpos::To);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    true
}

/// "The authorities have *outlawed parties*" taken for a having of outlawed parties: a participle right behind "have" that
/// opens its object and carries an act is a perfect.
pub(super) fn perfect_of_have(s: &mut Sentence, g: &Grammar, frames: &Frames, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let modifies = t.xpos == Xpos::Vbn && t.deprel == Deprel::Amod && verb > 0;
    let Some(noun) = t.head.filter(|&h| modifies && h > verb) else { return false };
    let have = verb - 1;
    let auxiliary = s.tokens[have].upos == Upos::Verb && g.is_perfect(&s.tokens[have].lemma);
    let object = s.tokens[noun].head == Some(have) && s.tokens[noun].deprel == Deprel::Obj;
    let acts = frames.of(Pos::Verb, &t.lemma).iter().any(|p| frames.get(p.frame).kind.is_some());
    if !auxiliary || !object || !acts {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].upos) =
        (s.tokens[have].head, s.tokens[have].deprel, Upos::Verb);
    for c in 0..s.tokens.len() {
        if s.tokens[c].head == Some(have) {
            s.tokens[c].head = Some(verb);
        }
    }
    (s.tokens[have].head, s.tokens[have].deprel, s.tokens[have].upos) = (Some(verb), Deprel::Aux, Upos::Aux);
    s.tokens[noun].head = Some(verb);
    true
}

/// "Called the move *“an unfriendly act”*" taken for another name of the move: behind a verb of naming what stands beside
/// the object without a comma is what it is called.
pub(super) fn name_for_object(s: &mut Sentence, text: &str, g: &Grammar, name: usize) -> bool {
    let t = &s.tokens[name];
    let Some(object) = t.head.filter(|&h| t.deprel == Deprel::Appos && h < name) else { return false };
    let verb = s.tokens[object].head.filter(|_| s.tokens[object].deprel == Deprel::Obj);
    let naming = verb.filter(|&v| g.is_naming(&s.tokens[v].lemma));
    let first = s.subtree(name).first().copied().unwrap_or(name);
    let apart = (object + 1..first).any(|i| matches!(s.tokens[i].form(text), "," | "-" | "--" | "–" | "—" | "("));
    let Some(verb) = naming.filter(|_| !apart && case(s, name).is_none()) else { return false };
    (s.tokens[name].head, s.tokens[name].deprel) = (Some(verb), Deprel::Xcomp);
    true
}

/// "*Secretary of State* Marco Rubio" taken for a name that begins with the title: whoever holds the office is the head.
pub(super) fn office_before_name(s: &mut Sentence, known: &ActorLexicon, title: usize) -> bool {
    let t = &s.tokens[title];
    let facts = known.nouns.get(t.lemma.to_lowercase().as_str());
    let office = facts.is_some_and(|f| matches!(f.kind, NounKind::Title | NounKind::Role));
    let of = s.children(title).find(|&c| c > title && s.tokens[c].deprel == Deprel::Nmod && case(s, c).is_some());
    let Some(of) = of.filter(|_| office) else { return false };
    let behind = |c: usize| {
        let glued = matches!(s.tokens[c].deprel, Deprel::Flat | Deprel::Appos) && s.tokens[c].upos == Upos::Propn;
        glued && s.subtree(c).first().is_some_and(|&f| s.subtree(of).last() == Some(&(f - 1)))
    };
    let Some(name) = s.children(title).find(|&c| c > of && behind(c)) else { return false };
    let (head, deprel) = (s.tokens[title].head, s.tokens[title].deprel);
    (s.tokens[name].head, s.tokens[name].deprel) = (head, deprel);
    (s.tokens[title].head, s.tokens[title].deprel) = (Some(name), Deprel::NmodDesc);
    for c in 0..s.tokens.len() {
        let describes = c < title
            && matches!(
                s.tokens[c].deprel,
                Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
            );
        if c != name && c != of && s.tokens[c].head == Some(title) && !describes {
            s.tokens[c].head = Some(name);
        }
    }
    true
}

/// "Armenia *is opposed* to a referendum" with a copula: what is a participle makes a passive with it.
pub(super) fn participle_with_copula(s: &mut Sentence, verb: usize) -> bool {
    if s.tokens[verb].upos != Upos::Verb || s.tokens[verb].xpos != Xpos::Vbn {
        return false;
    }
    let Some(copula) = s.child(verb, Deprel::Cop).filter(|&c| c < verb) else { return false };
    s.tokens[copula].deprel = Deprel::AuxPass;
    if let Some(subject) = s.child(verb, Deprel::Nsubj) {
        s.tokens[subject].deprel = Deprel::NsubjPass;
    }
    true
}

/// "Told *the elders* to wait" with elders that somebody waits: whoever stands between a verb by which one is told and the
/// infinitive is told.
pub(super) fn told_as_object(s: &mut Sentence, cues: &Cues, told: usize) -> bool {
    let t = &s.tokens[told];
    let below = t.head.filter(|&h| t.deprel == Deprel::Obj && h > told && s.tokens[h].deprel == Deprel::Xcomp);
    let Some((verb, infinitive)) = below.and_then(|i| Some((s.tokens[i].head?, i))) else { return false };
    let to = infinitive - 1;
    let opens = s.tokens[to].xpos == Xpos::To && to == told + 1;
    let tells = |c: &CueWords| c.rest.is_empty() && cues.get(c.cue).addressee.contains(&Slot::Obj);
    let own = s.child(verb, Deprel::Obj).is_some();
    if own || verb > told || !opens || !cues.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(tells) {
        return false;
    }
    s.tokens[told].head = Some(verb);
    true
}

/// "*France and Germany support* the bid" taken for three things: the bare noun behind names joined by "and", in a sentence
/// without a verb, with something right behind it, is the verb where it can be one.
pub(super) fn verb_of_joined_names(s: &mut Sentence, frames: &Frames, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let bare = t.upos == Upos::Noun && t.xpos == Xpos::Nn && t.deprel == Deprel::Conj && verb > 2;
    let Some(first) = t.head.filter(|&h| bare && h < verb && s.tokens[h].head.is_none()) else { return false };
    let second = verb - 1;
    let joined = s.tokens[second].head == Some(verb) && s.tokens[second].deprel == Deprel::Compound;
    let and = s.child(verb, Deprel::Cc).filter(|&c| joined && c + 1 == second);
    let names = [first, second].iter().all(|&n| s.tokens[n].upos == Upos::Propn);
    let object = s.children(verb).find(|&c| c > verb && matches!(s.tokens[c].deprel, Deprel::Appos | Deprel::Obj));
    let object = object.filter(|&o| s.subtree(o).first() == Some(&(verb + 1)));
    let (Some(and), Some(object)) = (and.filter(|_| names), object) else { return false };
    let verbless = s.tokens.iter().all(|t| !matches!(t.upos, Upos::Verb | Upos::Aux));
    if !verbless || frames.of(Pos::Verb, &s.tokens[verb].lemma).is_empty() {
        return false;
    }
    let v = &mut s.tokens[verb];
    (v.upos, v.xpos, v.head, v.deprel) = (Upos::Verb, Xpos::Vbp, None, Deprel::Root);
    (s.tokens[first].head, s.tokens[first].deprel) = (Some(verb), Deprel::Nsubj);
    (s.tokens[second].head, s.tokens[second].deprel) = (Some(first), Deprel::Conj);
    s.tokens[and].head = Some(second);
    s.tokens[object].deprel = Deprel::Obj;
    for c in 0..s.tokens.len() {
        if s.tokens[c].head == Some(first) && s.tokens[c].deprel == Deprel::Punct && c > verb {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}

/// "Trump will *lower* the tariffs" taken for a participle: a verb with a modal of its own and no other auxiliary is a base form.
pub(super) fn base_behind_modal(s: &mut Sentence, text: &str, verb: usize) -> bool {
    let t = &s.tokens[verb];
    if t.upos != Upos::Verb || !matches!(t.xpos, Xpos::Vbn | Xpos::Vbd | Xpos::Vbp | Xpos::Vbg) {
        return false;
    }
    let auxiliary = |c: &usize| matches!(s.tokens[*c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
    let auxiliaries: Vec<usize> = s.children(verb).filter(auxiliary).collect();
    let modal = matches!(auxiliaries[..], [a] if s.tokens[a].xpos == Xpos::Md);
    let form = t.form(text).to_lowercase();
    if !modal || form.ends_with("ed") || form.ends_with("en") || form.ends_with("ing") {
        return false;
    }
    (s.tokens[verb].xpos, s.tokens[verb].lemma) = (Xpos::Vb, form.as_str().into());
    true
}

/// "Will keep *consulting* with Tonga" taken for a thing that is kept: a bare gerund right behind a verb that says what
/// becomes of an act is the act, where only its verb carries one.
pub(super) fn gerund_as_object(s: &mut Sentence, g: &Grammar, frames: &Frames, gerund: usize) -> bool {
    let t = &s.tokens[gerund];
    let thing = matches!(t.deprel, Deprel::Obj | Deprel::Xcomp) && t.xpos == Xpos::Nn && gerund > 0;
    let Some(verb) = t.head.filter(|&h| thing && h + 1 == gerund && s.tokens[h].upos == Upos::Verb) else {
        return false;
    };
    let bare = frames.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(|p| {
        p.before.is_empty()
            && p.rest.is_empty()
            && frames.get(p.frame).kind.is_none()
            && frames.get(p.frame).below.is_some()
    });
    if !bare || !frames.of(Pos::Noun, &t.lemma).is_empty() {
        return false;
    }
    let known = |v: &String| !frames.of(Pos::Verb, v).is_empty();
    let Some(lemma) = g.gerund_of(&t.lemma).into_iter().find(known) else { return false };
    let token = &mut s.tokens[gerund];
    (token.upos, token.xpos, token.deprel, token.lemma) = (Upos::Verb, Xpos::Vbg, Deprel::Xcomp, lemma.as_str().into());
    let phrases: Vec<usize> = s.children(gerund).filter(|&c| s.tokens[c].deprel == Deprel::Nmod).collect();
    phrases.into_iter().for_each(|c| s.tokens[c].deprel = Deprel::Obl);
    true
}

/// "Talks *are due to resume*", "the envoy *is due in* Kigali" with "due" for a preposition: an adjective between the copula and
/// an infinitive or place is what is said of the subject.
pub(super) fn adjective_as_preposition(s: &mut Sentence, quality: usize) -> bool {
    let t = &s.tokens[quality];
    let marks = t.upos == Upos::Adj && matches!(t.deprel, Deprel::Case | Deprel::Mark);
    let Some(head) = t.head.filter(|&h| marks && h > quality) else { return false };
    let Some(copula) = s.child(head, Deprel::Cop).filter(|&c| c < quality) else { return false };
    let opens = |&c: &usize| {
        let fixed = matches!(s.tokens[c].deprel, Deprel::Case | Deprel::Fixed | Deprel::Mark);
        c > quality && c < head && (s.tokens[c].xpos == Xpos::To || fixed)
    };
    let opener = s.children(quality).chain(s.children(head)).find(opens);
    let subject = |d| matches!(d, Deprel::Nsubj | Deprel::NsubjOuter | Deprel::NsubjPass);
    let named = s.children(head).any(|c| c < copula && subject(s.tokens[c].deprel));
    let Some(opener) = opener.filter(|_| named) else { return false };
    let (above, deprel) = (s.tokens[head].head, s.tokens[head].deprel);
    (s.tokens[quality].head, s.tokens[quality].deprel) = (above, deprel);
    let infinitive = s.tokens[opener].xpos == Xpos::To && s.tokens[head].upos == Upos::Verb;
    if infinitive {
        s.tokens[head].xpos = Xpos::Vb;
    }
    s.tokens[head].head = Some(quality);
    s.tokens[head].deprel = if infinitive { Deprel::Xcomp } else { Deprel::Obl };
    s.tokens[opener].head = Some(head);
    s.tokens[opener].deprel = if infinitive { Deprel::Mark } else { Deprel::Case };
    for c in 0..quality {
        if s.tokens[c].head == Some(head) {
            s.tokens[c].head = Some(quality);
            if subject(s.tokens[c].deprel) {
                s.tokens[c].deprel = Deprel::Nsubj;
            }
        }
    }
    true
}

/// "Is still *threatening to block* it" taken for a quality: what has a copula and an infinitive behind it and has the form of
/// the gerund of a verb of ours goes on; the infinitive may have been taken for its subject.
pub(super) fn progressive_as_quality(s: &mut Sentence, text: &str, g: &Grammar, frames: &Frames, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let copula = s.child(verb, Deprel::Cop).filter(|&c| t.upos == Upos::Adj && t.xpos == Xpos::Jj && c < verb);
    let behind = s.tokens.get(verb + 1).is_some_and(|n| n.xpos == Xpos::To);
    let Some(copula) = copula.filter(|_| behind) else { return false };
    let form = t.form(text).to_lowercase();
    let governs = |v: &String| frames.alone(Pos::Verb, v).any(|f| f.theme.contains(&Slot::Comp));
    // "is *willing* to": where the quality has senses of its own it is one.
    let own = !frames.of(Pos::Adjective, &form).is_empty();
    let Some(lemma) = g.gerund_of(&form).into_iter().find(governs).filter(|_| !own) else { return false };
    s.tokens[copula].deprel = Deprel::Aux;
    if let Some(infinitive) = s.child(verb, Deprel::Csubj).filter(|&c| c > verb && s.tokens[c].xpos == Xpos::Vb) {
        s.tokens[infinitive].deprel = Deprel::Xcomp;
    }
    let t = &mut s.tokens[verb];
    (t.upos, t.xpos, t.lemma) = (Upos::Verb, Xpos::Vbg, lemma.as_str().into());
    true
}
