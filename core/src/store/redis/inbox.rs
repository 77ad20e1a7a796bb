//! Handled notifications in Redis, for all processes of all machines.

use std::time::Duration;

use async_trait::async_trait;
use redis::FromRedisValue;

use super::address;
use super::connection::{Connections, failed};
use super::script;
use crate::error::{Error, Result, sdk_codes};
use crate::store::inbox::{Answer, CLAIM, Inbox, REMEMBERED};

/// Takes the event for the owner `ARGV[1]`: `KEYS[1]` is the claim, for `ARGV[2]` milliseconds, `KEYS[2]` what is known of the event, for
/// `ARGV[3]` milliseconds. What was `first` and what is granted `again` is told apart for the same owner, too: its answer may have been lost.
const TAKE: &str = "
local known = redis.call('GET', KEYS[2])
if known == 'done' then return 'done' end
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 'held' end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[3])
if not known or known == ARGV[1] then return 'first' end
return 'again'";

/// Notes the event as handled.
const NOTE: &str = "
redis.call('SET', KEYS[2], 'done', 'PX', ARGV[1])
redis.call('DEL', KEYS[1])
return 'done'";

/// Ends the claim, if it still is the owner's.
const RELEASE: &str = "
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'done'";

/// Since when everything is known: how long `KEYS[1]` will still live, milliseconds, which is set for `ARGV[1]` when it is new. A Redis that
/// was flushed, or is another one, has a new one.
const AGE: &str = "
redis.call('SET', KEYS[1], '1', 'PX', ARGV[1], 'NX')
return redis.call('PTTL', KEYS[1])";

/// Sets the same anew.
const ANEW: &str = "
redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
return 1";

/// So long lives the key by which the age is known, milliseconds: ten years.
const LIFE: u64 = 10 * 365 * 24 * 3600 * 1000;

/// Keeps for each event its claim and what is known of it; both end by themselves.
pub(in crate::store) struct RedisInbox {
    connections: Connections,
    prefix: String,
}

impl RedisInbox {
    /// At this address, in the form of the token store's; nothing is connected yet.
    ///
    /// # Errors
    /// `STORE_SETTING` when the address cannot be read.
    pub(in crate::store) fn new(address: &str) -> Result<Self> {
        let (place, prefix) = address::parse(address).map_err(|error| error.with_field("inbox"))?;
        Ok(Self { connections: Connections::to(place), prefix: format!("{prefix}inbox:") })
    }

    async fn run<T: FromRedisValue>(&self, text: &str, keys: &[&str], arguments: &[&[u8]]) -> Result<T> {
        self.connections.query(&script(text, keys, arguments)).await.map_err(failed)
    }

    async fn about(&self, key: &str, text: &str, arguments: &[&str]) -> Result<String> {
        // The braces keep both in one slot of a cluster.
        let [claim, known] = ["claim", "known"].map(|what| format!("{}{{{key}}}:{what}", self.prefix));
        let arguments: Vec<&[u8]> = arguments.iter().map(|argument| argument.as_bytes()).collect();
        self.run(text, &[&claim, &known], &arguments).await
    }

    fn since(&self) -> String {
        format!("{}since", self.prefix)
    }

    async fn known_for(&self) -> Result<Duration> {
        let left: i64 = self.run(AGE, &[&self.since()], &[LIFE.to_string().as_bytes()]).await?;
        Ok(Duration::from_millis(LIFE.saturating_sub(u64::try_from(left).unwrap_or(LIFE))))
    }
}

#[async_trait]
impl Inbox for RedisInbox {
    async fn claim(&self, key: &str, owner: &str) -> Result<Answer> {
        let [claim, remembered] = [CLAIM, REMEMBERED].map(|time| time.as_millis().to_string());
        let known_for = self.known_for().await?;
        let answer = self.about(key, TAKE, &[owner, &claim, &remembered]).await?;
        match answer.as_str() {
            "first" => Ok(Answer::First { known_for }),
            "again" => Ok(Answer::Again),
            "done" => Ok(Answer::Done),
            "held" => Ok(Answer::Held),
            // Whoever answers so is no Redis that ran the script: an event that nobody holds must not wait.
            _ => Err(Error::sdk(&sdk_codes::INBOX_FAILED)
                .with_detail("Redis: an answer that the inbox does not know")),
        }
    }

    async fn done(&self, key: &str) -> Result<()> {
        self.about(key, NOTE, &[&REMEMBERED.as_millis().to_string()]).await.map(drop)
    }

    async fn doubt(&self) -> Result<()> {
        let life = LIFE.to_string();
        self.run(ANEW, &[&self.since()], &[life.as_bytes()]).await
    }

    async fn release(&self, key: &str, owner: &str) -> Result<()> {
        self.about(key, RELEASE, &[owner]).await.map(drop)
    }
}
