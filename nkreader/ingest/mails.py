"""Mails without a suffix: a Maildir's, and folders of mails as Thunderbird and Apple Mail name them."""

from __future__ import annotations

from nkreader.ingest.extract import Source
from nkreader.ingest.formats.mail_sniffing import BEGINNING, is_mail, is_mailbox

MARK = "mail:"
"""Begins the names of what is in such a file: its own name does not tell that it holds anything."""


def mail_type(source: Source) -> str | None:
    """The media type of a mail or a mailbox that no suffix tells; None for anything else.

    Raises:
        OSError: if the file cannot be read.
    """
    if source.name.casefold().endswith((".txt", ".text", ".md", ".markdown")):
        return None
    with source.open() as file:
        beginning = file.read(BEGINNING)
    return "application/mbox" if is_mailbox(beginning) else "message/rfc822" if is_mail(beginning) else None
