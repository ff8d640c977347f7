"""What an outlet's own label says about an issue of a story: `(2nd LD)`, `UPDATE 2-`, `REFILE-`, `(Yonhap Interview)`.

An agency sends a story several times. First an urgent line, then the story, then the story with a new lead or more in
it, and again where something was wrong. The label in the title tells which of these it is. It is no part of what the
story says. Labels come one after the other (`CORRECTED-UPDATE 2-`, `(2nd LD) (Yonhap Interview)`), before the title,
and some after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from nkreader.model.article import Article, PartKind
from nkreader.model.spans import Span


class LabelKind(StrEnum):
    """The standard name of what a label says. The first nine tell of the issue, the others what kind of text it is."""

    ADVISORY = "advisory"
    """A note to those who print it (`ATTN: ...`)."""
    URGENT = "urgent"
    """The first lines, before the story is written."""
    LEAD = "lead"
    """The story with a new beginning; the second is the second time."""
    UPDATE = "update"
    """The story with more in it."""
    CORRECTION = "correction"
    REFILE = "refile"
    """Sent again for a slip of form."""
    REPEAT = "repeat"
    """Sent again unchanged."""
    WITHDRAWAL = "withdrawal"
    WRAP_UP = "wrap-up"
    """Several stories of one matter in one."""

    EXCLUSIVE = "exclusive"
    INTERVIEW = "interview"
    FEATURE = "feature"
    FOCUS = "focus"
    ANALYSIS = "analysis"
    OPINION = "opinion"
    EXPLAINER = "explainer"
    FACTBOX = "factbox"
    TIMELINE = "timeline"
    REACTION = "reaction"
    POLL = "poll"
    PREVIEW = "preview"
    PICTURES = "pictures"


_ISSUES = frozenset(list(LabelKind)[:9])
_SAME_STORY = frozenset(list(LabelKind)[1:8])


@dataclass(frozen=True, slots=True)
class Label:
    """One label."""

    kind: LabelKind
    ordinal: int | None
    """Which lead or update it says to be; a `(LEAD)` without a number is the first. None where there is no counting."""
    span: Span
    """Where it stands, brackets and all, without the dash or colon behind it; offsets in the text that was read."""

    @property
    def name(self) -> str:
        """`lead`, `2nd lead`, `update 3`, `correction`."""
        if self.ordinal is None or (self.ordinal == 1 and self.kind is LabelKind.LEAD):
            return str(self.kind)
        return f"{_nth(self.ordinal)} {self.kind}" if self.kind is LabelKind.LEAD else f"{self.kind} {self.ordinal}"


@dataclass(frozen=True, slots=True)
class Edition:
    """The labels of a title, and the title without them."""

    labels: tuple[Label, ...]
    """In the order in which they are printed; empty where there is none."""
    rest: Span
    """What the story is called, as offsets in the text that was read."""

    @property
    def name(self) -> str:
        """`update 2, correction`; empty without labels."""
        return ", ".join(dict.fromkeys(label.name for label in self.labels))

    @property
    def issues(self) -> tuple[Label, ...]:
        """The labels that tell which issue of a story it is."""
        return tuple(label for label in self.labels if label.kind in _ISSUES)

    @property
    def is_version(self) -> bool:
        """Whether it says to be one issue of a story of which there are others."""
        return any(label.kind in _SAME_STORY for label in self.labels)

    @property
    def ordinal(self) -> int:
        """For putting the issues of a story in order: urgent -1, without a label 0, then as it is counted."""
        counted = [label.ordinal for label in self.labels if label.ordinal is not None]
        if counted:
            return max(counted)
        kinds = {label.kind for label in self.labels}
        return -1 if LabelKind.URGENT in kinds else 1 if kinds & {LabelKind.UPDATE, LabelKind.WRAP_UP} else 0


_KINDS: tuple[tuple[LabelKind, str], ...] = (
    (LabelKind.LEAD, r"(?:(?P<nth>\d{1,2})(?:ST|ND|RD|TH)[ -])?(?:LEAD|LD)(?:-WRITETHRU)?"),
    (LabelKind.UPDATE, r"UPDATED?[ -]?(?P<update>\d{1,2})?"),
    (LabelKind.WRAP_UP, r"WRAP-?UP ?(?P<wrapup>\d{1,2})?|ROUND-?UP"),
    (LabelKind.URGENT, r"URGENT|BREAKING(?: NEWS)?|NEWS ?ALERT|FLASH|BULLETIN"),
    (LabelKind.CORRECTION, r"(?:OFFICIAL )?CORRECT(?:ED|ION)S?"),
    (LabelKind.REFILE, r"REFILE[DS]?"),
    (LabelKind.REPEAT, r"RPT|REPEAT(?:ED|ING)?|RESEND"),
    (LabelKind.WITHDRAWAL, r"WITHDRAWN|WITHDRAWAL|KILL|RETRACTION|RETRACTED"),
    (LabelKind.ADVISORY, r"ADVISORY|MEDIA ADVISORY"),
    (LabelKind.EXCLUSIVE, r"(?:\w+ )?EXCLUSIVE"),
    (LabelKind.INTERVIEW, r"(?:\w+ )?INTERVIEW"),
    (LabelKind.FEATURE, r"(?:\w+ )?(?:FEATURE|SPECIAL REPORT)"),
    (LabelKind.FOCUS, r"(?:NEWS )?FOCUS"),
    (LabelKind.ANALYSIS, r"(?:\w+ )?(?:NEWS |SNAP )?ANALYSIS|INSIGHT|NEWSMAKER"),
    (LabelKind.OPINION, r"OPINION|EDITORIAL|COMMENTARY|COLUMN"),
    (LabelKind.EXPLAINER, r"EXPLAINER|Q&A|QUESTIONS AND ANSWERS|SCENARIOS|BACKGROUNDER"),
    (LabelKind.FACTBOX, r"FACTBOX"),
    (LabelKind.TIMELINE, r"TIMELINE|CHRONOLOGY"),
    (LabelKind.REACTION, r"(?:INSTANT|ANALYSTS?'?|TRADERS?'?) VIEW(?: ?\d{1,2})?|QUOTEBOX|QUOTES|HIGHLIGHTS"),
    (LabelKind.POLL, r"(?:\w+ )?POLL"),
    (LabelKind.PREVIEW, r"PREVIEW"),
    (LabelKind.PICTURES, r"PHOTOS?|PICTURES?|VIDEO|GRAPHIC"),
)
_ANY = "|".join(f"(?P<k{at}>{pattern})" for at, (_, pattern) in enumerate(_KINDS))
_BRACKETED = re.compile(rf"\((?i:{_ANY})\)|\[(?i:{_ANY.replace('(?P<', '(?P<s')})\]")
_ATTENTION = re.compile(r"\((?:ATTN|Attn|attn):[^()]{0,300}\)")
_KOREAN = re.compile(r"\((?P<more>종합)(?P<times>\d)?보?\)|[\[(<](?P<issue>\d)보[\])>]|[\[<(](?P<now>속보|긴급)[\]>)]")
_DASHED = re.compile(rf"(?:{_ANY})(?= ?[-–—] ?\S|: ?\S|: ?$)(?: ?[-–—] ?|: ?)")
"""In capitals: `Update:` in small letters may be, but `Lead: a poison` is none."""
_WITH_COLON = re.compile(
    r"(?P<k1>Updated?(?: ?(?P<update>\d{1,2}))?)(?=:)|(?P<k4>Correct(?:ed|ion))(?=:)|(?P<k3>Breaking(?: [Nn]ews)?)(?=:)"
)
_MARKS = re.compile(r"[\s:–—-]*")


def read_edition(text: str, within: Span | None = None) -> Edition:
    """The labels at the beginning and the end of a title, which stands `within` a text or is all of it."""
    rest = (within or Span(0, len(text))).trimmed(text)
    labels: list[Label] = []
    while (found := _label(text, rest)) is not None:
        label, end = found
        following = Span(end, max(end, rest.end)).trimmed(text)
        labels.append(label)
        rest = following
    last: list[Label] = []
    while rest.start < rest.end and text[rest.end - 1] in ")]>":
        opened = max(text.rfind(mark, rest.start, rest.end) for mark in "([<")
        found = _label(text, Span(opened, rest.end)) if opened > rest.start else None
        if found is None or found[1] != rest.end:
            break
        last.insert(0, found[0])
        rest = Span(rest.start, opened).trimmed(text)
    return Edition((*labels, *last), rest)


def edition_of(article: Article) -> Edition:
    """The labels of an article: those of its title, and the desk's marks that stand by themselves above its story."""
    title = article.first(PartKind.TITLE)
    marks = [label for span in article.all(PartKind.LEAD_MARK) for label in read_edition(article.text, span).labels]
    if title is None:
        return Edition(tuple(marks), Span(0, 0))
    own = read_edition(article.text, title)
    known = {label.span for label in own.labels}
    above = (label for label in marks if label.span not in known)
    return Edition(tuple(sorted((*own.labels, *above), key=lambda label: label.span.start)), own.rest)


def _label(text: str, within: Span) -> tuple[Label, int] | None:
    """The label at the start of a stretch, and where what follows it begins."""
    start, end = within.start, within.end
    if match := _ATTENTION.match(text, start, end):
        return Label(LabelKind.ADVISORY, None, Span(*match.span())), match.end()
    if match := _KOREAN.match(text, start, end):
        return _korean(match), match.end()
    if match := _BRACKETED.match(text, start, end):
        return _read(match, Span(*match.span())), match.end()
    for pattern in (_DASHED, _WITH_COLON):
        if match := pattern.match(text, start, end):
            name = next(group for group, value in match.groupdict().items() if value and group[0] == "k")
            span = Span(*match.span(name))
            after = _MARKS.match(text, match.end(), end)
            return _read(match, span), after.end() if after else match.end()
    return None


def _read(match: re.Match[str], span: Span) -> Label:
    groups = {name.removeprefix("s"): value for name, value in match.groupdict().items() if value}
    kind = next(_KINDS[int(name[1:])][0] for name in groups if name[0] == "k")
    number = next((groups[name] for name in ("nth", "update", "wrapup") if name in groups), None)
    if number is not None:
        return Label(kind, int(number), span)
    return Label(kind, 1 if kind is LabelKind.LEAD else None, span)


def _korean(match: re.Match[str]) -> Label:
    """`(종합)` is the story put together, `(종합2보)` the second time; `(2보)` its second report."""
    span = Span(*match.span())
    if match["now"]:
        return Label(LabelKind.URGENT, None, span)
    if match["issue"]:
        return Label(LabelKind.UPDATE, int(match["issue"]), span)
    return Label(LabelKind.LEAD, int(match["times"] or 1), span)


def _nth(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
