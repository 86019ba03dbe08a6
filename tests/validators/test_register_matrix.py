"""What each register must say for each rule, as tables written down by hand from the clauses.

The cases in tests/registers show how a register is read; here every word of `settled_by` is held to the clause: which
bureaux must answer, which measures and reasons bar, which prizes count, and what a list must be declared complete for.
"""

import tomllib
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.columns import Measure, Reason
from pipeline.model import Doubt, Finding, Verdict
from tests.validators.cases import trial
from tests.validators.lists import registers_of
from validators.pack import load

_PACKS = Path(__file__).parents[1] / "packs"
ID = "800000198303054125"
PERSON = {"set": {"identity_card": {"person.id_number": ID}}}

SHANGHAI, XUHUI, XIAOSHAN, QINGSHANHU, GANZHOU = (
    "shanghai-2022",
    "xuhui-draft-2021",
    "xiaoshan-draft-2023",
    "qingshanhu-2022",
    "ganzhou",
)


class Applicant(NamedTuple):
    name: str
    code: str
    on: date
    first: date  # of the longest period that any rule of the pack looks back upon


WHO = {
    SHANGHAI: Applicant("上海子虚精密仪器有限公司", "91310104MA1FR0X18T", date(2026, 6, 30), date(2010, 1, 1)),
    XUHUI: Applicant("上海徐汇子虚精密仪器有限公司", "91310104MA1FR0X18T", date(2025, 12, 30), date(2010, 1, 1)),
    XIAOSHAN: Applicant("杭州子虚机械有限公司", "91330109MA27XAB12B", date(2025, 10, 21), date(2010, 1, 1)),
    QINGSHANHU: Applicant("南昌子虚流体控制技术有限公司", "91360111MA35H0T20F", date(2025, 9, 15), date(2010, 1, 1)),
    GANZHOU: Applicant("张掖子虚机械有限公司", "91620702MA71B0C31M", date(2026, 7, 15), date(2010, 1, 1)),
}

# Who must have answered, from the sentence that each rule prints: 市场监管、应急管理……
MARKET, SAFETY, NATURE, HEALTH, DRUGS = "市场监督管理局", "应急管理局", "生态环境局", "卫生健康委员会", "药品监督管理局"
PLANS, TRADE, WORKS, LABOUR, HOMES = (
    "发展和改革委员会",
    "经济和信息化委员会",
    "工业和信息化局",
    "人力资源和社会保障局",
    "住房和城乡建设局",
)
TAX, POLICE, COURT, WATCH, LETTERS, CREDIT = (
    "税务局",
    "公安局",
    "人民法院",
    "纪委监委",
    "信访局",
    "公共信用信息服务中心",
)
FOUR = (MARKET, SAFETY, NATURE, HEALTH)
MUST_ANSWER: dict[tuple[str, str], tuple[str, ...]] = {
    (SHANGHAI, "16.1.2-lawful"): (TRADE, NATURE, SAFETY, MARKET),
    (SHANGHAI, "16.3-accidents"): (*FOUR, DRUGS),
    (SHANGHAI, "16.3-complaints"): (MARKET,),
    (SHANGHAI, "16.3-dishonesty"): (CREDIT,),
    (SHANGHAI, "17.3-head-accidents"): (*FOUR, DRUGS),
    (SHANGHAI, "17.3-head-complaints"): (MARKET,),
    (SHANGHAI, "17.3-head-dishonesty"): (CREDIT,),
    (GANZHOU, "13.2-lawful"): (PLANS, WORKS, NATURE, SAFETY),
    (GANZHOU, "13.2-accidents"): (MARKET, SAFETY, NATURE),
    (QINGSHANHU, "10.2-lawful"): (PLANS, WORKS, MARKET, NATURE),
    (QINGSHANHU, "10.5-accidents"): FOUR,
    (QINGSHANHU, "10.5-complaints"): (MARKET,),
    (QINGSHANHU, "10.5-inspection"): (MARKET,),
    (QINGSHANHU, "10.5-labour"): (LABOUR,),
    (QINGSHANHU, "10.5-violations"): (CREDIT, MARKET, TAX, LABOUR, POLICE),
    (QINGSHANHU, "11.4-accidents"): FOUR,
    (QINGSHANHU, "11.5-person-clean"): (POLICE, COURT, WATCH),
    (XIAOSHAN, "14.2-lawful"): (PLANS, TRADE, NATURE, SAFETY, MARKET),
    (XIAOSHAN, "14.6-inspection"): (MARKET, HOMES),
    (XIAOSHAN, "14.6-accidents"): FOUR,
    (XIAOSHAN, "14.6-complaints"): (MARKET, LABOUR, LETTERS),
    (XIAOSHAN, "14.6-violations"): (CREDIT, MARKET),
    **{(XUHUI, f"{article}.1.5-accidents"): FOUR for article in (11, 12)},
    **{(XUHUI, f"{article}.1.5-complaints"): (MARKET,) for article in (11, 12)},
    **{(XUHUI, f"{article}.1.5-dishonesty"): (CREDIT,) for article in (11, 12)},
    **{(XUHUI, f"{article}.2.3-person-clean"): (POLICE, COURT, MARKET) for article in (11, 12)},
    **{(XUHUI, f"{article}.2.4-head-accidents"): FOUR for article in (11, 12)},
    **{(XUHUI, f"{article}.2.4-head-complaints"): (MARKET,) for article in (11, 12)},
    **{(XUHUI, f"{article}.2.4-head-dishonesty"): (CREDIT,) for article in (11, 12)},
}
OF_PERSON = {"11.5-person-clean", "11.2.3-person-clean", "12.2.3-person-clean"}
OF_EMPLOYER = {rule for _, rule in MUST_ANSWER if "-head-" in rule} | {"11.4-accidents"}


class Bar(NamedTuple):
    counts: set[tuple[str, str]]  # the measure and the reason
    awards: tuple[str, ...]
    whole: tuple[str, ...]
    barring: str = ""  # five years before the reference day: inside by the application as well
    free: str = ""  # the day before five years before the application: outside by both


ANY = {(Measure.REVOKED.value, reason.value) for reason in Reason}
FRAUD = {("撤销", "弄虚作假")}
CITY = ("上海市政府质量奖", "上海市市长质量奖", "上海市质量金奖")
BARS = {
    (SHANGHAI, "35-revoked"): Bar(FRAUD, CITY, CITY[:1], "2021-06-30", "2021-06-17"),
    (SHANGHAI, "36-revoked"): Bar(ANY - FRAUD, CITY, CITY[:1], "2021-06-30", "2021-06-17"),
    (QINGSHANHU, "27-revoked"): Bar(
        FRAUD, ("青山湖区区长质量奖",), ("青山湖区区长质量奖",), "2020-09-15", "2020-09-09"
    ),
    (XIAOSHAN, "29-revoked"): Bar(
        FRAUD, ("萧山区政府质量奖", "萧山区政府质量管理创新奖"), ("萧山区政府质量奖", "萧山区政府质量管理创新奖")
    ),
    (XIAOSHAN, "33-revoked"): Bar(
        set(product(("撤销", "限制申报"), ("重大事故", "其他"))),
        ("萧山区政府质量奖", "萧山区政府质量管理创新奖"),
        ("萧山区政府质量奖", "萧山区政府质量管理创新奖"),
        "2020-10-21",
        "2020-10-14",
    ),
    (XUHUI, "19-revoked"): Bar(
        ANY,
        ("徐汇区区政府质量奖", "徐汇区政府质量奖", "徐汇区区长质量奖", "徐汇区质量奖"),
        ("徐汇区政府质量奖",),
        "2020-12-30",
        "2020-12-19",
    ),
}


class Prize(NamedTuple):
    same: tuple[str, ...]
    other: tuple[str, ...]
    complete: tuple[str, ...]  # any one of these declarations covers the prize
    not_complete: tuple[str, ...]
    first: str  # the first day on which a decision still bars
    reading: str = ""


_GOLD, _MAYOR = "上海市质量金奖", "上海市市长质量奖"
PRIZES = {
    (SHANGHAI, "18-again"): Prize(
        (_GOLD, "上海市质量金奖（先进质量管理模式）", "上海市质量金奖（组织）"),
        (
            "上海市质量金奖（先进质量管理成果）",
            "上海市质量金奖（个人）",
            "上海市质量金奖提名奖",
            "上海市质量金奖入围奖",
            _MAYOR,
        ),
        (_GOLD, "上海市政府质量奖"),
        (_MAYOR, "徐汇区质量奖"),
        "2021-06-18",
    ),
    (SHANGHAI, "18-again-gold-individual"): Prize(
        (_GOLD, "上海市质量金奖（先进质量管理成果）", "上海市质量金奖（个人）"),
        (
            "上海市质量金奖（先进质量管理模式）",
            "上海市质量金奖（组织）",
            "上海市质量金奖提名奖",
            "上海市质量金奖入围奖",
            _MAYOR,
        ),
        (_GOLD, "上海市政府质量奖"),
        (_MAYOR,),
        "2021-06-18",
    ),
    (SHANGHAI, "18-again-mayor-organisation"): Prize(
        (_MAYOR, "上海市市长质量奖（先进质量管理模式）"),
        (
            "上海市市长质量奖（先进质量管理成果）",
            "上海市市长质量奖（个人）",
            "上海市市长质量奖提名奖",
            "上海市市长质量奖入围奖",
            _GOLD,
        ),
        (_MAYOR, "上海市政府质量奖"),
        (_GOLD,),
        "2021-06-18",
    ),
    (SHANGHAI, "18-again-mayor-individual"): Prize(
        (_MAYOR, "上海市市长质量奖（先进质量管理成果）"),
        (
            "上海市市长质量奖（先进质量管理模式）",
            "上海市市长质量奖（组织）",
            "上海市市长质量奖提名奖",
            "上海市市长质量奖入围奖",
            _GOLD,
        ),
        (_MAYOR, "上海市政府质量奖"),
        (_GOLD,),
        "2021-06-18",
    ),
    (QINGSHANHU, "23-again"): Prize(
        ("青山湖区区长质量奖", "青山湖区区长质量奖（组织）"),
        ("青山湖区区长质量奖（个人）", "青山湖区区长质量奖提名奖"),
        ("青山湖区区长质量奖",),
        ("南昌市市长质量奖",),
        "2015-01-01",
    ),
    (QINGSHANHU, "23-again-individual"): Prize(
        ("青山湖区区长质量奖", "青山湖区区长质量奖（个人）"),
        ("青山湖区区长质量奖（组织）", "青山湖区区长质量奖提名奖"),
        ("青山湖区区长质量奖",),
        ("南昌市市长质量奖",),
        "2015-01-01",
    ),
    (XIAOSHAN, "28-again"): Prize(
        ("萧山区政府质量奖", "杭州市萧山区政府质量奖"),
        ("萧山区政府质量管理创新奖", "萧山区政府质量奖（创新奖）"),
        ("萧山区政府质量奖",),
        ("萧山区政府质量管理创新奖",),
        "2021-01-01",
        "award-year-counted",
    ),
    (XIAOSHAN, "28-again-higher"): Prize(
        ("萧山区政府质量奖",),
        ("萧山区政府质量管理创新奖", "萧山区政府质量奖（创新奖）"),
        ("萧山区政府质量奖",),
        ("萧山区政府质量管理创新奖",),
        "2021-01-01",
        "award-year-counted",
    ),
    (GANZHOU, "7-again"): Prize(
        ("甘州区人民政府质量奖", "甘州区政府质量奖"),
        (),
        ("甘州区人民政府质量奖", "甘州区政府质量奖"),
        ("张掖市政府质量奖",),
        "2021-07-10",
    ),
}
ASKS_A_PERSON = {"7-again", "28-again-higher"}  # the clause does not say that the prize bars


def _base(pack: str, *, person: bool) -> Any:
    told = tomllib.loads((_PACKS / f"{pack}.toml").read_text(encoding="utf-8"))
    return told["bases"]["person"] if person else told["base"]


def _find(pack: str, rule: str, registers: dict[str, Any], *, person: bool = False, **case: Any) -> Finding:
    base, on = _base(pack, person=person), WHO[pack].on
    asked = {"rule": rule, "base": base, "on": on, **(PERSON if person else {}), **case}
    return trial(asked, load(pack), registers_of(registers)).judged(load(pack))


def _whose(pack: str, *, person: bool) -> dict[str, str]:
    return {"name": "甄思齐", "resident_number": ID} if person else {"name": WHO[pack].name, "code": WHO[pack].code}


@pytest.mark.parametrize(("where", "bureaux"), MUST_ANSWER.items(), ids=map("-".join, MUST_ANSWER))
def test_each_bureau_must_answer_and_no_other(where: tuple[str, str], bureaux: tuple[str, ...]) -> None:
    """All of them are enough; without any one of them the condition stays open and names the one that is missing."""
    pack, rule = where
    person = rule in OF_PERSON | OF_EMPLOYER
    who = WHO[pack]
    whose = {"name": "甄思齐", "resident_number": ID} if rule in OF_PERSON else {"name": who.name}
    answer = {**whose, "matters": rule, "opinion": "无记录", "since": "2010-01-01", "until": who.on.isoformat()}
    rows = [{**answer, "bureau": bureau, "replied_on": "2026-12-31"} for bureau in bureaux]
    told = _find(pack, rule, {"replies": {"years": 3, "rows": rows}}, person=person)
    assert told.verdict is Verdict.MET, told.sentence
    for left_out in rows:
        rest = {"replies": {"years": 3, "rows": [row for row in rows if row is not left_out]}}
        finding = _find(pack, rule, rest, person=person)
        assert finding.doubt is Doubt.EXTERNAL, left_out["bureau"]


@pytest.mark.parametrize("where", [one for one in MUST_ANSWER if "-head-" in one[1]], ids="-".join)
def test_of_a_person_who_is_no_head_the_bureaux_are_not_asked(where: tuple[str, str]) -> None:
    """Even a record of the employer is not this person's."""
    pack, rule = where
    record = {
        "name": WHO[pack].name,
        "matters": rule,
        "opinion": "有记录",
        "counted": "属于",
        "recorded_on": "2025-01-05",
    }
    form = {"set": {"individual_form": {"person.is_head": False, "person.post": "质量经理"}}}
    rows = {"replies": {"rows": [{**record, "bureau": MUST_ANSWER[where][0]}]}}
    assert _find(pack, rule, rows, person=True, **form).verdict is Verdict.NOT_APPLICABLE
    assert _find(pack, rule, rows, person=True).verdict is Verdict.NOT_MET


@pytest.mark.parametrize(("where", "bar"), BARS.items(), ids=map("-".join, BARS))
def test_what_bars_is_what_the_clause_names(where: tuple[str, str], bar: Bar) -> None:
    """Each measure for each reason, each prize of the regulation by each of its names, and another prize."""
    pack, rule = where
    year = WHO[pack].on.year - 1
    row = {**_whose(pack, person=False), "decided_on": f"{year}-06-01", "found_on": f"{year}-03-01"}
    declared = {
        "complete_from": WHO[pack].first,
        "complete_to": WHO[pack].on,
        "complete_for": list(bar.whole),
        "since_first_award": True,
    }
    for measure, reason in product(Measure, Reason):
        told = {**row, "award": bar.awards[0], "measure": measure.value, "reason": reason.value}
        finding = _find(pack, rule, {"revocations": {**declared, "rows": [told]}})
        counts = (measure.value, reason.value) in bar.counts
        assert finding.verdict is (Verdict.NOT_MET if counts else Verdict.MET), (measure, reason)
    measure_, reason_ = min(bar.counts)
    counted = {**row, "measure": measure_, "reason": reason_}
    for award in bar.awards:
        rows = {"revocations": {"rows": [{**counted, "award": award}]}}
        assert _find(pack, rule, rows).verdict is Verdict.NOT_MET, award
    other = _find(pack, rule, {"revocations": {"rows": [{**counted, "award": "某县县长质量奖"}]}})
    assert other.doubt is Doubt.HUMAN
    for name in bar.whole:
        part = {**declared, "complete_for": [one for one in bar.whole if one != name]}
        assert _find(pack, rule, {"revocations": part}).doubt is Doubt.EXTERNAL


@pytest.mark.parametrize("where", [one for one, bar in BARS.items() if bar.barring], ids="-".join)
def test_a_bar_lasts_five_years(where: tuple[str, str]) -> None:
    """On its last day it stands; a day after it was over for the application it is."""
    (pack, rule), bar = where, BARS[where]
    measure, reason = min(bar.counts)
    row = {**_whose(pack, person=False), "award": bar.awards[0], "measure": measure, "reason": reason}
    declared = {"complete_from": WHO[pack].first, "complete_to": WHO[pack].on, "complete_for": list(bar.whole)}
    for day, expected in ((bar.barring, Verdict.NOT_MET), (bar.free, Verdict.MET)):
        rows = [{**row, "decided_on": day, "found_on": day}]
        assert _find(pack, rule, {"revocations": {**declared, "rows": rows}}).verdict is expected, day


@pytest.mark.parametrize(
    ("pack", "rule", "awards", "whole", "other"),
    [
        (SHANGHAI, "18-double", ("徐汇区质量奖", "浦东新区区长质量奖"), "各区政府质量奖", "上海市政府质量奖"),
        (XUHUI, "13-double", CITY, "上海市政府质量奖", "徐汇区政府质量奖"),
    ],
)
def test_the_other_level_is_the_one_the_clause_names(
    pack: str, rule: str, awards: tuple[str, ...], whole: str, other: str
) -> None:
    """Every prize of the other level counts, a prize of this one does not, and the list must be of the other level."""
    on = WHO[pack].on
    for award in awards:
        row = {**_whose(pack, person=False), "award": award, "year": on.year}
        assert _find(pack, rule, {"other_level": {"rows": [row]}}).verdict is Verdict.NOT_MET
    own = {**_whose(pack, person=False), "award": other, "year": on.year}
    assert _find(pack, rule, {"other_level": {"rows": [own]}}).doubt is Doubt.HUMAN
    declared = {"complete_from": date(on.year, 1, 1), "complete_to": on}
    assert _find(pack, rule, {"other_level": {**declared, "complete_for": [whole]}}).verdict is Verdict.MET
    assert _find(pack, rule, {"other_level": {**declared, "complete_for": [other]}}).doubt is Doubt.EXTERNAL


@pytest.mark.parametrize(("where", "prize"), PRIZES.items(), ids=map("-".join, PRIZES))
def test_which_prize_bars_and_from_which_day(where: tuple[str, str], prize: Prize) -> None:
    """By every name that is the prize and none that is another; on the first day that counts, not on the day before."""
    pack, rule = where
    person = rule.endswith("individual")
    case = {"reading": prize.reading} if prize.reading else {}
    declared = {"complete_from": WHO[pack].first, "complete_to": WHO[pack].on, "complete_for": list(prize.complete)}
    row = _whose(pack, person=person)
    first = date.fromisoformat(prize.first)

    def verdict(award: str, won_on: date, complete: Any = None) -> Finding:
        told = {**declared, **(complete or {}), "rows": [{**row, "award": award, "won_on": won_on.isoformat()}]}
        return _find(pack, rule, {"winners": told}, person=person, **case)

    for award in prize.same:
        finding = verdict(award, first)
        if rule in ASKS_A_PERSON:
            assert finding.doubt is Doubt.HUMAN, award
        else:
            assert finding.verdict is Verdict.NOT_MET, award
        assert verdict(award, date.fromordinal(first.toordinal() - 1)).verdict is Verdict.MET, award
    for award in prize.other:
        assert verdict(award, first).verdict is Verdict.MET, award
    for names, expected in ((prize.complete, Verdict.MET), (prize.not_complete, Verdict.UNDETERMINED)):
        for name in names:
            bare = {"winners": {**declared, "complete_for": [name]}}
            assert _find(pack, rule, bare, person=person, **case).verdict is expected, name


def test_a_lower_prize_is_held_by_an_organisation_and_by_its_own_name() -> None:
    """A person's gold prize, a nomination and the mayor's prize are not the gold prize the clause asks for."""
    row = _whose(SHANGHAI, person=False)
    for award in (
        "上海市质量金奖（先进质量管理成果）",
        "上海市质量金奖（个人）",
        "上海市质量金奖提名奖",
        "上海市质量金奖入围奖",
        _MAYOR,
    ):
        told = {"winners": {"rows": [{**row, "award": award, "won_on": "2020-09-01"}]}}
        assert _find(SHANGHAI, "16.2.1-previous-award", told, reading="on-the-day").doubt is Doubt.MISSING, award
    for award in (_GOLD, "上海市质量金奖（先进质量管理模式）"):
        told = {"winners": {"rows": [{**row, "award": award, "won_on": "2020-09-01"}]}}
        assert _find(SHANGHAI, "16.2.1-previous-award", told, reading="on-the-day").verdict is Verdict.MET, award


@pytest.mark.parametrize("colour", ["黄", "橙", "红", "灰", "黑"])
def test_no_colour_but_green_is_green(colour: str) -> None:
    row = {**_whose(QINGSHANHU, person=False), "colour": colour, "checked_on": "2025-09-15"}
    finding = _find(QINGSHANHU, "10.5-colour", {"supervision": {"rows": [row]}}, without=["supervision_screen"])
    assert finding.verdict is Verdict.NOT_MET


@pytest.mark.parametrize("grade", ["B", "C", "D"])
def test_no_grade_but_a_is_a(grade: str) -> None:
    row = {**_whose(XIAOSHAN, person=False), "grade": grade, "year": 2024}
    finding = _find(XIAOSHAN, "14.2-land", {"land": {"rows": [row]}}, without=["land_list"], reading="previous-year")
    assert finding.verdict is Verdict.NOT_MET
