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
    /// What is known of a group from its members so far.
    type Group: Default;

    fn key(&self, thing: &Self::Thing) -> Key;
    /// Places under which its group is found by later things, and for how many days at most; for ever when there is none.
    fn posts(&self, thing: &Self::Thing) -> Vec<(Place, Option<i32>)>;
    /// Places at which it looks for groups, and the day from which on; any when there is none.
    fn asks(&self, thing: &Self::Thing) -> Vec<(Place, Option<Day>)>;
    /// Whether a member that it finds there lets it look at the member's group.
    fn akin(&self, member: &Self::Thing, thing: &Self::Thing) -> bool;
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

/// Where things lie that were put into groups before. What was given once need not be given again.
pub(crate) trait Source<T> {
    type Error;

    /// Things that post or ask at a place, on some days at least.
    fn at(&mut self, place: Place, from: Day, to: Day) -> Result<Vec<Kept<T>>, Self::Error>;
    /// Numbers of all members of a group.
    fn members(&mut self, group: i64) -> Result<Vec<i64>, Self::Error>;
    /// One thing, if it is there.
    fn one(&mut self, id: i64) -> Result<Option<Kept<T>>, Self::Error>;
}

/// The first and the last of days.
const EVER: (Day, Day) = (Day(i32::MIN), Day(i32::MAX));

/// A source of nothing: all things are new.
pub(crate) struct Nothing;

impl<T> Source<T> for Nothing {
    type Error = std::convert::Infallible;

    fn at(&mut self, _: Place, _: Day, _: Day) -> Result<Vec<Kept<T>>, Self::Error> {
        Ok(Vec::new())
    }

    fn members(&mut self, _: i64) -> Result<Vec<i64>, Self::Error> {
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
pub(crate) struct Groups<'r, R: Rules, S: Source<R::Thing>> {
    rules: &'r R,
    source: S,
    things: HashMap<i64, Rc<R::Thing>>,
    home: HashMap<i64, i64>,
    posted: HashMap<Place, BTreeSet<Key>>,
    asking: HashMap<Place, BTreeSet<Key>>,
    members: HashMap<i64, BTreeSet<Key>>,
    sofar: HashMap<i64, Sofar<R::Group>>,
    queue: BTreeMap<Key, Due>,
    new: HashSet<i64>,
    /// The groups in which things were before.
    was: BTreeMap<i64, i64>,
    /// Groups that were marked at all places of their members, and up to which day.
    marked: HashMap<i64, HashMap<Place, Day>>,
    changed: BTreeSet<i64>,
    /// Things that were in no group when they were last looked at.
    loose: BTreeSet<i64>,
    next: i64,
}

impl<'r, R: Rules, S: Source<R::Thing>> Groups<'r, R, S> {
    /// No groups yet but those of the source.
    pub fn new(rules: &'r R, source: S) -> Self {
        Self {
            rules,
            source,
            things: HashMap::new(),
            home: HashMap::new(),
            posted: HashMap::new(),
            asking: HashMap::new(),
            members: HashMap::new(),
            sofar: HashMap::new(),
            queue: BTreeMap::new(),
            new: HashSet::new(),
            was: BTreeMap::new(),
            marked: HashMap::new(),
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
        if is_new {
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
        for (place, from) in self.rules.asks(thing) {
            self.fetch(place, from.unwrap_or(EVER.0), key.day.unwrap_or(EVER.1))?;
            let begin = Key { day: from, order: (0, i64::MIN), id: i64::MIN };
            let keys =
                self.posted.get(&place).into_iter().flat_map(|keys| keys.range((Included(begin), Excluded(key))));
            for found in keys {
                let Some(group) = self.home.get(&found.id).filter(|group| !near.contains(*group)) else { continue };
                if self.things.get(&found.id).is_some_and(|member| self.rules.akin(member, thing)) {
                    near.insert(*group);
                }
            }
        }
        for id in self.rules.fellows(thing) {
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
        // Once all that looks at a group is due, only a new member is seen from more places or for longer.
        let seen: Vec<(Key, Rc<R::Thing>)> = if self.marked.contains_key(&group) {
            added.map(|(key, thing)| (key, Rc::clone(thing))).into_iter().collect()
        } else {
            let keys = self.members.get(&group).into_iter().flatten();
            keys.filter_map(|key| Some((*key, Rc::clone(self.things.get(&key.id)?)))).collect()
        };
        let mut places: BTreeMap<Place, Day> = BTreeMap::new();
        for (key, thing) in &seen {
            self.suspect(*key, from, group);
            for id in self.rules.fellows(thing) {
                self.have(id)?;
                let fellow = self.things.get(&id).map(|fellow| self.rules.key(fellow));
                fellow.into_iter().for_each(|fellow| self.suspect(fellow, from, group));
            }
            for (place, reach) in self.rules.posts(thing) {
                let until = reach.zip(key.day).map_or(EVER.1, |(reach, day)| day.plus(reach));
                let last = places.entry(place).or_insert(until);
                *last = (*last).max(until);
            }
        }
        let marked = self.marked.entry(group).or_default();
        places.retain(|place, until| {
            let is_more = marked.get(place).is_none_or(|done| *done < *until);
            if is_more {
                marked.insert(*place, *until);
            }
            is_more
        });
        for (place, until) in places {
            let begin = from.day.unwrap_or(EVER.0);
            if until < begin {
                continue;
            }
            self.fetch(place, begin, until)?;
            let last = Key { day: Some(until), order: (u64::MAX, i64::MAX), id: i64::MAX };
            let asking = self.asking.get(&place).into_iter();
            let later: Vec<Key> =
                asking.flat_map(|keys| keys.range((Excluded(from), Included(last)))).copied().collect();
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

    fn fetch(&mut self, place: Place, from: Day, to: Day) -> Result<(), S::Error> {
        for kept in self.source.at(place, from, to)? {
            self.keep(kept);
        }
        Ok(())
    }

    /// All members of a group at hand.
    fn open(&mut self, group: i64) -> Result<(), S::Error> {
        if self.members.contains_key(&group) {
            return Ok(());
        }
        let mut keys = BTreeSet::new();
        for id in self.source.members(group)? {
            self.have(id)?;
            if self.home.get(&id) == Some(&group)
                && let Some(thing) = self.things.get(&id)
            {
                keys.insert(self.rules.key(thing));
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
        self.post(key, &thing);
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
