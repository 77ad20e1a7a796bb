"""Frozen classes over what comes back."""

from __future__ import annotations

from keyword import iskeyword
from typing import Any, Callable, ClassVar, Dict, List, Mapping, Tuple, Type, TypeVar

from ._compat import dataclass_transform
from ._errors import QqWxPayError

Self = TypeVar("Self", bound="Record")

def _attribute(field: str) -> str:
    """The name of a field in Python: `from` is `from_`."""
    return field + "_" if iskeyword(field) else field


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """A reply. It is frozen, and equal to another one with the same content; `repr` shows no secret and no payer."""

    _fields: ClassVar[Tuple[str, ...]] = ()
    _hidden: ClassVar[Tuple[str, ...]] = ()
    _readers: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}

    def __init__(self, **fields: Any) -> None:
        own = self.__dict__
        for field in self._fields:
            name = _attribute(field)
            if name in fields:
                own[name] = fields.pop(name)
            elif not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} needs `{name}`")
        if fields:
            raise TypeError(f"{type(self).__name__} has no `{next(iter(fields))}`")

    @classmethod
    def _read(cls: Type[Self], value: Dict[str, Any]) -> Self:
        """Of what JSON gives, which is used up."""
        for field, reader in cls._readers.items():
            found = value.get(field)
            if found is not None:
                value[field] = reader(found)
        if "from" in value:
            value["from_"] = value.pop("from")
        made = cls.__new__(cls)
        made.__dict__.update(value)
        return made

    def to_dict(self) -> Dict[str, Any]:
        """The content as dictionaries and lists, with the names of the wire."""
        return {field: _plain(getattr(self, _attribute(field))) for field in self._fields}

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: `{name}` cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: `{name}` cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return isinstance(other, Record) and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash(repr(sorted(self.to_dict().items(), key=lambda item: item[0])))

    def __repr__(self) -> str:
        shown = []
        for field in self._fields:
            value = getattr(self, _attribute(field))
            if value is not None:
                shown.append(f"{_attribute(field)}={'<hidden>' if field in self._hidden else repr(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> Any:
        return _unpickled, (type(self), self.__dict__)

    def __copy__(self: Self) -> Self:
        return self

    def __deepcopy__(self: Self, memo: Any) -> Self:
        return self


def _unpickled(cls: Any, fields: Dict[str, Any]) -> Any:
    made = cls.__new__(cls)
    made.__dict__.update(fields)
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, QqWxPayError):
        return value.to_dict()
    return value


def read_list(reader: Callable[[Any], Any]) -> Callable[[List[Any]], List[Any]]:
    """A reader of many."""
    return lambda values: [reader(value) for value in values]


def read_any(value: Dict[str, Any], tag: str, classes: Mapping[str, Any]) -> Any:
    """Reads what says itself which class it is."""
    return classes[value[tag]]._read(value)


def read_nothing(_: Any) -> None:
    """There is nothing to be read."""


def read_error(value: Dict[str, Any]) -> QqWxPayError:
    """An error within a reply."""
    return QqWxPayError._of(value)
