"""Settings of the generator. The variable SITE_LANGUAGE says which of the two sites is built."""

from __future__ import annotations

import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import sphinx.search  # noqa: E402

LANGUAGE = os.environ["SITE_LANGUAGE"]
ADDRESS = "https://qqwxpay.com"

sphinx.search.languages["bigrams"] = "bigrams.Bigrams"

project = "qq-wxpay"
author = copyright = "qq-wxpay"  # noqa: A001 (the name is the generator's)
html_show_sphinx = html_show_copyright = html_show_sourcelink = html_copy_source = False
language = {"en": "en", "zh": "zh_CN"}[LANGUAGE]
locale_dirs = [str(HERE.parents[1].joinpath("target", "site", "work", "locale"))]
extensions = ["myst_parser", "sphinx_copybutton", "sphinx_design"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
suppress_warnings = ["myst.header"]
highlight_language = "text"
nitpicky = True

html_theme = "furo"
html_title = {"en": "qq-wxpay", "zh": "qq-wxpay"}[LANGUAGE]
html_baseurl = ADDRESS + {"en": "/en/", "zh": "/"}[LANGUAGE]
html_search_language = "bigrams"
html_static_path = [str(HERE / "static")]
html_css_files = ["site.css"]
templates_path = [str(HERE / "templates")]
html_favicon = str(HERE / "static/icon.svg")
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
        "sidebar/language.html",
    ]
}
# No font, script or picture from elsewhere.
_FONTS = '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
_VARIABLES = {
    "font-stack": f"system-ui, -apple-system, 'Segoe UI', Roboto, {_FONTS}",
    "font-stack--headings": f"system-ui, -apple-system, 'Segoe UI', Roboto, {_FONTS}",
    "font-stack--monospace": f"ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', {_FONTS.replace('sans-serif', 'monospace')}",
}
html_theme_options = {
    "light_css_variables": {**_VARIABLES, "color-brand-primary": "#07763c", "color-brand-content": "#07763c"},
    "dark_css_variables": {"color-brand-primary": "#4cc38a", "color-brand-content": "#4cc38a"},
    "top_of_page_buttons": [],
}


def _other_language(pagename: str) -> str:
    """The same page of the other site, from the root of both."""
    path = "" if pagename == "index" else f"{pagename.removesuffix('/index')}/"
    return f"/en/{path}" if LANGUAGE == "zh" else f"/{path}"


def setup(app):  # type: ignore[no-untyped-def]
    def context(app, pagename, templatename, context, doctree):  # type: ignore[no-untyped-def]
        depth = 0 if pagename == "index" else pagename.count("/") + 1
        to_root = "../" * (depth + (1 if LANGUAGE == "en" else 0))
        context["other_language"] = (to_root or "./") + _other_language(pagename).lstrip("/")
        context["alternates"] = {
            "zh-CN": ADDRESS + (_other_language(pagename) if LANGUAGE == "en" else _other_language(pagename).removeprefix("/en")),
            "en": ADDRESS + (_other_language(pagename) if LANGUAGE == "zh" else "/en" + _other_language(pagename)),
        }
        context["site_language"] = LANGUAGE

    app.connect("html-page-context", context)
