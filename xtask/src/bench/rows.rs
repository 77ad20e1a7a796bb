//! What the rows are called in the tables.

const TITLES: [(&str, &str); 21] = [
    ("order-work", "an order, built and signed"),
    ("notification-work", "a notification, verified, opened, read"),
    ("notification-answered", "the same, compared and answered"),
    ("nothing", "a call that does next to nothing"),
    ("two-threads", "orders built and signed by two threads"),
    ("order-processor", "an order over HTTP, 64 in flight, all that it costs"),
    ("notification-processor", "a notification and an exchange over HTTP"),
    ("orders-64", "orders, 64 in flight"),
    ("orders-1", "orders, one at a time"),
    ("orders-64-sandbox", "orders, 64 in flight, against the sandbox"),
    ("burst-sandbox", "1,000 orders at once, against the sandbox"),
    ("burst-threads", "threads for them"),
    ("loop-delay", "delay of the event loop, p99, 64 in flight"),
    ("thread-delay", "delay of another thread, p99, 64 in flight"),
    ("start-up", "start-up over the bare interpreter"),
    ("installed", "installed, with what it needs"),
    ("memory-load", "memory under load, 64 in flight"),
    ("memory-flat", "memory after the last operation, beside the first tenth"),
    ("client", "a client, made and closed"),
    ("program", "a stripped program with it"),
    ("library", "the library alone"),
];

/// What is measured in several amounts, `NAME/AMOUNT`.
const AMOUNTS: [(&str, &str); 5] = [
    ("body", "notifications with a body of # KiB"),
    ("merchants-open", "a client, made, of # merchants"),
    ("merchants-memory", "memory of the clients of # merchants"),
    ("merchants-owner-key", "whose notification it is of # merchants, by its public key"),
    ("merchants-owner-secrets", "the same by trying the APIv3 keys of # merchants"),
];

/// A row that has no title is called by its name.
pub(super) fn title(row: &str) -> String {
    if let Some((_, title)) = TITLES.iter().find(|(name, _)| *name == row) {
        return (*title).to_owned();
    }
    match row.split('/').collect::<Vec<_>>().as_slice() {
        ["orders", processes, in_flight] => {
            format!("orders, {in_flight} in flight, of {processes} processes")
        }
        [name, amount] => {
            let found = AMOUNTS.iter().find(|(other, _)| other == name);
            found.map_or(row.to_owned(), |(_, title)| title.replace('#', amount))
        }
        _ => row.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_a_part_of_the_title() {
        assert_eq!(title("orders/8/64"), "orders, 64 in flight, of 8 processes");
        assert_eq!(title("body/16"), "notifications with a body of 16 KiB");
        assert_eq!(title("start-up"), "start-up over the bare interpreter");
        assert_eq!(title("something new"), "something new");
    }
}
