//! Changing a member of JSON by its path: `amount.total`, `sub_orders[0].attach`.

use serde_json::{Map, Value};

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Member(String),
    Index(usize),
}

/// Reads a path; `None` when it is none.
pub(super) fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (name, indexes) = part.split_at(part.find('[').unwrap_or(part.len()));
        if name.is_empty() || name.contains(']') {
            return None;
        }
        steps.push(Step::Member(name.to_owned()));
        for index in indexes.split('[').skip(1) {
            steps.push(Step::Index(index.strip_suffix(']')?.parse().ok()?));
        }
    }
    Some(steps)
}

/// The path with `[]` in place of each index.
pub(super) fn without_indexes(steps: &[Step]) -> String {
    steps.iter().fold(String::new(), |mut path, step| {
        match step {
            Step::Member(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
            Step::Index(_) => path.push_str("[]"),
        }
        path
    })
}

/// Puts a value, or removes it (`None`); false when the path leads through something that is not there.
///
/// Objects on the way are made; a list takes one more element at most.
pub(super) fn put(place: &mut Value, steps: &[Step], value: Option<Value>) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        *place = value.unwrap_or_default();
        return true;
    };
    let is_last = rest.is_empty();
    match step {
        Step::Member(name) => {
            if place.is_null() {
                *place = Value::Object(Map::new());
            }
            let Value::Object(members) = place else { return false };
            if is_last && value.is_none() {
                members.remove(name);
                return true;
            }
            put(members.entry(name.as_str()).or_insert(Value::Null), rest, value)
        }
        Step::Index(index) => {
            if place.is_null() {
                *place = Value::Array(Vec::new());
            }
            let Value::Array(elements) = place else { return false };
            if is_last && value.is_none() {
                let is_there = *index < elements.len();
                return is_there.then(|| elements.remove(*index)).is_some();
            }
            if *index == elements.len() {
                elements.push(Value::Null);
            }
            elements.get_mut(*index).is_some_and(|element| put(element, rest, value))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changed(path: &str, value: Option<Value>) -> Option<Value> {
        let mut place = json!({"amount": {"total": 1}, "parts": [{"a": 1}, {"a": 2}]});
        put(&mut place, &steps(path)?, value).then_some(place)
    }

    #[test]
    fn a_member_is_put_and_removed_by_its_path() {
        let value = |path, value: i64| changed(path, Some(value.into())).expect("there is such a place");
        assert_eq!(value("amount.total", 5)["amount"], json!({"total": 5}));
        assert_eq!(value("payer.deep.id", 5)["payer"], json!({"deep": {"id": 5}}));
        assert_eq!(value("parts[1].a", 5)["parts"], json!([{"a": 1}, {"a": 5}]));
        assert_eq!(value("parts[2].a", 5)["parts"][2], json!({"a": 5}));
        let removed = |path| changed(path, None).expect("there is such a place");
        assert_eq!(removed("amount.total")["amount"], json!({}));
        assert_eq!(removed("parts[0]")["parts"], json!([{"a": 2}]));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for path in [
            "",
            "a..b",
            "[0]",
            "parts[x]",
            "parts[0",
            "parts]0[",
            "parts[-1]",
            "parts[4].a",
            "amount.total.x",
        ] {
            assert_eq!(changed(path, Some(json!(1))), None, "{path}");
        }
        assert_eq!(changed("parts[7]", None), None);
        assert_eq!(changed("parts[99999999999999999999]", Some(json!(1))), None);
        assert_eq!(
            without_indexes(&steps("sub_orders[12].amount.total_amount").expect("a path")),
            "sub_orders[].amount.total_amount"
        );
    }
}
