"""Bytes to text: encodings, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.ingest.decoding import Refused, decode

KOREAN = "동해 항구에서 27일 새 여객선이 출항했다고 항만 신문이 보도했다. 승객은 모두 이백 명이었다. "
ENGLISH = "The ferry’s crew “waited” for hours — nobody knew why the harbour café had closed early that day. "
RUSSIAN = "Вчера в порту открылась новая паромная линия, сообщила газета. Пассажиров было двести. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_says_its_encoding_is_read_without_a_word(encoding: str) -> None:
    decoded = decode(KOREAN.encode(encoding))
    assert decoded.text == KOREAN
    assert decoded.notice is None


@pytest.mark.parametrize(
    ("text", "encoding"), [(KOREAN, "cp949"), (ENGLISH, "cp1252"), (RUSSIAN * 3, "cp1251"), (RUSSIAN * 3, "koi8_r")]
)
def test_a_guess_is_right_and_told(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.notice is not None
    assert encoding in decoded.notice


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café à Séoul, où l'été", "cp1252"),
        ("La compañía abrió.", "cp1252"),
        ("Naïve", "cp1252"),
        ("Straße nach Köln, sagte er.", "cp1252"),
        ("“It’s open,” he said.", "cp1252"),
        ("Příliš žluťoučký kůň v přístavu.", "cp1250"),
        ("Zażółć gęślą jaźń, powiedział rybak w porcie.", "cp1250"),
        ("Вчера в порту открылась новая линия.", "cp1251"),
        ("Вчера в порту открылась новая линия.", "koi8_r"),
        ("昨日、港で新しい航路が開かれた。", "cp932"),
        ("昨天港口开通了新航线。", "gb18030"),
        ("섬 잇는 뱃길 열려 항만 당국", "cp949"),
    ],
)
def test_a_short_text_is_read_too(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.notice) == (text, f"read as {encoding}: a guess, the file does not say")


def test_a_file_cut_off_inside_a_letter_is_still_utf8() -> None:
    decoded = decode((KOREAN + "항").encode()[:-1])
    assert decoded.text == KOREAN + "\ufffd"
    assert decoded.notice == "read as utf-8 with 1 broken byte replaced"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary data, not text"),
        (bytes(range(1, 32)) * 9, "binary data, not text"),
        (b"\xff\xfe" + b"\x00\xd8" * 50, "not text, though it is marked as UTF-16"),
        (b"\xff\xfe" + bytes(range(256)) * 4, "not text, though it is marked as UTF-16"),
        (
            b"\xff\xfe\x00\x01" + b"junk of single bytes that stands for nothing wide",
            "not text, though it is marked as UTF-16",
        ),
        (b"\xfe\xff" + b"\xe0\x01\x00\x05" * 9, "not text, though it is marked as UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.reason == reason


@given(
    st.text(st.sampled_from(KOREAN + RUSSIAN + ENGLISH + "昨天港口开通了新航线。"), min_size=1),
    st.sampled_from(["utf-16", "utf-32"]),
)
def test_letters_of_articles_are_never_taken_for_binary_data(text: str, encoding: str) -> None:
    assert decode(("x" + text).encode(encoding)).text == "x" + text


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_every_utf8_text_comes_back(text: str) -> None:
    text += "end"
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if data.strip() and b"\0" in data and not marked and not data.startswith(b"\0\0\xfe\xff"):
        with pytest.raises(Refused, match="binary"):
            decode(data)
        return
    try:
        text: str | None = decode(data).text
    except Refused:
        text = None
    assert text is None or text.strip()
