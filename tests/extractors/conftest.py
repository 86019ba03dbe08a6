"""Small real files to read, made on the fly."""

import hashlib
import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.ink.ocr import OcrSettings
from pipeline.model import Media, SourceFile

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]
Scan = Callable[..., Image.Image]


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

    def draw(lines: dict[tuple[int, int], str], size: tuple[int, int] = (1000, 700)) -> Image.Image:
        page = Image.new("RGB", size, "white")
        pen = ImageDraw.Draw(page)
        for place, text in lines.items():
            pen.text(place, text, font=ImageFont.truetype(font, 32), fill="black")
        return page

    return draw


@pytest.fixture(scope="session")
def ocr() -> OcrSettings:
    """One setting for the whole run, so that the models are loaded once."""
    return OcrSettings(threads=1)
