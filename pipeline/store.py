"""The vault: dossiers and files kept under keys, written once and never changed.

A store is a folder or a bucket (`s3://bucket/prefix`); both keep the same promises. What can go wrong outside this
program becomes a StoreError that says what to do, and never leaves half a file behind.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from pipeline.folder import FolderStore


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
