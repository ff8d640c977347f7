"""The verb that opens the reading room in a browser."""

from __future__ import annotations

import asyncio
import ipaddress
import shlex
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from importlib.util import find_spec
from pathlib import Path

from nkreader.cli.output import complain
from nkreader.cli.parsing import named

INSTALL = "python -m pip install 'nkreader[serve]'"
"""What brings what is needed for it."""
_TOLD = """\
Each page that is opened is a reading room of its own in the same library; what one marks, the others have when they
look again. Nothing comes from elsewhere: neither fonts nor scripts, and pages of other sites cannot reach it.
There is no password. At 127.0.0.1 only this machine reaches it, with all who are logged in there. With another --host,
anyone who reaches the port can read and change the library. From elsewhere, a tunnel is safer:
  ssh -L 8000:127.0.0.1:8000 THAT-MACHINE
"""


def serve_arguments(parser: ArgumentParser) -> None:
    """Where it is to be reached."""
    parser.epilog = _TOLD
    parser.add_argument("--host", metavar="HOST", type=named, default="127.0.0.1", help="(default: 127.0.0.1)")
    parser.add_argument("--port", metavar="PORT", type=_port, default=8000, help="0 takes a free one (default: 8000)")
    parser.add_argument(
        "--name",
        dest="called",
        metavar="HOSTNAME",
        action="append",
        default=[],
        help="a further name by which browsers may call it",
    )


def _port(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and int(value) < 65536):
        raise ArgumentTypeError(f"{value!r} is no port: give a number up to 65535")
    return int(value)


def serve(options: Namespace, library: Path | None) -> int:
    """Serve until it is interrupted, which is how it ends; 3 if it cannot begin."""
    if find_spec("textual_serve") is None:
        complain(f"serve needs the package textual-serve: {INSTALL}")
        return 3
    if not is_loopback(options.host):
        complain(f"warning: anyone who reaches port {options.port} of {options.host} can read and change the library")
    from nkreader.cli.page import Page

    page = Page(room(library), options.host, options.port, options.called)
    try:
        asyncio.run(page.run())
    except OSError as error:
        complain(f"serve: {options.host}, port {options.port}: {error.strerror or error}; --port takes another")
        return 3
    except KeyboardInterrupt:
        pass
    return 0


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def room(library: Path | None) -> str:
    """The command that opens the reading room, for a shell; the shell makes way for it.

    Imports come from where they come from here, and never from the folder it is started in.
    """
    begin = f"import sys; sys.path[:] = {sys.path!r}; from nkreader.cli import main; raise SystemExit(main())"
    words = [sys.executable, "-I", "-c", begin]
    if library is not None:
        words += ["--library", str(library.absolute())]
    return f"exec {shlex.join(words)}"
