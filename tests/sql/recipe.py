"""The programs of docs/once.md: what is tested is what is printed there."""

from __future__ import annotations

import pathlib
import re
from typing import Any, Dict, List, Tuple

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "once.md"

HEADINGS = {"postgresql": "PostgreSQL", "mariadb": "MySQL and MariaDB", "sqlite": "SQLite"}
FUNCTIONS = {"table": ["The functions"], "row": ["The functions", "The row of the order as the claim"]}


def _blocks() -> Dict[Tuple[str, str], str]:
    """The blocks of code, by their heading and language."""
    found: Dict[Tuple[str, str], List[str]] = {}
    heading, language = "", None
    for line in PAGE.read_text("utf-8").splitlines():
        fence = re.match(r"```(\w*)$", line)
        if fence:
            language = None if language else fence[1]
        elif language:
            found.setdefault((heading, language), []).append(line)
        elif line.startswith("#"):
            heading = line.lstrip("# ")
    return {place: "\n".join(lines) + "\n" for place, lines in found.items()}


def schema(database: str) -> List[str]:
    """The statements that make the tables."""
    return [part.strip() for part in _blocks()[HEADINGS[database], "sql"].split(";") if part.strip()]


def program(database: str, variant: str, settings: Dict[str, Any]) -> Dict[str, Any]:
    """The module that a shop makes of the page: `transaction`, `claim`, `paid` and `refunded`, with these constants."""
    blocks = _blocks()
    functions = "\n".join(blocks[heading, "python"] for heading in FUNCTIONS[variant])
    if database == "sqlite":
        functions = functions.replace("%s", "?")
    module: Dict[str, Any] = dict(settings)
    exec(compile(blocks[HEADINGS[database], "python"] + functions, "docs/once.md", "exec"), module)
    return module


def node() -> str:
    """The functions for Node."""
    return _blocks()["Node", "js"]
