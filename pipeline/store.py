"""The vault: dossiers and files kept under keys, written once and never changed.

A store is a folder or a bucket (`s3://bucket/prefix`); both keep the same promises. What can go wrong outside this
program becomes a StoreError that says what to do, and never leaves half a file behind. A store can be pickled: another
process opens it again for itself, with the credentials of its own environment.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pipeline.folder import FolderStore
from pipeline.keeping import Digest, Listed, Oddity


class Store(Protocol):
    """Where results are kept. The same bytes may be put again; other bytes under a key in use are refused."""

    def put(self, key: str, data: bytes | Path, media_type: str, *, lasting: bool = True) -> None:
        """Keep bytes, or the content of a file. What is not `lasting` is not locked and may be deleted any day."""
        ...

    def get(self, key: str) -> bytes: ...
    def digest(self, key: str) -> Digest:
        """Read what is kept from end to end, a piece at a time, and say what it is."""
        ...

    def has(self, key: str) -> bool: ...
    def list(self, prefix: str = "") -> Iterator[str]:
        """Every key that begins with `prefix`, in order."""
        ...

    def marks(self, prefix: str = "") -> Iterator[Listed]:
        """Every key that begins with `prefix`, in order, so that what another program put there again is noticed."""
        ...

    def oddities(self, prefix: str = "") -> Iterator[Oddity]:
        """What another program did below `prefix` and the store remembers: overwritten, or hidden by a deletion."""
        ...

    def locked_until(self, key: str) -> datetime | None:
        """Until when the store itself refuses to delete it; None where it would not refuse."""
        ...

    def address(self, key: str) -> str:
        """Where a person opens it."""
        ...

    def link(self, key: str, hours: int) -> str:
        """Where a person without credentials opens it for so many hours."""
        ...

    def download(self, key: str, path: Path) -> None: ...


def open_store(address: str, env: Mapping[str, str]) -> Store:
    """A folder, or `s3://bucket/prefix` with its endpoint and keys taken from the environment only."""
    if address.startswith("s3://"):
        from pipeline.bucket import open_bucket

        return open_bucket(address, env)
    return FolderStore(Path(address))
