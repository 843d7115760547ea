//! Nouns that a verb carries, or that a participle describes: whose arguments are theirs.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::{Arguments, is_passive, own_dependents};
use crate::lexicon::frames::Slot;
use crate::lexicon::grammar::Grammar;

/// "held *talks* with", "the *attack* was carried out by", "cancel a *summit* planned between": the arguments of the verb, and of
/// a participle that describes the noun, are the noun's.
pub(super) fn by_verb(g: &Grammar, s: &Sentence, n: usize, out: &mut Arguments) {
    // "carried out *dozens of* raids on": through the word that counts them.
    let counted = s.tokens[n].head.filter(|&h| s.tokens[n].deprel == Deprel::Nmod && g.is_quantity(&s.tokens[h].lemma));
    let verb = carrier(s, n).or_else(|| carrier(s, counted?));
    let participle = described_by(s, n).filter(|&p| Some(p) != verb);
    for verb in verb.into_iter().chain(participle) {
        let mut of_verb = Arguments { passive: is_passive(s, verb), ..Arguments::default() };
        own_dependents(g, s, verb, &mut of_verb);
        for argument in of_verb.list {
            if argument.token == n || Some(argument.token) == counted {
                continue;
            }
            match argument.slot {
                Slot::Prep(_) | Slot::Iobj | Slot::Comp => out.add(argument.slot, argument.token),
                _ => {}
            }
        }
    }
}

/// The verb whose object (or passive subject) the noun is.
#[must_use]
pub fn carrier(s: &Sentence, n: usize) -> Option<usize> {
    let token = &s.tokens[n];
    let carried = matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass);
    let verb = token.head.filter(|&h| carried && s.tokens[h].upos == Upos::Verb);
    // "held talks and a dinner": coordinated objects share the verb.
    verb.or_else(|| match token.deprel {
        Deprel::Conj => token.head.and_then(|h| carrier(s, h)),
        _ => described_by(s, n),
    })
}

/// The participle that describes a noun: "the attack *carried out* by", not "reports that they *had fled*".
#[must_use]
pub fn described_by(s: &Sentence, n: usize) -> Option<usize> {
    s.children(n).find(|&c| {
        s.tokens[c].deprel == Deprel::Acl && s.tokens[c].xpos == Xpos::Vbn && s.child(c, Deprel::Nsubj).is_none()
    })
}
