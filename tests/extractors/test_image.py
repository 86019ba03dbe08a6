"""Photographs and scans are looked at upright, and refused politely when they cannot be."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from extractors.files.image import frames, picture, read_image
from extractors.ink.ocr import OcrSettings
from pipeline.model import Media, SourceFile

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]
Scan = Callable[..., Image.Image]

_LICENCE = {(80, 80): "统一社会信用代码", (80, 180): "91310000MA1FL0000X", (80, 280): "青石精密机械（示例）有限公司"}


def saved(pictures: list[Image.Image], form: str, **options: object) -> bytes:
    held = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}
    pictures[0].save(held, form, **more, **options)
    return held.getvalue()


def enormous_png() -> bytes:
    """A PNG that claims 20 000 by 20 000 pixels in a few dozen bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("form", "media"),
    [("JPEG", Media.JPEG), ("PNG", Media.PNG), ("BMP", Media.BMP), ("WEBP", Media.WEBP), ("TIFF", Media.TIFF)],
)
def test_every_usual_picture_format_is_read(file: File, scan: Scan, ocr: OcrSettings, form: str, media: Media) -> None:
    reading = read_image(*file("执照", saved([scan(_LICENCE)], form), media), ocr)
    assert [line.text for line in reading.pages[0].lines] == list(_LICENCE.values())
    assert [(told.part, told.read) for told in reading.dispositions] == [("第 1 页", True)]
    assert reading.problems == ()


def test_a_tiff_is_read_page_by_page(file: File, scan: Scan, ocr: OcrSettings) -> None:
    pages = [scan({(80, 80): "第一页文字内容"}), scan({(80, 80): "第二页文字内容"})]
    reading = read_image(*file("扫描.tif", saved(pages, "TIFF"), Media.TIFF), ocr)
    assert [(page.number, page.lines[0].text) for page in reading.pages] == [
        (1, "第一页文字内容"),
        (2, "第二页文字内容"),
    ]


def test_a_photograph_is_turned_as_its_exif_note_says(file: File) -> None:
    """Orientation 6: the camera was held upright, the picture is stored lying on its left side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.new("RGB", (300, 200), "white")
    lying.paste("black", (0, 0, 30, 20))
    _, path = file("照片.jpg", saved([lying], "JPEG", exif=exif.tobytes()), Media.JPEG)
    upright = picture(path, 1)
    assert upright.size == (200, 300)
    grey = upright.convert("L").tobytes()
    assert grey[5 * 200 + 195] < 60
    assert grey[5 * 200 + 5] > 200


@pytest.mark.parametrize(("turn", "corner"), [(1, (5, 5)), (3, (-6, -6)), (6, (-6, 5)), (8, (5, -6))])
@pytest.mark.parametrize("packing", ["raw", "tiff_lzw", "group4"])
def test_a_scanned_tiff_is_turned_as_its_note_says(
    file: File, turn: int, corner: tuple[int, int], packing: str
) -> None:
    """What is stored top left stands top left, bottom right, top right or bottom left."""
    exif = Image.Exif()
    exif[0x0112] = turn
    lying = Image.new("L", (300, 200), 255)
    lying.paste(0, (0, 0, 60, 40))
    _, path = file("扫描.tif", saved([lying.convert("1")], "TIFF", exif=exif, compression=packing), Media.TIFF)
    upright = next(frames(path))
    assert upright.size == ((300, 200) if turn in {1, 3} else (200, 300))
    assert upright.getpixel((corner[0] % upright.width, corner[1] % upright.height)) == (0, 0, 0)


def test_a_transparent_picture_is_seen_on_white_paper(file: File) -> None:
    _, path = file("章.png", saved([Image.new("RGBA", (20, 20), (0, 0, 0, 0))], "PNG"), Media.PNG)
    assert next(frames(path)).getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_that_claims_too_many_pixels_is_not_opened(file: File, ocr: OcrSettings) -> None:
    reading = read_image(*file("炸弹.png", enormous_png(), Media.PNG), ocr)
    assert reading.pages == ()
    assert [(problem.code, problem.file) for problem in reading.problems] == [("picture_too_large", "炸弹.png")]


def test_a_large_photograph_is_reduced_and_a_long_screenshot_keeps_its_width(file: File) -> None:
    """Pages end at 4000 pixels; a strip's short side stays at 1500 at least, and smaller ones are left alone."""
    for size, expected in (((5000, 2500), (4000, 2000)), ((1000, 6000), (1000, 6000)), ((400, 300), (400, 300))):
        _, path = file(f"{size[0]}.png", saved([Image.new("L", size)], "PNG"), Media.PNG)
        assert next(frames(path)).size == expected


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "L"), ("PNG", "L"), ("TIFF", "1"), ("PNG", "P")])
def test_a_very_large_scan_is_read_smaller_and_upright(file: File, form: str, mode: str) -> None:
    """5600 by 8400 pixels, more than forty million, with a black corner; 4000 is the longest side that helps."""
    page = Image.new("L", (5600, 8400), 255)
    page.paste(0, (0, 0, 1400, 840))
    _, path = file("大", saved([page.convert(mode)], form), Media.PNG)
    seen = next(frames(path))
    assert max(seen.size) == 4000
    assert min(seen.size) == pytest.approx(2667, abs=1)
    assert [seen.getpixel(at) for at in ((100, 100), (2500, 3900))] == [(0, 0, 0), (255, 255, 255)]


def test_a_very_large_photograph_is_still_turned(file: File) -> None:
    """Orientation 6 again, on 8400 by 5600 pixels: what is stored top left stands top right."""
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.new("L", (8400, 5600), 255)
    lying.paste(0, (0, 0, 840, 1400))
    for form in ("JPEG", "TIFF"):
        _, path = file(f"大.{form}", saved([lying], form, exif=exif), Media.JPEG)
        upright = next(frames(path))
        assert upright.size == (2667, 4000)
        assert upright.getpixel((2600, 100)) == (0, 0, 0)
        assert upright.getpixel((100, 100)) == (255, 255, 255)


def test_a_scan_of_sixteen_bits_keeps_its_greys(file: File) -> None:
    """30 000 of 65 535 is 116 of 255, and not white."""
    _, path = file("灰.png", saved([Image.new("I;16", (20, 20), 30_000)], "PNG"), Media.PNG)
    grey = next(frames(path)).getpixel((5, 5))
    assert grey == pytest.approx((116, 116, 116), abs=1)


def test_a_torn_picture_is_a_problem_and_no_crash(file: File, scan: Scan, ocr: OcrSettings) -> None:
    whole = saved([scan(_LICENCE)], "JPEG")
    reading = read_image(*file("半张.jpg", whole[: len(whole) // 2], Media.JPEG), ocr)
    assert [problem.code for problem in reading.problems] == ["damaged_picture"]
    assert "重新" in reading.problems[0].next_step


def test_bytes_that_are_no_picture_are_a_problem(file: File, ocr: OcrSettings) -> None:
    reading = read_image(*file("假.png", b"\x89PNG\r\n\x1a\nnothing", Media.PNG), ocr)
    assert [problem.code for problem in reading.problems] == ["damaged_picture"]


def test_without_ocr_a_picture_is_named_as_not_read(file: File, scan: Scan) -> None:
    reading = read_image(*file("执照.png", saved([scan(_LICENCE)], "PNG"), Media.PNG), None)
    assert [(told.read, told.part) for told in reading.dispositions] == [(False, "第 1 页")]
    assert [(problem.code, problem.page) for problem in reading.problems] == [("needs_ocr", 1)]
    assert (reading.pages[0].width, reading.pages[0].height) == (1000, 700)
