"""`llms.txt`, for programs that read instead of people: what pages there are, and all of them in one file."""

from __future__ import annotations

import pathlib
import re

from pages import LANGUAGES, PAGES, SECTIONS
from stage import source, staged

ADDRESS = "https://qqwxpay.com"
_ABOUT = {
    "en": "qq-wxpay takes WeChat Pay in QQ mini programs: orders through QQ's payment proxy, notifications, queries, refunds, bills; "
    "for Node, Python, Java, Kotlin, Ruby, Swift, Go, PHP and Rust, with a sandbox.",
    "zh": "qq-wxpay 让 QQ 小程序的后端接入微信支付：经 QQ 代理下单、接收通知、查单、退款、对账；支持 Node、Python、Java、Kotlin、Ruby、Swift、Go、PHP 和 Rust，附带沙箱。",
}
_PREFIX = {"en": "/en/", "zh": "/"}
_NAMES = {"en": "English", "zh": "简体中文"}


def write(folder: pathlib.Path) -> None:
    """Writes the list of all pages, for each language all pages in one file, and each page as its text beside it."""
    lines = ["# qq-wxpay", "", f"> {_ABOUT['en']}", ">", f"> {_ABOUT['zh']}"]
    for language in LANGUAGES:
        whole = []
        site = folder / _PREFIX[language].lstrip("/")
        for page in PAGES:
            text = _plain(staged(page, language))
            whole.append(text)
            target = site / ("index.md" if page == "index" else f"{page}/index.md")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        (site / "llms-full.txt").write_text("\n\n".join(whole), "utf-8")
        for titles, pages in SECTIONS:
            if all(source(page, "zh") == source(page, "en") for page in pages) and language == "zh":
                continue  # it is English alone
            lines += ["", f"## {titles[language]} ({_NAMES[language]})", ""]
            lines += [_entry(page, language) for page in pages]
    lines += ["", "## All in one file", ""]
    lines += [f"- [{_NAMES[language]}]({ADDRESS}{_PREFIX[language]}llms-full.txt)" for language in LANGUAGES]
    (folder / "llms.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _entry(page: str, language: str) -> str:
    text = re.sub(r"^```.*?^```$", "", staged(page, language), flags=re.S | re.M)
    title = re.search(r"^# (.+)$", text, re.M)
    about = next((line for line in text.splitlines() if line and line[0] not in "#|:-<*!>"), "")
    sentence = re.split(r"(?<=\.)\s|(?<=。)", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", about))[0]
    entry = f"- [{title[1] if title else page}]({ADDRESS}{_PREFIX[language]}{page}/index.md)"
    return f"{entry}: {sentence}" if sentence else entry


def _plain(text: str) -> str:
    """Tabs become headings in bold."""
    text = re.sub(r"^::::::(?:\{tab-set\})?\n", "", text, flags=re.M)
    text = re.sub(r"^:::::\{tab-item\} (.+)\n:sync: .+\n", r"**\1**\n", text, flags=re.M)
    return re.sub(r"^:::::\n", "\n", text, flags=re.M)
