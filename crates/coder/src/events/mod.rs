//! What was done.
pub mod arguments;
