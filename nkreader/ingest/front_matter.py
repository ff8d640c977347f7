"""Front matter: flat `key: value` lines between two rules at the start of a Markdown file.

A small reader of its own: nothing in a file can name a type, a tag or an anchor. Lines that are not flat (nested
maps) are skipped; they stay in the text. Where a key that says what an article is stands among them, lines may also be
what only other programs understand; else two rules with anything but keys between them are no front matter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nkreader.model.article import Stated
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span

LONGEST = 50_000
"""Front matter that does not end within so many code points is none."""
OWN = "nkreader_id"
"""The key of our own exports."""
LONGEST_VALUE = 2000
"""Code points; what is longer says nothing of an article."""
ODD, LONGEST_ODD = 3, 200
"""As many unusual keys a line counts that has none, and how long it may be, in code points, to be no prose.

There may be no more unusual keys than lines.
"""
KEYS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publication", "publisher", "site", "site_name", "sitename", "source"),
    "author": ("author", "authors", "byline", "by"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "source", "permalink"),
    "published": ("published", "date", "published_at", "date_published", "publish_date", "publishdate", "pubdate"),
}
"""What the keys of other programs (Hugo, Jekyll, Obsidian's clipper, Zettlr) are here; the first that is there counts.

A `source` may be either: an address is a URL, anything else an outlet.
"""

_BLOCK = re.compile(r"\s*(---[ \t]*\n(?P<inside>(?:[^\n]*\n){1,400}?)(?:---|\.\.\.))[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)")
_OTHER = re.compile(r"\s|#|-|\Z|[}\])]")
_UNUSUAL = re.compile(
    r"""(?P<quote>["']?)(?P<key>[^\s"'#:-][^"':\n]{0,60}?)(?P=quote)[ \t]*:(?:[ \t]+(?P<value>.*))?"""
)
_SCALAR = re.compile(r"[|>][+-]?\d?[+-]?(?:\s+#.*)?")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_TELLING = frozenset(key for keys in KEYS.values() for key in keys)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where front matter stands and what it says."""

    span: Span
    fields: Mapping[str, str]
    """Values by key in lower case; the items of a list joined by commas."""

    def stated(self, given: Stated) -> Stated:
        """`given`, with what it leaves open taken from here."""
        return replace(given, **{name: getattr(given, name) or self._found(name) for name in KEYS})

    def _found(self, name: str) -> str | None:
        for key in KEYS[name]:
            value = self.fields.get(key, "")
            if name == "author":
                value = value.replace("[[", "").replace("]]", "")  # Obsidian's links to notes
            if value and (key != "source" or (name == "url") == bool(_ADDRESS.match(value))):
                return value
        return None


def front_matter(text: str, start: int = 0) -> FrontMatter | None:
    """The front matter that begins at `start`, or None. Anything else between two rules is left alone."""
    match = _BLOCK.match(text, start, min(len(text), start + LONGEST))
    if match is None:
        return None
    lines = match["inside"].splitlines()
    fields = _fields(lines)
    if fields is None or not fields:
        return None
    joined = {key: ", ".join(values) for key, values in fields.items() if values}
    kept = {key: value for key, value in joined.items() if len(value) <= LONGEST_VALUE}
    return FrontMatter(Span(*match.span(1)), kept)


def _fields(lines: Sequence[str]) -> dict[str, list[str]] | None:
    """Values by key in lower case; None if what stands there is no front matter."""
    fields: dict[str, list[str]] = {}
    key, folding, odd = "", False, 0
    for line in lines:
        if folding and (not line.strip() or line[0] in " \t"):
            fields[key] = [" ".join([*fields[key], line.strip()]).strip()]
            continue
        folding = False
        usual = _KEY.fullmatch(line.rstrip())
        if not usual and (item := _ITEM.fullmatch(line)) and key:
            fields[key] += _values(item["value"])
        elif found := usual or (not _OTHER.match(line) and _UNUSUAL.fullmatch(line.rstrip())) or None:
            key, value = found["key"].casefold().replace("-", "_"), (found["value"] or "").strip()
            folding = _SCALAR.fullmatch(value) is not None
            fields[key] = _values(value)
            odd += not usual
        elif not _OTHER.match(line):
            odd += ODD if len(line) <= LONGEST_ODD else len(lines) + 1
            key = ""
    return fields if not odd or (odd <= len(lines) and not _TELLING.isdisjoint(fields)) else None


def _values(value: str) -> list[str]:
    """The scalars of one value: a quoted or plain string, or a flow list of them."""
    value = value.strip()
    if not value or value[0] in "|>&*!{%@`" or value in ("null", "~"):
        return []
    if value.startswith("[") and value.endswith("]"):
        items = re.findall(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+)""", value[1:-1])
        return [scalar for item in items for scalar in [_scalar(item.strip())] if scalar]
    scalar = _scalar(value)
    return [scalar] if scalar else []


def _scalar(value: str) -> str:
    if quoted := re.match(r'"((?:[^"\\]|\\.)*)"', value):
        try:
            return safe_line(str(json.loads(quoted[0])))  # as YAML 1.2 has it, and as others write it
        except ValueError:
            return re.sub(r"\\(.)", r"\1", quoted[1])
    if quoted := re.match(r"'((?:[^']|'')*)'", value):
        return quoted[1].replace("''", "'")
    return re.sub(r"\s+#.*", "", value).strip()
