//! Whom a pronoun points to.

use demarche_syntax::{Deprel, Span};

use super::mentions::Pointing;
use super::resolve::Resolver;
use super::ActorIx;
use crate::arguments::subject_of;
use crate::record::{ActorKind, Form};

/// Sentences back to which a pronoun may point.
const REACH: usize = 4;

impl Resolver<'_> {
    pub(super) fn pointed(&self, number: usize, head: usize, pointing: Pointing) -> Option<ActorIx> {
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

    /// The last mention that agrees: near, a subject rather than not, and no other part of the same clause.
    fn antecedent(&self, number: usize, head: usize, pointing: Pointing) -> Option<ActorIx> {
        let s = self.sentence(number);
        let possessive = s.tokens[head].deprel == Deprel::NmodPoss;
        let clause = s.tokens[head].head;
        let subject_of_clause = clause.and_then(|v| subject_of(self.grammar, s, v));
        let quoted = |at: Span| self.speeches.iter().position(|s| s.quoted && s.content.iter().any(|c| c.contains(at)));
        let inside = quoted(s.tokens[head].span);
        let mut best: Option<(f32, ActorIx)> = None;
        for (i, m) in self.mentions.iter().enumerate().rev() {
            if number - m.head.sentence > REACH {
                break;
            }
            let traits = &self.traits[m.actor.0 as usize];
            let actor = &self.actors[m.actor.0 as usize];
            let agrees = match pointing {
                Pointing::He => traits.person && traits.gender != Some('f'),
                Pointing::She => traits.person && traits.gender != Some('m'),
                Pointing::They => {
                    traits.plural || !traits.person && actor.kind != ActorKind::Government
                }
                Pointing::It => !traits.person && !traits.plural,
                Pointing::Speaker | Pointing::Speakers => false,
            };
            let of = self.sentence(m.head.sentence);
            let co_argument = of.tokens[m.head.token].head == clause || Some(m.head.token) == subject_of_clause;
            let rival = m.head.sentence == number && !possessive && co_argument;
            // Who speaks is "I" inside the quotation, not "he".
            let speaker = inside.is_some_and(|q| self.speeches[q].speaker.and_then(|at| self.actor_at(at)) == Some(m.actor));
            if !agrees || rival || speaker {
                continue;
            }
            let subject = matches!(of.tokens[m.head.token].deprel, Deprel::Nsubj | Deprel::NsubjPass);
            let certain = match pointing {
                Pointing::He => traits.gender == Some('m'),
                Pointing::She => traits.gender == Some('f'),
                Pointing::They => traits.plural,
                _ => true,
            };
            let nearness = (self.mentions.len() - i).min(20) as f32;
            let named = m.form == Form::Name;
            let score = f32::from(u8::from(subject)) * 1.5 + f32::from(u8::from(certain)) + 0.3 * f32::from(u8::from(named))
                - (number - m.head.sentence) as f32
                - 0.05 * nearness;
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, m.actor));
            }
        }
        best.map(|(_, actor)| actor)
    }
}
