"""Mails: RFC 5322 messages in files of their own, also as Apple Mail keeps them (`.emlx`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.feed_entries import ONLY_QUOTED
from nkreader.ingest.formats.given import ASIDE, PARAGRAPH, Blob, Block, Given, Left, Text
from nkreader.ingest.formats.mail_alert import is_alert, results
from nkreader.ingest.formats.mail_digest import Cut, cuts
from nkreader.ingest.formats.mail_headers import Sender, bare_subject, header, is_outlet, sender, sender_of
from nkreader.ingest.formats.mail_lines import Line, blocks_of, lines_of, text_of
from nkreader.ingest.formats.mail_parts import Body, attachments, bodies
from nkreader.ingest.formats.mail_quoting import Passed, told
from nkreader.ingest.formats.mail_sniffing import is_mail
from nkreader.ingest.formats.table import room
from nkreader.model.article import Stated

MOST_PARTS = 500
"""Parts of a body that are read."""
_COUNT = re.compile(rb"\d{1,12}[ \t]*\r?\n")
_ID = re.compile(r"<\s*([^<>\s]{3,500})\s*>|\A\s*([^<>\s]{3,500}@[^<>\s]{1,200})\s*\Z")
_KOREAN_DAY = re.compile(r"(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일(?:\D{0,12}?(오전|오후)?\s*(\d{1,2}):(\d\d))?")
_ADDRESS_HEADERS = ("X-RSS-URL", "Archived-At", "Content-Base", "Content-Location")


def mail(blob: Blob) -> Given:
    """The article of a mail, or its articles, then the files that came with it."""
    data = replace(blob, limit=room(blob, "mail.eml")).read()  # the files that came with it are in it
    if counted := _COUNT.match(data):  # how Apple Mail begins; its own notes follow the message
        data = data[counted.end() :][: int(counted[0])]
    if not is_mail(data):
        raise Refused("not a mail: it does not begin with the head of one")
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        yield from _given(message)
    except RecursionError:
        raise Refused("a mail whose parts are nested too deeply") from None


def _given(message: Message) -> Given:
    parts = bodies(message)[:MOST_PARTS]
    if parts:
        yield from _articles(message, parts)
    empty = not parts
    for file in attachments(message):
        empty = False
        yield file
    if empty:
        yield Left("", "a mail without a text")


def _articles(message: Message, parts: list[Body]) -> Iterator[Text | Left]:
    who = sender_of(message)
    subject, passes, answers = bare_subject(header(message, "Subject"))
    named = message_id(message)
    same = f"mail {named}" if named else None
    if is_alert(who.address) and (found := [*_alert(message, parts)]):
        yield from found
        return
    sorted_out = told(lines_of(parts), passes, answers)
    stated = _stated(message, who, subject)
    if sorted_out.passed:
        stated = _passed_on(stated, sorted_out.passed)
    lines = sorted_out.lines
    if not any(line.text.strip() for line in lines if not line.aside):
        lines = [Line(line.text, block=line.block, kind=line.kind) for line in lines]
    several = cuts(lines)
    if not several:
        yield _text(lines, stated, same)
        return
    for number, cut in enumerate(several, 1):
        yield _one_of(lines[cut.start : cut.end], cut, stated, number, len(several), same)


def _text(lines: list[Line], stated: Stated, same: str | None) -> Text | Left:
    if not any(line.text.strip() for line in lines):
        return Left("", "a mail without a text")
    plain = all(line.block is None and not line.aside for line in lines)
    if plain:
        return Text(text=text_of(lines), stated=stated, same_as=same)
    blocks = blocks_of(lines)
    if not any(block.kind != ASIDE for block in blocks):
        return Left("", "a mail without a text")
    return Text(blocks=blocks, stated=stated, same_as=same)


def _one_of(lines: list[Line], cut: Cut, stated: Stated, number: int, count: int, same: str | None) -> Text | Left:
    """One article of several: what is stated of the mail is stated of each, but for its own head."""
    subject = f": {stated.title}" if stated.title else ""
    own = Stated(
        cut.title or None,
        stated.outlet,
        None,  # who sends a collection wrote none of it
        cut.url or None,
        cut.published or stated.published,
        "the line below its title" if cut.published else stated.dated_by,
        None if cut.published else stated.suggested,
    )
    lines = [line for line in lines if not line.aside]
    if cut.title and lines[0].text.strip().endswith(cut.title):
        lines[0] = replace(lines[0], text=cut.title)  # without its number
    given = _text(lines, own, f"{same} {number}" if same else None)
    if isinstance(given, Left):
        return Left(f"article {number}", given.reason)
    told = f"one of {count} articles in a mail{subject}"
    return replace(given, key=f"{number}", where=f"article {number}", notices=(told,))


def _alert(message: Message, parts: list[Body]) -> Iterator[Text]:
    for number, result in enumerate(results(parts), 1):
        said = [Block(PARAGRAPH, text) for text in (result.title, result.quoted) if text]
        day = header(message, "Date") or None
        by = "the Date header of the alert" if day else None
        stated = Stated(result.title, result.outlet or None, None, result.url, None, by, day)
        yield Text(blocks=tuple(said), stated=stated, key=result.url, where=f"result {number}", notices=(ONLY_QUOTED,))


def _stated(message: Message, who: Sender, subject: str) -> Stated:
    house = is_outlet(message, who)
    published: str | None = header(message, "Date") or None
    by: str | None = "the mail's Date header"
    suggested = None
    if published is None:
        arrived = header(message, "Received").rpartition(";")[2].strip()
        suggested, by = (arrived, "the mail's Received header") if arrived else (None, None)
    name = who.name or None
    url = next((found for one in _ADDRESS_HEADERS if (found := _web(header(message, one)))), None)
    return Stated(subject or None, name if house else None, None if house else name, url, published, by, suggested)


def _passed_on(stated: Stated, inner: Passed) -> Stated:
    """What the head of a mail that was passed on states; the day it was passed on is a late bound at best."""
    who = sender(inner.sender)
    house = bool(who.address) and is_outlet(Message(), who)
    subject = bare_subject(inner.subject)[0] or stated.title
    name = who.name or None
    if inner.date:
        published: str | None = _readable(inner.date)
        by: str | None = "the Date of the mail that was passed on"
        suggested = None
    else:
        published, suggested = None, stated.published or stated.suggested
        by = "the Date of the mail that passed it on" if suggested else None
    return Stated(subject, name if house else None, None if house else name, stated.url, published, by, suggested)


def _readable(day: str) -> str:
    """A date as mail programs write it for people, in a form that is read everywhere."""
    if match := _KOREAN_DAY.search(day):
        year, month, date, half, hour, minute = match.groups()
        written = f"{year}-{int(month):02}-{int(date):02}"
        if hour is None:
            return written
        hours = int(hour) % 12 + 12 * (half == "오후") if half else int(hour)
        return f"{written} {hours:02}:{minute}"
    return re.sub(r"\s+(?:at|um|à|a las)\s+(?=\d)", " ", day)


def message_id(message: Message) -> str | None:
    """What names a mail all over the world; None if nothing does."""
    match = _ID.search(header(message, "Message-ID"))
    return (match[1] or match[2]) if match else None


def _web(value: str) -> str | None:
    value = value.strip("<> ")
    return value if value.startswith(("http://", "https://")) else None
