"""Application forms in three designs for each track: what the ledger records stands in the file, at its place."""

from pathlib import Path
from typing import get_args

import pytest

from pipeline.model import AmountValue, FlagValue, InCell, InParagraph, SaidValue
from samples.forms.individual import PersonLayout, individual_form
from samples.forms.organisation import FormLayout, application_form
from samples.ledger import Ledger
from samples.papers.mark import Manner
from samples.plan import Coarse
from samples.pressed import press
from samples.world import localities
from tests.samples.word_files import check, places, read_back, world

OFFERS = [
    (rules, offer.id, kind) for rules, here in localities().items() for offer in here.awards for kind in offer.kinds
]
LAYOUTS = get_args(FormLayout)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("rules", "award", "kind"), OFFERS)
def test_each_recorded_quote_stands_at_its_recorded_place(
    rules: str, award: str, kind: str, layout: FormLayout, tmp_path: Path
) -> None:
    application = world(rules, award, kind)
    ledger = Ledger("individual_form" if application.candidate else "application_form")
    draw = individual_form if application.candidate else application_form
    check(ledger, read_back(draw(application, ledger, layout=layout), tmp_path / "form.docx"))
    assert len(ledger.printed) > 30


def test_both_tracks_have_three_designs() -> None:
    assert len(LAYOUTS) == len(get_args(PersonLayout)) == 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_yuan_under_wan_is_ten_thousand_times_too_much_where_the_unit_says_wan(layout: FormLayout) -> None:
    application, plain, slipped = world(), Ledger("application_form"), Ledger("application_form")
    application_form(application, plain, layout=layout)
    application_form(application, slipped, layout=layout, yuan=True)

    def revenue(ledger: Ledger) -> dict[str, AmountValue]:
        told = {f.key: f.value for f in ledger.printed if f.field == "finance.main_revenue"}
        return {key: value for key, value in told.items() if isinstance(value, AmountValue)}

    assert revenue(plain)
    assert {key: value.amount * 10_000 for key, value in revenue(plain).items()} == {
        key: value.amount for key, value in revenue(slipped).items()
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_emptied_place_is_named_by_its_label_and_a_blank_date_is_blank_too(layout: FormLayout) -> None:
    when = "填报日期" if layout == "together" else "填表日期"
    ledger = Ledger("application_form")
    spoilt = Manner(blank=("entity.employees", "form.filled_on"))
    application_form(world(), ledger, spoilt, layout=layout)
    assert {fact.key for fact in ledger.printed if fact.field == "form.blank"} == {"职工人数", when}
    assert {fact.field for fact in ledger.printed}.isdisjoint({"entity.employees"})
    assert [f.value for f in ledger.printed if f.field == "form.filled_on"] == [SaidValue(said="blank")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nobody_signs_or_stamps_an_unsigned_and_unstamped_form(layout: FormLayout, tmp_path: Path) -> None:
    ledger = Ledger("application_form")
    content = application_form(world(), ledger, Manner(signed=False, sealed=False), layout=layout)
    assert [f.value for f in ledger.printed if f.field == "form.signed"] == [FlagValue(flag=False)]
    assert not [f for f in ledger.printed if f.field == "form.sealed"]
    assert b"media/" not in content
    read_back(content, tmp_path / "form.docx")


def test_a_coarse_date_is_printed_without_its_day() -> None:
    ledger = Ledger("application_form")
    application_form(world(), ledger, Manner(coarse=(Coarse(field="entity.founded", to="year"),)), layout="booklet")
    (founded,) = [fact for fact in ledger.printed if fact.field == "entity.founded"]
    assert founded.quote == f"{world().applicant.licence.founded.year}年"


def test_columns_of_the_wrong_years_say_which_years_they_are() -> None:
    ledger = Ledger("application_form")
    application_form(world(), ledger, back=1)
    assert {f.key for f in ledger.printed if f.field == "finance.profit_net"} == {
        "2020",
        "2021",
        "2022",
        "2023",
        "2024",
    }


def test_an_old_template_is_recorded_under_its_own_name() -> None:
    ledger = Ledger("application_form")
    application_form(world(), ledger, old_title="上海市质量金奖申报表")
    assert [f.quote for f in ledger.printed if f.field == "form.title"] == ["上海市质量金奖申报表"]


def test_words_deleted_by_a_tracked_change_are_not_read(tmp_path: Path) -> None:
    page = read_back(application_form(world(), Ledger("application_form"), layout="together"), tmp_path / "form.docx")
    shown = "".join(places(page).values())
    assert "各类产品及配件" not in shown
    assert world().applicant.products in shown


def test_the_title_in_a_text_box_comes_after_the_table() -> None:
    ledger = Ledger("application_form")
    application_form(world(), ledger, layout="together")
    fields = [fact.field for fact in ledger.printed]
    assert fields.index("form.title") > fields.index("entity.name")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_application_gives_the_same_bytes(layout: FormLayout) -> None:
    first, second = (application_form(world(), Ledger("f"), layout=layout) for _ in range(2))
    assert first == second


def test_the_seal_on_the_cover_counts_before_the_seals_in_the_tables_behind_it() -> None:
    """In Word nothing but the order of writing tells which seal comes first: paragraph 7 is read before table 4."""
    ledger = Ledger("application_form")
    press(ledger, "南柯制造有限公司", InParagraph(paragraph=7))
    press(ledger, "乌有区市场监督管理局", InCell(table=4, row=2, column=2))
    assert [(one.key, one.quote) for one in ledger.printed if one.field == "seal.text"] == [
        ("1", "南柯制造有限公司"),
        ("2", "乌有区市场监督管理局"),
    ]
