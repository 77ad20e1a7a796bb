"""What differs between versions of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Literal, TypeVar

__all__ = ["Literal", "dataclass_transform"]

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:
    T = TypeVar("T")

    def dataclass_transform(**_: Any) -> Callable[[T], T]:
        """Tells type checkers how the classes below a class are made; at run time it does nothing."""
        return lambda cls: cls
