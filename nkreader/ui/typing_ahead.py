"""Keys in turn: what is typed while a key is still at work goes where that key leads.

The toolkit hands a key to the widget that has the focus when the key arrives, and what the key is bound to happens
several queues later. Of `/missile`, typed fast, the letters would so be taken for commands of the list. Here a key
waits until the one before it has been through every widget it passes, and until a page it opened has come up.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from nkreader.ui.escaping import EscapedKey

LOST = 2.0
"""Seconds after which a key that was never heard of again (its widget is gone) no longer holds up the next."""
HELD = 3.0
"""Seconds for which keys wait at the most for what they act on to be there."""
AT_ONCE = frozenset({"q", "escape", "ctrl+c", "ctrl+q", "ctrl+z", "question_mark"})
"""Keys that wait for nothing, and after which nothing waits: who wants to leave or to ask shall not be held up."""


class TypingAhead(App[None]):
    """An app whose keys and pasted texts are handled one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._since: float | None = None
        self._turn = 0
        """Which of all keys so far is at work; of one that was given up nothing more is taken for its end."""
        self.acts = 0
        """Keys, pasted texts and presses of the mouse so far."""
        self._held_until = 0.0
        """When keys that are held are let go at the latest, as `time.monotonic` counts; 0 while none are."""

    def hold_keys(self) -> None:
        """Let keys wait until `release_keys`, as long as `HELD` at the most: what they act on is not there yet."""
        self._held_until = time.monotonic() + HELD
        self.set_timer(HELD, self.release_keys)

    def release_keys(self) -> None:
        """Let the keys that waited take their turns."""
        self._held_until = 0.0
        self.call_later(self._take)

    async def on_event(self, event: events.Event) -> None:
        """Let keys and pasted texts wait for their turn; everything else goes its way."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown) and not event.is_forwarded:
            self.acts += 1
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            if isinstance(event, events.Key) and event.key in AT_ONCE:
                self._held_until = 0.0
            await self._take()
        else:
            await super().on_event(event)

    async def _take(self) -> None:
        """Hand on the next one, unless another is at work."""
        now = time.monotonic()
        at_work = self._since is not None and now - self._since < LOST
        if not self._typed or at_work or now < self._held_until:
            return
        self._since = now
        self._turn += 1
        first = self._typed[0]
        if isinstance(first, EscapedKey):
            self._typed.popleft()
            self._typed.extendleft(reversed(first.meant(self.screen.active_bindings)))
        target, screen, turn = self.focused or self.screen, self.screen, self._turn
        await super().on_event(self._typed.popleft())
        self._follow(target, lambda quiet: self._again(target, screen, turn))

    def _again(self, target: Widget, screen: Screen[object], turn: int) -> None:
        """Go the way a key went until nothing is on it any more.

        What the key is bound to is done at the end of the way, and may send a message from its beginning, whose
        handler may send another: of `Esc`, then `3`, a prompt that is being closed would still have the 3.
        """
        if turn != self._turn:
            return
        late = self._since is None or time.monotonic() - self._since >= LOST

        def then(quiet: bool) -> None:
            if quiet or late:
                self._passed(screen, turn)
            else:
                self._again(target, screen, turn)

        self._follow(target, then)

    def _follow(self, node: MessagePump | None, then: Callable[[bool], None], quiet: bool = True) -> None:
        """Go through the queue of every node that a key may pass, up to the app's own.

        `then` is told whether the queues held nothing more on the way.
        """
        while isinstance(node, DOMNode):
            if node.call_later(self._gone_through, node, then, quiet):
                return
            node = node.parent
        then(quiet)

    def _gone_through(self, node: DOMNode, then: Callable[[bool], None], quiet: bool) -> None:
        waiting = node.message_queue_size or node._pending_message is not None
        self._follow(node.parent, then, quiet and not waiting)

    def _passed(self, screen: Screen[object], turn: int) -> None:
        """The key is through; if it opened a page, that takes the focus first."""
        if self.screen is screen or not self.screen.call_after_refresh(self._done, turn):
            self._done(turn)

    def _done(self, turn: int) -> None:
        if turn == self._turn:
            self._since = None
            self.call_later(self._take)
