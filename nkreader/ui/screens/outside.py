"""An article's page or file in the program that the reader's desktop has for it.

Never a shell: a program is started with the address or the path as its one argument. Only http and https addresses,
which are shown in full before, and regular files of the kinds that nkreader reads are handed over. Where there is no
desktop, the status line tells what would have been opened; an address can be copied instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from textual import on
from textual.message import Message

from nkreader.model.sanitise import is_safe, safe_line
from nkreader.ui.messages import Placed, SentOutside
from nkreader.ui.painting import content_line
from nkreader.ui.screens.showing import Showing

_PATIENCE = 3.0
"""Seconds in which a program can say that it failed; one that goes on longer has begun its work."""
_COPY, _PAGE, _FILE = "copy", "page", "file"


class Outside(Showing):
    """The part of the screen that opens things outside."""

    def action_open_outside(self) -> None:
        """The article's page in the browser, or its file in its own program."""
        here, library = self.current_id, self.library
        if library is None or here is None or here not in self.headlines:
            self.say("There is no article here.")
            return
        self.jobs.read("outside", "open it outside", lambda _: Placed(library.headline(here)))

    @on(Placed)
    def _placed(self, message: Placed) -> None:
        headline = message.headline
        url, paths = address(headline.url), headline.paths
        if url is None:
            if headline.url and not paths:
                self.say("Its address is no web page that nkreader would open.")
            else:
                self._hand_over(lambda: _open_file(paths))
            return
        from nkreader.ui.screens.sheet import Choice, Sheet

        page = url

        def chosen(choice: str | None) -> None:
            if choice == _PAGE and self.app.is_web:  # the browser is where the reader is
                self.app.open_url(page)
            elif choice == _PAGE:
                self._hand_over(lambda: _open(page))
            elif choice == _FILE:
                self._hand_over(lambda: _open_file(paths))
            elif choice == _COPY:
                self._sent(SentOutside("copied the address", page))

        ways = {_PAGE: "Open this page in the browser", _COPY: "Copy the address"}
        ways |= {_FILE: "Open the file it came from"} if paths else {}
        choices = [Choice(way, (content_line(said),)) for way, said in ways.items()]
        text = content_line(url, "bold") + content_line(f" · {urlsplit(url).hostname}", "$dim")
        self.app.push_screen(Sheet("Outside", text, choices), chosen)

    def _hand_over(self, work: Callable[[], Message]) -> None:
        self.jobs.read("outside", "open it outside", lambda _: work())

    @on(SentOutside)
    def _sent(self, message: SentOutside) -> None:
        if message.copied:
            self.app.copy_to_clipboard(safe_line(message.copied))
        self.say(message.said)


def address(url: str | None) -> str | None:
    """A web address that may be handed to a browser: http or https, with a host and without white space or signs
    that deceive; None for anything else.
    """
    if not url or not is_safe(url) or any(sign.isspace() or sign in "\"'<>\\^`{|}" for sign in url):
        return None
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        return None
    return url if known else None


def opener() -> str | None:
    """The program that opens things on this desktop; None without one, or without a desktop."""
    if sys.platform == "darwin":
        return None if "SSH_CONNECTION" in os.environ else shutil.which("open")
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return shutil.which("xdg-open")
    return None


def readable(paths: Sequence[str]) -> Path | None:
    """The first of an article's paths that is a file nkreader reads, without the key of a row."""
    from nkreader.ingest.registry import file_of, reader_of

    for path in paths:
        for name in (path, file_of(path)):
            file = Path(os.path.abspath(name))
            if os.path.isabs(name) and file.is_file() and reader_of(file) is not None:
                return file
    return None


def _open_file(paths: Sequence[str]) -> Message:
    file = readable(paths)
    if file is None:
        said = "its file is gone" if paths else "it was pasted: it has neither page nor file"
        return SentOutside(f"nothing to open: {said}")
    return _open(str(file))


def _open(what: str) -> Message:
    """Hand an address or an absolute path over, in a thread."""
    shown, program = safe_line(what), opener()
    if program is None:
        return SentOutside(f"no desktop here: {shown}")
    started = subprocess.Popen(
        [program, what],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        failed = started.wait(_PATIENCE) != 0
    except subprocess.TimeoutExpired:
        failed = False
    if failed:
        return SentOutside(f"{Path(program).name} could not open it: {shown}")
    return SentOutside(f"opened outside: {shown}")
