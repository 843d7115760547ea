//! Things in a fixed order, each put into the group that it fits best, and the very same groups when more things come
//! in between, or some go.
//!
//! From scratch that is a loop. When a thing comes or goes, only those after it can be put elsewhere, and of these only
//! those that look at a group which changed. So these are looked at again, in order, and so on until nothing changes;
//! what is needed of all the rest is fetched from where it is kept. By induction over the order the result is that of
//! the loop over all things.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Bound::{Excluded, Included, Unbounded};
use std::rc::Rc;

use super::days::Day;
use super::numbers;

/// Where a thing stands in the order: by day, and on one day by what is the same wherever the article is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub day: Option<Day>,
    pub order: (u64, i64),
    pub id: i64,
}

/// Under what things and groups meet: a hash, so that it can be kept as a number.
pub(crate) type Place = u64;

/// A hash of what makes a place.
pub(crate) fn place(parts: &[&[u8]]) -> Place {
    demarche_coder::fnv(parts.iter().flat_map(|part| part.iter().copied().chain([0xff])))
}

/// What things are, and when one fits a group.
pub(crate) trait Rules {
    type Thing;
    /// What is kept of a thing where it is found, and says that it has nothing to do with most others.
    type Sketch: Copy;
    /// What is known of a group from its members so far.
    type Group: Default;

    fn key(&self, thing: &Self::Thing) -> Key;
    /// Places under which its group is found by later things, and for how many days at most; for ever when there is none.
    fn posts(&self, thing: &Self::Thing) -> Vec<(Place, Option<i32>)>;
    /// Places at which it looks for groups, and the day from which on; any when there is none.
    fn asks(&self, thing: &Self::Thing) -> Vec<(Place, Option<Day>)>;
    /// Whether a member that it finds there lets it look at the member's group.
    fn akin(&self, member: &Self::Thing, thing: &Self::Thing) -> bool;
    /// A thing's sketch.
    fn sketch(&self, thing: &Self::Thing) -> Self::Sketch;
    /// False only where [`Self::akin`] is, or where the member posts nowhere.
    fn may_be_akin(&self, member: &Self::Sketch, thing: &Self::Sketch) -> bool;
    /// Things whose groups it looks at wherever they are.
    fn fellows(&self, thing: &Self::Thing) -> Vec<i64>;
    /// How well it fits a group, if it does.
    fn weigh(&self, group: &Self::Group, thing: &Rc<Self::Thing>) -> Option<f64>;
    /// Adds a member.
    fn take(&self, group: &mut Self::Group, thing: &Rc<Self::Thing>);
    /// Whether it makes a group of its own where none fits.
    fn founds(&self, thing: &Self::Thing) -> bool;
    /// Of groups that fit equally, whether the one that began last wins, or the first.
    fn last_wins(&self) -> bool;
}

/// A thing and the number of its group.
pub(crate) type Kept<T> = (T, Option<i64>);

/// What lies at a place.
pub(crate) enum Found<T, S> {
    /// A thing.
    Whole(Kept<T>),
    /// A thing that may be had by its number.
    Hint(Day, Hint<S>),
}

/// What is known of a thing at a place before it is fetched.
pub(crate) struct Hint<S> {
    pub id: i64,
    /// Whether its group is found there.
    pub posts: bool,
    /// Whether it looks for groups there.
    pub asks: bool,
    pub sketch: S,
}

/// The hints of a place.
type Hints<S> = BTreeMap<Day, Vec<Hint<S>>>;

/// Where things lie that were put into groups before. What was given once need not be given again.
pub(crate) trait Source<T, S> {
    type Error;

    /// Whether places tell of all things by hints, also of those that are put in.
    fn has_hints(&self) -> bool;
    /// Things that post or ask at a place, on some days at least.
    fn at(&mut self, place: Place, from: Day, to: Day) -> Result<Vec<Found<T, S>>, Self::Error>;
    /// All members of a group.
    fn members(&mut self, group: i64) -> Result<Vec<Kept<T>>, Self::Error>;
    /// One thing, if it is there.
    fn one(&mut self, id: i64) -> Result<Option<Kept<T>>, Self::Error>;
}

/// The first and the last of days.
const EVER: (Day, Day) = (Day(i32::MIN), Day(i32::MAX));

/// A source of nothing: all things are new.
pub(crate) struct Nothing;

impl<T, S> Source<T, S> for Nothing {
    type Error = std::convert::Infallible;

    fn has_hints(&self) -> bool {
        false
    }

    fn at(&mut self, _: Place, _: Day, _: Day) -> Result<Vec<Found<T, S>>, Self::Error> {
        Ok(Vec::new())
    }

    fn members(&mut self, _: i64) -> Result<Vec<Kept<T>>, Self::Error> {
        Ok(Vec::new())
    }

    fn one(&mut self, _: i64) -> Result<Option<Kept<T>>, Self::Error> {
        Ok(None)
    }
}

/// Why a thing is looked at.
#[derive(Default)]
struct Due {
    /// It is new.
    is_new: bool,
    /// These groups changed.
    groups: BTreeSet<i64>,
}

/// A group's state before some thing; it only ever moves on.
struct Sofar<G> {
    group: G,
    first: Option<Key>,
    last: Option<Key>,
}

/// Numbers from here on are given to new groups while they are worked out.
const FRESH: i64 = 1 << 62;

/// The number that a group keeps, if it had one, and its members.
pub(crate) type Changed<T> = (Option<i64>, Vec<Rc<T>>);

/// The groups, as far as they are looked at.
pub(crate) struct Groups<'r, R: Rules, S: Source<R::Thing, R::Sketch>> {
    rules: &'r R,
    source: S,
    things: HashMap<i64, Rc<R::Thing>>,
    /// What is known to lie at places, whether or not it is among the things yet.
    hints: HashMap<Place, Hints<R::Sketch>>,
    home: HashMap<i64, i64>,
    posted: HashMap<Place, BTreeSet<Key>>,
    asking: HashMap<Place, BTreeSet<Key>>,
    members: HashMap<i64, BTreeSet<Key>>,
    sofar: HashMap<i64, Sofar<R::Group>>,
    queue: BTreeMap<Key, Due>,
    new: HashSet<i64>,
    /// The groups in which things were before.
    was: BTreeMap<i64, i64>,
    /// Groups all of whose members' lookers-on are due from some thing on.
    marked: HashSet<i64>,
    changed: BTreeSet<i64>,
    /// Things that were in no group when they were last looked at.
    loose: BTreeSet<i64>,
    next: i64,
}

impl<'r, R: Rules, S: Source<R::Thing, R::Sketch>> Groups<'r, R, S> {
    /// No groups yet but those of the source.
    pub fn new(rules: &'r R, source: S) -> Self {
        Self {
            rules,
            source,
            things: HashMap::new(),
            hints: HashMap::new(),
            home: HashMap::new(),
            posted: HashMap::new(),
            asking: HashMap::new(),
            members: HashMap::new(),
            sofar: HashMap::new(),
            queue: BTreeMap::new(),
            new: HashSet::new(),
            was: BTreeMap::new(),
            marked: HashSet::new(),
            changed: BTreeSet::new(),
            loose: BTreeSet::new(),
            next: FRESH,
        }
    }

    /// Puts things that are new, or have become others, into groups. `torn` are groups that lost things, with the first
    /// day of these. All that comes in is given in one call.
    pub fn put(&mut self, things: Vec<Kept<R::Thing>>, torn: &[(i64, Option<Day>)]) -> Result<(), S::Error> {
        let begin = |day: Option<Day>| Key { day, order: (0, i64::MIN), id: i64::MIN };
        let mut left: Vec<(Key, i64)> = torn.iter().map(|&(group, day)| (begin(day), group)).collect();
        for (thing, home) in things {
            let key = self.rules.key(&thing);
            self.new.insert(key.id);
            self.things.insert(key.id, Rc::new(thing));
            if let Some(group) = home {
                self.was.insert(key.id, group);
                left.push((key, group));
            }
            self.queue.entry(key).or_default().is_new = true;
        }
        // The first mark of a group goes as far back as any.
        left.sort_unstable();
        for (key, group) in left {
            self.open(group)?;
            self.changed.insert(group);
            self.mark(group, key, None)?;
        }
        while let Some((key, due)) = self.queue.pop_first() {
            self.look(key, &due)?;
        }
        Ok(())
    }

    /// The groups that changed, as they are now, each with the number that it keeps, if it had one. Larger parts of a
    /// group keep its number.
    pub fn changed(&self) -> Vec<Changed<R::Thing>> {
        let mut groups: Vec<&BTreeSet<Key>> = self.changed.iter().filter_map(|group| self.members.get(group)).collect();
        groups.retain(|members| !members.is_empty());
        groups.sort_by_key(|members| members.first().copied());
        let ids: Vec<Vec<i64>> = groups.iter().map(|members| members.iter().map(|key| key.id).collect()).collect();
        let things = |ids: &Vec<i64>| ids.iter().filter_map(|id| self.things.get(id).cloned()).collect();
        numbers::keep(&ids, &self.was).into_iter().zip(ids.iter().map(things)).collect()
    }

    /// Numbers that no group has any more.
    pub fn gone(&self) -> Vec<i64> {
        let taken: HashSet<i64> = self.changed().iter().filter_map(|(number, _)| *number).collect();
        self.changed.iter().copied().filter(|group| *group < FRESH && !taken.contains(group)).collect()
    }

    /// Things that left their groups, or came, and are in none.
    pub fn homeless(&self) -> Vec<i64> {
        self.loose.iter().copied().collect()
    }

    fn look(&mut self, key: Key, due: &Due) -> Result<(), S::Error> {
        let Some(thing) = self.things.get(&key.id).cloned() else { return Ok(()) };
        let old = self.home.get(&key.id).copied();
        if !due.is_new && old.is_none_or(|group| !due.groups.contains(&group)) {
            // Its own group is as it was: does one of those that changed fit better now?
            let mut rival: Option<(f64, Key)> = None;
            for &group in &due.groups {
                if let Some(found) = self.weigh(group, key, &thing)?
                    && self.beats(&found, rival)
                {
                    rival = Some(found);
                }
            }
            let Some(rival) = rival else { return Ok(()) };
            if let Some(group) = old {
                let now = self.weigh(group, key, &thing)?;
                if !self.beats(&rival, now) {
                    return Ok(());
                }
            }
        }
        let best = self.best(key, &thing)?;
        let home = match best {
            Some(group) => Some(group),
            None if !self.rules.founds(&thing) => None,
            None => match old {
                // It stays the first of its group.
                Some(group) if self.before(group, key)?.first.is_none() => Some(group),
                _ => {
                    self.next += 1;
                    self.members.insert(self.next - 1, BTreeSet::new());
                    Some(self.next - 1)
                }
            },
        };
        let is_new = self.new.remove(&key.id);
        if is_new && !self.source.has_hints() {
            self.post(key, &thing);
        }
        if home.is_some() {
            self.loose.remove(&key.id);
        } else {
            self.loose.insert(key.id);
        }
        if home == old && !is_new {
            return Ok(());
        }
        if home != old
            && let Some(group) = old
        {
            self.home.remove(&key.id);
            self.members.entry(group).or_default().remove(&key);
            self.changed.insert(group);
            self.mark(group, key, None)?;
        }
        if let Some(group) = home {
            self.home.insert(key.id, group);
            self.members.entry(group).or_default().insert(key);
            self.changed.insert(group);
            self.mark(group, key, Some((key, &thing)))?;
        }
        Ok(())
    }

    fn best(&mut self, key: Key, thing: &Rc<R::Thing>) -> Result<Option<i64>, S::Error> {
        let mut near = BTreeSet::new();
        let (rules, sketch) = (self.rules, self.rules.sketch(thing));
        for (place, from) in rules.asks(thing) {
            let days = (from.unwrap_or(EVER.0), key.day.unwrap_or(EVER.1));
            let mut found = self.fetch(place, days, |hint| hint.posts && rules.may_be_akin(&hint.sketch, &sketch))?;
            let begin = Key { day: from, order: (0, i64::MIN), id: i64::MIN };
            found.extend(
                self.posted.get(&place).into_iter().flat_map(|keys| keys.range((Included(begin), Excluded(key)))),
            );
            for member in found.into_iter().filter(|member| *member < key) {
                let Some(group) = self.home.get(&member.id).filter(|group| !near.contains(*group)) else { continue };
                if self.things.get(&member.id).is_some_and(|member| rules.akin(member, thing)) {
                    near.insert(*group);
                }
            }
        }
        for id in rules.fellows(thing) {
            self.have(id)?;
            near.extend(self.home.get(&id));
        }
        let mut best: Option<(i64, (f64, Key))> = None;
        for group in near {
            if let Some(found) = self.weigh(group, key, thing)?
                && self.beats(&found, best.map(|(_, found)| found))
            {
                best = Some((group, found));
            }
        }
        Ok(best.map(|(group, _)| group))
    }

    fn beats(&self, (weight, first): &(f64, Key), other: Option<(f64, Key)>) -> bool {
        other.is_none_or(|(against, began)| match weight.total_cmp(&against) {
            std::cmp::Ordering::Equal => (*first > began) == self.rules.last_wins(),
            order => order.is_gt(),
        })
    }

    /// How well a thing fits a group as it is before it, and with what the group began.
    fn weigh(&mut self, group: i64, key: Key, thing: &Rc<R::Thing>) -> Result<Option<(f64, Key)>, S::Error> {
        let rules = self.rules;
        let sofar = self.before(group, key)?;
        let Some(first) = sofar.first else { return Ok(None) };
        Ok(rules.weigh(&sofar.group, thing).map(|weight| (weight, first)))
    }

    /// A group as it is before a thing.
    fn before(&mut self, group: i64, key: Key) -> Result<&Sofar<R::Group>, S::Error> {
        self.open(group)?;
        let sofar =
            self.sofar.entry(group).or_insert_with(|| Sofar { group: R::Group::default(), first: None, last: None });
        if let Some(members) = self.members.get(&group) {
            let from = sofar.last.map_or(Unbounded, Excluded);
            if sofar.last.is_none_or(|last| last < key) {
                for member in members.range((from, Excluded(key))) {
                    let Some(thing) = self.things.get(&member.id) else { continue };
                    self.rules.take(&mut sofar.group, thing);
                    sofar.first = sofar.first.or(Some(*member));
                    sofar.last = Some(*member);
                }
            }
        }
        Ok(sofar)
    }

    /// What comes after a thing and looks at a group is due, for the group changed there, perhaps by a new member.
    fn mark(&mut self, group: i64, from: Key, added: Option<(Key, &Rc<R::Thing>)>) -> Result<(), S::Error> {
        // Once all that looks at a group is due, only a new member is seen by more.
        let seen: Vec<(Key, Rc<R::Thing>)> = if self.marked.insert(group) {
            let keys = self.members.get(&group).into_iter().flatten();
            keys.filter_map(|key| Some((*key, Rc::clone(self.things.get(&key.id)?)))).collect()
        } else {
            added.map(|(key, thing)| (key, Rc::clone(thing))).into_iter().collect()
        };
        for (key, thing) in &seen {
            self.suspect(*key, from, group);
            for id in self.rules.fellows(thing) {
                self.have(id)?;
                let fellow = self.things.get(&id).map(|fellow| self.rules.key(fellow));
                fellow.into_iter().for_each(|fellow| self.suspect(fellow, from, group));
            }
            self.mark_lookers(group, from, *key, thing)?;
        }
        Ok(())
    }

    /// What comes after a thing and finds a group by one of its members is due.
    fn mark_lookers(&mut self, group: i64, from: Key, key: Key, member: &Rc<R::Thing>) -> Result<(), S::Error> {
        let (rules, sketch) = (self.rules, self.rules.sketch(member));
        for (place, reach) in rules.posts(member) {
            let until = reach.zip(key.day).map_or(EVER.1, |(reach, day)| day.plus(reach));
            let begin = from.day.unwrap_or(EVER.0);
            if until < begin {
                continue;
            }
            let may = |hint: &Hint<R::Sketch>| hint.asks && rules.may_be_akin(&sketch, &hint.sketch);
            let mut later = self.fetch(place, (begin, until), may)?;
            let last = Key { day: Some(until), order: (u64::MAX, i64::MAX), id: i64::MAX };
            let asking = self.asking.get(&place).into_iter();
            later.extend(asking.flat_map(|keys| keys.range((Excluded(from), Included(last)))));
            later.into_iter().for_each(|key| self.suspect(key, from, group));
        }
        Ok(())
    }

    /// A thing is due, if it comes after what changed.
    fn suspect(&mut self, key: Key, from: Key, group: i64) {
        if key > from {
            self.queue.entry(key).or_default().groups.insert(group);
        }
    }

    /// Has what lies at a place, and names those of whom a hint tells that they may be of interest.
    fn fetch(
        &mut self,
        place: Place,
        days: (Day, Day),
        may: impl Fn(&Hint<R::Sketch>) -> bool,
    ) -> Result<Vec<Key>, S::Error> {
        for found in self.source.at(place, days.0, days.1)? {
            match found {
                Found::Whole(kept) => self.keep(kept),
                Found::Hint(day, hint) => self.hints.entry(place).or_default().entry(day).or_default().push(hint),
            }
        }
        let hints = self.hints.get(&place).into_iter().flat_map(|hints| hints.range(days.0..=days.1));
        let ids: Vec<i64> = hints.flat_map(|(_, on_day)| on_day).filter(|hint| may(hint)).map(|hint| hint.id).collect();
        let mut keys = Vec::with_capacity(ids.len());
        for id in ids {
            self.have(id)?;
            keys.extend(self.things.get(&id).map(|thing| self.rules.key(thing)));
        }
        Ok(keys)
    }

    /// All members of a group at hand.
    fn open(&mut self, group: i64) -> Result<(), S::Error> {
        if self.members.contains_key(&group) {
            return Ok(());
        }
        let mut keys = BTreeSet::new();
        for (thing, home) in self.source.members(group)? {
            let key = self.rules.key(&thing);
            self.keep((thing, home));
            // What was at hand before may have left it meanwhile.
            if self.home.get(&key.id) == Some(&group) {
                keys.insert(key);
            }
        }
        self.members.insert(group, keys);
        Ok(())
    }

    fn have(&mut self, id: i64) -> Result<(), S::Error> {
        if !self.things.contains_key(&id)
            && let Some(kept) = self.source.one(id)?
        {
            self.keep(kept);
        }
        Ok(())
    }

    /// Takes in what was there before, unless it is there or is to be looked at as new.
    fn keep(&mut self, (thing, home): Kept<R::Thing>) {
        let key = self.rules.key(&thing);
        if self.things.contains_key(&key.id) {
            return;
        }
        let thing = Rc::new(thing);
        self.things.insert(key.id, Rc::clone(&thing));
        if let Some(group) = home {
            self.home.insert(key.id, group);
            self.was.insert(key.id, group);
        }
        if !self.source.has_hints() {
            self.post(key, &thing);
        }
    }

    fn post(&mut self, key: Key, thing: &R::Thing) {
        for (place, _) in self.rules.asks(thing) {
            self.asking.entry(place).or_default().insert(key);
        }
        for (place, _) in self.rules.posts(thing) {
            self.posted.entry(place).or_default().insert(key);
        }
    }
}
