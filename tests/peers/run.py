"""Runs all peer checks from nothing; standard library only.

    cargo build -p qq-wxpay-cli -p qq-wxpay-tests --bins
    python3 tests/peers/run.py

Makes a virtual environment, installs the pinned peers, starts a sandbox on a free port, calls the checks, stops the sandbox
and prints which peer did what. Everything that is missing is a failure.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv

from table import Table

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "target"
INSTALL_SECONDS = 300
START_SECONDS = 60
# In the long form there are 25 times as many cases, and the machine may be busy.
CHECK_SECONDS = 900 if "LONG_TESTS" in os.environ else 120


class Missing(Exception):
    """Why the checks cannot be run."""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sandbox", type=pathlib.Path, default=TARGET / "debug" / "qq-wxpay")
    parser.add_argument("--signed-samples", type=pathlib.Path, default=TARGET / "debug" / "signed_samples")
    parser.add_argument("--differential", type=pathlib.Path, default=TARGET / "debug" / "differential")
    parser.add_argument("--venv", type=pathlib.Path, default=TARGET / "peers-venv")
    options = parser.parse_args()
    try:
        for program in (options.sandbox, options.signed_samples, options.differential):
            if not program.is_file():
                raise Missing(f"{program.name} is not built: {program}")
        node = node_with_peers()
        python = python_with_peers(options.venv)
        java = java_with_peers()
        passed = run_checks(options, python, node, java)
    except Missing as missing:
        print(f"FAIL peers: {missing}")
        sys.exit(1)
    sys.exit(0 if passed else 1)


def node_with_peers():
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise Missing("node and npm are needed (Node.js 20 or newer)")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    major = re.match(r"v(\d+)\.", version)
    if not major or int(major.group(1)) < 20:
        raise Missing(f"Node.js 20 or newer is needed, found {version.strip() or 'none'}")
    install([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    return node


def python_with_peers(folder):
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.is_file():
        try:
            import ensurepip  # noqa: F401 (some distributions ship venv without it)
        except ImportError:
            raise Missing("this Python cannot make virtual environments: install its venv package") from None
        try:
            venv.create(folder, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Missing(f"no virtual environment could be made: {error}") from None
    install([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"])
    return python


def java_with_peers():
    java, maven = shutil.which("java"), shutil.which("mvn")
    if not java or not maven:
        raise Missing("a JDK (17 or newer) and Maven are needed")
    install([maven, "--batch-mode", "--quiet", "--no-transfer-progress", "--file", "java/pom.xml", "compile"])
    built = TARGET / "peers-java"
    return [java, "-XX:TieredStopAtLevel=1", "-cp", os.pathsep.join([str(built / "classes"), str(built / "libraries" / "*")])]


def install(command):
    name = pathlib.Path(command[0]).name
    try:
        finished = subprocess.run(
            command, cwd=HERE, timeout=INSTALL_SECONDS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    except subprocess.TimeoutExpired:
        raise Missing(f"{name} did not finish installing in {INSTALL_SECONDS} s") from None
    if finished.returncode != 0:
        raise Missing(f"{name} cannot install the peers:\n{finished.stdout.strip()}")


def run_checks(options, python, node, java):
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        samples = pathlib.Path(folder) / "samples.jsonl"
        with samples.open("wb") as out:
            passed = succeeds("signed_samples", [options.signed_samples.resolve()], stdout=out)
        passed &= succeeds("verify_core_signatures", [python, HERE / "verify_core_signatures.py", samples])
        passed &= agree(options.differential.resolve(), pathlib.Path(folder), python, node, java)
        # To Java WeChat Pay's name is this machine: one peer signs for no other name.
        hosts = pathlib.Path(folder) / "hosts"
        hosts.write_text("127.0.0.1 api.mch.weixin.qq.com\n")
        with Sandbox(options.sandbox.resolve(), pathlib.Path(folder)) as base_url:
            for name, program in (
                ("check_with_wechatpayv3.py", python),
                ("check_with_wechatpy.py", python),
                ("check_with_axios_plugin.mjs", node),
                ("check_with_node_v3.mjs", node),
            ):
                passed &= succeeds(name, [program, HERE / name, "--base-url", base_url], table)
            peers = [*java, f"-Djdk.net.hosts.file={hosts}", "com.qqwxpay.peers.Peers", base_url]
            passed &= succeeds("the peers in Java", peers, table)
    print(table.text())
    return passed


def agree(differential, folder, python, node, java):
    """Whether all libraries give the same signatures and ciphertexts as the core, and refuse the same: a table of counts."""
    cases = folder / "cases.jsonl"
    with cases.open("wb") as out:
        count = "500" if "LONG_TESTS" in os.environ else "20"
        passed = succeeds("the cases of differential", [differential, "cases", count], stdout=out)
    judges = {
        "node": [node, HERE / "differential" / "judge.mjs", cases],
        "python": [python, HERE / "differential" / "judge.py", cases],
        "java": [*java, "com.qqwxpay.peers.Differential", cases],
    }
    answers = {name: folder / f"{name}.jsonl" for name in judges}
    for name, command in judges.items():
        with answers[name].open("wb") as out:
            passed &= succeeds(f"the judges of {name}", command, stdout=out)
    return passed and succeeds("signatures and ciphertexts of all libraries agree", [differential, "judge", cases, *answers.values()])


def succeeds(name, command, table=None, **options):
    if table is not None:
        options = {"stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    sys.stdout.flush()
    try:
        finished = subprocess.run(command, cwd=HERE, timeout=CHECK_SECONDS, check=False, **options)
        said, status = finished.stdout, finished.returncode
    except subprocess.TimeoutExpired as late:
        print(f"{(late.stdout or b'').decode() if table is not None else ''}FAIL {name}: not finished after {CHECK_SECONDS} s")
        return False
    if table is not None:
        print(said, end="")
        table.read(said)
    if status != 0:
        print(f"FAIL {name}: exit code {status}")
    return status == 0


class Sandbox:
    """A sandbox on a free port; its keys stay in a temporary file that only its owner can read."""

    def __init__(self, program, folder):
        self.program, self.env_file, self.log_file = program, folder / "sandbox.env", folder / "sandbox.log"
        self.process = None

    def __enter__(self):
        command = [self.program, "sandbox", "--lang", "en", "--port", "0", "--write-env", self.env_file]
        with self.log_file.open("wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        try:
            while time.monotonic() < deadline:
                # The banner is printed when the sandbox is ready; it names the address.
                found = re.search(r"running at (http://127\.0\.0\.1:\d+)\b", self.log_file.read_text(errors="replace"))
                if found:
                    return found.group(1)
                if self.process.poll() is not None:
                    raise Missing(f"the sandbox ended at once:\n{self.log_file.read_text(errors='replace')}")
                time.sleep(0.05)
            raise Missing(f"the sandbox did not start within {START_SECONDS} s")
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


if __name__ == "__main__":
    main()
