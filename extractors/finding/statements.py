"""Figures by year: income statements (本年 / 上年) and the indicator tables of forms (2023年 / 2024年 / 2025年).

A row is known by its label without numbering, 加：/减： and what stands in brackets: 利润总额（亏损总额以“－”号填列）.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from extractors.finding.amounts import unit_in
from extractors.finding.kinds import Statement
from extractors.finding.snippet import Snippet, bands, box_of, loose_lines, whole
from extractors.finding.words import in_brackets, label_keys, squeeze, without_numbering
from pipeline.model import Box, Ink, Method, Page, Table

_THIS = re.compile(r"(?:本年|本期|当年|当期|年末|期末|报告期)(?:累计)?(?:金额|数|发生额|余额|实际|累计数)?(?:\(.*\))?")
_LAST = re.compile(
    r"(?:上年|上期|年初|期初|上年年末|上年度|上年同期)(?:累计)?(?:同期)?(?:金额|数|发生额|余额|实际|累计数)?(?:\(.*\))?"
)
_THIS_HEADS = ("本期金额", "本年金额", "本期发生额", "本年累计金额", "期末余额", "年末余额")  # as statements print them
_LAST_HEADS = ("上期金额", "上年金额", "上期发生额", "上年同期金额", "上年年末余额", "期初余额", "年初余额")
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:年度?|\.12\.31|年12月31日|-12-31)?(?:金额|数|余额)?(?:\((?P<unit>[^)]*)\))?"
)
_PARENT, _HEAD = "母公司", 6
_UNIT_HEADING = {"单位", "计量单位"}
_ITEM_HEADING = {"项目", "指标", "指标名称", "项目名称", "主要指标", "资产", "年度", "年份"}
_TOTAL = {
    "合计": "",
    "总计": "",
    "小计": "",
    "合并": "",
    "合并数": "",
    "母公司": _PARENT,
    "公司": _PARENT,
    "本公司": _PARENT,
}
_HALF_TOTAL = {"合", "计"}
_UNIT_LINE = re.compile(r"(?:金额|货币|计量)?单位:?(?:人民币)?")
_LEAD = re.compile(r"^(?:其中|加|减|[*#△▲]|\d{1,2}(?=[\u4e00-\u9fff]))[::.、]?")
_OPEN_BRACKET = re.compile(r"\([^()]*$")  # whose end was not read
_LONG_LABEL = 6  # characters
# What stands in brackets behind a row that may be a loss says which row it is, a second time.
_LOSSES = (("净亏损", "净利润"), ("亏损总", "利润总额"), ("(亏损以", "营业利润"))
_FIGURE = re.compile(r"[(（]?[-−－–]?[\d０-９][\d０-９,，.．]*[)）%]?")


class Slot(NamedTuple):
    """A piece of a row, with the columns (or the part of the page) it covers."""

    ink: Ink
    left: float
    right: float


class Figure(NamedTuple):
    field: str
    label: str
    year: int
    snippet: Snippet | None  # None: the place is empty
    ink: Ink
    unit: str
    basis: str = ""  # 母公司, where the statement of a group shows its parent alone


class _Column(NamedTuple):
    left: float
    right: float
    year: int
    unit: str
    basis: str = ""


Room = Callable[[Sequence[Slot]], Iterable[Slot]]  # how much room the headings of a row have


def figures(page: Page, statement: Statement, year: int | None) -> Iterator[Figure]:
    """Every figure of one page whose row and year are known. `year` is the paper's own, for 本年 and 上年."""
    above, basis = _unit_of_page(page), _basis_of(page)
    rows = [[_slot(line) for line in band] for band in bands(loose_lines(page))]
    for table in page.tables:
        for figure in _read(list(_table_rows(table)), statement, year, above, tuple):
            yield figure._replace(basis=figure.basis or basis)
    for figure in _read(rows, statement, year, above, _widened):
        yield figure._replace(basis=figure.basis or basis)


def _basis_of(page: Page) -> str:
    """Whose figures a page shows, by its title: those of the parent alone are named so."""
    heads = (squeeze(line.text) for line in page.lines[:_HEAD])
    return next((_PARENT for head in heads if head.startswith(_PARENT) and "表" in head), "")


def _unit_of_page(page: Page) -> str:
    inks = [*page.lines, *(cell for table in page.tables for cell in table.cells)]
    texts = (squeeze(ink.text) for ink in inks)
    return next(
        (unit for text in texts if (at := _UNIT_LINE.search(text)) and (unit := unit_in(text[at.start() :]))), ""
    )


def _table_rows(table: Table) -> Iterator[list[Slot]]:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    for _, row in groupby(cells, key=lambda cell: cell.row):
        yield [Slot(cell, cell.column, cell.column + cell.column_span) for cell in row]


def _slot(ink: Ink) -> Slot:
    box = box_of(ink) or Box(left=0, top=0, right=0, bottom=0)
    return Slot(ink, box.left, box.right)


def _read(
    rows: Sequence[Sequence[Slot]], statement: Statement, year: int | None, above: str, room: Room
) -> Iterator[Figure]:
    columns: list[_Column] = []
    units: Slot | None = None
    just_headed = False
    for row in rows:
        if heading := _heading(row, year, room):
            columns = heading
            units = next((slot for slot in row if squeeze(slot.ink.text) in _UNIT_HEADING), None)
        elif columns and (totals := _totals(row, columns, room, just_headed=just_headed)) is not None:
            columns = totals
        elif columns:
            yield from _row(row, columns, units, statement, above)
        just_headed = bool(heading)


def _heading(row: Sequence[Slot], year: int | None, room: Room) -> list[_Column]:
    """The year columns of a heading: two or more, or one beside 项目. A number alone in a form is no year."""
    columns = [column for slot in room(row) if (column := _column(slot, year))]
    items = any(squeeze(slot.ink.text) in _ITEM_HEADING for slot in row)
    return columns if items or len(columns) > 1 else []


def _totals(row: Sequence[Slot], columns: Sequence[_Column], room: Room, *, just_headed: bool) -> list[_Column] | None:
    """The year columns narrowed to the totals in them, where a second heading divides each year; None in other rows.

    A group's statement may divide each year into 合并 and 母公司; both are totals, each of its own basis. A year that
    is divided by the row below its heading, and whose total nobody read, has no column: its first part is no total.
    """
    if any(_FIGURE.fullmatch(squeeze(slot.ink.text)) for slot in row):
        return None
    slots = [slot for slot in room(row) if squeeze(slot.ink.text)]
    found = [
        column._replace(left=slot.left, right=slot.right, basis=basis)
        for column in columns
        for slot in slots
        if _over(slot, [column]) and (basis := _total(slot.ink)) is not None
    ]
    if {(one.year, one.unit) for one in found} == {(one.year, one.unit) for one in columns}:
        return found
    divided = [one for one in columns if sum(_over(slot, [one]) is not None for slot in slots) > 1]
    return [*found, *(one for one in columns if one not in divided)] if divided and just_headed else None


def _total(ink: Ink) -> str | None:
    """Of whose figures a second heading is the total; on a picture half of 合计 will do."""
    text = squeeze(ink.text)
    return "" if ink.method is Method.OCR and text in _HALF_TOTAL else _TOTAL.get(text)


def _widened(row: Sequence[Slot]) -> Iterator[Slot]:
    """A heading's slots, each as wide as the room around it: figures stand to the right, headings in the middle.

    Only where no cell says how wide they are: between cells of a table the heading of another column may be lost.
    """
    for at, slot in enumerate(row):
        left = (row[at - 1].right + slot.left) / 2 if at else slot.left
        right = (slot.right + row[at + 1].left) / 2 if at + 1 < len(row) else max(slot.right, 1.0)
        yield Slot(slot.ink, left, right)


def _column(slot: Slot, year: int | None) -> _Column | None:
    text = squeeze(slot.ink.text)
    if found := _YEAR.fullmatch(text):
        return _Column(slot.left, slot.right, int(found["year"]), unit_in(found["unit"] or ""))
    if year is None:
        return None
    back = _years_back(text, read=slot.ink.method is Method.OCR)
    return None if back is None else _Column(slot.left, slot.right, year - back, unit_in(text))


def _years_back(text: str, *, read: bool) -> int | None:
    """Whether a heading means the year of the paper or the one before; one character on a picture may be misread.

    >>> _years_back("本期发生额", read=False), _years_back("上年数", read=False), _years_back("本期发生躯", read=False)
    (0, 1, None)
    >>> _years_back("本期发生躯", read=True), _years_back("上期金顿", read=True), _years_back("年期金额", read=True)
    (0, 1, None)
    """
    if _THIS.fullmatch(text):
        return 0
    if _LAST.fullmatch(text):
        return 1
    near = {
        back
        for back, heads in enumerate((_THIS_HEADS, _LAST_HEADS))
        for head in heads
        if read and _differs(text, head) == 1
    }
    return near.pop() if len(near) == 1 else None


def _row(
    row: Sequence[Slot], columns: Sequence[_Column], units: Slot | None, statement: Statement, above: str
) -> Iterator[Figure]:
    for at, slot in enumerate(row):
        label = _row_label(slot.ink.text)
        if not label or _FIGURE.fullmatch(label) or _over(slot, columns):
            continue
        # under a seal a label may be misread; what else the ink may say counts where it is the label of a row
        labels = dict.fromkeys((label, *map(_row_label, slot.ink.alternatives)))
        read = slot.ink.method is Method.OCR
        field, label = (
            _field_of(labels, statement, read=read)
            or (_loss(slot.ink.text, label, statement) if read else None)
            or ("", label)
        )
        values = _values(row[at + 1 :], columns)
        if not field:
            if statement.other and values and slot is not units and not _is_unit(slot, units):
                field = statement.other
            else:
                continue
        unit = _unit_beside(row[at + 1 :], units) or unit_in(in_brackets(slot.ink.text)) or above or statement.unit
        for column, value in values:
            text = value.ink.text.strip()
            yield Figure(
                field,
                label,
                column.year,
                whole(value.ink, label=label) if text else None,
                value.ink,
                column.unit or unit,
                column.basis,
            )


def _field_of(labels: Iterable[str], statement: Statement, *, read: bool) -> tuple[str, str] | None:
    """Which row some words name, and the words; one character of a long label on a picture may be misread."""
    labels = tuple(labels)
    rows = [(name, word) for name, words in statement.rows.items() for word in map(_row_label, words)]
    exact = next(((name, one) for one in labels for name, word in rows if one == word), None)
    if exact or not read:
        return exact
    near = {(name, word) for one in labels for name, word in rows if _is_misread(one, word)}
    return near.pop() if len({name for name, _ in near}) == 1 else None


def _loss(text: str, label: str, statement: Statement) -> tuple[str, str] | None:
    """The row that the brackets name, where half of its label was read as it is: 利民总期（亏损总額以“－”号填列）."""
    told = next((word for sign, word in _LOSSES if sign in squeeze(text)), "")
    alike = sum(one == other for one, other in zip(label, told, strict=False))
    field = next((name for name, words in statement.rows.items() if told in words), None)
    return (field, told) if field and told and len(label) == len(told) <= 2 * alike else None


def _is_misread(text: str, label: str) -> bool:
    """Whether a text is a long label but for one character in five.

    >>> _is_misread("所有社权益合计", "所有者权益合计"), _is_misread("所有社权溢合计", "所有者权益合计")
    (True, False)
    >>> _is_misread("负值和所有者标益总计", "负债和所有者权益总计")
    True
    >>> _is_misread("利润总题", "利润总额")
    False
    """
    return len(label) >= _LONG_LABEL and _differs(text, label) <= len(label) // 5


def _differs(text: str, other: str) -> int:
    """In how many characters two texts differ; in all of them where one is longer."""
    return sum(one != two for one, two in zip(text, other, strict=True)) if len(text) == len(other) else len(other)


def _row_label(text: str) -> str:
    plain = _OPEN_BRACKET.sub("", without_numbering(squeeze(text)))
    plain = without_numbering(_LEAD.sub("", plain, count=1))
    return label_keys(plain)[2]


def _values(rest: Sequence[Slot], columns: Sequence[_Column]) -> list[tuple[_Column, Slot]]:
    """The slots under the year columns, up to the next row label in a table of two halves."""
    found: list[tuple[_Column, Slot]] = []
    for slot in rest:
        column = _over(slot, columns)
        if column and column not in [taken for taken, _ in found]:
            found.append((column, slot))
        elif found and _row_label(slot.ink.text) and not _FIGURE.fullmatch(squeeze(slot.ink.text)):
            break
    return found


def _over(slot: Slot, columns: Sequence[_Column]) -> _Column | None:
    middle = (slot.left + slot.right) / 2
    return next((column for column in columns if column.left <= middle < column.right), None)


def _is_unit(slot: Slot, units: Slot | None) -> bool:
    return units is not None and min(slot.right, units.right) > max(slot.left, units.left)


def _unit_beside(rest: Sequence[Slot], units: Slot | None) -> str:
    return next((squeeze(slot.ink.text) for slot in rest if _is_unit(slot, units)), "")
