"""A site of Django in a folder of its own, with the app `qq_wxpay.django`, run as its users run it."""

from __future__ import annotations

import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.parse
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Tuple

from conftest import call, free_port, until

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / "bindings-python" / "README.md").read_text("utf-8")

OLDEST = ROOT / "target" / "python-django-oldest"
"""The oldest Django that the app supports; `cargo xtask test python` installs it there."""

SETTINGS = """
import pathlib
BASE_DIR = pathlib.Path(__file__).resolve().parent
SECRET_KEY, ALLOWED_HOSTS, ROOT_URLCONF, USE_TZ = "for tests only", ["*"], "urls", True
INSTALLED_APPS = ["qq_wxpay.django"]
MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db", "ATOMIC_REQUESTS": True}}
"""

URLS = """
import os
from django.http import JsonResponse
from django.db import connection
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from qq_wxpay.django import client
from shop import urlpatterns as notification

@csrf_exempt
def order(request):
    placed = client().place_order(
        out_trade_no=request.GET["number"], description="Blue mug", amount={"total": 1999},
        scene_info={"payer_client_ip": "203.0.113.7"}, notify_url=request.GET["notify_url"], timeout=10,
    )
    return JsonResponse({"outcome": placed.outcome, "url": placed.h5_url, "process": os.getpid()})

def delivered(request):
    with connection.cursor() as cursor:
        cursor.execute("select number from delivered")
        return JsonResponse({"delivered": [number for (number,) in cursor.fetchall()]})

urlpatterns = [path("orders", order), path("delivered", delivered), *notification]
"""

SHOP = """
from types import SimpleNamespace
from django.db import connection

def find_order(number):
    return SimpleNamespace(number=number, total=1999)

def mark_paid_once(order):
    with connection.cursor() as cursor:
        cursor.execute("insert into delivered values (%s)", [order.number])
    assert "F" not in order.number, "out of stock"

def mark_refund(number, status):
    raise NotImplementedError

"""

FOUND = re.search(r"```python\n# shop/urls.py\n(.*?)```", README, re.DOTALL)
assert FOUND is not None
BLOCKING = SHOP + FOUND.group(1)

ASYNC = SHOP + """
from django.db import transaction
from asgiref.sync import sync_to_async
from qq_wxpay.django import notification_path

async def paid(event):
    await sync_to_async(mark_paid_once)(find_order(event.out_trade_no))

urlpatterns = [notification_path("notify", paid=paid)]
transaction.non_atomic_requests(urlpatterns[0].callback)
"""


class Site:
    """Files, and the environment in which programs run."""

    def __init__(self, folder: pathlib.Path, env: Dict[str, str], settings: str = "", shop: str = BLOCKING, oldest: bool = False) -> None:
        self.folder = folder
        files = {"settings.py": SETTINGS + settings, "urls.py": URLS, "shop.py": shop}
        files["manage.py"] = "import sys\nfrom django.core.management import execute_from_command_line as run\nrun(sys.argv)\n"
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
        with sqlite3.connect(folder / "db") as database:
            database.execute("create table if not exists delivered (number text)")
        bare = {name: value for name, value in os.environ.items() if not name.startswith("QQ_WXPAY_")}
        path = [str(OLDEST)] if oldest else []
        self.env = {**bare, **env, "DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": os.pathsep.join([*path, str(folder)])}

    def manage(self, *arguments: str) -> Tuple[int, str]:
        """What a command says, and how it ends."""
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str) -> Tuple[int, str]:
        ended = subprocess.run([sys.executable, *arguments], cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=120)
        return ended.returncode, ended.stdout + ended.stderr

    @contextmanager
    def serve(self, server: List[str]) -> Iterator["Served"]:
        port = free_port()
        command = [sys.executable, "-m", *[word.format(port=port) for word in server]]
        with open(self.folder / "log", "w+b") as log:
            process = subprocess.Popen(command, cwd=self.folder, env=self.env, stdout=log, stderr=subprocess.STDOUT)
            try:
                served = Served(f"http://127.0.0.1:{port}")
                until("the site", lambda: served.is_up() or process.poll() is not None)
                assert process.poll() is None, self.log()
                yield served
            finally:
                process.terminate()
                process.wait(30)

    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")


class Served:
    def __init__(self, address: str) -> None:
        self.address = address

    def is_up(self) -> bool:
        try:
            return self.delivered() is not None
        except OSError:
            return False

    def delivered(self) -> Any:
        return call(f"{self.address}/delivered")["delivered"]

    def order(self, number: str) -> Any:
        given = {"number": number, "notify_url": f"{self.address}/notify"}
        return call(f"{self.address}/orders?{urllib.parse.urlencode(given)}", method="POST")

    def status(self, content: object) -> int:
        try:
            call(f"{self.address}/notify", content)
            return 200
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
