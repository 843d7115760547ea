//! WARC archives (ISO 28500), as Common Crawl's news crawl writes them: one gzip member a record. A record that
//! cannot be read costs itself; reading goes on at the next one.

use std::io::{self, BufRead, Read};

use jiff::civil::Date;

use crate::{Bad, Body, LARGEST, Origin, Place, Raw, when};

/// Longest line of a header.
const LONGEST_LINE: usize = 64 << 10;
/// Most lines of a header.
const MOST_LINES: usize = 512;

/// The pages of an archive.
pub struct Records<R> {
    reader: Counted<R>,
    input: String,
    /// A record that was read behind a fault, which comes first.
    waiting: Option<Result<Raw, Bad>>,
    ended: bool,
}

/// A reader that knows how far it is.
struct Counted<R> {
    inner: R,
    at: u64,
}

impl<R: BufRead> Counted<R> {
    /// A line without its end; none at the end of the input.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let read = (&mut self.inner).take(LONGEST_LINE as u64).read_until(b'\n', &mut line)?;
        self.at += read as u64;
        if read == 0 {
            return Ok(None);
        }
        while line.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            line.pop();
        }
        Ok(Some(line))
    }

    fn skip(&mut self, bytes: u64) -> io::Result<u64> {
        let skipped = io::copy(&mut (&mut self.inner).take(bytes), &mut io::sink())?;
        self.at += skipped;
        Ok(skipped)
    }

    fn take(&mut self, bytes: u64) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        (&mut self.inner).take(bytes).read_to_end(&mut out)?;
        self.at += out.len() as u64;
        Ok(out)
    }
}

/// The fields of a record's header that matter here.
#[derive(Default)]
struct Header {
    kind: String,
    length: Option<u64>,
    url: Option<String>,
    date: Option<Date>,
}

impl<R: BufRead> Records<R> {
    /// Reads records from bytes that are decompressed already.
    pub fn new(input: &str, reader: R) -> Self {
        Self { reader: Counted { inner: reader, at: 0 }, input: input.to_owned(), waiting: None, ended: false }
    }

    fn bad(&self, at: u64, reason: impl Into<String>) -> Bad {
        let origin = Origin { input: self.input.clone(), place: Place::Byte(at) };
        Bad { origin, reason: reason.into() }
    }

    /// The start of the next record: its version line. Whatever stands before it is skipped, and told.
    fn seek(&mut self) -> io::Result<Option<(u64, bool)>> {
        let mut astray = false;
        loop {
            let at = self.reader.at;
            match self.reader.line()? {
                None => return Ok(None),
                Some(line) if line.starts_with(b"WARC/") => return Ok(Some((at, astray))),
                Some(line) => astray |= !line.is_empty(),
            }
        }
    }

    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut header = Header::default();
        for _ in 0..MOST_LINES {
            let Some(line) = self.reader.line()? else { return Ok(None) };
            if line.is_empty() {
                return Ok(Some(header));
            }
            let line = String::from_utf8_lossy(&line);
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                "warc-target-uri" => header.url = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => header.date = when::day(value),
                _ => {}
            }
        }
        Ok(None)
    }

    /// The next page, or the next fault; none at the end.
    fn read(&mut self) -> io::Result<Option<Result<Raw, Bad>>> {
        loop {
            let Some((at, astray)) = self.seek()? else { return Ok(None) };
            if astray {
                let fault = self.bad(at, "bytes before this record belong to none; a damaged record was passed over");
                self.waiting = self.record(at)?;
                return Ok(Some(Err(fault)));
            }
            if let Some(found) = self.record(at)? {
                return Ok(Some(found));
            }
        }
    }

    /// The record that begins at `at`, if it is a page.
    fn record(&mut self, at: u64) -> io::Result<Option<Result<Raw, Bad>>> {
        let Some(header) = self.header()? else {
            return Ok(Some(Err(self.bad(at, "the header of the record is broken; passed over"))));
        };
        let Some(length) = header.length else {
            return Ok(Some(Err(self.bad(at, "the record gives no Content-Length; passed over"))));
        };
        if header.kind != "response" {
            self.reader.skip(length)?;
            return Ok(None);
        }
        if length > LARGEST {
            self.reader.skip(length)?;
            let reason = format!("a page of more than {} MiB; passed over", LARGEST >> 20);
            return Ok(Some(Err(self.bad(at, reason))));
        }
        let block = self.reader.take(length)?;
        if (block.len() as u64) < length {
            return Ok(Some(Err(self.bad(at, "the archive ends within this record; fetch it again"))));
        }
        let Some(page) = Response::parse(&block) else {
            return Ok(Some(Err(self.bad(at, "no HTTP response in the record; passed over"))));
        };
        if !page.is_article() {
            return Ok(None);
        }
        let bytes = match page.body(block.len()) {
            Ok(bytes) => bytes,
            Err(reason) => return Ok(Some(Err(self.bad(at, reason)))),
        };
        let origin = Origin { input: self.input.clone(), place: Place::Byte(at) };
        let body = Body::Page { bytes, charset: page.charset, url: header.url, fetched: header.date };
        Ok(Some(Ok(Raw { origin, body })))
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Raw, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.waiting.is_some() {
            return self.waiting.take();
        }
        if self.ended {
            return None;
        }
        let found = self.read();
        found.unwrap_or_else(|e| {
            // A damaged gzip member costs its record; the reader stands at the next one.
            let goes_on = e.kind() == io::ErrorKind::InvalidData;
            self.ended = !goes_on;
            let what =
                if goes_on { "a damaged record was passed over" } else { "the archive cannot be read on from here" };
            Some(Err(self.bad(self.reader.at, format!("{what}: {e}"))))
        })
    }
}

/// An HTTP response as the archive keeps it.
struct Response<'b> {
    status: u16,
    html: bool,
    charset: Option<String>,
    chunked: bool,
    encoding: Option<String>,
    rest: &'b [u8],
}

impl<'b> Response<'b> {
    fn parse(block: &'b [u8]) -> Option<Self> {
        let end = block.windows(4).position(|w| w == b"\r\n\r\n").map(|p| (p, 4));
        let (end, gap) = end.or_else(|| block.windows(2).position(|w| w == b"\n\n").map(|p| (p, 2)))?;
        let head = String::from_utf8_lossy(&block[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next()?.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
        let mut out =
            Self { status, html: false, charset: None, chunked: false, encoding: None, rest: &block[end + gap..] };
        for (name, value) in lines.filter_map(|l| l.split_once(':')) {
            let value = value.trim().to_ascii_lowercase();
            match name.to_ascii_lowercase().as_str() {
                "content-type" => {
                    out.html = value.starts_with("text/html") || value.starts_with("application/xhtml");
                    out.charset = value.split_once("charset=").map(|(_, c)| c.trim_matches(['"', ' ', ';']).to_owned());
                }
                "transfer-encoding" => out.chunked = value.contains("chunked"),
                "content-encoding" if value != "identity" => out.encoding = Some(value),
                _ => {}
            }
        }
        Some(out)
    }

    /// A page that was found, and is HTML.
    fn is_article(&self) -> bool {
        self.status == 200 && self.html
    }

    /// The body without the transfer's wrapping, bounded.
    fn body(&self, most: usize) -> Result<Vec<u8>, String> {
        // Crawlers often unwrap a body and keep the header that says it is wrapped.
        let plain = if self.chunked { unchunk(self.rest, most) } else { None };
        let bytes = plain.unwrap_or_else(|| self.rest.to_vec());
        match self.encoding.as_deref() {
            Some("gzip" | "x-gzip") if bytes.starts_with(&[0x1f, 0x8b]) => {
                bounded(flate2::read::MultiGzDecoder::new(&bytes[..]))
            }
            Some("deflate") if bytes.first() == Some(&0x78) => bounded(flate2::read::ZlibDecoder::new(&bytes[..])),
            Some(other @ ("br" | "zstd" | "compress")) if !looks_like_text(&bytes) => {
                Err(format!("the page is packed as {other}, which is not read here; passed over"))
            }
            _ => Ok(bytes),
        }
    }
}

fn looks_like_text(bytes: &[u8]) -> bool {
    bytes.iter().take(256).any(|&b| b == b'<')
}

fn bounded(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut out).map_err(|e| format!("the page cannot be unpacked: {e}"))?;
    if out.len() as u64 > LARGEST {
        return Err(format!("the page unpacks to more than {} MiB; passed over", LARGEST >> 20));
    }
    Ok(out)
}

/// The body of a chunked transfer (RFC 9112, 7.1); none when it is not one.
fn unchunk(mut rest: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = rest.iter().position(|&b| b == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(line.trim().split(';').next()?, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(out);
        }
        if size > rest.len() || out.len() + size > most {
            return None;
        }
        out.extend_from_slice(&rest[..size]);
        rest = rest[size..].strip_prefix(b"\r\n").or(rest[size..].strip_prefix(b"\n"))?;
    }
}
