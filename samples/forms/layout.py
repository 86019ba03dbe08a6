"""Labels and values beside each other: how a design asks, and what an empty place is called."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import TextValue
from samples.forms.blocks import Cell, Line, Row, cell
from samples.forms.hand import Hand
from samples.forms.stroke import Stroke, states, write


@dataclass(frozen=True)
class Asked:
    """One question of a form. `field` is what is left empty when the plan says so."""

    label: str
    answer: Stroke
    field: str = ""
    wide: bool = False


def label(hand: Hand, asked: Asked, *, shown: str = "", mark: str = "") -> Stroke:
    """The label as printed, which is also where an empty answer is seen."""
    stroke = write((shown or asked.label) + mark, size=hand.size)
    if asked.field in hand.manner.blank:
        return states("form.blank", TextValue(text=asked.label), stroke, key=asked.label)
    return stroke


def spaced(words: str) -> str:
    """A short label drawn out to the width of the longer ones.

    >>> spaced("规模"), spaced("联系人"), spaced("注册地址")
    ('规　　模', '联 系 人', '注册地址')
    """
    return {2: "　　", 3: " "}.get(len(words), "").join(words)


def pairs(hand: Hand, questions: Sequence[Asked], *, columns: int = 2, mark: str = "") -> tuple[Row, ...]:
    """Label and value in cells of their own, two questions a row, wide ones alone."""
    rows: list[Row] = []
    waiting: list[Cell | str] = []
    for asked in questions:
        two: list[Cell | str] = [
            cell(label(hand, asked, shown=spaced(asked.label), mark=mark), align="center"),
            cell(asked.answer),
        ]
        if asked.wide:
            if waiting:
                rows.append(_filled(waiting, columns))
                waiting = []
            rows.append(_filled(two, columns))
        else:
            waiting += two
            if len(waiting) == 2 * columns:
                rows.append(Row(tuple(waiting)))
                waiting = []
    return (*rows, _filled(waiting, columns)) if waiting else tuple(rows)


def together(hand: Hand, questions: Sequence[Asked], *, mark: str = "：") -> tuple[Row, ...]:
    """Label and value in one cell, two questions a row, wide ones alone."""
    rows: list[Row] = []
    waiting: list[Cell | str] = []
    for asked in questions:
        one = Cell((Line(label(hand, asked, mark=mark) + asked.answer, before=3, after=3),))
        if asked.wide:
            if waiting:
                rows.append(Row((waiting.pop(), "<")))
            rows.append(Row((one, "<")))
        else:
            waiting.append(one)
            if len(waiting) == 2:
                rows.append(Row(tuple(waiting)))
                waiting = []
    return (*rows, Row((waiting[0], "<"))) if waiting else tuple(rows)


def beside(vertical: Cell, told: Sequence[Row]) -> tuple[Row, ...]:
    """The same rows with one merged cell down their left side."""
    return tuple(
        Row((vertical if not y else "^", *row.cells), row.head, row.gone, row.height) for y, row in enumerate(told)
    )


def _filled(cells: list[Cell | str], columns: int) -> Row:
    return Row((*cells, *("<",) * (2 * columns - len(cells))))
