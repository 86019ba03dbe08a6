"""Which record of a paper a value belongs to: a year, a certificate number, or the row that says so."""

from collections.abc import Iterable

from extractors.finding.dates import find_dates
from extractors.finding.fields import Finding
from extractors.finding.kinds import Kind
from extractors.finding.words import fold, tidy
from pipeline.catalogue import catalogue
from pipeline.model import DateValue, Document, TextValue, Value

Values = tuple[Value, ...]


class Keys:
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
