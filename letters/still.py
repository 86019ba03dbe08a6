"""The same paper is the same bytes: office files are archives that remember when each part was written."""

import io
import zipfile
from datetime import date, datetime, time

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name


def noon(on: date) -> datetime:
    """Give a paper the day it speaks of as its moment; no paper says when a machine wrote it."""
    return datetime.combine(on, time(12))


def still(archive: bytes, replaced: dict[str, bytes] | None = None) -> bytes:
    """Rewrite an archive so that no entry tells when it was written; `replaced` are parts given anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every machine
            new.writestr(entry, (replaced or {}).get(name, old.read(name)), compresslevel=9)
    return out.getvalue()
