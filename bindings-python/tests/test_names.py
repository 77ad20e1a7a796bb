"""What READMEs and docstrings name exists: methods, arguments, attributes, events, codes; and their programs pass a type checker."""

from __future__ import annotations

import ast
import builtins
import keyword
import pathlib
import re
import subprocess
import sys
from typing import Any, Dict, Iterator, List, Set, Tuple

import qq_wxpay
import qq_wxpay_sandbox
from qq_wxpay._prepared import Prepared
from qq_wxpay.adapters.starlette import Received

OBJECTS: Dict[str, List[Any]] = {
    "pay": [qq_wxpay.QqWxPay],
    "placed": [qq_wxpay.Placed, qq_wxpay.ToConfirm],
    "handled": [qq_wxpay.HandledNotification],
    "event": [qq_wxpay.PaidEvent, qq_wxpay.RefundEvent],
    "error": [qq_wxpay.QqWxPayError],
    "prepared": [Prepared],
    "received": [Received],
}
"""What the READMEs call objects of these classes."""

FOREIGN = set(
    """
    aiohttp asyncio to_thread app cache django flask gevent lifespan monkey pickle sanic starlette functools manage state wait_for examples py
    __cause__ transaction non_atomic_requests request prepared adapters urlpatterns runserver override_settings
    balance_only no_balance no_credit no_debit nonce_str payscore sign sign_type wap_name wap_url n wx tenpay com apiclient_cert
    apiclient_key pem p12 pub_key adopt false file memory redis rediss opentelemetry
    """.split()
)
"""Names of others: of frameworks, of fields and values of WeChat Pay; `adopt` is one of Rust's."""

AROUND = """
from typing import Any, Callable
from qq_wxpay import PaidEvent as _PaidEvent, QqWxPay as _QqWxPay
pay: _QqWxPay
app: Any
BASE_DIR: Any
find_order: Any
mark_paid_once: Any
mark_refund: Any
paid: Callable[[_PaidEvent], None]
out_trade_no: str
out_refund_no: str
day: str
orders: Any
hsm: Any
shops: Any
"""
"""What the shop has that the programs use."""

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = [pathlib.Path(package.__file__ or "").parent for package in (qq_wxpay, qq_wxpay_sandbox)]
SOURCES = sorted(path for package in PACKAGES for path in package.rglob("*.py*") if path.suffix in (".py", ".pyi"))
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}
READMES = [ROOT / "bindings-python" / name for name in ("README.md", "README.zh-CN.md", "sandbox/README.md", "sandbox/README.zh-CN.md")]
QUOTED = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def defined(tree: ast.Module) -> Iterator[str]:
    """The names that a module brings along: its functions, arguments, attributes, and the words that stand in it as texts."""
    documentation = {id(node) for node, _ in documented(tree)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def documented(tree: ast.Module) -> Iterator[Tuple[ast.Constant, str]]:
    """The docstrings, those behind attributes, too."""
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if isinstance(getattr(node, "body", None), list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str):
                yield statement.value, statement.value.value


def quoted() -> Iterator[Tuple[str, str]]:
    """What stands in backticks, and where."""
    for path, tree in MODULES.items():
        for _, text in documented(tree):
            yield from ((path.name, found) for found in QUOTED.findall(text))
    for path in READMES:
        yield from ((path.name, found) for found in QUOTED.findall(BLOCK.sub("", path.read_text("utf-8"))))


def words(text: str) -> List[str]:
    """The names in a piece of code, if it is one of Python: `a.b(c)`; texts in it and foreign notations are none."""
    code = re.sub(r"""(["']).*?\1""", "", text)
    return re.findall(r"[A-Za-z_][A-Za-z0-9_]*", code) if re.fullmatch(r"[a-z_][a-z0-9_.]*(\(.*\)| = .*)?", text) else []


def unknown(text: str, known: Set[str]) -> List[str]:
    found = [word for word in words(text) if word not in known and word not in FOREIGN]
    return [word for word in found if not keyword.iskeyword(word) and not hasattr(builtins, word)]


def missing(text: str) -> bool:
    """Whether it is an attribute that its object does not have: `handled.event`."""
    found = re.match(r"([a-z]+)\.([a-z_]+)", text)
    if found is None or found.group(1) not in OBJECTS:
        return False
    return not any(found.group(2) in attributes(cls) for cls in OBJECTS[found.group(1)])


def attributes(cls: Any) -> Set[str]:
    return {*dir(cls), *(name for base in cls.__mro__ for name in vars(base).get("__annotations__", {}))}


def test_every_name_in_backticks_exists() -> None:
    known = {name for tree in MODULES.values() for name in defined(tree)}
    assert [(place, text) for place, text in quoted() if unknown(text, known)] == []
    assert [(place, text) for place, text in quoted() if missing(text)] == []
    # And these it would find.
    assert unknown("adopt_order", known) and unknown("pay.plce_order(**order)", known) and unknown("error.remedies", known)
    assert missing("placed.errors") and missing("handled.ok(1)") and not missing("placed.error")


def around(block: str) -> str:
    """What the shop has, without what the program defines itself."""
    return "".join(line for line in AROUND.splitlines(True) if f"def {line.partition(':')[0]}(" not in block)


def test_the_programs_of_the_readme_pass_a_type_checker(tmp_path: pathlib.Path) -> None:
    blocks: List[str] = BLOCK.findall(READMES[0].read_text("utf-8"))
    for number, block in enumerate(blocks):
        (tmp_path / f"block_{number}.py").write_text(around(block) + block, "utf-8")
    checker = [sys.executable, "-m", "mypy", "--check-untyped-defs", "--no-strict-optional", "--cache-dir", str(tmp_path / "cache")]

    def check(*files: pathlib.Path) -> Tuple[int, str]:
        done = subprocess.run([*checker, *map(str, files)], cwd=tmp_path, capture_output=True, text=True, timeout=300)
        return done.returncode, done.stdout + done.stderr

    status, said = check(*sorted(tmp_path.glob("block_*.py")))
    assert status == 0, said
    wrong = tmp_path / "wrong.py"
    wrong.write_text(around(blocks[0]) + blocks[0].replace("out_trade_no=", "order_no=").replace("placed.order", "placed.ordr"), "utf-8")
    status, said = check(wrong)
    assert status == 1 and "order_no" in said and "ordr" in said, said
