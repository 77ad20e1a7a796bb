"""The native half; held against the extension by stubtest. Nothing here is for users."""

from os import PathLike
from typing import final

__all__ = ["NativeSandbox", "run_command", "start_sandbox", "testing"]

@final
class NativeSandbox:
    @property
    def base_url(self) -> str: ...
    def environment(self) -> list[tuple[str, str]]: ...
    def environment_text(self) -> str: ...
    def write_environment(self, path: str | PathLike[str]) -> None: ...
    def control(self, name: str, arguments: str) -> tuple[bool, str]: ...
    def stop(self) -> None: ...

def run_command(arguments: list[str]) -> int: ...
def start_sandbox(
    port: int,
    secure_port: int,
    time_scale: float | None = None,
    notify_url: str | None = None,
    host: str | None = None,
    keep: str | PathLike[str] | None = None,
    mchid: str | None = None,
    wechat_appid: str | None = None,
    qq_appid: str | None = None,
) -> NativeSandbox: ...
def testing(name: str, arguments: str) -> tuple[bool, str]: ...
