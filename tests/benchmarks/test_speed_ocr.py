"""The speed of reading is told with the letters it costs."""

from pathlib import Path

import pytest
from PIL import Image

from benchmarks.accuracy_truth import Told
from benchmarks.speed_ocr import Scan, Spent, measure, table
from pipeline.model import Box, Line, Method, OnPage, Page, Reader

BOX = Box(left=0.1, top=0.1, right=0.5, bottom=0.2)


def says(text: str) -> Page:
    place, by = OnPage(page=1, box=BOX), Reader(name="r", version="1")
    return Page(number=1, lines=(Line(text=text, place=place, method=Method.OCR, reader=by),))


def test_every_way_reads_every_page_and_its_wrong_letters_are_counted() -> None:
    """Four printed letters a page, two pages; the second way misreads one letter on each."""
    told = Told(file="f", kind="k", field="x", value="成立日期", quote="成立日期", place=OnPage(page=1, box=BOX))
    pages = [Scan(Path("f"), Image.new("RGB", (10, 10)), (told,))] * 2
    spent = measure(pages, {"ours": lambda _: says("成立日期"), "other": lambda _: says("成立曰期")})
    assert (spent["ours"].wrong, spent["ours"].letters) == (0, 8)
    assert (spent["other"].wrong, spent["other"].letters) == (2, 8)


def test_the_table_tells_seconds_a_page_and_how_many_times_ours() -> None:
    spent = {"ours": Spent(2.0, 4.0, 1, 100), "models": Spent(1.0), "stock": Spent(10.0, 12.0, 2, 100)}
    heads, *rows = table(spent, 2)
    assert [row.split() for row in rows] == [
        ["ours", "1.00", "2.00", "1.00", "1.00%", "100"],
        ["models", "0.50", "0.50"],
        ["stock", "5.00", "6.00", "5.00", "2.00%", "100"],
    ]
    assert "times ours" in heads


def test_a_way_that_reads_nothing_has_all_letters_wrong() -> None:
    told = Told(file="f", kind="k", field="x", value="成立", quote="成立", place=OnPage(page=1, box=BOX))
    spent = measure([Scan(Path("f"), Image.new("RGB", (9, 9)), (told,))], {"none": lambda _: Page(number=1)})
    assert spent["none"].wrong == pytest.approx(2)
