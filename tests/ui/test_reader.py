from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.message import Message
from textual.strip import Strip

from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from nkreader.ui.messages import Told
from nkreader.ui.widgets.reader import Reader
from tests.ui.reading import STORY, VARIABLES, Block, Desk, H, P, T, cell, lines, of, painted, piece, resized

LONG: Sequence[Block] = (
    (T, "Forty days at the quay"),
    *((P, f"Day {n} began at Nampo. Ri Sol wrote a line. The crane stood still at noon.") for n in range(40)),
)


def offsets(messages: Sequence[Message]) -> list[int]:
    return [message.offset for message in messages if isinstance(message, Reader.CursorMoved)]


async def test_sentences_and_paragraphs_move_the_cursor_and_scroll_no_more_than_needed() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        story = piece(*LONG)
        app.reader.show(story)
        text = story.article.text
        assert app.reader.cursor == 0
        await pilot.press("right_parenthesis", "right_parenthesis")
        assert text[app.reader.cursor :].startswith("Ri Sol wrote a line.")
        assert app.reader.top_row == 0
        await pilot.press("right_curly_bracket", "left_curly_bracket", "left_parenthesis")
        assert text[app.reader.cursor :].startswith("Forty days")
        assert offsets(app.seen)[-1] == 0
        for _ in range(12):
            app.reader.action_next_sentence()
        sentence = app.reader.sentence()
        assert sentence is not None
        assert app.reader.in_view(sentence)
        assert 0 < app.reader.top_row < 10
        await pilot.press("G")
        assert text[app.reader.cursor :].startswith("The crane stood still at noon.\n\n")
        assert app.reader.cursor > len(text) - 40
        assert app.reader.top_row == app.reader.max_scroll_y
        await pilot.press("g", "g")
        assert (app.reader.cursor, app.reader.top_row) == (0, 0)


async def test_scrolling_takes_the_cursor_along() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        app.reader.show(piece(*LONG))
        await pilot.press("j", "down", "g", "k")
        assert app.reader.top_row == 1
        await pilot.press("space", "ctrl+d")
        assert app.reader.top_row == 1 + 8 + 5
        sentence = app.reader.sentence()
        assert sentence is not None
        assert app.reader.in_view(sentence)
        assert offsets(app.seen)[-1] == sentence.start == app.reader.cursor
        assert {message.article for message in app.seen if isinstance(message, Reader.CursorMoved)} == {"0" * 12}
        await pilot.press("pageup", "ctrl+u", "up")
        assert app.reader.in_view(app.reader.sentence() or Span(0, 0))
        assert app.reader.top_row == 0


async def test_names_are_stepped_to_marked_and_chosen() -> None:
    app = Desk()
    async with app.run_test(size=(80, 30)) as pilot:
        app.reader.show(piece(*STORY))
        await pilot.press("right_square_bracket")
        assert app.reader.name_at_cursor() is not None
        await pilot.press("right_square_bracket", "right_square_bracket", "left_square_bracket", "enter")
        chosen = app.seen[-1]
        assert isinstance(chosen, Reader.NameChosen)
        assert chosen.mention.name == "Ri Sol"
        assert app.reader.name_at_cursor() == chosen.mention
        name = chosen.mention.span
        page = app.reader._page
        assert page is not None
        assert (name, "name here") in list(app.reader.marks.on(page.lines[page.row_of(name.start)]))
        moved = [message.mention.name for message in app.seen if isinstance(message, Reader.NameMoved)]
        assert moved == ["Nampo", "Ri Sol", "Nampo", "Ri Sol"]


async def test_the_mouse_chooses_names_and_moves_the_cursor() -> None:
    app = Desk()
    async with app.run_test(size=(51, 30)) as pilot:
        story = piece(*STORY)
        app.reader.show(story)
        text = story.article.text
        await pilot.pause()
        await pilot.click(Reader, offset=cell(app.reader, text.index("포")))
        assert isinstance(app.seen[-1], Reader.NameChosen)
        assert app.seen[-1].mention.name == "남포"
        await pilot.click(Reader, offset=cell(app.reader, text.index("떠났다")))
        assert app.reader.cursor == text.index("배 아홉")
        assert app.reader.name_at_cursor() is None
        assert not app.reader.selecting


async def test_matches_and_highlights() -> None:
    app = Desk()
    async with app.run_test(size=(60, 14)) as pilot:
        story = piece(*LONG, marked=["Day 9 began", "Day 30 began at Nampo. Ri Sol"])
        text = story.article.text
        app.reader.show(story)
        app.reader.set_matches([of(text, "Day 5 "), of(text, "Day 2 ")])
        await pilot.press("n")
        assert app.reader.cursor == text.index("Day 2 ")
        await pilot.press("n", "n", "N")
        assert app.reader.cursor == text.index("Day 2 ")
        await pilot.press("greater_than_sign")
        assert app.reader.highlight_at_cursor() == story.highlights[0]
        assert painted(app.reader, VARIABLES["highlight-yellow"]) == set(
            range(story.highlights[0].anchor.span.start, story.highlights[0].anchor.span.end)
        )
        await pilot.press("greater_than_sign")
        assert app.reader.highlight_at_cursor() == story.highlights[1]
        assert any("▌" in line for line in lines(app.reader))
        top, cursor = app.reader.top_row, app.reader.cursor
        app.reader.update_highlights(story.highlights[:1])
        await pilot.pause()
        assert (app.reader.top_row, app.reader.cursor) == (top, cursor)
        assert app.reader.highlight_at_cursor() is None
        assert not any("▌" in line for line in lines(app.reader))
        assert app.reader.piece is not None
        assert app.reader.piece.highlights == story.highlights[:1]


async def test_a_place_is_kept_over_widths_and_themes() -> None:
    app = Desk()
    async with app.run_test(size=(100, 20)) as pilot:
        story = piece(*LONG)
        app.reader.show(story, story.article.text.index("Day 25"))
        await pilot.pause()
        assert story.article.text[app.reader.cursor :].startswith("Day 25")
        first = next(line for line in lines(app.reader) if line.strip())
        for width in (31, 77, 40, 100):
            await resized(pilot, width, 20)
        assert next(line for line in lines(app.reader) if line.strip()) == first
        cursor = app.reader.cursor
        before = app.reader.render_line(2)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.reader.cursor == cursor
        assert next(line for line in lines(app.reader) if line.strip()) == first
        assert app.reader.render_line(2) != before


async def test_an_article_shown_before_the_first_layout_opens_at_its_place() -> None:
    class Early(Desk):
        def on_mount(self) -> None:
            story = piece(*LONG)
            self.reader.show(story, story.article.text.index("Day 25"))

    app = Early()
    async with app.run_test(size=(70, 20)) as pilot:
        await pilot.pause()
        assert any("Day 25" in line for line in lines(app.reader))


async def test_no_text_is_no_trouble() -> None:
    app = Desk()
    async with app.run_test(size=(60, 14)) as pilot:
        keys = [
            "right_parenthesis",
            "right_square_bracket",
            "n",
            "G",
            "space",
            "v",
            "e",
            "i",
            "q",
            "enter",
            "escape",
        ]
        await pilot.press(*keys)
        assert "Nothing is open." in "".join(lines(app.reader))
        app.reader.show(piece((P, " ")))
        await pilot.press(*keys)
        assert app.reader.selected_span() is None
        app.reader.clear()
        await pilot.press(*keys[:4])
        assert app.reader.piece is None
        assert not [message for message in app.seen if isinstance(message, Reader.SelectionMade)]


async def test_hostile_text_is_shown_and_does_nothing() -> None:
    hostile = "\x1b]52;c;aGVsbG8=\x07 \x9b31m \u202eleft\u2066 [/ [@click=app.quit]x[/] \U000e0041 \x1b[2J end."
    app = Desk()
    async with app.run_test(size=(60, 14)):
        story = piece((T, "A\x1b title [/"), (P, hostile), (H, "\x07[b]"), marked=[])
        unsafe = story.article.text.replace("␛", "\x1b").replace("\ufffd", "\u202e")
        for text in (story.article.text, unsafe):
            object.__setattr__(story.article, "text", text)
            app.reader.show(story)
            shown = "".join(lines(app.reader))
            assert is_safe(shown)
            assert "[@click=app.quit]x[/]" in shown
            assert "␛]52;c" in shown


async def test_in_twenty_thousand_words_a_key_paints_no_more_than_what_is_in_view(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = "The “harbour” of Nampo reopened. Ri Sol came, 남포에 왔다. Nine cranes stood there for weeks. "
    blocks: list[Block] = [(P, line * 8) for _ in range(170)]
    drawn: list[int] = []
    draw = Reader._line

    def counted(reader: Reader, row: int) -> Strip:
        drawn.append(row)
        return draw(reader, row)

    monkeypatch.setattr(Reader, "_line", counted)
    app = Desk()
    async with app.run_test(size=(120, 40)) as pilot:
        story = piece(*blocks)
        assert story.article.words > 20_000
        app.reader.show(story)
        app.reader.set_matches([mention.span for mention in story.analysis.mentions])
        lines(app.reader)
        for keys, most in (("j", 1), ("right_parenthesis", 4), ("right_square_bracket", 4), ("ctrl+d", 22),
                           ("G", 38), ("v", 38), ("g,g", 38), ("o", 38), ("w", 2), ("b", 2), ("j", 3)):  # fmt: skip
            drawn.clear()
            await pilot.press(*keys.split(","))
            lines(app.reader)
            assert len(drawn) <= most + 1, keys
        assert app.reader.selected_span() is not None


async def test_even_two_lines_show_where_each_step_goes() -> None:
    app = Desk()
    async with app.run_test(size=(40, 4)) as pilot:
        story = piece(*LONG)
        app.reader.show(story)
        await pilot.pause()
        assert app.reader.page_height == 2
        sentences = story.analysis.sentences
        for sentence in (*sentences[1:], *sentences[-2::-1]):
            forward = sentence.start > app.reader.cursor
            (app.reader.action_next_sentence if forward else app.reader.action_previous_sentence)()
            assert app.reader.sentence() == sentence
            assert app.reader.in_view(sentence)


async def test_steps_that_lead_nowhere_say_why() -> None:
    told: list[str] = []

    def hook(message: Message) -> None:
        if isinstance(message, Told):
            told.append(message.text)

    app = Desk()
    async with app.run_test(size=(60, 14), message_hook=hook) as pilot:
        app.reader.show(piece((P, "Nobody was there. Nothing was seen.")))
        for key in ("greater_than_sign", "less_than_sign", "right_square_bracket", "n"):
            await pilot.press(key)
        nothing = "Nothing is highlighted in this article: m marks the sentence."
        assert list(dict.fromkeys(told)) == [
            nothing,
            "No names are marked in this article.",
            "No search has matches here: / searches this article.",
        ]
        app.reader.show(piece(*STORY, marked=["Boats left."]))
        told.clear()
        await pilot.press("greater_than_sign", "greater_than_sign", "less_than_sign")
        assert list(dict.fromkeys(told)) == [
            "highlight 1 of 1 · yellow",
            "This is the last highlight of the article.",
            "This is the first highlight of the article.",
        ]
