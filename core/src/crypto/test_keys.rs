//! Keys for the tests of this module: the published ones, and odd ones made by hand from DER.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use x509_cert::der::asn1::AnyRef;
use x509_cert::der::{Decode, Encode, Reader, SliceReader};

pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;

pub(super) const RSA: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1];
pub(super) const EC: &[u8] = &[0x06, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1];
pub(super) const P256: &[u8] = &[0x06, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7];
pub(super) const SM2: &[u8] = &[0x06, 8, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 1, 0x82, 0x2D];

/// One file of published vectors.
pub(super) fn vectors(name: &str) -> Value {
    let path = format!("{}/tests/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

pub(super) fn private_pem() -> String {
    vectors("v3_rsa")["private_key_pkcs8_pem"].as_str().unwrap().to_owned()
}

pub(super) fn public_pem() -> String {
    vectors("v3_response_verify")["vectors"][0]["public_key_pem"].as_str().unwrap().to_owned()
}

pub(super) fn certificate_pem() -> String {
    vectors("v3_notification")["vectors"][0]["platform_certificate_pem"].as_str().unwrap().to_owned()
}

/// What stands between the BEGIN and the END line, decoded.
pub(super) fn der_of(pem: &str) -> Vec<u8> {
    let text: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(text).unwrap()
}

pub(super) fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// Tag, length, and the parts one after the other.
pub(super) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let value = parts.concat();
    let mut out = vec![tag];
    match u16::try_from(value.len()).unwrap().to_be_bytes() {
        [0, short] if short < 128 => out.push(short),
        [0, middle] => out.extend([0x81, middle]),
        [high, low] => out.extend([0x82, high, low]),
    }
    out.extend(value);
    out
}

/// The elements of a SEQUENCE, each with its tag and length.
pub(super) fn parts(der: &[u8]) -> Vec<Vec<u8>> {
    let outer = AnyRef::from_der(der).unwrap();
    let mut reader = SliceReader::new(outer.value()).unwrap();
    let mut found = Vec::new();
    while !reader.is_finished() {
        found.push(AnyRef::decode(&mut reader).unwrap().to_der().unwrap());
    }
    found
}

pub(super) fn join(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(SEQUENCE, &[&parts.concat()])
}

/// The PKCS#1 inside a PKCS#8 private key.
pub(super) fn pkcs1_of(pkcs8: &[u8]) -> Vec<u8> {
    AnyRef::from_der(&parts(pkcs8)[2]).unwrap().value().to_vec()
}

/// A number of exactly `bits` bits, odd.
pub(super) fn number(bits: usize) -> Vec<u8> {
    let mut bytes = vec![0xFF; bits.div_ceil(8)];
    bytes[0] = 0xFF >> (bytes.len() * 8 - bits);
    // A leading zero, or the number would be negative.
    if bytes[0] & 0x80 != 0 { tlv(INTEGER, &[&[0], &bytes]) } else { tlv(INTEGER, &[&bytes]) }
}

/// A public key in PKCS#1 whose modulus has `bits` bits; nobody knows its private half.
pub(super) fn rsa_public(bits: usize) -> Vec<u8> {
    tlv(SEQUENCE, &[&number(bits), &[INTEGER, 3, 1, 0, 1]])
}

/// A private key in PKCS#1 of `bits` bits whose numbers do not fit together.
pub(super) fn rsa_private(bits: usize) -> Vec<u8> {
    let small = number(64);
    tlv(
        SEQUENCE,
        &[
            &[INTEGER, 1, 0],
            &number(bits),
            &[INTEGER, 3, 1, 0, 1],
            &small,
            &small,
            &small,
            &small,
            &small,
            &small,
        ],
    )
}

pub(super) fn spki(algorithm: &[&[u8]], key: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[&tlv(SEQUENCE, algorithm), &tlv(BIT_STRING, &[&[0], key])])
}

pub(super) fn pkcs8(algorithm: &[&[u8]], key: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[&[INTEGER, 1, 0], &tlv(SEQUENCE, algorithm), &tlv(OCTET_STRING, &[key])])
}

/// The published certificate with another public key in it.
pub(super) fn certificate_with(key: Vec<u8>) -> Vec<u8> {
    let mut outer = parts(&der_of(&certificate_pem()));
    let mut inner = parts(&outer[0]);
    inner[6] = key;
    outer[0] = join(&inner);
    join(&outer)
}
