"""The text papers of a package: what they say they print is what stands there."""

import io
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import pytest

from pipeline.catalogue import catalogue
from pipeline.model import AmountValue, DateValue, InParagraph, OnPage, PaperDate, SaidValue, TextValue
from samples.application import Application, Penalty
from samples.ledger import Ledger, Printed
from samples.papers import bureau, endorse, lists, lookalikes, officer, personal, publicity
from samples.papers.audit import audit_report
from samples.papers.audit_style import AuditStyle
from samples.papers.credit import credit_report
from samples.papers.mark import Manner
from samples.plan import MIDDLE, Coarse
from samples.render import scanned
from samples.world import localities, make_application

Draw = Callable[[Application, Ledger], bytes]
_FINE = Penalty(
    number="杭萧市监处罚〔2024〕87号",
    decided=date(2024, 5, 17),
    authority="杭州市萧山区市场监督管理局",
    violation="产品标识不符合要求",
    amount=Decimal(12000),
)


def _made(rules: str, award: str = "", seed: int = 3) -> Application:
    place = localities()[rules]
    assert place.usual_on
    offer = place.offer(award) if award else place.awards[0]
    dice = random.Random(seed)
    return make_application(rules, offer.id, offer.kinds[0], dice, place.usual_on)


COMPANY = _made("xiaoshan-draft-2023")
FINED = COMPANY.model_copy(update={"standing": COMPANY.standing.model_copy(update={"penalties": (_FINE,)})})
PERSON = _made("shanghai-2022", "gold-individual")
SOCIETY = _made("xuhui-draft-2021", "chief-social-organisation", seed=4)
MOVED = COMPANY.model_copy(
    update={
        "standing": COMPANY.standing.model_copy(
            update={"former_name": "杭州蜃楼有限公司", "moved_in": date(2021, 4, 6)}
        )
    }
)

PAPERS: dict[str, tuple[Application, Draw]] = {
    "credit, national": (FINED, lambda a, ledger: credit_report(a, ledger, "national")),
    "credit, province": (COMPANY, lambda a, ledger: credit_report(a, ledger, "province")),
    "credit, city": (FINED, lambda a, ledger: credit_report(a, ledger, "city")),
    "audit, short": (COMPANY, lambda a, ledger: audit_report(a, ledger, "short", years=(2023, 2024))),
    "audit, notes": (COMPANY, lambda a, ledger: audit_report(a, ledger, "notes", style=AuditStyle(new_first=False))),
    "audit, group": (COMPANY, lambda a, ledger: audit_report(a, ledger, "group", style=AuditStyle(unit="万元"))),
    "audit, activity": (SOCIETY, lambda a, ledger: audit_report(a, ledger, "activity")),
    "audit, unaudited": (COMPANY, lambda a, ledger: audit_report(a, ledger, "unaudited")),
    "audit, qualified": (COMPANY, lambda a, ledger: audit_report(a, ledger, opinion="qualified")),
    "notice, letter": (COMPANY, lambda a, ledger: publicity.publicity_notice(a, ledger, "letter")),
    "notice, table": (PERSON, lambda a, ledger: publicity.publicity_notice(a, ledger, "table")),
    "result, letter": (COMPANY, lambda a, ledger: publicity.publicity_result(a, ledger, "letter")),
    "result, table": (PERSON, lambda a, ledger: publicity.publicity_result(a, ledger, "table")),
    "recommendation, letter": (COMPANY, lambda a, ledger: endorse.recommendation(a, ledger, "letter")),
    "recommendation, consent": (COMPANY, lambda a, ledger: endorse.recommendation(a, ledger, "consent")),
    "recommendation, opinions": (COMPANY, lambda a, ledger: endorse.recommendation(a, ledger, "opinions")),
    "declaration": (COMPANY, lambda a, ledger: endorse.declaration(a, ledger, "letter")),
    "declaration, short": (PERSON, lambda a, ledger: endorse.declaration(a, ledger, "short")),
    "officer, red": (COMPANY, lambda a, ledger: officer.officer_appointment(a, ledger, "red")),
    "officer, letter": (COMPANY, lambda a, ledger: officer.officer_appointment(a, ledger, "letter")),
    "officer, decision": (COMPANY, lambda a, ledger: officer.officer_appointment(a, ledger, "decision")),
    "excellence, red": (COMPANY, lambda a, ledger: officer.excellence_proof(a, ledger, "red")),
    "clearance, letter": (COMPANY, lambda a, ledger: bureau.clearance_letter(a, ledger, "letter")),
    "clearance, reply": (FINED, lambda a, ledger: bureau.clearance_letter(a, ledger, "reply", bureau="市场监督管理局")),
    "clearance, form": (COMPANY, lambda a, ledger: bureau.clearance_letter(a, ledger, "form")),
    "tax, proof": (COMPANY, lambda a, ledger: bureau.tax_proof(a, ledger, "proof")),
    "tax, table": (COMPANY, lambda a, ledger: bureau.tax_proof(a, ledger, "table", years=(2024,))),
    "policy loss": (COMPANY, lambda a, ledger: bureau.policy_loss_letter(a, ledger, year=2024)),
    "change": (MOVED, bureau.change_notice),
    "employment, letter": (PERSON, lambda a, ledger: personal.employment_proof(a, ledger, "letter")),
    "employment, table": (PERSON, lambda a, ledger: personal.employment_proof(a, ledger, "table")),
    "insurance": (PERSON, lambda a, ledger: personal.social_insurance(a, ledger, "months")),
    "land": (COMPANY, lambda a, ledger: lists.land_list(a, ledger, "notice")),
    "contents": (
        COMPANY,
        lambda a, ledger: lists.contents_list(a, ledger, items=(("营业执照", "1"), ("审计报告", "2-9"))),
    ),
    "inspection": (COMPANY, lists.inspection_report),
}


@cache
def _drawn(name: str) -> tuple[bytes, Ledger]:
    return _draw(name)


def _draw(name: str) -> tuple[bytes, Ledger]:
    application, draw = PAPERS[name]
    ledger = Ledger("other")
    return draw(application, ledger), ledger


def _folded(text: str) -> str:
    return "".join(text.split())


class _Character(NamedTuple):
    text: str
    x: float
    y: float


@cache
def _characters(pdf: bytes) -> tuple[tuple[_Character, ...], ...]:
    """The upright characters of each page with their middles as fractions of it."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return tuple(
            tuple(
                _Character(
                    one["text"],
                    (one["x0"] + one["x1"]) / 2 / page.width,
                    (one["top"] + one["bottom"]) / 2 / page.height,
                )
                for one in page.chars
                if one["matrix"][1] == 0
            )
            for page in document.pages
        )


def _inside(pdf: bytes, fact: Printed) -> str:
    assert isinstance(fact.place, OnPage)
    box, hair = fact.place.box, 0.001
    return "".join(
        one.text
        for one in _characters(pdf)[fact.place.page - 1]
        if box.left - hair < one.x < box.right + hair and box.top - hair < one.y < box.bottom + hair
    )


def _values(ledger: Ledger, field: str, key: str = "") -> list[object]:
    return [fact.value for fact in ledger.printed if fact.field == field and (not key or fact.key == key)]


@pytest.mark.parametrize("name", PAPERS)
def test_the_box_of_a_fact_holds_its_words_and_a_fact_of_one_line_nothing_else(name: str) -> None:
    pdf, ledger = _drawn(name)
    assert ledger.printed
    for fact in ledger.printed:
        assert isinstance(fact.place, OnPage)
        if fact.field.startswith("seal."):  # a picture without letters
            continue
        found, line = _folded(_inside(pdf, fact)), fact.place.box.bottom - fact.place.box.top < 0.025
        assert found == _folded(fact.quote) if line else _folded(fact.quote) in found, fact


@pytest.mark.parametrize("name", PAPERS)
def test_every_fact_keeps_to_the_catalogue(name: str) -> None:
    known = catalogue()
    for fact in _drawn(name)[1].printed:
        assert fact.value.type in {known[fact.field].type, "said"}, fact


@pytest.mark.parametrize("name", ["credit, national", "audit, notes", "insurance", "land"])
def test_the_same_application_is_drawn_to_the_same_bytes(name: str) -> None:
    assert _draw(name)[0] == _drawn(name)[0]


def test_the_facts_of_a_word_notice_stand_in_the_paragraphs_they_name() -> None:
    import docx

    ledger = Ledger("publicity_notice")
    paragraphs = docx.Document(io.BytesIO(publicity.publicity_notice(COMPANY, ledger, "word"))).paragraphs
    told, seals = ledger.printed[:4], ledger.printed[4:]
    assert [fact.field for fact in told] == [
        "publicity.applicant",
        "publicity.award",
        "publicity.starts_on",
        "publicity.ends_on",
    ]
    assert [fact.field for fact in seals] == ["seal.text", "seal.shape"]
    for fact in told:
        assert isinstance(fact.place, InParagraph)
        assert fact.quote in paragraphs[fact.place.paragraph - 1].text


def test_a_paper_for_another_award_has_its_head_and_says_nothing_of_ours() -> None:
    ledger = Ledger("recommendation")
    pdf = endorse.recommendation(lookalikes.another_award(COMPANY), ledger, "opinions")
    text = "".join(one.text for one in _characters(pdf)[0])
    assert "无何市市长质量奖" in text
    assert not any(title in text for title in COMPANY.locality.award_titles.values())
    assert COMPANY.applicant.name in text


def test_a_date_filled_in_by_hand_is_true_and_no_letter_of_the_file() -> None:
    typed, inked = Ledger("recommendation"), Ledger("recommendation")
    endorse.recommendation(COMPANY, typed, "letter")
    pdf = endorse.recommendation(COMPANY, inked, "letter", Manner(by_hand=True))
    (told,), (written,) = (
        [one for one in ledger.printed if one.field == "recommendation.on"] for ledger in (typed, inked)
    )
    assert (written.value, written.quote) == (told.value, told.quote)
    assert _folded(_inside(pdf, written)) == "年月日"
    assert isinstance(written.place, OnPage)
    page, box = scanned(pdf, 100)[0], written.place.box
    edge = (
        int(box.left * page.width),
        int(box.top * page.height),
        int(box.right * page.width),
        int(box.bottom * page.height),
    )
    assert any(blue - red > 20 for red, _, blue in page.crop(edge).get_flattened_data())


def test_the_audit_prints_the_figures_of_the_application_and_of_the_year_before() -> None:
    ledger = _drawn("audit, short")[1]
    for year in COMPANY.applicant.years[-2:]:
        profit = AmountValue(amount=year.net_profit)
        assert set(_values(ledger, "finance.profit_net", str(year.year))) == {profit}
    assert AmountValue(amount=COMPANY.applicant.years[-1].tax_paid) in _values(_drawn("tax, proof")[1], "finance.tax")


def test_an_audit_in_wan_means_the_same_yuan() -> None:
    year = COMPANY.applicant.years[-1]
    ledger = _drawn("audit, group")[1]
    assert AmountValue(amount=year.revenue) in _values(ledger, "finance.revenue", str(year.year))


def test_statements_without_an_auditor_are_not_audited() -> None:
    assert {fact.flag for fact in _values(_drawn("audit, unaudited")[1], "audit.audited") if hasattr(fact, "flag")} == {
        False
    }


def test_a_penalty_is_counted_and_listed() -> None:
    ledger = _drawn("credit, national")[1]
    assert set(_values(ledger, "credit.penalties")) == {AmountValue(amount=Decimal(1))}
    assert _values(ledger, "penalty.amount", _FINE.number) == [AmountValue(amount=Decimal(12000))]


def test_a_province_says_none_where_a_city_says_zero() -> None:
    assert set(_values(_drawn("credit, province")[1], "credit.penalties")) == {SaidValue(said="none")}


def test_a_date_can_be_told_to_its_month() -> None:
    ledger = Ledger("publicity_result")
    coarse = Manner(coarse=(Coarse(field="publicity.result_on", to="month"),))
    publicity.publicity_result(COMPANY, ledger, "letter", coarse)
    when = COMPANY.applicant.publicity.result
    assert _values(ledger, "publicity.result_on") == [DateValue(date=PaperDate(year=when.year, month=when.month))]


def test_a_date_left_open_is_a_blank() -> None:
    ledger = Ledger("recommendation")
    endorse.recommendation(COMPANY, ledger, "letter", Manner(blank=("recommendation.on",)))
    assert _values(ledger, "recommendation.on") == [SaidValue(said="blank")]


def test_an_unstamped_paper_has_no_picture_of_a_seal() -> None:
    stamped = endorse.recommendation(COMPANY, Ledger("recommendation"))
    bare = endorse.recommendation(COMPANY, Ledger("recommendation"), manner=Manner(sealed=False))
    assert b"/Subtype /Image" in stamped
    assert b"/Subtype /Image" not in bare


def test_a_page_from_the_middle_can_be_lost_with_all_it_says() -> None:
    whole, less = Ledger("credit_report"), Ledger("credit_report")
    credit_report(COMPANY, whole)
    pdf = credit_report(COMPANY, less, manner=Manner(lost=(MIDDLE,)))
    assert len(scanned(pdf, dpi=20)) == len(less.pages) == len(whole.pages) - 1
    assert len(less.printed) < len(whole.printed)
    assert all(_folded(fact.quote) in _folded(_inside(pdf, fact)) for fact in less.printed)


def test_a_page_can_be_lost_by_what_stands_on_it() -> None:
    ledger = Ledger("audit_report")
    audit_report(COMPANY, ledger, manner=Manner(lost=("finance.profit_net",)))
    assert not _values(ledger, "finance.profit_net")
    assert _values(ledger, "finance.assets")


@pytest.mark.parametrize("layout", ["bank", "rating", "export"])
def test_a_lookalike_says_nothing_that_counts(layout: lookalikes.Lookalike) -> None:
    ledger = Ledger("other")
    lookalikes.credit_lookalike(COMPANY, ledger, layout)
    assert [page.kind for page in ledger.pages] == ["other"]
    assert {fact.field for fact in ledger.printed} <= {"seal.text", "seal.shape"}


def test_the_list_of_companies_gives_the_applicants_own_grade() -> None:
    own = COMPANY.standing.land[0]
    assert _values(_drawn("land")[1], "land.grade", str(own.year)) == [TextValue(text=own.grade)]
