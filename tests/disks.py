"""Small disks of their own for the tests, which can be filled. Only root lays disks: others fail, and skip nothing."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of so many kilobytes."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={kilobytes}k,mode=755", "zishen-tests", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S607 - it lies elsewhere on each system


def enlarge(folder: Path, megabytes: int) -> None:
    """Make room on a disk, and keep what is on it."""
    _mount("-o", f"remount,size={megabytes}m", str(folder))


def fill(folder: Path) -> None:
    """Leave not one byte of a disk free."""
    with (folder / "filler").open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)  # noqa: S607 - it lies elsewhere on each system
