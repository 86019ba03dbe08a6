"""Applications of one batch are held against each other; what is shared is for a person to look at."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue import catalogue
from pipeline.model import Basis, Doubt, Finding, Verdict
from tests.validators.sheets import changed, sheet_of
from validators.among import among
from validators.terms import PAPERS
from validators.traces import _HONOUR, _NUMBERED, _OWNED, Trace, trace

ON = date(2026, 6, 30)
TOLD = tomllib.loads((Path(__file__).parents[1] / "packs/shanghai-2022.toml").read_text(encoding="utf-8"))
BASE: dict[str, dict[str, Any]] = TOLD["base"]
PERSON: dict[str, dict[str, Any]] = TOLD["bases"]["person"]
OTHER = {
    kind: {"entity.name": "上海镇花智能装备有限公司", "entity.code": "91310104132000010R"}
    for kind in ("application_form", "business_licence")
}
GOLD, MAYOR = "gold-organisation", "mayor-organisation"


def filed(package: str, papers: Any, award: str = GOLD, rules: str = "shanghai-2022") -> Trace:
    sheet = sheet_of(papers).model_copy(update={"package": package})
    return trace(sheet, rules, award, f"申报人{package}", ON)


def other(told: Any = None) -> Any:
    """Another company's application, with numbers of its own."""
    without = ["management_certificate", "audit_report", "credit_report"]
    return changed(changed(BASE, OTHER, without), told or {})


def one(found: dict[str, tuple[Finding, ...]], package: str) -> Finding:
    (finding,) = found[package]
    return finding


def test_two_different_applicants_share_nothing() -> None:
    """An ordinary batch has no finding; neither has one of a single package."""
    assert among([filed("甲", BASE), filed("乙", other())], "办公室") == {}
    assert among([filed("甲", BASE)], "办公室") == {}
    assert among([], "办公室") == {}


def test_the_same_company_twice_is_told_in_both_packages() -> None:
    """Each names the other, cites the office and no article, and shows its own paper only."""
    found = among([filed("甲", BASE), filed("乙", BASE)], "某办公室")
    for package, another in (("甲", "乙"), ("乙", "甲")):
        finding = one(found, package)
        assert (finding.rule, finding.verdict, finding.doubt) == (
            "among-applicant",
            Verdict.UNDETERMINED,
            Doubt.CONFLICT,
        )
        assert finding.sentence == f"材料“{another}”（申报人{another}）的统一社会信用代码相同，申报同一奖项。"
        assert (finding.cite.basis, finding.cite.article) == (Basis.OFFICE_PRACTICE, "")
        assert [fact.field for fact in finding.against] == ["entity.name", "entity.code"]


def test_the_order_of_the_batch_changes_nothing() -> None:
    traces = [filed("甲", BASE), filed("乙", BASE), filed("丙", other())]
    assert among(traces, "办公室") == among(traces[::-1], "办公室")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"entity.code": "91310104132000010R"}, "同名而统一社会信用代码不同"),
        ({"entity.name": "上海镇花智能装备有限公司"}, "统一社会信用代码相同，而名称不同"),
        ({"entity.name": "上海子虚 精密仪器有限公司"}, "统一社会信用代码相同，申报同一奖项"),
    ],
)
def test_name_or_code_alone_is_enough_to_ask(told: dict[str, str], says: str) -> None:
    """Same name under another code, same code under another name, and the same name set otherwise."""
    twin = changed(BASE, {"application_form": told, "business_licence": told})
    papers = changed(twin, {}, ["management_certificate", "audit_report", "credit_report"])
    assert says in one(among([filed("甲", BASE), filed("乙", papers)], "办公室"), "甲").sentence


def test_another_award_of_the_regulation_is_told_as_such_and_another_regulation_is_none() -> None:
    """Whether one may apply for both is the office's to say; another regulation's batch is another matter."""
    found = among([filed("甲", BASE), filed("乙", BASE, MAYOR)], "办公室")
    assert "申报本办法的另一奖项" in one(found, "甲").sentence
    assert among([filed("甲", BASE), filed("乙", BASE, rules="ganzhou")], "办公室") == {}


def test_an_application_of_another_year_is_not_the_same() -> None:
    """Two forms of different years are two seasons; where one bears no date nobody can tell."""
    last = changed(BASE, {"application_form": {"form.filled_on": "2025-06-18"}})
    undated = changed(BASE, {}, ["application_form/form.filled_on"])
    assert among([filed("甲", BASE), filed("乙", last)], "办公室") == {}
    assert set(among([filed("甲", BASE), filed("乙", undated)], "办公室")) == {"甲", "乙"}


@pytest.mark.parametrize(
    ("mine", "theirs", "says"),
    [
        ("800000198303054125", "800000198303054125", "身份证号码相同"),
        ("800000198303054125", None, "没有可核对的身份证号码"),
        (None, None, "没有可核对的身份证号码"),
    ],
)
def test_the_same_person_is_asked_about(mine: str | None, theirs: str | None, says: str) -> None:
    """By number it is the person; by the name alone somebody must look."""
    sheets = [
        changed(PERSON, {"identity_card": {"person.id_number": number}} if number else {}) for number in (mine, theirs)
    ]
    award = "gold-individual"
    finding = one(among([filed("甲", sheets[0], award), filed("乙", sheets[1], award)], "办公室"), "甲")
    assert says in finding.sentence
    assert finding.doubt is (Doubt.CONFLICT if mine and theirs else Doubt.HUMAN)
    assert "800000198303054125" not in finding.model_dump_json()


def test_a_person_and_the_employer_are_two_applicants_who_share_papers() -> None:
    """The head of a company shows the company's certificates, and may."""
    papers = changed(PERSON, {"management_certificate": BASE["management_certificate"]})
    assert among([filed("甲", BASE), filed("乙", papers, "gold-individual")], "办公室") == {}


def test_one_certificate_in_two_hands_is_told_in_both() -> None:
    """The number is compared in one width and without spaces; each package shows where it stands on its own paper."""
    mine = {"management_certificate": {"certificate.number[99923Q10001R1M]": "99923Q10001R1M"}}
    theirs = {"management_certificate": {"certificate.number[1]": "９９９２３Ｑ 10001R1M"}}
    found = among([filed("甲", changed(BASE, mine)), filed("乙", other(theirs))], "办公室")
    finding = one(found, "乙")
    assert (finding.rule, finding.doubt) == ("among-papers", Doubt.CONFLICT)
    assert finding.sentence == "管理体系认证证书（证书编号99923Q10001R1M）也见于材料“甲”（申报人甲）。"
    assert [fact.value.model_dump()["text"] for fact in finding.against] == ["９９９２３Ｑ 10001R1M"]
    assert one(found, "甲").against[0].document == "management_certificate"


def test_one_audit_report_and_one_honour_in_two_hands_are_told() -> None:
    """An honour is one when name, giver, day and holder are; many bodies win the same one on a day."""
    honour = {
        "honour.name[x]": "全国质量标杆",
        "honour.issuer[x]": "某协会",
        "honour.awarded_on[x]": "2024-09-01",
        "honour.holder[x]": "上海子虚精密仪器有限公司",
    }
    shared = {"audit_report": {"audit.number[2024]": "甲会审字〔2025〕第0123号"}, "honour_certificate": honour}
    found = among([filed("甲", changed(BASE, shared)), filed("乙", other(shared))], "办公室")
    assert "审计报告（报告文号甲会审字〔2025〕第0123号）" in one(found, "甲").sentence
    assert "荣誉证书（全国质量标杆" in one(found, "甲").sentence
    own = {**shared, "honour_certificate": {**honour, "honour.holder[x]": "上海镇花智能装备有限公司"}}
    told = among([filed("甲", changed(BASE, shared)), filed("乙", other(own))], "办公室")
    assert "荣誉证书" not in one(told, "甲").sentence


def test_a_counter_is_no_number_of_a_paper() -> None:
    """“001” stands on the permits of many."""
    counted = {"permit": {"permit.number[001]": "001"}}
    theirs = {"permit#2": counted["permit"]}
    assert among([filed("甲", changed(BASE, counted)), filed("乙", other(theirs))], "办公室") == {}


def test_the_same_file_in_two_hands_is_told_where_no_number_was_read() -> None:
    """A scan whose number nobody could read is still the same scan."""
    scan = {"permit": {"permit.name[x]": "某许可证"}}
    found = among([filed("甲", changed(BASE, scan)), filed("乙", other(scan))], "办公室")
    assert "文件内容完全相同" in one(found, "甲").sentence


def test_papers_of_nobody_known_are_not_held_against_anybody() -> None:
    """A package whose applicant was not read may be either."""
    number = {"management_certificate": {"certificate.number[1]": "99923Q10001R1M"}}
    nobody = {"management_certificate": number["management_certificate"]}
    assert among([filed("甲", changed(BASE, number)), filed("乙", nobody)], "办公室") == {}


def test_only_fields_of_the_catalogue_are_looked_for() -> None:
    """A field that is not there would be looked for in silence and for ever."""
    assert set(_NUMBERED) <= set(catalogue())
    assert set(_HONOUR) <= set(catalogue())
    assert set(_OWNED) <= set(PAPERS)
