"""Pages of a PDF with a text layer, drawn line by line in millimetres from the top left."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from samples.typeset import Face, drawn_font, wrap

WIDTH, HEIGHT = 210.0, 297.0
NOTE = "synthetic sample, no real organisation"
_STAMP = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)  # the same moment in every rebuild
_POINT = 25.4 / 72

Align = Literal["left", "centre", "right"]


class Sheets:
    """A PDF being written. `y` is the top of the next line."""

    def __init__(self, title: str, *, password: str = "", face: Face = Face.SERIF, written: bool = True) -> None:
        from fpdf import FPDF

        self.pdf: Any = FPDF()
        self.pdf.set_creation_date(_STAMP)
        self.pdf.set_title(title)
        self.pdf.set_subject(NOTE)
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.set_margin(0)
        if written:  # pictures alone need no font
            self.pdf.add_font(face.name, "", drawn_font(face))
            # The boxes of the drawn font hold for every part of it, and measuring each glyph anew is half of the work.
            embedded: Any = self.pdf.fonts[face.name.lower()]
            embedded.ttfont.recalcBBoxes = False
        if password:
            self.pdf.set_encryption(owner_password=password, user_password=password)
        self.face = face
        self.margin = 28.0
        self.y = self.margin

    def page(self, top: float = 28.0) -> None:
        self.pdf.add_page()
        self.y = top

    def measure(self, text: str, size: float) -> float:
        self.pdf.set_font(self.face.name, size=size)
        return float(self.pdf.get_string_width(text))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 12,
        align: Align = "left",
        bold: bool = False,
        colour: tuple[int, int, int] = (0, 0, 0),
    ) -> None:
        """Print one line whose box begins at `y`. There is no bold cut of the fonts, so bold is a thin outline."""
        width = self.measure(text, size)
        left = x - {"left": 0.0, "centre": width / 2, "right": width}[align]
        with self.pdf.local_context():
            self.pdf.set_text_color(*colour)
            if bold:
                self.pdf.set_draw_color(*colour)
                self.pdf.set_line_width(size * 0.009)
                self.pdf.text_mode = "FILL_STROKE"
            self.pdf.text(left, y + size * _POINT * 0.88, text)

    def line(
        self,
        text: str,
        *,
        size: float = 12,
        align: Align = "left",
        bold: bool = False,
        after: float = 3.0,
        at: float | None = None,
    ) -> None:
        """Print one line across the text block and move down."""
        usual = {"left": self.margin, "centre": WIDTH / 2, "right": WIDTH - self.margin}[align]
        self.text(usual if at is None else at, self.y, text, size=size, align=align, bold=bold)
        self.y += size * _POINT + after

    def paragraph(self, text: str, *, size: float = 12, leading: float = 1.75, indent: int = 2) -> None:
        step, em = size * _POINT * leading, size * _POINT
        room = WIDTH - 2 * self.margin
        for number, line in enumerate(wrap(text, room, lambda piece: self.measure(piece, size), indent=indent * em)):
            self.text(self.margin + (indent * em if number == 0 else 0), self.y, line, size=size)
            self.y += step

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        size: float = 10,
        height: float = 8.0,
        heads: int = 1,
        right: Sequence[int] = (),
    ) -> None:
        """A ruled table; the first `heads` rows stand in the middle of their cells, columns in `right` are figures."""
        left = (WIDTH - sum(widths)) / 2
        self.pdf.set_line_width(0.2)
        self.pdf.set_draw_color(40, 40, 40)
        for number, row in enumerate(rows):
            cells = [
                list(wrap(cell, width - 3, lambda piece: self.measure(piece, size))) or [""]
                for cell, width in zip(row, widths, strict=True)
            ]
            tall = max(height, max(map(len, cells)) * size * _POINT * 1.35 + 2.5)
            x = left
            for column, (lines, width) in enumerate(zip(cells, widths, strict=True)):
                self.pdf.rect(x, self.y, width, tall)
                align: Align = "centre" if number < heads else "right" if column in right else "left"
                at = {"left": x + 1.5, "centre": x + width / 2, "right": x + width - 1.5}[align]
                top = self.y + (tall - len(lines) * size * _POINT * 1.35) / 2 + 0.4
                for index, line in enumerate(lines):
                    where = top + index * size * _POINT * 1.35
                    self.text(at, where, line, size=size, align=align, bold=number < heads)
                x += width
            self.y += tall

    def rule(self, *, colour: tuple[int, int, int] = (0, 0, 0), width: float = 0.3, inset: float = 0.0) -> None:
        with self.pdf.local_context():
            self.pdf.set_draw_color(*colour)
            self.pdf.set_line_width(width)
            self.pdf.line(self.margin - inset, self.y, WIDTH - self.margin + inset, self.y)

    def picture(self, picture: Any, x: float, y: float, width: float) -> None:
        self.pdf.image(picture, x=x, y=y, w=width)

    def watermark(self, text: str) -> None:
        """Faint text across the page from lower left to upper right."""
        with self.pdf.local_context(fill_opacity=0.12), self.pdf.rotation(38, WIDTH / 2, HEIGHT / 2):
            for row in (0.3, 0.55, 0.8):
                self.text(WIDTH / 2, HEIGHT * row, text, size=26, align="centre", colour=(120, 120, 120))

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())


def from_scans(title: str, scans: Sequence[bytes]) -> bytes:
    """A PDF of JPEG pages without any text layer, as an office scanner makes it."""
    from fpdf import FPDF

    pdf: Any = FPDF()
    pdf.set_creation_date(_STAMP)
    pdf.set_title(title)
    pdf.set_subject(NOTE)
    pdf.set_auto_page_break(auto=False)
    for scan in scans:
        pdf.add_page()
        pdf.image(io.BytesIO(scan), x=0, y=0, w=WIDTH, h=HEIGHT)
    return bytes(pdf.output())
