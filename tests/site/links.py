"""Every link and anchor of the built site leads somewhere, and nothing is fetched from elsewhere."""

from __future__ import annotations

import json
import pathlib
import re
from typing import Any, Dict, List, Set
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


#: What people type: texts of the cashier and of WeChat Pay.
SEARCHED = (
    *("商家参数格式有误", "商家存在未配置的参数", "支付请求已失效", "网络环境未能通过安全验证", "由于商家传入的H5交易参数有误", "请在微信外打开订单", "系统繁忙"),
    *("签名错误", "验签失败", "解密失败", "商户订单号重复"),
)


def searched(folder: pathlib.Path) -> List[str]:
    """Texts that the search of a site does not lead to the page about them: all pairs of its characters must be in the index."""
    text = (folder / "searchindex.js").read_text("utf-8")
    index = json.loads(text[text.index("{") : text.rindex("}") + 1])
    page = index["docnames"].index("troubleshooting")

    def knows(pair: str) -> bool:
        found = [*as_list(index["terms"].get(pair, [])), *as_list(index["titleterms"].get(pair, []))]
        return page in found

    def pairs(said: str) -> List[str]:
        runs = re.findall("[\u4e00-\u9fff]+", said)
        return [run[at : at + 2] for run in runs for at in range(len(run) - 1)]

    return [f"{folder.name}: the search does not find {said}" for said in SEARCHED if not all(map(knows, pairs(said)))]


def as_list(found: Any) -> List[int]:
    return found if isinstance(found, list) else [found]


def listed(folder: pathlib.Path) -> List[str]:
    """Links of `llms.txt` that lead nowhere."""
    text = (folder / "llms.txt").read_text("utf-8")
    targets = re.findall(rf"\]\({ADDRESS}/([^)]*)\)", text)
    return [f"llms.txt: {target}" for target in targets if not (folder / target).is_file()] or ([] if len(targets) > 30 else ["llms.txt is too short"])
