"""How long a person waits before anything happens: `python -m benchmarks.startup [--runs N] [--save]`.

Whole commands are timed from outside, after one run that is not counted. The batch figures are upper bounds of the time
before the first package is read: they time a whole batch of one text-only package.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
ZISHEN = Path(sys.executable).parent / "zishen"
PACKAGE = ROOT / "samples/shanghai/packages"


class Figure(NamedTuple):
    """One waiting time: what was run, how long a person should wait at most, and how long they did."""

    what: str
    limit: float
    seconds: list[float]

    def row(self) -> str:
        low, middle, high = min(self.seconds), statistics.median(self.seconds), max(self.seconds)
        return f"{self.what:<44} {middle:7.2f} {low:7.2f} {high:7.2f} {self.limit:7.1f} {len(self.seconds):3d}"


def timed(words: list[str], home: Path) -> float:
    """Run one command to its end and give the seconds it took."""
    start = time.perf_counter()
    subprocess.run(
        [ZISHEN, *words],
        check=True,
        env={**os.environ, "ZISHEN_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def text_only(scratch: Path) -> Path:
    """Give a folder with one package: the clean sample without its pictures and scans."""
    clean = min(PACKAGE.iterdir())
    inside = scratch / "batch" / clean.name
    for file in clean.rglob("*"):
        if file.suffix in {".docx", ".pdf"} and "扫描" not in file.name:
            copy = inside / file.relative_to(clean)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    return inside.parent


def measure(runs: int) -> list[Figure]:
    """Time every command `runs` times."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        batch = text_only(scratch)
        package = next(batch.iterdir())
        on = ["--rules", "shanghai-2022", "--award", "gold-organisation", "--on", "2026-06-30"]
        figures = []
        for what, limit, words in (
            ("zishen --help", 0.5, ["--help"]),
            ("zishen rules list", 1.0, ["rules", "list"]),
            ("zishen check, text layers only", 3.0, ["check", str(package), *on]),
        ):
            timed(words, scratch)
            figures.append(Figure(what, limit, [timed(words, scratch) for _ in range(runs)]))
        first: list[float] = []
        later: list[float] = []
        for run in range(runs):
            home = scratch / f"home-{run}"
            for times in (first, later):
                store = scratch / f"store-{run}-{len(times)}"
                times.append(timed(["run", str(batch), "--store", str(store), *on], home))
        figures.append(Figure("zishen run of one text package, fresh home", 15.0, first))
        figures.append(Figure("zishen run of one text package, later", 8.0, later))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/startup-<date>.json")
    arguments = parser.parse_args()
    figures = measure(arguments.runs)
    print(f"{'seconds':<44} {'median':>7} {'min':>7} {'max':>7} {'limit':>7} {'n':>3}")
    for figure in figures:
        print(figure.row())
    if arguments.save:
        today = date.today().isoformat()  # noqa: DTZ011 - the day the figures were taken, where they were taken
        rows = [{**figure._asdict(), "seconds": [round(one, 3) for one in figure.seconds]} for figure in figures]
        machine = {"date": today, "python": platform.python_version(), "cores": os.cpu_count()}
        result = {**machine, "figures": rows}
        folder = ROOT / "benchmarks/results"
        folder.mkdir(exist_ok=True)
        (folder / f"startup-{today}.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
