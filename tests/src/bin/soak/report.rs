//! The table of a soak, for people, and as one line of JSON.

use serde_json::{Value, json};

use crate::growth::{Sample, course, youth_and_age};
use crate::traffic::Figures;

/// One row.
pub(crate) struct Row {
    pub(crate) language: String,
    pub(crate) orders: usize,
    pub(crate) paid: usize,
    pub(crate) closed: usize,
    pub(crate) refunds: usize,
    pub(crate) notifications: u32,
    pub(crate) failures: u32,
    pub(crate) traffic: Figures,
    pub(crate) samples: Vec<Sample>,
}

const HEAD: &str = "           orders    paid  closed refunds notifications  faults  sent again  failed calls  requests  \
    memory, MiB  handles  threads";

/// How it was after the first quarter, and at the end.
fn from_to(row: &Row) -> (Sample, Sample) {
    youth_and_age(&row.samples).unwrap_or_default()
}

fn text(row: &Row) -> String {
    let (youth, age) = from_to(row);
    let mebibytes = |kibibytes: u64| (kibibytes + 512) / 1024;
    format!(
        "{:9} {:7} {:7} {:7} {:7} {:13} {:7} {:11} {:13} {:9} {:>12} {:>8} {:>8}",
        row.language,
        row.orders,
        row.paid,
        row.closed,
        row.refunds,
        row.notifications,
        row.traffic.faults,
        row.traffic.again,
        row.failures,
        row.traffic.requests,
        format!("{}-{}", mebibytes(youth.memory), mebibytes(age.memory)),
        format!("{}-{}", youth.handles, age.handles),
        format!("{}-{}", youth.threads, age.threads),
    )
}

fn value(row: &Row) -> Value {
    let (youth, age) = from_to(row);
    json!({
        "language": row.language, "orders": row.orders, "paid": row.paid, "closed": row.closed, "refunds": row.refunds,
        "notifications": row.notifications, "faults": row.traffic.faults, "sent_again": row.traffic.again,
        "failed_calls": row.failures, "requests": row.traffic.requests,
        "memory_kib": course(&row.samples), "handles": [youth.handles, age.handles], "threads": [youth.threads, age.threads],
    })
}

/// Prints all rows; the last one is that of the sandbox, whose ledger keeps every order.
pub(crate) fn print(seconds: u64, strikes: u64, rows: &[Row]) {
    println!("{HEAD}");
    rows.iter().for_each(|row| println!("{}", text(row)));
    let all: Vec<Value> = rows.iter().map(value).collect();
    println!("{}", json!({"soak": {"seconds": seconds, "faults_at_the_sandbox": strikes, "rows": all}}));
}
