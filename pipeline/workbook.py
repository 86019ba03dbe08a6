"""Tables that an office hands over, CSV or .xlsx, as rows of text with the numbers a person sees beside them.

What a cell cannot give back exactly (a code typed as a number, a formula nobody calculated) is a fault and not a guess:
an empty cell in a list of winners would read as nobody.
"""

import csv
import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from pipeline.model import Noun, Sha256

_MOST_ROWS = 100_000
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
_BOM = b"\xef\xbb\xbf"


class GridRow(Noun):
    """One row that is not empty; `number` is the one a spreadsheet shows, `cells` begin with the first column."""

    number: int
    cells: tuple[str, ...]


class Grid(Noun):
    """One sheet of a file. `table` is the sheet's place in its workbook, from 1."""

    sha256: Sha256
    table: int = 1
    rows: tuple[GridRow, ...] = ()
    faults: tuple[str, ...] = ()


def read_grid(path: Path, sheet: str = "") -> Grid:
    """Read a table; what is wrong with the file as such stands in `faults`."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        return Grid(sha256=hashlib.sha256(b"").hexdigest(), faults=(f"文件打不开（{fault.strerror}）",))
    digest = hashlib.sha256(raw).hexdigest()
    match path.suffix.lower():
        case ".csv":
            if sheet:
                return Grid(sha256=digest, faults=("CSV 文件没有工作表，请去掉 sheet",))
            return _csv(raw, digest)
        case ".xlsx":
            return _xlsx(raw, digest, sheet)
        case _:
            return Grid(sha256=digest, faults=("只收 .csv 和 .xlsx 文件，请另存为其中一种",))


def _csv(raw: bytes, digest: Sha256) -> Grid:
    text = _decoded(raw)
    if text is None:
        return Grid(sha256=digest, faults=("CSV 的编码不是 UTF-8 或 GBK，请另存为“CSV UTF-8”",))
    try:
        told = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as fault:
        return Grid(sha256=digest, faults=(f"CSV 的引号或分隔符有误（{fault}），请用表格软件重新另存",))
    return Grid(sha256=digest, rows=_rows(enumerate(told, 1)), faults=_too_long(len(told)))


def _decoded(raw: bytes) -> str | None:
    """Decode what offices write: UTF-8 with or without its mark, or what a Chinese spreadsheet saves by default."""
    for encoding in ("utf-8-sig",) if raw.startswith(_BOM) else ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _xlsx(raw: bytes, digest: Sha256, wanted: str) -> Grid:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and print areas it does not know: only cells matter here
        try:
            shown = load_workbook(io.BytesIO(raw), data_only=True)
            typed = load_workbook(io.BytesIO(raw))
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError):
            return Grid(sha256=digest, faults=("不是能打开的 .xlsx 文件，请用表格软件重新另存",))
    filled = [one.title for one in shown.worksheets if any(_text(v) for row in one.values for v in row)]
    filled = filled or [one.title for one in shown.worksheets[:1]]
    if wanted and wanted not in [one.title for one in shown.worksheets]:
        return Grid(sha256=digest, faults=(f"没有工作表“{wanted}”，现有：{'、'.join(shown.sheetnames)}",))
    if not wanted and len(filled) != 1:
        return Grid(sha256=digest, faults=(f"有几张工作表：{'、'.join(filled)}，请在设置中用 sheet 写明是哪一张",))
    name = wanted or filled[0]
    faults = list(_too_long(shown[name].max_row))
    told: list[tuple[int, list[str]]] = []
    for number, (row, written) in enumerate(zip(shown[name].values, typed[name].values, strict=True), 1):
        told.append((number, [_text(value) for value in row]))
        for column, (value, formula) in enumerate(zip(row, written, strict=True), 1):
            if value is None and formula is not None:
                faults.append(f"第 {number} 行第 {column} 列是没有算出结果的公式，请在表格软件中打开并保存一次")
            elif isinstance(value, int | float) and abs(value) >= _EXACT:
                faults.append(f"第 {number} 行第 {column} 列的长号码是数字格式，末几位已丢失，请改为文本格式重新填写")
    return Grid(sha256=digest, table=shown.sheetnames.index(name) + 1, rows=_rows(told), faults=tuple(faults))


def _text(value: object) -> str:
    """Write a cell down as it is meant: a date as a day, a whole number without a point."""
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _rows(told: Iterable[tuple[int, list[str]]]) -> tuple[GridRow, ...]:
    stripped = ((number, tuple(cell.strip() for cell in cells)) for number, cells in told)
    return tuple(GridRow(number=number, cells=cells) for number, cells in stripped if any(cells))


def _too_long(rows: int) -> tuple[str, ...]:
    return (f"超过 {_MOST_ROWS} 行，不像是这种名单",) if rows > _MOST_ROWS else ()
