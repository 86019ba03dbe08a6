"""Values and places are said as an official writes them."""

from decimal import Decimal

import pytest

from pipeline.model import (
    AmountValue,
    Basis,
    Citation,
    DateValue,
    FlagValue,
    InCell,
    InParagraph,
    PaperDate,
    PeriodValue,
    SaidValue,
    Value,
)
from pipeline.saying import say_citation, say_fact, say_place, say_value
from tests.pipeline.paper import founded


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (DateValue(date=PaperDate(year=2021, month=3, day=8)), "", "2021年3月8日"),
        (DateValue(date=PaperDate(year=2021)), "", "2021年"),
        (PeriodValue(starts=PaperDate(year=2010, month=9, day=2), open_end="长期"), "", "2010年9月2日至长期"),
        (AmountValue(amount=Decimal(9999)), "元", "9999 元"),
        (AmountValue(amount=Decimal(10000)), "元", "1 万元"),
        (AmountValue(amount=Decimal("-12345600.5")), "元", "-1234.56005 万元"),
        (AmountValue(amount=Decimal("45.2")), "%", "45.2 %"),
        (AmountValue(amount=Decimal(12000)), "人", "12000 人"),
        (FlagValue(flag=False), "", "否"),
        (SaidValue(said="blank"), "", "（空白）"),
    ],
)
def test_a_value_is_said(value: Value, unit: str, said: str) -> None:
    assert say_value(value, unit) == said


def test_a_doubtful_character_is_said_with_its_alternatives() -> None:
    fact = founded("2021-03-08").model_copy(update={"alternatives": (founded("2021-03-03").value,)})

    assert say_fact(fact) == "2021年3月8日（也可能是 2021年3月3日）"


def test_a_value_that_may_be_cut_short_is_told_as_far_as_it_was_read() -> None:
    unread, day = SaidValue(said="unreadable"), founded("2021-03-03").value
    fact = founded("2021-03-08")

    assert say_fact(fact.model_copy(update={"alternatives": (unread,)})) == "2021年3月8日（可能辨认不全）"
    assert (
        say_fact(fact.model_copy(update={"alternatives": (day, unread)}))
        == "2021年3月8日（也可能是 2021年3月3日；可能辨认不全）"
    )


def test_word_has_cells_and_paragraphs_but_no_pages() -> None:
    assert say_place(InCell(table=2, row=3, column=1)) == "表 2 第 3 行第 1 列"
    assert say_place(InParagraph(paragraph=7)) == "第 7 段"


def test_office_practice_never_borrows_an_article() -> None:
    law = Citation(regulation="某办法", basis=Basis.REGULATION, article="第二十条", quote="公示")
    practice = Citation(regulation="某办法", basis=Basis.OFFICE_PRACTICE, quote="营业执照")

    assert (say_citation(law), say_citation(practice)) == ("《某办法》第二十条", "办公室要求")
