"""The host's own functions that the core asks: each question runs where its function may wait."""

from __future__ import annotations

import json
import threading
import weakref
from typing import TYPE_CHECKING, Any, Awaitable, Callable, Dict, List, Mapping, Optional, Set

from ._answers import Answer
from ._errors import QqWxPayError
from ._fork import away_from_forks
from ._guard import emptied
from ._loop import OwnLoop
from ._observing import logger
from ._parts import Question, parts_of
from ._threads import asked_by, begin_thread

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future

_KEPT = 100
"""So many exceptions are kept for the calls that fail because of them."""

_FORGOTTEN = "forgotten"
"""In the place of a question: nobody waits for the answer to it any more."""


class Host:
    """Answers the questions of one client in one process."""

    def __init__(self, questions: Dict[str, Question], owner: object) -> None:
        self._owner = owner
        self._questions = questions
        self._told: Set[str] = set()
        self._thrown: Dict[int, BaseException] = {}
        self._open: Dict[int, Optional[Future[None]]] = {}
        self._lock = threading.Lock()
        self._client: Callable[[], Any] = lambda: None
        self.loop: Optional[asyncio.AbstractEventLoop] = None
        """The loop on which async functions run: that of the call under way, where it is an async one."""
        self._own_loop = OwnLoop()

    def belongs_to(self, client: Any) -> None:
        """The client is held weakly: it holds this host, in a way that the garbage collector does not see."""
        self._client = weakref.ref(client)
        weakref.finalize(client, self._own_loop.end)

    def ask(self, number: int, question: str, arguments: str) -> None:
        """Waits for nothing: the function gets a thread of Python, which may end with the interpreter at any point."""
        if question == _FORGOTTEN:
            self._forget(number)
            return
        with self._lock:
            self._open[number] = None
        # In a list, which whoever takes them empties: what the function raises carries the frames here along.
        begin_thread(self._run, (number, question, [arguments], self._client()))

    def _run(self, number: int, question: str, arguments: List[str], client: Any) -> None:
        """Never raises: what a function raises is kept, and given to the call that fails because of it.

        It keeps the client until the answer is there, which otherwise nobody could take.
        """
        try:
            self._begin(number, question, arguments, client)
        except BaseException as error:
            self._fail(number, question, error)

    def _begin(self, number: int, question: str, arguments: List[str], client: Any) -> None:
        asked = self._questions[question]
        with asked_by(self._owner), away_from_forks():
            value = asked.function(*asked.given(json.loads(arguments.pop())))
        if hasattr(value, "__await__"):
            self._await(number, question, value, client)
        else:
            self._say(number, question, asked.answer(asked.field, value))

    def _await(self, number: int, question: str, value: Awaitable[Any], client: Any) -> None:
        import asyncio

        kept = [client]
        asked = self._questions[question]

        async def answered() -> Answer:
            # Of a task of its own, whose context ends with it.
            with asked_by(self._owner):
                return asked.answer(asked.field, await value)

        async def wait() -> None:
            try:
                answer = await answered()
            except BaseException as error:
                self._fail(number, question, error)
            else:
                self._say(number, question, answer)
            finally:
                kept.clear()

        loop = self.loop
        if loop is not None and loop.is_running():
            work: Optional[Future[None]] = asyncio.run_coroutine_threadsafe(wait(), loop)
        else:
            work = self._own_loop.run(wait())
        with self._lock:
            awaited = number in self._open
            if awaited:
                self._open[number] = work
        if work is not None and not awaited:
            work.cancel()

    def _forget(self, number: int) -> None:
        """Cancels what is awaited; a function that blocks goes on, and what it gives is for nobody."""
        with self._lock:
            work = self._open.pop(number, None)
        if work is not None:
            work.cancel()

    def _fail(self, number: int, question: str, error: BaseException) -> None:
        emptied(error)
        self._say(number, question, self._questions[question].failed(error))

    def _say(self, number: int, question: str, answer: Answer) -> None:
        with self._lock:
            self._open.pop(number, None)
            if answer.error is not None:
                self._thrown[number] = answer.error
                if len(self._thrown) > _KEPT:
                    del self._thrown[next(iter(self._thrown))]
        client = self._client()
        if client is not None:
            client.answer(number, answer.text)
        if isinstance(answer.error, QqWxPayError) and question not in self._told:
            # Also where no call fails because of it. Once: it will be the same each time.
            self._told.add(question)
            logger().error("a function of the host: %s", answer.error)

    def thrown(self, number: Optional[int]) -> Optional[BaseException]:
        """What was raised in answer to this question."""
        if number is None:
            return None
        with self._lock:
            return self._thrown.pop(number, None)


class HostParts:
    """The host of a client in each process, and what the core is told of it."""

    def __init__(self, given: Mapping[str, Any], owner: object) -> None:
        self._parts = parts_of(given)
        self._owner = owner

    def host(self) -> Optional[Host]:
        """The host of this process; `None` where no function is asked."""
        questions = self._parts.questions
        return Host(questions, self._owner) if questions else None

    def told(self, host: Optional[Host]) -> Dict[str, Any]:
        """What the core is told."""
        return {} if host is None else {**self._parts.told, "ask": host.ask}
