"""Charts as pictures, as reports paste them: words and numbers that no text holds."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from samples.ink import font
from samples.typeset import Face

WIDTH, HEIGHT = 700, 380  # pasted pictures of this size are figures; photographed papers are larger
_SHADES = 6
_INK, _GRID = (60, 60, 60), (210, 210, 210)
_COLOURS = ((68, 114, 196), (237, 125, 49), (112, 173, 71), (91, 155, 213), (165, 165, 165))


def bars(title: str, labels: Sequence[str], values: Sequence[float], unit: str, *, hue: int = 0) -> bytes:
    """Columns side by side with their numbers on top."""
    from PIL import Image, ImageDraw

    plate = Image.new("RGB", (WIDTH, HEIGHT), (255, 255, 255))
    draw = ImageDraw.Draw(plate)
    large, small = font(20, Face.SANS), font(15, Face.SANS)
    draw.text((WIDTH / 2, 24), f"{title}（{unit}）", font=large, fill=_INK, anchor="mm")
    floor, top, left, right = HEIGHT - 50, 66, 50, WIDTH - 40
    for step in range(5):
        y = floor - (floor - top) * step / 4
        draw.line((left, y, right, y), fill=_GRID)
    high = max(*values, 0.01) * 1.12
    room = (right - left) / len(values)
    for number, (label, value) in enumerate(zip(labels, values, strict=True)):
        x, y = left + room * (number + 0.5), floor - (floor - top) * max(value, 0) / high
        draw.rectangle((x - room * 0.24, y, x + room * 0.24, floor), fill=_COLOURS[hue % len(_COLOURS)])
        draw.text((x, y - 12), f"{value:.2f}".rstrip("0").rstrip("."), font=small, fill=_INK, anchor="mm")
        draw.text((x, floor + 18), label, font=small, fill=_INK, anchor="mm")
    return _png(plate)


def lines(title: str, labels: Sequence[str], values: Sequence[float], others: Sequence[float], unit: str) -> bytes:
    """Our own line and the benchmark's."""
    from PIL import Image, ImageDraw

    plate = Image.new("RGB", (WIDTH, HEIGHT), (255, 255, 255))
    draw = ImageDraw.Draw(plate)
    large, small = font(20, Face.SANS), font(15, Face.SANS)
    draw.text((WIDTH / 2, 24), f"{title}（{unit}）", font=large, fill=_INK, anchor="mm")
    floor, top, left, right = HEIGHT - 70, 66, 60, WIDTH - 50
    low, high = min(*values, *others) * 0.99, max(*values, *others) * 1.01
    for step in range(5):
        y = floor - (floor - top) * step / 4
        draw.line((left, y, right, y), fill=_GRID)
    across = [left + (right - left) * (number + 0.5) / len(labels) for number in range(len(labels))]
    for hue, (name, row) in enumerate((("本组织", values), ("标杆", others))):
        points = [
            (x, floor - (floor - top) * (value - low) / (high - low)) for x, value in zip(across, row, strict=True)
        ]
        draw.line(points, fill=_COLOURS[hue], width=3)
        for (x, y), value in zip(points, row, strict=True):
            draw.ellipse((x - 5, y - 5, x + 5, y + 5), fill=_COLOURS[hue])
            draw.text((x, y - 14 if hue == 0 else y + 14), f"{value:.1f}", font=small, fill=_INK, anchor="mm")
        draw.text((WIDTH / 2 - 70 + 140 * hue, HEIGHT - 18), name, font=small, fill=_COLOURS[hue], anchor="mm")
    for x, label in zip(across, labels, strict=True):
        draw.text((x, floor + 18), label, font=small, fill=_INK, anchor="mm")
    return _png(plate)


@cache
def _palette() -> Any:
    """The colours of a chart, each fading into white as the edges of letters do."""
    from PIL import Image

    shades = [
        round(255 - (255 - part) * step / _SHADES)
        for colour in (_INK, _GRID, *_COLOURS)
        for step in range(1, _SHADES + 1)
        for part in colour
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([255, 255, 255, *shades])
    return palette


def _png(plate: Any) -> bytes:
    """A small file. Looking for the best colours of each chart would take most of the time of a report."""
    from PIL import Image

    out = io.BytesIO()
    plate.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()
