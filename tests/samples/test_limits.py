"""Both sides of the limits that articles set, worked out by hand from their words."""

import random
from datetime import date

import pytest

from samples.conclusions import conclude
from samples.conclusions.answer import VerdictTruth
from samples.defects.defect import Case, honoured, prize, world
from samples.usual import usual_plan
from samples.world import localities, make_application

GOLD = ("shanghai-2022", "gold-organisation")
MAYOR = ("shanghai-2022", "mayor-individual")
CHIEF = ("qingshanhu-2022", "chief-organisation")
HANGZHOU = ("xiaoshan-draft-2023", "quality-organisation")
GANZHOU = ("ganzhou", "government-organisation")


def case_of(rules: str, award: str, **update: object) -> Case:
    """A clean package of a company or whoever applies first, with something else about the applicant."""
    locality = localities()[rules]
    assert locality.usual_on is not None
    kind = locality.offer(award).kinds[0]
    application = make_application(rules, award, kind, random.Random(9), locality.usual_on)
    case = Case(application=application, plan=usual_plan(application))
    return world(case, lambda a: a.model_copy(update=update))


def judged(case: Case, topic: str) -> VerdictTruth:
    return next(one for one in conclude(case.application, case.plan, {}) if one.topic == topic)


@pytest.mark.parametrize(
    ("award", "title", "won", "filed", "verdict", "doubt"),
    [
        # 18: five years from the day; the corresponding day is still one of them
        (GOLD, "上海市质量金奖", (2021, 6, 10), (2026, 6, 10), "not_met", ""),
        (GOLD, "上海市质量金奖", (2021, 6, 10), (2026, 6, 11), "undetermined", "external"),
        (GOLD, "上海市市长质量奖", (2025, 6, 10), (2026, 6, 10), "undetermined", "external"),
        (MAYOR, "上海市市长质量奖", (2021, 6, 10), (2026, 6, 10), "not_met", ""),
        # 23: ten years without the year of the award: 2012 keeps 2013 to 2022 closed
        (CHIEF, "青山湖区区长质量奖", (2012, 12, 31), (2022, 12, 31), "not_met", ""),
        (CHIEF, "青山湖区区长质量奖", (2012, 1, 1), (2022, 12, 31), "not_met", ""),
        (CHIEF, "青山湖区区长质量奖", (2012, 12, 31), (2023, 1, 1), "undetermined", "external"),
        (CHIEF, "青山湖区区长质量奖提名奖", (2024, 12, 31), (2025, 9, 1), "undetermined", "external"),
        # 28: after five years from the year of the award, which may count as the first of them
        (HANGZHOU, "萧山区政府质量奖", (2020, 3, 1), (2024, 12, 31), "not_met", ""),
        (HANGZHOU, "萧山区政府质量奖", (2020, 3, 1), (2025, 1, 1), "undetermined", "ambiguous"),
        (HANGZHOU, "萧山区政府质量奖", (2020, 3, 1), (2026, 1, 1), "undetermined", "external"),
        (HANGZHOU, "萧山区政府质量管理创新奖", (2023, 3, 1), (2025, 1, 1), "undetermined", "external"),
        # 7: held for five years and then examined again; that one may not apply meanwhile is written nowhere
        # 有效期5年: the day of the award is not counted, and the corresponding day is the last of the period.
        (GANZHOU, "甘州区人民政府质量奖", (2021, 7, 15), (2026, 7, 15), "undetermined", "human"),
        (GANZHOU, "甘州区人民政府质量奖", (2021, 7, 15), (2026, 7, 16), "undetermined", "external"),
    ],
)
def test_an_earlier_prize_bars_as_long_as_its_article_says(
    award: tuple[str, str], title: str, won: tuple[int, int, int], filed: tuple[int, int, int], verdict: str, doubt: str
) -> None:
    case = honoured(case_of(*award, filled=date(*filed)), prize(title, "某人民政府", date(*won)))
    again = judged(case, "again")
    assert (again.verdict, again.doubt) == (verdict, doubt)


def test_where_no_article_sets_a_waiting_time_nobody_asks_for_one() -> None:
    case = case_of("xuhui-draft-2021", "chief-excellence-organisation")
    assert "again" not in {one.topic for one in conclude(case.application, case.plan, {})}


@pytest.mark.parametrize(
    ("rules", "award", "address", "verdict"),
    [
        ("shanghai-2022", "gold-organisation", "上海市浦东新区子虚路1号", "met"),
        ("shanghai-2022", "gold-organisation", "江苏省昆山市花桥镇子虚路1号", "not_met"),
        ("xuhui-draft-2021", "district-excellence-organisation", "上海市徐汇区田林街道子虚路1号", "met"),
        ("xuhui-draft-2021", "district-excellence-organisation", "上海市闵行区虹桥镇子虚路1号", "not_met"),
        ("xiaoshan-draft-2023", "quality-organisation", "杭州市萧山区临浦镇子虚路1号", "met"),
        ("xiaoshan-draft-2023", "quality-organisation", "浙江省杭州市钱塘区义蓬街道子虚路1号", "not_met"),
        ("qingshanhu-2022", "chief-organisation", "江西省南昌市青山湖区塘山镇子虚路1号", "met"),
        ("qingshanhu-2022", "chief-organisation", "江西省南昌市东湖区扬子洲镇子虚路1号", "not_met"),
        ("ganzhou", "government-organisation", "甘肃省张掖市甘州区新墩镇子虚路1号", "met"),
        ("ganzhou", "government-organisation", "甘肃省张掖市临泽县沙河镇子虚路1号", "not_met"),
    ],
)
def test_the_registered_address_lies_inside_or_outside(rules: str, award: str, address: str, verdict: str) -> None:
    assert judged(case_of(rules, award, address=address), "registered").verdict == verdict


# judged on 18 June 2026, 30 December 2025, 21 October 2025, 15 September 2025 and 15 July 2026
@pytest.mark.parametrize(
    ("rules", "award", "founded", "on_the_day", "the_day_after"),
    [
        ("shanghai-2022", "gold-organisation", (2023, 6, 17), "met", "met"),
        ("shanghai-2022", "gold-organisation", (2023, 6, 18), "met", "not_met"),
        ("shanghai-2022", "gold-organisation", (2023, 6, 19), "not_met", "not_met"),
        ("xuhui-draft-2021", "chief-excellence-organisation", (2022, 12, 30), "met", "not_met"),
        ("xuhui-draft-2021", "chief-excellence-organisation", (2022, 12, 31), "not_met", "not_met"),
        ("xiaoshan-draft-2023", "quality-organisation", (2020, 10, 21), "met", "not_met"),
        ("xiaoshan-draft-2023", "quality-organisation", (2020, 10, 22), "not_met", "not_met"),
        ("qingshanhu-2022", "chief-organisation", (2022, 9, 15), "met", "not_met"),
        ("qingshanhu-2022", "chief-organisation", (2022, 9, 16), "not_met", "not_met"),
        ("ganzhou", "government-organisation", (2023, 7, 15), "met", "not_met"),
        ("ganzhou", "government-organisation", (2023, 7, 16), "not_met", "not_met"),
    ],
)
def test_years_in_business_are_complete_on_the_corresponding_day_or_when_it_is_over(
    rules: str, award: str, founded: tuple[int, int, int], on_the_day: str, the_day_after: str
) -> None:
    case = case_of(rules, award)
    licence = case.application.applicant.licence.model_copy(update={"founded": date(*founded)})
    years = judged(world(case, lambda a: a.model_copy(update={"licence": licence})), "years")
    told = {one.reading: one.verdict for one in years.readings}
    assert (told["registration"], told["registration-day-after"]) == (on_the_day, the_day_after)
    assert told["operation"] == "undetermined"
