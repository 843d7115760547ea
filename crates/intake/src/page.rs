//! HTML pages: the article in them, and what they say of it themselves.

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use jiff::civil::Date;

use crate::raw::decode;
use crate::{Article, language, when};

/// Elements of the largest page that is taken apart: guards against pages made to exhaust.
const MOST_ELEMENTS: usize = 60_000;
/// How far into a page its own word on its encoding stands (as the HTML standard has it).
const PRESCAN: usize = 1024;

/// The article of a page.
///
/// # Errors
/// In words: what is no text, or no page with an article.
pub fn read(
    bytes: Vec<u8>,
    charset: Option<&str>,
    url: Option<String>,
    fetched: Option<Date>,
) -> Result<Article, String> {
    let charset = known(charset).or_else(|| declared(&bytes));
    let html = decoded(bytes, charset)?;
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let stated = url.as_deref().filter(|u| u.starts_with("http"));
    let mut page = Readability::new(html.as_str(), stated, Some(config)).map_err(|e| format!("no HTML page: {e}"))?;
    let published = published(&page, &html);
    let found = page.parse().map_err(|e| format!("no article found in the page ({e})"))?;
    let text = paragraphs(&found.text_content);
    if text.is_empty() {
        return Err("no article found in the page".to_owned());
    }
    let words = |s: Option<String>| s.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
    let own = found.published_time.as_deref().and_then(when::day);
    Ok(Article {
        id: None,
        text,
        title: words(Some(found.title)),
        date: own.or(published).or(fetched),
        source: words(found.site_name).or_else(|| url.as_deref().and_then(host)),
        language: found.lang.as_deref().and_then(language::stated),
        url: url.or_else(|| words(found.url)),
        ..Article::default()
    })
}

/// An encoding that the header names, if there is one of that name.
fn known(charset: Option<&str>) -> Option<&'static Encoding> {
    Encoding::for_label(charset?.trim().as_bytes())
}

/// The encoding that the page itself declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end =
        label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

/// By the mark or as UTF-8 where that is valid, else as the header or the page says, else as it looks. A byte that
/// does not fit becomes a replacement character: pages are never quite clean.
fn decoded(bytes: Vec<u8>, charset: Option<&'static Encoding>) -> Result<String, String> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(e) => e.into_bytes(),
    };
    match charset {
        Some(encoding) => Ok(encoding.decode(&bytes).0.into_owned()),
        None => decode(bytes, None),
    }
}

/// The day that the page's metadata give: JSON-LD and meta elements as the extractor reads them, else the first
/// `datetime` of a `time` element.
fn published(page: &Readability, html: &str) -> Option<Date> {
    let metadata = page.get_article_metadata(page.parse_json_ld());
    metadata.published_time.as_deref().and_then(when::day).or_else(|| {
        let (_, after) = html.split_once("<time")?;
        let tag = &after[..after.find('>')?];
        let (_, value) = tag.split_once("datetime=")?;
        let value = value.trim_start_matches(['"', '\'']);
        when::day(value.split(['"', '\'', ' ']).next()?)
    })
}

/// Lines without spaces around them, one blank line between paragraphs.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(line);
    }
    out
}

/// "example.org" of an address.
pub fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_start_matches("www.");
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}
