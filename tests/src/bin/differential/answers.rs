//! What the judges answered, held against what must be, in a table.

use std::collections::BTreeMap;

use qq_wxpay::crypto::RsaProvider;
use qq_wxpay::http::Headers;
use qq_wxpay::notify::{self, Outcome};
use qq_wxpay::{Config, Settings};
use serde::Deserialize;
use serde_json::Value;

use crate::Done;
use crate::cases::{API_V3_KEY, Case, Keys, MCHID, WECHAT_APPID};

const PUBLIC_KEY_ID: &str = "PUB_KEY_ID_0119000000012024082200000001";

/// What one judge makes of one case.
#[derive(Deserialize)]
struct Answer {
    judge: String,
    number: usize,
    /// Its own signature of the same message with the same key, in base64.
    signature: String,
    /// Of each signature of the case, whether it counts.
    verdicts: Vec<bool>,
    /// What it found in the resource of the body.
    opened: String,
    /// The resource that it sealed itself, in base64; a library that only opens gives nothing.
    sealed: Option<String>,
}

/// How often something was as it must be.
#[derive(Clone, Copy, Default)]
struct Cell {
    right: usize,
    all: usize,
}

impl Cell {
    fn count(&mut self, is_right: bool) {
        self.all += 1;
        self.right += usize::from(is_right);
    }
}

/// By column, then by judge.
type Table = BTreeMap<String, BTreeMap<String, Cell>>;

/// Prints the table. Everything must be right, and every judge must have answered every case.
pub(crate) fn judge(cases: &str, answers: &[String]) -> Done<()> {
    let cases = cases.lines().map(serde_json::from_str).collect::<Result<Vec<Case>, _>>()?;
    let own = providers()?;
    let mut table = Table::new();
    let mut wrong = Vec::new();
    for (number, answer) in answers.iter().flat_map(|text| text.lines()).enumerate() {
        let answer: Answer = serde_json::from_str(answer).map_err(|why| format!("answer {number}: {why}"))?;
        let case = cases.iter().find(|case| case.number == answer.number).ok_or("no such case")?;
        for (column, is_right) in compared(case, &answer, &own) {
            if !is_right {
                wrong.push(format!("{}: {column}: case {}, seed {}", answer.judge, case.number, case.seed));
            }
            table.entry(column).or_default().entry(answer.judge.clone()).or_default().count(is_right);
        }
    }
    print(&table);
    let short = table.values().flatten().filter(|(_, cell)| cell.all == 0 || cell.all % cases.len() != 0);
    wrong.extend(short.map(|(judge, _)| format!("{judge}: it has not answered every case")));
    if cases.is_empty() || table.is_empty() || !wrong.is_empty() {
        return Err(format!("not as it must be:\n{}", wrong.join("\n")).into());
    }
    Ok(())
}

/// A client's settings with each of the providers.
fn providers() -> Done<Vec<(&'static str, Config)>> {
    let keys = Keys::read()?;
    let one = |provider: &RsaProvider| -> Done<(&'static str, Config)> {
        let settings = Settings::new()
            .qq_appid("1110000001")
            .wechat_appid(WECHAT_APPID)
            .mchid(MCHID)
            .merchant_serial("408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB")
            .merchant_private_key(keys.other.as_str())
            .api_v3_key(API_V3_KEY)
            .public_key_id(PUBLIC_KEY_ID)
            .public_key(keys.public.as_str())
            .notify_url("https://pay.example.com/notify")
            .referer("https://pay.example.com");
        Ok((provider.name(), settings.build_with(*provider, None)?))
    };
    RsaProvider::available().iter().map(one).collect()
}

fn compared(case: &Case, answer: &Answer, own: &[(&str, Config)]) -> Vec<(String, bool)> {
    let judged = |is_genuine: bool| {
        case.signatures
            .iter()
            .zip(answer.verdicts.iter().copied().map(Some).chain(std::iter::repeat(None)))
            .filter(move |(signed, _)| signed.is_genuine == is_genuine)
    };
    let mut found: Vec<(String, bool)> = judged(true)
        .map(|(signed, verdict)| (format!("1 it verifies {}", signed.by), verdict == Some(true)))
        .collect();
    found.extend(
        judged(false).map(|(_, verdict)| ("2 it refuses what is changed".to_owned(), verdict == Some(false))),
    );
    let signed_alike = judged(true).all(|(signed, _)| signed.signature == answer.signature);
    found.push(("3 it signs the same bytes".to_owned(), signed_alike));
    found.extend(own.iter().map(|(name, config)| {
        (format!("4 {name} verifies and opens its notification"), is_paid(case, &answer.signature, config))
    }));
    found.push(("5 it opens the resource".to_owned(), answer.opened == case.plain));
    if let Some(sealed) = &answer.sealed {
        let body: Value = serde_json::from_str(&case.body).unwrap_or_default();
        found.push(("6 it seals the same bytes".to_owned(), body["resource"]["ciphertext"] == **sealed));
    }
    found
}

/// Whether a notification with this signature is a payment that can be believed.
fn is_paid(case: &Case, signature: &str, config: &Config) -> bool {
    let headers: Headers = [
        ("Wechatpay-Timestamp", case.timestamp.clone()),
        ("Wechatpay-Nonce", case.nonce.clone()),
        ("Wechatpay-Signature", signature.to_owned()),
        ("Wechatpay-Serial", PUBLIC_KEY_ID.to_owned()),
    ]
    .into_iter()
    .collect();
    let now = case.timestamp.parse().unwrap_or_default();
    let handled = notify::handle(config, &headers, case.body.as_bytes(), now);
    matches!(handled.outcome, Outcome::Payment(_))
}

fn print(table: &Table) {
    for (column, judges) in table {
        println!("{}", &column[2..]);
        for (judge, cell) in judges {
            println!("    {judge:<28} {} of {}", cell.right, cell.all);
        }
    }
}
