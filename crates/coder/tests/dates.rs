//! Expressions of time: the table of cases, the data file's faults, and arbitrary texts.

use demarche_coder::dates::{self, DateWords, TimeExpr};
use demarche_coder::lexicon::Source;
use demarche_syntax::{Document, segment::segment};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const CASES: &str = include_str!("dates.tsv");
const DATA: &str = include_str!("../../../data/en/dates.toml");

fn words() -> DateWords {
    DateWords::english().unwrap_or_else(|e| panic!("{e}"))
}

fn find(text: &str, words: &DateWords, published: Option<Date>) -> (Document, Vec<TimeExpr>) {
    let document = segment(text.to_owned());
    let found = dates::find(&document, words, published);
    (document, found)
}

fn row(text: &str, t: &TimeExpr) -> [String; 5] {
    let day = |d: Option<Date>| d.map_or("-".to_owned(), |d| d.to_string());
    let kind = format!("{:?}", t.kind).to_uppercase();
    [t.span.of(text).to_owned(), kind, t.value.clone().unwrap_or("-".to_owned()), day(t.from), day(t.to)]
}

#[test]
fn every_case_of_the_table_holds() {
    let words = words();
    let mut faults = Vec::new();
    let mut cases = 0;
    for (number, line) in CASES.lines().enumerate().skip(2).filter(|(_, l)| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [published, sentence, want @ ..] = &cells[..] else { panic!("line {}: {line}", number + 1) };
        let published = (*published != "-").then(|| published.parse().unwrap());
        let (document, found) = find(sentence, &words, published);
        let got: Vec<[String; 5]> = found.iter().map(|t| row(&document.text, t)).collect();
        let holds = if want[0] == "-" { got.is_empty() } else { got.iter().any(|g| g == want) };
        if !holds {
            faults.push(format!("dates.tsv:{}: {sentence}\n  want {want:?}\n  got  {got:?}", number + 1));
        }
        cases += 1;
    }
    assert!(faults.is_empty(), "{} of {cases} cases fail\n{}", faults.len(), faults.join("\n"));
    assert!(cases >= 200);
}

#[test]
fn limits_durations_and_vague_times_date_no_event() {
    let words = words();
    let points = |text| {
        let (_, found) = find(text, &words, Some(date(2025, 8, 20)));
        found.iter().map(|t| t.days().is_some()).collect::<Vec<_>>()
    };
    assert_eq!(points("They met on Monday and in 2019."), [true, true]);
    assert_eq!(points("Since 2014 it has been shut until now for three days every week."), [false; 4]);
    assert_eq!(points("It will open soon, in the past two weeks it was shut."), [false; 2]);
}

#[test]
fn faults_of_the_data_file_name_file_and_line() {
    let fault = |from: &str, to: &str| {
        assert!(DATA.contains(from), "{from}");
        let text = DATA.replacen(from, to, 1);
        let path = "en/dates.toml".to_owned();
        DateWords::load(&Source { path, text: text.into(), own: true }).unwrap_err().to_string()
    };
    let line = |of: &str| 1 + DATA[..DATA.find(of).unwrap()].matches('\n').count();
    let at = |of: &str, message: &str, what: &str| {
        assert!(message.starts_with(&format!("en/dates.toml:{}:", line(of))) && message.contains(what), "{message}");
    };
    at("january = 1\n", &fault("january = 1\n", "january = 13\n"), "from 1 to 12");
    at("january = 1\n", &fault("january = 1\n", "January = 1\n"), "lower case");
    at("week = \"week\"", &fault("week = \"week\"", "week = \"sennight\""), "sennight");
    at("date = \"12-24\"", &fault("date = \"12-24\"", "date = \"12-32\""), "12-25");
    at("article = [", &fault("article = [", "articel = ["), "articel");
    at("noon = \"12:00\"", &fault("noon = \"12:00\"", "noon = \"25:00\""), "12:00");
    at("\"Super Tuesday\"", &fault("\"Super Tuesday\"", "\"Black Friday\""), "second time");
}

/// Pieces of expressions, to be put together without sense.
const SCRAPS: &[&str] = &[
    "Monday",
    "31",
    "February",
    "1999",
    "9999",
    "-",
    "'",
    "s",
    "the",
    "last",
    "next",
    "of",
    "99999999999",
    "years",
    "ago",
    "a",
    "hundred",
    "thousand",
    "million",
    "quarter",
    "third",
    "noon",
    "10:30",
    "p.m.",
    ",",
    ".",
    "mid",
    "Christmas",
    "weekend",
    "century",
    "two",
    "and",
    "half",
    "later",
    "0000-00-00",
    "2025-08-18",
    "é",
    "’",
    "%",
    "$",
    "to",
    "fiscal",
    "year",
    "end",
    "every",
    "other",
    "night",
    "before",
    "day",
    "1/2",
    "decades",
    "0",
    "May",
    "may",
    "from",
    "now",
    "T",
];

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".{0,120}", year in -9999i16..=9999, month in 1i8..=12) {
        check(&text, Some(date(year, month, 28)));
    }

    #[test]
    fn no_heap_of_scraps_makes_it_panic(
        scraps in proptest::collection::vec((proptest::sample::select(SCRAPS), any::<bool>()), 0..14),
        year in prop_oneof![Just(-9999i16), Just(9999), 1900i16..2100],
        dated in any::<bool>(),
    ) {
        let text: String = scraps.iter().map(|(s, glued)| format!("{}{s}", if *glued { "" } else { " " })).collect();
        check(&text, dated.then(|| date(year, 12, 31)));
    }
}

fn check(text: &str, published: Option<Date>) {
    thread_local!(static WORDS: DateWords = words());
    WORDS.with(|words| {
        let (document, found) = find(text, words, published);
        for t in &found {
            assert!(!t.span.of(&document.text).is_empty());
            assert!(t.from.zip(t.to).is_none_or(|(from, to)| from <= to), "{t:?}");
        }
        assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    });
}
