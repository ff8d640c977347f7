"""Jobs: the last question counts, writes keep their order, errors are one printable line."""

from __future__ import annotations

import threading
from functools import partial

from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.screen import Screen

from nkreader.archive.errors import LibraryError
from nkreader.model.sanitise import is_safe
from nkreader.ui.jobs import Answer, Failed, GivenUp, Jobs, Waits, in_a_line
from tests.ui.conftest import until


class Desk(Screen[None]):
    """Counts the answers that count."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs = Jobs(self)
        self.current: list[int] = []
        self.failed: list[Failed] = []
        self.waits: list[str] = []

    @on(Answer)
    def _answered(self, message: Answer) -> None:
        if self.jobs.current("questions", message):
            self.current.append(message.generation)

    @on(Waits)
    def _waits(self, message: Waits) -> None:
        self.waits.append(message.text)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.failed.append(message)


class Room(App[None]):
    """Holds the desk."""

    def get_default_screen(self) -> Desk:
        return Desk()

    def compose(self) -> ComposeResult:
        yield from ()


def _desk(app: App[None]) -> Desk:
    assert isinstance(app.screen, Desk)
    return app.screen


async def test_who_only_passes_by_has_nothing_worked_out() -> None:
    worked: list[int] = []

    def heavy(desk: Desk, seconds: float, generation: int) -> Message:
        desk.jobs.linger("questions", generation, seconds)
        worked.append(generation)
        return Answer(generation)

    app = Room()
    async with app.run_test() as pilot:
        desk = _desk(app)
        for seconds in (0.3, 0.3, 0.01):
            desk.jobs.read("questions", "ask", partial(heavy, desk, seconds))
        await until(pilot, lambda: desk.current, "the last answer")
        await until(pilot, lambda: all(worker.is_finished for worker in app.workers), "all jobs")
        assert worked == desk.current == [3]
        assert desk.failed == []


async def test_an_answer_overtaken_by_a_newer_question_does_not_count() -> None:
    release = threading.Event()

    def slowly(generation: int) -> Message:
        release.wait(5)
        return Answer(generation)

    async with Room().run_test() as pilot:
        desk = _desk(pilot.app)
        desk.jobs.read("questions", "ask", slowly)
        desk.jobs.read("questions", "ask", Answer)
        await until(pilot, lambda: desk.current)
        release.set()
        await pilot.pause(0.1)
        assert desk.current == [2]
        desk.jobs.close()


async def test_writes_are_done_in_the_order_they_were_asked_for() -> None:
    done: list[int] = []
    async with Room().run_test() as pilot:
        desk = _desk(pilot.app)
        for number in range(50):
            desk.jobs.write("write", lambda number=number: done.append(number))  # type: ignore[misc]
        desk.jobs.close()
    assert done == list(range(50))


async def test_long_work_goes_on_beside_writes_and_is_given_up_in_the_end() -> None:
    begun, written = threading.Event(), threading.Event()
    rounds = 0
    async with Room().run_test() as pilot:
        desk = _desk(pilot.app)

        def work() -> Message:
            nonlocal rounds
            while True:
                desk.jobs.go_on()
                rounds += 1
                begun.set()
                written.wait(5)

        desk.jobs.grow("take in", work)
        assert begun.wait(5)
        desk.jobs.write("write", written.set)
        assert written.wait(5)
        desk.jobs.close()
        assert rounds
        assert desk.failed == []


async def test_a_wait_is_told_until_the_job_ends() -> None:
    release = threading.Event()
    async with Room().run_test() as pilot:
        desk = _desk(pilot.app)

        def work() -> None:
            desk.jobs.waits("another is writing")
            release.wait(5)

        desk.jobs.write("write", work)
        await until(pilot, lambda: desk.waits == ["another is writing"])
        release.set()
        await until(pilot, lambda: desk.waits == ["another is writing", ""])
        desk.jobs.close()


async def test_what_fails_is_told_and_what_was_given_up_is_not() -> None:
    def fail(generation: int) -> Message:
        raise LibraryError("cannot read\n\x1b[2J here")

    def give_up(generation: int) -> Message:
        raise GivenUp

    async with Room().run_test() as pilot:
        desk = _desk(pilot.app)
        desk.jobs.read("one", "give up", give_up)
        desk.jobs.read("two", "open it", fail)
        await until(pilot, lambda: desk.failed)
        assert desk.failed == [Failed("open it", "cannot read ␛[2J here")]
        desk.jobs.close()


def test_unforeseen_errors_say_what_they_are() -> None:
    assert in_a_line(KeyError("\x9bboom")) == "KeyError: '\\x9bboom'"
    assert in_a_line(OSError("disk\nfull")) == "disk full"
    assert is_safe(in_a_line(RuntimeError("\u202e")))
