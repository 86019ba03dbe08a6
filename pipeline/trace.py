"""What a verification tells: traces of what was done to a vault, each at its key."""

from enum import StrEnum

from pipeline.model import Noun


class Wrong(StrEnum):
    MISSING = "missing"
    CHANGED = "changed"
    ADDED = "added"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    OVERWRITTEN = "overwritten"
    DELETED = "deleted"
    # Nothing is wrong: told, so that a person need not wonder.
    UNFINISHED = "unfinished"
    UNSEALED = "unsealed"
    FOREIGN = "foreign"


REMARKS = frozenset({Wrong.UNFINISHED, Wrong.UNSEALED, Wrong.FOREIGN})


class Trace(Noun):
    """What was found at a key, in one Chinese clause."""

    wrong: Wrong
    key: str
    why: str


class Verified(Noun):
    """How much was computed again, and what was found."""

    batches: int
    runs: int
    objects: int
    bytes: int
    traces: tuple[Trace, ...]

    @property
    def faults(self) -> tuple[Trace, ...]:
        return tuple(one for one in self.traces if one.wrong not in REMARKS)


def split_address(address: str) -> tuple[str, str]:
    """Tell the store from the part of it that is meant.

    >>> split_address("s3://桶/库/dossiers/shanghai-2022/2026/甲")
    ('s3://桶/库', 'dossiers/shanghai-2022/2026/甲')
    >>> split_address("out/demo")
    ('out/demo', '')
    """
    store, found, prefix = f"{address.rstrip('/')}/".rpartition("/dossiers/")
    return (store, f"dossiers/{prefix}".rstrip("/")) if found else (address.rstrip("/"), "")
