"""What is known to be true of a package, from its answer sheet or from the committed batch's expectations."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.model import (
    AmountValue,
    DateValue,
    FlagValue,
    Noun,
    PaperDate,
    PeriodValue,
    Place,
    SaidValue,
    TextValue,
    Value,
)
from pipeline.settings import Office, read_office
from samples.answers import AnswerSheet
from samples.conclusions.answer import VerdictTruth

_BLANKS = re.compile(r"\s+")
_YEAR_BRACKETS = str.maketrans("〔〕【】", "[][]")
# The committed batch names no kinds; the first of these fields that a file prints gives its kind away.
_KIND_BY_FIELD = (
    ("form.title", "application_form"),
    ("report.title", "self_assessment"),
    ("licence.name", "business_licence"),
    ("certificate.number", "management_certificate"),
    ("credit.number", "credit_report"),
    ("audit.number", "audit_report"),
    ("publicity.result", "publicity_result"),
    ("publicity.applicant", "publicity_notice"),
    ("officer.appointer", "officer_appointment"),
    ("declaration.by", "declaration"),
)


class Told(Noun):
    """One printed fact. `value` is folded for comparison; empty where the paper says it has none."""

    file: str
    kind: str
    field: str
    key: str = ""
    value: str
    quote: str = ""
    place: Place | None = None
    legible: bool = True
    condition: str = ""


class ToldVerdict(Noun):
    """What must follow under one clause; `rule` is empty where no rule answers for it yet."""

    rule: str
    topic: str
    verdict: str
    doubt: str = ""


class Truth(Noun):
    """All that is known of one package. `pages` gives the kind of each page of a file; None stands for a whole file."""

    package: Path
    rules: str
    award: str
    on: date
    office: Office
    mutated: bool
    outcome: str
    verdicts: tuple[ToldVerdict, ...]
    if_read: tuple[ToldVerdict, ...] = ()  # those that are others for whoever reads rightly what is hardly legible
    facts: tuple[Told, ...]
    pages: dict[str, tuple[tuple[int | None, str], ...]]
    complete: bool = True  # every printed fact is told, so that a value beyond them is invented


def words_of(value: Value) -> str:
    """A value in the form in which two values are held against each other; empty where the paper gives none.

    The brackets around the year in a document's number are of one meaning, whichever are typed.

    >>> words_of(TextValue(text="甲 公司（上海）")), words_of(TextValue(text="甲审字〔2025〕3号"))
    ('甲公司(上海)', '甲审字[2025]3号')
    """
    match value:
        case SaidValue():
            return ""
        case DateValue():
            text = str(value.model_dump(mode="json")["date"])
        case AmountValue():
            text = str(value.amount)
        case FlagValue():
            text = str(value.flag)
        case TextValue():
            text = value.text
        case PeriodValue():
            text = f"{_date(value.starts)}/{_date(value.ends) or value.open_end}"
    return _alike(text)


def _alike(value: str) -> str:
    return folded(value).translate(_YEAR_BRACKETS)


def _date(when: PaperDate | None) -> str:
    return "-".join(f"{part:02d}" for part in (when.year, when.month, when.day) if part is not None) if when else ""


def folded(text: str) -> str:
    """Full-width and half-width forms made one, blanks taken out: what two readers need not agree on."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def truths(folder: Path) -> Iterator[Truth]:
    """Every package of a folder with what is known of it, in the order of their names.

    A folder has `packages` and beside it `truth` (answer sheets) or `expected` (the committed batch) and `office.toml`.
    """
    for package in sorted((folder / "packages").iterdir()):
        name = package.stem if package.suffix.lower() == ".zip" else package.name
        sheet, expected = folder / "truth" / f"{name}.json", folder / "expected" / f"{name}.json"
        if sheet.exists():
            yield _from_sheet(package, AnswerSheet.model_validate_json(sheet.read_bytes()))
        elif expected.exists():
            office = read_office(folder / "office.toml")
            yield _from_expected(package, json.loads(expected.read_text(encoding="utf-8")), office)


def _from_sheet(package: Path, sheet: AnswerSheet) -> Truth:
    facts = (
        Told(
            file=paper.file,
            kind=one.kind,
            field=one.field,
            key=one.key,
            value=words_of(one.value),
            quote=one.quote,
            place=one.place,
            legible=one.legible,
            condition=paper.condition,
        )
        for paper in sheet.papers
        if paper.readable
        for one in paper.printed
    )
    return Truth(
        package=package,
        rules=sheet.rules,
        award=sheet.award,
        on=sheet.on,
        office=Office(name="度量", readings=sheet.readings),
        mutated=bool(sheet.defects),
        outcome=sheet.outcome,
        verdicts=_verdicts(sheet.verdicts),
        if_read=_verdicts(sheet.if_read),
        facts=tuple(facts),
        pages={
            paper.file: tuple((page.page, page.kind) for page in paper.pages)
            for paper in sheet.papers
            if paper.readable
        },
    )


def _verdicts(told: Iterable[VerdictTruth]) -> tuple[ToldVerdict, ...]:
    return tuple(ToldVerdict(rule=one.rule, topic=one.topic, verdict=one.verdict, doubt=one.doubt) for one in told)


def _from_expected(package: Path, told: dict[str, Any], office: Office) -> Truth:
    printed: dict[str, set[str]] = {}
    for fact in told["facts"]:
        printed.setdefault(fact["file"], set()).add(fact["field"])
    kinds = {
        file: next((kind for field, kind in _KIND_BY_FIELD if field in fields), "other")
        for file, fields in printed.items()
    }
    return Truth(
        package=package,
        rules=office.rules,
        award=office.award,
        on=date.fromisoformat(told["on"]),
        office=office,
        mutated=told["outcome"] != "complete",
        outcome=told["outcome"],
        verdicts=tuple(
            ToldVerdict(rule=one["rule"], topic=one["rule"], verdict=one["verdict"], doubt=one["doubt"])
            for one in told["rules"]
        ),
        facts=tuple(
            Told(
                file=one["file"],
                kind=kinds[one["file"]],
                field=one["field"],
                key=one["key"],
                value=_alike(one["value"]),
            )
            for one in told["facts"]
        ),
        pages={file: ((None, kind),) for file, kind in kinds.items()},
        complete=False,
    )
