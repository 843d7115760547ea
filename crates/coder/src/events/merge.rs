//! One act, one event: a second mention of the same act adds evidence and does not count again.

use super::{Dated, Event};
use crate::record::Status;

/// Merges mentions of one act into its first; `same_time` and `same_place` say whether two dates or
/// places can be those of one act, `same_matter` whether two acts can be about one thing.
#[must_use]
pub fn merge(
    events: Vec<Dated>,
    same_time: impl Fn(usize, usize) -> bool,
    same_place: impl Fn(usize, usize) -> bool,
    same_matter: impl Fn(&Event, &Event) -> bool,
) -> Vec<Dated> {
    let mut out: Vec<Dated> = Vec::new();
    for later in events {
        let same = |earlier: &&mut Dated| {
            let (a, b) = (&earlier.event, &later.event);
            let times = earlier.dates.iter().all(|&x| later.dates.iter().all(|&y| same_time(x, y)));
            let places = earlier.place.zip(later.place).is_none_or(|(x, y)| same_place(x, y));
            // "*Talks in Doha* ended": of one that names nobody the day or the place has to be the same.
            let met = !earlier.dates.is_empty() && !later.dates.is_empty()
                || earlier.place.is_some() && later.place.is_some();
            let same_cast = is_same_cast(a, b) || (a.bare || b.bare) && met;
            a.kind == b.kind
                && is_same_mode(a, b)
                && is_same_standing(a.status, b.status)
                && same_cast
                && times
                && places
                && same_matter(a, b)
        };
        match out.iter_mut().find(same) {
            Some(earlier) => {
                let mut further = later.event;
                // Of two mentions the one that names who takes part says more.
                if earlier.event.bare && !further.bare {
                    std::mem::swap(&mut earlier.event, &mut further);
                }
                earlier.event.evidence.push(further.trigger);
                earlier.event.evidence.append(&mut further.evidence);
                if earlier.dates.is_empty() {
                    earlier.dates = later.dates;
                }
                earlier.place = earlier.place.or(later.place);
            }
            None => out.push(later),
        }
    }
    out
}

fn is_same_mode(a: &Event, b: &Event) -> bool {
    a.mode.is_none() || b.mode.is_none() || a.mode == b.mode
}

/// What went on happened; what was proposed may be planned by now, and is then another line of the record.
fn is_same_standing(a: Status, b: Status) -> bool {
    let settled = |s| matches!(s, Status::Occurred | Status::Ongoing);
    a == b || (settled(a) && settled(b))
}

/// The same actors and recipients, each in full: with fewer named it may be another act.
fn is_same_cast(a: &Event, b: &Event) -> bool {
    let same = |x: &[_], y: &[_]| x.len() == y.len() && x.iter().all(|i| y.contains(i));
    !(a.actors.is_empty() && a.recipients.is_empty())
        && same(&a.actors, &b.actors)
        && same(&a.recipients, &b.recipients)
}
