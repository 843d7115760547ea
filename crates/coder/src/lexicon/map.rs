//! Tables by key with a fast hash. Keys come from data files, so that nobody can choose them to collide,
//! and the hash is the same in every run.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

/// Keys to values.
pub type Map<K, V> = HashMap<K, V, FixedState>;
/// Keys.
pub type Set<K> = HashSet<K, FixedState>;
