"""What a file really is, by its first bytes. Names lie: a `.doc` is often a docx, a `.jpg` often a PDF."""

import codecs
import zipfile
from pathlib import Path, PurePosixPath

from pipeline.archive import FAULTS, is_listable
from pipeline.model import Media

_HEAD = 65536
# Where PDF readers still accept the marker: scanners like to write a line of their own first.
_PDF_WITHIN = 1024

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"\xff\xd8\xff", Media.JPEG),
    (b"II*\x00", Media.TIFF),
    (b"MM\x00*", Media.TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Media.OLE),
    (b"{\\rtf", Media.RTF),
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FOREIGN_ARCHIVES = ((b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7Z"))
_BITMAP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})
_TEXT_CONTROLS = frozenset("\t\n\r\f")

_CLAIMS = {
    "pdf": {Media.PDF},
    "docx": {Media.DOCX},
    "doc": {Media.OLE},
    "wps": {Media.OLE, Media.DOCX},
    "xlsx": {Media.XLSX},
    "xls": {Media.OLE},
    "et": {Media.OLE, Media.XLSX},
    "rtf": {Media.RTF},
    "ofd": {Media.OFD},
    "jpg": {Media.JPEG},
    "jpeg": {Media.JPEG},
    "png": {Media.PNG},
    "tif": {Media.TIFF},
    "tiff": {Media.TIFF},
    "bmp": {Media.BMP},
    "webp": {Media.WEBP},
    "zip": {Media.ZIP},
    "txt": {Media.TEXT},
}


def sniff(path: Path) -> Media:
    """Look at the bytes, never at the name."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for start, media in _STARTS:
        if head.startswith(start):
            return media
    if head.startswith(_ZIP_STARTS):  # before PDF: a zip may hold an uncompressed PDF close to its start
        return _inside(path)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Media.WEBP
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return Media.BMP
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Media.PDF
    return Media.TEXT if _reads_as_text(head, whole=len(head) < _HEAD) else Media.UNKNOWN


def foreign_archive(path: Path) -> str:
    """Name the kind of archive that we know by sight and cannot open, or nothing."""
    with path.open("rb") as file:
        head = file.read(8)
    return next((kind for start, kind in _FOREIGN_ARCHIVES if head.startswith(start)), "")


def claim_fails(name: str, media: Media) -> bool:
    """Tell whether the extension promises something that the content is not. Extensions we do not know promise nothing.

    >>> claim_fails("营业执照.JPG", Media.PDF), claim_fails("申报表.wps", Media.OLE), claim_fails("说明", Media.PDF)
    (True, False, False)
    """
    claimed = _CLAIMS.get(PurePosixPath(name).suffix[1:].lower())
    return claimed is not None and media not in claimed


def _inside(path: Path) -> Media:
    """Tell apart the formats that are zips. A zip too damaged or too long to list stays one, and is refused as one."""
    if not is_listable(path):
        return Media.ZIP
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except FAULTS:
        return Media.ZIP
    if "OFD.xml" in names:
        return Media.OFD
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return Media.DOCX
        return Media.XLSX if any(name.startswith("xl/") for name in names) else Media.UNKNOWN
    # OpenDocument files carry this entry; what they hold is parts of one paper, not papers.
    return Media.UNKNOWN if "mimetype" in names else Media.ZIP


def _reads_as_text(head: bytes, *, whole: bool) -> bool:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head, final=whole)
        except UnicodeDecodeError:
            continue
        return bool(text) and all(char.isprintable() or char in _TEXT_CONTROLS or char.isspace() for char in text)
    return False
