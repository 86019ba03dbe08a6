"""Reads what stands in straight rows inside a seal: the line below its middle, and the name of an oval one.

The name of an oval seal often stands in a row above the line instead of along the rim, in letters half as large. What
a picture keeps of colours is too coarse for them: they are read from the sharper inks.
"""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.ink.seal_inks import as_line, inks, mended
from extractors.ink.seal_letters import FEWEST_LETTERS, SealWords, chinese, said_by_letters, tidy
from extractors.ink.seals import FoundSeal
from pipeline.model import SealColour

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Words

ReadWords = Callable[[Sequence[Any]], list["Words"]]

SURE_OF_LINE = 0.9
_MIDDLE, _FOOT = 0.66, 0.8  # the line in the middle lies within these shares of the half width: beside the name, below
_INSIDE = 0.91  # of an oval: its own line lies beyond
_LINE_SIDE, _NAME_SIDE = 256, 512  # pixels of the square that a seal is laid flat in
_LINE_HEIGHT, _NAME_HEIGHT, _HIGHEST = 0.07, 0.04, 0.4  # of that side is a row high
_MOST_ROWS = 3
_ABOVE, _BESIDE = 4, 6  # pixels of bare paper around a row
_INKED = 110


class _Row(NamedTuple):
    """Where a row of letters stands in the square."""

    down: slice
    across: slice


def middle(ink: Any, one: FoundSeal, turned: float) -> list[Any]:
    """The rows of letters in the middle of a seal that is turned so far, and below; no star."""
    import numpy as np

    seen, across, down, inside = _laid(ink, one, turned, _FOOT, _LINE_SIDE)
    below = (down > 0.2 * one.down) & (np.abs(across) < 1.15 * down)
    seen[inside > np.where(below, _FOOT, _MIDDLE)] = 0
    _without_star(seen)
    return [seen[row.down, row.across] for row in _rows(seen, _LINE_HEIGHT)]


def read_rows(pixels: Any, one: FoundSeal, read: ReadWords) -> SealWords:
    """An oval seal whose name does not follow its rim but stands in rows along its longer side.

    Print that runs across would read like such a row: only what has the seal's own colour is looked at.
    """
    if one.colour is SealColour.GREY:
        return SealWords()
    along = one.turned if one.across > one.down else one.turned + 90
    lying = (along + 90) % 180 - 90  # of the two ways to lie, the one nearer to upright
    blurred, sharp, _ = inks(pixels, one)
    flat = []
    for ink in (mended(pixels, one, blurred, sharp), sharp, blurred):
        seen, _, _, inside = _laid(ink, one, lying, 1, _NAME_SIDE)
        seen[inside > _INSIDE] = 0
        flat.append(seen)
    rows = _rows(flat[0], _NAME_HEIGHT)
    answers = read([as_line(seen[row.down, row.across]) for row in rows for seen in flat])
    each = [answers[at : at + len(flat)] for at in range(0, len(answers), len(flat))]
    line = " ".join(line for words in each if (line := _line_of(words)))
    named = (_named(words, row) for words, row in zip(each, rows, strict=True) if not _line_of(words))
    name = next((name for name in named if name.text), SealWords(confidence=SURE_OF_LINE))
    return name._replace(line=line)


def sure(rows: Sequence["Words"]) -> list[str]:
    return [tidy(row.text) for row in rows if chinese(row.text) >= 2 and row.confidence >= SURE_OF_LINE]


def _line_of(words: Sequence["Words"]) -> str:
    """What most of the inks say, if it is what a seal is for and not whose it is."""
    told = sure(words)
    line = max(told, key=told.count, default="")
    return line if line.endswith("章") or "专用" in line else ""


def _named(words: Sequence["Words"], row: _Row) -> SealWords:
    if not any(one.places for one in words):
        told = [text for text in sure(words) if chinese(text) >= FEWEST_LETTERS]
        return SealWords(told[0], "", SURE_OF_LINE) if told and len(set(told)) == 1 else SealWords()
    high, wide = (part.stop - part.start for part in row)
    return said_by_letters(words, high, wide, _BESIDE)


def _laid(ink: Any, one: FoundSeal, turned: float, share: float, side: int) -> tuple[Any, Any, Any, Any]:
    """The seal laid flat in a square up to a share of its half width.

    With it come, for every point, how far across and down of the middle it is, and at which share of the half width.
    """
    import cv2
    import numpy as np

    turn, tilt = math.radians(turned), math.radians(one.turned)
    down, across = np.mgrid[0:side, 0:side].astype("float32")
    size = max(one.across, one.down) * share * 2 / side
    across, down = (across - side / 2) * size, (down - side / 2) * size
    off_x = across * math.cos(turn) - down * math.sin(turn)
    off_y = across * math.sin(turn) + down * math.cos(turn)
    x, y = (one.x + off_x).astype("float32"), (one.y + off_y).astype("float32")
    seen = cv2.remap(ink, x, y, cv2.INTER_LINEAR)
    own_x, own_y = off_x * math.cos(tilt) + off_y * math.sin(tilt), off_y * math.cos(tilt) - off_x * math.sin(tilt)
    return seen, across, down, np.hypot(own_x / one.across, own_y / one.down)


def _without_star(seen: Any) -> None:
    import cv2

    side = len(seen)
    _, marks, stats, _ = cv2.connectedComponentsWithStats((seen > _INKED).astype("uint8"))
    for number, (_left, _top, wide, tall, area) in enumerate(stats):
        if number and min(wide, tall) > side * 0.3 and area > 0.02 * side * side:
            seen[marks == number] = 0


def _rows(seen: Any, height: float) -> list[_Row]:
    """The stretches of inked lines that are as high as letters and wider than one."""
    import numpy as np

    side = len(seen)
    filled = np.convolve((seen > _INKED).sum(axis=1) > side / 100, np.ones(5), "same") > 0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(int), [0]))))
    rows = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        columns = np.flatnonzero((seen[first:last] > _INKED).any(axis=0))
        if side * height < last - first < side * _HIGHEST and len(columns) and np.ptp(columns) > 1.5 * (last - first):
            left, right = int(columns[0]) - _BESIDE, int(columns[-1]) + _BESIDE
            rows.append(_Row(slice(max(int(first) - _ABOVE, 0), int(last) + _ABOVE), slice(max(left, 0), right)))
    return rows[:_MOST_ROWS]
