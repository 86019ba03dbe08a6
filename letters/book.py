"""Excel workbooks for an office to filter and fill in. The only writer that knows Excel.

Whatever an applicant wrote is text: a name that begins with an equals sign is a name and not a formula.
"""

import io
import math
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from letters.still import noon, still
from letters.wording import writable

_HEAD_FILL, _LINE = "FFE8EDF3", "FFB8C0CA"
_TO_FILL = "FFFBE6"
_FONT = "宋体"
_LINE_HEIGHT, _TALLEST = 14.0, 180.0  # points; Excel allows no row above 409, and nobody reads one


class Link(NamedTuple):
    """Words that open something."""

    words: str
    target: str


class Marked(NamedTuple):
    """Words on a colour; the words alone say it all."""

    words: str
    colour: str


Value = str | Decimal | int | date | Link | Marked | None


class Column(NamedTuple):
    """A column of a sheet: its heading, its width in characters, and its only words where it takes no others."""

    heading: str
    width: float
    choices: tuple[str, ...] = ()
    to_fill: bool = False


class Book:
    """A workbook being written."""

    def __init__(self, title: str, on: date, hide: Callable[[str], str]) -> None:
        import openpyxl

        self._file: Any = openpyxl.Workbook()
        self._file.remove(self._file.active)
        self._hide = hide
        self._looks: dict[tuple[str, str, bool], Any] = {}
        core = self._file.properties
        core.title, core.creator = title, ""
        core.created = core.modified = noon(on)

    def sheet(
        self,
        name: str,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Value]],
        *,
        above: Sequence[str] = (),
        fixed: int = 0,
        across: int = 1,
    ) -> None:
        """A sheet with one table: headings that stay in sight, a filter on each, `fixed` columns that stay too.

        `above` are lines of words over the headings. Printed on A3, the sheet is `across` pages wide, each with the
        headings and the fixed columns.
        """
        from openpyxl.utils import get_column_letter

        sheet, head = self._file.create_sheet(name), len(above) + 1
        self._above(sheet, above, columns)
        for at, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(at)].width = column.width
            self._head(sheet.cell(head, at), column)
        heads = max(_lines(column.heading, column.width) for column in columns)
        sheet.row_dimensions[head].height = heads * _LINE_HEIGHT + 8
        for y, row in enumerate(rows, head + 1):
            for x, value in enumerate(row, 1):
                self._put(sheet.cell(y, x), value, to_fill=columns[x - 1].to_fill)
            lines = max(_lines(value, column.width) for value, column in zip(row, columns, strict=True))
            sheet.row_dimensions[y].height = min(lines * _LINE_HEIGHT + 4, _TALLEST)
        last = head + max(len(rows), 1)
        sheet.freeze_panes = sheet.cell(head + 1, fixed + 1)
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{last}"
        self._choices(sheet, columns, head + 1, last)
        sheet.print_title_rows = f"{head}:{head}"
        if fixed:
            sheet.print_title_cols = f"A:{get_column_letter(fixed)}"
        self._print(sheet, title, across)

    def _above(self, sheet: Any, lines: Sequence[str], columns: Sequence[Column]) -> None:
        from openpyxl.styles import Alignment, Font

        wide = sum(column.width for column in columns)
        for y, line in enumerate(lines, 1):
            cell = sheet.cell(y, 1)
            self._text(cell, line)
            cell.font = Font(name=_FONT if y > 1 else "黑体", size=10.5 if y > 1 else 15)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            sheet.merge_cells(start_row=y, end_row=y, start_column=1, end_column=len(columns))
            sheet.row_dimensions[y].height = _lines(line, wide) * _LINE_HEIGHT + (4 if y > 1 else 12)

    def notes(self, name: str, lines: Sequence[str]) -> None:
        """A sheet of words."""
        from openpyxl.styles import Alignment, Font

        sheet = self._file.create_sheet(name)
        sheet.column_dimensions["A"].width = 110
        for y, line in enumerate(lines, 1):
            cell = sheet.cell(y, 1)
            self._put(cell, line, to_fill=False)
            cell.font = Font(name=_FONT, size=12 if y > 1 else 14, bold=y == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = None
            sheet.row_dimensions[y].height = _lines(line, 95) * 18

    def bytes(self) -> bytes:
        from openpyxl.xml.functions import tostring

        modified = self._file.properties.modified
        raw = io.BytesIO()
        self._file.save(raw)
        self._file.properties.modified = modified  # saving wrote down the clock
        return still(raw.getvalue(), {"docProps/core.xml": tostring(self._file.properties.to_tree())})

    @staticmethod
    def _head(cell: Any, column: Column) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        cell.value = column.heading
        cell.font = Font(name="黑体", size=11)
        cell.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        cell.border = _ruled()

    def _put(self, cell: Any, value: Value, *, to_fill: bool) -> None:
        colour, shape, link = _TO_FILL if to_fill else "", "General", False
        match value:
            case None | "":
                pass
            case Link(words, target):
                self._text(cell, words)
                cell.hyperlink, link = target, True
            case Marked(words, colour):
                self._text(cell, words)
            case date():
                cell.value, shape = value, "yyyy-mm-dd"
            case Decimal():
                cell.value, shape = value, "#,##0.00"
            case int():
                cell.value = value
            case str():
                self._text(cell, value)
        self._look(cell, colour, shape, link=link)

    def _look(self, cell: Any, colour: str, shape: str, *, link: bool) -> None:
        """Give a cell its look; one look is made once, for making them takes longer than all the rest."""
        from openpyxl.styles import Alignment, Font, PatternFill

        key = (colour, shape, link)
        if key not in self._looks:
            blue = {"color": "FF1F4E9E", "underline": "single"} if link else {}
            cell.font = Font(name=_FONT, size=10.5, **blue)
            cell.border, cell.alignment = _ruled(), Alignment(wrap_text=True, vertical="top")
            if colour:
                cell.fill = PatternFill("solid", fgColor=f"FF{colour}")
            cell.number_format = shape
            self._looks[key] = cell._style  # noqa: SLF001 - openpyxl has no other word for a look as a whole
        cell._style = copy(self._looks[key])  # noqa: SLF001 - the same

    def _text(self, cell: Any, words: str) -> None:
        cell.value = self._hide(writable(words))
        cell.data_type = "s"  # never a formula

    @staticmethod
    def _choices(sheet: Any, columns: Sequence[Column], first: int, last: int) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        for at, column in enumerate(columns, 1):
            if column.choices:
                rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
                rule.error = f"只能填：{'、'.join(column.choices)}"
                rule.showErrorMessage = True
                rule.add(f"{get_column_letter(at)}{first}:{get_column_letter(at)}{last}")
                sheet.add_data_validation(rule)

    @staticmethod
    def _print(sheet: Any, title: str, across: int) -> None:
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8  # A3
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddHeader.center.text, sheet.oddFooter.center.text = title, "第 &P 页  共 &N 页"


def _lines(value: Value, width: float) -> int:
    """Reckon how many lines a value takes: a Chinese character is as wide as two digits."""
    words = value if isinstance(value, str) else value.words if isinstance(value, Link | Marked) else ""
    room = max(width - 1.5, 1)
    return sum(
        max(1, math.ceil(sum(2 if ord(char) > 0x2E7F else 1.1 for char in line) / room)) for line in words.split("\n")
    )


def _ruled() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color=_LINE)
    return Border(left=side, right=side, top=side, bottom=side)
