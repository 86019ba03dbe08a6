"""One package through the pipeline's own stages, and what became of every fact, page, box, letter and clause."""

import tempfile
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.accuracy_compare import (
    Compared,
    box_grade,
    cell_holds,
    compare_field,
    grade_verdict,
    letters_wrong,
    ocr_under,
)
from benchmarks.accuracy_records import paired
from benchmarks.accuracy_sealed import sealed_grade, seals
from benchmarks.accuracy_truth import Told, Truth, words_of
from extractors.ink.ocr import OcrSettings
from extractors.reading import read
from flows.review import Desk, find_facts, rules_for, sealed
from pipeline.errors import ZishenError
from pipeline.intake import receive
from pipeline.model import Dossier, Fact, FactSheet, Finding, InCell, Noun, OnPage, Page, Reading, Verdict
from validators.judge import judge
from validators.pack import available, load

_SEALS = "seal."  # their words run around a rim and stand on no line and in no cell
_MEDIA = {"": "", "word": "Word", "text": "text layer"}
_SHARP = {"Word", "text layer", "clean scan"}


class Count(Noun):
    """One thing that was looked at: which figure it belongs to, under which name, and how it came out.

    `weight` is one, but for letters, which come by the line. `medium` is what a value was printed on. `path` and
    `words` let a person look at a failure.
    """

    figure: str
    name: str
    grade: str
    weight: int = 1
    medium: str = ""
    path: str = ""
    words: str = ""


def measure(truth: Truth, ocr: OcrSettings) -> Iterator[Count]:
    """Review one package and hold everything against the truth. What cannot be reviewed at all is a count too."""
    start = perf_counter()
    with tempfile.TemporaryDirectory(prefix="zishen-") as scratch:
        try:
            sheet, dossier, readings = _reviewed(truth, Path(scratch), ocr)
        except Exception as error:  # noqa: BLE001 - a package that crashes us is a failure to be counted, and told
            words = str(error) if isinstance(error, ZishenError) else traceback.format_exc()
            yield Count(figure="package", name="reviewed", grade="failed", path=str(truth.package), words=words)
            return
    yield Count(figure="package", name="reviewed", grade="right")
    yield Count(figure="seconds", name="reviewed", grade="right", weight=round(1000 * (perf_counter() - start)))
    named = {name: reading for reading in readings for name in reading.file.names}
    yield from _pages(truth, sheet, named)
    yield from _facts(truth, sheet)
    yield from _ink(truth, named)
    if dossier:
        yield from _clauses(truth, dossier, sheet)
    else:
        yield from (Count(figure="no rule yet", name=one.topic, grade="none") for one in truth.verdicts)


def _reviewed(truth: Truth, blobs: Path, ocr: OcrSettings) -> tuple[FactSheet, Dossier | None, list[Reading]]:
    """Take a package through the stages. Where no pack has rules for its award yet, only its papers are read."""
    desk = Desk(truth.office, truth.on, ocr, truth.rules, truth.award)
    submission = receive(truth.package, blobs)
    readings = [read(file, blobs / file.sha256, desk.ocr) for file in submission.files]
    sheet = find_facts(submission, readings)
    if truth.rules not in available() or truth.award not in {one.id for one in load(truth.rules).award}:
        return sheet, None, readings
    pack, award = rules_for(sheet, desk)
    findings = judge(sheet, pack, award, desk.office, desk.on)
    return sheet, sealed(submission, sheet, pack, award, desk, findings), readings


def _pages(truth: Truth, sheet: FactSheet, named: Mapping[str, Reading]) -> Iterator[Count]:
    kinds: dict[tuple[str, int | None], set[str]] = defaultdict(set)  # two papers may lie on one page
    for one in sheet.documents:
        for page in one.pages or (None,):
            kinds[one.file, page].add(one.kind)
    for file, pages in truth.pages.items():
        reading = named.get(file)
        numbers = {page.number for page in reading.pages} if reading else set()
        for page, kind in pages:
            wanted = {other for at, other in pages if at in {page, None}}
            for number in (numbers or {None}) if page is None else {page}:
                found = kinds[reading.file.sha256, number] or {"nothing"} if reading else {"no such file"}
                yield Count(
                    figure="page kind",
                    name=kind,
                    grade="right" if kind in found <= wanted else "wrong",
                    path=f"{truth.package}/{file}",
                    words=f"page {number or 1} is {kind}, taken for {', '.join(sorted(found))}",
                )


def _facts(truth: Truth, sheet: FactSheet) -> Iterator[Count]:
    names = {file.sha256: file.names for file in sheet.files}
    pressed = seals(truth.facts)
    kinds: dict[str, str] = {}
    media: dict[str, str] = {}
    for one in truth.facts:
        kinds.setdefault(one.file, one.kind)
        media.setdefault(one.file, medium_of(one.condition))
    told, found = paired(
        ((_told_name(one.file, names, kinds), one) for one in truth.facts),
        (
            (_told_name(name, names, kinds), fact)
            for fact in sheet.facts
            for name in {first for evidence in fact.evidence for first in names[evidence.file][:1]}
        ),
    )
    for file, field in sorted(set(told) | set(found)):
        if file not in truth.pages:
            continue
        for result in compare_field(told[file, field], found[file, field]):
            path, grade = f"{truth.package}/{file}", result.grade
            untold = grade == "invented" and not truth.complete
            name = f"{result.told.kind if result.told else kinds.get(file, 'other')} {field}"
            yield Count(
                figure="field",
                name=name,
                grade="unlisted" if untold else grade,
                medium=media.get(file, ""),
                path=path,
                words=_said(result),
            )
            if sealed := sealed_grade(result, pressed.get(result.told.file, ()) if result.told else ()):
                kind, become = sealed
                yield Count(figure="under a seal", name=kind, grade=become, path=path, words=_said(result))
            if result.grade == "right" and result.told and result.found:
                yield from _places(result.told, result.found, told[file, field], path)


def medium_of(condition: str) -> str:
    """Sort the conditions of files into the four that readers are measured by.

    >>> medium_of("word"), medium_of("text"), medium_of("clean_scan true"), medium_of("grey_copy")
    ('Word', 'text layer', 'clean scan', 'hard scan or photo')
    """
    if condition in _MEDIA:
        return _MEDIA[condition]
    if condition.startswith("text"):
        return "false text layer"
    recipes, *_ = condition.split(" ", 1)
    return "clean scan" if set(recipes.split("+")) == {"clean_scan"} else "hard scan or photo"


def _told_name(file: str, names: Mapping[str, tuple[str, ...]], kinds: Mapping[str, str]) -> str:
    """The same bytes under several names are one file; the truth may tell of it under any of them, or under each."""
    others = next((group for group in names.values() if file in group), (file,))
    return next((name for name in others if name in kinds), file)


def _said(one: Compared) -> str:
    told = f"“{one.told.value}”" if one.told else "nothing"
    found = f"“{words_of(one.found.value)}”" if one.found else "nothing"
    return f"{one.field}: the paper says {told}, {found} was found"


def _places(told: Told, fact: Fact, printed: Sequence[Told], path: str) -> Iterator[Count]:
    """Hold the evidence of a rightly found value against the places where it is printed."""
    same = [one for one in printed if (one.key, one.value) == (told.key, told.value)]
    boxes = [one.place for one in same if isinstance(one.place, OnPage)]
    words = f"{told.field} “{told.value}”"
    if boxes:
        shown = [one.place for one in fact.evidence if isinstance(one.place, OnPage)]
        matches, covers = box_grade(boxes, shown)
        for name, held in (("IoU ≥ 0.5", matches), ("covers the quote", covers)):
            yield Count(figure="box", name=name, grade="right" if held else "wrong", path=path, words=words)
    elif elsewhere := [one.place for one in same if one.place]:
        held = any(one.place in elsewhere for one in fact.evidence)
        yield Count(figure="box", name="in Word", grade="right" if held else "wrong", path=path, words=words)


def _ink(truth: Truth, named: Mapping[str, Reading]) -> Iterator[Count]:
    """Hold each printed quote against the cell, or against the letters that OCR read under its box."""
    for one in truth.facts:
        reading = named.get(one.file)
        if reading is None or not one.quote or not one.legible or one.field.startswith(_SEALS):
            continue
        path = f"{truth.package}/{one.file}"
        if isinstance(one.place, InCell):
            held = cell_holds(one.place, one.quote, reading.pages)
            words = f"“{one.quote}” in {one.place.table}/{one.place.row}/{one.place.column}"
            yield Count(figure="table cell", name=one.kind, grade="right" if held else "wrong", path=path, words=words)
        elif isinstance(one.place, OnPage):
            yield from _letters(one, one.place, reading.pages, path)


def _letters(one: Told, place: OnPage, pages: Iterable[Page], path: str) -> Iterator[Count]:
    page = next((page for page in pages if page.number == place.page), None)
    got = ocr_under(place, page) if page else None
    if got is None:
        return
    wrong, name = letters_wrong(one.quote, got), one.condition or "clean"
    words = f"page {place.page}: printed “{one.quote}”, read “{got}”"
    length = len("".join(one.quote.split()))
    yield Count(figure="letters", name=name, grade="right", weight=max(length - wrong, 0))
    if wrong:
        yield Count(figure="letters", name=name, grade="wrong", weight=wrong, path=path, words=words)


def reads_on(printed: Sequence[Told], sheet: FactSheet, facts: Iterable[Fact]) -> bool:
    """Whether some facts of a sheet, where no reader could be blamed for missing them, are what is printed there."""
    hidden = {(one.file, one.field) for one in printed if not one.legible and not one.field.startswith(_SEALS)}
    true = {(one.file, one.field, one.value) for one in printed}
    names = {file.sha256: file.names for file in sheet.files}
    return all(
        (name, fact.field, words_of(fact.value)) in true
        for fact in facts
        for evidence in fact.evidence
        for name in names[evidence.file]
        if (name, fact.field) in hidden
    )


def _answering(rule: str, findings: Mapping[str, Finding]) -> Finding | None:
    """The finding under this id, or under the id with an award or track behind it where a pack tells them apart."""
    if not rule:
        return None
    return findings.get(rule) or next((one for id_, one in findings.items() if id_.startswith(f"{rule}-")), None)


def _clauses(truth: Truth, dossier: Dossier, sheet: FactSheet) -> Iterator[Count]:
    state = "mutated" if truth.mutated else "clean"
    sharp = {medium_of(one.condition) for one in truth.facts} <= _SHARP
    beyond = {one.rule: one.verdict for one in truth.if_read}
    findings: dict[str, Finding] = {finding.rule: finding for finding in dossier.findings}
    for one in truth.verdicts:
        finding = _answering(one.rule, findings)
        if finding is None:
            yield Count(figure="no rule yet", name=one.topic, grade="none")
            continue
        words = f"{one.rule} must be {one.verdict} {one.doubt}, is {finding.verdict.value} {finding.doubt or ''}"
        grade = grade_verdict(one.verdict, finding.verdict.value)
        if beyond.get(one.rule) == finding.verdict.value and reads_on(truth.facts, sheet, finding.support):
            grade = "right"  # what the truth calls illegible was read, and what the finding rests on as it is printed
        told = {"path": str(truth.package), "words": f"{words}: {finding.sentence}"}
        yield Count(figure="clause", name=f"{state} {one.rule}", grade=grade, **told)
        if sharp:
            yield Count(figure="sharp papers", name=state, grade=grade, **told)
        if one.verdict == finding.verdict.value == Verdict.UNDETERMINED.value:
            same = one.doubt == (finding.doubt or "")
            yield Count(figure="doubt", name=state, grade="right" if same else "wrong", **told)
    held = truth.outcome == dossier.outcome.value
    words = f"outcome must be {truth.outcome}, is {dossier.outcome.value}"
    yield Count(figure="outcome", name=state, grade="right" if held else "wrong", path=str(truth.package), words=words)
