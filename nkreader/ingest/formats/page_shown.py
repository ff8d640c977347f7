"""The lines of a page that show its day of publication to its reader: near the headline, short, and marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from nkreader.ingest.formats.page_days import Day, read_day
from nkreader.ingest.formats.page_tree import Element, Page, marks_of

LONGEST = 120
"""Code points of a line that shows a date."""
MOST = 20_000
"""Elements that are gone through."""
_MARKED = re.compile(
    r"(?<![a-z])(?:date|datum|time|pub|publish|posted|timestamp|dateline|fecha|regist|reg_?date|wdate)|date$"
)
_LABEL = re.compile(
    r"\b(?:published|posted|first published|publié|veröffentlicht|publicado|pubblicato|опубликовано)\b|입력|"
    r"등록|게재|발행|掲載|公開|配信|发布|發布|发表",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:updated|modified|last (?:edited|update)|mis à jour|aktualisiert|actualizado|aggiornato|обновлено)\b|수정|"
    r"更新|آخر تحديث|최종",
    re.IGNORECASE,
)
_OTHER = re.compile(r"©|\bcopyright\b|\(c\)|all rights|since|current\s*date|expir|무단|저작권", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?<![a-z])(?:comment|caption|related|recommend|sidebar|side-|widget|teaser|promo|most-?(?:read|popular)|popular|latest|"
    r"footer|breadcrumb|menu|nav|calendar|copyright|ranking|trending|more-|archive|today|now|clock|weather|next|prev)"
)
_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "aside",
        "figure",
        "figcaption",
        "footer",
        "nav",
        "select",
        "svg",
        "button",
    }
)
_DIGITS = re.compile(r"\d\D{0,3}\d")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line that names a day."""

    day: Day
    line: str
    sure: bool
    """Whether the page marks it as the day of publication by a label or by its markup, at the headline."""
    rank: int


def shown_days(page: Page, day_first: bool) -> list[Shown]:
    """Lines that name a day in full and stand by themselves, the likeliest first."""
    found = []
    heading = _headline(page)
    after = heading is None
    since = 0
    for element, in_text in _elements(page.tree):
        since += 1
        if element is heading:
            after, since = True, 0
        if since > MOST:
            break
        one = _of(element, day_first, after and since < 150 and heading is not None, in_text)
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda one: one.rank)


def _headline(page: Page) -> Element | None:
    title = page.meta("og:title").casefold()
    for heading in page.headings:
        said = " ".join("".join(heading.itertext()).split()).casefold()
        if title and (said in title or title in said):
            return heading
    return page.headings[0] if len(page.headings) == 1 else None


def _elements(tree: Element) -> Iterator[tuple[Element, bool]]:
    """The elements that are not aside, in order, each with whether it lies in a paragraph."""
    body = tree.find("body")
    waiting = [(body, False)] if body is not None else []
    while waiting:
        element, in_text = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            continue
        if element.tag not in ("body", "article", "main") and _ASIDE.search(marks_of(element)):
            continue
        yield element, in_text
        inside = in_text or element.tag == "p"
        waiting += [(child, inside) for child in reversed(element)]


def _of(element: Element, day_first: bool, at_headline: bool, in_text: bool) -> Shown | None:
    if element.tag in ("a", "h1", "h2", "h3", "title", "li", "img") and element.tag != "time":
        return None
    stamp = element.get("datetime") or element.get("data-time") or "" if element.tag in ("time", "abbr") else ""
    line = _own_line(element)
    if not stamp and not (line and len(line) <= LONGEST and _DIGITS.search(line)):
        return None
    if _OTHER.search(line):
        return None
    day = read_day(stamp, day_first) or read_day(line, day_first or "KCNA" in line)
    if day is None:
        return None
    marks = marks_of(element) + " " + (marks_of(element.getparent()) if element.getparent() is not None else "")
    marked = element.tag == "time" or _MARKED.search(marks) is not None
    changed = _is_change(element, marks, line)
    label = _LABEL.search(line)
    labelled = label is not None and (not changed or label.start() == 0)
    bare = len(line) <= 45
    if not (marked or labelled or bare):
        return None
    rank = 10 * (changed and not labelled) + 4 * (not labelled) + 3 * (not marked) + 3 * (not at_headline) + 2 * in_text
    sure = (labelled and (marked or at_headline)) or (marked and at_headline and not changed)
    return Shown(day, line[:60].strip() or stamp, sure, rank)


def _is_change(element: Element, marks: str, line: str) -> bool:
    """Whether it tells of a change; blogs mark the one time of an entry as `updated`, too."""
    marked = "updated" in marks and "publi" not in marks and element.tag != "time"
    return marked or _CHANGED.search(line) is not None


def _own_line(element: Element) -> str:
    """What an element says itself, with the small elements inside it; empty where it holds a whole part of the page."""
    if len(element) > 8:
        return ""
    said = [element.text or ""]
    for child in element:
        if child.tag in ("div", "p", "ul", "table", "article", "section", "h1", "h2", "script", "style", "form"):
            return " ".join((element.text or "").split())
        said += [" ", *islice(child.itertext(), LONGEST), " ", child.tail or ""]
    return " ".join("".join(said).split())
