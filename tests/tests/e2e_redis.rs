//! The access token in a real Redis: a server, a cluster, sentinels; and what happens while it is away.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qq_wxpay::client::{FaultEvent, RedisTokenStore, TokenStore as _};
use qq_wxpay::model::Placement;
use qq_wxpay::token::{FetchedToken, StoredToken};
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_tests::redis::{Redis, free_port, is_there};
use qq_wxpay_tests::shop::{PATIENCE, Shop, direct, keeping_faults, other_process, settings, until};
use qq_wxpay_tests::with;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

const LEASE: Duration = Duration::from_secs(10);

fn store(url: &str, secret: &str) -> RedisTokenStore {
    let settings = Settings::new()
        .wechat_appid("wxd678efh567hg6787")
        .mchid("1230000109")
        .api_v2_key("8934e7d15453e97507ef794cf7b0519d")
        .qq_appid("1110000001")
        .qq_app_secret(secret);
    RedisTokenStore::new(url, &settings.build().unwrap()).unwrap()
}

fn token(text: &str) -> StoredToken {
    StoredToken::new(&FetchedToken::new(text.into(), 7200), 1_700_000_000, 0)
}

/// Two processes over this address.
async fn shares(url: &str) {
    let [one, two] = [store(url, "one"), store(url, "one")];
    assert_eq!(one.load("").await.unwrap(), None);
    assert!(one.acquire_lease("", "one", LEASE).await.unwrap());
    assert!(one.acquire_lease("", "one", LEASE).await.unwrap());
    assert!(!two.acquire_lease("", "two", LEASE).await.unwrap());
    assert!(!two.save("", "two", &token("two's")).await.unwrap());
    two.release_lease("", "two").await.unwrap();
    assert!(one.save("", "one", &token("one's")).await.unwrap());
    assert_eq!(two.load("").await.unwrap(), Some(token("one's")));
    assert_eq!(store(url, "another").load("").await.unwrap(), None, "another AppSecret has another token");
    assert!(two.acquire_lease("", "two", Duration::from_millis(50)).await.unwrap());
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!two.save("", "two", &token("late")).await.unwrap(), "its lease has ended");
    assert!(one.acquire_lease("", "one", LEASE).await.unwrap());
    one.release_lease("", "one").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_share_one_token_over_a_server() {
    if !is_there() {
        return;
    }
    let redis = Redis::start();
    shares(&redis.url()).await;
    shares(&format!("{}/3?prefix=shop:", redis.url())).await;
    let keys = redis.ask("KEYS *");
    assert!(keys.contains("qq-wxpay:{") && keys.contains("}:token") && !keys.contains("shop:"), "{keys}");
    assert!(redis.ask("SELECT 3\r\nKEYS *").contains("shop:{"));
    let key = keys.lines().find(|line| line.ends_with(":token")).unwrap();
    let value = redis.ask(&format!("GET {key}"));
    assert!(
        value.contains("qq-wxpay-store 1") && !value.contains("one's") && !value.contains("1110000001"),
        "{value}"
    );
    let life: i64 = redis.ask(&format!("TTL {key}")).lines().nth(1).unwrap()[1..].parse().unwrap();
    assert!((1..=7_800).contains(&life), "the token of 2023 lives no longer: {life}");
    // One that is there and cannot be read is replaced, one of a later version is not read.
    redis.ask(&format!("SET {key} spoiled"));
    assert_eq!(store(&redis.url(), "one").load("").await.unwrap(), None);
    redis.ask(&format!("SET {key} \"qq-wxpay-store 2\\nlater\""));
    assert_eq!(store(&redis.url(), "one").load("").await.unwrap_err().code(), "TOKEN_STORE_NEWER");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_said_and_not_shown() {
    if !is_there() {
        return;
    }
    let redis = Redis::start();
    let error = store(&redis.url().replace("secret", "hunter2"), "one").load("").await.unwrap_err();
    assert_eq!(error.code(), "TOKEN_STORE_FAILED");
    assert!(error.detail().contains("Redis") && !error.to_string().contains("hunter2"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_share_one_token_over_a_cluster() {
    if !is_there() {
        return;
    }
    // Cluster nodes talk to each other on a port of 10,000 more.
    let nodes: Vec<Redis> = (0..3)
        .map(|_| {
            let port = loop {
                let port = free_port() % 20_000 + 20_000;
                let is_free = |port| std::net::TcpListener::bind(("127.0.0.1", port)).is_ok();
                if is_free(port) && is_free(port + 10_000) {
                    break port;
                }
            };
            Redis::with(port, &["--cluster-enabled", "yes"])
        })
        .collect();
    let addresses: Vec<String> = nodes.iter().map(|node| format!("127.0.0.1:{}", node.port)).collect();
    let made = Command::new("redis-cli")
        .args(["--cluster", "create"])
        .args(&addresses)
        .arg("--cluster-yes")
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    until("the cluster is there", || {
        nodes.iter().all(|node| node.ask("CLUSTER INFO").contains("cluster_state:ok"))
    })
    .await;
    shares(&format!("redis+cluster://{},{}", addresses[0], addresses[1])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_share_one_token_over_sentinels() {
    if !is_there() {
        return;
    }
    let master = Redis::start();
    let port = free_port();
    let folder = std::env::temp_dir().join(format!("qq-wxpay-sentinel-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("sentinel.conf");
    let text = format!(
        "port {port}\nbind 127.0.0.1\nsentinel monitor shop 127.0.0.1 {} 1\nsentinel auth-pass shop secret\n",
        master.port
    );
    std::fs::write(&file, text).unwrap();
    let mut sentinel = Command::new("redis-server")
        .arg(&file)
        .arg("--sentinel")
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    until("the sentinel listens", || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()).await;
    shares(&format!("redis+sentinel://:secret@127.0.0.1:{port}/shop")).await;
    sentinel.kill().unwrap();
    sentinel.wait().unwrap();
    std::fs::remove_dir_all(folder).unwrap();
}

/// A certificate authority and a certificate for 127.0.0.1 as files; gives the folder.
fn certificates() -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("qq-wxpay-redis-tls-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (authority_key, key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let mut authority = CertificateParams::new(Vec::<String>::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = authority.self_signed(&authority_key).unwrap();
    let issuer = Issuer::new(authority, authority_key);
    let own = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    for (name, content) in
        [("root.pem", root.pem()), ("own.pem", own.pem()), ("own.key", key.serialize_pem())]
    {
        std::fs::write(folder.join(name), content).unwrap();
    }
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_share_one_token_over_tls_and_trust_the_machines_authorities_alone() {
    if !is_there() {
        return;
    }
    let (shop, folder, tls) = (Shop::open().await, certificates(), free_port());
    let file = |name: &str| folder.join(name).display().to_string();
    let (port, certificate, key, root) =
        (tls.to_string(), file("own.pem"), file("own.key"), file("root.pem"));
    let with_tls = ["--tls-port", &port, "--tls-cert-file", &certificate, "--tls-key-file", &key];
    let asks_nobody = ["--tls-auth-clients", "no", "--tls-ca-cert-file", &root, "--requirepass", "secret"];
    let redis = Redis::with(free_port(), &[with_tls.as_slice(), &asks_nobody].concat());
    let order = |number: &str, home: &str, authorities: Option<&str>| {
        let mut process = Command::new(env!("CARGO_BIN_EXE_one_order"));
        process.arg(number).env_clear().envs(shop.sandbox.env()).env("HOME", folder.join(home));
        process.envs(authorities.map(|file| ("SSL_CERT_FILE", file)));
        process.env("QQ_WXPAY_TOKEN_STORE", format!("rediss://:secret@127.0.0.1:{tls}"));
        let ended = process.output().unwrap();
        assert!(ended.status.success(), "{ended:?}");
    };
    let tokens = || redis.ask("KEYS *:token").matches(":token").count();
    std::fs::create_dir_all(folder.join("home")).unwrap();
    order("REDIS-TLS-1", "home", None);
    assert_eq!(tokens(), 0, "a certificate of a stranger: the file of the machine serves");
    std::fs::create_dir_all(folder.join("other")).unwrap();
    order("REDIS-TLS-2", "other", Some(&root));
    assert_eq!(tokens(), 1);
    let fetched = shop.sandbox.statistics().token_requests;
    std::fs::create_dir_all(folder.join("third")).unwrap();
    order("REDIS-TLS-3", "third", Some(&root));
    assert_eq!(shop.sandbox.statistics().token_requests, fetched, "another machine finds it");
    std::fs::remove_dir_all(folder).unwrap();
}

/// A client over Redis, and what it reports.
fn client(shop: &Shop, redis: &Redis) -> (QqWxPay, Arc<Mutex<Vec<FaultEvent>>>) {
    let settings = with(settings(&shop.sandbox), |settings| settings.token_store = Some(redis.url()));
    let faults: Arc<Mutex<Vec<FaultEvent>>> = Arc::default();
    let pay = QqWxPay::builder(settings.build().unwrap()).observer(keeping_faults(&faults)).build().unwrap();
    (pay, faults)
}

async fn places(pay: &QqWxPay, number: &str) {
    pay.place_order(&direct(number)).await.and_then(Placement::placed).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_go_on_while_redis_is_away_and_it_is_used_again_by_itself() {
    if !is_there() {
        return;
    }
    let (shop, mut redis) = (Shop::open().await, Redis::start());
    let ((one, faults), (two, _)) = (client(&shop, &redis), client(&shop, &redis));
    places(&one, "REDIS-1").await;
    places(&two, "REDIS-2").await;
    let fetched = || shop.sandbox.statistics().token_requests;
    assert_eq!(fetched(), 1);

    redis.pause();
    // A process that is started now finds the last token on this machine.
    let begin = Instant::now();
    let (three, three_faults) = client(&shop, &redis);
    places(&three, "REDIS-3").await;
    assert!(begin.elapsed() < Duration::from_secs(8), "{:?}", begin.elapsed());
    places(&one, "REDIS-4").await;
    assert_eq!(fetched(), 1, "the last token serves");
    until("it is reported", || !three_faults.lock().unwrap().is_empty()).await;
    let reported = three_faults.lock().unwrap().clone();
    assert_eq!((reported.len(), reported[0].what.name()), (1, "token_store_degraded"));
    assert_eq!(reported[0].code, "TOKEN_STORE_DEGRADED");
    assert!(
        reported[0].message.contains("each machine fetches its own meanwhile"),
        "{}",
        reported[0].message
    );
    assert!(!reported[0].message.contains("secret@"), "{}", reported[0].message);
    redis.resume();

    // Flushed, and refused at QQ: one fetches, the others find it.
    redis.restart();
    let ends_at_once = with(shop.sandbox.switches(), |switches| switches.token_overlap_seconds = 0);
    shop.sandbox.set_switches(ends_at_once);
    other_process(&settings(&shop.sandbox)).access_token().await.unwrap();
    let begin = Instant::now();
    while redis.ask("KEYS *token").contains("*0") {
        assert!(begin.elapsed() < PATIENCE, "nobody uses Redis again");
        places(&one, &format!("REDIS-5-{}", begin.elapsed().as_millis())).await;
        places(&three, &format!("REDIS-6-{}", begin.elapsed().as_millis())).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert!(fetched() <= 4, "somebody else fetched one, and this machine at most two: {}", fetched());
    assert!(faults.lock().unwrap().iter().all(|fault| fault.code != "TOKEN_STORE_FAILED"));
}
