"""Fuzz the formats under atheris: `python -m tests.fuzz.mutate .pdf --seconds 600 --work FOLDER`.

Atheris is no dependency of the tests. Where it is installed for another Python, name the packages of this one in
PYTHONPATH. Each suffix is a run of its own. What is raised and is no refusal is noted once by where it was raised,
and the run goes on; a file that takes too long or too much memory ends it, as libFuzzer does.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import sys
import time
import traceback
import zipfile
import zlib
from pathlib import Path

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.given import Blob, Left, Text
from nkreader.ingest.formats.unpacking import unpacked
from nkreader.ingest.texts import article_of
from tests.fuzz.corpus import WORDS, corpus, named

WATCHED = ["nkreader.ingest.formats", "trafilatura", "htmldate", "feedparser", "pdfminer", "pypdf", "warcio", "email",
           "tarfile", "zipfile"]  # fmt: skip
"""What atheris sees into; all of it is imported when the first file is read."""


class Run:
    """What was done and found."""

    def __init__(self, suffix: str, folder: Path) -> None:
        self.suffix, self.folder = suffix, folder
        self.executions = self.articles = self.refused = 0
        self.slowest = 0.0
        self.found: dict[str, int] = {}
        self.begun = time.monotonic()

    def one(self, data: bytes) -> None:
        """Read one file."""
        self.executions += 1
        begun = time.process_time()
        try:
            for answer in unpacked(Blob(named(self.suffix), data)):
                if isinstance(answer, Text):
                    self.articles += 1
                    try:
                        article_of(answer)
                    except Refused:
                        self.refused += 1
                elif isinstance(answer, Left) and "fault of nkreader" in answer.reason:
                    self.note(answer.reason, data)
        except Refused:
            self.refused += 1
        except Exception as error:
            frames = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)[-3:]]
            self.note(f"{type(error).__name__} {' '.join(frames)}: {str(error)[:80]}", data)
        took = time.process_time() - begun
        if took > max(self.slowest, 2.0):
            (self.folder / f"slow{self.suffix}").write_bytes(data)
        self.slowest = max(self.slowest, took)
        if self.executions % 50 == 0:
            self.report()

    def note(self, what: str, data: bytes) -> None:
        """Keep the first file of each fault."""
        place = what.partition("(")[0].partition(": ")[0] if not what.startswith("a fault") else what.partition("(")[0]
        if place not in self.found:
            (self.folder / f"fault-{len(self.found)}{self.suffix}").write_bytes(data)
            print(f"FOUND {self.suffix} {what}", file=sys.stderr, flush=True)
        self.found[place] = self.found.get(place, 0) + 1

    def report(self) -> None:
        """Write what was done so far: libFuzzer ends the process without a word."""
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told = {"suffix": self.suffix, "executions": self.executions, "articles": self.articles,
                "refused": self.refused, "faults": self.found, "slowest": round(self.slowest, 2), "megabytes": used,
                "seconds": round(time.monotonic() - self.begun)}  # fmt: skip
        (self.folder / f"report{self.suffix}.json").write_text(json.dumps(told) + "\n")


def changed(data: bytes, most: int, chance: random.Random) -> bytes:
    """Mutate as libFuzzer does, or put a word in that formats stumble over."""
    if chance.random() < 0.3 and data:
        at = chance.randrange(len(data))
        return (data[:at] + chance.choice(WORDS) + data[at:])[:most]
    return bytes(atheris.Mutate(data, most))


def inside(data: bytes, most: int, seed: int) -> bytes:
    """Mutate a packed file, half of the time what it holds."""
    chance = random.Random(seed)
    try:
        if chance.random() < 0.5:
            return changed(data, most, chance)
        if data.startswith(b"\x1f\x8b"):
            return zlib_packed(changed(zlib.decompress(data, 31, 1), most * 4, chance))[:most]
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return changed(data, most, chance)
    if members:
        name = chance.choice(sorted(members))
        members[name] = changed(members[name], most, chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", chance.choice([0, 8])) as archive:
        for name, held in members.items():
            archive.writestr(name, held)
    return made.getvalue()[:most]


def zlib_packed(data: bytes) -> bytes:
    """As gzip writes it."""
    pack = zlib.compressobj(1, wbits=31)
    return pack.compress(data) + pack.flush()


def main() -> None:
    """Run until the time is over."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("suffix")
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--work", type=Path, required=True, help="a folder for the corpus and for what is found")
    given = options.parse_args()
    seeds = given.work / f"corpus{given.suffix}"
    seeds.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(corpus()[given.suffix]):
        (seeds / f"seed-{number}").write_bytes(data)
    run = Run(given.suffix, given.work)
    with atheris.instrument_imports(include=WATCHED):
        for data in corpus()[given.suffix]:
            run.one(data)
    flags = [sys.argv[0], f"-max_total_time={given.seconds}", "-timeout=30", "-rss_limit_mb=2500", "-max_len=40000",
             f"-artifact_prefix={given.work}/stopped{given.suffix}-", "-verbosity=0", str(seeds)]  # fmt: skip
    atheris.Setup(flags, run.one, custom_mutator=inside)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
