//! What articles say together: reports of one act become one act, positions a line in time, meetings, demands and
//! offers items with a history.
//!
//! [`merge`] and its neighbours are functions over plain values and know no database.

mod acts;
pub mod alike;
pub mod days;
pub mod follow;
pub mod lines;
pub mod merge;
pub mod process;
pub mod report;
pub mod settle;
pub mod tolls;
pub mod words;

pub use acts::{join, split};

use crate::{Desk, Result};

/// What an update found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// Events that belonged to no act yet.
    pub events: usize,
}

/// Works out what the articles that are new say together with those that were there. Call it after adding articles;
/// what was cut off is done by the next call.
pub fn update(desk: &mut Desk) -> Result<Updated> {
    Ok(Updated { events: acts::update(desk)? })
}
