"""Several hosts asked at once, each one thing at a time; what comes is taken by the thread that asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from nkreader.fetching.errors import Stopped

WORKERS = 8
"""Hosts that are asked at once."""
OFTEN = 0.2
"""Seconds after which the thread that waits is told of again, so that it can give up."""
T = TypeVar("T")
R = TypeVar("R")
Told = Callable[[str], None]


def side_by_side(
    tasks: Iterable[T],
    host_of: Callable[[T], str],
    work: Callable[[T, Told], R],
    told: Told,
    stop: Callable[[], None],
    workers: int = WORKERS,
) -> Generator[tuple[T, R | Exception], None, None]:
    """What `work` gives, or raises, for each task, as it comes; those of one host in their order.

    `told` is called here, between what comes, with what is being done; what it raises ends the whole, as closing the
    iterator does. `stop` is called then, and is to make those who wait give up.
    """
    hosts: dict[str, deque[T]] = {}
    for task in tasks:
        hosts.setdefault(host_of(task), deque()).append(task)
    crew = _Crew(deque(hosts.values()), work)
    for _ in range(min(workers, len(hosts))):
        threading.Thread(target=crew.serve, daemon=True).start()
    left = crew.tasks
    said = ""
    try:
        while left:
            try:
                given = crew.came.get(timeout=OFTEN)
            except Empty:
                if said:
                    told(said)
                continue
            if isinstance(given, str):
                told(said := given)
            else:
                left -= 1
                yield given
    finally:
        if left:
            crew.ended = True
            stop()


class _Crew(Generic[T, R]):
    """Threads that take the tasks of one host after another."""

    def __init__(self, hosts: deque[deque[T]], work: Callable[[T, Told], R]) -> None:
        self.tasks = sum(map(len, hosts))
        self.came: SimpleQueue[tuple[T, R | Exception] | str] = SimpleQueue()
        """What is done, and lines about what is being done."""
        self.ended = False
        self._hosts = hosts
        self._work = work

    def serve(self) -> None:
        """Do what is left to do; done in a thread."""
        while self._hosts:
            try:
                mine = self._hosts.popleft()
            except IndexError:
                return
            while mine and not self.ended:
                task = mine.popleft()
                try:
                    self.came.put((task, self._work(task, self.came.put)))
                except Stopped:
                    return
                except Exception as error:
                    self.came.put((task, error))
