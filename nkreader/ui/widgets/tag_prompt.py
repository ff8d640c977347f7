"""The prompt for tags: those that are known are offered as one types, and Tab completes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from nkreader.model.folding import fold
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.prompt import Prompt

TAG = re.compile(r"[^\s,;#]+")
"""What a tag is among others."""
_BEGUN = re.compile(r"[^\s,;#]*\Z")
_OFFERED = 8
"""Known tags that are shown."""


def tags_in(text: str) -> list[str]:
    """The tags of a line, in its order."""
    return TAG.findall(text)


def ways(known: Sequence[str], text: str, begun: str) -> tuple[str, ...]:
    """Known tags that go on from what is `begun` at the end of a line, without those that stand in it already."""
    start, there = fold(begun), {*tags_in(text[: len(text) - len(begun)])}
    return tuple(tag for tag in known if fold(tag).startswith(start) and tag not in there)


class TagPrompt(Prompt):
    """Asks for tags. `known` are offered in their order: those that are used most come first."""

    completes = True
    DEFAULT_CSS = """
    TagPrompt {
        & NoteArea { height: 3; }
        & .known { color: $dim; height: 1; }
    }
    """

    def __init__(self, title: str, tags: Iterable[str], known: Sequence[str]) -> None:
        text = " ".join(tags)
        super().__init__(title, f"{text} " if text else "")
        self._known = known
        self._ways: tuple[str, ...] = ()
        self._taken = -1
        """Index of the way that stands in the line; -1 for none."""
        self._completed = ""
        """The text as the last completion left it."""

    def offers(self) -> ComposeResult:
        """Known tags."""
        yield Static("", classes="known", markup=False)

    def on_mount(self) -> None:
        """Offer what is used most."""
        super().on_mount()
        self._offer()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._area.text != self._completed:
            self._offer()

    def _offer(self) -> None:
        text = self._area.text
        self._ways, self._taken = ways(self._known, text, self._begun), -1
        self._show()

    def _show(self) -> None:
        self.query_one(".known", Static).update(content_line(self._said()))

    def _said(self) -> str:
        if not self._ways:
            return "a new tag" if self._begun else "no tag is known that is not there"
        first = max(0, self._taken - _OFFERED + 1)
        shown = self._ways[first : first + _OFFERED]
        more = "" if len(self._ways) <= first + _OFFERED else " …"
        named = (f"[{tag}]" if at == self._taken else tag for at, tag in enumerate(shown, first))
        return f"known: {' '.join(named)}{more}"

    @property
    def _begun(self) -> str:
        """What is typed of the tag at the end of the text."""
        found = _BEGUN.search(self._area.text)
        return found.group() if found else ""

    def action_complete_tag(self) -> None:
        """Put a known tag in the place of what is begun, then the next one."""
        if not self._ways:
            return
        text = self._area.text
        head = text[: len(text) - len(self._begun)]
        self._taken = (self._taken + 1) % len(self._ways)
        self._completed = f"{head}{self._ways[self._taken]}"
        self._replace(self._completed)
        self._show()
