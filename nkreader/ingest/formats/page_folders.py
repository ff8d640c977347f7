"""The folders in which browsers put what belongs to a saved page (its pictures, styles and frames)."""

from __future__ import annotations

from collections.abc import Collection

PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".aspx", ".asp", ".jsp", ".cgi")
"""Suffixes of the pages beside them."""
TAILS = (
    "_files", ".files", "-files", "_file", "-dateien", "_dateien", "_fichiers", "-fichiers", "_archivos", "-archivos",
    "_arquivos", "_ficheiros", "_bestanden", "-bestanden", "_filer", "-filer", "_tiedostot", "_soubory", "_subory",
    "_pliki", "_fajlok", "_fails", "_failid", "_datoteke", "_dosyalar", "_kartoteka", "_elemei", "_bylos", "_fitxers",
    "_fitxategiak", "_arxius", "_immagini", "_파일", "_ファイル", "_文件",
)  # fmt: skip
"""What browsers add to a page's name, in the languages that they speak."""


def belongs_to_page(folder: str, beside: Collection[str]) -> bool:
    """Whether a folder of this name holds what belongs to one of the files beside it."""
    name = folder.casefold()
    stems = [name[: -len(tail)] for tail in TAILS if name.endswith(tail) and len(name) > len(tail)]
    if not stems:
        return False
    pages = {one.casefold() for one in beside}
    told = (f"{stem}{suffix}" for stem in stems for suffix in PAGES)
    return any(one in pages for one in (*told, *(stem for stem in stems if stem.endswith(PAGES))))
