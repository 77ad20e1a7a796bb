"""QQ and WeChat Pay on this machine, with a merchant of its own, and a kit for tests. No account, no money.

    with Sandbox() as sandbox:
        pay = QqWxPay.from_env(env=sandbox.env)

`qq_wxpay_sandbox.testing` signs notifications for tests, without a process and without a network.
"""

from __future__ import annotations

from ._sandbox import Sandbox as Sandbox
from ._sandbox import SandboxError as SandboxError

__all__ = ["Sandbox", "SandboxError"]
__version__ = "0.1.0"
