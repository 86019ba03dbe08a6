"""Check boxes on scans: a tick is seen, an empty box stays empty, and a character with a frame is no box."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.ink.check_boxes import with_ticks
from extractors.ink.ocr import OcrSettings, read_picture
from extractors.ink.ocr_engine import Found, Words
from pipeline.model import OnPage

SIZE = 32


def form(font: Path, *pieces: str, size: int = SIZE) -> Image.Image:
    """One printed line; “[ ]” is drawn as an empty box, “[v]” as a box with a tick, “[.]” as one with a speck."""
    page = Image.new("RGB", (1000, 400), "white")
    pen, x, face = ImageDraw.Draw(page), 80, ImageFont.truetype(font, size)
    for piece in pieces:
        if piece[0] != "[":
            pen.text((x, 160), piece, font=face, fill="black")
            x += round(pen.textlength(piece, font=face))
            continue
        left, top, side = x + 3, 164, size - 8
        pen.rectangle((left, top, left + side, top + side), outline="black", width=2)
        if piece == "[v]":
            tick = [(left + 4, top + side // 2), (left + side // 3, top + side - 4), (left + side - 4, top + 4)]
            pen.line(tick, fill="black", width=3)
        elif piece == "[.]":
            pen.rectangle((left + 10, top + 10, left + 12, top + 12), fill="black")
        x += size + 2
    return page


def said(picture: Image.Image, ocr: OcrSettings) -> str:
    found = read_picture(picture, ocr, lambda box, _turned: OnPage(page=1, box=box))
    return "".join("".join(line.text.split()).replace("：", ":") for line in found.lines)


def test_the_tick_is_seen_in_the_box_that_has_it(font: Path, ocr: OcrSettings) -> None:
    assert said(form(font, "是否集团公司：", "[ ]", "是　", "[v]", "否"), ocr) == "是否集团公司:□是☑否"
    assert said(form(font, "是否集团公司：", "[v]", "是　", "[ ]", "否"), ocr) == "是否集团公司:☑是□否"


def test_a_framed_character_beside_the_boxes_is_read_as_what_it_is(font: Path, ocr: OcrSettings) -> None:
    """国 has a frame with ink inside, as a ticked box has."""
    picture = form(font, "组织类型：", "[ ]", "国有　", "[v]", "民营　", "[ ]", "外国投资")
    assert said(picture, ocr) == "组织类型:□国有☑民营□外国投资"


def test_boxes_before_names_are_seen_although_nothing_asks_yes_or_no(font: Path, ocr: OcrSettings) -> None:
    picture = form(font, "申报奖项：", "[ ]", "无何区政府质量奖　", "[v]", "无何区管理创新奖")
    assert said(picture, ocr) == "申报奖项:□无何区政府质量奖☑无何区管理创新奖"


def test_a_ticked_choice_that_stands_apart_is_ticked(font: Path, ocr: OcrSettings) -> None:
    """The choices stand so far apart that each is a line of its own, and the reader sees no box in the one with ink."""
    assert said(form(font, "[ ]", "大型　　　", "[v]", "中型　　　", "[ ]", "小型"), ocr) == "□大型☑中型□小型"


def test_untouched_boxes_are_not_ticked(font: Path, ocr: OcrSettings) -> None:
    assert "☑" not in said(form(font, "是否集团公司：", "[ ]", "是　", "[ ]", "否"), ocr)


@pytest.mark.parametrize("speck", ["[.]"])
def test_a_speck_in_a_box_is_no_tick(font: Path, ocr: OcrSettings, speck: str) -> None:
    assert "☑" not in said(form(font, "是否集团公司：", speck, "是　", "[ ]", "否"), ocr)


def test_a_line_that_reads_otherwise_without_the_ink_stays_as_it_was(font: Path) -> None:
    """The reader says 国 with the ink and 口 without: the frame is a character's."""
    picture = form(font, "是　", "[ ]", "否", "[v]")
    line = Found("□是国否", 0.9, 70, 150, 320, 205)
    seen: list[int] = []

    def read(strips: Sequence[Any]) -> list[Words]:
        darkest = max(int((255 - strip).sum()) for strip in strips)
        seen.append(len(strips))
        return [Words("□是国否" if int((255 - strip).sum()) == darkest else "□是口否", 0.99) for strip in strips]

    assert with_ticks(np.asarray(picture), [line], read) == [line]
    assert seen == [2]  # as it is, and with the ink of the one frame wiped away


def test_lines_without_boxes_are_not_read_again(font: Path) -> None:
    picture = form(font, "注册地址：", "乌有市南柯路１号")
    line = Found("注册地址：乌有市南柯路1号", 0.99, 70, 150, 600, 205)

    def read(strips: Sequence[Any]) -> list[Words]:
        raise AssertionError(strips)

    assert with_ticks(np.asarray(picture), [line], read) == [line]
