//! The self test.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay_sandbox::{SecurityEcho, Switches};
use reqwest::{Method, Response};
use rsa::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use rsa::{Oaep, RsaPrivateKey, RsaPublicKey};
use serde_json::{Value, json};

use crate::client::Merchant;
use crate::receiver::Receiver;

const PATH: &str = "/v3/security/echo";

fn encrypt(public_key: &str, text: &str) -> String {
    let key = RsaPublicKey::from_public_key_pem(public_key).unwrap();
    let bytes = key.encrypt(&mut rsa::rand_core::OsRng, Oaep::new::<rsa_sha1::Sha1>(), text.as_bytes());
    STANDARD.encode(bytes.unwrap())
}

fn decrypt(private_key: &str, ciphertext: &Value) -> Option<String> {
    let key = RsaPrivateKey::from_pkcs8_pem(private_key).unwrap();
    let bytes = STANDARD.decode(ciphertext.as_str()?).unwrap();
    Some(String::from_utf8(key.decrypt(Oaep::new::<rsa_sha1::Sha1>(), &bytes).ok()?).unwrap())
}

async fn send(merchant: &Merchant, body: &Value, serial: Option<&str>) -> Response {
    let signed = merchant.signed(Method::POST, PATH, &body.to_string());
    let mut request = merchant.request(&signed).build().unwrap();
    request.headers_mut().remove("wechatpay-serial");
    if let Some(serial) = serial {
        request.headers_mut().insert("wechatpay-serial", serial.parse().unwrap());
    }
    merchant.http.execute(request).await.unwrap()
}

async fn echo(merchant: &Merchant, body: &Value, serial: Option<&str>) -> (u16, Value, bool) {
    let response = send(merchant, body, serial).await;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    let is_signed = merchant.verifies(&headers, text.as_bytes());
    assert!(
        !is_signed || headers["wechatpay-serial"] == serial.unwrap(),
        "signed with the key that was named"
    );
    (status, serde_json::from_str(&text).unwrap(), is_signed)
}

#[tokio::test]
async fn a_text_comes_back_in_plain_and_encrypted_and_as_a_callback() {
    let merchant = Merchant::start().await;
    let identity = merchant.identity();
    let receiver = Receiver::start(&[(204, "")]).await;
    let encrypted = encrypt(&identity.public_key, "geheim");
    let body =
        json!({"echo_message": "hello", "encrypted_echo_message": encrypted, "notify_url": receiver.url});
    let (status, reply, is_signed) = echo(&merchant, &body, Some(&identity.public_key_id)).await;
    assert_eq!((status, reply["echo_message"].as_str(), is_signed), (200, Some("hello"), true));
    let opened = decrypt(&identity.merchant_private_key, &reply["encrypted_echo_message"]);
    assert_eq!(opened.as_deref(), Some("geheim"));

    let arrived = receiver.wait_for(1).await;
    assert!(merchant.verifies(&arrived[0].headers, &arrived[0].body));
    let envelope: Value = serde_json::from_slice(&arrived[0].body).unwrap();
    assert_eq!(envelope["event_type"], "SECURITY_ECHO.SUCCESS");
    assert_eq!(envelope["resource"]["original_type"], "security");
    let content: Value = serde_json::from_str(&merchant.decrypt(&envelope["resource"])).unwrap();
    assert_eq!(content["echo_message"], "hello");
    let opened = decrypt(&identity.merchant_private_key, &content["encrypt_echo_message"]);
    assert_eq!(opened.as_deref(), Some("geheim"));
}

#[tokio::test]
async fn only_the_text_and_the_serial_are_needed() {
    let merchant = Merchant::start().await;
    let serial = merchant.identity().platform_serial.clone();
    let (status, reply, is_signed) = echo(&merchant, &json!({"echo_message": "hi"}), Some(&serial)).await;
    assert_eq!((status, is_signed), (200, true));
    assert_eq!(reply, json!({"echo_message": "hi"}));
    assert_eq!(merchant.events_of("notification.queued"), 0);
}

#[tokio::test]
async fn everything_else_is_refused() {
    let merchant = Merchant::start().await;
    let identity = merchant.identity();
    let right = json!({"echo_message": "hi"});
    for serial in [None, Some("PUB_KEY_ID_0"), Some("AB")] {
        let (status, reply, _) = echo(&merchant, &right, serial).await;
        assert_eq!(
            (status, reply["detail"]["field"].as_str()),
            (400, Some("Wechatpay-Serial")),
            "{serial:?}"
        );
    }
    let for_public_key = encrypt(&identity.public_key, "x");
    for (body, field) in [
        (json!({}), "/echo_message"),
        (json!({"echo_message": ""}), "/echo_message"),
        (json!({"echo_message": "x", "encrypted_echo_message": "x"}), "/encrypted_echo_message"),
        (json!({"echo_message": "x", "notify_url": "http://pay.example.com/n"}), "/notify_url"),
        (json!({"echo_message": "x", "notify_url": "https://api.q.qq.com/wxpay/notify"}), "/notify_url"),
        (json!({"echo_message": "x", "surplus": 1}), "/surplus"),
    ] {
        let (status, reply, is_signed) = echo(&merchant, &body, Some(&identity.public_key_id)).await;
        assert_eq!((status, reply["detail"]["field"].as_str(), is_signed), (400, Some(field), false));
    }
    let long = json!({"echo_message": "a".repeat(215)});
    let (status, reply, _) = echo(&merchant, &long, Some(&identity.public_key_id)).await;
    assert_eq!((status, &reply["detail"]), (400, &json!({"location": "body", "value": 215})));
    let body = json!({"echo_message": "x", "encrypted_echo_message": for_public_key});
    let (status, reply, _) = echo(&merchant, &body, Some(&identity.platform_serial)).await;
    assert_eq!((status, reply["code"].as_str()), (400, Some("PARAM_ERROR")), "encrypted for the other key");
    let mut signed = merchant.signed(Method::POST, PATH, &right.to_string());
    signed.body.push(' ');
    signed.target.push('?');
    assert_eq!(crate::client::answer(merchant.request(&signed)).await.0, 401);
}

#[tokio::test]
async fn each_part_can_be_made_to_fail() {
    let merchant = Merchant::start().await;
    let identity = merchant.identity();
    let receiver = Receiver::start(&[(204, "")]).await;
    let encrypted = encrypt(&identity.public_key, "x");
    let body = json!({"echo_message": "x", "encrypted_echo_message": encrypted, "notify_url": receiver.url});
    let switch = |security_echo| {
        merchant.sandbox.set_switches(Switches { security_echo, ..Switches::default() });
    };
    let serial = Some(identity.public_key_id.as_str());
    switch(SecurityEcho::Signature);
    assert_eq!(echo(&merchant, &body, serial).await.0, 401);
    switch(SecurityEcho::Clock);
    assert_eq!(echo(&merchant, &body, serial).await.0, 401);
    switch(SecurityEcho::Verification);
    let (status, _, is_signed) = echo(&merchant, &body, serial).await;
    assert_eq!((status, is_signed), (200, false));
    assert_eq!(receiver.wait_for(1).await.len(), 1);
    switch(SecurityEcho::Encryption);
    let (status, reply, is_signed) = echo(&merchant, &body, serial).await;
    assert_eq!((status, is_signed), (200, true));
    assert_eq!(decrypt(&identity.merchant_private_key, &reply["encrypted_echo_message"]), None);
    assert_eq!(receiver.wait_for(2).await.len(), 2);
    switch(SecurityEcho::Callback);
    assert_eq!(echo(&merchant, &body, serial).await.0, 200);
    assert_eq!(merchant.events_of("notification.lost"), 1);
    assert_eq!(receiver.arrived().len(), 2);
}
