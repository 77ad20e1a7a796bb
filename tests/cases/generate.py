#!/usr/bin/env python3
"""Writes the conformance cases: everything signed or encrypted in them is made here, with Python's `cryptography`.

The output is the same on every run, so that `cargo xtask test` can compare. The cases themselves are in `maker/`.
"""

import json

from maker import bills, captures, certificates, error_tables, life, notifications_v2, notifications_v3, orders, profit_sharing, replies, sensitive, settings
from maker.make import HERE, NONCE, NOW, SETTINGS, next_certificate, platform_certificate

FILES = [
    ("settings.json", "Settings: what is accepted, and which error names which setting.", settings.settings_cases),
    ("requests.json", "Requests: the exact bytes that leave, signed with Python's cryptography.", orders.orders),
    ("bad_requests.json", "Wrong requests: refused before anything is sent, with the field named.", orders.bad_orders),
    ("order_replies.json", "Replies to V3 orders, through QQ and straight.", replies.order_replies),
    ("v2_replies.json", "Replies to V2 orders.", replies.v2_replies),
    ("query_replies.json", "Replies to queries.", replies.query_replies),
    ("token_replies.json", "Replies of getToken.", replies.token_replies),
    ("v3_notifications.json", "V3 notifications.", notifications_v3.v3_notifications),
    ("v2_notifications.json", "V2 notifications.", notifications_v2.v2_notifications),
    ("certificates.json", "Replies of /v3/certificates: which lists are believed.", certificates.certificates),
    ("sensitive.json", "Texts encrypted for WeChat Pay, and by it.", sensitive.sensitive),
    ("self_tests.json", "The self test: what the reply says about signature, verification, encryption and clock.", sensitive.self_tests),
    ("life_requests.json", "Close, refund, query refunds, any other interface: the exact bytes that leave.", life.requests),
    ("life_bad_requests.json", "The same, wrong: refused before anything is sent.", life.bad_requests),
    ("life_replies.json", "Replies to close, refund, refund queries and other interfaces.", life.replies),
    ("profit_sharing.json", "Unfreezing what an order with profit sharing holds back, and where that stands.", profit_sharing.cases),
    ("error_tables.json", "Every row of the protocol's error tables.", error_tables.cases),
    ("bills.json", "Bills: asking for them, their links, their files.", bills.cases),
]


def write(name, content):
    (HERE / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def main():
    write("defaults.json", {"settings": SETTINGS, "now": NOW, "nonce": NONCE})
    # For core's own tests, which go with its package: a merchant, what it is notified of, two platform certificates.
    paid = notifications_v3.v3_notifications()[0]
    notification = {"now": NOW, "headers": paid["headers"], "body": paid["body"]}
    certificates_of_platform = platform_certificate + next_certificate
    write("../../core/tests/vectors/generated_merchant.json", {"settings": SETTINGS, "notification": notification, "platform_certificates": certificates_of_platform})
    total = 0
    for name, about, make_cases in FILES:
        cases = make_cases()
        write(name, {"about": about, "cases": cases})
        total += len(cases)
    print(f"{total} cases and {captures.write()} captures written")


if __name__ == "__main__":
    main()
