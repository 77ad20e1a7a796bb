"""The programs of the migration pages, before and after: each places an order, is notified of its payment, and refunds a part."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import subprocess
import sys
from typing import Dict, List

from languages import GO, ROOT, SNIPPETS, WORK, fill_go, interpreter, is_there, made, php_command, run, vendor
from proxy import Proxy
from sandbox import Sandbox, Server, Wrong, environment, free_port
from tasks import wait_for

sys.path.insert(0, str(ROOT / "docs/site"))

from programs import is_run  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
PAGES = SNIPPETS / "migrate"
NUMBER = "M20261123000001"
#: What is said by all; a V2 refund would need the merchant certificate.
_LINES = ("link (?P<link>\\S+)", f"paid {NUMBER} 1999", "refund PROCESSING")
#: What has to be on the machine for programs of this kind.
_NEEDS = {".go": "go", ".php": "php"}


def check(folder: pathlib.Path, node: pathlib.Path) -> List[str]:
    """Runs every program; gives what ran."""
    ran = []
    for page in sorted(path for path in PAGES.iterdir() if path.is_dir()):
        for program in (_program(page, "before"), _program(page, "after")):
            if not is_run(program):
                continue
            name = program.relative_to(PAGES)
            if not is_there(_NEEDS.get(program.suffix, "node")):
                ran.append(f"{name} skipped, without {_NEEDS[program.suffix]}")
                continue
            _run(program, _command(program, node), folder)
            ran.append(str(name))
    return ran


def _program(page: pathlib.Path, stem: str) -> pathlib.Path:
    """A file, or in Go a folder."""
    found = [*page.glob(f"{stem}.*"), *page.glob(f"{stem}/main.go")]
    if len(found) != 1:
        raise Wrong(f"{page.name}: a migration has one program {stem}, and not {len(found)}")
    return found[0]


def _command(program: pathlib.Path, node: pathlib.Path) -> List[str]:
    is_before = program.stem == "before"
    if program.suffix == ".py":
        return [sys.executable, str(HERE / "at_sandbox.py"), str(program)] if is_before else [str(interpreter()), str(program)]
    if program.suffix == ".go":
        return [str(_built(program))]
    copied = made(WORK / "migrate" / program.parent.name / program.stem)
    shutil.copy(program, copied)
    if program.suffix == ".php":
        vendor(copied)
        return [*php_command(False), str(copied / program.name)]
    # Where its package is found.
    modules = ROOT / "tests/peers/node_modules" if is_before else node / "node_modules"
    (copied / "node_modules").symlink_to(modules)
    preload = ["--import", str(HERE / "at-sandbox.mjs")] if is_before else []
    return ["node", *preload, str(copied / program.name)]


def _built(program: pathlib.Path) -> pathlib.Path:
    fill_go()
    out = WORK / "migrate" / "-".join(program.relative_to(PAGES).parts[:2])
    run(["go", "-C", str(program.parents[1]), "build", "-o", str(out), f".{os.sep}{program.parent.name}"], **GO)
    return out


def _run(program: pathlib.Path, command: List[str], folder: pathlib.Path) -> None:
    port = free_port()
    sandbox = Sandbox(interpreter(), folder, f"http://127.0.0.1:{port}/notify")
    # It verifies notifications by platform certificates alone.
    if "node-v3" in program.parent.name and program.stem == "before":
        sandbox.control("PUT", "/sandbox/switches", {"notification_key": "certificate"})
    proxy = Proxy(folder, sandbox.env)
    env = environment(sandbox, PORT=str(port), **(proxy.env if program.parts[-2:] == ("before", "main.go") else {}))
    # A program of PHP runs once for each request, so that another one serves.
    serves = [word.format(port=port) for word in [*php_command(True), command[-1]]] if program.suffix == ".php" else [*command, NUMBER]
    server = Server(serves, folder, env)
    try:
        link = _link(command, folder, env) if program.suffix == ".php" else server.says(_LINES[0])["link"]
        wait_for(port)
        sandbox.pay(link)
        server.says(_LINES[1])
        if program.parent.name != "by-hand":
            server.says(_LINES[2])
    except Wrong as wrong:
        raise Wrong(f"{program.relative_to(ROOT)}: {wrong}") from None
    finally:
        server.close()
        proxy.close()
        sandbox.close()


def _link(command: List[str], folder: pathlib.Path, env: Dict[str, str]) -> str:
    """Runs it once, and gives the link that it says."""
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    found = re.search(_LINES[0], done.stdout)
    if done.returncode or found is None:
        raise Wrong(f"no link: {done.stdout}{done.stderr}")
    return found["link"]
