"""Where questions stand: below the page, so that what they are about stays in view."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.screen import ModalScreen

R = TypeVar("R")


class Below(ModalScreen[R], Generic[R]):
    """A frame as wide as the screen at its lower edge; its heirs fill it."""

    DEFAULT_CSS = """
    Below {
        align: center bottom;
        background: $background 0%;
        & > Vertical {
            height: auto;
            width: 100%;
            background: $panel;
            border-top: heavy $accent;
            padding: 0 1;
        }
        & .keys { color: $dim; height: 1; }
    }
    """
