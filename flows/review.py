"""One submission from its files to its dossier: the whole story, in plain Python.

    receive → read → extract → judge → conclude and seal → draw

Nothing here knows Prefect, a terminal or the date of today.
"""

import base64
import platform
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

from extractors.extract import extract
from extractors.ink.ocr import OcrSettings
from flows.exhibits import cut_exhibits
from flows.papers import PAGE, draw
from flows.recall import READ_WITH, models_used, read_once
from pipeline.dossier import seal
from pipeline.errors import UnknownName
from pipeline.exhibit import PagePicture
from pipeline.intake import receive
from pipeline.manifest import Case, Manifest
from pipeline.masking import View, known_numbers, mask_dossier
from pipeline.model import Dossier, FactSheet, Finding, Reading, RulesUsed, Submission, Version
from pipeline.registers import Registers
from pipeline.settings import Office
from pipeline.store import Store
from pipeline.vault import Run, Vault, batch_folder
from validators.judge import choose, judge, readings_used
from validators.pack import RulePack, available, load
from validators.traces import Trace, trace

_DRAWN_WITH = ("jinja2", "openpyxl", "pillow", "pydantic")
_LIBRARIES = ("zishen", "paddleocr", "pypdfium2", "python-docx", "chinesecalendar", "python-stdnum")


@dataclass(frozen=True)
class Desk:
    """What every submission of a batch is reviewed with."""

    office: Office
    on: date
    ocr: OcrSettings
    rules: str = ""
    award: str = ""
    registers: Registers = field(default_factory=Registers)
    lists: Path = Path()  # the folder in which the registers lie


@dataclass(frozen=True)
class Reviewed:
    """A sealed dossier, complete, and what is drawn from it for people, with personal numbers masked."""

    submission: Submission
    dossier: Dossier
    papers: Mapping[str, bytes]
    pages: tuple[PagePicture, ...] = ()

    @property
    def page(self) -> bytes:
        return self.papers[PAGE]


def review(package: Path, desk: Desk, blobs: Path, memory: Store | None = None, view: View = View.REVIEWER) -> Reviewed:
    """Review one package. `blobs` takes the bytes of its files, by content; `memory` knows what was read before.

    The papers are drawn for `view`. Numbers of people are covered in all of them: the archive has the record itself.
    """
    submission = take_in(package, desk, blobs)
    readings = [read_once(file, blobs / file.sha256, desk.ocr, memory) for file in submission.files]
    return review_read(submission, readings, desk, blobs, view=view)


def take_in(package: Path, desk: Desk, blobs: Path) -> Submission:
    """Receive the files of a package, and lay the office's lists beside them."""
    submission = receive(package, blobs)
    for register in desk.registers.supplied().values():
        shutil.copyfile(desk.lists / register.source.file, blobs / register.sha256)
    return submission


def unheard(_: object) -> None:
    """Tell nobody."""


def review_read(
    submission: Submission,
    readings: Sequence[Reading],
    desk: Desk,
    blobs: Path,
    done: Callable[[str], None] = unheard,
    view: View = View.REVIEWER,
) -> Reviewed:
    """Review a package whose files have been read. `done` hears the name of each step when it is done."""
    sheet = find_facts(submission, readings)
    done("extracted")
    pack, award = rules_for(sheet, desk)
    findings = judge(sheet, pack, award, desk.office, desk.on, desk.registers)
    dossier = sealed(submission, sheet, pack, award, desk, findings)
    done("judged")
    shown = mask_dossier(dossier, View.APPLICANT if view is View.APPLICANT else View.REVIEWER)
    known = known_numbers(dossier.sheet.facts)
    exhibits = cut_exhibits(shown.findings, readings, blobs, known)
    papers = draw(shown, exhibits, desk.office, pack.procedure)
    done("drawn")
    return Reviewed(submission, dossier, papers, exhibits.pages)


def find_facts(submission: Submission, readings: Sequence[Reading]) -> FactSheet:
    """Extract, and carry along what the door could not take in."""
    sheet = extract(submission.name, readings)
    return sheet.model_copy(update={"problems": (*submission.problems, *sheet.problems)})


def rules_for(sheet: FactSheet, desk: Desk) -> tuple[RulePack, str]:
    """Take the rules and the award that were asked for, then the office's, then what the form itself says."""
    rules, award = desk.rules or desk.office.rules, desk.award or desk.office.award
    if not rules or not award:
        recognised = choose(sheet, [load(rules)] if rules else [load(name) for name in available()])
        if recognised is None:
            what, known = ("奖项", [one.id for one in load(rules).award]) if rules else ("规则", available())
            raise UnknownName(what, "（申报表上没有认出，也没有指定）", known, "zishen rules list")
        rules, award = rules or recognised[0], award or recognised[1]
    return load(rules), award


def sealed(
    submission: Submission, sheet: FactSheet, pack: RulePack, award: str, desk: Desk, findings: tuple[Finding, ...]
) -> Dossier:
    used = RulesUsed(
        id=pack.id,
        title=pack.title,
        number=pack.number,
        status=pack.status_words,
        sha256=pack.sha256,
        award=award,
        award_title=pack.award_of(award).title,
    )
    return seal(
        sheet=sheet,
        package_sha256=submission.sha256,
        rules=used,
        office=desk.office,
        on=desk.on,
        findings=findings,
        readings=readings_used(pack, award, desk.office),
        versions=tuple(Version(name=name, version=version(name)) for name in _LIBRARIES),
        registers=desk.registers.used(),
    )


def versions_used() -> tuple[Version, ...]:
    """Name every version that can change what is read, judged or drawn, as the manifest of a run does."""
    libraries = sorted({*_LIBRARIES, *READ_WITH, *_DRAWN_WITH})
    told = (Version(name=name, version=version(name)) for name in libraries)
    return (Version(name="python", version=platform.python_version()), *told)


def trace_of(dossier: Dossier) -> Trace:
    """Take from a dossier what the others of its batch are held against."""
    return trace(dossier.sheet, dossier.rules.id, dossier.rules.award, dossier.applicant, dossier.on)


def keep(reviewed: Reviewed, desk: Desk, blobs: Path, vault: Vault) -> Manifest:
    """Keep a review in the batch it belongs to. The same review kept twice is the same objects."""
    dossier = reviewed.dossier
    given = [file.sha256 for file in reviewed.submission.files] + [register.sha256 for register in dossier.registers]
    run = Run(
        dossier=dossier,
        case=Case(
            submission=reviewed.submission,
            office=desk.office,
            on=desk.on,
            rules=dossier.rules.id,
            award=dossier.rules.award,
            ocr_engine=desk.ocr.engine,
        ),
        originals={sha256: blobs / sha256 for sha256 in given},
        papers=reviewed.papers,
        pictures={f"{one.file}/{one.page}": base64.b64decode(one.picture) for one in reviewed.pages},
        models=models_used(desk.ocr.models),
        versions=versions_used(),
    )
    return vault.keep(run, batch_folder(dossier, desk.office.batch))
