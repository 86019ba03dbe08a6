"""From readings to facts: classify each file's pages, find the fields of each paper, say what their words mean.

Extractors never choose: two values in one paper are two facts, the same value printed twice is one fact with two
pieces of evidence, and two papers never share a fact.
"""

from collections.abc import Iterable, Iterator, Sequence

from extractors.classify import ambiguities, classify
from extractors.dates import find_dates
from extractors.fields import Finding, dropped, empty_labels, find, year_of
from extractors.kinds import Kind, kinds
from extractors.records import records
from extractors.snippet import Part, Snippet, evidence_of
from extractors.statements import Figure, figures
from extractors.values import read_value
from extractors.words import fold, in_brackets, squeeze, tidy
from pipeline.catalogue import catalogue
from pipeline.model import (
    DateValue,
    Document,
    Evidence,
    Fact,
    FactSheet,
    FlagValue,
    Page,
    Reading,
    SaidValue,
    TextValue,
    Value,
)

Values = tuple[Value, ...]
_BLANK = SaidValue(said="blank")


def extract(package: str, readings: Sequence[Reading]) -> FactSheet:
    """Everything found in the files of one package."""
    papers = [(document, _pages(reading, document)) for reading in readings for document in classify(reading)]
    return FactSheet(
        package=package,
        files=tuple(reading.file for reading in readings),
        documents=tuple(document for document, _ in papers),
        facts=tuple(fact for document, pages in papers for fact in facts_of(document, pages)),
        dispositions=tuple(part for reading in readings for part in reading.dispositions),
        problems=tuple(problem for reading in readings for problem in (*reading.problems, *ambiguities(reading))),
    )


def facts_of(document: Document, pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The facts of one paper; a paper of no known kind has none."""
    kind = kinds().get(document.kind)
    if kind is None:
        return ()
    year = year_of(kind, pages)
    found = [_meant(finding) for finding in find(kind, pages)]
    keys = _Keys(document, kind, year, found)
    facts = [
        _fact(document, finding.finder.field, values, keys.of(finding, values), finding.snippet)
        for finding, values in found
    ]
    facts += _from_records(document, kind, pages)
    facts += _from_figures(document, kind, pages, year)
    if kind.blanks:
        facts += (_blank(document, snippet) for snippet in empty_labels(kind, pages))
    return _merged(facts)


def _pages(reading: Reading, document: Document) -> list[Page]:
    return [page for page in reading.pages if page.number is None or page.number in document.pages]


def _meant(finding: Finding) -> tuple[Finding, Values]:
    """What the words that were found say, in every way they may be read."""
    finder, snippet = finding.finder, finding.snippet
    field, unit, label = catalogue()[finder.field], in_brackets(snippet.label), tidy(snippet.label)
    if finding.empty:
        return finding, (_BLANK,)
    printed = [snippet.quote, *(other for other in snippet.others if other.strip())]
    quotes = [finder.value] if finder.value else [dropped(finder, quote) for quote in printed]
    read = [read_value(field, quote, printed_unit=unit, take=finder.take, label=label) for quote in quotes]
    values = tuple(dict.fromkeys(value for one in read for value in one))
    if finder.presence and values[0] != _BLANK:
        values = (FlagValue(flag=True),)
    if finder.no_is_none and _ends_in_no(values[0]):
        values = (SaidValue(said="none"),)
    return finding, values


def _ends_in_no(value: Value) -> bool:
    return isinstance(value, TextValue) and value.text.endswith(("：否", "：无"))


class _Keys:
    """Which record of a paper a finding belongs to."""

    def __init__(
        self, document: Document, kind: Kind, year: int | None, found: Iterable[tuple[Finding, Values]]
    ) -> None:
        self._document, self._kind, self._year = document, kind, year
        self._texts: dict[str, str] = {}
        for finding, values in found:
            if text := _as_key(values[0]):
                self._texts.setdefault(finding.finder.field, text)

    def of(self, finding: Finding, values: Values) -> str:
        field = catalogue()[finding.finder.field]
        if not field.key:
            return ""
        wanted = finding.finder.key or self._kind.key
        if finding.key:
            return _printed_key(finding.key)
        if wanted == "label":
            return tidy(finding.snippet.label)
        if wanted == field.name and (text := _as_key(values[0])):
            return text
        if wanted:
            return self._texts.get(wanted, self._document.id)
        return str(self._year) if self._year else self._document.id


def _as_key(value: Value) -> str:
    """A value as the key of its record: a text as it is, a date by its numbers."""
    if isinstance(value, TextValue):
        return value.text
    return str(value.model_dump(mode="json")["date"]) if isinstance(value, DateValue) else ""


def _printed_key(words: str) -> str:
    """The words of a key as they are compared; a date by its numbers, however it is written."""
    dates = find_dates(fold(words))
    if len(dates) == 1 and (dates[0].start, dates[0].end) == (0, len(words)) and dates[0].readings[0].month:
        return _as_key(DateValue(date=dates[0].readings[0]))
    return words


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
    key = f"{figure.year}·{figure.label}" if field.type == "text" else str(figure.year)
    if figure.snippet is not None:
        values = read_value(field, figure.snippet.quote, printed_unit=figure.unit)
        if values[0] != _BLANK:
            yield _fact(document, figure.field, values, key, figure.snippet)
            return
    if kind.blanks:
        label = f"{figure.label}（{figure.year}年）"
        yield _blank(document, Snippet((Part(figure.label, figure.ink),), label))


def _blank(document: Document, snippet: Snippet) -> Fact:
    label = tidy(snippet.label or snippet.quote).rstrip("：:")
    return _fact(document, "form.blank", (TextValue(text=label),), label, snippet)


def _fact(document: Document, field: str, values: Values, key: str, snippet: Snippet) -> Fact:
    return Fact(
        field=field,
        key=key,
        value=values[0],
        alternatives=values[1:],
        document=document.id,
        kind=document.kind,
        evidence=evidence_of(snippet, document.file),
    )


def _merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """One fact for one value of one field; what was found twice has twice the evidence."""
    found: dict[tuple[str, str, Value], Fact] = {}
    for fact in facts:
        same = found.get((fact.field, fact.key, fact.value))
        if same is None:
            found[fact.field, fact.key, fact.value] = fact
            continue
        new = [one for one in fact.evidence if not _seen(one, same.evidence)]
        found[fact.field, fact.key, fact.value] = same.model_copy(
            update={
                "evidence": (*same.evidence, *new),
                "alternatives": tuple(dict.fromkeys((*same.alternatives, *fact.alternatives))),
            }
        )
    return tuple(found.values())


def _seen(one: Evidence, others: Iterable[Evidence]) -> bool:
    return any(one.place == other.place and squeeze(one.quote) == squeeze(other.quote) for other in others)
