//! Articles for the desk, from whatever `demarche_intake` reads.

use demarche_desk::Incoming;
use demarche_intake::{Bad, Options, Raw};

/// An item as the desk takes it, or the fault in words.
pub fn incoming(item: Result<Raw, Bad>, options: &Options) -> Result<Incoming, String> {
    let article = item.and_then(|raw| raw.article(options)).map_err(|bad| bad.to_string())?;
    Ok(Incoming {
        name: article.id,
        text: article.text,
        title: article.title,
        date: article.date.map(|d| d.to_string()),
        source: article.source,
        url: article.url,
        language: article.language,
        origin: Some(article.origin.to_string()),
    })
}
