//! Entries of a dictionary as rows of our own files.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::casing::{Casing, words};
use super::codes::{Codes, Meaning};
use super::dictionary::{Coded, Entry};
use super::{Counts, Imported, Note};
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{Entry as Known, NounKind};
use crate::lexicon::map::Map;

/// Longest title before a name, in words.
const LONGEST_TITLE: usize = 3;
/// Sectors in which a name without any other sign is a body's.
const OF_BODIES: [&str; 8] = ["REB", "PRM", "UAF", "PTY", "CRM", "REL", "SOC", "LAB"];
/// A person's name has no more words than this.
const LONGEST_NAME: usize = 5;

/// Rows as they come together.
pub struct Writer<'a> {
    known: &'a Lexicon,
    codes: &'a Codes,
    casing: &'a Casing<'a>,
    states: Map<&'a str, &'a str>,
    people: Rows,
    bodies: Rows,
    groups: Rows,
    nouns: Rows,
    written_nouns: Map<String, Option<String>>,
    counts: Counts,
    notes: Vec<Note>,
}

/// Rows in order, none twice.
#[derive(Default)]
struct Rows {
    text: String,
    seen: BTreeSet<String>,
}

impl Rows {
    fn add(&mut self, cells: &[&str]) {
        let row = cells.join("\t");
        if self.seen.insert(row.clone()) {
            self.text.push_str(&row);
            self.text.push('\n');
        }
    }
}

impl<'a> Writer<'a> {
    /// Nothing written yet.
    pub fn new(known: &'a Lexicon, codes: &'a Codes, casing: &'a Casing<'a>) -> Self {
        let states = known.actors.states.iter().map(|s| (s.code.as_str(), s.name.as_str())).collect();
        Self {
            known,
            codes,
            casing,
            states,
            people: Rows::default(),
            bodies: Rows::default(),
            groups: Rows::default(),
            nouns: Rows::default(),
            written_nouns: Map::default(),
            counts: Counts::default(),
            notes: Vec::new(),
        }
    }

    fn note(&mut self, file: &str, line: usize, what: String) {
        self.notes.push(Note { file: file.to_owned(), line, what });
    }

    /// Writes an entry of a dictionary.
    pub fn add(&mut self, file: &str, entry: &Entry) {
        let mut meanings = Vec::new();
        for coded in &entry.codes {
            match self.codes.meaning(&coded.code) {
                Ok(meaning) => {
                    if !meaning.lost.is_empty() {
                        let what =
                            format!("[{}]: {} has no place here and is lost", coded.code, meaning.lost.join(", "));
                        self.note(file, coded.line, what);
                    }
                    meanings.push((meaning, coded));
                }
                Err(what) => self.note(file, coded.line, what),
            }
        }
        // A name of letters, that a cell of a table can hold.
        let fits = |n: &&str| !n.contains(['|', '\t']) && n.contains(char::is_alphanumeric);
        let names: Vec<&str> = entry.names.iter().map(String::as_str).filter(fits).collect();
        if names.len() < entry.names.len() {
            self.note(file, entry.line, "a name without letters, or with | or a tab, is left out".to_owned());
        }
        let Some(&first) = names.first() else { return };
        if meanings.is_empty() {
            // Each code's fault is noted already.
        } else if entry.codes.iter().any(|c| c.agent) {
            self.nouns(file, entry, &names, &meanings[0].0);
        } else if meanings.iter().all(|(m, _)| m.is_state()) {
            self.state(&names, &meanings[0].0);
        } else if self.is_person(first, &meanings) {
            self.person(&names, &meanings);
        } else {
            self.body(&names, &meanings);
        }
    }

    /// Dictionaries do not say whether a name is a person's: words, given names, times and codes do.
    fn is_person(&self, name: &str, meanings: &[(Meaning, &Coded)]) -> bool {
        let all = words(name);
        let rest = self.without_title(&all);
        if all.iter().any(|w| self.casing.is_body_word(w.trim_end_matches(','))) && rest.len() == all.len() {
            return false;
        }
        let given = |w: &&str| self.known.actors.given.contains_key(&*self.casing.person(&[w]));
        let timed = meanings.iter().any(|(_, c)| c.from.is_some() || c.to.is_some());
        if rest.len() > 1 && rest.iter().take(2).any(given) || timed || rest.len() < all.len() {
            return true;
        }
        let of_body = |m: &Meaning| m.code.is_some() || m.sector.as_deref().is_some_and(|s| OF_BODIES.contains(&s));
        (2..=LONGEST_NAME).contains(&all.len()) && !meanings.iter().any(|(m, _)| of_body(m))
    }

    /// A name without the title before it, where two words stay.
    fn without_title<'n>(&self, all: &'n [&'n str]) -> &'n [&'n str] {
        let is_title = |words: &[&str]| {
            let lower = words.join(" ").to_lowercase();
            let noun = |text: &str| self.known.actors.nouns.get(text).is_some_and(|n| n.kind == NounKind::Title);
            noun(&lower) || noun(&lower.replace('-', " ")) || noun(&lower.replace(' ', "-"))
        };
        let ends_title = |at: usize| (1..=LONGEST_TITLE.min(at)).any(|len| is_title(&all[at - len..at]));
        let end = (1..all.len().saturating_sub(1)).rev().find(|&at| ends_title(at)).unwrap_or(0);
        &all[end..]
    }

    fn person(&mut self, names: &[&str], meanings: &[(Meaning, &Coded)]) {
        let mut written: Vec<String> = Vec::new();
        for name in names {
            let all = words(name);
            let name = self.casing.person(self.without_title(&all));
            let surname = written.first().and_then(|n| n.rsplit(' ').next()).is_some_and(|last| {
                // A surname, alone or behind a title, is found without an alias.
                name.rsplit(' ').next() == Some(last) && self.is_titled(&name)
            });
            if !surname && !written.contains(&name) {
                written.push(name);
            }
        }
        let (name, aliases) = (written[0].clone(), written[1..].join("|"));
        let given = name.split(' ').next().and_then(|w| self.known.actors.given.get(w)).copied();
        let gender = given.filter(|g| *g != 'u').map(String::from).unwrap_or_default();
        for (meaning, coded) in meanings {
            let whom = meaning.country.as_deref().and_then(|c| self.states.get(c).copied()).or(meaning.body.as_deref());
            let role = self.casing.role(meaning.label.as_deref(), whom);
            let sector = meaning.sector.as_deref().or(meaning.code.as_ref().map(|_| "GOV"));
            let country = meaning.country.as_deref().unwrap_or_default();
            let (from, to) = (day(coded.from), day(coded.to));
            self.people.add(&[&name, &aliases, &gender, country, sector.unwrap_or_default(), &role, &from, &to]);
        }
        self.counts.people += 1;
    }

    /// Whether a name is one word, or one word behind a title.
    fn is_titled(&self, name: &str) -> bool {
        let all: Vec<&str> = name.split(' ').collect();
        // One word more, so that the last one may go too.
        let padded: Vec<&str> = all.iter().copied().chain([""]).collect();
        self.without_title(&padded).len() <= 2
    }

    fn body(&mut self, names: &[&str], meanings: &[(Meaning, &Coded)]) {
        let Some((name, aliases)) = self.body_names(names) else { return };
        let aliases = aliases.join("|");
        // The first row of a name wins: the code that holds still, or was the last to hold.
        let mut by_time: Vec<&(Meaning, &Coded)> = meanings.iter().collect();
        by_time.sort_by_key(|(_, c)| std::cmp::Reverse((c.to.is_none(), c.to)));
        for (meaning, coded) in by_time {
            let kind = match meaning.sector.as_deref() {
                Some("REB" | "PRM" | "UAF") => "armed_group",
                Some("PTY" | "OPP" | "CRM") => "group",
                Some("GOV") if meaning.country.is_some() && meaning.code.is_none() => "government",
                _ => "organization",
            };
            let of = |cell: &'_ Option<String>| cell.clone().unwrap_or_default();
            let (from, to) = (day(coded.from), day(coded.to));
            let cells = [
                &name,
                &aliases,
                kind,
                &of(&meaning.country),
                &of(&meaning.code),
                &of(&meaning.sector),
                "",
                &from,
                &to,
            ];
            if matches!(kind, "armed_group" | "group") {
                self.groups.add(&cells);
            } else {
                self.bodies.add(&cells);
            }
        }
        match meanings
            .iter()
            .any(|(m, _)| matches!(m.sector.as_deref(), Some("REB" | "PRM" | "UAF" | "PTY" | "OPP" | "CRM")))
        {
            true => self.counts.groups += 1,
            false => self.counts.bodies += 1,
        }
    }

    /// Names of a state that we don't have (misspellings, towns that stand for it) act as its government.
    fn state(&mut self, names: &[&str], meaning: &Meaning) {
        let country = meaning.country.as_deref().unwrap_or_default();
        let unknown: Vec<&str> = names.iter().copied().filter(|n| !self.is_known(n, country)).collect();
        let Some((name, aliases)) = self.body_names(&unknown) else {
            self.counts.known += 1;
            return;
        };
        self.bodies.add(&[&name, &aliases.join("|"), "government", country, "", "", "", "", ""]);
        self.counts.bodies += 1;
    }

    /// Whether a name means this state, or a place in it, already.
    fn is_known(&self, name: &str, country: &str) -> bool {
        let known = &self.known.actors;
        self.casing.body(name).iter().any(|name| {
            known.meaning(name).iter().any(|entry| match *entry {
                Known::State(n) | Known::Adjective(n) | Known::People(n) | Known::Capital(n) => {
                    known.states[n as usize].code == country
                }
                Known::Place(n) => known.places[n as usize].country.as_deref() == Some(country),
                _ => false,
            })
        })
    }

    fn body_names(&self, names: &[&str]) -> Option<(String, Vec<String>)> {
        let mut all: Vec<String> = Vec::new();
        for name in names.iter().flat_map(|n| self.casing.body(n)) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        let mut all = all.into_iter();
        Some((all.next()?, all.collect()))
    }

    fn nouns(&mut self, file: &str, entry: &Entry, names: &[&str], meaning: &Meaning) {
        let Some(sector) = meaning.sector.clone() else {
            let what = format!("{} tells no sector and is left out", entry.names[0]);
            return self.note(file, entry.line, what);
        };
        let lower: Vec<String> = names.iter().map(|n| words(n).join(" ").to_lowercase()).collect();
        for noun in &lower {
            if self.casing.is_plural(noun, &lower) {
                continue;
            }
            let ours = self.known.actors.nouns.get(noun.as_str());
            if ours.is_some_and(|n| n.sector.as_deref() == Some(&sector)) {
                self.counts.known += 1;
                continue;
            }
            if let Some(before) = self.written_nouns.insert(noun.clone(), Some(sector.clone())) {
                let before = before.unwrap_or_default();
                if before != sector {
                    self.note(file, entry.line, format!("{noun} is {before} above, which wins over {sector}"));
                    self.written_nouns.insert(noun.clone(), Some(before));
                }
                continue;
            }
            let kind = ours.map(|n| n.kind).or_else(|| self.kind_of_last(noun));
            let kind = match kind {
                Some(NounKind::Title) => "title",
                Some(NounKind::Group) => "group",
                Some(NounKind::Body) => "body",
                None if entry.no_plural => "group",
                Some(NounKind::Role) | None => "role",
            };
            let gender = ours.and_then(|n| n.gender).map(String::from).unwrap_or_default();
            self.nouns.add(&[noun, kind, &sector, &gender]);
            self.counts.nouns += 1;
        }
    }

    /// A noun of several words is of the kind of its last ones: "riot police" as "police".
    fn kind_of_last(&self, noun: &str) -> Option<NounKind> {
        let ends = noun.match_indices(' ').map(|(i, _)| &noun[i + 1..]);
        ends.filter_map(|end| self.known.actors.nouns.get(end)).map(|n| n.kind).next()
    }

    /// The files, below a line that says where they come from.
    pub fn finish(self, from: &str, out: &mut Imported) {
        let entries = out.counts.entries;
        out.counts = Counts { entries, ..self.counts };
        out.notes.extend(self.notes);
        let columns = "name\taliases\tkind\tcountry\tcode\tsector\tmembers\tfrom\tto";
        for (path, columns, rows) in [
            ("actors/people/imported.tsv", "name\taliases\tgender\tcountry\tsector\trole\tfrom\tto", self.people),
            ("actors/organizations.tsv", columns, self.bodies),
            ("actors/groups.tsv", columns, self.groups),
            ("en/roles.tsv", "noun\tkind\tsector\tgender", self.nouns),
        ] {
            if rows.text.is_empty() {
                continue;
            }
            let mut text = String::new();
            // Writing to a string cannot fail.
            let from = from.replace(char::is_control, " ");
            let _ = writeln!(
                text,
                "# Made by demarche lexicon import --from petrarch of {from}; their licences hold for it.\n{columns}"
            );
            text.push_str(&rows.text);
            out.files.push((path.to_owned(), text));
        }
    }
}

fn day(date: Option<Date>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}
