"""The verb that shows one article."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nkreader.analysis.digests import is_digest
from nkreader.cli import objects
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import day, say, say_json, say_text
from nkreader.cli.parsing import add_format
from nkreader.model.dates import PartialDate
from nkreader.model.piece import Piece
from nkreader.model.sources import beside, listed


def show_arguments(parser: ArgumentParser) -> None:
    """An article."""
    parser.add_argument("id", metavar="ID", help="an article's id or its beginning")
    add_format(parser)


def show(options: Namespace, library: Path | None) -> int:
    """Print an article with its dates, origins, highlights and links."""
    with chosen_library(library) as archive:
        piece = archive.piece(options.id)
        links = [(link, archive.headline(link.id)) for link in archive.related(options.id)]
        versions = archive.versions(options.id)
        retrieved = archive.retrieved(options.id)
    if options.format == "json":
        path = piece.headline.paths[0] if piece.headline.paths else ""
        say_json(
            objects.inspection(path, piece.article, piece.analysis)
            | {
                "published": piece.headline.published.as_json(),  # also one borrowed in this library
                "id": piece.headline.id,
                "kind": "digest" if is_digest(piece.article) else "article",
                "paths": list(piece.headline.paths),
                "versions": list(versions),
                "retrieved": [objects.retrieval(one) for one in retrieved],
                "links": [objects.related(link, item) for link, item in links],
                "highlights": [objects.highlight(mark) for mark in piece.highlights],
            }
        )
        return 0
    _print(piece)
    for one in retrieved:
        say(f"fetched {one.retrieved[:16].replace('T', ' ')} UTC from {one.final}")
    for link, item in links:
        say(f"→ {item.id}  {item.title}: {'; '.join(reason.text for reason in link.reasons)}")
    return 0


def _print(piece: Piece) -> None:
    said = piece.analysis
    say(piece.article.title)
    if piece.sample:
        say("sample, written for nkreader: do not cite")
    say(f"{piece.headline.id}  {'; '.join(piece.headline.paths)}")
    for line in provenance(piece):
        say(line)
    for name, when in (
        ("published", piece.headline.published),
        ("reported", said.reported),
        ("happened", said.happened),
    ):
        say(f"{name}: {_told(when)}")
    for part in piece.article.body:
        say_text(f"\n{part.span.of(piece.article.text)}")
    for mark in piece.highlights:
        say(f"[{mark.id}, ¶ {mark.anchor.paragraph}] {mark.anchor.exact}" + (f" — {mark.note}" if mark.note else ""))


def provenance(piece: Piece) -> list[str]:
    """Whom it cites, and whom its group cites; nothing where nothing is known."""
    said = piece.analysis
    cited = beside(piece.article, said)
    parts = [" ← ".join(origin.name for origin in said.chain), f"cites {listed(cited)}" if cited else ""]
    lines = [" · ".join(part for part in parts if part)]
    lines += [piece.event.summary, piece.event.first.text] if piece.event else []
    return [line for line in lines if line]


def _told(when: PartialDate) -> str:
    return f"{day(when)} ({when.reason})"
