"""Judge files of facts by the rules alone: one, many, a folder of them, or one sheet a line. No document is opened.

A file that cannot be judged is told by its name and the others are judged all the same.
"""

import gc
import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pydantic import ValidationError

from flows.review import Desk, rules_for
from flows.words import finding_words
from pipeline.catalogue import fault_of
from pipeline.errors import BadFacts, Exit, NothingToRead, UnknownName, UnreadableFile
from pipeline.faults import faults_of
from pipeline.model import FactSheet, Finding, Noun
from validators.judge import judge
from validators.pack import load

_LINES = ".jsonl"


class Judged(Noun):
    """What `zishen judge --json` says of one file of several, on one line."""

    file: str
    package: str
    rules: str
    award: str
    findings: tuple[Finding, ...]


def run(arguments: Namespace, desk: Desk, out: TextIO, err: TextIO) -> int:
    """Judge what was named. A single file is told by its findings alone; of several each says whose they are."""
    _check_names(desk)
    paths: Sequence[Path] = arguments.facts
    if len(paths) == 1 and not paths[0].is_dir() and paths[0].suffix != _LINES:
        findings = judged(str(paths[0]), _bytes_of(paths[0]), desk).findings
        if arguments.json:
            told = [one.model_dump(mode="json") for one in findings]
            out.write(json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n")
        else:
            print("\n".join(finding_words(findings)), file=out)
        return Exit.DONE
    return _run_each(paths, desk, out, err, as_json=arguments.json)


def _run_each(paths: Sequence[Path], desk: Desk, out: TextIO, err: TextIO, *, as_json: bool) -> int:
    count = lost = 0
    with uncollected():
        for path in _listed(paths):
            for name, content in _sheets_in(path):
                count += 1
                try:
                    one = judged(name, content if content is not None else _bytes_of(path), desk)
                except (BadFacts, UnreadableFile, UnknownName) as fault:
                    lost += 1
                    print(f"zishen：{name}：{fault}", file=err)
                    continue
                if as_json:
                    out.write(one.model_dump_json() + "\n")
                else:
                    print("\n".join([f"== {name}（{one.rules} {one.award}）", *finding_words(one.findings)]), file=out)
    print(f"共 {count} 份事实，判了 {count - lost} 份，{lost} 份没有判成。", file=err)
    return Exit.INPUT if lost else Exit.DONE


def judged(name: str, content: bytes, desk: Desk) -> Judged:
    """Judge one sheet as it is written down."""
    sheet = sheet_in(name, content)
    pack, award = rules_for(sheet, desk)
    findings = judge(sheet, pack, award, desk.office, desk.on, desk.registers)
    return Judged.model_construct(file=name, package=sheet.package, rules=pack.id, award=award, findings=findings)


@contextmanager
def uncollected() -> Iterator[None]:
    """Judge many sheets without looking for rings: values form none, and looking costs a third of the time."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def sheet_in(name: str, content: bytes) -> FactSheet:
    """Take facts from JSON, with every fault of it and of its fields told at once."""
    try:
        sheet = FactSheet.model_validate_json(content)
    except ValidationError as fault:
        raise BadFacts(name, faults_of(fault, FactSheet)) from fault
    if faults := [said for fact in sheet.facts if (said := fault_of(fact))]:
        raise BadFacts(name, dict.fromkeys(faults))
    return sheet


def _check_names(desk: Desk) -> None:
    """Say a misspelt regulation or award once, and not for each file."""
    rules, award = desk.rules or desk.office.rules, desk.award or desk.office.award
    if rules and award:
        load(rules).award_of(award)


def _listed(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(one for one in path.rglob("*") if one.suffix in {".json", _LINES} and one.is_file())
        if not found:
            raise NothingToRead(str(path), "没有 .json 或 .jsonl 事实文件")
        yield from found


def _sheets_in(path: Path) -> Iterator[tuple[str, bytes | None]]:
    """Name the sheets of a file, with their bytes where it holds one on each line."""
    if path.suffix != _LINES:
        yield str(path), None
        return
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield f"{path} 第 {number} 行", line
    except OSError:  # told where it is opened again
        yield str(path), None


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise UnreadableFile(str(file), fault.strerror or "打不开", "请检查路径。") from fault
