//! An item as it was found, and what becomes of it: the part of the work that threads share.

use std::path::Path;

use demarche_syntax::text::{self, DecodeError};
use jiff::civil::Date;
use serde_json::Value;

use crate::columns::{Field, choose};
use crate::{Article, Bad, Options, Origin, language, page, when};

/// An item of an input.
#[derive(Clone, Debug)]
pub struct Raw {
    /// Where it was found.
    pub origin: Origin,
    /// What was found.
    pub body: Body,
}

/// What was found.
#[derive(Clone, Debug)]
pub enum Body {
    /// A line of JSON.
    Line(Vec<u8>),
    /// A file of plain text.
    Text(Vec<u8>),
    /// An HTML page.
    Page {
        /// The page as it came.
        bytes: Vec<u8>,
        /// Encoding that the header named.
        charset: Option<String>,
        /// Its address.
        url: Option<String>,
        /// When it was fetched or last changed: stands in where the page states no day.
        fetched: Option<Date>,
    },
    /// A row or entry whose fields are apart already.
    Fields(Box<Article>),
}

impl Raw {
    /// The article.
    ///
    /// # Errors
    /// What cannot be read as one, with its place.
    pub fn article(self, options: &Options) -> Result<Article, Bad> {
        let Self { origin, body } = self;
        let made = match body {
            Body::Line(bytes) => line(&bytes),
            Body::Text(bytes) => plain(bytes, options, &origin),
            Body::Page { bytes, charset, url, fetched } => page::read(bytes, charset.as_deref(), url, fetched),
            Body::Fields(article) => Ok(*article),
        };
        let mut article = made.and_then(|a| match a.text.trim().is_empty() {
            true => Err("holds no text".to_owned()),
            false => Ok(a),
        });
        if let Ok(article) = &mut article {
            article.date = article.date.or(options.date);
            if article.language.is_none() {
                article.language = language::identify(&article.text).map(str::to_owned);
            }
        }
        match article {
            Ok(article) => Ok(Article { origin, ..article }),
            Err(reason) => Err(Bad { origin, reason }),
        }
    }
}

/// One line: no encoding but UTF-8 is JSON's.
fn line(bytes: &[u8]) -> Result<Article, String> {
    let text = std::str::from_utf8(bytes)
        .map_err(|e| format!("not UTF-8 at byte {} of the line; JSON lines are always UTF-8", e.valid_up_to()))?;
    let value: Value = serde_json::from_str(text).map_err(|e| format!("no JSON object with a `text`: {e}"))?;
    let Value::Object(mut object) = value else {
        return Err("no JSON object; each line is one, with a `text`".to_owned());
    };
    let names: Vec<String> = object.keys().cloned().collect();
    let mut article = Article::default();
    let mut found = false;
    for (field, number) in choose(names.iter().map(String::as_str)) {
        let words = match object.remove(&names[number]) {
            Some(Value::String(words)) => words,
            // Data sets use these names for other things too; only words are ours, but an id may be a number.
            Some(Value::Number(n)) if field == Field::Id || field == Field::Date => n.to_string(),
            _ => continue,
        };
        found |= field == Field::Text;
        set(&mut article, field, words)?;
    }
    if found { Ok(article) } else { Err("no `text` in the JSON object".to_owned()) }
}

/// Puts what a column or key holds into its field.
pub fn set(article: &mut Article, field: Field, words: String) -> Result<(), String> {
    let words = if field == Field::Text { words } else { words.trim().to_owned() };
    if words.is_empty() {
        return Ok(());
    }
    match field {
        Field::Id => article.id = Some(words),
        Field::Text => article.text = words,
        Field::Title => article.title = Some(words),
        Field::Date => {
            let day = when::day(&words);
            article.date = Some(day.ok_or_else(|| format!("{words:?} is no date; write YYYY-MM-DD"))?);
        }
        Field::Source => article.source = Some(words),
        Field::Url => article.url = Some(words),
        Field::Language => article.language = language::stated(&words),
    }
    Ok(())
}

fn plain(bytes: Vec<u8>, options: &Options, origin: &Origin) -> Result<Article, String> {
    let text = decode(bytes, options.encoding.as_deref())?;
    let stem = Path::new(&origin.input).file_stem().map(|s| s.to_string_lossy().into_owned());
    // "2025-08-20-agency-talks.txt" states its day.
    let date = stem.as_deref().and_then(|s| s.get(..10)).and_then(when::day);
    Ok(Article { id: stem, text, date, ..Article::default() })
}

/// Bytes to text, the fault in words.
pub fn decode(bytes: Vec<u8>, encoding: Option<&str>) -> Result<String, String> {
    text::decode(bytes, encoding).map_err(|e: DecodeError| e.to_string())
}
