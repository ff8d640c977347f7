"""What an article calls an organisation after its full name, and what belongs to the full name."""

from __future__ import annotations

import pytest

from nkreader.analysis.entities import find_names
from nkreader.ingest import read_text
from nkreader.model.entities import EntityKind
from tests.analysis.entities.finding import named


def _organisations(text: str) -> list[tuple[str, str | None]]:
    return [(name, ident) for name, kind, ident in named(text) if kind is EntityKind.ORGANISATION]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("They read The New York Times and liked the Times.", "Times"),
        ("The Orrell Gazette Herald wrote so. It was odd, the Herald wrote.", "Herald"),
        ("The Orrell Philharmonic played on, and the Philharmonic sang.", "Philharmonic"),
        ("The Orrell Society for Peace met. Gibbs, chairman of the Society, was ill.", "Society"),
        ("A fund of Varga Investments LP lost, and at Varga nobody knew. Varga sold.", "Varga"),
        ("The Afro-Orrellian People's Solidarity Organization met, as AOPSO had wished.", "AOPSO"),
        ("The Orrell Youth Association in Japan (Orrellhoe) met. They spoke for Orrellhoe.", "Orrellhoe"),
    ],
)
def test_a_short_form_means_what_the_article_named_in_full(text: str, short: str) -> None:
    found = _organisations(text)
    assert {ident for name, ident in found if name == short} == {found[0][1]}


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The Times was read.", "Times"),
        ("The Orrell Institute and the Gibbs Institute met, and the Institute was glad.", "Institute"),
        ("The Orrell Institute met, and the Institute of Gibbs Lore was glad.", "Institute"),
        ("The Orrell Society met in a Society room.", "Society"),
        ("A fund of Reliant Securities lost. Reliant on others, it sold.", "Reliant"),
        ("A fund of Varga Securities lost, and a friend of Quillon Varga knew.", "Varga"),
        ("The Royal Orrell Society met on the ( ROS.L ) floor.", "ROS"),
        ("The Orrell Society (Seoul) met in Seoul.", "Orrell Society (Seoul)"),
    ],
)
def test_a_word_alone_is_no_short_form(text: str, short: str) -> None:
    assert short not in [name for name, _ in _organisations(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It stood in The Wall Street Journal on Monday.", "The Wall Street Journal"),
        ("The Washington Post said so.", "The Washington Post"),
        ("It stood in a file of The Orrell Institute today.", "The Orrell Institute"),
        ("The Orrell Institute said so.", "Orrell Institute"),
        ("It was late. The Orrell Institute said so.", "Orrell Institute"),
        ("They saw the Cabinet of the DPRK meet.", "Cabinet of the DPRK"),
        ("The Foreign Ministry of the DPRK met.", "Foreign Ministry of the DPRK"),
        ("It stood in Rodong Sinmun of the DPRK.", "Rodong Sinmun"),
    ],
)
def test_an_article_and_an_owner_belong_to_the_name_where_they_are_part_of_it(text: str, name: str) -> None:
    assert name in [found for found, _ in _organisations(text)]


def test_whom_a_dateline_credits_is_an_outlet() -> None:
    article = read_text("SEOUL, May 4 (OrrellPress) -- A mill was opened in the morning.\n")
    found = [(m.span.of(article.text), m.kind) for m in find_names(article, ())[0]]
    assert ("OrrellPress", EntityKind.ORGANISATION) in found
