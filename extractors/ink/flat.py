"""Lays a sheet flat that was photographed from aside: words lie level again, rules of tables meet at right angles.

On a sheet its edges, the rules of its tables and its folds are level or upright, so the outermost long lines make a
rectangle that the camera has bent. The picture is straightened by it, if that makes the other lines straight as well.
Nothing is cut away: words outside of the lines are read too.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

_LOOKED_AT = 800  # pixels of the short side at which lines are looked for
_STEPS = (20, 60)  # of brightness, at the edge of a sheet: less where another edge goes on, more where one begins
_LONG, _BROKEN = 0.3, 12  # share of the short side that a line is long; pixels by which it may be broken
_LEANS = 20.0  # degrees by which an edge of a sheet may lean in a photograph
_APART = 0.3  # of the picture's height or width lie between the two edges of a frame
_STRAIGHT, _AGREED = 0.8, 0.8  # degrees from right that a line is straight; share of all lines that must be, laid flat
_CROOKED = 1.2  # degrees from level or upright that are worth the straightening
_GROWN = 1.8  # of its area: the straightened picture is no larger


class Flat(NamedTuple):
    """A picture laid flat, and the matrix that takes its points back into the picture; None where it is the same.

    `taken` is the width and the height of the picture before, where that differs.
    """

    pixels: Any
    back: Any = None
    taken: tuple[int, int] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Of the picture as it was taken: its width and its height."""
        return self.taken or (self.pixels.shape[1], self.pixels.shape[0])

    def stood(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """The upright rectangle around a rectangle as it lies in the picture that was taken."""
        if self.back is None:
            return left, top, right, bottom
        places = [_moved(self.back, x, y) for x in (left, right) for y in (top, bottom)]
        across, down = zip(*places, strict=True)
        return min(across), min(down), max(across), max(down)


def flattened(pixels: Any) -> Flat:
    """An RGB picture with its sheet laid flat; the picture itself where no sheet lies on a ground, or lies straight."""
    import cv2
    import numpy as np

    corners = _frame(pixels)
    if corners is None or _crookedness(corners) < _CROOKED:
        return Flat(pixels)
    there = cv2.getPerspectiveTransform(np.array(corners, "float32"), np.array(_upright(corners), "float32"))
    height, width = pixels.shape[:2]
    rim = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], "float32")
    (left, top), (right, bottom) = (edge(cv2.perspectiveTransform(rim, there)[0], axis=0) for edge in (np.min, np.max))
    if (right - left) * (bottom - top) > _GROWN * width * height:
        return Flat(pixels)
    there = np.array([(1, 0, -left), (0, 1, -top), (0, 0, 1)]) @ there
    size = (math.ceil(right - left), math.ceil(bottom - top))
    laid = cv2.warpPerspective(pixels, there, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return Flat(laid, np.linalg.inv(there), (width, height))


def _frame(pixels: Any) -> Sequence[tuple[float, float]] | None:
    """Where the outermost long lines meet, clockwise from the upper left; None where they are no frame of one sheet."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    scale = min(_LOOKED_AT / max(min(height, width), 1), 1.0)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    lines = [_Edge(*(float(number) / scale for number in line)) for line in _long_lines(small)]
    level = sorted((one for one in lines if one.lean(0) < _LEANS), key=lambda one: one.first_y + one.last_y)
    upright = sorted((one for one in lines if one.lean(90) < _LEANS), key=lambda one: one.first_x + one.last_x)
    if not level or not upright:
        return None
    top, bottom, left, right = level[0], level[-1], upright[0], upright[-1]
    if top.apart(bottom, 1) < _APART * height or left.apart(right, 0) < _APART * width:
        return None
    corners = [one.meets(other) for one, other in ((top, left), (top, right), (bottom, right), (bottom, left))]
    there = cv2.getPerspectiveTransform(np.array(corners, "float32"), np.array(_upright(corners), "float32"))
    straight = sum(one.length for one in lines if one.moved(there).crooked < _STRAIGHT)
    return corners if straight >= _AGREED * sum(one.length for one in lines) else None


class _Edge(NamedTuple):
    """A long straight line of the picture: an edge of the sheet, a rule of a table."""

    first_x: float
    first_y: float
    last_x: float
    last_y: float

    @property
    def angle(self) -> float:
        return math.degrees(math.atan2(self.last_y - self.first_y, self.last_x - self.first_x)) % 180

    @property
    def length(self) -> float:
        return math.dist(self[:2], self[2:])

    @property
    def crooked(self) -> float:
        """By how many degrees it is neither level nor upright."""
        return abs((self.angle + 45) % 90 - 45)

    def lean(self, degrees: float) -> float:
        return abs((self.angle - degrees + 90) % 180 - 90)

    def apart(self, other: "_Edge", axis: int) -> float:
        return abs(self[axis] + self[axis + 2] - other[axis] - other[axis + 2]) / 2

    def meets(self, other: "_Edge") -> tuple[float, float]:
        """Where both lines cross when they are drawn on."""
        over, down = self.last_x - self.first_x, self.last_y - self.first_y
        along, low = other.last_x - other.first_x, other.last_y - other.first_y
        way = ((other.first_x - self.first_x) * low - (other.first_y - self.first_y) * along) / (
            over * low - down * along
        )
        return self.first_x + way * over, self.first_y + way * down

    def moved(self, by: Any) -> "_Edge":
        return _Edge(*_moved(by, *self[:2]), *_moved(by, *self[2:]))


def _moved(by: Any, x: float, y: float) -> tuple[float, float]:
    far_x, far_y, far = (row[0] * x + row[1] * y + row[2] for row in by)
    return float(far_x / far), float(far_y / far)


def _long_lines(small: Any) -> list[Any]:
    import cv2

    edges = cv2.Canny(cv2.GaussianBlur(small, (5, 5), 0), *_STEPS)
    least = round(_LONG * min(small.shape[:2]))
    found = cv2.HoughLinesP(edges, 1, math.radians(0.25), least // 2, minLineLength=least, maxLineGap=_BROKEN)
    return [] if found is None else [line[0] for line in found]


def _upright(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The upright rectangle of the size of four corners."""
    top_left, top_right, bottom_right, bottom_left = corners
    wide = max(math.dist(top_left, top_right), math.dist(bottom_left, bottom_right))
    tall = max(math.dist(top_left, bottom_left), math.dist(top_right, bottom_right))
    return [(0, 0), (wide, 0), (wide, tall), (0, tall)]


def _crookedness(corners: Sequence[tuple[float, float]]) -> float:
    """The angle by which the side that leans most leans."""
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    angles = (math.degrees(math.atan2(there[1] - here[1], there[0] - here[0])) for here, there in sides)
    return max(abs((angle + 45) % 90 - 45) for angle in angles)
