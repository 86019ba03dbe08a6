"""Registers from their files: every row or none, and everything that is wrong with them told at once."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from pipeline.errors import BadRegisters
from pipeline.registers import ROWS, TITLES, Party, Register, Registers, Replies, Sources
from pipeline.workbook import Grid, GridRow, read_grid

_Row = TypeVar("_Row", bound=Party)

_LEFT_ALONE = ("序号", "备注")  # columns with such headings carry nothing
_HEAD_WITHIN = 10  # a title and a date may stand above the headings


def read_registers(sources: Sources, folder: Path) -> Registers:
    """Read the registers that office.toml names; their paths begin at the folder in which it lies."""
    faults: list[str] = []
    found: dict[str, Any] = {}
    for name, shape in ROWS.items():
        source = getattr(sources, name)
        if source is None:
            continue
        grid = read_grid(folder / source.file, source.sheet)
        wrong = list(grid.faults)
        rows = _rows(grid, shape, wrong) if not wrong else ()
        faults += [f"{TITLES[name]} {source.file}：{one}" for one in wrong]
        register = Replies if name == "replies" else Register[shape]  # type: ignore[valid-type]
        if not wrong:
            found[name] = register(source=source, sha256=grid.sha256, table=grid.table, rows=rows)
    if faults:
        raise BadRegisters(faults)
    return Registers(**found)


def headings(shape: type[Party]) -> dict[str, str]:
    """Name the columns of a register, by field.

    >>> from pipeline.registers import Graded
    >>> "、".join(headings(Graded).values())
    '单位名称/姓名、统一社会信用代码、身份证号码、曾用名、评价年度、档次'
    """
    return {name: str(field.title) for name, field in shape.model_fields.items() if field.title}


def _rows(grid: Grid, shape: type[_Row], faults: list[str]) -> tuple[_Row, ...]:
    known = {plain_heading(title): name for name, title in headings(shape).items()}
    known |= {plain_heading(other): name for name, others in shape.also.items() for other in others}
    head = next(
        (row for row in grid.rows[:_HEAD_WITHIN] if sum(plain_heading(c) in known for c in row.cells) > 1), None
    )
    if head is None:
        faults.append(f"没有找到表头，应有：{_expected(shape)}")
        return ()
    columns = _columns(head, known, shape, faults)
    if faults:
        return ()
    below = [row for row in grid.rows if row.number > head.number]
    rows = [row for one in below if (row := _row(one, columns, shape, faults)) is not None]
    return tuple(rows)


def plain_heading(text: str) -> str:
    """Write a heading without white space and in one width of brackets and strokes."""
    return "".join(text.split()).replace("／", "/").replace("（", "(").replace("）", ")")


def _columns(head: GridRow, known: dict[str, str], shape: type[Party], faults: list[str]) -> dict[str, int]:
    """Find the column of each field; a heading nobody knows may be a misspelt one and is not passed over."""
    columns: dict[str, int] = {}
    for number, cell in enumerate(head.cells, 1):
        title = plain_heading(cell)
        if not title or title.startswith(_LEFT_ALONE):
            continue
        field = known.get(title)
        if field is None:
            faults.append(
                f"第 {head.number} 行第 {number} 列：没有“{cell}”这一列，可用：{_expected(shape)}；"
                "用不到的列请删去，或把列名改为以“备注”开头"
            )
        elif field in columns:
            faults.append(f"第 {head.number} 行第 {number} 列：“{cell}”一列重复")
        else:
            columns[field] = number
    told = headings(shape)
    missing = [told[name] for name, field in shape.model_fields.items() if name in told and field.is_required()
               and name not in columns]  # fmt: skip
    if missing:
        faults.append(f"第 {head.number} 行：缺少列 {'、'.join(missing)}")
    return columns


def _expected(shape: type[Party]) -> str:
    must = {name for name, field in shape.model_fields.items() if field.is_required()}
    return "、".join(title + ("（必填）" if name in must else "") for name, title in headings(shape).items())


def _row(row: GridRow, columns: dict[str, int], shape: type[_Row], faults: list[str]) -> _Row | None:
    written = {name: row.cells[number - 1] for name, number in columns.items() if number <= len(row.cells)}
    quotes = {name: text for name, text in written.items() if text}
    try:
        return shape.model_validate({**quotes, "row": row.number, "columns": columns, "quotes": quotes})
    except ValidationError as fault:
        faults += _said(fault, row.number, columns, shape)
        return None


def _said(fault: ValidationError, row: int, columns: dict[str, int], shape: type[Party]) -> Iterator[str]:
    told = headings(shape)
    for error in fault.errors(include_url=False):
        field = str(error["loc"][0])
        at = f"第 {row} 行第 {columns[field]} 列“{told[field]}”"
        match error["type"]:
            case "missing":
                yield f"{at}：没有填写"
            case "enum":
                yield f"{at}：不能写 {error['input']}，可用：{'、'.join(_choices(shape, field))}"
            case "value_error":
                yield f"{at}：{error['input']}，{error['ctx']['error']}"
            case "int_parsing":
                yield f"{at}：应为四位年份，如 2025，不是 {error['input']}"
            case _:
                yield f"{at}：写法不对：{error['input']}"


def _choices(shape: type[Party], field: str) -> Sequence[str]:
    kind = shape.model_fields[field].annotation
    return list(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()
