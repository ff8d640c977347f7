"""Front matter: flat `key: value` lines between two rules at the start of a Markdown file.

A small reader of its own: nothing in a file can name a type, a tag or an anchor. Lines that are not flat
(nested maps, block scalars) are skipped; they stay in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nkreader.model.article import Stated
from nkreader.model.spans import Span

LONGEST = 50_000
"""Front matter that does not end within so many code points is none."""
OWN = "nkreader_id"
"""The key of our own exports."""

_BLOCK = re.compile(r"\s*(---[ \t]*\n(?P<inside>(?:[^\n]*\n){1,400}?)(?:---|\.\.\.))[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)")
_OTHER = re.compile(r"\s|#|-|\Z|[}\])]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where front matter stands and what it says."""

    span: Span
    fields: Mapping[str, str]
    """Values by key in lower case; the items of a list joined by commas."""

    def stated(self, given: Stated) -> Stated:
        """`given`, with what it leaves open taken from here."""
        return Stated(
            title=given.title or self.fields.get("title"),
            outlet=given.outlet or self.fields.get("outlet"),
            author=given.author or self.fields.get("author"),
            url=given.url or self.fields.get("url"),
            published=given.published or self.fields.get("published") or self.fields.get("date"),
        )


def front_matter(text: str, start: int = 0) -> FrontMatter | None:
    """The front matter that begins at `start`, or None. Anything else between two rules is left alone."""
    match = _BLOCK.match(text, start, min(len(text), start + LONGEST))
    if match is None:
        return None
    fields: dict[str, list[str]] = {}
    key = ""
    for line in match["inside"].splitlines():
        if found := _KEY.fullmatch(line.rstrip()):
            key = found["key"].casefold()
            fields[key] = _values(found["value"] or "")
        elif (item := _ITEM.fullmatch(line)) and key:
            fields[key] += _values(item["value"])
        elif _OTHER.match(line) is None:
            return None
    if not fields:
        return None
    return FrontMatter(Span(*match.span(1)), {key: ", ".join(values) for key, values in fields.items() if values})


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
        return re.sub(r"\\(.)", r"\1", quoted[1])
    if quoted := re.match(r"'((?:[^']|'')*)'", value):
        return quoted[1].replace("''", "'")
    return re.sub(r"\s+#.*", "", value).strip()
