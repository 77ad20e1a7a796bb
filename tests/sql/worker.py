"""A process of the shop: a web server whose route handles notifications. A parent that only waits starts it again after a kill."""

from __future__ import annotations

import ctypes
import logging
import os
import pathlib
import signal
import socket
import sys
from typing import Any, Dict

import flask
import werkzeug.serving

import faulty
import points
import recipe
from qq_wxpay import QqWxPay
from qq_wxpay.adapters.flask import notifications

_DEATH_OF_THE_PARENT = 1


def supervise(listener: socket.socket, job: Dict[str, Any], name: str) -> None:
    """Serves in a child, and in the next one after it was killed; the socket stays, so that connections wait meanwhile."""
    log = os.open(pathlib.Path(job["folder"]) / "workers.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(log, 2)
    child = 0

    def end(*_: Any) -> None:
        if child:
            os.kill(child, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    for life in range(1000):
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            # A child must not outlive its parent.
            ctypes.CDLL(None).prctl(_DEATH_OF_THE_PARENT, signal.SIGKILL)
            try:
                _serve(listener, job, f"{name}/{life}")
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            os.write(2, f"{name} ended by itself: {status}\n".encode())
            os._exit(1)
    sys.exit("killed too often")


def _serve(listener: socket.socket, job: Dict[str, Any], name: str) -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    module = recipe.program(job["database"], job["variant"], job["settings"])
    watcher = points.Points(pathlib.Path(job["folder"]), f"{job['seed']}/{name}")
    if job["fault"]:
        getattr(faulty, job["fault"])(module, job["database"])
    points.watch(module, watcher)
    pay = QqWxPay.from_env(env=job["env"])
    app = flask.Flask("shop")
    view = notifications(pay, paid=module["paid"], refund=module["refunded"], ignore=["other"])
    app.add_url_rule("/notify", view_func=view, methods=["POST"])
    server = werkzeug.serving.make_server("127.0.0.1", 0, app, threaded=True, fd=listener.fileno())
    server.serve_forever()
