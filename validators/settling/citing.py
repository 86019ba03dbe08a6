"""A row of a register as evidence: the file by its hash, the cell, and what stands in it."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pipeline.model import (
    DateValue,
    Evidence,
    Fact,
    InCell,
    Method,
    Noun,
    PaperDate,
    PeriodValue,
    Reader,
    TextValue,
    Value,
)
from pipeline.registers import TITLES, Party, Register, Replies
from validators.settling.parties import Match, Who, match
from validators.terms import plain

_BY = Reader(name="zishen-register", version="1")
KIND = "register"  # of papers: it is the office's own, and no rule may ask an applicant for it

Row = TypeVar("Row", bound=Party)


@dataclass(frozen=True)
class Hit(Generic[Row]):
    """A row that is, or may be, the applicant's."""

    row: Row
    match: Match


class Unsettled(Noun):
    """Why a register that is there says nothing of this applicant."""

    why: str
    needs: str = ""


def hits(rows: tuple[Row, ...], who: Who) -> list[Hit[Row]]:
    return [Hit(row, found) for row in rows if (found := match(row, who)) is not None]


def at(name: str, register: Register[Row] | Replies, row: Party) -> str:
    return f"{TITLES[name]}（{register.source.file}）第 {row.row} 行"


def cite(name: str, register: Register[Row] | Replies, row: Party, field: str, column: str, value: Value) -> Fact:
    """Make a fact of one cell of a row; name and code stand beside it, a person's number does not."""
    cells = dict.fromkeys(one for one in (column, "name", "code") if row.quotes.get(one))
    return Fact(
        field=field,
        key=f"第{row.row}行",
        value=value,
        document=f"{KIND}-{name}",
        kind=KIND,
        evidence=tuple(
            Evidence(
                file=register.sha256,
                place=InCell(table=register.table, row=row.row, column=row.columns[one]),
                quote=row.quotes[one],
                method=Method.WORD,
                reader=_BY,
            )
            for one in cells
        ),
    )


def text(told: str) -> TextValue:
    return TextValue(text=told)


def day(told: PaperDate) -> DateValue:
    return DateValue(date=told)


def period(since: date, until: date) -> PeriodValue:
    return PeriodValue.model_validate({"starts": since.isoformat(), "ends": until.isoformat()})


def speaks_of(award: str, words: tuple[str, ...]) -> bool:
    return any(plain(word) in plain(award) for word in words)
