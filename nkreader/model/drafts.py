"""Notes that are begun and not kept yet."""

from __future__ import annotations

from dataclasses import dataclass

from nkreader.model.highlights import Anchor, Highlight


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What the reader typed of a note, on a highlight or on a passage that is to be one."""

    key: str
    """What it is kept under: a highlight has one draft, and so has a passage."""
    article: str
    """Its id."""
    anchor: Anchor
    """The passage, where it stood when the note was begun; as given back by the library, where it stands now."""
    text: str
    """Everything that was typed, several lines maybe."""
    highlight: str = ""
    """Id of the highlight; empty where the passage is none yet."""
    kept: str = ""
    """The note that the highlight has."""
    lost: bool = False
    """The present text no longer holds the passage."""

    @classmethod
    def on(cls, mark: Highlight) -> NoteDraft:
        """One on a highlight that begins with the note it has."""
        return cls(mark.id, mark.article, mark.anchor, mark.note, mark.id, mark.note, mark.orphan)

    @classmethod
    def at(cls, article: str, anchor: Anchor) -> NoteDraft:
        """One on a passage that is to be highlighted; nothing is written yet."""
        place = f"{article}.{anchor.version[:12]}.{anchor.span.start}-{anchor.span.end}"
        return cls(place, article, anchor, "")

    @property
    def worth_keeping(self) -> bool:
        """Whether something would be lost without it: an empty one, or one that says what is kept, says nothing."""
        return bool(self.text.strip()) and self.text.strip() != self.kept.strip()
