"""One package of a batch, from where it lies to its row: what is told to a process, and what that process does."""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flows.batch import Source
from flows.finished import asked, finished, remember
from flows.papers import PAGE
from flows.recall import read_once
from flows.review import Desk, keep, review_read, take_in, trace_of
from flows.row import Row
from flows.steps import Did, Step, Tell
from pipeline.errors import NoRoom, NothingToRead, StoreError, ZishenError
from pipeline.keeping import has_room, is_full
from pipeline.masking import mask_dossier
from pipeline.model import Dossier, Method, Page, Problem, Reading, SourceFile, canonical
from pipeline.store import Store
from pipeline.vault import Vault

_ROOM = 64 * 1024**2  # what reading may take on the disk: LibreOffice's profile and paper, the models' descriptions


@dataclass(frozen=True)
class Post:
    """What all jobs of a batch share. It may be pickled: each process opens the stores for itself."""

    desk: Desk
    vault: Vault
    inbox: Store | None = None


@dataclass(frozen=True)
class Job:
    """One package. `left_out` are files, by their hash, that end every process that reads them, and how."""

    source: Source
    left_out: Mapping[str, str] = field(default_factory=dict)


class _Clock:
    """Tells each step with the seconds since the one before."""

    def __init__(self, package: str, tell: Tell) -> None:
        self._package, self._tell, self._since = package, tell, time.monotonic()

    def __call__(self, did: Did, file: SourceFile | None = None, pages: Sequence[Page] = ()) -> None:
        now = time.monotonic()
        seconds, self._since = now - self._since, now
        self._tell(
            Step(
                did=did,
                package=self._package,
                file=file.name if file else "",
                sha256=file.sha256 if file else "",
                media=file.media.value if file else "",
                pages=len(pages),
                scanned=sum(any(line.method is Method.OCR for line in page.lines) for page in pages),
                seconds=round(seconds, 4),
            )
        )


def do(job: Job, post: Post, tell: Tell) -> Row:
    """Review one package and keep it; an error we know becomes the row's own, and one we do not know does too."""
    name = job.source.name
    try:
        with _scratch() as scratch:
            return _done(job, post, scratch, _Clock(name, tell))
    except (StoreError, NoRoom) as error:
        return Row(package=name, error=str(error), passing=True)
    except ZishenError as error:
        return Row(package=name, error=str(error))


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder to work in, on a disk that may be full; the store's disk is told by the store."""
    try:
        with tempfile.TemporaryDirectory(prefix="zishen-") as scratch:
            yield Path(scratch)
    except OSError as fault:
        if not is_full(fault) and tempfile.tempdir is not None:  # None: no folder was found that could be written
            raise
        raise NoRoom(fault.filename or str(tempfile.tempdir or fault.strerror), "TMPDIR") from fault


def _done(job: Job, post: Post, scratch: Path, clock: _Clock) -> Row:
    clock(Did.STARTED)
    blobs = scratch / "blobs"
    blobs.mkdir()
    submission = take_in(_fetched(job.source, post.inbox, scratch), post.desk, blobs)
    clock(Did.RECEIVED)
    key = asked(submission, post.desk)
    if found := finished(post.vault, key):
        clock(Did.FOUND)
        return _row(job.source, *found, post.vault, before=True)
    readings = []
    for file in submission.files:
        if how := job.left_out.get(file.sha256):
            readings.append(_left_out(file, how))
            continue
        clock(Did.READING, file)
        reading = read_once(file, blobs / file.sha256, post.desk.ocr, post.vault.store)
        if reading.problems and not has_room(scratch, _ROOM):
            raise NoRoom(str(scratch.parent), "TMPDIR")  # and not that the file is damaged
        clock(Did.READ, file, reading.pages)
        readings.append(reading)
    reviewed = review_read(submission, readings, post.desk, blobs, lambda did: clock(Did(did)))
    run = keep(reviewed, post.desk, blobs, post.vault).content.run
    remember(post.vault, key, run, submission, reviewed.dossier)
    clock(Did.KEPT)
    return _row(job.source, run, reviewed.dossier, post.vault, pages=sum(len(one.pages) for one in readings))


def _fetched(source: Source, inbox: Store | None, scratch: Path) -> Path:
    if source.path is not None:
        return source.path
    if inbox is None:
        raise NothingToRead(source.name, "没有给出存储库")
    for key in source.keys:
        inbox.download(key, scratch / "package" / key)
    return scratch / "package" / source.name


def _left_out(file: SourceFile, how: str) -> Reading:
    problem = Problem(
        code="reading_stopped",
        file=file.name,
        what=f"读取这个文件时{how}，已跳过",
        next_step="请人工打开查看；也可请申报人另存为 PDF 或 .docx 后重新提交。",
    )
    return Reading(file=file, problems=(problem,))


def _row(source: Source, run: str, dossier: Dossier, vault: Vault, *, pages: int = 0, before: bool = False) -> Row:
    shown = mask_dossier(dossier)
    return Row(
        package=source.name,
        applicant=shown.applicant,
        outcome=shown.outcome,
        reasons=shown.reasons,
        dossier=vault.store.address(f"{run}/{PAGE}"),
        run=run,
        pages=pages,
        before=before,
        trace=canonical(trace_of(dossier).model_copy(update={"package": source.name})),
    )
