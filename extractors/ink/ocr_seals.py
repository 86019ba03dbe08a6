"""Takes seals off the page before it is read, and looks twice at what is printed under them: dates and names usually.

In the channel of its own colour a seal is nearly as bright as paper and black print stays dark. Brightened there by as
much as the seal darkens, the page reads as if it had never been pressed. What the untouched channel says of a line is
kept beside it where the two differ.
"""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from extractors.ink.seals import FoundSeal, inked
from pipeline.model import SealColour, SealShape

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found, Words

ReadWords = Callable[[Sequence[Any]], list["Words"]]

_WIDER = 1.07  # of its half width: the blur of a seal's ring lies within
_SEALED_SHARE = 0.02  # of a line's pixels must be seal ink
_CREDIBLE = 0.6  # a reading below this is no alternative
_MUCH_SURER = 0.03  # a second reading must be so much surer to come first


def without_seals(pixels: Any, seals: Sequence[FoundSeal]) -> Any:
    """The RGB page with the ink of its seals taken away."""
    clean = pixels.copy() if seals else pixels
    for one in seals:
        frame = _frame(one, pixels.shape)
        inside = _inside(one, frame)
        clean[frame][inside] = _brightened(pixels[frame], one.colour)[inside][:, None]
    return clean


def look_again(pixels: Any, found: Sequence["Found"], seals: Sequence[FoundSeal], read: ReadWords) -> list["Found"]:
    """Mark the lines that lie under a seal, and read each once more as its colour's own channel shows it."""
    marks = [_over(pixels, line, seals) for line in found]
    own = [(line, one) for line, one in zip(found, marks, strict=True) if one]
    again = dict(zip((id(line) for line, _ in own), read([_channel(pixels, *each) for each in own]), strict=True))
    return [_settled(line, again[id(line)]) if one else line for line, one in zip(found, marks, strict=True)]


def under_grey(found: Sequence["Found"], seals: Sequence[FoundSeal]) -> list["Found"]:
    """Mark the lines that lie under a seal without a colour, by where it lies: its ink cannot be told from print."""
    greys = [one for one in seals if one.colour is SealColour.GREY]
    return [line._replace(sealed=True) if any(_reaches(line, one) for one in greys) else line for line in found]


def _reaches(line: "Found", one: FoundSeal) -> bool:
    across, down = one.reach
    aside = max(line.left - one.x, one.x - line.right, 0.0) / across
    below = max(line.top - one.y, one.y - line.bottom, 0.0) / down
    return math.hypot(aside, below) < 1


def _frame(one: FoundSeal, shape: tuple[int, ...]) -> tuple[slice, slice]:
    across, down = (_WIDER * reach for reach in one.reach)
    return (
        slice(max(int(one.y - down), 0), min(int(one.y + down) + 1, shape[0])),
        slice(max(int(one.x - across), 0), min(int(one.x + across) + 1, shape[1])),
    )


def _inside(one: FoundSeal, frame: tuple[slice, slice]) -> Any:
    """Which points of the frame the seal covers."""
    import numpy as np

    down, across = np.mgrid[frame]
    if one.shape in {SealShape.SQUARE, SealShape.PART}:
        return np.ones(down.shape, dtype=bool)
    turn = np.radians(one.turned)
    x, y = across - one.x, down - one.y
    along, aside = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    return np.hypot(along / one.across, aside / one.down) < _WIDER


def _brightened(part: Any, colour: SealColour) -> Any:
    """The channel of the seal's own colour, lifted where its ink lies to the brightness of the paper around it."""
    import cv2
    import numpy as np

    red, green, blue = cv2.split(part)
    own, others = (red, cv2.max(green, blue)) if colour is SealColour.RED else (blue, cv2.max(red, green))
    ink = cv2.subtract(own, others).astype("float32")
    mask = inked(part, colour) > 0
    if not mask.any() or mask.all():
        return own
    full = max(float(np.percentile(ink[mask], 75)), 1.0)
    paper, seal = float(np.median(own[~mask])), float(np.percentile(own[mask], 60))
    lift = np.clip(ink / full, 0, 1) * max(paper / max(seal, 1.0) - 1, 0)
    return np.clip(own * (1 + lift), 0, 255).astype("uint8")


def _over(pixels: Any, line: "Found", seals: Sequence[FoundSeal]) -> FoundSeal | None:
    """The seal that lies over a line, if its ink is there."""
    for one in seals:
        across, down = one.reach
        beside = line.right < one.x - across or line.left > one.x + across
        if beside or line.bottom < one.y - down or line.top > one.y + down:
            continue
        area = pixels[int(line.top) : int(line.bottom) + 1, int(line.left) : int(line.right) + 1]
        if area.size and float((inked(area, one.colour) > 0).mean()) > _SEALED_SHARE:
            return one
    return None


def _channel(pixels: Any, line: "Found", one: FoundSeal) -> Any:
    import numpy as np

    area = pixels[int(line.top) : int(line.bottom) + 1, int(line.left) : int(line.right) + 1]
    return np.repeat(area[:, :, 0 if one.colour is SealColour.RED else 2][:, :, None], 3, axis=2)


def _settled(line: "Found", again: "Words") -> "Found":
    """The surer reading first; the other beside it when it says something else and can be believed."""
    sealed = line._replace(sealed=True)
    before, now = (text.replace(" ", "") for text in (line.text, again.text))
    if before == now:
        return sealed._replace(confidence=max(line.confidence, again.confidence))
    first, second = line.text, again.text
    surer = again.confidence > line.confidence + _MUCH_SURER and len(now) >= len(before)
    if surer:
        sealed, first, second = sealed._replace(text=again.text, confidence=again.confidence), second, first
    believed = line.confidence if surer else again.confidence
    others = (second,) if believed >= _CREDIBLE else ()
    return sealed._replace(alternatives=tuple(dict.fromkeys((*others, *line.alternatives))))
