"""Writes a scroll as a Word file, counting its paragraphs and tables as it lays them down.

Paragraphs of the body count from 1 and the page header goes on after the last of them; tables count in the order in
which they begin, those inside a cell after the one that holds them. The counting is done here and nowhere else.
"""

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from pipeline.model import InCell, InParagraph, Place
from samples.forms import wrapping
from samples.forms.blocks import Block, Grid, Line, span
from samples.forms.scroll import Scroll
from samples.forms.stroke import Stroke
from samples.pressed import press

_TWIPS = 567  # in a centimetre
_MOMENT = (2026, 6, 20, 9, 0, 0)


@dataclass
class Scribe:
    """The file while it is written."""

    scroll: Scroll
    paragraphs: int = 0
    tables: int = 0
    media: dict[str, bytes] = field(default_factory=dict)
    remarks: dict[int, str] = field(default_factory=dict)
    sections: int = 0

    def written(self) -> bytes:
        body = "".join(self._block(block) for block in self.scroll.blocks)
        last = self._section(landscape=False)
        number = self.paragraphs
        parts = dict(wrapping.fixed_parts(self.scroll.title, self.scroll.size))
        for name, stroke in (("header", self.scroll.header), ("footer", self.scroll.footer)):
            if stroke:
                number += 1
                line = self._line(Line(stroke, align="center"), InParagraph(paragraph=number))
                parts[f"word/{name}1.xml"] = wrapping.margin(name, line)
        parts["word/document.xml"] = wrapping.document(body + last)
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
            named = (("header", self.scroll.header), ("footer", self.scroll.footer))
            links = "".join(f'<w:{name}Reference w:type="default" r:id="{name}1"/>' for name, there in named if there)
        size = (
            '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
            if landscape
            else '<w:pgSz w:w="11906" w:h="16838"/>'
        )
        cover = "<w:titlePg/>" if self.scroll.bare_cover and self.sections == 1 else ""
        return f"<w:sectPr>{links}{size}{wrapping.MARGINS}{cover}</w:sectPr>"

    def _block(self, block: Block) -> str:
        if isinstance(block, Grid):
            return self._grid(block)
        self.paragraphs += 1
        if isinstance(block, Line):
            return self._line(block, InParagraph(paragraph=self.paragraphs))
        return f"<w:p><w:pPr>{self._section(landscape=block.landscape)}</w:pPr></w:p>"

    def _line(self, line: Line, place: Place) -> str:
        self._note(line.stroke, place)
        size = self.scroll.size
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
        boxed = (fact for inset in stroke.insets if inset.inside for fact in inset.inside.facts)
        for fact in (*stroke.facts, *boxed):
            self.scroll.ledger.put(fact.field, fact.value, fact.quote, place, key=fact.key, legible=fact.legible)
        for inset in stroke.insets:
            if inset.seal:
                press(self.scroll.ledger, inset.seal, place)
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
        wide = span(grid.rows[top].cells, x)
        width = round(sum(grid.widths[x : x + wide]) * _TWIPS)
        below = y + 1 < len(grid.rows) and grid.rows[y + 1].cells[x] == "^"
        merged = "<w:vMerge/>" if cell == "^" else '<w:vMerge w:val="restart"/>' if below else ""
        shape = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else "") + merged
        if isinstance(cell, str):
            return f"<w:tc><w:tcPr>{shape}</w:tcPr><w:p/></w:tc>"
        place = InCell(table=number, row=kept, column=x + 1)
        inside = "".join(
            self._grid(block) + "<w:p/>" if isinstance(block, Grid) else self._line(block, place)
            for block in cell.blocks
        )
        shape += '<w:vAlign w:val="center"/>' if cell.middle else ""
        return f"<w:tc><w:tcPr>{shape}</w:tcPr>{inside}</w:tc>"


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return out.getvalue()
