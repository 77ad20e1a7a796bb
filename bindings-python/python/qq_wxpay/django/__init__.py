"""An app of Django: one client with the settings of the site, or those of several merchants, system checks, a view, and `manage.py qq_wxpay_check`.

    INSTALLED_APPS = [..., "qq_wxpay.django"]
    QQ_WXPAY = {"MCHID": "1900000001", "MERCHANT_PRIVATE_KEY_FILE": BASE_DIR / "apiclient_key.pem"}

A setting is called like its variable without `QQ_WXPAY_`. `QQ_WXPAY` goes before settings that are called like the variable itself,
and those go before the variables of the process. `QQ_WXPAY["MERCHANTS"]` has the settings of several merchants by their names, beside what
they have in common.
"""

from ._clients import async_client, async_merchants, client, merchants
from ._urls import notification_path

__all__ = ["async_client", "async_merchants", "client", "merchants", "notification_path"]
