//! Inputs: what they are, by name and by content, and the stream of items from them.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::gzip::Members;
#[cfg(feature = "net")]
use crate::net;
use crate::{Bad, Body, LARGEST, Options, Origin, Place, Raw, feed, table, warc};

/// How much of an input tells what it is.
const HEAD: usize = 4096;

type Source = Box<dyn BufRead + Send>;
type Items = Box<dyn Iterator<Item = Result<Raw, Bad>> + Send>;

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Lines,
    Comma,
    Tab,
    Page,
    Feed,
    Archive,
}

/// The items of some inputs, one after the other. An input that breaks off does not end the rest.
pub struct Reader {
    waiting: VecDeque<PathBuf>,
    current: Option<Items>,
    options: Options,
    read: Arc<AtomicU64>,
    total: Option<u64>,
    #[cfg(feature = "net")]
    client: Option<net::Client>,
}

/// Opens inputs: files, folders (all files below, in the order of their paths, hidden ones left out), `-` for
/// standard input, and with the feature `net` addresses that begin with http:// or https://.
///
/// # Errors
/// An input that is not there, before anything is read.
pub fn open(inputs: &[PathBuf], options: &Options) -> Result<Reader, Bad> {
    let mut waiting = VecDeque::new();
    let mut total = Some(0);
    for input in inputs {
        if input.as_os_str() == "-" {
            total = None;
            waiting.push_back(input.clone());
            continue;
        }
        if is_url(input) {
            #[cfg(not(feature = "net"))]
            return Err(bad(
                input,
                "this build fetches nothing; build it with the feature `net`, or fetch the file first",
            ));
            #[cfg(feature = "net")]
            {
                total = None;
                waiting.push_back(input.clone());
                continue;
            }
        }
        let before = waiting.len();
        walk(input, &mut waiting).map_err(|e| bad(input, describe(&e)))?;
        if waiting.len() == before {
            return Err(bad(input, "holds no files"));
        }
        let sizes = waiting.range(before..).map(|f| f.metadata().map_or(0, |m| m.len()));
        total = total.map(|t| t + sizes.sum::<u64>());
    }
    Ok(Reader {
        waiting,
        current: None,
        options: options.clone(),
        read: Arc::default(),
        total,
        #[cfg(feature = "net")]
        client: None,
    })
}

impl Reader {
    /// Bytes read so far, and in all where that is known.
    #[must_use]
    pub fn progress(&self) -> (u64, Option<u64>) {
        (self.read.load(Ordering::Relaxed), self.total)
    }

    /// The count of bytes read, for who watches from another thread.
    #[must_use]
    pub fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    fn begin(&mut self, path: &Path) -> Result<Items, Bad> {
        #[cfg(feature = "net")]
        if let Some(url) = path.to_str().filter(|_| is_url(path)) {
            let settings = &self.options.net;
            let client = self.client.get_or_insert_with(|| net::Client::new(settings.clone()));
            return match client.fetch(url, &net::Version::default()) {
                Ok(net::Answer::New(fetched)) => self.unpack(path, *fetched),
                Ok(net::Answer::Unchanged) => Ok(Box::new(std::iter::empty())),
                Err(fault) => Err(bad(path, fault.why)),
            };
        }
        let raw: Source = if path.as_os_str() == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            let file = File::open(path).map_err(|e| bad(path, describe(&e)))?;
            Box::new(BufReader::with_capacity(1 << 16, file))
        };
        self.stream(path, raw, None)
    }

    /// The items of a fetched body, by its type, its name and its content.
    #[cfg(feature = "net")]
    fn unpack(&self, path: &Path, fetched: net::Fetched) -> Result<Items, Bad> {
        let source: Source = Box::new(BufReader::new(io::Cursor::new(fetched.body)));
        self.stream(path, source, Some(Header { url: fetched.url, kind: fetched.kind, charset: fetched.charset }))
    }

    fn stream(&self, path: &Path, raw: Source, header: Option<Header>) -> Result<Items, Bad> {
        let raw = Counting { inner: raw, count: Arc::clone(&self.read) };
        let (source, packed) = unpacked(BufReader::with_capacity(1 << 16, raw)).map_err(|e| bad(path, describe(&e)))?;
        let mut source = Head::new(source).map_err(|e| bad(path, describe(&e)))?;
        // Servers call pages feeds and feeds text: what plainly is one or the other is that.
        let plain = |stated: Format| match (stated, by_content(&source.head)) {
            (Format::Text | Format::Page | Format::Feed, found @ (Format::Page | Format::Feed)) => found,
            _ => stated,
        };
        let by_type = header.as_ref().and_then(|h| by_type(h.kind.as_deref()?)).map(plain);
        let by_name = || by_name(path, packed).filter(|_| header.is_none());
        let format = by_type.or_else(by_name).unwrap_or_else(|| by_content(&source.head));
        let name = name(path);
        let whole = |place| Origin { input: name.clone(), place };
        let all = |source: &mut Head| {
            let mut bytes = Vec::new();
            source.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|e| bad(path, describe(&e)))?;
            match bytes.len() as u64 > LARGEST {
                true => Err(bad(
                    path,
                    format!("larger than {} MiB, too large for one article; split it into articles", LARGEST >> 20),
                )),
                false => Ok(bytes),
            }
        };
        let one = |body| -> Items { Box::new(std::iter::once(Ok(Raw { origin: whole(Place::Whole), body }))) };
        Ok(match format {
            Format::Text => one(Body::Text(all(&mut source)?)),
            Format::Page => {
                let (url, charset) = header.map_or((None, None), |h| (Some(h.url), h.charset));
                let charset = charset.or_else(|| self.options.encoding.clone());
                one(Body::Page { bytes: all(&mut source)?, charset, url, fetched: None })
            }
            Format::Feed => Box::new(feed::entries(&name, &all(&mut source)?)?.into_iter()),
            Format::Lines => Box::new(Lines { source, input: name, number: 0, ended: false }),
            Format::Comma | Format::Tab => {
                let feed = source.head.iter().position(|&b| b == b'\n');
                let returns = feed.is_some_and(|at| at > 0 && source.head[at - 1] == b'\r');
                Box::new(table::Rows::new(&name, source, format == Format::Tab, returns)?)
            }
            Format::Archive => Box::new(warc::Records::new(&name, BufReader::with_capacity(1 << 16, source))),
        })
    }
}

impl Iterator for Reader {
    type Item = Result<Raw, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            let path = self.waiting.pop_front()?;
            match self.begin(&path) {
                Ok(items) => self.current = Some(items),
                Err(fault) => {
                    self.current = None;
                    return Some(Err(fault));
                }
            }
        }
    }
}

/// What a server says of what it gives.
struct Header {
    url: String,
    kind: Option<String>,
    charset: Option<String>,
}

/// Whether an input is an address rather than a path.
#[must_use]
pub fn is_url(path: &Path) -> bool {
    let head = path.to_str().unwrap_or_default().get(..8).unwrap_or_default().to_ascii_lowercase();
    head.starts_with("http://") || head.starts_with("https://")
}

/// What a `Content-Type` says beyond doubt; many feeds and tables come as something else.
fn by_type(kind: &str) -> Option<Format> {
    Some(match kind {
        "application/rss+xml" | "application/atom+xml" | "application/feed+json" => Format::Feed,
        "application/x-ndjson" | "application/jsonl" | "application/jsonlines" => Format::Lines,
        "text/csv" => Format::Comma,
        "text/tab-separated-values" => Format::Tab,
        "application/warc" => Format::Archive,
        _ => return None,
    })
}

/// Lines with their numbers, blank ones left out.
struct Lines {
    source: Head,
    input: String,
    number: u64,
    ended: bool,
}

impl Iterator for Lines {
    type Item = Result<Raw, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.number += 1;
            let origin = Origin { input: self.input.clone(), place: Place::Line(self.number) };
            let mut line = Vec::new();
            let reason = match (&mut self.source).take(LARGEST + 1).read_until(b'\n', &mut line) {
                Ok(0) => {
                    self.ended = true;
                    continue;
                }
                Ok(n) if n as u64 > LARGEST => {
                    format!("longer than {} MiB, too long for one article; the rest is not read", LARGEST >> 20)
                }
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) => return Some(Ok(Raw { origin, body: Body::Line(line) })),
                Err(e) => describe(&e),
            };
            self.ended = true;
            return Some(Err(Bad { origin, reason }));
        }
        None
    }
}

/// Counts the bytes that go through.
struct Counting {
    inner: Source,
    count: Arc<AtomicU64>,
}

impl Read for Counting {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A source whose first bytes were looked at.
struct Head {
    head: Vec<u8>,
    at: usize,
    source: Source,
    /// What stopped the look ahead, told when the reading comes there.
    fault: Option<io::Error>,
}

impl Head {
    fn new(mut source: Source) -> io::Result<Self> {
        let mut head = Vec::new();
        let fault = match (&mut source).take(HEAD as u64).read_to_end(&mut head) {
            Ok(_) => None,
            Err(e) if e.kind() == io::ErrorKind::InvalidData => Some(e),
            Err(e) => return Err(e),
        };
        Ok(Self { head, at: 0, source, fault })
    }
}

impl Read for Head {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Head {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(&self.head[self.at..]);
        }
        self.fault.take().map_or(Ok(()), Err)?;
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.head.len() { self.at += amount } else { self.source.consume(amount) }
    }
}

/// What a source holds after gzip or zstd are undone, and whether they were.
fn unpacked(mut raw: BufReader<Counting>) -> io::Result<(Source, bool)> {
    let magic = raw.fill_buf()?;
    Ok(if magic.starts_with(&[0x1f, 0x8b]) {
        (Box::new(BufReader::with_capacity(1 << 16, Members::new(raw))), true)
    } else if magic.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        (Box::new(BufReader::with_capacity(1 << 16, zstd::Decoder::with_buffer(raw)?)), true)
    } else {
        (Box::new(raw), false)
    })
}

fn by_name(path: &Path, packed: bool) -> Option<Format> {
    let stem = path.file_stem().map(PathBuf::from);
    let packed_name = packed.then(|| stem.as_deref().and_then(Path::extension)).flatten();
    let extension = packed_name.or(path.extension())?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "txt" | "text" => Format::Text,
        "jsonl" | "ndjson" => Format::Lines,
        "csv" => Format::Comma,
        "tsv" | "tab" => Format::Tab,
        "html" | "htm" | "xhtml" => Format::Page,
        "rss" | "atom" => Format::Feed,
        "warc" => Format::Archive,
        _ => return None,
    })
}

fn by_content(head: &[u8]) -> Format {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower = text.to_ascii_lowercase();
    let has = |tag: &str| lower.contains(tag);
    if text.starts_with("WARC/") {
        Format::Archive
    } else if text.starts_with('{') && has("jsonfeed.org/version") {
        Format::Feed
    } else if text.starts_with('{') {
        Format::Lines
    } else if text.starts_with('<') && (has("<rss") || has("<feed") || has("<rdf:rdf")) {
        Format::Feed
    } else if text.starts_with('<') && (has("<html") || has("<!doctype html") || has("<body") || has("<head")) {
        Format::Page
    } else {
        Format::Text
    }
}

fn walk(path: &Path, out: &mut VecDeque<PathBuf>) -> io::Result<()> {
    if !path.metadata()?.is_dir() {
        out.push_back(path.to_owned());
        return Ok(());
    }
    let mut below: Vec<PathBuf> = std::fs::read_dir(path)?.map(|e| Ok(e?.path())).collect::<io::Result<_>>()?;
    below.sort();
    let hidden = |p: &Path| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
    for path in below.into_iter().filter(|p| !hidden(p)) {
        // A link that leads nowhere is no reason to read nothing.
        if path.metadata().is_ok() {
            walk(&path, out)?;
        }
    }
    Ok(())
}

fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

fn bad(path: &Path, reason: impl Into<String>) -> Bad {
    Bad { origin: Origin { input: name(path), place: Place::Whole }, reason: reason.into() }
}

/// The operating system's word without its error number.
fn describe(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read (permission denied)".to_owned(),
        _ => e.to_string(),
    }
}
