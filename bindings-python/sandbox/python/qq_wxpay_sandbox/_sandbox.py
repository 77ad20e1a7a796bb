"""A running sandbox."""

from __future__ import annotations

import json
from os import PathLike
from typing import Any, Dict, Optional, Union

from . import _native
from ._control import Control

__all__ = ["Sandbox", "SandboxError"]


class SandboxError(Exception):
    """The sandbox did not do what it was asked: the text says why."""


class Sandbox(Control):
    """A running sandbox. What is asked of it waits for the result; on an event loop, ask in a thread: `asyncio.to_thread(sandbox.pay, h5_url)`."""

    base_url: str
    """The address of all roles; its control interface is below `/sandbox/`."""

    env: Dict[str, str]
    """The variables with which a client finds it. They hold the keys of this run."""

    def __init__(
        self,
        *,
        port: int = 0,
        secure_port: int = 0,
        time_scale: Optional[float] = None,
        notify_url: Optional[str] = None,
        host: Optional[str] = None,
        keep: Union[str, PathLike[str], None] = None,
        mchid: Optional[str] = None,
        wechat_appid: Optional[str] = None,
        qq_appid: Optional[str] = None,
    ) -> None:
        """Starts a sandbox.

        Args:
            port: 0 lets the system choose.
            secure_port: with mutual TLS, for V2 refunds; 0 lets the system choose.
            time_scale: how many times faster refused notifications are repeated than WeChat Pay does it.
            notify_url: the callback address of the QQ console.
            host: the IP address to listen on; 127.0.0.1 when left out, 0.0.0.0 in a container.
            keep: a file that keeps keys and secrets from one start to the next; the first start makes it.
            mchid: the merchant number: several sandboxes stand for several merchants, two with one number and one `keep` for one with two
                mini programs.
            wechat_appid: the WeChat AppID that is bound to it.
            qq_appid: the AppID of the QQ mini program.
        """
        if time_scale is not None and not time_scale > 0:
            raise ValueError("time_scale must be above 0")
        numbers = {"mchid": mchid, "wechat_appid": wechat_appid, "qq_appid": qq_appid}
        self._native = _native.start_sandbox(port, secure_port, time_scale, notify_url, host, keep, **numbers)
        self.base_url = self._native.base_url
        self.env = dict(self._native.environment())

    @property
    def env_text(self) -> str:
        """The variables as the text of a file that a shell can read."""
        return self._native.environment_text()

    def write_env(self, path: Union[str, PathLike[str]]) -> None:
        """Writes that file, for its owner alone."""
        self._native.write_environment(path)

    def control(self, name: str, **given: Any) -> Any:
        """Any action by its name, with its arguments: what the other methods are made of.

        Raises:
            SandboxError: it says why not.
        """
        arguments = {key: value for key, value in given.items() if value is not None}
        done, result = self._native.control(name, json.dumps(arguments, allow_nan=False))
        if not done:
            raise SandboxError(f"{name}: {result}")
        return json.loads(result)

    def stop(self) -> None:
        """Stops it."""
        self._native.stop()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"<Sandbox {self.base_url}>"
