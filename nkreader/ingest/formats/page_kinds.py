"""Pages that are no article, and what they are instead."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.page_body import Body
from nkreader.ingest.formats.page_json import ARTICLES, kinds, word
from nkreader.ingest.formats.page_tree import Page

SHORT = 1500
"""Characters of a text that may be the beginning of one."""
_ENOUGH = 200
"""Characters that a text has, whatever else the page is."""
_HOME = re.compile(r"\A/*(?:index|home|default|main)?(?:\.\w{2,5})?/*\Z", re.IGNORECASE)
_WALL = re.compile(r"paywall|subscriber-only|premium-wall|piano-|regwall|tp-modal|metered", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"enable javascript|requires javascript|javascript (?:is|to be) (?:disabled|enabled|required)|자바스크립트|"
    r"JavaScriptを有効",
    re.IGNORECASE,
)


def refuse_if_none(page: Page, body: Body) -> None:
    """Raise `Refused`, with what the page is, where it holds no article."""
    said = body.said
    if _is_home(page):
        raise Refused("a home page, not an article")
    if said >= _ENOUGH:
        if body.linked * 10 > said * 8 and not _is_article(page):
            raise Refused("a list of links, not an article")
        return
    refresh = page.meta("refresh")
    if said < 50 and "url=" in refresh.casefold():
        raise Refused("only leads on to another page")
    if page.tree.xpath("//input[translate(@type, 'PASWORD', 'pasword') = 'password']"):
        raise Refused("a page to log in, not an article")
    if said < 100 and (_SCRIPTED.search(page.markup) or (_has_scripts(page) and not _text(page))):
        raise Refused("the page makes its text with JavaScript and was saved without it")
    if not body.blocks:
        raise Refused("no article in the page")


def walled(page: Page, body: Body) -> str | None:
    """A notice where the page says that it does not show all of the article."""
    if body.said > SHORT:
        return None
    closed = any(word_false(thing.get("isAccessibleForFree")) for thing in page.things)
    tier = page.meta("article:content_tier").casefold() in ("metered", "locked")
    marked = page.tree.xpath("//body//*[@class or @id]")
    wall = any(_WALL.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in marked)
    return "the page holds only the beginning: the rest is behind a wall" if closed or tier or wall else None


def word_false(value: object) -> bool:
    """Whether a property says no, as a value or as a word."""
    return value is False or (isinstance(value, str) and word(value).rsplit("/", 1)[-1].casefold() == "false")


def _is_home(page: Page) -> bool:
    """Whether its address is that of a whole site, and nothing in it says that it is one article."""
    if page.address is None or _is_article(page):
        return False
    parts = urlsplit(page.address)
    return _HOME.match(parts.path) is not None and not parts.query


def _is_article(page: Page) -> bool:
    if page.meta("og:type").casefold() in ("article", "news", "newsarticle"):
        return True
    return any(kinds(thing) & ARTICLES for thing in page.things) or bool(page.meta("article:published_time"))


def _has_scripts(page: Page) -> bool:
    return bool(page.tree.xpath("//script"))


def _text(page: Page) -> str:
    """What the page says at all, up to some length."""
    said = page.tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return "".join("".join(said[:200]).split())[:100]
