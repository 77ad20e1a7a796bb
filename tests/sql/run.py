"""The recipe of docs/once.md with real databases: `cargo xtask test sql`.

A shop of several processes is notified of paid orders, of each several times and at once, while its processes are killed between claim
and commit and after the commit. Each paid order must be in its database exactly once, at every isolation level; and shops that are
written wrongly must fail.
"""

from __future__ import annotations

import argparse
import logging
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, List

try:
    import node_shop
    import servers
    from points import BETWEEN
    from scenario import Scenario, run
    from servers import Missing, Server
    from world import World
except ModuleNotFoundError as missing:
    sys.exit(f"{missing}: run `cargo xtask test python` first")

_KEY = ",\n  PRIMARY KEY (account, kind, number, state)"
_BIN = " CHARACTER SET ascii COLLATE ascii_bin"


def _changed(old: str, new: str) -> Any:
    """Changes the table of claims, and only that."""

    def change(statement: str) -> str:
        if "handled_notifications" not in statement:
            return statement
        assert old in statement, f"docs/once.md has no {old!r} any more"
        return statement.replace(old, new)

    return change


def recipes(server: Server) -> List[Scenario]:
    """The page's own programs."""
    ways = [Scenario(server, level, variant) for level in server.levels for variant in ("table", "row")]
    # The table does not count rows, so that it is the same to it what is counted.
    ways = [way for way in ways if (way.variant, "found rows" in way.level) != ("table", True)]
    if server.name == "postgresql" and not node_shop.missing():
        ways += [Scenario(server, level, with_node=True) for level in ("READ COMMITTED", "SERIALIZABLE")]
    return ways


def faults(server: Server) -> List[Scenario]:
    """Shops that are written wrongly."""

    def wrong(fault: str, expected: str, level: str = "", **more: Any) -> Scenario:
        ends = [BETWEEN] if expected == "lost" and not more else [""]
        return Scenario(server, level or usual, fault=fault, expected=expected, orders=10, ends=ends, **more)

    usual = {"postgresql": "READ COMMITTED", "mariadb": "REPEATABLE READ", "sqlite": "WAL"}[server.name]
    ways = [
        wrong("select_then_insert", "twice", change=_changed(_KEY, ""), copies=(3,)),
        wrong("claim_first", "lost"),
        wrong("autocommit", "lost"),
    ]
    if server.name == "postgresql":
        ways.append(wrong("answered_first", "lost"))
        ways.append(wrong("caught", "lost", number="{prefix}c{index}"))
    if server.name == "mariadb":
        short = _changed("number VARCHAR(64)", "number VARCHAR(12)")
        ways.append(wrong("ddl", "lost"))
        ways.append(wrong("on_duplicate_key", "twice", level="REPEATABLE READ, found rows"))
        ways.append(wrong("insert_ignore", "lost", change=short, number="{prefix:a<12}x{index}"))
        ways.append(wrong("without_case", "lost", change=_changed(_BIN, " CHARACTER SET utf8mb4")))
    if server.name == "sqlite":
        ways.append(wrong("deferred", "refused"))
    return ways


def judge(kind: Any, folder: pathlib.Path, seed: str) -> List[str]:
    """All scenarios of a database; gives what is wrong."""
    wrong: List[str] = []
    begin = time.monotonic()
    server = kind(folder)
    world = World(f"{seed}/{server.name}")
    print(f"{server.name}: there after {time.monotonic() - begin:.1f} s", flush=True)
    try:
        for index, scenario in enumerate([*recipes(server), *faults(server)]):
            begin = time.monotonic()
            own = folder / f"{server.name}-{index}"
            verdict = run(scenario, world, own, f"SQL{server.name[0].upper()}{index}q", f"{seed}/{server.name}/{index}")
            expects = set() if scenario.expected == "once" else {scenario.expected}
            is_right = not verdict.found if not expects else expects <= set(verdict.found)
            note = "" if is_right else f"   <== WRONG, expected {scenario.expected}"
            print(f"  {scenario.name}: {verdict.said()}, {time.monotonic() - begin:.1f} s{note}", flush=True)
            if not is_right:
                wrong.append(f"{scenario.name}: {verdict.found or 'nothing went wrong'}")
                print(_end_of(own / "workers.log") + _end_of(own / "node.log"), flush=True)
    finally:
        world.close()
        server.stop()
    return wrong


def _end_of(path: pathlib.Path) -> str:
    return path.read_text()[-3000:] if path.exists() else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [kind.name for kind in servers.ALL]
    parser.add_argument("databases", nargs="*", default=names, help=f"of {', '.join(names)}; all when left out")
    parser.add_argument("--seed", default="1", help="where processes are killed, and who gets which copy")
    parser.add_argument("--keep", action="store_true", help="keeps the folder with logs and databases")
    options = parser.parse_args()
    logging.getLogger("qq_wxpay").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    lacking: List[str] = []
    if "postgresql" in options.databases and node_shop.missing():
        lacking.append(node_shop.missing())
    elif "postgresql" in options.databases:
        node_shop.install()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="qq-wxpay-sql-"))
    folder.chmod(0o755)  # the servers run as users of their own
    wrong: List[str] = []
    begin = time.monotonic()
    try:
        with ThreadPoolExecutor() as together:
            chosen = [kind for kind in servers.ALL if kind.name in options.databases]
            for judged in [together.submit(judge, kind, folder, options.seed) for kind in chosen]:
                try:
                    wrong += judged.result()
                except Missing as missing:
                    lacking.append(str(missing))
    finally:
        if options.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    for lack in lacking:
        print(f"skipped: {lack}")
    if lacking and os.environ.get("CI"):
        wrong += lacking
    print(f"seed {options.seed}, {time.monotonic() - begin:.0f} s in all")
    sys.exit("\n".join(["FAILED", *wrong]) if wrong else 0)


if __name__ == "__main__":
    main()
