"""The sanitiser: nothing but printable text, one to one."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.sanitise import Replaced, is_safe, safe, safe_line, sanitise, visible

anything = st.text(st.characters(), max_size=80)


def test_no_control_format_or_unassigned_direction_survives_of_all_code_points() -> None:
    forbidden = {"Cc", "Cs", "Co"}
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        left = safe(character)
        assert len(left) == 1
        if left in "\n\t":
            continue
        assert unicodedata.category(left) not in forbidden, hex(code)
        assert unicodedata.bidirectional(left) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


def test_every_line_breaker_but_newline_is_gone() -> None:
    for code in range(sys.maxunicode + 1):
        left = safe(chr(code))
        assert left == "\n" or len(f"a{left}b".splitlines()) == 1, hex(code)


@given(anything)
def test_replacing_keeps_every_offset_and_is_done_once(text: str) -> None:
    clean = safe(text)
    assert len(clean) == len(text)
    assert is_safe(clean)
    assert safe(clean) == clean
    assert all(new == old or new == visible(old) for old, new in zip(text, clean, strict=True))


@given(anything)
def test_sanitise_tells_what_it_replaced(text: str) -> None:
    clean, replaced = sanitise(text)
    original = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert len(clean) == len(original)
    assert {item.offset for item in replaced} == {n for n, c in enumerate(original) if safe(c) != c}
    assert all(chr(item.code) == original[item.offset] for item in replaced)


def test_escape_sequences_are_shown_not_sent() -> None:
    clean, replaced = sanitise("\ufeffa\x1b]52;c;eA==\x07b\r\nc\x9b31m\u202e")
    assert clean == "a␛]52;c;eA==␇b\nc\ufffd31m\ufffd"
    assert replaced[0] == Replaced(1, 0x1B)


def test_a_line_stays_a_line() -> None:
    assert safe_line("a\r\nb\tc\rd\u2028e") == "a b c d\ufffde"
    assert safe("flag \u2691\ufe0f") == "flag \u2691\ufe0f"
