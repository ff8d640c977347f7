"""What a page says it is: its title, who brought it out, who wrote it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from nkreader.ingest.formats.page_json import ARTICLES, Thing, kinds, word, words
from nkreader.ingest.formats.page_tree import LETTER, Element, Page, marks_of, text_of
from nkreader.model.folding import fold

LONGEST = 300
"""Code points of a title."""
_TAIL = re.compile(r"\s+[|\-–—•·»«:<>~/]+\s+|\s*[|｜»«]\s*|\s*：(?=\S+\Z)")
_TITLES = (
    "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "title", "hdl", "headline"
)  # fmt: skip
_BY = re.compile(r"\A(?:by|von|par|por|di|от|written by|story by)\s+", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|@\w+\.|\d{3}|[|{}<>]|\A\S+\.(?:com|org|net|[a-z]{2})\Z|\A(?:by|authors?|admin|unknown|null|none)\Z",
    re.IGNORECASE,
)


def title_of(page: Page) -> str | None:
    """The headline as the page shows it, without the name of its outlet behind it."""
    stated = [word(thing.get("headline") or thing.get("name")) for thing in page.things if kinds(thing) & ARTICLES]
    stated += [page.meta("og:title", "og.title"), page.meta(*_TITLES)]
    stated = [said for said in stated if LETTER.search(said) and len(said) <= LONGEST]
    if heading := _heading(page, [*stated, page.title]):
        return heading
    outlet = outlet_of(page) or ""
    for said in [*stated, page.title]:
        if said and LETTER.search(said):
            return without_outlet(said, outlet, _host(page))
    return None


def _heading(page: Page, told: list[str]) -> str | None:
    """The heading of the first order that the page's metadata repeat, if only as a part of theirs."""
    known = [_same(said) for said in told if said]
    for heading in page.headings:
        said = text_of(heading)
        same = _same(said)
        enough = len(same) >= 12 and len(said) <= LONGEST and LETTER.search(said)
        if enough and any(same in one and len(same) * 2 >= len(one) for one in known):
            return said
    return None


def without_outlet(title: str, outlet: str, host: str = "") -> str:
    """A title without the outlet's name before or behind it, told by a bar or a dash between them."""
    title = " ".join(title.split())
    cuts = list(_TAIL.finditer(title))
    names = [name for name in (_same(outlet), _same(host)) if name]
    for cut in cuts:
        before, behind = title[: cut.start()].strip(), title[cut.end() :].strip()
        if _is_name(behind, names) and len(before) >= 8:
            return without_outlet(before, "", "") if _bar(cut) and "|" in before else before
        if _is_name(before, names) and len(behind) >= 8:
            return behind
    if cuts and _bar(cuts[-1]) and len(head := title[: cuts[0].start()].strip()) >= 15:
        return head
    return title


def _bar(cut: re.Match[str]) -> bool:
    return any(mark in cut[0] for mark in "|｜»：")


def _is_name(part: str, names: list[str]) -> bool:
    same = _same(part)
    return bool(same) and any(same == name or (len(same) > 3 and (same in name or name in same)) for name in names)


def _same(said: str) -> str:
    return "".join(char for char in fold(said) if char.isalnum())


def _host(page: Page) -> str:
    try:
        return (urlsplit(page.address or "").hostname or "").removeprefix("www.").rsplit(".", 1)[0]
    except ValueError:
        return ""


def outlet_of(page: Page) -> str | None:
    """Who brought it out: as the page names its site, or its publisher."""
    told = [page.meta("og:site_name", "og:sitename")]
    told += [word(thing.get("publisher")) for thing in page.things if kinds(thing) & ARTICLES]
    told += [page.meta("dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher", "application-name",
                       "apple-mobile-web-app-title", "dc.source")]  # fmt: skip
    for said in told:
        said = said.strip().lstrip("@")
        if said and len(said) <= 100 and LETTER.search(said) and not said.startswith(("http:", "https:")):
            return said
    return _tail(page)


def _tail(page: Page) -> str | None:
    """The name behind the title, where the address has it, too."""
    cuts = list(_TAIL.finditer(page.title))
    host = _same(_host(page).rpartition(".")[2])
    behind = page.title[cuts[-1].end() :].strip() if cuts else ""
    return behind if len(host) > 2 and len(behind) <= 40 and host in _same(behind) else None


def author_of(page: Page) -> str | None:
    """Who wrote it, several names with commas between them."""
    told = [", ".join(_names(_authors(thing))) for thing in page.things if kinds(thing) & ARTICLES]
    told += [", ".join(_names(page.metas.get(name, []))) for name in
             ("author", "article:author", "byl", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author",
              "citation_author", "dable:author", "og:article:author", "twitter:data1:author")]  # fmt: skip
    outlet = _same(outlet_of(page) or "")
    for said in told:
        if said and not (outlet and outlet.startswith(_same(said))):
            return said
    return _shown_author(page)


def _authors(thing: Thing) -> list[str]:
    return words(thing.get("author") or thing.get("creator"))


def _names(told: list[str]) -> list[str]:
    names = [_BY.sub("", said).strip(" ,;") for said in told]
    return list(dict.fromkeys(name for name in names if 2 <= len(name) <= 100 and not _NO_NAME.search(name)))[:12]


def _shown_author(page: Page) -> str | None:
    tests = (
        "@rel='author'",
        *(f"contains(@{at})" for at in ("itemprop, 'author'", "class, 'byline'", "class, 'author'")),
    )
    for element in page.tree.xpath(f"//*[{' or '.join(tests)}]")[:20]:
        if _is_other(element):
            continue
        for said in _names([text_of(element)]):
            if len(said) <= 60 and len(said.split()) <= 6 and LETTER.search(said):
                return said
    return None


def _is_other(element: Element) -> bool:
    """Whether it stands in a comment or beside the article."""
    for above in (element, *element.iterancestors()):
        if above.tag in ("aside", "footer", "nav"):
            return True
        if above.tag not in ("body", "html") and re.search(r"comment|related|sidebar|recommend", marks_of(above)):
            return True
    return False
