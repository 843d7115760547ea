//! Whether two reports tell the same act, by signs that are weighed and can be read.
//!
//! What two reports of one act never differ in is a condition (type, who takes part); what they may get wrong
//! (day, place, mode) is a sign for or against.

use std::cell::LazyCell;
use std::ops::Deref;

use super::report::{Party, Report, Spot, Stage, stage};

/// Weight of the signs from which two reports are of one act.
const ENOUGH: f64 = 4.5;
/// Kilometres between two places that may be the same.
const NEAR: f64 = 50.0;
/// Share of words that two reports of the same saying have in common at least, when nothing says to whom it was said.
const SAYING: f64 = 0.15;
/// Share of words from which reports with days that differ by one are still of one act.
const DAY_APART: f64 = 0.4;

/// What speaks for two reports' being of one act.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// Sum of the signs' weights.
    pub weight: f64,
    /// The signs, for reading: `same actors, same day, place apart`.
    pub why: String,
}

/// How two lists of parties agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Same,
    Part,
    Country,
    Missing,
    Contrary,
}

impl Fit {
    fn weight(self) -> f64 {
        match self {
            Self::Same => 2.0,
            Self::Part => 1.5,
            Self::Country => 1.0,
            Self::Missing | Self::Contrary => 0.0,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Part => "some of the same",
            Self::Country => "of the same country",
            Self::Missing | Self::Contrary => "",
        }
    }

    fn is_shared(self) -> bool {
        self.weight() > 0.0
    }
}

/// A sum of signs.
#[derive(Default)]
struct Signs {
    weight: f64,
    why: Vec<String>,
}

impl Signs {
    fn add(&mut self, weight: f64, why: impl Into<String>) {
        self.weight += weight;
        self.why.push(why.into());
    }
}

/// What speaks for two reports' being of one act, if it is enough.
#[must_use]
pub fn alike(a: &Report, b: &Report) -> Option<Likeness> {
    if a.kind != b.kind || differ(a.mode.as_ref(), b.mode.as_ref()) {
        return None;
    }
    // What needs no words is looked at first: most pairs differ in it.
    let overlap = LazyCell::new(|| a.telling.words().overlap(b.telling.words()));
    let mut signs = Signs::default();
    parties(a, b, &overlap, &mut signs)?;
    days(a, b, &overlap, &mut signs)?;
    let overlap = *overlap;
    if let (Some(a), Some(b)) = (&a.place, &b.place) {
        place(a, b, &mut signs);
    }
    if a.mode.is_some() && a.mode == b.mode {
        signs.add(0.5, "same mode");
    }
    if a.telling.tolls().iter().any(|t| b.telling.tolls().contains(t)) {
        signs.add(1.0, "same number");
    }
    if overlap > 0.0 {
        signs.add(3.0 * overlap, format!("{:.0}% of the words", 100.0 * overlap));
    }
    (signs.weight >= ENOUGH).then(|| Likeness { weight: signs.weight, why: signs.why.join(", ") })
}

fn differ<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// The same who and whom; one of the two sides may be missing in one report.
fn parties(a: &Report, b: &Report, overlap: &impl Deref<Target = f64>, signs: &mut Signs) -> Option<()> {
    // Words are spoken by one mouth; an army's deed is its state's.
    let is_deed = a.quad.is_multiple_of(2);
    let joint = |r: &Report| r.recipients.is_empty() && r.actors.len() > 1;
    if joint(a) || joint(b) {
        let all = |r: &Report| r.actors.iter().chain(&r.recipients).cloned().collect::<Vec<_>>();
        let fit = fit(&all(a), &all(b), is_deed);
        if !fit.is_shared() || (fit == Fit::Part && shared(&all(a), &all(b)) < 2) {
            return None;
        }
        // All parties of a joint act are as much as who and whom of another.
        signs.add(fit.weight() + 1.0, format!("{} parties", fit.words()));
        return Some(());
    }
    let (actors, recipients) = (fit(&a.actors, &b.actors, is_deed), fit(&a.recipients, &b.recipients, is_deed));
    if actors == Fit::Contrary || recipients == Fit::Contrary || (!actors.is_shared() && !recipients.is_shared()) {
        return None;
    }
    if !is_deed && (!actors.is_shared() || (!recipients.is_shared() && **overlap < SAYING)) {
        return None;
    }
    for (fit, side) in [(actors, "actors"), (recipients, "recipients")] {
        if fit.is_shared() {
            signs.add(fit.weight(), format!("{} {side}", fit.words()));
        }
    }
    Some(())
}

fn named(parties: &[Party]) -> Vec<&Party> {
    parties.iter().filter(|p| p.is_named).collect()
}

fn shared(a: &[Party], b: &[Party]) -> usize {
    named(a).iter().filter(|p| named(b).iter().any(|q| q.entity == p.entity)).count()
}

fn fit(a: &[Party], b: &[Party], by_country: bool) -> Fit {
    let (left, right) = (named(a), named(b));
    if left.is_empty() || right.is_empty() {
        let country = |p: &&Party| p.country.clone();
        let (left, right): (Vec<_>, Vec<_>) =
            (a.iter().filter_map(|p| country(&p)).collect(), b.iter().filter_map(|p| country(&p)).collect());
        let is_contrary = !left.is_empty() && !right.is_empty() && !left.iter().any(|c| right.contains(c));
        return if is_contrary { Fit::Contrary } else { Fit::Missing };
    }
    let both = shared(a, b);
    if both == left.len() && both == right.len() {
        return Fit::Same;
    }
    if both == left.len().min(right.len()) {
        return Fit::Part;
    }
    let one_country =
        |p: &Party, q: &Party| p.country.is_some() && p.country == q.country && (p.is_state || q.is_state);
    if by_country && left.iter().all(|p| right.iter().any(|q| p.entity == q.entity || one_country(p, q))) {
        return Fit::Country;
    }
    Fit::Contrary
}

/// Days that overlap, or almost; what is not of the same stage needs days that the articles give themselves.
fn days(a: &Report, b: &Report, overlap: &impl Deref<Target = f64>, signs: &mut Signs) -> Option<()> {
    let ((one, is_said), (other, is_said_too)) = (a.when()?, b.when()?);
    let (both, gap) = (is_said && is_said_too, one.gap(other));
    if stage(a.status) != stage(b.status) && (!both || gap > 0) {
        return None;
    }
    if stage(a.status) != stage(b.status) && [stage(a.status), stage(b.status)].contains(&Stage::Denied) {
        signs.add(-0.5, "one denies it");
    }
    match (both, gap) {
        (true, 0) if one == other => signs.add(2.0, if one.length() == 1 { "same day" } else { "same days" }),
        (true, 0) => signs.add(1.5, "days overlap"),
        (true, 1) if **overlap >= DAY_APART => signs.add(0.5, "a day apart"),
        (false, 0) if is_said || is_said_too => signs.add(1.0, "told within days"),
        (false, 0) => signs.add(0.5, "told at the same time"),
        _ => return None,
    }
    Some(())
}

fn place(a: &Spot, b: &Spot, signs: &mut Signs) {
    let one_country = a.country.is_some() && a.country == b.country;
    if a.name.to_lowercase() == b.name.to_lowercase() {
        signs.add(1.5, "same place");
    } else if one_country && (a.is_country || b.is_country) {
        signs.add(0.5, "place within");
    } else if let (Some(from), Some(to)) = (a.at, b.at)
        && kilometres(from, to) <= NEAR
    {
        signs.add(0.75, "places near");
    } else if a.at.is_some() && b.at.is_some() || differ(a.country.as_ref(), b.country.as_ref()) {
        signs.add(-2.0, "places apart");
    }
}

/// Distance on the sphere.
fn kilometres((lat, lon): (f64, f64), (other_lat, other_lon): (f64, f64)) -> f64 {
    let (a, b) = (lat.to_radians(), other_lat.to_radians());
    let half = |x: f64| (x / 2.0).sin().powi(2);
    let h = half(b - a) + a.cos() * b.cos() * half((other_lon - lon).to_radians());
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
