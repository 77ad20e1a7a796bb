//! Paths that were signed in place of the one that was sent: of another interface, or with a placeholder still in it.

/// The kinds of orders, which differ in their last word.
const PRODUCTS: [&str; 4] = ["h5", "jsapi", "native", "app"];

/// Where orders are placed.
const ORDERS: [&str; 3] =
    ["/v3/pay/transactions/", "/v3/pay/partner/transactions/", "/v3/combine-transactions/"];

/// What the placeholder of a number is called.
const NAMES: [&str; 14] = [
    "out_trade_no",
    "transaction_id",
    "out_refund_no",
    "refund_id",
    "combine_out_trade_no",
    "id",
    "no",
    "outTradeNo",
    "transactionId",
    "outRefundNo",
    "refundId",
    "out-trade-no",
    "orderNo",
    "order_no",
];

/// Placeholders without a name.
const NAMELESS: [&str; 10] = ["%s", "{}", "%d", "%v", "?", "{0}", "{1}", "*", "undefined", "null"];

/// The paths of interfaces that are taken for one another: other products, the other number, the other kind of merchant.
pub(super) fn other_paths(right: &str) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    if PRODUCTS.iter().any(|product| right.ends_with(&format!("/{product}"))) {
        paths.extend(
            ORDERS.iter().flat_map(|order| PRODUCTS.iter().map(move |product| format!("{order}{product}"))),
        );
    }
    for (from, to) in [
        ("/out-trade-no/", "/id/"),
        ("/pay/transactions/", "/pay/partner/transactions/"),
        ("/pay/transactions/", "/combine-transactions/"),
    ] {
        for (from, to) in [(from, to), (to, from)] {
            paths.push(right.replace(from, to));
        }
    }
    paths.push(right.strip_suffix("/close").map_or_else(|| format!("{right}/close"), str::to_owned));
    paths.retain(|path| path != right);
    paths
}

/// The path with a placeholder for each segment that may be a number, and that placeholder.
pub(super) fn unfilled(right: &str, query: &str) -> Vec<(String, String)> {
    let mut words: Vec<String> = NAMELESS.iter().map(|word| (*word).to_owned()).collect();
    for name in NAMES {
        words.extend([
            format!("{{{name}}}"),
            format!(":{name}"),
            format!("<{name}>"),
            format!("${{{name}}}"),
        ]);
        words.extend([
            format!("${name}"),
            format!("{{{{{name}}}}}"),
            format!("%7B{name}%7D"),
            name.to_owned(),
        ]);
    }
    let mut queries: Vec<String> = vec![query.to_owned(), String::new()];
    if query.starts_with("?mchid=") {
        queries.extend(
            ["?mchid={mchid}", "?mchid=:mchid", "?mchid=%s", "?mchid={}", "?mchid=${mchid}"]
                .map(str::to_owned),
        );
    }
    let segments: Vec<&str> = right.split('/').collect();
    let numbers = segments.iter().enumerate().filter(|(_, segment)| is_number(segment));
    numbers
        .flat_map(|(at, _)| words.iter().map(move |word| (at, word)))
        .flat_map(|(at, word)| {
            let mut filled = segments.clone();
            filled[at] = word;
            let path = filled.join("/");
            queries.iter().map(|query| (format!("{path}{query}"), word.clone())).collect::<Vec<_>>()
        })
        .collect()
}

/// Whether a segment is a number of somebody's, not a word of the interface.
fn is_number(segment: &str) -> bool {
    !["", "v3", "h5"].contains(&segment) && segment.bytes().any(|byte| byte.is_ascii_digit())
}
