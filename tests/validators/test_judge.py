"""Judging one sheet: the order of the law, the office's choices, and which regulation it is."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.dossier import conclude, needs_a_person
from pipeline.errors import BadSettings, UnknownName
from pipeline.model import Basis, Doubt, Finding, Outcome, Problem, Remedy, Verdict
from pipeline.settings import Office, Practice, read_office
from tests.validators.sheets import changed, sheet_of
from validators.judge import choose, judge, readings_used
from validators.pack import load

ON = date(2026, 6, 30)
AWARD = "gold-organisation"
PACK = load("shanghai-2022")
ROOT = Path(__file__).parents[2]
OFFICE = read_office(ROOT / "samples/shanghai/office.toml")
BASE: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "tests/packs/shanghai-2022.toml").read_text(encoding="utf-8"))[
    "base"
]


def _judge(papers: Any, office: Office = OFFICE, problems: tuple[Problem, ...] = ()) -> dict[str, Finding]:
    return {finding.rule: finding for finding in judge(sheet_of(papers, problems), PACK, AWARD, office, ON)}


def _outcome(papers: Any, problems: tuple[Problem, ...] = ()) -> Outcome:
    return conclude(tuple(_judge(papers, problems=problems).values()), problems)[0]


def test_findings_follow_the_articles_then_the_office_then_the_papers_among_themselves() -> None:
    """Only what rests on the regulation cites an article."""
    findings = judge(sheet_of(BASE), PACK, AWARD, OFFICE, ON)
    rules = [finding.rule for finding in findings]
    ours = [rule.id for rule in PACK.rules_for(AWARD)]
    assert rules[: len(ours)] == ours
    kinds = [rule.partition("-")[0] for rule in rules[len(ours) :]]
    assert kinds == ["practice"] * 10 + ["look"] * 7 + ["agree"] * 7
    for finding in findings:
        assert bool(finding.cite.article) == (finding.cite.basis is Basis.REGULATION)


def test_a_clean_application_is_complete() -> None:
    """What is left is the office's own work: to ask and to judge."""
    assert _outcome(BASE) is Outcome.COMPLETE
    assert {f.doubt for f in _judge(BASE).values()} == {None, Doubt.EXTERNAL, Doubt.HUMAN}


def test_without_the_publicity_papers_the_applicant_is_asked_for_them() -> None:
    """Three findings say so: the clause, the office's list, and the list as a whole."""
    findings = _judge(changed(BASE, {}, ["publicity_notice", "publicity_result"]))
    missing = {rule for rule, finding in findings.items() if finding.doubt is Doubt.MISSING}
    assert missing == {"20-publicity", "22-complete", "practice-notice", "practice-result"}
    assert _outcome(changed(BASE, {}, ["publicity_notice", "publicity_result"])) is Outcome.SUPPLEMENT


def test_a_year_without_a_report_of_its_own_is_asked_for() -> None:
    """The comparative column of the next report shows the figures, but the list asks for the report itself."""
    findings = _judge(changed(BASE, {}, ["audit_report/audit.firm[2023]"]))
    assert findings["16.3-no-loss"].verdict is Verdict.MET
    assert findings["practice-audit"].doubt is Doubt.MISSING
    assert "2023" in findings["practice-audit"].sentence
    assert findings["22-complete"].doubt is Doubt.MISSING


def test_no_report_is_asked_for_before_the_founding() -> None:
    """Founded in 2022: the look-back 2021–2025 leaves 2022–2025."""
    young = {"entity.founded": "2022-03-01"}
    without = [f"audit_report/{name}[2021]" for name in ("audit.firm", "finance.profit_total", "finance.profit_net")]
    findings = _judge(changed(BASE, {"business_licence": young, "application_form": young}, without))
    assert findings["practice-audit"].verdict is Verdict.MET


def test_a_report_whose_year_was_not_read_is_not_called_missing() -> None:
    """It may be the very one."""
    firms = [f"audit_report/audit.firm[{year}]" for year in range(2021, 2026)]
    named = {"audit_report": {"entity.name": BASE["business_licence"]["entity.name"]}}
    papers = changed(BASE, named, [*firms, "audit_report/audit.company[2025]"])
    assert _judge(papers)["practice-audit"].doubt is Doubt.UNREADABLE


def test_one_day_short_of_three_years_is_refused() -> None:
    """No paper can mend it."""
    late = {"entity.founded": "2023-07-01"}
    assert _outcome(changed(BASE, {"business_licence": late, "application_form": late})) is Outcome.REFUSE


def test_papers_that_contradict_each_other_are_for_a_person() -> None:
    """Founding date and representative differ between licence and form."""
    other = {"entity.founded": "2013-03-15", "entity.representative": "贾明达"}
    findings = _judge(changed(BASE, {"business_licence": other}))
    conflicts = {rule for rule, finding in findings.items() if finding.doubt is Doubt.CONFLICT}
    assert conflicts == {"agree-founded", "agree-representative"}
    assert _outcome(changed(BASE, {"business_licence": other})) is Outcome.VERIFY


def test_a_paper_that_could_not_be_opened_is_not_called_missing() -> None:
    """The credit report is encrypted: the applicant is not asked for what may be there."""
    locked = Problem(code="encrypted", file="信用报告.pdf", what="文件已加密", next_step="请提供未加密的文件")
    papers = changed(BASE, {}, ["credit_report"])
    finding = _judge(papers, problems=(locked,))["practice-credit"]
    assert finding.doubt is Doubt.UNREADABLE
    assert "信用报告.pdf" in finding.sentence
    assert _outcome(papers, (locked,)) is Outcome.VERIFY


def test_a_remark_hides_no_paper() -> None:
    """A wrong extension loses nothing, so what is missing is missing."""
    remark = Problem(code="renamed", file="a.jpg", what="扩展名不符", next_step="无须处理", remark=True)
    assert _judge(changed(BASE, {}, ["credit_report"]), problems=(remark,))["practice-credit"].doubt is Doubt.MISSING


def test_without_an_office_the_doubtful_clauses_stay_open() -> None:
    """Every admitted reading is judged, and where they differ the office must choose."""
    findings = _judge(BASE, Office())
    ambiguous = {rule for rule, finding in findings.items() if finding.doubt is Doubt.AMBIGUOUS}
    assert ambiguous == {"16.1.1-years", "16.3-no-loss"}


def test_the_readings_used_name_who_chose_them() -> None:
    """A choice names the office; none says that every reading was judged."""
    chosen = {used.name: used for used in readings_used(PACK, AWARD, OFFICE)}
    assert chosen["20-publicity"].choice == "first-day-counted"
    assert chosen["20-publicity"].chosen_by == OFFICE.name
    assert {used.choice for used in readings_used(PACK, AWARD, Office())} == {""}


@pytest.mark.parametrize(
    ("office", "told"),
    [
        (Office(readings={"20-publicity": "never"}), "first-day-counted、first-day-not-counted"),
        (Office(readings={"22-complete": "any"}), "只有一种读法"),
        (
            Office(rules="shanghai-2022", readings={"99-x": "any"}),
            "16.1.1-years、16.2.1-previous-award、16.3-no-loss、20-publicity",
        ),
    ],
)
def test_a_choice_the_pack_does_not_have_is_refused(office: Office, told: str) -> None:
    """The error names what may be chosen; a choice for another pack is left alone."""
    with pytest.raises(BadSettings, match=told):
        judge(sheet_of(BASE), PACK, AWARD, office, ON)
    judge(sheet_of(BASE), PACK, AWARD, Office(readings={"99-x": "any"}), ON)


def test_an_office_may_replace_the_list_of_papers() -> None:
    """Its own list stands in place of the default, and each paper keeps what it rests on."""
    own = Practice(
        id="photo",
        title="现场照片",
        basis=Basis.ANNUAL_NOTICE,
        kinds=("other",),
        quote="现场照片",
        send="请补充照片。",
        remedy=Remedy.SUPPLEMENT,
    )
    findings = _judge(BASE, Office(practice=(own,)))
    assert [rule for rule in findings if rule.startswith("practice")] == ["practice-photo"]
    assert findings["practice-photo"].cite.basis is Basis.ANNUAL_NOTICE
    assert findings["practice-photo"].needs == "请补充照片。"


def test_a_list_with_an_unknown_kind_of_paper_is_refused() -> None:
    """It would never be found, and every applicant would be asked for it."""
    own = Practice(
        id="photo", title="照片", basis=Basis.OFFICE_PRACTICE, kinds=("photograph",), quote="照片", send="请补充照片。"
    )
    with pytest.raises(BadSettings, match="没有材料种类 photograph"):
        _judge(BASE, Office(practice=(own,)))


def test_an_empty_list_of_papers_leaves_completeness_to_a_person() -> None:
    """Nothing to look for is nothing found."""
    assert _judge(BASE, Office(practice=()))["22-complete"].doubt is Doubt.HUMAN


def test_an_unknown_award_names_those_there_are() -> None:
    """The error says where to look."""
    with pytest.raises(UnknownName, match="gold-organisation"):
        judge(sheet_of(BASE), PACK, "silver", OFFICE, ON)


def test_the_form_tells_regulation_and_award() -> None:
    """Title and award stand on the form; another city's form is not recognised."""
    assert choose(sheet_of(BASE), [PACK]) == ("shanghai-2022", AWARD)
    elsewhere = changed(
        BASE, {"application_form": {"form.title": "乌有市市长质量奖申报表", "form.award": "市长质量奖"}}
    )
    assert choose(sheet_of(elsewhere), [PACK]) is None
    assert choose(sheet_of({}), [PACK]) is None


def test_only_a_form_tells_the_award() -> None:
    """A report's header may be of another year or award."""
    assert choose(sheet_of({"self_assessment": dict(BASE["application_form"])}), [PACK]) is None


def test_rules_before_their_first_limit_do_not_apply() -> None:
    """A limit that begins in September 2022 says nothing about June."""
    findings = judge(sheet_of(BASE), PACK, AWARD, OFFICE, date(2022, 6, 30))
    years = next(finding for finding in findings if finding.rule == "16.1.1-years")
    assert years.verdict is Verdict.NOT_APPLICABLE
    assert "2022年9月1日" in years.sentence


def test_a_repealed_rule_applies_until_its_last_day() -> None:
    """And from the next day on it says that it no longer does."""
    rules = tuple(rule.model_copy(update={"until": date(2026, 6, 30)}) for rule in PACK.rule)
    pack = PACK.model_copy(update={"rule": rules})
    for on, applies in ((date(2026, 6, 30), True), (date(2026, 7, 1), False)):
        findings = judge(sheet_of(BASE), pack, AWARD, OFFICE, on)[: len(pack.rules_for(AWARD))]
        assert {finding.verdict is not Verdict.NOT_APPLICABLE for finding in findings} == {applies}


@pytest.mark.parametrize(("theory", "looked_at"), [("", True), ("从事质量管理理论研究二十年", False)])
def test_a_way_that_is_shut_is_looked_at_where_nothing_speaks_for_another(theory: str, looked_at: bool) -> None:
    """第十七条: letters and form tell eight years of the ten, and only a form that tells of research speaks for it."""
    told = tomllib.loads((ROOT / "tests/packs/shanghai-2022.toml").read_text(encoding="utf-8"))["bases"]["person"]
    short = {"employment.since[甲厂]": "2018-06-01", "employment.years[甲厂]": "8"}
    form = {"person.quality_years": "8", **({"person.theory": theory} if theory else {})}
    papers = changed(told, {"employment_proof": short, "individual_form": form})
    findings = judge(sheet_of(papers), PACK, "mayor-individual", OFFICE, ON)
    years = next(one for one in findings if one.rule == "17.2.1-person-years")
    assert (years.doubt, bool(years.against)) == (Doubt.HUMAN, looked_at)
    assert needs_a_person(years) is looked_at


def test_a_blank_on_the_form_claims_nothing() -> None:
    """Only a value can be said to stand on the form alone."""
    papers = changed(
        BASE, {"application_form": {"entity.founded": "said:blank"}}, ["business_licence", "credit_report"]
    )
    assert "只见于" not in _judge(papers)["16.1.1-years"].sentence


def test_nothing_a_person_reads_calls_an_applicant_qualified() -> None:
    """People decide; the program proposes."""
    for office in (OFFICE, Office()):
        for finding in _judge(BASE, office).values():
            words = "".join((finding.sentence, *finding.computation, finding.needs, finding.flip, finding.margin))
            assert "合格" not in words
            assert finding.sentence.endswith("。")
