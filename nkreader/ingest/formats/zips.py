"""ZIP archives."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.given import Blob, Given, Inside, Left
from nkreader.model.sanitise import safe_line


def zips(blob: Blob) -> Given:
    """The files of a ZIP archive, in the order of their names."""
    try:
        with blob.open() as raw, zipfile.ZipFile(raw) as archive:
            for info in sorted(archive.infolist(), key=lambda one: one.filename):
                name = safe_line(info.filename)
                if info.is_dir():
                    continue
                if info.flag_bits & 1:
                    yield Left(name, "encrypted")
                    continue
                if ".." in PurePosixPath(name).parts:
                    name = "/".join(part for part in PurePosixPath(name).parts if part != "..")
                with archive.open(info) as member:
                    data = member.read(blob.limit + 1)
                if len(data) > blob.limit:
                    yield Left(name, f"larger than {size(blob.limit)}", lasting=False)
                else:
                    yield Inside(name, data)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise Refused(f"a damaged archive: {error}") from error
