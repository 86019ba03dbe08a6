"""A date of which the detector found only pieces is read in one piece; nothing is filled in that is lost."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from extractors.ink.cut_dates import whole_dates
from extractors.ink.ocr_engine import Found, Words

PAGE = np.full((400, 1000, 3), 255, dtype="uint8")


def piece(text: str, left: float, right: float, top: float = 100) -> Found:
    return Found(text, 0.98, left, top, right, top + 40)


CUT = [piece("登记机关", 60, 200), piece("2024", 300, 380), piece("年9", 400, 470), piece("23日", 560, 650)]


def told(found: Sequence[Found], answer: str, sureness: float = 0.97) -> tuple[list[str], list[tuple[int, ...]]]:
    """The lines afterwards, and the sizes of the strips that were read once more."""
    looked: list[tuple[int, ...]] = []

    def read(strips: Sequence[Any]) -> list[Words]:
        looked.extend(strip.shape[:2] for strip in strips)
        return [Words(answer, sureness) for _ in strips]

    return [line.text for line in whole_dates(PAGE, found, read)], looked


def test_the_pieces_are_read_as_one_line_from_the_first_to_the_last() -> None:
    """月 lies under a seal: the strip reaches from 300 to 650."""
    assert told(CUT, "2024 年 9 月 23 日") == (["登记机关", "2024年9月23日"], [(41, 351)])


def test_a_strip_that_says_something_else_leaves_the_pieces() -> None:
    """Another month, no whole date, or a day that was there before and is gone."""
    for answer in ("2024年8月23日", "2024年9", "2024年9月2日"):
        assert told(CUT, answer)[0] == ["登记机关", "2024", "年9", "23日"]


def test_a_digit_that_the_pieces_lacked_may_come_to_light() -> None:
    """Of 10 the detector saw the 1 only."""
    cut = [piece("2024年", 300, 400), piece("1", 420, 440), piece("23日", 560, 650)]
    assert told(cut, "2024年10月23日")[0] == ["2024年10月23日"]


def test_whole_dates_and_years_alone_are_not_read_again() -> None:
    whole = [piece("2024年9月", 300, 470), piece("23日", 480, 560), piece("2023", 300, 380, top=200)]
    assert told(whole, "2020年1月1日") == (["2024年9月", "23日", "2023"], [])


def test_what_stands_on_another_row_or_far_away_is_no_piece() -> None:
    """Four heights are 160 pixels: 日 at 640 is further from 年9, which ends at 470."""
    apart = [piece("2024", 300, 380), piece("年9", 400, 470, top=200), piece("23日", 640, 700)]
    assert told(apart, "2024年9月23日") == (["2024", "年9", "23日"], [])
