"""Rules that a fax has broken into dashes and dots still make a table; nothing is put together on a sound page."""

from collections.abc import Callable
from itertools import cycle

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.ink.broken_rules import mended
from extractors.ink.grid import Rule
from extractors.ink.ocr import OcrSettings
from tests.extractors.test_ruled import EXPECTED, LEVEL, UPRIGHT, form, said, tables

Scan = Callable[..., Image.Image]

# What a fax leaves of a rule, again and again: so many pixels of ink, so many of paper.
WORN = (46, 9, 3, 8, 2, 14, 4, 21, 30, 12, 5, 33)


def worn(page: Image.Image, worn: tuple[int, ...] = WORN) -> Image.Image:
    """Take pieces out of every second rule, as the light line of a fax comes and goes."""
    pen = ImageDraw.Draw(page)
    for level, rules, (start, end) in (
        (True, LEVEL, (UPRIGHT[0], UPRIGHT[-1])),
        (False, UPRIGHT, (LEVEL[0], LEVEL[-1])),
    ):
        for at in rules[::3] if level else rules[-1:]:
            place, inked = start - 4, True
            for step in cycle(worn):
                if place >= end:
                    break
                if not inked:
                    along, across = (place, min(place + step, end)), (at - 2, at + 2)
                    (left, right), (top, bottom) = (along, across) if level else (across, along)
                    pen.rectangle((left, top, right, bottom), fill="white")
                place, inked = place + step, not inked
    return page


def test_a_form_whose_rules_came_in_dashes_and_dots_is_a_table(scan: Scan, ocr: OcrSettings) -> None:
    (table,) = tables(worn(form(scan)), ocr)

    assert said(table) == EXPECTED


@pytest.mark.parametrize("skew", [0.7, -1.1])
def test_however_crooked_it_went_through(scan: Scan, ocr: OcrSettings, skew: float) -> None:
    page = worn(form(scan)).rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    (table,) = tables(page, ocr)

    assert said(table) == EXPECTED


def row(*inked: tuple[int, int], beside: tuple[tuple[int, int], ...] = ()) -> np.ndarray:
    """A small page that is inked on one line, and just beside it."""
    dark = np.zeros((40, 400), "uint8")
    for start, end in inked:
        dark[20, start:end] = 255
    for start, end in beside:
        dark[26, start:end] = 255
    return dark


DOTS = tuple((100 + 10 * number, 103 + 10 * number) for number in range(12))  # to 213
LEFT, RIGHT = Rule(20, 20, 95), Rule(20, 220, 300)
INKED = ((20, 95), *DOTS, (220, 300))


def test_pieces_with_dots_between_them_are_one_rule() -> None:
    level, upright = mended([LEFT, RIGHT], [], row(*INKED), same=7)

    assert Rule(20, 20, 300) in level
    assert upright == []


def test_a_dot_less_may_be_dirt() -> None:
    assert mended([LEFT, RIGHT], [], row((20, 95), *DOTS[1:], (220, 300)), same=7) == ([LEFT, RIGHT], [])


def test_no_gap_wider_than_a_finger_is_bridged() -> None:
    """From 213 to 266 there is nothing, a pixel more than is taken for a break."""
    far = Rule(20, 266, 300)
    level, _ = mended([LEFT, far], [], row((20, 95), *DOTS, (266, 300)), same=7)

    assert Rule(20, 20, 213) in level
    assert not any(rule.start < 213 and rule.end > 266 for rule in level)
    near, _ = mended([LEFT, Rule(20, 265, 300)], [], row((20, 95), *DOTS, (265, 300)), same=7)
    assert Rule(20, 20, 300) in near


def test_a_line_of_print_is_no_rule() -> None:
    """Letters have ink above and below their strokes."""
    level, _ = mended([LEFT, RIGHT], [], row(*INKED, beside=((20, 95), (100, 213), (220, 300))), same=7)

    assert level == [LEFT, RIGHT]
