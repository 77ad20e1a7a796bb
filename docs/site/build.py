"""Builds the site, Chinese at its root and English below `/en/`, without a warning.

    target/site-venv/bin/python docs/site/build.py [FOLDER]
"""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from babel.messages.mofile import write_mo  # noqa: E402
from babel.messages.pofile import read_po  # noqa: E402

import llms  # noqa: E402
from pages import LANGUAGES, PAGES, SECTIONS  # noqa: E402
from stage import DOCS, ROOT, staged  # noqa: E402


def main() -> None:
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "target/site/html"
    work = ROOT / "target/site/work"
    shutil.rmtree(folder, ignore_errors=True)
    words_of_the_theme(work / "locale")
    for language in LANGUAGES:
        sources = work / language
        stage(sources, language)
        generate(sources, folder if language == "zh" else folder / language, work / f"{language}-state", language)
    llms.write(folder)
    for language in LANGUAGES:
        site = folder if language == "zh" else folder / language
        for left in (".buildinfo", "objects.inv", "genindex"):
            path = site / left
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    print(f"the site is in {folder}")


def stage(sources: pathlib.Path, language: str) -> None:
    shutil.rmtree(sources, ignore_errors=True)
    for page in PAGES:
        target = sources / f"{page}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(staged(page, language) + (contents(language) if page == "index" else ""), "utf-8")
    for picture in DOCS.glob("*.svg"):
        shutil.copy(picture, sources)


def contents(language: str) -> str:
    """The navigation, which the generator takes from the first page."""
    trees = []
    for titles, pages in SECTIONS:
        trees += ["", "```{toctree}", ":hidden:", f":caption: {titles[language]}", "", *pages, "```"]
    return "\n".join(trees) + "\n"


def words_of_the_theme(folder: pathlib.Path) -> None:
    """What the theme says in English alone."""
    target = folder / "zh_CN/LC_MESSAGES/sphinx.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with (HERE / "theme.zh_CN.po").open("rb") as words, target.open("wb") as out:
        write_mo(out, read_po(words))


def generate(sources: pathlib.Path, folder: pathlib.Path, state: pathlib.Path, language: str) -> None:
    shutil.rmtree(state, ignore_errors=True)
    sphinx = [sys.executable, "-m", "sphinx", "--builder", "dirhtml", "--fail-on-warning", "--keep-going", "--quiet"]
    sphinx += ["--conf-dir", str(HERE), "--doctree-dir", str(state), str(sources), str(folder)]
    done = subprocess.run(sphinx, env={**os.environ, "SITE_LANGUAGE": language}, check=False)
    if done.returncode:
        sys.exit(f"the generator has something to say about the pages in {language}")


if __name__ == "__main__":
    main()
