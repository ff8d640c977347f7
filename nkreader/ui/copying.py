"""The one door to the clipboard of the reader's terminal (OSC 52).

What goes out is what the reader asked for with a key that copies, sanitised, and never a part of it: a quotation that
is cut short would not be one. What is cut out of a prompt can be put in again here, and goes nowhere else.
"""

from __future__ import annotations

from typing import Any

from textual.actions import ActionParseResult
from textual.app import App

from nkreader.model.sanitise import safe

MOST = 74_994
"""Bytes of UTF-8 that go to the clipboard at once: in base 64 and with what goes around it, terminals take 100,000."""
_CUT = "cut"


def refused(text: str) -> str:
    """Why a text cannot be copied, in a line; empty if it can be."""
    size = len(safe(text).encode())
    if size <= MOST:
        return ""
    return f"not copied: {size:,} bytes are more than the {MOST:,} that terminals take for the clipboard"


class Copying(App[None]):
    """The part of the application that copies."""

    _cutting = False

    async def run_action(
        self, action: str | ActionParseResult, default_namespace: Any = None, namespaces: Any = None
    ) -> bool:
        """Do what a key is for; whether it cuts is noted meanwhile."""
        before = self._cutting
        self._cutting = (action if isinstance(action, str) else action[1]).rpartition(".")[2] == _CUT
        try:
            return await super().run_action(action, default_namespace, namespaces)
        finally:
            self._cutting = before

    def copy_to_clipboard(self, text: str) -> None:
        """Put printable text on the clipboard; one that is too long is refused and told, and what stood there stays."""
        if self._cutting:
            self._clipboard = safe(text)
        elif why := refused(text):
            self.notify(why, severity="warning", markup=False)
        else:
            super().copy_to_clipboard(safe(text))
