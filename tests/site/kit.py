"""The tests that the page about testing shows: they are run as a user runs them, where the test kit of the language is installed."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
from typing import Dict, List, Optional

from languages import GO, ROOT, SNIPPETS, fill_go, interpreter, is_there
from sandbox import Wrong

TESTS = SNIPPETS / "testing"


def check(node: pathlib.Path) -> str:
    """Runs them; gives the languages. What is missing is told, and in CI a failure."""
    commands = {"Node": _node(node), "Python": _python(), "Ruby": _ruby(), "Go": _go(), "PHP": _php()}
    missing = [language for language, command in commands.items() if command is None]
    if missing and os.environ.get("CI"):
        raise Wrong(f"the test kit of {', '.join(missing)} is not built")
    for language, command in commands.items():
        if command is not None:
            done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
            if done.returncode:
                raise Wrong(f"{language}: {done.stdout}{done.stderr}")
    ran = ", ".join(language for language, command in commands.items() if command is not None) or "none"
    return ran + (f"; skipped, without its test kit: {', '.join(missing)}" if missing else "")


def _environment() -> Dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("QQ_WXPAY_")}


def _node(folder: pathlib.Path) -> Optional[List[str]]:
    if not (ROOT / "bindings-node/testing").is_dir():
        return None
    test = shutil.copy(TESTS / "notify.test.mjs", folder)
    return ["node", "--test", str(test)]


def _python() -> Optional[List[str]]:
    probe = [str(interpreter()), "-c", "import qq_wxpay.testing"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        return None
    return [str(interpreter()), "-m", "pytest", "-q", "-p", "no:cacheprovider", str(TESTS / "test_notify.py")]


def _ruby() -> Optional[List[str]]:
    kit = ROOT / "uniffi/testing/ruby/lib"
    if not kit.is_dir():
        return None
    return ["ruby", "-w", "-I", str(ROOT / "uniffi/ruby/lib"), "-I", str(kit), str(TESTS / "notify_test.rb")]


def _go() -> Optional[List[str]]:
    if not is_there("go"):
        return None
    fill_go()
    return ["env", *(f"{name}={value}" for name, value in GO.items()), "go", "-C", str(SNIPPETS / "go"), "test", "-count=1", "./tests"]


def _php() -> Optional[List[str]]:
    if not is_there("phpunit"):
        return None
    options = ["--no-configuration", "--do-not-cache-result", "--bootstrap", str(ROOT / "php/tests/bootstrap.php")]
    return ["phpunit", *options, str(TESTS / "NotifyTest.php")]
