"""Mails that hold several articles: what agencies send, and collections.

An article begins at a title that a byline, a dateline, a date or an address follows, after an empty line or a rule;
or at a dateline behind a rule or an end mark. Two such places make a digest. Numbered titles (`1. ...`, `2. ...`), each
before prose of its own, make one, too. What stands before the first article (a table of contents) belongs to none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nkreader.ingest.formats.mail_lines import Line
from nkreader.ingest.splitting.boilerplate import is_boilerplate
from nkreader.ingest.splitting.credits import byline_of_line, is_lead_mark
from nkreader.model.dateline import read_dateline
from nkreader.model.spans import Span

LONGEST_TITLE = 200
PROSE = 12
"""Words of a line, or of those it is wrapped with, that are prose and no title."""
ENOUGH = 25
"""Words that a numbered article has at least."""
FAR = 200
"""Lines in which prose is looked for."""
_RULE = re.compile(r"\s*([-_=*~#─━·])[ \t]?(?:\1[ \t]?){3,}\s*")
_END = re.compile(r".*(?:\((?:END|End|끝)\)|\[끝\]|<끝>|-0-|-30-|###)\s*(?:\S+@\S+)?\s*")
_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\].)][.)]?\s+(?=\S)")
_AGENCY = re.compile(r"[(\[/].{2,48}[)\]/]")
_MARK = re.compile(r"[\s#*•▲■◆●○]*")
_DATED = r"(?i:\W*(?:date|published|updated|posted|issued|입력|등록|날짜)?\W*)"
_DATE = re.compile(
    rf"{_DATED}(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2} [A-Za-z]{3,9}\.?,? \d{4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}"
    r"|\d{4}년 ?\d{1,2}월 ?\d{1,2}일)(?!\d)[\s\w:+,()./|-]{0,40}"
)
_LINK = re.compile(r"(?i)\W*(?:(?:link|url|source|full (?:story|article|text)|원문)\s*:\s*)?https?://\S+\W*")


@dataclass(frozen=True, slots=True)
class Cut:
    """One article of a digest."""

    title: str
    """Empty if it has none."""
    url: str
    """Empty if none stands below its title."""
    published: str
    """A date that stands below its title; empty if none does."""
    start: int
    end: int
    """Numbers of its first line and of the one behind it."""


def cuts(lines: Sequence[Line]) -> list[Cut]:
    """The articles in the lines of a body; empty if it is but one."""
    starts = [number for number in range(len(lines)) if _is_start(lines, number)]
    if len(starts) < 2:
        starts = _numbered(lines)
    if len(starts) < 2:
        return []
    ends = [*starts[1:], len(lines)]
    return [_cut(lines, start, _trimmed(lines, start, end)) for start, end in zip(starts, ends, strict=True)]


def _cut(lines: Sequence[Line], start: int, end: int) -> Cut:
    title = _title(lines[start].text)
    if _dateline(lines, start):
        return Cut("", "", "", start, end)
    url = published = ""
    for number in _below(lines, start):
        said = lines[number].text.strip()
        if _LINK.fullmatch(said) and not url:
            url = re.sub(r"[>)\].,]+\Z", "", said[said.lower().find("http") :])
        elif _DATE.fullmatch(said) and not published:
            published = re.sub(
                r"(?i)\A\W*(?:date|published|updated|posted|issued|입력|등록|날짜)?\W*", "", said
            ).strip()
    return Cut(title, url, published, start, end)


def _is_start(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    if line.aside or not line.text.strip() or not _is_free(lines, number):
        return False
    if _dateline(lines, number):
        return _behind_end(lines, number)
    if not _is_title(line.text):
        return False
    below = _below(lines, number)
    told = any(_tells(lines[one].text) for one in below)
    prose = next((one for one in range((below or [number])[-1] + 1, len(lines)) if lines[one].text.strip()), None)
    if prose is None or lines[prose].aside:
        return False
    return _dateline(lines, prose) or (told and _words(lines, prose) >= PROSE)


def _is_free(lines: Sequence[Line], number: int) -> bool:
    """Whether an empty line, a rule, an end mark or nothing stands before a line."""
    before = lines[number - 1] if number else None
    return (
        before is None
        or before.aside
        or not before.text.strip()
        or bool(_RULE.fullmatch(before.text) or _END.fullmatch(before.text[-200:]))
        or (before.block != lines[number].block)
    )


def _behind_end(lines: Sequence[Line], number: int) -> bool:
    """Whether what stands before a line, past empty ones, ended there."""
    at = number - 1
    while at >= 0 and not lines[at].text.strip():
        at -= 1
    before = lines[at] if at >= 0 else None
    return before is None or before.aside or bool(_RULE.fullmatch(before.text) or _END.fullmatch(before.text[-200:]))


def _is_title(line: str) -> bool:
    said = _title(line)
    if not 3 <= len(said) <= LONGEST_TITLE or not any(char.isalpha() for char in said):
        return False
    if is_boilerplate(said) or is_lead_mark(said) or byline_of_line(said, 0) or _tells(said):
        return False
    return not re.search(r"(?<![A-Z])[.,:;][\"'”’)\]]*\Z", said) or said.endswith("...")


def _title(line: str) -> str:
    said = line[_MARK.match(line).end() :] if _MARK.match(line) else line  # type: ignore[union-attr]
    match = _NUMBER.match(said)
    return " ".join(said[match.end() if match else 0 :].strip(" *_").split())


def _below(lines: Sequence[Line], title: int) -> list[int]:
    """The lines under a title that belong to its head: byline, date, address, desk marks, a second line of it."""
    found: list[int] = []
    for number in range(title + 1, min(title + 10, len(lines))):
        said = lines[number].text.strip()
        if lines[number].aside:
            break
        if not said:
            continue
        wrapped = number == title + 1 and lines[number].block == lines[title].block and _ends_title(lines, number)
        if not (_tells(said) or is_lead_mark(said) or (_RULE.fullmatch(said) and number == title + 1) or wrapped):
            break
        found.append(number)
    return found


def _ends_title(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is the rest of a title that was wrapped: an empty line follows it, and it ends no sentence."""
    after = lines[number + 1].text.strip() if number + 1 < len(lines) else ""
    said = lines[number].text
    return (not after or _tells(after)) and _is_title(said) and not _dateline(lines, number) and len(said) < 90


def _tells(line: str) -> bool:
    said = line.strip()
    if len(said) > 300:
        return False
    return bool(byline_of_line(said, 0) or _DATE.fullmatch(said) or _LINK.fullmatch(said))


def _dateline(lines: Sequence[Line], number: int) -> bool:
    """Whether a line begins with a dateline that names an agency."""
    if not _AGENCY.search(lines[number].text[:160]):  # most lines: to look for a dateline takes long
        return False
    text = "\n".join(line.text for line in lines[number : number + 2])[:400]
    found = read_dateline(text, Span(0, len(text)))
    return found is not None and bool(found.outlet) and not text[: found.span.start].strip()


def _words(lines: Sequence[Line], number: int) -> int:
    count = 0
    for line in lines[number : number + FAR]:
        if not line.text.strip():
            break
        count += len(line.text.split())
    return count


def _trimmed(lines: Sequence[Line], start: int, end: int) -> int:
    while end > start + 1 and (not lines[end - 1].text.strip() or _RULE.fullmatch(lines[end - 1].text)):
        end -= 1
    return end


def _numbered(lines: Sequence[Line]) -> list[int]:
    """Where titles stand that are numbered one after another, each before prose; empty if they are a plain list."""
    found: list[int] = []
    for number, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        if match is None or line.aside or not _is_free(lines, number) or not _is_title(line.text):
            continue
        if int(match[1]) == 1 and _prose_below(lines, number) >= ENOUGH:
            found = [number]
        elif found and int(match[1]) == len(found) + 1 and _prose_below(lines, number) >= ENOUGH:
            found.append(number)
    return found


def _prose_below(lines: Sequence[Line], title: int) -> int:
    """Words between a numbered title and the next one, an empty line standing below the title."""
    rest = lines[title + 1 : title + FAR]
    if not rest or (rest[0].text.strip() and rest[0].block == lines[title].block):
        return 0
    count = 0
    for line in rest:
        if _NUMBER.match(line.text):
            break
        count += len(line.text.split())
        if count >= ENOUGH:
            break
    return count
