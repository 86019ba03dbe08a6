"""The arithmetic of `benchmarks/speed.py`: from measured runs to ratios, each with its n and its mark."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from benchmarks.speed_runs import Run
from pipeline.model import Noun

REST = "the rest"
SEAL = "batch papers and seal"
STAGES = (
    "receive", "read scans", "read PDF text", "read Word", "read old Word", "read others", "extract", "judge", "draw",
    "keep", SEAL, REST,
)  # fmt: skip


class Line(Noun):
    """One figure: what it is, of how many, and between which marks it should lie."""

    what: str
    value: float
    n: int
    at_least: float | None = None
    at_most: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the mark is reached; None where there is none."""
        if self.at_least is None and self.at_most is None:
            return None
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)


def afternoon(theirs: Sequence[Run], ours: Sequence[Run]) -> Iterator[Line]:
    """How many times the packages an hour of the afternoon script we do, over the same packages."""
    n = _same(theirs, ours)
    yield _line("times the packages an hour of the afternoon script", _clock(theirs) / _clock(ours), n, at_least=4)
    yield _line("the same by processor time", _processor(theirs) / _processor(ours), n)
    yield _line("packages an hour, afternoon script", n / _clock(theirs) * 3600, n)
    yield _line("packages an hour, zishen run", n / _clock(ours) * 3600, n)
    if told := sum(run.told for run in theirs):
        found = sum(run.found for run in theirs)
        yield _line("printed values that the afternoon script finds", found / told, told)


def orchestration(run: Run) -> Iterator[Line]:
    """What share of the clock no worker reads, judges, draws or keeps in, and when in the run that is."""
    n, whole = run.packages, run.seconds
    ending = max(run.seconds - run.last - run.sealing, 0.0)
    lost = rest(run)
    yield _line("orchestration, share of the clock", lost / whole, n, at_most=0.05)
    yield _line("  before the first package is begun", run.first / whole, n)
    yield _line("  between packages and while a worker has none", (lost - run.first - ending) / whole, n)
    yield _line("  after the last package, sealing aside", ending / whole, n)


def stages(run: Run) -> dict[str, float]:
    """Seconds of the clock by stage, which add up to the whole run: two workers side by side each count half."""
    told = {stage: seconds / run.workers for stage, seconds in run.spent.items()}
    told |= {SEAL: run.sealing, REST: rest(run)}
    return {stage: round(told[stage], 3) for stage in STAGES if stage in told}


def rest(run: Run) -> float:
    """Seconds of the clock that are no stage of any package."""
    return run.seconds - run.sealing - sum(run.spent.values()) / run.workers


def shares(run: Run) -> Iterator[Line]:
    for stage, seconds in stages(run).items():
        yield _line(f"  {stage}, share of the clock", seconds / run.seconds, run.packages)


def reading_over_models(whole: float, models: float, pages: int) -> Line:
    return _line("reading a scan over its models alone (processor)", whole / models, pages)


def flat(runs: Iterable[Run]) -> Iterator[Line]:
    """What a further package costs in a small batch and in a large one, and whether the parent's memory grows.

    The fixed cost of a run (its start, each worker's first package) falls out of the difference of two batches.
    """
    by_count: dict[int, list[Run]] = {}
    for run in runs:
        by_count.setdefault(run.packages, []).append(run)
    counts = sorted(by_count)
    seconds = {count: statistics.median(run.seconds for run in by_count[count]) for count in counts}
    processor = {count: statistics.median(run.processor for run in by_count[count]) for count in counts}
    peak = {count: statistics.median(run.peak_mib for run in by_count[count]) for count in counts}
    for count in counts:
        yield _line(f"seconds a package at {count}, start and end included", seconds[count] / count, count)
        yield _line(f"highest MiB of the parent at {count}", peak[count], count)
    if len(counts) > 1:
        what = f"highest memory of the parent, {counts[-1]} over {counts[0]}"
        yield _line(what, peak[counts[-1]] / peak[counts[0]], counts[-1], at_most=1.1)
    for (first, second), (third, fourth) in pairwise(pairwise(counts)):
        what = f"a further package, {third} to {fourth} over {first} to {second}"
        for name, told, mark in (("clock", seconds, 0.1), ("processor", processor, None)):
            slope = (told[fourth] - told[third]) / (fourth - third)
            ratio = slope / ((told[second] - told[first]) / (second - first))
            low, high = (1 - mark, 1 + mark) if mark else (None, None)
            yield _line(f"{what} ({name})", ratio, fourth, at_least=low, at_most=high)
    for run in by_count[counts[-1]]:
        if run.tenths and run.tenths[1]:
            what = f"the last tenth of {run.packages} packages over the second"
            yield _line(what, run.tenths[-1] / run.tenths[1], run.packages)


def second_worker(one: Sequence[Run], two: Sequence[Run], cluster: Sequence[Run]) -> Iterator[Line]:
    """What a second process adds, and what the way over a cluster costs, over the same packages."""
    n = _same(one, two)
    yield _line("throughput of two workers over one", _clock(one) / _clock(two), n, at_least=1.7)
    yield _line("the same, from the first package's start to the last's end", _working(one) / _working(two), n)
    yield _line("processor time of one worker over two", _processor(one) / _processor(two), n)
    if cluster:
        _same(two, cluster)
        yield _line("throughput of two Dask workers over two local", _clock(two) / _clock(cluster), n, at_least=0.9)


def _same(one: Sequence[Run], other: Sequence[Run]) -> int:
    """Count the packages, which must be as many on both sides."""
    counts = [[run.packages for run in each] for each in (one, other)]
    if not one or counts[0] != counts[1]:
        raise ValueError(f"not the same packages: {counts}")
    return sum(counts[0])


def _clock(runs: Iterable[Run]) -> float:
    return sum(run.seconds for run in runs)


def _processor(runs: Iterable[Run]) -> float:
    return sum(run.processor for run in runs)


def _working(runs: Iterable[Run]) -> float:
    return sum(run.last - run.first for run in runs)


def _line(what: str, value: float, n: int, *, at_least: float | None = None, at_most: float | None = None) -> Line:
    return Line(what=what, value=round(value, 4), n=n, at_least=at_least, at_most=at_most)


def table(lines: Iterable[Line]) -> Iterator[str]:
    """Show each figure with its n, its mark and whether it is reached."""
    yield f"{'':<68} {'':>9} {'n':>6}  wanted"
    for line in lines:
        marks = [f">= {line.at_least:g}"] if line.at_least is not None else []
        marks += [f"<= {line.at_most:g}"] if line.at_most is not None else []
        said = {None: "", True: "  reached", False: "  MISSED"}[line.met]
        yield f"{line.what:<68} {line.value:9.3f} {line.n:6d}  {' and '.join(marks)}{said}".rstrip()
