"""Small zips for the tests of the door, sound and otherwise."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

PDF = b"%PDF-1.7\n%%EOF\n"


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def packed(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip as the standard library writes it: UTF-8 names with the flag where they are not ASCII."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


class Unflagged(zipfile.ZipInfo):
    """An entry whose name is written as the given bytes, without the UTF-8 flag."""

    raw: bytes

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the library calls it so
        return self.raw, self.flag_bits & ~0x800


def unflagged(raw: bytes, data: bytes, extra: bytes = b"") -> bytes:
    """A zip of one entry with exactly these bytes as its name."""
    entry = Unflagged("placeholder")
    entry.raw, entry.extra = raw, extra
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(entry, data)
    return held.getvalue()
