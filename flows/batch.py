"""A season's packages: where they lie, and the row that each becomes."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.papers import PAGE
from flows.review import Desk, keep, review
from pipeline.archive import is_system_file
from pipeline.errors import NothingToRead, ZishenError
from pipeline.manifest import Head
from pipeline.model import Noun, Outcome
from pipeline.store import Store, open_store
from pipeline.vault import Vault


@dataclass(frozen=True)
class Source:
    """One package: a path on this machine, or the keys below a name in a bucket."""

    name: str
    path: Path | None = None
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


class Row(Noun):
    """One line of the batch table. `run` is the key under which the store keeps it."""

    package: str
    applicant: str = ""
    outcome: Outcome | None = None
    reasons: tuple[str, ...] = ()
    dossier: str = ""
    run: str = ""
    error: str = ""


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
    grouped: dict[str, list[str]] = {}
    for key in store.list(""):
        grouped.setdefault(key.split("/")[0], []).append(key)
    if not grouped:
        raise NothingToRead(source, "该前缀下没有对象")
    return [Source(name, keys=tuple(keys)) for name, keys in sorted(grouped.items())], store


def reviewer(desk: Desk, vault: Vault, inbox: Store | None) -> Callable[[Source], Row]:
    """Give the function that turns one source into one row; an error we know becomes the row's own."""

    def review_one(source: Source) -> Row:
        with tempfile.TemporaryDirectory(prefix="zishen-") as scratch:
            blobs = Path(scratch) / "blobs"
            blobs.mkdir()
            try:
                reviewed = review(_fetched(source, inbox, Path(scratch)), desk, blobs, vault.store)
                run = keep(reviewed, desk, blobs, vault).content.run
            except ZishenError as error:
                return Row(package=source.name, error=str(error))
        dossier = reviewed.dossier
        return Row(
            package=source.name,
            applicant=dossier.applicant,
            outcome=dossier.outcome,
            reasons=dossier.reasons,
            dossier=vault.store.address(f"{run}/{PAGE}"),
            run=run,
        )

    return review_one


def _fetched(source: Source, inbox: Store | None, scratch: Path) -> Path:
    if source.path is not None:
        return source.path
    if inbox is None:
        raise NothingToRead(source.name, "没有给出存储库")
    for key in source.keys:
        inbox.download(key, scratch / "package" / key)
    return scratch / "package" / source.name


def seal_batches(vault: Vault, rows: Iterable[Row], on: date) -> list[Head]:
    """Seal every batch that a run of the program kept something in."""
    batches = sorted({row.run.rsplit("/", 2)[0] for row in rows if row.run})
    heads = (vault.seal(batch, {}, on) for batch in batches)
    return [head for head in heads if head]
