"""Verdicts from perfect facts, and how fast they come: `python -m benchmarks.judging --pairs N [--workers N] [--save]`.

Each number gives a pair of packages, a clean one and the same spoilt, laid out but not scanned. What their papers print
is judged as if it had been read without a fault and held against what a careful person concludes. `--keep` writes the
answer sheets, one JSON a line, and `--sheets` judges such a file again. `--speed` times 1,000 fact files of one
regulation.
"""

import argparse
import gc
import json
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.accuracy_compare import grade_verdict
from benchmarks.perfect import facts_of
from benchmarks.wilson import Share
from flows.judging import sheet_in, uncollected
from pipeline.dossier import conclude
from pipeline.model import Finding, Noun, Verdict, canonical
from pipeline.settings import Office
from samples.answers import AnswerSheet
from samples.conclusions.answer import VerdictTruth
from samples.world import localities
from validators.judge import judge
from validators.pack import load

ROOT = Path(__file__).parent.parent
_FILES = 1000
_TIMED = "shanghai-2022"


class Outcome(Noun):
    """How one thing came out: which regulation, clean or spoilt, what it was and the words for a person to look at."""

    rules: str
    state: str
    figure: str
    grade: str
    words: str = ""


def measure(truth: AnswerSheet) -> Iterator[Outcome]:
    """Judge one package and grade each verdict, the doubts of open ones and the proposal."""
    state = "spoilt" if truth.defects else "clean"
    graded = partial(Outcome, rules=truth.rules, state=state)
    sheet, office = facts_of(truth), Office(name="度量", readings=truth.readings)
    findings = judge(sheet, load(truth.rules), truth.award, office, truth.on)
    by_rule = {finding.rule: finding for finding in findings}
    for told in truth.verdicts:
        if (found := _answering(told.rule, by_rule)) is None:
            yield graded(figure="verdict", grade="no finding", words=f"{truth.name} {truth.award} {told.rule}")
            continue
        words = f"{truth.name} {truth.award} {truth.defects}: {_said(told, found)}"
        grade = grade_verdict(told.verdict, found.verdict.value)
        yield graded(figure="verdict", grade=grade, words="" if grade == "right" else words)
        if told.verdict == found.verdict.value == Verdict.UNDETERMINED.value:
            same = told.doubt == (found.doubt or "")
            yield graded(figure="doubt", grade="right" if same else "wrong", words="" if same else words)
    proposed = conclude(findings, sheet.problems)[0].value
    held = proposed == truth.outcome
    words = f"{truth.name} {truth.award} {truth.defects}: must be {truth.outcome}, is {proposed}"
    yield graded(figure="proposal", grade="right" if held else "wrong", words="" if held else words)


def _answering(rule: str, findings: dict[str, Finding]) -> Finding | None:
    """Find what answers under an id, or under the id with an award behind it where a pack tells awards apart."""
    return findings.get(rule) or next((one for id_, one in findings.items() if id_.startswith(f"{rule}-")), None)


def _said(told: VerdictTruth, found: Finding) -> str:
    must, is_ = f"{told.verdict} {told.doubt}".strip(), f"{found.verdict.value} {found.doubt or ''}".strip()
    return f"{found.rule} must be {must} ({told.why}), is {is_} ({found.sentence})"


def made(pairs: int, seed: int, workers: int) -> Iterator[AnswerSheet]:
    """Lay out so many pairs of packages, spread evenly over the regulations."""
    with ProcessPoolExecutor(workers) as pool:
        for both in pool.map(partial(_pair, seed), range(pairs)):
            yield from both


def _pair(seed: int, number: int) -> tuple[AnswerSheet, AnswerSheet]:
    from samples.ledgers import write_down

    rules = sorted(localities())
    return write_down(rules[number % len(rules)], number // len(rules), seed)


def table(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Say for each regulation, clean and spoilt, how many packages there were and how their verdicts came out."""
    counts = Counter((one.rules, one.state, one.figure, one.grade) for one in outcomes)
    kinds = sorted({(rules, state) for rules, state, _, _ in counts})
    heads = (("packages", 9), ("verdicts", 10), ("right", 9), ("false met", 11), ("false not", 11), ("doubts", 9))
    yield " " * 30 + "".join(f"{word:>{width}}" for word, width in heads) + f"{'proposals':>11}"
    for rules, state in [*kinds, *(("", state) for state in ("clean", "spoilt")), ("", "")]:
        told: Counter[tuple[str, str]] = Counter()
        for (one, other, figure, grade), count in counts.items():
            if rules in {"", one} and state in {"", other}:
                told[figure, grade] += count
        packages, verdicts = (sum(n for (f, _), n in told.items() if f == figure) for figure in ("proposal", "verdict"))
        right = Share(told["verdict", "right"], verdicts)
        doubts = Share(told["doubt", "right"], told["doubt", "right"] + told["doubt", "wrong"])
        yield (
            f"{f'{rules} {state}'.strip() or 'all':<30}{packages:>9}{verdicts:>10}{right.rate:>9.2%}"
            f"{told['verdict', 'false met']:>11}{told['verdict', 'false not_met']:>11}"
            f"{doubts.rate:>9.2%}{told['proposal', 'right']:>6}/{packages}"
        )


def speed(files: list[tuple[bytes, str, Office, date]], rules: str) -> dict[str, Any]:
    """Time 1,000 fact files of one regulation in one process: JSON in, findings out."""
    pack, different = load(rules), len(files)
    sizes = [len(raw) for raw, *_ in files]
    files = (files * (_FILES // different + 1))[:_FILES]
    gc.freeze()  # what the measuring keeps is no part of the work
    with uncollected():
        start, used = time.perf_counter(), time.process_time()
        for raw, award, office, on in files:
            judge(sheet_in(rules, raw), pack, award, office, on)
        seconds, cpu = time.perf_counter() - start, time.process_time() - used
    gc.unfreeze()
    told = {
        "rules": rules,
        "files": len(files),
        "different": different,
        "kilobytes": round(sum(sizes) / 1000 / different),
    }
    return {
        **told,
        "seconds": round(seconds, 2),
        "processor seconds": round(cpu, 2),
        "load": round(os.getloadavg()[0], 1),
    }


def fact_files(sheets: list[AnswerSheet], rules: str) -> list[tuple[bytes, str, Office, date]]:
    wanted = [one for one in sheets if one.rules == rules]
    return [(canonical(facts_of(one)), one.award, Office(readings=one.readings), one.on) for one in wanted]


def run(arguments: argparse.Namespace) -> int:
    if arguments.sheets:
        lines = arguments.sheets.read_text(encoding="utf-8").splitlines()
        sheets = [AnswerSheet.model_validate_json(line) for line in lines]
    else:
        sheets = []
        for sheet in made(arguments.pairs, arguments.seed, arguments.workers):
            sheets.append(sheet)
            print(f"\r{len(sheets)} packages", end="", file=sys.stderr, flush=True)
    if arguments.keep:
        arguments.keep.write_text("".join(f"{sheet.model_dump_json()}\n" for sheet in sheets), encoding="utf-8")
    outcomes = [one for sheet in sheets for one in measure(sheet)]
    told: dict[str, Any] = {
        "date": date.today().isoformat(),  # noqa: DTZ011 - the day the figures were taken, where they were taken
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "packages": len(sheets),
        "set": {"pairs": len(sheets) // 2, "seed": arguments.seed},
        "counts": {
            " ".join(key): count
            for key, count in sorted(Counter((one.rules, one.state, one.figure, one.grade) for one in outcomes).items())
        },
    }
    print(f"{told['date']}, {told['packages']} packages")
    print("\n".join(table(outcomes)))
    wrong = [one for one in outcomes if one.words]
    for one in wrong[: arguments.shown]:
        print(f"  [{one.figure}: {one.grade}] {one.words}")
    if arguments.speed:
        files = fact_files(sheets, _TIMED)
        sheets.clear()
        told["speed"] = speed(files, _TIMED)
        print(f"speed: {told['speed']}")
    if arguments.save:
        saved = ROOT / "benchmarks" / "results" / f"judging-{told['date']}.json"
        saved.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if any(one.grade.startswith("false") for one in outcomes) else 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=25, help="how many pairs of packages, clean and spoilt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="how many processes lay papers out")
    parser.add_argument("--sheets", type=Path, help="judge the answer sheets of this file instead of making any")
    parser.add_argument("--keep", type=Path, help="write the answer sheets here, one a line")
    parser.add_argument("--shown", type=int, default=20, help="how many disagreements to print")
    parser.add_argument("--speed", action="store_true", help="time 1,000 fact files of one regulation too")
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/judging-<date>.json")
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
