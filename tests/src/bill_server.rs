//! A server on this machine that stands in for WeChat Pay's bills: it holds no bill, it makes each while sending it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use qq_wxpay::Settings;
use qq_wxpay::crypto::{PrivateKey, RsaProvider};
use qq_wxpay::environment::{Clock, SystemClock};
use qq_wxpay::model::RequestFromJson;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::cases;

/// The header of a trade bill of all transactions.
pub const TRADE_HEADER: &str = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";

/// A trade bill of so many payments of 19.99 yuan.
#[derive(Clone, Copy, Debug)]
pub struct Bill {
    /// How many.
    pub rows: u64,
    /// Whether it is sent compressed.
    pub gzip: bool,
    /// The byte that is sent changed.
    pub flipped: Option<u64>,
    /// How many bytes are sent before the connection ends.
    pub cut: Option<u64>,
}

impl Bill {
    /// An unharmed one.
    #[must_use]
    pub fn of(rows: u64) -> Self {
        Self { rows, gzip: false, flipped: None, cut: None }
    }

    /// The place of a digit in the attach of a row: only the digest tells when it is changed.
    #[must_use]
    pub fn place_in(number: u64) -> u64 {
        let before = row(number).find("desk=").expect("every row has a desk") + "desk=".len();
        (TRADE_HEADER.len() + 2 + before) as u64 + number * row(0).len() as u64
    }

    /// The digest of the file as it should be.
    #[must_use]
    pub fn digest(&self) -> String {
        struct Digesting(Sha1);
        impl Write for Digesting {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.update(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut digesting = Digesting(Sha1::new());
        self.lines(&mut digesting).expect("a digest takes everything");
        hex(&digesting.0.finalize())
    }

    /// Sends the file as it is asked for.
    ///
    /// # Errors
    /// When the reader goes away.
    pub fn send(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(Spoiling { out, at: 0, bill: *self });
        if !self.gzip {
            self.lines(&mut out)?;
            return out.flush();
        }
        let mut encoder = GzEncoder::new(&mut out, Compression::fast());
        self.lines(&mut encoder)?;
        encoder.finish()?.flush()
    }

    fn lines(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{TRADE_HEADER}\r\n")?;
        for number in 0..self.rows {
            out.write_all(row(number).as_bytes())?;
        }
        let (yuan, fen) = (self.rows * 1999 / 100, self.rows * 1999 % 100);
        write!(
            out,
            "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n`{},`{yuan}.{fen:02},`0.00,`0.00,`0.00000,`{yuan}.{fen:02},`0.00\r\n",
            self.rows
        )
    }
}

/// One payment; all of them have the same length.
fn row(number: u64) -> String {
    format!(
        "`2026-06-08 10:00:01,`wx2421b1c4370ec43b,`1900007291,`0,`,`42000000012026060{number:012},`T20260608{number:010},`oUpF8uMEb4qRXf22hE3X68TekukE,`MWEB,`SUCCESS,`OTHERS,`CNY,`19.99,`0.00,`0,`0,`0.00,`0.00,`,`,`蓝色马克杯, \"大号\", 可进微波炉,`shop=7&desk={number:06},`0.12000,`0.60%,`19.99,`0.00,`\r\n"
    )
}

/// Changes one byte on the way, or ends early.
struct Spoiling<'a> {
    out: &'a mut dyn Write,
    at: u64,
    bill: Bill,
}

impl Write for Spoiling<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut bytes = bytes.to_vec();
        let length = bytes.len();
        let index = |place: u64| usize::try_from(place.checked_sub(self.at)?).ok().filter(|at| *at < length);
        if let Some(flipped) = self.bill.flipped.and_then(index) {
            bytes[flipped] ^= 1;
        }
        let cut = self.bill.cut.and_then(index);
        self.out.write_all(&bytes[..cut.unwrap_or(length)])?;
        self.at += cut.unwrap_or(length) as u64;
        if cut.is_some() {
            // A buffer in front tries again when it is dropped.
            self.bill.cut = Some(self.at);
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What arrived.
#[derive(Clone, Debug)]
pub struct Request {
    /// Path and query.
    pub target: String,
    /// The lines of the head.
    pub head: Vec<String>,
    /// The body.
    pub body: String,
}

impl Request {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.head.iter().filter_map(|line| line.split_once(": "));
        pairs.into_iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Answers requests one after the other, each on a thread and a connection of its own.
pub struct BillServer {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
    stopped: Arc<AtomicBool>,
}

impl BillServer {
    /// Starts it. `answer` writes the whole reply, head included.
    ///
    /// # Panics
    /// When there is no free port.
    pub fn start(
        answer: impl Fn(&Request, &mut dyn Write) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let server = Self { address, seen: Arc::default(), stopped: Arc::default() };
        let (seen, stopped, answer) =
            (Arc::clone(&server.seen), Arc::clone(&server.stopped), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                std::thread::spawn(move || {
                    // Whoever goes away before the end is not the server's trouble.
                    let _ = serve(stream, &seen, &*answer);
                });
            }
        });
        server
    }

    /// A server of one bill: the link, then the file.
    pub fn of_bill(bill: Bill) -> Self {
        let digest = bill.digest();
        Self::start(move |request, out| {
            if request.target.starts_with("/v3/bill/") {
                return out.write_all(&link_reply(&digest, "https://api.mch.weixin.qq.com"));
            }
            out.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
            bill.send(out)
        })
    }

    /// Everything that arrived.
    #[must_use]
    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The settings of a merchant whose WeChat Pay is this server.
    ///
    /// # Panics
    /// When the settings of the cases cannot be read.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let mut settings: Value = cases::all().remove(0).inputs["settings"].clone();
        for name in ["qq_base_url", "wechat_base_url"] {
            settings[name] = json!(format!("http://{}", self.address));
        }
        Settings::from_json(&settings.to_string()).expect("the settings of the cases are right")
    }
}

impl Drop for BillServer {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for a connection.
        drop(TcpStream::connect(self.address));
    }
}

/// The SHA-1 digest of a small file.
#[must_use]
pub fn sha1_hex(content: &[u8]) -> String {
    hex(&Sha1::digest(content))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A reply with JSON, head included.
#[must_use]
pub fn reply(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}")
        .into_bytes()
}

/// The signed reply that names a link at `origin`.
#[must_use]
pub fn link_reply(digest: &str, origin: &str) -> Vec<u8> {
    let url = format!("{origin}/v3/billdownload/file?token=a-B_c.d~e&x=%2Fy");
    let body = json!({ "download_url": url, "hash_type": "SHA1", "hash_value": digest }).to_string();
    reply("200 OK", &signature(&body), &body)
}

/// The headers of WeChat Pay's signature of now.
///
/// # Panics
/// When the key of the cases cannot be read.
#[must_use]
pub fn signature(body: &str) -> String {
    let keys = std::fs::read_to_string(cases::folder().join("keys.json")).expect("the keys are readable");
    let keys: Value = serde_json::from_str(&keys).expect("the keys are JSON");
    let pem = keys["wechat_pay_private_key"].as_str().expect("there is a key");
    let key = PrivateKey::parse(RsaProvider::default(), pem.as_bytes(), "key").expect("the key is right");
    let settings = cases::all().remove(0).inputs["settings"].clone();
    let serial = settings["public_key_id"].as_str().expect("there is a public key").to_owned();
    let now = SystemClock.now();
    let signed = key.sign_base64(format!("{now}\nnonce\n{body}\n").as_bytes()).expect("the key signs");
    format!(
        "Wechatpay-Timestamp: {now}\r\nWechatpay-Nonce: nonce\r\nWechatpay-Signature: {signed}\r\nWechatpay-Serial: {serial}\r\n"
    )
}

fn serve(
    stream: TcpStream,
    seen: &Mutex<Vec<Request>>,
    answer: &(dyn Fn(&Request, &mut dyn Write) -> io::Result<()> + Send + Sync),
) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_write_timeout(Some(Duration::from_secs(60)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if line.trim_end().is_empty() {
            break;
        }
        head.push(line.trim_end().to_owned());
    }
    let target = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
    let mut request = Request { target, head, body: String::new() };
    let length = request.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    reader.take(length).read_to_string(&mut request.body)?;
    seen.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
    answer(&request, &mut &stream)
}
