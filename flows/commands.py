"""What each command does, once its arguments are understood."""

import json
import os
import tempfile
from argparse import Namespace
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pydantic import ValidationError

from pipeline.catalogue import catalogue
from pipeline.dossier import unread
from pipeline.errors import Exit, StoreError, ToolMissing, UnreadableFile
from pipeline.masking import View, mask_dossier
from pipeline.model import Problem, Reading, Submission, canonical
from pipeline.registers import Registers
from pipeline.registry import read_registers
from pipeline.settings import Office, read_machine, read_office

if TYPE_CHECKING:
    from extractors.ink.ocr import OcrSettings
    from flows.review import Desk


def run(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    """Carry out the command that was asked for."""
    if arguments.version:
        print(f"zishen {version('zishen')}", file=out)
        return Exit.DONE
    if arguments.command is None:
        print("请写一个命令，如 zishen check 材料文件夹。全部命令见 zishen --help。", file=err)
        return Exit.INPUT
    if arguments.command == "rules":
        from flows import rules

        return rules.run(arguments, out)
    if arguments.command not in _COMMANDS:
        from flows import vault_commands

        return vault_commands.COMMANDS[arguments.command](arguments, out, err)
    return _COMMANDS[arguments.command](arguments, out, err)


def check(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    """Review one package at once and say, in the applicant's words, what is missing or wrong."""
    from flows.papers import papers_for
    from flows.review import review
    from flows.words import check_words

    view = View(arguments.view)
    with tempfile.TemporaryDirectory(prefix="zishen-") as scratch:
        reviewed = review(arguments.package, _desk(arguments, err), Path(scratch), view=view)
    shown, papers = mask_dossier(reviewed.dossier, view), papers_for(reviewed.papers, view)
    where = _write_out(arguments.out, canonical(shown), papers) if arguments.out else ""
    if arguments.json:
        out.write(canonical(shown).decode())
    else:
        print("\n".join(check_words(shown, where)), file=out)
    return Exit.DONE


def _write_out(folder: Path, data: bytes, papers: Mapping[str, bytes]) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in {"dossier.json": data, **papers}.items():
            (folder / name).write_bytes(content)
    except OSError as fault:
        raise StoreError(str(folder), fault.strerror or "写不进去", "请换一个可以写入的文件夹。") from fault
    return str(folder / "dossier.html")


def run_batch(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    """Review a season's packages as one Prefect flow into a store."""
    from flows import run

    return run.run_batch(arguments, _desk(arguments, err), out, err)


def read_files(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    """Read a file (or every file of a package) and show its words with their places; JSON is one line a file."""
    from flows.words import reading_words

    with tempfile.TemporaryDirectory(prefix="zishen-") as scratch:
        submission, readings = _read(arguments.file, Path(scratch))
    for reading in readings:
        if arguments.json:
            out.write(canonical(reading).decode())
        else:
            print("\n".join(reading_words(reading)), file=out)
    return _say_lost([*submission.problems, *(p for reading in readings for p in reading.problems)], err)


def extract_facts(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    """Find the documents and facts of a file, a package, or what `zishen read --json` wrote."""
    from extractors.extract import extract
    from flows.review import find_facts
    from flows.words import sheet_words

    if arguments.file.suffix == ".json" and arguments.file.is_file():
        sheet = extract(arguments.file.stem, _readings_in(arguments.file))
    else:
        with tempfile.TemporaryDirectory(prefix="zishen-") as scratch:
            sheet = find_facts(*_read(arguments.file, Path(scratch)))
    if arguments.json:
        out.write(canonical(sheet).decode())
    else:
        print("\n".join(sheet_words(sheet)), file=out)
    return _say_lost(sheet.problems, err)


def judge_facts(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    """Judge files of facts by rules alone; no document is opened."""
    from flows import judging

    return judging.run(arguments, _desk(arguments, err), out, err)


def fields(arguments: Namespace, out: TextIO, _: TextIO) -> int:
    """Show the catalogue."""
    from flows.words import field_words

    known = catalogue().values()
    if arguments.json:
        out.write(json.dumps([field.model_dump() for field in known], ensure_ascii=False, sort_keys=True) + "\n")
    else:
        print("\n".join(field_words(known)), file=out)
    return Exit.DONE


def schema(_: Namespace, out: TextIO, __: TextIO) -> int:
    """Print the JSON Schema of a dossier."""
    from pipeline.model import Dossier

    out.write(json.dumps(Dossier.model_json_schema(), ensure_ascii=False, sort_keys=True, indent=2) + "\n")
    return Exit.DONE


def make_samples(arguments: Namespace, out: TextIO, _: TextIO) -> int:
    """Build invented packages with their truth, or list what can be spoilt in them."""
    try:
        from samples.command import run
    except ModuleNotFoundError as fault:
        raise ToolMissing(
            "示例材料的绘制库", str(fault.name), "请先运行 make test，或安装 requirements/dev.txt。"
        ) from fault
    if arguments.samples_command == "defects":
        return run("", 0, 0, Path(), (), list_defects=True, degraded=False, stdout=out)
    return run(
        arguments.rules,
        arguments.count,
        arguments.seed,
        arguments.out,
        arguments.defect,
        list_defects=False,
        degraded=not arguments.clean_scans,
        stdout=out,
    )


_COMMANDS = {
    "check": check,
    "run": run_batch,
    "read": read_files,
    "extract": extract_facts,
    "judge": judge_facts,
    "fields": fields,
    "schema": schema,
    "samples": make_samples,
}


def _desk(arguments: Namespace, err: TextIO) -> "Desk":
    from flows.review import Desk

    office = read_office(arguments.office)
    registers = read_registers(office.registers, arguments.office.parent) if arguments.office else Registers()
    return Desk(
        office, _on(arguments, office, err), _ocr(),
        rules=arguments.rules, award=arguments.award,
        registers=registers, lists=arguments.office.parent if arguments.office else Path(),
    )  # fmt: skip


def _ocr() -> "OcrSettings":
    from extractors.ink.ocr import OcrSettings

    machine = read_machine(os.environ)
    return OcrSettings(engine=machine.ocr_engine, models=machine.ocr_models, threads=machine.ocr_threads)


def _on(arguments: Namespace, office: Office, err: TextIO) -> date:
    on: date | None = arguments.on or office.on
    if on is None:
        on = date.today()  # noqa: DTZ011 - a civil date where the office is
        print(f"没有指定审查基准日，按今天（{on.isoformat()}）计算；可用 --on 指定。", file=err)
    return on


def _read(package: Path, scratch: Path) -> tuple[Submission, list[Reading]]:
    from extractors.reading import read
    from pipeline.intake import receive

    submission, ocr = receive(package, scratch), _ocr()
    return submission, [read(file, scratch / file.sha256, ocr) for file in submission.files]


def _readings_in(file: Path) -> list[Reading]:
    try:
        return [Reading.model_validate_json(line) for line in file.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError, ValidationError) as fault:
        raise UnreadableFile(str(file), "不是 zishen read --json 的输出", "请重新生成后再试。") from fault


def _say_lost(problems: Iterable[Problem], err: TextIO) -> int:
    lost = unread(problems)
    for problem in lost:
        page = f"第 {problem.page} 页" if problem.page else ""
        print(f"没有读出：{problem.file}{page}：{problem.what}。{problem.next_step}", file=err)
    return Exit.INPUT if lost else Exit.DONE
