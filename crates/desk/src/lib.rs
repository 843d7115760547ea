//! A desk: the records of many articles in one SQLite file.
//!
//! [`Desk::open`] makes or opens the file and brings its tables up to date; `src/schema/*.sql` says what they hold.
//! [`Desk::add`] takes articles in: everything is written in transactions, so that an article is in whole or not at
//! all, whatever happens. [`queries`] are the questions that one asks.

pub mod across;
mod desk;
mod error;
mod info;
mod ledger;
pub mod queries;
mod schema;
mod similar;
mod store;

pub use desk::Desk;
pub use error::{DeskError, Result};
pub use info::Info;
pub use schema::VERSION;
pub use store::{Coding, Incoming, Outcome};
