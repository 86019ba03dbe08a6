"""Word papers as a Chinese office sets them: A4, 仿宋 and 黑体, pages numbered. The only writer that knows Word.

Measures are those of GB/T 9704: margins of 37, 35, 28 and 26 mm, body text of size three (16 points) in lines of 28.
What is left to the office is marked in yellow, so that nothing is sent with a hole in it.
"""

import io
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from letters.still import noon, still
from letters.typography import (
    BODY,
    HEI,
    KAI,
    LINE,
    drop_leftovers,
    face,
    framed,
    indented,
    page_number,
    points,
    set_styles,
    shade,
    spaced,
)
from letters.wording import writable

_MARKED = "FDE9D9"
LEFT = "\0"  # instead of a cell: it belongs to its left neighbour


class Blank(NamedTuple):
    """A place the office fills in by hand."""

    words: str


class AsIs(NamedTuple):
    """Words of the office itself, such as its own telephone number: nothing in them is hidden."""

    words: str


Part = str | Blank | AsIs


class Word:
    """A paper being written; `form` is one of tables, with narrow margins. All its words pass through `hide`."""

    def __init__(
        self, title: str, on: date, hide: Callable[[str], str], *, form: bool = False, draft: str = ""
    ) -> None:
        import docx
        from docx.shared import Cm

        self._form = form
        self._hidden = hide
        self._file: Any = docx.Document()
        drop_leftovers(self._file.part)
        section = self._file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        top, bottom, left, right = (2.0, 1.8, 1.8, 1.8) if form else (3.7, 3.5, 2.8, 2.6)
        section.top_margin, section.bottom_margin = Cm(top), Cm(bottom)
        section.left_margin, section.right_margin = Cm(left), Cm(right)
        section.header_distance, section.footer_distance = Cm(1.0 if form else 1.8), Cm(0.9 if form else 2.5)
        self.width = 21 - left - right
        set_styles(self._file.styles)
        self._numbered(section, form=form)
        if draft:
            self._draft(section, draft)
        core = self._file.core_properties
        core.title, core.author, core.last_modified_by, core.comments = title, "", "", ""
        core.created = core.modified = noon(on)
        core.revision = 1

    # ── what stands on the paper ────────────────────────────────────────────────────────────────────────────────────

    def title(self, *lines: str) -> None:
        for number, text in enumerate(lines):
            line = self._file.add_paragraph(style="Title")
            spaced(line, after=(6 if self._form else 18) if number == len(lines) - 1 else 0)
            if self._form:
                line.paragraph_format.line_spacing = 1.0
            self._say(line, (text,), size=18 if self._form else 0)

    def centred(self, *parts: Part, after: float = 14) -> None:
        line = self._file.add_paragraph()
        line.alignment = 1
        spaced(line, after=after)
        self._say(line, parts)

    def annex(self, number: str, title: str) -> None:
        """Begin an annex on a new page: its number from the margin, its title in the middle."""
        line = self._file.add_paragraph()
        line.paragraph_format.page_break_before = True
        self._say(line, (number,), font=HEI)
        self.centred(title)

    def flush(self, *parts: Part) -> None:
        """A line from the margin: whom the paper addresses."""
        self._say(self._file.add_paragraph(), parts)

    def heading(self, text: str, level: int = 1) -> None:
        line = self._file.add_heading("", level)
        indented(line)
        self._say(line, (text,))

    def body(self, *parts: Part) -> None:
        line = self._file.add_paragraph()
        indented(line)
        self._say(line, parts)

    def part(self, text: str) -> None:
        """The name of a part of a form, kept with the table below it."""
        line = self._file.add_paragraph(style="Caption")
        spaced(line, before=8, after=3)
        line.paragraph_format.keep_with_next = True
        self._say(line, (text,), font=HEI)

    def words(self, *parts: Part) -> None:
        """Running words of a form."""
        line = self._file.add_paragraph(style="Caption")
        spaced(line, before=2, after=2)
        self._say(line, parts)

    def strong(self, text: str) -> None:
        """The name of one matter on a form, kept with what follows."""
        line = self._file.add_paragraph(style="Caption")
        spaced(line, before=8, after=2)
        line.paragraph_format.keep_with_next = True
        self._say(line, (text,), size=11, font=HEI)

    def small(self, *parts: Part, size: float = 10.5, centred: bool = False) -> None:
        line = self._file.add_paragraph(style="Caption")
        line.alignment = 1 if centred else 0
        self._say(line, parts, size=size)

    def signed(self, *lines: Sequence[Part]) -> None:
        """The name and the day at the lower right; they stay together, and never alone on a page."""
        self._file.paragraphs[-1].paragraph_format.keep_with_next = True
        for number, parts in enumerate(lines):
            line = self._file.add_paragraph()
            line.alignment = 2
            spaced(line, before=LINE if number == 0 else 0)
            line.paragraph_format.keep_with_next = number < len(lines) - 1
            line.paragraph_format.right_indent = points(BODY * 2)
            self._say(line, parts)

    def picture(self, jpeg: bytes, caption: str, *, width: float, height: float) -> None:
        """A picture, in centimetres and no wider than the text, and its caption for whoever cannot see it too."""
        from docx.shared import Cm

        wide = min(width, self.width)
        tall = wide * height / width
        line = self._file.add_paragraph()
        line.alignment = 1
        spaced(line, before=4, loose=True)
        line.paragraph_format.keep_with_next = True
        shape = line.add_run().add_picture(io.BytesIO(jpeg), width=Cm(wide), height=Cm(tall))
        shape._inline.docPr.set("descr", self._plain(caption))  # noqa: SLF001 - python-docx has no word for alternative text
        framed(shape)
        self.small(caption, centred=True)

    def rows(self, rows: Sequence[Sequence[str]], marked: tuple[int, int] | None, caption: str) -> None:
        """Rows of somebody else's table, the marked cell shaded, on one page with their caption."""
        wide = max(map(len, rows))
        even = [(*row, *("" for _ in range(wide - len(row)))) for row in rows]
        table = self.table(even, [self.width / wide] * wide, size=9, centred=range(wide))
        if marked:
            shade(table.cell(*marked), _MARKED)
        _together(table)
        self.small(caption, centred=True)

    def answer(self, *lines: str) -> None:
        """Lines for an official to fill in, kept on one page with the words before them."""
        self._file.paragraphs[-1].paragraph_format.keep_with_next = True
        table = self.table([(line,) for line in lines], (self.width,), size=9, tall=0.7)
        _together(table, but_last=True)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        heads: int = 0,
        size: float = 10.5,
        strong: Collection[int] = (),
        centred: Collection[int] = (),
        tall: float = 0,
    ) -> Any:
        """A ruled table, widths in centimetres; heads repeat on each page.

        `LEFT` makes a cell part of its left neighbour; `strong` are the columns of labels, `centred` of short words.
        """
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        table = self._file.add_table(len(rows), len(widths), style="Table Grid")
        table.autofit, table.alignment = False, 1
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for y, (held, row) in enumerate(zip(list(table.rows), rows, strict=True)):
            row_properties = held._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for either
            row_properties.append(OxmlElement("w:cantSplit"))
            if y < heads:
                row_properties.append(OxmlElement("w:tblHeader"))
            if tall:
                held.height = Cm(tall)
            cells = held.cells
            for x, text in enumerate(row):
                if text == LEFT:
                    continue
                right = x
                while right + 1 < len(row) and row[right + 1] == LEFT:
                    right += 1
                cell = cells[x].merge(cells[right]) if right > x else cells[x]
                cell.width = Cm(sum(widths[x : right + 1]))
                cell.vertical_alignment = 1
                self._cell(cell, text, size, strong=y < heads or x in strong, centred=y < heads or x in centred)
        return table

    def bytes(self) -> bytes:
        raw = io.BytesIO()
        self._file.save(raw)
        return still(raw.getvalue())

    def _plain(self, text: str) -> str:
        return self._hidden(writable(text))

    # ── how it looks ────────────────────────────────────────────────────────────────────────────────────────────────

    def _cell(self, cell: Any, text: str, size: float, *, strong: bool, centred: bool) -> None:
        lines = text.split("\n")
        for number, words in enumerate(lines):
            line = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            line._p.style = "Caption"  # noqa: SLF001 - looking each cell's style up by its name takes half the time
            line.alignment = 1 if centred else 0
            spaced(line, before=2 if number == 0 else 0, after=2 if number == len(lines) - 1 else 0)
            line.paragraph_format.line_spacing = points(size * 1.22)
            self._say(line, (words,), size=size, font=HEI if strong else "")

    def _say(self, line: Any, parts: Sequence[Part], *, size: float = 0, font: str = "") -> None:
        for part in parts:
            match part:
                case Blank():
                    run = line.add_run(f"〔{part.words}〕")
                    run.font.highlight_color = 7
                case AsIs():
                    run = line.add_run(part.words)
                case _:
                    run = line.add_run(self._plain(part))
            if size:
                run.font.size = points(size)
            if font:
                face(run, font)

    def _numbered(self, section: Any, *, form: bool) -> None:
        """Number the pages: at the outer edge of a letter, as the standard has it; in the middle below a form."""
        if form:
            page_number(section.footer.paragraphs[0], ("第 ", "PAGE", " 页  共 ", "NUMPAGES", " 页"), 1, 9)
            return
        self._file.settings.odd_and_even_pages_header_footer = True
        for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
            page_number(footer.paragraphs[0], ("— ", "PAGE", " —"), side, 14)

    def _draft(self, section: Any, words: str) -> None:
        for header in (section.header, section.even_page_header):
            line = header.paragraphs[0]
            line.alignment = 1
            spaced(line, loose=True)
            self._say(line, (words,), size=9, font=KAI)


def _together(table: Any, *, but_last: bool = False) -> None:
    rows = table.rows
    for row in list(rows)[: len(rows) - but_last]:
        for cell in row.cells:
            for line in cell.paragraphs:
                line.paragraph_format.keep_with_next = True
