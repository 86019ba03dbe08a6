"""A paper of another body proves nothing about the applicant, and nothing against it."""

from datetime import date
from typing import Any

import pytest

from pipeline.model import Doubt, FactSheet, Finding, Verdict
from pipeline.settings import Office
from tests.validators.sheets import sheet_of
from validators.belonging import kin, strangers
from validators.judge import judge
from validators.pack import load

OURS, THEIRS = "91310104MA1FR0X18T", "91330109MA27XAB12B"  # both fictional, both with right check characters
FORM = {"entity.name": "申江（示例）有限公司", "entity.code": OURS, "form.filled_on": "2026-06-18"}
OFFICE = Office(readings={"16.1.1-years": "registration", "16.3-no-loss": "before-lifetime"})


def findings(sheet: FactSheet) -> dict[str, Finding]:
    found = judge(sheet, load("shanghai-2022"), "gold-organisation", OFFICE, date(2026, 6, 30))
    return {finding.rule: finding for finding in found}


def licence(**facts: Any) -> dict[str, Any]:
    return {"entity.address": "上海市徐汇区示例路1号", "entity.founded": "2012-03-15"} | {
        name.replace("__", "."): value for name, value in facts.items()
    }


@pytest.mark.parametrize(
    ("printed", "strange"),
    [
        ({"entity__code": OURS, "entity__name": "申江（示例）有限公司"}, False),
        ({"entity__code": OURS, "entity__name": "改名前的公司"}, False),  # renamed: the code is what stays
        ({"entity__code": THEIRS, "entity__name": "申江（示例）有限公司"}, True),
        ({"entity__code": THEIRS}, True),
        ({"entity__code": OURS[:-1] + "U"}, False),  # a check character that fails: a slip of the ink, not another body
        ({"entity__code": OURS[:-1] + "U", "entity__name": "别家（示例）有限公司"}, True),
        ({"entity__code": [THEIRS, OURS]}, False),  # one reading of the ink is the applicant's
        ({"entity__name": "申江(示例) 有限公司"}, False),  # widths and blanks
        ({"entity__name": "别家（示例）有限公司"}, True),
        ({}, False),  # a paper that names nobody
    ],
)
def test_a_paper_is_strange_when_its_code_or_else_its_name_is_anothers(printed: dict[str, Any], strange: bool) -> None:
    sheet = sheet_of({"application_form": FORM, "business_licence": licence(**printed)})

    assert ("business_licence" in strangers(sheet)) is strange


def test_a_slip_in_the_name_on_the_form_makes_no_paper_strange() -> None:
    """The licence bears the applicant's code, and so tells the name under which papers without a code belong to it."""
    slip = {**FORM, "entity.name": "申江（示列）有限公司"}
    audit = {"audit.company[2025]": "申江（示例）有限公司"}
    licensed = licence(entity__code=OURS, entity__name="申江（示例）有限公司")

    assert strangers(sheet_of({"application_form": slip, "audit_report": audit})) == {"audit_report"}
    assert not strangers(sheet_of({"application_form": slip, "audit_report": audit, "business_licence": licensed}))


SLIP = OURS[:-1] + "U"
WRONG_FORM = {**FORM, "entity.name": "申河（示例）有限公司", "entity.code": SLIP}
OUR_LICENCE = licence(entity__code=OURS, entity__name="申江（示例）有限公司")
OUR_AUDIT = {"audit.company[2025]": "申江（示例）有限公司"}


@pytest.mark.parametrize(
    ("holder", "more", "doubt"),
    [
        (["申江（示例）有限", "said:unreadable"], {}, Doubt.UNREADABLE),  # burnt out behind 有限
        (["（示例）有限公司", "said:unreadable"], {}, Doubt.UNREADABLE),  # and before
        ("申江（示例）有限", {}, Doubt.CONFLICT),  # whole, and another's name
        (["别家（示例）有限", "said:unreadable"], {}, Doubt.CONFLICT),  # so far as it was read it is not ours
        (["申江（示例）有限", "said:unreadable"], {"entity.code": THEIRS}, Doubt.CONFLICT),  # a code decides
    ],
)
def test_a_paper_whose_name_breaks_off_is_not_said_to_be_anothers(
    holder: Any, more: dict[str, Any], doubt: Doubt
) -> None:
    """And never to be ours: what it prints proves nothing."""
    papers = {"application_form": FORM, "business_licence": {**licence(), "entity.name": holder, **more}}
    found = findings(sheet_of(papers))["16.1.1-years"]
    assert (found.verdict, found.doubt) == (Verdict.UNDETERMINED, doubt)
    assert ("没有读全" in found.sentence) is (doubt is Doubt.UNREADABLE)


def test_a_form_that_no_paper_agrees_with_is_the_stranger_and_not_all_the_papers() -> None:
    papers = {"application_form": WRONG_FORM, "business_licence": OUR_LICENCE, "audit_report": OUR_AUDIT}

    assert strangers(sheet_of(papers)) == {"application_form"}


@pytest.mark.parametrize(
    "agreeing",
    [
        {"application_form": {**WRONG_FORM, "entity.code": THEIRS}},  # a code of its own: another body applies
        {"application_form": {**WRONG_FORM, "entity.name": "申江（示例）有限公司"}},
        {"declaration": {"declaration.by": "申河（示例）有限公司"}},
        {"change_notice": {"change.before[2020]": "申河（示例）有限公司"}},
    ],
    ids=["code", "name", "another paper", "former name"],
)
def test_one_agreement_is_enough_for_the_form_to_say_who_applies(agreeing: dict[str, Any]) -> None:
    papers = {"application_form": WRONG_FORM, "business_licence": OUR_LICENCE, "audit_report": OUR_AUDIT}

    assert "application_form" not in strangers(sheet_of({**papers, **agreeing}))


@pytest.mark.parametrize(
    "registered",
    [{}, {"business_licence": OUR_LICENCE, "business_licence#2": licence(entity__code=THEIRS, entity__name="别家")}],
    ids=["nobody", "two bodies"],
)
def test_without_one_registered_body_the_form_still_says_it(registered: dict[str, Any]) -> None:
    sheet = sheet_of({"application_form": WRONG_FORM, "audit_report": OUR_AUDIT, **registered})

    assert strangers(sheet) == {"audit_report", *registered}


def test_a_former_name_belongs_to_the_applicant() -> None:
    change = {"change.before[2020]": "旧名（示例）有限公司", "change.after[2020]": "申江（示例）有限公司"}
    papers = {
        "application_form": FORM,
        "change_notice": change,
        "audit_report": {"audit.company[2021]": "旧名（示例）有限公司"},
    }

    assert strangers(sheet_of(papers)) == frozenset()


def test_without_a_form_nobody_is_a_stranger() -> None:
    assert strangers(sheet_of({"business_licence": licence(entity__code=THEIRS)})) == frozenset()


def test_another_companys_licence_lends_no_founding_date() -> None:
    """What it proves for its holder is neither met nor missing for the applicant: somebody must look."""
    found = findings(sheet_of({"application_form": FORM, "business_licence": licence(entity__code=THEIRS)}))

    for rule in ("16.1.1-years", "16.1.1-registered", "practice-registration"):
        assert (found[rule].verdict, found[rule].doubt) == (Verdict.UNDETERMINED, Doubt.CONFLICT), rule
        assert "与申报人不同" in found[rule].sentence
    assert found["agree-code"].doubt is Doubt.CONFLICT


def test_the_applicants_own_licence_counts_beside_anothers() -> None:
    papers = {
        "application_form": FORM,
        "business_licence": licence(entity__code=OURS),
        "business_licence#2": licence(entity__code=THEIRS, entity__founded="2025-01-01"),
    }

    assert findings(sheet_of(papers))["16.1.1-years"].verdict is Verdict.MET


def test_another_companys_bad_record_is_not_held_against_the_applicant() -> None:
    """A credit report of somebody else neither clears nor burdens."""
    theirs = {"credit.subject_code": THEIRS, "credit.dishonesty": 3}
    ours = {"credit.subject_code": OURS, "credit.dishonesty": 3}

    assert (
        findings(sheet_of({"application_form": FORM, "credit_report": theirs}))["16.3-dishonesty"].doubt
        is Doubt.EXTERNAL
    )
    assert (
        findings(sheet_of({"application_form": FORM, "credit_report": ours}))["16.3-dishonesty"].verdict
        is Verdict.NOT_MET
    )


def test_another_companys_profits_do_not_prove_ours() -> None:
    years = {f"finance.{line}[{year}]": 1000 for year in range(2021, 2026) for line in ("profit_total", "profit_net")}
    ours = {"application_form": FORM, "business_licence": licence(entity__code=OURS)}
    own = findings(sheet_of({**ours, "audit_report": {"audit.company[2025]": "申江（示例）有限公司", **years}}))
    strange = findings(sheet_of({**ours, "audit_report": {"audit.company[2025]": "集团（示例）有限公司", **years}}))

    assert own["16.3-no-loss"].verdict is Verdict.MET
    assert strange["16.3-no-loss"].verdict is Verdict.UNDETERMINED

    half: dict[str, Any] = {"audit.company[2025]": ["申江（示例）", "said:unreadable"], **years}
    torn = findings(sheet_of({**ours, "audit_report": half}))["16.3-no-loss"]
    assert (torn.verdict, torn.doubt) == (Verdict.UNDETERMINED, Doubt.UNREADABLE)
    assert "没有读全" in torn.sentence


PERSON = {"person.name": "甄思齐", "person.employer": "申江（示例）有限公司", "form.filled_on": "2026-06-18"}


@pytest.mark.parametrize(
    ("kind", "printed", "strange"),
    [
        ("identity_card", {"person.name": "甄思齐"}, False),
        ("identity_card", {"person.name": "贾明远"}, True),
        ("identity_card", {"person.name": ["贾明远", "甄思齐"]}, False),  # one reading of the ink is the applicant's
        ("credit_report", {"credit.subject": "申江(示例) 有限公司"}, False),  # the employer's
        ("credit_report", {"credit.subject": "别家（示例）有限公司"}, True),
        (
            "title_certificate",
            {"person.name": "贾明远", "person.employer": "申江（示例）有限公司"},
            True,
        ),  # a colleague's
        ("title_certificate", {"person.name": "甄思齐", "person.employer": "从前的单位"}, False),
    ],
)
def test_a_persons_papers_name_the_person_or_the_employer(kind: str, printed: dict[str, Any], strange: bool) -> None:
    assert (kind in strangers(sheet_of({"individual_form": PERSON, kind: printed}))) is strange


MINE, ANOTHERS = "800000198303054125", "800000199003070056"  # both fictional, both with right check characters


@pytest.mark.parametrize(
    ("printed", "strange"),
    [
        ({"person.id_number": MINE}, False),
        ({"person.id_number": MINE, "person.name": "甄恩齐"}, False),  # a slip of the ink in the name
        ({"person.id_number": ANOTHERS, "person.name": "甄思齐"}, True),  # somebody of the same name
        ({"person.id_number": [ANOTHERS, MINE], "person.name": "甄恩齐"}, False),
        ({"person.id_number": MINE[:-1] + "6", "person.name": "甄思齐"}, False),  # its check fails: it decides nothing
        ({"person.id_number": MINE[:-1] + "6", "person.name": "贾明远"}, True),
    ],
)
def test_a_persons_number_decides_before_the_name(printed: dict[str, Any], strange: bool) -> None:
    sheet = sheet_of({"individual_form": {**PERSON, "person.id_number": MINE}, "title_certificate": printed})

    assert ("title_certificate" in strangers(sheet)) is strange


def test_a_number_decides_nothing_where_the_form_prints_none() -> None:
    card = {"person.id_number": ANOTHERS, "person.name": "甄思齐"}
    assert not strangers(sheet_of({"individual_form": PERSON, "identity_card": card}))


@pytest.mark.parametrize(("number", "proves"), [(MINE, True), (MINE[:-1] + "6", False), (None, False)])
def test_a_card_without_a_name_is_the_applicants_by_its_number(number: str | None, proves: bool) -> None:
    papers = {
        "individual_form": {**PERSON, "person.id_number": MINE},
        "identity_card": {"person.gender": "女", **({"person.id_number": number} if number else {})},
    }
    found = judge(sheet_of(papers), load("qingshanhu-2022"), "chief-individual", Office(), date(2026, 6, 30))
    (card,) = (finding for finding in found if finding.rule == "practice-identity")

    assert (card.verdict is Verdict.MET) is proves


def test_the_papers_of_a_parent_and_of_members_are_kin() -> None:
    """They belong in the package and speak of another body; a licence nobody named is no kin."""
    form = {**FORM, "subsidiary.name[子公司]": "子公司（示例）有限公司"}
    papers = {
        "application_form": form,
        "unit_document": {"entity.name": "申江（示例）有限公司", "entity.parent": "母公司（示例）有限公司"},
        "business_licence": {"entity.name": "母公司（示例）有限公司"},
        "business_licence#2": {"entity.name": "子公司（示例）有限公司"},
        "business_licence#3": {"entity.name": "别家（示例）有限公司"},
        "business_licence#4": {"entity.name": "申江（示例）有限公司"},
    }
    assert kin(sheet_of(papers)) == {"business_licence", "business_licence#2"}


def test_without_a_form_the_registration_tells_who_applies() -> None:
    """Another company's report is not the applicant's because a form is missing; two licences tell nothing."""
    ours, theirs = licence(entity__code=OURS), {"credit.subject_code": THEIRS}
    papers = {"business_licence": ours, "credit_report": theirs}

    assert strangers(sheet_of(papers)) == {"credit_report"}
    assert strangers(sheet_of({**papers, "business_licence#2": licence(entity__code=THEIRS)})) == frozenset()


@pytest.mark.parametrize(
    ("certificate", "strange"),
    [
        (OURS, {"business_licence#2"}),  # the member's own licence, in the package of its group
        (THEIRS, set()),  # one paper for each: nobody can tell
    ],
)
def test_of_two_registrations_without_a_form_two_other_papers_tell_whose_counts(
    certificate: str, strange: set[str]
) -> None:
    papers = {
        "business_licence": licence(entity__code=OURS),
        "business_licence#2": licence(entity__code=THEIRS),
        "credit_report": {"credit.subject_code": OURS},
        "management_certificate": {"certificate.holder_code[99]": certificate},
    }
    assert strangers(sheet_of(papers)) == strange


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("上海市质量金奖申报表", Verdict.MET),
        ("徐汇区区政府质量奖申报表", Verdict.UNDETERMINED),  # the district's: another prize, of another office
        ("申报表", Verdict.MET),  # names no prize: nothing says that it is another's
    ],
)
def test_a_form_for_another_prize_is_not_the_form_that_is_asked_for(title: str, verdict: Verdict) -> None:
    found = findings(sheet_of({"application_form": {**FORM, "form.title": title}}))["practice-form"]

    assert found.verdict is verdict
    assert found.doubt is (Doubt.CONFLICT if verdict is Verdict.UNDETERMINED else None)
