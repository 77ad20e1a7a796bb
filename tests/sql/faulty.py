"""Shops that are written wrongly, each as docs/once.md warns of it. They must fail, or the test proves nothing."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any, Dict, Iterator

from points import BETWEEN

Module = Dict[str, Any]

_INSERT = "INTO handled_notifications (account, kind, number, state) VALUES (%s, %s, %s, %s)"


def _marks(sql: str, database: str) -> str:
    return sql.replace("%s", "?") if database == "sqlite" else sql


def _work(module: Module, database: str, db: Any, event: Any) -> None:
    """What follows the claim."""
    db.execute(_marks("SELECT number, total FROM orders WHERE number = %s", database), (event.out_trade_no,))
    number, total = db.fetchone()
    event.expect(out_trade_no=number, total=total)
    update = "UPDATE orders SET transaction_id = %s WHERE number = %s"
    db.execute(_marks(update, database), (event.orders[0].transaction_id, number))
    db.execute(_marks("INSERT INTO outbox (kind, number) VALUES ('deliver', %s)", database), (number,))


def select_then_insert(module: Module, database: str) -> None:
    """Looks, then writes; the table has no key."""
    look = "SELECT 1 FROM handled_notifications WHERE account = %s AND kind = %s AND number = %s AND state = %s"

    def claim(db: Any, *key: str) -> bool:
        db.execute(_marks(look, database), (module["ACCOUNT"], *key))
        if db.fetchone():
            return False
        time.sleep(0.05)  # on a quiet machine it is just as wrong, but rarely seen
        db.execute(_marks(f"INSERT {_INSERT}", database), (module["ACCOUNT"], *key))
        return True

    module["claim"] = claim
    if database == "sqlite":
        autocommit(module, database)  # within BEGIN IMMEDIATE nobody else looks


def claim_first(module: Module, database: str) -> None:
    """The claim is committed before the work."""

    def paid(event: Any) -> None:
        with module["transaction"]() as db:
            if not module["claim"](db, "paid", event.out_trade_no, "paid"):
                return
        module["reach"](BETWEEN)
        with module["transaction"]() as db:
            _work(module, database, db, event)

    module["paid"] = paid


def autocommit(module: Module, database: str) -> None:
    """Each statement is committed by itself."""

    @contextmanager
    def transaction() -> Iterator[Any]:
        if database == "sqlite":
            db: Any = sqlite3.connect(module["DATABASE"], timeout=3, isolation_level=None)
        elif database == "postgresql":
            db = module["psycopg"].connect(module["DATABASE"], autocommit=True)
        else:
            db = module["pymysql"].connect(**module["DATABASE"], autocommit=True)
        try:
            yield db.cursor()
        finally:
            db.close()

    module["transaction"] = transaction
    _between(module, lambda db: None)


def ddl(module: Module, database: str) -> None:
    """A table is made on the way, if it is not there."""
    _between(module, lambda db: db.execute("CREATE TABLE IF NOT EXISTS mails (number VARCHAR(64))"))


def _between(module: Module, act: Any) -> None:
    claim = module["claim"]

    def claims(db: Any, *key: str) -> bool:
        if not claim(db, *key):
            return False
        act(db)
        module["reach"](BETWEEN)
        return True

    module["claim"] = claims


def answered_first(module: Module, database: str) -> None:
    """The work goes on in the background, after the answer."""
    paid = module["paid"]
    _between(module, lambda db: time.sleep(0.1))  # it is killed after the answer

    def answers(event: Any) -> None:
        threading.Thread(target=copy_context().run, args=(paid, event)).start()

    module["paid"] = answers


def on_duplicate_key(module: Module, database: str) -> None:
    """Counts the rows of an upsert, over a driver that counts what was found."""

    def claim(db: Any, *key: str) -> bool:
        db.execute(f"INSERT {_INSERT} ON DUPLICATE KEY UPDATE account = account", (module["ACCOUNT"], *key))
        return bool(db.rowcount == 1)

    module["claim"] = claim


def insert_ignore(module: Module, database: str) -> None:
    """Ignores that the number is too long for its column."""

    def claim(db: Any, *key: str) -> bool:
        db.execute(f"INSERT IGNORE {_INSERT}", (module["ACCOUNT"], *key))
        return bool(db.rowcount == 1)

    module["claim"] = claim


def without_case(module: Module, database: str) -> None:
    """The program is right; its table takes T1a for T1A."""


def caught(module: Module, database: str) -> None:
    """An error of PostgreSQL is caught within the transaction."""

    def paid(event: Any) -> None:
        with module["transaction"]() as db:
            if not module["claim"](db, "paid", event.out_trade_no, "paid"):
                return
            _work(module, database, db, event)
            try:
                db.execute("INSERT INTO orders (number, total) VALUES (%s, 0)", (event.out_trade_no,))
            except module["psycopg"].errors.UniqueViolation:
                pass

    module["paid"] = paid


def deferred(module: Module, database: str) -> None:
    """SQLite begins without a lock and reads first."""

    @contextmanager
    def transaction() -> Iterator[Any]:
        db = sqlite3.connect(module["DATABASE"], timeout=3, isolation_level=None)
        try:
            db.execute("BEGIN")
            db.execute("SELECT count(*) FROM orders").fetchone()
            yield db.cursor()
            db.execute("COMMIT")
        finally:
            db.close()

    module["transaction"] = transaction
