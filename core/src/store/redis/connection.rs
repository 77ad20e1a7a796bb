//! One connection to Redis for all calls of a process, made again when it has failed.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::cluster::ClusterClient;
use redis::cluster_async::ClusterConnection;
use redis::{AsyncConnectionConfig, Client, Cmd, FromRedisValue, RedisError, RedisResult};

use super::address::{Place, sentinels};
use crate::error::{Error, sdk_codes};

/// How long connecting and one answer may take: a store that is slower is a store that failed.
const LIMIT: Duration = Duration::from_secs(1);

/// So many characters of what the server says are shown.
const LONGEST_DETAIL: usize = 200;

/// The way to Redis.
pub(super) struct Connections {
    place: Place,
    /// The one in use, and the process that it belongs to: a fork has none of its own yet.
    open: Mutex<Option<(u32, Connection)>>,
}

#[derive(Clone)]
enum Connection {
    Server(MultiplexedConnection),
    Cluster(ClusterConnection),
}

impl Connections {
    pub(super) fn to(place: Place) -> Self {
        Self { place, open: Mutex::default() }
    }

    /// The answer to a command. Over a connection that was open already it is asked a second time if that turns out to be broken: every
    /// command of ours may be repeated.
    pub(super) async fn query<T: FromRedisValue>(&self, command: &Cmd) -> RedisResult<T> {
        if let Some(mut connection) = self.at_hand() {
            match connection.query(command).await {
                Err(error) if error.is_io_error() || error.is_unrecoverable_error() => self.set(None),
                answer => return answer,
            }
        }
        let mut connection = self.connect().await?;
        let answer = connection.query(command).await;
        let works = !matches!(&answer, Err(error) if error.is_io_error() || error.is_unrecoverable_error());
        self.set(works.then_some(connection));
        answer
    }

    fn at_hand(&self) -> Option<Connection> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.as_ref().filter(|(process, _)| *process == std::process::id()).map(|(_, open)| open.clone())
    }

    fn set(&self, connection: Option<Connection>) {
        let connection = connection.map(|connection| (std::process::id(), connection));
        let before =
            std::mem::replace(&mut *self.open.lock().unwrap_or_else(PoisonError::into_inner), connection);
        // That of another process is left as it is: its socket belongs to the parent.
        if matches!(&before, Some((process, _)) if *process != std::process::id()) {
            std::mem::forget(before);
        }
    }

    async fn connect(&self) -> RedisResult<Connection> {
        provide_tls();
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(LIMIT))
            .set_response_timeout(Some(LIMIT));
        match &self.place {
            Place::Server(server) => {
                let client = Client::open(server.clone())?;
                client.get_multiplexed_async_connection_with_config(&config).await.map(Connection::Server)
            }
            Place::Cluster(nodes) => {
                let client = ClusterClient::builder(nodes.clone())
                    .connection_timeout(LIMIT)
                    .response_timeout(LIMIT)
                    .retries(2)
                    .build()?;
                client.get_async_connection().await.map(Connection::Cluster)
            }
            Place::Sentinels { nodes, master, database, tls } => {
                let mut client = sentinels(nodes, master, *database, *tls)?;
                client.get_async_connection_with_config(&config).await.map(Connection::Server)
            }
        }
    }
}

impl Connection {
    async fn query<T: FromRedisValue>(&mut self, command: &Cmd) -> RedisResult<T> {
        match self {
            Self::Server(connection) => command.query_async(connection).await,
            Self::Cluster(connection) => command.query_async(connection).await,
        }
    }
}

/// rustls knows the provider of the process only; one that the host chose stays.
fn provide_tls() {
    #[cfg(feature = "aws-lc-rs")]
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    #[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// What Redis or the network said. The address, with its password, is not in it.
pub(super) fn failed(error: RedisError) -> Error {
    let said: String = error.to_string().chars().filter(|c| !c.is_control()).take(LONGEST_DETAIL).collect();
    Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail(format!("Redis: {said}"))
}
