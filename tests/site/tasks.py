"""What the program of each page must do, in whichever language."""

from __future__ import annotations

import itertools
import pathlib
import re
import subprocess
from typing import Dict, List

from languages import Commands
from sandbox import Sandbox, Server, Wrong, environment, free_port

SECONDS = 120
#: A link to pay, in whatever quotes it is printed.
LINK = re.compile(r"https?://[^\s'\"]*prepay_id=[^\s'\"]+")
_numbers = itertools.count(1)


class Programs:
    """The programs of one language, on one sandbox."""

    def __init__(self, name: str, commands: Commands, sandbox: Sandbox, folder: pathlib.Path) -> None:
        self.name, self._commands, self.sandbox, self.folder = name, commands, sandbox, folder
        self.ran: List[str] = []

    def check(self) -> None:
        self._start()
        number = self._order()
        self._refund(number)
        self._cron(number)
        self._close()
        self._bill()
        if self._commands("notify") is not None:
            self._notify()
        if self.name in ("Node", "Python"):  # the tests of Go and PHP run theirs, the others show it in their READMEs
            self._merchants()

    def number(self) -> str:
        return f"D{self.name.upper()}{next(_numbers):04}"

    def _run(self, task: str, *arguments: str, fails: bool = False) -> str:
        command = self._commands(task)
        if command is None:
            raise Wrong(f"there is no program for {task}")
        done = subprocess.run(
            [*command, *arguments], cwd=self.folder, env=environment(self.sandbox), capture_output=True, text=True, timeout=SECONDS, check=False
        )
        if (done.returncode != 0) is not fails:
            raise Wrong(f"{task} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        self.ran.append(task)
        return done.stdout + (done.stderr if fails else "")

    def _expect(self, task: str, said: str, *words: str) -> None:
        for word in words:
            if word.lower() not in said.lower():
                raise Wrong(f"{task} does not say {word!r}:\n{said}")

    def _link(self, task: str, said: str) -> str:
        found = LINK.search(said)
        if found is None:
            raise Wrong(f"{task} prints no link:\n{said}")
        return found[0].replace("\\u0026", "&")  # as JSON of some languages writes it

    def _start(self) -> None:
        self._expect("start", self._run("start"), "https://pay.example.com")

    def _order(self, pays: bool = True) -> str:
        number = self.number()
        said = self._run("order", number)
        self._expect("order", said, "https://pay.example.com")
        if pays:
            self.sandbox.pay(self._link("order", said))
        refused = self._run("order", "T1", fails=True)
        self._expect("order", refused, "ORDER_NUMBER_LENGTH", "out", "never")
        return number

    def _refund(self, number: str) -> None:
        refund = f"R{number}"
        said = self._run("refund", number, refund)
        self._expect("refund", said, "PROCESSING")
        found = next(one for one in self.sandbox.control("GET", "/sandbox/refunds") if one["out_refund_no"] == refund)
        if "500" not in str(found):
            raise Wrong(f"another refund: {found}")

    def _cron(self, number: str) -> None:
        self._expect("cron", self._run("cron", number), f"deliver {number}")

    def _close(self) -> None:
        unpaid = self._order(pays=False)
        self._expect("close", self._run("close", unpaid), "closed: the goods are free")

    def _bill(self) -> None:
        said = self._run("order", self.number())
        day = self.sandbox.two_days_ago(self._link("order", said))
        rows, fen, total = re.findall(r"\d+", self._run("bill", day))[:3]
        if int(rows) < 1 or fen != total or int(fen) != 1999 * int(rows):
            raise Wrong(f"the bill of {day} has {rows} rows of {fen} fen, and says {total}")

    def _notify(self) -> None:
        port = free_port()
        notify = {"QQ_WXPAY_NOTIFY_URL": f"http://127.0.0.1:{port}/notify"}
        command = [word.replace("{port}", str(port)) for word in self._commands("notify") or []]
        server = Server(command, self.folder, environment(self.sandbox, PORT=str(port), **notify))
        try:
            wait_for(port)
            before = dict(self.sandbox.env)
            self.sandbox.env.update(notify)
            # A number of its own sandbox would need another program: the one that is shown has this number.
            said = self._run("start")
            self.sandbox.env = before
            self.sandbox.pay(self._link("start", said))
            server.says("deliver T20261123000001")
            self.ran.append("notify")
        finally:
            server.close()


    def _merchants(self) -> None:
        port = free_port()
        notify = {"QQ_WXPAY_NOTIFY_URL": f"http://127.0.0.1:{port}/notify"}
        server = Server(self._commands("merchants") or [], self.folder, environment(self.sandbox, PORT=str(port), **notify))
        try:
            link = server.says(LINK.pattern)[0]
            wait_for(port)
            self.sandbox.pay(link)
            server.says("deliver mugs T20261123000002")
            self.ran.append("merchants")
        finally:
            server.close()


def wait_for(port: int) -> None:
    import socket

    from sandbox import until

    def listens() -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", port)) == 0

    until(f"port {port}", listens)


