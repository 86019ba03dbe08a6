"""Reads what stands under a watermark: slanted words, lighter than print, laid across a whole page.

The detector takes a watermark and the print it crosses for one line, and the print is lost. A person looks through it
because it is lighter. So does this: what is as light as the slanted words becomes paper, and the page is read again.
"""

from collections.abc import Callable, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found

_SLANT = 12.0  # degrees from the page's own lines: what leans more is laid over the page
_WORDS, _LINES = 4, 2  # so many letters on a line, so many lines: one slanted line may be a note
_SURE = 0.9  # of a line read through the watermark, to be set against the same line without it
_INK = 0.9  # of the paper's brightness: darker is ink
_LIGHTER = 0.16  # of the paper's brightness, by which a watermark must be lighter than print
_PAPER_SIDE = 41  # pixels, on a quarter of the page, whose median is the paper


def through(page: Any, found: Sequence["Found"], read: Callable[[Any], list["Found"]]) -> list["Found"]:
    """The lines of an RGB page, read once more without its watermark if it has one."""
    over, own = _laid_over(found)
    if len(over) < _LINES or not own:
        return list(found)
    cleaned = _without(page, over, own)
    if cleaned is None:
        return list(found)
    _, again = _laid_over(read(cleaned))
    if _weight(again) < _weight(own):
        return list(found)
    kept = (line for line in own if not any(_covers(other, line) for other in again))
    return [*over, *(_doubted(line, own) for line in again), *kept]


def _doubted(line: "Found", own: Sequence["Found"]) -> "Found":
    """A line read without the watermark, with what was surely read there before if that was more.

    Figures that a pale pen filled in go with the watermark, and what is left may still look like a date.
    """
    more = (
        before.text
        for before in own
        if _covers(line, before) and before.confidence >= _SURE and _length(before) > _length(line)
    )
    return line._replace(alternatives=tuple(dict.fromkeys((*line.alternatives, *more))))


def _length(line: "Found") -> int:
    return len("".join(line.text.split()))


def _laid_over(found: Sequence["Found"]) -> tuple[list["Found"], list["Found"]]:
    """The slanted lines, and the page's own."""
    if not found:
        return [], []
    usual = usual_slant(found)
    leaning = [line for line in found if abs(line.slant - usual) > _SLANT]
    return [line for line in leaning if len(line.text) >= _WORDS], [line for line in found if line not in leaning]


def usual_slant(found: Sequence["Found"]) -> float:
    """How far the page itself lies askew, in degrees: scanners and hands turn it less than a watermark leans."""
    return median([line.slant for line in found if abs(line.slant) <= _SLANT] or [0.0])


def _weight(lines: Sequence["Found"]) -> float:
    return sum(len(line.text) * line.confidence for line in lines)


def _covers(other: "Found", line: "Found") -> bool:
    across, down = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return other.left <= across <= other.right and other.top <= down <= other.bottom


def _without(page: Any, over: Sequence["Found"], own: Sequence["Found"]) -> Any:
    """The page with all that is as light as the watermark turned into paper; None where print is as light."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.resize(cv2.medianBlur(small, _PAPER_SIDE), (grey.shape[1], grey.shape[0])).astype("float32")
    share = grey / np.maximum(paper, 1)
    mark, print_ = _tone(share, over, 50), _tone(share, own, 20)
    if mark - print_ < _LIGHTER:
        return None
    light = (mark + print_) / 2
    kept = np.clip((light - share) / (light - print_), 0, 1)  # 1 is print, 0 is paper or watermark
    return cv2.cvtColor(((1 - kept) * 255).astype("uint8"), cv2.COLOR_GRAY2RGB)


def _tone(share: Any, lines: Sequence["Found"], percentile: float) -> float:
    """How bright the ink under some lines is, as a share of the paper beside it."""
    import numpy as np

    boxes = (share[int(line.top) : int(line.bottom) + 1, int(line.left) : int(line.right) + 1] for line in lines)
    ink = np.concatenate([box[box < _INK] for box in boxes])
    return float(np.percentile(ink, percentile)) if ink.size else 1.0
