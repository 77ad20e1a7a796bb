"""QQ's access token for all processes of one machine, in a file that only its owner reads. POSIX only.

Each fetch of a token ends the earlier one, so the workers of gunicorn or Celery must share it. On several machines do the same with
Redis: the lease is `SET NX PX`, saving compares the owner first.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from typing import Any, Dict, Iterator, Optional, Union

from qq_wxpay import StoredToken


class FileTokenStore:
    """A token store for `QqWxPay(token_store=...)` and `AsyncQqWxPay(token_store=...)`."""

    def __init__(self, path: Union[str, os.PathLike[str]]) -> None:
        self._path = path

    def load(self, qq_appid: str) -> Optional[StoredToken]:
        """The stored token."""
        with self._opened(qq_appid) as mine:
            token = mine.get("token")
            return None if token is None else StoredToken(**token)

    def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> bool:
        """Takes the lease, unless somebody else holds it."""
        with self._opened(qq_appid) as mine:
            if mine.get("owner") not in (None, owner) and mine["until"] > time.time():
                return False
            mine["owner"], mine["until"] = owner, time.time() + milliseconds / 1000
            return True

    def save(self, qq_appid: str, owner: str, token: StoredToken) -> bool:
        """Stores the token and ends the lease."""
        with self._opened(qq_appid) as mine:
            if mine.get("owner") != owner:
                return False
            mine["token"], mine["owner"] = token.to_dict(), None
            return True

    def release_lease(self, qq_appid: str, owner: str) -> None:
        """Ends the lease."""
        with self._opened(qq_appid) as mine:
            if mine.get("owner") == owner:
                mine["owner"] = None

    @contextlib.contextmanager
    def _opened(self, qq_appid: str) -> Iterator[Dict[str, Any]]:
        """What the file says of one mini program; changes are written. One process at a time."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        with open(descriptor, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            text = file.read()
            content = json.loads(text) if text else {}
            yield content.setdefault(qq_appid, {})
            written = json.dumps(content)
            if written != text:
                file.seek(0)
                file.truncate()
                file.write(written)
