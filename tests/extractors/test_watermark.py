"""Print under a watermark is read, as a person reads it; print of the same tone is left as it was."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from extractors.ink.ocr import OcrSettings, read_picture
from extractors.ink.ocr_engine import Found
from extractors.ink.watermark import through
from pipeline.model import OnPage

_WORDS = {
    (80, 80): "获奖单位：上海子虚精密仪器有限公司",
    (80, 200): "奖项名称：2024年度虚构区清洁生产示范企业",
    (80, 320): "授予单位：虚构市虚构区人民政府",
    (80, 440): "授予日期：2025年3月",
}


def marked(page: Image.Image, font: Path, grey: int) -> Image.Image:
    """Lay “仅用于申报政府质量奖” across the page, leaning by 30 degrees, again and again."""
    mark = Image.new("RGB", (1600, 1600), "white")
    pen = ImageDraw.Draw(mark)
    for row in range(100, 1600, 150):
        words = "仅用于申报政府质量奖  再次复印无效  " * 2
        pen.text((row % 230, row), words, font=ImageFont.truetype(font, 44), fill=(grey, grey, grey))
    turned = mark.rotate(30, fillcolor="white").crop((300, 450, 300 + page.width, 450 + page.height))
    return ImageChops.darker(page, turned)


def test_what_stands_under_a_watermark_is_read(scan: Callable[..., Image.Image], font: Path, ocr: OcrSettings) -> None:
    page = marked(scan(_WORDS), font, grey=185)
    found = [line.text for line in read_picture(page, ocr, lambda box, _: OnPage(page=1, box=box)).lines]
    assert [text for text in found if text in _WORDS.values()] == list(_WORDS.values())
    assert any("仅用于申报" in text for text in found), "the watermark itself is not kept silent"


def _found(text: str, top: float, slant: float = 0.0) -> Found:
    return Found(text, 0.9, 10, top, 190, top + 20, slant=slant)


_SLANTED = [_found("仅用于申报政府质量奖", 40, 30), _found("再次复印无效无效", 120, 30)]
_PRINT = [_found("授予日期：2025年3月", 80)]


def _page(mark: int) -> np.ndarray:
    """White paper with a bar of black print at 80 and bars of another tone where the slanted lines lie."""
    page = np.full((200, 200, 3), 250, "uint8")
    for top in (40, 120):
        page[top + 5 : top + 15, 20:180] = mark
    page[85:95, 20:180] = 20
    return page


def test_print_that_is_as_dark_as_the_watermark_is_not_taken_away() -> None:
    def never(_: object) -> list[Found]:
        raise AssertionError

    assert through(_page(mark=30), [*_SLANTED, *_PRINT], never) == [*_SLANTED, *_PRINT]


def test_one_slanted_line_is_a_note_and_no_watermark() -> None:
    def never(_: object) -> list[Found]:
        raise AssertionError

    assert through(_page(mark=180), [_SLANTED[0], *_PRINT], never) == [_SLANTED[0], *_PRINT]


def test_the_page_is_read_again_without_what_is_light() -> None:
    pages = []

    def read(page: np.ndarray) -> list[Found]:
        pages.append(page)
        return [_found("授予日期：2025年3月18日", 80)]

    assert through(_page(mark=180), [*_SLANTED, *_PRINT], read) == [*_SLANTED, _found("授予日期：2025年3月18日", 80)]
    assert pages[0][50, 100].min() == 255, "the watermark has become paper"
    assert pages[0][90, 100].max() == 0, "the print is black"


def test_pale_figures_that_went_with_the_watermark_stay_a_possible_reading() -> None:
    """The form is printed in black, the day was written with a pale pen: 2027年1月18日 may be left as 2027年1月8日."""
    before = Found("有效期至2027年1月18日", 0.95, 10, 80, 190, 100)
    left = Found("有效期至2027年1月8日", 0.99, 10, 80, 190, 100)
    label = Found("核发机关：虚构区市场监督管理局", 0.99, 10, 160, 190, 180)
    found = through(_page(mark=180), [*_SLANTED, before], lambda _: [left, label])
    assert [line.alternatives for line in found if line.text == left.text] == [(before.text,)]


def test_a_line_that_was_cut_by_the_watermark_is_no_other_reading_of_the_whole() -> None:
    whole = _found("授予日期：2025年3月18日", 80)
    found = through(_page(mark=180), [*_SLANTED, *_PRINT], lambda _: [whole])
    assert [line.alternatives for line in found if line.text == whole.text] == [()]


def test_where_less_is_read_without_the_watermark_nothing_changes() -> None:
    assert through(_page(mark=180), [*_SLANTED, *_PRINT], lambda _: []) == [*_SLANTED, *_PRINT]


def test_a_line_that_only_the_first_look_found_is_kept() -> None:
    other = _found("经办人", 160)
    found = through(_page(mark=180), [*_SLANTED, *_PRINT, other], lambda _: [_found("授予日期：2025年3月18日整", 80)])
    assert other in found
