//! What the columns of a table and the keys of a JSON object hold, by their names (`data/columns.tsv`).

use std::sync::LazyLock;

/// A field of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its id.
    Id,
    /// Its text.
    Text,
    /// Its title.
    Title,
    /// Its day.
    Date,
    /// Who published it.
    Source,
    /// Where.
    Url,
    /// Its language.
    Language,
}

/// All fields with the names that they go by, the likelier first.
static NAMES: LazyLock<Vec<(Field, Vec<&'static str>)>> = LazyLock::new(|| {
    let rows = include_str!("../data/columns.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let (field, names) = row.split_once('\t')?;
        let field = match field {
            "id" => Field::Id,
            "text" => Field::Text,
            "title" => Field::Title,
            "date" => Field::Date,
            "source" => Field::Source,
            "url" => Field::Url,
            "language" => Field::Language,
            _ => return None,
        };
        Some((field, names.split('|').collect()))
    })
    .collect()
});

/// The field that a name means, and how far down the list of its names it stands.
fn rank(name: &str) -> Option<(Field, usize)> {
    let name = name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_");
    NAMES.iter().find_map(|(field, names)| Some((*field, names.iter().position(|n| *n == name)?)))
}

/// For each field the best of some names, by its number.
pub fn choose<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(Field, usize)> {
    let mut best: Vec<(Field, usize, usize)> = Vec::new();
    for (number, name) in names.enumerate() {
        let Some((field, rank)) = rank(name) else { continue };
        match best.iter_mut().find(|b| b.0 == field) {
            Some(known) if rank < known.2 => *known = (field, number, rank),
            Some(_) => {}
            None => best.push((field, number, rank)),
        }
    }
    best.into_iter().map(|(field, number, _)| (field, number)).collect()
}
