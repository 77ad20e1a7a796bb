"""What can be said of the documents in a second, without the generator: programs are there, READMEs show what runs, their links outlive the repository.

    python3 docs/site/check.py [--write]

`--write` writes the programs and the tables of settings into the READMEs.
"""

from __future__ import annotations

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from pages import LANGUAGES, PAGES  # noqa: E402
from programs import program  # noqa: E402
from stage import ROOT, source, staged  # noqa: E402

ADDRESS = "https://qqwxpay.com"
#: READMEs that npm, PyPI, Maven Central, RubyGems, pkg.go.dev and Packagist show to people who do not have the repository.
PACKAGES = ("bindings-node", "bindings-python", "uniffi/jvm", "uniffi/ruby", "go", "php")
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
#: In which a name that is set by few is only named.
_SELDOM = {
    *("optional", "sandbox", "together with it", "tried when WeChat Pay cannot be reached"),
    *("可选", "沙箱", "与上一项同时设置", "微信支付主域名无法连通时改用"),
}
_SELDOM_SAID = {
    "en": "Seldom set, see [all settings](https://qqwxpay.com/en/settings/): {}.",
    "zh": "很少需要设置的见[全部配置](https://qqwxpay.com/settings/)：{}。",
}
_COMMA = {"en": ", ", "zh": "、"}
_CODE = re.compile(r"<!-- (docs/[^ #]+)(?:#([a-z-]+))? -->\n(```[a-z]+\n)(.*?)(?=```\n)", re.S)
_SETTINGS = re.compile(r"(<!-- settings -->\n).*?(<!-- /settings -->)", re.S)
_PROGRAM = re.compile(r"^- \[[^\]]+\]\(([^)]+)\)$", re.M)
_INLINE = re.compile(r"^```(js|ts|python|java|kotlin|ruby|swift|go|php|c|csharp|rust)$", re.M)
#: `once`: by `tests/sql`. The others set up a metrics library, or show code of a mini program, which no server runs.
_TESTED_ELSEWHERE = {"once", "metrics", "mini-program"}
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def main() -> None:
    faults = pages()
    for package in PACKAGES:
        for language in LANGUAGES:
            faults += readme(ROOT / package / READMES[language], language, "--write" in sys.argv)
    if faults:
        sys.exit("documents\n  " + "\n  ".join(faults))
    print(f"{len(PAGES)} pages, {len(PACKAGES)} READMEs in both languages")


def pages() -> list[str]:
    """Every page is there, and every program that it shows."""
    faults = []
    for page in PAGES:
        for language in LANGUAGES:
            try:
                staged(page, language)
            except (OSError, LookupError, ValueError) as error:
                faults.append(f"{source(page, language).relative_to(ROOT)}: {error}")
            faults += inline(page, language)
        shown = [_PROGRAM.findall(source(page, language).read_text("utf-8")) for language in LANGUAGES]
        if shown[0] != shown[1]:
            faults.append(f"{page}: not the same programs in both languages")
    return faults


def inline(page: str, language: str) -> list[str]:
    """Programs that stand in a page itself, where nothing runs them."""
    if page in _TESTED_ELSEWHERE:
        return []
    name = source(page, language)
    return [f"{name.relative_to(ROOT)}: a program in {found} of its own: take one of docs/snippets/ or examples/" for found in _INLINE.findall(name.read_text("utf-8"))]


def readme(path: pathlib.Path, language: str, writes: bool) -> list[str]:
    """Whether it shows the programs that run, the settings that there are, and links that lead somewhere from anywhere."""
    name = path.relative_to(ROOT)
    text = path.read_text("utf-8")
    right = _CODE.sub(lambda found: _shown(found, language), text)
    right = _SETTINGS.sub(lambda found: found[1] + settings(language) + found[2], right)
    faults = []
    if "<!-- settings -->" not in text:
        faults.append(f"{name}: no table of settings")
    if right != text:
        if writes:
            path.write_text(right, "utf-8")
        else:
            faults.append(f"{name}: not the programs or settings that there are: run `python3 docs/site/check.py --write`")
    for target in _LINK.findall(_without_code(right)):
        if not _leads(target):
            faults.append(f"{name}: {target} leads nowhere from outside of the repository")
    return faults


def _shown(found: re.Match[str], language: str) -> str:
    path, region, fence, _ = found.groups()
    return f"<!-- {path}{'#' + region if region else ''} -->\n{fence}{program(ROOT / path, region or '', language)}"


def settings(language: str) -> str:
    """The table of `docs/settings.md`, without what is seldom set; a test holds that page against the library."""
    rows = [line for line in source("settings", language).read_text("utf-8").splitlines() if line.startswith("|")]
    usual, seldom = rows[:2], []
    for row in rows[2:]:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if not cells[0].startswith("`QQ_WXPAY_"):
            break
        if re.split(r"[:：]", cells[2])[0] in _SELDOM:
            seldom += re.findall(r"`QQ_WXPAY_[A-Z0-9_]+`", cells[0])
        else:
            usual.append(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", row))
    return "\n".join([*usual, "", _SELDOM_SAID[language].format(_COMMA[language].join(seldom))]) + "\n"


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.S | re.M)


def _leads(target: str) -> bool:
    if not target.startswith("https://"):
        return target.startswith("#")
    if not target.startswith(ADDRESS):
        return True
    page = target.removeprefix(ADDRESS).partition("#")[0].removeprefix("/en").strip("/")
    return page in ("", *PAGES)


if __name__ == "__main__":
    main()
