//! The arguments of a predicate, by the slots that frames name: passives turned round, subjects
//! found through control, raising, coordination and relative clauses, and a noun's possessors,
//! by-phrases and nationalities taken as its subject.

mod beside;
mod carried;

use demarche_syntax::{Deprel, Sentence, Token, Upos, Xpos};

pub use beside::of_preposition;
use beside::{carried_thing, due_to, is_bare, is_behind_comma, verb_before, verb_gone_on};
pub use carried::{carrier, described_by};

use crate::lexicon::frames::{Clause, Pos, Slot};
use crate::lexicon::grammar::Grammar;

/// What fills a slot: the head word of a phrase or clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The slot.
    pub slot: Slot,
    /// Head word.
    pub token: usize,
}

/// The arguments of one predicate.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    list: Vec<Argument>,
    /// Whether the predicate is a passive.
    pub passive: bool,
}

impl Arguments {
    /// The fillers of a slot, in the order of preference.
    pub fn of<'a>(&'a self, slot: &'a Slot) -> impl Iterator<Item = usize> + 'a {
        self.list.iter().filter(move |a| a.slot == *slot).map(|a| a.token)
    }

    /// The first filler of a slot.
    #[must_use]
    pub fn first(&self, slot: &Slot) -> Option<usize> {
        self.of(slot).next()
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Argument] {
        &self.list
    }

    fn add(&mut self, slot: Slot, token: usize) {
        let argument = Argument { slot, token };
        if !self.list.contains(&argument) {
            self.list.push(argument);
        }
    }

    /// The arguments of a modal: its verb as complement, and that verb's subject.
    #[must_use]
    pub fn of_modal(g: &Grammar, s: &Sentence, modal: usize) -> Option<Self> {
        let mut out = Self::default();
        let Some(verb) = s.tokens[modal].head.filter(|_| s.tokens[modal].deprel == Deprel::Aux) else {
            // "Vučić *would not*.": a verb that was said before.
            let subject = s.child(modal, Deprel::Nsubj)?;
            out.add_phrase(s, Slot::Subj, subject);
            return Some(out);
        };
        out.add_phrase(s, Slot::Comp, verb);
        subject_of(g, s, verb).into_iter().for_each(|subject| out.add_phrase(s, Slot::Subj, subject));
        let speaker = speaker_of(g, s, verb);
        speaker.into_iter().for_each(|t| out.add_phrase(s, Slot::Speaker, t));
        Some(out)
    }

    /// Adds a phrase, with what is coordinated to it.
    pub fn add_phrase(&mut self, s: &Sentence, slot: Slot, token: usize) {
        self.add(slot.clone(), token);
        for child in s.children(token).filter(|&c| s.tokens[c].deprel == Deprel::Conj) {
            self.add(slot.clone(), child);
        }
    }

    /// Takes the doer of the verb that carries a noun as the noun's own subject.
    pub fn take_subject(&mut self, g: &Grammar, s: &Sentence, verb: usize) {
        let of_verb = of(g, s, verb, Pos::Verb);
        let subjects: Vec<usize> = of_verb.of(&Slot::Subj).collect();
        if !subjects.is_empty() {
            self.list.retain(|a| a.slot != Slot::Subj);
        }
        subjects.into_iter().for_each(|token| self.add(Slot::Subj, token));
        self.add(Slot::Light, verb);
    }

    /// Takes a filler out of its slot.
    pub fn remove(&mut self, slot: &Slot, token: usize) {
        self.list.retain(|a| a.slot != *slot || a.token != token);
    }

    /// Makes a filler the first of its slot.
    fn prefer(&mut self, slot: Slot, token: usize) {
        self.list.retain(|a| a.slot != slot || a.token != token);
        self.list.insert(0, Argument { slot, token });
    }
}

/// "*Kenya* said Uganda must": who says the clause of `verb`, which is a complement, or what is said stands beside it.
fn speaker_of(g: &Grammar, s: &Sentence, verb: usize) -> Option<usize> {
    let reported = matches!(s.tokens[verb].deprel, Deprel::Ccomp | Deprel::Parataxis);
    let above = s.tokens[verb].head.filter(|_| reported);
    let beside = |&c: &usize| s.tokens[c].deprel == Deprel::Parataxis && s.child(c, Deprel::Nsubj).is_some();
    let says = above.or_else(|| s.children(verb).find(beside))?;
    subject_of(g, s, says)
}

/// The arguments of `predicate`.
#[must_use]
pub fn of(g: &Grammar, sentence: &Sentence, predicate: usize, pos: Pos) -> Arguments {
    match pos {
        Pos::Verb => {
            let mut out = verb(g, sentence, predicate);
            // "*France* said Mali had to".
            let speaker = speaker_of(g, sentence, predicate);
            speaker.into_iter().for_each(|t| out.add_phrase(sentence, Slot::Speaker, t));
            out
        }
        Pos::Noun => {
            let mut out = noun(g, sentence, predicate);
            // "*Tokyo* said a swap was no *option*".
            let says = sentence.child(predicate, Deprel::Cop).and_then(|_| speaker_of(g, sentence, predicate));
            says.into_iter().for_each(|t| out.add_phrase(sentence, Slot::Speaker, t));
            out
        }
        Pos::Adjective => {
            let mut out = adjective(g, sentence, predicate);
            let speaker = speaker_of(g, sentence, predicate);
            speaker.into_iter().for_each(|t| out.add_phrase(sentence, Slot::Speaker, t));
            out
        }
    }
}

fn verb(g: &Grammar, s: &Sentence, v: usize) -> Arguments {
    let mut out = Arguments { passive: is_passive(s, v), ..Arguments::default() };
    own_dependents(g, s, v, &mut out);
    if out.first(&Slot::Subj).is_none() && !out.passive {
        // "Police fired at": a bare noun before its verb that is no time is the subject, whatever its label.
        let bare = |&c: &usize| {
            let t = &s.tokens[c];
            c < v && t.deprel == Deprel::OblUnmarked && !g.is_calendar(&t.lemma.to_lowercase())
        };
        s.children(v).rfind(bare).into_iter().for_each(|c| out.add(Slot::Subj, c));
    }
    if out.first(&Slot::Subj).is_none()
        && !out.passive
        && let Some(subject) = inherited_subject(g, s, v)
    {
        out.add(Slot::Subj, subject);
    }
    if out.passive
        && out.first(&Slot::Obj).is_none()
        && let Some(object) = inherited_subject(g, s, v)
    {
        out.add(Slot::Obj, object);
    }
    if out.first(&Slot::Obj).is_none() {
        // "warned *the envoy* that", "asked *Kenya* for": the only object, whatever its label.
        let told: Vec<usize> = out.of(&Slot::Iobj).collect();
        told.into_iter().for_each(|t| out.add(Slot::Obj, t));
    }
    relative_gap(s, v, &mut out);
    shared_object(s, v, &mut out);
    // A prepositional phrase that hangs from the object, or from what the object is of, often belongs to the verb
    // ("imposed sanctions on", "donated a shipment of masks to").
    let mut level: Vec<usize> = out.of(&Slot::Obj).collect();
    for depth in 0..2 {
        let mut inner = Vec::new();
        for &object in &level {
            for child in s.children(object).filter(|&c| s.tokens[c].deprel == Deprel::Nmod) {
                let Some(preposition) = case_of(s, child) else { continue };
                if g.is_owner(&preposition) {
                    inner.push(child);
                }
                if depth == 0 || !g.is_noun_object(&preposition) {
                    out.add(Slot::Prep(preposition), child);
                }
            }
        }
        level = inner;
    }
    far_recipient(g, s, v, &mut out);
    expand_coordination(s, &mut out);
    out
}

/// "Returned a bust of the head of an emperor *to Algeria*": where nothing nearer is, the last phrase inside the object says
/// to whom.
fn far_recipient(g: &Grammar, s: &Sentence, v: usize, out: &mut Arguments) {
    let Some(object) = out.first(&Slot::Obj).filter(|&o| o > v) else { return };
    if out.list.iter().any(|a| matches!(&a.slot, Slot::Prep(p) if g.is_dative(p))) {
        return;
    }
    // ... or inside where it comes from ("return fuel from reactors *to Russia*").
    let from = |&c: &usize| s.tokens[c].deprel == Deprel::Obl && case_of(s, c).is_some_and(|p| g.is_owner(&p));
    let mut within = s.subtree(object);
    // ... or inside what is said of the object behind it ("returned a ring *engraved with a name* to Russia").
    let engraved = |&c: &usize| {
        c == object + 1 && s.tokens[c].xpos == Xpos::Vbn && matches!(s.tokens[c].deprel, Deprel::Xcomp | Deprel::Advcl)
    };
    within.extend(s.children(v).filter(engraved).flat_map(|c| s.subtree(c)));
    within.extend(s.children(v).filter(from).filter(|&c| c > object).flat_map(|c| s.subtree(c)));
    let phrase = within.into_iter().rev().find_map(|t| {
        let nominal = matches!(s.tokens[t].deprel, Deprel::Nmod | Deprel::Obl) && s.tokens[t].upos != Upos::Num;
        case_of(s, t).filter(|p| nominal && g.is_dative(p)).map(|p| (p, t))
    });
    if let Some((preposition, token)) = phrase {
        out.add(Slot::Prep(preposition), token);
    }
}

fn own_dependents(g: &Grammar, s: &Sentence, v: usize, out: &mut Arguments) {
    for child in s.children(v) {
        let token = &s.tokens[child];
        match token.deprel {
            Deprel::Nsubj | Deprel::NsubjOuter => {
                out.add(Slot::Subj, relative_antecedent(s, child, v).unwrap_or(child));
            }
            Deprel::NsubjPass if !out.passive => {
                out.add(Slot::Subj, relative_antecedent(s, child, v).unwrap_or(child));
            }
            Deprel::NsubjPass => out.add(Slot::Obj, relative_antecedent(s, child, v).unwrap_or(child)),
            // "Was adamant *that it be kept* out": a second subject is none.
            Deprel::Csubj if child > v && s.child(v, Deprel::Nsubj).is_some() => out.add(Slot::Comp, child),
            Deprel::Csubj | Deprel::CsubjOuter => out.add(Slot::Subj, child),
            Deprel::Obj => out.add(Slot::Obj, relative_antecedent(s, child, v).unwrap_or(child)),
            Deprel::Iobj => out.add(Slot::Iobj, child),
            Deprel::Ccomp | Deprel::Xcomp => out.add(Slot::Comp, child),
            Deprel::OblAgent => {
                out.add(Slot::Prep("by".into()), child);
                out.add(Slot::Subj, child);
            }
            Deprel::Obl | Deprel::Advcl | Deprel::Nmod | Deprel::OblUnmarked => {
                if let Some(preposition) = case_of(s, child) {
                    let filler = relative_antecedent(s, child, v).unwrap_or(child);
                    if out.passive && g.is_agent(&preposition) && token.deprel == Deprel::Obl {
                        out.add(Slot::Subj, filler);
                    }
                    out.add(Slot::Prep(preposition), filler);
                }
                let complement = match clause_kind(g, s, child) {
                    Some(Clause::To) => true,
                    // "ruled out sending": parsers waver between complement and adjunct; without a comma it is the former.
                    // "promised *before flying* there" says when.
                    Some(Clause::Ing) => {
                        let when = case_of(s, child).is_some_and(|p| g.is_occasion(&p));
                        // "faulted him for *“bargaining* with them”".
                        let apart = |i: usize| s.tokens[i].upos == Upos::Punct && s.tokens[i].xpos != Xpos::OpenQuote;
                        !when && child > v && !(v..child).any(apart)
                    }
                    _ => false,
                };
                if token.deprel == Deprel::Advcl && complement {
                    out.add(Slot::Comp, child);
                }
            }
            _ => {}
        }
    }
}

/// "talks *that* failed", "the man *who* led": what the relative pronoun means.
fn relative_antecedent(s: &Sentence, pronoun: usize, verb: usize) -> Option<usize> {
    let is_relative = matches!(s.tokens[pronoun].xpos, Xpos::Wdt | Xpos::Wp);
    let clause = relative_clause(s, verb)?;
    (is_relative && pronoun < verb).then(|| s.tokens[clause].head).flatten()
}

/// The head of the relative clause that `verb` leads, itself or through coordination.
fn relative_clause(s: &Sentence, verb: usize) -> Option<usize> {
    let mut at = verb;
    while s.tokens[at].deprel == Deprel::Conj {
        at = s.tokens[at].head?;
    }
    (s.tokens[at].deprel == Deprel::AclRelcl).then_some(at)
}

/// "the deal *Trump rejected*": the noun before a relative clause without pronoun is its object.
fn relative_gap(s: &Sentence, v: usize, out: &mut Arguments) {
    if out.passive || out.first(&Slot::Obj).is_some() {
        return;
    }
    if s.tokens[v].deprel == Deprel::Xcomp {
        beside::gap_of_infinitive(s, v).into_iter().for_each(|t| out.add(Slot::Obj, t));
        return;
    }
    if s.tokens[v].deprel != Deprel::AclRelcl {
        return;
    }
    let Some(antecedent) = s.tokens[v].head else { return };
    let subject = out.first(&Slot::Subj);
    // "the agency, *whose* inspectors returned": the noun before owns the subject.
    if s.children(v).any(|c| s.children(c).any(|w| s.tokens[w].xpos == Xpos::WpPoss)) {
        return;
    }
    if subject.is_some_and(|x| x != antecedent && x < v && x > antecedent) && out.first(&Slot::Comp).is_none() {
        out.add(Slot::Obj, antecedent);
    }
}

/// "detained and questioned three men": the object stands with the last verb only.
fn shared_object(s: &Sentence, v: usize, out: &mut Arguments) {
    if out.first(&Slot::Obj).is_some() || out.passive {
        return;
    }
    let later = s.children(v).find(|&c| s.tokens[c].deprel == Deprel::Conj && s.tokens[c].upos == Upos::Verb);
    if let Some(later) = later.filter(|&c| s.child(c, Deprel::Nsubj).is_none() && c <= v + 2)
        && let Some(object) = s.child(later, Deprel::Obj)
    {
        out.add(Slot::Obj, object);
        return;
    }
    // Or it hangs from the first, as in the treebanks.
    let first = s.tokens[v].head.filter(|&h| s.tokens[v].deprel == Deprel::Conj && h + 2 == v);
    if let Some(first) = first.filter(|&h| s.tokens[h].upos == Upos::Verb && s.child(v, Deprel::Nsubj).is_none())
        && let Some(object) = s.child(first, Deprel::Obj).filter(|&o| o > v)
    {
        out.add(Slot::Obj, object);
    }
}

/// "It was *Trump* who called it off, saying": the noun that a cleft brings out.
fn brought_out(s: &Sentence, noun: usize) -> Option<usize> {
    let cleft = s.child(noun, Deprel::Expl).is_some() && s.child(noun, Deprel::AclRelcl).is_some();
    (cleft && s.child(noun, Deprel::Cop).is_some()).then_some(noun)
}

/// A subject that stands with another verb: of the verb that this one is coordinated with, of the
/// verb that governs it, or the noun that it modifies.
fn inherited_subject(g: &Grammar, s: &Sentence, v: usize) -> Option<usize> {
    let token = &s.tokens[v];
    let head = token.head?;
    match token.deprel {
        Deprel::Conj => subject_of(g, s, head),
        // "gave *the junta* a week to restore order".
        Deprel::Advcl | Deprel::Xcomp if token.xpos == Xpos::Vb && due_to(g, s, head).is_some() => due_to(g, s, head),
        Deprel::Xcomp => object_control(g, s, head, v).or_else(|| subject_of(g, s, head)),
        // "accused *Moscow* of planning", "was praised for freeing": who is charged with an act does it.
        // "barred *him* from leaving".
        Deprel::Advcl
            if token.xpos == Xpos::Vbg && case_of(s, v).is_some_and(|p| g.is_charge(&p) || g.is_separating(&p)) =>
        {
            object_control(g, s, head, v).or_else(|| subject_of(g, s, head))
        }
        Deprel::Advcl if token.xpos == Xpos::Vbg && head < v && s.child(v, Deprel::Nsubj).is_none() => {
            let goes_on = if is_behind_comma(s, v) { verb_gone_on(g, s, head, v) } else { None };
            goes_on
                .and_then(|above| subject_of(g, s, above))
                .or_else(|| carried_thing(g, s, head, v))
                .or_else(|| subject_of(g, s, head))
                .or_else(|| brought_out(s, head))
        }
        Deprel::Advcl | Deprel::Parataxis if s.child(v, Deprel::Nsubj).is_none() => {
            subject_of(g, s, head).or_else(|| brought_out(s, head))
        }
        Deprel::Ccomp if clause_kind(g, s, v) != Some(Clause::That) => {
            object_control(g, s, head, v).or_else(|| subject_of(g, s, head))
        }
        Deprel::Acl => match token.xpos {
            // "put out a report *accusing* the army".
            Xpos::Vbg if g.is_paper(&s.tokens[head].lemma) => author(g, s, head).or(Some(head)),
            // "stormed the prison, *freeing* the inmates": behind a comma the verb before goes on.
            Xpos::Vbg if is_behind_comma(s, v) && verb_before(s, head).is_some() => {
                verb_before(s, head).and_then(|v| subject_of(g, s, v)).or(Some(head))
            }
            // "is in Washington discussing": a predicate's own subject, else the noun itself.
            Xpos::Vbg | Xpos::Vbn => {
                s.child(head, Deprel::Nsubj).filter(|_| s.child(head, Deprel::Cop).is_some()).or(Some(head))
            }
            // "its promise to withdraw": who promises withdraws.
            // "became the first country *to sign*", "is the last to leave": what something is does it.
            _ => s
                .child(head, Deprel::NmodPoss)
                .or_else(|| governing_subject(g, s, head))
                .or_else(|| s.child(head, Deprel::Nsubj).filter(|_| s.child(head, Deprel::Cop).is_some()))
                .or_else(|| subject_of(g, s, s.tokens[head].head.filter(|_| s.tokens[head].deprel == Deprel::Xcomp)?)),
        },
        Deprel::AclRelcl => Some(head),
        _ => None,
    }
}

/// The subject of the verb that noun `n` is an object of ("made a promise to withdraw").
fn governing_subject(g: &Grammar, s: &Sentence, n: usize) -> Option<usize> {
    let verb = s.tokens[n].head.filter(|_| matches!(s.tokens[n].deprel, Deprel::Obj | Deprel::Obl))?;
    // "condemned the plan to seize the city": whose plan it is stays open.
    if g.is_judging(&s.tokens[verb].lemma) {
        return None;
    }
    subject_of(g, s, verb)
}

/// "*Amnesty* put out a report", "*the mayor* said in a statement", "*Guterres*'s letter": whoever speaks in a paper.
#[must_use]
pub fn author(g: &Grammar, s: &Sentence, paper: usize) -> Option<usize> {
    let verb = s.tokens[paper].head.filter(|&v| s.tokens[v].upos == Upos::Verb);
    let put_out = verb.filter(|&v| match s.tokens[paper].deprel {
        Deprel::Obj => g.is_issuing(&s.tokens[v].lemma),
        Deprel::Obl => case_of(s, paper).is_some_and(|p| g.is_medium(&p)),
        _ => false,
    });
    put_out.and_then(|v| subject_of(g, s, v)).or_else(|| s.child(paper, Deprel::NmodPoss))
}

/// "urged *Israel* to withdraw": the object of the verb above acts.
fn object_control(g: &Grammar, s: &Sentence, verb: usize, below: usize) -> Option<usize> {
    let before = |&c: &usize| c < below;
    let object = s.child(verb, Deprel::Obj).or_else(|| s.child(verb, Deprel::Iobj)).filter(before);
    // "called on *Israel* to withdraw", "appealed to *both* to stop".
    let oblique = s
        .children(verb)
        .filter(|c| before(c) && *c > verb && !g.is_calendar(&s.tokens[*c].lemma.to_lowercase()))
        .find(|&c| s.tokens[c].deprel == Deprel::Obl && case_of(s, c).is_some_and(|p| g.is_control(&p)));
    let passive = is_passive(s, verb).then(|| s.child(verb, Deprel::NsubjPass)).flatten();
    object.or(oblique).or(passive)
}

/// Subject of a predicate, its own or inherited; the surface subject of a passive.
#[must_use]
pub fn subject_of(g: &Grammar, s: &Sentence, v: usize) -> Option<usize> {
    let own =
        s.children(v).find(|&c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter));
    match own {
        Some(subject) => Some(relative_antecedent(s, subject, v).unwrap_or(subject)),
        None => inherited_subject(g, s, v),
    }
}

fn adjective(g: &Grammar, s: &Sentence, a: usize) -> Arguments {
    let mut out = Arguments::default();
    own_dependents(g, s, a, &mut out);
    if out.first(&Slot::Subj).is_none() {
        if let Some(subject) = inherited_subject(g, s, a) {
            out.add(Slot::Subj, subject);
        } else if s.tokens[a].deprel == Deprel::Amod {
            out.list.extend(s.tokens[a].head.map(|token| Argument { slot: Slot::Subj, token }));
        }
    }
    expand_coordination(s, &mut out);
    out
}

fn noun(g: &Grammar, s: &Sentence, n: usize) -> Arguments {
    let mut out = Arguments::default();
    for child in s.children(n) {
        match s.tokens[child].deprel {
            Deprel::NmodPoss => {
                out.add(Slot::Poss, child);
                out.prefer(Slot::Subj, child);
            }
            Deprel::Amod | Deprel::Compound | Deprel::NmodDesc => out.add(Slot::Subj, child),
            Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp => match clause_kind(g, s, child) {
                // "a plan *put forward* by Egypt": what describes a noun is not what it is about.
                Some(Clause::To | Clause::That)
                    if s.tokens[child].deprel != Deprel::AclRelcl
                        && !(s.tokens[child].deprel == Deprel::Acl && is_passive(s, child) && is_bare(s, child)) =>
                {
                    out.add(Slot::Comp, child)
                }
                _ => {}
            },
            Deprel::Nmod | Deprel::Obl | Deprel::OblAgent => {
                let Some(preposition) = case_of(s, child) else { continue };
                if g.is_agent(&preposition) {
                    out.prefer(Slot::Subj, child);
                } else if g.is_noun_object(&preposition) {
                    out.add(Slot::Obj, child);
                }
                out.add(Slot::Prep(preposition), child);
            }
            _ => {}
        }
    }
    shared_phrases(g, s, n, &mut out);
    carried::by_verb(g, s, n, &mut out);
    beside::of_verb_above(g, s, n, &mut out);
    // "is a threat": a frame may ask for the copula by its lemma.
    if let Some(copula) = s.child(n, Deprel::Cop) {
        out.add(Slot::Prep(s.tokens[copula].lemma.as_str().into()), copula);
    }
    if s.child(n, Deprel::Cop).is_some() && out.first(&Slot::Subj).is_none() {
        // "Egypt is in talks with Turkey": the copula's subject acts.
        own_subject(g, s, n).into_iter().for_each(|t| out.add(Slot::Subj, t));
    }
    expand_coordination(s, &mut out);
    out
}

/// "the *arrest* and detention of X": what stands behind the last of several nouns belongs to each of them.
fn shared_phrases(g: &Grammar, s: &Sentence, n: usize, out: &mut Arguments) {
    let near = |&c: &usize| c > n && c <= n + 3 && s.tokens[c].deprel == Deprel::Conj && s.tokens[c].upos == Upos::Noun;
    if out.list.iter().any(|a| matches!(a.slot, Slot::Prep(_))) {
        return;
    }
    for later in s.children(n).filter(near) {
        for phrase in s.children(later).filter(|&c| c > later && s.tokens[c].deprel == Deprel::Nmod) {
            let Some(preposition) = case_of(s, phrase) else { continue };
            if g.is_noun_object(&preposition) {
                out.add(Slot::Obj, phrase);
            }
            out.add(Slot::Prep(preposition), phrase);
        }
    }
}

/// The subject beside the predicate itself.
fn own_subject(g: &Grammar, s: &Sentence, p: usize) -> Option<usize> {
    s.child(p, Deprel::Nsubj)
        .map(|subject| relative_antecedent(s, subject, p).unwrap_or(subject))
        .or_else(|| inherited_subject(g, s, p))
}

/// What stands beside a word, or beside the name that says who it is ("the acting *premier*, A, and B").
fn joined(s: &Sentence, token: usize) -> Vec<usize> {
    let named = |&c: &usize| s.tokens[c].deprel == Deprel::Appos && s.tokens[c].upos == Upos::Propn;
    let name = s.children(token).find(named).filter(|_| s.tokens[token].xpos != Xpos::Nns);
    let heads = std::iter::once(token).chain(name);
    heads.flat_map(|h| s.children(h)).filter(|&c| s.tokens[c].deprel == Deprel::Conj).collect()
}

/// "Two ministers, *A and B*,": the names that stand beside a plural, each of one of those it counts.
fn named_one_by_one(s: &Sentence, token: usize) -> Vec<usize> {
    let name = |&c: &usize| s.tokens[c].deprel == Deprel::Appos && s.tokens[c].upos == Upos::Propn && c > token;
    if s.tokens[token].xpos != Xpos::Nns || s.child(token, Deprel::Nummod).is_none() {
        return Vec::new();
    }
    let Some(first) = s.children(token).find(name) else { return Vec::new() };
    let joined = s.children(first).filter(|&c| s.tokens[c].deprel == Deprel::Conj && s.tokens[c].upos == Upos::Propn);
    std::iter::once(first).chain(joined).collect()
}

/// "A, B and C": each of them fills the slot.
fn expand_coordination(s: &Sentence, out: &mut Arguments) {
    let mut i = 0;
    while i < out.list.len() {
        let Argument { slot, token } = out.list[i].clone();
        if slot != Slot::Comp {
            // "Two ministers, *A and B*, oppose": those whom a plural names are meant.
            let named = named_one_by_one(s, token);
            if named.len() > 1 {
                out.list.remove(i);
                let fresh = |t: &usize| !out.list.iter().any(|a| a.slot == slot && a.token == *t);
                let fresh: Vec<usize> = named.into_iter().filter(fresh).collect();
                let names = fresh.into_iter().map(|token| Argument { slot: slot.clone(), token });
                out.list.splice(i..i, names);
                continue;
            }
            let mut at = i + 1;
            for child in joined(s, token) {
                let argument = Argument { slot: slot.clone(), token: child };
                if !out.list.contains(&argument) {
                    out.list.insert(at, argument);
                    at += 1;
                }
            }
        }
        i += 1;
    }
}

/// Whether a verb is a passive: by auxiliary, subject, or as a participle behind its noun.
#[must_use]
pub fn is_passive(s: &Sentence, v: usize) -> bool {
    if s.tokens[v].xpos != Xpos::Vbn && s.tokens[v].xpos != Xpos::Vbd {
        return false;
    }
    // A subject that is labelled passive by mistake has an object beside it.
    let mislabelled = s.child(v, Deprel::Obj).is_some();
    let marked = s.child(v, Deprel::AuxPass).is_some() || (s.child(v, Deprel::NsubjPass).is_some() && !mislabelled);
    let reduced = s.tokens[v].xpos == Xpos::Vbn
        && matches!(s.tokens[v].deprel, Deprel::Acl | Deprel::Advcl | Deprel::Amod)
        // "Hamas released hostages": a participle with an object is a past tense that the parser took for one.
        && s.child(v, Deprel::Obj).is_none()
        && !s.children(v).any(|c| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::Nsubj));
    // "ordered three ministers *jailed*".
    let ordered = s.tokens[v].deprel == Deprel::Xcomp
        && s.tokens[v].xpos == Xpos::Vbn
        && s.child(v, Deprel::Obj).is_none()
        && s.tokens[v].head.is_some_and(|h| s.child(h, Deprel::Obj).is_some_and(|o| h < o && o < v))
        && !s.children(v).any(|c| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::Nsubj | Deprel::Mark));
    let coordinated = s.tokens[v].deprel == Deprel::Conj
        && s.tokens[v].xpos == Xpos::Vbn
        && s.tokens[v].head.is_some_and(|h| is_passive(s, h))
        && s.child(v, Deprel::Nsubj).is_none();
    marked || reduced || ordered || coordinated
}

/// The preposition or conjunction before a phrase, as one word ("because of" is `because`).
#[must_use]
pub fn case_of(s: &Sentence, token: usize) -> Option<Box<str>> {
    s.children(token)
        .find(|&c| {
            let deprel = s.tokens[c].deprel;
            c < token && (deprel == Deprel::Case || (deprel == Deprel::Mark && s.tokens[c].upos != Upos::Part))
        })
        .map(|c| s.tokens[c].lemma.as_str().into())
}

/// What sort of clause a word leads, if it leads one.
#[must_use]
pub fn clause_kind(g: &Grammar, s: &Sentence, head: usize) -> Option<Clause> {
    let lead = |f: &dyn Fn(&Token) -> bool| s.children(head).take_while(|&c| c < head).any(|c| f(&s.tokens[c]));
    let is_clause = s.tokens[head].upos == Upos::Verb
        || s.children(head).any(|c| matches!(s.tokens[c].deprel, Deprel::Cop | Deprel::Nsubj | Deprel::NsubjPass));
    // "that *his task is* to prove": an infinitive that is said of somebody is a clause.
    let predicate = s.children(head).any(|c| s.tokens[c].deprel == Deprel::NsubjOuter);
    if !predicate && lead(&|t| t.upos == Upos::Part && t.xpos == Xpos::To) {
        return Some(Clause::To);
    }
    if lead(&|t| {
        matches!(t.xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt) || (t.deprel == Deprel::Mark && g.is_condition(&t.lemma))
    }) {
        return Some(Clause::Wh);
    }
    if !is_clause {
        return None;
    }
    let finite = s.children(head).any(|c| {
        matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Aux | Deprel::Cop | Deprel::Expl)
    });
    match s.tokens[head].xpos {
        Xpos::Vbg if !finite => Some(Clause::Ing),
        _ => Some(Clause::That),
    }
}
