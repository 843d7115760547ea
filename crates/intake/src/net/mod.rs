//! Fetching over HTTP, politely and safely: one request at a time, a pause for each host, robots.txt honoured, a user
//! agent that names us; only http and https, only public addresses unless allowed, redirects looked at one by one,
//! bodies bounded before and after decompression.

mod address;

use std::collections::HashMap;
use std::io::{self, Read};
use std::thread::sleep;
use std::time::{Duration, Instant};

use flate2::read::MultiGzDecoder;
use texting_robots::Robot;
use ureq::Agent;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

pub use address::is_public;

use crate::LARGEST;

/// How we name ourselves; with where to reach whoever runs us, if that is known.
const AGENT: &str = concat!("demarche/", env!("CARGO_PKG_VERSION"));
/// The name that robots.txt may use for us.
const ROBOT: &str = "demarche";
/// Redirects that are followed.
const REDIRECTS: usize = 5;
/// From the first byte asked to the last one answered.
const WHOLE: Duration = Duration::from_secs(30);
const CONNECT: Duration = Duration::from_secs(10);
/// Between two requests to one host, unless its robots.txt asks for more.
const PAUSE: Duration = Duration::from_secs(1);
/// Longest pause that we wait for a host: one that asks for more is not asked, rather than asked too often.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);
/// Bytes of a robots.txt that are read (RFC 9309 asks for at least 500 KiB).
const ROBOTS: u64 = 512 << 10;

/// How requests are made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether loopback, private and other special addresses may be asked.
    pub allow_private: bool,
    /// Whether to go without the pause between requests to one host, for one's own server.
    pub without_pause: bool,
    /// Longest time of one request, if it is to be another than 30 seconds.
    pub patience: Option<Duration>,
    /// Where to reach whoever runs this, an address or `mailto:`, told to each host in the user agent.
    pub contact: Option<String>,
}

/// Why something was not fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In words.
    pub why: String,
    /// Whether the next try will meet it too: a page that is gone, forbidden or too large, not a host that is silent.
    pub lasting: bool,
}

impl Fault {
    fn lasting(why: impl Into<String>) -> Self {
        Self { why: why.into(), lasting: true }
    }

    fn passing(why: impl Into<String>) -> Self {
        Self { why: why.into(), lasting: false }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.why)
    }
}

/// What a server said of a version that it gave before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// What was fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Where it came from in the end.
    pub url: String,
    /// The body, decompressed.
    pub body: Vec<u8>,
    /// `Content-Type` without its parameters, lower case.
    pub kind: Option<String>,
    /// The encoding that `Content-Type` names.
    pub charset: Option<String>,
    /// To ask for the next version.
    pub version: Version,
}

/// An answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing newer than the version that was asked for.
    Unchanged,
    /// The body.
    New(Box<Fetched>),
}

/// Fetches, and remembers each host's rules and when it was asked last.
pub struct Client {
    agent: Agent,
    settings: Settings,
    /// By scheme, host and port, to which rules belong (RFC 9309, 2.3).
    rules: HashMap<String, Rules>,
    /// By host: it is one machine, whatever its ports.
    asked: HashMap<String, Instant>,
}

/// What a host's robots.txt says.
enum Rules {
    /// There is none.
    Open,
    Stated(Robot),
    /// A host that cannot say its rules is not asked, for the reason given.
    Closed(String),
}

impl Rules {
    fn delay(&self) -> Option<f32> {
        if let Self::Stated(robot) = self { robot.delay } else { None }
    }
}

impl Client {
    /// A client that has asked nobody yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let agent = settings.contact.as_deref().map(|at| format!("{AGENT} (+{at})"));
        let config = Agent::config_builder()
            .user_agent(agent.unwrap_or_else(|| AGENT.to_owned()))
            .timeout_global(Some(settings.patience.unwrap_or(WHOLE)))
            .timeout_connect(Some(CONNECT))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .accept_encoding("gzip")
            .build();
        let resolver = address::PublicOnly::new(settings.allow_private);
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            settings,
            rules: HashMap::new(),
            asked: HashMap::new(),
        }
    }

    /// Fetches what stands at an address, if it is newer than `seen`.
    ///
    /// # Errors
    /// The fault: an address that may not be asked, a host that forbids it or does not answer, a status that is none of
    /// success, a body too large or broken.
    pub fn fetch(&mut self, address: &str, seen: &Version) -> Result<Answer, Fault> {
        let mut url = Url::parse(address).map_err(|e| Fault::lasting(format!("no address: {e}")))?;
        for _ in 0..=REDIRECTS {
            self.may_ask(&url)?;
            let mut answer = self.ask(&url, seen)?;
            let status = answer.status().as_u16();
            match status {
                304 => return Ok(Answer::Unchanged),
                301 | 302 | 303 | 307 | 308 => {
                    let to =
                        header(&answer, "location").ok_or_else(|| Fault::lasting("leads on without saying where"))?;
                    url = url
                        .join(&to)
                        .map_err(|e| Fault::lasting(format!("leads on to {to:?}, which is no address: {e}")))?;
                }
                200..=299 => return Ok(Answer::New(Box::new(taken(&url, &mut answer)?))),
                401 | 403 => return Err(Fault::lasting(format!("may not be read (status {status})"))),
                404 | 410 => return Err(Fault::lasting(format!("is not there (status {status})"))),
                429 | 503 => return Err(Fault::passing(format!("asks to come back later (status {status})"))),
                408 | 500.. => return Err(Fault::passing(format!("answers with status {status}"))),
                _ => return Err(Fault::lasting(format!("answers with status {status}"))),
            }
        }
        Err(Fault::lasting(format!("leads on more than {REDIRECTS} times")))
    }

    /// One request, after the pause that its host may expect.
    fn ask(&mut self, url: &Url, seen: &Version) -> Result<Response<ureq::Body>, Fault> {
        fetchable(url)?;
        let delay = self.rules.get(&origin(url)).and_then(Rules::delay);
        let pause = delay.map_or(PAUSE, |s| Duration::from_secs_f32(s.clamp(0.0, 1e6))).max(PAUSE);
        let pausing = !self.settings.without_pause;
        if pausing && pause > LONGEST_PAUSE {
            let (asks, most) = (pause.as_secs(), LONGEST_PAUSE.as_secs());
            return Err(Fault::lasting(format!(
                "its host asks for a pause of {asks} seconds between two requests; more than {most} are not waited for"
            )));
        }
        let host = url.host_str().unwrap_or_default().to_owned();
        if let Some(asked) = self.asked.get(&host).filter(|_| pausing) {
            sleep(pause.saturating_sub(asked.elapsed()));
        }
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &seen.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = &seen.modified {
            request = request.header("If-Modified-Since", modified);
        }
        let answer = request.call();
        self.asked.insert(host, Instant::now());
        answer.map_err(|e| fault(&e, self.settings.patience.unwrap_or(WHOLE)))
    }

    /// Reads a host's robots.txt once, and asks it.
    fn may_ask(&mut self, url: &Url) -> Result<(), Fault> {
        fetchable(url)?;
        let key = origin(url);
        if !self.rules.contains_key(&key) {
            let rules = self.robots(url)?;
            self.rules.insert(key.clone(), rules);
        }
        match self.rules.get(&key) {
            Some(Rules::Closed(why)) => Err(Fault::passing(why.clone())),
            Some(Rules::Stated(robots)) if !robots.allowed(url.as_str()) => {
                Err(Fault::lasting("robots.txt of its host forbids it"))
            }
            _ => Ok(()),
        }
    }

    /// A host's rules: none where it has none, closed where it cannot say them (RFC 9309, 2.3.1).
    fn robots(&mut self, url: &Url) -> Result<Rules, Fault> {
        let mut at = url.join("/robots.txt").map_err(|e| Fault::lasting(e.to_string()))?;
        for _ in 0..=REDIRECTS {
            let mut answer = self.ask(&at, &Version::default())?;
            match answer.status().as_u16() {
                200..=299 => {
                    let mut rules = Vec::new();
                    let read = answer.body_mut().as_reader().take(ROBOTS).read_to_end(&mut rules);
                    if read.is_err() {
                        return Ok(Rules::Closed("its host's robots.txt breaks off; try again later".to_owned()));
                    }
                    let rules = if is_gzip(&answer) { unpacked(&rules, ROBOTS).unwrap_or_default() } else { rules };
                    return Ok(Robot::new(ROBOT, &rules).map_or(Rules::Open, Rules::Stated));
                }
                301 | 302 | 303 | 307 | 308 => match header(&answer, "location").and_then(|to| at.join(&to).ok()) {
                    Some(to) => at = to,
                    None => return Ok(Rules::Open),
                },
                500..=599 => {
                    return Ok(Rules::Closed("its host cannot say its robots.txt; try again later".to_owned()));
                }
                _ => return Ok(Rules::Open),
            }
        }
        Ok(Rules::Open)
    }
}

/// Only addresses of the web are asked.
fn fetchable(url: &Url) -> Result<(), Fault> {
    match url.scheme() {
        "http" | "https" => Ok(()),
        other => Err(Fault::lasting(format!("only http and https are fetched, not {other}"))),
    }
}

/// Scheme, host and port: what rules belong to.
fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn header(answer: &Response<ureq::Body>, name: &str) -> Option<String> {
    answer.headers().get(name)?.to_str().ok().map(str::to_owned)
}

fn is_gzip(answer: &Response<ureq::Body>) -> bool {
    header(answer, "content-encoding").is_some_and(|e| e.eq_ignore_ascii_case("gzip"))
}

/// The body, bounded as it comes and as it is unpacked.
fn taken(url: &Url, answer: &mut Response<ureq::Body>) -> Result<Fetched, Fault> {
    let too_large = || Fault::lasting(format!("larger than {} MiB", LARGEST >> 20));
    let mut body = Vec::new();
    let mut reader = answer.body_mut().as_reader().take(LARGEST + 1);
    reader.read_to_end(&mut body).map_err(|e| Fault::passing(format!("breaks off: {e}")))?;
    if body.len() as u64 > LARGEST {
        return Err(too_large());
    }
    if let Some(packing) =
        header(answer, "content-encoding").filter(|e| !e.eq_ignore_ascii_case("identity") && !is_gzip(answer))
    {
        return Err(Fault::lasting(format!("comes packed as {packing:?}, though only gzip was asked for")));
    }
    if is_gzip(answer) {
        body = unpacked(&body, LARGEST + 1).map_err(|e| Fault::passing(format!("is damaged gzip data ({e})")))?;
        if body.len() as u64 > LARGEST {
            return Err(too_large());
        }
    }
    let stated = header(answer, "content-type").unwrap_or_default();
    let mut parts = stated.split(';').map(str::trim);
    let kind = parts.next().filter(|k| !k.is_empty()).map(str::to_ascii_lowercase);
    let charset = parts.find_map(|p| {
        let (name, value) = p.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    });
    let version = Version { etag: header(answer, "etag"), modified: header(answer, "last-modified") };
    Ok(Fetched { url: url.to_string(), body, kind, charset, version })
}

fn unpacked(packed: &[u8], most: u64) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    MultiGzDecoder::new(packed).take(most).read_to_end(&mut out)?;
    Ok(out)
}

/// What went wrong.
fn fault(e: &ureq::Error, patience: Duration) -> Fault {
    match e {
        ureq::Error::Timeout(_) => Fault::passing(format!("does not answer within {} seconds", patience.as_secs())),
        ureq::Error::HostNotFound => Fault::passing("no such host"),
        // An address that may not be asked.
        ureq::Error::Other(what) => Fault::lasting(what.to_string()),
        ureq::Error::Io(e) => Fault::passing(format!("cannot be reached: {e}")),
        e => Fault::passing(format!("cannot be fetched: {e}")),
    }
}
