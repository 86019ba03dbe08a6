"""The runs behind each figure of `benchmarks/speed.py`: which packages, how often, and which sides take turns."""

import json
import os
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy_truth import Told, folded, truths
from benchmarks.afternoon import kinds
from benchmarks.small_packages import RULES, packages
from benchmarks.speed_ocr import measure, ours, scans
from benchmarks.speed_ocr import watched as inside_models
from benchmarks.speed_runs import Record, Run, dask_cluster, review, watched
from extractors.ink.ocr import OcrSettings

_ON = ("--on", "2026-06-30")
_WORKERS = 2


@dataclass(frozen=True)
class Bench:
    """Where the built packages lie, where there is room to work, and what was measured before."""

    packages: Path
    scratch: Path
    record: Record
    seed: int

    def sample(self, count: int) -> list[Path]:
        """Take so many packages, the same ones every time; a smaller sample is part of no larger one on purpose."""
        found = sorted((self.packages / "packages").iterdir())
        chosen = random.Random(self.seed).sample(found, min(count, len(found)))  # noqa: S311 - a sample that can be named
        return sorted(chosen)

    def laid_out(self, name: str, chosen: Sequence[Path]) -> Path:
        """Copy packages into a folder of their own."""
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for one in chosen:
            (shutil.copytree if one.is_dir() else shutil.copyfile)(one, folder / one.name)
        return folder

    def review(self, name: str, batch: Path, words: Sequence[str], workers: int, *, one_thread: bool = False) -> Run:
        """Measure one run; the first of a home makes Prefect's database, and is not counted."""
        if not (self.scratch / "home").exists():
            (self.scratch / "home").mkdir()
            packages(self.scratch / "warm", 1)
            review("warm", self.scratch / "warm", self.scratch, RULES, 1)
        return review(name, batch, self.scratch, words, workers, one_thread=one_thread)


def season(bench: Bench, count: int) -> Run:
    """Review a mixed batch as a user would: both for the share of orchestration and for the stages."""

    def run(name: str) -> Run:
        return bench.review(name, bench.laid_out("batch", bench.sample(count)), _ON, _WORKERS)

    return bench.record.once(f"season of {count}, seed {bench.seed}", run)


def afternoon(bench: Bench, count: int, blocks: int) -> tuple[list[Run], list[Run]]:
    """Let the afternoon script and us take turns over the blocks of one sample; who begins changes."""
    chosen = bench.sample(count)
    size = -(-len(chosen) // blocks)
    theirs: list[Run] = []
    mine: list[Run] = []
    for number, first in enumerate(range(0, len(chosen), size)):
        block = chosen[first : first + size]
        named = f"{count}, seed {bench.seed}, block {number + 1} of {blocks}"

        def script(name: str, block: Sequence[Path] = block) -> Run:
            return _script(name, bench, block)

        def run(name: str, block: Sequence[Path] = block) -> Run:
            return bench.review(name, bench.laid_out("batch", block), _ON, _WORKERS)

        turns = [(theirs, f"afternoon script of {named}", script), (mine, f"zishen of {named}", run)]
        for side, name, measured in turns if number % 2 == 0 else reversed(turns):
            side.append(bench.record.once(name, measured))
    return theirs, mine


def _script(name: str, bench: Bench, block: Sequence[Path]) -> Run:
    """Run the afternoon script; the loading of its models is not counted, as ours is."""
    batch, out = bench.laid_out("batch", block), bench.scratch / "afternoon.jsonl"
    command = [sys.executable, "-m", "benchmarks.afternoon", str(batch), str(out)]
    taken = watched(command, bench.scratch / "afternoon.log", os.environ)
    if taken.code:
        raise RuntimeError((bench.scratch / "afternoon.log").read_text(encoding="utf-8")[-2000:])
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    known = {truth.package.name: truth.facts for truth in truths(bench.packages) if truth.package in block}
    hits = [hit for line in lines for hit in found(known.get(line["package"], ()), line["fields"])]
    return Run(
        name=name,
        packages=len(lines),
        workers=1,
        seconds=round(sum(line["seconds"] for line in lines), 3),
        processor=round(sum(line["processor"] for line in lines), 3),
        peak_mib=taken.peak_mib,
        failed=sum(bool(line["failed"]) for line in lines),
        pages=sum(line["pages"] for line in lines),
        scanned=sum(line["scanned"] for line in lines),
        told=len(hits),
        found=sum(hits),
    )


def found(facts: Sequence[Told], fields: Sequence[tuple[str, str]]) -> Iterator[bool]:
    """Say of each legible value under a label whether the script found it, other words around it allowed."""
    asked = {field for kind in kinds() for field in kind.labels.values()}
    seen: dict[str, list[str]] = {}
    for field, value in fields:
        seen.setdefault(field, []).append(folded(value))
    for fact in facts:
        if fact.legible and fact.quote and fact.field in asked:
            yield any(folded(fact.quote) in value for value in seen.get(fact.field, ()))


def workers(bench: Bench, count: int, rounds: int) -> tuple[list[Run], list[Run], list[Run]]:
    """One worker, two, and two hosts of a cluster take turns over the same packages, each with one thread."""
    named = f"{count}, seed {bench.seed}"

    def local(name: str, width: int) -> Run:
        return bench.review(name, bench.laid_out("batch", bench.sample(count)), _ON, width, one_thread=True)

    def there(name: str) -> Run:
        batch = bench.laid_out("batch", bench.sample(count))
        shutil.rmtree(bench.scratch / "hosts", ignore_errors=True)
        with dask_cluster(bench.scratch / "hosts") as address:
            return bench.review(name, batch, (*_ON, "--cluster", address), _WORKERS, one_thread=True)

    one, two, cluster = [], [], []
    for turn in range(1, rounds + 1):
        one.append(bench.record.once(f"one worker, {named}, round {turn}", lambda name: local(name, 1)))
        two.append(bench.record.once(f"two workers, {named}, round {turn}", lambda name: local(name, 2)))
        cluster.append(bench.record.once(f"two Dask workers, {named}, round {turn}", there))
    return one, two, cluster


def flat(bench: Bench, counts: Sequence[int], repeats: int) -> list[Run]:
    """Review small packages of text, small batches several times because their difference is small."""
    runs = []
    for turn in range(1, repeats + 1):
        for count in counts:
            if turn > 1 and count == max(counts):
                continue

            def run(name: str, count: int = count) -> Run:
                folder = bench.scratch / f"small-{count}"
                if not folder.exists():
                    packages(folder, count, form=True)
                return bench.review(name, folder, RULES, _WORKERS)

            runs.append(bench.record.once(f"{count} small packages, {turn}", run))
    return runs


def bare(bench: Bench, pages: int, threads: int) -> tuple[float, float, int]:
    """Give the processor seconds that reading scans takes, those inside its models, and of how many pages."""
    settings = OcrSettings(threads=threads)
    read, chosen = ours(settings), scans(bench.packages, pages)
    if not chosen:
        raise RuntimeError(f"no pictures with truth in {bench.packages}")
    read(chosen[0].picture)  # the first page loads and compiles
    inside = inside_models(settings)
    took = measure(chosen, {"ours": read})["ours"]
    return took.processor, inside[0], len(chosen)
