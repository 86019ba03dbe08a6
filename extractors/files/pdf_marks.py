"""What PDFium finds on one page: glyphs, ruled lines and pictures, in points of the upright page, origin top-left.

PDF space has its origin at the bottom left, ignores the page's rotation and may start anywhere (crop box). All of that
ends here: `Sheet.point` is the one conversion.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from ctypes import c_float, c_int
from operator import attrgetter
from typing import Any, NamedTuple

from extractors.files import pdf_glyphs
from extractors.files.pdf_glyphs import Run
from extractors.ink.seen import Turn
from pipeline.model import Box

# PageToDevice answers in whole pixels; a thousand of them to the point keep three decimals.
_FINE = 1000
# A baseline further than this from a quarter turn is a slanted overlay, such as a watermark.
_SLANT = 0.1
# A path with this many curves is no rule and no rounded frame.
_CURVED = 6


class Glyph(NamedTuple):
    """One printed character, or an even run of them on one line. `slanted` ones stand on no row of the page."""

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

    @property
    def pitch(self) -> float:
        """How much of the line one character takes."""
        return (self.right - self.left) / max(len(self.text), 1)


class Edges(NamedTuple):
    """A rectangle in points of the upright page; of no width or no height it is a ruled line."""

    left: float
    top: float
    right: float
    bottom: float


_LEFT = attrgetter("left")


class Sheet(NamedTuple):
    """How one page's PDF space maps onto the upright page: x' = a·x + b·y + c, y' = d·x + e·y + f."""

    map: tuple[float, float, float, float, float, float]
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.map
        return a * x + b * y + c, d * x + e * y + f

    def edges(self, left: float, bottom: float, right: float, top: float) -> Edges:
        a, b, c, d, e, f = self.map
        x1, y1 = a * left + b * bottom + c, d * left + e * bottom + f
        x2, y2 = a * right + b * top + c, d * right + e * top + f
        if x1 > x2:
            x1, x2 = x2, x1
        if y1 > y2:
            y1, y2 = y2, y1
        return Edges(x1, y1, x2, y2)


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
    grains: tuple[float, ...] = ()  # how many pixels to the point each picture of a PDF holds

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
    runs = pdf_glyphs.runs(text)
    unnamed = sum(not one.text for one in runs)
    runs = [one for one in runs if one.text]
    seen = list(_painted(text, runs)) if _has_both(objects) else runs
    unseen = _letters(runs) - _letters(seen)
    slants, turned = _turning(seen, page.get_rotation())
    sheet = _sheet(page, turned)
    paths = [one for one in objects if one.type == pdfium.FPDF_PAGEOBJ_PATH]
    shapes = [_shape(path, sheet) for path in paths]
    rules = [rule for strokes, _ in shapes for rule in strokes]
    bars = sorted(rule for rule in rules if rule.right - rule.left < 1)
    glyphs = [
        Glyph(pdf_glyphs.whole(one.text), *edges, slants[one.angle])
        for run in seen
        for one, edges in _uncrossed(text, run, sheet, bars)
    ]
    text.close()
    width, height = sheet.width, sheet.height
    images = [one for one in objects if one.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    pictures = [sheet.edges(*one.get_bounds()) for one in images]
    inside = [one for one in glyphs if one.right > 0 and one.left < width and one.bottom > 0 and one.top < height]
    return Marks(
        sheet=sheet,
        turned=turned,
        glyphs=inside,
        rules=rules,
        pictures=pictures,
        grains=tuple(_grain(one, edges) for one, edges in zip(images, pictures, strict=True)),
        drawn=bool(paths),
        invisible=_is_invisible(objects, sheet),
        outside=_letters(glyphs) - _letters(inside),
        unnamed=unnamed,
        unseen=unseen,
        outlines=[
            sheet.edges(*path.get_bounds())
            for path, (_, curves) in zip(paths, shapes, strict=True)
            if curves >= _CURVED
        ],
    )


def _letters(found: Iterable[Glyph | Run]) -> int:
    return sum(len(one.text) for one in found if not one.text.isspace())


def _turning(runs: Iterable[Run], rotation: int) -> tuple[dict[float, bool], Turn]:
    """For each angle of a baseline whether it is a slant, and how far most of the text asks to be turned."""
    turns: Counter[Turn] = Counter()
    slants: dict[float, bool] = {}
    tally: Counter[float] = Counter()
    for one in runs:
        tally[one.angle] += len(one.text)
    for angle, number in tally.items():
        # PDFium measures both clockwise: the page's own rotation, and the glyph's in unrotated space.
        degrees = -math.degrees(angle) - rotation
        quarter = round(degrees / 90)
        slants[angle] = abs(degrees - quarter * 90) > math.degrees(_SLANT)
        if not slants[angle]:
            turns[_QUARTERS[quarter % 4]] += number
    return slants, turns.most_common(1)[0][0] if turns else 0


def _uncrossed(text: Any, run: Run, sheet: Sheet, bars: Sequence[Edges]) -> Iterator[tuple[Run, Edges]]:
    """A run in points of the page; one that an upright rule stands in comes character by character.

    The bars are sorted from left to right.
    """
    edges = sheet.edges(run.left, run.bottom, run.right, run.top)
    middle = (edges.top + edges.bottom) / 2
    across = bars[bisect_right(bars, edges.left, key=_LEFT) : bisect_left(bars, edges.right, key=_LEFT)]
    if len(run.text) > 1 and any(bar.top < middle < bar.bottom for bar in across):
        for one in pdf_glyphs.apart(text, run.text, run.first):
            yield one, sheet.edges(one.left, one.bottom, one.right, one.top)
    else:
        yield run, edges


_QUARTERS: tuple[Turn, ...] = (0, 90, 180, 270)


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


def _grain(image: Any, edges: Edges) -> float:
    """Pixels to the point, whichever way the picture was turned to be placed; 0 where the picture is broken."""
    import pypdfium2

    try:
        wide, tall = image.get_px_size()
    except pypdfium2.PdfiumError:
        return 0.0
    area = (edges.right - edges.left) * (edges.bottom - edges.top)
    return math.sqrt(wide * tall / area) if area else 0.0


def _has_both(objects: Sequence[Any]) -> bool:
    """Whether some words of the page are painted and others are not."""
    import pypdfium2.raw as pdfium

    modes = {
        pdfium.FPDFTextObj_GetTextRenderMode(one) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        for one in objects
        if one.type == pdfium.FPDF_PAGEOBJ_TEXT
    }
    return len(modes) > 1


def _painted(text: Any, runs: Iterable[Run]) -> Iterator[Run]:
    """The characters that are painted, one by one: a run may begin painted and end not."""
    import pypdfium2.raw as pdfium

    for run in runs:
        for one in pdf_glyphs.apart(text, run.text, run.first):
            held = pdfium.FPDFText_GetTextObject(text, one.first)
            if not held or pdfium.FPDFTextObj_GetTextRenderMode(held) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                yield one


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
