"""What a user does: installs the wheel in an empty environment, starts its sandbox, pastes the README's program."""

from __future__ import annotations

import ast
import email
import os
import pathlib
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tarfile
import venv
import zipfile
from typing import Any, Dict, Iterator, Tuple

import pytest
from conftest import call, free_port, until

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / "bindings-python" / "README.md").read_text("utf-8")
FOUND = re.search(r"```python\n(.*?)```", README, re.DOTALL)
assert FOUND is not None
PROGRAM = FOUND.group(1)
MERCHANT = """
import http.server, os, urllib.parse
from qq_wxpay import QqWxPay
pay = QqWxPay.from_env()
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        handled = pay.receive_notification(self.headers, body)
        handled.event.expect(out_trade_no="T20261123000001", total=1999)
        print(handled.event_kind, flush=True)
        self.send_response(handled.accept("paid").status)
        self.end_headers()
    def log_message(self, *_): pass
address = urllib.parse.urlsplit(os.environ["QQ_WXPAY_NOTIFY_URL"])
server = http.server.HTTPServer((address.hostname, address.port), Handler)
print("open", flush=True)
server.serve_forever()
"""


def wheel(package: str = "qq_wxpay") -> pathlib.Path:
    """The wheel of a package that was built last."""
    wheels = (ROOT / "target" / "python-wheel").glob(f"{package}-*.whl")
    return max(wheels, key=lambda path: path.stat().st_mtime)


def wheels() -> Tuple[pathlib.Path, pathlib.Path]:
    """The wheel for production, and that of the sandbox."""
    return wheel(), wheel("qq_wxpay_sandbox")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The Python of an empty environment with nothing but the two wheels."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    install += [str(path) for path in wheels()]
    subprocess.run(install, check=True, timeout=120)
    return python


@pytest.fixture(scope="module")
def sandbox(installed: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tuple[str, Dict[str, str]]]:
    """Its sandbox: the address, and what the file says that it writes."""
    file = tmp_path_factory.mktemp("sandbox") / "sandbox.env"
    notify = f"http://127.0.0.1:{free_port()}/notify"
    command = [str(installed), "-m", "qq_wxpay", "sandbox", "--lang", "en", "--port", "0"]
    command += ["--write-env", str(file), "--notify-url", notify]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    lines_of_the_sandbox = (re.search(r"at (http://127\.0\.0\.1:\d+) ", line) for line in child.stdout)
    found = next(filter(None, lines_of_the_sandbox))
    until("the file", lambda: file.exists() and file.stat().st_size)
    assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, "its keys are for their owner alone"
    shell = subprocess.run(["sh", "-c", f"set -a; . {file}; set +a; env -0"], capture_output=True, check=True)
    lines = [line.split("=", 1) for line in shell.stdout.decode().split("\0") if "=" in line]
    yield found.group(1), {**{name: value for name, value in lines}, "QQ_WXPAY_NOTIFY_URL": notify}
    child.terminate()
    assert child.wait(10) == 0


def test_the_program_of_the_readme(installed: pathlib.Path, sandbox: Tuple[str, Dict[str, str]]) -> None:
    address, env = sandbox
    run = [installed, "-c", PROGRAM]
    first = subprocess.run(run, env=env, capture_output=True, text=True, timeout=30)
    assert first.returncode == 0, first.stderr
    link = ast.literal_eval(first.stdout)["url"]
    assert "T20261123000001" in str(call(f"{address}/sandbox/orders"))
    # Paid, and notified.
    server = subprocess.Popen([installed, "-c", MERCHANT], env=env, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        assert server.stdout.readline() == "open\n"
        call(f"{address}/sandbox/pay", {"h5_url": link})
        assert server.stdout.readline() == "paid\n"
    finally:
        server.terminate()
        server.wait(10)


def test_the_program_of_the_readme_without_settings(installed: pathlib.Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("QQ_WXPAY_")}
    ran = subprocess.run([installed, "-c", PROGRAM], env=env, capture_output=True, text=True, timeout=30)
    said = ran.stderr.splitlines()[-1]
    assert ran.returncode == 1 and "ConfigError: config SETTINGS_MISSING" in said, ran.stderr
    for name in ("WECHAT_APPID", "MCHID", "MERCHANT_PRIVATE_KEY", "MERCHANT_SERIAL", "API_V3_KEY", "PUBLIC_KEY_ID", "PUBLIC_KEY"):
        assert f"QQ_WXPAY_{name} (" in said, name
    assert "QQ_WXPAY_QQ_APPID" in said and "QQ_WXPAY_REFERER" in said


def test_the_program_of_the_readme_without_a_referer(installed: pathlib.Path, sandbox: Tuple[str, Dict[str, str]]) -> None:
    env = {name: value for name, value in sandbox[1].items() if name != "QQ_WXPAY_REFERER"}
    ran = subprocess.run([installed, "-c", PROGRAM], env=env, capture_output=True, text=True, timeout=30)
    assert ran.returncode == 1 and "ConfigError: config SETTINGS_MISSING at `referer`" in ran.stderr, ran.stderr
    assert "(QQ_WXPAY_REFERER (" in ran.stderr and "AttributeError" not in ran.stderr


def test_the_sandbox_keeps_its_keys(installed: pathlib.Path, tmp_path: pathlib.Path) -> None:
    program = """
from qq_wxpay_sandbox import Sandbox
serials = []
for host in ("0.0.0.0", "127.0.0.1"):
    with Sandbox(host=host, keep="keys.json") as sandbox:
        serials.append(sandbox.env["QQ_WXPAY_MERCHANT_SERIAL"])
        assert sandbox.base_url.startswith("http://127.0.0.1:"), sandbox.base_url
with Sandbox() as sandbox:
    serials.append(sandbox.env["QQ_WXPAY_MERCHANT_SERIAL"])
assert serials[0] == serials[1] != serials[2]
try:
    Sandbox(host="here")
except ValueError as error:
    assert "host" in str(error)
else:
    raise AssertionError("a host that is no address is taken")
"""
    finished = subprocess.run([str(installed), "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert finished.returncode == 0, finished.stderr


def test_names_are_found_and_missing_ones_are_missed(installed: pathlib.Path) -> None:
    program = """
import qq_wxpay
assert not hasattr(qq_wxpay, "OrderReqest")
from qq_wxpay import OrderRequest, Settings
assert qq_wxpay.OrderRequest is OrderRequest and "out_trade_no" in OrderRequest.__annotations__
try:
    from qq_wxpay import Refnd
except ImportError as error:
    assert "Refnd" in str(error)
names = {}
exec("from qq_wxpay import *", names)
assert names["QqWxPay"] is qq_wxpay.QqWxPay and "Transaction" in names and "import_module" not in names
print("found")
"""
    ran = subprocess.run([installed, "-c", program], capture_output=True, text=True, timeout=30)
    assert ran.stdout == "found\n", ran.stderr


def test_it_is_short() -> None:
    statements = [node for node in ast.walk(ast.parse(PROGRAM)) if isinstance(node, ast.stmt)]
    assert len(statements) <= 10


def test_it_needs_nothing_and_starts_fast(installed: pathlib.Path) -> None:
    listed = subprocess.run([installed, "-m", "pip", "list", "--format=freeze"], capture_output=True, text=True, check=True)
    assert {line.split("==")[0] for line in listed.stdout.split()} <= {"pip", "setuptools", "qq-wxpay", "qq-wxpay-sandbox"}
    times: Dict[str, Any] = {"import qq_wxpay": [], "pass": []}

    def worked() -> float:
        """The time of processors: who else works on this machine changes it little."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    for _ in range(9):
        for program, taken in times.items():
            begin = worked()
            subprocess.run([installed, "-c", program], check=True, timeout=60)
            taken.append(worked() - begin)
    over = (sorted(times["import qq_wxpay"])[4] - sorted(times["pass"])[4]) * 1000
    print(f"import qq_wxpay: {over:.1f} ms")
    assert over < 100, "in the dev profile; benchmarks/python measures the wheel for users"


def test_only_the_stable_interface_is_used() -> None:
    audit = [sys.executable, "-m", "abi3audit", "--strict", *map(str, wheels())]
    done = subprocess.run(audit, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_wheel_for_production_carries_no_sandbox() -> None:
    files = content(wheel())
    (native,) = [name for name in files if "_native." in name and name.endswith((".so", ".pyd"))]
    for trace in (b"mmpayweb-bin/checkmweb?", b"QqWxPayTestKeyNotSecretApiV3Key0", b"PRIVATE KEY-----\nMII"):
        assert trace not in files[native], trace
    assert not [name for name in files if "qq_wxpay_sandbox" in name]
    (sandbox,) = [name for name in content(wheels()[1]) if "_native." in name and name.endswith((".so", ".pyd"))]
    assert b"QqWxPayTestKeyNotSecretApiV3Key0" in content(wheels()[1])[sandbox], "the traces are what they were"


def test_the_command_explains_itself(installed: pathlib.Path) -> None:
    def command(*given: str) -> Tuple[int, str]:
        done = subprocess.run([installed, "-m", "qq_wxpay", *given], capture_output=True, text=True, timeout=30)
        return done.returncode, done.stdout + done.stderr

    assert command("sandbox", "--help")[0] == 0 and "--write-env" in command("sandbox", "--help")[1]
    assert command()[0] == 2 and command("sanbox")[0] == 2
    assert command("sandbox", "--port", "70000")[0] == 2
    status, said = command("decode-error", "9031", "--json")
    assert status == 0 and '"origin":"qq_proxy"' in said
    assert command("--help")[0] == 0


def test_a_signal_ends_the_command(installed: pathlib.Path) -> None:
    for number, expected in ((signal.SIGINT, 0), (signal.SIGTERM, 0)):
        child = subprocess.Popen([installed, "-m", "qq_wxpay", "sandbox", "--port", "0"], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None and any("http://127.0.0.1" in line for line in child.stdout)
        child.send_signal(number)
        assert child.wait(20) == expected
        child.stdout.close()


def test_without_the_package_of_the_sandbox_it_is_named(installed: pathlib.Path, tmp_path: pathlib.Path) -> None:
    alone = [str(installed), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--target", str(tmp_path)]
    subprocess.run([*alone, str(wheel())], check=True, timeout=120)

    def said(*given: str) -> Tuple[int, str]:
        # Without its `site-packages`, Python finds what stands in PYTHONPATH only.
        env = {**os.environ, "PYTHONPATH": str(tmp_path)}
        done = subprocess.run([installed, "-S", *given], env=env, capture_output=True, text=True, timeout=30)
        return done.returncode, done.stderr

    remedy = "pip install 'qq-wxpay[testing]'"
    status, told = said("-m", "qq_wxpay", "check")
    assert status == 2 and remedy in told and "Traceback" not in told
    status, told = said("-c", "import qq_wxpay.testing")
    assert status == 1 and remedy in told.splitlines()[-1], told


def test_a_handler_is_tested_in_ten_lines(tmp_path: pathlib.Path) -> None:
    found = re.search(r"## Test your handler\n.*?```python\n(.*?)```", README, re.DOTALL)
    assert found is not None
    program = found.group(1)
    assert len([line for line in program.splitlines() if line.strip()]) <= 10
    fixtures = """

def test_the_fixtures_are_there(qq_wxpay_client, signed_notification, qq_wxpay_sandbox, qq_wxpay_sandbox_client):
    told = signed_notification("payment", {"out_trade_no": "T2"})
    assert qq_wxpay_client.handle_notification(told.headers, told.body).event.out_trade_no == "T2"
    assert qq_wxpay_sandbox.orders() == [] and qq_wxpay_sandbox_client.access_token().access_token
"""
    (tmp_path / "test_shop.py").write_text(program + fixtures, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--durations=0", "-p", "no:cacheprovider", "test_shop.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "2 passed" in done.stdout, done.stdout + done.stderr
    print(re.findall(r"([\d.]+s) call .*delivered", done.stdout))


class Source:
    """A package, its source distribution and its wheel."""

    def __init__(self, package: str, module: str, archive: pathlib.Path) -> None:
        self.package, self.module, self.archive = ROOT / package, module, archive
        self.wheel = wheel(module)


@pytest.fixture(scope="module", params=[("bindings-python", "qq_wxpay"), ("bindings-python/sandbox", "qq_wxpay_sandbox")])
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Source:
    """Each package as it is published."""
    package, module = request.param
    folder = tmp_path_factory.mktemp("sdist")
    maturin = shutil.which("maturin", path=os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ["PATH"]]))
    assert maturin is not None
    done = subprocess.run([maturin, "sdist", "--out", folder], cwd=ROOT / package, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    (archive,) = folder.glob("*.tar.gz")
    return Source(package, module, archive)


def content(archive: pathlib.Path) -> Dict[str, bytes]:
    """The files of a distribution, by their paths in it."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(archive) as packed:
        files = {member.name.partition("/")[2]: packed.extractfile(member) for member in packed.getmembers()}
        return {name: file.read() for name, file in files.items() if file is not None}


def test_the_source_distribution_is_whole(source: Source) -> None:
    files = content(source.archive)
    crate = source.package.relative_to(ROOT)
    for part in ("core/src/lib.rs", f"{crate}/src/lib.rs", f"python/{source.module}/__init__.py", "Cargo.lock"):
        assert part in files, part
    assert ("sandbox/src/lib.rs" in files) == (source.module == "qq_wxpay_sandbox")
    assert not [name for name in files if "__pycache__" in name or name.startswith("target/")]


def test_both_distributions_say_who_may_use_them(source: Source) -> None:
    project = (ROOT / "Cargo.toml").read_text("utf-8")
    home = re.findall(r'^homepage = "(.*)"', project, re.MULTILINE)
    for archive, metadata, folder in ((source.archive, "PKG-INFO", ""), (source.wheel, "METADATA", "licenses/")):
        files = content(archive)
        (path,) = [name for name in files if name.rpartition("/")[2] == metadata]
        said = email.message_from_bytes(files[path])
        assert said["License-Expression"] == "MIT OR Apache-2.0"
        assert said.get_all("License-File") == ["LICENSE-APACHE", "LICENSE-MIT"]
        beside = path.rpartition("/")[0]
        for name in ("LICENSE-APACHE", "LICENSE-MIT"):
            assert files[f"{beside}/{folder}{name}".lstrip("/")] == (ROOT / name).read_bytes(), f"as at the root: {name}"
        # No address that the project itself does not name, and that one where it has one.
        urls = [url.partition(", ")[2] for url in said.get_all("Project-URL") or []]
        assert all(url.startswith(tuple(home)) for url in urls) and bool(urls) == bool(home)
        if source.module == "qq_wxpay":
            needed = [each.replace(" ;", ";") for each in said.get_all("Requires-Dist") or []]
            assert f"qq-wxpay-sandbox=={said['Version']}; extra == 'testing'" in needed


def test_the_readme_links_to_nothing_that_is_not_there(source: Source) -> None:
    files = content(source.archive)
    for name in ("README.md", "README.zh-CN.md"):
        text = files[name].decode()
        assert text == (source.package / name).read_text("utf-8")
        links = re.findall(r"\]\(([^)]+)\)", text)
        assert links and all(link in files or link.startswith("https://") for link in links), links


def test_the_index_takes_both_distributions(source: Source) -> None:
    check = [sys.executable, "-m", "twine", "check", "--strict", str(source.archive), str(source.wheel)]
    done = subprocess.run(check, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.count("PASSED") == 2, done.stdout + done.stderr
