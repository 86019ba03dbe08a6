"""Tells what an OLE compound file holds by the names of its streams: .doc, .xls, .ppt and locked files share this form.

Only the directory is read, and the first bytes of the Word stream, where Word says whether the text is encrypted.
"""

import struct
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_MOST_SECTORS = 4096  # of the directory: far more streams than any document has
_IN_HEADER = 109  # entries of the table of tables that stand in the header itself
_WORD_LOCKED = 0x0100


class Held(Enum):
    """What a compound file turned out to be."""

    WORD = "Word 97-2003 或 WPS 文字文件"
    LOCKED = "设有密码的 Office 文件"
    SHEET = "旧版 Excel 或 WPS 表格文件（.xls、.et）"
    SLIDES = "演示文稿（.ppt、.dps）"
    OTHER = "无法辨认的旧版 Office 文件"


def held(path: Path) -> Held:
    """What the file holds; a torn one is OTHER."""
    with path.open("rb") as file:
        raw = file.read(64 * 1024**2)
    try:
        streams = dict(_streams(raw))
    except (struct.error, IndexError, ValueError):
        return Held.OTHER
    if "encryptedpackage" in streams or "encryptioninfo" in streams:
        return Held.LOCKED
    if "worddocument" in streams:
        flags = int.from_bytes(raw[streams["worddocument"] + 0x0A :][:2], "little")
        return Held.LOCKED if flags & _WORD_LOCKED else Held.WORD
    if streams.keys() & {"workbook", "book"}:
        return Held.SHEET
    return Held.SLIDES if "powerpoint document" in streams else Held.OTHER


def _streams(raw: bytes) -> Iterator[tuple[str, int]]:
    """The lower-case names of all streams and storages, with the byte at which each begins."""
    if raw[:8] != _MAGIC:
        return
    size = 1 << struct.unpack_from("<H", raw, 0x1E)[0]
    if size not in {512, 4096}:
        return
    table_sectors = [sector for sector in struct.unpack_from(f"<{_IN_HEADER}I", raw, 0x4C) if sector < _LAST]
    (sector,) = struct.unpack_from("<I", raw, 0x30)
    for _ in range(_MOST_SECTORS):
        if sector >= _LAST:
            return
        for at in range((sector + 1) * size, (sector + 2) * size, _ENTRY):
            length, kind = struct.unpack_from("<HB", raw, at + 0x40)
            if kind in {1, 2} and 2 <= length <= 64:
                (start,) = struct.unpack_from("<I", raw, at + 0x74)
                name = raw[at : at + length - 2].decode("utf-16-le", "replace")
                yield name.lower(), (start + 1) * size
        per = size // 4
        (sector,) = struct.unpack_from("<I", raw, (table_sectors[sector // per] + 1) * size + sector % per * 4)
