//! A merchant that signs and verifies with its own few lines.

use std::time::Duration;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay_sandbox::{Identity, Options, Sandbox};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder, Response};
use rsa::pkcs1v15::{Signature, SigningKey, VerifyingKey};
use rsa::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding as _, Signer as _, Verifier as _};
use rsa::{RsaPrivateKey, RsaPublicKey};
use serde_json::{Value, json};

/// A sandbox and the merchant that uses it.
pub(crate) struct Merchant {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: Client,
    key: RsaPrivateKey,
}

/// A request whose parts a test may spoil before it is sent.
pub(crate) struct Signed {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) target: String,
    pub(crate) body: String,
    pub(crate) timestamp: i64,
    pub(crate) nonce: String,
    pub(crate) mchid: String,
    pub(crate) serial: String,
}

impl Merchant {
    pub(crate) async fn start() -> Self {
        Self::start_with(Options { time_scale: 100.0, ..Options::default() }).await
    }

    pub(crate) async fn start_with(options: Options) -> Self {
        let sandbox = Sandbox::start(options).await.unwrap();
        let key = RsaPrivateKey::from_pkcs8_pem(&sandbox.identity().merchant_private_key).unwrap();
        let http = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { sandbox, http, key }
    }

    pub(crate) fn identity(&self) -> &Identity {
        self.sandbox.identity()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    pub(crate) async fn token(&self) -> String {
        let identity = self.identity();
        let query = encode(&[
            ("grant_type", "client_credential"),
            ("appid", &identity.qq_appid),
            ("secret", &identity.qq_app_secret),
        ]);
        let reply: Value = self.get_json(&format!("/api/getToken?{query}")).await;
        reply["access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn get_json(&self, path: &str) -> Value {
        let text = self.http.get(self.url(path)).send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap()
    }

    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> (u16, Value) {
        answer(self.http.post(self.url(path)).body(body.to_string())).await
    }

    /// The proxy's address for a WeChat Pay path, with a fresh token.
    pub(crate) async fn proxy_url(&self, path: &str, real_notify_url: &str) -> String {
        let token = self.token().await;
        let query = encode(&[
            ("appid", &self.identity().qq_appid),
            ("access_token", &token),
            ("real_notify_url", real_notify_url),
        ]);
        self.url(&format!("/wxpay{path}?{query}"))
    }

    pub(crate) fn signed(&self, method: Method, path: &str, body: &str) -> Signed {
        Signed {
            method,
            url: self.url(path),
            target: path.to_owned(),
            body: body.to_owned(),
            timestamp: now(),
            nonce: nonce(),
            mchid: self.identity().mchid.clone(),
            serial: self.identity().merchant_serial.clone(),
        }
    }

    pub(crate) fn request(&self, signed: &Signed) -> RequestBuilder {
        let Signed { method, url, target, body, timestamp, nonce, mchid, serial } = signed;
        let message = format!("{method}\n{target}\n{timestamp}\n{nonce}\n{body}\n");
        let signature = SigningKey::<Sha256>::new(self.key.clone()).sign(message.as_bytes());
        let signature = STANDARD.encode(signature.to_bytes());
        let authorization = format!(
            "WECHATPAY2-SHA256-RSA2048 mchid=\"{mchid}\",nonce_str=\"{nonce}\",signature=\"{signature}\",\
             timestamp=\"{timestamp}\",serial_no=\"{serial}\""
        );
        self.http
            .request(method.clone(), url)
            .header("authorization", authorization)
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .header("user-agent", "sandbox-test/1.0")
            .header("wechatpay-serial", &self.identity().public_key_id)
            .body(body.clone())
    }

    /// Orders directly at WeChat Pay.
    pub(crate) async fn order(&self, path: &str, body: &Value) -> (u16, Value) {
        answer(self.request(&self.signed(Method::POST, path, &body.to_string()))).await
    }

    /// Orders through the proxy, signing WeChat Pay's own path.
    pub(crate) async fn order_through_qq(
        &self,
        path: &str,
        body: &Value,
        real_notify_url: &str,
    ) -> (u16, Value) {
        answer(self.proxy_request(path, body, real_notify_url).await).await
    }

    pub(crate) async fn proxy_request(
        &self,
        path: &str,
        body: &Value,
        real_notify_url: &str,
    ) -> RequestBuilder {
        let url = self.proxy_url(path, real_notify_url).await;
        self.request(&Signed { url, ..self.signed(Method::POST, path, &body.to_string()) })
    }

    pub(crate) async fn query(&self, target: &str) -> (u16, Value) {
        answer(self.request(&self.signed(Method::GET, target, ""))).await
    }

    /// A minimal direct order through QQ.
    pub(crate) fn direct_body(&self, out_trade_no: &str) -> Value {
        let mchid = &self.identity().mchid;
        json!({
            "appid": self.identity().wechat_appid,
            "mchid": mchid,
            "description": "一次性纸杯 <50>",
            "out_trade_no": out_trade_no,
            "notify_url": format!("https://api.q.qq.com/wxpay/v3/notify/{mchid}/{out_trade_no}"),
            "amount": {"total": 1234, "currency": "CNY"},
            "scene_info": {"payer_client_ip": "203.0.113.7", "h5_info": {"type": "Wap"}},
        })
    }

    /// Waits until the sandbox has got so many acknowledgements: they come after the receiver has taken the notifications.
    pub(crate) async fn wait_for_acknowledgements(&self, count: u64) {
        for _ in 0..12_000 {
            if self.sandbox.statistics().notifications_acknowledged == count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("not {count} acknowledgements: {:?}", self.sandbox.statistics());
    }

    pub(crate) fn events_of(&self, kind: &str) -> usize {
        self.sandbox.events().iter().filter(|event| event.kind == kind).count()
    }

    /// Whether the headers are a good signature of the public key or the platform certificate over a body.
    pub(crate) fn verifies(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        let (Some(timestamp), Some(nonce), Some(signature), Some(serial)) = (
            header("wechatpay-timestamp"),
            header("wechatpay-nonce"),
            header("wechatpay-signature"),
            header("wechatpay-serial"),
        ) else {
            return false;
        };
        let identity = self.identity();
        let key = if serial == identity.public_key_id {
            RsaPublicKey::from_public_key_pem(&identity.public_key).unwrap()
        } else if serial == identity.platform_serial {
            certificate_key(&identity.platform_certificate)
        } else {
            return false;
        };
        let Ok(signature) = STANDARD.decode(signature) else { return false };
        let mut message = format!("{timestamp}\n{nonce}\n").into_bytes();
        message.extend_from_slice(body);
        message.push(b'\n');
        let signature = Signature::try_from(signature.as_slice()).unwrap();
        VerifyingKey::<Sha256>::new(key).verify(&message, &signature).is_ok()
    }

    /// Decrypts an object with `nonce`, `associated_data` and `ciphertext`.
    pub(crate) fn decrypt(&self, sealed: &Value) -> String {
        let text = |name: &str| sealed[name].as_str().unwrap();
        let cipher = Aes256Gcm::new_from_slice(self.identity().api_v3_key.as_bytes()).unwrap();
        let ciphertext = STANDARD.decode(text("ciphertext")).unwrap();
        let payload = Payload { msg: &ciphertext, aad: text("associated_data").as_bytes() };
        let nonce = Nonce::try_from(text("nonce").as_bytes()).unwrap();
        String::from_utf8(cipher.decrypt(&nonce, payload).unwrap()).unwrap()
    }
}

pub(crate) async fn answer(request: RequestBuilder) -> (u16, Value) {
    let response: Response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

pub(crate) fn encode(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

pub(crate) fn now() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs().try_into().unwrap()
}

pub(crate) fn nonce() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn certificate_key(pem: &str) -> RsaPublicKey {
    use x509_cert_builder::der::{DecodePem as _, Encode as _};
    let certificate = x509_cert_builder::Certificate::from_pem(pem).unwrap();
    let key = certificate.tbs_certificate.subject_public_key_info.to_der().unwrap();
    RsaPublicKey::from_public_key_der(&key).unwrap()
}
