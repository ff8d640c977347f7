"""Single files that are packed: `page.html.gz`, `mail.mbox.xz`, `story.txt.bz2`."""

from __future__ import annotations

from pathlib import PurePosixPath

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.given import Blob, Given, Inside
from nkreader.ingest.formats.members import Names
from nkreader.ingest.formats.streams import first, opened
from nkreader.ingest.formats.table import OWN, SEVERAL, SINGLE, room, suffix_of
from nkreader.model.sanitise import safe_line


def gzips(blob: Blob) -> Given:
    """The file that is packed, named as the packed one without its last suffix."""
    name = PurePosixPath(blob.name.partition("?")[0] if "://" in blob.name else blob.name).name
    name = Names().name(name[: name.rfind(".")] if "." in name[1:] else name)
    suffix = suffix_of(name)
    if suffix not in OWN and suffix not in SINGLE and suffix not in SEVERAL:
        raise Refused(f"no reader for {safe_line(suffix)}")
    limit = room(blob, name)
    with blob.open() as raw:
        stream = opened(raw)
        if stream is raw:
            raise Refused("not packed, though its name says so")
        data = first(stream, limit)
    if data is None:
        raise Refused(f"larger than {size(limit)}", lasting=False)
    yield Inside(name, data)
