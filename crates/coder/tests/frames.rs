//! Every frame carries example sentences with the event that they must give. Parser and actors are not perfect, so
//! some examples fail; the share that holds may only grow: raise [`LEAST`] with it. Together they have to show every
//! type and mode of PLOVER and every act of CAMEO, each by an example that really gives it.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use demarche_coder::lexicon::Lexicon;
use demarche_coder::record::{Event, Stance};
use demarche_coder::{Article, Coder, Workspace};
use demarche_syntax::Parser;

/// Share of examples whose types and statuses all come out, in percent.
const LEAST: usize = 92;

/// Fewest verbs and predicates, and event nouns with the verbs that carry them.
const LEAST_PREDICATES: [usize; 2] = [1500, 500];

/// An example with what it gives.
struct Coded {
    /// File and line.
    at: String,
    /// Sentence, `=>`, expectation.
    text: String,
    /// PLOVER type, mode and CAMEO code of the frame that the example stands under.
    frame: [Option<String>; 3],
    /// What comes out.
    events: Vec<Event>,
    /// Where somebody is found to stand.
    stances: Vec<Stance>,
}

fn lexicon() -> Lexicon {
    Lexicon::load(Vec::new()).unwrap()
}

/// All examples of all frames.
fn coded() -> Vec<Coded> {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax")).unwrap();
    let coder = Coder::new(Arc::new(parser), lexicon());
    let mut workspace = Workspace::default();
    let mut out = Vec::new();
    for frame in coder.lexicon().frames.all().to_vec() {
        for example in &frame.examples {
            let (sentence, _) = expected(&example.text);
            let record = coder.code(Article { text: sentence.into(), ..Article::default() }, &mut workspace);
            out.push(Coded {
                at: format!("{}:{}", frame.origin.0, example.line),
                text: example.text.clone(),
                frame: [&frame.kind, &frame.mode, &frame.cameo].map(|c| c.as_deref().map(String::from)),
                events: record.events,
                stances: record.positions.iter().map(|p| p.stance).collect(),
            });
        }
    }
    out
}

/// The types, modes and statuses that an example expects: `sentence => TYPE[/mode] status: actors > recipients && …`.
fn expected(text: &str) -> (&str, Vec<(String, String)>) {
    let (sentence, events) = text.split_once("=>").unwrap_or_else(|| panic!("no => in {text:?}"));
    let event = |e: &str| {
        let head = e.split(':').next().unwrap_or_default();
        let mut words = head.split_whitespace();
        let kind = words.next().unwrap_or_default().split('/').next().unwrap_or_default();
        (kind.to_owned(), words.next().unwrap_or_default().to_owned())
    };
    let told = |kind: &str| kind != "none" && stance(kind).is_none();
    let events = events.split("&&").map(event).filter(|(kind, _)| told(kind)).collect();
    (sentence.trim(), events)
}

/// The stance that the example of a frame without an act expects: `sentence => opposes`.
fn stance(word: &str) -> Option<Stance> {
    match word {
        "supports" => Some(Stance::Supports),
        "opposes" => Some(Stance::Opposes),
        "conditional" => Some(Stance::Conditional),
        "undecided" => Some(Stance::Undecided),
        _ => None,
    }
}

#[test]
fn examples_give_their_events() {
    let (mut all, mut right) = (0, 0);
    let mut unseen_stances = Vec::new();
    for example in coded() {
        let (_, wanted) = expected(&example.text);
        let found: Vec<(String, String)> =
            example.events.iter().map(|e| (e.kind.clone(), format!("{:?}", e.status).to_lowercase())).collect();
        let stands = example.text.split_once("=>").and_then(|(_, e)| stance(e.trim()));
        let holds = match stands {
            Some(stance) => example.stances.contains(&stance),
            None if wanted.is_empty() => found.is_empty(),
            None => wanted.iter().all(|w| found.contains(w)),
        };
        all += 1;
        right += usize::from(holds);
        if !holds && stands.is_some() {
            unseen_stances.push(example.text.clone());
        }
        if !holds {
            println!("{}: {} gives {found:?} {:?}", example.at, example.text, example.stances);
        }
    }
    println!("{right} of {all} examples hold");
    assert!(unseen_stances.is_empty(), "stances that do not show: {unseen_stances:?}");
    assert!(right * 100 >= LEAST * all, "only {right} of {all} examples hold");
}

/// Every type, every mode and every CAMEO code to the third digit comes out of an example of a frame that names it,
/// or that takes it from the act below. Codes of the root 01 are words without an act: statements, found by cues.
#[test]
fn every_code_has_an_example() {
    let mut shown = BTreeSet::new();
    for example in coded() {
        for event in &example.events {
            let [kind, mode, cameo] = &example.frame;
            if kind.as_ref() == Some(&event.kind) {
                shown.insert(event.kind.clone());
                if mode.is_none() || *mode == event.mode {
                    shown.extend(event.mode.iter().map(|m| format!("{}/{m}", event.kind)));
                }
                if cameo.as_ref().is_some_and(|c| c.get(..2) == event.cameo.as_deref().and_then(|e| e.get(..2))) {
                    shown.extend(event.cameo.iter().flat_map(|c| [c.clone(), c.chars().take(3).collect()]));
                }
            }
        }
    }
    let ontology = include_str!("../../../data/plover.tsv").lines().skip(2);
    let kinds = ontology.map(|row| {
        let mut cells = row.split('\t');
        match (cells.next().unwrap(), cells.next().unwrap()) {
            (kind, "") => kind.to_owned(),
            (kind, mode) => format!("{kind}/{mode}"),
        }
    });
    let over = include_str!("../../../data/modes.tsv").lines().filter(|row| !row.starts_with('#')).skip(1);
    let modes = over.filter_map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        (!cells[2].is_empty()).then(|| format!("{}/{}", cells[0], cells[2]))
    });
    let codes: Vec<&str> = include_str!("../../../data/cameo.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
        .skip(1)
        .map(|row| row.split('\t').next().unwrap())
        .filter(|code| !code.starts_with("01"))
        .collect();
    let to_third = codes.iter().filter(|c| c.len() == 3).map(|c| (*c).to_owned());
    let wanted: BTreeSet<String> = kinds.chain(modes).chain(to_third).collect();
    let missing: Vec<&String> = wanted.difference(&shown).collect();
    let fourth: Vec<&&str> = codes.iter().filter(|c| c.len() == 4 && !shown.contains(**c)).collect();
    println!("{} of {} types, modes and codes have an example", wanted.len() - missing.len(), wanted.len());
    println!("without one: {missing:?}");
    println!("codes of four digits without one: {} {fourth:?}", fourth.len());
    assert!(missing.is_empty(), "types, modes and codes without an example that gives them: {missing:?}");
}

#[test]
fn there_are_words_for_most_acts() {
    let frames = lexicon().frames;
    let [verbs, nouns, adjectives] = frames.counts();
    let mut carried = BTreeMap::new();
    for frame in frames.all() {
        *carried.entry(frame.kind.as_deref().unwrap_or("none")).or_insert(0) += frame.light.len();
    }
    println!("{} frames: {verbs} verbs, {adjectives} adjectives, {nouns} event nouns", frames.all().len());
    println!("verbs that carry nouns, by type: {carried:?}");
    assert!(verbs + adjectives >= LEAST_PREDICATES[0], "{verbs} verbs and {adjectives} adjectives");
    assert!(nouns >= LEAST_PREDICATES[1], "{nouns} event nouns");
}
