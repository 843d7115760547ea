//! RSS, Atom and JSON feeds: their entries as articles.

use feed_rs::model::Entry;

use crate::page::{self, host};
use crate::{Article, Bad, Body, Origin, Place, Raw, language};

/// The entries of a feed, in its order.
///
/// # Errors
/// What is no feed.
pub fn entries(input: &str, bytes: &[u8]) -> Result<Vec<Result<Raw, Bad>>, Bad> {
    let made = read(input, bytes)?.into_iter().map(|article| match article.text.is_empty() {
        true => {
            let reason = "the entry holds no text, only a link; fetch the page it points to".to_owned();
            Err(Bad { origin: article.origin, reason })
        }
        false => Ok(Raw { origin: article.origin.clone(), body: Body::Fields(Box::new(article)) }),
    });
    Ok(made.collect())
}

/// The entries of a feed as it gives them, in its order; the text of one that only links is empty.
///
/// # Errors
/// What is no feed.
pub fn read(input: &str, bytes: &[u8]) -> Result<Vec<Article>, Bad> {
    let whole = || Origin { input: input.to_owned(), place: Place::Whole };
    let feed = feed_rs::parser::parse(bytes)
        .map_err(|e| Bad { origin: whole(), reason: format!("no RSS, Atom or JSON feed: {e}") })?;
    let source = feed.title.as_ref().map(|t| t.content.trim().to_owned()).filter(|t| !t.is_empty());
    let spoken = feed.language.as_deref().and_then(language::stated);
    let made = feed.entries.into_iter().enumerate().map(|(i, entry)| {
        let origin = Origin { input: input.to_owned(), place: Place::Entry(i as u64 + 1) };
        Article { origin, ..article(entry, source.clone(), spoken.clone()) }
    });
    Ok(made.collect())
}

fn article(entry: Entry, source: Option<String>, spoken: Option<String>) -> Article {
    let title = entry.title.map(|t| plain(&t.content)).filter(|t| !t.is_empty());
    let body = entry.content.and_then(|c| c.body).or_else(|| entry.summary.map(|s| s.content)).unwrap_or_default();
    let text = plain(&body);
    let url = entry.links.first().map(|l| l.href.clone());
    let date = entry.published.or(entry.updated).and_then(|d| crate::day(&d.to_rfc3339()));
    Article {
        id: Some(entry.id).filter(|id| !id.is_empty()),
        text,
        title,
        date,
        source: source.or_else(|| url.as_deref().and_then(host)),
        url,
        language: entry.language.as_deref().and_then(language::stated).or(spoken),
        ..Article::default()
    }
}

/// The text of a fragment of HTML; what has no tags is text already.
fn plain(fragment: &str) -> String {
    if !fragment.contains('<') && !fragment.contains('&') {
        return fragment.trim().to_owned();
    }
    // Fragments are short: paragraphs become lines, tags go, and the few entities that feeds use are undone.
    let document = dom_query(fragment);
    document.trim().to_owned()
}

fn dom_query(fragment: &str) -> String {
    let page = format!("<html><body><article>{fragment}</article></body></html>");
    match page::read(page.into_bytes(), None, None, None) {
        Ok(article) => article.text,
        Err(_) => String::new(),
    }
}
