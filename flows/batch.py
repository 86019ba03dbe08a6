"""A season's packages: where they lie, and the row that each becomes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from flows.review import Desk
from flows.row import Row
from flows.season import entries_of, papers_of
from pipeline.archive import is_system_file
from pipeline.errors import NothingToRead
from pipeline.keeping import Listed
from pipeline.manifest import Head
from pipeline.masking import mask_finding
from pipeline.model import Finding, Noun, Outcome, canonical
from pipeline.store import Store, open_store
from pipeline.vault import Vault
from validators.among import among
from validators.traces import Trace


@dataclass(frozen=True)
class Source:
    """One package: a path on this machine, or the keys below a name in a bucket, each with the mark of its bytes."""

    name: str
    path: Path | None = None
    keys: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


class Crossed(Noun):
    package: str
    run: str
    findings: tuple[Finding, ...]


class Among(Noun):
    """What the packages of a batch show of each other, kept beside the batch."""

    format: Literal["zishen.among/1"] = "zishen.among/1"
    packages: tuple[Crossed, ...]


AMONG = "among.json"


def _at_once(work: Callable[..., Any], *given: Any) -> Any:
    return work(*given)


def find_packages(source: str, store: str, env: dict[str, str]) -> tuple[list[Source], Store | None]:
    """List the packages of a folder (each folder, zip or file in it is one) or of an `s3://bucket/prefix`.

    A folder of loose files only is almost surely one package: it is not torn into as many applicants as it has files.
    """
    if source.startswith("s3://"):
        return _in_bucket(source, env)
    root = Path(source)
    if not root.is_dir():
        raise NothingToRead(source, "不是文件夹；单份材料请用 zishen check")
    kept_here = Path(store).resolve()
    found = sorted(
        path
        for path in root.iterdir()
        if not path.name.startswith(".") and not is_system_file(path.name) and path.resolve() != kept_here
    )
    if not found:
        raise NothingToRead(source, "文件夹是空的")
    if not any(path.is_dir() or path.suffix.lower() == ".zip" for path in found):
        raise NothingToRead(source, "里面只有文件，没有子文件夹或 zip，像是一份材料；审一份材料请用 zishen check")
    return [Source(path.name, path) for path in found], None


def _in_bucket(source: str, env: dict[str, str]) -> tuple[list[Source], Store]:
    store = open_store(source, env)
    grouped: dict[str, list[Listed]] = {}
    for one in store.marks():
        grouped.setdefault(one.key.split("/")[0], []).append(one)
    if not grouped:
        raise NothingToRead(source, "该前缀下没有对象")
    return [_of_keys(name, lying) for name, lying in sorted(grouped.items())], store


def _of_keys(name: str, lying: Sequence[Listed]) -> Source:
    return Source(name, keys=tuple(one.key for one in lying), marks=tuple(one.mark for one in lying))


def seal_batches(vault: Vault, rows: Iterable[Row], desk: Desk, on: date) -> list[Head]:
    """Seal every batch that a run kept something in, with the office's papers and what packages show of each other."""
    batches: dict[str, list[Row]] = {}
    for row in rows:
        if row.run:
            batches.setdefault(row.run.rsplit("/", 2)[0], []).append(row)
    heads = (vault.seal(batch, _papers(vault, batch, batches[batch], desk), on) for batch in sorted(batches))
    return [head for head in heads if head]


def _papers(vault: Vault, batch: str, rows: Sequence[Row], desk: Desk) -> dict[str, bytes]:
    entries = entries_of(vault, batch, {row.run: row for row in rows})
    return {**papers_of(entries, desk.office, desk.on), **_among(rows)}


def _among(rows: Sequence[Row]) -> dict[str, bytes]:
    found = tuple(Crossed(package=row.package, run=row.run, findings=row.among) for row in rows if row.among)
    return {AMONG: canonical(Among(packages=found))} if found else {}


def held_against_each_other(rows: Sequence[Row], office: str, do: Callable[..., Any] = _at_once) -> list[Row]:
    """Look for the same applicant and the same paper in two packages of a batch; `do` may do the work elsewhere.

    A package that is otherwise complete is then for a person: the table must not call one of two complete.
    """
    found = do(_shown, [row.trace for row in rows if row.trace], office)
    return [_with(row, found.get(row.package, ())) for row in rows]


def _shown(traces: Iterable[bytes], office: str) -> dict[str, tuple[Finding, ...]]:
    found = among([Trace.model_validate_json(one) for one in traces], office)
    return {package: tuple(map(mask_finding, findings)) for package, findings in found.items()}


def _with(row: Row, findings: tuple[Finding, ...]) -> Row:
    if not findings:
        return row.model_copy(update={"trace": b""})
    told = tuple(f"{finding.title}：{finding.sentence}" for finding in findings)
    complete = row.outcome is Outcome.COMPLETE
    outcome, reasons = (Outcome.VERIFY, told) if complete else (row.outcome, (*row.reasons, *told))
    return row.model_copy(update={"trace": b"", "among": findings, "outcome": outcome, "reasons": reasons})
