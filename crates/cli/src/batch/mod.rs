//! Many articles through all cores, their output in the order of the input, and kept safe from a kill.

pub mod output;
pub mod parquet;
pub mod pipeline;
