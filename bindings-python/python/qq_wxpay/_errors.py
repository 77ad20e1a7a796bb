"""The exceptions: one base, one class for each kind."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Dict, Mapping, NamedTuple, Optional, Type, Union

from . import _native
from ._compat import Literal

__all__ = [
    "ApiError",
    "ConfigError",
    "DecryptError",
    "InvalidInputError",
    "KeyMaterialError",
    "MalformedError",
    "MismatchError",
    "QqWxPayError",
    "SignatureError",
    "StaleError",
    "Text",
    "TransportError",
]

Retry = Literal["never", "same_request", "confirm_first"]


class Text(NamedTuple):
    """A text in two languages."""

    en: str
    zh: str


class QqWxPayError(Exception):
    """Why something failed, and what to do about it. Nothing in it is secret, but for what your own functions raised, in
    `__cause__`.
    """

    kind: ClassVar[str] = ""
    """The kind, chosen by what the caller should do: `invalid_input`, `config`, `key`, ... Each has a class."""

    code: str
    """The code: `9030`, `40001`, `SIGN_ERROR`, or one of this library's own."""

    origin: str
    """Who said it: `sdk`, `qq_proxy`, `wechat_pay`, ..."""

    field: Optional[str]
    """The field or setting that has to change, as a path."""

    detail: str
    """What exactly was found; may be empty."""

    status: Optional[int]
    """HTTP status of the reply that caused it."""

    request_id: Optional[str]
    """WeChat Pay's `Request-ID`: its support asks for it."""

    retry: Retry
    """What may be done: `never`, `same_request`, or `confirm_first`: query, or repeat exactly; never a new order number."""

    reason: Optional[Text]
    """Why it happens; `None` for a code that is not in the table."""

    remedy: Optional[Text]
    """What to do about it; `None` for a code that is not in the table."""

    def __init__(
        self,
        code: Union[str, Mapping[str, Any]] = "",
        *,
        origin: str = "sdk",
        field: Optional[str] = None,
        detail: str = "",
        status: Optional[int] = None,
        request_id: Optional[str] = None,
        retry: Retry = "never",
    ) -> None:
        """For tests of your own, which need errors: `ApiError("ORDER_NOT_EXIST", status=404)`. What `to_dict` gives is taken, too."""
        if isinstance(code, str):
            about = {"origin": origin, "field": field, "detail": detail, "http_status": status, "request_id": request_id}
            code = {"kind": self.kind, "code": code, **about, "retry": retry, "message": f"{self.kind} {code}".strip()}
        parts = {**code, "cause": code.get("cause"), "remedy": code.get("remedy")}
        # All of it, as plain data: so it is whole after pickle, and after what writes `args` as JSON.
        super().__init__(parts)
        self._parts = parts
        self.code = parts["code"]
        self.origin = parts["origin"]
        self.field = parts["field"]
        self.detail = parts["detail"]
        self.status = parts["http_status"]
        self.request_id = parts["request_id"]
        self.retry = parts["retry"]
        self.reason = _text(parts["cause"])
        self.remedy = _text(parts["remedy"])

    @staticmethod
    def _of(parts: Dict[str, Any]) -> QqWxPayError:
        """An error of the class of its kind."""
        return KINDS[parts["kind"]](parts)

    def to_dict(self) -> Dict[str, Any]:
        """All of it as plain data, for structured logs."""
        return dict(self._parts)

    def __str__(self) -> str:
        return str(self._parts["message"])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class InvalidInputError(QqWxPayError, ValueError):
    """Refused before anything was sent: correct `field`."""

    kind = "invalid_input"


class ConfigError(QqWxPayError):
    """A setting is missing or wrong."""

    kind = "config"


class KeyMaterialError(QqWxPayError):
    """A key or certificate cannot be used."""

    kind = "key"


class SignatureError(QqWxPayError):
    """A message is not authentic: believe nothing in it."""

    kind = "signature"


class StaleError(QqWxPayError):
    """Authentic, but too old or from the future."""

    kind = "stale"


class DecryptError(QqWxPayError):
    """The key does not open it."""

    kind = "decrypt"


class MalformedError(QqWxPayError):
    """Not what the protocol says."""

    kind = "malformed"


class MismatchError(QqWxPayError):
    """About something else than expected: do not deliver."""

    kind = "mismatch"


class ApiError(QqWxPayError):
    """QQ or WeChat Pay answered with a code."""

    kind = "api"


class TransportError(QqWxPayError):
    """No usable answer."""

    kind = "transport"


KINDS: Dict[str, Type[QqWxPayError]] = {cls.kind: cls for cls in QqWxPayError.__subclasses__()}
"""The class of each kind."""


def _text(value: Optional[Dict[str, str]]) -> Optional[Text]:
    return None if value is None else Text(value["en"], value["zh"])


def error_of(text: str) -> QqWxPayError:
    """An error of the core, from JSON."""
    return QqWxPayError._of(json.loads(text))


def facade_error(code: str, field: Optional[str], detail: str) -> QqWxPayError:
    """An error that is found on this side; the table of codes explains it."""
    return error_of(_native.facade_error(code, field, detail))
