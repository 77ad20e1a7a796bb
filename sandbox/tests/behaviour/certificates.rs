//! Platform certificates: rotation, and lists that must not be believed.

use qq_wxpay_sandbox::{CertificateList, PlatformCertificates, SigningKey, Switches};
use reqwest::Method;
use serde_json::Value;

use crate::client::{Merchant, answer};

/// The list, and the serial number that signed it.
async fn list(merchant: &Merchant) -> (u16, Value, String) {
    let signed = merchant.signed(Method::GET, "/v3/certificates", "");
    let mut request = merchant.request(&signed).build().unwrap();
    request.headers_mut().remove("wechatpay-serial");
    let response = merchant.http.execute(request).await.unwrap();
    let serial = response.headers().get("wechatpay-serial").map(|value| value.to_str().unwrap().to_owned());
    let status = response.status().as_u16();
    let body = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    (status, body, serial.unwrap_or_default())
}

fn serials(list: &Value) -> Vec<&str> {
    list["data"].as_array().unwrap().iter().map(|entry| entry["serial_no"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn in_a_rotation_both_are_listed_and_sign_in_turn() {
    let merchant = Merchant::start().await;
    let current = merchant.identity().platform_serial.clone();
    let switch = |platform_certificates| {
        merchant.sandbox.set_switches(Switches { platform_certificates, ..Switches::default() });
    };
    switch(PlatformCertificates::Both);
    let (_, both, first) = list(&merchant).await;
    let (_, again, second) = list(&merchant).await;
    assert_eq!(serials(&both), serials(&again), "the successor stays the same");
    assert_eq!(serials(&both)[0], current);
    let successor = serials(&both)[1].to_owned();
    let mut signers = [first, second];
    signers.sort();
    let mut expected = [current, successor.clone()];
    expected.sort();
    assert_eq!(signers, expected);
    assert!(merchant.decrypt(&both["data"][1]["encrypt_certificate"]).contains("BEGIN CERTIFICATE"));

    switch(PlatformCertificates::Successor);
    let (_, one, signer) = list(&merchant).await;
    assert_eq!((serials(&one), signer.as_str()), (vec![successor.as_str()], successor.as_str()));
}

#[tokio::test]
async fn a_merchant_with_the_public_key_only_has_no_list() {
    let merchant = Merchant::start().await;
    let platform_certificates = PlatformCertificates::None;
    merchant.sandbox.set_switches(Switches { platform_certificates, ..Switches::default() });
    let (status, reply, signer) = list(&merchant).await;
    assert_eq!((status, reply["code"].as_str(), signer.as_str()), (404, Some("RESOURCE_NOT_EXISTS"), ""));
    assert!(reply["message"].as_str().unwrap().contains("无可用的平台证书"));
}

#[tokio::test]
async fn the_key_that_a_request_names_signs_the_reply() {
    let merchant = Merchant::start().await;
    let identity = merchant.identity();
    let path = "/v3/certificates";
    for (key, named, expected) in [
        (SigningKey::ByRequest, &identity.public_key_id, &identity.public_key_id),
        (SigningKey::ByRequest, &identity.platform_serial, &identity.platform_serial),
        (SigningKey::Certificate, &identity.public_key_id, &identity.platform_serial),
        (SigningKey::PublicKey, &identity.platform_serial, &identity.public_key_id),
    ] {
        merchant.sandbox.set_switches(Switches { signing_key: key, ..Switches::default() });
        let mut request = merchant.request(&merchant.signed(Method::GET, path, "")).build().unwrap();
        request.headers_mut().insert("wechatpay-serial", named.parse().unwrap());
        let response = merchant.http.execute(request).await.unwrap();
        assert_eq!(response.headers()["wechatpay-serial"], expected.as_str(), "{key:?}");
    }
}

#[tokio::test]
async fn a_wrong_list_is_wrong_in_one_thing() {
    let merchant = Merchant::start().await;
    let (_, right, _) = list(&merchant).await;
    let serial = serials(&right)[0].to_owned();
    for trouble in [CertificateList::Tampered, CertificateList::OtherKey, CertificateList::OtherSerial] {
        merchant.sandbox.set_switches(Switches { certificate_list: trouble, ..Switches::default() });
        let (status, wrong, _) = list(&merchant).await;
        assert_eq!(status, 200);
        assert_eq!(serials(&wrong)[0] == serial, trouble != CertificateList::OtherSerial, "{trouble:?}");
        let opens = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            merchant.decrypt(&wrong["data"][0]["encrypt_certificate"])
        }));
        assert_eq!(opens.is_ok(), trouble == CertificateList::OtherSerial, "{trouble:?}");
    }
    let (status, _) = answer(merchant.http.get(merchant.url("/v3/certificates"))).await;
    assert!(status >= 400, "an unsigned request is refused");
}
