"""Every link and anchor of the built site leads somewhere, and nothing is fetched from elsewhere."""

from __future__ import annotations

import pathlib
from typing import Dict, List, Set
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

ADDRESS = "https://qqwxpay.com"
_FETCHED = {"img": "src", "script": "src", "iframe": "src", "source": "src"}


class Site:
    """The pages of the site, by their address."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.pages = {
            f"{ADDRESS}/{path.relative_to(folder).as_posix().removesuffix('index.html')}": BeautifulSoup(path.read_bytes(), "html.parser")
            for path in sorted(folder.rglob("*.html"))
        }
        self._anchors: Dict[str, Set[str]] = {address: {str(tag["id"]) for tag in page.find_all(id=True)} for address, page in self.pages.items()}

    def faults(self) -> List[str]:
        found = []
        for address, page in self.pages.items():
            for tag in page.find_all("a", href=True):
                target, anchor = urldefrag(urljoin(address, str(tag["href"])))
                if not self._leads(target, unquote(anchor)):
                    found.append(f"{address}: {tag['href']} leads nowhere")
            for tag in page.find_all("link", href=True):
                rel = " ".join(tag.get("rel") or [])
                if rel in ("stylesheet", "icon", "alternate", "search", "next", "prev", "canonical"):
                    target = urljoin(address, str(tag["href"])).partition("?")[0]
                    if not self._leads(target, ""):
                        found.append(f"{address}: {rel} {tag['href']} leads nowhere")
            for name, attribute in _FETCHED.items():
                for tag in page.find_all(name, attrs={attribute: True}):
                    target = urljoin(address, str(tag[attribute])).partition("?")[0]
                    if not target.startswith((ADDRESS, "data:")) or not self._leads(target, ""):
                        found.append(f"{address}: {name} {tag[attribute]} is not of this site")
        for style in self.folder.rglob("*.css"):
            text = style.read_text("utf-8", "replace")
            if "@import url(http" in text or "url(http" in text or 'url("http' in text:
                found.append(f"{style.name} fetches from elsewhere")
        return found

    def _leads(self, target: str, anchor: str) -> bool:
        if not target.startswith(ADDRESS):
            return urlsplit(target).scheme in ("http", "https", "mailto")
        if target in self.pages:
            return not anchor or anchor in self._anchors[target]
        return not anchor and (self.folder / unquote(urlsplit(target).path).lstrip("/")).is_file()


def listed(folder: pathlib.Path) -> List[str]:
    """Links of `llms.txt` that lead nowhere."""
    import re

    text = (folder / "llms.txt").read_text("utf-8")
    targets = re.findall(rf"\]\({ADDRESS}/([^)]*)\)", text)
    return [f"llms.txt: {target}" for target in targets if not (folder / target).is_file()] or ([] if len(targets) > 30 else ["llms.txt is too short"])
