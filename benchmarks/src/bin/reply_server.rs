//! A server that answers every order at once, signed: the other end of the load that clients are compared under.
//!
//! It checks nothing and computes one signature a second, so that it is faster than any client. `reply_server KEY_FILE KEY_ID`
//! prints its address; it ends when its standard input does.
#![allow(clippy::print_stdout)] // its address is for the program that starts it

use std::convert::Infallible;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

const BODY: &str = r#"{"h5_url":"https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx2916263004719461949c84457c735b0000&package=2150917749"}"#;
const NONCE: &str = "c5ac7061fccab6bf3e254dcf98995b8c";

/// The signer, and the signature of this second.
struct Signer {
    key: KeyPair,
    key_id: String,
    random: SystemRandom,
    current: Mutex<(u64, String)>,
}

impl Signer {
    /// Timestamp and signature.
    fn now(&self) -> (u64, String) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.0 != now {
            let message = format!("{now}\n{NONCE}\n{BODY}\n");
            let mut signature = vec![0; self.key.public_modulus_len()];
            self.key
                .sign(&RSA_PKCS1_SHA256, &self.random, message.as_bytes(), &mut signature)
                .expect("the key signs");
            *current = (now, STANDARD.encode(signature));
        }
        current.clone()
    }

    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, hyper::Error> {
        let body = request.into_body().collect().await?;
        debug_assert!(!body.to_bytes().is_empty(), "an order has a body");
        let (timestamp, signature) = self.now();
        let reply = Response::builder()
            .header("Content-Type", "application/json; charset=utf-8")
            .header("Request-ID", "08F78BB5AF0610D302189C04206F")
            .header("Wechatpay-Timestamp", timestamp)
            .header("Wechatpay-Nonce", NONCE)
            .header("Wechatpay-Serial", &self.key_id)
            .header("Wechatpay-Signature", signature)
            .header("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048")
            .body(Full::from(BODY))
            .expect("the headers are right");
        Ok(reply)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (key, key_id) = (arguments.next().ok_or("KEY_FILE")?, arguments.next().ok_or("KEY_ID")?);
    let pem: String = std::fs::read_to_string(key)?.lines().filter(|line| !line.starts_with("--")).collect();
    let key = KeyPair::from_pkcs8(&STANDARD.decode(pem)?)?;
    let signer = Arc::new(Signer { key, key_id, random: SystemRandom::new(), current: Mutex::default() });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let serve = async {
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let signer = Arc::clone(&signer);
            tokio::spawn(async move {
                let answer = |request| {
                    let signer = Arc::clone(&signer);
                    async move { Ok::<_, Infallible>(signer.answer(request).await.unwrap_or_default()) }
                };
                // A client that leaves is no concern of the server.
                let mut server = http1::Builder::new();
                // As the real server writes them: WeChat Pay's own SDK for Java finds no other.
                server.title_case_headers(true);
                let _ = server.serve_connection(TokioIo::new(stream), service_fn(answer)).await;
            });
        }
    };
    let mut parent = tokio::io::stdin();
    tokio::select! {
        end = serve => end,
        _ = parent.read_u8() => Ok(()),
    }
}
