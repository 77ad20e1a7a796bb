//! The token in Redis, for all processes on all machines.

mod address;
mod connection;
mod inbox;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use redis::Cmd;

use self::connection::{Connections, failed};
pub(super) use self::inbox::RedisInbox;
use super::TokenStore;
use super::seal::{self, Opened, Seal};
use crate::config::Config;
use crate::environment::{Clock as _, SystemClock};
use crate::error::{Error, Result, sdk_codes};
use crate::operations::token::StoredToken;

/// Grants the lease `KEYS[1]` to the owner `ARGV[1]` for `ARGV[2]` milliseconds, unless somebody else has it.
const ACQUIRE: &str = "
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1";

/// Keeps the token `ARGV[2]` as `KEYS[2]` for `ARGV[3]` milliseconds and ends the lease, if it still is the owner's. Asked again because its
/// answer was lost, it says the same.
const SAVE: &str = "
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
  redis.call('DEL', KEYS[1])
  return 1
end
return redis.call('GET', KEYS[2]) == ARGV[2] and 1 or 0";

/// Ends the lease, if it still is the owner's.
const RELEASE: &str = "
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1";

/// How much longer than the token its key lives, milliseconds: the clocks of two machines differ.
const AFTER_ITS_END: i64 = 600_000;

/// Keeps the access token in Redis, for all processes of all machines.
///
/// The value is encrypted with a key made of QQ's address, AppID and AppSecret; its key and that of the lease end by themselves. Each call takes
/// a second at most, and two when it has to connect.
///
/// ```no_run
/// # fn example(config: qq_wxpay::Config) -> qq_wxpay::Result<qq_wxpay::QqWxPay> {
/// use std::sync::Arc;
///
/// use qq_wxpay::client::RedisTokenStore;
/// // With the setting `token_store` (QQ_WXPAY_TOKEN_STORE) in its place, a file serves while Redis is away.
/// let store = RedisTokenStore::new("redis://:password@redis.example:6379/0", &config)?;
/// qq_wxpay::QqWxPay::builder(config).token_store(Arc::new(store)).build()
/// # }
/// ```
#[derive(Clone)]
pub struct RedisTokenStore(Arc<Shared>);

struct Shared {
    connections: Connections,
    seal: Seal,
    token: String,
    lease: String,
}

impl RedisTokenStore {
    /// At this address; nothing is connected yet.
    ///
    /// `redis://user:password@host:port/database`; `rediss` for TLS; `redis+cluster://host:port,host:port`;
    /// `redis+sentinel://host:port,host:port/MASTER/database`. `?prefix=shop:` sets what the keys begin with, in place of `qq-wxpay:`.
    ///
    /// # Errors
    /// `STORE_SETTING` when the address cannot be read; `QQ_NOT_CONFIGURED` without AppID and AppSecret.
    pub fn new(address: &str, config: &Config) -> Result<Self> {
        let (place, prefix) = address::parse(address).map_err(|error| error.with_field("token_store"))?;
        let missing = || Error::sdk(&sdk_codes::QQ_NOT_CONFIGURED).with_field("qq_app_secret");
        let seal = Seal::of(config).ok_or_else(missing)?;
        // The braces keep both in one slot of a cluster.
        let (token, lease) =
            (format!("{prefix}{{{}}}:token", seal.name()), format!("{prefix}{{{}}}:lease", seal.name()));
        Ok(Self(Arc::new(Shared { connections: Connections::to(place), seal, token, lease })))
    }

    async fn script(&self, text: &str, keys: &[&str], arguments: &[&[u8]]) -> Result<bool> {
        self.0.connections.query(&script(text, keys, arguments)).await.map_err(failed)
    }
}

fn script(text: &str, keys: &[&str], arguments: &[&[u8]]) -> Cmd {
    let mut command = redis::cmd("EVAL");
    command.arg(text).arg(keys.len()).arg(keys).arg(arguments);
    command
}

#[async_trait]
impl TokenStore for RedisTokenStore {
    async fn load(&self, _: &str) -> Result<Option<StoredToken>> {
        let command = Cmd::get(&self.0.token);
        let kept: Option<Vec<u8>> = self.0.connections.query(&command).await.map_err(failed)?;
        let Some(kept) = kept.filter(|kept| kept.len() <= seal::LARGEST) else { return Ok(None) };
        Ok(match self.0.seal.open(&kept)? {
            Opened::Value(value) => serde_json::from_slice(&value).ok(),
            Opened::Absent => None,
        })
    }

    async fn acquire_lease(&self, _: &str, owner: &str, duration: Duration) -> Result<bool> {
        let duration = duration.as_millis().to_string();
        self.script(ACQUIRE, &[&self.0.lease], &[owner.as_bytes(), duration.as_bytes()]).await
    }

    async fn save(&self, _: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        let left = token.expires_at.saturating_sub(SystemClock.now()).max(0).saturating_mul(1000);
        let life = left.saturating_add(AFTER_ITS_END).to_string();
        let value = self.0.seal.close(&serde_json::to_vec(token).expect("a token is JSON"));
        self.script(SAVE, &[&self.0.lease, &self.0.token], &[owner.as_bytes(), &value, life.as_bytes()]).await
    }

    async fn release_lease(&self, _: &str, owner: &str) -> Result<()> {
        self.script(RELEASE, &[&self.0.lease], &[owner.as_bytes()]).await.map(drop)
    }
}

impl fmt::Debug for RedisTokenStore {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("RedisTokenStore").finish_non_exhaustive()
    }
}
