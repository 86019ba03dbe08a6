"""Numbers, boxes and matrices as OFD writes them: millimetres, origin top left, y downwards."""

import math
import re
from collections.abc import Iterator, Sequence

from extractors.files.pdf_marks import Edges

Matrix = tuple[float, float, float, float, float, float]

PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_LIST = re.compile(r"[^\s,]+")
_MOST_STEPS = 60_000  # of one text; more is a trick


def _numbers(told: str) -> list[float]:
    return [number(one, math.nan) for one in _LIST.findall(told)]


def number(told: str, otherwise: float) -> float:
    try:
        value = float(told)
    except ValueError:
        return otherwise
    return value if abs(value) < 1e6 else otherwise


def box(told: str) -> tuple[float, float, float, float] | None:
    match _numbers(told):
        case [x, y, width, height] if not any(map(math.isnan, (x, y, width, height))) and width > 0 and height > 0:
            return x, y, width, height
        case _:
            return None


def matrix(told: str) -> Matrix:
    match _numbers(told):
        case [a, b, c, d, e, f] if not any(map(math.isnan, (a, b, c, d, e, f))):
            return a, b, c, d, e, f
        case _:
            return PLAIN


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def around(matrix: Matrix, width: float, height: float) -> Edges:
    """Where a rectangle at the origin comes to lie."""
    a, b, c, d, e, f = matrix
    xs = (e, e + a * width, e + c * height, e + a * width + c * height)
    ys = (f, f + b * width, f + d * height, f + b * width + d * height)
    return Edges(min(xs), min(ys), max(xs), max(ys))


def deltas(told: str) -> Iterator[float]:
    """Steps from character to character; `g 3 2.5` stands for 2.5 three times.

    >>> list(deltas("1 g 3 2.5 4"))
    [1.0, 2.5, 2.5, 2.5, 4.0]
    """
    words: Sequence[str] = _LIST.findall(told)
    at = 0
    while at < len(words):
        if words[at].lower() == "g" and at + 2 < len(words):
            times = int(number(words[at + 1], 0))
            yield from [number(words[at + 2], 0.0)] * min(max(times, 0), _MOST_STEPS)
            at += 3
        else:
            yield number(words[at], 0.0)
            at += 1
