"""Finds the printed rules of tables on a scan and puts what was read into their cells.

Rules are long thin runs of dark pixels. The page is first laid straight by the slant of its own level rules; a red seal
across them is left out by its colour. A rule counts where it meets others, so strokes of letters,
underlines and frames make no cells.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from extractors.ink.broken_rules import mended
from extractors.ink.grid import Rule, Slot, tables
from extractors.ink.seals import FoundSeal, inked
from pipeline.model import SealColour

_SIDE = 1200  # pixels of the short side at which rules are looked for
_LEVEL, _UPRIGHT = 36, 24  # the shortest runs that count, in those pixels: letters are lower than rows
_THICKEST = 11
# A rule of a sheet that was not laid square is so thin on the average, and drifts no further from end to end.
_THIN, _MOST_DRIFT = 8, 22
_GAP = 9  # a break in a rule, and how far a rule may end before the one it meets
_SAME = 7  # rules nearer than this are one
_SMALLEST = 0.2 * _SIDE  # a table is wider than the squares in a large letter or a code to scan
_UNDER_SEAL = 0.86  # of the brightness of seal ink in red: print under it is darker
_BRIDGE = 0.22 * _SIDE  # a seal is no wider
_MOST_SLANT = 6.0  # degrees


class Straight(NamedTuple):
    """How the page is turned and shrunk so that its rules run level: a 2 × 3 matrix and its inverse."""

    there: Any
    back: Any


class RuledTable(NamedTuple):
    """The cells of a table, and how to come from pixels of the page to theirs."""

    slots: list[Slot]
    way: Straight


def ruled_tables(pixels: Any, seals: Sequence[FoundSeal] = ()) -> list[RuledTable]:
    """The ruled tables of an upright RGB page, from the top; `seals` are those that may lie across the rules."""
    import cv2
    import numpy as np

    dark, sealed, scale = _dark(pixels, seals)
    slant = _slant(_runs(dark, _LEVEL, 1))
    height, width = dark.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    if abs(slant) > 0.05:
        dark = cv2.warpAffine(dark, turn, (width, height), flags=cv2.INTER_NEAREST)
        sealed = cv2.warpAffine(sealed, turn, (width, height), flags=cv2.INTER_NEAREST)
    shrink = np.diag([scale, scale, 1.0])
    there = turn @ shrink
    way = Straight(there, cv2.invertAffineTransform(there))
    level = [Rule(top + tall / 2, left, left + wide) for left, top, wide, tall in _thin(_runs(dark, _LEVEL, 1))]
    upright = [Rule(left + wide / 2, top, top + tall) for left, top, wide, tall in _thin(_runs(dark, 1, _UPRIGHT))]
    level, upright = mended(level, upright, dark, _SAME)
    level, upright = _meeting(_whole(level, sealed, level=True), _whole(upright, sealed, level=False))
    return [
        RuledTable(slots, way) for slots in with_lost_cells(_tables(level, upright), _tables(*_large(level, upright)))
    ]


def _tables(level: Sequence[Rule], upright: Sequence[Rule]) -> list[list[Slot]]:
    return [slots for slots in tables(level, upright, _SAME) if _extent(slots) > _SMALLEST]


def with_lost_cells(seen: list[list[Slot]], without_strokes: list[list[Slot]]) -> list[list[Slot]]:
    """Tables with the cells that come back when crossing strokes are left out, where half of the cells were there.

    On a certificate that was folded the strokes of its letters are all that keeps its frame from being a table.
    """
    found = []
    for slots in without_strokes:
        left, right = min(one.left for one in slots), max(one.right for one in slots)
        top, bottom = min(one.top for one in slots), max(one.bottom for one in slots)
        known = [one for one in seen if left <= one[0].left <= right and top <= one[0].top <= bottom]
        found += [slots] if 2 * sum(map(len, known)) >= len(slots) else known
    return found


def _extent(slots: Sequence[Slot]) -> float:
    return max(slot.right for slot in slots) - min(slot.left for slot in slots)


def _dark(pixels: Any, seals: Sequence[FoundSeal]) -> tuple[Any, Any, float]:
    """Where the page is darker than around, where a seal is near, and how small both are; fine rules survive it."""
    import cv2
    import numpy as np

    red = cv2.extractChannel(pixels, 0)
    sealed = np.zeros_like(red)
    for one in seals:
        across, down = one.reach
        frame = (
            slice(max(int(one.y - down) - _GAP, 0), int(one.y + down) + _GAP),
            slice(max(int(one.x - across) - _GAP, 0), int(one.x + across) + _GAP),
        )
        sealed[frame] = inked(pixels[frame], SealColour.RED)
    if sealed.any():
        # Under a seal only what is darker than the seal itself is print.
        red = np.where((sealed > 0) & (red > _UNDER_SEAL * float(np.median(red[sealed > 0]))), 255, red)
    scale = min(_SIDE / max(min(red.shape), 1), 1.0)
    if scale < 1:
        if scale < 0.8:
            red = cv2.erode(red, cv2.getStructuringElement(cv2.MORPH_RECT, (2, 2)))
        red = cv2.resize(red, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        sealed = cv2.resize(sealed, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = cv2.adaptiveThreshold(red, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 14)
    return dark, cv2.dilate((sealed > 60).astype("uint8"), np.ones((_GAP, _GAP), "uint8")), scale


def _whole(rules: list[Rule], sealed: Any, *, level: bool) -> list[Rule]:
    """Rules that a seal has broken, put together again: the pieces lie on one line and end at its ink."""
    whole: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (one.start, one.at)):
        before = max(
            (one for one in whole if abs(one.at - rule.at) <= _SAME and one.end < rule.start),
            key=lambda one: one.end,
            default=None,
        )
        if (
            before
            and rule.start - before.end < _BRIDGE
            and all(_is_sealed(sealed, rule.at, end, level=level) for end in (before.end, rule.start))
        ):
            whole[whole.index(before)] = Rule((before.at + rule.at) / 2, before.start, max(before.end, rule.end))
        else:
            whole.append(rule)
    return whole


def _is_sealed(sealed: Any, at: float, end: float, *, level: bool) -> bool:
    row, column = (at, end) if level else (end, at)
    height, width = sealed.shape
    return bool(sealed[min(int(row), height - 1), min(int(column), width - 1)])


def _runs(dark: Any, across: int, down: int) -> Any:
    """Only the runs of dark pixels that are so long, breaks in them closed."""
    import cv2

    level = across > down
    near = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if level else (3, 1)))
    opened = cv2.morphologyEx(near, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (across, down)))
    return cv2.morphologyEx(
        opened, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_GAP, 1) if level else (1, _GAP))
    )


def _slant(runs: Any) -> float:
    """How far the level rules are turned, in degrees clockwise: the long ones decide."""
    import cv2
    import numpy as np

    count, marks, stats, _middles = cv2.connectedComponentsWithStats(runs)
    slants: list[tuple[float, int]] = []
    for number in range(1, count):
        left, top, wide, tall, _area = (int(value) for value in stats[number])
        if wide < 4 * _LEVEL or tall > wide * math.tan(math.radians(_MOST_SLANT)) + _THICKEST:
            continue
        down, across = np.nonzero(marks[top : top + tall, left : left + wide] == number)
        slants.append((float(np.polyfit(across, down, 1)[0]), wide))
    if not slants:
        return 0.0
    slants.sort()
    half, so_far = sum(wide for _, wide in slants) / 2, 0
    for slope, wide in slants:
        so_far += wide
        if so_far >= half:
            return math.degrees(math.atan(slope))
    return 0.0


def _thin(runs: Any) -> list[tuple[int, int, int, int]]:
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats(runs)
    boxes = [tuple(int(value) for value in one) for one in stats[1:]]
    return [(left, top, wide, tall) for left, top, wide, tall, area in boxes if _is_rule(wide, tall, area)]


def _is_rule(wide: int, tall: int, area: int) -> bool:
    """Whether a run is thin: all of it together, or along its way where the page was not laid quite square.

    >>> _is_rule(11, 300, 3300), _is_rule(12, 300, 3600), _is_rule(12, 300, 1200)
    (True, False, True)
    >>> _is_rule(22, 900, 4500), _is_rule(23, 900, 4500)
    (True, False)
    """
    narrow, long = sorted((wide, tall))
    return narrow <= _THICKEST or (narrow <= _MOST_DRIFT and area <= _THIN * long)


def _meeting(level: list[Rule], upright: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """The rules that meet at least two of the others. What is left of a letter when its stroke goes meets none."""
    while True:
        kept_level = [one for one in level if sum(_meets(one, other) for other in upright) >= 2]
        kept_upright = [one for one in upright if sum(_meets(other, one) for other in kept_level) >= 2]
        if (len(kept_level), len(kept_upright)) == (len(level), len(upright)):
            return level, upright
        level, upright = kept_level, kept_upright


def _large(level: list[Rule], upright: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """The rules that hang together as wide as a table. Strokes of a signature that cross would part the cell around."""
    kept_level: list[Rule] = []
    kept_upright: list[Rule] = []
    while level:
        together, crossing, new, level = [], [], level[:1], level[1:]
        while new:
            together += new
            found = [one for one in upright if any(_meets(other, one) for other in new)]
            upright = [one for one in upright if one not in found]
            crossing += found
            new = [one for one in level if any(_meets(one, other) for other in found)]
            level = [one for one in level if one not in new]
        if max(one.end for one in together) - min(one.start for one in together) > _SMALLEST:
            kept_level += together
            kept_upright += crossing
    return kept_level, kept_upright


def _meets(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _GAP <= upright.at <= level.end + _GAP and upright.start - _GAP <= level.at <= upright.end + _GAP
    )
