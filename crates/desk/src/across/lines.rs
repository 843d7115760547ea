//! Positions of one actor on one issue as a line in time, and where it turns.

use std::collections::BTreeMap;

use demarche_coder::record::Stance;

use super::days::Day;

/// A position as one article tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its number.
    pub id: i64,
    /// Whose: the same in all articles.
    pub entity: i64,
    /// The actor's name, which is taken out of the issue.
    pub name: String,
    /// Normal form of the issue.
    pub issue: String,
    /// Where the actor stands.
    pub stance: Stance,
    /// Whether it is held no more when the article tells it.
    pub is_past: bool,
    /// Day of the statement or act it rests on, or else of publication.
    pub day: Day,
    /// 0 to 1.
    pub confidence: f64,
}

/// A position of one actor on one issue, held for some time.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Where the actor stood.
    pub stance: Stance,
    /// First day on which some article shows it.
    pub first: Day,
    /// Last such day.
    pub last: Day,
    /// The positions that show it, in the order of their days.
    pub shown: Vec<i64>,
}

/// An actor's positions on an issue, in the order of time. Two neighbours differ: there the line turns.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose.
    pub entity: i64,
    /// On what.
    pub issue: String,
    /// What was held one after the other.
    pub stretches: Vec<Stretch>,
}

/// The lines of all actors on all issues, by actor and issue.
#[must_use]
pub fn lines(held: &[Held]) -> Vec<Line> {
    let mut days: BTreeMap<(i64, String, Day), Vec<&Held>> = BTreeMap::new();
    // What an article calls past says nothing of its day.
    for h in held.iter().filter(|h| !h.is_past) {
        days.entry((h.entity, issue(&h.issue, &h.name), h.day)).or_default().push(h);
    }
    let mut lines: Vec<Line> = Vec::new();
    for ((entity, issue, day), mut shown) in days {
        shown.sort_by_key(|h| h.id);
        let stance = weightiest(&shown);
        if lines.last().is_none_or(|l| l.entity != entity || l.issue != issue) {
            lines.push(Line { entity, issue, stretches: Vec::new() });
        }
        let Some(line) = lines.last_mut() else { continue };
        let ids = shown.iter().filter(|h| h.stance == stance).map(|h| h.id);
        match line.stretches.last_mut() {
            Some(stretch) if stretch.stance == stance => {
                stretch.last = day;
                stretch.shown.extend(ids);
            }
            _ => line.stretches.push(Stretch { stance, first: day, last: day, shown: ids.collect() }),
        }
    }
    lines
}

/// The stance that a day's positions show together: the one with most confidence; among equals the firmest.
fn weightiest(shown: &[&Held]) -> Stance {
    let firmest = [Stance::Opposes, Stance::Supports, Stance::Conditional, Stance::Undecided];
    let weight = |stance: Stance| shown.iter().filter(|h| h.stance == stance).map(|h| h.confidence).sum::<f64>();
    let mut best = firmest[0];
    for stance in firmest {
        if weight(stance) > weight(best) + 1e-9 {
            best = stance;
        }
    }
    best
}

/// The issue without the actor itself, who is often named in it: Russia on "trade: Russia–Ukraine" and on "trade: Ukraine".
#[must_use]
pub fn issue(key: &str, actor: &str) -> String {
    let Some((family, names)) = key.split_once(": ") else { return key.to_owned() };
    let own = actor.rsplit(' ').next().unwrap_or(actor);
    let others: Vec<&str> = names.split('–').filter(|n| *n != own && *n != actor).collect();
    if others.is_empty() { family.to_owned() } else { format!("{family}: {}", others.join("–")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(rows: &[(&str, &str, Stance, &str, f64)]) -> Vec<Held> {
        let row = |(id, (name, issue, stance, day, confidence)): (usize, &(&str, &str, Stance, &str, f64))| Held {
            id: id as i64,
            entity: name.len() as i64,
            name: (*name).to_owned(),
            issue: (*issue).to_owned(),
            stance: *stance,
            is_past: *confidence < 0.1,
            day: day.parse().unwrap(),
            confidence: *confidence,
        };
        rows.iter().enumerate().map(row).collect()
    }

    fn shown(rows: &[(&str, &str, Stance, &str, f64)]) -> Vec<String> {
        let mut rows = held(rows);
        let forward = lines(&rows);
        rows.reverse();
        assert_eq!(lines(&rows), forward, "in another order");
        let stretch = |s: &Stretch| format!("{:?} {}..{} ×{}", s.stance, s.first, s.last, s.shown.len());
        let line =
            |l: &Line| format!("{}: {}", l.issue, l.stretches.iter().map(stretch).collect::<Vec<_>>().join(", "));
        forward.iter().map(line).collect()
    }

    #[test]
    fn a_line_turns_where_the_stance_changes() {
        use Stance::{Conditional, Opposes, Supports};
        assert_eq!(
            shown(&[
                ("Chad", "ceasefire", Supports, "2024-01-01", 0.8),
                ("Chad", "ceasefire", Supports, "2024-01-09", 0.8),
                ("Chad", "ceasefire", Opposes, "2024-02-01", 0.8),
                ("Chad", "ceasefire: Chad", Conditional, "2024-03-01", 0.6),
                ("Niger", "ceasefire", Supports, "2024-01-15", 0.8),
                ("Chad", "ceasefire", Opposes, "2024-03-15", 0.0),
            ]),
            [
                "ceasefire: Supports 2024-01-01..2024-01-09 ×2, Opposes 2024-02-01..2024-02-01 ×1, Conditional 2024-03-01..2024-03-01 ×1",
                "ceasefire: Supports 2024-01-15..2024-01-15 ×1",
            ]
        );
    }

    #[test]
    fn one_day_has_one_stance() {
        use Stance::{Conditional, Opposes, Supports};
        let day = "2024-01-01";
        assert_eq!(
            shown(&[("A", "x", Supports, day, 0.5), ("A", "x", Opposes, day, 0.4), ("A", "x", Opposes, day, 0.4)]),
            ["x: Opposes 2024-01-01..2024-01-01 ×2"]
        );
        assert_eq!(
            shown(&[("A", "x", Conditional, day, 0.5), ("A", "x", Supports, day, 0.5)]),
            ["x: Supports 2024-01-01..2024-01-01 ×1"]
        );
    }

    #[test]
    fn an_issue_loses_the_actors_own_name() {
        assert_eq!(issue("trade: Russia–Ukraine", "Russia"), "trade: Ukraine");
        assert_eq!(issue("direct-talks: Putin", "Vladimir Putin"), "direct-talks");
        assert_eq!(issue("sanctions", "Russia"), "sanctions");
    }
}
