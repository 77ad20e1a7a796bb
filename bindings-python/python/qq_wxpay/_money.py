"""Yuan as people write them, fen as the platform counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from ._errors import facade_error

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["fen"]


def fen(yuan: Union[str, Decimal, int]) -> int:
    """Whole fen of an amount in yuan: `fen("19.99")` is 1999.

    Raises:
        InvalidInputError: for floats, parts of a fen, and what is no number.
    """
    from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

    if isinstance(yuan, bool) or not isinstance(yuan, (str, Decimal, int)):
        raise facade_error("WRONG_TYPE", "yuan", f"a {type(yuan).__name__}: give a str or Decimal")
    # Of its own: the program's context may round.
    exact = Context(prec=30, Emin=-30, Emax=30, traps=[InvalidOperation, Inexact, Overflow])
    try:
        amount = exact.multiply(Decimal(yuan), 100)
        whole = int(amount)
    except (ArithmeticError, ValueError):
        raise facade_error("WRONG_TYPE", "yuan", "no number, or one of more than 30 digits") from None
    if whole != amount:
        raise facade_error("WRONG_TYPE", "yuan", "a part of a fen")
    return whole
