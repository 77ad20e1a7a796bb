//! Every form a key may be given in, and every file that may be given in its place.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::test_keys::*;
use super::{Certificate, PrivateKey, PublicKey, RsaProvider};
use crate::Error;
use crate::error::{Entry, sdk_codes};

/// The same content in all forms that are taken.
fn forms(pem: &str) -> Vec<(&'static str, Vec<u8>)> {
    let der = der_of(pem);
    let body = STANDARD.encode(&der);
    let one_line = pem.trim_end().replace('\n', "\\n");
    vec![
        ("PEM", pem.as_bytes().to_vec()),
        ("PEM without the last line end", pem.trim_end().as_bytes().to_vec()),
        ("PEM, CRLF", pem.replace('\n', "\r\n").into_bytes()),
        ("PEM, old Mac line ends", pem.replace('\n', "\r").into_bytes()),
        ("PEM, BOM", format!("\u{FEFF}{pem}").into_bytes()),
        ("PEM, written \\n", one_line.clone().into_bytes()),
        ("PEM, written \\n, in quotes", format!("\"{one_line}\\n\"").into_bytes()),
        ("PEM, written \\r\\n", pem.replace('\n', "\\r\\n").into_bytes()),
        ("PEM, written \\\\n", pem.replace('\n', "\\\\n").into_bytes()),
        ("PEM, spaces for line ends", pem.replace('\n', " ").into_bytes()),
        ("PEM, no line ends", pem.replace('\n', "").into_bytes()),
        ("PEM, in single quotes", format!(" '{pem}' \n").into_bytes()),
        ("PEM, indented", pem.replace('\n', "\n    ").into_bytes()),
        ("PEM, text around", format!("Bag Attributes\n  friendlyName: x\n{pem}bye").into_bytes()),
        ("base64", body.clone().into_bytes()),
        ("base64, without padding", body.trim_end_matches('=').as_bytes().to_vec()),
        (
            "base64, BOM, quotes, line ends",
            format!("\u{FEFF}\"{}\\n{}\"\r\n", &body[..64], &body[64..]).into_bytes(),
        ),
        ("DER", der),
    ]
}

fn private(text: impl AsRef<[u8]>) -> Result<PrivateKey, Error> {
    PrivateKey::parse(RsaProvider::default(), text.as_ref(), "merchant_private_key")
}

fn public(text: impl AsRef<[u8]>) -> Result<PublicKey, Error> {
    PublicKey::parse(RsaProvider::default(), text.as_ref(), "public_key")
}

fn certificate(text: impl AsRef<[u8]>) -> Result<Certificate, Error> {
    Certificate::parse(RsaProvider::default(), text.as_ref(), "platform_certificates")
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>, entry: &'static Entry, detail: &str) {
    let error = outcome.unwrap_err();
    assert!(error.is(entry), "{} and not {}: {error}", error.code(), entry.code);
    assert!(error.detail().contains(detail), "{error}");
    assert!(error.field().is_some(), "{error}");
}

#[test]
fn private_keys_are_read_in_every_form() {
    let pkcs8 = private_pem();
    let pkcs1 = pem("RSA PRIVATE KEY", &pkcs1_of(&der_of(&pkcs8)));
    let expected = private(&pkcs8).unwrap().sign(b"message").unwrap();
    for (form, text) in forms(&pkcs8).into_iter().chain(forms(&pkcs1)) {
        let key = private(text).unwrap_or_else(|error| panic!("{form}: {error}"));
        assert_eq!(key.sign(b"message").unwrap(), expected, "{form}");
    }
}

#[test]
fn public_keys_are_read_in_every_form() {
    let spki = public_pem();
    let bits = parts(&der_of(&spki)).pop().unwrap();
    let pkcs1 = pem("RSA PUBLIC KEY", &bits[bits.len() - 270..]);
    let expected = public(&spki).unwrap();
    for (form, text) in forms(&spki).into_iter().chain(forms(&pkcs1)) {
        assert_eq!(public(text).unwrap_or_else(|error| panic!("{form}: {error}")), expected, "{form}");
    }
}

#[test]
fn certificates_are_read_in_every_form() {
    for (form, text) in forms(&certificate_pem()) {
        let read = certificate(&text).unwrap_or_else(|error| panic!("{form}: {error}"));
        assert_eq!(read.serial(), "D7CE59D1F522D701", "{form}");
        assert_eq!(Certificate::parse_many(RsaProvider::default(), &text, "x").unwrap().len(), 1, "{form}");
    }
}

#[test]
fn a_label_that_says_pkcs1_over_pkcs8_and_the_reverse_is_forgiven() {
    let der = der_of(&private_pem());
    private(pem("RSA PRIVATE KEY", &der)).unwrap();
    private(pem("PRIVATE KEY", &pkcs1_of(&der))).unwrap();
}

#[test]
fn the_wanted_block_is_found_between_others() {
    let both = format!("{}{}", certificate_pem(), private_pem());
    private(&both).unwrap();
    certificate(&both).unwrap();
    let with_parameters = format!("{}{}", pem("EC PARAMETERS", P256), public_pem());
    public(with_parameters).unwrap();
}

#[test]
fn several_where_one_is_expected_are_refused() {
    let (key, public_key, chain) = (private_pem(), public_pem(), certificate_pem());
    refused(private(key.repeat(2)), &sdk_codes::PRIVATE_KEY_UNREADABLE, "holds 2");
    refused(public(public_key.repeat(3)), &sdk_codes::PUBLIC_KEY_UNREADABLE, "holds 3");
    refused(certificate(chain.repeat(2)), &sdk_codes::CERTIFICATE_UNREADABLE, "holds 2");
    let all = Certificate::parse_many(RsaProvider::default(), chain.repeat(2).as_bytes(), "x").unwrap();
    assert_eq!(all.len(), 2);
}

#[test]
fn wrong_files_are_named_in_every_form() {
    for (_, text) in forms(&certificate_pem()) {
        refused(private(&text), &sdk_codes::PRIVATE_KEY_IS_CERTIFICATE, "");
        refused(public(&text), &sdk_codes::PUBLIC_KEY_IS_CERTIFICATE, "");
    }
    for (_, text) in forms(&public_pem()) {
        refused(private(&text), &sdk_codes::PRIVATE_KEY_IS_PUBLIC_KEY, "");
        refused(certificate(&text), &sdk_codes::CERTIFICATE_IS_KEY, "");
    }
    for (_, text) in forms(&private_pem()) {
        refused(public(&text), &sdk_codes::PUBLIC_KEY_IS_PRIVATE_KEY, "");
        refused(certificate(&text), &sdk_codes::CERTIFICATE_IS_KEY, "");
    }
}

#[test]
fn the_content_counts_where_the_label_lies() {
    let text = pem("PRIVATE KEY", &der_of(&certificate_pem()));
    refused(private(text), &sdk_codes::PRIVATE_KEY_IS_CERTIFICATE, "");
    let text = pem("CERTIFICATE", &der_of(&public_pem()));
    refused(certificate(text), &sdk_codes::CERTIFICATE_IS_KEY, "");
}

#[test]
fn keys_with_a_password_are_named() {
    let der = tlv(SEQUENCE, &[&tlv(SEQUENCE, &[RSA]), &tlv(OCTET_STRING, &[&[7; 64]])]);
    for (_, text) in forms(&pem("ENCRYPTED PRIVATE KEY", &der)) {
        refused(private(&text), &sdk_codes::PRIVATE_KEY_ENCRYPTED, "");
        refused(public(&text), &sdk_codes::PUBLIC_KEY_IS_PRIVATE_KEY, "");
    }
    let header = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\n";
    let old = private_pem()
        .replace("-----BEGIN PRIVATE KEY-----\n", header)
        .replace("END PRIVATE", "END RSA PRIVATE");
    refused(private(&old), &sdk_codes::PRIVATE_KEY_ENCRYPTED, "");
    refused(private(old.replace('\n', " ")), &sdk_codes::PRIVATE_KEY_ENCRYPTED, "");
    refused(certificate(old), &sdk_codes::CERTIFICATE_IS_KEY, "");
}

#[test]
fn keys_of_other_algorithms_are_named() {
    let inner = tlv(SEQUENCE, &[&[INTEGER, 1, 1], &tlv(OCTET_STRING, &[&[7; 32]])]);
    refused(private(pem("EC PRIVATE KEY", &inner)), &sdk_codes::PRIVATE_KEY_UNREADABLE, "EC");
    refused(private(pkcs8(&[EC, P256], &inner)), &sdk_codes::PRIVATE_KEY_UNREADABLE, "EC");
    refused(private(pkcs8(&[EC, SM2], &inner)), &sdk_codes::PRIVATE_KEY_UNREADABLE, "SM2");
    let point = [4; 65];
    refused(public(spki(&[EC, P256], &point)), &sdk_codes::PUBLIC_KEY_UNREADABLE, "EC");
    refused(public(pem("PUBLIC KEY", &spki(&[EC, SM2], &point))), &sdk_codes::PUBLIC_KEY_UNREADABLE, "SM2");
    refused(
        public(spki(&[&[0x06, 3, 0x2B, 0x65, 0x70]], &[4; 32])),
        &sdk_codes::PUBLIC_KEY_UNREADABLE,
        "Ed25519",
    );
    refused(public(spki(&[&[0x06, 1, 0x2B]], &[4; 32])), &sdk_codes::PUBLIC_KEY_UNREADABLE, "unknown");
    let with_sm2 = certificate_with(spki(&[EC, SM2], &point));
    refused(certificate(with_sm2), &sdk_codes::CERTIFICATE_UNREADABLE, "SM2");
}

#[test]
fn private_keys_of_other_sizes_are_refused() {
    for bits in [512, 1024, 2047, 2049, 3072, 4096] {
        refused(private(rsa_private(bits)), &sdk_codes::PRIVATE_KEY_SIZE, &bits.to_string());
    }
}

#[test]
fn public_keys_have_2048_to_4096_bits() {
    for provider in RsaProvider::available() {
        for bits in [2048, 2049, 3072, 4096] {
            PublicKey::parse(*provider, &rsa_public(bits), "x").unwrap();
        }
        for bits in [512, 1024, 2047, 4097, 8192] {
            let outcome = PublicKey::parse(*provider, &rsa_public(bits), "x");
            refused(outcome, &sdk_codes::PUBLIC_KEY_UNREADABLE, &bits.to_string());
        }
    }
    let small = certificate_with(spki(&[RSA, &[5, 0]], &rsa_public(1024)));
    refused(certificate(small), &sdk_codes::CERTIFICATE_UNREADABLE, "1024");
}

#[test]
fn unusable_exponents_and_even_moduli_are_refused() {
    let modulus = number(2048);
    let bad: [&[u8]; 5] = [
        &[INTEGER, 1, 0],
        &[INTEGER, 1, 1],
        &[INTEGER, 1, 4],
        &[INTEGER, 1, 0x83],
        &[INTEGER, 5, 1, 0, 0, 0, 1],
    ];
    for exponent in bad {
        refused(public(tlv(SEQUENCE, &[&modulus, exponent])), &sdk_codes::PUBLIC_KEY_UNREADABLE, "");
    }
    let mut even = modulus.clone();
    *even.last_mut().unwrap() = 0xFE;
    refused(public(tlv(SEQUENCE, &[&even, &[INTEGER, 3, 1, 0, 1]])), &sdk_codes::PUBLIC_KEY_UNREADABLE, "");
}

#[test]
fn other_mistakes_are_named() {
    let code = &sdk_codes::PRIVATE_KEY_UNREADABLE;
    refused(private(""), code, "empty");
    refused(private(" \n\"\" "), code, "empty");
    refused(private("conf/apiclient_key.pem"), code, "name of a file");
    refused(private("not a key"), code, "neither");
    refused(private([0xFF, 0xFE, b'-', 0]), code, "UTF-16");
    refused(private([0x30, 0x82, 0x04, 0xBE, 0x02]), code, "whole DER");
    refused(private(STANDARD.encode(private_pem())), code, "base64 of a PEM file");
    refused(private("A".repeat(64 * 1024 + 1)), code, "64 KiB");
    refused(private("AAAA".repeat(16 * 1024)), code, "damaged");
    refused(private(private_pem().replace("BEGIN", "BEG")), code, "BEGIN line is missing");
    refused(private(private_pem().replace("MII", "M!I")), code, "else than base64");
    refused(private(private_pem().replacen("MII", "MIJ", 1)), code, "damaged");
    refused(private(pem("CERTIFICATE REQUEST", b"x")), code, "something else");
    let archive = tlv(SEQUENCE, &[&[INTEGER, 1, 3], &tlv(SEQUENCE, &[RSA])]);
    refused(private(&archive), code, "PKCS#12");
    refused(certificate(&archive), &sdk_codes::CERTIFICATE_UNREADABLE, "PKCS#12");
}

#[test]
fn errors_show_nothing_of_the_content() {
    let (text, body) = (private_pem(), STANDARD.encode(der_of(&private_pem())));
    let cases =
        [text.replace("-----END", "----END"), text.replace("MII", "M!I"), body[..900].to_owned(), body];
    for case in &cases[..3] {
        for error in [private(case).unwrap_err(), public(case).unwrap_err(), certificate(case).unwrap_err()] {
            let shown = format!("{error} {error:?}");
            assert!(
                !cases[3]
                    .as_bytes()
                    .chunks(12)
                    .any(|piece| shown.contains(std::str::from_utf8(piece).unwrap()))
            );
        }
    }
    private(&cases[3]).unwrap();
}

#[test]
fn text_cut_anywhere_is_refused_and_never_read_as_something_else() {
    for (kind, text) in [(0, private_pem()), (1, public_pem()), (2, certificate_pem())] {
        let der = der_of(&text);
        let bare = STANDARD.encode(&der);
        let (whole_pem, whole_bare) = (text.trim_end().len(), bare.trim_end_matches('=').len());
        let pieces = (0..text.len())
            .map(|cut| (cut >= whole_pem, &text.as_bytes()[..cut]))
            .chain((1..text.len()).map(|cut| (false, &text.as_bytes()[cut..])))
            .chain((0..bare.len()).map(|cut| (cut >= whole_bare, &bare.as_bytes()[..cut])))
            .chain((0..der.len()).map(|cut| (false, &der[..cut])));
        for (whole, piece) in pieces {
            let found = [private(piece).is_ok(), public(piece).is_ok(), certificate(piece).is_ok()];
            let mut expected = [false; 3];
            expected[kind] = whole;
            assert_eq!(found, expected, "{} bytes of kind {kind}", piece.len());
        }
    }
}
