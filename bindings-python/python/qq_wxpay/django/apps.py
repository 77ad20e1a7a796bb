"""The app."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.core.signals import setting_changed

from ._checks import check_settings
from ._clients import forget_clients


class QqWxPayConfig(AppConfig):
    name = "qq_wxpay.django"
    label = "qq_wxpay"
    verbose_name = "WeChat Pay in QQ mini programs"

    def ready(self) -> None:
        checks.register(check_settings, "qq_wxpay")
        # Tests change settings.
        setting_changed.connect(forget_clients, dispatch_uid="qq_wxpay")
