"""What people do to a copy before it is scanned: stamps, notes, watermarks, punched holes."""

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import OnPage
from samples.cards.decoration import other_seal
from samples.handwriting import handwritten
from samples.ink import INK, RED, font, seal
from samples.ledger import Printed
from samples.paint import inked
from samples.pressed import SealShape, seal_number
from samples.typeset import Face

if TYPE_CHECKING:
    from samples.recipe import Recipe

_SEAL = 0.2  # of the page's width: 42 mm on A4
_NOTES = ("与原件一致", "此件与原件相符", "复印件与原件核对无误", "仅供申报政府质量奖使用")
_PENS = ((24, 32, 74), (26, 24, 26), (190, 30, 34))
_PRIVATE = {"address", "number", "id_number", "phone", "registration_number"}
_DECOYS = ("财务专用章", "合同专用章", "质量检验专用章")


class Pressed(NamedTuple):
    """A seal that came onto the copy, in pixels of the page."""

    says: str
    shape: SealShape
    edge: tuple[int, int, int, int]
    legible: bool = True


def marked(
    page: Any, printed: Sequence[Printed], how: "Recipe", rng: random.Random, *, company: str, purpose: str
) -> tuple[Any, tuple[Pressed, ...]]:
    """Give the page with everything on it that came after the print, and the seals among it."""
    page, seals = page.copy(), list[Pressed]()
    if rng.random() < how.watermark:
        _watermark(page, purpose or "仅用于申报政府质量奖　再次复印无效", rng)
    if company and rng.random() < how.company_seal:
        seals.append(_company_seal(page, company, rng))
    if rng.random() < how.copy_note:
        _copy_note(page, rng)
    if company and rng.random() < how.decoy_seal:
        seals.append(_decoy(page, company, rng))
    if company and rng.random() < how.edge_seal:
        seals.append(_edge_seal(page, company, rng))
    if rng.random() < how.pen:
        _pen(page, printed, rng)
    if rng.random() < how.mosaic:
        _mosaic(page, printed, rng)
    if rng.random() < how.white_words:
        _white_words(page, rng)
    if rng.random() < how.holes:
        _holes(page, rng)
    return (_folded(page, rng) if rng.random() < how.fold else page), tuple(seals)


def _watermark(page: Any, text: str, rng: random.Random) -> None:
    """Pale words across the page, so that the copy serves nothing else."""
    from PIL import Image, ImageDraw

    wide, tall = page.size
    letter = wide // 34
    step = int(len(text) * letter * 1.12)
    side = int((wide**2 + tall**2) ** 0.5)
    layer = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(layer)
    strength = rng.randrange(46, 84)
    for row, y in enumerate(range(0, side, letter * 7)):
        for x in range(-step // 2 * (row % 2), side, step):
            draw.text((x, y), text, font=font(letter, Face.SANS), fill=strength)
    layer = layer.rotate(rng.uniform(24, 38), resample=Image.Resampling.BILINEAR)
    left, top = (side - wide) // 2, (side - tall) // 2
    page.paste((120, 124, 134), (0, 0), layer.crop((left, top, left + wide, top + tall)))


def _company_seal(page: Any, company: str, rng: random.Random) -> Pressed:
    """The applicant's own seal on a copy, where hands put it: over the name, over a date, in a corner."""
    wide, tall = page.size
    x, y = rng.choice(((0.34, 0.4), (0.66, 0.82), (0.3, 0.84), (0.6, 0.5)))
    plate = seal(company, number=seal_number(company), size=int(wide * _seal_share(page)))
    return Pressed(company, "圆章", _press(page, plate, x * wide, y * tall, rng))


def _copy_note(page: Any, rng: random.Random) -> None:
    """A hand's note that the copy is true, slanted and never quite on a line."""
    wide, tall = page.size
    tile = handwritten(rng.choice(_NOTES), max(wide // 40, 16), rng)
    page.paste(INK, (int(wide * rng.uniform(0.08, 0.5)), int(tall * rng.uniform(0.86, 0.92))), tile)


def _folded(page: Any, rng: random.Random) -> Any:
    """A crease across the paper, darker in its line and lighter below it."""
    import numpy as np
    from PIL import Image

    pixels = np.asarray(page, "float32")
    tall, wide = pixels.shape[:2]
    x = np.linspace(0, 1, wide, dtype="float32")[None, :]
    way = np.linspace(0, 1, tall, dtype="float32")[:, None] - rng.uniform(0.3, 0.7) - rng.uniform(-0.01, 0.01) * x
    light = (1 - 0.28 * np.exp(-((way / 0.002) ** 2))) * (1 + 0.04 * np.tanh(way * 60))
    return Image.fromarray((pixels * light[..., None]).clip(0, 255).astype("uint8"))


def _decoy(page: Any, company: str, rng: random.Random) -> Pressed:
    wide, tall = page.size
    line = rng.choice(_DECOYS)
    plate = other_seal(company, line, "oval", int(wide * _seal_share(page)))
    edge = _press(page, plate, rng.uniform(0.2, 0.8) * wide, rng.uniform(0.86, 0.93) * tall, rng)
    return Pressed(company + line, "椭圆章", edge)


def _edge_seal(page: Any, company: str, rng: random.Random) -> Pressed:
    """A strip of a seal that was pressed across the fanned edges of a bound volume."""
    wide, tall = page.size
    plate = seal(company, number=seal_number(company), size=int(wide * _seal_share(page)))
    strips = rng.randrange(4, 9)
    part = rng.randrange(strips)
    cut = plate.crop((part * plate.width // strips, 0, (part + 1) * plate.width // strips, plate.height))
    corner = (wide - cut.width, int(tall * rng.uniform(0.35, 0.6)))
    inked(page, cut, corner)
    return Pressed(company, "骑缝章残片", (*corner, wide, corner[1] + cut.height), legible=False)


def _pen(page: Any, printed: Sequence[Printed], rng: random.Random) -> None:
    """A pen that slipped, or that struck words out: thin or thick, through one text of the page."""
    from PIL import ImageDraw

    if edge := _some(page, printed, lambda _: True, rng):
        left, top, right, bottom = edge
        middle, tall = (top + bottom) / 2, min(bottom - top, page.width // 40)
        ends = (
            left - tall,
            middle + rng.uniform(-0.3, 0.3) * tall,
            right + tall,
            middle + rng.uniform(-0.3, 0.3) * tall,
        )
        thick = max(round(tall * rng.choice((0.08, 0.14, 0.9))), 2)
        ImageDraw.Draw(page).line(ends, fill=rng.choice(_PENS), width=thick)


def _mosaic(page: Any, printed: Sequence[Printed], rng: random.Random) -> None:
    """Coarse squares over an address or a number, by somebody who did not want to publish it."""
    from PIL import Image

    if edge := _some(page, printed, lambda field: field.rpartition(".")[2] in _PRIVATE, rng):
        part = page.crop(edge)
        cell = page.width // 50
        few = (max(part.width // cell, 1), max(part.height // cell, 1))
        page.paste(part.resize(few, Image.Resampling.BOX).resize(part.size, Image.Resampling.NEAREST), edge[:2])


def _some(
    page: Any, printed: Sequence[Printed], wanted: Callable[[str], bool], rng: random.Random
) -> tuple[int, int, int, int] | None:
    """Choose a text of the page, with a little paper around it, in pixels."""
    boxes = [one.place.box for one in printed if isinstance(one.place, OnPage) and _is_text(one) and wanted(one.field)]
    if not boxes:
        return None
    box, (wide, tall) = rng.choice(boxes), page.size
    hair = wide // 300
    left, top = int(box.left * wide) - hair, int(box.top * tall) - hair
    return (max(left, 0), max(top, 0), int(box.right * wide) + hair, int(box.bottom * tall) + hair)


def _is_text(fact: Printed) -> bool:
    return fact.legible and not fact.field.startswith("seal.")


def _white_words(page: Any, rng: random.Random) -> None:
    """White words for publication only, which cut through whatever ink they cross."""
    from PIL import ImageDraw

    draw, (wide, tall) = ImageDraw.Draw(page), page.size
    letter = wide // rng.randrange(9, 16)
    step = round(letter * rng.uniform(2.2, 3.5))
    for row, y in enumerate(range(rng.randrange(letter), tall, step)):
        draw.text(
            (wide * (0.04 + 0.3 * (row % 2)), y), "信息披露用", font=font(letter, Face.SANS), fill=(255, 255, 255)
        )


def _holes(page: Any, rng: random.Random) -> None:
    """Two or four punched holes at the left edge."""
    from PIL import ImageDraw

    draw, (wide, tall) = ImageDraw.Draw(page), page.size
    reach = wide * 0.014
    for y in (0.36, 0.64) if rng.random() < 0.6 else (0.14, 0.38, 0.62, 0.86):
        x, middle = wide * 0.045, tall * y
        draw.ellipse((x - reach, middle - reach, x + reach, middle + reach), fill=(62, 60, 58))


def _press(page: Any, plate: Any, x: float, y: float, rng: random.Random) -> tuple[int, int, int, int]:
    from PIL import Image

    turned = plate.rotate(rng.uniform(-14, 14), resample=Image.Resampling.BILINEAR, fillcolor=(*RED, 0))
    left, top = int(x - turned.width / 2), int(y - turned.height / 2)
    inked(page, turned, (left, top))
    return (max(left, 0), max(top, 0), min(left + turned.width, page.width), min(top + turned.height, page.height))


def _seal_share(page: Any) -> float:
    """Seals have one size in the world: 42 mm of an A4 page that lies or stands."""
    wide, tall = page.size
    return _SEAL * min(1.0, float(tall) / float(wide))
