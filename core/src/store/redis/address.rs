//! The address of Redis in one text: a server, a cluster, or the sentinels that know the master.

use redis::sentinel::{SentinelClient, SentinelClientBuilder, SentinelServerType};
use redis::{ConnectionInfo, IntoConnectionInfo as _, TlsMode};

use crate::error::{Error, Result, sdk_codes};

/// What the keys begin with unless the address says otherwise.
const PREFIX: &str = "qq-wxpay:";

/// The longest prefix, bytes.
const LONGEST_PREFIX: usize = 100;

/// Where Redis is.
#[derive(Clone)]
pub(super) enum Place {
    Server(ConnectionInfo),
    Cluster(Vec<ConnectionInfo>),
    Sentinels { nodes: Vec<ConnectionInfo>, master: String, database: i64, tls: bool },
}

/// `redis://user:password@host:port/database?prefix=shop:`, with `rediss` for TLS, `+cluster` and `+sentinel` for several hosts with commas
/// between; of sentinels the first part of the path is the master's name, and the second the database.
pub(super) fn parse(text: &str) -> Result<(Place, String)> {
    let (scheme, rest) = text.split_once("://").ok_or_else(|| refused("no `://`", "缺少 `://`"))?;
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let prefix = prefix(query)?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (user, hosts) = match authority.rsplit_once('@') {
        Some((user, hosts)) => (format!("{user}@"), hosts),
        None => (String::new(), authority),
    };
    let (scheme, kind) = scheme.split_once('+').unwrap_or((scheme, ""));
    let node = |host: &str, database: &str| {
        // The error of the parser is left out: it could quote a password.
        let address = format!("{scheme}://{user}{host}/{database}");
        address.into_connection_info().map_err(|_| {
            refused("no host, port or database that could be read", "主机、端口或数据库无法识别")
        })
    };
    let nodes =
        |database: &str| hosts.split(',').map(|host| node(host, database)).collect::<Result<Vec<_>>>();
    let place = match kind {
        "" if !hosts.contains(',') => Place::Server(node(hosts, path)?),
        "" => {
            return Err(refused(
                "several hosts: say `redis+cluster` or `redis+sentinel`",
                "有多个主机，请写 `redis+cluster` 或 `redis+sentinel`",
            ));
        }
        "cluster" if matches!(path, "" | "0") => Place::Cluster(nodes("")?),
        "cluster" => return Err(refused("a cluster has one database", "集群只有一个数据库")),
        _ => {
            let (master, database) = path.split_once('/').unwrap_or((path, "0"));
            let database =
                database.parse().map_err(|_| refused("no number of a database", "数据库不是数字"))?;
            if master.is_empty() {
                return Err(refused(
                    "the path does not name the master that the sentinels know",
                    "路径中没有哨兵所监视的主节点名称",
                ));
            }
            Place::Sentinels {
                nodes: nodes("")?,
                master: master.to_owned(),
                database,
                tls: scheme == "rediss",
            }
        }
    };
    Ok((place, prefix))
}

/// What finds the master.
pub(super) fn sentinels(
    nodes: &[ConnectionInfo],
    master: &str,
    database: i64,
    tls: bool,
) -> redis::RedisResult<SentinelClient> {
    let addresses = nodes.iter().map(|node| node.addr().clone());
    let mut builder = SentinelClientBuilder::new(addresses, master, SentinelServerType::Master)?
        .set_client_to_redis_db(database);
    if let Some(settings) = nodes.first().map(ConnectionInfo::redis_settings) {
        if let Some(user) = settings.username() {
            builder = builder.set_client_to_redis_username(user);
        }
        if let Some(password) = settings.password() {
            builder = builder.set_client_to_redis_password(password);
        }
    }
    if tls {
        builder = builder
            .set_client_to_redis_tls_mode(TlsMode::Secure)
            .set_client_to_sentinel_tls_mode(TlsMode::Secure);
    }
    builder.build()
}

fn prefix(query: &str) -> Result<String> {
    let Some(prefix) = query.strip_prefix("prefix=") else {
        return if query.is_empty() {
            Ok(PREFIX.to_owned())
        } else {
            Err(refused("the only parameter is `prefix`", "只支持参数 `prefix`"))
        };
    };
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b":._-".contains(&byte);
    if prefix.len() > LONGEST_PREFIX || !prefix.bytes().all(fits) {
        return Err(refused(
            "`prefix` takes letters, digits and `:._-`",
            "`prefix` 只能包含字母、数字和 `:._-`",
        ));
    }
    Ok(prefix.to_owned())
}

fn refused(en: &str, zh: &str) -> Error {
    Error::sdk(&sdk_codes::STORE_SETTING).with_detail_in(en, zh)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use super::*;

    #[test]
    fn a_server_with_its_password_database_and_prefix() {
        let (place, prefix) = parse("redis://shop:p%40ss@redis.example:6380/3?prefix=shop:").unwrap();
        let Place::Server(server) = place else { panic!("a server") };
        assert_eq!(server.addr().to_string(), "redis.example:6380");
        let settings = server.redis_settings();
        assert_eq!(
            (settings.username(), settings.password(), settings.db()),
            (Some("shop"), Some("p@ss"), 3)
        );
        assert_eq!(prefix, "shop:");
        let (place, prefix) = parse("rediss://redis.example").unwrap();
        assert!(
            matches!(place, Place::Server(server) if server.addr().to_string().starts_with("redis.example:6379"))
        );
        assert_eq!(prefix, "qq-wxpay:");
    }

    #[test]
    fn a_cluster_and_sentinels() {
        let (place, _) = parse("redis+cluster://:pass@a:7000,b:7001").unwrap();
        let Place::Cluster(nodes) = place else { panic!("a cluster") };
        assert_eq!(
            nodes.iter().map(|node| node.addr().to_string()).collect::<Vec<_>>(),
            ["a:7000", "b:7001"]
        );
        assert_eq!(nodes[1].redis_settings().password(), Some("pass"));
        let (place, _) = parse("rediss+sentinel://a:26379,b:26379/mymaster/2").unwrap();
        let Place::Sentinels { nodes, master, database, tls } = place else { panic!("sentinels") };
        assert_eq!((nodes.len(), master.as_str(), database, tls), (2, "mymaster", 2, true));
        assert!(sentinels(&nodes, &master, database, tls).is_ok());
    }

    #[test]
    fn what_cannot_be_read_is_refused_without_being_shown() {
        for text in [
            "redis://",
            "redis://:hunter2@host:port",
            "redis://:hunter2@host/database",
            "redis://:hunter2@a,b",
            "redis://:hunter2@a?prefixes=hunter2",
            "redis://:hunter2@a?prefix=hunter2 x",
            "redis+cluster://:hunter2@a/1",
            "redis+sentinel://:hunter2@a",
            "redis+sentinel://:hunter2@a/master/first",
        ] {
            let Err(error) = parse(text) else { panic!("{text} is taken") };
            assert_eq!((error.code(), error.field()), ("STORE_SETTING", None), "{text}");
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }
}
