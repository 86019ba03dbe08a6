"""What could not be done is set aside: the next run tells it again without trying, until it is asked to or it changed.

One small file for each store, beside the rest of this machine's state; without it every package is simply tried again.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from flows.batch import Source
from flows.finished import code
from flows.review import Desk
from flows.row import Row
from pipeline.keeping import settle, settle_folder, whole
from pipeline.model import Noun, fingerprint


class Aside(Noun):
    """One package that could not be done; `asked` says which bytes of it and what for."""

    package: str
    asked: str
    error: str


_LIST = TypeAdapter(tuple[Aside, ...])


def list_of(home: Path, store: str) -> Path:
    """Name the list of a store."""
    where = store if store.startswith("s3://") else str(Path(store).resolve())
    return home / "aside" / f"{hashlib.sha256(where.encode()).hexdigest()[:16]}.json"


def recall(path: Path) -> dict[str, Aside]:
    try:
        return {one.package: one for one in _LIST.validate_json(path.read_bytes())}
    except (OSError, ValidationError):
        return {}


def write(path: Path, before: dict[str, Aside], rows: Iterable[Row], asked: dict[str, str]) -> None:
    """Set aside what failed by its own fault, and take off the list what was done."""
    listed = dict(before)
    for row in rows:
        listed.pop(row.package, None)
        if row.error and not row.passing:
            listed[row.package] = Aside(package=row.package, asked=asked[row.package], error=row.error)
    if listed == before:
        return
    with whole(path.parent) as (file, held):
        file.write(_LIST.dump_json(tuple(listed[name] for name in sorted(listed))))
        settle(file)
        held.replace(path)
        settle_folder(path.parent)


def set_aside(sources: Sequence[Source], before: dict[str, Aside], asked: dict[str, str]) -> list[Row]:
    """Give the rows of what was tried before, and is still the same."""
    same = [before[one.name] for one in sources if one.name in before and before[one.name].asked == asked[one.name]]
    return [Row(package=one.package, error=f"{one.error}（以前已试过，本次没有再试；加 --retry 再试）") for one in same]


def asked_of(source: Source, desk: Desk) -> str:
    """Fingerprint a package as it lies there, and what it is reviewed by."""
    lists = [one.sha256 for _, one in sorted(desk.registers.supplied().items())]
    desk_is = [fingerprint(desk.office), desk.on.isoformat(), desk.rules, desk.award, fingerprint(desk.ocr), *lists]
    told = json.dumps([_lies(source), desk_is, code()], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def stamp(source: Source) -> str:
    """Fingerprint how a package lies there: names, sizes and times of its files, or keys and marks of its objects."""
    return hashlib.sha256(json.dumps(_lies(source), ensure_ascii=False).encode()).hexdigest()


def _lies(source: Source) -> list[str]:
    path = source.path
    if path is None:
        return [f"{key} {mark}" for key, mark in zip(source.keys, source.marks, strict=True)]
    found = []
    for root, folders, files in os.walk(path):
        folders.sort()
        found += [Path(root, name) for name in sorted(files)]
    return [_file(one) for one in found or [path]]


def _file(path: Path) -> str:
    try:
        known = path.lstat()
    except OSError:
        return f"{os.fsencode(path).hex()} gone"
    return f"{os.fsencode(path).hex()} {known.st_size} {known.st_mtime_ns}"
