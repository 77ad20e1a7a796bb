"""Packs the wheel of a package out of a library that is built already, for the tests: maturin would build all of it once more.

    python pack_wheel.py FOLDER_OF_THE_PACKAGE LIBRARY FOLDER_FOR_THE_WHEEL

What it says of the package is written by maturin, out of the same `pyproject.toml`; the wheels that are published are built by maturin as a whole.
"""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys
import tempfile


def pack(package: pathlib.Path, library: pathlib.Path, out: pathlib.Path) -> None:
    (module,) = [path.name for path in (package / "python").iterdir() if (path / "__init__.py").exists()]
    with tempfile.TemporaryDirectory() as folder:
        unpacked = pathlib.Path(folder)
        shutil.copytree(package / "python", unpacked, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        shutil.copy(library, unpacked / module / "_native.abi3.so")
        maturin = [str(pathlib.Path(sys.executable).with_name("maturin")), "pep517", "write-dist-info", "--interpreter", sys.executable]
        subprocess.run([*maturin, "--manifest-path", package / "Cargo.toml", "--metadata-directory", unpacked], check=True)
        subprocess.run([sys.executable, "-m", "wheel", "pack", "--dest-dir", out, unpacked], check=True)


if __name__ == "__main__":
    pack(*map(pathlib.Path, sys.argv[1:]))
