//! Every data file is read, and a fault names file and line.

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
}
