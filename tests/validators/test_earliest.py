"""The first day on which a condition of time is met, worked out by hand from the clause and a calendar."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dossier import earliest
from pipeline.model import Earliest, Finding, Verdict
from pipeline.saying import say_earliest
from pipeline.settings import Office
from tests.pipeline.paper import finding
from tests.validators.sheets import changed, sheet_of
from validators.earliest import either, every, seen_from
from validators.judge import judge
from validators.pack import load

_CASES = Path(__file__).parents[1] / "packs"
SHANGHAI, XIAOSHAN, QINGSHANHU = "shanghai-2022", "xiaoshan-draft-2023", "qingshanhu-2022"
GOLD, MAYOR = "上海市质量金奖（先进质量管理模式）", "16.2.1-previous-award"
YEARS = {"16.1.1-years": "registration"}
AFTER = {"16.1.1-years": "registration-day-after"}
Told = dict[str, dict[str, Any]]


def told(pack: str, change: Told, readings: dict[str, str], award: str = "", days: int = 0) -> dict[str, Finding]:
    case = tomllib.loads((_CASES / f"{pack}.toml").read_text(encoding="utf-8"))
    rules = load(pack)
    on = case["on"] + timedelta(days=days)
    sheet = sheet_of(changed(case["base"], change))
    return {f.rule: f for f in judge(sheet, rules, award or rules.award[0].id, Office(readings=readings), on)}


def founded(*printed: str, form: str = "") -> Told:
    forms = {"entity.founded": form} if form else {"entity.founded": printed[0]}
    return {"business_licence": {"entity.founded": list(printed)}, "application_form": forms}


def won(name: str, when: str) -> Told:
    return {"honour_certificate": {"honour.name[a]": name, "honour.awarded_on[a]": when,
                                   "honour.holder[a]": "上海子虚精密仪器有限公司"}}  # fmt: skip


def accident(when: str) -> Told:
    return {"clearance_letter": {"accident.grade[a]": "重大", "accident.occurred_on[a]": when}}


def loss(year: int) -> Told:
    return {"audit_report": {f"finance.{line}[{year}]": "-1" for line in ("profit_total", "profit_net")}}


@pytest.mark.parametrize(
    ("pack", "rule", "readings", "change", "day"),
    [
        # three years to the day, and when that day is over
        (SHANGHAI, "16.1.1-years", YEARS, founded("2023-06-30"), "2026-06-30"),
        (SHANGHAI, "16.1.1-years", YEARS, founded("2023-07-01"), "2026-07-01"),
        (SHANGHAI, "16.1.1-years", AFTER, founded("2023-07-01"), "2026-07-02"),
        # 29 February has no corresponding day in 2027: the last of the month stands for it
        (SHANGHAI, "16.1.1-years", YEARS, founded("2024-02-29"), "2027-02-28"),
        (SHANGHAI, "16.1.1-years", AFTER, founded("2024-02-29"), "2027-03-01"),
        (SHANGHAI, "16.1.1-years", YEARS, founded("2025-02-28"), "2028-02-28"),
        # every day a coarse date can mean, every way ink can be read, every paper that proves or claims
        (SHANGHAI, "16.1.1-years", YEARS, founded("2023-07"), "2026-07-31"),
        (SHANGHAI, "16.1.1-years", YEARS, founded("2024"), "2027-12-31"),
        (SHANGHAI, "16.1.1-years", YEARS, founded("2012-03-15", "2025-03-15"), "2028-03-15"),
        (SHANGHAI, "16.1.1-years", YEARS, founded("2012-03-15", form="2025-01-15"), "2028-01-15"),
        (SHANGHAI, "16.1.1-years", YEARS, founded("2025-01-15", form="2012-03-15"), "2028-01-15"),
        (SHANGHAI, "16.1.1-years", YEARS, founded("2012-03-15", form="2024"), "2027-01-01"),
        # five years from the decision are over on the day after the corresponding one
        (SHANGHAI, "18-again", {}, won(GOLD, "2021-06-30"), "2026-07-01"),
        (SHANGHAI, "18-again", {}, won(GOLD, "2024-02-29"), "2029-03-01"),
        (SHANGHAI, "18-again", {}, won(GOLD, "2023"), "2029-01-01"),
        (SHANGHAI, "18-again", {}, won(GOLD, "2015-11"), "2020-12-01"),
        # by calendar years, with the year of the prize as the first and without it; unchosen, both
        (XIAOSHAN, "28-again", {"28-again": "award-year-counted"}, won("萧山区政府质量奖", "2021-11"), "2026-01-01"),
        (XIAOSHAN, "28-again", {}, won("萧山区政府质量奖", "2021-11"), "2027-01-01"),
        (QINGSHANHU, "23-again", {}, won("青山湖区区长质量奖", "2015-09-01"), "2026-01-01"),
        # a rolling window lets go of an accident on the day after the corresponding one
        (SHANGHAI, "16.3-accidents", {}, accident("2022-07-01"), "2027-07-02"),
        (SHANGHAI, "16.3-accidents", {}, accident("2024-02-29"), "2029-03-01"),
        (SHANGHAI, "16.3-accidents", {}, accident("2024-03"), "2029-04-01"),
        # a loss in 2023: the five years before 2029 are 2024–2028; with the year of application those of 2028 are
        (SHANGHAI, "16.3-no-loss", {"16.3-no-loss": "before-lifetime"}, loss(2023), "2029-01-01"),
        (QINGSHANHU, "10.4-profit", {}, loss(2024), "2027-01-01"),
        # the notice hung until 12 June; one that hung too short hangs again, 30 June to 6 July at best
        (SHANGHAI, "20-publicity", {"20-publicity": "first-day-counted"}, {}, "2026-06-13"),
        (
            SHANGHAI,
            "20-publicity",
            {"20-publicity": "first-day-counted"},
            {p: {"publicity.ends_on": "2026-06-02"} for p in ("publicity_notice", "publicity_result")},
            "2026-07-07",
        ),
    ],
)  # fmt: skip
def test_the_first_day_is_the_one_worked_out_by_hand(
    pack: str, rule: str, readings: dict[str, str], change: Told, day: str
) -> None:
    found = told(pack, change, readings)[rule].earliest
    assert found
    assert found.day == date.fromisoformat(day)


def test_a_certificate_counts_from_its_second_year_until_it_runs_out() -> None:
    """First issued on 16 September 2023, valid to 5 January 2026: two years short by a day on 15 September 2025."""
    number = "99923Q10001R1M"
    one = {f"certificate.first_issued[{number}]": "2023-09-16", f"certificate.issued_on[{number}]": "2023-09-16"}
    readings = {r.id: r.reading[0].id for r in load(QINGSHANHU).rule if r.id == "10.3-certificate" and r.reading}
    found = told(QINGSHANHU, {"management_certificate": one}, readings)["10.3-certificate"]
    assert found.verdict is not Verdict.MET
    assert found.earliest
    assert (found.earliest.day, found.earliest.until) == (date(2025, 9, 16), date(2026, 1, 5))


@pytest.mark.parametrize(("reading", "day"), [("on-the-day", "2026-07-01"), ("day-after", "2026-07-02")])
def test_a_prize_held_long_enough(reading: str, day: str) -> None:
    """The gold prize of 1 July 2023 has been held for three years on 1 July 2026, or when that day is over."""
    found = told(SHANGHAI, won(GOLD, "2023-07-01"), {MAYOR: reading}, "mayor-organisation")[MAYOR].earliest
    assert found
    assert found.day == date.fromisoformat(day)


def test_of_two_prizes_the_one_that_is_old_enough_first_counts() -> None:
    change = {**won(GOLD, "2023-07-01"), "honour_certificate#2": won(GOLD, "2024-07-01")["honour_certificate"]}
    found = told(SHANGHAI, change, {MAYOR: "on-the-day"}, "mayor-organisation")[MAYOR].earliest
    assert found
    assert found.day == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("rule", "change", "why"),
    [
        ("16.1.1-years", {"business_licence": {"entity.founded": "said:unreadable"}}, "没有证明"),
        ("16.1.1-years", founded("2012-03-15", "said:unreadable"), "没有读出"),
        ("18-again", {"application_form": {"honour.name[a]": GOLD}}, "没有写明"),
        ("16.3-accidents", {"clearance_letter": {"accident.grade[a]": "重大"}}, "没有读出日期"),
        ("20-publicity", {"publicity_notice": {"publicity.ends_on": "said:blank"},
                          "publicity_result": {"publicity.ends_on": "said:blank"}}, "没有载明"),
    ],
)  # fmt: skip
def test_what_no_paper_tells_is_not_guessed(rule: str, change: Told, why: str) -> None:
    found = told(SHANGHAI, change, YEARS)[rule].earliest
    assert found
    assert found.day is None
    assert why in found.why


def test_a_year_without_a_report_may_hide_a_loss() -> None:
    change = {"audit_report": {"finance.profit_net[2024]": "said:unreadable", "finance.profit_net[2022]": "-1"}}
    found = told(SHANGHAI, change, {"16.3-no-loss": "before-lifetime"})["16.3-no-loss"].earliest
    assert found
    assert found.day is None
    assert "2024" in found.why


def test_an_unchosen_reading_that_no_paper_answers_keeps_the_day_open() -> None:
    found = told(SHANGHAI, {}, {})["16.1.1-years"].earliest
    assert found
    assert found.day is None
    assert "生产经营" in found.why


def test_what_no_time_touches_has_no_day() -> None:
    findings = told(SHANGHAI, {}, YEARS)
    for rule in ("16.1.1-registered", "16.3-dishonesty", "18-again", "16.3-accidents", "22-complete"):
        assert findings[rule].earliest is None, rule


@pytest.mark.parametrize(
    ("since", "claimed", "day"), [("2021-06-30", "5", "2026-06-30"), ("2021-07-01", "4", "2026-07-01")]
)
def test_years_of_work_that_are_short_grow_with_the_work(since: str, claimed: str, day: str) -> None:
    """From 30 June 2021 five years are complete on 30 June 2026, from the next day a day later if work goes on."""
    case = tomllib.loads((_CASES / f"{SHANGHAI}.toml").read_text(encoding="utf-8"))
    change = {
        "individual_form": {"person.quality_years": claimed},
        "employment_proof": {"employment.since[甲厂]": since, "employment.issued_on[甲厂]": "2026-06-30"},
    }
    person = changed(case["bases"]["person"], change, ["employment_proof/employment.years[甲厂]"])
    findings = judge(sheet_of(person), load(SHANGHAI), "gold-individual", Office(), case["on"])
    found = next(one for one in findings if one.rule == "17.1.1-person-years").earliest
    assert found
    assert found.day == date.fromisoformat(day)
    assert ("前提" in found.why) == (claimed == "4")


def test_years_that_two_letters_attest_without_a_break_are_complete_on_one_day() -> None:
    """Begun on 31 August 2015 at the latest: ten years are complete on 31 August 2025."""
    case = tomllib.loads((_CASES / f"{QINGSHANHU}.toml").read_text(encoding="utf-8"))
    change = {
        "employment_proof": {
            "employment.since[甲厂]": "2015-08",
            "employment.until[甲厂]": "/2018-07",
            "employment.since[乙厂]": "2018-08",
            "employment.until[乙厂]": "/至今",
        }
    }
    office = Office(readings={"11.1-person-years": "ten-years"})
    findings = judge(
        sheet_of(changed(case["bases"]["person"], change)), load(QINGSHANHU), "chief-individual", office, case["on"]
    )
    found = next(one for one in findings if one.rule == "11.1-person-years")
    assert found.verdict is Verdict.MET
    assert found.earliest
    assert found.earliest.day == date(2025, 8, 31)


ON, BEFORE = date(2026, 6, 30), date(2026, 6, 29)


def test_a_day_that_is_over_is_no_day_to_wait_for() -> None:
    """What was met until yesterday is met no more; what is met until today still is."""
    told = Earliest(day=date(2022, 1, 6), until=BEFORE)
    gone = seen_from(ON, told, Verdict.NOT_MET)
    assert gone
    assert gone.day is None
    assert "只到2026年6月29日为止" in gone.why
    last = seen_from(ON, told.model_copy(update={"until": ON}), Verdict.NOT_MET)
    assert last
    assert (last.day, last.until) == (ON, ON)


def test_a_day_that_has_come_says_what_is_left_to_do() -> None:
    """Not met: it must be done anew, today at best. Open: time is no longer what it waits for."""
    anew, open_ = (seen_from(ON, Earliest(day=BEFORE), one) for one in (Verdict.NOT_MET, Verdict.UNDETERMINED))
    assert anew == Earliest(day=ON, why="以审查基准日当日重新办理、重新填报为前提")
    assert open_ == Earliest(day=BEFORE, why="时间条件已届至，尚待核实的是其他内容")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_day_to_come_stands_as_it_is(verdict: Verdict) -> None:
    told = Earliest(day=ON + timedelta(days=1))
    assert seen_from(ON, told, verdict) == told


def test_what_is_met_keeps_the_day_since_when() -> None:
    since = Earliest(day=date(2022, 1, 6), until=BEFORE)
    assert seen_from(ON, since, Verdict.MET) == since
    assert seen_from(ON, None, Verdict.NOT_MET) is None


def test_all_must_be_met_and_one_is_enough() -> None:
    march, may = Earliest(day=date(2026, 3, 1), until=date(2027, 1, 1)), Earliest(day=date(2026, 5, 1))
    open_ = Earliest(why="不能推算")
    assert every([march, may]) == Earliest(day=date(2026, 5, 1), until=date(2027, 1, 1))
    assert every([march, open_]) == Earliest(until=date(2027, 1, 1), why="不能推算")
    assert either([may, march, open_]) == march
    assert (every([]), either([None])) == (None, None)


def timed(name: str, day: date | None, until: date | None = None) -> Finding:
    told_ = Earliest(day=day, until=until, why="" if day else "没有证明")
    return finding().model_copy(update={"title": name, "earliest": told_})


def test_the_application_waits_for_the_last_of_its_conditions() -> None:
    """And says which; one that does not apply is waited for by nobody."""
    spared = timed("丙", date(2030, 1, 1)).model_copy(update={"verdict": Verdict.NOT_APPLICABLE})
    found = earliest([finding(), timed("甲", date(2026, 3, 1)), timed("乙", date(2026, 8, 1)), spared])
    assert found
    assert (found.day, "乙" in found.why) == (date(2026, 8, 1), True)
    assert earliest([finding(), spared]) is None


def test_the_application_has_no_day_where_one_condition_has_none() -> None:
    found = earliest([timed("甲", date(2026, 3, 1)), timed("乙", None)])
    assert found
    assert found.day is None
    assert "乙" in found.why
    assert "2026年3月1日" in found.why


@pytest.mark.parametrize(("end", "day"), [(date(2026, 8, 1), date(2026, 8, 1)), (date(2026, 7, 31), None)])
def test_the_last_condition_must_come_before_another_ends(end: date, day: date | None) -> None:
    """A certificate that runs out the day before the years are complete has to be renewed first."""
    found = earliest([timed("证书", date(2020, 1, 1), end), timed("年限", date(2026, 8, 1))])
    assert found
    assert found.day == day
    assert ("证书" in found.why) == (day is None)


def test_a_day_is_said_as_an_official_does() -> None:
    assert say_earliest(Earliest(day=date(2026, 8, 1))) == "2026年8月1日起"
    assert say_earliest(Earliest(why="没有证明")) == "没有证明。"


@given(st.dates(date(2019, 9, 2), date(2028, 12, 31)), st.sampled_from(["registration", "registration-day-after"]))
@settings(max_examples=60, deadline=None)
def test_the_condition_is_met_on_that_day_and_not_on_the_day_before(start: date, reading: str) -> None:
    """The day is the verdict's own turning point, whatever the founding date."""
    change, readings = founded(start.isoformat()), {"16.1.1-years": reading}
    found = told(SHANGHAI, change, readings)["16.1.1-years"].earliest
    assert found
    assert found.day
    wait = (found.day - date(2026, 6, 30)).days
    then, before = (told(SHANGHAI, change, readings, days=wait - back)["16.1.1-years"] for back in (0, 1))
    assert (then.verdict, before.verdict) == (Verdict.MET, Verdict.NOT_MET)
