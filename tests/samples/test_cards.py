"""Drawn papers: each says where its ink is, and writes down every fact it prints."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pipeline.catalogue import catalogue
from pipeline.model import OnPage
from samples.application import Application, EntityKind
from samples.cards.deck import DRAWN, draw
from samples.cards.honour import honour_certificate
from samples.cards.layout import Layout, layouts
from samples.cards.management import management_certificate
from samples.cards.page import side_by_side
from samples.cards.personal import identity_card, officer_certificate, title_certificate
from samples.cards.printing import _SLOT
from samples.cards.registration import business_licence, institution_certificate, social_certificate
from samples.cards.screen import land_list, supervision_screen
from samples.cards.styles import CAPITALS, DAYS
from samples.certificate_number import PATTERNS, Pattern, System, certificate_number, pattern_of
from samples.ledger import Ledger, Printed
from samples.paint import Canvas, words_on
from samples.papers.mark import Manner
from samples.plan import Coarse
from samples.usual import usual_plan
from samples.world import localities, make_application

ON = date(2026, 6, 30)
Draw = Callable[..., list[Any]]
PERSONAL: dict[str, Draw] = {
    "identity_card": identity_card,
    "title_certificate": title_certificate,
    "officer_certificate": officer_certificate,
}
SCREENS: dict[str, Draw] = {"land_list": land_list, "supervision_screen": supervision_screen}


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # the same pixels every time are the point


def world(kind: EntityKind = "company", rules: str = "shanghai-2022", award: str = "") -> Application:
    chosen = award or localities()[rules].awards[0].id
    return make_application(rules, chosen, kind, dice(3), ON)


def _jobs() -> list[tuple[str, Layout, Draw]]:
    sorts: dict[str, Draw] = {
        "licence": business_licence,
        "institution": institution_certificate,
        "social": social_certificate,
        "management": management_certificate,
        "honour": honour_certificate,
    }
    jobs = [(name, one, way) for name, way in sorts.items() for one in layouts(name)]
    jobs += [("personal", one, PERSONAL[one.options["kind"]]) for one in layouts("personal")]
    jobs += [("screen", one, SCREENS[one.options["kind"]]) for one in layouts("screen")]
    return jobs


JOBS = _jobs()


def _world_of(name: str, layout: Layout) -> Application:
    kinds: dict[str, EntityKind] = {
        "branch": "branch",
        "sole_trader": "sole_trader",
        "institution": "institution",
        "association": "association",
        "private_nonprofit": "private_nonprofit",
    }
    if name == "personal":
        return world(award="gold-individual")
    if name == "screen":
        return world(rules="xiaoshan-draft-2023" if "land" in layout.id else "qingshanhu-2022")
    return world(kinds.get(layout.kinds[0] if layout.kinds else "", "company"))


def drawn(name: str, layout: Layout, way: Draw, **more: Any) -> tuple[list[Any], tuple[Printed, ...]]:
    ledger = Ledger("other")
    pictures = way(_world_of(name, layout), ledger, dice(7), layout=layout.id, **more)
    assert [page.page for page in ledger.pages] == list(range(1, len(pictures) + 1))
    return pictures, tuple(ledger.printed)


@pytest.mark.parametrize(("name", "layout", "way"), JOBS, ids=[f"{name}-{one.id}" for name, one, _ in JOBS])
def test_every_layout_writes_down_each_fact_it_prints_once_for_each_place(name: str, layout: Layout, way: Draw) -> None:
    pictures, printed = drawn(name, layout, way)
    known = catalogue()
    assert printed
    assert all(fact.field in known for fact in printed)
    leaves = (layout, *layout.page)
    texts = [put.say for leaf in leaves for put in leaf.put] + [
        said for leaf in leaves for column in leaf.column for _, said in column.rows
    ]
    slots = {found[1] for text in texts for found in _SLOT.finditer(text)}
    asked = {slot for slot in slots if slot in known}
    left_out = asked - {fact.field for fact in printed}
    assert left_out <= {"entity.head", "certificate.previous_end", "entity.capital", "licence.copy"}
    for fact in printed:
        place = fact.place
        assert isinstance(place, OnPage)
        picture = pictures[place.page - 1]
        box = place.box
        assert 0 < box.left < box.right < 1
        assert 0 < box.top < box.bottom < 1
        edge = (
            box.left * picture.width,
            box.top * picture.height,
            box.right * picture.width,
            box.bottom * picture.height,
        )
        low, high = picture.crop(tuple(round(at) for at in edge)).convert("L").getextrema()
        assert high - low > 40, fact.field


def test_a_canvas_tells_the_box_of_the_ink_to_the_pixel() -> None:
    canvas = Canvas(100, 60, dpi=200)
    box = canvas.text(20, 20, "上海子虚，", size=6)
    dark = canvas.picture.convert("L").point(lambda tone: 255 if tone < 200 else 0).getbbox()
    found = (
        box.left * canvas.picture.width,
        box.top * canvas.picture.height,
        box.right * canvas.picture.width,
        box.bottom * canvas.picture.height,
    )
    assert all(abs(one - other) <= 1.5 for one, other in zip(dark, found, strict=True))


def test_the_same_seed_draws_the_same_pixels() -> None:
    first, again = (business_licence(world(), Ledger("other"), dice(5)) for _ in range(2))
    assert first[0].tobytes() == again[0].tobytes()


def test_a_branch_has_a_head_and_no_capital_and_a_company_has_both_representative_and_capital() -> None:
    fields = {}
    kinds: tuple[EntityKind, ...] = ("branch", "company")
    for kind in kinds:
        ledger = Ledger("business_licence")
        business_licence(world(kind), ledger, dice(1), layout="2019-branch" if kind == "branch" else "2019-copy")
        fields[kind] = {fact.field for fact in ledger.printed}
    assert "entity.head" in fields["branch"]
    assert not {"entity.capital", "entity.representative"} & fields["branch"]
    assert {"entity.capital", "entity.representative"} <= fields["company"]
    assert "entity.head" not in fields["company"]


def test_a_public_institution_prints_no_founding_date() -> None:
    for layout in layouts("institution"):
        _, printed = drawn("institution", layout, institution_certificate)
        assert "entity.founded" not in {fact.field for fact in printed}
        assert {"licence.valid", "licence.funding", "entity.parent"} <= {fact.field for fact in printed}


def test_a_coarse_date_is_printed_without_its_day_and_a_blank_one_as_a_blank() -> None:
    coarse = Manner(coarse=(Coarse(field="entity.founded", to="month"),), blank=("licence.issued_on",))
    _, printed = drawn("licence", layouts("licence")[0], business_licence, manner=coarse)
    told = {fact.field: fact for fact in printed}
    founded = world().applicant.licence.founded
    assert told["entity.founded"].quote == f"{founded.year}年{founded.month}月"
    assert told["licence.issued_on"].value.type == "said"


def test_an_unsealed_paper_has_no_red_seal_and_a_sealed_one_covers_what_it_names() -> None:
    layout = next(one for one in layouts("licence") if one.id == "2014-portrait")
    reds = []
    for sealed in (True, False):
        pictures, _ = drawn("licence", layout, business_licence, manner=Manner(sealed=sealed))
        picture = pictures[0]
        x, y, half = 146 / 210 * picture.width, 240 / 297 * picture.height, 20 / 210 * picture.width
        corner = picture.crop((int(x - half), int(y - half), int(x + half), int(y + half)))
        red = sum(1 for r, g, _ in corner.get_flattened_data() if r - g > 60) / (corner.width * corner.height)
        reds.append(red)
    assert reds[0] > 0.1
    assert reds[1] == 0


def test_the_issuer_that_only_a_seal_tells_is_true_but_not_asked_of_a_line_reader() -> None:
    _, printed = drawn("licence", layouts("licence")[0], business_licence)
    (issuer,) = (fact for fact in printed if fact.field == "licence.issuer")
    assert issuer.quote == world().applicant.registrar
    assert not issuer.legible


def test_two_certificates_on_one_page_are_two_records() -> None:
    layout = next(one for one in layouts("management") if one.id == "two-on-a-page")
    _, printed = drawn("management", layout, management_certificate)
    assert len({fact.key for fact in printed if fact.field == "certificate.number"}) == 2


def test_a_seal_says_its_arc_and_its_line_and_every_seal_of_a_paper_has_its_number() -> None:
    layout = next(one for one in layouts("management") if one.id == "chinese-green")
    _, printed = drawn("management", layout, management_certificate)
    told = {(fact.field, fact.key): fact for fact in printed if fact.field.startswith("seal.")}
    assert set(told) == {("seal.text", "1"), ("seal.shape", "1")}
    body = world().applicant.certificate.body
    assert told["seal.text", "1"].quote == f"{body}证书专用章"
    assert told["seal.shape", "1"].value.model_dump()["text"] == "圆章"
    _, printed = drawn("management", next(one for one in layouts("management") if one.needs), management_certificate)
    seals = [fact for fact in printed if fact.field == "seal.text"]
    assert [fact.key for fact in seals] == ["1", "2"]
    assert [round(fact.place.box.top, 1) for fact in seals if isinstance(fact.place, OnPage)] == [0.3, 0.8]


def test_black_print_stays_black_under_a_red_seal() -> None:
    from samples.ink import seal

    canvas = Canvas(60, 60)
    canvas.rectangle(0, 0, 60, 60, fill=(0, 0, 0))
    canvas.stamp(seal("上海子虚精密仪器有限公司", size=300), 30, 30, 40)
    assert canvas.picture.getextrema() == ((0, 0), (0, 0), (0, 0))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_body_prints_numbers_of_its_own_pattern_and_the_truth_has_the_number_that_stands_there(
    pattern: Pattern,
) -> None:
    number = certificate_number(pattern, 2024, 1, dice(5))
    assert pattern_of(number) == pattern
    applicant = world().applicant
    held = applicant.certificate.model_copy(update={"number": number})
    ledger, made = Ledger("management_certificate"), world()
    own = made.model_copy(update={"applicant": applicant.model_copy(update={"certificate": held})})
    management_certificate(own, ledger, dice(1))
    assert number in {fact.quote for fact in ledger.printed if fact.field == "certificate.number"}


def test_the_end_of_the_cycle_before_is_told_only_where_there_was_one() -> None:
    cycle = {"issued": date(2024, 5, 20), "expires": date(2027, 5, 31)}
    for first, told in ((date(2018, 6, 1), "2024年05月31日"), (date(2024, 5, 20), "")):
        made = world()
        held = made.applicant.certificate.model_copy(update={**cycle, "first_issued": first})
        own = made.model_copy(update={"applicant": made.applicant.model_copy(update={"certificate": held})})
        ledger = Ledger("management_certificate")
        management_certificate(own, ledger, dice(1), layout="chinese-blue")
        ends = [fact.quote for fact in ledger.printed if fact.field == "certificate.previous_end"]
        assert ends == ([told] if told else [])


def test_numbers_of_foreign_bodies_never_stand_on_a_chinese_bodys_paper() -> None:
    styles = {one.id: one.options["numbers"].split() for one in layouts("management")}
    assert styles["english-classic"] == ["country", "pair", "letters"]
    assert not {"letters", "pair", "long", "office"} & set(styles["chinese-green"])
    assert {pattern for fits in styles.values() for pattern in fits} == set(PATTERNS)


@pytest.mark.parametrize(
    ("system", "standard"),
    [("environment", "ISO 14001:2015"), ("safety", "ISO 45001:2018")],
)
def test_the_sister_certificate_states_its_own_standard_and_another_number(system: System, standard: str) -> None:
    application = world()
    held = application.applicant.certificate.model_copy(update={"standard": "ISO 9001:2008"})
    application = application.model_copy(
        update={"applicant": application.applicant.model_copy(update={"certificate": held})}
    )
    ledger = Ledger("management_certificate")
    management_certificate(application, ledger, dice(2), layout="chinese-blue", system=system)
    told = {fact.field: fact.quote for fact in ledger.printed}
    assert standard in told["certificate.standard"]
    assert "质量" not in told["certificate.name"]
    assert told["certificate.number"] != held.number


def test_the_figures_of_a_date_filled_in_by_hand_are_not_on_the_printed_line_and_inside_its_box() -> None:
    layout = next(one for one in layouts("honour") if one.id == "filled-by-hand")
    pictures, printed = drawn("honour", layout, honour_certificate, manner=Manner(sealed=False))
    (when,) = (fact for fact in printed if fact.field == "honour.awarded_on")
    assert when.quote == world().applicant.honours[0].when
    assert isinstance(when.place, OnPage)
    box, (wide, tall) = when.place.box, pictures[0].size
    edge = (int(box.left * wide), int(box.top * tall), int(box.right * wide), int(box.bottom * tall))
    ink = [pixel for pixel in pictures[0].crop(edge).get_flattened_data() if max(pixel) < 150]
    assert any(blue - red > 30 for red, _, blue in ink)  # a pen
    assert any(abs(blue - red) < 8 for red, _, blue in ink)  # print
    assert {word.text for word in words_on(pictures[0])} >= {"年", "月"}


def test_two_papers_on_one_page_keep_their_kinds_and_their_ink_is_in_their_boxes() -> None:
    pair = []
    for kind, way in (("management_certificate", management_certificate), ("honour_certificate", honour_certificate)):
        ledger = Ledger(kind)
        pair.append((way(world(), ledger, dice(4))[0], ledger))
    picture, both = side_by_side(*pair)
    assert sorted(picture.size) == [1654, 2339]
    assert [(page.page, page.kind) for page in both.pages] == [(1, "management_certificate"), (1, "honour_certificate")]
    first, second = ({fact.field for fact in ledger.printed} for _, ledger in pair)
    assert {fact.field for fact in both.printed if fact.kind == "management_certificate"} == first
    assert {fact.field for fact in both.printed if fact.kind == "honour_certificate"} == second
    seals = [fact.key for fact in both.printed if fact.field == "seal.text"]
    assert sorted(seals) == [str(number) for number in range(1, len(seals) + 1)]
    for fact in both.printed:
        assert isinstance(fact.place, OnPage)
        box, (wide, tall) = fact.place.box, picture.size
        edge = (int(box.left * wide), int(box.top * tall), int(box.right * wide), int(box.bottom * tall))
        low, high = picture.crop(edge).convert("L").getextrema()
        assert high - low > 40, fact.field
    assert {word.text for word in words_on(pair[1][0])} <= {word.text for word in words_on(picture)}


def test_dates_and_amounts_are_written_as_papers_write_them() -> None:
    when = date(2015, 12, 1)
    assert DAYS["cn"](when) == "二〇一五年十二月一日"
    assert DAYS["short"](when) == "01-Dec-2015"
    assert DAYS["english"](when) == "1 December 2015"
    assert CAPITALS["banker"](5000) == "人民币伍仟万元整"  # type: ignore[arg-type]  # a whole number is a Decimal too


def test_every_drawn_paper_of_a_usual_plan_is_drawn_from_its_own_world() -> None:
    drawn_kinds = set()
    for rules, award in (("shanghai-2022", "gold-organisation"), ("shanghai-2022", "gold-individual"), ("ganzhou", "")):
        application = world(rules=rules, award=award)
        for paper in usual_plan(application).papers:
            if paper.kind in DRAWN:
                pictures, ledger = draw(paper, application, dice(2))
                assert pictures
                assert {fact.kind for fact in ledger.printed} == {paper.kind}
                drawn_kinds.add(paper.kind)
    assert {"business_licence", "management_certificate", "identity_card", "honour_certificate"} <= drawn_kinds
