"""The programs that the pages show: files of this repository that tests run, whole or a region, with comments in one language.

A region stands between `--8<-- [start:NAME]` and `--8<-- [end:NAME]`. A comment says the same twice, `fen ｜ 分`: English first, Chinese behind the bar.
"""

from __future__ import annotations

import pathlib
import re
import textwrap

BAR = "｜"
_MARK = re.compile(r"--8<-- \[(start|end):([a-z-]+)\]")

_COMMENT = re.compile(r"(?:^|(?<=\s))(?://|#|/\*\*|<!--) ?")

HIGHLIGHTED = {
    ".mjs": "js", ".cjs": "js", ".js": "js", ".ts": "ts", ".py": "python", ".rb": "ruby", ".java": "java", ".kt": "kotlin", ".rs": "rust",
    ".swift": "swift", ".go": "go", ".sh": "sh", ".yml": "yaml", ".yaml": "yaml", ".toml": "toml", ".ini": "ini", ".json": "json", ".kts": "kotlin", ".php": "php", ".ru": "ruby", ".xml": "xml", ".service": "ini",
}  # fmt: skip


def highlighted(path: pathlib.Path) -> str:
    """What the language of a file is called where code is coloured."""
    if path.name == "Gemfile":
        return "ruby"
    if path.name.startswith("Dockerfile"):
        return "docker"
    return HIGHLIGHTED[path.suffix]


def is_run(path: pathlib.Path) -> bool:
    """Whether tests run this program. What they cannot run is parsed: set-ups of servers, and a package that Debian does not have."""
    return "deploy" not in path.parts and path.parts[-2:] != ("easywechat", "before.php")


def program(path: pathlib.Path, region: str, language: str) -> str:
    """The text of a file or of one region of it, as a reader of this language sees it."""
    lines = path.read_text("utf-8").splitlines()
    if region:
        lines = _region(lines, region, path)
    shown = (in_language(line, language) for line in lines if not _MARK.search(line))
    return textwrap.dedent("\n".join(shown)).strip("\n") + "\n"


def _region(lines: list[str], region: str, path: pathlib.Path) -> list[str]:
    """All lines between the marks of this name; what is shown together may stand apart."""
    shown, is_inside, found_any = [], False, False
    for line in lines:
        found = _MARK.search(line)
        if found and found[2] == region:
            if (found[1] == "start") is is_inside:
                raise LookupError(f"{path}: {found[1]} of {region} stands where none belongs")
            is_inside, found_any = not is_inside, True
        elif is_inside:
            shown.append(line)
    if is_inside or not found_any:
        raise LookupError(f"{path} has no region {region}" + (" that ends" if is_inside else ""))
    return shown


def in_language(line: str, language: str) -> str:
    """The line with the half of its comment that is in this language."""
    if BAR not in line:
        return line
    before, chinese = line.split(BAR, 1)
    if language == "en":
        return before.rstrip() + (" */" if chinese.rstrip().endswith("*/") else "")
    # The comment begins at the last mark: a text before it may hold one, too.
    marks = [place.end() for place in _COMMENT.finditer(before)]
    if not marks:
        raise ValueError(f"a bar outside of a comment: {line}")
    return before[: marks[-1]].rstrip() + " " + chinese.strip()
