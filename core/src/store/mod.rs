//! Where access tokens are kept: in the memory of this process, in a file for all processes of a machine, or by the host.

mod choice;
mod fallback;
mod file;
mod memory;
mod process;
mod seal;
mod token_store;

pub(crate) use choice::{Chosen, Sharing, choose};
pub use file::FileTokenStore;
pub use memory::MemoryTokenStore;
pub(crate) use process::has_forked;
pub use token_store::TokenStore;
