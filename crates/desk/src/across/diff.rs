//! Two codings of one corpus: which events one of them has that the other lacks, and which it has otherwise.

use demarche_coder::record::{ActorId, Record};
use serde::Serialize;

use super::settle::spelling;

/// What matters of an event when two codings are compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sketch {
    /// First code point of the words that carry it.
    pub start: usize,
    /// One past the last.
    pub stop: usize,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// What became of it.
    pub status: String,
    /// Names of who acted.
    pub actors: Vec<String>,
    /// Names of to whom.
    pub recipients: Vec<String>,
    /// From and to.
    pub date: Option<(String, String)>,
    /// Where.
    pub place: Option<String>,
    /// The words that carry it.
    pub words: String,
}

/// A coded article, as far as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// Its id.
    pub document: String,
    /// Its events, in the order of the text.
    pub events: Vec<Sketch>,
    /// Number of statements.
    pub statements: usize,
    /// Number of positions.
    pub positions: usize,
}

impl Coded {
    /// What is compared of a record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let starts: Vec<usize> = record.document.text.char_indices().map(|(at, _)| at).collect();
        let at = |point: usize| starts.get(point).copied().unwrap_or(record.document.text.len());
        let names = |ids: &[ActorId]| -> Vec<String> {
            let name = |id: &ActorId| record.actors.iter().find(|a| a.id == *id).map(|a| a.name.clone());
            let mut names: Vec<String> = ids.iter().filter_map(name).collect();
            names.sort();
            names
        };
        let mut events: Vec<Sketch> = record
            .events
            .iter()
            .map(|e| Sketch {
                start: e.trigger.start,
                stop: e.trigger.end,
                kind: e.kind.clone(),
                mode: e.mode.clone(),
                status: spelling(e.status),
                actors: names(&e.actors),
                recipients: names(&e.recipients),
                date: e.date.as_ref().map(|d| (d.from.clone(), d.to.clone())),
                place: e.place.as_ref().map(|p| p.name.clone()),
                words: record.document.text.get(at(e.trigger.start)..at(e.trigger.end)).unwrap_or_default().to_owned(),
            })
            .collect();
        events.sort_by(|a, b| (a.start, a.stop, &a.kind).cmp(&(b.start, b.stop, &b.kind)));
        Self {
            document: record.document.id.clone(),
            events,
            statements: record.statements.len(),
            positions: record.positions.len(),
        }
    }
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Only the first coding has the article.
    OnlyFirst,
    /// Only the second has it.
    OnlySecond,
    /// Only the first has the event.
    Removed,
    /// Only the second has the event.
    Added,
    /// Both have it, and not the same.
    Changed,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The article.
    pub document: String,
    /// What differs.
    pub what: What,
    /// In which fields, for a changed event.
    pub fields: Vec<&'static str>,
    /// The event in the first coding.
    pub first: Option<Sketch>,
    /// The event in the second.
    pub second: Option<Sketch>,
}

/// Differences between two codings of one article: events carried by the same words are one event, first those of one type.
#[must_use]
pub fn diff(first: &Coded, second: &Coded) -> Vec<Difference> {
    let mut partner: Vec<Option<usize>> = vec![None; first.events.len()];
    let mut taken = vec![false; second.events.len()];
    for same_kind in [true, false] {
        for (i, a) in first.events.iter().enumerate().filter(|(i, _)| partner[*i].is_none()).collect::<Vec<_>>() {
            let fits = |b: &Sketch| a.start < b.stop && b.start < a.stop && (!same_kind || a.kind == b.kind);
            // Of several, the one that differs least.
            let near = (0..second.events.len()).filter(|&j| !taken[j] && fits(&second.events[j]));
            if let Some(j) = near.min_by_key(|&j| fields(a, &second.events[j]).len()) {
                partner[i] = Some(j);
                taken[j] = true;
            }
        }
    }
    let difference = |what, fields, first: Option<&Sketch>, second: Option<&Sketch>, document: &str| Difference {
        document: document.to_owned(),
        what,
        fields,
        first: first.cloned(),
        second: second.cloned(),
    };
    let mut out = Vec::new();
    for (a, partner) in first.events.iter().zip(&partner) {
        match partner.map(|j| &second.events[j]) {
            None => out.push(difference(What::Removed, Vec::new(), Some(a), None, &first.document)),
            Some(b) if !fields(a, b).is_empty() => {
                out.push(difference(What::Changed, fields(a, b), Some(a), Some(b), &first.document));
            }
            Some(_) => {}
        }
    }
    for (b, _) in second.events.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        out.push(difference(What::Added, Vec::new(), None, Some(b), &first.document));
    }
    let place = |d: &Difference| d.first.as_ref().or(d.second.as_ref()).map(|s| s.start);
    out.sort_by_key(place);
    out
}

/// The fields in which two events differ; their words may be longer in one.
fn fields(a: &Sketch, b: &Sketch) -> Vec<&'static str> {
    let differs = [
        ("type", a.kind != b.kind),
        ("mode", a.mode != b.mode),
        ("status", a.status != b.status),
        ("actors", a.actors != b.actors),
        ("recipients", a.recipients != b.recipients),
        ("date", a.date != b.date),
        ("place", a.place != b.place),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at: usize, kind: &str, status: &str, actor: &str) -> Sketch {
        Sketch {
            start: at,
            stop: at + 3,
            kind: kind.to_owned(),
            mode: None,
            status: status.to_owned(),
            actors: vec![actor.to_owned()],
            recipients: Vec::new(),
            date: None,
            place: None,
            words: "met".to_owned(),
        }
    }

    fn coded(events: Vec<Sketch>) -> Coded {
        Coded { document: "d".to_owned(), events, statements: 0, positions: 0 }
    }

    #[test]
    fn events_are_matched_by_their_words() {
        let first = coded(vec![
            event(0, "CONSULT", "planned", "A"),
            event(10, "AID", "occurred", "A"),
            event(20, "AGREE", "occurred", "A"),
        ]);
        let second = coded(vec![
            event(1, "CONSULT", "occurred", "B"),
            event(10, "COERCE", "occurred", "A"),
            event(20, "AGREE", "occurred", "A"),
            event(20, "REJECT", "occurred", "A"),
            event(30, "ACCUSE", "occurred", "A"),
        ]);
        let shown: Vec<String> =
            diff(&first, &second).iter().map(|d| format!("{:?} {}", d.what, d.fields.join("+"))).collect();
        assert_eq!(shown, ["Changed status+actors", "Changed type", "Added ", "Added "]);
        let shown: Vec<What> = diff(&second, &first).iter().map(|d| d.what).collect();
        assert_eq!(shown, [What::Changed, What::Changed, What::Removed, What::Removed]);
        assert_eq!(diff(&first, &first), []);
    }
}
