"""The documentation's site, and everything it shows: `cargo xtask test site`.

Builds it without a warning, follows every link, runs every program of every language against a sandbox, the programs of the migration pages before and
after, what the README of a package tells a new user, and parses the files that are shown and not run. It takes what `cargo xtask test` has built.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from typing import Callable, Dict, List, Optional


import first_minutes
import kit
import languages
import links
import migrations
import negative
import parsed
import tasks
from sandbox import Sandbox, Wrong

ROOT = languages.ROOT
LANGUAGES = ("node", "python", "ruby", "jvm", "swift", "go", "php", "rust")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", help=f"of: site, browser, negative, parsed, migrations, first, testing, {', '.join(LANGUAGES)}")
    only: List[str] = parser.parse_args().only
    steps: Dict[str, Callable[[], str]] = {
        "site": site,
        "browser": browser,
        "negative": negative.check,
        "parsed": lambda: f"{len(parsed.check())} files that are not run",
        "migrations": migration_pages,
        "first": first_minutes.check,
        "testing": lambda: kit.check(languages.node_folder()),
        **{name: (lambda name=name: programs(name)) for name in LANGUAGES},
    }
    failed = []
    for name, step in steps.items():
        if only and name not in only:
            continue
        begin = time.monotonic()
        try:
            print(f"PASS {name}: {step()}; {time.monotonic() - begin:.0f} s", flush=True)
        except (Wrong, AssertionError, LookupError, ValueError) as wrong:
            failed.append(name)
            print(f"FAIL {name}: {wrong}", flush=True)
    sys.exit(f"FAIL: {', '.join(failed)}" if failed else 0)


def site() -> str:
    folder = ROOT / "target/site/html"
    build = [sys.executable, str(ROOT / "docs/site/build.py"), str(folder)]
    done = subprocess.run(build, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Wrong(done.stdout)
    built = links.Site(folder)
    faults = [*built.faults(), *links.listed(folder), *links.searched(folder), *links.searched(folder / "en")]
    if faults:
        raise Wrong("\n  ".join(["links", *faults]))
    return f"{len(built.pages)} pages without a warning, all links lead somewhere"


def browser() -> str:
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    folder = ROOT / "tests/page"
    if not os.path.exists(chromium) or not (folder / "node_modules").is_dir():
        if os.environ.get("CI"):
            raise Wrong("it takes Chromium, and what `cargo xtask test page` installs")
        return "skipped, without Chromium or what `cargo xtask test page` installs"
    seen = subprocess.run(["node", str(folder / "site.mjs"), str(ROOT / "target/site/html")], capture_output=True, text=True, check=False)
    if seen.returncode:
        raise Wrong(seen.stdout + seen.stderr)
    return f"{seen.stdout.count('ok ')} things that readers do, in Chromium"


def migration_pages() -> str:
    with tempfile.TemporaryDirectory() as folder:
        return f"before and after run: {', '.join(migrations.check(pathlib.Path(folder), languages.node_folder()))}"


def programs(name: str) -> str:
    if name in ("swift", "go", "php") and not languages.is_there(name):
        return f"skipped, there is no `{name}` on this machine"
    made = getattr(languages, name)()
    of: Dict[str, languages.Commands] = made if isinstance(made, dict) else {name.capitalize(): made}
    ran = {}
    for language, commands in of.items():
        # Inside the repository: elsewhere a compiler in a house of its own does not see it.
        with tempfile.TemporaryDirectory(dir=made_folder(languages.WORK)) as text:
            folder = pathlib.Path(text)
            sandbox: Optional[Sandbox] = None
            try:
                sandbox = Sandbox(languages.interpreter(), folder, "http://127.0.0.1:9/notify")
                one = tasks.Programs(language, commands, sandbox, folder)
                one.check()
                ran[language] = one.ran
            except Wrong as wrong:
                raise Wrong(f"{language}: {wrong}") from None
            finally:
                if sandbox is not None:
                    sandbox.close()
    return "; ".join(f"{language} {', '.join(dict.fromkeys(done))}" for language, done in ran.items())


def made_folder(folder: pathlib.Path) -> pathlib.Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    main()
