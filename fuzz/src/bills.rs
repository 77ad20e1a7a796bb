//! Bills: the rows are the same in whatever pieces the file arrives, and a file that another digest proves is none.

use std::io::Write as _;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use qq_wxpay::bridge::{self, FieldCase, PreparedBill};
use qq_wxpay::http::Headers;
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};

use crate::border;
use crate::shop::shop;

const LINK: &str = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=abc";

/// The bills, each with its arguments for a file of this digest.
const OPERATIONS: [&str; 3] = ["trade_bill_file", "fund_flow_bill_file", "v2_trade_bill"];

/// What was read of a bill: its rows, and its end or the code of the error.
type Read = (Vec<Value>, Result<Value, String>);

/// Any bytes as a bill: which one, the size of the pieces, and the file as it is.
pub fn bill(bytes: &[u8]) {
    let Some(([operation, piece], file)) = bytes.split_first_chunk() else { return };
    drop(judge(operation_of(*operation), usize::from(*piece), file, file));
}

/// The same packed with gzip.
pub fn bill_packed(bytes: &[u8]) {
    let Some(([operation, piece], file)) = bytes.split_first_chunk() else { return };
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(file).expect("memory takes it");
    let packed = packed.finish().expect("memory takes it");
    let read = judge(operation_of(*operation), usize::from(*piece), &packed, file);
    // A file in clear has marks of its own for where it ends, and one that begins like another thing is none.
    if read.1.is_ok() && !file.starts_with(&[0x1F]) {
        let plain = judge(operation_of(*operation), 0, file, file);
        assert!(plain.1.is_err() || plain.0 == read.0, "packed, it says something else");
    }
}

/// Any bytes as what is packed already.
pub fn bill_gzip(bytes: &[u8]) {
    let Some(([operation, piece], file)) = bytes.split_first_chunk() else { return };
    let gzip = [&[0x1F, 0x8B, 8], file].concat();
    drop(judge(operation_of(*operation), usize::from(*piece), &gzip, b""));
}

fn operation_of(byte: u8) -> &'static str {
    OPERATIONS[usize::from(byte) % OPERATIONS.len()]
}

fn judge(operation: &str, piece: usize, sent: &[u8], content: &[u8]) -> Read {
    let digest: String = Sha1::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    let mut bill = prepared(operation, &digest);
    let whole = read(&mut bill, sent, sent.len());
    let pieces = read(&mut bill, sent, piece + 1);
    // Of two faults of a file the one is told that is met first.
    assert_eq!(whole.1.as_ref().ok(), pieces.1.as_ref().ok(), "the end depends on the pieces");
    assert!(whole.1.is_err() || whole.0 == pieces.0, "the rows depend on the pieces");
    if let Ok(end) = &whole.1 {
        assert_eq!(end["rows"], whole.0.len(), "rows are lost");
        assert_eq!(end["verified"], operation != "v2_trade_bill");
        let other = read(&mut prepared(operation, &"0".repeat(40)), sent, sent.len());
        assert!(other.1.is_err() || operation == "v2_trade_bill", "another digest proves it");
    }
    whole
}

fn prepared(operation: &str, digest: &str) -> PreparedBill {
    static V2: LazyLock<String> = LazyLock::new(|| json!({ "bill_date": "20240804" }).to_string());
    let link = json!({ "download_url": LINK, "hash_type": "SHA1", "hash_value": digest }).to_string();
    let arguments = if operation == "v2_trade_bill" { &*V2 } else { &link };
    let prepared = bridge::prepare_bill(&shop().pay, operation, arguments, FieldCase::Snake);
    prepared.unwrap_or_else(|error| panic!("{operation}: {error}"))
}

/// Reads it from the beginning; what was read before is forgotten.
fn read(bill: &mut PreparedBill, sent: &[u8], piece: usize) -> Read {
    bill.begin(200, Headers::default());
    let mut rows = Vec::new();
    let failed = |error: qq_wxpay::Error| {
        shop().keeps_silent(&error, sent);
        format!("{} {:?}", error.code(), error.field())
    };
    for piece in sent.chunks(piece.max(1)) {
        bill.feed(piece);
        loop {
            match bill.next_rows(usize::MAX) {
                Ok(Some(portion)) => {
                    rows.extend(border::read(&portion).as_array().cloned().unwrap_or_default());
                }
                Ok(None) => break,
                Err(error) => return (rows, Err(failed(error))),
            }
        }
    }
    let end = bill.finish().map_err(failed);
    (rows, end.map(|end| border::read(&end.expect("it was begun"))))
}
