"""A Word file being written from top to bottom, which counts its paragraphs and tables as it lays them down.

Paragraphs of the body count from 1 and the page header goes on after the last of them; tables count in the order in
which they begin, those inside a cell after the one that holds them. The counting is done here and nowhere else.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from pipeline.model import InCell, InParagraph, Place
from samples.forms import wrapping
from samples.forms.stroke import Stroke, write
from samples.ledger import Ledger

_TWIPS = 567  # in a centimetre
_MOMENT = (2026, 6, 20, 9, 0, 0)


@dataclass(frozen=True)
class Line:
    """One paragraph. Spaces are in points, the indent of the first line in characters."""

    stroke: Stroke
    align: str = "left"
    indent: float = 0
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    style: str = ""
    page_before: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: lines, and tables within it."""

    blocks: tuple["Line | Grid", ...]
    middle: bool = True


@dataclass(frozen=True)
class Row:
    """Cells by grid column. `<` belongs to the left neighbour, `^` to the cell above."""

    cells: tuple[Cell | str, ...]
    head: bool = False
    gone: bool = False
    height: float = 0


@dataclass(frozen=True)
class Grid:
    rows: tuple[Row, ...]
    widths: tuple[float, ...]  # centimetres


@dataclass
class Scroll:
    """The file while it is written."""

    ledger: Ledger
    title: str
    size: float = 12
    paragraphs: int = 0
    tables: int = 0
    header: Stroke = field(default_factory=Stroke)
    footer: Stroke = field(default_factory=Stroke)
    bare_cover: bool = False
    body: list[str] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    remarks: dict[int, str] = field(default_factory=dict)
    sections: int = 0

    def __post_init__(self) -> None:
        self.ledger.page(None)

    def say(self, said: Stroke | str, **shape: object) -> None:
        """Lay down one paragraph of the body."""
        self.line(Line(said if isinstance(said, Stroke) else write(said), **shape))  # type: ignore[arg-type] # shapes of Line

    def line(self, line: Line) -> None:
        self.paragraphs += 1
        self.body.append(self._line(line, InParagraph(paragraph=self.paragraphs)))

    def grid(self, grid: Grid) -> None:
        self.body.append(self._grid(grid))

    def turn(self, *, landscape: bool) -> None:
        """End a section; `landscape` is how the pages before this point lie."""
        self.paragraphs += 1
        self.body.append(f"<w:p><w:pPr>{self._section(landscape=landscape)}</w:pPr></w:p>")

    def saved(self) -> bytes:
        last = self._section(landscape=False)
        number = self.paragraphs
        parts = dict(wrapping.fixed_parts(self.title, self.size))
        for name, stroke in (("header", self.header), ("footer", self.footer)):
            if stroke:
                number += 1
                line = self._line(Line(stroke, align="center"), InParagraph(paragraph=number))
                parts[f"word/{name}1.xml"] = wrapping.margin(name, line)
        parts["word/document.xml"] = wrapping.document("".join(self.body) + last)
        if self.remarks:
            parts["word/comments.xml"] = wrapping.comments(
                f'<w:comment w:id="{id_}" w:author="复核" w:date="2026-06-02T10:00:00Z"><w:p><w:r>'
                f"<w:t>{escape(remark)}</w:t></w:r></w:p></w:comment>"
                for id_, remark in self.remarks.items()
            )
        parts["word/_rels/document.xml.rels"] = wrapping.relations(parts, self.media)
        parts["[Content_Types].xml"] = wrapping.content_types(parts)
        return _packed({**{name: text.encode() for name, text in parts.items()}, **self._pictures()})

    def _pictures(self) -> dict[str, bytes]:
        return {f"word/media/{name}.png": raw for name, raw in self.media.items()}

    def _section(self, *, landscape: bool) -> str:
        self.sections += 1
        links = ""
        if self.sections == 1:
            named = (("header", self.header), ("footer", self.footer))
            links = "".join(f'<w:{name}Reference w:type="default" r:id="{name}1"/>' for name, there in named if there)
        size = (
            '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
            if landscape
            else '<w:pgSz w:w="11906" w:h="16838"/>'
        )
        cover = "<w:titlePg/>" if self.bare_cover and self.sections == 1 else ""
        return f"<w:sectPr>{links}{size}{wrapping.MARGINS}{cover}</w:sectPr>"

    def _line(self, line: Line, place: Place) -> str:
        self._note(line.stroke, place)
        size = self.size
        shape = (
            (f'<w:pStyle w:val="{line.style}"/>' if line.style else "")
            + ("<w:keepNext/>" if line.keep else "")
            + ("<w:pageBreakBefore/>" if line.page_before else "")
            + f'<w:spacing w:before="{round(line.before * 20)}" w:after="{round(line.after * 20)}"'
            + f' w:line="{round(line.spacing * 240)}" w:lineRule="auto"/>'
            + (f'<w:ind w:firstLine="{round(line.indent * size * 20)}"/>' if line.indent else "")
            + (f'<w:jc w:val="{line.align}"/>' if line.align != "left" else "")
        )
        return f"<w:p><w:pPr>{shape}</w:pPr>{line.stroke.xml}</w:p>"

    def _note(self, stroke: Stroke, place: Place) -> None:
        for fact in stroke.facts:
            self.ledger.put(fact.field, fact.value, fact.quote, place, key=fact.key, legible=fact.legible)
        self.media.update(stroke.media)
        self.remarks.update(stroke.comments)

    def _grid(self, grid: Grid) -> str:
        self.tables += 1
        number, kept, rows = self.tables, 0, []
        for y, row in enumerate(grid.rows):
            kept += not row.gone
            cells = "".join(self._cell(grid, y, x, number, kept) for x in range(len(row.cells)) if row.cells[x] != "<")
            shape = (
                (f'<w:trHeight w:val="{round(row.height * _TWIPS)}" w:hRule="atLeast"/>' if row.height else "")
                + ("<w:cantSplit/>" + ("<w:tblHeader/>" if row.head else ""))
                + ('<w:del w:id="7" w:author="审核" w:date="2026-06-01T09:00:00Z"/>' if row.gone else "")
            )
            rows.append(f"<w:tr>{f'<w:trPr>{shape}</w:trPr>' if shape else ''}{cells}</w:tr>")
        columns = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in grid.widths)
        return f"<w:tbl>{wrapping.RULED}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def _cell(self, grid: Grid, y: int, x: int, number: int, kept: int) -> str:
        cell, top = grid.rows[y].cells[x], y
        while grid.rows[top].cells[x] == "^":
            top -= 1
        span = _span(grid.rows[top].cells, x)
        width = round(sum(grid.widths[x : x + span]) * _TWIPS)
        below = y + 1 < len(grid.rows) and grid.rows[y + 1].cells[x] == "^"
        merged = "<w:vMerge/>" if cell == "^" else '<w:vMerge w:val="restart"/>' if below else ""
        shape = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + merged
        if isinstance(cell, str):
            return f"<w:tc><w:tcPr>{shape}</w:tcPr><w:p/></w:tc>"
        place = InCell(table=number, row=kept, column=x + 1)
        inside = "".join(
            self._grid(block) + "<w:p/>" if isinstance(block, Grid) else self._line(block, place)
            for block in cell.blocks
        )
        shape += '<w:vAlign w:val="center"/>' if cell.middle else ""
        return f"<w:tc><w:tcPr>{shape}</w:tcPr>{inside}</w:tc>"


def cell(said: Stroke | str, *, align: str = "left", size: float = 0, bold: bool = False, pad: float = 2) -> Cell:
    """A cell with one paragraph in it."""
    stroke = said if isinstance(said, Stroke) else write(said, size=size, bold=bold)
    return Cell((Line(stroke, align=align, before=pad, after=pad),))


def upright(label: str, *, bold: bool = False) -> Cell:
    """A label down the side of a block, one character a line."""
    return Cell(tuple(Line(write(character, bold=bold), align="center") for character in label))


def rows(told: Sequence[Sequence[Cell | Stroke | str]], *, heads: int = 0, height: float = 0) -> tuple[Row, ...]:
    """Rows of a grid; words become cells, the first rows are repeated on every page."""
    return tuple(
        Row(tuple(_as_cell(one, centred=number < heads) for one in row), head=number < heads, height=height)
        for number, row in enumerate(told)
    )


def _as_cell(one: Cell | Stroke | str, *, centred: bool) -> Cell | str:
    if isinstance(one, Cell) or one in ("<", "^"):
        return one
    return cell(one, align="center" if centred else "left", bold=centred)


def _span(cells: Sequence[Cell | str], x: int) -> int:
    span = 1
    while x + span < len(cells) and cells[x + span] == "<":
        span += 1
    return span


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return out.getvalue()
