//! Where access tokens are kept: in the memory of this process, in a file for all processes of a machine, in Redis for
//! all machines, or by the host. And where it is noted which notifications are handled: in files or Redis.

mod check;
mod choice;
mod fallback;
mod file;
mod inbox;
mod memory;
mod process;
#[cfg(feature = "redis")]
mod redis;
mod seal;
mod token_store;

pub use check::check_token_store;
pub(crate) use choice::{Chosen, Sharing, choose};
pub use file::FileTokenStore;
pub(crate) use inbox::{EventKey, Inboxes, Verdict};
pub use memory::MemoryTokenStore;
pub(crate) use process::has_forked;
#[cfg(feature = "redis")]
pub use redis::RedisTokenStore;
pub use token_store::TokenStore;
