"""Asks WeChat Pay what became of the orders and refunds that are open in the shop's database: a cron job.

    * * * * * cd /srv/shop && QQ_WXPAY_…=… ./venv/bin/python open_orders.py shop.db

A second run that begins before the first has ended does nothing.
"""

from __future__ import annotations

import fcntl
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timezone
from typing import Any, List

from qq_wxpay import MismatchError, PaidEvent, QqWxPay, RefundEvent

CLOSE_AFTER = 2 * 3600
"""Seconds. What nobody has paid by then is closed, and its goods are free again."""

TABLES = """
    CREATE TABLE IF NOT EXISTS orders (
        out_trade_no TEXT PRIMARY KEY, family TEXT NOT NULL, sub_mchid TEXT, total INTEGER NOT NULL,
        placed_at TEXT NOT NULL, asked_at TEXT, state TEXT NOT NULL DEFAULT 'open');
    CREATE TABLE IF NOT EXISTS refunds (
        out_refund_no TEXT PRIMARY KEY, version TEXT NOT NULL, sub_mchid TEXT,
        requested_at TEXT NOT NULL, asked_at TEXT, state TEXT NOT NULL DEFAULT 'open');
"""


def connect(path: str) -> sqlite3.Connection:
    """The database, with its tables."""
    database = sqlite3.connect(path, timeout=10, isolation_level=None)
    database.row_factory = sqlite3.Row
    database.executescript(TABLES)
    return database


def deliver(database: sqlite3.Connection, paid: PaidEvent) -> bool:
    """Settles an order that is paid, once, whoever tells it: the handler of notifications calls this, too."""
    row = database.execute("SELECT total FROM orders WHERE out_trade_no = ?", [paid.out_trade_no]).fetchone()
    if row is None:
        raise LookupError(f"order {paid.out_trade_no} is none of this shop's")
    try:
        paid.expect(out_trade_no=paid.out_trade_no, total=row["total"])
    except MismatchError:
        move(database, paid.out_trade_no, "review")
        raise
    is_first = move(database, paid.out_trade_no, "paid")
    if is_first:
        print(f"order {paid.out_trade_no}: deliver")
    return is_first


def move(database: sqlite3.Connection, out_trade_no: str, state: str) -> bool:
    """Ends an open order; `True` for the one who does."""
    change = "UPDATE orders SET state = ? WHERE out_trade_no = ? AND state = 'open'"
    return database.execute(change, [state, out_trade_no]).rowcount == 1


def refunded(database: sqlite3.Connection, refund: RefundEvent) -> None:
    """Notes how a refund ended. `abnormal`: a person has to send the money to another account."""
    change = "UPDATE refunds SET state = ? WHERE out_refund_no = ? AND state = 'open'"
    if database.execute(change, [refund.status, refund.out_refund_no]).rowcount == 1:
        print(f"refund {refund.out_refund_no}: {refund.status}")


def confirm_orders(pay: QqWxPay, database: sqlite3.Connection) -> None:
    """Asks for every open order that is due."""
    orders: List[Any] = []
    for row in database.execute("SELECT * FROM orders WHERE state = 'open'").fetchall():
        order = {"family": row["family"], "out_trade_no": row["out_trade_no"], "sub_mchid": row["sub_mchid"]}
        orders.append({"order": order, **{name: row[name] for name in ("total", "placed_at", "asked_at")}})
    for report in pay.confirm_open_orders(orders=orders, close_after=CLOSE_AFTER):
        number = report.order.out_trade_no
        if report.result == "paid":
            deliver(database, report.paid)
        elif report.result == "closed":
            move(database, number, "closed")
        elif report.result == "not_found":
            move(database, number, "never placed")
        elif report.result == "still_open":
            database.execute("UPDATE orders SET asked_at = ? WHERE out_trade_no = ?", [now(), number])
        elif report.result == "refused" or report.result == "no_answer":
            print(f"order {number}: {report.error}")


def confirm_refunds(pay: QqWxPay, database: sqlite3.Connection) -> None:
    """Asks for every open refund that is due."""
    names = ("version", "out_refund_no", "sub_mchid", "requested_at", "asked_at")
    rows = database.execute("SELECT * FROM refunds WHERE state = 'open'").fetchall()
    refunds: List[Any] = [{name: row[name] for name in names} for row in rows]
    for report in pay.confirm_open_refunds(refunds=refunds):
        if report.result == "ended":
            refunded(database, report.refund)
        elif report.result == "still_open":
            change = "UPDATE refunds SET asked_at = ? WHERE out_refund_no = ?"
            database.execute(change, [now(), report.out_refund_no])
        elif report.result == "refused" or report.result == "no_answer" or report.result == "not_found":
            print(f"refund {report.out_refund_no}: {report.error}")


def now() -> str:
    """This moment, as rows keep it."""
    return datetime.now(timezone.utc).isoformat()


def confirm_open(path: str) -> None:
    """One run over a database."""
    with closing(connect(path)) as database, QqWxPay.from_env() as pay:
        confirm_orders(pay, database)
        confirm_refunds(pay, database)


def main(path: str) -> None:
    """One run, unless another is under way on this machine: two would report an order twice."""
    with open(f"{path}.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        confirm_open(path)


if __name__ == "__main__":
    main(sys.argv[1])
