"""Paragraphs of a page end where the place of the next line says so."""

import pytest

from extractors.paragraphs import ends_paragraph
from pipeline.model import Box, InParagraph, Line, Method, OnPage, Reader

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


def test_a_title_of_two_lines_is_one() -> None:
    first = line("关于推荐申江精密机械公司申报南柯区区长质量奖", 0.28, 0.10)
    second = line("的函", 0.48, 0.13)
    assert ends_paragraph(first, second) is False


def test_paragraphs_of_a_word_text_are_not_judged_by_place() -> None:
    first = Line(text="甲", place=InParagraph(paragraph=1), method=Method.WORD, reader=Reader(name="测试", version="1"))
    assert ends_paragraph(first, line("乙", 0.1, 0.1)) is False
