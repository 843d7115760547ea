//! What each kind of input gives, in files made here, and that no bytes whatever stop a reader.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use demarche_intake::{Article, Options, Place, open};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::date;
use proptest::prelude::*;

/// The articles and faults of a file of that name with these bytes.
fn read(name: &str, bytes: &[u8]) -> Vec<Result<Article, String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let options = Options::default();
    let items = open(&[path], &options).unwrap();
    let short = |what: String| what.replace(&format!("{}/", folder.path().display()), "");
    items.map(|item| item.and_then(|raw| raw.article(&options)).map_err(|e| short(e.to_string()))).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

const STORY: &str = "<p>The foreign ministers of Egypt and Qatar met in Cairo on Monday to discuss a ceasefire, officials said, \
as mediators pressed for an agreement before the end of the month.</p><p>Egypt's foreign minister said that the talks had \
made progress, and that both delegations would return to the capital within days to go on with them.</p><p>An official of \
the other side said on Sunday that ten prisoners would go free if the troops withdrew from the city by Friday.</p>";

fn page(head: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en-GB\"><head><title>Ministers meet</title>{head}</head><body><nav>Home | World | Sport</nav>\
<article><h1>Ministers meet</h1>{STORY}</article><footer>All rights reserved</footer></body></html>"
    )
}

fn record(kind: &str, url: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-07T08:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn response(html: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}")
}

#[test]
fn lines_give_articles_and_faults_with_their_numbers() {
    let lines = "{\"id\":7,\"text\":\"Iran rejected the offer.\",\"date\":\"2025-01-02T10:00:00Z\",\"title\":null}\n\nno json\n\
{\"content\":\"Second.\",\"headline\":\"H\",\"publisher\":\"Wire\",\"link\":\"https://example.org/2\"}\n[1]\n{\"title\":\"no text\"}\n{\"text\":\" \"}\n\
{\"text\":\"x\",\"date\":\"soon\"}\n";
    let found = read("a.jsonl", lines.as_bytes());
    let first = found[0].as_ref().unwrap();
    assert_eq!((first.id.as_deref(), first.date), (Some("7"), Some(date(2025, 1, 2))));
    assert!(found[1].as_ref().is_err_and(|e| e.starts_with("a.jsonl:3: no JSON object")), "{found:?}");
    let second = found[2].as_ref().unwrap();
    assert_eq!((&second.text[..], second.title.as_deref()), ("Second.", Some("H")));
    assert_eq!((second.source.as_deref(), second.url.as_deref()), (Some("Wire"), Some("https://example.org/2")));
    let faults = [
        "a.jsonl:5: no JSON object;",
        "a.jsonl:6: no `text`",
        "a.jsonl:7: holds no text",
        "a.jsonl:8: \"soon\" is no date",
    ];
    for (item, fault) in found[3..].iter().zip(faults) {
        assert!(item.as_ref().is_err_and(|e| e.starts_with(fault)), "{item:?} {fault}");
    }
    assert_eq!(found.len(), 7);
    // The same in gzip, and under a name that says nothing.
    assert_eq!(read("a.jsonl.gz", &gzip(lines.as_bytes())).len(), 7);
    assert_eq!(read("a", lines.as_bytes()).iter().filter(|i| i.is_ok()).count(), 2);
}

#[test]
fn tables_are_read_by_the_names_of_their_columns() {
    let csv = "Headline,Body,Published at,URL\r\nTalks,\"They met,\nand parted.\",2025-08-20,https://example.org/1\r\nx,,2025-08-20,\r\n";
    let found = read("t.csv", csv.as_bytes());
    let first = found[0].as_ref().unwrap();
    assert_eq!((&first.text[..], first.title.as_deref()), ("They met,\nand parted.", Some("Talks")));
    assert_eq!((first.date, first.url.as_deref()), (Some(date(2025, 8, 20)), Some("https://example.org/1")));
    assert!(found[1].as_ref().is_err_and(|e| e == "t.csv:4: holds no text"), "{found:?}");
    assert_eq!(read("t.tsv", b"id\ttext\n1\tThey met.\n")[0].as_ref().unwrap().id.as_deref(), Some("1"));
    let none = read("t.csv", b"a,b\n1,2\n");
    assert!(none[0].as_ref().is_err_and(|e| e.contains("no column holds the text") && e.contains("a, b")), "{none:?}");
}

#[test]
fn a_page_gives_its_article_and_what_it_says_of_itself() {
    let head = "<meta property=\"article:published_time\" content=\"2024-05-06T22:00:00+02:00\"><meta property=\"og:site_name\" content=\"The Post\">";
    let found = read("p.html", page(head).as_bytes());
    let article = found[0].as_ref().unwrap();
    assert_eq!((article.title.as_deref(), article.source.as_deref()), (Some("Ministers meet"), Some("The Post")));
    assert_eq!((article.date, article.language.as_deref()), (Some(date(2024, 5, 6)), Some("en")));
    assert!(article.text.contains("met in Cairo") && article.text.contains("\n\n"), "{}", article.text);
    assert!(!article.text.contains("All rights") && !article.text.contains("Sport"), "{}", article.text);
    // A date in a time element; an encoding that only the page names.
    let old = page("<meta charset=\"iso-8859-1\">")
        .replace("Qatar", "S\u{e3}o Tom\u{e9}")
        .replace("<h1>", "<time datetime='2023-02-01'>1 February</time><h1>");
    let bytes: Vec<u8> = old.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let found = read("old", &bytes);
    let article = found[0].as_ref().unwrap();
    assert!(article.text.contains("S\u{e3}o Tom\u{e9}"), "{}", article.text);
    assert_eq!(article.date, Some(date(2023, 2, 1)));
    assert!(read("e.html", b"<html><body></body></html>")[0].is_err());
}

#[test]
fn feeds_give_their_entries() {
    let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Wire</title><link>https://example.org</link><description>d</description>\
<language>en-us</language><item><title>Sanctions</title><link>https://example.org/1</link><pubDate>Wed, 20 Aug 2025 10:15:00 GMT</pubDate>\
<description>&lt;p&gt;The Union imposed sanctions &amp;amp; tariffs on Tuesday.&lt;/p&gt;</description></item><item><title>Only a link</title></item></channel></rss>";
    let found = read("feed.xml", rss.as_bytes());
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.text, "The Union imposed sanctions & tariffs on Tuesday.");
    assert_eq!((first.date, first.source.as_deref()), (Some(date(2025, 8, 20)), Some("Wire")));
    assert_eq!(first.origin.place, Place::Entry(1));
    assert!(found[1].as_ref().is_err_and(|e| e.starts_with("feed.xml: entry 2: the entry holds no text")), "{found:?}");
    assert!(read("f.rss", b"<rss")[0].is_err());
}

#[test]
fn an_archive_gives_its_pages_and_goes_on_after_a_damaged_one() {
    let good = response(&page(""));
    let parts = [
        record("warcinfo", "", "software: test"),
        record("response", "https://www.example.org/a", &good),
        record("response", "https://example.org/image", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"),
        record("response", "https://example.org/broken", "no response"),
        "stray bytes\r\n".to_owned(),
        record("response", "https://example.org/b", &good),
    ];
    let found = read("a.warc", parts.concat().as_bytes());
    let pages: Vec<&Article> = found.iter().filter_map(|f| f.as_ref().ok()).collect();
    assert_eq!(pages.len(), 2, "{found:?}");
    assert_eq!((pages[0].source.as_deref(), pages[0].date), (Some("example.org"), Some(date(2024, 5, 7))));
    assert_eq!(found.iter().filter(|f| f.is_err()).count(), 2, "{found:?}");
    // As the news crawl packs them: one member a record, the second of three damaged.
    let mut members: Vec<Vec<u8>> = ["a", "b", "c"]
        .iter()
        .map(|n| gzip(record("response", &format!("https://example.org/{n}"), &good).as_bytes()))
        .collect();
    let middle = members[1].len() / 2;
    members[1][middle..middle + 16].fill(0xff);
    let found = read("a.warc.gz", &members.concat());
    let urls: Vec<&str> = found.iter().filter_map(|f| f.as_ref().ok()?.url.as_deref()).collect();
    assert_eq!(urls, ["https://example.org/a", "https://example.org/c"], "{found:?}");
    assert!(found.iter().any(|f| f.as_ref().is_err_and(|e| e.contains("damaged"))), "{found:?}");
}

#[test]
fn folders_are_read_in_order_and_languages_told() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put(
        "2025-08-21-b.txt",
        "Le président a rencontré le chancelier à Paris pour discuter de la guerre et de la paix en Europe.",
    );
    put("2025-08-20-a.txt", "The president met the chancellor in Paris to discuss the war and the peace in Europe.");
    put(".hidden", "no");
    let options = Options::default();
    let items = open(&[folder.path().to_owned()], &options).unwrap();
    let found: Vec<Article> = items.map(|i| i.and_then(|r| r.article(&options)).unwrap()).collect();
    let told: Vec<_> = found.iter().map(|a| (a.date, a.language.as_deref())).collect();
    assert_eq!(told, [(Some(date(2025, 8, 20)), Some("en")), (Some(date(2025, 8, 21)), Some("fr"))]);
    assert!(
        open(&[PathBuf::from("no such file")], &options).is_err_and(|e| e.to_string() == "no such file: no such file")
    );
    let empty = tempfile::tempdir().unwrap();
    assert!(open(&[empty.path().to_owned()], &options).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_bytes_stop_a_reader(bytes in proptest::collection::vec(any::<u8>(), 0..2000), kind in 0..7usize, packed: bool) {
        let name = ["a.txt", "a.jsonl", "a.csv", "a.html", "a.rss", "a.warc", "a"][kind];
        let bytes = if packed { gzip(&bytes) } else { bytes };
        let _ = read(name, &bytes);
    }

    #[test]
    fn no_damage_to_an_archive_stops_it(at in 0..6000usize, byte: u8) {
        let good = response(&page(""));
        let mut bytes = [record("response", "https://example.org/a", &good), record("response", "https://example.org/b", &good)].concat().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let found = read("a.warc", &bytes);
        prop_assert!(found.len() <= 6);
    }
}
