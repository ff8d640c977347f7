"""PDFs: the order of reading, lines joined, furniture out, what is stated, and files made to harm."""

from __future__ import annotations

import string
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.ingest import Skipped, articles, guarded
from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import LIMIT
from nkreader.ingest.formats import pdf as reading
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Blob, Text
from nkreader.ingest.formats.pdf import pdf as read_pdf
from nkreader.ingest.formats.pdf_about import made_on
from nkreader.ingest.formats.pdf_joining import HYPHENS, Words, joined
from tests.ingest.make_pdf import Mark, pdf, pdf_of, set_in

FIRST = (
    "The delegation left Pyongyang on Monday after three days of talks on trade and transport, officials said. "
    "It had arrived by train at the end of last week."
)
SECOND = (
    "Work on the bridge will be taken up again in spring. The ministry did not say who pays for it, nor when the "
    "first lorries are to cross the river."
)
THIRD = (
    "Traders in the border city said that prices of rice had fallen since the market reopened. None of them wanted "
    "to be named, and no other source has confirmed it."
)


def read(data: bytes) -> Text:
    [found] = read_pdf(Blob("a.pdf", data))
    assert isinstance(found, Text)
    return found


def blocks(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(data).blocks]


def test_two_columns_below_a_title_are_read_one_after_the_other() -> None:
    left = [*set_in(FIRST, 50, 700, 235), *set_in(SECOND, 50, 600, 235)]
    right = [*set_in(THIRD, 310, 700, 235), *set_in(FIRST, 310, 600, 235)]
    # drawn row by row, as some programs do
    rows = sorted([*left, *right], key=lambda mark: (-mark.y, mark.x))
    page = [Mark(50, 750, "Border bridge to be finished after years of waiting", 22), *rows]
    title = "Border bridge to be finished after years of waiting"
    assert blocks(pdf([page])) == [
        (HEADING, title),
        (PARAGRAPH, FIRST),
        (PARAGRAPH, SECOND),
        (PARAGRAPH, THIRD),
        (PARAGRAPH, FIRST),
    ]
    assert read(pdf([page])).stated.title == title


def test_the_cells_of_a_table_stay_on_their_lines() -> None:
    rows = [("Goods", "2023", "2024"), ("Rice", "1,200", "1,300"), ("Maize", "800", "750"), ("Coal", "90", "70")]
    table = [Mark(50 + 150 * column, 600 - 14 * row, cell) for row, cells in enumerate(rows)
             for column, cell in enumerate(cells)]  # fmt: skip
    said = [text for _, text in blocks(pdf([[*set_in(FIRST, 50, 700, 450), *table]]))]
    assert said == [FIRST, *(" ".join(row) for row in rows)]


def test_a_word_divided_at_a_lines_end_is_mended_and_a_compound_keeps_its_hyphen() -> None:
    lines = [
        "Officials spoke of trans-",
        "portation and of long-",
        "range trips. A long-range line is planned by North-",
        "South offices and by state-of-the-",
        "art firms, COVID-",
        "19 or not.",
    ]
    page = [Mark(50, 700 - 12 * number, line) for number, line in enumerate(lines)]
    assert " ".join(text for _, text in blocks(pdf([page]))) == (
        "Officials spoke of transportation and of long-range trips. A long-range line is planned by North-South "
        "offices and by state-of-the-art firms, COVID-19 or not."
    )


def test_running_heads_feet_and_page_numbers_are_left_out() -> None:
    texts = [FIRST, SECOND, THIRD, FIRST]
    pages = [
        [
            Mark(50, 810, "Harbour Wire Weekly, 3 May 2024"),
            Mark(450, 810, f"Issue {number + 17}"),
            *set_in(text, 50, 700, 450),
            Mark(290, 30, f"- {number + 1} -"),
            Mark(50, 30, "All rights kept"),
        ]
        for number, text in enumerate(texts)
    ]
    assert blocks(pdf(pages)) == [(PARAGRAPH, text) for text in texts]


def test_the_hour_of_printing_on_every_page_is_left_out() -> None:
    texts = [FIRST, SECOND, THIRD]
    pages = [[Mark(24, 819, "11/22/26, 11:18"), *set_in(text, 50, 760, 450)] for text in texts]
    assert blocks(pdf(pages)) == [(PARAGRAPH, text) for text in texts]


def test_a_line_of_figures_at_the_edge_of_two_pages_is_no_furniture() -> None:
    pages = [[*set_in(FIRST, 50, 760, 450), Mark(50, 700, "1,200 1,300 1,400")] for _ in range(2)]
    said = " ".join(text for _, text in blocks(pdf(pages)))
    assert said.count("1,200 1,300 1,400") == 2


def test_a_paragraph_goes_on_behind_the_page_and_its_note() -> None:
    words = " ".join([FIRST.removesuffix("."), "and nobody met it there", SECOND])
    marks = set_in(words, 50, 700, 450)
    ahead, behind = marks[:2], [Mark(one.x, one.y + 24, one.text, one.size) for one in marks[2:]]
    note = Mark(50, 100, "1 The ministry has said so before.", 7)
    assert blocks(pdf([[*ahead, note], behind])) == [
        (PARAGRAPH, words),
        (PARAGRAPH, "1 The ministry has said so before."),
    ]


def test_headings_and_bullets_are_told_by_size_weight_and_mark() -> None:
    page = [
        Mark(50, 780, "Three demands", 18),
        *set_in(FIRST, 50, 740, 450),
        Mark(50, 690, "What is asked for", 10, "B"),
        *[Mark(60, 670 - 14 * number, f"\u2022 {text}") for number, text in enumerate(["A road", "A railway"])],
        *set_in(SECOND, 50, 620, 450),
    ]
    assert blocks(pdf([page])) == [
        (HEADING, "Three demands"),
        (PARAGRAPH, FIRST),
        (HEADING, "What is asked for"),
        (BULLET, "• A road"),
        (BULLET, "• A railway"),
        (PARAGRAPH, SECOND),
    ]


def test_ligatures_are_spelled_out() -> None:
    differences = "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [193 /fi /fl] >>"
    page = [Mark(50, 700, "The \xc1rst \xc2ood of the year")]
    assert blocks(pdf([page], encoding=differences)) == [(PARAGRAPH, "The first flood of the year")]


def test_letters_drawn_twice_to_look_bold_stand_once() -> None:
    page = [Mark(50, 700, "Talks resume"), Mark(50.2, 700, "Talks resume")]
    assert blocks(pdf([page])) == [(PARAGRAPH, "Talks resume")]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Bridge report", "Bridge report"),
        ("Microsoft Word - draft 3.doc", "The bridge"),
        ("report_final_v2.indd", "The bridge"),
        ("untitled", "The bridge"),
        ("", "The bridge"),
    ],
)
def test_the_title_is_the_stated_one_unless_a_program_made_it(stated: str, expected: str) -> None:
    page = [Mark(50, 780, "The bridge", 18), *set_in(FIRST, 50, 740, 450)]
    info = {"Title": stated, "Author": "Mina Seo", "CreationDate": "D:20240502103000+09'00'"}
    found = read(pdf([page], info)).stated
    assert (found.title, found.author) == (expected, "Mina Seo")
    assert (found.published, found.suggested) == (None, "2024-05-02T10:30:00+09:00")
    assert found.dated_by == "when the PDF was made"


def test_dates_of_pdfs() -> None:
    assert made_on("D:20240502103000Z") == "2024-05-02T10:30:00Z"
    assert made_on("D:20240502") == "2024-05-02"
    assert made_on("D:2024") is None
    assert made_on("D:20241302") is None
    assert made_on("yesterday") is None


def test_one_without_a_text_layer_and_a_locked_one_are_refused() -> None:
    with pytest.raises(Refused, match="a PDF of pictures, without text"):
        read(pdf([[]]))
    with pytest.raises(Refused, match="locked with a password"):
        read(pdf([[Mark(50, 700, "Secret")]], password="sesame"))
    with pytest.raises(Refused, match="no PDF"):
        read(b"%!PS-Adobe")
    with pytest.raises(Refused):
        read(b"%PDF-1.4\n" + b"garbage " * 50)


def test_one_locked_with_an_empty_password_is_read() -> None:
    assert blocks(pdf([[Mark(50, 700, "Open to all")]], password="")) == [(PARAGRAPH, "Open to all")]


def test_a_form_that_draws_itself_and_pages_that_hold_themselves_come_to_an_end() -> None:
    inner = b"/F 10 Tf BT 50 700 Td (Once) Tj ET /X Do"
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> "
        b"/Font << /F 3 0 R >> >> /Length %d >>\nstream\n%s\nendstream" % (len(inner), inner)
    )
    data = pdf_of([form], [b"/X Do"], resources=b"/XObject << /X 5 0 R >>")
    assert blocks(data) == [(PARAGRAPH, "Once")]
    looped = pdf([[Mark(50, 700, "Twice")]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    assert blocks(looped) == [(PARAGRAPH, "Twice")]  # found without the tree


def bomb(count: int) -> bytes:
    """Deflated zeros, `count` million of them, without deflating them all."""
    packer = zlib.compressobj(9)
    begin = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = ((count * 1_000_000) % 65521) << 16 | 1
    return begin + again * (count - 1) + b"\x03\x00" + checksum.to_bytes(4, "big")


def test_a_stream_that_swells_costs_its_page_alone(tmp_path: Path) -> None:
    text = b"".join(mark.operators() for mark in set_in(FIRST, 50, 700, 450))
    packed = [bomb(3_000), zlib.compress(text), bomb(40)[:-3]]
    found = read(pdf_of([], packed, keys=b"/Filter /FlateDecode"))
    assert [block.text for block in found.blocks] == [FIRST]
    assert found.notices == ("damaged, and not read to their end: page 1, 3",)
    (tmp_path / "a.pdf").write_bytes(pdf_of([], [bomb(3_000)], keys=b"/Filter /FlateDecode"))
    [skipped] = articles([tmp_path])
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "damaged, and not read to their end: page 1"


def test_pages_that_would_take_too_long_are_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.0)
    found = read(pdf([set_in(text, 50, 700, 450) for text in (FIRST, SECOND, THIRD)]))
    assert [block.text for block in found.blocks] == [FIRST]
    assert found.notices == ("the pages behind page 1 were left out: reading them would take too long",)


def test_a_pdf_is_read_in_the_other_process(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([set_in(FIRST, 50, 700, 450)]))
    [found] = guarded.answers(str(path), LIMIT)
    assert isinstance(found, Text)
    assert [block.text for block in found.blocks] == [FIRST]


PIECES = st.text(alphabet=string.ascii_letters + "  -.,éß북한\u00ad", max_size=12)


@given(st.lists(PIECES, max_size=12))
def test_joining_lines_loses_no_letter_and_doubles_none(lines: list[str]) -> None:
    said = joined(lines, Words(lines))
    wanted = [letter for letter in "".join(lines) if not letter.isspace() and letter not in HYPHENS]
    assert [letter for letter in said if not letter.isspace() and letter not in HYPHENS] == wanted
    assert "  " not in said


@given(st.lists(st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=6), min_size=1, max_size=40), st.data())
def test_words_divided_at_random_are_whole_again_where_the_text_has_them_elsewhere(
    words: list[str], data: st.DataObject
) -> None:
    lines, line = [], ""
    for word in words:
        cut = data.draw(st.integers(0, len(word)))
        if 0 < cut < len(word):
            lines.append(f"{line} {word[:cut]}-".strip())
            line = word[cut:]
        else:
            line = f"{line} {word}".strip()
    whole = " ".join(words)
    assert joined([*lines, line], Words([whole])) == whole
