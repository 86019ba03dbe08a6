"""A scanned page is read as printed, whichever way it lies."""

import contextlib
import math
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from subprocess import run

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw

from extractors.ink.ocr import OcrSettings, _engine, _read_upright, in_reading_order, read_picture, turn_box
from extractors.ink.ocr_engine import Engine, Found, Words
from extractors.ink.ocr_seals import look_again, without_seals
from extractors.ink.seals import FoundSeal
from extractors.ink.seen import Seen
from pipeline.errors import ToolMissing
from pipeline.model import Box, Method, OnPage, SealColour, SealShape

Scan = Callable[..., Image.Image]

CERTIFICATE = {
    (80, 60): "质量管理体系认证证书",
    (80, 140): "组织名称：青石精密机械（示例）有限公司",
    (80, 220): "统一社会信用代码：91310000MA1FL0000X",
    (80, 300): "有效期至：2026年03月17日",
    (80, 380): "认证范围：精密机械零部件的设计和生产",
    (80, 460): "发证机构：示例认证中心",
}


def seen(picture: Image.Image, ocr: OcrSettings) -> Seen:
    return read_picture(picture, ocr, lambda box, _turned: OnPage(page=1, box=box))


def texts(found: Seen) -> list[str]:
    return [line.text for line in found.lines]


@pytest.mark.parametrize("lying", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_lies(scan: Scan, ocr: OcrSettings, lying: int) -> None:
    """PIL turns counter-clockwise; what was turned so far must be turned back clockwise just as far."""
    found = seen(scan(CERTIFICATE).rotate(lying, expand=True), ocr)
    assert found.turned == lying
    assert (found.width, found.height) == (1000, 700)
    assert texts(found) == list(CERTIFICATE.values())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells where a thread may run")
def test_no_thread_is_bound_to_a_core_while_it_reads(scan: Scan, ocr: OcrSettings) -> None:
    """Bound, the readers of all worker processes would wait for one core while the others are idle."""
    page, done, allowed = scan(CERTIFICATE), threading.Event(), set[str]()

    def look() -> None:
        while not done.wait(0.001):
            for task in Path("/proc/self/task").iterdir():
                with contextlib.suppress(OSError):  # it ended meanwhile
                    lines = (task / "status").read_text().splitlines()
                    allowed.update(line for line in lines if line.startswith("Cpus_allowed_list"))

    seen(page, ocr)  # while the models are loaded, threads may be bound
    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(3):
        seen(page, ocr)
    done.set()
    looking.join()
    assert len(allowed) == 1, allowed


class Misled(Engine):
    """The real models, but for a classifier that is sure of the wrong turn."""

    def angle(self, pixels: object) -> tuple[int, float]:
        assert pixels is not None
        return 180, 0.99


def test_a_page_that_makes_no_sense_upside_down_is_turned_again(scan: Scan, ocr: OcrSettings) -> None:
    found = _read_upright(Misled(*_engine(ocr)), np.asarray(scan(CERTIFICATE)))
    assert found.turned == 0
    assert [line.text for line in found.lines] == list(CERTIFICATE.values())


class MisledSideways(Engine):
    """The real models, but for a classifier that is sure of a quarter turn too few."""

    def angle(self, pixels: object) -> tuple[int, float]:
        assert pixels is not None
        return 90, 0.99


def test_a_page_that_lies_on_its_side_is_turned_though_its_words_are_read(scan: Scan, ocr: OcrSettings) -> None:
    """Each line is set upright before it is read, so a lying page reads as well; its columns would be its rows."""
    found = _read_upright(MisledSideways(*_engine(ocr)), np.asarray(scan(CERTIFICATE)))
    assert found.turned == 0
    assert [line.text for line in found.lines] == list(CERTIFICATE.values())


def test_boxes_lie_where_the_words_are_printed(scan: Scan, ocr: OcrSettings) -> None:
    """The title begins at 80 of 1000 pixels and is 10 characters of 32 pixels wide, at 60 of 700 from the top."""
    place = seen(scan(CERTIFICATE).rotate(90, expand=True), ocr).lines[0].place
    assert isinstance(place, OnPage)
    assert place.box.left == pytest.approx(0.08, abs=0.015)
    assert place.box.right == pytest.approx(0.4, abs=0.015)
    assert place.box.top == pytest.approx(60 / 700, abs=0.015)


def test_two_columns_are_never_glued(scan: Scan, ocr: OcrSettings) -> None:
    """Labels and values of a licence stand in two columns; no line holds words of both."""
    left = ["名称：青石机械", "类型：有限责任公司", "法定代表人：林示例"]
    right = ["注册资本：伍佰万元整", "成立日期：2015年12月01日", "营业期限：长期"]
    page = {(60, 80 + 90 * row): text for row, text in enumerate(left)}
    page |= {(560, 80 + 90 * row): text for row, text in enumerate(right)}
    assert texts(seen(scan(page), ocr)) == [text for row in zip(left, right, strict=True) for text in row]


def test_lines_say_who_read_them_and_how_surely(scan: Scan, ocr: OcrSettings) -> None:
    line = seen(scan(CERTIFICATE), ocr).lines[0]
    assert line.method is Method.OCR
    assert line.reader.name == "PP-OCRv6-small/openvino"
    assert line.reader.version.startswith("3.7")
    assert 0.9 < line.confidence <= 1


def test_a_line_under_a_red_seal_is_marked_and_its_neighbours_are_not(scan: Scan, ocr: OcrSettings) -> None:
    """The seal's ring crosses the sixth line only."""
    page = scan(CERTIFICATE)
    ImageDraw.Draw(page).ellipse((350, 430, 550, 630), outline=(220, 30, 30), width=8)
    assert [line.sealed for line in seen(page, ocr).lines] == [False] * 5 + [True]


def test_a_date_under_a_seal_is_read_whole(scan: Scan, ocr: OcrSettings) -> None:
    """Red ink lies on paper and print alike; black print under it stays dark in the red channel."""
    page = scan({(80, 80): "登记机关", (420, 500): "2021 年 12 月 14 日"})
    ring = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ring)
    pen.ellipse((480, 330, 740, 590), outline=(220, 60, 60), width=14)
    pen.regular_polygon((610, 460, 40), 5, fill=(220, 60, 60))
    lines = seen(ImageChops.darker(page, ring), ocr).lines
    assert [(line.text.replace(" ", ""), line.sealed) for line in lines] == [
        ("登记机关", False),
        ("2021年12月14日", True),
    ]


def test_a_long_screenshot_is_read_to_its_end_and_no_line_twice(scan: Scan, ocr: OcrSettings) -> None:
    """Forty lines on a strip eight times as high as wide; some of them lie where it is cut."""
    strip = {(40, 40 + 100 * row): f"公示第{row + 10}行内容" for row in range(40)}
    assert texts(seen(scan(strip, (500, 4040)), ocr)) == list(strip.values())


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3)])
def test_a_sliver_of_a_picture_is_no_trouble(ocr: OcrSettings, size: tuple[int, int]) -> None:
    assert seen(Image.new("RGB", size, "white"), ocr).lines == ()


def test_a_second_reading_under_a_seal_stands_beside_the_first() -> None:
    """Much surer: it comes first. Otherwise it is an alternative, and nothing at all when it cannot be believed."""
    pixels = np.full((300, 300, 3), 255, dtype="uint8")
    pixels[100:200, 100:200] = (220, 30, 30)
    stamp = FoundSeal(SealShape.ROUND, SealColour.RED, 150, 150, 50, 50)
    line = Found("2028年", 0.9, 110, 140, 190, 160)

    def again(text: str, confidence: float) -> tuple[str, tuple[str, ...], bool]:
        (found,) = look_again(pixels, [line], [stamp], lambda strips: [Words(text, confidence) for _ in strips])
        return found.text, found.alternatives, found.sealed

    assert again("2023年", 0.99) == ("2023年", ("2028年",), True)
    assert again("2023年", 0.92) == ("2028年", ("2023年",), True)
    assert again("2023年", 0.5) == ("2028年", (), True)
    assert again("2028 年", 0.99) == ("2028年", (), True)
    assert again("202", 0.99) == ("2028年", ("202",), True)


def test_taking_a_seal_away_leaves_print_and_paper_as_they_were() -> None:
    """Half bright red ink on grey paper, and a black stroke across both."""
    pixels = np.full((200, 200, 3), 230, dtype="uint8")
    pixels[60:140, 60:140] = (190, 60, 60)
    pixels[98:102, 20:180] = 20
    clean = without_seals(pixels, [FoundSeal(SealShape.SQUARE, SealColour.RED, 100, 100, 44, 44)])
    assert (clean[70:90, 70:130] >= 222).all()
    assert (clean[99:101, 65:135] < 40).all()
    assert (clean[:50] == pixels[:50]).all()


def test_an_empty_picture_has_no_lines(ocr: OcrSettings) -> None:
    assert seen(Image.new("RGB", (400, 300), "white"), ocr).lines == ()


_ALONE = """
import socket, sys
from PIL import Image
from extractors.ink.ocr import OcrSettings, _engine, _read_upright, read_picture
from pipeline.model import OnPage

def refuse(*_, **__):
    raise AssertionError("the reader reached for the network")

socket.socket.connect = socket.getaddrinfo = refuse
seen = read_picture(Image.open(sys.argv[1]), OcrSettings(threads=1), lambda box, _: OnPage(page=1, box=box))
print(seen.lines[0].text, "openvino_telemetry" in sys.modules and sys.modules["openvino_telemetry"])
"""


def test_reading_reaches_for_nothing_and_leaves_nothing_behind(scan: Scan, tmp_path: Path) -> None:
    """No connection, and no file in the user's home: both runtimes would note a device there and report its use."""
    home, page = tmp_path / "home", tmp_path / "page.png"
    home.mkdir()
    scan({(80, 80): "营业执照"}).save(page)
    ours = {"HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2]), "PATH": os.environ["PATH"]}
    done = run([sys.executable, "-c", _ALONE, str(page)], env=ours, check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("营业执照 None\n", "")
    assert list(home.rglob("*")) == []


def test_the_slower_runtime_reads_the_same(scan: Scan) -> None:
    found = seen(scan(CERTIFICATE).rotate(180), OcrSettings(engine="onnxruntime", threads=1))
    assert texts(found) == list(CERTIFICATE.values())
    assert found.lines[0].reader.name == "PP-OCRv6-small/onnxruntime"


def test_a_missing_model_folder_is_named(scan: Scan, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("models")
    with pytest.raises(ToolMissing, match=r"inference\.onnx"):
        seen(scan(CERTIFICATE), OcrSettings(models=empty))


def test_rows_are_read_from_the_top_and_each_from_the_left() -> None:
    """The right line hangs two pixels higher than the left one and still follows it."""
    right = Found("右", 1.0, 300, 98, 400, 120)
    left = Found("左", 1.0, 20, 100, 120, 122)
    below = Found("下", 1.0, 20, 140, 120, 162)
    assert [line.text for line in in_reading_order([below, right, left])] == ["左", "右", "下"]


def test_rows_of_a_page_that_lies_askew_are_still_rows() -> None:
    """Two degrees over 1000 pixels are 35 pixels, more than a line is high."""
    slant, drop = 2.0, 1000 * math.tan(math.radians(2))
    lines = [
        Found(text, 1.0, left, top + (drop if left else 0), left + 60, top + (drop if left else 0) + 22, slant=slant)
        for text, left, top in (("甲", 0, 100), ("乙", 1000, 100), ("丙", 0, 130), ("丁", 1000, 130))
    ]
    assert [line.text for line in in_reading_order(lines[::-1])] == ["甲", "乙", "丙", "丁"]


def test_a_box_turned_four_quarters_is_back_where_it_was() -> None:
    box = Box(left=0.1, top=0.2, right=0.3, bottom=0.6)
    assert turn_box(box, 90) == Box(left=0.4, top=0.1, right=0.8, bottom=0.3)
    assert turn_box(turn_box(box, 90), 270) == box
    assert turn_box(turn_box(box, 180), 180) == box
    assert turn_box(box, 0) == box
