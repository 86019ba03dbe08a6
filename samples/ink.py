"""Seals, signatures and what a scanner does to a page. Everything random is seeded by the paper's own name."""

import io
import math
import zlib
from functools import cache
from typing import Any

from samples.typeset import Face, font_file

RED = (214, 36, 40)
INK = (24, 32, 74)


@cache
def font(size: int, face: Face = Face.SERIF) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(font_file(face)), size)


@cache
def seal(text: str, *, line: str = "", number: str = "", size: int = 200) -> Any:
    """A round red seal: the name on the arc, a star, and below it a line of text or a number."""
    from PIL import Image, ImageDraw

    big = size * 2
    plate = Image.new("RGBA", (big, big), (*RED, 0))
    draw = ImageDraw.Draw(plate)
    rim = big // 40
    draw.ellipse((rim, rim, big - rim, big - rim), outline=(*RED, 255), width=rim)
    _star(draw, big / 2, big * 0.48, big * 0.15)
    letter = int(big * min(0.125, 1.95 / max(len(text), 12)))
    span = min(math.radians(250), math.radians(21) * (len(text) - 1))
    _arc(plate, text, radius=big * 0.385, letter=letter, start=-span / 2, span=span)
    if line:
        face = font(int(big * 0.085))
        draw.text((big / 2, big * 0.74), line, font=face, fill=(*RED, 255), anchor="mm", stroke_width=1)
    if number:
        low = math.radians(74)
        _arc(plate, number[::-1], radius=big * 0.42, letter=int(big * 0.05), start=math.pi - low / 2, span=low, up=True)
    return _worn(plate.resize((size, size), Image.Resampling.LANCZOS), text)


def _star(draw: Any, x: float, y: float, radius: float) -> None:
    corners = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.382
        angle = math.pi * step / 5
        corners.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    draw.polygon(corners, fill=(*RED, 255))


def _arc(plate: Any, text: str, *, radius: float, letter: int, start: float, span: float, up: bool = False) -> None:
    """Letters around the middle; angles run clockwise from the top, `up` turns them to stand on the rim."""
    from PIL import Image, ImageDraw

    middle = plate.width / 2
    for index, character in enumerate(text):
        angle = start + span * (index / max(len(text) - 1, 1))
        tile = Image.new("RGBA", (letter * 2, letter * 2), (*RED, 0))
        ImageDraw.Draw(tile).text(
            (letter, letter),
            character,
            font=font(letter),
            fill=(*RED, 255),
            anchor="mm",
            stroke_width=max(letter // 28, 1),
        )
        turned = tile.rotate(-math.degrees(angle) + (180 if up else 0), resample=Image.Resampling.BICUBIC)
        place = (int(middle + radius * math.sin(angle) - letter), int(middle - radius * math.cos(angle) - letter))
        plate.alpha_composite(turned, place)


def _worn(plate: Any, name: str) -> Any:
    """Uneven ink: the seal is paler in some places, as on paper."""
    import numpy as np
    from PIL import Image

    rough = np.random.default_rng(_seed(name)).normal(0.8, 0.1, (12, 12)).clip(0.55, 0.92)
    mask = Image.fromarray((rough * 255).astype("uint8")).resize(plate.size, Image.Resampling.BICUBIC)
    pixels = np.asarray(plate).copy()
    pixels[..., :3] = RED  # one colour, uneven strength: small files
    pixels[..., 3] = (pixels[..., 3] * (np.asarray(mask) / 255.0)).astype("uint8") & 0xE0
    return Image.fromarray(pixels)


@cache
def signature(name: str, size: int = 42) -> Any:
    """A name in slanted blue-black ink."""
    from PIL import Image, ImageDraw

    width, height = size * (len(name) + 1), int(size * 1.6)
    plate = Image.new("RGBA", (width, height), (*INK, 0))
    ImageDraw.Draw(plate).text(
        (width / 2, height / 2), name, font=font(size), fill=(*INK, 235), anchor="mm", stroke_width=1
    )
    slant = (1, 0.28, -0.14 * height, -0.05, 1, 0.025 * width)
    written = plate.transform((width, height), Image.Transform.AFFINE, slant, resample=Image.Resampling.BICUBIC)
    even = Image.new("RGBA", written.size, INK)
    even.putalpha(written.getchannel("A").point(lambda strength: strength & 0xE0))
    return even


def scan(page: Any, name: str, *, skew: float, noise: float, blur: float = 0.5) -> Any:
    """What comes out of a scanner or a telephone: a little skew, uneven light, grain."""
    import numpy as np
    from PIL import Image, ImageFilter

    turned = page.convert("RGB").rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=(236, 235, 230))
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(blur))).astype("float32")
    dice = np.random.default_rng(_seed(name))
    height, width = soft.shape[:2]
    light = np.linspace(1.0, 0.955, width)[None, :] * np.linspace(0.985, 1.0, height)[:, None]
    grain = dice.normal(0.0, noise, (height, width, 1))
    return Image.fromarray((soft * light[..., None] + grain).clip(0, 255).astype("uint8"))


def jpeg(picture: Any, *, quality: int, note: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, dpi=(200, 200), comment=note.encode())
    return out.getvalue()


def png(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _seed(name: str) -> int:
    return zlib.crc32(name.encode())
