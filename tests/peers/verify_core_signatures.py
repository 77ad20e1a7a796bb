"""Judges requests that the core prepared with code that is not ours: `cryptography`, `hashlib` and `xml.etree`.

    target/debug/signed_samples | python verify_core_signatures.py
    python verify_core_signatures.py SAMPLES.jsonl
"""

import base64
import collections
import functools
import hashlib
import hmac
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote, unquote, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

QQ = "https://api.q.qq.com"
WECHAT_PAY = "https://api.mch.weixin.qq.com"

# Protocol 2.2: the path that is signed, the path that is called at QQ.
ORDERS = {
    "direct": ("/v3/pay/transactions/h5", "/wxpay/v3/pay/transactions/h5"),
    "partner": ("/v3/pay/partner/transactions/h5", "/wxpay/v3/pay/partner/transactions/h5"),
    "combine": ("/v3/combine-transactions/h5", "/wxpay/v3/combine-transactions/h5"),
    "v2": ("/pay/unifiedorder", "/wxpay/unifiedorder"),
}
QUERIES = {
    "query": "/v3/pay/transactions/",
    "query_partner": "/v3/pay/partner/transactions/",
    "query_combine": "/v3/combine-transactions/out-trade-no/",
    "query_v2": "/pay/orderquery",
}
VECTORS = pathlib.Path(__file__).resolve().parents[2] / "core/tests/vectors"


class Fault(Exception):
    """What is wrong with a sample."""


def main():
    text = open(sys.argv[1], encoding="utf-8") if len(sys.argv) > 1 else sys.stdin
    samples = [json.loads(line) for line in text if line.strip()]
    outcomes = [
        report("core samples cover every order and query, both channels and both RSA providers", coverage, samples),
        report("core keys are the published test key", each(published_key), samples),
        report("core sends to the documented address", each(address), samples),
        report("core's proxy query holds appid, access_token and real_notify_url, encoded once", each(proxy_query), samples),
        report("core signs the original WeChat Pay path (V3)", each(v3_signature), samples),
        report("core signs the fields (V2)", each(v2_signature), samples),
        report("core's bodies say what was asked for", each(body_says), samples),
        report("one changed bit is noticed", each(changes_are_noticed), samples),
    ]
    if not all(outcomes):
        sys.exit(1)
    print(f"{len(samples)} samples verified")


def report(name, check, samples):
    try:
        check(samples)
    except Exception as fault:  # As above, for the checks over all samples.
        print(f"FAIL {name}: {type(fault).__name__} {fault}")
        return False
    print(f"PASS {name}")
    return True


def each(check):
    def check_all(samples):
        for number, sample in enumerate(samples, 1):
            try:
                check(sample)
            except Exception as fault:  # A sample may be wrong in any way: missing, misshapen, undecodable.
                what = f"{type(fault).__name__} {fault}"
                raise Fault(f"sample {number} ({sample['kind']}, {sample['provider']}, seed {sample['seed']}): {what}") from fault

    return check_all


def expect(condition, what):
    if not condition:
        raise Fault(what)


def coverage(samples):
    expect(len(samples) >= 200, f"only {len(samples)} samples")
    found = collections.Counter(
        (sample["kind"], sample["provider"], sample["proxy_query"] is not None) for sample in samples
    )
    for provider in ("aws-lc-rs", "rustcrypto"):
        for kind in ORDERS:
            for through_qq in (True, False):
                expect(found[kind, provider, through_qq] >= 5, f"too few of {kind}, {provider}, {through_qq}")
        for kind in QUERIES:
            expect(found[kind, provider, False] >= 5, f"too few of {kind}, {provider}")
    types = {v2_fields(sample).get("sign_type") for sample in samples if is_v2(sample)}
    expect(types == {"MD5", "HMAC-SHA256"}, f"sign types {types}")
    nonces = [nonce(sample) for sample in samples]
    expect(len(set(nonces)) == len(nonces), "a nonce occurs twice")


def published_key(sample):
    expect(sample["public_key"].strip() == published_public_key(), "the public key is another one")


def address(sample):
    kind, through_qq = sample["kind"], sample["proxy_query"] is not None
    url = urlsplit(sample["url"])
    base = f"{url.scheme}://{url.netloc}"
    expect(base == (QQ if through_qq else WECHAT_PAY), f"sent to {base}")
    expect(not url.fragment, "the address has a fragment")
    expect(sample["method"] == ("GET" if kind in QUERIES and not is_v2(sample) else "POST"), sample["method"])
    if kind in ORDERS:
        expect(url.path == ORDERS[kind][through_qq], f"path {url.path}")
        expect(through_qq or not url.query, "a direct order has a query")
    else:
        expect(url.path.startswith(QUERIES[kind]), f"path {url.path}")


def proxy_query(sample):
    if sample["proxy_query"] is None:
        return
    query = urlsplit(sample["url"]).query
    pairs = [pair.split("=") for pair in query.split("&")]
    expect(all(len(pair) == 2 for pair in pairs), "a pair is empty or holds a raw =")
    expect([name for name, _ in pairs] == ["appid", "access_token", "real_notify_url"], f"names {[p[0] for p in pairs]}")
    for name, value in pairs:
        expect(re.fullmatch(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*", value), f"{name} holds raw characters")
        expect(unquote(value, errors="strict") == sample["proxy_query"][name], f"{name} decodes to something else")


def v3_signature(sample):
    if is_v2(sample):
        return
    check_v3_signature(sample, signed_target(sample), body(sample), authorization(sample))


def check_v3_signature(sample, target, content, given):
    message = b"".join(
        part + b"\n"
        for part in (
            sample["method"].encode(),
            target.encode(),
            given["timestamp"].encode(),
            given["nonce_str"].encode(),
            content,
        )
    )
    try:
        signature = base64.b64decode(given["signature"], validate=True)
        public_key(sample["public_key"]).verify(signature, message, PKCS1v15(), SHA256())
    except InvalidSignature:
        raise Fault(f"the signature does not cover {target}") from None


def signed_target(sample):
    """What V3 must sign: for orders the path of the table, for queries what is sent; both as the sample says."""
    kind = sample["kind"]
    if kind in ORDERS:
        expect(sample["signed_path"] == ORDERS[kind][0], "the two tables of paths differ")
        return ORDERS[kind][0]
    url = urlsplit(sample["url"])
    target = f"{url.path}?{url.query}" if url.query else url.path
    # The same text may be encoded in several ways; what counts is that it decodes to the right one and is signed as sent.
    expect(evenly_encoded(target) == evenly_encoded(sample["signed_path"]), f"target {target}")
    expect("|" not in target, "a raw | in the target")
    return target


def evenly_encoded(target):
    return "/".join(quote(unquote(part), safe="?=&") for part in target.split("/"))


def authorization(sample):
    """Takes the header apart; protocol 5.2."""
    schema, _, items = headers(sample)["authorization"].partition(" ")
    expect(schema == "WECHATPAY2-SHA256-RSA2048", f"schema {schema}")
    pairs = [re.fullmatch(r'(\w+)="([^"]*)"', item) for item in items.split(",")]
    expect(all(pairs), "an item is not name=\"value\"")
    found = dict(pair.groups() for pair in pairs)
    names = ["mchid", "nonce_str", "serial_no", "signature", "timestamp"]
    expect(sorted(found) == names and len(pairs) == 5, f"items {sorted(found)}")
    expect(found["mchid"] == sample["mchid"], "another mchid")
    expect(found["serial_no"] == sample["serial"], "another serial_no")
    expect(re.fullmatch(r"[0-9]{10}", found["timestamp"]), "the timestamp is not in seconds")
    expect(re.fullmatch(r"[0-9A-Za-z]{1,32}", found["nonce_str"]), "the form of the nonce")
    return found


def v2_signature(sample):
    if is_v2(sample):
        check_v2_signature(sample, v2_fields(sample))


def check_v2_signature(sample, fields):
    given = fields["sign"]
    pairs = sorted((name.encode(), value.encode()) for name, value in fields.items() if name != "sign" and value)
    text = b"&".join(name + b"=" + value for name, value in pairs) + b"&key=" + sample["v2_key"].encode()
    if fields["sign_type"] == "MD5":
        expected = hashlib.md5(text).hexdigest().upper()
    else:
        expected = hmac.new(sample["v2_key"].encode(), text, hashlib.sha256).hexdigest().upper()
    expect(hmac.compare_digest(given, expected), f"sign is {given}, computed {expected}")


def v2_fields(sample):
    root = ElementTree.fromstring(body(sample))
    expect(root.tag == "xml" and not root.attrib, "the root is not <xml>")
    fields = {}
    for element in root:
        expect(len(element) == 0 and not element.attrib, f"{element.tag} is not plain")
        expect(element.tag not in fields, f"{element.tag} occurs twice")
        fields[element.tag] = element.text or ""
    return fields


def body_says(sample):
    given = headers(sample)
    expect(given["user-agent"], "no User-Agent")
    if is_v2(sample):
        expect(given["content-type"].startswith("text/xml"), "Content-Type")
        fields = v2_fields(sample)
        for name, wanted in sample["says"].items():
            found = json.loads(fields[name]) if isinstance(wanted, dict) else fields[name]
            expect(found == wanted, f"{name} is {found!r}, not {wanted!r}")
        return
    expect(given["accept"] == "application/json", "Accept")
    if sample["method"] == "GET":
        expect(body(sample) == b"", "a GET has a body")
        return
    expect(given["content-type"] == "application/json", "Content-Type")
    content = json.loads(body(sample).decode("utf-8"), object_pairs_hook=no_duplicates)
    for pointer, wanted in sample["says"].items():
        found = content
        for step in pointer.split("/")[1:]:
            found = found[int(step) if isinstance(found, list) else step]
        expect(type(found) is type(wanted) and found == wanted, f"{pointer} is {found!r}, not {wanted!r}")


def no_duplicates(pairs):
    expect(len({name for name, _ in pairs}) == len(pairs), "a name occurs twice in the JSON")
    return dict(pairs)


def changes_are_noticed(sample):
    """The judge judges itself: nothing that is changed may pass."""
    if is_v2(sample):
        fields = v2_fields(sample)
        for name in fields:
            if name not in ("sign", "sign_type"):
                value = fields[name]
                changed = {**fields, name: value[:-1] + chr(ord(value[-1]) ^ 1)}
                must_fail(check_v2_signature, sample, changed)
        must_fail(check_v2_signature, sample, {**fields, "sign": flipped(fields["sign"].encode(), 3).decode()})
        return
    given, target, content = authorization(sample), signed_target(sample), body(sample)
    signature = flipped(base64.b64decode(given["signature"]), 100)
    must_fail(check_v3_signature, sample, target, content, {**given, "signature": base64.b64encode(signature).decode()})
    must_fail(check_v3_signature, sample, target, flipped(content, len(content) // 2) if content else b" ", given)
    must_fail(check_v3_signature, sample, flipped(target.encode(), 5).decode(), content, given)
    must_fail(check_v3_signature, sample, target, content, {**given, "timestamp": str(int(given["timestamp"]) ^ 1)})
    if sample["proxy_query"] is not None:
        url = urlsplit(sample["url"])
        must_fail(check_v3_signature, sample, url.path, content, given)
        must_fail(check_v3_signature, sample, f"{url.path}?{url.query}", content, given)


def must_fail(check, *arguments):
    try:
        check(*arguments)
    except Fault:
        return
    raise Fault("a changed sample still passes")


def flipped(content, position):
    return content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :]


def is_v2(sample):
    return sample["kind"] in ("v2", "query_v2")


def nonce(sample):
    return v2_fields(sample)["nonce_str"] if is_v2(sample) else authorization(sample)["nonce_str"]


def headers(sample):
    found = {name.lower(): value for name, value in sample["headers"]}
    expect(len(found) == len(sample["headers"]), "a header occurs twice")
    return found


def body(sample):
    return base64.b64decode(sample["body"], validate=True)


@functools.cache
def public_key(pem):
    return serialization.load_pem_public_key(pem.encode())


@functools.cache
def published_public_key():
    vectors = json.loads((VECTORS / "v3_request_sign.json").read_text(encoding="utf-8"))
    private = serialization.load_pem_private_key(vectors["private_key_pkcs8_pem"].encode(), password=None)
    form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.public_key().public_bytes(*form).decode().strip()


if __name__ == "__main__":
    main()
