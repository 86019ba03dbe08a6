"""Whether ink can still be read after what happened to its paper: measured on the pixels, never guessed."""

from typing import Any

from pipeline.model import Box, OnPage
from samples.ledger import Printed

_LOST_CONTRAST = 34  # between the ink and its paper; below this no eye is sure of a letter
_LOST_SHARE = 0.04  # of the pieces of a text: in any but a long one a single letter
_KNOWN = 0.5  # so much must a piece resemble what it was before the light fell on it
_ERASED, _DARKENED = 0.35, 0.3  # of the ink of a piece, and of the paper around it
_SMALLEST = 8  # pixels a line must be high
_LETTER = 32  # pixels
_RED, _DROWNED = 60, 0.08
_ARC_LETTER, _ARC = 0.12, 1.95  # of a seal's width: its largest letters, and all letters of the arc together


def overlaid(fact: Printed, before: Any, after: Any, *, grey: bool) -> Printed:
    """Judge what marks left of a text. Red ink is seen through in red light, but not on a grey copy."""
    from PIL import ImageChops

    if not fact.legible or not isinstance(fact.place, OnPage):
        return fact
    edge = _edge(fact.place.box, before.size)
    was, now = before.crop(edge), after.crop(edge)
    if ImageChops.difference(was, now).getbbox() is None:
        return fact
    lost = _spoilt(_squares(was.convert("L")), _squares(now.convert("L")))
    if not grey:
        lost &= _spoilt(_squares(was.getchannel("R")), _squares(now.getchannel("R")))
    return fact.model_copy(update={"legible": False}) if lost.mean() > _LOST_SHARE else fact


def faded(fact: Printed, before: Any, after: Any, *, line: bool) -> Printed:
    """Judge what light, toner and size left of a text: hardly a piece of it may have lost its contrast."""
    if not fact.legible or not isinstance(fact.place, OnPage):
        return fact
    edge = _edge(fact.place.box, before.size)
    was, now = (_squares(one.crop(edge).convert("L")) for one in (before, after))
    likeness = _likeness(was, now)
    for tones in (was, now):
        tones.sort(axis=1)
    first, last = (tones[:, tones.shape[1] * 92 // 100] - tones[:, tones.shape[1] * 4 // 100] for tones in (was, now))
    inked = first > 2 * _LOST_CONTRAST
    lost = inked & ((last < _LOST_CONTRAST) | (likeness < _KNOWN))
    drowned = line and _redness(before.crop(edge)) > _DROWNED
    if _height(fact, edge) < _SMALLEST or drowned or lost.sum() > inked.sum() * _LOST_SHARE:
        return fact.model_copy(update={"legible": False})
    return fact


def _edge(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    wide, tall = size
    return (int(box.left * wide), int(box.top * tall), int(box.right * wide) + 1, int(box.bottom * tall) + 1)


def _height(fact: Printed, edge: tuple[int, int, int, int]) -> float:
    """How many pixels a line, or a letter on the arc of a seal, is high."""
    side = min(edge[3] - edge[1], edge[2] - edge[0])
    return side * min(_ARC_LETTER, _ARC / len(fact.quote)) if fact.field == "seal.text" else side


def _squares(ink: Any) -> Any:
    """Cut a text into squares about as large as its letters."""
    import numpy as np

    tones = np.asarray(ink)
    side = max(min(*tones.shape, _LETTER), 2)
    rows, columns = tones.shape[0] // side, tones.shape[1] // side
    squares = tones[: rows * side, : columns * side].reshape(rows, side, columns, side).swapaxes(1, 2)
    return squares.reshape(rows * columns, side * side).astype("int16")


def _spoilt(was: Any, now: Any) -> Any:
    """Find the squares in which too much ink has gone, or too much paper has gone dark."""
    import numpy as np

    light, dark = (np.percentile(was, at, axis=1, keepdims=True) for at in (92, 4))
    inked = (light - dark > 2 * _LOST_CONTRAST).ravel()
    half = (light + dark) / 2
    ink = was < half
    erased = (ink & (now > half)).sum(axis=1) / np.maximum(ink.sum(axis=1), 1)
    darkened = (~ink & (now < half)).sum(axis=1) / np.maximum((~ink).sum(axis=1), 1)
    return inked & ((erased > _ERASED) | (darkened > _DARKENED))


def _likeness(was: Any, now: Any) -> Any:
    """Correlate each square with what stood there before: 1 for the same letter, about 0 for any other."""
    import numpy as np

    first, last = (one - one.mean(axis=1, keepdims=True) for one in (was.astype("float32"), now.astype("float32")))
    size = np.sqrt((first * first).sum(axis=1) * (last * last).sum(axis=1))
    return (first * last).sum(axis=1) / np.maximum(size, 1.0)


def _redness(ink: Any) -> float:
    """Measure how much of a text lies under a red seal, which a line copy turns black."""
    import numpy as np

    pixels = np.asarray(ink, "int16")
    return float((pixels[..., 0] - pixels[..., 1] > _RED).mean())
