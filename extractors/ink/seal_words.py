"""Reads the words of a seal: the name that runs along the rim, and the line that stands in its middle.

The rim is unrolled into a straight strip. It begins in the widest gap of the letters, so a seal is read whichever way
it was pressed; where that gap is tells which way is up. What is not read with confidence is left unsaid.
"""

import cmath
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.ink.seal_inks import as_line, inks, mended
from extractors.ink.seal_letters import FEWEST_LETTERS, Points, SealWords, chinese, one_step, said_by_letters, tidy
from extractors.ink.seal_rows import middle, read_rows, sure
from extractors.ink.seals import FoundSeal, around
from pipeline.model import SealColour, SealShape

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found, Words

ReadWords = Callable[[Sequence[Any]], list["Words"]]

# The letters of the rim lie between these shares of the half width. Between the second pair they are told from the
# small number at the foot of the seal, which lies further out, and from the line in the middle, which lies further in.
_INNER, _OUTER = 0.6, 0.955
_TOLD_FROM, _TOLD_TO = 0.71, 0.8
_ROWS = 64  # pixels from the inner edge of the letters to the outer, unrolled
_MIDDLE, _FOOT = 0.66, 0.8  # the line in the middle lies within these shares of the half width: beside the name, below
# Of two readings of a name: so sure when both say the same, when they differ, and where another seal lies across.
_SURE_TOGETHER, _SURE_ALONE, _SURE_WHEN_CROSSED = 0.93, 0.985, 0.995
_SURE_OF_LINE, _SURE_OF_GREY = 0.9, 0.95
_DEEP = 0.8  # of half its height: lines further from the middle of a ring may only touch it
# A star of five points stands within this share of the half width, looked at from a row of it on: its ink swells five
# times on the way around, by no less than this share of all of it.
_POINTS, _STAR, _STAR_FROM, _STARRY = 5, 0.5, 8, 0.12
_LETTERED = 0.18  # of the way around: rings with less are marks, not seals
_WIDEST = 0.15  # of the page's short side: half of the widest seal there is (6 cm), on a sheet of 21 cm


class Rim(NamedTuple):
    """Where the name runs: from which column of the unrolled rim, over how many.

    `top` is the angle of its middle, in degrees clockwise from below; `lettered` is how much of the rim has letters;
    `margin` is how much of the width lies before the first and behind the last of them.
    """

    first: int
    width: int
    top: float
    lettered: float
    margin: int


def said(pixels: Any, found: Sequence[FoundSeal], read: ReadWords) -> list[tuple[FoundSeal, SealWords]]:
    """The seals of an RGB page with what they say; printed marks that only look like seals are left out.

    Grey rings that say nothing surely stay until the lines of the page are known: `told_apart`.
    """
    kept: list[tuple[FoundSeal, SealWords]] = []
    for one in found:
        crossed = any(
            other is not one and math.hypot(other.x - one.x, other.y - one.y) < other.across + one.across
            for other in found
        )
        ringed = one.shape in {SealShape.ROUND, SealShape.OVAL}
        words = read_seal(*_alone(pixels, one), read, crossed=crossed) if ringed else SealWords()
        if words and (words.text or _may_be_silent(one, pixels)):
            kept.append((one, words))
    return sorted(kept, key=lambda one: (one[0].y, one[0].x))


def _may_be_silent(one: FoundSeal, pixels: Any) -> bool:
    """Whether a ring of which no word was read may be a seal.

    Blue ones are mostly printed marks, and on a copy without colours a dense table has rings wider than any seal.
    """
    if one.colour is SealColour.GREY:
        return bool(max(one.reach) <= _WIDEST * min(pixels.shape[:2]))
    return one.colour is not SealColour.BLUE


def told_apart(
    seals: Sequence[tuple[FoundSeal, SealWords]], lines: Sequence["Found"]
) -> list[tuple[FoundSeal, SealWords]]:
    """The seals without the grey rings that may be anything: a seal has words, or is pressed across print."""
    return [
        (one, words)
        for one, words in seals
        if one.colour is not SealColour.GREY
        or words.text
        or words.confidence >= _SURE_OF_GREY
        or any(_crosses(line, one) for line in lines)
    ]


def _crosses(line: "Found", one: FoundSeal) -> bool:
    """Whether a line of print runs from outside of a ring into it, as no line runs into a printed mark."""
    across, down = one.reach
    level = abs((line.top + line.bottom) / 2 - one.y) < _DEEP * down
    outside = max(one.x - across - line.left, line.right - one.x - across)
    inside = min(line.right, one.x + across) - max(line.left, one.x - across)
    height = line.bottom - line.top
    return level and inside > height and outside > height


def _alone(pixels: Any, one: FoundSeal) -> tuple[Any, FoundSeal]:
    """The part of the page with the seal and a little paper around it."""
    across, down = (1.2 * reach for reach in one.reach)
    left, top = max(int(one.x - across), 0), max(int(one.y - down), 0)
    part = pixels[top : int(one.y + down) + 1, left : int(one.x + across) + 1]
    return part, one._replace(x=one.x - left, y=one.y - top)


def read_seal(pixels: Any, one: FoundSeal, read: ReadWords, *, crossed: bool = False) -> SealWords | None:
    """The words of a seal of an RGB page, None for a ring without letters; `crossed` when another seal lies across."""
    blurred, sharp, dark = inks(pixels, one)
    oval = one.shape is SealShape.OVAL
    rim = _rim(blurred, one)
    if rim.lettered < _LETTERED:
        return read_rows(pixels, one, read) if oval else None
    whole = mended(pixels, one, blurred, sharp)
    strips = [_strip(ink, one, rim) for ink in (sharp, whole, dark, blurred)]
    turned = rim.top - 180 + one.turned
    rows = [middle(ink, one, turned) for ink in (blurred, whole)]
    answers = read([as_line(ink) for ink in (*strips, *rows[0], *rows[1])])
    names, below = answers[: len(strips)], answers[len(strips) :]
    line = max(sure(below[: len(rows[0])]), sure(below[len(rows[0]) :]), key=lambda one: len("".join(one)))
    if one.colour is SealColour.GREY:  # what is printed across it cannot be told from its line
        line = [row for row in line if row.endswith("章")]
    placed = any(name.places for name in names)
    words = (
        _letter_by_letter(names, rim, _star(blurred, one), lined=any(row.endswith("章") for row in line))
        if placed
        else _agreed(names, crossed=crossed)
    )
    if oval and not words.text:  # a wide line below the name reaches the rim too
        return read_rows(pixels, one, read)
    return words._replace(line=" ".join(line))


def _letter_by_letter(names: Sequence["Words"], rim: Rim, star: float | None, *, lined: bool) -> SealWords:
    """The name whose letters the inks say together, or nothing where one of them is missing."""
    step = one_step(_ROWS)
    point = None if star is None else Points((star * _AROUND / 360 - rim.first) / step, _AROUND / step / _POINTS)
    return said_by_letters(names, _ROWS, rim.width, rim.margin, lined=lined, points=point)


def _star(ink: Any, one: FoundSeal) -> float | None:
    """Where a point of the star in the middle is, in degrees clockwise from below; None where no star is seen."""
    import numpy as np

    rows = around(ink, one, 360, 60, _STAR)[_STAR_FROM:]
    weight = (rows > 110).sum(axis=0).astype("float64")
    beat = complex((weight * np.exp(1j * np.deg2rad(_POINTS * np.arange(360)))).sum())
    return math.degrees(cmath.phase(beat)) / _POINTS if abs(beat) > _STARRY * max(weight.sum(), 1.0) else None


def _agreed(names: Sequence["Words"], *, crossed: bool) -> SealWords:
    """The reading that most of the inks agree on, or the surest; the others stay beside it as alternatives."""
    texts = [tidy(name.text) for name in names]
    votes = {
        text: sum(name.confidence for name, other in zip(names, texts, strict=True) if other == text) for text in texts
    }
    text = max(texts, key=lambda one: (votes[one], -texts.index(one)))
    confidence = max(name.confidence for name, other in zip(names, texts, strict=True) if other == text)
    needed = _SURE_WHEN_CROSSED if crossed else _SURE_TOGETHER if texts.count(text) > 1 else _SURE_ALONE
    if chinese(text) < FEWEST_LETTERS or confidence < needed:
        return SealWords(confidence=confidence)
    if texts.count(text) >= 3 and confidence >= _SURE_WHEN_CROSSED:
        return SealWords(text, "", confidence)
    near = (
        name for name, other in zip(names, texts, strict=True) if other != text and name.confidence >= _SURE_TOGETHER
    )
    others = dict.fromkeys(tidy(name.text) for name in near if len(tidy(name.text)) == len(text))
    return SealWords(text, "", confidence, tuple(others))


_PER_REACH = _ROWS / (_OUTER - _INNER)
_AROUND = round(2 * math.pi * 0.78 * _PER_REACH)


def _rim(ink: Any, one: FoundSeal) -> Rim:
    rolled = _unrolled(ink, one)
    told = rolled[round(_TOLD_FROM * _PER_REACH) : round(_TOLD_TO * _PER_REACH)]
    lettered = (told > 110).sum(axis=0) > 2
    start, length = _widest_gap(lettered)
    margin = min(length // 2, _ROWS // 3)
    first, count = start + length - margin, _AROUND - length + 2 * margin
    return Rim(first, count, (first + count / 2) % _AROUND * 360 / _AROUND, float(lettered.mean()), margin)


def _strip(ink: Any, one: FoundSeal, rim: Rim) -> Any:
    """The name in a straight line, the outer rim on top."""
    import numpy as np

    band = _unrolled(ink, one)[round(_INNER * _PER_REACH) : round(_OUTER * _PER_REACH)][::-1]
    return band[:, np.arange(rim.first, rim.first + rim.width) % _AROUND]


def _unrolled(ink: Any, one: FoundSeal) -> Any:
    return around(ink, one, _AROUND, round(1.05 * _PER_REACH), 1.05)


def _widest_gap(lettered: Any) -> tuple[int, int]:
    """Where the widest stretch without letters begins on a ring of columns, and how wide it is."""
    import numpy as np

    turns = len(lettered)
    at = np.flatnonzero(lettered)
    if len(at) < 2:
        return 0, 0
    gaps = np.diff(np.append(at, at[0] + turns)) - 1
    widest = int(gaps.argmax())
    return int(at[widest] + 1) % turns, int(gaps[widest])
