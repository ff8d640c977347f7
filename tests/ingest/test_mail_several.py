"""Mails that hold several articles, and files that hold several mails."""

from __future__ import annotations

import io
import mailbox
import zipfile
from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from nkreader.ingest import Extract, Refused, Skipped, articles, file_of
from nkreader.ingest.formats.given import ASIDE, PARAGRAPH, Blob, Inside, Left
from nkreader.ingest.formats.mbox import mbox
from nkreader.model.article import PartKind
from tests.ingest.mails import HTML, SECOND, STORY, given, only, texts, told, written

STAMP = b"From lee@desk.example Tue May  7 09:00:00 2024\n"
KCNA = """Today's reports

1. Delegation leaves Pyongyang
2. Ships come to Nampho

1. Delegation leaves Pyongyang

{0}

{1}

2. Ships come to Nampho

{1}

{0}
"""


def wire(*pieces: str) -> str:
    return "\n\n".join(pieces)


def test_an_agencys_file_is_cut_where_its_articles_begin() -> None:
    body = wire(
        "Contents\n1. Delegation leaves\n2. Ships come",
        f"(LEAD) Delegation leaves Pyongyang\nBy Kim Min-su\nPYONGYANG, May 6 (Harbour Wire) -- {STORY}",
        f"{SECOND}\n(END)",
        f"Ships come to Nampho\n\nNAMPHO, May 6 (Harbour Wire) -- {SECOND}",
        f"{STORY}\n(END)",
        "To unsubscribe write to us.",
    )
    first, second = texts(written(body, "Harbour Wire <news@harbour.example>", "Evening file"))
    assert (first.stated.title, second.stated.title) == ("(LEAD) Delegation leaves Pyongyang", "Ships come to Nampho")
    assert first.text.startswith("(LEAD) Delegation leaves Pyongyang\nBy Kim Min-su\nPYONGYANG, May 6")
    assert first.text.endswith("(END)")
    assert second.text.endswith("(END)")
    assert "unsubscribe" not in second.text
    assert (first.where, second.where) == ("article 1", "article 2")
    assert first.notices == ("one of 2 articles in a mail: Evening file",)
    assert first.stated.outlet == "Harbour Wire"
    assert first.same_as != second.same_as


def test_rules_between_articles_with_dates_and_addresses_cut_them() -> None:
    one = f"Delegation leaves Pyongyang\nMay 6, 2024\nhttps://harbour.example/1\n\n{STORY}\n\n{SECOND}"
    two = f"Ships come to Nampho\n2024-05-05\n\n{SECOND}\n\n{STORY}"
    first, second = texts(written(f"{one}\n\n==========\n\n{two}\n\n==========\n"))
    assert (first.stated.url, first.stated.published) == ("https://harbour.example/1", "May 6, 2024")
    assert first.stated.dated_by == "the line below its title"
    assert (second.stated.url, second.stated.published) == (None, "2024-05-05")
    assert second.stated.author is None
    assert "=" not in first.text + second.text


def test_datelines_behind_end_marks_need_no_titles() -> None:
    body = "\n\n".join(f"{place}, May 6 (Harbour Wire) -- {STORY} (END)" for place in ("SEOUL", "TOKYO", "BEIJING"))
    found = texts(written(body))
    assert [text.text.split(",")[0] for text in found] == ["SEOUL", "TOKYO", "BEIJING"]
    assert {text.stated.title for text in found} == {None}


def test_a_numbered_bulletin_gives_an_article_for_each_number() -> None:
    first, second = texts(written(KCNA.format(STORY, SECOND), subject="Bulletin"))
    assert first.text == f"Delegation leaves Pyongyang\n\n{STORY}\n\n{SECOND}"
    assert (second.stated.title, second.text.split("\n")[0]) == ("Ships come to Nampho", "Ships come to Nampho")


def test_a_digest_in_html_keeps_the_blocks_of_each_article() -> None:
    html = "".join(
        f"<h2>{title}</h2><p>By {name}</p><p>{STORY}</p><ul><li>rail</li></ul><hr>"
        for title, name in (("Delegation leaves", "Kim Min-su"), ("Ships come", "Park Ji-won"))
    )
    first, second = texts(written(html, kind=HTML))
    assert [kind for kind, _ in told(first.blocks)] == ["heading", "paragraph", "paragraph", "bullet"]
    assert second.stated.title == "Ships come"


@pytest.mark.parametrize(
    "body",
    [
        f"Talks end\n\nSEOUL, May 6 (Harbour Wire) -- {STORY}\n\n{SECOND}",
        f"What we ask:\n\n1. Who paid?\n2. Who came?\n3. Who left?\n\n{STORY}",
        f"{STORY}\n\n----------\n\n{SECOND}",
        f"1. {STORY}\n\n2. {SECOND}",
        f"Talks end\nBy Kim Min-su\n\n{STORY}\n\nWhat comes next\n\n{SECOND}",
    ],
)
def test_one_article_stays_one(body: str) -> None:
    text = only(written(body))
    whole = text.text or "\n".join(said for _, said in told(text.blocks))
    assert body.split("\n")[0] in whole
    assert body.split("\n")[-1] in whole


ALERT = "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://harbour.example/{0}&amp;ct=ga&amp;cd=x&amp;usg=y"
RESULT = """<tr itemscope itemtype="http://schema.org/Article"><td><a href="{url}" itemprop="url"><span itemprop="name">
<b>Pyongyang</b> delegation {number}</span></a><div itemprop="publisher"><a><span>Harbour Wire</span></a></div>
<div itemprop="description">It left ... on <b>Monday</b></div><a href="https://www.google.com/alerts/feedback?x">Flag as
irrelevant</a></td></tr>"""
PLAIN_ALERT = """=== News - 2 new results for [Pyongyang] ===

Pyongyang delegation 1
Harbour Wire
It left ... on
Monday
<{0}>

Pyongyang delegation 2
Harbour Wire
It left ... on Monday
<{1}>

- - - - - - - - - - - -
This as-it-happens alert is brought to you by its sender.

Unsubscribe:
<https://www.google.com/alerts/remove?x>
"""


@pytest.mark.parametrize("kind", [HTML, "text/plain; charset=utf-8"])
def test_each_result_of_an_alert_is_a_report_of_its_own(kind: str) -> None:
    urls = [ALERT.format(number) for number in (1, 2)]
    if kind == HTML:
        rows = "".join(RESULT.format(url=url, number=number) for number, url in enumerate(urls, 1))
        body = f"<table>{rows}</table><a href='https://www.google.com/alerts?s=1'>See more results</a>"
    else:
        body = PLAIN_ALERT.format(*(url.replace("&amp;", "&") for url in urls))
    sender = "Google Alerts <googlealerts-noreply@google.com>"
    found = texts(written(body, sender, "Google Alert - Pyongyang", kind))
    assert [text.stated.url for text in found] == ["https://harbour.example/1", "https://harbour.example/2"]
    for number, text in enumerate(found, 1):
        assert told(text.blocks) == [
            (PARAGRAPH, f"Pyongyang delegation {number}"),
            (PARAGRAPH, "It left ... on Monday"),
        ]
        assert (text.stated.title, text.stated.outlet) == (f"Pyongyang delegation {number}", "Harbour Wire")
        assert text.stated.published is None  # the mail's day is none of the report's
        assert text.stated.suggested == "Tue, 07 May 2024 09:00:00 +0900"
        assert text.notices == ("only what the alert quotes",)


def box(*mails: bytes, stamp: bytes = STAMP) -> bytes:
    return b"".join(stamp + mail.replace(b"\nFrom ", b"\n>From ") + b"\n\n" for mail in mails)


def inside(data: bytes) -> list[Inside | Left]:
    found = given(data, mbox, "file.mbox")
    assert all(isinstance(one, Inside | Left) for one in found)
    return [one for one in found if isinstance(one, Inside | Left)]


@pytest.mark.parametrize("stamp", [STAMP, b"From - Tue May 07 09:00:00 2024\n", STAMP.replace(b"\n", b"\r\n")])
def test_the_mails_of_a_mailbox_are_files_named_by_their_ids(stamp: bytes) -> None:
    body = f"{STORY}\n\nFrom Seoul he went on.\nFrom there, too.\n"
    mails = [written(body, number=number) for number in (1, 2)]
    found = inside(box(*mails, stamp=stamp))
    assert [one.name for one in found if isinstance(one, Inside)] == ["m1@desk.example.eml", "m2@desk.example.eml"]
    assert [only(one.data).text for one in found if isinstance(one, Inside)] == [body.strip()] * 2


def test_lines_that_look_like_separators_and_are_none() -> None:
    body = f"{STORY}\n\nFrom Seoul he went on.\n\nFrom: nobody\n"
    [one] = inside(STAMP + written(body))  # as a program wrote it that masks nothing
    assert isinstance(one, Inside)
    assert b"From Seoul he went on." in one.data


def test_python_reads_the_mailboxes_of_these_tests_alike(tmp_path: Path) -> None:
    path = tmp_path / "box"
    path.write_bytes(box(*(written(f"{STORY} {number}", number=number) for number in range(5))))
    theirs = [message["Message-ID"] for message in mailbox.mbox(path)]
    ours = [f"<{one.name.removesuffix('.eml')}>" for one in inside(path.read_bytes()) if isinstance(one, Inside)]
    assert ours == theirs


def test_a_mail_that_is_too_large_deleted_or_doubled() -> None:
    deleted = written(STORY, number=3, more="X-Mozilla-Status: 0009\n")
    read = written(STORY, number=4, more="X-Mozilla-Status: 0001\n")
    large = written(STORY + " x" * 2000, number=5)
    nameless = written(STORY).replace(b"Message-ID: <m1@desk.example>\n", b"")
    data = box(written(STORY), written(SECOND), deleted, read, large, nameless)
    found = [*mbox(Blob("file.mbox", data, limit=300))]
    assert [getattr(one, "name", getattr(one, "where", "")) for one in found] == [
        "m1@desk.example.eml", "message 2.eml", "m4@desk.example.eml", "m5@desk.example", "message 6.eml"
    ]  # fmt: skip
    assert found[3] == Left("m5@desk.example", "larger than 3 kB", lasting=False)


def test_what_is_no_mailbox_is_refused() -> None:
    for data in (b"", b"\n\n", b"From me to you,\nall the best.\n", b"Dear all\n" + STAMP, bytes(range(256))):
        with pytest.raises(Refused):
            inside(data)


def test_one_bad_mail_costs_itself_alone(tmp_path: Path) -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000))
    bad = b"From: x <x@desk.example>\nMessage-ID: <bad@desk.example>\nMIME-Version: 1.0\n" + nested.encode()
    (tmp_path / "all.mbox").write_bytes(box(written(STORY), bad, written(SECOND, number=2)))
    found = [*articles([tmp_path])]
    names = [Path(one.path).name for one in found if isinstance(one, Extract)]
    assert names == ["all.mbox#m1@desk.example.eml", "all.mbox#m2@desk.example.eml"]
    [skipped] = [one for one in found if isinstance(one, Skipped)]
    assert skipped.reason.startswith("bad@desk.example.eml: ")
    assert "fault" not in skipped.reason


def test_a_folder_of_mails_without_suffix_is_a_mailbox(tmp_path: Path) -> None:
    digest = written(KCNA.format(STORY, SECOND), subject="Bulletin", number=2)
    (tmp_path / "Inbox").write_bytes(box(written(STORY), digest, stamp=b"From - Tue May 07 09:00:00 2024\n"))
    found = [one for one in articles([tmp_path]) if isinstance(one, Extract)]
    assert [Path(one.path).name for one in found] == [
        "Inbox#mail:m1@desk.example.eml", "Inbox#mail:m2@desk.example.eml#1", "Inbox#mail:m2@desk.example.eml#2"
    ]  # fmt: skip
    assert {file_of(one.path) for one in found} == {str(tmp_path / "Inbox")}
    assert found[1].article.all(PartKind.TITLE)
    assert found[1].where == "m2@desk.example.eml: article 1"


@settings(max_examples=60, deadline=None)
@examples(st.data())
def test_broken_mails_never_raise(data: st.DataObject) -> None:
    wholes = [
        written(KCNA.format(STORY, SECOND)),
        written(f"> {STORY}\n\n-- \nx\n", subject="Fwd: x"),
        written("<table><tr><td>" + STORY + "<ul><li>x</td></tr>", kind=HTML),
        written("--b\nContent-Type: message/rfc822\n\n--b--", kind='multipart/mixed; boundary="b"'),
    ]
    whole = bytearray(data.draw(st.sampled_from(wholes)))
    cut = data.draw(st.integers(0, len(whole)))
    for _ in range(data.draw(st.integers(0, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    broken = bytes(whole[: cut or None])
    for form, name in ((given, "x.eml"), (lambda raw: inside(box(raw)), "x.mbox")):
        try:
            for one in form(broken):
                assert not isinstance(one, Left) or "fault" not in one.reason, name
        except Refused:
            pass


@settings(max_examples=40, deadline=None)
@examples(st.lists(st.text("abc \n>F", min_size=1), min_size=1, max_size=5))
def test_no_line_of_a_mailbox_is_lost(texts: list[str]) -> None:
    bodies = [f"{text}\nFrom x\n>From y\n" for text in texts]
    file = io.BytesIO()
    for number, body in enumerate(bodies):
        raw = written(body, number=number).replace(b"\n>From ", b"\n>>From ").replace(b"\nFrom ", b"\n>From ")
        file.write(STAMP + raw + b"\n\n")
    found = inside(file.getvalue())
    assert [one.data for one in found if isinstance(one, Inside)] == [
        written(body, number=number) + b"\n\n" for number, body in enumerate(bodies)
    ]


def test_a_mailbox_in_an_archive_is_read_and_its_file_is_the_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("Mail/Inbox", box(written(STORY), written(SECOND, number=2)))
        archive.writestr("Mail/old.mbox", box(written(f"{SECOND} {STORY}", number=3)))
    found = [one for one in articles([tmp_path]) if isinstance(one, Extract)]
    assert sorted(one.path.removeprefix(f"{tmp_path}/") for one in found) == [
        "all.zip#Mail/Inbox#mail:m1@desk.example.eml",
        "all.zip#Mail/Inbox#mail:m2@desk.example.eml",
        "all.zip#Mail/old.mbox#m3@desk.example.eml",
    ]
    assert {file_of(one.path) for one in found} == {str(tmp_path / "all.zip")}


def test_what_stands_aside_is_no_article() -> None:
    text = only(written(f"{STORY}\n\nSent from my iPhone\n"))
    assert told(text.blocks) == [(PARAGRAPH, STORY), (ASIDE, "Sent from my iPhone")]
