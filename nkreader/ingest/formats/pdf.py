"""PDFs with a text layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import process_time
from typing import Any

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.given import Blob, Given, Text
from nkreader.ingest.formats.package import bound
from nkreader.ingest.formats.pdf_lines import Line

PAGES = 5_000
"""Of one document that are read."""
PATIENCE = 20.0
"""Seconds of a processor, behind which no further page is begun: less than the process that reads may take."""
NO_TEXT = "a PDF of pictures, without text"
GARBLED = 0.3
"""Part of the letters that may be unknown in a text that is worth reading."""


@dataclass(slots=True)
class _Read:
    """What was found on the pages."""

    pages: list[list[Line]] = field(default_factory=list)
    """The level stretches of each."""
    heights: list[float] = field(default_factory=list)
    sideways: list[list[Line]] = field(default_factory=list)
    """Text that stands turned beside the text of its page, in the same order."""
    notices: list[str] = field(default_factory=list)
    info: Mapping[str, Any] = field(default_factory=dict)


def pdf(blob: Blob) -> Given:
    """The one article of a PDF."""
    from nkreader.ingest.formats.pdf_about import about
    from nkreader.ingest.formats.pdf_furniture import without_furniture
    from nkreader.ingest.formats.pdf_lines import lines_of
    from nkreader.ingest.formats.pdf_paragraphs import laid

    read = _read(blob)
    lines: list[Line] = []
    pages = zip(without_furniture(read.pages, read.heights), read.sideways, strict=True)
    for number, (page, sideways) in enumerate(pages):
        found = lines_of(page)
        beyond = found[-1].column + 1 if found else 0
        found += [replace(line, column=line.column + beyond) for line in lines_of(sideways)]
        lines += [replace(line, page=number) for line in found]
    text = "".join(line.text for line in lines)
    if not text:
        raise Refused(read.notices[0] if read.notices else NO_TEXT if read.pages else "a PDF without pages")
    unknown = sum(letter == "\N{REPLACEMENT CHARACTER}" or "\ue000" <= letter <= "\uf8ff" for letter in text)
    if unknown > GARBLED * len(text):
        raise Refused("its fonts do not tell which letters they show")
    if unknown > 0.01 * len(text):
        read.notices.append("the fonts of the PDF do not tell all letters")
    given = laid(lines)
    yield Text(
        blocks=tuple(given.blocks),
        stated=about(read.info, given.largest, given.blocks),
        notices=tuple(read.notices),
    )


def _read(blob: Blob) -> _Read:
    """The pages of a PDF as far as they can be read.

    Raises:
        Refused: if nothing of it can.
        OSError: if the file cannot be read.
    """
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    from nkreader.ingest.formats.pdf_inflating import bounded_streams

    bound(blob)
    read = _Read()
    with blob.open() as file, bounded_streams():
        if b"%PDF" not in file.read(1024):
            raise Refused("no PDF")
        try:
            document = PDFDocument(PDFParser(file))
        except PDFPasswordIncorrect:
            raise Refused("a PDF that is locked with a password") from None
        except (MemoryError, OSError):
            raise
        except Exception as error:
            raise Refused(f"a damaged PDF ({type(error).__name__})") from error
        read.info = {name: value for part in reversed(document.info) for name, value in part.items()}
        _fill(read, document)
    return read


def _fill(read: _Read, document: Any) -> None:
    """Go through the pages; one that cannot be read is told and passed over."""
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    from nkreader.ingest.formats.pdf_lines import stretches_of
    from nkreader.ingest.formats.pdf_runs import Runs

    manager = PDFResourceManager()
    device = Runs(manager)
    interpreter = PDFPageInterpreter(manager, device)
    lost: list[int] = []
    begun = process_time()
    for number, page in enumerate(_pages(document, read), 1):
        if number > PAGES or (number > 1 and process_time() - begun > PATIENCE):
            read.notices.append(f"the pages behind page {number - 1:,} were left out: reading them would take too long")
            break
        try:
            interpreter.process_page(page)
        except (MemoryError, OSError):
            raise
        except Exception:
            lost.append(number)
        upright = max(device.turned, key=lambda turn: len(device.turned[turn]), default=0)
        read.pages.append(stretches_of(device.turned.pop(upright, [])))
        read.sideways.append([line for turn in sorted(device.turned) for line in stretches_of(device.turned[turn])])
        read.heights.append(device.height)
    if lost:
        named = ", ".join(str(number) for number in lost[:10]) + (" …" if len(lost) > 10 else "")
        read.notices.append(f"damaged, and not read to their end: page {named}")


def _pages(document: Any, read: _Read) -> Iterator[Any]:
    from pdfminer.pdfpage import PDFPage

    try:
        yield from PDFPage.create_pages(document)
    except (MemoryError, OSError):
        raise
    except Exception as error:
        with suppress(ValueError):
            read.notices.append(f"the PDF is damaged; pages may be missing ({type(error).__name__})")
