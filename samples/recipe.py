"""The conditions pages arrive in, as data, and a page that went through one."""

import io
import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from samples.applicant import Fixed
from samples.ledger import Printed
from samples.paint import Word
from samples.sheets import NOTE

Range = tuple[float, float]
Turn = Literal[0, 90, 180, 270]


class Recipe(Fixed):
    """One condition of pages. A range gives one number to each page, a chance says how often a thing happens."""

    share: float
    skew: Range = (0.0, 0.0)
    perspective: Range = (0.0, 0.0)
    desk: Range = (0.0, 0.0)
    dpi: Range = (150.0, 200.0)
    quality: Range = (60.0, 75.0)
    blur: Range = (0.3, 0.5)
    noise: Range = (1.0, 2.0)
    turn: Turn = 0
    colour: Literal["", "grey", "line", "warm"] = ""
    contrast: Range = (1.0, 1.0)
    shadow: Range = (0.0, 0.0)
    glare: Range = (0.0, 0.0)
    moire: Range = (0.0, 0.0)
    specks: Range = (0.0, 0.0)
    fold: float = 0.0
    border: float = 0.0
    holes: float = 0.0
    watermark: float = 0.0
    company_seal: float = 0.0
    copy_note: float = 0.0
    decoy_seal: float = 0.0
    edge_seal: float = 0.0
    pen: float = 0.0
    mosaic: float = 0.0
    white_words: float = 0.0
    plastic: Range = (0.0, 0.0)


class Weathered(NamedTuple):
    """A page as it arrives: the picture, the facts where they now stand, and how it is to be packed."""

    picture: Any
    printed: tuple[Printed, ...]
    turned: Turn
    dpi: int
    quality: int
    words: tuple[Word, ...] = ()

    def jpeg(self) -> bytes:
        out = io.BytesIO()
        self.picture.save(out, "JPEG", quality=self.quality, dpi=(self.dpi, self.dpi), comment=NOTE.encode())
        return out.getvalue()


@cache
def recipes() -> dict[str, Recipe]:
    told = tomllib.loads(Path(__file__).with_name("weather.toml").read_text(encoding="utf-8"))
    return {name: Recipe.model_validate(one) for name, one in told.items()}


def draw_recipe(rng: random.Random) -> str:
    """Draw a condition by how often it is met."""
    return rng.choices(list(recipes()), [one.share for one in recipes().values()])[0]
