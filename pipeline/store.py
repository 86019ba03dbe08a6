"""The vault: dossiers and files kept under keys, written once and never changed.

A store is a folder or a bucket (`s3://bucket/prefix`); both keep the same promises. What can go wrong outside this
program becomes a StoreError that says what to do, and never leaves half a file behind.
"""

import errno
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from pipeline.errors import StoreError

_UNFINISHED = ".writing-"
_LONGEST_KEY = 1024  # bytes; S3 allows no more
_LONGEST_STEP = 255  # bytes; file systems allow no more


class Store(Protocol):
    """Where results are kept. The same bytes may be put again; other bytes under a key in use are refused."""

    def put(self, key: str, data: bytes, media_type: str) -> None: ...
    def get(self, key: str) -> bytes: ...
    def has(self, key: str) -> bool: ...
    def list(self, prefix: str = "") -> Iterator[str]:
        """Every key that begins with `prefix`, in order."""
        ...

    def address(self, key: str) -> str:
        """Where a person opens it."""
        ...

    def download(self, key: str, path: Path) -> None: ...


def open_store(address: str, env: Mapping[str, str]) -> Store:
    """A folder, or `s3://bucket/prefix` with its endpoint and keys taken from the environment only."""
    if address.startswith("s3://"):
        from pipeline.bucket import open_bucket

        return open_bucket(address, env)
    return FolderStore(Path(address))


def checked(key: str) -> str:
    """The one place that says what a key may look like. Chinese is welcome; ways out of the store are not.

    Applicants' own files are downloaded by key as well, so nothing more is asked than safety needs.

    >>> checked("2026/某某公司/dossier.json")
    '2026/某某公司/dossier.json'
    """
    steps = key.split("/")
    if "\\" in key or any(unicodedata.category(char) in {"Cc", "Cs"} for char in key):
        raise _bad_key(key, "不能含反斜杠和控制字符")
    if any(step in {"", ".", ".."} or step.startswith(_UNFINISHED) for step in steps):
        raise _bad_key(key, f"每一段都不能为空，不能是 . 或 ..，不能以 {_UNFINISHED} 开头")
    if any(len(step.encode()) > _LONGEST_STEP for step in steps):
        raise _bad_key(key, "每一段都不能超过 255 字节")
    if len(key.encode()) > _LONGEST_KEY:
        raise _bad_key(key, "不能超过 1024 字节")
    return key


def taken(store: str, key: str) -> StoreError:
    return StoreError(store, f"“{key}”已存有不同的内容，存入后不得改动", "请换一个存储位置，或先核对已有的内容。")


def missing(store: str, key: str) -> StoreError:
    return StoreError(store, f"没有“{key}”这一份", "请核对名称，或先运行一次审查。")


class FolderStore:
    """A folder on this machine. A file appears under its key whole or not at all, and survives a power cut."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, data: bytes, media_type: str) -> None:  # noqa: ARG002 - a folder keeps no media types
        target = self._path(key)
        with self._faults(key):
            _make_folders(target.parent)
            with whole(target.parent) as (file, held):
                file.write(data)
                _settle(file)
                try:
                    os.link(held, target)  # unlike a rename, a link never replaces what is there
                except FileExistsError:
                    if not target.is_file() or target.read_bytes() != data:
                        raise taken(str(self.root), key) from None
            _settle_folder(target.parent)

    def get(self, key: str) -> bytes:
        with self._faults(key):
            return self._path(key).read_bytes()

    def has(self, key: str) -> bool:
        with self._faults(key):
            return self._path(key).is_file()

    def list(self, prefix: str = "") -> Iterator[str]:
        def refuse(fault: OSError) -> None:
            if not isinstance(fault, FileNotFoundError):  # a store nothing was put into yet is an empty store
                raise fault

        found = []
        with self._faults(prefix):
            for root, _, files in os.walk(self.root, onerror=refuse):
                found += [Path(root, name) for name in files if not name.startswith(_UNFINISHED)]
        keys = (path.relative_to(self.root).as_posix() for path in found)
        yield from sorted(key for key in keys if key.startswith(prefix))

    def address(self, key: str) -> str:
        return str(self._path(key))

    def download(self, key: str, path: Path) -> None:
        source = self._path(key)
        with self._faults(key), source.open("rb") as file, whole(path.parent) as (copy, held):
            shutil.copyfileobj(file, copy)
            copy.flush()
            held.replace(path)

    def _path(self, key: str) -> Path:
        return self.root / checked(key)

    @contextmanager
    def _faults(self, key: str) -> Iterator[None]:
        try:
            yield
        except (FileNotFoundError, IsADirectoryError) as fault:
            raise missing(str(self.root), key) from fault
        except OSError as fault:
            raise disk_error(str(self.root), fault) from fault


@contextmanager
def whole(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file being written beside its final place, gone again unless it was given its name."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=_UNFINISHED, delete=False) as file:
        held = Path(file.name)
        try:
            held.chmod(0o644)  # temporary files are private; what is kept is for the office to read
            yield file, held
        finally:
            held.unlink(missing_ok=True)


def _make_folders(folder: Path) -> None:
    """Make each folder that is not there yet, and settle the one that now names it."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    _settle_folder(folder.parent)


def _settle(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _settle_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def disk_error(store: str, fault: OSError) -> StoreError:
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StoreError(store, "磁盘已满", "请腾出空间或换一个存储位置，再运行一次；已存入的内容完好。")
    if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StoreError(store, "没有写入或读取的权限", "请检查文件夹的权限，或换一个存储位置。")
    return StoreError(store, fault.strerror or str(fault), "请检查这个位置是否是可用的文件夹，再运行一次。")


def _bad_key(key: str, why: str) -> StoreError:
    shown = re.sub(r"[^\w./-]", "?", key)[:80]
    return StoreError("存储键", f"“{shown}”不合要求：{why}", "请改用普通的文件夹名和文件名。")
