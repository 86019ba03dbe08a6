"""What a zip says about itself: the names of its entries, and which of them may not come in."""

import lzma
import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

# Everything the standard library raises over bytes that are not a sound zip; EOFError and struct.error included.
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,
)
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65535
_END64 = b"PK\x06\x06"
_END64_BEFORE = 76  # the 64-bit end record (56 bytes) and its locator (20) stand right before the end record
_LARGEST_LIST = 16 * 1024**2  # some ten thousand entries with long names
_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def decoded(raw: bytes) -> str:
    """Read a file name of unknown encoding: UTF-8 if it is, else GB18030, which holds every GBK name.

    >>> decoded("营业执照.pdf".encode("gbk")), decoded("营业执照.pdf".encode())
    ('营业执照.pdf', '营业执照.pdf')
    """
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("gb18030", errors="replace")
    return unicodedata.normalize("NFC", name)


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name as its author saw it. Backslashes are turned only now: they are also second bytes of GBK characters."""
    if entry.flag_bits & _UTF8_FLAG:
        name = unicodedata.normalize("NFC", entry.orig_filename)
    else:
        # Without the flag the library reads code page 437, which gives every byte back unchanged.
        raw = entry.orig_filename.encode("cp437")
        name = decoded(_unicode_path(entry.extra, raw) or raw)
    return name.replace("\\", "/")


def relative(name: str) -> str:
    """The name inside the package, or nothing when it leads out of it or cannot be shown.

    >>> relative("./证书//一.pdf"), relative("../一.pdf"), relative("/etc/passwd"), relative("C:/一.pdf")
    ('证书/一.pdf', '', '', '')
    """
    steps = [step for step in name.split("/") if step not in {"", "."}]
    unsafe = name.startswith("/") or name[1:2] == ":" or ".." in steps
    return "" if unsafe or any(unicodedata.category(char) == "Cc" for char in name) else "/".join(steps)


def is_system_file(name: str) -> bool:
    """Tell whether an operating system or an office program left this file, and no applicant did."""
    steps = name.split("/")
    return "__MACOSX" in steps or steps[-1].lower() in _SYSTEM_FILES or steps[-1].startswith(("~$", "._"))


def is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def is_encrypted(entry: zipfile.ZipInfo) -> bool:
    return bool(entry.flag_bits & _ENCRYPTED_FLAG)


def is_listable(path: Path) -> bool:
    """Tell whether the list of entries is small enough to load: the library would hold millions of them in memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - _END64_BEFORE))
        tail = file.read()
    at = tail.rfind(_END)
    list_size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    end64 = tail[at - _END64_BEFORE : at] if at >= _END64_BEFORE else b""
    if end64.startswith(_END64):
        list_size = int.from_bytes(end64[40:48], "little")
    return list_size <= _LARGEST_LIST


def _unicode_path(extra: bytes, raw: bytes) -> bytes:
    """The name in Info-ZIP's own field, if it belongs to this very name (its checksum tells)."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and body[:1] == b"\x01" and body[1:5] == struct.pack("<L", zlib.crc32(raw)):
            return body[5:]
    return b""
