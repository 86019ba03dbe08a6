"""A seal is found by its ink and its ring, and says what stands on it or nothing."""

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.ink.ocr import OcrSettings, read_picture
from extractors.ink.ocr_engine import Found, Words
from extractors.ink.ocr_seals import under_grey
from extractors.ink.seal_letters import SealWords
from extractors.ink.seal_words import said, told_apart
from extractors.ink.seals import FoundSeal
from pipeline.model import OnPage, Seal, SealColour, SealShape
from samples.ink import seal
from tests.extractors.conftest import RED, Press

BLUE, GOLD = (40, 60, 190), (200, 165, 90)
NAME = "青石市无何区市场监督管理局"


def paper() -> Image.Image:
    return Image.new("RGB", (1240, 1754), "white")


def seals(page: Image.Image, ocr: OcrSettings) -> tuple[Seal, ...]:
    return read_picture(page, ocr, lambda box, _turned: OnPage(page=1, box=box)).seals


@pytest.mark.parametrize("turned", [0, 12, 90, 200])
def test_the_name_on_the_rim_is_read_whichever_way_the_seal_was_pressed(
    press: Press, ocr: OcrSettings, turned: float
) -> None:
    (found,) = seals(press(paper(), (800, 1300), NAME, turned=turned), ocr)
    assert (found.text, found.line, found.shape, found.colour) == (NAME, "", SealShape.ROUND, SealColour.RED)
    assert found.confidence > 0.95


@pytest.mark.parametrize("letter", ["亡", "广"])
def test_a_rare_letter_of_a_small_seal_is_told_from_its_common_twin(ocr: OcrSettings, letter: str) -> None:
    name = f"上海市徐汇区{letter}是质量检测研究院"
    page = paper()
    plate = seal(name, size=260)
    page.paste(plate, (600, 1000), plate)
    assert [one.text for one in seals(page, ocr)] == [name]


def test_the_box_of_a_seal_is_its_ring(press: Press, ocr: OcrSettings) -> None:
    """The ring is 290 pixels wide around 800, 1300 on a page of 1240 by 1754."""
    place = seals(press(paper(), (800, 1300), NAME), ocr)[0].place
    assert isinstance(place, OnPage)
    assert place.box.left == pytest.approx(655 / 1240, abs=0.004)
    assert place.box.right == pytest.approx(945 / 1240, abs=0.004)
    assert place.box.top == pytest.approx(1155 / 1754, abs=0.004)
    assert place.box.bottom == pytest.approx(1445 / 1754, abs=0.004)


def test_the_line_in_the_middle_is_read_apart_from_the_name(press: Press, ocr: OcrSettings) -> None:
    (found,) = seals(press(paper(), (500, 1300), "乌有质量认证有限公司", "认证专用章", turned=30), ocr)
    assert (found.text, found.line) == ("乌有质量认证有限公司", "认证专用章")


def test_a_blue_seal_is_told_from_a_red_one(press: Press, ocr: OcrSettings) -> None:
    page = press(press(paper(), (300, 400), "南柯会计师事务所", ink=BLUE), (900, 1400), NAME)
    assert [(one.text, one.colour) for one in seals(page, ocr)] == [
        ("南柯会计师事务所", SealColour.BLUE),
        (NAME, SealColour.RED),
    ]


def test_black_print_under_a_seal_does_not_enter_its_name(press: Press, scan: Press, ocr: OcrSettings) -> None:
    page = scan({(420, 1250): "登记机关　2024 年 11 月 28 日"}, (1240, 1754))
    assert [one.text for one in seals(press(page, (600, 1300), NAME), ocr)] == [NAME]


def test_a_seal_that_cannot_be_read_is_reported_without_words(press: Press, ocr: OcrSettings) -> None:
    """Strokes that are no characters stand where the name should be."""
    page = press(paper(), (600, 900), "")
    pen = ImageDraw.Draw(page)
    for number in range(-6, 7):
        turn = math.radians(20 * number)
        x, y = 600 + 118 * math.sin(turn), 900 - 118 * math.cos(turn)
        pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=RED)
    (found,) = seals(page, ocr)
    assert (found.text, found.shape) == ("", SealShape.ROUND)


def test_two_seals_across_each_other_are_two_and_never_read_wrongly(press: Press, ocr: OcrSettings) -> None:
    names = (NAME, "乌有控股集团有限公司")
    found = seals(press(press(paper(), (600, 900), names[0]), (760, 950), names[1]), ocr)
    assert len(found) == 2
    assert {one.text for one in found} <= {*names, ""}


def test_an_oval_seal_and_a_square_one_have_their_shapes(ocr: OcrSettings, font: Path) -> None:
    page = paper()
    pen = ImageDraw.Draw(page)
    letters = ImageFont.truetype(font, 26)
    pen.ellipse((200, 300, 500, 510), outline=RED, width=6)
    pen.text((350, 375), "乌有机械有限公司", font=letters, fill=RED, anchor="mm")
    pen.text((350, 430), "发票专用章", font=letters, fill=RED, anchor="mm")
    pen.rectangle((800, 1300, 940, 1440), outline=RED, width=6)
    pen.text((835, 1335), "舒", font=ImageFont.truetype(font, 54), fill=RED, anchor="mm")
    pen.text((905, 1335), "印", font=ImageFont.truetype(font, 54), fill=RED, anchor="mm")
    pen.text((870, 1405), "克己", font=ImageFont.truetype(font, 50), fill=RED, anchor="mm")
    assert [(one.shape, one.text, one.line) for one in seals(page, ocr)] == [
        (SealShape.OVAL, "乌有机械有限公司", "发票专用章"),
        (SealShape.SQUARE, "", ""),
    ]


def oval(page: Image.Image, font: Path, name: str, line: str) -> Image.Image:
    """Press an oval seal of 310 by 210 pixels at (350, 405): its name in small letters, below it what it is for."""
    pen = ImageDraw.Draw(page)
    pen.ellipse((195, 300, 505, 510), outline=RED, width=6)
    pen.text((350, 375), name, font=ImageFont.truetype(font, 18), fill=RED, anchor="mm")
    pen.text((350, 440), line, font=ImageFont.truetype(font, 32), fill=RED, anchor="mm")
    return page


def coarse(page: Image.Image) -> Image.Image:
    """Keep colours as pictures are stored: two by two points share one."""
    light, *colours = page.convert("YCbCr").split()
    small = [one.resize((one.width // 2, one.height // 2), Image.Resampling.BOX) for one in colours]
    return Image.merge("YCbCr", (light, *(one.resize(page.size) for one in small))).convert("RGB")


@pytest.mark.parametrize("line", ["合同专用章", "质量检验专用章"])  # the longer one reaches as far out as a name does
def test_the_small_name_above_the_line_of_an_oval_seal_is_read(font: Path, ocr: OcrSettings, line: str) -> None:
    (found,) = seals(coarse(oval(paper(), font, "青石市乌有质量检测研究院", line)), ocr)
    assert (found.shape, found.text, found.line) == (SealShape.OVAL, "青石市乌有质量检测研究院", line)


def test_print_across_an_oval_seal_is_not_its_name(font: Path, ocr: OcrSettings) -> None:
    """The row where a name would stand is black print that runs through the seal."""
    page = oval(paper(), font, "", "合同专用章")
    letters = ImageFont.truetype(font, 30)
    ImageDraw.Draw(page).text((210, 375), "子虚机械有限公司", font=letters, fill="black", anchor="lm")
    (found,) = seals(page, ocr)
    assert (found.text, found.line) == ("", "合同专用章")


def test_the_sign_of_a_seal_read_as_another_letter_makes_no_name(font: Path, ocr: OcrSettings) -> None:
    (found,) = seals(oval(paper(), font, "", "合同专用意"), ocr)
    assert (found.text, found.line) == ("", "合同专用意")


def test_a_strip_of_a_seal_at_the_edge_is_called_that(press: Press, ocr: OcrSettings) -> None:
    """A quarter of a seal, as bound pages carry it: its middle lies beyond the right edge."""
    (found,) = seals(press(paper(), (1240 + 75, 800), NAME), ocr)
    assert (found.shape, found.text) == (SealShape.PART, "")


def test_a_narrow_strip_is_one_although_its_letters_and_its_star_stand_apart(press: Press, ocr: OcrSettings) -> None:
    """Two letters, two points of the star and two more letters of a seal whose ring was pressed too lightly to show."""
    page = press(paper(), (1240 + 70, 800), NAME)
    ImageDraw.Draw(page).ellipse((1310 - 149, 800 - 149, 1310 + 149, 800 + 149), outline="white", width=16)
    (found,) = seals(page, ocr)
    assert (found.shape, found.text) == (SealShape.PART, "")


def test_a_strip_ends_where_the_paper_ends_on_the_glass_of_a_scanner(
    press: Press, font: Path, ocr: OcrSettings
) -> None:
    page = press(written(font), (1200 + 75, 1300), NAME)
    ImageDraw.Draw(page).rectangle((1200, 0, 1240, 1754), fill="black")
    (found,) = seals(page, ocr)
    assert (found.shape, found.text) == (SealShape.PART, "")


def test_red_print_that_runs_to_the_edge_is_no_strip(ocr: OcrSettings, font: Path) -> None:
    page = paper()
    ImageDraw.Draw(page).text((1235, 800), "荣誉证书", font=ImageFont.truetype(font, 160), fill=RED, anchor="rm")
    assert seals(page, ocr) == ()


def test_headlines_frames_marks_and_gold_are_no_seals(ocr: OcrSettings, font: Path) -> None:
    page = paper()
    pen = ImageDraw.Draw(page)
    pen.rectangle((30, 30, 1210, 1724), outline=RED, width=18)
    pen.text((620, 180), "荣誉证书", font=ImageFont.truetype(font, 110), fill=RED, anchor="mm")
    pen.ellipse((200, 300, 400, 500), outline=RED, width=40)  # a printed mark has a thick rim
    pen.text((300, 400), "FW", font=ImageFont.truetype(font, 60), fill=RED, anchor="mm")
    pen.ellipse((560, 300, 680, 420), fill=RED)  # an emblem
    pen.ellipse((800, 900, 1060, 1160), outline=GOLD, width=7)
    pen.text((930, 1030), "优秀企业", font=ImageFont.truetype(font, 50), fill=GOLD, anchor="mm")
    assert seals(page, ocr) == ()


def grey(page: Image.Image) -> Image.Image:
    """A copy without colours."""
    return page.convert("L").convert("RGB")


def written(font: Path) -> Image.Image:
    """A page with a paragraph and a ruled table, as dark as seals are on a grey copy."""
    page = paper()
    pen = ImageDraw.Draw(page)
    for row in range(12):
        pen.text(
            (120, 120 + 44 * row),
            "本单位近三年未发生质量安全环保等事故",
            font=ImageFont.truetype(font, 30),
            fill="black",
        )
    for row in range(5):
        pen.line((120, 700 + 60 * row, 1100, 700 + 60 * row), fill="black", width=3)
    for column in (120, 500, 1100):
        pen.line((column, 700, column, 940), fill="black", width=3)
    return page


def test_a_seal_on_a_grey_copy_is_known_by_its_ring_and_its_name(press: Press, font: Path, ocr: OcrSettings) -> None:
    (found,) = seals(grey(press(written(font), (800, 1300), NAME)), ocr)
    assert (found.text, found.shape, found.colour) == (NAME, SealShape.ROUND, SealColour.GREY)


def test_a_line_under_a_grey_seal_is_marked_and_its_neighbours_are_not() -> None:
    """The seal lies from 900 to 1100 across and from 400 to 600 down; the corner of its square is outside of it."""
    seal = FoundSeal(SealShape.ROUND, SealColour.GREY, 1000, 500, 100, 100)
    edges = [(700, 480, 950, 520), (700, 480, 890, 520), (700, 610, 1300, 650), (700, 380, 920, 420)]
    lines = [Found("某区应急管理局", 0.99, *each) for each in edges]
    assert [line.sealed for line in under_grey(lines, [seal])] == [True, False, False, False]
    assert under_grey(lines, [seal._replace(colour=SealColour.RED)]) == lines


def test_print_and_rules_on_a_grey_copy_are_no_seals(font: Path, ocr: OcrSettings) -> None:
    page = grey(written(font))
    ImageDraw.Draw(page).ellipse((700, 1150, 990, 1440), outline=(90, 90, 90), width=7)  # a ring that says nothing
    assert seals(page, ocr) == ()


@pytest.mark.parametrize(
    ("edges", "kept"),
    [
        ((700, 480, 1080, 520), True),  # “某某局” and its date run from the left into the ring
        ((930, 550, 1300, 590), True),
        ((700, 480, 890, 520), False),  # beside a mark, up to its rim
        ((950, 480, 1050, 520), False),  # inside of it, as the letters of a mark stand
        ((700, 610, 1300, 650), False),  # below it
    ],
)
def test_a_grey_ring_without_words_is_a_seal_where_print_runs_into_it(
    edges: tuple[float, float, float, float], kept: bool
) -> None:
    ring = FoundSeal(SealShape.ROUND, SealColour.GREY, 1000, 500, 100, 100), SealWords()
    assert told_apart([ring], [Found("某区应急管理局", 0.99, *edges)]) == ([ring] if kept else [])


@pytest.mark.parametrize(
    ("colour", "across", "kept"),
    [
        (SealColour.GREY, 186, True),
        (SealColour.GREY, 187, False),
        (SealColour.RED, 187, True),
        (SealColour.BLUE, 100, False),
    ],
)
def test_a_ring_nobody_can_read_may_be_a_seal_no_wider_than_seals_are(
    colour: SealColour, across: int, *, kept: bool
) -> None:
    """Half of 6 cm on a sheet of 21 cm is 0.15 of its width, 186 of 1240 pixels; wider grey rings are of a table."""
    page = np.full((1754, 1240, 3), 255, "uint8")
    for angle in range(0, 360, 6):  # letters that no reader knows, all around
        turn = math.radians(angle)
        near, far = (
            (round(620 + share * across * math.cos(turn)), round(800 + share * across * math.sin(turn)))
            for share in (0.65, 0.9)
        )
        cv2.line(page, near, far, {SealColour.RED: RED, SealColour.BLUE: BLUE}.get(colour, (60, 60, 60)), 7)
    ring = FoundSeal(SealShape.ROUND, colour, 620, 800, across, across)

    assert bool(said(page, [ring], lambda strips: [Words("", 0.0) for _ in strips])) is kept


def test_red_seals_need_no_print_and_a_grey_one_with_words_neither() -> None:
    red = FoundSeal(SealShape.ROUND, SealColour.RED, 1000, 500, 100, 100), SealWords()
    grey_one = FoundSeal(SealShape.ROUND, SealColour.GREY, 300, 500, 100, 100), SealWords("某区应急管理局", "", 0.99)
    assert told_apart([red, grey_one], []) == [red, grey_one]


def test_print_across_the_middle_of_a_grey_seal_is_not_its_line(press: Press, font: Path, ocr: OcrSettings) -> None:
    page = grey(press(written(font), (800, 1300), NAME))
    ImageDraw.Draw(page).text((740, 1340), "三月五日", font=ImageFont.truetype(font, 30), fill="black")
    assert [found.line for found in seals(page, ocr)] == [""]
