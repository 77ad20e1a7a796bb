//! The token in the memory of this process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;

use super::TokenStore;
use crate::error::Result;
use crate::operations::token::StoredToken;

/// Keeps the token of each AppID in this process.
#[derive(Default)]
pub struct MemoryTokenStore(Mutex<HashMap<String, Memory>>);

#[derive(Default)]
struct Memory {
    token: Option<StoredToken>,
    lease: Option<(String, Instant)>,
}

impl MemoryTokenStore {
    fn with<T>(&self, appid: &str, work: impl FnOnce(&mut Memory, Instant) -> T) -> T {
        // Every change is a single assignment: a panic of another thread cannot leave it half done.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(all.entry(appid.to_owned()).or_default(), Instant::now())
    }
}

#[async_trait]
impl TokenStore for MemoryTokenStore {
    async fn load(&self, qq_appid: &str) -> Result<Option<StoredToken>> {
        Ok(self.with(qq_appid, |memory, _| memory.token.clone()))
    }

    async fn acquire_lease(&self, qq_appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        Ok(self.with(qq_appid, |memory, now| {
            let free = memory.lease.as_ref().is_none_or(|(holder, end)| holder == owner || *end <= now);
            if free {
                memory.lease = Some((owner.to_owned(), now + duration));
            }
            free
        }))
    }

    async fn save(&self, qq_appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        Ok(self.with(qq_appid, |memory, now| {
            let held = memory.lease.as_ref().is_some_and(|(holder, end)| holder == owner && *end > now);
            if held {
                *memory = Memory { token: Some(token.clone()), lease: None };
            }
            held
        }))
    }

    async fn release_lease(&self, qq_appid: &str, owner: &str) -> Result<()> {
        self.with(qq_appid, |memory, _| {
            if memory.lease.as_ref().is_some_and(|(holder, _)| holder == owner) {
                memory.lease = None;
            }
        });
        Ok(())
    }
}
