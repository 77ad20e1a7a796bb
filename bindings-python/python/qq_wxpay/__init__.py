"""WeChat Pay inside QQ mini programs: H5 orders through QQ's proxy, notifications, queries, refunds, bills.

`QqWxPay` blocks, `AsyncQqWxPay` is awaited. Make one for the life of the process.
"""

from __future__ import annotations

from ._client import AsyncQqWxPay as AsyncQqWxPay
from ._client import QqWxPay as QqWxPay
from ._errors import *
from ._host import *
from ._money import *
from ._notification import HandledNotification as HandledNotification
from ._replies import *
from ._requests import *

__version__ = "0.1.0"
