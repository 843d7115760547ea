//! Fetching, against a server of our own in this process: what is refused, what is bounded, a feed that is watched.

#![cfg(feature = "net")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use assert_cmd::cargo::cargo_bin_cmd;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

const ARTICLE: &str = "<html><head><title>Talks in Cairo</title><meta property='article:published_time' content='2025-08-20T10:00:00Z'></head>\
    <body><article><p>The foreign minister of Egypt met the envoy of Qatar in Cairo on Tuesday. Israel rejected the offer of a truce.</p>\
    <p>Egypt said that it would host another round of talks next week, and Qatar welcomed the invitation to the meeting.</p></article></body></html>";

/// A server that answers each path as told, and notes what it was asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        Self::at("127.0.0.1")
    }

    fn at(address: &str) -> Self {
        let listener = TcpListener::bind((address, 0)).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (notes, host) = (Arc::clone(&asked), address.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (notes, host) = (Arc::clone(&notes), host.clone());
                std::thread::spawn(move || answer(stream, &notes, &host));
            }
        });
        Self { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn answer(mut stream: TcpStream, notes: &Mutex<Vec<String>>, host: &str) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let first = lines.next().unwrap().unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let headers: Vec<String> = lines.map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
    let has = |what: &str| headers.iter().any(|h| h.to_ascii_lowercase().contains(what));
    notes.lock().unwrap().push(format!("{path}{}", if has("user-agent: demarche/") { "" } else { " unnamed" }));
    let feed_of = |host: &str| {
        let item = |n: usize| {
            format!("<item><title>Report {n}</title><link>http://{host}/page{n}</link><guid>g{n}</guid></item>")
        };
        let (one, two) = (item(1), item(2));
        format!("<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title>{one}{two}</channel></rss>")
    };
    let feed = || feed_of(host);
    let (status, more, body): (&str, String, Vec<u8>) = match path.as_str() {
        "/robots.txt" => ("200 OK", String::new(), b"User-agent: *\nDisallow: /closed\n".to_vec()),
        "/page1" => ("200 OK", "Content-Type: text/html; charset=utf-8\r\n".into(), ARTICLE.into()),
        "/page2" => {
            let other = ARTICLE.replace("Egypt", "Kenya").replace("Qatar", "Sudan").replace("Cairo", "Nairobi");
            ("200 OK", "Content-Encoding: gzip\r\n".into(), gzip(other.as_bytes()))
        }
        "/feed.xml" if has("if-none-match: \"v1\"") => ("304 Not Modified", String::new(), Vec::new()),
        "/feed.xml" => ("200 OK", "ETag: \"v1\"\r\nContent-Type: application/rss+xml\r\n".into(), feed().into_bytes()),
        "/gone.xml" if has("if-none-match: \"v1\"") => ("304 Not Modified", String::new(), Vec::new()),
        "/gone.xml" => ("200 OK", "ETag: \"v1\"\r\n".into(), feed().replace("/page2", "/gone").into_bytes()),
        of if of.starts_with("/feed-of/") => ("200 OK", String::new(), feed_of(&of[9..]).into_bytes()),
        // A page that calls itself a feed, and a feed's own text for pages = false.
        "/liar" => ("200 OK", "Content-Type: application/rss+xml\r\n".into(), ARTICLE.into()),
        "/own.xml" => {
            let text = "<description>Kenya met Uganda in Nairobi on Monday. The two countries signed an agreement.</description>";
            ("200 OK", String::new(), feed().replace("<guid>", &format!("{text}<guid>")).into_bytes())
        }
        "/round" => ("302 Found", "Location: /round\r\n".into(), Vec::new()),
        "/moved" => ("301 Moved", "Location: /page1\r\n".into(), Vec::new()),
        // Wherever one wants to be led.
        to if to.starts_with("/to/") => ("302 Found", format!("Location: {}\r\n", &to[4..]), Vec::new()),
        "/inward" => ("302 Found", "Location: file:///etc/passwd\r\n".into(), Vec::new()),
        "/bomb" => ("200 OK", "Content-Encoding: gzip\r\n".into(), gzip(&vec![b'a'; 70 << 20])),
        "/lines" => {
            ("200 OK", "Content-Type: application/x-ndjson\r\n".into(), b"{\"text\":\"Kenya met Uganda.\"}\n".to_vec())
        }
        _ => ("404 Not Found", String::new(), Vec::new()),
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{more}\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

fn demarche(args: &[&str]) -> (i32, String, String) {
    let done = cargo_bin_cmd!("demarche").args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_page_is_fetched_and_says_where_it_is_from() {
    let server = Server::start();
    for path in ["/page1", "/page2", "/moved"] {
        let (code, out, err) = demarche(&["code", &server.url(path), "--allow-private"]);
        assert_eq!(code, 0, "{path}: {err}");
        let record: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            (&record["document"]["title"], &record["document"]["date"]),
            (
                &"Talks in Cairo".replace("Cairo", if path == "/page2" { "Nairobi" } else { "Cairo" }).into(),
                &"2025-08-20".into()
            )
        );
        assert!(!record["events"].as_array().unwrap().is_empty(), "{path}: {out}");
    }
    let (code, out, _) = demarche(&["code", &server.url("/lines"), "--allow-private", "--format", "csv"]);
    assert!(code == 0 && out.contains("CONSULT"), "{out}");
    assert!(server.asked().iter().all(|p| !p.ends_with("unnamed")), "{:?}", server.asked());
}

#[test]
fn what_may_not_be_fetched_is_not() {
    let server = Server::start();
    let cases = [
        ("/closed/page", "robots.txt"),
        ("/round", "leads on more than"),
        ("/inward", "only http and https"),
        ("/bomb", "larger than"),
        ("/missing", "not there"),
    ];
    for (path, words) in cases {
        let url = server.url(path);
        let (code, out, err) = demarche(&["code", &url, "--allow-private"]);
        assert!(code == 1 && out.is_empty() && err.contains(words) && err.contains(&url), "{path}: {code} {err}");
    }
    assert!(!server.asked().contains(&"/closed/page".to_owned()));
    // A server of the house is asked nothing without leave.
    let before = server.asked().len();
    let local = server.url("/page1").replace("127.0.0.1", "localhost");
    for url in [server.url("/page1"), local, "http://[::1]:9/".to_owned(), "http://169.254.169.254/latest".to_owned()] {
        let (code, _, err) = demarche(&["code", &url]);
        assert!(code == 1 && err.contains("public address"), "{url}: {err}");
    }
    assert_eq!(server.asked().len(), before);
}

/// An address of the public internet, given to the loopback of a network that nobody else is in.
#[cfg(target_os = "linux")]
const OUTSIDE: &str = "11.22.33.44";

/// From a public host into the machine, by every way in which one may be led: in a network namespace of its own, where a
/// public address is ours. Where the system grants no namespace nothing is tested, and said so.
#[cfg(target_os = "linux")]
#[test]
fn no_public_host_leads_into_the_house() {
    let inside = format!("ip link set lo up && ip addr add {OUTSIDE}/32 dev lo");
    let unshared = |script: &str, words: &[&std::ffi::OsStr]| {
        let mut command = std::process::Command::new("unshare");
        command.args(["--map-root-user", "--net", "sh", "-c", script]).args(words);
        command.output()
    };
    if !unshared(&inside, &[]).is_ok_and(|done| done.status.success()) {
        eprintln!("not tested: no network namespace is to be had here");
        return;
    }
    let test = std::env::current_exe().unwrap();
    let script = format!("{inside} && exec \"$0\" --ignored --exact in_a_network_of_its_own");
    let done = unshared(&script, &[test.as_os_str()]).unwrap();
    let told = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && told.contains("1 passed"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "run by no_public_host_leads_into_the_house, where the address is ours"]
fn in_a_network_of_its_own() {
    let (outside, house) = (Server::at(OUTSIDE), Server::start());
    let port = house.address.rsplit(':').next().unwrap();
    // The very same way to a public host is followed: what is refused below is refused for where it leads.
    let (code, out, err) = demarche(&["code", &outside.url(&format!("/to/{}", outside.url("/page1")))]);
    assert!(code == 0 && out.contains("Egypt"), "{err}");
    let hosts = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"];
    let mut ways: Vec<String> = hosts.iter().map(|host| format!("/to/http://{host}:{port}/page1")).collect();
    ways.push("/to/http://169.254.169.254/latest/meta-data".to_owned());
    ways.push(format!("/to/{}", outside.url(&format!("/to/{}", house.url("/page1")))));
    // A process a way, for each waits between its own requests.
    std::thread::scope(|scope| {
        for way in &ways {
            let url = outside.url(way);
            scope.spawn(move || {
                let (code, out, err) = demarche(&["code", &url]);
                assert!(code == 1 && out.is_empty() && err.contains("no public address"), "{way}: {code} {out} {err}");
            });
        }
    });
    // Neither does a feed, by its entries or itself.
    let folder = tempfile::tempdir().unwrap();
    let (feeds, desk) = (folder.path().join("feeds.toml"), folder.path().join("desk.db"));
    let entries = outside.url(&format!("/feed-of/{}", house.address));
    let itself = outside.url(&format!("/to/{}", house.url("/feed.xml")));
    std::fs::write(&feeds, format!("[[feed]]\nurl = \"{entries}\"\n[[feed]]\nurl = \"{itself}\"\n")).unwrap();
    let (code, _, err) =
        demarche(&["desk", "watch", feeds.to_str().unwrap(), "--once", "--desk", desk.to_str().unwrap()]);
    assert!(code == 0 && err.contains("0 new") && err.contains("2 bad, 1 of 2 feeds failed"), "{code} {err}");
    assert_eq!(err.matches("no public address").count(), 3, "{err}");
    assert_eq!(house.asked(), Vec::<String>::new(), "nobody in the house was asked anything");
}

#[test]
fn a_run_over_addresses_is_not_resumed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("records.jsonl");
    let (code, _, err) = demarche(&["code", "https://a.example/", "-o", out.to_str().unwrap(), "--resume"]);
    assert!(code == 2 && err.contains("--resume needs files") && !out.exists(), "{code} {err}");
}

#[test]
fn a_watched_feed_brings_each_article_once() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let (feeds, desk) = (folder.path().join("feeds.toml"), folder.path().join("desk.db"));
    let text = format!(
        "[[feed]]\nurl = \"{}\"\nsource = \"Wire\"\n\n[[feed]]\nurl = \"{}\"\n",
        server.url("/feed.xml"),
        server.url("/missing")
    );
    std::fs::write(&feeds, text).unwrap();
    let (feeds, desk) = (feeds.to_str().unwrap(), desk.to_str().unwrap());
    let round = || demarche(&["desk", "watch", feeds, "--once", "--allow-private", "--desk", desk]);
    let (code, _, err) = round();
    assert!(code == 0 && err.contains("2 new, 0 there already") && err.contains("1 of 2 feeds failed"), "{err}");
    let (code, _, err) = round();
    assert!(code == 0 && err.contains("0 new"), "{err}");
    assert_eq!(server.asked().iter().filter(|p| p.starts_with("/page")).count(), 2, "{:?}", server.asked());
    let (_, out, _) = demarche(&["desk", "records", "--desk", desk]);
    let sources: Vec<Value> =
        out.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["document"]["source"].clone()).collect();
    assert_eq!(sources, ["Wire", "Wire"]);
}

/// Killed (`kill -9` on Unix) while it fetches, codes, writes or works in: each article is in once or not at all, and the
/// next round brings the rest.
#[test]
fn a_killed_watch_loses_and_doubles_nothing() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let (feeds, desk) = (folder.path().join("feeds.toml"), folder.path().join("desk.db"));
    std::fs::write(&feeds, format!("[[feed]]\nurl = \"{}\"\n", server.url("/feed.xml"))).unwrap();
    let (feeds, desk) = (feeds.to_str().unwrap(), desk.to_str().unwrap());
    let watch = ["desk", "watch", feeds, "--once", "--allow-private", "--desk", desk];
    let documents = || {
        let (code, out, err) =
            demarche(&["sql", "SELECT url FROM document ORDER BY url", "--format", "csv", "--desk", desk]);
        assert_eq!(code, 0, "{err}");
        out.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut whole = std::time::Duration::from_secs(3);
    for part in 1..=8 {
        let begun = std::time::Instant::now();
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("demarche"))
            .args(watch)
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Later each time, until a round is done before it is killed.
        while begun.elapsed() < whole * part / 8 && child.try_wait().unwrap().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        whole = if child.try_wait().unwrap().is_some() { whole.min(begun.elapsed()) } else { whole };
        let _ = child.kill();
        child.wait().unwrap();
        if std::path::Path::new(desk).exists() {
            let held = documents();
            let once: std::collections::BTreeSet<&String> = held.iter().collect();
            assert_eq!(once.len(), held.len(), "{held:?}");
        }
    }
    let (code, _, err) = demarche(&watch);
    assert_eq!(code, 0, "{err}");
    assert_eq!(documents(), [server.url("/page1"), server.url("/page2")]);
    let (code, out, err) = demarche(&["desk", "acts", "--desk", desk]);
    assert!(code == 0 && out.contains("Egypt") && out.contains("Kenya"), "{out} {err}");
}

#[test]
fn a_page_that_is_gone_does_not_keep_its_feed_new() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let (feeds, desk) = (folder.path().join("feeds.toml"), folder.path().join("desk.db"));
    let text = format!("contact = \"mailto:a@example.org\"\n[[feed]]\nurl = \"{}\"\n", server.url("/gone.xml"));
    std::fs::write(&feeds, text).unwrap();
    let (feeds, desk) = (feeds.to_str().unwrap(), desk.to_str().unwrap());
    let round = || demarche(&["desk", "watch", feeds, "--once", "--allow-private", "--desk", desk]);
    let (code, _, err) = round();
    assert!(code == 0 && err.contains("1 new") && err.contains("is not there (status 404)"), "{err}");
    let (code, _, err) = round();
    assert!(code == 0 && err.contains("0 new") && !err.contains("404"), "{err}");
    assert_eq!(server.asked().iter().filter(|p| *p == "/gone").count(), 1, "{:?}", server.asked());
}

#[test]
fn a_feeds_own_text_will_do_where_pages_are_not_wanted() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let (feeds, desk) = (folder.path().join("feeds.toml"), folder.path().join("desk.db"));
    std::fs::write(&feeds, format!("[[feed]]\nurl = \"{}\"\npages = false\n", server.url("/own.xml"))).unwrap();
    let (feeds, desk) = (feeds.to_str().unwrap(), desk.to_str().unwrap());
    let (code, _, err) = demarche(&["desk", "watch", feeds, "--once", "--allow-private", "--desk", desk]);
    assert!(code == 0 && err.contains(" new"), "{err}");
    assert!(!server.asked().iter().any(|p| p.starts_with("/page")), "{:?}", server.asked());
}

#[test]
fn a_page_is_read_by_what_it_is_not_by_what_it_says() {
    let server = Server::start();
    let (code, out, err) = demarche(&["code", &server.url("/liar"), "--allow-private"]);
    assert!(code == 0 && out.contains("Egypt"), "{code} {err}");
}

#[test]
fn faults_of_the_file_of_feeds_name_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feeds.toml");
    let desk = folder.path().join("desk.db");
    for (text, line, words) in [
        ("\n[[feed]]\nurl = \"ftp://a.example\"\n", 3, "no address"),
        ("[[feed]]\nurl = \"https://a.example\"\ncolour = 1\n", 3, "colour"),
        ("", 1, "names no feed"),
    ] {
        std::fs::write(&path, text).unwrap();
        let (code, _, err) =
            demarche(&["desk", "watch", path.to_str().unwrap(), "--once", "--desk", desk.to_str().unwrap()]);
        assert!(code == 1 && err.contains(&format!("feeds.toml:{line}:")) && err.contains(words), "{text}: {err}");
    }
}
