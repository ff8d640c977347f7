"""When a page says it was published: the metadata it states, then the lines it shows, then its address, then a guess.

A day of change is taken for that of publication only where the page knows no other, and only as a suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta

from nkreader.ingest.formats.page_address import address_day
from nkreader.ingest.formats.page_days import Day, read_day
from nkreader.ingest.formats.page_json import ARTICLES, kinds, word
from nkreader.ingest.formats.page_shown import Shown, shown_days
from nkreader.ingest.formats.page_tree import Page, marks_of

PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "vr:published_time", "dd:published_time", "article.published", "article:publish_date",
    "article:publication_date", "article_date_original", "article:first_published",
    "dcsext.articlefirstpublished", "originalpublicationdate", "firstpublished",
    "rnews:datepublished", "bt:pubdate", "parsely-pub-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "publish_date", "publish-date", "publishdate", "publishing_date", "publication_date", "publication-date",
    "publicationdate", "published_date", "published-date", "publisheddate", "published_time", "published", "pub_date",
    "pubdate", "og:pubdate", "date_published", "date-published", "datepublished", "iso-8601-publish-date",
    "epoch-publish-date", "prism.publicationdate", "citation_publication_date", "citation_online_date", "citation_date",
    "dcterms.issued", "dc.date.issued", "dc.date.issue", "dc.issued", "dcterms.date", "dc.date", "dcterms.created",
    "dc.date.created", "dc.created", "date", "displaydate", "article.created", "doc_date", "regdate",
    "release_date", "creation_date", "datecreated", "created", "pdate", "ptime", "contentdate",
)  # fmt: skip
"""Names of `meta` elements that hold a day of publication, the surest first."""
MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "article_date_updated", "datemodified",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "search.updated", "revised", "updated_time",
)  # fmt: skip
_DATA = re.compile(
    r'\\?"(datePublished|publishedAt|published_at|publishDate|publish_date|firstPublished(?:At)?|first_published_at'
    r"|publishedDate|published_date|datePublished|date_published|publicationDate|pubDate|pub_date|displayDate"
    r'|publishTimeMillis|published_time|publish_time)\\?"\s*:\s*\\?"?([\w:.+ -]{8,40})'
)
_DAY_FIRST = ("en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za", "en-sg", "en-hk")
NEWEST = date(2999, 12, 31)
SLACK = timedelta(days=1)
"""How far two writings of one moment may lie apart, for their zones."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What a page says about its day of publication."""

    published: str | None = None
    dated_by: str | None = None
    suggested: str | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    day: Day
    where: str


def page_dates(page: Page) -> Dated:
    """The day of publication that a page states, or the one that it suggests."""
    ceiling = _ceiling(page)
    first = day_first(page)
    said = [one for one in _stated(page, first) if one.day.day <= ceiling]
    shown = [one for one in shown_days(page, first) if one.day.day <= ceiling]
    address = address_day(page.address) or address_day(page.came_from)
    address = address if address and address <= ceiling else None
    if said:
        return _chosen(page, said, shown, address, first)
    if shown and shown[0].sure:
        return Dated(shown[0].day.written, f"the line “{shown[0].line}” of the page")
    return _suggested(page, shown, address, first, ceiling)


def day_first(page: Page) -> bool:
    """Whether a page that writes `03/04/2024` most likely means a day in April."""
    host = (page.address or "").split("/")[2:3]
    if any(name.endswith((".uk", ".au", ".nz", ".ie", ".in", "kcnawatch.org", ".kp")) for name in host):
        return True
    return bool(page.lang) and (not page.lang.startswith(("en", "ko", "ja", "zh")) or page.lang in _DAY_FIRST)


def _ceiling(page: Page) -> date:
    """No day behind that on which it was saved; where that is not known, any day may be: there is no clock here."""
    saved = read_day(page.saved) if page.saved else None
    return saved.day + SLACK if saved else NEWEST


def _stated(page: Page, first: bool) -> Iterator[_Said]:
    for thing in page.things:
        names = ("datePublished", "dateCreated") if kinds(thing) & ARTICLES else ("datePublished", "uploadDate")
        for name in names:
            if day := read_day(word(thing.get(name)), first):
                yield _Said(day, f"the page's JSON-LD, {name}")
                break
    for name in PUBLISHED:
        for content in page.metas.get(name, ())[:1]:
            if day := read_day(content, first):
                yield _Said(day, f"the page's metadata, {name}")
    yield from _marked(page, first)
    if (content := page.meta("sailthru.date")) and (day := read_day(content, first)):
        yield _Said(_in_utc(day), "the page's metadata, sailthru.date")
    if content := page.meta("parsely-page"):
        match = _PARSELY.search(content)
        if match and (day := read_day(match[1])):
            yield _Said(day, "the page's metadata, parsely-page")


def _in_utc(day: Day) -> Day:
    """A day whose zone is not written, and is known to be that of Greenwich."""
    return Day(day.day, day.written, 0 if day.offset is None else day.offset)


_OTHERS = re.compile(r"(?<![a-z])(?:comment|related|recommend|popular|most-?read|copyright|footer|calendar|archive)")
_WHOLE = ("html", "head", "body", "main", "article")
_NEW_YEAR = re.compile(r"\b0?1[-/. ]?01\b|\bjan\w*\.? 1\b|\b1\.? jan|1월 ?1일|1月1日", re.IGNORECASE)
_PARSELY = re.compile(r'"pub_date"\s*:\s*"([^"]{8,40})"')
_ASIDE = re.compile(r"comment|related|recommend|sidebar|widget|teaser|promo|most-?read|popular|latest|footer|card")


def _marked(page: Page, first: bool) -> Iterator[_Said]:
    """Elements that are marked up as the day of publication (microdata, `pubdate`), but not those of other texts."""
    for name in ("datePublished", "dateCreated"):
        for element in page.tree.xpath(f"//body//*[contains(@itemprop, '{name}')]")[:20]:
            if _is_aside(element):
                continue
            value = element.get("content") or element.get("datetime") or "".join(element.itertext())
            if day := read_day(value, first):
                yield _Said(day, f"the page's microdata, {name}")
                break
    for element in page.tree.xpath("//time[@pubdate and @datetime]")[:5]:
        if not _is_aside(element) and (day := read_day(element.get("datetime"), first)):
            yield _Said(day, "the page's element time, pubdate")
            break


def _is_aside(element: object) -> bool:
    for above in element.iterancestors():  # type: ignore[attr-defined]
        marks = f"{above.get('class') or ''} {above.get('id') or ''} {above.get('itemtype') or ''}".casefold()
        if above.tag in ("aside", "footer", "nav") or (above.tag not in ("body", "html") and _ASIDE.search(marks)):
            return True
    return False


def _chosen(page: Page, said: list[_Said], shown: list[Shown], address: date | None, first: bool) -> Dated:
    """The surest of several, in the outlet's own day; one against the address gives way to one that it backs."""
    best = said[0]
    if address and abs(best.day.day - address) > SLACK:
        backed = next((one for one in said if one.day.day == address), None)
        if backed is None and best.day.day > address and _is_change(page, best.day, first):
            return Dated(address.isoformat(), "the page's address; its metadata only has a later day, that of a change")
        best = backed or best
    if best.day.offset != 0:
        return Dated(best.day.written, best.where)
    moment = best.day.moment
    for other in said:
        if other.day.offset and moment and other.day.moment and abs(other.day.moment - moment) < timedelta(minutes=30):
            return Dated(other.day.written, other.where)
    local = [one.day for one in shown if abs(one.day.day - best.day.day) <= SLACK]
    if local and local[0].day != best.day.day and best.day.day not in [one.day for one in local]:
        return Dated(local[0].day.isoformat(), f"{best.where}, which gives {best.day.written}, in its own zone")
    if not local and address and address != best.day.day and abs(address - best.day.day) <= SLACK:
        return Dated(address.isoformat(), f"{best.where}, which gives {best.day.written}, in its own zone")
    return Dated(best.day.written, best.where)


def _is_change(page: Page, day: Day, first: bool) -> bool:
    changed = [page.metas[name][0] for name in MODIFIED if name in page.metas]
    changed += [word(thing.get("dateModified")) for thing in page.things]
    return any((other := read_day(one, first)) and other.day == day.day for one in changed if one)


def _suggested(page: Page, shown: list[Shown], address: date | None, first: bool, ceiling: date) -> Dated:
    """Without a statement: the address, a line that is shown, the page's data, a day of change, a guess."""
    if address:
        near = [one for one in shown if abs(one.day.day - address) <= SLACK]
        exact = next((one for one in near if one.day.day == address), None)
        if exact:
            return Dated(suggested=exact.day.written, dated_by=f"the line “{exact.line}” of the page and its address")
        return Dated(suggested=address.isoformat(), dated_by="the page's address")
    if shown:
        return Dated(suggested=shown[0].day.written, dated_by=f"the line “{shown[0].line}” of the page")
    for match in _DATA.finditer(page.markup):
        if (day := read_day(match[2])) and day.day <= ceiling:
            return Dated(suggested=day.written, dated_by=f"the page's data, {match[1]}")
    for name in MODIFIED:
        if (content := page.meta(name)) and (day := read_day(content, first)) and day.day <= ceiling:
            return Dated(suggested=day.written, dated_by=f"the page's metadata, {name}: when it was changed")
    return _guessed(page, ceiling)


def _guessed(page: Page, ceiling: date) -> Dated:
    """What htmldate makes of the markup as a whole, but for what stands beside the article."""
    from htmldate import find_date

    tree = deepcopy(page.tree)
    for element in list(tree.iter()):
        if element.tag in ("aside", "footer", "nav") or (
            element.tag not in _WHOLE and _OTHERS.search(marks_of(element))
        ):
            element.drop_tree()
    try:  # it takes no day without its year, so none comes from the clock; without a latest day that would be today
        found = find_date(tree, original_date=True, url=page.address, max_date=ceiling.isoformat())
    except Exception:  # a guess that fails is none
        found = None
    if not found or (found.endswith("-01-01") and not _NEW_YEAR.search(page.markup)):
        return Dated()  # a mere year is given as its first day
    return Dated(suggested=found, dated_by="a date somewhere in the page")
