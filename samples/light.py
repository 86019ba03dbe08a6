"""Light, glass and toner: what changes the pixels of a page and leaves them in their places."""

import random
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samples.recipe import Recipe

_PLATE = 509  # pixels; a prime, so that no pattern of a page meets it twice
_ONE_PIXEL = 0.66  # a bell of this variance reaches one pixel to each side
_TONER = 150  # darker than this is black on a fax


def lit(page: Any, how: "Recipe", rng: random.Random) -> Any:
    """Give the page as the sensor saw it."""
    import numpy as np
    from PIL import Image, ImageFilter

    dice = np.random.default_rng(rng.randrange(2**32))
    if how.colour in {"grey", "line"}:
        page = page.convert("L")
    soft = page.filter(ImageFilter.BoxBlur(_reach(rng.uniform(*how.blur))))
    pixels = np.array(soft, "float32")  # a copy of our own: everything below happens in its place
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    tall, wide = pixels.shape[:2]
    pixels *= _shaded(wide, tall, how, rng)[..., None]
    if how.glare[1]:
        pixels += _glare(wide, tall, rng.uniform(*how.glare), rng)
    if how.plastic[1]:
        pixels += _plastic(wide, tall, rng.uniform(*how.plastic), rng)[..., None]
    if how.moire[1]:
        pixels += _moire(wide, tall, rng.uniform(*how.moire), rng)[..., None]
    pixels += _grain(wide, tall, dice) * rng.uniform(*how.noise)
    contrast = rng.uniform(*how.contrast)
    if contrast != 1.0:
        pixels *= contrast
        pixels += 200 * (1 - contrast)
    if how.colour == "warm":
        pixels *= np.array((1.0, 0.985, 0.93), "float32") * rng.uniform(0.93, 1.0)
    if how.colour == "line":
        pixels = np.where(pixels < _TONER, 24.0, 250.0).astype("float32")
    bytes_ = np.clip(pixels, 0, 255, out=pixels).astype("uint8")
    _specks(bytes_, round(rng.uniform(*how.specks)), dice)
    return Image.fromarray(bytes_[..., 0] if bytes_.shape[2] == 1 else bytes_)


def _reach(blur: float) -> float:
    """Find how far a box must reach to blur as much as a bell of this width: one pass instead of three.

    >>> round(_reach(0.5), 3), round(_reach(1.633), 2)
    (0.167, 2.37)
    """
    spread = blur * blur
    return spread / 2 / (1 - spread) if spread < _ONE_PIXEL else ((12 * spread + 1) ** 0.5 - 1) / 2


def _grain(wide: int, tall: int, dice: Any) -> Any:
    """Noise of one plate, laid side by side from a random corner: dice for every pixel take longer than the rest."""
    import numpy as np

    plate = _plate()
    y, x = dice.integers(0, _PLATE, 2)
    plate = np.roll(plate, (y, x), (0, 1))
    return np.tile(plate, (tall // _PLATE + 1, wide // _PLATE + 1))[:tall, :wide, None]


@cache
def _plate() -> Any:
    import numpy as np

    return np.random.default_rng(_PLATE).standard_normal((_PLATE, _PLATE), "float32")


def _shaded(wide: int, tall: int, how: "Recipe", rng: random.Random) -> Any:
    """Uneven light: a slope across the page and the shadow of a hand or a telephone."""
    import numpy as np

    x = np.linspace(0, 1, wide, dtype="float32")[None, :]
    y = np.linspace(0, 1, tall, dtype="float32")[:, None]
    light = 1 - rng.uniform(0.0, 0.05) * x - rng.uniform(0.0, 0.03) * y
    depth = rng.uniform(*how.shadow)
    if depth:
        lean, start = rng.uniform(-0.6, 0.6), rng.uniform(0.35, 0.75)
        side = x if rng.random() < 0.5 else 1 - x
        light = light * (1 - depth / (1 + np.exp(-(side + lean * (y - 0.5) - start) * 14)))
    return light


def _glare(wide: int, tall: int, size: float, rng: random.Random) -> Any:
    """A lamp mirrored in a plastic cover: white in the middle, nothing at its rim."""
    import numpy as np

    x = (np.arange(wide, dtype="float32")[None, :] / wide - rng.uniform(0.2, 0.8)) / size
    y = (np.arange(tall, dtype="float32")[:, None] / wide - rng.uniform(0.2, 0.8) * tall / wide) / (size * 0.7)
    return (np.exp(-((x * x + y * y) ** 1.5)) * 290)[..., None]


def _plastic(wide: int, tall: int, strength: float, rng: random.Random) -> Any:
    """Narrow streaks of light on the folds of a plastic sleeve."""
    import numpy as np

    x = np.arange(wide, dtype="float32")[None, :] / wide
    y = np.arange(tall, dtype="float32")[:, None] / wide
    light = np.zeros((tall, wide), "float32")
    for _ in range(rng.randrange(2, 6)):
        lean, start, width = rng.uniform(-0.5, 0.5), rng.uniform(0, 1), rng.uniform(0.003, 0.012)
        begin, end = sorted(rng.uniform(0, tall / wide) for _ in range(2))
        fade = np.clip((y - begin) * 8, 0, 1) * np.clip((end + 0.2 - y) * 8, 0, 1)
        light += np.exp(-(((x + lean * y - start) / width) ** 2)) * fade
    return light * (strength * 255)


def _moire(wide: int, tall: int, strength: float, rng: random.Random) -> Any:
    """The grid of a screen against the grid of the sensor."""
    import numpy as np

    x = np.arange(wide, dtype="float32")[None, :]
    y = np.arange(tall, dtype="float32")[:, None]
    turn = rng.uniform(0.35, 0.75)
    bend = np.sin(x / wide * 5 + rng.uniform(0, 6)) * 14 + np.sin(y / tall * 4 + rng.uniform(0, 6)) * 14
    return (np.sin(x * turn + bend) + np.sin(y * turn * 1.02 + bend)) * strength / 2


def _specks(pixels: Any, number: int, dice: Any) -> None:
    """Dust on the glass of a copier."""
    tall, wide = pixels.shape[:2]
    for y, x, size in zip(
        dice.integers(0, tall - 4, number), dice.integers(0, wide - 4, number), dice.integers(1, 4, number), strict=True
    ):
        pixels[y : y + size, x : x + size] = dice.integers(20, 120)
