"""The one Django site of these tests: its settings can be made once in a process."""

from __future__ import annotations

import os
import tempfile
from typing import Any, Dict

urlpatterns: Any = []
_views: Dict[str, Any] = {}
parses_before = False


def configured() -> None:
    """Sets Django up, once."""
    import django
    from django.conf import settings

    if settings.configured:
        return
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(tempfile.mkdtemp(), "db")}},
        DEBUG=True,
        MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware", "django_site.reads_the_form"],
        ROOT_URLCONF="django_site",
        SECRET_KEY="for tests only",
    )
    django.setup()


def serve(name: str, view: Any) -> None:
    """Puts a view at this path."""
    from django.urls import clear_url_caches, path

    configured()
    _views[name] = view
    urlpatterns[:] = [path(key, value) for key, value in _views.items()]
    clear_url_caches()


def reads_the_form(get_response: Any) -> Any:
    """A middleware that may read the stream before the view."""
    from asgiref.sync import iscoroutinefunction, markcoroutinefunction

    class Reads:
        sync_capable = async_capable = True

        def __init__(self) -> None:
            if iscoroutinefunction(get_response):
                markcoroutinefunction(self)

        def __call__(self, request: Any) -> Any:
            if parses_before:
                request.read()
            return get_response(request)

    return Reads()


reads_the_form.sync_capable = reads_the_form.async_capable = True  # type: ignore[attr-defined]
