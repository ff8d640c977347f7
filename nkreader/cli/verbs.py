"""The table of verbs: help, parsing and the README derive from it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

Run = Callable[[Namespace, Path | None], int]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: where its code is and what it does."""

    module: str
    """Module of `nkreader.cli` that holds `NAME_arguments` and `NAME`."""
    name: str
    summary: str

    def load(self) -> Run:
        """The function that does it."""
        found: Run = getattr(import_module(f"nkreader.cli.{self.module}"), self.name)
        return found

    def arguments(self, parser: ArgumentParser) -> None:
        """Declare its arguments."""
        getattr(import_module(f"nkreader.cli.{self.module}"), f"{self.name}_arguments")(parser)


VERBS: dict[str, Verb] = {
    "add": Verb("changing", "add", "add files and folders, or standard input with -"),
    "rescan": Verb("changing", "rescan", "look again at the folders and files that were added"),
    "fetch": Verb("fetching", "fetch", "fetch pages from the network, each an article; a changed one is a new version"),
    "feeds": Verb("fetching", "feeds", "say which feeds sync looks at; import and export lists of them"),
    "sync": Verb("fetching", "sync", "look at the feeds and take in what is new"),
    "remove": Verb("changing", "remove", "forget articles; their files stay"),
    "list": Verb("listing", "list_articles", "list the articles in order of publication"),
    "search": Verb("listing", "search", "find articles; the language is that of the reading room"),
    "show": Verb("showing", "show", "print an article and everything known of it"),
    "related": Verb("listing", "related", "related pieces, each with its reasons"),
    "events": Verb("listing", "events", "groups of articles that report the same event"),
    "versions": Verb("versions", "versions", "what only one version of an event says, and where versions differ"),
    "timeline": Verb("chronology", "timeline", "the events along the calendar, each with a sentence and its sources"),
    "entities": Verb("listing", "entities", "the names in the library and how often they occur"),
    "appearances": Verb("appearing", "appearances", "every event in which a name occurs: when, where, how, with whom"),
    "dossier": Verb("telling", "dossier", "a name: its titles, its place in lists, its company, and when it is silent"),
    "names": Verb("naming", "names", "say what is no name, another name or a name; list that, take it back"),
    "groups": Verb("grouping", "groups", "say what reports one event, what another, what a follow-up; list that, undo"),
    "mark": Verb("changing", "mark", "set or clear the read mark and the star of articles"),
    "highlight": Verb("highlighting", "highlight", "add, list, edit or remove highlights"),
    "export": Verb("exporting", "export", "export highlights to Markdown"),
    "verify": Verb("verifying", "verify", "check that quotations in drafts and exports are what the articles say"),
    "inspect": Verb("inspecting", "inspect", "say what is found in files, without a library"),
    "open": Verb("reading", "open_article", "open the reading room at an article"),
    "serve": Verb("serving", "serve", "open the reading room in a browser (an extra; this machine only)"),
    "completion": Verb("completing", "completion", "print a script that completes the command line in your shell"),
    "man": Verb("manual", "man", "print the manual page"),
    "reindex": Verb("changing", "reindex", "write the full-text index anew"),
    "dump": Verb("keeping", "dump", "write everything that cannot be recreated into one plain-text file"),
    "restore": Verb("keeping", "restore", "merge a dump into the library"),
    "gazetteer": Verb("own_gazetteer", "gazetteer", "say what the gazetteer holds, and check your own files for it"),
    "doctor": Verb("keeping", "doctor", "say what is doubtful in the library; nothing is changed"),
}
