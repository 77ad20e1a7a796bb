"""`python -m qq_wxpay_sandbox ...`, and behind `python -m qq_wxpay ...`: the command line, in this process."""

from __future__ import annotations

import signal
import sys
from typing import Optional, Sequence

from ._native import run_command


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Does what the arguments ask for; gives the exit status."""
    # Python would only note Ctrl-C until the command is over. As in a program without Python, the command takes it where it runs until it is
    # told to end, and elsewhere it ends the process.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run_command(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    sys.exit(main())
