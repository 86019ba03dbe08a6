"""What happens to a page on its way: the ink moves, and its box moves with it."""

import io
import random
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.model import OnPage, TextValue
from samples.ink import seal
from samples.ledger import Ledger, Printed
from samples.legible import overlaid
from samples.paint import Canvas, words_on
from samples.recipe import Recipe, Weathered, draw_recipe, recipes
from samples.render import scanned
from samples.scanpack import Layer, garble, garbled_text, miscount
from samples.sheets import Sheets
from samples.weather import to_pdf, upright, weather, weather_paper

COMPANY = "上海子虚精密仪器有限公司"
UNMARKED = {"watermark": 0.0, "specks": (0, 0), "pen": 0.0, "mosaic": 0.0, "white_words": 0.0, "plastic": (0, 0)}


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # the same pixels every time are the point


def page() -> tuple[Any, tuple[Printed, ...]]:
    """White paper with four dark words far from each other and from where seals are pressed."""
    canvas, ledger = Canvas(210, 297, dpi=150), Ledger("other")
    for x, y, text in ((25, 30, "子虚"), (150, 34, "乌有先生"), (30, 180, "南柯一梦"), (150, 215, "2026年")):
        box = canvas.text(x, y, text, size=9, bold=0.05)
        ledger.put("entity.name", TextValue(text=text), text, canvas.at(box))
    return canvas.picture, tuple(ledger.printed)


def dark_share(picture: Any, box: tuple[float, float, float, float]) -> float:
    """How much of a rectangle is clearly darker than the paper around it."""
    import numpy as np

    pixels = np.asarray(picture.convert("L"), "float32")
    tall, wide = pixels.shape
    left, top, right, bottom = (round(at * side) for at, side in zip(box, (wide, tall, wide, tall), strict=True))
    part = pixels[max(top, 0) : bottom, max(left, 0) : right]
    around = pixels[max(top - 60, 0) : bottom + 60, max(left - 60, 0) : right + 60]
    return float((part < np.percentile(around, 75) - 50).mean())


@pytest.mark.parametrize("name", sorted(recipes()))
def test_after_every_recipe_the_ink_is_inside_its_box_and_not_around_it(name: str) -> None:
    picture, printed = page()
    came = weather(picture, printed, dice(11), recipes()[name].model_copy(update=UNMARKED))
    straight = upright(came)
    assert len(came.printed) == len(printed)
    for fact in came.printed:
        if not fact.legible:
            continue
        assert isinstance(fact.place, OnPage)
        box = fact.place.box
        assert dark_share(straight, (box.left, box.top, box.right, box.bottom)) > 0.15, (name, fact.quote)
        for outside in (
            (box.left, box.top - 0.014, box.right, box.top - 0.004),
            (box.left, box.bottom + 0.004, box.right, box.bottom + 0.014),
        ):
            assert dark_share(straight, outside) < 0.03, (name, fact.quote)


@pytest.mark.parametrize("name", sorted(recipes()))
def test_the_same_seed_gives_the_same_bytes_of_a_usual_size(name: str) -> None:
    picture, printed = page()
    first, again = (weather(picture, printed, dice(4), name, company=COMPANY) for _ in range(2))
    assert first.jpeg() == again.jpeg()
    assert first.printed == again.printed
    assert 30_000 < len(first.jpeg()) < 400_000


def test_a_turned_page_lies_on_its_side_until_it_is_turned_back() -> None:
    picture, printed = page()
    came = weather(picture, printed, dice(1), "turned_90")
    assert came.turned == 90
    assert came.picture.width > came.picture.height
    assert upright(came).width < upright(came).height


def test_ink_under_glare_is_not_asked_of_any_reader_and_ink_beside_it_is() -> None:
    picture, printed = page()
    white = Recipe(share=0, glare=(4.0, 4.0))
    assert not any(fact.legible for fact in weather(picture, printed, dice(2), white).printed)
    assert all(fact.legible for fact in weather(picture, printed, dice(2), Recipe(share=0)).printed)


def test_the_companys_seal_reddens_a_stamped_copy_and_not_a_clean_scan() -> None:
    import numpy as np

    picture, printed = page()
    red = {}
    for name in ("stamped_copy", "clean_scan"):
        came = weather(picture, printed, dice(5), name, company=COMPANY)
        pixels = np.asarray(came.picture, "int16")
        red[name] = float((pixels[..., 0] - pixels[..., 1] > 60).mean())
    assert red["stamped_copy"] > 0.002
    assert red["clean_scan"] == 0


def test_a_paper_of_two_pages_keeps_each_fact_on_its_page_and_its_ledger_moves_along() -> None:
    picture, printed = page()
    ledger = Ledger("other")
    for number in (1, 2):
        for fact in printed:
            assert isinstance(fact.place, OnPage)
            ledger.put(fact.field, fact.value, fact.quote, fact.place.model_copy(update={"page": number}))
    before = list(ledger.printed)
    pages = weather_paper([picture, picture], ledger, dice(3), "skewed_scan")  # no company, no seals
    assert len(pages) == 2
    assert [fact.quote for fact in ledger.printed] == [fact.quote for fact in before]
    assert [fact.place.page for fact in ledger.printed if isinstance(fact.place, OnPage)] == [1] * 4 + [2] * 4
    assert all(now.place != was.place for now, was in zip(ledger.printed, before, strict=True))


def test_conditions_come_in_their_shares_and_sum_to_a_hundred() -> None:
    assert sum(one.share for one in recipes().values()) == 100
    rng = dice(1)
    drawn = [draw_recipe(rng) for _ in range(2000)]
    assert 0.24 < drawn.count("clean_scan") / 2000 < 0.32


def _text(pdf: bytes) -> tuple[int, str]:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document), "".join(one.get_textpage().get_text_range() for one in document)


def _scans() -> list[Weathered]:
    picture, printed = page()
    return [weather(picture, printed, dice(n), "clean_scan") for n in range(2)]


def _dated() -> list[Weathered]:
    canvas = Canvas(210, 297, dpi=150)
    canvas.text(30, 30, "2015年4月6日至2018年4月5日", size=5)
    return [weather(canvas.picture, (), dice(1), "clean_scan")]


def test_pictures_are_packed_one_on_a_page_without_words_or_with_all_the_words_of_the_page() -> None:
    canvas = Canvas(210, 297, dpi=150)
    canvas.text(30, 30, "与任何事实无关的说明文字", size=5)
    scan = weather(canvas.picture, (), dice(1), "clean_scan")
    assert _text(to_pdf([scan, scan])) == (2, "")
    count, true = _text(to_pdf([scan, scan], layer="true"))
    assert count == 2
    assert true.count("与任何事实无关的说明文字") == 2


def test_the_words_of_a_layer_lie_where_the_ink_is() -> None:
    import pypdfium2

    scan = _scans()[0]
    box = scan.words[0].box
    with pypdfium2.PdfDocument(to_pdf([scan], layer="true")) as document:
        wide, tall = document[0].get_size()
        letters = document[0].get_textpage()
        assert letters.count_rects() == 4
        left, bottom, right, _ = letters.get_rect(0)
    assert abs(left / wide - box.left) < 0.01
    assert abs(right / wide - box.right) < 0.01
    assert abs((1 - bottom / tall) - box.bottom) < 0.015


@pytest.mark.parametrize("layer", ["garbled", "wrong"])
def test_a_bad_layer_has_as_many_letters_as_a_true_one_and_not_the_same(layer: Layer) -> None:
    (_, true), (_, bad) = (_text(to_pdf(_dated(), layer=one)) for one in ("true", layer))
    assert len(bad) == len(true)
    assert bad != true


def test_a_wrong_layer_has_the_right_letters_and_other_figures() -> None:
    told = miscount("2015年4月6日有效期至2018年4月5日", dice(1))
    assert "年" in told
    assert told != "2015年4月6日有效期至2018年4月5日"
    assert "".join(one for one in told if not one.isdigit()) == "年月日有效期至年月日"


def test_a_partial_layer_has_the_small_words_and_not_the_title() -> None:
    canvas = Canvas(210, 297, dpi=150)
    canvas.text(60, 30, "营业执照", size=14)
    for row in range(5):
        canvas.text(30, 80 + 10 * row, "成立日期二〇一五年", size=5)
    scan = weather(canvas.picture, (), dice(1), "clean_scan")
    _, words = _text(to_pdf([scan], layer="partial"))
    assert words.count("成立日期二〇一五年") == 5
    assert "营业执照" not in words


def test_a_spoilt_text_pdf_looks_the_same_and_reads_as_something_else() -> None:
    sheets = Sheets("甲")
    sheets.page()
    sheets.text(30, 30, "成立日期：2015年4月6日")
    pdf = sheets.bytes()
    spoilt = garbled_text(pdf)
    assert spoilt == garbled_text(pdf)
    assert "2015" in _text(pdf)[1]
    assert "2015" not in _text(spoilt)[1]
    assert scanned(spoilt, 60)[0].tobytes() == scanned(pdf, 60)[0].tobytes()


def test_the_words_of_a_printed_file_are_its_upright_lines_and_no_watermark() -> None:
    sheets = Sheets("甲")
    sheets.page()
    sheets.watermark("仅供核验")
    sheets.text(30, 40, "成立日期：2015年4月6日")
    sheets.text(30, 60, "住　　所：子虚路18号")
    (picture,) = scanned(sheets.bytes(), 100)
    first, second = words_on(picture)
    assert (first.text, second.text) == ("成立日期：2015年4月6日", "住所：子虚路18号")
    assert 40 / 297 < first.box.top < first.box.bottom < 46 / 297
    assert 30 / 210 < first.box.left < first.box.right < 90 / 210


def test_the_seals_that_came_onto_a_copy_are_facts_of_it_numbered_as_one_reads() -> None:
    picture, printed = page()
    how = Recipe(share=0, company_seal=1.0, decoy_seal=1.0, edge_seal=1.0)
    came = weather(picture, printed, dice(8), how, company=COMPANY, kind="business_licence")
    texts = [fact for fact in came.printed if fact.field == "seal.text"]
    shapes = {fact.key: fact.value for fact in came.printed if fact.field == "seal.shape"}
    assert sorted(fact.key for fact in texts) == ["1", "2", "3"]
    assert {fact.kind for fact in texts} == {"business_licence"}
    by_shape = {shapes[fact.key]: fact for fact in texts}
    assert by_shape[TextValue(text="圆章")].quote == COMPANY
    assert by_shape[TextValue(text="椭圆章")].quote.startswith(COMPANY)
    assert by_shape[TextValue(text="椭圆章")].quote.endswith("专用章")
    assert not by_shape[TextValue(text="骑缝章残片")].legible


def test_seals_of_a_whole_paper_are_numbered_through() -> None:
    picture, _ = page()
    ledger = Ledger("audit_report")
    weather_paper([picture, picture], ledger, dice(3), Recipe(share=0, company_seal=1.0), company=COMPANY)
    assert [fact.key for fact in ledger.printed if fact.field == "seal.text"] == ["1", "2"]


def test_a_seal_whose_letters_are_a_few_pixels_high_is_asked_of_nobody() -> None:
    picture, _ = page()
    for dpi, readable in ((200.0, True), (30.0, False)):
        came = weather(picture, (), dice(3), Recipe(share=0, company_seal=1.0, dpi=(dpi, dpi)), company=COMPANY)
        assert [fact.legible for fact in came.printed if fact.field == "seal.text"] == [readable]


def test_under_a_mosaic_an_address_is_lost_and_what_stands_beside_it_is_not() -> None:
    canvas, ledger = Canvas(210, 297, dpi=200), Ledger("business_licence")
    for y, field, text in ((60, "entity.address", "上海市徐汇区子虚路18号"), (80, "entity.name", "子虚有限公司")):
        ledger.put(field, TextValue(text=text), text, canvas.at(canvas.text(40, y, text, size=5)))
    came = weather(canvas.picture, ledger.printed, dice(2), Recipe(share=0, mosaic=1.0))
    assert {fact.field: fact.legible for fact in came.printed} == {"entity.address": False, "entity.name": True}


def _overlaid(paint: Callable[[Any], None]) -> bool:
    canvas = Canvas(210, 297, dpi=200)
    box = canvas.text(40, 60, "上海子虚精密仪器有限公司", size=5)
    fact = Printed(kind="other", field="entity.name", value=TextValue(text="甲"), quote="甲", place=canvas.at(box))
    before = canvas.picture.copy()
    paint(canvas)
    return overlaid(fact, before, canvas.picture, grey=False).legible


def test_a_thin_pen_stroke_leaves_words_readable_and_a_thick_one_does_not() -> None:
    assert _overlaid(lambda canvas: canvas.rule(36, 63, 70, fill=(24, 32, 74), stroke=0.4))
    assert not _overlaid(lambda canvas: canvas.rule(36, 63, 70, fill=(24, 32, 74), stroke=4.5))


def test_a_red_seal_over_a_name_leaves_it_readable_and_white_words_do_not() -> None:
    assert _overlaid(lambda canvas: canvas.stamp(seal(COMPANY, size=330), 60, 62, 42))
    assert not _overlaid(lambda canvas: canvas.text(40, 50, "信息披露", size=20, fill=(255, 255, 255)))


def test_garbling_is_the_same_each_time_and_keeps_the_length() -> None:
    told = garble("2015年4月6日", dice(1))
    assert told == garble("2015年4月6日", dice(1))
    assert len(told) == 9


def test_pictures_open_as_what_they_say_they_are() -> None:
    from PIL import Image

    picture, printed = page()
    came = weather(picture, printed, dice(1), "fax")
    with Image.open(io.BytesIO(came.jpeg())) as opened:
        assert opened.format == "JPEG"
        assert opened.mode == "L"
