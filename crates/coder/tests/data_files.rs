//! Every data file is read, and a fault names file and line.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use demarche_coder::lexicon::actors::Entry;
use demarche_coder::lexicon::{Lexicon, Source};

fn own(path: &str, text: &'static str) -> Vec<Source> {
    vec![Source { path: path.into(), text: text.into(), own: true }]
}

#[test]
fn all_built_in_files_load() {
    let lexicon = Lexicon::load(Vec::new()).unwrap_or_else(|e| panic!("{e}"));
    let [verbs, nouns, adjectives] = lexicon.frames.counts();
    println!("{} frames: {verbs} verbs, {nouns} nouns, {adjectives} adjectives", lexicon.frames.all().len());
    assert!(verbs > 30 && !lexicon.cues.all().is_empty());
}

#[test]
fn given_names_come_from_all_over_and_are_neither_states_nor_role_nouns() {
    let lexicon =
        Lexicon::load(own("en/given_names.tsv", "name\tgender\nSasha\tf\n")).unwrap_or_else(|e| panic!("{e}"));
    let given = &lexicon.actors.given;
    assert!(given.len() >= 4_000, "{} names", given.len());
    for (name, gender) in [("Amina", 'f'), ("Oleksandr", 'm'), ("Chukwudi", 'm'), ("Yoshiko", 'f'), ("Sitiveni", 'm')] {
        assert_eq!(given.get(name), Some(&gender), "{name}");
    }
    assert_eq!(given.get("Sasha"), Some(&'f'), "a user's own entry wins");
    for name in given.keys() {
        assert!(name.chars().next().is_some_and(char::is_uppercase), "{name} is no name");
        assert!(!lexicon.actors.states.iter().any(|s| s.name == **name), "{name} is first of all a state");
        assert!(!lexicon.actors.nouns.contains_key(&*name.to_lowercase()), "{name} is a role noun");
    }
    let fault = Lexicon::load(own("en/given_names.tsv", "name\tgender\nAda\tw\n")).unwrap_err().to_string();
    assert!(fault.starts_with("en/given_names.tsv:2: \"w\""), "{fault}");
}

/// A bare name that several places share, and the one that news means by it.
#[test]
fn bare_names_mean_the_place_that_news_means() {
    let lexicon = Lexicon::load(Vec::new()).unwrap_or_else(|e| panic!("{e}")).actors;
    for (name, meant, country) in [
        ("Gaza", "Gaza Strip", "PSE"),
        ("Gaza City", "Gaza City", "PSE"),
        ("Georgia", "Georgia", "GEO"),
        ("Jordan", "Jordan", "JOR"),
        ("Mexico", "Mexico", "MEX"),
        ("Guatemala", "Guatemala", "GTM"),
        ("Hyderabad", "Hyderabad", "IND"),
        ("Rafah", "Rafah", "PSE"),
        ("Birmingham", "Birmingham", "GBR"),
        ("Victoria", "Victoria", "AUS"),
    ] {
        let found = lexicon.names.longest(name.split(' ')).unwrap_or_else(|| panic!("{name} is not known"));
        let places = found.entries.iter().filter_map(|e| match e {
            Entry::Place(n) => Some(&lexicon.places[*n as usize]),
            _ => None,
        });
        let heaviest = places.max_by_key(|p| p.weight).unwrap_or_else(|| panic!("{name} is no place"));
        assert_eq!((&*heaviest.name, heaviest.country.as_deref()), (meant, Some(country)), "{name}");
    }
    let format = lexicon.bodies.iter().find(|b| b.name == "E3").expect("the E3 are listed");
    assert_eq!(format.members, ["GBR", "FRA", "DEU"]);
}

#[test]
fn faults_in_a_users_own_files_name_file_and_line() {
    let fault = |path: &str, text| Lexicon::load(own(path, text)).unwrap_err().to_string();
    let frame = "\n[[frame]]\nverbs = [\"meet\"]\ntype = \"CONSULTS\"\nactor = [\"subj\"]\nexamples = [\"x\"]\n";
    assert_eq!(
        fault("en/frames/own.toml", frame),
        "en/frames/own.toml:2: CONSULTS is no PLOVER type; plover.tsv has them"
    );
    let typo = fault("en/frames/own.toml", "[[frame]]\nverb = [\"meet\"]\n");
    assert!(typo.starts_with("en/frames/own.toml:2:") && typo.contains("verb"), "{typo}");
    let class = "[[frame]]\nverbs = [\"x\"]\ntype = \"AID\"\nwhen = { obj = [\"@nothing\"] }\nexamples = [\"x\"]\n";
    assert!(fault("en/frames/own.toml", class).contains("@nothing is not defined"));
    assert!(fault("en/frame.toml", "").contains("data/README.md"));
    assert!(fault("plover.tsv", "type\tmode\n").starts_with("plover.tsv:1:"));
    // A user's own stands instead of ours, and its codes are looked up.
    let ours = include_str!("../../../data/en/descriptions.toml");
    let odd: &'static str = ours.replace("sultanate = [\"OMN\"", "sultanate = [\"OMX\"").leak();
    let line = odd.lines().position(|l| l.contains("OMX")).unwrap() + 1;
    let told = format!("en/descriptions.toml:{line}: OMX is no state's code; actors/states.tsv has them");
    assert_eq!(fault("en/descriptions.toml", odd), told);
}

/// Offices that one person holds at a time, by how their roles begin.
const SINGLE: [&str; 6] = [
    "president of",
    "prime minister of",
    "foreign minister of",
    "defence minister of",
    "secretary-general of",
    "emir of",
];

/// Those that two claimed or shared for a while.
const SHARED: [&str; 3] = ["president of Ivory Coast", "president of Madagascar", "prime minister of Cambodia"];

/// First and last day of a term as it is surely meant: of a bare year only its end, or its beginning, is sure.
fn sure(cell: &str, last: bool) -> String {
    match (cell.len(), last) {
        (0, _) => if last { "9999" } else { "0000" }.to_owned(),
        (4, false) => format!("{cell}-12-28"),
        (4, true) => format!("{cell}-01-01"),
        (7, false) => format!("{cell}-28"),
        (7, true) => format!("{cell}-01"),
        _ => cell.to_owned(),
    }
}

#[test]
fn no_office_has_two_holders_and_no_term_ends_before_it_begins() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/actors/people");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let mut terms: std::collections::BTreeMap<String, Vec<(String, String, String, String)>> =
        std::collections::BTreeMap::new();
    let mut faults = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.starts_with("name\t"))
        {
            let cells: Vec<&str> = line.split('\t').collect();
            let at = format!("{}:{}", file.file_name().unwrap().display(), number + 1);
            let (from, to) = (cells[6], cells.get(7).copied().unwrap_or_default());
            let len = from.len().min(to.len());
            if from[..len] > to[..len] {
                faults.push(format!("{at}: {} ends before it begins", cells[5]));
            }
            if SINGLE.iter().any(|s| cells[5].starts_with(s)) && !SHARED.contains(&cells[5]) {
                let term = (sure(from, false), sure(to, true), cells[0].to_owned(), at);
                terms.entry(cells[5].to_owned()).or_default().push(term);
            }
        }
    }
    assert!(terms.len() > 300, "{} offices", terms.len());
    for (office, mut holders) in terms {
        holders.sort();
        for (i, a) in holders.iter().enumerate() {
            for b in holders[i + 1..].iter().filter(|b| b.2 != a.2) {
                // A handover may take a month.
                let end = a.1.clone().min(b.1.clone());
                if months(&b.0, &end) > 1 {
                    faults.push(format!("{office}: {} ({}) and {} ({})", a.2, a.3, b.2, b.3));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Months from one day to another.
fn months(from: &str, to: &str) -> i32 {
    let of = |day: &str| {
        let number = |part: Option<&str>| part.and_then(|p| p.parse::<i32>().ok());
        let mut parts = day.split('-');
        number(parts.next()).unwrap_or(0) * 12 + number(parts.next()).unwrap_or(1)
    };
    of(to) - of(from)
}
