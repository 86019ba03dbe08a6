"""A photograph lit from one side is read as if the light were even; any other picture stays as it is."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.ink.evened import evened
from extractors.ink.ocr import OcrSettings, read_picture
from pipeline.model import OnPage

WORDS = "统一社会信用代码　91310104MA1FR0X18T"


def sheet(font: Path) -> Image.Image:
    page = Image.new("RGB", (1240, 1754), (236, 234, 228))
    for row in range(12):
        ImageDraw.Draw(page).text((150, 160 + 110 * row), WORDS, font=ImageFont.truetype(font, 26), fill=(60, 60, 60))
    return page


def lit(page: Image.Image, darkest: float) -> Image.Image:
    """The same page under a lamp on its left: the right edge gets a share of its light."""
    light = np.linspace(1, darkest, page.width)[None, :, None]
    return Image.fromarray((np.asarray(page) * light).astype("uint8"))


def test_paper_is_as_bright_on_the_dark_side(font: Path) -> None:
    dim = np.asarray(lit(sheet(font), 0.45))
    even = evened(dim)
    assert dim[100, -150].mean() < 0.6 * dim[100, 150].mean()
    assert abs(float(even[100, -150].mean()) - float(even[100, 150].mean())) < 6


def test_a_page_in_even_light_is_left_as_it_is(font: Path) -> None:
    for page in (sheet(font), lit(sheet(font), 0.9), Image.new("RGB", (1240, 1754), "black"), Image.new("RGB", (9, 7))):
        pixels = np.asarray(page)
        assert evened(pixels) is pixels


def test_what_stands_in_the_shade_is_read(font: Path, ocr: OcrSettings) -> None:
    seen = read_picture(lit(sheet(font), 0.3), ocr, lambda box, _: OnPage(page=1, box=box))
    assert ["".join(line.text.split()) for line in seen.lines] == ["".join(WORDS.split())] * 12
