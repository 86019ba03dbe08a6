"""An outcome follows the cost of error."""

from datetime import date

import pytest

from flows.words import check_words, finding_words
from pipeline.dossier import conclude, earliest, seal
from pipeline.model import (
    Dossier,
    Doubt,
    Earliest,
    Fact,
    Outcome,
    Problem,
    Remedy,
    RulesUsed,
    Verdict,
    canonical,
)
from pipeline.settings import Office
from tests.pipeline.paper import finding, founded, named, sheet

MET = finding()
NOT_MET = Verdict.NOT_MET
OPEN = Verdict.UNDETERMINED
LOST = Problem(code="encrypted_pdf", file="信用报告.pdf", what="文件有密码", next_step="请提供没有密码的文件。")


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ((), Outcome.COMPLETE),
        ((finding(OPEN, Doubt.EXTERNAL),), Outcome.COMPLETE),
        ((finding(OPEN, Doubt.HUMAN),), Outcome.COMPLETE),
        ((finding(OPEN, Doubt.HUMAN).model_copy(update={"against": (founded("2025-03-01"),)}),), Outcome.VERIFY),
        ((finding(OPEN, Doubt.CONFLICT),), Outcome.VERIFY),
        ((finding(OPEN, Doubt.AMBIGUOUS),), Outcome.VERIFY),
        ((finding(OPEN, Doubt.UNREADABLE, Remedy.SUPPLEMENT),), Outcome.VERIFY),
        ((finding(OPEN, Doubt.MISSING),), Outcome.VERIFY),
        ((finding(NOT_MET, remedy=Remedy.CLARIFY),), Outcome.VERIFY),
        ((finding(OPEN, Doubt.MISSING, Remedy.SUPPLEMENT), finding(OPEN, Doubt.CONFLICT)), Outcome.SUPPLEMENT),
        ((finding(NOT_MET, remedy=Remedy.SUPPLEMENT),), Outcome.SUPPLEMENT),
        ((finding(NOT_MET), finding(NOT_MET, remedy=Remedy.SUPPLEMENT)), Outcome.REFUSE),
    ],
)
def test_the_gravest_finding_decides(others: tuple[object, ...], expected: Outcome) -> None:
    """What no paper can mend comes first, then what can be sent, then what a person must look at."""
    outcome, reasons = conclude((MET, *others), ())  # type: ignore[arg-type] # parametrised values are objects to mypy

    assert outcome is expected
    assert reasons


def test_what_was_not_read_keeps_a_package_from_being_complete() -> None:
    outcome, reasons = conclude((MET,), (LOST,))

    assert outcome is Outcome.VERIFY
    assert "信用报告.pdf" in reasons[0]


def test_a_remark_loses_nothing() -> None:
    remark = LOST.model_copy(update={"remark": True})

    assert conclude((MET,), (remark,))[0] is Outcome.COMPLETE


def test_nothing_judged_is_never_complete() -> None:
    assert conclude((), ())[0] is Outcome.VERIFY


def sealed() -> Dossier:
    fact = founded("2020-03-01")
    return seal(
        sheet=sheet(fact, named("申江（示例）<有限公司>")),
        package_sha256="b" * 64,
        rules=RulesUsed(
            id="shanghai-2022",
            title="上海市政府质量奖管理办法",
            number="沪府办规〔2022〕9号",
            status="有效",
            sha256="c" * 64,
            award="gold-organisation",
            award_title="上海市质量金奖",
        ),
        office=Office(name="示例办公室"),
        on=date(2026, 6, 30),
        findings=(finding(support=(fact,)), finding(support=(fact,), rule="again")),
        readings=(),
        versions=(),
    )


def test_a_dossier_round_trips_to_the_same_bytes() -> None:
    first = canonical(sealed())

    assert first == canonical(Dossier.model_validate_json(first))


def applicant(*facts: Fact) -> str:
    """Whom a dossier of these facts names."""
    return seal(
        sheet=sheet(*facts),
        package_sha256="b" * 64,
        rules=sealed().rules,
        office=Office(),
        on=date(2026, 6, 30),
        findings=(),
        readings=(),
        versions=(),
    ).applicant


def test_the_form_names_the_applicant_before_other_papers_do() -> None:
    assert sealed().applicant == "申江（示例）<有限公司>"
    told = applicant(named("证书上的名称", "management_certificate"), named("申报表上的名称", "application_form"))
    assert told == "申报表上的名称"


def test_a_person_who_applies_is_the_applicant_and_not_the_employer() -> None:
    person = named("蒲采薇", "individual_form").model_copy(update={"field": "person.name"})
    clerk = person.model_copy(update={"kind": "identity_card"})

    assert applicant(named("工作单位", "employment_proof"), person) == "蒲采薇"
    assert applicant(named("申报单位", "application_form"), clerk) == "申报单位"


def test_the_terminal_says_the_earliest_day_of_a_condition_and_of_all() -> None:
    late = finding().model_copy(update={"title": "年限", "earliest": Earliest(day=date(2026, 8, 1))})
    told = sealed().model_copy(update={"findings": (late,), "earliest": earliest([late])})

    assert "最早可申报日：2026年8月1日起" in "\n".join(check_words(told, ""))
    assert "本项最早满足日：2026年8月1日起" in "\n".join(finding_words([late]))
