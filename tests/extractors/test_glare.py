"""Where a lamp has burnt a photograph out nobody knows what was printed: a value that ends there may be cut short."""

import numpy as np
import pytest

from extractors.ink.glare import burnt, torn, torn_cells, veiled_cells
from extractors.ink.grid import Slot
from extractors.ink.ocr_engine import Found
from extractors.ink.scan_cells import FilledCell
from pipeline.model import FactSheet, SaidValue, TextValue
from tests.extractors.by_hand import LICENCE, at, page, sheet


def photograph(paper: int = 170, spot: int = 255) -> np.ndarray:
    """A page of 1000 by 1400 with a bright spot from 600 to 800 across and from 500 to 700 down."""
    pixels = np.full((1400, 1000, 3), paper, dtype="uint8")
    pixels[500:700, 600:800] = spot
    return pixels


def line(left: float, right: float, top: float = 580) -> Found:
    return Found("99925Q2363", 0.99, left, top, right, top + 40)


@pytest.mark.parametrize(
    ("found", "is_torn"),
    [
        (line(300, 590), True),  # the spot begins ten pixels behind it
        (line(300, 556), True),  # 44 pixels: 1.2 heights of the line are 48
        (line(300, 544), False),  # 56
        (line(300, 500), False),  # a hundred pixels of paper lie between
        (line(810, 950), True),  # its beginning may be lost
        (line(300, 590, top=300), False),
    ],
)
def test_a_line_is_torn_where_it_ends_at_a_burnt_out_spot(found: Found, *, is_torn: bool) -> None:
    assert torn(burnt(photograph()), [found]) == [found._replace(torn=is_torn)]


def test_white_paper_and_a_bright_photograph_have_no_spots() -> None:
    """A scan is white all over; a spot as bright as 245 still shows print."""
    assert burnt(photograph(paper=250)) is None
    assert burnt(photograph(spot=245)) is None
    assert torn(None, [line(300, 590)]) == [line(300, 590)]


def test_specks_of_light_are_no_spots() -> None:
    """Two hundredths of the short side are 20 pixels: 12 are less."""
    pixels = photograph(spot=170)
    pixels[500:512, 600:612] = 255
    assert burnt(pixels) is None


@pytest.mark.parametrize(
    ("shade", "wide", "is_veiled"),
    [
        (215, 60, True),  # a number of 60 pixels made illegible with grey, on paper of 250
        (215, 4, False),  # four of 280 pixels: a speck
        (232, 60, False),  # a shadow of seven in a hundred
    ],
)
def test_an_empty_cell_that_is_not_bare_may_have_held_something(shade: int, wide: int, *, is_veiled: bool) -> None:
    page = np.full((400, 600, 3), 250, dtype="uint8")
    page[120:150, 200 : 200 + wide] = shade
    page[100:102], page[160:162] = 0, 0  # the rules of the cell are none of it
    cell = FilledCell(Slot(0, 0, 1, 1, 1, 1, 1, 1), (150, 101, 460, 161), ())
    assert [one.torn for one in veiled_cells(page, [[cell]])[0]] == [is_veiled]
    assert [one.torn for one in veiled_cells(page, [[cell._replace(lines=(line(300, 400),))]])[0]] == [False]


def test_a_cell_with_a_burnt_out_part_may_have_held_more() -> None:
    """Of the first a fifth lies in the spot, of the second nothing."""
    slot = Slot(0, 0, 1, 1, 1, 1, 1, 1)
    cells = [FilledCell(slot, (400, 580, 650, 640), ()), FilledCell(slot, (100, 580, 400, 640), ())]
    assert [cell.torn for cell in torn_cells(burnt(photograph()), [cells])[0]] == [True, False]


def readings(found: FactSheet, field: str) -> list[tuple[object, ...]]:
    return [fact.readings for fact in found.facts if fact.field == field]


def test_a_value_that_may_be_cut_short_may_also_be_unreadable() -> None:
    lines = [one.model_copy(update={"torn": one.text == "卞无名"}) for one in LICENCE]
    assert readings(sheet(page(*lines)), "entity.representative") == [
        (TextValue(text="卞无名"), SaidValue(said="unreadable"))
    ]
    assert readings(sheet(page(*LICENCE)), "entity.representative") == [(TextValue(text="卞无名"),)]


def test_a_place_on_a_form_that_is_burnt_out_is_not_said_to_be_blank() -> None:
    title = at(0.3, 0.05, "无何区政府质量奖申报表")
    label = at(0.1, 0.2, "联系电话：")
    blank = sheet(page(title, label, at(0.1, 0.3, "组织名称：乌有机械有限公司")))
    assert [fact.key for fact in blank.facts if fact.field == "form.blank"] == ["联系电话"]
    lit = sheet(page(title, label.model_copy(update={"torn": True}), at(0.1, 0.3, "组织名称：乌有机械有限公司")))
    assert [fact.key for fact in lit.facts if fact.field == "form.blank"] == []
