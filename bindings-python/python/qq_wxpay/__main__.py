"""`python -m qq_wxpay sandbox`: QQ and WeChat Pay on this machine, for trying and testing. No money moves."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import Any, Optional, Sequence

from .sandbox import Sandbox


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs the sandbox until it is told to end."""
    parser = argparse.ArgumentParser(prog="python -m qq_wxpay", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("sandbox", help="QQ and WeChat Pay on this machine")
    command.add_argument("--host", metavar="ADDRESS", help="address to listen on (default: 127.0.0.1; 0.0.0.0 in a container)")
    command.add_argument("--keep", metavar="FILE", help="keeps keys and secrets in FILE, so that the next start has the same ones")
    command.add_argument("--port", type=int, default=18700, help="0 lets the system choose (default: 18700)")
    command.add_argument("--write-env", metavar="FILE", help="writes the settings of this run to FILE, for its owner alone")
    command.add_argument("--notify-url", metavar="URL", help="the callback address of the QQ console")
    command.add_argument("--time-scale", type=float, metavar="N", help="repeats refused notifications N times faster")
    given = parser.parse_args(arguments)
    ended = threading.Event()

    def end(*_: Any) -> None:
        ended.set()

    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), end)
    try:
        sandbox = Sandbox(port=given.port, time_scale=given.time_scale, notify_url=given.notify_url, host=given.host, keep=given.keep)
    except (OSError, OverflowError, ValueError) as error:
        print(f"The sandbox did not start: {error}", file=sys.stderr)
        return 1
    with sandbox:
        print(f"The sandbox plays QQ and WeChat Pay at {sandbox.base_url} until Ctrl-C.", flush=True)
        if given.write_env:
            sandbox.write_env(given.write_env)
            # Without a slash `.` of some shells looks along PATH.
            path = given.write_env if "/" in given.write_env else f"./{given.write_env}"
            print(f"Settings for this run: set -a; . {path}; set +a   (do not commit that file)", flush=True)
        else:
            print(f"\n{sandbox.env_text}", flush=True)
        ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
