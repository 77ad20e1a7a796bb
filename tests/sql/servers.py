"""The databases, each an instance of its own in a folder of its own, reached over a socket in it: no port, no service of the system.

The machine is not cut off from power, so that they need not wait for the disk."""

from __future__ import annotations

import glob
import os
import pathlib
import pwd
import shutil
import sqlite3
import subprocess
import time
from typing import Any, Dict, List, Optional

import psycopg
import pymysql
from pymysql.constants import CLIENT

import recipe

ORDERS = "CREATE TABLE orders (number VARCHAR(64) PRIMARY KEY, total INTEGER NOT NULL, transaction_id VARCHAR(64))"
_OF_MARIADB = " ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin"


class Missing(Exception):
    """A server that is not installed."""


def _program(name: str, package: str) -> str:
    places = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True) + ["/usr/sbin"]
    found = shutil.which(name) or next((f"{place}/{name}" for place in places if os.access(f"{place}/{name}", os.X_OK)), None)
    if not found:
        raise Missing(f"{name} is not installed: apt-get install {package}")
    return found


def _user(*names: str) -> Optional[str]:
    """Who the server runs as: these servers refuse to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in (*names, "nobody") if name in known)


class Server:
    """A database server. `fresh` gives what a shop needs to connect to an empty database at a level of isolation."""

    name = ""
    mark = "%s"
    levels: List[str] = []

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder / self.name
        self.folder.mkdir()
        self._process: Optional[subprocess.Popen[bytes]] = None

    def _start(self, command: List[str], user: Optional[str]) -> None:
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, **_as(user))
        end = time.monotonic() + 30
        while True:
            try:
                self.connect(None).close()
                return
            except Exception as error:
                if time.monotonic() > end or self._process.poll() is not None:
                    told = (self.folder / "log").read_text()[-2000:]
                    raise RuntimeError(f"{self.name} does not start: {error}\n{told}") from None
                time.sleep(0.1)

    def _run(self, command: List[str], user: Optional[str] = None) -> None:
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=60, **_as(user))
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def connect(self, settings: Any) -> Any:
        """A connection that commits each statement."""
        raise NotImplementedError

    def fresh(self, name: str, level: str) -> Any:
        raise NotImplementedError

    def level(self, settings: Any) -> str:
        """The level of isolation that a connection of the shop has."""
        raise NotImplementedError

    def make(self, settings: Any, change: Any) -> None:
        """The tables of the page, changed for a shop that is written wrongly, and that of the shop."""
        end = _OF_MARIADB if self.name == "mariadb" else ""
        self.execute(settings, *(change(statement) for statement in recipe.schema(self.name)), ORDERS + end)

    def execute(self, settings: Any, *statements: str) -> None:
        db = self.connect(settings)
        for statement in statements:
            db.cursor().execute(statement)
        db.close()

    def rows(self, settings: Any, query: str) -> List[Any]:
        db = self.connect(settings)
        cursor = db.cursor()
        cursor.execute(query)
        found = list(cursor.fetchall())
        db.close()
        return found

    def add_orders(self, settings: Any, numbers: List[str], total: int) -> None:
        db = self.connect(settings)
        sql = f"INSERT INTO orders (number, total) VALUES ({self.mark}, {self.mark})"
        db.cursor().executemany(sql, [(number, total) for number in numbers])
        db.close()

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def _as(user: Optional[str]) -> Dict[str, Any]:
    """How a process is started as this user."""
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


class PostgreSQL(Server):
    name = "postgresql"
    levels = ["READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"]

    def __init__(self, folder: pathlib.Path) -> None:
        initdb, postgres = _program("initdb", "postgresql"), _program("postgres", "postgresql")
        super().__init__(folder)
        user = _user("postgres")
        if user:
            shutil.chown(self.folder, user)
        data = str(self.folder / "data")
        self._run([initdb, "--pgdata", data, "--auth", "trust", "--username", "shop", "--no-sync", "--encoding", "UTF8"], user)
        options = ["listen_addresses=", f"unix_socket_directories={self.folder}", "max_connections=200", "fsync=off"]
        self._start([postgres, "-D", data, *(part for option in options for part in ("-c", option))], user)

    def connect(self, settings: Any) -> Any:
        return psycopg.connect(settings or self._address("postgres"), autocommit=True)

    def _address(self, name: str) -> str:
        return f"host={self.folder} user=shop dbname={name}"

    def fresh(self, name: str, level: str) -> Any:
        own = f"ALTER DATABASE {name} SET default_transaction_isolation = '{level.lower()}'"
        self.execute(None, f"CREATE DATABASE {name}", own)
        return self._address(name)

    def level(self, settings: Any) -> str:
        return str(self.rows(settings, "SHOW transaction_isolation")[0][0]).upper()


class MariaDB(Server):
    name = "mariadb"
    levels = [*PostgreSQL.levels, "REPEATABLE READ, snapshot", "REPEATABLE READ, found rows"]

    def __init__(self, folder: pathlib.Path) -> None:
        install, server = _program("mariadb-install-db", "mariadb-server"), _program("mariadbd", "mariadb-server")
        super().__init__(folder)
        user = _user("mysql")
        if user:
            shutil.chown(self.folder, user)
        data, own = f"--datadir={self.folder / 'data'}", [f"--user={user}"] if user else []
        self._run([install, "--no-defaults", data, *own, "--auth-root-authentication-method=normal", "--skip-test-db"])
        self.socket = str(self.folder / "socket")
        places = [f"--socket={self.socket}", f"--pid-file={self.folder / 'pid'}", f"--tmpdir={self.folder}"]
        options = ["--skip-networking", "--max-connections=200", "--innodb-flush-log-at-trx-commit=2"]
        self._start([server, "--no-defaults", data, *own, *places, *options], None)

    def connect(self, settings: Any) -> Any:
        return pymysql.connect(**(settings or {"unix_socket": self.socket, "user": "root"}), autocommit=True)

    def fresh(self, name: str, level: str) -> Any:
        self.execute(None, f"CREATE DATABASE {name}")
        level, _, more = level.partition(", ")
        session = [f"tx_isolation = '{level.replace(' ', '-')}'", "innodb_lock_wait_timeout = 3"]
        if more == "snapshot":
            session.append("innodb_snapshot_isolation = ON")
        settings: Dict[str, Any] = {"unix_socket": self.socket, "user": "root", "database": name, "ssl_disabled": True}
        settings["init_command"] = "SET " + ", ".join(f"SESSION {part}" for part in session)
        if more == "found rows":
            settings["client_flag"] = CLIENT.FOUND_ROWS
        return settings

    def level(self, settings: Any) -> str:
        ((level, snapshot),) = self.rows(settings, "SELECT @@tx_isolation, @@innodb_snapshot_isolation")
        found = ", found rows" if settings.get("client_flag") else ""
        return f"{level.replace('-', ' ')}{', snapshot' if snapshot else ''}{found}"


class SQLite(Server):
    name = "sqlite"
    mark = "?"
    levels = ["journal", "WAL"]

    def connect(self, settings: Any) -> Any:
        return sqlite3.connect(settings, timeout=10, isolation_level=None)

    def fresh(self, name: str, level: str) -> Any:
        path = str(self.folder / name)
        self.execute(path, f"PRAGMA journal_mode = {'WAL' if level == 'WAL' else 'DELETE'}")
        return path

    def level(self, settings: Any) -> str:
        mode = self.rows(settings, "PRAGMA journal_mode")[0][0]
        return "WAL" if mode == "wal" else "journal"


ALL = [PostgreSQL, MariaDB, SQLite]
