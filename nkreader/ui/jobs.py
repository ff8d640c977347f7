"""Work that must not hold up the keys: reading and searching in worker threads, writing in order.

Nothing here touches a widget. Work gives back a message, which its screen handles; an error becomes `Failed`.
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from nkreader.model.sanitise import safe_line
from nkreader.ui.carrying import Carrying


class Answer(Carrying):
    """What a job found. Only the answer to the latest question of its group counts."""

    generation: int


class Failed(Carrying):
    """A job could not be done."""

    what: str
    """What was tried: `search`, `open the article`."""
    why: str
    """One printable line."""


class Waits(Carrying):
    """A job waits for another nkreader that is writing; told again, with an empty text, when it goes on or ends."""

    text: str


class GivenUp(Exception):
    """Raised inside long work when nobody waits for it any more."""


def in_a_line(error: BaseException) -> str:
    """An error as the status line tells it: never a traceback, never raw text."""
    text = " ".join(safe_line(str(error)).split())
    known = type(error).__module__.startswith("nkreader") or isinstance(error, OSError)
    return text if known and text else f"{type(error).__name__}: {text}".rstrip(": ")


def _tell_at_the_end(text: str) -> None:
    """Say why the program has not ended yet, to a terminal that is given back already."""
    print(f"nkreader: {safe_line(text)}", file=sys.__stderr__, flush=True)


class Jobs:
    """The jobs of one screen."""

    def __init__(self, screen: Widget) -> None:
        self._screen = screen
        self._generations: Counter[str] = Counter()
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="nkreader-writer")
        self._grower = ThreadPoolExecutor(max_workers=2, thread_name_prefix="nkreader-grower")
        self._waiting: dict[int, str] = {}
        """What each thread waits for."""
        self._closing = threading.Event()

    def read(self, group: str, what: str, work: Callable[[int], Message]) -> None:
        """Do `work` in a thread; it gets its generation. Earlier answers of the group count no more."""
        generation = self.renew(group)

        def run() -> None:
            worker = get_current_worker()
            message = self._outcome(what, lambda: work(generation))
            if message is not None and not worker.is_cancelled:
                self._screen.post_message(message)

        self._screen.run_worker(run, name=what, group=group, thread=True, exclusive=True, exit_on_error=False)

    def write(self, what: str, work: Callable[[], Message | None]) -> None:
        """Do `work` after everything asked to be written before."""
        self._submit(self._writer, what, work)

    def grow(self, what: str, work: Callable[[], Message | None]) -> None:
        """Do long `work` that takes articles in; it goes on beside what the reader marks.

        It calls `go_on` now and then, and is given up there when the program ends.
        """
        self._submit(self._grower, what, work)

    def go_on(self) -> None:
        """Called inside long work.

        Raises:
            GivenUp: if the program ends.
        """
        if self._closing.is_set():
            raise GivenUp
        self._no_longer_waiting()

    def linger(self, group: str, generation: int, seconds: float) -> None:
        """Called at the beginning of work that slows the keys down: the reader may only be passing by.

        Raises:
            GivenUp: if something else of the group has been asked for since, or the program ends.
        """
        self._closing.wait(seconds)
        self.go_on()
        if generation != self._generations[group]:
            raise GivenUp

    def waits(self, text: str) -> None:
        """Tell that the calling thread waits for another nkreader; the archive calls this."""
        self._waiting[threading.get_ident()] = text
        self._screen.post_message(Waits(text))
        if self._closing.is_set():
            _tell_at_the_end(text)

    def _no_longer_waiting(self) -> None:
        if self._waiting.pop(threading.get_ident(), ""):
            self._screen.post_message(Waits(""))

    def _submit(self, where: ThreadPoolExecutor, what: str, work: Callable[[], Message | None]) -> None:
        def run() -> None:
            message = self._outcome(what, work)
            if message is not None:
                self._screen.post_message(message)

        where.submit(run)

    def renew(self, group: str) -> int:
        """Let answers on their way in a group count no more."""
        self._generations[group] += 1
        return self._generations[group]

    def current(self, group: str, answer: Answer) -> bool:
        """Whether an answer is that to the latest question of its group."""
        return answer.generation == self._generations[group]

    def wanted(self, group: str, generation: int) -> bool:
        """Whether the answer to a question of a group is still waited for."""
        return generation == self._generations[group]

    def close(self) -> None:
        """Wait until everything is written; long work is given up, what it has done is kept."""
        self._closing.set()
        for text in [*self._waiting.values()][:1]:
            _tell_at_the_end(text)
        self._grower.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _outcome(self, what: str, work: Callable[[], Message | None]) -> Message | None:
        try:
            return work()
        except GivenUp:
            return None
        except Exception as error:
            return Failed(what, in_a_line(error))
        finally:
            self._no_longer_waiting()
