"""`manage.py qq_wxpay_check`: are settings, keys, serials and clock right?"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...._errors import QqWxPayError
from ...._generated.replies import Check
from ..._clients import client
from ..._settings import variables_and_parts


class Command(BaseCommand):
    help = "Checks the settings of qq_wxpay, and lets WeChat Pay say whether keys, serials and clock are right. No order is placed."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("options", nargs="*", help="after `--`: options of `python -m qq_wxpay check`, where qq-wxpay-sandbox is installed")

    def handle(self, *_: Any, **given: Any) -> None:
        try:
            if importlib.util.find_spec("qq_wxpay_sandbox") is None:
                self._check()
            else:
                self._hand_over(given["options"])
        except QqWxPayError as error:
            raise CommandError(str(error)) from None

    def _check(self) -> None:
        report = client().self_test()
        self.stdout.write("settings: holds")
        checks = {name: getattr(report, name) for name in report._fields if isinstance(getattr(report, name), Check)}
        for name, check in checks.items():
            self.stdout.write(f"{name}: {check.state}" + (f" ({check.error})" if check.error else ""))
        if any(check.state == "fails" for check in checks.values()):
            raise CommandError("something does not hold; `python -m qq_wxpay check` of qq-wxpay[testing] looks at more")

    def _hand_over(self, options: Any) -> None:
        """The command line does all of it, with the settings of this site."""
        variables, _ = variables_and_parts()
        ended = subprocess.run([sys.executable, "-m", "qq_wxpay", "check", *options], env={**os.environ, **variables}, check=False)
        if ended.returncode != 0:
            sys.exit(ended.returncode)
