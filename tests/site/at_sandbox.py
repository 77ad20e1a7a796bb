"""Runs a program whose package knows no address but WeChat Pay's, and leads its requests into the sandbox: the program and its package stay as they are.

    python at_sandbox.py PROGRAM ARGUMENTS...
"""

from __future__ import annotations

import os
import runpy
import sys

import requests

GATEWAY = "https://api.mch.weixin.qq.com/"


class ToSandbox(requests.adapters.HTTPAdapter):
    def send(self, request, **options):  # type: ignore[no-untyped-def]
        if not request.url.startswith(GATEWAY):
            raise requests.ConnectionError("a test sends nothing to other hosts")
        request.url = f"{os.environ['QQ_WXPAY_WECHAT_BASE_URL']}/{request.url.removeprefix(GATEWAY)}"
        return super().send(request, **{**options, "proxies": {}})


class Session(requests.sessions.Session):
    def __init__(self) -> None:
        super().__init__()
        self.mount("https://", ToSandbox())
        self.mount("http://", ToSandbox())


requests.sessions.Session = requests.Session = Session  # type: ignore[misc]
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
