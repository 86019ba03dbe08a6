"""One `zishen run` measured from outside: its time, its processors' time, its memory, and what it told of its steps."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pydantic import Field

from flows.steps import Did, Step
from flows.worker import share
from pipeline.model import Noun, Outcome
from tests.flows.cluster import Cluster

ZISHEN = Path(sys.executable).parent / "zishen"
ONE_THREAD = {**share(1), "ZISHEN_OCR_THREADS": "1"}
_DONE = {0, 1}  # 1: some package could not be done, which is a part of every season
_LOOK_SECONDS = 0.1
_PATIENCE = 60
_STAGES = {Did.RECEIVED: "receive", Did.EXTRACTED: "extract", Did.JUDGED: "judge", Did.DRAWN: "draw", Did.KEPT: "keep"}
_MEDIA = {"pdf": "read PDF text", "docx": "read Word", "ole": "read old Word", "rtf": "read old Word"}


class Run(Noun):
    """What one run took. `spent` are seconds of its workers by stage; `first` and `last` count from its start.

    `tenths` are the seconds between the ends of each tenth of the packages; `peak_mib` is of the process that was
    started, without its children, and `processor` of them all.
    """

    name: str
    packages: int
    workers: int
    seconds: float
    processor: float
    failed: int = 0
    pages: int = 0
    scanned: int = 0
    peak_mib: float = 0.0
    first: float = 0.0
    last: float = 0.0
    sealing: float = 0.0
    spent: dict[str, float] = Field(default_factory=dict)
    tenths: tuple[float, ...] = ()
    load: float = 0.0
    told: int = 0  # values that the papers of these packages print, and how many of them were found
    found: int = 0


class Taken(Noun):
    """What a process took, whatever it did."""

    seconds: float
    processor: float
    peak_mib: float
    code: int


def watched(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> Taken:
    """Run a command to its end. Its children count where it waited for them, which our own processes do."""
    began = time.monotonic()
    with log.open("ab") as out:
        running = subprocess.Popen(command, env=dict(environment), stdout=out, stderr=out)
    peak = 0.0
    while True:
        peak = max(peak, highest_mib(running.pid))
        done, status, used = os.wait4(running.pid, os.WNOHANG)
        if done:
            break
        time.sleep(_LOOK_SECONDS)
    running.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - began
    return Taken(
        seconds=round(seconds, 3),
        processor=round(used.ru_utime + used.ru_stime, 3),
        peak_mib=round(peak, 1),
        code=running.returncode,
    )


def highest_mib(pid: int) -> float:
    """Give the most memory that a process has held so far; 0 when it is gone."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in told if line.startswith("VmHWM:")), 0.0)


def review(
    name: str, batch: Path, scratch: Path, words: Sequence[str], workers: int = 2, *, one_thread: bool = False
) -> Run:
    """Run `zishen run` over a batch into an empty store, which is thrown away.

    With `one_thread` each worker has one thread however many workers there are; otherwise it is as users have it.
    """
    room = Path(tempfile.mkdtemp(dir=scratch))  # a store of its own: what failed before is tried again
    store, events, log = room / "store", room / "events.jsonl", room / "run.log"
    environment = {**os.environ, "ZISHEN_HOME": str(scratch / "home"), "PREFECT_API_URL": ""}
    if one_thread:
        environment |= ONE_THREAD
    load, began = os.getloadavg()[0], time.time()
    told = ["--store", str(store), "--events", str(events), "--workers", str(workers), "--json", *words]
    taken = watched([str(ZISHEN), "run", str(batch), *told], log, environment)
    if taken.code not in _DONE:
        raise RuntimeError(f"{name}: exit code {taken.code}\n{log.read_text(encoding='utf-8')[-2000:]}")
    steps = [Step.model_validate_json(line) for line in events.read_text(encoding="utf-8").splitlines()]
    shutil.rmtree(room, ignore_errors=True)
    return summed(name, taken, steps, began, workers).model_copy(update={"load": round(load, 2)})


def summed(name: str, taken: Taken, steps: Iterable[Step], began: float, workers: int) -> Run:
    """Put together what was seen from outside and what the run told."""
    steps = list(steps)
    read = [step for step in steps if step.did is Did.READ]
    finished = [step for step in steps if step.did is Did.FINISHED]
    ends = sorted(round(step.at - began, 3) for step in finished)
    return Run(
        name=name,
        packages=len(finished),
        workers=workers,
        seconds=taken.seconds,
        processor=taken.processor,
        peak_mib=taken.peak_mib,
        failed=sum(step.what not in {*Outcome} for step in finished),
        pages=sum(step.pages for step in read),
        scanned=sum(step.scanned for step in read),
        first=min((round(step.at - began, 3) for step in steps if step.did is Did.STARTED), default=0.0),
        last=ends[-1] if ends else 0.0,
        sealing=sum(step.seconds for step in steps if step.did is Did.SEALED),
        spent=spent(steps),
        tenths=tenths(ends),
    )


def spent(steps: Iterable[Step]) -> dict[str, float]:
    """Add up the seconds by stage. What is no stage (looking whether a package was done before) is not in it."""
    found: dict[str, float] = {}
    for step in steps:
        stage = reading(step) if step.did is Did.READ else _STAGES.get(step.did)
        if stage:
            found[stage] = found.get(stage, 0.0) + step.seconds
    return {stage: round(seconds, 3) for stage, seconds in found.items()}


def reading(step: Step) -> str:
    """Name the kind of reading: what was read from pixels is a scan, in whatever file it came."""
    if step.scanned:
        return "read scans"
    return _MEDIA.get(step.media, "read others")


def tenths(ends: Sequence[float]) -> tuple[float, ...]:
    """Give the seconds that each tenth of the packages took, the first from the first end on.

    >>> tenths([float(second) for second in range(21)])
    (2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0)
    """
    each = (len(ends) - 1) // 10
    if each < 1:
        return ()
    return tuple(round(ends[(tenth + 1) * each] - ends[tenth * each], 3) for tenth in range(10))


class Record:
    """The runs that were measured, each kept in a file at once, so that what was cut off goes on."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True) if file and file.exists() else []
        self._known = {one.name: one for one in map(Run.model_validate_json, _whole(lines))}
        if file and lines:
            file.write_text("".join(_whole(lines)), encoding="utf-8")

    def once(self, name: str, measure: Callable[[str], Run]) -> Run:
        """Measure a run of this name, or recall it."""
        if name not in self._known:
            self._known[name] = run = measure(name)
            print(f"{name}: {run.packages} packages in {run.seconds:.0f} s", file=sys.stderr, flush=True)
            if self._file:
                with self._file.open("a", encoding="utf-8") as file:
                    file.write(run.model_dump_json() + "\n")
        return self._known[name]


def _whole(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line.endswith("\n")]


@contextmanager
def dask_cluster(folder: Path) -> Iterator[str]:
    """A scheduler and two workers of one thread, up before anything is timed, as the hosts of a cluster are."""
    from distributed import Client

    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        cluster = Cluster(folder, held, ONE_THREAD)
        with Client(cluster.address, timeout=_PATIENCE) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(len(cluster.workers), timeout=_PATIENCE)
        yield cluster.address
