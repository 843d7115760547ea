//! Fixed ways to say what is wanted: "the *time to end* the war has come", "*salaries first*".

use demarche_syntax::{Deprel, Upos};

use super::said::{Clause, Taken};
use crate::arguments::case_of;
use crate::events::status;
use crate::lexicon::frames::Pos;
use crate::record::{Stance, Status};

impl Clause<'_> {
    /// "The *time to end* the war has come", "the *time for talks* is now".
    pub fn time_has_come(&self) -> Option<Taken> {
        let (g, s) = (&self.world.known.grammar, self.s);
        let subject = s.child(self.head, Deprel::Nsubj).filter(|&t| g.is_time(&s.tokens[t].lemma))?;
        // "the time is *right for* talks".
        let ripe = g.is_arrival(&s.tokens[self.head].lemma) && s.tokens[self.head].upos == Upos::Adj;
        let come = g.is_arrival(&s.tokens[self.head].lemma) || g.is_now(&s.tokens[self.head].lemma);
        let denied = status::own(g, s, self.head, Pos::Verb).status == Status::Denied;
        let below = |&c: &usize| {
            c > subject && matches!(s.tokens[c].deprel, Deprel::Acl | Deprel::Nmod)
                || c > self.head && ripe && case_of(s, c).is_some_and(|p| g.is_aim(&p))
        };
        let act = s.children(subject).chain(s.children(self.head)).find(below).filter(|_| come)?;
        Some(Taken::new(if denied { Stance::Opposes } else { Stance::Supports }, 0.6).on(act))
    }

    /// "*Salaries first*, and then everything else".
    pub fn put_first(&self) -> Option<Taken> {
        let (g, s) = (&self.world.known.grammar, self.s);
        let inside = |t: usize| self.words.contains(s.tokens[t].span);
        let start = (0..s.tokens.len()).find(|&t| inside(t) && s.tokens[t].upos != Upos::Punct)?;
        let mut phrase = (start..s.tokens.len()).take_while(|&t| inside(t));
        let nominal =
            |t: usize| matches!(s.tokens[t].upos, Upos::Noun | Upos::Adj | Upos::Det | Upos::Adp | Upos::Propn);
        let first = phrase.find(|&t| !nominal(t) || g.is_foremost(&s.tokens[t].lemma))?;
        let noun = first.checked_sub(1).filter(|&n| n >= start && s.tokens[n].upos == Upos::Noun)?;
        g.is_foremost(&s.tokens[first].lemma).then(|| Taken::new(Stance::Supports, 0.6).on(noun))
    }
}
