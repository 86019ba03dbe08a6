"""Small real files to read, made on the fly."""

import hashlib
import importlib.util
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.fonts import TTFFont
from PIL import Image, ImageChops, ImageDraw, ImageFont

from extractors.ink.ocr import OcrSettings
from pipeline.model import Media, SourceFile

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]
Scan = Callable[..., Image.Image]
Press = Callable[..., Image.Image]
RED = (210, 40, 45)  # the ink of a seal


@pytest.fixture
def file(tmp_path: Path) -> File:
    """Puts bytes on disk and describes them the way the door would."""

    def put(name: str, content: bytes, media: Media) -> tuple[SourceFile, Path]:
        path = tmp_path / name
        path.write_bytes(content)
        source = SourceFile(sha256=hashlib.sha256(content).hexdigest(), names=(name,), size=len(content), media=media)
        return source, path

    return put


@pytest.fixture(scope="session")
def font() -> Path:
    """A Chinese font with outlines that fpdf2 and Pillow both take, from the wheel that carries it."""
    spec = importlib.util.find_spec("mplfonts")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "fonts" / "SimHei.ttf"


@pytest.fixture(scope="session")
def scan(font: Path) -> Scan:
    """Draws a page of printed lines, each at its own place, as a scanner would see it."""

    def draw(
        lines: dict[tuple[int, int], str], size: tuple[int, int] = (1000, 700), type_size: int = 32
    ) -> Image.Image:
        page = Image.new("RGB", size, "white")
        pen = ImageDraw.Draw(page)
        for place, text in lines.items():
            pen.text(place, text, font=ImageFont.truetype(font, type_size), fill="black")
        return page

    return draw


@pytest.fixture(scope="session")
def ocr() -> OcrSettings:
    """One setting for the whole run, so that the models are loaded once."""
    return OcrSettings(threads=1)


@pytest.fixture
def paper(font: Path) -> Iterator[FPDF]:
    pdf = FPDF()
    pdf.add_font("S", "", str(font))
    pdf.set_font("S", size=12)
    pdf.add_page()
    yield pdf
    for used in pdf.fonts.values():
        if isinstance(used, TTFFont):
            used.ttfont.close()  # fpdf2 leaves the font file open


@pytest.fixture(scope="session")
def press(font: Path) -> Press:
    """Presses a round seal of 300 pixels on a page, its name along the rim, turned clockwise by some degrees."""

    def pressed(
        page: Image.Image,
        middle: tuple[int, int],
        name: str,
        line: str = "",
        turned: float = 0,
        ink: tuple[int, int, int] = RED,
    ) -> Image.Image:
        plate = Image.new("RGB", (300, 300), "white")
        pen = ImageDraw.Draw(plate)
        pen.ellipse((5, 5, 295, 295), outline=ink, width=7)
        pen.regular_polygon((150, 140, 42), 5, fill=ink)
        for number, letter in enumerate(name):
            angle = (number - (len(name) - 1) / 2) * 20
            tile = Image.new("RGB", (80, 80), "white")
            ImageDraw.Draw(tile).text((40, 40), letter, font=ImageFont.truetype(font, 36), fill=ink, anchor="mm")
            x, y = 150 + 118 * math.sin(math.radians(angle)), 150 - 118 * math.cos(math.radians(angle))
            leaning = tile.rotate(-angle, resample=Image.Resampling.BICUBIC, fillcolor="white")
            spot = (round(x - 40), round(y - 40))
            plate.paste(ImageChops.darker(plate.crop((*spot, spot[0] + 80, spot[1] + 80)), leaning), spot)
        pen.text((150, 215), line, font=ImageFont.truetype(font, 26), fill=ink, anchor="mm")
        whole = Image.new("RGB", page.size, "white")
        whole.paste(
            plate.rotate(-turned, resample=Image.Resampling.BICUBIC, fillcolor="white"),
            (middle[0] - 150, middle[1] - 150),
        )
        return ImageChops.darker(page, whole)

    return pressed
