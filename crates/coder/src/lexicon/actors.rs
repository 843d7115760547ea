//! Who is known: states, people with their roles, bodies, role nouns, pronouns, places, and an index
//! of all their names.

use std::collections::HashSet;
use std::str::FromStr;

use compact_str::CompactString;
use jiff::civil::Date;
use serde::Deserialize;

use super::antecedents::Antecedents;
use super::descriptions::Descriptions;
use super::map::Map;
use super::table::{Row, rows};
use super::trie::NameTrie;
use super::{LexiconError, Source, spellings};
use crate::record::ActorKind;

/// What a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A state, by its name, seat of government or people.
    State(u32),
    /// A state, by its adjective.
    Adjective(u32),
    /// A state, by its people.
    People(u32),
    /// A state, by its capital.
    Capital(u32),
    /// A person.
    Person(u32),
    /// A body.
    Body(u32),
    /// A place that is nothing else.
    Place(u32),
}

/// A state.
#[derive(Clone, Debug)]
pub struct State {
    /// ISO 3166-1 alpha-3.
    pub code: String,
    /// Short English name.
    pub name: String,
    /// FIPS 10-4.
    pub fips: Option<String>,
    /// Letters of the Correlates of War project.
    pub cow: Option<String>,
}

/// PLOVER's sector of governments.
pub const GOVERNMENT: &str = "GOV";

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Name in the news.
    pub name: String,
    /// `m`, `f` or nothing.
    pub gender: Option<char>,
    /// Roles in the order of the files.
    pub roles: Vec<Role>,
}

/// A role that a person held.
#[derive(Clone, Debug)]
pub struct Role {
    /// Whom the person served.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// In words.
    pub role: String,
    from: Option<Date>,
    to: Option<Date>,
}

impl Person {
    /// The role held on a day, else the last one before it, else the first of all.
    #[must_use]
    pub fn role(&self, day: Option<Date>) -> Option<&Role> {
        let Some(day) = day else { return self.roles.last() };
        let begun = |r: &&Role| r.from.is_none_or(|f| f <= day);
        let held = self.roles.iter().filter(begun).filter(|r| r.to.is_none_or(|t| day <= t)).max_by_key(|r| r.from);
        held.or_else(|| self.roles.iter().filter(begun).max_by_key(|r| r.from)).or(self.roles.first())
    }

    /// Whether some role was held on a day or in the years around it.
    #[must_use]
    pub fn is_about(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return true };
        self.roles.iter().any(|r| {
            r.from.is_none_or(|f| f.year() <= day.year() + 1) && r.to.is_none_or(|t| day.year() <= t.year() + 8)
        })
    }

    /// Whether some role in government was held on a day, or ever when the day is not known.
    #[must_use]
    pub fn governs(&self, day: Option<Date>) -> bool {
        self.roles
            .iter()
            .filter(|r| r.sector.as_deref() == Some(GOVERNMENT))
            .any(|r| day.is_none_or(|day| r.from.is_none_or(|f| f <= day) && r.to.is_none_or(|t| day <= t)))
    }
}

/// A body or group.
#[derive(Clone, Debug)]
pub struct Body {
    /// Name.
    pub name: String,
    /// What sort.
    pub kind: ActorKind,
    /// ISO code.
    pub country: Option<String>,
    /// PLOVER's code in place of a country.
    pub code: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// ISO codes of the states that a short format or alliance is made of, where the file lists them.
    pub members: Vec<String>,
    /// When it began, where known.
    pub from: Option<Date>,
    /// When it ended.
    pub to: Option<Date>,
}

impl Body {
    /// Whether it was there on a day, as far as is known, or in the years around it.
    #[must_use]
    pub fn is_about(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return true };
        self.from.is_none_or(|f| f.year() <= day.year() + 1) && self.to.is_none_or(|t| day.year() <= t.year() + 8)
    }
}

/// What a role noun is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NounKind {
    /// May stand before a name.
    Title,
    /// A person, seldom before a name.
    Role,
    /// More than one person.
    Group,
    /// An institution.
    Body,
}

/// A role noun.
#[derive(Clone, Debug)]
pub struct Noun {
    /// What it is.
    pub kind: NounKind,
    /// PLOVER sector that it decides.
    pub sector: Option<String>,
    /// `m`, `f` or nothing.
    pub gender: Option<char>,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// Name.
    pub name: String,
    /// country, region, capital, city, town, site, area, water.
    pub kind: String,
    /// ISO code.
    pub country: Option<String>,
    /// First-level region.
    pub region: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How likely the bare name means it, 1 to 9.
    pub weight: u8,
}

/// Pronouns and the like (`en/pronouns.toml`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pronouns {
    /// A man.
    pub he: Vec<String>,
    /// A woman.
    pub she: Vec<String>,
    /// Several.
    pub they: Vec<String>,
    /// A body or state.
    pub it: Vec<String>,
    /// Who speaks.
    pub i: Vec<String>,
    /// Who speaks, with others.
    pub we: Vec<String>,
    /// Those that mean the subject of their clause.
    pub reflexive: Vec<String>,
    /// Titles of courtesy.
    pub courtesy: Vec<String>,
    /// Those of women.
    pub feminine: Vec<String>,
    /// Before whoever takes part in what is done.
    pub parties: Vec<String>,
    /// Before what is only a place.
    pub r#where: Vec<String>,
    /// Which side of a state: what makes it a place ("*eastern* Ukraine").
    pub compass: Vec<String>,
    /// Nouns for a stretch of land, behind its name ("the Netzarim *corridor*").
    pub grounds: Vec<String>,
    /// Last words of the names of gatherings and buildings that may be named for a town ("Munich Security *Conference*").
    pub gatherings: Vec<String>,
    /// Bodies that sit in another state than their own.
    pub abroad: Vec<String>,
    /// Nouns for somebody's state, or the one spoken of.
    pub homeland: Vec<String>,
    /// Codes of countries whose people are called by the first word of their name.
    pub family_name_first: Vec<String>,
    /// Small words that open a family's name ("*de* Mistura").
    pub particles: Vec<String>,
    /// The article before an Arab family's name ("*al*-Thani").
    pub family_articles: Vec<String>,
    /// What follows the name of a firm.
    pub firms: Vec<String>,
    /// Last words of the names of papers and journals ("*Times*").
    pub papers: Vec<String>,
    /// Behind a surname ("Biden *Jr.*").
    pub generations: Vec<String>,
    /// What has a name like a person's: storms and ships.
    pub named_things: Vec<String>,
    /// Names of things, diseases, feasts, heavenly bodies and measures, which are nobody and no place.
    pub things: HashSet<String>,
    /// Phrases in which a noun for a body means none.
    pub no_body: Vec<String>,
    /// Small words inside names of bodies and places.
    pub in_names: Vec<String>,
    /// Those that join a name to its longer form.
    pub joins_names: Vec<String>,
    /// Articles, which open a description and tell nothing of it.
    pub articles: Vec<String>,
    /// Before somebody who was spoken of.
    pub definite: Vec<String>,
    /// Before somebody new.
    pub indefinite: Vec<String>,
    /// Plurals that stand for the last persons named.
    pub both: Vec<String>,
    /// What somebody is who may be one of "the leaders".
    pub leading_roles: Vec<String>,
    /// Plurals that stand for the two states or armed groups most spoken of.
    pub both_states: Vec<String>,
}

impl Pronouns {
    /// Whether a word is a definite article.
    #[must_use]
    pub fn is_definite(&self, word: &str) -> bool {
        self.definite.iter().any(|d| word.eq_ignore_ascii_case(d))
    }
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct ActorLexicon {
    /// States.
    pub states: Vec<State>,
    /// People.
    pub people: Vec<Person>,
    /// Bodies and groups.
    pub bodies: Vec<Body>,
    /// Places.
    pub places: Vec<Place>,
    /// All names.
    pub names: NameTrie<Entry>,
    /// Last words of people's names.
    pub surnames: Map<CompactString, Vec<u32>>,
    /// Role nouns by lemma.
    pub nouns: Map<Box<str>, Noun>,
    /// Modifiers of role nouns: sector and the nouns that it applies to (empty: any without a sector).
    pub modifiers: Map<CompactString, Vec<(String, Vec<String>)>>,
    /// Given names: `m`, `f`, or `u` where both bear it.
    pub given: Map<CompactString, char>,
    /// Pronouns.
    pub pronouns: Pronouns,
    /// How somebody is called who was named.
    pub descriptions: Descriptions,
    /// What speaks for an antecedent.
    pub antecedents: Antecedents,
}

pub(super) const PEOPLE: &[&str] = &["name", "aliases", "gender", "country", "sector", "role", "from", "to"];
pub(super) const BODIES: &[&str] = &["name", "aliases", "kind", "country", "code", "sector", "members", "from", "to"];
const STATES: [&str; 10] =
    ["code", "iso2", "fips", "cow", "names", "adjectives", "demonyms", "capital", "seats", "kind"];
pub(super) const PLACES: &[&str] = &["name", "aliases", "kind", "country", "region", "lat", "lon", "weight"];

/// The highest weight of places that their name alone does not show.
const WEAK: u8 = 2;

/// Bytes of our files for each name in them, to guess how much room their names take.
const BYTES_A_NAME: usize = 20;

impl ActorLexicon {
    /// Reads all files about actors and places; a user's own come first.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(sources: &[Source]) -> Result<Self, LexiconError> {
        let mut out = Self::default();
        let mut people: Map<&str, u32> = Map::default();
        let named = |s: &&Source| s.path.starts_with("actors/") || s.path == "places.tsv";
        let bytes: usize = sources.iter().filter(named).map(|s| s.text.len()).sum();
        out.names.reserve(bytes / BYTES_A_NAME);
        // Names are read by the small words in them.
        let first = |path: &str| sources.iter().find(|s| s.path == path);
        if let Some(source) = first("en/pronouns.toml") {
            out.pronouns =
                toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))?;
        }
        for source in sources {
            match source.path.as_str() {
                "actors/states.tsv" => out.load_states(source)?,
                "places.tsv" => out.load_places(source)?,
                "en/roles.tsv" => out.load_nouns(source)?,
                "en/role_modifiers.tsv" => out.load_modifiers(source)?,
                "en/given_names.tsv" => out.load_given(source)?,
                path if path.starts_with("actors/people/") => out.load_people(source, &mut people)?,
                path if path.starts_with("actors/") => out.load_bodies(source)?,
                _ => {}
            }
        }
        out.add_first_surnames();
        // A table of weights and a file of words are a whole: the user's stands instead of ours.
        if let Some(source) = first("antecedents.tsv") {
            out.antecedents = Antecedents::load(source)?;
        }
        if let Some(source) = first("en/descriptions.toml") {
            out.descriptions = Descriptions::load(source, |code| out.states.iter().any(|s| s.code == code))?;
        }
        Ok(out)
    }

    /// The state with an ISO code.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|s| s.code == code)
    }

    /// Who alone holds one of some offices of a state on a day ("prime minister of *Poland*").
    #[must_use]
    pub fn holder(&self, offices: &[&str], code: &str, day: Date) -> Option<u32> {
        let state = |e: &Entry| matches!(*e, Entry::State(n) if self.states[n as usize].code == code);
        self.alone(offices, day, |r| r.country.as_deref() == Some(code), |of| of.iter().any(state))
    }

    /// Who alone holds one of some offices of a body on a day ("secretary-general of *NATO*").
    #[must_use]
    pub fn holder_in(&self, offices: &[&str], body: u32, day: Date) -> Option<u32> {
        self.alone(offices, day, |_| true, |of| of.contains(&Entry::Body(body)))
    }

    fn alone(
        &self,
        offices: &[&str],
        day: Date,
        serves: impl Fn(&Role) -> bool,
        of_whom: impl Fn(&[Entry]) -> bool,
    ) -> Option<u32> {
        let of = |r: &Role| {
            r.role.split_once(" of ").is_some_and(|(office, of)| {
                offices.contains(&office) && of_whom(self.meaning(of.strip_prefix("the ").unwrap_or(of)))
            })
        };
        // What costs least first: there are thousands of roles.
        let holds = |r: &Role| serves(r) && r.from.is_some_and(|f| f <= day) && r.to.is_none_or(|t| day <= t) && of(r);
        let mut holders = (0u32..).zip(&self.people).filter(|(_, p)| p.roles.iter().any(holds)).map(|(n, _)| n);
        holders.next().filter(|_| holders.next().is_none())
    }

    /// Whether a place is one that only the text can show: its name is a word or a surname first, or the town is small.
    #[must_use]
    pub fn is_weak(&self, place: u32) -> bool {
        self.places[place as usize].weight <= WEAK
    }

    /// The likeliest place of a name in a country.
    #[must_use]
    pub fn place(&self, name: &str, country: Option<&str>) -> Option<&Place> {
        let same = |p: &&Place| p.name == name && p.country.as_deref() == country;
        self.places.iter().filter(same).max_by_key(|p| p.weight)
    }

    /// What a whole name means, written just so.
    #[must_use]
    pub fn meaning(&self, name: &str) -> &[Entry] {
        let words = spellings::cut_name(name);
        let len = words.len();
        self.names.longest(words).filter(|found| found.len == len).map_or(&[], |found| found.entries)
    }

    fn add(&mut self, name: &str, entry: Entry) {
        if !name.bytes().any(|b| matches!(b, b' ' | b'-' | b'.' | b'\'') || !b.is_ascii()) {
            self.names.insert([name], entry);
            return;
        }
        let words = spellings::cut_name(name);
        if words.last().is_some_and(|w| w.len() > 2 && w.ends_with('.')) {
            // At the end of a sentence the stop is a token of its own.
            let bare = words.iter().enumerate().map(|(i, w)| if i + 1 == words.len() { &w[..w.len() - 1] } else { w });
            self.names.insert(bare, entry);
        }
        self.names.insert(words, entry);
    }

    fn load_states(&mut self, source: &Source) -> Result<(), LexiconError> {
        for row in rows(&source.path, &source.text, &STATES)? {
            let row = row?;
            let number = self.states.len() as u32;
            let name = row.list(4).next().ok_or_else(|| row.fault("a state needs a name"))?;
            let text = |i: usize| row.known(i).map(str::to_owned);
            let state = State { code: row.cell(0).to_owned(), name: name.to_owned(), fips: text(2), cow: text(3) };
            self.states.push(state);
            row.list(4).chain(row.list(8)).for_each(|n| self.add(n, Entry::State(number)));
            row.list(5).for_each(|n| self.add(n, Entry::Adjective(number)));
            row.list(6).for_each(|n| self.add(n, Entry::People(number)));
            row.list(7).for_each(|n| self.add(n, Entry::Capital(number)));
        }
        Ok(())
    }

    fn load_people<'s>(&mut self, source: &'s Source, known: &mut Map<&'s str, u32>) -> Result<(), LexiconError> {
        for row in rows(&source.path, &source.text, PEOPLE)? {
            let row = row?;
            let name = row.cell(0);
            let number = match known.get(name) {
                Some(&number) => number,
                None => {
                    let number = self.people.len() as u32;
                    known.insert(name, number);
                    let gender = row.cell(2).chars().next();
                    self.people.push(Person { name: name.to_owned(), gender, roles: Vec::new() });
                    for n in std::iter::once(name).chain(row.list(1)) {
                        self.add(n, Entry::Person(number));
                        spellings::with_article(n, &self.pronouns.family_articles)
                            .iter()
                            .for_each(|n| self.add(n, Entry::Person(number)));
                    }
                    self.add_surname(name, number);
                    row.list(1).for_each(|n| self.add_surname(n, number));
                    number
                }
            };
            let text = |i: usize| row.known(i).map(str::to_owned);
            let role = Role {
                country: text(3),
                sector: text(4),
                role: row.cell(5).to_owned(),
                from: day(&row, 6, false)?,
                to: day(&row, 7, true)?,
            };
            self.people[number as usize].roles.push(role);
        }
        Ok(())
    }

    /// "Macron", "von der Leyen": the last word of a name with the small words before it, so that "Roy" is no Alain Le Roy.
    fn add_surname(&mut self, name: &str, number: u32) {
        let Some(mut at) = name.rfind(' ') else { return };
        while let Some((before, word)) = name[..at].rsplit_once(' ')
            && self.pronouns.particles.iter().any(|p| p.eq_ignore_ascii_case(word))
        {
            at = before.len();
        }
        let surname = &name[at + 1..];
        self.called(surname, number);
        // "*Von der Leyen* agreed": no capital shows where such a name begins, or its first word has one.
        if surname.contains(' ') {
            self.add(surname, Entry::Person(number));
            self.add(&spellings::capitalised(surname), Entry::Person(number));
        }
    }

    fn called(&mut self, surname: &str, number: u32) {
        let of = self.surnames.entry(surname.into()).or_default();
        if !of.contains(&number) {
            of.push(number);
        }
    }

    /// "Xi" for Xi Jinping: where the family's name is the first word, that alone means the person as well.
    fn add_first_surnames(&mut self) {
        for number in 0..self.people.len() {
            let person = &self.people[number];
            let first = |r: &Role| r.country.as_ref().is_some_and(|c| self.pronouns.family_name_first.contains(c));
            if let Some((surname, _)) = person.name.split_once(' ').filter(|_| person.roles.iter().any(first)) {
                let surname = CompactString::from(surname);
                self.called(&surname, number as u32);
            }
        }
    }

    fn load_bodies(&mut self, source: &Source) -> Result<(), LexiconError> {
        for row in rows(&source.path, &source.text, BODIES)? {
            let row = row?;
            let kind = match row.cell(2) {
                "organization" => ActorKind::Organization,
                "government" => ActorKind::Government,
                "armed_group" => ActorKind::ArmedGroup,
                "group" => ActorKind::Group,
                "people" => ActorKind::People,
                other => return Err(row.fault(format!("{other:?} is no kind of body; see data/README.md"))),
            };
            let number = self.bodies.len() as u32;
            let text = |i: usize| row.known(i).map(str::to_owned);
            self.bodies.push(Body {
                name: row.cell(0).to_owned(),
                kind,
                country: text(3),
                code: text(4),
                sector: text(5),
                members: row.list(6).map(str::to_owned).collect(),
                from: day(&row, 7, false)?,
                to: day(&row, 8, true)?,
            });
            std::iter::once(row.cell(0)).chain(row.list(1)).for_each(|n| self.add(n, Entry::Body(number)));
        }
        Ok(())
    }

    fn load_places(&mut self, source: &Source) -> Result<(), LexiconError> {
        for row in rows(&source.path, &source.text, PLACES)? {
            let row = row?;
            let number = self.places.len() as u32;
            let text = |i: usize| row.known(i).map(str::to_owned);
            self.places.push(Place {
                name: row.cell(0).to_owned(),
                kind: row.cell(2).to_owned(),
                country: text(3),
                region: text(4),
                lat: cell(&row, 5)?,
                lon: cell(&row, 6)?,
                weight: cell(&row, 7)?.unwrap_or(1),
            });
            std::iter::once(row.cell(0)).chain(row.list(1)).for_each(|n| self.add(n, Entry::Place(number)));
        }
        Ok(())
    }

    fn load_nouns(&mut self, source: &Source) -> Result<(), LexiconError> {
        for row in rows(&source.path, &source.text, &["noun", "kind", "sector", "gender"])? {
            let row = row?;
            let kind = match row.cell(1) {
                "title" => NounKind::Title,
                "role" => NounKind::Role,
                "group" => NounKind::Group,
                "body" => NounKind::Body,
                other => return Err(row.fault(format!("{other:?} is no kind of role noun; see data/README.md"))),
            };
            let noun = Noun { kind, sector: row.known(2).map(str::to_owned), gender: row.cell(3).chars().next() };
            self.nouns.entry(row.cell(0).into()).or_insert(noun);
        }
        Ok(())
    }

    fn load_given(&mut self, source: &Source) -> Result<(), LexiconError> {
        for row in rows(&source.path, &source.text, &["name", "gender"])? {
            let row = row?;
            let gender = match row.cell(1) {
                "m" => 'm',
                "f" => 'f',
                "u" => 'u',
                other => return Err(row.fault(format!("{other:?} is no gender of a name; write m, f or u"))),
            };
            self.given.entry(row.cell(0).into()).or_insert(gender);
        }
        Ok(())
    }

    fn load_modifiers(&mut self, source: &Source) -> Result<(), LexiconError> {
        for row in rows(&source.path, &source.text, &["modifier", "sector", "scope"])? {
            let row = row?;
            let scope = row.list(2).filter(|s| *s != "*").map(str::to_owned).collect();
            self.modifiers.entry(row.cell(0).to_lowercase().into()).or_default().push((row.cell(1).to_owned(), scope));
        }
        Ok(())
    }
}

fn cell<T: FromStr>(row: &Row<'_>, index: usize) -> Result<Option<T>, LexiconError> {
    row.known(index).map(|c| c.parse().map_err(|_| row.fault(format!("{c:?} is no number")))).transpose()
}

/// A day, or the first or last one of a month or year.
fn day(row: &Row<'_>, index: usize, last: bool) -> Result<Option<Date>, LexiconError> {
    let Some(text) = row.known(index) else { return Ok(None) };
    let fault = || row.fault(format!("{text:?} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"));
    let (year, rest) = text.split_once('-').map_or((text, None), |(y, rest)| (y, Some(rest)));
    let (month, day) =
        rest.map_or((None, None), |r| r.split_once('-').map_or((Some(r), None), |(m, d)| (Some(m), Some(d))));
    let number = |part: &str| part.parse().map_err(|_| fault());
    let year = year.parse().map_err(|_| fault())?;
    let date = match (month, day) {
        (None, _) => Date::new(year, if last { 12 } else { 1 }, 1),
        (Some(month), None) => Date::new(year, number(month)?, 1),
        (Some(month), Some(day)) => {
            return Date::new(year, number(month)?, number(day)?).map(Some).map_err(|_| fault());
        }
    };
    let date = date.map_err(|_| fault())?;
    Ok(Some(if last { date.last_of_month() } else { date }))
}
