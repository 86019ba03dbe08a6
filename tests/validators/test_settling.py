"""Whose row it is, and how papers and registers are joined."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Doubt, Finding, Verdict
from pipeline.registers import Won
from pipeline.settings import Office
from tests.validators.lists import registers_of
from tests.validators.sheets import changed, sheet_of
from validators.case import Case, InForce
from validators.judge import judge
from validators.pack import load
from validators.settling.parties import Match, applicant, match

OURS, THEIRS, WRONG = "91310104MA1FR0X18T", "91310104132000010R", "91310104MA1FR0X18U"
NAME = "上海子虚精密仪器有限公司"
ME, ANOTHER = "800000198303054125", "800000198303054126"


def _told(pack: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "packs" / f"{pack}.toml").read_text(encoding="utf-8"))


SHANGHAI, XIAOSHAN = _told("shanghai-2022"), _told("xiaoshan-draft-2023")


def of_company(row: dict[str, str], papers: dict[str, Any] | None = None) -> Match | None:
    case = Case(sheet_of(changed(SHANGHAI["base"], papers or {})), date(2026, 6, 30), InForce("", None, None))
    told = {"award": "金奖", "won_on": "2024", "row": 2, **row}
    return match(Won.model_validate(told), applicant(case, "applicant"))


def of_person(row: dict[str, str], number: str | None = ME) -> Match | None:
    card = {"identity_card": {"person.id_number": number}} if number else {}
    sheet = sheet_of(changed(SHANGHAI["bases"]["person"], card))
    told = {"award": "金奖", "won_on": "2024", "row": 2, **row}
    case = Case(sheet, date(2026, 6, 30), InForce("", None, None))
    return match(Won.model_validate(told), applicant(case, "applicant"))


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        ({"name": NAME, "code": OURS}, None),
        ({"name": "上海子虚 精密仪器有限公司"}, None),
        ({"name": NAME, "code": THEIRS}, Doubt.CONFLICT),
        ({"name": NAME, "code": WRONG}, Doubt.CONFLICT),
        ({"name": "上海水月仪表厂", "code": OURS}, Doubt.CONFLICT),
        ({"name": "上海子虚精密仪表有限公司"}, Doubt.HUMAN),
        ({"name": "子虚精密仪器"}, Doubt.HUMAN),
        ({"name": "上海子虚精密仪表有限公司", "code": WRONG}, Doubt.HUMAN),
    ],
)
def test_a_row_that_is_or_may_be_the_companys(row: dict[str, str], doubt: Doubt | None) -> None:
    """By code and name it is; by one of them against the other, or by a name nearly the same, somebody must look."""
    found = of_company(row)
    assert found is not None
    assert (found.doubt, bool(found.why)) == (doubt, doubt is not None)


@pytest.mark.parametrize(
    "row",
    [
        {"name": "上海镇花智能装备有限公司"},
        {"name": "上海镇花智能装备有限公司", "code": THEIRS},
        {"name": "上海子虚精密仪表有限公司", "code": THEIRS},
        {"name": "仪器"},
    ],
)
def test_a_row_that_is_somebody_elses(row: dict[str, str]) -> None:
    """Another name, or a name nearly the same under a good code of its own."""
    assert of_company(row) is None


def test_a_name_that_is_read_in_two_ways_is_looked_at() -> None:
    """The ink may say 于虚: a row of that name may be the applicant's."""
    papers = {"application_form": {"entity.name": [NAME, "上海于虚精密仪器有限公司"]}}
    found = of_company({"name": "上海于虚精密仪器有限公司"}, papers)
    assert found
    assert found.doubt is Doubt.UNREADABLE


@pytest.mark.parametrize(
    ("row", "number", "doubt"),
    [
        ({"name": "甄思齐", "resident_number": ME}, ME, None),
        ({"name": "甄思齐"}, ME, Doubt.HUMAN),
        ({"name": "甄思齐", "resident_number": ME}, None, Doubt.HUMAN),
        ({"name": "甄思明", "resident_number": ME}, ME, Doubt.CONFLICT),
        ({"name": "甄思齐", "resident_number": ANOTHER}, ME, Doubt.CONFLICT),
    ],
)
def test_a_row_that_is_or_may_be_the_persons(row: dict[str, str], number: str | None, doubt: Doubt | None) -> None:
    """By name and number; never by the name alone, and a number that breaks the rule may be a slip of the pen."""
    found = of_person(row, number)
    assert found is not None
    assert found.doubt is doubt


def test_another_persons_row_is_nobody_of_ours() -> None:
    """Another name, or the same name with a good number of its own."""
    assert of_person({"name": "贾明远"}) is None
    assert of_person({"name": "甄思齐", "resident_number": "800000199003070056"}) is None


def _group(rows: list[dict[str, Any]]) -> Finding:
    pack = load("xiaoshan-draft-2023")
    sheet = sheet_of(XIAOSHAN["bases"]["group"])
    supplied = registers_of({"replies": {"rows": rows}})
    office = Office(readings={"14.6-accidents": "years-with-current"})
    findings = judge(sheet, pack, "quality-organisation", office, XIAOSHAN["on"], supplied)
    return next(one for one in findings if one.rule == "14.7-group")


def test_a_record_of_a_groups_member_speaks_against_the_group() -> None:
    """The member's own row counts, the group's clean answers do not help it, and nobody else's row does harm."""
    record = {
        "name": "杭州乌有材料有限公司",
        "bureau": "应急管理局",
        "matters": "近三年无重大事故",
        "opinion": "有记录",
        "recorded_on": "2024-05-06",
        "counted": "属于",
    }
    told = _group([record])
    assert told.verdict is Verdict.NOT_MET
    assert "杭州乌有材料有限公司" in told.sentence
    assert _group([{**record, "name": "杭州水月材料有限公司"}]).verdict is Verdict.UNDETERMINED
    assert _group([]).verdict is Verdict.UNDETERMINED


def test_silence_of_a_register_never_undoes_what_papers_show() -> None:
    """A certificate of the prize within the years stays against the applicant, whatever a list leaves out."""
    prize = {"honour.name[a]": "上海市质量金奖", "honour.awarded_on[a]": "2024-09-01", "honour.holder[a]": NAME}
    sheet = sheet_of(changed(SHANGHAI["base"], {"honour_certificate": prize}))
    pack, on = load("shanghai-2022"), SHANGHAI["on"]
    given: tuple[dict[str, Any], ...] = ({}, {"winners": {}})
    for told in given:
        findings = judge(sheet, pack, "gold-organisation", Office(), on, registers_of(told))
        assert next(one for one in findings if one.rule == "18-again").verdict is Verdict.NOT_MET
