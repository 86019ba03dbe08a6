"""A disk that is full where our own state lies, told as that and not as what it leads to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import NoRoom, ToolMissing
from pipeline.keeping import has_room, is_full

_STATE = 16 * 1024**2  # what the database of Prefect's server takes, with the journal that it makes and drops


def is_scarce(home: Path) -> bool:
    """Say whether Prefect's server may have failed for want of room."""
    return not has_room(home, _STATE)


@contextmanager
def told_if_full(home: Path) -> Iterator[None]:
    """Say so where a full disk is why Prefect's server did not run, or why a log could not be written."""
    try:
        yield
    except ToolMissing as fault:
        if not is_scarce(home):
            raise
        raise NoRoom(str(home), "ZISHEN_HOME") from fault
    except OSError as fault:
        if not is_full(fault):
            raise
        raise NoRoom(str(home), "ZISHEN_HOME") from fault
