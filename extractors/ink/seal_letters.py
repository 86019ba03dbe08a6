"""Puts the readings of one rim together letter by letter: each letter of a seal stands in a place of its own.

The letters of a name are cut at one distance, so a place without a letter is a letter that nobody read: under a date
that was printed first, a reader passes over it and is sure of the rest. Such a name is left unsaid.
"""

import math
import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Words

_ONE_PLACE = 0.45  # of the distance between two letters: what stands nearer is read in one place
_HOLE = 1.55  # of that distance between two letters: one is missing between them
# The ink begins and ends so many letters beyond the first and the last one that is read, a little more before the first
# because a letter is told before its middle. Half a letter more is a blur, a whole one a letter that is missing.
_BEFORE, _BEHIND, _MISSING = 0.7, 0.52, 0.75
_EVEN = 0.5  # of a letter: so much alike on both sides is the line below, whose ends reach up to the rim
_AHEAD = 0.4  # steps that a letter is told before its middle
_OFF_CENTRE = 0.22  # of a letter may the middle of a name be beside a point of the star; a letter less makes it half
_ENDS = tuple("局会院府司心处校所社厂部站馆店队团行库署办")  # what names of organisations end in
_SCRAP = 0.5  # a letter nobody is surer of is a scrap
_SURE = 0.9  # of a letter by one reading, or so sure all together
_ALONE = 0.06  # less sure is a letter that one reading has and all others pass over
_RIVAL = 0.75  # another letter in the same place that a reading is so sure of is another way to read it
_MOST_OTHERS = 4
# The recogniser looks at strips of so many rows and answers at every eighth column, a little before a letter's middle.
_READ_ROWS, _READ_STEP, _EARLY = 48, 8, 1.5
FEWEST_LETTERS = 4


class SealWords(NamedTuple):
    """What a seal says; `others` are further readings of the name."""

    text: str = ""
    line: str = ""
    confidence: float = 0.0
    others: tuple[str, ...] = ()


class Named(NamedTuple):
    """The name on a rim, and how else it might read; `confidence` is that of its least sure letter."""

    text: str
    confidence: float
    others: tuple[str, ...] = ()


class Points(NamedTuple):
    """Where the points of the star are, in steps along the rim: at one step and, from there, at every so many."""

    at: float
    apart: float


class _Letter(NamedTuple):
    place: float
    character: str
    sure: float


def said_by_letters(
    readings: Sequence["Words"],
    high: int,
    wide: float,
    margin: float,
    *,
    lined: bool = False,
    points: Points | None = None,
) -> SealWords:
    """The name on a strip of so many pixels whose ink begins and ends a margin from its edges, or nothing."""
    step = one_step(high)
    found = put_together(readings, margin / step - _EARLY, (wide - margin) / step, lined=lined, points=points)
    text = tidy(found.text) if found else ""
    if found is None or chinese(text) < FEWEST_LETTERS:
        named = (name.confidence for name in readings if chinese(name.text) >= FEWEST_LETTERS)
        return SealWords(confidence=max(named, default=0.0))
    others = dict.fromkeys(other for one in found.others if (other := tidy(one)) != text)
    return SealWords(text, "", found.confidence, tuple(others))


def one_step(high: int) -> float:
    """How many columns of a strip that is so high lie between two answers of the recogniser."""
    return _READ_STEP * high / _READ_ROWS


def put_together(
    readings: Sequence["Words"], first: float, last: float, *, lined: bool = False, points: Points | None = None
) -> Named | None:
    """The name that stands between two steps of a rim, None where a letter is missing or nobody is sure of one.

    `lined`: the seal has a line below its middle, which may reach up to the rim on both sides. Ink before and behind
    the name that nobody reads is print across the seal where the name stands whole under a point of its star.
    """
    letters = sorted(letter for words in readings for letter in _letters(words) if first <= letter.place <= last)
    apart = _distance(readings)
    if not letters or apart is None:
        return None
    told = [place for place in _places(letters, _ONE_PLACE * apart) if max(one.sure for one in place) >= _SCRAP]
    places = _name_of(told)
    middles = [statistics.fmean(one.place for one in place) for place in places]
    if not places or _is_holed(middles, apart):
        return None
    ranked = [_ranked(place) for place in places]
    if any(sure < _SURE for (_, sure, _), *_ in ranked):
        return None
    text = "".join(best for (best, _, _), *_ in ranked)
    whole = points is not None and text.endswith(_ENDS) and _is_centred(middles, apart, points)
    if not whole and (len(places) < len(told) or _is_cut(middles, apart, first, last, lined=lined)):
        return None
    others = [
        (sure, text[:at] + character + text[at + 1 :])
        for at, (_, *rest) in enumerate(ranked)
        for character, _, sure in rest
        if sure >= _RIVAL
    ]
    best = tuple(other for _, other in sorted(others, reverse=True)[:_MOST_OTHERS])
    return Named(text, min(sure for (_, sure, _), *_ in ranked), best)


def _letters(words: "Words") -> Iterator[_Letter]:
    for place, character, sure in zip(words.places, words.text, words.sure, strict=False):
        if character.strip():
            yield _Letter(place, character, sure)


def _distance(readings: Sequence["Words"]) -> float | None:
    """How far apart the letters stand: as they do in the middle of all readings."""
    steps = [after - before for words in readings for before, after in pairwise(words.places)]
    return statistics.median(steps) if steps else None


def _places(letters: Sequence[_Letter], near: float) -> list[list[_Letter]]:
    """The letters that were read in one place together, from the left."""
    found: list[list[_Letter]] = []
    for letter in letters:
        if found and letter.place - found[-1][0].place <= near:
            found[-1].append(letter)
        else:
            found.append([letter])
    return found


def _name_of(places: list[list[_Letter]]) -> list[list[_Letter]]:
    """The places without the figures and Latin letters before and behind: they are of a date that stands beside."""
    own = [at for at, place in enumerate(places) if not re.fullmatch("[0-9A-Za-z]", _ranked(place)[0][0])]
    return places[own[0] : own[-1] + 1] if own else []


def _is_holed(places: Sequence[float], apart: float) -> bool:
    return any(after - before > _HOLE * apart for before, after in pairwise(places))


def _is_cut(places: Sequence[float], apart: float, first: float, last: float, *, lined: bool) -> bool:
    """Whether there is room, and ink, for another letter before the first one or behind the last."""
    before, behind = (places[0] - first) / apart - _BEFORE, (last - places[-1]) / apart - _BEHIND
    if lined and abs(before - behind) < _EVEN and min(before, behind) > 1:
        return False
    return max(before, behind) > _MISSING


def _is_centred(places: Sequence[float], apart: float, points: Points) -> bool:
    """Whether the middle of the name stands under a point of the star, as it was cut: a letter less shifts it by half.

    >>> [_is_centred([1.0, 3.0, 5.0], 2.0, Points(at, 10.0)) for at in (3.4, 13.4, 3.8, 4.4)]
    [True, True, True, False]
    """
    off = (places[0] + places[-1]) / 2 + _AHEAD - points.at
    return abs((off + points.apart / 2) % points.apart - points.apart / 2) < _OFF_CENTRE * apart


def _ranked(place: Sequence[_Letter]) -> list[tuple[str, float, float]]:
    """The characters read in one place, the likeliest first: how sure all who read it are, and the surest of them.

    Readings that agree are surer together than each alone.
    """
    told: dict[str, list[float]] = {}
    for letter in place:
        told.setdefault(letter.character, []).append(letter.sure)
    weighed = sorted(told.items(), key=lambda one: -sum(sure**2 for sure in one[1]))
    return [
        (character, 1 - math.prod(1 - one for one in sure) if len(sure) > 1 else sure[0] - _ALONE, max(sure))
        for character, sure in weighed
    ]


def tidy(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").strip("*★☆·.,-")


def chinese(text: str) -> int:
    return sum("\u4e00" <= letter <= "\u9fff" for letter in text)
