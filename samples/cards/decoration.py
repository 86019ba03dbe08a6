"""What stands on a paper besides words: frames, codes to scan, emblems that are nobody's, marks, odd seals."""

import random
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pipeline.model import Box
from samples.cards.layout import Mark
from samples.ink import RED, font, signature
from samples.paint import Canvas, Colour
from samples.pressed import SealShape
from samples.typeset import Face

SHAPES: Mapping[str, SealShape] = {"round": "圆章", "oval": "椭圆章", "square": "方章"}
_GOLD: Colour = (186, 146, 62)
_QR_CELLS = 33


def framed(canvas: Canvas, kind: str, colour: Colour) -> None:
    """Draw the border a paper is printed with."""
    width, height = canvas.width, canvas.height
    match kind:
        case "double" | "ornate":
            canvas.rectangle(7, 7, width - 14, height - 14, line=colour, stroke=1.6)
            canvas.rectangle(10, 10, width - 20, height - 20, line=colour, stroke=0.4)
            if kind == "ornate":
                waves = _guilloche(canvas.picture.size, canvas.px(7), colour)
                canvas.picture.paste(waves, (0, 0), _band(canvas))
        case "thin":
            canvas.rectangle(9, 9, width - 18, height - 18, line=colour, stroke=0.5)
        case "side":
            canvas.rectangle(0, 0, 14, height, fill=colour)
        case "top":
            canvas.rectangle(0, 0, width, 9, fill=colour)
            canvas.rectangle(0, height - 5, width, 5, fill=colour)
        case "corners":
            _corners(canvas, colour)
        case "plaque":
            _screws(canvas)


def _corners(canvas: Canvas, colour: Colour) -> None:
    for x, turn in ((8.0, 1), (canvas.width - 8.0, -1)):
        for y, down in ((8.0, 1), (canvas.height - 8.0, -1)):
            canvas.rule(x, y, turn * 26, fill=colour, stroke=1.0)
            canvas.rule(x, y, 0, down * 26, fill=colour, stroke=1.0)


def _screws(canvas: Canvas) -> None:
    """Brushed brass, the rim of the plaque and what holds it on the wall."""
    width, height = canvas.width, canvas.height
    canvas.picture.paste(_brass(canvas.picture.size), (0, 0))
    canvas.rectangle(3, 3, width - 6, height - 6, line=(120, 92, 30), stroke=1.8)
    for x in (9.0, width - 9.0):
        for y in (9.0, height - 9.0):
            edge = (canvas.px(x - 2), canvas.px(y - 2), canvas.px(x + 2), canvas.px(y + 2))
            canvas.draw.ellipse(edge, fill=(150, 124, 60), outline=(90, 70, 30))


@cache
def _brass(size: tuple[int, int]) -> Any:
    import numpy as np
    from PIL import Image

    wide, tall = size
    light = 1.0 + 0.10 * np.sin(np.linspace(0.3, 5.2, wide, dtype="float32"))[None, :]
    brushed = np.random.default_rng(wide).normal(0, 0.022, (tall, 1)).astype("float32")
    tones = (light + brushed)[..., None] * np.array((206, 174, 100), "float32")
    return Image.fromarray(tones.clip(0, 255).astype("uint8"))


def _band(canvas: Canvas) -> Any:
    from PIL import Image, ImageDraw

    mask = Image.new("L", canvas.picture.size, 0)
    draw = ImageDraw.Draw(mask)
    wide, tall = canvas.picture.size
    outer, inner = canvas.px(11), canvas.px(19)
    draw.rectangle((outer, outer, wide - outer, tall - outer), fill=255)
    draw.rectangle((inner, inner, wide - inner, tall - inner), fill=0)
    return mask


@cache
def _guilloche(size: tuple[int, int], step: int, colour: Colour) -> Any:
    """Crossing waves, as printed on papers of value."""
    import numpy as np
    from PIL import Image

    wide, tall = size
    x, y = np.arange(wide, dtype="float32")[None, :], np.arange(tall, dtype="float32")[:, None]
    turn = 6.283 / step
    waves = np.sin((x + y) * turn * 0.7) * np.sin((x - y) * turn * 0.7) + 0.5 * np.cos(x * turn) * np.cos(y * turn)
    ink = (np.abs(waves) < 0.12)[..., None]
    pale = np.array([(255 * 3 + part * 2) // 5 for part in colour], "uint8")
    return Image.fromarray(np.where(ink, np.array(colour, "uint8"), pale))


def drawn(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> Box:
    """Draw one mark with its upper left corner at its place, and say which square it fills."""
    _MARKS[mark.what](canvas, mark, text, rng)
    left, top, side = canvas.px(mark.at[0]), canvas.px(mark.at[1]), canvas.px(mark.width)
    return canvas.box((left, top, left + side, top + side))


def _qr(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    """A square that looks like a code to scan and says nothing."""
    import numpy as np
    from PIL import Image

    del text, rng
    dice = np.random.default_rng(round(mark.at[0] * 7 + mark.at[1] * 13))
    cells = np.where(dice.random((_QR_CELLS, _QR_CELLS)) < 0.5, 0, 255).astype("uint8")
    eye = np.zeros((7, 7), "uint8")
    eye[1:6, 1:6], eye[2:5, 2:5] = 255, 0
    for row, column in ((0, 0), (0, _QR_CELLS - 7), (_QR_CELLS - 7, 0)):
        cells[max(row - 1, 0) : row + 8, max(column - 1, 0) : column + 8] = 255
        cells[row : row + 7, column : column + 7] = eye
    side = canvas.px(mark.width)
    code = Image.fromarray(cells).resize((side, side), Image.Resampling.NEAREST).convert("RGB")
    canvas.picture.paste(code, (canvas.px(mark.at[0]), canvas.px(mark.at[1])))


def _emblem(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    """A red and gold rosette where papers of state carry an emblem; it is nobody's."""
    del text, rng
    x, y, r = canvas.px(mark.at[0]), canvas.px(mark.at[1]), canvas.px(mark.width / 2)
    for share, colour in ((1.0, _GOLD), (0.9, (204, 40, 36)), (0.5, _GOLD), (0.42, (204, 40, 36)), (0.18, _GOLD)):
        gap = r * (1 - share)
        canvas.draw.ellipse((x + gap, y + gap, x + 2 * r - gap, y + 2 * r - gap), fill=colour)


def _logo(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    """A body's invented sign with its letters."""
    del rng
    x, y, w = mark.at[0], mark.at[1], mark.width
    edge = (canvas.px(x), canvas.px(y), canvas.px(x + w), canvas.px(y + w))
    canvas.draw.ellipse(edge, outline=mark.colour, width=canvas.px(w * 0.08))
    canvas.draw.arc(edge, 200, 340, fill=(230, 150, 30), width=canvas.px(w * 0.12))
    canvas.text(
        x + w / 2, y + w * 0.34, text, size=w * 0.3, face=Face.SANS, fill=mark.colour, anchor="middle", bold=0.04
    )


def _accreditation(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    """A framed mark with letters above and a number below, as `say` gives them: 'CNAS|中国认可|C000-M'."""
    del rng
    x, y, w = mark.at[0], mark.at[1], mark.width
    parts = text.split("|")
    canvas.rectangle(x, y, w, w * 0.72, line=mark.colour, stroke=0.5)
    canvas.text(
        x + w / 2, y + w * 0.06, parts[0], size=w * 0.3, face=Face.SANS, fill=mark.colour, anchor="middle", bold=0.05
    )
    for number, part in enumerate(parts[1:]):
        canvas.text(
            x + w / 2,
            y + w * (0.4 + 0.1 * number),
            part,
            size=w * 0.09,
            face=Face.SANS,
            fill=mark.colour,
            anchor="middle",
        )


def _sign(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    """A name in ink."""
    del rng
    name = signature(text, canvas.px(mark.width / (len(text) + 1)))
    canvas.stamp(name, mark.at[0] + mark.width / 2, mark.at[1] + mark.width * 0.2, mark.width)


def _card(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    """The rounded plate of a card of the usual size."""
    del text, rng
    edge = (
        *(canvas.px(at) for at in mark.at),
        canvas.px(mark.at[0] + mark.width),
        canvas.px(mark.at[1] + mark.width * 0.63),
    )
    canvas.draw.rounded_rectangle(edge, radius=canvas.px(3), fill=mark.colour, outline=(170, 180, 190))


def _round_mark(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    del rng
    x, y, w = mark.at[0], mark.at[1], mark.width
    edge = (canvas.px(x), canvas.px(y), canvas.px(x + w), canvas.px(y + w))
    canvas.draw.ellipse(edge, fill=mark.colour)
    canvas.text(
        x + w / 2, y + w * 0.36, text, size=w * 0.26, face=Face.SANS, fill=(255, 255, 255), anchor="middle", bold=0.05
    )


def _photo(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    """A portrait of nobody: a head and shoulders without a face."""
    del text, rng
    x, y, w = mark.at[0], mark.at[1], mark.width
    h = w * 1.32
    canvas.rectangle(x, y, w, h, fill=(214, 224, 236))
    for left, top, right, bottom, colour in (
        (0.08, 0.68, 0.92, 1.5, (60, 66, 84)),
        (0.3, 0.2, 0.7, 0.72, (222, 186, 160)),
        (0.28, 0.14, 0.72, 0.4, (44, 38, 36)),
    ):
        edge = (
            canvas.px(x + left * w),
            canvas.px(y + top * h),
            canvas.px(x + right * w),
            canvas.px(min(y + bottom * h, y + h * 1.4)),
        )
        canvas.draw.pieslice(edge, 180, 360, fill=colour) if bottom > 1 else canvas.draw.ellipse(edge, fill=colour)


def _sticker(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    """A stuck-on label of a surveillance audit."""
    del rng
    x, y, w = mark.at[0], mark.at[1], mark.width
    canvas.rectangle(x, y, w, w * 0.5, line=mark.colour, fill=(252, 248, 226), stroke=0.5)
    for number, part in enumerate(text.split("|")):
        canvas.text(
            x + w / 2,
            y + w * (0.06 + 0.15 * number),
            part,
            size=w * 0.105,
            face=Face.SANS,
            fill=mark.colour,
            anchor="middle",
        )


def _bar(canvas: Canvas, mark: Mark, text: str, rng: random.Random) -> None:
    """A coloured bar across the page with words on it."""
    del rng
    canvas.rectangle(mark.at[0], mark.at[1], canvas.width - 2 * mark.at[0], mark.width, fill=mark.colour)
    if text:
        size = mark.width * 0.5
        canvas.text(mark.at[0] + 5, mark.at[1] + size * 0.45, text, size=size, face=Face.SANS, fill=(255, 255, 255))


_MARKS: Mapping[str, Callable[[Canvas, Mark, str, random.Random], None]] = {
    "qr": _qr,
    "emblem": _emblem,
    "logo": _logo,
    "cnas": _accreditation,
    "foreign": _accreditation,
    "iaf": _round_mark,
    "photo": _photo,
    "sticker": _sticker,
    "card": _card,
    "sign": _sign,
    "bar": _bar,
}


@cache
def other_seal(text: str, line: str, shape: str, size: int) -> Any:
    """An oval seal (invoices, receipts) or a square one (a person's name)."""
    from PIL import Image, ImageDraw

    tall = size if shape == "square" else int(size * 0.7)
    plate = Image.new("RGBA", (size, tall), (*RED, 0))
    draw = ImageDraw.Draw(plate)
    rim = max(size // 40, 2)
    edge = (rim, rim, size - rim, tall - rim)
    ink = (*RED, 205)
    if shape == "square":
        draw.rectangle(edge, outline=ink, width=rim)
        letter = int(size * 0.42)
        for number, character in enumerate(text[:4]):
            place = (size * (0.72 - 0.44 * (number // 2)), tall * (0.27 + 0.45 * (number % 2)))
            draw.text(place, character, font=font(letter), fill=ink, anchor="mm")
        return plate
    draw.ellipse(edge, outline=ink, width=rim)
    letter = int(size * min(0.1, 0.8 / max(len(text), 1)))
    draw.text((size / 2, tall * 0.34), text, font=font(letter), fill=ink, anchor="mm")
    draw.text((size / 2, tall * 0.64), line or "发票专用章", font=font(int(size * 0.1)), fill=ink, anchor="mm")
    return plate
