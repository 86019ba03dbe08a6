"""What stands on one page of an OFD file: characters, rules and pictures, in points of the page.

Everything is an object with a boundary, moved by a matrix of its own; blocks and composite objects nest.
"""

import math
import re
from collections.abc import Mapping
from itertools import islice
from xml.etree.ElementTree import Element

from extractors.files.container import child, children, local, said
from extractors.files.ofd_numbers import Matrix, around, box, deltas, matrix, number, times
from extractors.files.pdf_marks import Edges, Glyph

POINTS = 72 / 25.4  # in a millimetre

_STROKE = re.compile(r"([MLCBQASHVZ])|(-?[0-9.]+(?:[eE]-?[0-9]+)?)", re.IGNORECASE)
_NEEDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
_DEEPEST = 12  # blocks within blocks; more is a trick
_MOST_GLYPHS = 60_000  # of one page
_MOST_OBJECTS = 200_000  # composite objects may call each other over and over
_ASCENT = 0.85  # of the letter size, above the baseline
_LEAP = 1.2  # letter sizes; a longer step leaves a gap
_SLANT = 0.1


class Sheet:
    """One page being filled; `cut` says that there was more than a page can hold."""

    def __init__(self, left: float, top: float, drawings: Mapping[str, Element]) -> None:
        self.left, self.top, self.drawings = left, top, drawings
        self.glyphs: list[Glyph] = []
        self.rules: list[Edges] = []
        self.pictures: list[tuple[str, Edges]] = []
        self.cut = False
        self._left = _MOST_OBJECTS

    def take(self, block: Element, outer: Matrix, depth: int = 0) -> None:
        """Take in everything of one block, moved by `outer`."""
        for one in block:
            self._left -= 1
            if depth > _DEEPEST or self._left < 0:
                self.cut = True
                return
            if not is_seen(one):
                continue
            boundary = box(one.get("Boundary", ""))
            if local(one) in {"Layer", "PageBlock"}:
                self.take(one, outer, depth + 1)
            elif boundary:
                x, y, width, height = boundary
                moved = times(times(matrix(one.get("CTM", "")), (1, 0, 0, 1, x, y)), outer)
                self._object(one, moved, (width, height), depth)

    def _object(self, one: Element, by: Matrix, size: tuple[float, float], depth: int) -> None:
        name = local(one)
        if name == "TextObject":
            self._text(one, by)
        elif name == "PathObject":
            self._path(said(child(one, "AbbreviatedData")), by)
        elif name == "ImageObject":
            # With a matrix a picture is the unit square moved by it, without one it fills its boundary.
            corners = around(by, 1, 1) if one.get("CTM") else around(by, *size)
            self.pictures.append((one.get("ResourceID", ""), self._placed(corners)))
        elif name == "CompositeObject":
            unit = self.drawings.get(one.get("ResourceID", ""))
            for content in children(unit, "Content"):
                self.take(content, by, depth + 1)

    def _placed(self, edges: Edges) -> Edges:
        left, top, right, bottom = edges
        return Edges(
            (left - self.left) * POINTS,
            (top - self.top) * POINTS,
            (right - self.left) * POINTS,
            (bottom - self.top) * POINTS,
        )

    def _text(self, one: Element, by: Matrix) -> None:
        size = number(one.get("Size", ""), 3.5)
        wide = size * number(one.get("HScale", ""), 1.0)
        slanted = min(abs(math.remainder(math.atan2(by[1], by[0]), math.pi / 2)), 1) > _SLANT
        x = y = 0.0
        for code in children(one, "TextCode"):
            x, y = number(code.get("X", ""), x), number(code.get("Y", ""), y)
            text = (code.text or "").strip("\r\n")
            across, down = (list(islice(deltas(code.get(name, "")), len(text))) for name in ("DeltaX", "DeltaY"))
            at_x, at_y = x, y
            for index, character in enumerate(text):
                if len(self.glyphs) >= _MOST_GLYPHS:
                    self.cut = True
                    return
                width = wide if character >= "\u2e80" else wide / 2
                step = across[index] if index < len(across) else (0.0 if down else width)
                if width < step <= _LEAP * size:
                    width = step  # letters set wide are still one word: a file writes its blanks out
                moved = times((1, 0, 0, 1, at_x, at_y - _ASCENT * size), by)
                if character >= " ":
                    self.glyphs.append(Glyph(character, *self._placed(around(moved, width, size)), slanted))
                at_x += step
                at_y += down[index] if index < len(down) else 0.0

    def _path(self, strokes: str, by: Matrix) -> None:
        """The level and upright strokes of a path; curves only move the pen."""
        word, numbers = "", list[float]()
        start = last = (0.0, 0.0)
        for letter, figure in _STROKE.findall(strokes):
            if letter:
                word, numbers = letter.upper(), []
                if word in {"C", "Z"} and last != start:
                    self._rule(last, start)
                    last = start
                continue
            numbers.append(number(figure, 0.0))
            if len(numbers) < _NEEDS.get(word, 2):
                continue
            x, y, numbers = numbers[-2], numbers[-1], []
            here = (by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5])
            if word == "L":
                self._rule(last, here)
            elif word in {"M", "S"}:
                start = here
            last = here

    def _rule(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (x1, y1), (x2, y2) = one, other
        if min(abs(x1 - x2), abs(y1 - y2)) < 0.35 and max(abs(x1 - x2), abs(y1 - y2)) > 2:
            self.rules.append(self._placed(Edges(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))))


def is_seen(one: Element) -> bool:
    return one.get("Visible", "true").lower() != "false" and one.get("Alpha", "255") != "0"
