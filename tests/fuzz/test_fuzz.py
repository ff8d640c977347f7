"""Files that were good and are not: bitten, cut, doubled. Each gives articles or one clear line, and soon."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader.ingest import Extract, Refused, Skipped, guarded
from nkreader.ingest.extract import LIMIT
from nkreader.ingest.formats.given import Left, Text
from nkreader.ingest.formats.table import SEVERAL, SINGLE
from nkreader.ingest.formats.unpacking import Plain
from nkreader.ingest.texts import article_of
from tests.fuzz.corpus import WORDS, corpus, named
from tests.ingest.making import tarred, zipped

CORPUS = corpus()
Bite = Callable[[bytes], bytes]
OUR_FAULT = "fault of nkreader"
TOO_LONG = "reading it took too long"


def read(name: str, data: bytes) -> tuple[int, list[str]]:
    """How many articles there are, and why the rest is none."""
    articles, reasons = 0, []
    try:
        for one in guarded.answers(name, LIMIT, data, seconds=10):
            if isinstance(one, Text):
                try:
                    article_of(one)
                    articles += 1
                except Refused as refused:
                    reasons.append(refused.reason)
            elif isinstance(one, Skipped | Left):
                reasons.append(one.reason)
            else:
                assert isinstance(one, Plain | Extract)
                articles += 1
    except Refused as refused:
        reasons.append(refused.reason)
    return articles, reasons


def sound(name: str, data: bytes) -> None:
    """Fail unless a file gives articles or clear lines."""
    articles, reasons = read(name, data)
    assert articles or reasons
    for reason in reasons:
        assert OUR_FAULT not in reason
        assert TOO_LONG not in reason
        assert "\n" not in reason
        assert len(reason) < 400


def flip(place: float, bit: int) -> Bite:
    def bite(data: bytes) -> bytes:
        at = int(place * (len(data) - 1))
        return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :] if data else data

    return bite


def cut(place: float, length: int) -> Bite:
    return lambda data: data[: int(place * len(data))] + data[int(place * len(data)) + length :]


def put(place: float, more: bytes) -> Bite:
    return lambda data: data[: int(place * len(data))] + more + data[int(place * len(data)) :]


def double(place: float, length: int, times: int) -> Bite:
    def bite(data: bytes) -> bytes:
        at = int(place * len(data))
        return data[:at] + data[at : at + length] * times + data[at:]

    return bite


PLACES = st.floats(0, 1)
TOKENS = st.sampled_from(WORDS)
BITES = st.one_of(
    st.builds(flip, PLACES, st.integers(0, 7)),
    st.builds(cut, PLACES, st.integers(1, 400)),
    st.builds(put, PLACES, TOKENS | st.binary(min_size=1, max_size=8)),
    st.builds(double, PLACES, st.integers(1, 200), st.integers(2, 50)),
)
EXAMPLES = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(EXAMPLES, max_examples=1500)


def test_the_corpus_has_every_format_and_each_of_its_files_is_read() -> None:
    assert set(CORPUS) == {*SINGLE, *SEVERAL}
    for suffix, files in CORPUS.items():
        for data in files:
            articles, reasons = read(named(suffix), data)
            assert articles or suffix == ".opml", (suffix, reasons)


def bitten(suffix: str, which: int, bites: list[Bite]) -> bytes:
    data = CORPUS[suffix][which % len(CORPUS[suffix])]
    for bite in bites:
        data = bite(data)
    return data


def repacked(suffix: str, which: int, member: int, bites: list[Bite]) -> bytes:
    """An archive of which one member is bitten and packed again."""
    with zipfile.ZipFile(io.BytesIO(bitten(suffix, which, []))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(members)[member % len(members)]
    for bite in bites:
        members[name] = bite(members[name])
    return zipped(members)


@pytest.mark.parametrize("suffix", sorted({place: suffix for suffix, place in {**SINGLE, **SEVERAL}.items()}.values()))
@given(st.integers(0, 2), st.lists(BITES, min_size=1, max_size=4))
@EXAMPLES
def test_bitten_files_of_every_format(suffix: str, which: int, bites: list[Bite]) -> None:
    sound(named(suffix), bitten(suffix, which, bites))


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub", ".zip"])
@given(st.integers(0, 2), st.integers(0, 9), st.lists(BITES, min_size=1, max_size=4))
@EXAMPLES
def test_bitten_members_of_whole_archives(suffix: str, which: int, member: int, bites: list[Bite]) -> None:
    sound(named(suffix), repacked(suffix, which, member, bites))


@pytest.mark.long
@pytest.mark.parametrize("suffix", sorted({**SINGLE, **SEVERAL}))
@given(st.integers(0, 2), st.lists(BITES, min_size=1, max_size=8))
@MANY
def test_many_bitten_files_of_every_format(suffix: str, which: int, bites: list[Bite]) -> None:
    sound(named(suffix), bitten(suffix, which, bites))


@pytest.mark.long
@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub", ".zip"])
@given(st.integers(0, 2), st.integers(0, 9), st.lists(BITES, min_size=1, max_size=8))
@MANY
def test_many_bitten_members_of_whole_archives(suffix: str, which: int, member: int, bites: list[Bite]) -> None:
    sound(named(suffix), repacked(suffix, which, member, bites))


NAMES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from("/.#\\~"),
    min_size=1,
    max_size=30,
)
SUFFIXES = st.sampled_from([".html", ".txt", ".zip", "", ".eml", "/x.htm"])
HELD = st.sampled_from([CORPUS[".html"][0], CORPUS[".zip"][0], b"", b"A story.\n\nOf two lines."])
MEMBERS = st.dictionaries(
    st.builds("{}{}".format, NAMES, SUFFIXES), HELD | st.binary(max_size=50), min_size=1, max_size=5
)


@given(MEMBERS, st.sampled_from(["zip", "tar"]))
@settings(EXAMPLES, max_examples=40)
def test_archives_of_any_members_under_any_names(members: dict[str, bytes], kind: str) -> None:
    sound(f"a.{kind}", zipped(members) if kind == "zip" else tarred(members))


@given(st.sampled_from(sorted({**SINGLE, **SEVERAL})), st.binary(max_size=300))
@settings(EXAMPLES, max_examples=60)
def test_any_bytes_under_any_suffix(suffix: str, data: bytes) -> None:
    sound(named(suffix), data)
