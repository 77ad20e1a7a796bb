//! The floor of a language: what no client can go below on this machine, out of figures of the same run. RSA by the faster of bare OpenSSL and
//! bare AWS-LC, and one exchange over HTTP by the language's fastest client.

use super::figures::Figure;

/// The name under which it stands beside ours.
pub(super) const FLOOR: &str = "the floor";

/// The name of the core without a border to another language.
pub(super) const CORE: &str = "core alone";

/// The figures of one language, with the floor beside those that have one. What only makes the floor stays out.
pub(super) fn lay(figures: &[Figure]) -> Vec<Figure> {
    let best = |row: &str| {
        let found = figures.iter().filter(|figure| figure.row == row).flat_map(|figure| &figure.beside);
        found.map(|(_, figure)| *figure).min_by(f64::total_cmp)
    };
    let (sign, verify) = (best("bare-sign"), best("bare-verify"));
    let rsa = sum(sign, verify);
    let mut laid: Vec<Figure> = Vec::new();
    for figure in figures {
        let mut figure = figure.clone();
        let floor = match figure.row.as_str() {
            "order-work" => sign.map(|sign| (FLOOR, sign)),
            "notification-work" if figure.language == "core" => None,
            "notification-work" => best("core-notification").map(|core| (CORE, core)),
            "order-processor" => sum(rsa, best("exchange-64-processor")).map(|floor| (FLOOR, floor)),
            "orders-64" => sum(rsa, best("exchange-64")).map(|floor| (FLOOR, 1e6 / floor)),
            "orders-1" => sum(rsa, best("exchange-1")).map(|floor| (FLOOR, 1e6 / floor)),
            _ => None,
        };
        figure.beside.extend(floor.map(|(name, floor)| (name.to_owned(), floor)));
        if figure.row == "notification-work" {
            laid.extend(notification(&figure, verify, best("exchange-64-processor")));
        }
        if figure.ours.is_some() {
            laid.push(figure);
        }
    }
    laid
}

/// What a notification costs with the exchange in which it comes: added up, not measured.
fn notification(work: &Figure, verify: Option<f64>, exchange: Option<f64>) -> Option<Figure> {
    let row = "notification-processor".to_owned();
    let floor = (FLOOR.to_owned(), sum(verify, exchange)?);
    Some(Figure { row, ours: sum(work.ours, exchange), beside: vec![floor], ..work.clone() })
}

fn sum(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    Some(one? + other?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(row: &str, unit: &str, ours: Option<f64>, beside: &[(&str, f64)]) -> Figure {
        let beside = beside.iter().map(|(name, figure)| ((*name).to_owned(), *figure)).collect();
        let (row, unit) = (row.to_owned(), unit.to_owned());
        Figure { row, language: "node".to_owned(), unit, by: None, ours, beside }
    }

    fn measured() -> Vec<Figure> {
        vec![
            figure("bare-sign", "us", None, &[("OpenSSL", 820.0)]),
            figure("bare-sign", "us", None, &[("AWS-LC", 800.0)]),
            figure("bare-verify", "us", None, &[("AWS-LC", 40.0)]),
            figure("core-notification", "us", None, &[("core", 45.0)]),
            figure("exchange-64", "us", None, &[("undici", 160.0), ("fetch", 300.0)]),
            figure("exchange-64-processor", "us", None, &[("undici", 150.0)]),
            figure("orders-64", "orders/s", Some(900.0), &[("peer", 500.0)]),
            figure("order-work", "us", Some(1000.0), &[]),
            figure("notification-work", "us", Some(90.0), &[("peer", 100.0)]),
        ]
    }

    #[test]
    fn the_floor_is_made_of_the_fastest_of_each() {
        let laid = lay(&measured());
        let beside = |row: &str| {
            let figure = laid.iter().find(|figure| figure.row == row).unwrap();
            figure.beside.last().cloned().unwrap()
        };
        assert_eq!(beside("orders-64"), (FLOOR.to_owned(), 1000.0));
        assert_eq!(beside("order-work"), (FLOOR.to_owned(), 800.0));
        assert_eq!(beside("notification-work"), (CORE.to_owned(), 45.0));
        assert_eq!(beside("notification-processor"), (FLOOR.to_owned(), 190.0));
        assert!(laid.iter().all(|figure| figure.ours.is_some()), "only rows of ours");
    }

    #[test]
    fn where_a_part_was_not_measured_there_is_no_floor() {
        let mut without = measured();
        without.retain(|figure| !figure.row.starts_with("exchange"));
        let laid = lay(&without);
        let orders = laid.iter().find(|figure| figure.row == "orders-64").unwrap();
        assert_eq!(orders.beside, [("peer".to_owned(), 500.0)]);
        assert!(laid.iter().all(|figure| figure.row != "notification-processor"));
    }
}
