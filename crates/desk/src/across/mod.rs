//! What articles say together: reports of one act become one act, positions a line in time, meetings, demands and
//! offers items with a history.
//!
//! [`merge`] and its neighbours are functions over plain values and know no database.

mod acts;
pub mod alike;
pub mod ask;
pub mod brief;
pub mod days;
pub mod diff;
pub mod follow;
mod greedy;
mod items;
pub mod lines;
pub mod merge;
mod numbers;
pub mod process;
pub mod report;
mod reports;
pub mod settle;
mod steps;
mod texts;
pub mod told;
pub mod tolls;
mod turns;
pub mod words;

pub use acts::{join, split};
pub(crate) use items::keep_all_places as keep_places;

use crate::{Desk, Result};

/// What an update found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// Events that belonged to no act yet.
    pub events: usize,
    /// Articles whose steps were not taken yet.
    pub documents: usize,
    /// Actors whose positions were looked at anew.
    pub actors: usize,
}

/// Works out what the articles that are new say together with those that were there. Call it after adding articles;
/// what was cut off is done by the next call.
pub fn update(desk: &mut Desk) -> Result<Updated> {
    // What a loss of power takes back is due again: the disk need not be waited for after each part.
    desk.set_waits_for_disk(false)?;
    let updated = work_in(desk);
    desk.set_waits_for_disk(true)?;
    updated
}

fn work_in(desk: &mut Desk) -> Result<Updated> {
    Ok(Updated { events: acts::update(desk)?, documents: steps::update(desk)?, actors: turns::update(desk)? })
}

/// A word of the record from a column.
fn spelled<T: serde::de::DeserializeOwned>(row: &rusqlite::Row, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    serde_json::from_value(text.into())
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, e.into()))
}
