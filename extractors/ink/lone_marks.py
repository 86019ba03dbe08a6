"""What stands alone in a cell of a scan: a dash, a slash, a mark in which no line was found."""

from typing import Any

from extractors.ink.grid import Slot
from extractors.ink.ruled import RuledTable
from extractors.ink.table_place import Edges, cut

DASH, LIKE_A_SLASH = "—", {"1", "7", "J", "I", "l", "i", "丿", "/", "\\", "|", "]", ")"}

_INSIDE = 5  # pixels of the table around a cell that may hold its rules
_INKED, _CONTRAST = 0.002, 70  # share of pixels so much darker than their paper that make a mark
_LEANING, _STRAIGHT = 0.15, 0.75  # a slash leans so much of its height, and its ink lies so close to one line
_FAINT, _SPECK, _SHORTEST, _FLAT = 0.82, 6, 8, 0.35  # of its paper's brightness; pixels; pixels; as high as long
_MARGIN = 0.25  # of its height around a mark that is read again


def stroke_in(pixels: Any, table: RuledTable, slot: Slot) -> tuple[str, Edges] | None:
    """A dash or a slash alone in a cell: too little ink for any reader, and all the difference to an empty cell."""
    import cv2
    import numpy as np

    inner = _inside(slot)
    if inner is None:
        return None
    cell = cut(pixels, table, inner)[:, :, 0].astype("int16")
    tall, wide = cell.shape
    dark = (cell < np.median(cell) * _FAINT).astype("uint8")
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(dark)
    marks = [number for number in range(1, len(stats)) if stats[number][4] >= _SPECK]
    if len(marks) != 1:
        return None
    left, top, across, down, _ = (int(number) for number in stats[marks[0]])
    middle, size = top + down / 2, max(across, down)
    alone = 0 < left < left + across < wide  # or else a fold or a rule runs on
    if not (alone and _SHORTEST <= size <= wide / 2 and tall / 5 < middle < tall * 4 / 5):
        return None
    if down <= _FLAT * across:
        sign = DASH
    elif across < _LEANING * down or not (sign := _slash(pieces == marks[0])):
        return None
    scale = (inner[2] - inner[0]) / wide
    return sign, (
        inner[0] + left * scale,
        inner[1] + (middle - size / 2) * scale,
        inner[0] + (left + across) * scale,
        inner[1] + (middle + size / 2) * scale,
    )


def _slash(mark: Any) -> str:
    """Which slash a mark is: one stroke from corner to corner, as no figure is."""
    import numpy as np

    down, across = np.nonzero(mark)
    falls = float(np.corrcoef(across, down)[0, 1])
    return "" if abs(falls) < _STRAIGHT else "\\" if falls > 0 else "/"


def _inside(slot: Slot) -> Edges | None:
    """A cell without the rules around it, None where nothing is left."""
    inner = (slot.left + _INSIDE, slot.top + _INSIDE, slot.right - _INSIDE, slot.bottom - _INSIDE)
    return inner if min(inner[2] - inner[0], inner[3] - inner[1]) >= _INSIDE else None


def mark_in(pixels: Any, table: RuledTable, slot: Slot) -> Edges | None:
    """The rectangle around the dark ink of a cell, None for an empty one."""
    import numpy as np

    inner = _inside(slot)
    if inner is None:
        return None
    cell = cut(pixels, table, inner)[:, :, 0].astype("int16")
    dark = cell < np.median(cell) - _CONTRAST
    if dark.mean() < _INKED:
        return None
    down, across = np.flatnonzero(dark.sum(axis=1) > 1), np.flatnonzero(dark.sum(axis=0) > 1)
    if not len(down) or not len(across):
        return None
    scale = (inner[2] - inner[0]) / cell.shape[1]
    margin = _MARGIN * max(down[-1] - down[0], 12)
    return (
        max(inner[0] + (across[0] - margin) * scale, slot.left + 2),
        max(inner[1] + (down[0] - margin) * scale, slot.top + 2),
        min(inner[0] + (across[-1] + margin) * scale, slot.right - 2),
        min(inner[1] + (down[-1] + margin) * scale, slot.bottom - 2),
    )
