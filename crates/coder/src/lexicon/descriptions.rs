//! How news calls somebody whom it has named (`en/descriptions.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{LexiconError, Source};

/// Nouns and modifiers of second mentions. All lemmas in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Descriptions {
    /// Plurals for two states of which no "two" is asked ("the *neighbours*").
    pub opposed: Vec<String>,
    /// Plurals that may be armed groups as well ("both *sides*").
    pub sides: Vec<String>,
    /// Numbers, from two on.
    pub counts: Vec<String>,
    /// What makes a people one of many states ("*ethnic* Armenians").
    pub ethnic: Vec<String>,
    /// Pronouns for two.
    pub pairs: Vec<String>,
    /// Nouns for some who were named, and how many ("the *trio*").
    pub companies: BTreeMap<String, usize>,
    /// Which of two that were named ("the *former*", "the *latter*").
    pub first_of_two: Vec<String>,
    /// The other one.
    pub second_of_two: Vec<String>,
    /// Names of one office.
    offices: Vec<Vec<String>>,
    /// Words that make another office of what follows.
    ranks: Vec<String>,
    /// Offices of a state's leader.
    leaders: Vec<String>,
    /// What a leader is called.
    pub called_leader: Vec<String>,
    /// Offices of whoever heads an international body.
    heads: Vec<String>,
    /// What such a head is called.
    pub called_head: Vec<String>,
    /// What whoever speaks and acts for somebody is called ("his *spokesman*").
    pub servants: Vec<String>,
    /// What those are called who study a state or report on it ("a *Russia* specialist").
    pub students: Vec<String>,
    /// What whoever serves a state is called beside its name.
    pub called_servant: Vec<String>,
    /// What somebody is called who was not called so before.
    pub epithets: Vec<String>,
    /// Words of an age.
    pub age: Vec<String>,
    /// Before a noun, these make somebody else of it.
    pub others: Vec<String>,
    /// Who has the other opposite.
    pub opposite: Vec<String>,
    /// Who receives.
    pub host: Vec<String>,
    /// Who comes.
    pub guest: Vec<String>,
    body_kinds: Vec<BodyKind>,
    /// Nouns for bodies that are no organs of a state nor papers.
    pub groups: Vec<String>,
    /// The sectors of those.
    pub organs: Vec<String>,
    /// Nouns for whoever serves a state where a town or its seat follows ("*officials* in Kyiv").
    pub seated: Vec<String>,
    /// Before whom somebody serves ("spokesman *for* the Treasury").
    pub serving: Vec<String>,
    /// Nouns for a government that only some states use, and those.
    pub administrations: Vec<String>,
    /// Those states.
    pub administered: Vec<String>,
    /// Nouns for a state.
    pub lands: Vec<String>,
    regions: BTreeMap<String, Vec<String>>,
}

/// What sort of body some nouns mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyKind {
    nouns: Vec<String>,
    of: Vec<String>,
}

impl Descriptions {
    /// The number that a word says, from two ("three").
    #[must_use]
    pub fn number(&self, word: &str) -> Option<usize> {
        self.counts.iter().position(|c| c == word).map(|n| n + 2)
    }

    /// Reads the file; `is_state` knows the codes of states.
    ///
    /// # Errors
    /// What the file cannot be read for, or the first code that is no state's, with its line.
    pub fn load(source: &Source, is_state: impl Fn(&str) -> bool) -> Result<Self, LexiconError> {
        let read: Self =
            toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))?;
        let codes = read.regions.values().flatten().chain(&read.administered);
        if let Some(odd) = codes.into_iter().find(|code| !is_state(code)) {
            let at = source.text.find(&format!("\"{odd}\"")).unwrap_or(0);
            let what = format!("{odd} is no state's code; actors/states.tsv has them");
            return Err(LexiconError::at(&source.path, &source.text, at, what));
        }
        Ok(read)
    }

    /// Whether an office is one that a noun means: "Polish *premier*" is a prime minister, "vice *president*" no president.
    #[must_use]
    pub fn is_office(&self, office: &str, noun: &str) -> bool {
        self.same_offices(noun).any(|name| self.ends_with(office, name))
    }

    /// The names of the office that a noun means, itself first.
    pub fn same_offices<'a>(&'a self, noun: &'a str) -> impl Iterator<Item = &'a str> {
        let same = self.offices.iter().filter(move |names| names.iter().any(|n| n == noun)).flatten();
        std::iter::once(noun).chain(same.map(String::as_str))
    }

    /// The names of the office that a noun means in an international body, itself first.
    pub fn offices_in_body<'a>(&'a self, noun: &'a str) -> impl Iterator<Item = &'a str> {
        let head = self.called_head.iter().any(|n| n == noun);
        self.same_offices(noun).chain(self.heads.iter().filter(move |_| head).map(String::as_str))
    }

    fn ends_with(&self, office: &str, noun: &str) -> bool {
        let Some(before) = office.strip_suffix(noun) else { return false };
        let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
        before.is_empty() || before.ends_with(' ') && !self.ranks.iter().any(|r| r == word)
    }

    /// Whether an office is that of a state's leader.
    #[must_use]
    pub fn leads(&self, office: &str) -> bool {
        self.leaders.iter().any(|name| self.ends_with(office, name))
    }

    /// The codes and kinds of the bodies that a noun means; `None` where it says nothing.
    #[must_use]
    pub fn body_kinds(&self, noun: &str) -> Option<&[String]> {
        self.body_kinds.iter().find(|k| k.nouns.iter().any(|n| n == noun)).map(|k| &k.of[..])
    }

    /// The states of a region, or of those that a noun means ("kingdom").
    #[must_use]
    pub fn region(&self, called: &str) -> Option<&[String]> {
        self.regions.get(called).map(|states| &states[..])
    }
}
