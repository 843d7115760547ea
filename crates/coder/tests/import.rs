//! Whatever a dictionary holds, what is made of it can be used.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::sync::LazyLock;

use demarche_coder::lexicon::check::check;
use demarche_coder::lexicon::import::petrarch;
use demarche_coder::lexicon::{Lexicon, Source};
use proptest::prelude::*;

fn source(path: &str, text: String) -> Source {
    Source { path: path.to_owned(), text: text.into(), own: true }
}

static KNOWN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(Vec::new()).unwrap());

/// A scrap of a dictionary's line.
fn scrap() -> impl Strategy<Value = String> {
    const SCRAPS: &[&str] = &[
        "\n",
        "\n+",
        "\n\t[NORGOV 990101-000101]",
        " [AFG]",
        " [~COP]",
        " {}",
        "[---]",
        "[IGOUNO >",
        "#",
        ";",
        "<!--",
        "-->",
        "!P! = MAN, MEN\n",
        "X!P!",
        "ANNA_",
        "THE_",
        "(FLF)_",
        "PRESIDENT_",
        "MC",
        "O'",
        "AL-",
        "É",
        "…",
        "|",
        "\t",
        " ",
        "_",
        "<310231]",
        "]",
        "[",
        "[PERREB]",
    ];
    prop_oneof![4 => prop::sample::select(SCRAPS).prop_map(str::to_owned), 1 => "\\PC{0,3}", 1 => "[A-Z_]{1,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_dictionary_makes_files_that_do_not_load(scraps in prop::collection::vec(scrap(), 0..60)) {
        let imported = petrarch(&[source("d.txt", scraps.concat())], &KNOWN).unwrap();
        let own: Vec<Source> = imported.files.into_iter().map(|(path, text)| source(&path, text)).collect();
        let report = check(&own).unwrap();
        prop_assert!(report.faults.is_empty(), "{:?}", report.faults);
    }
}

#[test]
fn a_check_names_every_fault_and_what_stands_before_ours() {
    let people = "name\taliases\tgender\tcountry\tsector\trole\tfrom\tto\n\
        Anna Bergvik\t\tf\tNOR\tGOV\tforeign minister of Norway\t1998\t2001\n\
        Karl Dahl\t\tm\tNRW\tGOVV\tminister\t2005\t1999\n\
        too\tfew\n\
        Erik Fjeld\t\tm\tNOR\tGOV\tminister\tyesterday\t\n\
        Angela Merkel\t\tf\tDEU\tGOV\tchancellor of Germany\t2005\t2021\n";
    let frames = "[[frame]]\nverbs = [\"x\"]\ntype = \"NONE\"\nexamples = [\"x\"]\n\n[[frame]]\nverb = [\"y\"]\n\n\
        [[frame]]\nverbs = [\"parley\"]\ntype = \"CONSULT\"\nactor = [\"subj\"]\nexamples = [\"x\"]\n";
    let own = [
        source("actors/people/own.tsv", people.to_owned()),
        source("en/frames/own.toml", frames.to_owned()),
        source("places.tsv", "name\tkind\n".to_owned()),
        source("peoples.tsv", String::new()),
    ];
    let report = check(&own).unwrap();
    let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
    let expected = [
        ("actors/people/own.tsv:3:", "NRW"),
        ("actors/people/own.tsv:3:", "GOVV"),
        ("actors/people/own.tsv:3:", "ends before"),
        ("actors/people/own.tsv:4:", "2 cells"),
        ("actors/people/own.tsv:5:", "yesterday"),
        ("en/frames/own.toml:1:", "NONE"),
        ("en/frames/own.toml:7:", "verb"),
        ("peoples.tsv:", "data/README.md"),
        ("places.tsv:1:", "columns"),
    ];
    assert_eq!(faults.len(), expected.len(), "{faults:#?}");
    for (place, word) in expected {
        assert!(faults.iter().any(|f| f.starts_with(place) && f.contains(word)), "{place} {word}: {faults:#?}");
    }
    let warnings: Vec<String> = report.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("actors/people/own.tsv:6:") && warnings[0].contains("the person Angela Merkel"));
    assert_eq!(report.read, [("actors/people/own.tsv".to_owned(), 3), ("en/frames/own.toml".to_owned(), 1)]);
}

/// The same look at our own tables: codes that are none, times that run backwards.
#[test]
fn our_own_tables_pass_the_check() {
    let tables = |s: &Source| s.path.starts_with("actors/people/") || s.path == "places.tsv";
    let bodies = |s: &Source| s.path.starts_with("actors/") && !s.path.contains("states.tsv");
    let ours: Vec<Source> =
        demarche_coder::lexicon::sources::built_in().into_iter().filter(|s| tables(s) || bodies(s)).collect();
    let faults = check(&ours).unwrap().faults;
    assert!(faults.is_empty(), "{}", faults.iter().map(|f| format!("{f}\n")).collect::<String>());
}
