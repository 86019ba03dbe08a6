"""How often we are right: `python -m benchmarks.accuracy [--packages DIR | --count N --seed S --rules ID]`.

Without a folder or a count the committed packages are measured. With a count, that many are built first. `--floors`
holds the figures against benchmarks/floors.toml and fails under one.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.accuracy_figures import as_data, below, table, tallied, unlisted
from benchmarks.accuracy_measure import Count, measure
from benchmarks.accuracy_truth import Truth, truths
from extractors.ink.ocr import OcrSettings
from pipeline.model import Noun

ROOT = Path(__file__).parent.parent
COMMITTED = (ROOT / "samples" / "shanghai", ROOT / "samples" / "gallery")
FLOORS = Path(__file__).with_name("floors.toml")
_SHOWN = 30  # failures on the terminal; a file gets them all
_FAILURES = {"wrong", "missed", "invented", "false met", "false not_met", "undetermined", "other", "failed"}
_WORST = ("false met", "false not_met", "failed", "undetermined", "other", "wrong", "invented", "missed")


class _Measured(Noun):
    """What came of one package, as the file of a long run keeps it."""

    package: str
    counts: tuple[Count, ...]


def counted(folder: Path, workers: int = 1, so_far: Path | None = None) -> list[Count]:
    """Measure every package of a folder, telling on stderr how far it is.

    With `so_far` each package's counts are kept in that file at once, and those it already holds are not made again:
    the large set takes hours, and a run that was cut off goes on.
    """
    known = _kept(so_far)
    counts = [one for each in known.values() for one in each]
    told = [truth for truth in truths(folder) if str(truth.package) not in known]
    for number, (truth, found) in enumerate(zip(told, _measured(told, workers), strict=True), len(known) + 1):
        print(f"\r{number} {truth.package.name[:60]:<60}", end="", file=sys.stderr, flush=True)
        counts.extend(found)
        if so_far:
            line = _Measured(package=str(truth.package), counts=tuple(found)).model_dump_json()
            with so_far.open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")
    print(file=sys.stderr)
    return unlisted(counts)


def _kept(so_far: Path | None) -> dict[str, tuple[Count, ...]]:
    """What a run that was cut off had measured; the line it was writing is dropped."""
    if so_far is None or not so_far.exists():
        return {}
    whole = [line for line in so_far.read_text(encoding="utf-8").splitlines(keepends=True) if line.endswith("\n")]
    so_far.write_text("".join(whole), encoding="utf-8")
    return {one.package: one.counts for one in map(_Measured.model_validate_json, whole)}


def _measured(told: list[Truth], workers: int) -> Iterator[list[Count]]:
    """In this process, or in several of one thread each. The counts are the same, in the same order."""
    if workers == 1:
        yield from map(_counts_of, told)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(_counts_of, threads=1), told)


def _counts_of(truth: Truth, threads: int = 2) -> list[Count]:
    return list(measure(truth, OcrSettings(threads=threads)))


def sunk(name: str, counts: list[Count]) -> list[str]:
    """Name what has sunk under the floors of this set of packages."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return [f"{name}: {fault}" for fault in below(tallied(counts), floors[name])]


def failures(counts: list[Count]) -> list[Count]:
    """What went wrong, the costliest first."""
    wrong = (one for one in counts if one.grade in _FAILURES and one.figure != "no rule yet")
    return sorted(wrong, key=lambda one: (one.figure not in {"clause", "outcome"}, _WORST.index(one.grade)))


def result(counts: list[Count], arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "date": date.today().isoformat(),  # noqa: DTZ011 - the day the figures were taken, where they were taken
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "packages": sum(one.weight for one in counts if one.figure == "package"),
        "set": {"rules": arguments.rules, "count": arguments.count, "seed": arguments.seed}
        if arguments.count
        else "committed"
        if tuple(arguments.packages) == COMMITTED
        else "given folders",
        "figures": as_data(tallied(counts)),
    }


def built(arguments: argparse.Namespace, out: Path) -> Path:
    """Build the packages that are asked for."""
    from samples.assemble import RANDOM, build

    spoilt = (RANDOM,) if arguments.mutated else ()
    for sheet in build(
        arguments.rules,
        arguments.count,
        arguments.seed,
        out,
        defects=spoilt,
        degraded=arguments.degraded,
        workers=os.cpu_count() or 1,
    ):
        print(f"\rbuilding {sheet.name[:60]:<60}", end="", file=sys.stderr, flush=True)
    return out


def run(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="zishen-accuracy-") as scratch:
        folders = [built(arguments, arguments.keep or Path(scratch))] if arguments.count else arguments.packages
        found = {folder.name: counted(folder, arguments.workers, arguments.so_far) for folder in folders}
    counts = [one for each in found.values() for one in each]
    if not counts:
        print(f"no packages with truth in {', '.join(map(str, folders))}", file=sys.stderr)
        return 2
    tally, wrong = tallied(counts), failures(counts)
    told = result(counts, arguments)
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(f"{told['date']}, {told['packages']} packages")
        print("\n".join(table(tally)))
        print(f"\nFailures: {len(wrong)}" + (f", the first {_SHOWN}" if len(wrong) > _SHOWN else ""))
        for one in wrong[:_SHOWN]:
            print(f"  [{one.grade}] {one.words}\n      {one.path}")
    if arguments.failures:
        lines = (one.model_dump_json() for one in wrong)
        arguments.failures.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    if arguments.save:
        saved = ROOT / "benchmarks" / "results" / f"accuracy-{told['date']}.json"
        saved.parent.mkdir(exist_ok=True)
        saved.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    faults = [fault for name, each in found.items() for fault in sunk(name, each)] if arguments.floors else []
    for fault in faults:
        print(f"under the floor: {fault}", file=sys.stderr)
    return 1 if faults else 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, nargs="+", default=COMMITTED, help="folders with packages/ and truth/")
    parser.add_argument("--count", type=int, default=0, help="build this many packages and measure them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="build the packages here and keep them, to look at failures")
    parser.add_argument("--rules", default="", help="of one regulation, or regulation/award, only")
    parser.add_argument("--mutated", action="store_true", help="spoil every other package that is built")
    parser.add_argument("--degraded", action="store_true", help="let scans and photos be bad ones too")
    parser.add_argument("--workers", type=int, default=1, help="how many processes read; for the large set")
    parser.add_argument("--so-far", type=Path, help="keep counts here as they come, and go on from what it holds")
    parser.add_argument("--failures", type=Path, help="write every failure here, one JSON a line")
    parser.add_argument("--floors", action="store_true", help="fail if a figure lies under benchmarks/floors.toml")
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/accuracy-<date>.json")
    parser.add_argument("--json", action="store_true")
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
