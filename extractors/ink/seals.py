"""Finds seals on a page by the colour of their ink and the line around it.

Red print (a headline, a frame, an emblem) has the colour but not the ring: one closed thin line, with bare paper beside
it. Rings that other red ink crosses are found too, because every point of a ring votes for the middle it bends around.
"""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.model import SealColour, SealShape

# The page is searched at about this short side, for rings whose half width lies between these shares of it.
SEARCHED = 800
_SMALLEST, _LARGEST = 0.035, 0.17
# Coloured ink stands this far above the other channels, and by this share of its own strength.
_LEAD, _SHARE = 24, 0.14
_YELLOW = 0.5  # gold and orange have more green over blue than this share of their red over green
# A ring is seen on this share of its way around, and on so much less of the way beside it.
_SEEN, _SEEN_OVAL, _OUTSTANDING = 0.72, 0.88, 0.2
_THICK = 0.8
_ROUND = 1.2  # a circle seen from aside is no wider than this
_CLOSER = (0.2, 0.12, 0.08)  # how near to its line the ink of a ring is looked for, time after time
# A strip of a seal ends in this share of the width from the edge of the picture, and lies within one of these.
_EDGE, _BANDS = 0.05, (0.13, 0.06)
_STAR = 0.08  # of the short side: so far are the pieces of a strip apart above and below its star
_TINT = 0.02  # of full ink on the average of a page: less is the noise of a scanner that saw no colour
_LEAST_SIDE = 100  # of a picture in pixels: the rings on a smaller one are a few pixels wide
_RINGED = {SealShape.ROUND, SealShape.OVAL}
_TURNS, _REACH, _STEPS = 180, 1.3, 78  # how finely a ring is looked at: angles, and radii out to 1.3 of its own


class FoundSeal(NamedTuple):
    """A seal in pixels of the page: its middle, its half width and half height, how far it is turned (degrees)."""

    shape: SealShape
    colour: SealColour
    x: float
    y: float
    across: float
    down: float
    turned: float = 0.0

    @property
    def reach(self) -> tuple[float, float]:
        """Half the width and half the height of the upright rectangle around it."""
        turn = math.radians(self.turned)
        over, up = self.across * math.cos(turn), self.down * math.sin(turn)
        right, low = self.across * math.sin(turn), self.down * math.cos(turn)
        if self.shape is SealShape.SQUARE:
            return abs(over) + abs(up), abs(right) + abs(low)
        return math.hypot(over, up), math.hypot(right, low)


def find_seals(pixels: Any, side: int | None = None) -> list[FoundSeal]:
    """Every red and blue seal of an RGB page, and what may be a seal on one that was copied without colours.

    Seals are as large as their page lets them be: `side` is its shorter side, where only some rows of it are given.
    """
    import cv2

    side = side or max(min(pixels.shape[:2]), 1)
    scale = min(SEARCHED / side, 1.0)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
    short = round(side * scale)
    masks = {colour: inked(small, colour) for colour in (SealColour.RED, SealColour.BLUE)}
    found = [one for colour, mask in masks.items() if mask.any() for one in _seals_of(mask, colour, short)]
    if not any(float(mask.mean()) > _TINT for mask in masks.values()):
        found += _on_grey(small, short)
    return [_scaled(one, 1 / scale) for one in found]


def _on_grey(small: Any, short: int) -> list[FoundSeal]:
    """The rings on a copy without colours, where print is as dark as a seal: only large pieces of ink are looked at."""
    import cv2
    import numpy as np

    if short < _LEAST_SIDE:
        return []
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    paper = cv2.medianBlur(cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), 41)
    dark = (grey < 0.8 * cv2.resize(paper, (grey.shape[1], grey.shape[0])).astype("float32")).astype("uint8")
    _, marks, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3))))
    large = stats[:, 2:4].max(axis=1) >= 2 * _SMALLEST * short * 0.7
    large[0] = False
    mask = (dark > 0) & large[marks]
    if not mask.any():
        return []
    return [one for one in _seals_of(mask.astype("uint8") * 255, SealColour.GREY, short) if one.shape in _RINGED]


def inked(pixels: Any, colour: SealColour) -> Any:
    """Where the page has ink of a colour, as 0 and 255."""
    import cv2

    red, green, blue = cv2.split(pixels)
    own, others = (red, cv2.max(green, blue)) if colour is SealColour.RED else (blue, cv2.max(red, green))
    lead = cv2.subtract(own, others)
    found = (lead > _LEAD) & (lead > own * _SHARE)
    if colour is SealColour.RED:
        found &= cv2.subtract(green, blue) < lead * _YELLOW
    return found.astype("uint8") * 255


def _scaled(one: FoundSeal, by: float) -> FoundSeal:
    return one._replace(x=one.x * by, y=one.y * by, across=one.across * by, down=one.down * by)


def _seals_of(mask: Any, colour: SealColour, short: int) -> list[FoundSeal]:
    kept: list[tuple[float, FoundSeal]] = []
    for candidate in (*_rounds(mask, colour, short), *_ovals(mask, colour, short)):
        settled, seen = _settled(mask, candidate)
        enough = _SEEN if candidate.shape is SealShape.ROUND else _SEEN_OVAL
        if seen >= enough and _SMALLEST * short <= settled.across <= _LARGEST * short * 1.2:
            kept.append((seen, settled))
    found: list[FoundSeal] = [*_squares(mask, colour, short), *_parts(mask, colour, short)]
    for _seen, one in sorted(kept, key=lambda pair: pair[0], reverse=True):
        if not any(
            math.hypot(one.x - other.x, one.y - other.y) < 0.5 * max(one.across, other.across) for other in found
        ):
            found.append(one)
    return found


def _rounds(mask: Any, colour: SealColour, short: int) -> Iterator[FoundSeal]:
    """Middles that the edges of the ink bend around."""
    import cv2

    scale, blur, votes = 1.0, 5, 45
    if colour is SealColour.GREY:  # print has edges everywhere: at half the size a twelfth of the work finds the same
        scale, blur, votes = 0.5, 3, 18
        mask = cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        short = round(short * scale)
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(mask, (blur, blur), 0),
        cv2.HOUGH_GRADIENT,
        dp=2,
        minDist=short * 0.04,
        param1=120,
        param2=votes,
        minRadius=int(short * _SMALLEST),
        maxRadius=int(short * _LARGEST),
    )
    for x, y, radius in circles[0][:40] / scale if circles is not None else ():
        yield FoundSeal(SealShape.ROUND, colour, float(x), float(y), float(radius), float(radius))


def _ovals(mask: Any, colour: SealColour, short: int) -> Iterator[FoundSeal]:
    """The ellipses around separate patches of ink."""
    import cv2

    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        _left, _top, wide, tall = cv2.boundingRect(contour)
        low, high = sorted((wide, tall))
        if low < short * _SMALLEST * 1.2 or high > short * _LARGEST * 2.4 or high > 2.2 * low:
            continue
        hull = cv2.convexHull(contour)
        if len(hull) < 5:  # an ellipse has five unknowns
            continue
        (x, y), (one, other), angle = cv2.fitEllipse(hull)
        if other:
            yield FoundSeal(SealShape.OVAL, colour, x, y, one / 2, other / 2, angle)


def _squares(mask: Any, colour: SealColour, short: int) -> Iterator[FoundSeal]:
    """Square frames, as around the name on a person's seal."""
    import cv2

    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        (x, y), (wide, tall), angle = cv2.minAreaRect(contour)
        low, high = sorted((wide, tall))
        if not _SMALLEST * short <= low / 2 <= high / 2 <= _LARGEST * short / 2 or high > 1.3 * low:
            continue
        one = FoundSeal(SealShape.SQUARE, colour, x, y, wide / 2, tall / 2, angle)
        frame, inside = _frame(mask, one)
        if frame >= _SEEN_OVAL and 0.05 < inside < 0.6:
            yield one


def _frame(mask: Any, one: FoundSeal) -> tuple[float, float]:
    """On what share of its way the frame of a square is seen, and how much ink is inside of it."""
    import cv2
    import numpy as np

    corners = cv2.boxPoints(((one.x, one.y), (one.across * 2, one.down * 2), one.turned)).astype("float32")
    side = 60
    goal = np.array([(0, 0), (side, 0), (side, side), (0, side)], "float32")
    flat = cv2.warpPerspective(mask, cv2.getPerspectiveTransform(corners, goal), (side, side)) > 100
    rim = side // 10
    sides = (flat[:rim].any(axis=0), flat[-rim:].any(axis=0), flat[:, :rim].any(axis=1), flat[:, -rim:].any(axis=1))
    return min(float(seen.mean()) for seen in sides), float(flat[2 * rim : -2 * rim, 2 * rim : -2 * rim].mean())


def _parts(mask: Any, colour: SealColour, short: int) -> Iterator[FoundSeal]:
    """Strips of seals at the left or right edge of the paper: high as a seal, not nearly as wide, often in pieces."""
    import numpy as np

    tall, wide = mask.shape
    for far in (False, True):
        for share in _BANDS:
            band = round(share * wide) + 1
            edge = mask[:, -band:] if far else mask[:, :band]
            strips = []
            for top, bottom in _stretches(np.flatnonzero(edge.any(axis=1)), _STAR * short):
                columns = np.flatnonzero(edge[top:bottom].any(axis=0))
                left, right = int(columns[0]), int(columns[-1]) + 1
                rim = band - right if far else left
                across, down = right - left, bottom - top
                lonely = (left if far else band - right) > 0  # ink that goes on inwards is no strip
                high = 2 * _SMALLEST < down / short < 2 * _LARGEST and top > 0 and bottom < tall
                if lonely and high and rim < _EDGE * wide and 0.012 * short < across < 0.6 * down:
                    x = left + across / 2 + (wide - band if far else 0)
                    strips.append(FoundSeal(SealShape.PART, colour, x, top + down / 2, across / 2, down / 2))
            yield from strips
            if strips:
                break


def _stretches(rows: Any, gap: float) -> Iterator[tuple[int, int]]:
    """Rows with ink, as stretches from the first to behind the last, parted where more than a gap is without."""
    import numpy as np

    if len(rows):
        for part in np.split(rows, np.flatnonzero(np.diff(rows) > gap) + 1):
            yield int(part[0]), int(part[-1]) + 1


def around(mask: Any, one: FoundSeal, turns: int = _TURNS, steps: int = _STEPS, reach: float = _REACH) -> Any:
    """The seal unrolled: a row for each radius from the middle out, a column for each angle clockwise from below."""
    import cv2
    import numpy as np

    angle = np.linspace(0, 2 * math.pi, turns, endpoint=False, dtype="float32")[None, :]
    radius = np.linspace(0, reach, steps, dtype="float32")[:, None]
    flat_x, flat_y = -radius * np.sin(angle) * one.across, radius * np.cos(angle) * one.down
    turn = math.radians(one.turned)
    x = one.x + flat_x * math.cos(turn) - flat_y * math.sin(turn)
    y = one.y + flat_x * math.sin(turn) + flat_y * math.cos(turn)
    return cv2.remap(mask, x.astype("float32"), y.astype("float32"), cv2.INTER_LINEAR)


def _settled(mask: Any, one: FoundSeal) -> tuple[FoundSeal, float]:
    """Fit the ellipse to the line itself, and say on what share of its way it is seen."""
    import cv2
    import numpy as np

    for reach in _CLOSER:
        rolled = around(mask, one) > 100
        near = rolled[int(_STEPS * (1 - reach) / _REACH) : int(_STEPS * (1 + reach) / _REACH)]
        seen = near.any(axis=0)
        if seen.mean() < 0.6:
            return one, 0.0
        # the outermost ink near the ring, at each angle
        edge = (1 - reach + (near.shape[0] - 1 - near[::-1].argmax(axis=0)) * _REACH / _STEPS)[seen]
        angle = (np.arange(_TURNS) * 2 * math.pi / _TURNS)[seen]
        usual = np.abs(edge - np.median(edge)) < 0.6 * reach
        if usual.sum() < 0.55 * _TURNS:
            return one, 0.0
        turn = math.radians(one.turned)
        flat_x, flat_y = -edge * np.sin(angle) * one.across, edge * np.cos(angle) * one.down
        points = np.stack(
            [
                one.x + flat_x * math.cos(turn) - flat_y * math.sin(turn),
                one.y + flat_x * math.sin(turn) + flat_y * math.cos(turn),
            ],
            axis=1,
        )[usual].astype("float32")
        (x, y), (first, second), angle_of = cv2.fitEllipseAMS(points)
        one = one._replace(x=x, y=y, across=first / 2, down=second / 2, turned=angle_of)
    low, high = sorted((one.across, one.down))
    shape = SealShape.ROUND if high < _ROUND * low else SealShape.OVAL
    return one._replace(shape=shape), _ring(mask, one)


def _ring(mask: Any, one: FoundSeal) -> float:
    """On what share of its way the line is seen, if it stands out from what lies just outside of it."""
    rolled = around(mask, one) > 100
    step = _STEPS / _REACH
    line = rolled[int(0.93 * step) : int(1.05 * step)].any(axis=0).mean()
    outside = rolled[int(1.08 * step) : int(1.18 * step)].mean()
    inside = rolled[int(0.5 * step) : int(0.88 * step)].mean()
    band = rolled[int(0.86 * step) : int(0.93 * step)].mean()  # the rim of a printed mark is as thick as this
    seal_like = band < _THICK and inside < 0.6
    return float(line) if seal_like and line - outside > _OUTSTANDING else 0.0
