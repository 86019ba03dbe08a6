"""Paragraphs of a page end where the place of the next line says so."""

import pytest

from extractors.finding.paragraphs import ends_paragraph, margins, unwrapped
from pipeline.model import Box, Cell, InParagraph, Line, Method, OnPage, Page, Reader, Table

_WIDE = 0.02  # of a character, as a share of the page


def line(text: str, left: float, top: float, width: float | None = None) -> Line:
    letters = sum(0.5 if character.isascii() else 1 for character in text)
    right = left + (width if width is not None else _WIDE * letters)
    place = OnPage(page=1, box=Box(left=left, top=top, right=right, bottom=top + 0.015))
    return Line(text=text, place=place, method=Method.TEXT_LAYER, reader=Reader(name="测试", version="1"))


_FULL = "为" * 35


@pytest.mark.parametrize(
    ("first", "second", "ends"),
    [
        (
            line(_FULL[:33], 0.17, 0.20),
            line("工作，任期三年。", 0.13, 0.23),
            False,
        ),  # indented first line, then the margin
        (line(_FULL, 0.13, 0.20), line(_FULL, 0.13, 0.23), False),
        (line(_FULL, 0.13, 0.20), line("首席质量官负总责，", 0.17, 0.23), True),  # an indent begins another
        (line("首席质量官任命书", 0.40, 0.10), line(_FULL[:33], 0.17, 0.12), True),  # a title in the middle
        (line("各部门：", 0.13, 0.20), line(_FULL, 0.13, 0.23), True),  # room was left
        (line(_FULL, 0.13, 0.20), line(_FULL, 0.13, 0.30), True),  # a wide gap
    ],
)
def test_a_paragraph_ends_at_an_indent_a_title_a_short_line_or_a_gap(first: Line, second: Line, ends: bool) -> None:
    assert ends_paragraph(first, second) is ends


def test_a_line_that_had_no_room_for_a_long_number_goes_on() -> None:
    first = line("经查询，申江公司（统一社会信用代码：", 0.17, 0.20)
    second = line("91310104MA1FR0X18T）在本辖区内没有违法行为记录在案", 0.13, 0.23)
    assert ends_paragraph(first, second) is False


@pytest.mark.parametrize(("following", "ends"), [("立，主要从事机械", False), ("主要从事机械", True)])
def test_a_line_whose_last_character_went_along_with_a_mark_goes_on(following: str, ends: bool) -> None:
    """The line has room for two characters: 立 and the mark that no line begins with; other words would have begun."""
    first = line(_FULL[:33], 0.13, 0.20)
    second = line(following + _FULL[: 35 - len(following)], 0.13, 0.23)
    assert ends_paragraph(first, second) is ends


def test_a_title_of_two_lines_is_one() -> None:
    first = line("关于推荐申江精密机械公司申报南柯区区长质量奖", 0.28, 0.10)
    second = line("的函", 0.48, 0.13)
    assert ends_paragraph(first, second) is False


def test_paragraphs_of_a_word_text_are_not_judged_by_place() -> None:
    first = Line(text="甲", place=InParagraph(paragraph=1), method=Method.WORD, reader=Reader(name="测试", version="1"))
    assert ends_paragraph(first, line("乙", 0.1, 0.1)) is False


def test_two_paragraphs_of_one_line_are_told_apart_by_the_margin() -> None:
    first, second = line(_FULL[:33], 0.17, 0.20), line(_FULL[:33], 0.17, 0.23)
    assert ends_paragraph(first, second) is False
    assert ends_paragraph(first, second, margin=margins([first, second, line(_FULL, 0.13, 0.26)])[1]) is True


def cell_of(*lines: Line, right: float) -> str:
    """The text of one cell that holds these lines and ends at `right`, as it is read."""
    place = OnPage(page=1, box=Box(left=0.1, top=0.1, right=right, bottom=0.5))
    text = "\n".join(one.text for one in lines)
    cell = Cell(text=text, place=place, method=Method.TEXT_LAYER, reader=lines[0].reader, row=1, column=1)
    (table,) = unwrapped(Page(number=1, lines=lines, tables=(Table(cells=(cell,)),))).tables
    return table.cells[0].text


def test_a_line_that_fills_its_cell_runs_on() -> None:
    address = (line("甘肃省张掖市甘州区乌江镇水月路", 0.12, 0.11), line("1380号", 0.12, 0.13))
    assert cell_of(*address, right=0.45) == "甘肃省张掖市甘州区乌江镇水月路1380号"


def test_a_line_with_room_behind_it_was_ended_on_purpose() -> None:
    opinion = (line("同意推荐。", 0.12, 0.11), line("负责人（签字）：", 0.12, 0.15), line("2026年7月3日", 0.30, 0.20))
    assert cell_of(*opinion, right=0.45) == "同意推荐。\n负责人（签字）：\n2026年7月3日"


def test_pieces_of_one_line_in_a_cell_are_one_line() -> None:
    stamp = (line("（公章）", 0.34, 0.11), line("2026年7月1日", 0.30, 0.15))
    place = OnPage(page=1, box=Box(left=0.1, top=0.1, right=0.45, bottom=0.5))
    lines = (line("申报材料真实有效", 0.12, 0.11), *stamp)
    text = "申报材料真实有效 （公章）\n2026年7月1日"
    cell = Cell(text=text, place=place, method=Method.OCR, reader=stamp[0].reader, row=1, column=1)
    page = Page(number=1, lines=lines, tables=(Table(cells=(cell,)),))
    assert unwrapped(page).tables[0].cells[0].text == text
