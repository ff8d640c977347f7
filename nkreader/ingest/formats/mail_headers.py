"""The head of a mail, read as it was meant: encoded words, bare bytes, names and addresses."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import NamedTuple

from nkreader.ingest.decoding import Refused, decode

SUBJECT_MARK = re.compile(
    r"(?i)\s*(?:(?P<forward>fwd?|wg|tr|i|rv|enc|전달|회람)|(?P<answer>re|aw|sv|antw|답장|회신))\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*"
)
_LIST_MARK = re.compile(r"\[[^\[\]]{1,40}\]\s*(?=(?:re|aw|fwd?|wg)\s*:)", re.IGNORECASE)
_OTHER_NAMES = {
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949", "euc-kr": "cp949", "euckr": "cp949",
    "uhc": "cp949", "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "unicode-1-1-utf-7": "utf-7", "utf8": "utf-8", "x-unknown": "", "unknown-8bit": "", "default": "", "8bit": "",
}  # fmt: skip
"""What charsets are called in mails, and the one to read them with; empty where the name says nothing."""
_NO_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_NO_PERSON = re.compile(
    r"(?i)(?:^|[._+-])(?:no-?reply|do-?not-?reply|news(?:letters?)?|alerts?|updates?|digest|info|mail(?:er|ing)?"
    r"|editors?|press|bulletins?|subscriptions?|notifications?|hello|daily|weekly|webmaster|service|service?s)(?:$|[._+-])"
)


class Sender(NamedTuple):
    """Who a mail is from."""

    name: str
    """As shown; the address where no name is given, empty where nobody is."""
    address: str
    """Empty where none is given."""


def charset_text(data: bytes, charset: str | None) -> str:
    """The text that bytes are in a charset that a mail names; by their looks if it is none, or a wrong one.

    Bytes that are ASCII alone and bytes of no known charset never fail: what cannot be read is replaced.
    """
    name = (charset or "").strip("\"' \t").casefold()
    name = _OTHER_NAMES.get(name, name)
    if name and name.replace("-", "_") not in _NO_TEXT and not (name == "cp1252" and not data.isascii()):
        try:
            return data.decode(name)
        except (UnicodeError, LookupError, ValueError):
            pass
    try:
        return decode(data).text
    except Refused:
        try:
            return data.decode(name or "utf-8", "replace")
        except (LookupError, ValueError):
            return data.decode("utf-8", "replace")


def header(message: Message, name: str) -> str:
    """A header in one line; empty if the mail has none of that name."""
    return words(raw_header(message, name))


def raw_header(message: Message, name: str) -> str:
    """A header as it was sent, bare bytes as lone surrogates; empty if the mail has none of that name."""
    wanted = name.casefold()
    return next((str(value) for called, value in message.raw_items() if called.casefold() == wanted), "")


def words(raw: str) -> str:
    """The words of a raw header: encoded words decoded, bare bytes read by their looks."""
    raw = re.sub(r"[\r\n]+(?=[ \t])", "", raw[:100_000])
    if any("\udc80" <= char <= "\udcff" for char in raw):
        raw = charset_text(raw.encode("utf-8", "surrogateescape"), None)
    if "=?" in raw:
        found: list[tuple[str | bytes, str | None]]
        try:
            found = decode_header(raw)
        except (HeaderParseError, ValueError):
            found = [(raw, None)]
        raw = "".join(_word(part, charset) for part, charset in found)
    return " ".join(raw.split())


def _word(part: str | bytes, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    return charset_text(part, charset) if charset else part.decode("raw_unicode_escape", "replace")


def sender(raw: str) -> Sender:
    """Who a header such as `From` names, the first if there are several."""
    try:
        found = getaddresses([raw])
    except (ValueError, IndexError, TypeError):
        found = []
    for name, address in found:
        if name or address:
            name = name.strip(" \"'") or address
            return Sender(name, address if "@" in address else "")
    return Sender(raw.strip(), "")


def sender_of(message: Message) -> Sender:
    """Who a mail is from. The name is taken apart before encoded words are read: it may hold a comma."""
    raw = raw_header(message, "From") or raw_header(message, "Sender")
    who = sender(re.sub(r"\s+", " ", raw[:10_000]))
    return Sender(words(who.name), who.address)


def is_outlet(message: Message, who: Sender) -> bool:
    """Whether a mail comes from a house, not a person: lists and newsletters say how one leaves them."""
    if any(message.get(name) for name in ("List-Unsubscribe", "List-Id", "Feedback-ID", "X-RSS-Feed")):
        return True
    return bool(_NO_PERSON.search(who.address.partition("@")[0])) or who.name == who.address


def bare_subject(subject: str) -> tuple[str, bool, bool]:
    """A subject without its marks; whether they say that the mail is passed on, and whether it is an answer."""
    passed, answer = False, False
    subject = _LIST_MARK.sub("", subject)
    while match := SUBJECT_MARK.match(subject):
        if not (passed or answer):
            passed, answer = match["forward"] is not None, match["answer"] is not None
        subject = subject[match.end() :]
    return subject.strip(), passed, answer
