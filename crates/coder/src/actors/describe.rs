//! Descriptions: "US officials", "the two leaders", "the minister", "rebels".

use demarche_syntax::{Deprel, Xpos};

use super::again::Description;
use super::mentions::Raw;
use super::resolve::{Key, Resolver, Traits};
use super::{Actor, ActorIx, WordAt};
use crate::arguments::case_of;
use crate::lexicon::actors::{Entry, GOVERNMENT, NounKind};
use crate::record::{ActorKind, Form};

/// Stands for each name of a state in the file of role nouns' modifiers.
const OF_STATE: &str = "@state";

/// The sector of whoever is out of office, in that file.
const FORMER: &str = "ELI";

impl Resolver<'_> {
    pub(super) fn described(&mut self, number: usize, raw: &Raw, noun: &str) -> ActorIx {
        let s = self.sentence(number);
        let head = &s.tokens[raw.head];
        let plural = matches!(head.xpos, Xpos::Nns | Xpos::Nnps);
        if let Some(actor) = self.said_of(number, raw, noun, plural) {
            return actor;
        }
        if !plural && let Some(body) = self.called_by_name(number, raw, noun) {
            return body;
        }
        let definite = self.is_definite(number, raw);
        let bare = raw.from + 1 == raw.first && definite;
        // "*each* government", "*neither* side" are the two.
        let pair = |at: usize| self.lexicon.descriptions.pairs.iter().any(|p| *p == s.tokens[at].lemma);
        let paired = plural || (raw.from..raw.first).any(pair);
        if paired && let Some(group) = self.plural_again(number, raw, noun) {
            return group;
        }
        // "the *country's* army" is "the army" where one country is spoken of.
        let home = |c: usize| {
            s.tokens[c].deprel == Deprel::NmodPoss
                && self.lexicon.pronouns.homeland.iter().any(|w| *w == s.tokens[c].lemma)
        };
        let bare =
            bare || definite && !plural && s.children(raw.head).any(home) && raw.first.saturating_sub(raw.from) <= 3;
        let facts = self.lexicon.nouns.get(noun);
        let (kind, sector, gender) =
            facts.map_or((NounKind::Role, None, None), |f| (f.kind, f.sector.clone(), f.gender));
        let (country, lent, affiliated) = self.affiliation(number, raw);
        // "the leader *of the rebel group*" says itself whom it means.
        let told = s
            .children(raw.head)
            .any(|c| s.tokens[c].deprel == Deprel::Nmod && case_of(s, c).is_some_and(|p| self.grammar.is_owner(&p)));
        let plain = plural && definite && !told && (bare || affiliated && raw.from + 2 == raw.first);
        if plain && let Some(actor) = self.fighters_again(number, raw, noun, country.as_deref()) {
            return actor;
        }
        if plural
            && bare
            && let Some(actor) = self.several_again(noun)
        {
            return actor;
        }
        let of = country.as_deref().filter(|_| affiliated);
        if !plural && let Some(actor) = self.facing(number, raw, noun, of) {
            return actor;
        }
        // "*Poland's* prime minister" needs no article.
        let owned = || affiliated && s.child(raw.head, Deprel::NmodPoss).is_some();
        // "the *UN* secretary general" serves no state.
        let whole = of.is_some() || !told && (!affiliated || country.is_none());
        if !plural && whole && (definite || owned()) {
            let sector = sector.as_deref();
            let d = Description { noun, kind, sector, gender, country: of, bare };
            if let Some(actor) = self.again(number, raw, &d) {
                return actor;
            }
        }
        let words = self.bare_words(s.tokens[raw.from].span.cover(s.tokens[raw.last].span));
        let of_state = || lent.clone().or_else(|| self.state_sector(noun).filter(|_| country.is_some() && affiliated));
        let sector = self.left_office(number, raw).or(sector);
        let sector = sector.or_else(|| self.modified_sector(number, raw, noun)).or_else(of_state);
        let group = plural || kind == NounKind::Group;
        let body = kind == NounKind::Body;
        let actor_kind = match (body, group) {
            (true, _) => ActorKind::Organization,
            (_, true) => ActorKind::Group,
            _ => ActorKind::Person,
        };
        let noun = Some(Box::from(noun));
        let traits =
            Traits { gender, person: !group && !body, plural: group, described: true, noun, ..Traits::default() };
        // "a resident" is another one each time.
        let article = s.tokens[raw.from].lemma.as_str();
        let another = !group && !body && self.lexicon.pronouns.indefinite.iter().any(|a| a == article);
        let key = if another { format!("{words} {number}:{}", raw.head) } else { words.to_lowercase() };
        self.actor(Key::Described(key), traits, || Actor {
            country,
            sector,
            plural: group,
            ..Actor::named(words, actor_kind)
        })
    }

    /// "the *M23* rebel group" is M23: a group or body with a listed name of one right before what it is.
    fn called_by_name(&mut self, number: usize, raw: &Raw, noun: &str) -> Option<ActorIx> {
        let facts = self.lexicon.nouns.get(noun)?;
        // "the Labour government" governs, and is not the party.
        let alike = matches!(facts.kind, NounKind::Body) && facts.sector.as_deref() != Some(GOVERNMENT);
        let name = self.names[number].iter().find(|n| alike && n.first >= raw.from && n.last + 1 == raw.first)?;
        let body = name.entries.iter().find_map(|e| match *e {
            Entry::Body(b) => Some(b),
            _ => None,
        })?;
        let same = self.lexicon.bodies[body as usize].sector == facts.sector || facts.sector.is_none();
        same.then(|| self.body(body))
    }

    /// "the", "this", "that" before a description.
    pub(super) fn is_definite(&self, number: usize, raw: &Raw) -> bool {
        let lemma = self.sentence(number).tokens[raw.from].lemma.to_lowercase();
        raw.from < raw.first && self.lexicon.pronouns.is_definite(&lemma)
    }

    /// An apposition or predicate says of somebody what they are: "Anna Ivanova, the minister", "Anna Ivanova is the minister".
    fn said_of(&mut self, number: usize, raw: &Raw, noun: &str, plural: bool) -> Option<ActorIx> {
        let s = self.sentence(number);
        let subject = || {
            s.child(raw.head, Deprel::Cop)?;
            let negated = s.children(raw.head).any(|c| self.grammar.is_negator(&s.tokens[c].lemma));
            s.child(raw.head, Deprel::Nsubj).filter(|_| !negated)
        };
        let token = match s.tokens[raw.head].deprel {
            Deprel::Appos => s.tokens[raw.head].head,
            _ => subject(),
        }?;
        let actor = self.actor_at(WordAt { sentence: number, token })?;
        let (person, many) = {
            let t = &self.traits[actor.0 as usize];
            (t.person, t.plural)
        };
        let facts = self.lexicon.nouns.get(noun)?;
        // "Russia, once the *mediator*": a state is called what somebody might be.
        let state = self.actors[actor.0 as usize].kind == ActorKind::Government;
        if state && !plural && matches!(facts.kind, NounKind::Title | NounKind::Role) {
            return (s.tokens[raw.head].deprel == Deprel::Appos).then_some(actor);
        }
        let fits = match facts.kind {
            NounKind::Title | NounKind::Role => person && !plural,
            NounKind::Body => !person,
            NounKind::Group => many || !person,
        };
        if !fits || (plural && !many) {
            return None;
        }
        let sector = facts.sector.clone();
        let (country, lent, _) = self.affiliation(number, raw);
        let words = self.bare_words(s.tokens[raw.from].span.cover(s.tokens[raw.head].span));
        self.enrich(actor, country, sector.or(lent), Some(words));
        let known = &mut self.traits[actor.0 as usize].noun;
        known.get_or_insert_with(|| Box::from(noun));
        Some(actor)
    }

    /// "*US* officials": what somebody is of whom only the state is known.
    pub(super) fn state_sector(&self, noun: &str) -> Option<String> {
        let rows = self.lexicon.modifiers.get(OF_STATE)?;
        rows.iter().find(|(_, scope)| scope.iter().any(|n| n == noun)).map(|(sector, _)| sector.clone())
    }

    pub(super) fn modified_sector(&self, number: usize, raw: &Raw, noun: &str) -> Option<String> {
        let s = self.sentence(number);
        (raw.from..raw.head).find_map(|i| {
            let rows = self.lexicon.modifiers.get(s.tokens[i].lemma.to_lowercase().as_str())?;
            let fits = |(sector, scope): &&(String, Vec<String>)| {
                !sector.is_empty() && (scope.is_empty() || scope.iter().any(|n| n == noun))
            };
            rows.iter().find(fits).map(|(sector, _)| sector.clone())
        })
    }

    /// "*former* Zambian President": what somebody is who was something.
    pub(super) fn left_office(&self, number: usize, raw: &Raw) -> Option<String> {
        let s = self.sentence(number);
        let to = if raw.form == Form::Name { raw.first } else { raw.head };
        (raw.from..to).find_map(|i| {
            let rows = self.lexicon.modifiers.get(s.tokens[i].lemma.to_lowercase().as_str())?;
            let former = |(sector, scope): &&(String, Vec<String>)| sector == FORMER && scope.is_empty();
            rows.iter().find(former).map(|(sector, _)| sector.clone())
        })
    }
}
