"""Prints a scroll as Word would: the same words on A4 pages with a text layer, each fact with its page and box."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Box, OnPage
from samples.forms.blocks import Grid, Line, Turn
from samples.forms.scroll import Scroll
from samples.forms.setting import HEADINGS, POINT, Look, Piece, Setting, Typed, font_of, set_in, span_of
from samples.forms.stroke import Inset, Stroke
from samples.forms.tabular import EDGE, Held, Tabled, table_in
from samples.papers.leaf import Leaf
from samples.pressed import press
from samples.sheets import HEIGHT, WIDTH

_SIDE, _TOP, _BOTTOM = 24.0, 25.0, 24.0
_HEADER, _FOOTER = 14.0, 13.0  # from the edges of the page
_RULE = 0.18
_ASCENT, _DESCENT = 0.88, 0.12


class Press(Leaf):
    """The pages while they are printed. `y` is where the next block begins."""

    def __init__(self, scroll: Scroll) -> None:
        super().__init__(scroll.title, scroll.ledger, scroll.manner)
        self.scroll = scroll
        self.wide, self.high = WIDTH, HEIGHT
        self.fresh = False  # nothing stands on this page yet
        self.quiet = False  # what is printed now has been written down where it stood first
        self._faces = {self.face.name}

    def printed(self) -> bytes:
        section: list[Line | Grid] = []
        for block in (*self.scroll.blocks, Turn(landscape=False)):
            if isinstance(block, Turn):
                if section:
                    self._section(section, landscape=block.landscape)
                section = []
            else:
                section.append(block)
        return self.bytes()

    def _section(self, blocks: Sequence[Line | Grid], *, landscape: bool) -> None:
        self.wide, self.high = (HEIGHT, WIDTH) if landscape else (WIDTH, HEIGHT)
        self._turn_page()
        told = [self._set(block) for block in blocks]
        for number, one in enumerate(told):
            if isinstance(one, Tabled):
                self._table(one)
                continue
            full = not one.empty and self.y + _least(told[number:]) > self._end
            if not self.fresh and (full or one.line.page_before):
                self._turn_page()
            self._paragraph(one)

    @property
    def _end(self) -> float:
        return self.high - _BOTTOM

    @property
    def _room(self) -> float:
        return self.wide - 2 * _SIDE

    def _set(self, block: Line | Grid) -> Setting | Tabled:
        return table_in(block, self.scroll.size) if isinstance(block, Grid) else self._lines_of(block)

    def _lines_of(self, line: Line) -> Setting:
        return set_in(line, self._room, self.scroll.size)

    def _turn_page(self) -> None:
        """Begin a page with what stands above and below every one but a bare cover."""
        self.pdf.add_page(orientation="landscape" if self.wide > self.high else "portrait")
        number = self.pdf.page_no()
        self.ledger.page(number)
        if number > 1 or not self.scroll.bare_cover:
            for stroke, top in ((self.scroll.header, _HEADER), (self.scroll.footer, None)):
                if stroke:
                    told = self._lines_of(Line(_numbered(stroke, number), align="center"))
                    self._typed(told, told.lines, _SIDE, self.high - _FOOTER - told.height if top is None else top)
        self.y, self.fresh = _TOP, True

    def _paragraph(self, told: Setting) -> None:
        """Print a paragraph of the body; it goes on on the next page where this one ends."""
        if not self.fresh or told.line.page_before:
            self.y += told.before
        self._insets(told.line.stroke.insets, told, _SIDE, self.y)
        self.y += told.inline
        for group in _groups(told):
            height = sum(typed.height for typed in group)
            if self.y + height > self._end + 1e-6 and not self.fresh and not told.empty:
                self._turn_page()
            self._typed(told, group, _SIDE, self.y)
            self.y += height
            self.fresh = False
        self.y += told.after
        self.fresh = self.fresh and not told.inline

    def _table(self, table: Tabled) -> None:
        left = _SIDE + (self._room - table.width) / 2
        if not self.fresh and self.y + table.least > self._end:
            self._turn_page()
        parts = list(table.parts(self._end - self.y, self._end - _TOP))
        for number, (start, end) in enumerate(parts):
            if number:
                self._turn_page()
                self.quiet = True
                self.y += self._rows(table, (0, table.heads), [], left, self.y)
                self.quiet = False
            self.y += self._rows(table, (start, end), parts, left, self.y)
        self.fresh = False

    def _rows(
        self, table: Tabled, shown: tuple[int, int], parts: Sequence[tuple[int, int]], left: float, top: float
    ) -> float:
        """Print some rows. A cell that goes on on the next page has its words where most of it stands."""
        start, end = shown
        self.pdf.set_line_width(_RULE)
        self.pdf.set_draw_color(0, 0, 0)
        for cell in table.cells:
            first, last = max(cell.top, start), min(cell.bottom, end)
            if first >= last:
                continue
            y, height = top + sum(table.heights[start:first]), sum(table.heights[first:last])
            self.pdf.rect(left + cell.left, y, cell.width, height)
            shares = [sum(table.heights[max(cell.top, a) : min(cell.bottom, b)]) for a, b in parts]
            if not shares or shares.index(max(shares)) == list(parts).index(shown):
                self._cell(cell, left + cell.left + EDGE, y, height)
        return sum(table.heights[start:end])

    def _cell(self, cell: Held, left: float, top: float, height: float) -> None:
        y = top + max(height - cell.height, 0.0) / 2 if cell.middle else top
        for one in cell.inside:
            if isinstance(one, Tabled):
                x = left + (cell.width - 2 * EDGE - one.width) / 2
                self._rows(one, (0, len(one.heights)), [], x, y)
            else:
                self._insets(one.line.stroke.insets, one, left, y + one.before)
                self._typed(one, one.lines, left, y + one.before + one.inline)
            y += one.height

    def _typed(self, told: Setting, lines: Sequence[Typed], left: float, top: float) -> None:
        """Print lines of a paragraph and write down what they state."""
        tops = []
        for typed in lines:
            tops.append(top)
            for piece in typed.pieces:
                self._piece(piece, left + piece.x, top + typed.base)
            top += typed.height
        said = told.line.stroke.said
        for fact in told.line.stroke.facts if not self.quiet else ():
            start, end = span_of(fact, said)
            held = [(typed, y) for typed, y in zip(lines, tops, strict=True) if _holds(typed, start, end)]
            if held:
                sides = [told.across(typed, start, end) for typed, _ in held]
                (first, above), (last, below) = held[0], held[-1]
                box = self._box(
                    left + min(side for side, _ in sides),
                    above + first.base - _ASCENT * first.size * POINT,
                    left + max(side for _, side in sides),
                    below + last.base + _DESCENT * last.size * POINT,
                )
                place = OnPage(page=self.pdf.page_no(), box=box)
                self.ledger.put(fact.field, fact.value, fact.quote, place, key=fact.key, legible=fact.legible)

    def _box(self, left: float, top: float, right: float, bottom: float) -> Box:
        return Box(left=left / self.wide, top=top / self.high, right=right / self.wide, bottom=bottom / self.high)

    def _piece(self, piece: Piece, x: float, base: float) -> None:
        look = piece.look
        self._font(look)
        if look.colour:
            self.pdf.set_text_color(*bytes.fromhex(look.colour))
        if look.bold:  # there is no bold cut of the fonts, so bold is a thin outline
            with self.pdf.local_context():
                self.pdf.set_draw_color(0, 0, 0)
                self.pdf.set_line_width(look.size * 0.009)
                self.pdf.text_mode = "FILL_STROKE"
                self.pdf.text(x, base, piece.text)
        else:
            self.pdf.text(x, base, piece.text)
        if look.colour:
            self.pdf.set_text_color(0, 0, 0)
        if look.underline:
            width = self.pdf.get_string_width(piece.text)
            self.pdf.set_line_width(look.size * 0.018)
            self.pdf.line(x, base + 0.13 * look.size * POINT, x + width, base + 0.13 * look.size * POINT)
            self.pdf.set_line_width(_RULE)

    def _font(self, look: Look) -> None:
        if look.face not in self._faces:
            self._faces.add(look.face)
            self.pdf.add_font(look.face, "", font_of(look.face))
            self.pdf.fonts[look.face.lower()].ttfont.recalcBBoxes = False
        self.pdf.set_font(look.face, size=look.size)

    def _insets(self, insets: Sequence[Inset], told: Setting, left: float, top: float) -> None:
        """Print pictures and text boxes; what floats stays on the page."""
        for inset in insets:
            width, height = inset.width * 10, inset.height * 10
            if not inset.floats:
                share = {"left": 0.0, "center": 0.5, "right": 1.0}[told.line.align]
                x, y = left + share * (told.width - width), top
                top += height + 1.5
            else:
                x = left + inset.left * 10
                y = inset.top * 10 + (top if inset.floats == "paragraph" else 0.0)
                x, y = min(x, self.wide - width), min(y, self.high - height)
            if inset.picture:
                self.pdf.image(io.BytesIO(inset.picture), x=x, y=y, w=width, h=height)
            if inset.seal:
                box = self._box(x, y, x + width, y + height)
                press(self.ledger, inset.seal, OnPage(page=self.pdf.page_no(), box=box))
            if inset.inside:
                told_inside = set_in(Line(inset.inside, align="center"), width - 5.0, self.scroll.size)
                self._typed(told_inside, told_inside.lines, x + 2.5, y + 1.3)


def _least(told: Sequence[Setting | Tabled]) -> float:
    """What of the first block must stand on the page on which it begins; a heading brings along what it heads."""
    first = told[0]
    if isinstance(first, Tabled):
        return first.least
    if (first.line.keep or first.line.style in HEADINGS) and told[1:]:
        return first.height + _least(told[1:])
    return first.before + first.inline + sum(typed.height for typed in next(_groups(first), ()))


def _numbered(stroke: Stroke, page: int) -> Stroke:
    """Words above or below a page, with its own number in them."""
    return replace(stroke, runs=tuple(run._replace(text=str(page)) if run.folio else run for run in stroke.runs))


def _holds(typed: Typed, start: int, end: int) -> bool:
    return typed.start < end and start < typed.end


def _groups(told: Setting) -> Iterator[tuple[Typed, ...]]:
    """Lines that stay together: those that share a fact, and never one line of many alone on a page."""
    lines, said = told.lines, told.line.stroke.said
    spans = [span_of(fact, said) for fact in told.line.stroke.facts]
    group: list[Typed] = list(lines[:1])
    for number, (above, below) in enumerate(pairwise(lines), 1):
        shared = any(_holds(above, *one) and _holds(below, *one) for one in spans)
        if not shared and 1 < number < len(lines) - 1:
            yield tuple(group)
            group = []
        group.append(below)
    if group:
        yield tuple(group)
