//! What the benchmarks in Rust share: their work, the processor's time, the lines with their figures.
#![allow(clippy::print_stdout)] // a benchmark prints its figures
#![allow(clippy::float_arithmetic)] // figures of time and memory, no amounts

pub mod figures;
pub mod work;
