"""What PDFium finds on one page: glyphs, ruled lines and pictures, in points of the upright page, origin top-left.

PDF space has its origin at the bottom left, ignores the page's rotation and may start anywhere (crop box). All of that
ends here: `Sheet.point` is the one conversion.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_float, c_int, pointer
from typing import Any, NamedTuple

from extractors.ocr import Turn
from pipeline.model import Box

# PageToDevice answers in whole pixels; a thousand of them to the point keep three decimals.
_FINE = 1000
# A baseline further than this from a quarter turn is a slanted overlay, such as a watermark.
_SLANT = 0.1
# A path with this many curves is no rule and no rounded frame.
_CURVED = 6


class Glyph(NamedTuple):
    """One printed character. `slanted` ones stand on no row of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    slanted: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Edges(NamedTuple):
    """A rectangle in points of the upright page; of no width or no height it is a ruled line."""

    left: float
    top: float
    right: float
    bottom: float


class Sheet(NamedTuple):
    """How one page's PDF space maps onto the upright page: x' = a·x + b·y + c, y' = d·x + e·y + f."""

    map: tuple[float, float, float, float, float, float]
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.map
        return a * x + b * y + c, d * x + e * y + f

    def edges(self, left: float, bottom: float, right: float, top: float) -> Edges:
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return Edges(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


class Marks(NamedTuple):
    """Everything printed on one page. `turned` is how far the text itself asks to be turned clockwise."""

    sheet: Sheet
    turned: Turn
    glyphs: list[Glyph]
    rules: list[Edges]
    pictures: list[Edges]
    drawn: bool
    invisible: bool
    outside: int
    unnamed: int  # characters whose font says no letter for them
    unseen: int  # characters that are not painted, beside others that are; they are left out of `glyphs`
    outlines: list[Edges]  # shapes with many curves: letters turned into drawings, or vector seals

    def box(self, edges: Edges) -> Box:
        width, height = self.sheet.width, self.sheet.height
        return Box(
            left=edges.left / width, top=edges.top / height, right=edges.right / width, bottom=edges.bottom / height
        )

    def share(self, edges: Edges) -> float:
        """How much of the page a picture covers; what hangs over the page's edge does not count."""
        box = self.box(edges)
        return (box.right - box.left) * (box.bottom - box.top)


def marks(page: Any) -> Marks:
    """Collect the marks of one pypdfium2 page."""
    import pypdfium2.raw as pdfium

    objects = list(page.get_objects(max_depth=3))
    text = page.get_textpage()
    raw = list(_raw_glyphs(text))
    unnamed = sum(not one.text for one in raw)
    raw = [one for one in raw if one.text]
    painted = [one for one in raw if _is_painted(text, one.order)] if _has_both(objects) else raw
    text.close()
    unseen, raw = len(raw) - len(painted), painted
    rotation = page.get_rotation()
    turns: Counter[Turn] = Counter()
    slants = {}
    for angle, number in Counter([one.angle for one in raw]).items():
        # PDFium measures both clockwise: the page's own rotation, and the glyph's in unrotated space.
        degrees = -math.degrees(angle) - rotation
        quarter = round(degrees / 90)
        slants[angle] = abs(degrees - quarter * 90) > math.degrees(_SLANT)
        if not slants[angle]:
            turns[_QUARTERS[quarter % 4]] += number
    turned: Turn = turns.most_common(1)[0][0] if turns else 0
    sheet = _sheet(page, turned)
    glyphs = [Glyph(one.text, *sheet.edges(one.left, one.bottom, one.right, one.top), slants[one.angle]) for one in raw]
    width, height = sheet.width, sheet.height
    inside = [one for one in glyphs if one.right > 0 and one.left < width and one.bottom > 0 and one.top < height]
    paths = [one for one in objects if one.type == pdfium.FPDF_PAGEOBJ_PATH]
    pictures = [sheet.edges(*one.get_bounds()) for one in objects if one.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    shapes = [_shape(path, sheet) for path in paths]
    return Marks(
        sheet=sheet,
        turned=turned,
        glyphs=inside,
        rules=[rule for rules, _ in shapes for rule in rules],
        pictures=pictures,
        drawn=bool(paths),
        invisible=_is_invisible(objects, sheet),
        outside=len([one for one in glyphs if one.text.strip()]) - len([one for one in inside if one.text.strip()]),
        unnamed=unnamed,
        unseen=unseen,
        outlines=[
            sheet.edges(*path.get_bounds())
            for path, (_, curves) in zip(paths, shapes, strict=True)
            if curves >= _CURVED
        ],
    )


_CONTROLS = frozenset({0x02, 0x09, 0x0A, 0x0D})  # tabs and line ends that a file spells out, and PDFium's hyphen mark
_QUARTERS: tuple[Turn, ...] = (0, 90, 180, 270)


class _Raw(NamedTuple):
    """One character in PDF space: its loose box, the angle of its baseline, and its number in the file's order.

    One that the font gives no letter is empty and has no place.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    angle: float
    order: int


def _raw_glyphs(text: Any) -> Iterator[_Raw]:
    """The characters that the file really holds; PDFium adds spaces and line ends of its own, which are left out.

    This loop runs for every character of every file: the library's own functions are called without wrappers.
    """
    import pypdfium2.raw as pdfium

    unicode, angle, loose = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharAngle, pdfium.FPDFText_GetLooseCharBox
    page, high, box = text.raw, 0, pdfium.FS_RECTF()
    held = pointer(box)
    for index in range(text.count_chars()):
        code = unicode(page, index)
        if code <= 0x20:
            if pdfium.FPDFText_IsGenerated(page, index) == 1 or code in _CONTROLS:
                continue
            if code < 0x20:
                yield _Raw("", 0, 0, 0, 0, 0, index)
                continue
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00:  # the first half of a rare character, such as many in personal names
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        loose(page, index, held)
        yield _Raw(chr(code), box.left, box.top, box.right, box.bottom, angle(page, index), index)


def _sheet(page: Any, turned: Turn) -> Sheet:
    width, height = page.get_size()
    (ox, oy), (ux, uy), (vx, vy) = (_device(page, *corner) for corner in ((0, 0), (_FINE, 0), (0, _FINE)))
    a, b, c = (ux - ox) / _FINE, (vx - ox) / _FINE, ox
    d, e, f = (uy - oy) / _FINE, (vy - oy) / _FINE, oy
    match turned:
        case 90:
            return Sheet((-d, -e, height - f, a, b, c), height, width)
        case 180:
            return Sheet((-a, -b, width - c, -d, -e, height - f), width, height)
        case 270:
            return Sheet((d, e, f, -a, -b, width - c), height, width)
        case _:
            return Sheet((a, b, c, d, e, f), width, height)


def _device(page: Any, x: float, y: float) -> tuple[float, float]:
    """Where PDFium would draw a point of PDF space, with rotation and crop box applied."""
    import pypdfium2.raw as pdfium

    width, height = (round(side * _FINE) for side in page.get_size())
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _shape(path: Any, sheet: Sheet) -> tuple[list[Edges], int]:
    """The level and upright strokes of one path, sides of rectangles among them, and how many curves it has."""
    import pypdfium2.raw as pdfium

    matrix = path.get_matrix()
    start = last = (0.0, 0.0)
    rules, curves = [], 0
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = sheet.point(*matrix.on_point(x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        curves += kind == pdfium.FPDF_SEGMENT_BEZIERTO
        strokes = [(last, here)] if kind == pdfium.FPDF_SEGMENT_LINETO else []
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            strokes.append((here, start))
        last = here
        for (x1, y1), (x2, y2) in strokes:
            if min(abs(x1 - x2), abs(y1 - y2)) < 1 and max(abs(x1 - x2), abs(y1 - y2)) > 6:
                rules.append(Edges(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    return rules, curves // 3  # PDFium tells the three points of a curve one by one


def _has_both(objects: Sequence[Any]) -> bool:
    """Whether some words of the page are painted and others are not."""
    import pypdfium2.raw as pdfium

    modes = {
        pdfium.FPDFTextObj_GetTextRenderMode(one) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        for one in objects
        if one.type == pdfium.FPDF_PAGEOBJ_TEXT
    }
    return len(modes) > 1


def _is_painted(text: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium

    held = pdfium.FPDFText_GetTextObject(text, index)
    return not held or pdfium.FPDFTextObj_GetTextRenderMode(held) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def _is_invisible(objects: Sequence[Any], sheet: Sheet) -> bool:
    """Whether no text can be seen: none is painted, or a picture of half the page and more is laid over all of it.

    Objects are drawn in order; scanner programs write their guess unpainted or beneath the picture of the page.
    """
    import pypdfium2.raw as pdfium

    def covers(one: Any) -> bool:
        left, top, right, bottom = sheet.edges(*one.get_bounds())
        return 2 * (right - left) * (bottom - top) > sheet.width * sheet.height

    pictures = [at for at, one in enumerate(objects) if one.type == pdfium.FPDF_PAGEOBJ_IMAGE and covers(one)]
    last_picture = max(pictures, default=-1)
    printed = [(at, one) for at, one in enumerate(objects) if one.type == pdfium.FPDF_PAGEOBJ_TEXT]
    return bool(printed) and all(
        at < last_picture or pdfium.FPDFTextObj_GetTextRenderMode(one) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        for at, one in printed
    )
