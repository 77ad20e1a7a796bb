"""What a package takes on the disk with all that it depends on, as pip installed it."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Optional, Set

from fixture import tell


def closure(name: str, known: Optional[Set[str]] = None) -> Set[str]:
    """The package, and what it needs without extras."""
    known = set() if known is None else known
    key = re.sub(r"[-_.]+", "-", name).lower()
    try:
        found = distribution(key)
    except PackageNotFoundError:  # for another platform or another Python
        return known
    if key not in known:
        known.add(key)
        for requirement in found.requires or []:
            if "extra ==" not in requirement:
                closure(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0], known)
    return known


def size(name: str, ending: str = "") -> int:
    files = distribution(name).files or []
    paths = [file.locate() for file in files if str(file).endswith(ending) and "__pycache__" not in str(file)]
    return sum(path.stat().st_size for path in paths if path.is_file())  # type: ignore[attr-defined]


tell("library", "MB", None, size("qq-wxpay", ".so") / 1e6)
tell(
    "installed",
    "MB",
    None,
    sum(map(size, closure("qq-wxpay"))) / 1e6,
    {"wechatpayv3": sum(map(size, closure("wechatpayv3"))) / 1e6},
)
