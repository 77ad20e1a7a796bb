//! What others may have written where tokens and handled notifications are kept: it is read, or it counts as nothing.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use qq_wxpay::client::{FileTokenStore, RedisTokenStore, TokenStore};
use qq_wxpay::http::Headers;
use qq_wxpay::notify::{EventKind, HandledNotification, ShopEvent};
use qq_wxpay::token::StoredToken;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use crate::sealed;
use crate::shop::{client, setting, shop};
use crate::v2;

const APPID: &str = "1110000000";
const OWNER: &str = "fuzz";
const LEASE: Duration = Duration::from_secs(10);

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_current_thread().enable_all().build().expect("a thread can have a runtime")
});

/// Everything that runs does so alone: there is one file, one Redis, one runtime.
static ALONE: Mutex<()> = Mutex::new(());

fn alone<T>(work: impl Future<Output = T>) -> T {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    RUNTIME.block_on(work)
}

/// A folder of this process, in memory where the system has one there.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let base = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = base.join(format!("qq-wxpay-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
});

/// Any bytes as the file of the access token: as it is, or with the first byte odd as what is encrypted in it.
pub fn token_file(bytes: &[u8]) {
    static STORE: LazyLock<FileTokenStore> = LazyLock::new(|| {
        FileTokenStore::at(FOLDER.join("token"), &shop().config).expect("the folder can be used")
    });
    let Some((form, content)) = bytes.split_first() else { return };
    let kept = if form % 2 == 1 { sealed::kept(content) } else { content.to_vec() };
    alone(async {
        fs::write(STORE.path(), &kept).expect("the file can be written");
        uses(&*STORE, content, form % 2 == 1).await;
    });
}

/// A store in this state: what it gives is what was encrypted for it, and afterwards it works.
async fn uses(store: &dyn TokenStore, content: &[u8], is_sealed: bool) {
    let loaded = match store.load(APPID).await {
        Ok(loaded) => loaded,
        Err(error) => {
            shop().keeps_silent(&error, content);
            assert_eq!((error.code(), is_sealed), ("TOKEN_STORE_NEWER", false));
            return;
        }
    };
    assert!(loaded.is_none() || is_sealed, "a token that nobody encrypted");
    assert_eq!(loaded, loaded.as_ref().map(written_and_read), "it is not the same when it is written again");
    if store.acquire_lease(APPID, OWNER, LEASE).await.expect("the file can be written") {
        let token = token();
        assert!(store.save(APPID, OWNER, &token).await.expect("the file can be written"));
        assert_eq!(store.load(APPID).await.expect("the file can be read"), Some(token));
    }
}

fn written_and_read(token: &StoredToken) -> StoredToken {
    let written = serde_json::to_string(token).expect("a token is JSON");
    serde_json::from_str(&written).expect("what is written can be read")
}

fn token() -> StoredToken {
    let fetched = qq_wxpay::token::FetchedToken::new("t".into(), 7200);
    StoredToken::new(&fetched, crate::shop::NOW, 0)
}

/// Any bytes as the file of handled notifications; with the first byte odd as the file that says since when all are known.
pub fn inbox_file(bytes: &[u8]) {
    static BUCKET: LazyLock<String> = LazyLock::new(|| alone(bucket()));
    let Some((form, content)) = bytes.split_first() else { return };
    let (bucket, inbox) = (&*BUCKET, FOLDER.join("shop/inbox"));
    let (is_since, bucket) = (form % 2 == 1, inbox.join(bucket));
    alone(async {
        fs::create_dir_all(&inbox).expect("a folder can be made");
        let _ = [&bucket, &inbox.join("since")].map(fs::remove_file);
        fs::write(if is_since { inbox.join("since") } else { bucket.clone() }, content)
            .expect("it can be written");
        let handled = paid("shop").await;
        assert_eq!(handled.outcome.name(), "v2_payment", "what is noted changes no fact");
        let is_given = matches!(handled.event(), Some(ShopEvent::Paid { .. }));
        let may_know = is_since
            || serde_json::from_slice::<Value>(content).is_ok_and(|found| found["format"].is_number());
        assert!(is_given || may_know, "a paid order is lost for a file that nobody can read");
        if is_given {
            drop(handled.accept(EventKind::Paid));
            until_it_is_done(&bucket).await;
        }
    });
}

/// The same payment again, at a client that has an inbox in this folder.
async fn paid(folder: &str) -> HandledNotification {
    let (settings, body) = &*PAID;
    let mut settings = settings.clone();
    settings["inbox"] = format!("file:{}", FOLDER.join(folder).display()).into();
    let (_, pay) = client(&settings).expect("the settings are right");
    pay.receive_notification(&Headers::default(), body).await
}

/// The file in which the event is noted: its name is the same in every folder.
async fn bucket() -> String {
    drop(paid("names").await);
    let names = fs::read_dir(FOLDER.join("names/inbox")).expect("the folder is there").flatten();
    let mut names = names.filter_map(|entry| entry.file_name().into_string().ok());
    names.find(|name| name.len() == 3).expect("the event was noted")
}

/// It is noted beside what the function of the shop does.
async fn until_it_is_done(bucket: &Path) {
    for _ in 0..5_000 {
        if fs::read_to_string(bucket).is_ok_and(|text| text.contains(r#""done":true"#)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("what was handled is not noted");
}

/// A merchant with V2 alone, whose client is made in no time, and a payment for it.
static PAID: LazyLock<(Value, Vec<u8>)> = LazyLock::new(|| {
    let names = ["wechat_appid", "mchid", "api_v2_key", "qq_appid", "qq_app_secret"];
    let settings: serde_json::Map<_, _> =
        names.into_iter().map(|name| (name.to_owned(), json!(setting(name)))).collect();
    let lines = format!(
        "appid={}\nmch_id={}\nnonce_str=n\nout_trade_no=1415659990\nresult_code=SUCCESS\nreturn_code=SUCCESS\ntime_end=20240805173341\ntotal_fee=100\ntransaction_id=4200000001",
        setting("wechat_appid"),
        setting("mchid"),
    );
    let mut fields = v2::fields_of_lines(&lines);
    fields.insert("sign".to_owned(), v2::sign(&fields));
    (Value::Object(settings), v2::write("xml", fields.iter()))
});

/// What the Redis here answers to everything that is asked for.
static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Any bytes as what Redis answers: as they are, or with the first byte odd as the value that is kept, or with 3 as what is encrypted in it.
pub fn redis_answer(bytes: &[u8]) {
    static STORE: LazyLock<RedisTokenStore> = LazyLock::new(|| {
        let address = format!("redis://{}", redis());
        RedisTokenStore::new(&address, &shop().config).expect("the address is right")
    });
    let Some((form, content)) = bytes.split_first() else { return };
    let value = if *form == 3 { sealed::kept(content) } else { content.to_vec() };
    let answer = match form % 2 {
        0 => value,
        _ => [format!("${}\r\n", value.len()).as_bytes(), &value, b"\r\n"].concat(),
    };
    *ANSWER.lock().unwrap_or_else(PoisonError::into_inner) = answer;
    alone(async {
        match STORE.load(APPID).await {
            Ok(loaded) => assert!(loaded.is_none() || *form == 3, "a token that nobody encrypted"),
            Err(error) => shop().keeps_silent(&error, content),
        }
        if let Err(error) = STORE.acquire_lease(APPID, OWNER, LEASE).await {
            shop().keeps_silent(&error, content);
        }
    });
}

/// A Redis on this machine that knows nothing: it takes the greeting, answers one question with [`ANSWER`], and hangs up.
fn redis() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has an address").to_string();
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            serve(connection);
        }
    });
    address
}

fn serve(mut connection: std::net::TcpStream) {
    let mut asked = [0; 4096];
    let _ = connection.set_read_timeout(Some(Duration::from_secs(2)));
    while let Ok(length @ 1..) = connection.read(&mut asked) {
        let text = String::from_utf8_lossy(&asked[..length]).to_ascii_uppercase();
        let questions = text.matches("SETINFO").count();
        let _ = connection.write_all("+OK\r\n".repeat(questions).as_bytes());
        if text.contains("\r\nGET\r\n") || text.contains("\r\nEVAL\r\n") {
            let answer = ANSWER.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let _ = connection.write_all(&answer);
            return;
        }
    }
}
