//! Parsed news to a record: who met whom, who said what, who stands where on what.
//!
//! [`Coder::code`] is the whole way of an article; the layers it calls are modules of their own.

pub mod actors;
pub mod arguments;
mod assemble;
mod coder;
pub mod dates;
pub mod events;
pub mod evidence;
pub mod export;
pub mod laps;
pub mod lexicon;
pub mod names;
pub mod places;
pub mod positions;
pub mod record;
pub mod repairs;
pub mod statements;

pub use assemble::fnv;
pub use coder::{Article, Coder, Workspace};
