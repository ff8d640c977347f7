from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.design import ColorSystem
from textual.markup import parse_style
from textual.style import Style

from nkreader.model.entities import EntityKind
from nkreader.model.highlights import COLOURS
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from nkreader.ui.painting import STYLES, Palette, content, content_line, printable
from tests.ui.reading import VARIABLES

ANY = st.text(st.characters(exclude_categories=[]), max_size=40)
BASE = Style(background=Color.parse("#11171d"), foreground=Color.parse("#d7dde3"))


def palette(**changed: str) -> Palette:
    variables = ColorSystem(primary="#86b6dc").generate() | VARIABLES | changed
    return Palette(lambda text: parse_style(text, variables), BASE)


@given(ANY)
def test_nothing_dangerous_comes_through_the_door(text: str) -> None:
    for made in (content(text), content_line(text), content_line(text, "bold")):
        assert is_safe(made.plain)
    assert is_safe(printable(text))
    assert len(printable(text)) == len(text)
    assert not set(printable(text)) & set("\n\t")


def test_markup_is_text() -> None:
    assert content_line("[b]x[/] [@click=app.quit]y[/").plain == "[b]x[/] [@click=app.quit]y[/"


def test_every_kind_and_colour_has_a_style_of_its_own() -> None:
    colours = palette()
    kinds = [colours.style(kind.value) for kind in EntityKind]
    without_colour = {(style.bold, style.italic, style.underline) for style in kinds}
    assert len(without_colour) == len(kinds)
    assert len({colours.style(colour).background for colour in COLOURS}) == len(COLOURS)
    assert set(COLOURS) <= set(STYLES)


def test_layers_keep_their_order_and_leave_each_other_alone() -> None:
    colours = palette()
    mixed = colours.style("selection", "person", "yellow")
    assert mixed == colours.style("person", "yellow", "selection")
    assert mixed.background == Color.parse(VARIABLES["screen-selection-background"])
    assert mixed.underline
    named = colours.style("yellow", "person", "sentence")
    assert named.foreground == Color.parse(VARIABLES["entity-person"])
    assert named.background == Color.parse(VARIABLES["highlight-yellow"])
    assert colours.style("match", "person").reverse
    assert not colours.style("match", "person", "selection").reverse


def test_a_theme_without_contrast_stays_legible() -> None:
    style = palette(**{"highlight-yellow": "#8ec5ea"}).style("person", "yellow")
    assert style.foreground is not None
    assert style.background is not None
    assert abs(style.foreground.brightness - style.background.brightness) > 0.5


@given(ANY, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_paint_covers_exactly_the_spans(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(min(place), max(place)) for place in places]
    within = Span(0, len(text))
    painted = palette().paint(text, within, [(span, "yellow") for span in spans])
    assert painted.plain == printable(text)
    on = {at for span in painted.spans for at in range(span.start, span.end)}
    assert on == {at for span in spans for at in range(span.start, min(span.end, len(text)))}
