//! The functions of the border.

mod calls;
mod library;
mod queues;

pub use calls::*;
pub use library::*;
pub use queues::*;
