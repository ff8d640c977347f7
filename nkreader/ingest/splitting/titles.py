"""Which line is the title, and what an article is called that has none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkreader.ingest.splitting.blocks import is_bullet, is_markdown_heading
from nkreader.ingest.splitting.boilerplate import is_boilerplate, tail_of
from nkreader.ingest.splitting.credits import byline_of_line, is_lead_mark
from nkreader.ingest.splitting.lines import Line
from nkreader.model.analysis import Dateline
from nkreader.model.article import Part, PartKind
from nkreader.model.folding import fold
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span

LONGEST = 160
"""No longer than this, in code points, is a title line that nobody stated."""
DERIVED = 90
"""About so long is a title cut from the first sentence."""

_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,}\Z|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St|vs|No|etc)\.\Z|\.\.\.\Z|…\Z")
_NO_TITLE = re.compile(r"[.,:;][\"'”’)\]]*\Z")
_SENTENCE_END = re.compile(r"(?<=[.!?。])[\"”’')\]]*(?=\s+[^\sa-z])|(?<=다\.)|\n\s*\n")
_SHORT_FORM = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Adm|Sgt|Capt|Sen|Rep|Gov|St|Mt|No|vs|Inc|Corp|Co|Ltd|Jr"
    r"|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Prof|Rev|Hon|Pres|Messrs))\.\Z"
)
_CLAUSE = re.compile(r"[,;:]\s| (?:--|[-–—])\s")


def title_line(lines: Sequence[Line], stated: str | None, dateline: Dateline | None) -> int | None:
    """Number of the line that is the title: the first that says something, if it looks like one."""
    for number, line in enumerate(lines):
        if not is_boilerplate(line.text) and not is_lead_mark(line.text):
            return number if _is_title(line, lines[number + 1 :], stated, dateline) else None
    return None


def _is_title(first: Line, rest: Sequence[Line], stated: str | None, dateline: Dateline | None) -> bool:
    if stated and _same(first.text, stated):
        return True
    if not rest or (dateline and dateline.span.overlaps(first.span)) or not _title_like(first.text):
        return False
    second = rest[0]
    if second.gap or is_markdown_heading(first.text):
        return True
    if dateline and second.span.start <= dateline.span.start < second.span.end:
        return True
    if is_boilerplate(second.text) or is_lead_mark(second.text) or byline_of_line(second.text, 0):
        return True
    return len(first.text) <= 120 <= len(second.text)


def stated_end(text: str, start: int, stated: str | None) -> int:
    """Where the first line ends if it is the stated title; otherwise `start`."""
    begin = Span(start, len(text)).trimmed(text).start
    end = text.find("\n", begin)
    end = len(text) if end < 0 else end
    return end if stated and _same(text[begin:end], stated) else start


def article_title(text: str, parts: Sequence[Part], stated: str | None) -> tuple[str, str]:
    """The title in one line, and its basis: `stated`, `first line`, `first sentence` or `none`."""
    if stated and (line := _one_line(stated)):
        return line, "stated"
    leads = [part.span for part in parts if part.kind is PartKind.LEAD_MARK]
    for part in parts:
        if part.kind is PartKind.TITLE:
            start = max((lead.end for lead in leads if part.span.covers(lead)), default=part.span.start)
            line = _one_line(text[start : part.span.end]) or _one_line(part.span.of(text))
            return line.lstrip("#").strip() or line, "first line"
    if sentence := _first_sentence(text, parts):
        return shortened(sentence), "first sentence"
    return "", "none"


def shortened(sentence: str) -> str:
    """A sentence as a title: whole if short, otherwise cut where a clause or at least a word ends."""
    if len(sentence) <= DERIVED:
        return sentence.rstrip(" .。,;:") or sentence
    clauses = [match.start() for match in _CLAUSE.finditer(sentence, DERIVED * 3 // 4, DERIVED + 1)]
    space = sentence.rfind(" ", DERIVED // 2, DERIVED + 1)
    cut = clauses[-1] if clauses else space if space > 0 else DERIVED
    return sentence[:cut].rstrip(" .,;:-–—") + "…"


def _first_sentence(text: str, parts: Sequence[Part]) -> str:
    """The first sentence behind desk marks, byline and dateline; of a bullet or heading if need be."""
    said = (PartKind.PARAGRAPH, PartKind.BULLET, PartKind.HEADING)
    for kind in said:
        for part in parts:
            if part.kind is not kind:
                continue
            inside = [mark.span.end for mark in parts if mark.kind not in said and part.span.covers(mark.span)]
            span = Span(max(inside, default=part.span.start), part.span.end).trimmed(text)
            if len(span):
                return _one_line(_up_to_end(text[span.start : min(span.end, span.start + 1000)]))
    return ""


def _up_to_end(text: str) -> str:
    for match in _SENTENCE_END.finditer(text):
        if not _SHORT_FORM.search(text[: match.start()]):
            return text[: match.end()]
    return text


def _title_like(line: str) -> bool:
    if len(line) > LONGEST or len(line.split()) > 30 or not any(c.isalpha() for c in line):
        return False
    if is_boilerplate(line) or is_bullet(line) or is_lead_mark(line) or byline_of_line(line, 0):
        return False
    if tail_of(line, 0, len(line)) is not None:
        return False
    return _NO_TITLE.search(line) is None or _ABBREVIATED.search(line) is not None


def _same(line: str, stated: str) -> bool:
    if line == stated and not line.startswith("#"):  # as it is in rows, which state their titles
        return True
    return fold(line).lstrip("# ").strip() == fold(stated).strip()


def _one_line(text: str) -> str:
    return " ".join(safe_line(text).split())
