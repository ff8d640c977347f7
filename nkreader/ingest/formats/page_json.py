"""What a page says of itself in JSON-LD (schema.org), however deep and however broken."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

LARGEST = 1_000_000
"""Characters of a script that is read."""
DEEPEST = 12
"""Objects inside objects."""
MOST = 5000
"""Objects of a page that are looked at."""
ARTICLES = frozenset(
    {"newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "blogposting",
     "askpublicnewsarticle", "backgroundnewsarticle", "reviewnewsarticle", "satiricalarticle", "liveblogposting",
     "advertisercontentarticle", "report", "scholarlyarticle", "techarticle", "socialmediaposting", "review"}
)  # fmt: skip
PAGES = frozenset(
    {"webpage", "itempage", "videoobject", "audioobject", "podcastepisode", "creativework", "imagegallery"}
)
_ASIDE = frozenset(
    {"comment", "hasPart", "itemListElement", "mentions", "citation", "isRelatedTo", "relatedLink", "author", "review",
     "publisher", "image", "thumbnail", "logo", "video", "associatedMedia", "isPartOf", "about", "breadcrumb"}
)  # fmt: skip
"""Properties whose objects are not what the page is about."""
_WRAPPED = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*\Z"
)
_COMMA = re.compile(r",(\s*[}\]])")
_PAIR = re.compile(
    r'"(datePublished|dateCreated|dateModified|headline|@type|url|uploadDate)"\s*:\s*"((?:[^"\\]|\\.){1,500})"'
)


Thing = dict[str, Any]


def things(scripts: Iterable[str]) -> list[Thing]:
    """The objects that are what the page is about: articles first, then what wraps them, each as they come."""
    found: list[Thing] = []
    for script in scripts:
        if len(script) <= LARGEST and script.strip():
            found += walked(parsed(script))
        if len(found) > MOST:
            break
    named = [(thing, kinds(thing)) for thing in found[:MOST]]
    articles = [thing for thing, kind in named if kind & ARTICLES]
    return articles + [thing for thing, kind in named if kind & PAGES and not kind & ARTICLES]


def parsed(script: str) -> Any:
    """The value that a script is; what can be picked from one that is broken; None where that is nothing."""
    text = _WRAPPED.sub("", script.strip()).strip()
    for attempt in (text, _COMMA.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    picked: Thing = {}
    for name, value in _PAIR.findall(text):
        picked.setdefault(name, _plain(value))
    return picked


def walked(value: Any, depth: int = 0) -> Iterator[Thing]:
    """All objects in it that are not aside, the outer ones first."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value[:MOST]:
            yield from walked(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name, inner in value.items():
            if name not in _ASIDE and isinstance(inner, dict | list):
                yield from walked(inner, depth + 1)


def kinds(thing: Thing) -> set[str]:
    """Its types in lower case, without the vocabulary's address."""
    named = thing.get("@type", thing.get("type"))
    return {str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1].casefold() for name in _list(named) if name}


def word(value: Any) -> str:
    """A property as one line: the first of a list, the name of an object; empty where it says nothing."""
    for one in _list(value):
        if isinstance(one, dict):
            one = one.get("name") or one.get("@value") or one.get("@id") or ""
            one = one[0] if isinstance(one, list) and one else one
        if isinstance(one, str | int | float) and not isinstance(one, bool) and (said := str(one).strip()):
            return html.unescape(" ".join(said.split()))
    return ""


def words(value: Any) -> list[str]:
    """A property that may have several values, each as one line."""
    return [said for one in _list(value) if (said := word(one))]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _plain(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
