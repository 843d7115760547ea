//! Numbers that somebody may have written down stay with what they were given to, though it is worked out anew.

use std::collections::{BTreeMap, BTreeSet};

/// For each group the number of the old group that it has most of, if no other has more of it.
pub(crate) fn keep(groups: &[Vec<i64>], home: &BTreeMap<i64, i64>) -> Vec<Option<i64>> {
    let mut claims = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        group.iter().filter_map(|member| home.get(member)).for_each(|n| *counts.entry(*n).or_default() += 1);
        claims.extend(counts.into_iter().map(|(number, count)| (usize::MAX - count, number, at)));
    }
    claims.sort_unstable();
    let (mut numbers, mut taken) = (vec![None; groups.len()], BTreeSet::new());
    for (_, number, at) in claims {
        if numbers[at].is_none() && taken.insert(number) {
            numbers[at] = Some(number);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_part_keeps_the_number() {
        let home = BTreeMap::from([(1, 7), (2, 7), (3, 7), (4, 8)]);
        assert_eq!(keep(&[vec![1], vec![2, 3], vec![5]], &home), [None, Some(7), None]);
        assert_eq!(keep(&[vec![1, 2, 3, 4]], &home), [Some(7)]);
    }
}
