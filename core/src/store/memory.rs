//! The token in the memory of this process.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use async_trait::async_trait;

use super::TokenStore;
use crate::error::Result;
use crate::operations::token::StoredToken;

/// Keeps the token in this process. It serves one AppID.
#[derive(Default)]
pub struct MemoryTokenStore(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    token: Option<StoredToken>,
    lease: Option<(String, Instant)>,
}

impl MemoryTokenStore {
    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        // Every change is a single assignment: a panic of another thread cannot leave it half done.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[async_trait]
impl TokenStore for MemoryTokenStore {
    async fn load(&self, _: &str) -> Result<Option<StoredToken>> {
        Ok(self.memory().token.clone())
    }

    async fn acquire_lease(&self, _: &str, owner: &str, duration: Duration) -> Result<bool> {
        let mut memory = self.memory();
        let now = Instant::now();
        let free = memory.lease.as_ref().is_none_or(|(holder, end)| holder == owner || *end <= now);
        if free {
            memory.lease = Some((owner.to_owned(), now + duration));
        }
        Ok(free)
    }

    async fn save(&self, _: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        let mut memory = self.memory();
        let now = Instant::now();
        let held = memory.lease.as_ref().is_some_and(|(holder, end)| holder == owner && *end > now);
        if held {
            memory.token = Some(token.clone());
            memory.lease = None;
        }
        Ok(held)
    }

    async fn release_lease(&self, _: &str, owner: &str) -> Result<()> {
        let mut memory = self.memory();
        if memory.lease.as_ref().is_some_and(|(holder, _)| holder == owner) {
            memory.lease = None;
        }
        Ok(())
    }
}
