"""Faults by the hundred: which, where, and what came of them."""

from __future__ import annotations

import errno
import json
import random
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from nkreader.archive import adding, levelling, restoring
from tests.faults.judging import complaints
from tests.faults.scenes import SCENES, Scene, State, articles_of, state
from tests.faults.tracing import Fault, Outcome, can_trace, in_child

ERRORS = (0, errno.ENOSPC, errno.EIO)
"""At every write: a kill, a full disk, a failing disk."""


@dataclass
class Stage:
    """A scene, made once and copied for every fault."""

    scene: Scene
    folder: Path
    made: Path
    """What is copied; scenes that begin alike share it."""
    before: State = frozenset()
    after: State = frozenset()
    articles: State = frozenset()
    steps: tuple[str, ...] = ()
    seconds: float = 0.0

    def prepare(self, trace: bool) -> None:
        """Make the scene and see where it leads when nothing goes wrong."""
        if not self.made.exists():
            made = in_child(self._make, self.folder, trace=False)
            if made.status != 0:
                raise RuntimeError(f"{self.scene.name}: {made.errors}")
        self.set()
        self.before, self.articles = state(self.work), articles_of(self.work)
        done = self.run(None, trace)
        if done.status not in (0, 1):
            raise RuntimeError(f"{self.scene.name}: {done.status} {done.errors}")
        self.after, self.steps = state(self.work), done.steps
        self.seconds = done.seconds * (0.5 if trace else 1)  # tracing slows it down

    def _make(self) -> int:
        shutil.rmtree(self.work, ignore_errors=True)  # what the scene before this one left
        self.work.mkdir(parents=True)
        self.scene.before(self.work)
        self.work.rename(self.made)
        return 0

    @property
    def work(self) -> Path:
        """Where it is played."""
        return self.folder / "work"

    def set(self) -> None:
        """Put everything back."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.made, self.work)

    def run(self, fault: Fault | None, trace: bool) -> Outcome:
        """Do the work, in a process of its own."""
        return in_child(partial(self.scene.work, self.work), self.work, fault, trace)

    def play(self, fault: Fault) -> tuple[Outcome, list[str]]:
        """Let it go wrong once, and judge."""
        self.set()
        outcome = self.run(fault, trace=bool(fault.step))
        judged = in_child(partial(self._judge, outcome), self.work, trace=False)
        if judged.status != 0:
            return outcome, [f"the library cannot be used: {judged.errors[-2000:]}"]
        found: list[str] = json.loads(judged.output.splitlines()[-1])
        return outcome, found

    def _judge(self, outcome: Outcome) -> int:
        found = complaints(self.scene, self.work, outcome, self.before, self.after, self.articles)
        print(json.dumps(found))
        return 0


@dataclass
class Tally:
    """What came of it."""

    faults: Counter[str] = field(default_factory=Counter)
    """By kind: those that really happened."""
    scenes: Counter[str] = field(default_factory=Counter)
    steps: dict[str, int] = field(default_factory=dict)
    """Writes of each scene."""
    losses: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """For a program."""
        return {"faults": self.faults.total(), "kinds": self.faults, "scenes": self.scenes, "steps": self.steps,
                "losses": self.losses}  # fmt: skip


def run(folder: Path, count: int, seed: int = 1, every: str = "") -> Iterator[Tally]:
    """Inject so many faults; gives the tally after each. `every` is the beginning of scenes' names: then all errors at
    all of their writes, however many.
    """
    if threading.active_count() > 1:
        raise RuntimeError("a process with threads must not fork")
    # Small batches: as many commits for ten articles as elsewhere for ten thousand.
    levelling.BATCH = adding.BATCH = restoring.BATCH = 2
    traced = can_trace()
    tally = Tally()
    stages = [Stage(scene, folder / "scene", folder / scene.before.__name__) for scene in SCENES]
    if every:
        stages = [stage for stage in stages if stage.scene.name.startswith(every)]
    for stage in stages:
        stage.prepare(traced)
        tally.steps[stage.scene.name] = len(stage.steps)
    for stage, fault in _all(stages) if every else _chosen(stages, count, seed):
        outcome, found = stage.play(fault)
        happened = outcome.status is None or bool(fault.error and len(outcome.steps) >= fault.step)
        if happened:
            tally.faults[str(fault).split(" ")[0] + (" at a write" if fault.step else " at a moment")] += 1
            tally.scenes[stage.scene.name] += 1
        where = outcome.steps[-1] if fault.step and outcome.steps else ""
        tally.losses += [f"{stage.scene.name}, {fault} ({where}): {what}" for what in found]
        yield tally


def _all(stages: list[Stage]) -> Iterator[tuple[Stage, Fault]]:
    """Every error at every write."""
    for stage in stages:
        for step in range(1, len(stage.steps) + 1):
            for error in ERRORS:
                yield stage, Fault(step, error)


def _chosen(stages: list[Stage], count: int, seed: int) -> Iterator[tuple[Stage, Fault]]:
    """From every scene as many as from the others: writes in any order, each with every error once, and moments."""
    chance = random.Random(seed)
    waiting: list[list[Fault]] = []
    for stage in stages:
        faults = [Fault(step, error) for step in range(1, len(stage.steps) + 1) for error in ERRORS]
        chance.shuffle(faults)
        waiting.append(faults)
    for number in range(count):
        at = number % len(stages)
        if waiting[at] and (number // len(stages) + at) % 8:
            yield stages[at], waiting[at].pop()
        else:
            yield stages[at], Fault(seconds=chance.uniform(0.001, stages[at].seconds))
