"""The programs of the migration pages, before and after: each places an order, is notified of its payment, and refunds a part."""

from __future__ import annotations

import pathlib
import shutil
import sys
from typing import List

from languages import ROOT, SNIPPETS, WORK, interpreter
from sandbox import Sandbox, Server, Wrong, environment, free_port
from tasks import wait_for

HERE = pathlib.Path(__file__).resolve().parent
PAGES = SNIPPETS / "migrate"
#: What is said by all; a V2 refund would need the merchant certificate.
_LINES = ("link (?P<link>\\S+)", "paid {number} 1999", "refund PROCESSING")


def check(folder: pathlib.Path, node: pathlib.Path) -> List[str]:
    """Runs every program; gives what ran."""
    ran = []
    for page in sorted(path for path in PAGES.iterdir() if path.is_dir()):
        for program in sorted(page.iterdir()):
            _run(program, _command(program, node), folder)
            ran.append(f"{page.name}/{program.name}")
    if len(ran) != 8:
        raise Wrong(f"a migration has a program before and one after: {ran}")
    return ran


def _command(program: pathlib.Path, node: pathlib.Path) -> List[str]:
    is_before = program.stem == "before"
    if program.suffix == ".py":
        return [sys.executable, str(HERE / "at_sandbox.py"), str(program)] if is_before else [str(interpreter()), str(program)]
    # Where its package is found.
    modules = ROOT / "tests/peers/node_modules" if is_before else node / "node_modules"
    copied = WORK / "migrate" / program.parent.name / program.stem
    shutil.rmtree(copied, ignore_errors=True)
    copied.mkdir(parents=True)
    shutil.copy(program, copied)
    (copied / "node_modules").symlink_to(modules)
    preload = ["--import", str(HERE / "at-sandbox.mjs")] if is_before else []
    return ["node", *preload, str(copied / program.name)]


def _run(program: pathlib.Path, command: List[str], folder: pathlib.Path) -> None:
    port = free_port()
    sandbox = Sandbox(interpreter(), folder, f"http://127.0.0.1:{port}/notify")
    # It verifies notifications by platform certificates alone.
    if "node-v3" in program.parent.name and program.stem == "before":
        sandbox.control("PUT", "/sandbox/switches", {"notification_key": "certificate"})
    number = "M20261123000001"
    server = Server([*command, number], folder, environment(sandbox, PORT=str(port)))
    try:
        link = server.says(_LINES[0])["link"]
        wait_for(port)
        sandbox.pay(link)
        server.says(_LINES[1].format(number=number))
        if program.parent.name != "by-hand":
            server.says(_LINES[2])
    except Wrong as wrong:
        raise Wrong(f"{program.relative_to(ROOT)}: {wrong}") from None
    finally:
        server.close()
        sandbox.close()
