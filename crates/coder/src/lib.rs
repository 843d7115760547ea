//! Parsed news to a record: who met whom, who said what, who stands where on what.

pub mod actors;
pub mod arguments;
pub mod dates;
pub mod events;
pub mod evidence;
pub mod lexicon;
pub mod positions;
pub mod record;
pub mod statements;
