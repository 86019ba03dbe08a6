"""What happens to a page on its way: the ink moves, and its box moves with it."""

import io
import random
from typing import Any

import pytest

from pipeline.model import OnPage, TextValue
from samples.ledger import Ledger, Printed
from samples.paint import Canvas
from samples.scanpack import garble
from samples.weather import Recipe, Weathered, draw_recipe, recipes, to_pdf, upright, weather, weather_paper

COMPANY = "上海子虚精密仪器有限公司"


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
    came = weather(picture, printed, dice(11), recipes()[name].model_copy(update={"watermark": 0.0, "specks": (0, 0)}))
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
    pages = weather_paper([picture, picture], ledger, dice(3), "skewed_scan")
    assert len(pages) == 2
    assert [fact.quote for fact in ledger.printed] == [fact.quote for fact in before]
    assert [fact.place.page for fact in ledger.printed if isinstance(fact.place, OnPage)] == [1] * 4 + [2] * 4
    assert all(now.place != was.place for now, was in zip(ledger.printed, before, strict=True))


def test_conditions_come_in_their_shares_and_sum_to_a_hundred() -> None:
    assert sum(one.share for one in recipes().values()) == 100
    rng = dice(1)
    drawn = [draw_recipe(rng) for _ in range(2000)]
    assert 0.26 < drawn.count("clean_scan") / 2000 < 0.34


def _text(pdf: bytes) -> tuple[int, str]:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document), "".join(one.get_textpage().get_text_range() for one in document)


def test_pictures_are_packed_one_on_a_page_with_no_words_true_words_or_wrong_words() -> None:
    picture, printed = page()
    pages: list[Weathered] = [weather(picture, printed, dice(n), "clean_scan") for n in range(2)]
    assert _text(to_pdf(pages)) == (2, "")
    count, true = _text(to_pdf(pages, layer="true"))
    assert count == 2
    assert "2026年" in true
    _, garbled = _text(to_pdf(pages, layer="garbled"))
    assert garbled
    assert garbled != true


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
