from __future__ import annotations

import pytest
from textual.message import Message

from nkreader.model.spans import Span
from nkreader.ui.widgets.reader import Reader
from tests.ui.reading import STORY, VARIABLES, Desk, P, T, cell, lines, of, painted, piece, resized

SELECTION = VARIABLES["screen-selection-background"]
STORY_TEXT = piece(*STORY).article.text


def made(messages: list[Message]) -> list[tuple[str, bool]]:
    return [
        (message.span.of(STORY_TEXT), message.annotate)
        for message in messages
        if isinstance(message, Reader.SelectionMade)
    ]


def selected(reader: Reader) -> str:
    """What is selected, having made sure that exactly this is painted (all of it is in view)."""
    span = reader.selected_span()
    if span is None:
        assert painted(reader, SELECTION) == set()
        return ""
    shown = {at for at in range(span.start, span.end) if not STORY_TEXT[at].isspace()}
    found = painted(reader, SELECTION)
    assert {at for at in found if not STORY_TEXT[at].isspace()} - {reader._moving} == shown - {reader._moving}
    assert found <= set(range(span.start, span.end))
    return span.of(STORY_TEXT)


async def test_motions_counts_and_ends() -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        app.reader.show(piece(*STORY))
        await pilot.press("right_parenthesis", "v")
        assert app.reader.selecting
        assert app.reader.selected_span() is None
        await pilot.press("2", "e")
        assert selected(app.reader) == "Ri Sol"
        await pilot.press("w")
        assert selected(app.reader) == "Ri Sol"
        await pilot.press("1", "0", "l")
        assert selected(app.reader) == "Ri Sol opened the"
        await pilot.press("o", "b", "b")
        assert selected(app.reader).startswith("harbour reopens\n\nRi Sol")
        await pilot.press("o", "right_parenthesis")
        assert selected(app.reader).endswith("on Monday.")
        await pilot.press("0")
        assert selected(app.reader).endswith("reopens")
        await pilot.press("j", "dollar_sign")
        line = selected(app.reader).rsplit("\n", 1)[-1]
        assert line.endswith("she said. Boats left.")
        await pilot.press("k", "left_parenthesis", "h", "left_curly_bracket", "right_curly_bracket")
        assert app.signed == 0


async def test_a_sentence_is_highlighted_with_a_note() -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        app.reader.show(piece(*STORY))
        await pilot.press("right_parenthesis", "v", "i", "s")
        assert selected(app.reader) == "Ri Sol opened the harbour of Nampo on Monday."
        await pilot.press("q", "m", "x", "tab", "u", "slash")
        assert app.signed == 0
        await pilot.press("a")
        assert made(app.seen) == [("Ri Sol opened the harbour of Nampo on Monday.", True)]
        assert not app.reader.selecting
        changes = [m.selecting for m in app.seen if isinstance(m, Reader.SelectingChanged)]
        assert changes == [True, False]
        await pilot.press("q")
        assert app.signed == 1


async def test_units_grow_when_asked_again() -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        app.reader.show(piece(*STORY))
        await pilot.press("v", "i", "q")
        assert selected(app.reader) == ""
        await pilot.press("escape")
        assert not app.reader.selecting
        await pilot.press("right_parenthesis", "v", "i", "q")
        assert selected(app.reader) == "The quay holds. It will hold,"
        await pilot.press("y")
        copied = app.seen[-1]
        assert isinstance(copied, Reader.CopyRequested)
        assert copied.span == of(STORY_TEXT, "The quay holds. It will hold,")
        await pilot.press("v", "V")
        assert selected(app.reader).startswith("Ri Sol")
        assert selected(app.reader).endswith("Boats left.")
        await pilot.press("V", "V", "enter")
        passage, annotate = made(app.seen)[-1]
        assert passage.endswith("model hung there.")
        assert not annotate


async def test_hangul_at_odd_widths_is_selected_whole() -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        app.reader.show(piece(*STORY))
        app.reader.go_to(STORY_TEXT.index("남포"))
        await pilot.press("v", "3", "e")
        assert selected(app.reader) == "남포 항구가 다시"
        for width in (19, 22, 15, 60):
            await resized(pilot, width, 40)
            assert selected(app.reader) == "남포 항구가 다시"
            assert all(
                app.reader.render_line(y).cell_length == app.reader.scrollable_content_region.width
                for y in range(app.reader.page_height)
            )


async def test_decomposed_syllables_are_not_split() -> None:
    text = "\u1112\u1161\u11ab\u1100\u116e\u11a8 e\u0301a"
    app = Desk()
    async with app.run_test(size=(40, 10)) as pilot:
        app.reader.show(piece((P, text)))
        await pilot.press("v", "l")
        assert app.reader.selected_span() == Span(0, 3)
        await pilot.press("l", "l", "l")
        assert app.reader.selected_span() == Span(0, 9)


async def test_the_mouse_selects_what_it_covers() -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        app.reader.show(piece(*STORY))
        await pilot.pause()
        passage = of(STORY_TEXT, "counted nine cranes. One")
        await pilot.mouse_down(Reader, offset=cell(app.reader, passage.start))
        await pilot.hover(Reader, offset=cell(app.reader, passage.end - 1))
        await pilot.mouse_up(Reader, offset=cell(app.reader, passage.end - 1))
        await pilot.pause()
        assert selected(app.reader) == "counted nine cranes. One"
        assert app.reader.selecting
        assert app.screen.get_selected_text() == "counted nine cranes. One"
        await pilot.press("e", "enter")
        assert made(app.seen) == [("counted nine cranes. One of", False)]
        await pilot.pause()
        assert selected(app.reader) == ""


async def test_two_clicks_take_a_word_and_one_elsewhere_lets_go() -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        app.reader.show(piece(*STORY))
        await pilot.pause()
        at = cell(app.reader, STORY_TEXT.index("ranes"))
        await pilot.click(Reader, offset=at, times=2)
        assert selected(app.reader) == "cranes"
        await pilot.click(Reader, offset=cell(app.reader, STORY_TEXT.index("ferry")))
        await pilot.pause()
        assert not app.reader.selecting
        assert app.reader.cursor == STORY_TEXT.index("A ferry")


async def test_another_article_forgets_the_selection() -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        app.reader.show(piece(*STORY))
        app.reader.go_to(STORY_TEXT.index("A ferry"))
        await pilot.press("v", "i", "s")
        assert app.screen.get_selected_text() == "A ferry came back to Nampo at noon."
        app.reader.show(piece((T, "Short"), (P, "One line.")))
        await pilot.pause()
        assert not app.reader.selecting
        assert app.reader.selected_span() is None
        assert not app.screen.selections
        await pilot.press("ctrl+c")
        assert not painted(app.reader, SELECTION)


@pytest.mark.parametrize(
    ("begin", "keys", "passage"),
    [
        ("Ri Sol opened", "3 w", "Ri Sol opened"),
        ("Ri Sol opened", "2 e", "Ri Sol"),
        ("Ri Sol opened", "1 2 l", "Ri Sol opene"),
        ("Ri Sol opened", "2 right_parenthesis", "Ri Sol opened the harbour of Nampo on Monday. “The quay holds."),
        ("Boats left", "2 right_curly_bracket", "Boats left.\n\nWhat was built"),
        ("The Harbour", "2 j 0", "The Harbour Ministry counted nine cranes. One of them stood still. A Hwasong model "
                                "hung there."),
        ("A ferry", "G", "A ferry came back to Nampo at noon."),
        ("on Monday", "3 b", "harbour of Nampo"),
        ("nine cranes", "8 h", "counted"),
        ("It will hold", "2 left_parenthesis", "Ri Sol opened the harbour of Nampo on Monday. “The quay holds."),
        ("The Harbour", "2 left_curly_bracket", f"{STORY[1][1]}\n\nWhat was built"),
        ("Ri Sol opened", "g g", "Nampo harbour reopens"),
    ],
)  # fmt: skip
async def test_motions_take_counts(begin: str, keys: str, passage: str) -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        app.reader.show(piece(*STORY))
        at = STORY_TEXT.index(begin)
        app.reader.start_selecting(at, at)
        await pilot.press(*keys.split())
        span = app.reader.selected_span()
        assert span is not None
        assert span.of(STORY_TEXT) == passage
        assert app.signed == 0


async def test_of_a_long_selection_only_what_changes_is_painted_anew() -> None:
    app = Desk()
    async with app.run_test(size=(60, 20)) as pilot:
        story = piece(*[(P, f"Day {n} began at Nampo. Ri Sol wrote a line. The crane stood still.") for n in range(60)])
        app.reader.show(story)
        await pilot.press("v", "G")
        lines(app.reader)
        kept = dict(app.reader._strips)
        await pilot.press("b")
        lines(app.reader)
        changed = [row for row, strip in app.reader._strips.items() if kept.get(row) is not strip]
        assert 0 < len(changed) <= 2
        selected = app.reader.selected_span()
        assert selected is not None
        shown = painted(app.reader, SELECTION)
        text, view = story.article.text, app.reader.span_in_view()
        inside = range(max(selected.start, view.start), selected.end)
        assert {at for at in shown if not text[at].isspace()} == {at for at in inside if not text[at].isspace()}


async def test_a_passage_looks_highlighted_while_that_is_written() -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        story = piece(*STORY)
        app.reader.show(story)
        quay = of(STORY_TEXT, "The quay holds.")
        app.reader.expect_highlight(quay)
        await pilot.pause()
        yellow = {at for at in range(quay.start, quay.end) if not STORY_TEXT[at].isspace()}
        assert yellow <= painted(app.reader, VARIABLES["highlight-yellow"]) <= set(range(quay.start, quay.end))
        assert app.reader.highlight_at_cursor() is None
        app.reader.expect_highlight(None)
        assert painted(app.reader, VARIABLES["highlight-yellow"]) == set()
        app.reader.expect_highlight(quay)
        marked = piece(*STORY, marked=["The quay holds."])
        app.reader.update_highlights(marked.highlights)
        assert yellow <= painted(app.reader, VARIABLES["highlight-yellow"]) <= set(range(quay.start, quay.end))
        app.reader.update_highlights(())
        assert painted(app.reader, VARIABLES["highlight-yellow"]) == set()
