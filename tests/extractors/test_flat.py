"""A sheet photographed from aside is laid flat before it is read; what is read is shown where it was photographed."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.ink.flat import Flat, flattened
from extractors.ink.ocr import OcrSettings, read_picture
from pipeline.model import OnPage

_ROWS = [
    ("组织名称", "上海子虚精密仪器有限公司"),
    ("成立日期", "2015年3月2日"),
    ("法定代表人", "贾乙"),
    ("职工人数", "128人"),
]
_SIZE = (1000, 1300)
_SHOT = [(60, 90), (935, 20), (975, 1285), (25, 1210)]  # where the corners of the sheet come to lie in the photograph


@pytest.fixture(scope="module")
def form(font: Path) -> np.ndarray:
    """A sheet with a ruled table of two columns: rows from 200 to 840 of 1300, columns at 100, 400 and 900 of 1000."""
    page = Image.new("RGB", _SIZE, (245, 243, 240))
    pen = ImageDraw.Draw(page)
    for number, row in enumerate(_ROWS):
        top = 200 + 160 * number
        for (left, right), text in zip(((100, 400), (400, 900)), row, strict=True):
            pen.rectangle((left, top, right, top + 160), outline="black", width=3)
            pen.text((left + 20, top + 60), text, font=ImageFont.truetype(font, 34), fill="black")
    return np.asarray(page)


def photographed(sheet: np.ndarray) -> np.ndarray:
    """The sheet on a grey-brown table, seen from aside."""
    width, height = _SIZE
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], "float32")
    bend = cv2.getPerspectiveTransform(corners, np.array(_SHOT, "float32"))
    return cv2.warpPerspective(sheet, bend, _SIZE, borderMode=cv2.BORDER_CONSTANT, borderValue=(150, 140, 125))


def test_the_edges_of_the_sheet_are_level_and_upright_again(form: np.ndarray) -> None:
    flat = flattened(photographed(form))
    assert flat.back is not None
    gone = cv2.perspectiveTransform(np.array([_SHOT], "float32"), np.linalg.inv(flat.back))[0]
    (left, top), (right, other), (far, low), (near, bottom) = gone
    assert [left - near, right - far, top - other, low - bottom] == pytest.approx([0] * 4, abs=6)


def test_a_place_is_told_as_it_was_photographed(form: np.ndarray) -> None:
    """Around a small square at the sheet's upper left corner lies that corner's place in the photograph."""
    flat = flattened(photographed(form))
    x, y = cv2.perspectiveTransform(np.array([[_SHOT[0]]], "float32"), np.linalg.inv(flat.back))[0][0]
    left, top, right, bottom = flat.stood(x - 5, y - 5, x + 5, y + 5)
    assert left < 60 < right
    assert top < 90 < bottom
    assert flat.size == _SIZE


def test_a_straight_scan_is_left_as_it_is(form: np.ndarray) -> None:
    assert flattened(form).back is None


def test_a_picture_without_lines_is_left_as_it_is() -> None:
    blank = np.full((700, 500, 3), 230, "uint8")
    assert flattened(blank) == Flat(blank)


def test_lines_that_do_not_agree_bend_nothing(form: np.ndarray) -> None:
    """A roof: the outermost lines are no frame of the lines between them."""
    page = form.copy()
    page[:] = 245
    for number in range(8):
        cv2.line(page, (100, 300 + 110 * number), (900, 200 + 110 * number + 25 * number), (0, 0, 0), 3)
        cv2.line(page, (150 + 90 * number, 200), (260 + 60 * number, 1200), (0, 0, 0), 3)
    assert flattened(page).back is None


def test_a_form_photographed_from_aside_is_read_like_a_straight_one(form: np.ndarray, ocr: OcrSettings) -> None:
    """The ground's edge may make empty cells around the table: they move its cells, and none against another."""

    def read(pixels: np.ndarray) -> list[tuple[int, int, str]]:
        found = read_picture(Image.fromarray(pixels), ocr, lambda box, _: OnPage(page=1, box=box))
        cells = [cell for table in found.tables for cell in table.cells if cell.text]
        first = min(cell.row for cell in cells), min(cell.column for cell in cells)
        return [(cell.row - first[0], cell.column - first[1], cell.text) for cell in cells]

    asked = [(row, column, text) for row, pair in enumerate(_ROWS) for column, text in enumerate(pair)]
    assert read(photographed(form)) == read(form) == asked
