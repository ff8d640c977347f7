"""What a mail says itself, and what it quotes, passes on, or ends with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from nkreader.ingest.formats.mail_lines import Line

PASSED_ON = 50
"""So many words of his own, at most, writes somebody who passes a mail on without saying so."""
OWN = 3
"""An answer with fewer words of its own is no answer: what it quotes is what there is to read."""
_SIGNATURE_LINES, _FOOT_LINES, _FOOT_LENGTH = 12, 10, 400

_PASSED = re.compile(
    r"(?i)[\s\-_*>]*(?:(?:begin |start of )?forwarded message|forwarded by .{1,60}|(?:weitergeleitete nachricht"
    r"|message transf[ée]r[ée]|mensaje reenviado|전달된 (?:메시지|메일)|전달한 메시지|転送されたメッセージ"
    r"|转发的?邮件))"
    r"[\s\-_*:]*"
)
_ORIGINAL = re.compile(
    r"(?i)[\s\-_*>]{2,}(?:original (?:message|appointment)|urspr[üu]ngliche nachricht|message d'origine"
    r"|mensaje original|원본 (?:메시지|메일)|original mail)[\s\-_*:]*"
)
_HEADS = {
    "from": "from|von|de|보낸 ?사람|보낸이|발신(?:자|인)?|差出人|发件人",
    "date": "date|sent|datum|gesendet|envoy[ée]|enviado(?: el)?|fecha|날짜|보낸 ?날짜|보낸 ?시간|일시|日付|送信日時"
    "|发送时间|日期",
    "subject": "subject|betreff|objet|asunto|제목|件名|主题",
    "other": "to|cc|bcc|an|à|para|reply-to|받는 ?사람|받는이|수신(?:자|인)?|참조|宛先|收件人|抄送",
}
_HEAD = re.compile(
    r"(?i)[\s*_]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _HEADS.items())
    + r")[ *_]*[:：][ *_]*(?P<value>.*)"
)
_WROTE = re.compile(
    r"(?i)(?:on|am|le|el|em|op)\b.{5,200}\b(?:wrote|schrieb|a [ée]crit|escribi[óo]|escreveu|schreef)\b.{0,80}:\s*"
    r"|.{5,200}(?:wrote|님이 (?:작성|쓴 글)|작성)\s*:\s*|\d{4}년 .{5,200}:\s*"
)
_FOOT = re.compile(
    r"(?i)\bunsubscribe\b|view (?:this |it |the )?(?:e-?mail |message |newsletter )?(?:in|on) (?:your |a |the )?"
    r"(?:web )?browser|view (?:this email |it )?online"
    r"|manage (?:your )?(?:e-?mail |subscription )?(?:preferences|subscriptions?)"
    r"|update (?:your )?(?:e-?mail )?preferences"
    r"|you(?:'re| are|’re) (?:receiving|getting|subscribed)|you received this"
    r"|this (?:e-?)?mail was sent to|mailing list\b.{0,40}\bhttps?:|\bmailman/listinfo|수신\s?거부|발신\s?전용"
    r"|sent from my (?:iphone|ipad|galaxy|android|mobile|phone)|get outlook for|나의 iphone에서 보냄"
)
_RULE = re.compile(r"\s*([-_=*~#─━])\1{4,}\s*")


@dataclass(frozen=True, slots=True)
class Passed:
    """The head of a mail that another passes on."""

    sender: str = ""
    date: str = ""
    subject: str = ""


@dataclass(slots=True)
class Told:
    """The lines of a body, those aside marked, and the head of the mail that it passes on."""

    lines: list[Line] = field(default_factory=list)
    passed: Passed | None = None


def told(lines: Sequence[Line], passes: bool, answers: bool) -> Told:
    """Sort out the lines of a mail whose subject says that it `passes` another on, or that it `answers` one."""
    found = Told(list(lines))
    for _ in range(8):
        if not _next_head(found, passes, answers):
            break
    _quoted(found.lines)
    _signature(found.lines)
    _foot(found.lines)
    return found


def _next_head(found: Told, passes: bool, answers: bool) -> bool:
    """Deal with the first head of another mail in what is not aside yet; whether what follows may hold one more."""
    lines = found.lines
    begin = next((number for number, line in enumerate(lines) if not line.aside and line.text.strip()), 0)
    for number in range(begin, len(lines)):
        if lines[number].aside:
            continue
        said = lines[number].text
        sure = _PASSED.fullmatch(said) is not None
        marked = sure or _ORIGINAL.fullmatch(said) is not None
        head, end = _head(lines, number + 1 if marked else number)
        if not (marked and (head or sure)) and not (head and head.sender and head.date):
            continue
        own = sum(len(line.text.split()) for line in lines[begin:number])
        if sure or passes or own < OWN or (not answers and own <= PASSED_ON):
            _aside(lines, 0, end)
            shift = min((line.depth for line in lines[end:] if line.text.strip()), default=0)
            if shift:
                lines[end:] = [replace(line, depth=max(line.depth - shift, 0)) for line in lines[end:]]
            found.passed = head or found.passed or Passed()
            return True
        _aside(lines, number, len(lines))
        return False
    return False


def _head(lines: Sequence[Line], at: int) -> tuple[Passed | None, int]:
    """The head of a mail that begins at a line, or a few empty ones behind it, and where it ends."""
    said: dict[str, str] = {}
    end, empty, last = at, 0, ""
    for number in range(at, min(at + 30, len(lines))):
        text = lines[number].text
        if not text.strip():
            empty += 1
            if empty > 2 or (len(said) > 1 and lines[number].block is None):
                break
            continue
        match = _HEAD.fullmatch(text)
        if match is None:
            if last and not empty and text[:1] in " \t":
                end = number + 1
                continue
            break
        last = next(name for name in _HEADS if match[name] is not None)
        said.setdefault(last, match["value"].strip(" *_"))
        end, empty = number + 1, 0
    if "from" not in said or len(said) < 2:
        return None, at
    return Passed(said["from"], said.get("date", ""), said.get("subject", "")), end


def _quoted(lines: list[Line]) -> None:
    """Set aside what is quoted, with the line that says who wrote it, unless there is nothing else."""
    said = [line.text for line in lines if not line.aside and not line.depth and not _WROTE.fullmatch(line.text)]
    own = sum(len(text.split()) for text in said)
    if own < OWN:
        return
    for number, line in enumerate(lines):
        if line.depth and not line.aside:
            lines[number] = replace(line, aside=True)
            _attribution(lines, number)


def _attribution(lines: list[Line], quoted: int) -> None:
    """Set aside the one or two lines before a quotation that say who wrote it."""
    at = quoted - 1
    while at >= 0 and not lines[at].text.strip() and quoted - at < 4:
        at -= 1
    for first in (at, at - 1):
        if first >= 0 and not lines[first].aside and not lines[at].depth:
            words = " ".join(line.text.strip() for line in lines[first : at + 1])
            if _WROTE.fullmatch(words):
                _aside(lines, first, quoted)
                return


def _signature(lines: list[Line]) -> None:
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.aside or line.text.rstrip() != "--":
            continue
        rest = [later for later in lines[number + 1 :] if later.text.strip() and not later.aside]
        if len(rest) <= _SIGNATURE_LINES:
            _aside(lines, number, len(lines))
        return


def _foot(lines: list[Line]) -> None:
    """Set aside paragraphs that tell of the mailing and not of the world, and what follows a rule before such."""
    start = 0
    for number in range(len(lines) + 1):
        if number < len(lines) and lines[number].text.strip():
            continue
        paragraph = lines[start:number]
        said = " ".join(line.text for line in paragraph)
        if 0 < len(said) <= _FOOT_LENGTH and _FOOT.search(said):
            _aside(lines, start, number)
            _foot_of_list(lines, start)
        start = number + 1


def _foot_of_list(lines: list[Line], foot: int) -> None:
    said = [*islice((line for line in lines[foot : foot + 100] if line.text.strip()), _FOOT_LINES + 1)]
    before = [number for number in range(max(foot - 6, 0), foot + 1) if _RULE.fullmatch(lines[number].text)]
    if before and len(said) <= _FOOT_LINES:
        _aside(lines, before[-1], len(lines))


def _aside(lines: list[Line], start: int, end: int) -> None:
    lines[start:end] = [line if line.aside else replace(line, aside=True) for line in lines[start:end]]
