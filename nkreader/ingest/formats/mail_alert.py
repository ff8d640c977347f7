"""Google Alerts: each result of an alert is a report of its own, of which the alert quotes a little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nkreader.ingest.formats.feed_entries import target
from nkreader.ingest.formats.fragments import shown, tree
from nkreader.ingest.formats.mail_parts import Body

_SENDER = re.compile(r"(?i)\bgooglealerts-noreply@google\.com\b")
_LINK = re.compile(r"https?://(?:www\.)?google\.[\w.]+/url\?[^\s<>\"]+")
_OF_ALERT = re.compile(
    r"(?i)flag as irrelevant|see more results|edit this alert|unsubscribe|receive this alert|관련 없는 항목"
)
_PARTS = re.compile(r"(?m)^\s*===.*===\s*$|^(?:\s*[-_]\s?){4,}$")


@dataclass(frozen=True, slots=True)
class Result:
    """A report that an alert found."""

    title: str
    outlet: str
    """Empty if the alert does not say."""
    quoted: str
    """What the alert quotes of it; may be empty."""
    url: str


def is_alert(address: str) -> bool:
    """Whether mails of this address are alerts."""
    return _SENDER.search(address) is not None


def results(parts: list[Body]) -> list[Result]:
    """The results of an alert in their order, none twice; empty if its body holds none."""
    found: dict[str, Result] = {}
    for body in parts:
        for result in _of_html(body.text) if body.html else _of_plain(body.text):
            found.setdefault(result.url, result)
    return [*found.values()]


def _of_html(html: str) -> Iterator[Result]:
    root = tree(html)
    links = [] if root is None else [(node, _onward(node.get("href"))) for node in root.iter("a")]
    titled = [(node, url, _words(node)) for node, url in links if url]
    urls = {id(node): url for node, url, _ in titled}
    done: set[str] = set()
    for node, url, title in titled:
        if not title or url in done or _OF_ALERT.search(title):
            continue
        done.add(url)
        whole = _around(node, url, urls)
        outlet = next((_words(one) for one in whole.xpath(".//*[@itemprop='publisher']")), "")
        quoted = next((_words(one) for one in whole.xpath(".//*[@itemprop='description']")), "")
        if not quoted:
            lines = [line for piece in shown(whole) for line in piece.text.split("\n")]
            outlet, quoted = _told([" ".join(line.split()) for line in lines], title, outlet)
        yield Result(title, outlet, quoted, url)


def _around(node: Any, url: str, urls: dict[int, str]) -> Any:
    """The largest element around a link that holds no link to another report."""
    whole = node
    for above in node.iterancestors():
        if any(urls.get(id(link), url) != url for link in above.iter("a")) or above.tag in ("body", "html"):
            break
        whole = above
        if above.get("itemscope") is not None and "article" in (above.get("itemtype") or "").casefold():
            break
    return whole


def _told(lines: list[str], title: str, outlet: str) -> tuple[str, str]:
    """Outlet and quotation among the lines of a result: a short first line is who reports it."""
    rest = [line for line in lines if line and line != title and not _OF_ALERT.search(line) and line != outlet]
    if not outlet and len(rest) > 1 and len(rest[0].split()) <= 6 and not rest[0].endswith((".", "...", "…")):
        outlet = rest.pop(0)
    return outlet, " ".join(rest)


def _of_plain(text: str) -> Iterator[Result]:
    """Results in plain text: title, outlet and quotation on lines of their own, the address last."""
    for part in _PARTS.split(text.replace("\r\n", "\n")):
        at = 0
        for match in _LINK.finditer(part):
            url = _onward(match[0])
            told = [block for block in re.split(r"\n\s*\n", part[at : match.start()].strip("<> \n")) if block.strip()]
            at = match.end()
            if not url or not told:
                continue
            lines = [" ".join(line.split()).strip("<> ") for line in told[-1].split("\n")]
            lines = [line for line in lines if line]
            if lines and not _OF_ALERT.search(lines[0]):
                yield Result(lines[0], *_told(lines[1:], lines[0], ""), url)


def _onward(link: str | None) -> str | None:
    url = target(link)
    return url if url != link else None


def _words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())
