"""The vault in a folder on this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.keeping import UNFINISHED, checked, disk_error, missing, taken, whole


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
                found += [Path(root, name) for name in files if not name.startswith(UNFINISHED)]
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
