//! Looks for the bytes that WeChat Pay sent behind a notification that was written anew by somebody.

use super::change::Changed;
use super::json::Json;
use super::styles;
use crate::diagnosis::causes;

/// Longer bodies are tried in the documented orders only.
const MOST_BYTES: usize = 3000;

/// The order of the envelope's members in WeChat Pay's documents and messages.
pub(super) const ENVELOPE: [&str; 6] =
    ["id", "create_time", "resource_type", "event_type", "summary", "resource"];

/// The order of the encrypted resource's members.
pub(super) const RESOURCE: [&str; 5] =
    ["original_type", "algorithm", "ciphertext", "associated_data", "nonce"];

/// The notification as WeChat Pay would have written it; `None` when none of the ways that are tried was signed.
///
/// `in_any_order` also tries the orders of members that nobody documents.
pub(super) fn find(value: &Json, in_any_order: bool, is_signed: &dyn Fn(&[u8]) -> bool) -> Option<Changed> {
    let Json::Object(members) = value else { return None };
    let resource = members.iter().find_map(|(name, value)| match value {
        Json::Object(inner) if name == "resource" => Some(inner),
        _ => None,
    })?;
    if members.len() > ENVELOPE.len() || resource.len() > RESOURCE.len() {
        return None;
    }
    let inner = written(resource, &RESOURCE);
    let outer = written(members, &ENVELOPE);
    let ordered = || in_any_order.then(|| reordered(&outer, &inner, is_signed)).flatten();
    let found = with_blanks(&outer, &inner, is_signed).or_else(ordered)?;
    Some(Changed::new(
        found,
        &causes::BODY_REWRITTEN,
        "WeChat Pay's own form was found again: the order or the blanks were changed",
        "已还原出微信支付的原文：字段顺序或空格被改变",
    ))
}

/// A member in bytes: name, and value; of the resource the value is left open.
struct Member {
    name: Vec<u8>,
    value: Option<Vec<u8>>,
}

fn written(members: &[(String, Json)], order: &[&str]) -> Vec<Member> {
    let mut sorted: Vec<_> = members.iter().collect();
    sorted.sort_by_key(|(name, _)| order.iter().position(|own| own == name).unwrap_or(order.len()));
    let member = |(name, value): &(String, Json)| Member {
        name: styles::compact(&Json::Text(name.clone())),
        value: (name != "resource").then(|| styles::compact(value)),
    };
    sorted.into_iter().map(member).collect()
}

/// Puts both objects together; `blank` says whether a blank stands at this gap.
fn joined(outer: &[&Member], inner: &[&Member], blank: &dyn Fn(usize) -> bool) -> Vec<u8> {
    let mut gap = 0;
    let mut out = Vec::new();
    object(&mut out, outer, Some(inner), &mut gap, blank);
    out
}

fn object(
    out: &mut Vec<u8>,
    members: &[&Member],
    inner: Option<&[&Member]>,
    gap: &mut usize,
    blank: &dyn Fn(usize) -> bool,
) {
    let put_gap = |out: &mut Vec<u8>, gap: &mut usize| {
        if blank(*gap) {
            out.push(b' ');
        }
        *gap += 1;
    };
    out.push(b'{');
    for (at, member) in members.iter().enumerate() {
        if at > 0 {
            out.push(b',');
            put_gap(out, gap);
        }
        out.extend_from_slice(&member.name);
        out.push(b':');
        put_gap(out, gap);
        match (&member.value, inner) {
            (Some(value), _) => out.extend_from_slice(value),
            (None, Some(inner)) => object(out, inner, None, gap, blank),
            (None, None) => out.extend_from_slice(b"{}"),
        }
    }
    out.push(b'}');
}

/// The documented order, with up to three blanks anywhere.
fn with_blanks(outer: &[Member], inner: &[Member], is_signed: &dyn Fn(&[u8]) -> bool) -> Option<Vec<u8>> {
    let (outer, inner): (Vec<_>, Vec<_>) = (outer.iter().collect(), inner.iter().collect());
    let gaps = 2 * (outer.len() + inner.len());
    let attempt = |blanks: &[usize]| {
        let text = joined(&outer, &inner, &|gap| blanks.contains(&gap));
        is_signed(&text).then_some(text)
    };
    attempt(&[]).or_else(|| {
        (0..gaps).find_map(|first| {
            let second = (0..first).find_map(|second| {
                let third = (0..second).find_map(|third| attempt(&[first, second, third]));
                third.or_else(|| attempt(&[first, second]))
            });
            second.or_else(|| attempt(&[first]))
        })
    })
}

/// Every order of the members, without blanks.
fn reordered(outer: &[Member], inner: &[Member], is_signed: &dyn Fn(&[u8]) -> bool) -> Option<Vec<u8>> {
    let size = |members: &[Member]| -> usize {
        members.iter().map(|member| member.name.len() + member.value.as_ref().map_or(0, Vec::len)).sum()
    };
    let inner_orders = orders(inner.len());
    let outer_orders = if size(outer) + size(inner) > MOST_BYTES {
        vec![(0..outer.len()).collect()]
    } else {
        orders(outer.len())
    };
    outer_orders.iter().find_map(|order| {
        let outer: Vec<&Member> = order.iter().map(|at| &outer[*at]).collect();
        inner_orders.iter().find_map(|order| {
            let inner: Vec<&Member> = order.iter().map(|at| &inner[*at]).collect();
            let text = joined(&outer, &inner, &|_| false);
            is_signed(&text).then_some(text)
        })
    })
}

/// All orders of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for next in 0..count {
        all = all
            .into_iter()
            .flat_map(|order: Vec<usize>| {
                (0..=order.len()).rev().map(move |at| {
                    let mut order = order.clone();
                    order.insert(at, next);
                    order
                })
            })
            .collect();
    }
    all
}
