//! `bill`: a bill of WeChat Pay as clean CSV or JSON.

mod file;
mod row;
mod sheet;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use qq_wxpay::model::{FundFlowRow, TradeBillRow};

use crate::chinese::Chinese;
use crate::failure::{Failure, Outcome, Verdict};
use crate::output::Output;

/// Turn a bill of WeChat Pay into clean CSV or JSON, if it is whole
///
/// Reads trade bills and fund flow bills of V3 and V2, plain or gzip, of any size. The totals at its end prove that the file is whole; of
/// one that is not, nothing is written. Columns have the names of the libraries' fields, in English; amounts are whole fen.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  qq-wxpay bill trade.csv > clean.csv
  qq-wxpay bill fund-flow.csv.gz --json | jq .amount

The exit status is 1 for a file that is no bill, or cut, or damaged.")]
pub(crate) struct Arguments {
    /// The bill, as it was downloaded
    file: PathBuf,
    /// Which kind of bill it is; without it, its columns tell
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Write CSV, as it does without --json
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Payments and refunds
    Trade,
    /// Movements of an account
    FundFlow,
}

pub(crate) const CHINESE: Chinese = &[
    ("", "把微信支付账单转换为规整的 CSV 或 JSON，前提是账单完整"),
    (
        "+",
        "支持 V3 与 V2 的交易账单和资金账单，原文或 gzip，大小不限。账单末尾的合计用于证明文件完整；不完整时不输出任何内容。列名为各语言库的英文字段名，金额单位为分。",
    ),
    ("file", "下载得到的账单文件"),
    ("kind", "账单种类：trade 交易账单，fund-flow 资金账单；不指定时由列名判断"),
    ("csv", "输出 CSV；不用 --json 时本来如此"),
    (
        "after",
        "\
示例：
  qq-wxpay bill trade.csv > clean.csv
  qq-wxpay bill fund-flow.csv.gz --json | jq .amount

文件不是账单、被截断或已损坏时退出码为 1。",
    ),
];

pub(crate) fn run(arguments: &Arguments, output: &mut Output<'_>) -> Outcome {
    let path = &arguments.file;
    match arguments.kind {
        Some(Kind::Trade) => sheet::write::<TradeBillRow>(path, output)?,
        Some(Kind::FundFlow) => sheet::write::<FundFlowRow>(path, output)?,
        None => match sheet::write::<TradeBillRow>(path, output) {
            Err(Failure::Library(error)) if file::has_no_known_column(&error) => {
                sheet::write::<FundFlowRow>(path, output)?;
            }
            other => other?,
        },
    }
    Ok(Verdict::Fine)
}
