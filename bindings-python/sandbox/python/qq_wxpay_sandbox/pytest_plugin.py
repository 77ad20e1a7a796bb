"""Fixtures for pytest. They are there as soon as this package is installed; what they need is imported when one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Iterator

import pytest

if TYPE_CHECKING:
    from qq_wxpay import QqWxPay

    from . import Sandbox
    from .testing import SignedNotification


@pytest.fixture
def qq_wxpay_client() -> Iterator[QqWxPay]:
    """A client that believes what `signed_notification` makes, and reaches nobody."""
    from qq_wxpay.testing import client

    with client() as pay:
        yield pay


@pytest.fixture
def signed_notification() -> Callable[..., SignedNotification]:
    """`qq_wxpay.testing.signed_notification`."""
    from .testing import signed_notification

    return signed_notification


@pytest.fixture(scope="session")
def qq_wxpay_sandbox() -> Iterator[Sandbox]:
    """A sandbox for the whole run, which repeats refused notifications quickly."""
    from . import Sandbox

    with Sandbox(time_scale=1000) as sandbox:
        yield sandbox


@pytest.fixture
def qq_wxpay_sandbox_client(qq_wxpay_sandbox: Sandbox) -> Iterator[QqWxPay]:
    """A client of `qq_wxpay_sandbox`, whose switches and faults it puts back afterwards."""
    from qq_wxpay.testing import client

    with client(sandbox=qq_wxpay_sandbox) as pay:
        yield pay
    qq_wxpay_sandbox.reset_switches()
    qq_wxpay_sandbox.clear_faults()
