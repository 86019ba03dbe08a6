"""The vault in a folder on this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pipeline.keeping import (
    UNFINISHED,
    Digest,
    Listed,
    Oddity,
    checked,
    digest_of,
    disk_error,
    keepable,
    missing,
    opened,
    settle,
    settle_folder,
    taken,
    whole,
)


class FolderStore:
    """A folder on this machine. A file appears under its key whole or not at all, and survives a power cut."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, data: bytes | Path, media_type: str, *, lasting: bool = True) -> None:  # noqa: ARG002 - a folder keeps no media types and locks nothing
        target = self._path(keepable(key))
        with opened(data) as (source, _), self._faults(key):
            _make_folders(target.parent)
            with whole(target.parent) as (file, held):
                shutil.copyfileobj(source, file)
                settle(file)
                try:
                    os.link(held, target)  # unlike a rename, a link never replaces what is there
                except FileExistsError:
                    if not target.is_file() or _digest(target) != _digest(held):
                        raise taken(str(self.root), key) from None
            settle_folder(target.parent)

    def get(self, key: str) -> bytes:
        with self._faults(key):
            return self._path(key).read_bytes()

    def digest(self, key: str) -> Digest:
        with self._faults(key):
            return _digest(self._path(key))

    def has(self, key: str) -> bool:
        with self._faults(key):
            return self._path(key).is_file()

    def list(self, prefix: str = "") -> Iterator[str]:
        def refuse(fault: OSError) -> None:
            if not isinstance(fault, FileNotFoundError):  # a store nothing was put into yet is an empty store
                raise fault

        found = []
        with self._faults(prefix):
            for root, _, files in os.walk(self.root / prefix.rpartition("/")[0], onerror=refuse):
                found += [Path(root, name) for name in files if not name.startswith(UNFINISHED)]
        keys = (path.relative_to(self.root).as_posix() for path in found)
        yield from sorted(key for key in keys if key.startswith(prefix))

    def marks(self, prefix: str = "") -> Iterator[Listed]:
        for key in self.list(prefix):
            with self._faults(key):
                known = self._path(key).stat()
            yield Listed(key, f"{known.st_size} {known.st_mtime_ns}")

    def oddities(self, prefix: str = "") -> Iterator[Oddity]:  # noqa: ARG002 - a folder remembers nothing
        return iter(())

    def locked_until(self, key: str) -> datetime | None:  # noqa: ARG002 - a folder locks nothing
        return None

    def address(self, key: str) -> str:
        return str(self._path(key))

    def link(self, key: str, hours: int) -> str:  # noqa: ARG002 - who may open the folder may open the file
        if not self.has(key):
            raise missing(str(self.root), key)
        return self._path(key).resolve().as_uri()

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


def _digest(path: Path) -> Digest:
    with path.open("rb") as file:
        return digest_of(file)


def _make_folders(folder: Path) -> None:
    """Make each folder that is not there yet, and settle the one that now names it."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    settle_folder(folder.parent)
