"""Mails as the tests write them, and what a format makes of bytes."""

from __future__ import annotations

from nkreader.ingest.formats.given import Blob, Block, Format, Inside, Left, Text
from nkreader.ingest.formats.mail import mail

STORY = (
    "The delegation left Pyongyang on Monday after three days of talks on trade and transport, officials there said."
)
SECOND = "Ships with grain and cement came to Nampho again, and the port worked through the night, a resident told us."
HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"


def written(
    body: str | bytes,
    sender: str = "Lee Hana <lee@desk.example>",
    subject: str = "A note",
    kind: str = PLAIN,
    more: str = "",
    number: int = 1,
) -> bytes:
    """A mail of one part; `more` are headers."""
    head = (
        f"From: {sender}\nTo: reader@desk.example\nSubject: {subject}\nDate: Tue, 07 May 2024 09:00:00 +0900\n"
        f"Message-ID: <m{number}@desk.example>\nMIME-Version: 1.0\nContent-Type: {kind}\n{more}\n"
    )
    return head.encode("utf-8") + (body if isinstance(body, bytes) else body.encode("utf-8"))


def given(data: bytes, form: Format = mail, name: str = "file") -> list[Text | Inside | Left]:
    """All that a format gives for some bytes."""
    return [*form(Blob(name, data))]


def only(data: bytes, form: Format = mail) -> Text:
    """The one text that it gives."""
    [text] = given(data, form)
    assert isinstance(text, Text)
    return text


def texts(data: bytes, form: Format = mail) -> list[Text]:
    """The texts that it gives, which must be all."""
    found = given(data, form)
    assert all(isinstance(one, Text) for one in found), found
    return [one for one in found if isinstance(one, Text)]


def told(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Blocks as pairs."""
    return [(block.kind, block.text) for block in blocks]
