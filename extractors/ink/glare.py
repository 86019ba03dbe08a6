"""Says of which lines a picture may show only a part: they end where a lamp or a window has burnt the paper out.

Nothing is read there, so nothing tells whether the line went on. What is read of it is no less sure for that, but a
number or a date may be cut short, and then it still looks like one. An empty place that is not bare paper may have held
something too: a number that was made illegible, a word under a seal.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found
    from extractors.ink.scan_cells import FilledCell

_STEP = 4  # every so many pixels are looked at
_BURNT, _WHITE = 249, 236  # as bright is a spot without print; paper as bright is white all over, and shows no spots
_SPOT = 0.02  # of the short side of the page: no smaller is a reflection
_BESIDE = 1.2  # heights of a line beyond its end
# A cell is looked at within its rules. Bare ones show at most 0.4 % that is no brighter than this share of their paper
# (136 cells of forty scans and photographs), those with a seal, a smear or unread words 5.8 % and more (12 cells).
_RIM, _FEWEST_PIXELS, _PALER, _VEIL = 0.2, 6, 0.9, 0.02
_MOSTLY, _PARTLY = 0.5, 0.1  # of the height of that place somewhere in it, and of a cell, is burnt


def burnt(pixels: Any) -> Any | None:
    """Where an RGB page is burnt out, on a smaller picture; None where it is nowhere, or white by itself."""
    import cv2
    import numpy as np

    small = pixels[::_STEP, ::_STEP].min(axis=2)
    side = round(_SPOT * min(small.shape))
    if side < 2 or float(np.median(small)) > _WHITE:
        return None
    spots = cv2.morphologyEx((small >= _BURNT).astype("uint8"), cv2.MORPH_OPEN, np.ones((side, side), "uint8"))
    return spots if spots.any() else None


def torn(spots: Any | None, found: Sequence["Found"]) -> list["Found"]:
    """The lines of a page, those marked that end at a burnt-out spot."""
    return [line._replace(torn=spots is not None and _ends_at(spots, line)) for line in found]


def torn_cells(spots: Any | None, tables: Sequence[Sequence["FilledCell"]]) -> list[list["FilledCell"]]:
    """The cells of tables, those marked of which a part is burnt out: an empty one may have held something."""
    return [[cell._replace(torn=spots is not None and _is_over(spots, cell)) for cell in cells] for cells in tables]


def veiled_cells(pixels: Any, tables: Sequence[Sequence["FilledCell"]]) -> list[list["FilledCell"]]:
    """The cells of an RGB page in even light, the empty ones marked that show more than paper."""
    return [
        [cell._replace(torn=cell.torn or (not cell.lines and _is_veiled(pixels, cell))) for cell in cells]
        for cells in tables
    ]


def _is_veiled(pixels: Any, cell: "FilledCell") -> bool:
    import cv2
    import numpy as np

    left, top, right, bottom = (round(edge) for edge in cell.edges)
    rim = round(_RIM * (bottom - top)) + 2
    inside = pixels[top + rim : bottom - rim, left + rim : right - rim]
    if min(inside.shape[:2]) < _FEWEST_PIXELS:
        return False
    grey = cv2.blur(cv2.cvtColor(np.ascontiguousarray(inside), cv2.COLOR_RGB2GRAY), (5, 5))  # without grain
    return float((grey < _PALER * np.percentile(grey, 90)).mean()) > _VEIL


def _is_over(spots: Any, cell: "FilledCell") -> bool:
    left, top, right, bottom = (int(edge / _STEP) for edge in cell.edges)
    part = spots[top : bottom + 1, left : right + 1]
    return bool(part.size) and float(part.mean()) > _PARTLY


def _ends_at(spots: Any, line: "Found") -> bool:
    high = line.bottom - line.top
    rows = slice(int(line.top / _STEP), int(line.bottom / _STEP) + 1)
    return any(
        part.size and float(part.mean(axis=0).max()) > _MOSTLY  # a letter may be read right into the edge of the glare
        for part in (
            spots[rows, int(line.right / _STEP) : int((line.right + _BESIDE * high) / _STEP) + 1],
            spots[rows, max(int((line.left - _BESIDE * high) / _STEP), 0) : int(line.left / _STEP) + 1],
        )
    )
