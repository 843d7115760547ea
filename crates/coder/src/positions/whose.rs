//! Whose act it is of which somebody speaks: his own, that of the state or body for which he speaks, or that of one who holds office
//! there.

use demarche_syntax::Deprel;

use super::said::Clause;
use super::{is_nameless, speaks_for};
use crate::actors::{ActorIx, WordAt};
use crate::record::{ActorKind, Form};

/// The sector of those who govern.
const OFFICE: &str = "GOV";

impl Clause<'_> {
    /// Whose act it is that the subject does, if it is that of those who speak, or of the state or body for which they speak.
    pub fn doers(&self, subject: usize) -> Option<Vec<ActorIx>> {
        // "We will not sit down with them", whoever "we" are: those for whom the speaker speaks.
        let form = self.s.tokens[subject].lemma.to_lowercase();
        let p = &self.world.known.actors.pronouns;
        if self.speech.quoted && p.i.iter().chain(&p.we).any(|w| form == w.as_str()) {
            return Some(self.holders.to_vec());
        }
        let at = WordAt { sentence: self.number, token: subject };
        let Some(actor) = self.world.actors.at(at).map(|m| m.actor) else {
            // "Baku made clear that *it* will not": a pronoun for nobody else.
            let third = p.it.iter().chain(&p.they).chain(&p.he).chain(&p.she).any(|w| form == w.as_str());
            let told = self.speech.cue_word.is_some_and(|c| c.sentence == self.number);
            return (third && told).then(|| self.holders.to_vec());
        };
        // "announced that *the pair* would meet": one of the two who speaks.
        let g = &self.world.known.grammar;
        let none = self.s.subtree(subject).into_iter().any(|t| g.is_negator(&self.s.tokens[t].lemma));
        let one_of = |h: &ActorIx| !none && self.world.actors.get(actor).members.contains(h);
        if self.holders.contains(&actor) || self.holders.iter().all(one_of) {
            return Some(self.holders.to_vec());
        }
        let of = |&h: &ActorIx| speaks_for(self.world, h, actor) || self.is_its_speaker(actor);
        if !self.holders.iter().all(of) {
            // "The palace said *Ruto* would attend".
            return self.holders.iter().all(|&h| self.is_of_chief(h, actor)).then(|| vec![actor]);
        }
        // "The alliance will attend, *its spokesman* said": the body's.
        let body = self.world.actors.get(actor).kind;
        if matches!(body, ActorKind::Organization | ActorKind::Group | ActorKind::ArmedGroup)
            && self.is_its_speaker(actor)
        {
            return Some(vec![actor]);
        }
        // "A spokesman said Kenya would not": what those without a name say of their state is its position.
        let named = |h: &ActorIx| self.world.actors.mentions.iter().any(|m| m.actor == *h && m.form == Form::Name);
        Some(if self.holders.iter().all(named) { self.holders.to_vec() } else { vec![actor] })
    }

    /// "Its *spokesman* Otieno": whether the words for the speaker say that he is that body's.
    fn is_its_speaker(&self, body: ActorIx) -> bool {
        let Some(speaker) = self.speech.speaker else { return false };
        let s = &self.world.document.sentences[speaker.sentence];
        let owner = |t: usize| matches!(s.tokens[t].deprel, Deprel::NmodPoss | Deprel::Compound | Deprel::Nmod);
        let means = |t: usize| self.world.actors.at(WordAt { token: t, ..speaker }).is_some_and(|m| m.actor == body);
        s.subtree(speaker.token).into_iter().any(|t| t != speaker.token && owner(t) && means(t))
    }

    /// Whether a state, a body of it or somebody without a name speaks of one who holds office there.
    fn is_of_chief(&self, speaker: ActorIx, actor: ActorIx) -> bool {
        let (who, chief) = (self.world.actors.get(speaker), self.world.actors.get(actor));
        let body = matches!(who.kind, ActorKind::Government | ActorKind::State | ActorKind::Organization)
            || is_nameless(self.world, speaker);
        let office = chief.kind == ActorKind::Person && chief.sector.as_deref() == Some(OFFICE);
        let same = who.country.is_some() && who.country == chief.country;
        body && office && same
    }
}
