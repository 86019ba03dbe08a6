"""A ruled table on a scan is read like its Word twin: cells, spans, boxes, and what stands in them."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from extractors.ink.grid import Slot
from extractors.ink.ocr import OcrSettings, read_picture
from extractors.ink.ocr_engine import Found, Words
from extractors.ink.ruled import RuledTable, Straight, with_lost_cells
from extractors.ink.scan_cells import fill
from pipeline.model import Box, OnPage, Table

Scan = Callable[..., Image.Image]

SIZE = (1240, 1000)
LEVEL, UPRIGHT = (200, 280, 360, 440), (100, 400, 760, 1140)
WORDS = {
    (120, 222): "组织名称",
    (420, 222): "青石精密机械有限公司",
    (120, 302): "成立日期",
    (420, 302): "2015年12月1日",
    (780, 302): "员工人数 320",
    (120, 382): "联系人",
    (420, 382): "林示例",
    (780, 382): "电话 000-55551234",
}


def form(scan: Scan, width: int = 2) -> Image.Image:
    """Three rows of three columns; in the first row the second cell reaches to the right edge."""
    page = scan(WORDS, SIZE)
    pen = ImageDraw.Draw(page)
    for y in LEVEL:
        pen.line((UPRIGHT[0], y, UPRIGHT[-1], y), fill="black", width=width)
    for x in UPRIGHT:
        pen.line((x, 280 if x == 760 else LEVEL[0], x, LEVEL[-1]), fill="black", width=width)
    return page


def tables(page: Image.Image, ocr: OcrSettings) -> tuple[Table, ...]:
    return read_picture(page, ocr, lambda box, _turned: OnPage(page=1, box=box)).tables


def said(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text.replace(" ", "") for cell in table.cells}


EXPECTED = {
    (1, 1): "组织名称",
    (1, 2): "青石精密机械有限公司",
    (2, 1): "成立日期",
    (2, 2): "2015年12月1日",
    (2, 3): "员工人数320",
    (3, 1): "联系人",
    (3, 2): "林示例",
    (3, 3): "电话000-55551234",
}


def test_a_frame_across_which_a_fold_runs_is_no_table_because_strokes_are_left_out() -> None:
    """Four cells of which none was there with the strokes, one, and two."""
    slots = [Slot(100, 100 * row, 1100, 100 * row + 100, row, 1, 1, 1) for row in range(1, 5)]
    assert with_lost_cells([], [slots]) == []
    assert with_lost_cells([slots[:1]], [slots]) == [slots[:1]]
    assert with_lost_cells([slots[1:3]], [slots]) == [slots]
    elsewhere = [one._replace(top=one.top + 600, bottom=one.bottom + 600) for one in slots]
    assert with_lost_cells([elsewhere], [slots]) == []


def test_strokes_that_cross_in_a_cell_do_not_take_it_away(scan: Scan, ocr: OcrSettings) -> None:
    """Two level and two upright strokes, as of a signature, around a square of 20 pixels in the widest cell."""
    page = form(scan)
    pen = ImageDraw.Draw(page)
    for at in (0, 20):
        pen.line((900, 230 + at, 960, 230 + at), fill="black", width=3)
        pen.line((920 + at, 212, 920 + at, 268), fill="black", width=3)
    (table,) = tables(page, ocr)
    cells = said(table)
    assert cells.pop((1, 2)).startswith(EXPECTED[1, 2])
    assert cells == {place: words for place, words in EXPECTED.items() if place != (1, 2)}


@pytest.mark.parametrize("skew", [0.0, 1.4, -2.5])
def test_a_scanned_form_is_a_table_however_crooked_it_lies(scan: Scan, ocr: OcrSettings, skew: float) -> None:
    page = form(scan).rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    (table,) = tables(page, ocr)
    assert said(table) == EXPECTED


def test_a_merged_cell_stands_once_with_its_span(scan: Scan, ocr: OcrSettings) -> None:
    (table,) = tables(form(scan), ocr)
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells}
    assert spans[1, 2] == (1, 2)
    assert {spans[at] for at in spans if at != (1, 2)} == {(1, 1)}


def test_the_box_of_a_cell_is_bounded_by_its_rules(scan: Scan, ocr: OcrSettings) -> None:
    """The date stands between the rules at 400 and 760 of 1240 pixels and at 280 and 360 of 1000."""
    (table,) = tables(form(scan), ocr)
    place = next(cell for cell in table.cells if (cell.row, cell.column) == (2, 2)).place
    assert isinstance(place, OnPage)
    expected = Box(left=400 / 1240, top=0.28, right=760 / 1240, bottom=0.36)
    assert place.box.model_dump() == pytest.approx(expected.model_dump(), abs=0.006)


def test_a_seal_across_the_rules_hides_no_cell(scan: Scan, ocr: OcrSettings) -> None:
    ring = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(ring).ellipse((620, 180, 900, 460), outline=(215, 50, 55), width=9)
    (table,) = tables(ImageChops.darker(form(scan), ring), ocr)
    assert said(table).keys() == EXPECTED.keys()


def test_a_broken_rule_is_still_one(scan: Scan, ocr: OcrSettings) -> None:
    """A copy lost three pixels of the rule under the first row, at two places."""
    page = form(scan)
    pen = ImageDraw.Draw(page)
    for x in (250, 600):
        pen.rectangle((x, 276, x + 3, 284), fill="white")
    (table,) = tables(page, ocr)
    assert said(table) == EXPECTED


def test_a_border_that_leans_on_a_sheet_seen_from_aside_is_still_one(scan: Scan, ocr: OcrSettings) -> None:
    """The border drifts 16 pixels to the left on its way down; the rules inside stand straight."""
    page = scan(WORDS, SIZE)
    pen = ImageDraw.Draw(page)
    for y in LEVEL:
        pen.line((UPRIGHT[0] + 8 - (y - LEVEL[0]) // 15, y, UPRIGHT[-1], y), fill="black", width=2)
    for x in UPRIGHT[1:]:
        pen.line((x, 280 if x == 760 else LEVEL[0], x, LEVEL[-1]), fill="black", width=2)
    pen.line((UPRIGHT[0] + 8, LEVEL[0], UPRIGHT[0] - 8, LEVEL[-1]), fill="black", width=2)
    (found,) = tables(page, ocr)
    assert said(found) == EXPECTED


def test_words_that_run_across_a_rule_are_two_cells(scan: Scan, ocr: OcrSettings) -> None:
    """The columns stand so close that a line reader takes their words for one line."""
    page = scan({(110, 212): "营业收入"}, (1240, 700))
    pen = ImageDraw.Draw(page)
    page.paste(scan({(0, 0): "12345678"}, (140, 40)), (252, 212))
    for y in (200, 262, 324):
        pen.line((100, y, 700, y), fill="black", width=2)
    for x in (100, 245, 700):
        pen.line((x, 200, x, 324), fill="black", width=2)
    (table,) = tables(page, ocr)
    assert said(table) == {(1, 1): "营业收入", (1, 2): "12345678", (2, 1): "", (2, 2): ""}


@pytest.mark.parametrize(
    ("stroke", "text"),
    [
        ((780, 400, 810, 400), "—"),  # as wide as a character
        ((780, 400, 840, 400), "—"),  # ——
        ((780, 400, 783, 400), ""),  # a speck
        ((762, 400, 1138, 400), ""),  # a fold through the whole cell
        ((790, 388, 790, 428), ""),  # an upright stroke
        ((780, 414, 790, 386), "/"),  # a slash as it is printed
        ((780, 410, 804, 390), "/"),  # and as a pen makes it
        ((780, 386, 790, 414), "\\"),
    ],
)
def test_a_dash_alone_in_a_cell_says_that_there_is_nothing(
    scan: Scan, ocr: OcrSettings, stroke: tuple[int, int, int, int], text: str
) -> None:
    """An empty cell is one that nobody filled in; a dash is an answer, and too little ink for the reader."""
    page = scan({place: words for place, words in WORDS.items() if place != (780, 382)}, SIZE)
    pen = ImageDraw.Draw(page)
    for y in LEVEL:
        pen.line((UPRIGHT[0], y, UPRIGHT[-1], y), fill="black", width=2)
    for x in UPRIGHT:
        pen.line((x, LEVEL[0], x, LEVEL[-1]), fill="black", width=2)
    pen.line(stroke, fill=(60, 60, 60), width=2)
    assert said(tables(page, ocr)[0])[3, 3] == text


@pytest.mark.parametrize("figure", ["1", "7", "/"])
def test_a_figure_alone_in_a_cell_is_a_figure_and_a_slash_is_none(scan: Scan, ocr: OcrSettings, figure: str) -> None:
    """“/” in the row of exports says that there are none; read as 1 it would be ten thousand yuan."""
    (table,) = tables(two_rows(scan, ("创汇总额", figure), ("利润总额", "1258")), ocr)
    assert said(table) == {(1, 1): "创汇总额", (1, 2): figure, (2, 1): "利润总额", (2, 2): "1258"}


def test_a_slash_that_was_read_as_a_figure_keeps_the_figure_beside_it() -> None:
    """A pen may make a 1 that leans: whoever decides by it has to look."""
    page = np.full((200, 400, 3), 255, dtype="uint8")
    cv2.line(page, (190, 112), (200, 88), (60, 60, 60), 2)
    table = RuledTable([Slot(20, 60, 380, 140, 1, 1, 1, 1)], Straight(np.eye(3)[:2], np.eye(3)[:2]))
    line = Found("1", 0.9, 188, 86, 202, 114, alternatives=("7",))
    lines, _ = fill(page, [line], [table], lambda strips: [Words("", 0.0) for _ in strips], list)
    assert [(one.text, one.alternatives) for one in lines] == [("/", ("1", "7"))]


def test_a_single_character_in_a_cell_is_not_overlooked(scan: Scan, ocr: OcrSettings) -> None:
    (table,) = tables(two_rows(scan, ("行政处罚", "0"), ("经营异常", "无")), ocr)
    assert said(table) == {(1, 1): "行政处罚", (1, 2): "0", (2, 1): "经营异常", (2, 2): "无"}


def two_rows(scan: Scan, *rows: tuple[str, str]) -> Image.Image:
    """Two rows of two ruled cells."""
    words = {(120, 212 + 62 * at): label for at, (label, _) in enumerate(rows)}
    page = scan(words | {(560, 212 + 62 * at): value for at, (_, value) in enumerate(rows)}, (1240, 700))
    pen = ImageDraw.Draw(page)
    for y in (200, 262, 324):
        pen.line((100, y, 1000, y), fill="black", width=2)
    for x in (100, 480, 1000):
        pen.line((x, 200, x, 324), fill="black", width=2)
    return page


def test_frames_underlines_and_large_letters_make_no_table(scan: Scan, ocr: OcrSettings) -> None:
    page = scan({(300, 300): "田 目 用 图 国"}, SIZE)
    pen = ImageDraw.Draw(page)
    for inset in (20, 34):
        pen.rectangle((inset, inset, 1240 - inset, 1000 - inset), outline="black", width=4)
    for y in (500, 560, 620):
        pen.line((200, y, 900, y), fill="black", width=2)
    assert tables(page, ocr) == ()


def test_bold_red_letters_on_a_plaque_make_no_table_and_stay_one_line(ocr: OcrSettings, font: Path) -> None:
    page = Image.new("RGB", (2400, 1600), (215, 185, 110))
    words = "2024年度无何区守合同重信用企业"
    letters = ImageFont.truetype(font, 106)
    ImageDraw.Draw(page).text((1200, 600), words, font=letters, fill=(150, 20, 20), anchor="mm", stroke_width=3)
    seen = read_picture(page, ocr, lambda box, _turned: OnPage(page=1, box=box))
    assert seen.tables == ()
    assert [line.text for line in seen.lines] == [words]
