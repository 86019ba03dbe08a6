"""How fast a season is done: `python -m benchmarks.speed [--only FIGURE] [--packages DIR] [--count N] [--save]`.

orchestration  the share of the clock in which nobody reads, judges, draws or keeps
stages         where the time goes, also as a drawing, and how far reading scans is from what its models alone take
afternoon      packages an hour against what one would write in an afternoon (benchmarks/afternoon.py), in turns
workers        what a second worker adds, each with one thread, and two Dask workers against two local ones
flat           what a further small package costs from 10 to 1,000, and the memory of the parent

Every run is a whole `zishen run` from its start to its end. With --so-far each run that was measured is kept in a file,
and what was cut off goes on. What is saved on one day goes into one file of benchmarks/results, the day on which it was
begun. A figure that cannot be taken costs no other (exit code 2).
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import speed_measured as measured
from benchmarks.accuracy import built
from benchmarks.speed_figures import (
    Line,
    afternoon,
    flat,
    orchestration,
    reading_over_models,
    second_worker,
    shares,
    stages,
    table,
)
from benchmarks.speed_measured import Bench
from benchmarks.speed_plot import Bar, drawing
from benchmarks.speed_runs import Record, Run
from pipeline.keeping import whole

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
_FIGURES = ("orchestration", "stages", "afternoon", "workers", "flat")
_CORES = 2


def figure(name: str, bench: Bench, arguments: argparse.Namespace) -> tuple[list[Line], list[Run], list[Bar]]:
    """Measure one figure: its lines, the runs behind them, and what is to be drawn of it."""
    match name:
        case "orchestration":
            run = measured.season(bench, arguments.count)
            return list(orchestration(run)), [run], []
        case "stages":
            run = measured.season(bench, arguments.count)
            whole, models, pages = measured.bare(bench, arguments.pages, _CORES)
            lines = [*shares(run), reading_over_models(whole, models, pages)]
            bars = [
                Bar(f"{run.packages} mixed packages, {run.pages} pages, {run.workers} workers", stages(run)),
                Bar(f"Reading {pages} scans (processor)", {"models": models, "all else": whole - models}),
            ]
            return lines, [run], bars
        case "afternoon":
            theirs, mine = measured.afternoon(bench, arguments.afternoon_packages, arguments.blocks)
            return list(afternoon(theirs, mine)), [*theirs, *mine], []
        case "workers":
            one, two, cluster = measured.workers(bench, arguments.worker_packages, arguments.rounds)
            return list(second_worker(one, two, cluster)), [*one, *two, *cluster], []
        case _:
            runs = measured.flat(bench, arguments.counts, arguments.repeats)
            return list(flat(runs)), runs, []


def as_data(lines: Sequence[Line], runs: Sequence[Run], load: float) -> dict[str, Any]:
    """One figure as it is kept: where and when it was taken, its lines with their marks, and every run behind them."""
    return {
        "commit": _commit(),
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "load_before": round(load, 2),
        "load_after": round(os.getloadavg()[0], 2),
        "lines": [{**line.model_dump(exclude_none=True), "met": line.met} for line in lines],
        "runs": [run.model_dump(mode="json") for run in runs],
    }


def _commit() -> str:
    command = [shutil.which("git") or "git", "rev-parse", "--short", "HEAD"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def merged(file: Path, name: str, told: dict[str, Any]) -> dict[str, Any]:
    """Put a figure beside those that the day's file holds; the same figure taken again takes its place."""
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"figures": {}}
    figures = {**before["figures"], name: told}
    return {**before, "figures": {one: figures[one] for one in _FIGURES if one in figures}}


def save(folder: Path, day: date, name: str, told: dict[str, Any], bars: Sequence[Bar]) -> None:
    """Put a figure into the file of the day; what it held before stays whole until the new one is."""
    file = folder / f"speed-{day.isoformat()}.json"
    result = {"date": day.isoformat(), **merged(file, name, told)}
    _put(file, json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    if bars:
        _put(file.with_suffix(".svg"), drawing(bars))


def _put(file: Path, text: str) -> None:
    with whole(file.parent) as (written, held):
        written.write(text.encode())
        written.flush()
        held.replace(file)


def _packages(arguments: argparse.Namespace, scratch: Path) -> Path:
    """Take the packages that are there, or build them: of all regulations in turn, scans and photos as they come."""
    folder: Path = arguments.packages or scratch / "built"
    if set(arguments.only) != {"flat"} and not (folder / "packages").is_dir():
        made = {"rules": "", "count": arguments.count, "seed": arguments.seed, "mutated": False, "degraded": True}
        built(argparse.Namespace(**made), folder)
    return folder


def run(arguments: argparse.Namespace) -> int:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:_CORES])
    missed = broken = False
    today = date.today()  # noqa: DTZ011 - the day the figures were begun, where they are taken: they take hours
    with tempfile.TemporaryDirectory(prefix="zishen-speed-") as name:
        scratch = Path(name)
        bench = Bench(_packages(arguments, scratch), scratch, Record(arguments.so_far), arguments.seed)
        for one in arguments.only:
            load = os.getloadavg()[0]
            try:
                lines, runs, bars = figure(one, bench, arguments)
            except Exception:  # noqa: BLE001 - a figure that cannot be taken is told, and costs no other
                print(f"{one} could not be measured:\n{traceback.format_exc()}", file=sys.stderr, flush=True)
                broken = True
                continue
            print("\n".join(table(lines)), flush=True)
            missed |= any(line.met is False for line in lines)
            if arguments.save:
                save(arguments.results, today, one, as_data(lines, runs, load), bars)
    return 2 if broken else int(missed)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=_FIGURES, action="append", default=[], help="this figure; may be repeated")
    parser.add_argument("--packages", type=Path, help="a folder with packages/ and truth/; built there if it has none")
    parser.add_argument("--count", type=int, default=100, help="packages of the season, and to build")
    parser.add_argument("--seed", type=int, default=7, help="of what is built, and of each sample")
    parser.add_argument("--afternoon-packages", type=int, default=50, help="a sample that both sides do")
    parser.add_argument("--blocks", type=int, default=2, help="in which the sides of the afternoon take turns")
    parser.add_argument("--worker-packages", type=int, default=24, help="a sample for one and two workers")
    parser.add_argument("--rounds", type=int, default=1, help="turns of one worker, two workers and a cluster")
    parser.add_argument("--counts", type=_counts, default=(10, 100, 1000), help="of small packages, as 10,100,1000")
    parser.add_argument("--repeats", type=int, default=3, help="of all but the largest count of small packages")
    parser.add_argument("--pages", type=int, default=40, help="pages on which reading is held against its models")
    parser.add_argument(
        "--so-far", type=Path, help="keep each run here as it is measured, and go on from what it holds"
    )
    parser.add_argument("--save", action="store_true", help="write speed-<date>.json and .svg")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the folder in which --save writes")
    arguments = parser.parse_args(argv)
    arguments.only = arguments.only or list(_FIGURES)
    return run(arguments)


def _counts(told: str) -> tuple[int, ...]:
    return tuple(int(one) for one in told.split(","))


if __name__ == "__main__":
    sys.exit(main())
