//! Segmentation by tables of texts with their sentences and tokens (`tests/segment/*.txt`), and by
//! properties that hold for any text.
//!
//! A case is a heading `=== name`, the text, a line `---`, and a line per sentence: tokens with one
//! space between them, `_` before a token that is joined to the one before it; a heading's line begins
//! with `# `, and a line `¶` stands where a new paragraph begins. `\r`, `\n` and `\t` in a text stand for those characters.

use std::path::Path;

use demarche_syntax::segment::segment;
use demarche_syntax::{Document, Kind};
use proptest::prelude::*;

fn shown(document: &Document) -> String {
    let mut out = String::new();
    let mut paragraph = 0;
    for sentence in &document.sentences {
        if sentence.paragraph != paragraph {
            out.push_str("¶\n");
            paragraph = sentence.paragraph;
        }
        if sentence.kind == Kind::Heading {
            out.push_str("# ");
        }
        for (i, token) in sentence.tokens.iter().enumerate() {
            out.push_str(if i > 0 { " " } else { "" });
            out.push_str(if token.joined { "_" } else { "" });
            out.push_str(token.form(&document.text));
        }
        out.push('\n');
    }
    out
}

#[test]
fn tables() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/segment");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let mut faults = String::new();
    let mut cases = 0;
    for file in files {
        let table = std::fs::read_to_string(&file).unwrap();
        for case in table.split("\n=== ").skip(1) {
            let (name, case) = case.split_once('\n').unwrap();
            let (text, expected) = case.split_once("\n---\n").unwrap_or_else(|| panic!("{name}: no line ---"));
            let text = text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
            let found = shown(&segment(text));
            if found.trim() != expected.trim() {
                let file = file.file_name().unwrap().display();
                faults.push_str(&format!("\n{file}, {name}:\n{found}instead of\n{}\n", expected.trim()));
            }
            cases += 1;
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(cases > 50, "only {cases} cases were found");
}

/// White space and what shows no ink.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn check(text: String) {
    let document = segment(text.clone());
    assert_eq!(document.text, text);
    let mut end = 0;
    let mut paragraph = 0;
    for sentence in &document.sentences {
        assert!(sentence.paragraph >= paragraph);
        paragraph = sentence.paragraph;
        assert!(!sentence.tokens.is_empty());
        assert!(sentence.tokens.len() <= 181, "a sentence of {} tokens", sentence.tokens.len());
        assert_eq!(sentence.span.start, sentence.tokens[0].span.start);
        assert_eq!(sentence.span.end, sentence.tokens[sentence.tokens.len() - 1].span.end);
        assert!(!sentence.tokens[0].joined);
        for token in &sentence.tokens {
            assert!(token.span.start >= end && token.span.start < token.span.end && token.span.end <= text.len());
            assert!(text[end..token.span.start].chars().all(is_blank), "ink is left out before {token:?}");
            assert!(!token.joined || token.span.start == end);
            assert!(!token.form(&text).contains(is_blank), "a token with white space: {:?}", token.form(&text));
            end = token.span.end;
        }
    }
    assert!(text[end..].chars().all(is_blank));
}

/// Characters that the rules look at, mixed with others.
fn fragment() -> impl Strategy<Value = String> {
    let texts = [
        "Mr.",
        "U.S.",
        "p.m.",
        "No.",
        "don't",
        "it’s",
        "cannot",
        "gonna",
        "dunno",
        "leaders'",
        "Russia’s",
        "'72",
        "www.",
        "http://",
        "@",
        "x@y.z",
        "#",
        "$",
        "US$",
        "5",
        "3.5",
        "9/11",
        "10:30",
        "5pm",
        "-",
        "--",
        "—",
        "...",
        "…",
        ".",
        "!",
        "?",
        "\"",
        "“",
        "”",
        "'",
        "‘",
        "’",
        "«",
        "(",
        ")",
        "[",
        "]",
        ":)",
        ";",
        ",",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\n\n",
        "The",
        "said",
        "İ",
        "ß",
        "é",
        "日本",
        "👍🏽",
        "e\u{301}",
        "\u{200b}",
        "\u{a0}",
        "\0",
        "al-Qaeda",
        "pre-",
        "1-2",
        "&",
        "/",
        "a",
        "Z",
    ];
    proptest::sample::select(texts.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_cut_whole(text in any::<String>()) {
        check(text);
    }

    #[test]
    fn any_mixture_is_cut_whole(parts in prop::collection::vec(fragment(), 0..60)) {
        check(parts.concat());
    }

    #[test]
    fn the_same_text_gives_the_same_document(parts in prop::collection::vec(fragment(), 0..30)) {
        let text = parts.concat();
        prop_assert_eq!(format!("{:?}", segment(text.clone())), format!("{:?}", segment(text)));
    }
}

/// Texts that would take for ever if any rule looked ahead without bound.
#[test]
fn large_texts_without_end_are_read() {
    check("word and ".repeat(5_000_000 / 9));
    let size = 500_000;
    for unit in ["a", "a.", "1-", "1/", "\"", "?\"", "(", "a-a@", "U.S. ", "’", "x\n", "日", ":", "-)", ".\n\n"] {
        check(unit.repeat(size / unit.len()));
    }
}
