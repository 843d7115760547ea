//! Articles from where they are: plain text, HTML pages, JSON lines, tables, RSS and Atom, WARC archives, each of
//! them perhaps compressed, in a file, a folder or standard input.
//!
//! A [`Reader`] streams what it finds as [`Raw`] items, one at a time and in order; [`Raw::article`] does the
//! costly part (decoding, taking a page apart, telling the language), so that many threads can share it.
//! One bad item is reported with its place, and the next ones come.

mod columns;
mod feed;
mod gzip;
mod language;
#[cfg(feature = "net")]
pub mod net;
mod open;
mod page;
mod raw;
mod table;
mod warc;
mod when;

use std::fmt;

use jiff::civil::Date;

pub use feed::read as feed;
pub use language::identify;
pub use open::{Reader, is_url, open};
pub use raw::{Body, Raw};
pub use when::day;

/// Largest body of one article, in bytes, after decompression. An article is some kilobytes.
pub const LARGEST: u64 = 64 << 20;

/// An article as its source gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Its id at the source.
    pub id: Option<String>,
    /// Its text, paragraphs on lines of their own.
    pub text: String,
    /// Title, where the source gives one apart from the text.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// Two letters of ISO 639-1 (three of 639-3 where there are none), stated or identified; none when unsure.
    pub language: Option<String>,
    /// Where it was found.
    pub origin: Origin,
}

/// Where an item was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The file as it was named, or `standard input`.
    pub input: String,
    /// Where in it.
    pub place: Place,
}

/// A place in an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// All of it.
    #[default]
    Whole,
    /// A line, from 1.
    Line(u64),
    /// A record of an archive, by the byte at which it begins (before decompression of the whole: after it).
    Byte(u64),
    /// An entry of a feed, from 1.
    Entry(u64),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Place::Whole => f.write_str(&self.input),
            Place::Line(n) => write!(f, "{}:{n}", self.input),
            Place::Byte(n) => write!(f, "{}: record at byte {n}", self.input),
            Place::Entry(n) => write!(f, "{}: entry {n}", self.input),
        }
    }
}

/// What could not be read: where, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// Where.
    pub origin: Origin,
    /// The fault and its remedy.
    pub reason: String,
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.reason)
    }
}

impl std::error::Error for Bad {}

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Day of publication of what states none.
    pub date: Option<Date>,
    /// Encoding of what states none; detected when not given.
    pub encoding: Option<String>,
    /// How addresses among the inputs are fetched.
    #[cfg(feature = "net")]
    pub net: net::Settings,
}
