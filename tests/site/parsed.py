"""Files that the pages show and nobody runs here: they are read by the parsers that their programs use."""

from __future__ import annotations

import ast
import configparser
import pathlib
import subprocess
import sys
import tempfile
from typing import Callable, Dict, List

import yaml
from dockerfile_parse import DockerfileParser

from languages import ROOT, SNIPPETS, is_there
from sandbox import Wrong

sys.path.insert(0, str(ROOT / "docs/site"))

from programs import is_run  # noqa: E402

_INSTRUCTIONS = set("ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split())


def docker(path: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        parser = DockerfileParser(path=folder)
        parser.content = path.read_text("utf-8")
        said = [step["instruction"] for step in parser.structure if step["instruction"] != "COMMENT"]
    unknown = [name for name in said if name not in _INSTRUCTIONS]
    if unknown or said[0] != "FROM" or said[-1] != "CMD" or "USER" not in said:
        raise Wrong(f"{path.name}: {unknown or said}")


def javascript(path: pathlib.Path) -> None:
    done = subprocess.run(["node", "--check", str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Wrong(f"{path.name}: {done.stderr}")


def shell(path: pathlib.Path) -> None:
    done = subprocess.run(["sh", "-n", str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Wrong(f"{path.name}: {done.stderr}")


def php(path: pathlib.Path) -> None:
    done = subprocess.run(["php", "-l", str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Wrong(f"{path.name}: {done.stdout}{done.stderr}")


def yml(path: pathlib.Path) -> None:
    if not isinstance(yaml.safe_load(path.read_text("utf-8")), dict):
        raise Wrong(f"{path.name}: no map")


def unit(path: pathlib.Path) -> None:
    parser = configparser.ConfigParser(strict=False)
    parser.read_string(path.read_text("utf-8"))
    if set(parser.sections()) != {"Unit", "Service", "Install"}:
        raise Wrong(f"{path.name}: {parser.sections()}")


def python(path: pathlib.Path) -> None:
    ast.parse(path.read_text("utf-8"), path.name)


_PARSERS: Dict[str, Callable[[pathlib.Path], None]] = {
    ".mjs": javascript,
    ".cjs": javascript,
    ".js": javascript,
    ".sh": shell,
    ".yml": yml,
    ".service": unit,
    ".py": python,
    ".php": php,
}


def check() -> List[str]:
    """Parses all of them; gives their names. One that no parser knows is a fault."""
    names = []
    for path in sorted(path for path in SNIPPETS.rglob("*") if path.is_file() and not is_run(path)):
        if path.suffix == ".php" and not is_there("php"):
            continue
        parser = docker if path.name.startswith("Dockerfile") else _PARSERS.get(path.suffix)
        if parser is None:
            raise Wrong(f"{path.name}: nobody parses it")
        parser(path)
        names.append(path.name)
    return names
