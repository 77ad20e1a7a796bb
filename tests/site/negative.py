"""What the checks must find: each is given something that is wrong."""

from __future__ import annotations

import pathlib
import sys
import tempfile
from typing import Any, Callable

import links
import parsed
from sandbox import Wrong

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "docs/site"))

import check as documents  # noqa: E402
from bigrams import Bigrams  # noqa: E402
from programs import in_language, program  # noqa: E402

_PAGE = '<html><body><h1 id="here"></h1><a href="{}">x</a>{}</body></html>'


def check() -> str:
    steps = [_comments, _regions, _links, _files, _readmes, _words]
    for step in steps:
        with tempfile.TemporaryDirectory() as folder:
            step(pathlib.Path(folder))
    return f"{len(steps)} kinds of faults are found"


def _refused(kind: Any, act: Callable[[], Any]) -> None:
    try:
        act()
    except kind:
        return
    raise Wrong("a fault was not found")


def _equal(found: Any, wanted: Any) -> None:
    if found != wanted:
        raise Wrong(f"{found!r} in place of {wanted!r}")


def _comments(_: pathlib.Path) -> None:
    line = "  get('https://a'); // fen ｜ 分"
    _equal([in_language(line, "en"), in_language(line, "zh")], ["  get('https://a'); // fen", "  get('https://a'); // 分"])
    _equal(in_language("/** Once. ｜ 一次。 */", "en"), "/** Once. */")
    _equal(in_language("x = 1  # fen ｜ 分", "zh"), "x = 1  # 分")
    _refused(ValueError, lambda: in_language("fen ｜ 分", "zh"))


def _regions(folder: pathlib.Path) -> None:
    path = folder / "a.py"
    path.write_text("# --8<-- [start:a]\n  b\n# --8<-- [end:a]\nc\n# --8<-- [start:a]\n  d\n# --8<-- [end:a]\n# --8<-- [start:e]\n")
    _equal(program(path, "a", "en"), "b\nd\n")
    for missing in ("e", "f"):
        _refused(LookupError, lambda missing=missing: program(path, missing, "en"))


def _links(folder: pathlib.Path) -> None:
    for number, (target, more, wanted) in enumerate(
        [
            ("#here", "", 0),
            ("#there", "", 1),
            ("../other/", "", 1),
            ("https://elsewhere.example/", "", 0),
            ("#here", '<img src="https://elsewhere.example/a.png">', 1),
            ("#here", '<script src="a.js"></script>', 1),
        ]
    ):
        site = folder / str(number)
        site.mkdir()
        (site / "index.html").write_text(_PAGE.format(target, more))
        _equal(len(links.Site(site).faults()), wanted)


def _files(folder: pathlib.Path) -> None:
    wrong = {
        "Dockerfile": ("FORM a\nUSER b\nCMD c\n", parsed.docker),
        "a.mjs": ("export default {", parsed.javascript),
        "a.yml": ("a: [", parsed.yml),
        "a.service": ("[Unit]\n", parsed.unit),
        "a.py": ("def", parsed.python),
        "a.php": ("<?php if (", parsed.php),
        "a.sh": ("if", parsed.shell),
    }
    for name, (text, parser) in wrong.items():
        path = folder / name
        path.write_text(text)
        _refused((Wrong, SyntaxError, parsed.yaml.YAMLError), lambda parser=parser, path=path: parser(path))


def _readmes(folder: pathlib.Path) -> None:
    source = documents.ROOT / "bindings-node/README.md"
    for old, new in (("outRefundNo, //", "refundNo, //"), ("| `QQ_WXPAY_MCHID`", "| `qq_wxpay_mchid`"), ("qqwxpay.com/en/refund/", "qqwxpay.com/en/refunds/")):
        text = source.read_text("utf-8")
        if old not in text:
            raise Wrong(f"the README has no {old}")
        path = documents.ROOT / "target/site/README.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new), "utf-8")
        _equal(len(documents.readme(path, "en", False)), 1)
    path.write_text(text, "utf-8")
    _equal(documents.readme(path, "en", False), [])


def _words(_: pathlib.Path) -> None:
    words = Bigrams({}).split("HTTP 签名错误，x")
    _equal([word in words for word in ("签名", "名错", "错误", "HTTP", "签名错误")], [True, True, True, True, False])
