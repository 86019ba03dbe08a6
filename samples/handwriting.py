"""What a hand writes on a paper: notes, and the figures of a date above, on or beside the printed 年 月 日."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from samples.ink import INK, font

_PARTS = re.compile(r"\d+|\D+")
_PIXELS = 56  # of the letters of a hand; a page shows them smaller
_ROOM = 0.35  # ems around what is filled in


class Run(NamedTuple):
    """A piece of a line, all in ems of the printed letters: `tile` is ink of a hand, without one it is print."""

    text: str
    left: float
    width: float
    drop: float = 0.0  # below the top of the line; hands rarely meet it
    tile: Any = None


def handwritten(text: str, size: int, rng: random.Random) -> Any:
    """Words or a date as a hand writes them, slanted and uneven. The picture is the strength of the ink."""
    from PIL import Image, ImageDraw

    tile = Image.new("L", (size * (len(text) + 2), size * 3), 0)
    draw, x = ImageDraw.Draw(tile), float(size)
    for character in text:
        letters = font(size + rng.randrange(-2, 3))
        draw.text((x, size + rng.uniform(-2, 2)), character, font=letters, fill=230)
        x += letters.getlength(character) * rng.uniform(0.92, 1.06)
    return tile.rotate(rng.uniform(-4, 6), resample=Image.Resampling.BILINEAR)


def filled_in(text: str, measure: Callable[[str], float]) -> Sequence[Run]:
    """Set a line whose figures a hand fills in between printed words; `measure` gives the width of print in ems.

    >>> [run.text for run in filled_in("2024年3月", len)], [run.tile is None for run in filled_in("　　年", len)]
    (['2024', '年', '3', '月'], [True])
    """
    runs, left, rng = list[Run](), 0.0, random.Random(text)
    for part in _PARTS.findall(text):
        if part[0].isdigit():
            tile = _inked(part, rng)
            width = tile.width / _PIXELS
            runs.append(Run(part, left + _ROOM * rng.uniform(0.3, 1.2), width, rng.uniform(-0.35, 0.2), tile))
            left += width + 2 * _ROOM
        else:
            runs.append(Run(part, left, measure(part)))
            left += measure(part)
    return runs


def _inked(figures: str, rng: random.Random) -> Any:
    from PIL import Image

    strength = handwritten(figures, _PIXELS, rng)
    strength = strength.crop(strength.getbbox()).point(lambda tone: tone & 0xE0)
    tile = Image.new("RGBA", strength.size, INK)
    tile.putalpha(strength)
    return tile
