"""Prizes on paper: which of the records in a package are the prize a rule asks about, and when they were decided."""

from dataclasses import dataclass

from pipeline.model import Fact, Noun, Verdict
from validators.case import Case
from validators.possibilities import Survey, has_value, survey, texts_of
from validators.terms import DateField, TextField, plain


class Record(Noun):
    """Where a paper may show a prize: the field of its name and the field of its date, told apart by the same key."""

    name: TextField
    on: DateField


@dataclass(frozen=True)
class Found:
    """A record that is the prize, or by some readings may be; `dated` are its dates on the same paper."""

    fact: Fact
    alike: Survey[str]
    dated: tuple[Fact, ...]


def find_prizes(
    case: Case, records: tuple[Record, ...], same: tuple[str, ...], other: tuple[str, ...]
) -> tuple[Found, ...]:
    """List the records that are, or may be, the prize."""

    def is_same(name: str) -> Verdict:
        words = plain(name)
        alike = any(plain(word) in words for word in same) and not any(plain(word) in words for word in other)
        return Verdict.MET if alike else Verdict.NOT_MET

    return tuple(
        Found(fact, alike, _dates(case, record, fact))
        for record in records
        for fact in case.facts(record.name)
        if has_value(fact) and (alike := survey(is_same, texts_of([fact]))).verdict is not Verdict.NOT_MET
    )


def _dates(case: Case, record: Record, fact: Fact) -> tuple[Fact, ...]:
    return tuple(on for on in case.facts(record.on) if on.key == fact.key and on.document == fact.document)
