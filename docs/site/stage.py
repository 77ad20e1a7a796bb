"""Makes of the documents of this repository what the generator takes: one language, programs in their places, links as the site has them."""

from __future__ import annotations

import os
import pathlib
import re

from pages import PAGES
from programs import highlighted, is_run, program

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CHINESE = ".zh-CN.md"

_OTHER_LANGUAGE = re.compile(r"^\[(English|简体中文)\]\([^)]*\)$")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_TABS = "<!-- programs -->"
_ENTRY = re.compile(r"^- \[([^\]]+)\]\(([^)#]+)(?:#([a-z-]+))?\)$")
_NOT_RUN = {
    "en": "Parsed by the tests, not run by them.",
    "zh": "测试只解析此文件，不运行。",
}
_IN_REPOSITORY = {"en": "`{}` of the repository", "zh": "仓库中的 `{}`"}


def source(page: str, language: str) -> pathlib.Path:
    """The document of a page: in this language, or in English where it is English alone."""
    chinese = DOCS / f"{page}{CHINESE}"
    return chinese if language == "zh" and chinese.exists() else DOCS / f"{page}.md"


def staged(page: str, language: str) -> str:
    """The text of a page, for the generator and for `llms-full.txt`."""
    document = source(page, language)
    lines = [line for line in document.read_text("utf-8").splitlines() if not _OTHER_LANGUAGE.match(line)]
    return "\n".join(_with_links(_with_programs(lines, document, language), document, language)) + "\n"


def _with_programs(lines: list[str], document: pathlib.Path, language: str) -> list[str]:
    """Each list below the mark becomes tabs; a list of one file becomes that file."""
    out: list[str] = []
    index = 0
    while index < len(lines):
        if lines[index] != _TABS:
            out.append(lines[index])
            index += 1
            continue
        index += 1
        entries = []
        while index < len(lines) and (found := _ENTRY.match(lines[index])):
            entries.append(found)
            index += 1
        if not entries:
            raise ValueError(f"{document}: no programs below {_TABS}")
        out += _tabs(entries, document, language)
    return out


def _tabs(entries: list[re.Match[str]], document: pathlib.Path, language: str) -> list[str]:
    blocks = []
    for label, target, region in (entry.groups() for entry in entries):
        path = (document.parent / target).resolve()
        text = program(path, region or "", language)
        note = ["", f"*{_NOT_RUN[language]}*"] if not is_run(path) else []
        blocks.append((label, [f"```{highlighted(path)}", *text.splitlines(), "```", *note]))
    if len(blocks) == 1:
        return blocks[0][1]
    out = ["::::::{tab-set}"]
    for label, block in blocks:
        out += [f":::::{{tab-item}} {label}", f":sync: {label.lower()}", "", *block, ":::::"]
    return [*out, "::::::"]


def _with_links(lines: list[str], document: pathlib.Path, language: str) -> list[str]:
    out, in_code = [], False
    for line in lines:
        if line.lstrip().startswith("```"):
            in_code = not in_code
        out.append(line if in_code else _LINK.sub(lambda found: _link(found, document, language), line))
    return out


def _link(found: re.Match[str], document: pathlib.Path, language: str) -> str:
    text, target = found.groups()
    if target.startswith("#") or "://" in target or target.startswith("mailto:"):
        return found[0]
    path, _, anchor = target.partition("#")
    place = (document.parent / path).resolve()
    page = _page(place)
    if page is not None:
        back = os.path.relpath(DOCS / f"{page}.md", document.parent)
        return f"[{text}]({back}{'#' + anchor if anchor else ''})"
    name = place.relative_to(ROOT).as_posix()
    if text.strip("`") in (name, place.name):
        return f"`{text.strip('`')}`"
    return f"{text} ({_IN_REPOSITORY[language].format(name)})" if language == "en" else f"{text}（{_IN_REPOSITORY[language].format(name)}）"


def _page(place: pathlib.Path) -> str | None:
    """Which page of the site a document is."""
    if DOCS not in place.parents:
        return None
    name = place.relative_to(DOCS).as_posix()
    page = name.removesuffix(CHINESE) if name.endswith(CHINESE) else name.removesuffix(".md")
    return page if page in PAGES else None
