"""What every store promises alike: which keys it takes, how a file appears whole, and how a refusal is told."""

import errno
import hashlib
import io
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from pipeline.errors import StoreError

UNFINISHED = ".writing-"
_LONGEST_KEY = 1024  # bytes; S3 allows no more
_LONGEST_STEP = 255  # bytes; file systems allow no more
_LONGEST_KEPT_STEP = 240  # bytes; servers that keep versions put a word of their own behind it
_PIECE = 1024**2


class Digest(NamedTuple):
    """What some bytes are, without the bytes."""

    sha256: str
    size: int


class Listed(NamedTuple):
    """A key, and a mark that is another one once other bytes lie under it; no bytes are read for it."""

    key: str
    mark: str


class Oddity(NamedTuple):
    """What another program did to a key: `overwritten` or `deleted`. The first version is still in the store."""

    key: str
    what: str


def digest_of(data: IO[bytes]) -> Digest:
    """Read to the end, a piece at a time, so that memory stays flat whatever the size."""
    told, size = hashlib.sha256(), 0
    while piece := data.read(_PIECE):
        told.update(piece)
        size += len(piece)
    return Digest(told.hexdigest(), size)


@contextmanager
def opened(data: bytes | Path) -> Iterator[tuple[IO[bytes], int]]:
    """Give what is to be kept as a stream, with its size. A file that cannot be opened is no fault of the store."""
    if isinstance(data, bytes):
        yield io.BytesIO(data), len(data)
    else:
        with data.open("rb") as file:
            yield file, data.stat().st_size


def checked(key: str) -> str:
    """The one place that says what a key may look like. Chinese is welcome; ways out of the store are not.

    Applicants' own files are downloaded by key as well, so nothing more is asked than safety needs.

    >>> checked("2026/某某公司/dossier.json")
    '2026/某某公司/dossier.json'
    """
    steps = key.split("/")
    if "\\" in key or any(unicodedata.category(char) in {"Cc", "Cs"} for char in key):
        raise _bad_key(key, "不能含反斜杠和控制字符")
    if any(step in {"", ".", ".."} or step.startswith(UNFINISHED) for step in steps):
        raise _bad_key(key, f"每一段都不能为空，不能是 . 或 ..，不能以 {UNFINISHED} 开头")
    if any(len(step.encode()) > _LONGEST_STEP for step in steps):
        raise _bad_key(key, f"每一段都不能超过 {_LONGEST_STEP} 字节")
    if len(key.encode()) > _LONGEST_KEY:
        raise _bad_key(key, "不能超过 1024 字节")
    return key


def keepable(key: str) -> str:
    """Say whether something may be put under a key: what can be taken out elsewhere may be too long to keep here."""
    if any(len(step.encode()) > _LONGEST_KEPT_STEP for step in checked(key).split("/")):
        raise _bad_key(key, f"每一段都不能超过 {_LONGEST_KEPT_STEP} 字节")
    return key


class KeyTaken(StoreError):  # noqa: N818 - the name says what was found
    """Other bytes are kept under this key. Whoever numbers things takes the next number."""


def taken(store: str, key: str) -> KeyTaken:
    return KeyTaken(store, f"“{key}”已存有不同的内容，存入后不得改动", "请换一个存储位置，或先核对已有的内容。")


def missing(store: str, key: str) -> StoreError:
    return StoreError(store, f"没有“{key}”这一份", "请核对名称，或先运行一次审查。")


@contextmanager
def whole(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file being written beside its final place, gone again unless it was given its name."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=UNFINISHED, delete=False) as file:
        held = Path(file.name)
        try:
            held.chmod(0o644)  # temporary files are private; what is kept is for the office to read
            yield file, held
        finally:
            held.unlink(missing_ok=True)


def settle(file: IO[bytes]) -> None:
    """Wait until the disk has the bytes, so that a power cut cannot take them."""
    file.flush()
    os.fsync(file.fileno())


def settle_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def is_full(fault: OSError) -> bool:
    """Say whether a disk had no room."""
    return fault.errno in {errno.ENOSPC, errno.EDQUOT}


def has_room(folder: Path, size: int) -> bool:
    """Say whether so many bytes find room. True where nobody can tell: what is then written will be told."""
    try:
        return shutil.disk_usage(folder).free >= size
    except OSError:
        return True


def disk_error(store: str, fault: OSError) -> StoreError:
    if is_full(fault):
        return StoreError(store, "磁盘已满", "请腾出空间或换一个存储位置，再运行一次；已存入的内容完好。")
    if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StoreError(store, "没有写入或读取的权限", "请检查文件夹的权限，或换一个存储位置。")
    return StoreError(store, fault.strerror or str(fault), "请检查这个位置是否是可用的文件夹，再运行一次。")


def _bad_key(key: str, why: str) -> StoreError:
    shown = re.sub(r"[^\w./-]", "?", key)[:80]
    return StoreError("存储键", f"“{shown}”不合要求：{why}", "请改用普通的文件夹名和文件名。")
