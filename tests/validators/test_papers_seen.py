"""What an office sees on the papers themselves: forms, seals, terms, and files that nobody could open."""

from datetime import date
from typing import Any

import pytest

from pipeline.model import Doubt, Finding, Problem, Verdict
from pipeline.settings import Office
from tests.validators.sheets import sheet_of
from validators.judge import judge
from validators.pack import load

ON = date(2025, 12, 30)
LOST = Problem(code="encrypted", file="扫描件.pdf", what="文件已加密", next_step="请提供未加密的文件。")
CITY = {"form.title": "上海市政府质量奖申报表", "form.award": "上海市质量金奖"}
OURS = {"form.title": "徐汇区区政府质量奖申报表"}
SIGNED, BARE = {"form.signed": True}, {"form.signed": False}


def seen(papers: dict[str, dict[str, Any]], *problems: Problem) -> dict[str, Finding]:
    found = judge(sheet_of(papers, problems), load("xuhui-draft-2021"), "chief-social-organisation", Office(), ON)
    return {finding.rule: finding for finding in found}


@pytest.mark.parametrize(
    ("forms", "verdict", "doubt"),
    [
        ([SIGNED], Verdict.MET, None),
        ([BARE], Verdict.UNDETERMINED, Doubt.MISSING),
        ([{}], Verdict.UNDETERMINED, Doubt.HUMAN),
        ([SIGNED, {}], Verdict.MET, None),  # the file typed in Word beside the signed scan
        ([SIGNED, BARE], Verdict.UNDETERMINED, Doubt.MISSING),  # another form's signature signs nothing here
        ([{"form.signed": [True, False]}], Verdict.UNDETERMINED, Doubt.HUMAN),
        ([{**CITY, **SIGNED}], Verdict.NOT_APPLICABLE, None),  # the form for another level's prize is not this one
        ([{**OURS, **SIGNED}, {**CITY, **BARE}], Verdict.MET, None),
        ([{**OURS, **BARE}, {**CITY, **SIGNED}], Verdict.UNDETERMINED, Doubt.MISSING),
        ([OURS, {**CITY, **SIGNED}], Verdict.UNDETERMINED, Doubt.HUMAN),
        ([], Verdict.NOT_APPLICABLE, None),
    ],
)
def test_each_form_must_be_signed(forms: list[dict[str, Any]], verdict: Verdict, doubt: Doubt | None) -> None:
    found = seen({f"application_form#{number}": form for number, form in enumerate(forms)})["look-signed"]
    assert (found.verdict, found.doubt) == (verdict, doubt)


TERM = "2020-12-30/2025-12-29"
ADDRESS = {"entity.address": "上海市徐汇区子虚路8号"}


@pytest.mark.parametrize(
    ("papers", "verdict", "doubt"),
    [
        ({"social_certificate": {"licence.valid": "2020-12-30/2025-12-30"}}, Verdict.MET, None),
        ({"social_certificate": {"licence.valid": TERM}}, Verdict.UNDETERMINED, Doubt.HUMAN),
        # a founding document shows where a body was founded, and not that it is still registered
        ({"social_certificate": {"licence.valid": TERM}, "unit_document": {}}, Verdict.UNDETERMINED, Doubt.HUMAN),
        ({"social_certificate": {}, "unit_document": {}}, Verdict.UNDETERMINED, Doubt.UNREADABLE),
        ({"social_certificate": {"licence.valid": TERM}, "business_licence": {}}, Verdict.MET, None),
        ({"unit_document": {}}, Verdict.MET, None),
    ],
)
def test_a_registration_that_has_run_out_registers_nobody(
    papers: dict[str, dict[str, Any]], verdict: Verdict, doubt: Doubt | None
) -> None:
    found = seen({kind: {**ADDRESS, **facts} for kind, facts in papers.items()})["12.1.1-registered"]
    assert (found.verdict, found.doubt) == (verdict, doubt)


def test_an_address_elsewhere_on_a_paper_that_has_run_out_says_nothing_of_today() -> None:
    elsewhere = {"entity.address": "江苏省昆山市前进路1号", "licence.valid": TERM}
    found = seen({"social_certificate": elsewhere})["12.1.1-registered"]
    assert (found.verdict, found.doubt) == (Verdict.UNDETERMINED, Doubt.HUMAN)


def test_an_opinion_without_its_seal_may_be_in_what_nobody_could_open() -> None:
    form = {"recommendation.opinion": "同意推荐", "recommendation.by": "上海市徐汇区市场监督管理局"}
    assert seen({"application_form": form})["14.1-consent"].doubt is Doubt.MISSING
    found = seen({"application_form": form}, LOST)["14.1-consent"]
    assert found.doubt is Doubt.UNREADABLE
    assert "扫描件.pdf" in found.sentence


def certificate(number: str, until: str, **told: str) -> dict[str, str]:
    return {f"certificate.{field}[{number}]": value for field, value in {"valid_until": until, **told}.items()}


@pytest.mark.parametrize(
    ("later", "verdict"),
    [
        ({"standard": "ISO 9001:2015"}, Verdict.MET),
        ({"name": "质量管理体系"}, Verdict.MET),
        ({"standard": "ISO 14001:2015"}, Verdict.UNDETERMINED),
    ],
)
def test_an_old_certificate_is_no_fault_beside_a_new_one_of_its_system(later: dict[str, str], verdict: Verdict) -> None:
    """One body prints the standard, another the name."""
    old = certificate("旧", "2024-01-01", name="质量管理体系", standard="GB/T 19001-2016")
    papers = {"management_certificate": old, "management_certificate#2": certificate("新", "2027-01-01", **later)}
    assert seen(papers)["look-certificate-valid"].verdict is verdict
