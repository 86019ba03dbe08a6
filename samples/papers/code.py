"""Squares that look like two-dimensional codes and hold nothing; random ones are the same for the same words."""

import random
from functools import cache
from typing import Any


@cache
def square(words: str, *, modules: int = 29) -> Any:
    """Three corner marks, timing lines and noise, as a picture of four pixels a module."""
    from PIL import Image

    dice = random.Random(words)
    side = modules + 4
    plate = Image.new("L", (side, side), 255)
    for y in range(modules):
        for x in range(modules):
            if dice.random() < 0.5 or (6 in {x, y} and (x + y) % 2 == 0):
                plate.putpixel((x + 2, y + 2), 0)
    for left, top in ((0, 0), (modules - 7, 0), (0, modules - 7)):
        for y in range(-1, 8):
            for x in range(-1, 8):
                if 0 <= left + x < modules and 0 <= top + y < modules:
                    ring = max(abs(x - 3), abs(y - 3))
                    plate.putpixel((left + x + 2, top + y + 2), 0 if ring in {0, 1, 3} else 255)
    return plate.resize((side * 4, side * 4), Image.Resampling.NEAREST)
