"""Reads what is printed under a red seal: dates and names of issuing bodies usually are.

In the red channel red ink is nearly as light as paper and black print stays dark. Stretched until the seal is gone, the
band of the page on which it lies is read a second time, and the better reading of each line under the seal is kept.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.ocr_engine import Found

# Seal ink: red stands this far above green and blue; this share of a line's pixels means that it lies under a seal.
_RED_LEAD = 60
_SEALED_SHARE = 0.02
# In the red channel print is darker than the first level, seals and paper are lighter than the second.
_PRINT, _PAPER = 60, 150
# The page is searched for seals in squares of this many pixels; a square with this share of red belongs to one.
_SQUARE = 24
_SQUARE_SHARE = 0.05
# A seal is about as wide as high, and neither an ornament nor a frame: between these shares of the page's short side.
_SMALLEST, _LARGEST, _LONGEST = 0.04, 0.5, 2.0
# Below this the second reading is a scrap of the seal itself.
_CREDIBLE = 0.6

Rectangle = tuple[int, int, int, int]  # left, top, right, bottom, in pixels


def read_under_seals(pixels: Any, found: Sequence["Found"], read: Callable[[Any], list["Found"]]) -> list["Found"]:
    """Mark the lines of an RGB page that lie under a seal, and read them again with the seal taken away."""
    red = _red(pixels)
    if not red.any():
        return list(found)
    lines = [line._replace(sealed=_is_sealed(red, line)) for line in found]
    for _left, top, _right, bottom in seals(red):
        margin = (bottom - top) // 4
        first, last = max(top - margin, 0), min(bottom + margin, len(pixels))
        for line in read(_without_seal(pixels[first:last])):
            placed = line._replace(top=line.top + first, bottom=line.bottom + first, sealed=True)
            whole = line.top > 1 and line.bottom < last - first - 1
            if whole and placed.confidence >= _CREDIBLE and _is_sealed(red, placed):
                lines = _settle(lines, placed)
    return lines


def seals(red: Any) -> Iterator[Rectangle]:
    """Patches of red ink that have the size and shape of a seal."""
    import numpy as np

    height, width = red.shape
    rows, columns = height // _SQUARE, width // _SQUARE
    squares = red[: rows * _SQUARE, : columns * _SQUARE].reshape(rows, _SQUARE, columns, _SQUARE).mean(axis=(1, 3))
    left_over = set(zip(*(axis.tolist() for axis in np.nonzero(squares > _SQUARE_SHARE)), strict=True))
    short = min(height, width)
    while left_over:
        patch = _connected(left_over)
        top, bottom = min(row for row, _ in patch) * _SQUARE, (max(row for row, _ in patch) + 1) * _SQUARE
        left, right = min(column for _, column in patch) * _SQUARE, (max(column for _, column in patch) + 1) * _SQUARE
        low, high = sorted((right - left, bottom - top))
        if _SMALLEST * short <= low and high <= _LARGEST * short and high <= _LONGEST * low:
            yield left, top, right, bottom


def _connected(left_over: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Take one patch out of the squares: those that touch, also across a gap of one, as a ring's arcs do."""
    patch, edge = set(), {left_over.pop()}
    while edge:
        row, column = edge.pop()
        patch.add((row, column))
        near = {(row + down, column + across) for down in range(-2, 3) for across in range(-2, 3)} & left_over
        left_over -= near
        edge |= near
    return patch


def _red(pixels: Any) -> Any:
    lead = pixels[:, :, 0].astype("int16") - pixels[:, :, 1:].max(axis=2)
    return lead > _RED_LEAD


def _is_sealed(red: Any, line: "Found") -> bool:
    area = red[int(line.top) : int(line.bottom) + 1, int(line.left) : int(line.right) + 1]
    return bool(area.size) and float(area.mean()) > _SEALED_SHARE


def _without_seal(pixels: Any) -> Any:
    import numpy as np

    ink = (pixels[:, :, 0].astype("int32") - _PRINT) * 255 // (_PAPER - _PRINT)
    return np.repeat(np.clip(ink, 0, 255).astype("uint8")[:, :, None], 3, axis=2)


def _settle(lines: list["Found"], again: "Found") -> list["Found"]:
    """Put the second reading in place of what it covers when it says at least as much; keep the first beside it."""
    covered = [line for line in lines if _covers(again, line)]
    before = "".join(line.text.replace(" ", "") for line in covered)
    now = again.text.replace(" ", "")
    if len(now) < len(before):
        return lines
    doubted = (before,) if len(before) == len(now) and before != now else ()
    better = again._replace(alternatives=(*doubted, *again.alternatives))
    return [*(line for line in lines if line not in covered), better]


def _covers(again: "Found", line: "Found") -> bool:
    shared = min(again.right, line.right) - max(again.left, line.left)
    return again.top < (line.top + line.bottom) / 2 < again.bottom and shared > (line.right - line.left) / 2
