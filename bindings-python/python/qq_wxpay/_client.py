"""The two clients."""

from __future__ import annotations

from ._guard import guarded
from ._generated.operations import AsyncOperations, Operations


@guarded
class QqWxPay(Operations):
    """Takes WeChat Pay in a QQ mini program; calls block, and let other threads go on. Make one for the life of the process."""


@guarded
class AsyncQqWxPay(AsyncOperations):
    """Takes WeChat Pay in a QQ mini program; calls are awaited. Make one for the life of the process."""
