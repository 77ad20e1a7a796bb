"""The same by the page that begins with everything, for languages whose sandbox comes with another package: that of Python."""

from __future__ import annotations

import json
import os
import pathlib
import platform
import shutil
import tempfile
from typing import Dict, Tuple

from languages import GO, HERE, ROOT, SNIPPETS, TARGET, fill_go, interpreter, run
from walk import Readme, Walk, environment, snippet


def go() -> Tuple[float, float]:
    """`go get` from a proxy that serves this version alone."""
    fill_go()
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        processor = "amd64" if platform.machine() in ("x86_64", "AMD64") else "arm64"
        run([str(ROOT / "go/scripts/local-proxy"), str(folder / "proxy"), f"{platform.system().lower()}-{processor}"])
        modules = {"GOPROXY": f"file://{folder}/proxy", "GONOSUMDB": "qqwxpay.com", "GOMODCACHE": str(folder / "modules")}
        shop = folder / "shop"
        for name in ("start", "notify"):
            shutil.copytree(SNIPPETS / "go" / name, shop / name)
        # Built before the clock of a server that has to listen soon.
        install = f"go mod init example.com/shop\n{snippet('go-install.sh')}go build ./start ./notify\n"
        return _walk("go", shop, install, {**GO, **modules, "GOFLAGS": "-modcacherw -buildvcs=false"})


def php() -> Tuple[float, float]:
    """`composer require` from this repository; the shop's own classes come from a file that Composer loads."""
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        (folder / "composer").mkdir()
        options = {"symlink": False, "versions": {"qq-wxpay/qq-wxpay": "0.1.0"}}
        own = {"repositories": [{"type": "path", "url": str(ROOT / "php"), "options": options}, {"packagist.org": False}]}
        (folder / "composer/config.json").write_text(json.dumps(own), "utf-8")
        shop = folder / "shop"
        shutil.copytree(SNIPPETS / "php", shop)
        shutil.copy(HERE / "shop.php", shop)
        (shop / "composer.json").write_text(json.dumps({"autoload": {"files": ["shop.php"]}}), "utf-8")
        composer = {"COMPOSER_HOME": str(folder / "composer"), "COMPOSER_ALLOW_SUPERUSER": "1", "COMPOSER_NO_INTERACTION": "1"}
        # Packages of a release bring it in `lib/`.
        library = {"QQ_WXPAY_LIBRARY": str(TARGET / "debug/libqq_wxpay_c.so")}
        return _walk("php", shop, snippet("php-install.sh"), {**composer, **library})


def _walk(language: str, shop: pathlib.Path, install: str, variables: Dict[str, str]) -> Tuple[float, float]:
    path = f"{interpreter().parent}{os.pathsep}{os.environ['PATH']}"
    walk = Walk(shop, Readme(language), environment(PATH=path, XDG_RUNTIME_DIR=str(shop.parent), **variables))
    settings, program = snippet(f"{language}-order.sh").splitlines()
    serve = snippet(f"{language}-notify.sh").splitlines()[1].replace("8000", str(walk.shop_port))
    walk.env["PORT"] = str(walk.shop_port)
    try:
        took = walk.go(install, snippet("python-sandbox.sh").strip(), settings, program, serve)
    finally:
        walk.close()
    return took, walk.machine
