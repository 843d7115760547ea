//! The client against servers of our own in this process: whose rules hold, what breaks off, what takes too long.

#![cfg(feature = "net")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use demarche_intake::net::{Answer, Client, Settings, Version};

/// What a server sends for a path on its n-th request (from 0); none to hang up without a word.
type Reply = fn(path: &str, nth: usize, other: &str) -> Option<String>;

/// A server that notes what it was asked; `other` is the address of another one that it may lead to.
fn serve(reply: Reply, other: &str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let (notes, other) = (Arc::clone(&asked), other.to_owned());
    std::thread::spawn(move || {
        // Streams stay open to the end of the test: only a reply ends a request.
        let mut held: Vec<TcpStream> = Vec::new();
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let Some(first) = lines.next() else { continue };
            while lines.next().is_some_and(|line| !line.is_empty()) {}
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            let nth = notes.lock().unwrap().len();
            notes.lock().unwrap().push(path.clone());
            let Some(answer) = reply(&path, nth, &other) else { continue };
            let _ = stream.write_all(answer.as_bytes());
            if answer.is_empty() {
                held.push(stream);
            }
        }
    });
    (address, asked)
}

fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn moved(to: &str) -> String {
    format!("HTTP/1.1 301 Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

fn client(patience: Option<Duration>) -> Client {
    Client::new(Settings { allow_private: true, without_pause: true, patience, contact: None })
}

fn fault(client: &mut Client, url: &str) -> String {
    client.fetch(url, &Version::default()).map(|answer| format!("{answer:?}")).unwrap_err().why
}

#[test]
fn a_host_that_was_asked_for_anothers_rules_still_has_its_own() {
    let inner: Reply =
        |path, _, _| Some(ok(if path == "/robots.txt" { "User-agent: *\nDisallow: /closed\n" } else { "text" }));
    let (main, asked) = serve(inner, "");
    let outer: Reply = |path, _, other| {
        // The rules stand elsewhere on the other host, and do not name what that one's own forbid.
        Some(moved(&if path == "/robots.txt" { format!("{other}/others") } else { format!("{other}{path}") }))
    };
    let (front, _) = serve(outer, &main);
    let mut client = client(None);
    assert!(matches!(client.fetch(&format!("{front}/page"), &Version::default()), Ok(Answer::New(_))));
    assert!(fault(&mut client, &format!("{front}/closed")).contains("robots.txt"));
    assert!(fault(&mut client, &format!("{main}/closed")).contains("robots.txt"));
    assert!(!asked.lock().unwrap().contains(&"/closed".to_owned()));
}

#[test]
fn rules_that_could_not_be_read_are_asked_for_again() {
    let reply: Reply = |path, nth, _| match path {
        "/robots.txt" if nth == 0 => None,
        "/robots.txt" => Some(ok("User-agent: demarche\nDisallow: /\n")),
        _ => Some(ok("text")),
    };
    let (server, asked) = serve(reply, "");
    let mut client = client(None);
    fault(&mut client, &format!("{server}/page"));
    fault(&mut client, &format!("{server}/page"));
    assert!(asked.lock().unwrap().iter().all(|path| path == "/robots.txt"), "{:?}", asked.lock().unwrap());
}

#[test]
fn what_is_silent_cut_short_or_packed_otherwise_is_told() {
    let reply: Reply = |path, _, _| match path {
        "/robots.txt" => Some("HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned()),
        "/silent" => Some(String::new()),
        "/short" => Some("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\ntext".to_owned()),
        _ => Some(
            "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 4\r\nConnection: close\r\n\r\ntext".to_owned(),
        ),
    };
    let (server, _) = serve(reply, "");
    for (path, words) in [("/short", "breaks off"), ("/packed", "packed as"), ("/silent", "does not answer within")] {
        let mut client = client((path == "/silent").then_some(Duration::from_secs(2)));
        let told = fault(&mut client, &format!("{server}{path}"));
        assert!(told.contains(words), "{path}: {told}");
    }
}

#[test]
fn what_lasts_is_told_from_what_passes() {
    let reply: Reply = |path, _, _| {
        let status = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let status = if path == "/robots.txt" { "404" } else { status };
        Some(format!("HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
    };
    let (server, _) = serve(reply, "");
    for (status, lasting) in
        [("404", true), ("410", true), ("403", true), ("503", false), ("500", false), ("429", false)]
    {
        let fault = client(None).fetch(&format!("{server}/{status}/"), &Version::default()).unwrap_err();
        assert_eq!(fault.lasting, lasting, "{fault}");
    }
    assert!(client(None).fetch("ftp://a.example/", &Version::default()).unwrap_err().lasting);
}

#[test]
fn a_host_that_asks_for_a_longer_pause_than_we_wait_is_not_asked() {
    let reply: Reply = |path, _, _| match path {
        "/robots.txt" => Some(ok("User-agent: *\nCrawl-delay: 3600\n")),
        _ => Some(ok("text")),
    };
    let (server, asked) = serve(reply, "");
    let mut client = Client::new(Settings { allow_private: true, ..Settings::default() });
    let fault = client.fetch(&format!("{server}/page"), &Version::default()).unwrap_err();
    assert!(fault.lasting && fault.why.contains("3600 seconds"), "{fault}");
    assert_eq!(*asked.lock().unwrap(), ["/robots.txt"]);
}

#[test]
fn names_and_redirects_that_lead_into_the_house_are_not_followed() {
    let mut client = Client::new(Settings { without_pause: true, ..Settings::default() });
    // A name is looked at after it is resolved: this one means this machine.
    for address in ["http://localhost:9/", "http://127.0.0.1:9/", "http://[::1]:9/", "http://169.254.169.254/latest"] {
        let fault = client.fetch(address, &Version::default()).unwrap_err();
        assert!(fault.why.contains("not public") || fault.why.contains("private"), "{address}: {fault}");
    }
}
