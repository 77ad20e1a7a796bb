"""How the programs of each language are started: what is built already is taken, and the folders are laid out as a user has them."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
from typing import Callable, Dict, List, Optional

from sandbox import Wrong

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
SNIPPETS = ROOT / "docs/snippets"
WORK = ROOT / "target/site/programs"

#: The command of a program of one language, by the task: `order`, `close`, `refund`, `bill`, `cron`, `start`, `notify`.
Commands = Callable[[str], Optional[List[str]]]


def node() -> Commands:
    folder = node_folder()
    return lambda task: ["node", str(folder / f"{task}.mjs")]


def node_folder() -> pathlib.Path:
    """The programs beside the packages as npm installs them."""
    folder = WORK / "node"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SNIPPETS / "node", folder)
    modules = folder / "node_modules"
    run(["node", str(ROOT / "bindings-node/scripts/pack.mjs"), "--folders", "--into", str(modules)])
    tests = ROOT / "bindings-node/test/node_modules"
    if not tests.exists():
        raise Wrong("run `cargo xtask test node` before: it installs what the programs need")
    (modules / "express").symlink_to(tests / "express5")
    return folder


def python() -> Commands:
    return lambda task: [str(interpreter()), str(SNIPPETS / f"python/{task}.py")]


def interpreter() -> pathlib.Path:
    """The environment into which `cargo xtask test python` has installed the wheel."""
    found = ROOT / "target/python-venv/bin/python"
    if not found.exists():
        raise Wrong("run `cargo xtask test python` before: it installs the wheel")
    return found


def ruby() -> Commands:
    library = str(ROOT / "uniffi/ruby/lib")

    def command(task: str) -> List[str]:
        if task == "notify":
            return ["puma", "--include", library, "--bind", "tcp://127.0.0.1:{port}", str(SNIPPETS / "ruby/notify.ru")]
        return ["ruby", "-w", "-I", library, str(SNIPPETS / f"ruby/{task}.rb")]

    return command


_JAVA = {"start": "TenLines", "order": "PlaceOrder", "close": "CloseOrder", "refund": "RefundOrder", "bill": "ReadBill", "cron": "Cron"}


def jvm() -> Dict[str, Commands]:
    """Java and Kotlin: compiled by a test of the example in Kotlin, which has the compiler and the class path."""
    folder = ROOT / "target/site/jvm"
    shutil.rmtree(folder, ignore_errors=True)
    maven = ["mvn", "--batch-mode", "--quiet", "--no-transfer-progress", "--file", str(ROOT / "uniffi/pom.xml"), "verify"]
    options = ["--projects", "../examples/kotlin", "--also-make", "-DskipITs", "-Dtest=SnippetsTest", "-Dsurefire.failIfNoSpecifiedTests=false"]
    run(maven + options, LONG_TESTS="1")
    path = (folder / "classpath").read_text("utf-8")

    def of(name: str, main: Callable[[str], str]) -> Commands:
        # No example of a notification: those of the shops are tested with the shops.
        return lambda task: None if task == "notify" else ["java", "-cp", f"{folder / name}{os.pathsep}{path}", main(task)]

    return {"Java": of("java", _JAVA.__getitem__), "Kotlin": of("kotlin", lambda task: f"{task.capitalize()}Kt")}


def swift() -> Commands:
    scratch = str(ROOT / "uniffi/swift/.build")
    packages = {name: SNIPPETS / "swift/programs" for name in _JAVA.values()} | {"TenLines": ROOT / "examples/swift/shop"}

    def options(package: pathlib.Path) -> List[str]:
        return ["--package-path", str(package), "--scratch-path", scratch, "--disable-build-manifest-caching"]

    for package in dict.fromkeys(packages.values()):
        run(["swift", "build", *options(package)])

    def command(task: str) -> Optional[List[str]]:
        if task == "notify":
            return None
        name = _JAVA[task]
        return ["swift", "run", "--skip-build", *options(packages[name]), name]

    return command


def rust() -> Commands:
    run(["cargo", "build", "--quiet", "--package", "qq-wxpay-example-rust", "--bins"])
    names = {"start": "ten_lines", "cron": "open"}
    return lambda task: None if task == "notify" else [str(TARGET / "debug" / names.get(task, task))]


def run(command: List[str], **env: str) -> None:
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Wrong(f"{' '.join(command[:3])} …: {done.stdout.strip()}")
