"""How the programs of each language are started: what is built already is taken, and the folders are laid out as a user has them."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
from typing import Callable, Dict, List, Optional

from sandbox import Wrong

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
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


def go() -> Commands:
    """Built once, over the libraries that `go/scripts/fill` puts into its modules."""
    folder = made(WORK / "go")
    fill_go()
    run(["go", "-C", str(SNIPPETS / "go"), "build", "-o", f"{folder}{os.sep}", "./..."], **GO)
    return lambda task: [str(folder / task)]


def fill_go() -> None:
    """Puts the libraries to where Go links them from."""
    run([str(ROOT / "go/scripts/fill")])


#: The Go of this machine, and nothing of the repository in the program.
GO = {"GOFLAGS": "-buildvcs=false", "GOTOOLCHAIN": "local"}


def php() -> Dict[str, Commands]:
    """The programs beside a `vendor` as Composer lays it out, and the shop's own classes that they name."""
    folder = made(WORK / "php")
    for program in (SNIPPETS / "php").glob("*.php"):
        shutil.copy(program, folder)
    vendor(folder)
    return {"PHP": lambda task: [*php_command(task == "notify"), str(folder / f"{task}.php")]}


def vendor(folder: pathlib.Path) -> None:
    """What a program of PHP begins with: the package of this repository, and the classes of the shop."""
    own = made(folder / "vendor")
    loaded = (os.path.relpath(path, own) for path in (ROOT / "php/tests/bootstrap.php", HERE / "shop.php"))
    lines = "".join(f"require_once __DIR__ . '/{path}';\n" for path in loaded)
    (own / "autoload.php").write_text(f"<?php\n{lines}", "utf-8")


def php_command(serves: bool) -> List[str]:
    """PHP, or the server that it brings. That one is not the command line, so that FFI has to be allowed."""
    errors = ["-d", "display_errors=stderr", "-d", "log_errors=0"]
    return ["php", "-d", "ffi.enable=true", "-S", "127.0.0.1:{port}"] if serves else ["php", *errors]


def made(folder: pathlib.Path) -> pathlib.Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def rust() -> Commands:
    run(["cargo", "build", "--quiet", "--package", "qq-wxpay-example-rust", "--bins"])
    names = {"start": "ten_lines", "cron": "open"}
    return lambda task: None if task == "notify" else [str(TARGET / "debug" / names.get(task, task))]


def is_there(program: str) -> bool:
    """Whether this machine has a compiler or interpreter; in CI it must."""
    found = shutil.which(program) is not None
    if not found and os.environ.get("CI"):
        raise Wrong(f"there is no `{program}` on this machine")
    return found


def run(command: List[str], **env: str) -> None:
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Wrong(f"{' '.join(command[:3])} …: {done.stdout.strip()}")
