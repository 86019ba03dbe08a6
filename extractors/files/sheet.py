"""Reads an .xlsx workbook: every sheet a page with one table, its cells as they are shown.

Rows and columns keep the numbers they have in the sheet (B7 is row 7, column 2), so that a person finds the place.
Hidden sheets, rows and columns are read and marked as hidden.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from extractors.files import container, sheet_parts
from extractors.files.container import Parts, child
from extractors.files.pasted import Pasted, needs_ocr, read_pasted
from extractors.files.sheet_parts import Area, Book, address
from extractors.ink.ocr import OcrSettings
from pipeline.model import (
    Cell,
    Disposition,
    InCell,
    Line,
    Method,
    Page,
    Problem,
    Reader,
    Reading,
    SourceFile,
    Table,
)

_BY = Reader(name="zishen-xlsx", version="1")
_MOST_COVERED = 200_000  # cells that merged ones cover; further areas count as single cells
_MOST_CELLS = 60_000  # of a workbook; a statement of a year has some hundreds


@dataclass
class _Desk:
    """What has been gathered on the way through one workbook."""

    source: SourceFile
    ocr: OcrSettings | None
    left: int = _MOST_CELLS
    told: list[Disposition] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, part: str, how: str, *, read: bool = True) -> None:
        self.told.append(Disposition(file=self.source.sha256, part=part, read=read, how=how))

    def trouble(self, code: str, what: str, next_step: str) -> None:
        self.problems.append(Problem(code=code, file=self.source.name, what=what, next_step=next_step))


def read_sheet(source: SourceFile, path: Path, ocr: OcrSettings | None) -> Reading:
    """Read an .xlsx; one that cannot be opened becomes a problem."""
    desk = _Desk(source, ocr)
    pages: list[Page] = []
    try:
        with container.opened(path) as parts:
            book = sheet_parts.book(parts)
            for number, sheet in enumerate(book.sheets, 1):
                pages.append(_read_sheet(desk, parts, book, sheet, number))
            _tell_rest(desk, parts)
    except container.TooLarge:
        desk.trouble("document_too_large", "Excel 文件解压后超过上限，没有读完", "请删去无关的工作表和数据后再提交。")
    except (container.Broken, OSError):
        desk.trouble("damaged_xlsx", "Excel 文件已损坏，打不开", "请在 Excel 或 WPS 中打开并另存为 .xlsx 后再提交。")
    if not pages and not desk.problems:
        desk.trouble("damaged_xlsx", "Excel 文件里没有工作表", "请重新导出后再提交。")
    return Reading(file=source, pages=tuple(pages), dispositions=tuple(desk.told), problems=tuple(desk.problems))


def _read_sheet(desk: _Desk, parts: Parts, book: Book, sheet: sheet_parts.Sheet, number: int) -> Page:
    part = f"工作表 {number}（{sheet.name}）"
    if sheet.kind != "worksheet":
        desk.tell(part, "不是表格（图表或宏表），未读", read=False)
        return Page(number=number)
    try:
        root = parts.tree(sheet.part)
    except container.Broken:
        desk.tell(part, "已损坏，未读", read=False)
        desk.trouble("damaged_xlsx", f"{part}已损坏，读不出来", "请在 Excel 或 WPS 中打开并另存后再提交。")
        return Page(number=number)
    grid = _Grid(desk, book, root, number, hidden=sheet.hidden)
    cells = tuple(grid.cells())
    told = ["隐藏的工作表，" if sheet.hidden else "", f"{sum(bool(cell.text) for cell in cells)} 个有内容的单元格"]
    told.append(f"，其中隐藏的行列中 {grid.hidden} 个" if grid.hidden and not sheet.hidden else "")
    desk.tell(part, "".join(told))
    if grid.cut:
        desk.trouble(
            "document_too_large",
            f"{part}第 {grid.cut} 行起超过一个文件 {_MOST_CELLS} 个单元格的上限，未读",
            "请只提交需要审查的部分。",
        )
    if grid.uncomputed:
        desk.trouble(
            "formula_without_value",
            f"{part}有 {grid.uncomputed} 个公式没有保存计算结果，值未知",
            "请在 Excel 或 WPS 中打开并重新保存后再提交。",
        )
    for words in sheet_parts.margins(root):
        desk.tell(f"工作表 {number}页眉页脚", f"打印时才出现，不用作依据：{words}")
    over = Pasted("")
    try:
        over = _read_drawn(desk, parts, book, sheet, number, grid.called)
    except container.Broken:
        desk.tell(f"工作表 {number}图片和批注", "已损坏，未读", read=False)
        desk.trouble("damaged_xlsx", f"{part}的图片或批注已损坏，读不出来", "请在 Excel 或 WPS 中打开并另存后再提交。")
    tables = (Table(cells=cells),) if cells else ()
    return Page(number=number, lines=over.lines, tables=(*tables, *over.tables), seals=over.seals)


class _Grid:
    """The cells of one sheet on their way to a table."""

    def __init__(self, desk: _Desk, book: Book, root: Element, number: int, *, hidden: bool) -> None:
        self.desk, self.book, self.root, self.number, self.all_hidden = desk, book, root, number, hidden
        self.hidden = self.uncomputed = self.cut = 0
        self.called: list[tuple[str, InCell]] = []  # pictures that a cell shows by a formula of WPS
        self._merged: dict[tuple[int, int], Area] = {}
        self._covered: set[tuple[int, int]] = set()
        for area in sheet_parts.merged(root):
            if len(self._covered) < _MOST_COVERED:
                self._merged[area.row, area.column] = area
                self._covered |= set(area.within())
        self._columns = sheet_parts.hidden_columns(root)

    def cells(self) -> Iterator[Cell]:
        """Every cell of the used columns in each row that has any, empty ones too: an empty place is an answer."""
        rows = list(sheet_parts.rows(self.root))
        used = [at for row in rows for at, cell in row.cells if sheet_parts.is_filled(cell)]
        used += [column for _, column in self._merged]
        first, last = min(used, default=1), max(used, default=0)
        dense = (last - first + 1) * len(rows) <= self.desk.left
        for row in rows:
            held = dict(row.cells)
            starts = {column for at, column in self._merged if at == row.number}
            filled = {at for at, cell in held.items() if sheet_parts.is_filled(cell)} | starts
            wanted = sorted(range(first, last + 1) if dense and filled else filled)
            self.desk.left -= len(wanted)
            if self.desk.left < 0:
                self.cut = row.number
                return
            for column in wanted:
                if (row.number, column) not in self._covered:
                    yield self._cell(row.number, column, held.get(column), hidden=row.hidden)

    def _cell(self, row: int, column: int, held: Element | None, *, hidden: bool) -> Cell:
        place = InCell(table=self.number, row=row, column=column)
        text = self._text(held, place) if held is not None else ""
        away = self.all_hidden or hidden or column in self._columns
        self.hidden += bool(away and text)
        area = self._merged.get((row, column), Area(row, column, row, column))
        return Cell(
            text=text,
            place=place,
            method=Method.HIDDEN if away else Method.WORD,
            reader=_BY,
            row=row,
            column=column,
            row_span=area.last_row - row + 1,
            column_span=area.last_column - column + 1,
        )

    def _text(self, held: Element, place: InCell) -> str:
        formula = child(held, "f")
        if formula is not None:
            called = sheet_parts.called_picture(formula.text or "")
            if called:
                self.called.append((called, place))
                return ""
            value = child(held, "v")
            if value is None or (not value.text and held.get("t") != "str"):
                self.uncomputed += 1
        return self.book.shown(held)


def _read_drawn(
    desk: _Desk, parts: Parts, book: Book, sheet: sheet_parts.Sheet, number: int, called: Sequence[tuple[str, InCell]]
) -> Pasted:
    """Text boxes and pictures that lie over a sheet, at the cell where each begins; notes and charts are named."""
    where = f"工作表 {number}"
    method = Method.HIDDEN if sheet.hidden else Method.WORD
    lines: list[Line] = []
    papers: list[Pasted] = []
    pictures = [(book.cell_pictures.get(name, ""), place) for name, place in called]
    for drawn in sheet_parts.drawn(parts, sheet):
        place = InCell(table=number, row=drawn.row, column=drawn.column)
        lines += (Line(text=text, place=place, method=method, reader=_BY) for text in drawn.texts)
        pictures += [(name, place) for name in drawn.pictures]
        if drawn.chart:
            desk.tell(f"{where}图表（{address(drawn.row, drawn.column)}）", "未读", read=False)
    for at, (name, place) in enumerate(pictures, 1):
        part = f"{where}图片 {at}（{address(place.row, place.column)}）"
        if not parts.has(name):
            desk.tell(part, "图片不在文件之内，未读", read=False)
            continue
        seen = read_pasted(parts.content(name), desk.ocr, place)
        desk.tell(part, seen.how, read=seen.read)
        if seen.unread_paper:
            desk.problems.append(needs_ocr(desk.source, part))
        papers.append(seen)
    for told in sheet_parts.remarks(parts, sheet):
        desk.tell(f"{where}批注", f"不是材料正文，不用作依据：{told}")
    return Pasted(
        "",
        lines=(*lines, *(line for paper in papers for line in paper.lines)),
        tables=tuple(table for paper in papers for table in paper.tables),
        seals=tuple(seal for paper in papers for seal in paper.seals),
    )


def _tell_rest(desk: _Desk, parts: Parts) -> None:
    """Whole files inside, controls and macros: named, and asked for where they may be a paper."""
    for name in parts.names:
        folder, _, short = name.rpartition("/")
        if folder == "xl/embeddings":
            desk.tell(f"嵌入的文件（{short}）", "未读", read=False)
            desk.trouble("embedded_document", f"Excel 中嵌有文件 {short}，未读", "请把嵌入的文件单独提交。")
        elif folder in {"xl/ctrlProps", "xl/activeX"} and short.endswith(".xml"):
            desk.tell(f"表单控件（{short}）", "未读", read=False)
        elif short == "vbaProject.bin":
            desk.tell("宏", "未运行，未读", read=False)
