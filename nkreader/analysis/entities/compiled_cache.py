"""The compiled gazetteer in a file of the cache folder, found by the content of what it was made of.

The file is data (JSON and lines of text), never code. Its name and its first line hold the key: a digest of every
gazetteer file, of the code that compiles them, and of the Unicode version that names were folded by. The second line is
the digest of the rest. What is missing, torn, changed or of another form is made anew; where nothing can be written,
the gazetteer is compiled each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from nkreader import locations
from nkreader.analysis.entities.compiled import FORM, Compiled, compiled
from nkreader.analysis.entities.listed_rows import FILES
from nkreader.analysis.own_names import OwnNames
from nkreader.gazetteer import content

_MAGIC = b"nkreader gazetteer"
_PREFIX, _SUFFIX = "gazetteer-", ".cache"
_MOST = 6
"""Files that are kept: that of each library with names of its own, and a few of the past."""
_CODE = ("compiled", "folded_key", "listed_rows", "own_entries", "particles")
"""The modules that say what is made of the files."""
_LINES = ("patterns", "meanings", "ids")
"""Lists of strings without line breaks: these stand one a line, which is read sooner than JSON."""
_TYPES: dict[str, type] = {"lookup": int, "said": bytes} | dict.fromkeys(
    ("patterns", "meanings", "ids", "ambiguous", "told", "starts"), list
)
"""Of the parts; the others are dicts."""


def load(own: OwnNames) -> Compiled:
    """The compiled gazetteer: from its file if there is a sound one, else made of the files, and kept if it can be."""
    name = _key(own)
    file = _folder() / f"{_PREFIX}{name[:40]}{_SUFFIX}"
    with suppress(OSError, ValueError, KeyError, TypeError):
        return decoded(file.read_bytes(), name)
    made = compiled(own)
    with suppress(OSError):
        _write(file, encoded(made, name))
    return made


def encoded(made: Compiled, name: str) -> bytes:
    """A compiled gazetteer as it stands in its file; `name` is its key."""
    parts = {field.name: getattr(made, field.name) for field in fields(Compiled)}
    blocks = ["\n".join(parts.pop(field)).encode() for field in _LINES] + [parts.pop("said")]
    head = json.dumps({"sizes": [*map(len, blocks)], **parts}, ensure_ascii=False).encode()
    body = b"\n".join((head, *blocks))
    return b"%b %b\n%b\n%b" % (_MAGIC, name.encode(), _digest(body), body)


def decoded(data: bytes, name: str) -> Compiled:
    """The reverse of `encoded`.

    Raises:
        ValueError: if it is none, one of another key, or not as it was written.
        KeyError, TypeError: if a part is missing, or is something else.
    """
    first, second, body = data.split(b"\n", 2)
    if first != b"%b %b" % (_MAGIC, name.encode()) or second != _digest(body):
        raise ValueError("not as it was written")
    head = body.index(b"\n")
    parts: Any = json.loads(body[:head])
    if not isinstance(parts, dict):
        raise ValueError("of another form")
    at = head + 1
    for field, size in zip((*_LINES, "said"), parts.pop("sizes"), strict=True):
        block = body[at : at + size]
        parts[field] = block if field == "said" else str(block, "utf-8").split("\n")
        at += size + 1
    if any(not isinstance(parts[field.name], _TYPES.get(field.name, dict)) for field in fields(Compiled)):
        raise ValueError("of another form")
    return Compiled(**{field.name: parts[field.name] for field in fields(Compiled)})


def _key(own: OwnNames) -> str:
    """What tells one gazetteer from another, in hex: places of the reader's files are part of what it tells of them."""
    whole = hashlib.sha256(f"{FORM} {unicodedata.unidata_version} {own.digest}".encode())
    for told in (*(file.path for file in own.files), *own.told):
        whole.update(f"\n{told}".encode())
    with suppress(OSError):  # where the code is in no files of its own, FORM alone tells of it
        for code in _CODE:
            whole.update(Path(__file__).with_name(f"{code}.py").read_bytes())
    for name in (*FILES, "ambiguous"):
        data = content(f"{name}.toml")
        whole.update(b"\n%d\n" % len(data))
        whole.update(data)
    return whole.hexdigest()


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _folder() -> Path:
    return locations.cache()


def _write(file: Path, data: bytes) -> None:
    """Put a file in place at one go, for the reader alone.

    Raises:
        OSError: if it cannot be written; what was there is as it was.
    """
    import tempfile  # deferred: only what is written needs it

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(prefix=f".{_PREFIX}", dir=file.parent)  # it opens with 0600
    try:
        with open(handle, "wb") as out:
            out.write(data)
        os.replace(made, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(made)
        raise
    _forget_old(file)


def _forget_old(latest: Path) -> None:
    """Keep the newest files only."""
    known = [path for path in latest.parent.glob(f"{_PREFIX}*{_SUFFIX}") if path != latest]
    with suppress(OSError):
        for old in sorted(known, key=lambda path: path.stat().st_mtime_ns, reverse=True)[_MOST - 1 :]:
            old.unlink()
