//! Whom a pronoun points to.

use demarche_syntax::{Deprel, Span, Token, Upos, Xpos};

use super::mentions::Pointing;
use super::resolve::Resolver;
use super::{ActorIx, Mention, WordAt};
use crate::arguments::subject_of;
use crate::lexicon::frames::Pos;
use crate::record::{ActorKind, Form};

/// Sentences back to which a pronoun may point.
const REACH: usize = 4;

/// Words from a thing up to the verb that it belongs to.
const OWNER_REACH: usize = 5;

impl Resolver<'_> {
    pub(super) fn pointed(&mut self, number: usize, head: usize, pointing: Pointing) -> Option<ActorIx> {
        let span = self.sentence(number).tokens[head].span;
        match pointing {
            Pointing::Speaker | Pointing::Speakers => self.speaker_around(span),
            _ => self.antecedent(number, head, pointing),
        }
    }

    /// Who says the quotation that a first person stands in.
    fn speaker_around(&self, span: Span) -> Option<ActorIx> {
        let speech = self.speeches.iter().find(|s| s.quoted && s.content.iter().any(|c| c.contains(span)))?;
        let speaker = speech.speaker?;
        self.mentions.iter().find(|m| m.head == speaker).map(|m| m.actor)
    }

    /// The antecedent with the highest score, or none where "nobody named" scores higher.
    fn antecedent(&mut self, number: usize, head: usize, pointing: Pointing) -> Option<ActorIx> {
        let candidates = self.candidates(number, head, pointing);
        let weights = &self.lexicon.antecedents;
        let score = |c: &Candidate| weights.score(&c.signs);
        let best = candidates.iter().rev().max_by(|a, b| score(a).total_cmp(&score(b)));
        let nobody = nobody(pointing, self.is_actors(number, head));
        let weight = weights.score(&nobody);
        let chosen = best.filter(|c| score(c) > weight).map(|c| c.actor);
        #[cfg(feature = "train")]
        self.choices.push(Choice { pronoun: WordAt { sentence: number, token: head }, pointing, candidates, nobody });
        chosen
    }

    /// How surely only an actor can do or have it: "*it* said" more than "*it* accused", "*its* envoy".
    fn is_actors(&self, number: usize, head: usize) -> f32 {
        let s = self.sentence(number);
        let at = WordAt { sentence: number, token: head };
        let t = &s.tokens[head];
        let Some(above) = t.head else { return 0.0 };
        let lemma = s.tokens[above].lemma.as_str();
        let acts = || {
            t.deprel == Deprel::Nsubj
                && s.tokens[above].upos == Upos::Verb
                && self
                    .frames
                    .of(Pos::Verb, lemma)
                    .iter()
                    .any(|p| p.rest.is_empty() && p.before.is_empty() && self.frames.get(p.frame).kind.is_some())
        };
        let owns = || t.deprel == Deprel::NmodPoss && self.lexicon.nouns.contains_key(lemma);
        if self.speeches.iter().any(|s| s.speaker == Some(at)) {
            return 2.0;
        }
        f32::from(u8::from(acts() || owns()))
    }

    /// Who is another part of the clause of a pronoun, or what its relative clause is about: not the one it means.
    fn rivals(&self, number: usize, clause: Option<usize>, subject: Option<usize>, pronoun: usize) -> Vec<ActorIx> {
        let s = self.sentence(number);
        // "thanked de Klerk, whom *he* called": who the clause is about is in it already.
        let about = clause.filter(|&v| {
            let relative = |c: usize| c != pronoun && matches!(s.tokens[c].xpos, Xpos::Wdt | Xpos::Wp);
            s.tokens[v].deprel == Deprel::AclRelcl && s.children(v).any(relative)
        });
        let about = about.and_then(|v| s.tokens[v].head);
        let here = self.mentions.iter().rev().take_while(|m| m.head.sentence == number);
        here.filter(|m| {
            let t = &s.tokens[m.head.token];
            let part = t.head.is_some() && t.head == clause && !matches!(t.deprel, Deprel::Conj | Deprel::Appos);
            part || Some(m.head.token) == subject || Some(m.head.token) == about
        })
        .map(|m| m.actor)
        .collect()
    }

    /// The mentions before a pronoun that agree with it and are no other part of its clause.
    fn candidates(&self, number: usize, head: usize, pointing: Pointing) -> Vec<Candidate> {
        let s = self.sentence(number);
        let pronoun = &s.tokens[head];
        let possessive = pronoun.deprel == Deprel::NmodPoss;
        // "expressed *his* support": the owner's clause is that of the thing.
        let clause = match pronoun.head {
            Some(thing) if possessive && s.tokens[thing].upos != Upos::Verb => {
                let above = std::iter::successors(Some(thing), |&t| s.tokens[t].head).take(OWNER_REACH);
                above.skip(1).find(|&t| s.tokens[t].upos == Upos::Verb)
            }
            head => head,
        };
        let subject_of_clause = clause.and_then(|v| subject_of(self.grammar, s, v));
        // In words quoted whole; "said he was “open”" is told in the teller's.
        let whole = |c: &Span| self.document.text[..c.start].ends_with(['“', '"', '«', '„', '\'', '‘']);
        let quoted = |at: Span| {
            let holds = |c: &Span| c.contains(at) && whole(c);
            self.speeches.iter().position(|s| s.quoted && s.content.iter().any(holds))
        };
        let inside = quoted(pronoun.span);
        // "“Putin's words are at odds with reality,” *he* said": nobody speaks of himself so.
        let at = WordAt { sentence: number, token: head };
        let own = self.speeches.iter().find(|s| s.quoted && s.speaker == Some(at));
        let spoken_of: Vec<ActorIx> = own.map_or_else(Vec::new, |speech| {
            let inside = |m: &&Mention| speech.content.iter().any(|c| whole(c) && c.contains(m.span));
            let told = self.mentions.iter().filter(|m| m.form != Form::Pronoun).filter(inside);
            told.map(|m| m.actor).collect()
        });
        let reflexive = self.lexicon.pronouns.reflexive.iter().any(|r| *r == pronoun.form(&self.document.text));
        let rivals =
            if possessive || reflexive { Vec::new() } else { self.rivals(number, clause, subject_of_clause, head) };
        let mut out: Vec<Candidate> = Vec::new();
        let mut between: Vec<ActorIx> = Vec::new();
        for m in self.mentions.iter().rev().filter(|m| !m.place_only) {
            if number - m.head.sentence > REACH {
                break;
            }
            let traits = &self.traits[m.actor.0 as usize];
            let actor = &self.actors[m.actor.0 as usize];
            let agrees = match pointing {
                Pointing::He => traits.person && !traits.plural && traits.gender != Some('f'),
                Pointing::She => traits.person && !traits.plural && traits.gender != Some('m'),
                Pointing::They => traits.plural || !traits.person || traits.gender.is_none(),
                Pointing::It => !traits.person && (!traits.plural || actor.kind == ActorKind::ArmedGroup),
                Pointing::Speaker | Pointing::Speakers => false,
            };
            let of = self.sentence(m.head.sentence);
            let here = m.head.sentence == number;
            let named = &of.tokens[m.head.token];
            let co_argument = here && (named.head == clause || Some(m.head.token) == subject_of_clause);
            // "his" may be the subject's; "him" is somebody else's.
            let rival = rivals.contains(&m.actor) || reflexive && !co_argument;
            // Who speaks is "I" inside the quotation, not "he".
            let speaker =
                inside.is_some_and(|q| self.speeches[q].speaker.and_then(|at| self.actor_at(at)) == Some(m.actor));
            // The pronoun's own phrase: "*its* chairman" is nobody that "its" may mean.
            let around = here && s.is_below(head, m.head.token) && (m.first..=m.last).contains(&head);
            if !agrees || rival || speaker || around || spoken_of.contains(&m.actor) {
                continue;
            }
            let rank = between.iter().position(|&a| a == m.actor).unwrap_or(between.len());
            if rank == between.len() {
                between.push(m.actor);
            }
            let subject = |t: &Token| matches!(t.deprel, Deprel::Nsubj | Deprel::NsubjPass);
            let object = |t: &Token| matches!(t.deprel, Deprel::Obj | Deprel::Iobj);
            let main = |t: &Token| t.head.is_some_and(|h| of.tokens[h].head.is_none());
            // "*Scholz* sacked *his* minister": what somebody is in a sentence they are by every word for them there.
            let same =
                |o: &&Mention| o.actor == m.actor && o.head.sentence == m.head.sentence && o.head.token <= m.head.token;
            let words = || self.mentions.iter().rev().take_while(|o| o.head.sentence >= m.head.sentence).filter(same);
            let subject_there = words().any(|o| subject(&of.tokens[o.head.token]));
            let main_there = words().any(|o| subject(&of.tokens[o.head.token]) && main(&of.tokens[o.head.token]));
            let above = here && named.head.is_some_and(|h| h != head && s.is_below(head, h));
            let times = self.mentions.iter().filter(|o| o.actor == m.actor && o.form != Form::Pronoun).count();
            let certain = match pointing {
                Pointing::He => traits.gender == Some('m'),
                Pointing::She => traits.gender == Some('f'),
                _ => traits.plural == (pointing == Pointing::They),
            };
            let kind = |k: ActorKind| actor.kind == k;
            let (it, they) = (pointing == Pointing::It, pointing == Pointing::They);
            let own_main = pronoun.head.is_some_and(|h| s.tokens[h].head.is_none());
            let before = number == m.head.sentence + 1;
            let after = here && m.head.token > head;
            let same_paragraph = of.paragraph == s.paragraph;
            let signs = [
                (number - m.head.sentence) as f32,
                f32::from(u8::from(here)),
                (1.0 + rank as f32).ln(),
                (times as f32 + 1.0).ln(),
                f32::from(u8::from(subject_there)),
                f32::from(u8::from(main_there)),
                f32::from(u8::from(above && subject(named))),
                f32::from(u8::from(subject(named) && subject(pronoun))),
                f32::from(u8::from(object(named))),
                f32::from(u8::from(named.deprel == Deprel::NmodPoss)),
                f32::from(u8::from(named.deprel == Deprel::Conj)),
                f32::from(u8::from(matches!(
                    named.deprel,
                    Deprel::Nmod | Deprel::Obl | Deprel::OblAgent | Deprel::Compound
                ))),
                f32::from(u8::from(m.form == Form::Name)),
                f32::from(u8::from(m.form == Form::Pronoun)),
                f32::from(u8::from(certain)),
                f32::from(u8::from(possessive && co_argument)),
                f32::from(u8::from(same_paragraph)),
                f32::from(u8::from(main_there && own_main && subject(pronoun))),
                f32::from(u8::from(it && kind(ActorKind::Organization))),
                f32::from(u8::from(it && kind(ActorKind::Government))),
                f32::from(u8::from(they && traits.plural)),
                f32::from(u8::from(they && kind(ActorKind::Organization))),
                f32::from(u8::from(they && kind(ActorKind::Government))),
                f32::from(u8::from(they && traits.person)),
                f32::from(u8::from(after)),
                0.0,
                0.0,
                0.0,
                f32::from(u8::from(here && subject(pronoun) && subject(named) && tells(s, pronoun.head, named.head))),
                0.0,
                f32::from(u8::from(before && main_there && own_main && subject(pronoun))),
                f32::from(u8::from(before)),
            ];
            out.push(Candidate { head: m.head, actor: m.actor, signs });
        }
        out
    }
}

/// "*Farc* says *it* will": whether the clause of the one verb is the complement of the other.
fn tells(s: &demarche_syntax::Sentence, below: Option<usize>, above: Option<usize>) -> bool {
    let (Some(below), Some(above)) = (below, above) else { return false };
    s.tokens[below].deprel == Deprel::Ccomp && s.tokens[below].head == Some(above)
}

/// Names of the signs, as `data/antecedents.tsv` has them.
pub const SIGNS: [&str; 32] = [
    "sentences between",
    "same sentence",
    "log of actors between",
    "log of mentions so far",
    "subject",
    "subject of the main clause",
    "subject of a clause above",
    "subject as the pronoun is",
    "object",
    "owner",
    "conjunct",
    "inside a phrase",
    "name",
    "pronoun",
    "gender or number is certain",
    "owner and subject of one clause",
    "same paragraph",
    "both subjects of main clauses",
    "it: organization",
    "it: state",
    "they: several",
    "they: organization",
    "they: state",
    "they: person",
    "after the pronoun",
    "nobody: he or she",
    "nobody: they",
    "nobody: it",
    "subject of what its own subject tells",
    "nobody: what only actors do",
    "subject of the sentence before and of this one",
    "sentence before",
];

/// A mention that a pronoun may point to, with what speaks for it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its head word.
    pub head: WordAt,
    /// Its actor.
    pub actor: ActorIx,
    /// See [`SIGNS`].
    pub signs: [f32; SIGNS.len()],
}

/// A pronoun and the mentions that it was chosen from.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The pronoun.
    pub pronoun: WordAt,
    /// What it points to by itself.
    pub pointing: Pointing,
    /// From the nearest to the farthest.
    pub candidates: Vec<Candidate>,
    /// The signs of its pointing to nobody.
    pub nobody: [f32; SIGNS.len()],
}

/// The signs of a pronoun that points to nobody named.
fn nobody(pointing: Pointing, acts: f32) -> [f32; SIGNS.len()] {
    let mut signs = [0.0; SIGNS.len()];
    signs[match pointing {
        Pointing::They => 26,
        Pointing::It => 27,
        _ => 25,
    }] = 1.0;
    signs[29] = acts;
    signs
}
