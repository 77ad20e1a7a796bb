"""`python -m qq_wxpay ...`: the command line. It is in the package `qq-wxpay-sandbox`, so that no production server carries it."""

from __future__ import annotations

import sys
from typing import Optional, Sequence


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Does what the arguments ask for; gives the exit status."""
    try:
        from qq_wxpay_sandbox.__main__ import main as command
    except ModuleNotFoundError as error:
        if error.name != "qq_wxpay_sandbox":
            raise
        print("python -m qq_wxpay needs the package qq-wxpay-sandbox: pip install 'qq-wxpay[testing]'", file=sys.stderr)
        return 2
    return command(arguments)


if __name__ == "__main__":
    sys.exit(main())
