"""What stands in an article without being said by it: rules, labels, footers, contact lines, end marks."""

from __future__ import annotations

import re

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}"
_END = r"(?:\((?:END|End|끝)\)|\[끝\]|<끝>|(?<!\S)-(?:0|30)-|(?<!\S)###)"
_JUCHE = r"(?:https?://)?(?:www\.)?(?:[\w-]+\.)*[\w-]*[ \t]*[\[(]Juche[ \t]*\d[\d. \t]+[\])]"
_RULE = re.compile(r"[\s\\]*([-*_=~#·—•])(?:[ \t]*\1){2,}\s*")
_LABEL = re.compile(
    r"(?i)[*_#\s]*(?:synopsis|key (?:takeaways?|points|facts)|takeaways|in brief|at a glance|advertisements?"
    r"|related (?:articles|stories|news|posts|coverage)|see also|recommended|most read|tags|share|comments"
    r"|read (?:more|also|next)|also read|about the author|continue reading|table of contents|summary)"
    r"\s*:?[*_\s]*"
)
_SHARE = r"(?:share|facebook|twitter|whatsapp|telegram|e-?mail|print|copy link|kakaotalk|linkedin)"
_FOOTER = re.compile(
    r"(?i)[*_>\s(]*(?:"
    r"(?:crawled|scraped|fetched|retrieved|archived|downloaded|accessed)(?: (?:at|on|from))?\s*:.*"
    r"|(?:source|origin|original|link|url|permalink|via)\s*:\s*(?:\[[^\]]*\]\(|https?://|www\.).*"
    r"|share (?:this|on|via|to)\b.*|follow us\b.*|subscribe (?:to|now|here|for)\b.*|sign up (?:for|to)\b.*"
    r"|click here\b.*|(?:copyright|©|ⓒ)\s.*|©.*|.*\ball rights reserved\.?|.*무단\s?전재.*"
    r"|(?:read (?:more|also|next)|also read|related):.*|download (?:our|the) app\b.*"
    rf"|{_SHARE}(?:[\s|·,/]+{_SHARE})*"
    r")[*_\s)]*"
)
_CONTACT = re.compile(rf"(?:{_EMAIL}[ \t,;]*)+(?:{_END})?|(?:{_END}|https?://\S+|{_JUCHE})[ \t]*(?:{_END})?")
_TAIL = re.compile(rf"\s*(?:{_EMAIL}[ \t]*)?{_END}(?:\s*{_JUCHE})?\s*\Z|\s+{_EMAIL}\s*\Z")
_TAIL_SIGNS = ("@", "(END)", "(End)", "끝", "-0-", "-30-", "###")
"""One of these stands in every tail; to look for them is much faster, and few paragraphs have one."""
_FOOTER_LENGTH = 240
_TAIL_LENGTH = 160


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is a rule, a label, a footer, a contact line or an end mark."""
    if _RULE.fullmatch(line) or (len(line) <= 40 and _LABEL.fullmatch(line)):
        return True
    return len(line) <= _FOOTER_LENGTH and bool(_CONTACT.fullmatch(line) or _FOOTER.fullmatch(line))


def tail_of(text: str, start: int, end: int) -> int | None:
    """Where, between `start` and `end`, an end mark or contact at the end of a paragraph begins."""
    window = text[max(start, end - _TAIL_LENGTH) : end]
    match = _TAIL.search(window) if any(sign in window for sign in _TAIL_SIGNS) else None
    if match is None:
        return None
    begin = max(start, end - _TAIL_LENGTH) + match.start()
    begin += len(match[0]) - len(match[0].lstrip())
    return begin if begin > start else None
