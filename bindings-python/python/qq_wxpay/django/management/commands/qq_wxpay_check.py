"""`manage.py qq_wxpay_check`: are settings, keys, serials and clock right?"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from functools import partial
from typing import Any, Callable, Dict, List, Tuple

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...._client import QqWxPay
from ...._errors import QqWxPayError
from ...._generated.replies import Check
from ..._clients import client, merchants
from ..._settings import sources, variables_and_parts


class Command(BaseCommand):
    help = "Checks the settings of qq_wxpay, and lets WeChat Pay say whether keys, serials and clock are right. No order is placed."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("options", nargs="*", help="after `--`: options of `python -m qq_wxpay check`, where qq-wxpay-sandbox is installed")

    def handle(self, *_: Any, **given: Any) -> None:
        is_alone = importlib.util.find_spec("qq_wxpay_sandbox") is None
        ends: List[int] = []
        try:
            for name, (variables, pay) in self._clients().items():
                if name:
                    self.stdout.write(f"{name}:")
                    self.stdout.flush()
                ends.append(self._check(pay()) if is_alone else self._hand_over(variables, given["options"]))
        except QqWxPayError as error:
            raise CommandError(str(error)) from None
        if is_alone and any(ends):
            raise CommandError("something does not hold; `python -m qq_wxpay check` of qq-wxpay[testing] looks at more")
        if any(ends):
            sys.exit(max(ends))

    def _clients(self) -> Dict[str, Tuple[Dict[str, str], Callable[[], QqWxPay]]]:
        """Variables and client of each merchant; one has no name."""
        several = sources()
        if several is None:
            return {"": (variables_and_parts()[0], client)}
        return {name: (variables, partial(self._of, name)) for name, (variables, _) in several.items()}

    def _of(self, name: str) -> QqWxPay:
        found = merchants().get(name)
        assert found is not None, "it is named in the settings"
        return found

    def _check(self, pay: QqWxPay) -> int:
        report = pay.self_test()
        self.stdout.write("settings: holds")
        checks = {name: getattr(report, name) for name in report._fields if isinstance(getattr(report, name), Check)}
        for name, check in checks.items():
            self.stdout.write(f"{name}: {check.state}" + (f" ({check.error})" if check.error else ""))
        return int(any(check.state == "fails" for check in checks.values()))

    def _hand_over(self, variables: Dict[str, str], options: Any) -> int:
        """The command line does all of it, with the settings of this site."""
        return subprocess.run([sys.executable, "-m", "qq_wxpay", "check", *options], env={**os.environ, **variables}, check=False).returncode
