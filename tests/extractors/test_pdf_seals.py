"""A seal on a page with a text layer is a picture there, and is found where the picture stands."""

import io

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image

from extractors.files.pdf import read_pdf
from extractors.ink.ocr import OcrSettings
from pipeline.model import Media, OnPage, Seal
from tests.extractors.conftest import File, Press

ABOVE, BELOW = "青石市无何区市场监督管理局", "乌有质量认证有限公司"


def stamp(press: Press, name: str) -> Image.Image:
    """A seal of 300 pixels, and no paper around it."""
    return press(Image.new("RGB", (300, 300), "white"), (150, 150), name)


def letter(paper: FPDF) -> FPDF:
    for row in range(20):
        paper.text(20, 30 + 12 * row, "兹推荐该组织申报本届区长质量奖")
    return paper


def found(file: File, content: bytes, ocr: OcrSettings) -> list[tuple[str, tuple[float, ...]]]:
    """Each seal's words and its box in millimetres of an upright A4 page."""

    def told(seal: Seal) -> tuple[str, tuple[float, ...]]:
        assert isinstance(seal.place, OnPage)
        box = seal.place.box
        return seal.text, (box.left * 210, box.top * 297, box.right * 210, box.bottom * 297)

    return [told(seal) for seal in read_pdf(*file("a.pdf", content, Media.PDF), ocr).pages[0].seals]


def test_two_seals_far_from_each_other_are_found_each_in_its_rows(
    file: File, paper: FPDF, press: Press, ocr: OcrSettings
) -> None:
    letter(paper).image(stamp(press, ABOVE), x=130, y=20, w=42, h=42)
    paper.image(stamp(press, BELOW), x=30, y=240, w=42, h=42)
    (above, where), (below, there) = found(file, bytes(paper.output()), ocr)
    assert (above, below) == (ABOVE, BELOW)
    assert where == pytest.approx((130.7, 20.7, 171.3, 61.3), abs=1)  # the ring lies 5 pixels of 300 inside the picture
    assert there == pytest.approx((30.7, 240.7, 71.3, 281.3), abs=1)


def test_a_seal_that_a_program_cut_into_strips_is_one_seal(
    file: File, paper: FPDF, press: Press, ocr: OcrSettings
) -> None:
    """Twenty strips of 42 by 2.1 millimetres: each covers a seventh of a hundredth of the page, as a bullet might."""
    whole = stamp(press, ABOVE)
    letter(paper)
    for row in range(20):
        paper.image(whole.crop((0, 15 * row, 300, 15 * row + 15)), x=130, y=200 + 2.1 * row, w=42, h=2.1)
    assert [text for text, _ in found(file, bytes(paper.output()), ocr)] == [ABOVE]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_box_of_a_seal_is_that_of_the_upright_page_however_the_page_lies(
    file: File, paper: FPDF, press: Press, ocr: OcrSettings, rotation: int
) -> None:
    letter(paper).image(stamp(press, ABOVE), x=130, y=200, w=42, h=42)
    lying = io.BytesIO()
    with pypdfium2.PdfDocument(bytes(paper.output())) as document:
        document[0].set_rotation(rotation)
        document.save(lying)
    ((text, where),) = found(file, lying.getvalue(), ocr)
    assert text == ABOVE
    assert where == pytest.approx((130.7, 200.7, 171.3, 241.3), abs=1)


def test_bullets_are_no_seals(file: File, paper: FPDF, ocr: OcrSettings) -> None:
    """Small red pictures one below the other: together they cover a thousandth of the page."""
    letter(paper)
    for row in range(20):
        paper.image(Image.new("RGB", (20, 20), "red"), x=12, y=26 + 12 * row, w=1.8, h=1.8)
    assert found(file, bytes(paper.output()), ocr) == []
