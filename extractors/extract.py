"""From readings to facts: classify each file's pages, find the fields of each paper, say what their words mean.

Extractors never choose: two values in one paper are two facts, the same value printed twice is one fact with two
pieces of evidence, and two papers never share a fact.
"""

from collections.abc import Iterable, Iterator, Sequence

from extractors.finding.classify import ambiguities, papers
from extractors.finding.fields import Finding, dropped, empty_labels, find, last_year_of, year_of
from extractors.finding.keys import Keys
from extractors.finding.kinds import Kind, kinds
from extractors.finding.listing import listed
from extractors.finding.merging import merged
from extractors.finding.overlay import as_shown, without_overlay
from extractors.finding.paragraphs import unwrapped
from extractors.finding.records import records
from extractors.finding.sealed import seal_facts
from extractors.finding.sections import sections
from extractors.finding.slips import without_breaks
from extractors.finding.snippet import Part, Snippet, evidence_of
from extractors.finding.statements import Figure, figures
from extractors.finding.terms import computed, ends, length_in_years
from extractors.finding.values import read_value
from extractors.finding.words import in_brackets, squeeze, tidy
from pipeline.catalogue import catalogue
from pipeline.model import (
    DateValue,
    Document,
    Fact,
    FactSheet,
    FlagValue,
    Method,
    Page,
    Reading,
    SaidValue,
    TextValue,
    Value,
)

Values = tuple[Value, ...]
_BLANK, _UNREADABLE = SaidValue(said="blank"), SaidValue(said="unreadable")
_CUT_SHORT = {"text", "amount", "date", "period"}  # values that look whole when their end is lost
_OWN = {"application_form", "business_licence", "institution_certificate", "social_certificate"}


def extract(package: str, readings: Sequence[Reading]) -> FactSheet:
    """Everything found in the files of one package, as a person sees them."""
    readings = [
        reading.model_copy(update={"pages": tuple(as_shown(page) for page in reading.pages)}) for reading in readings
    ]
    found = [
        (document, [without_overlay(page) for page in pages])
        for reading in readings
        for document, pages in papers(reading)
    ]
    facts = [fact for document, pages in found for fact in (*facts_of(document, pages), *seal_facts(document, pages))]
    facts += _from_lists(found, _applicants(facts))
    return FactSheet(
        package=package,
        files=tuple(reading.file for reading in readings),
        documents=tuple(document for document, _ in found),
        facts=tuple(facts),
        dispositions=tuple(part for reading in readings for part in reading.dispositions),
        problems=tuple(problem for reading in readings for problem in (*reading.problems, *ambiguities(reading))),
    )


def facts_of(document: Document, pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The facts of one paper; a paper of no known kind has none."""
    kind = kinds().get(document.kind)
    if kind is None:
        return ()
    pages = [unwrapped(page) for page in pages]
    year = year_of(kind, pages) or last_year_of(kind, pages)
    facts = [fact for part in sections(kind, pages) for fact in _of_part(document, kind, part, year)]
    facts += _from_records(document, kind, pages)
    facts += _from_figures(document, kind, pages, year)
    if kind.blanks:
        facts += (_blank(document, snippet) for snippet in empty_labels(kind, pages))
    return merged(facts)


def _of_part(document: Document, kind: Kind, pages: Sequence[Page], year: int | None) -> Iterator[Fact]:
    found = [_meant(finding) for finding in find(kind, pages)]
    keys = Keys(document, kind, year, found)
    for finding, values in found:
        fact = _fact(document, finding.finder.field, values, keys.of(finding, values), finding.snippet)
        yield _counted(fact, finding, found, document) if finding.finder.counts_from else fact


def _counted(fact: Fact, finding: Finding, found: Sequence[tuple[Finding, Values]], document: Document) -> Fact:
    """A term that is printed as a length, as the day it ends; anything else as it is."""
    years = length_in_years(finding.snippet.quote)
    days = [
        (one.snippet, value)
        for one, values in found
        if one.finder.field == finding.finder.counts_from and isinstance(value := values[0], DateValue)
    ]
    if years is None or len({value for _, value in days}) != 1:
        return fact
    issued, day = days[0]
    values = ends(day.date, years)
    evidence = computed((*fact.evidence, *evidence_of(issued, document.file)))
    return fact.model_copy(update={"value": values[0], "alternatives": values[1:], "evidence": evidence})


def _applicants(facts: Iterable[Fact]) -> frozenset[str]:
    """The names and codes under which the applicant's own papers know it."""
    own = (fact.value for fact in facts if fact.kind in _OWN and fact.field in {"entity.name", "entity.code"})
    return frozenset(squeeze(value.text) for value in own if isinstance(value, TextValue))


def _from_lists(papers: Iterable[tuple[Document, Sequence[Page]]], subjects: frozenset[str]) -> Iterator[Fact]:
    for document, pages in papers:
        if kind := kinds().get(document.kind):
            key = str(year_of(kind, pages) or document.id)
            for finding, values in map(_meant, listed(kind, pages, subjects)):
                field = catalogue()[finding.finder.field]
                yield _fact(document, field.name, values, key if field.key else "", finding.snippet)


def _meant(finding: Finding) -> tuple[Finding, Values]:
    """What the words that were found say, in every way they may be read."""
    finder, snippet = finding.finder, finding.snippet
    field, unit, label = catalogue()[finder.field], in_brackets(snippet.label), tidy(snippet.label).rstrip("：:")
    if finding.empty:
        return finding, (_unsigned(snippet) if finder.presence else _BLANK,)
    printed = [snippet.quote, *(other for other in snippet.others if other.strip())]
    quotes = [finder.value] if finder.value else [dropped(finder, quote) for quote in printed]
    read = [read_value(field, quote, printed_unit=unit, take=finder.take, label=label) for quote in quotes]
    values = tuple(dict.fromkeys(value for one in read for value in one))
    if len(quotes) > 1:
        values = tuple(sorted(values, key=_vagueness))
    if finder.presence:
        values = (_unsigned(snippet) if values[0] == _BLANK else FlagValue(flag=True),)
    if finder.no_is_none and _ends_in_no(values[0]):
        values = (SaidValue(said="none"),)
    return finding, values


def _vagueness(value: Value) -> int:
    """How little a reading of doubtful ink says: a whole day is likelier what was printed than a broken one."""
    if isinstance(value, DateValue):
        return (value.date.month is None) + (value.date.day is None)
    return 3 if value == _UNREADABLE else 0


def _unsigned(snippet: Snippet) -> Value:
    """An empty place for a signature has none, but on a scan: a pen stroke may have gone unread."""
    by_eye = any(part.ink.method is Method.OCR for part in snippet.parts)
    return _BLANK if by_eye else FlagValue(flag=False)


def _ends_in_no(value: Value) -> bool:
    return isinstance(value, TextValue) and value.text.endswith(("：否", "：无"))


def _from_records(document: Document, kind: Kind, pages: Sequence[Page]) -> Iterator[Fact]:
    tables = [table for page in pages for table in page.tables]
    for columns in kind.tables:
        for record in records(tables, columns, kind):
            field = catalogue()[record.field]
            unit = in_brackets(record.snippet.label)
            values = read_value(field, record.snippet.quote, printed_unit=unit)
            yield _fact(document, record.field, values, record.key if field.key else "", record.snippet)


def _from_figures(document: Document, kind: Kind, pages: Sequence[Page], year: int | None) -> Iterator[Fact]:
    for statement in kind.statements:
        for page in pages:
            for figure in figures(page, statement, year):
                yield from _figure(document, kind, figure)


def _figure(document: Document, kind: Kind, figure: Figure) -> Iterator[Fact]:
    field = catalogue()[figure.field]
    key = f"{figure.year} {figure.basis}".strip()
    key = f"{key}·{figure.label}" if field.type == "text" else key
    if figure.snippet is not None:
        values = read_value(field, figure.snippet.quote, printed_unit=figure.unit)
        if values[0] != _BLANK:
            yield _fact(document, figure.field, values, key, figure.snippet)
            return
    if kind.blanks and not figure.ink.torn:
        label = f"{figure.label}（{figure.year}年）"
        yield _blank(document, Snippet((Part(figure.label, figure.ink),), label))


def _blank(document: Document, snippet: Snippet) -> Fact:
    label = tidy(snippet.label or snippet.quote).rstrip("：:")
    return _fact(document, "form.blank", (TextValue(text=label),), label, snippet)


def _fact(document: Document, field: str, values: Values, key: str, snippet: Snippet) -> Fact:
    if values[0].type in _CUT_SHORT and any(part.ink.torn for part in snippet.parts):
        values = (*dict.fromkeys((*values, _UNREADABLE)),)  # it may go on where the picture shows nothing
    return Fact(
        field=field,
        key=without_breaks(key),
        value=values[0],
        alternatives=values[1:],
        document=document.id,
        kind=document.kind,
        evidence=evidence_of(snippet, document.file),
    )
