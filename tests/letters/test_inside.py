"""The office's own papers: every finding once, what is open plainly so, and the last word left empty."""

from letters.inside import proposal, verification_list
from letters.papers import FOR_APPLICANT, application_papers
from letters.review_table import review_table
from pipeline.model import Doubt, Outcome, Problem, Remedy, Verdict
from tests.letters.cases import case, fact, finding, opened, pictured, pictures, words

MET = finding("登记地", Verdict.MET, article="第一条")
AGREES = finding("名称一致", Verdict.MET)
NONE = finding("有效期栏", Verdict.NOT_APPLICABLE)
ASKED = finding("近五年无事故", Verdict.UNDETERMINED, Doubt.EXTERNAL, Remedy.REFUSE, article="第九条")
JUDGED = finding("质量工作成绩", Verdict.UNDETERMINED, Doubt.HUMAN, Remedy.CLARIFY, article="第十条")
MISSING = finding("审计报告", Verdict.UNDETERMINED, Doubt.MISSING, needs="请申报人补交。")
SEEN = (fact("entity.representative", "景如初"), fact("entity.representative", "景若非", page=2))
CLASH = finding(
    "法定代表人", Verdict.UNDETERMINED, Doubt.CONFLICT, Remedy.CLARIFY, needs="请对照原件核实。", against=SEEN
)
FATAL = finding("经营年限", Verdict.NOT_MET, remedy=Remedy.REFUSE, article="第三条")
ALL = (MET, AGREES, NONE, ASKED, JUDGED, MISSING, CLASH, FATAL)
LOST = Problem(code="unreadable", file="信用报告.pdf", what="文件已加密", next_step="请申报人解除密码后重新提交。")


def test_the_review_table_has_every_finding_once() -> None:
    told = "\n".join(words(review_table(case(*ALL))))
    for one in ALL:
        settled_beside = one in (AGREES, NONE)
        assert told.count(one.title if settled_beside else one.sentence) == 1, one.title


def test_the_review_table_leaves_the_conclusion_to_the_official() -> None:
    """The column of the official is empty on every line, and so are the conclusion, both names and both days."""
    table = opened(review_table(case(*ALL))).tables[1]
    assert [cell.text for cell in table.rows[0].cells][-1] == "审查人员意见"
    assert {row.cells[-1].text for row in table.rows[1:]} == {""}
    told = words(review_table(case(*ALL)))
    assert "□ 受理　　□ 补正　　□ 不予受理　　□ 进一步核实" in told
    assert told.count("（签字）　　　　　　年　　月　　日") == 2
    assert "建议不予受理（只供参考，由审查人员决定）" in told


def test_a_practice_of_the_office_never_looks_like_a_clause() -> None:
    law, beside = opened(review_table(case(*ALL))).tables[1:3]
    assert {row.cells[1].text for row in law.rows[1:]} == {"第一条", "第九条", "第十条", "第三条"}
    assert {row.cells[1].text for row in beside.rows[1:]} == {"办公室要求"}


def test_what_was_not_read_is_said_on_every_paper_of_the_office() -> None:
    for write in (review_table, verification_list):
        assert "信用报告.pdf" in "".join(words(write(case(MET, problems=(LOST,)))))


def test_the_list_shows_what_to_look_at_and_has_a_line_for_the_answer() -> None:
    paper = verification_list(case(CLASH, ASKED, JUDGED, exhibits=pictured(*SEEN)))
    told = words(paper)
    assert pictures(paper) == 2
    assert told.index("1．法定代表人") < told.index("须办理：请对照原件核实。")
    assert "核实结果：□ 属实　　□ 不属实　　□ 须申报人说明　　□ 其他：" in told
    text = "\n".join(told)
    assert [text.count(one.sentence) for one in (CLASH, ASKED, JUDGED)] == [1, 1, 1]
    assert "二、须向有关部门查询或者征求意见的事项（1 项）" in told
    assert "三、须由审查人员判断的事项（1 项）" in told


def test_the_proposal_tells_every_finding_once_and_decides_nothing() -> None:
    told = "\n".join(words(proposal(case(MET, AGREES, NONE, ASKED, JUDGED))))
    assert [told.count(one.sentence) for one in (MET, AGREES, ASKED, JUDGED)] == [1, 1, 1, 1]
    assert told.count(NONE.title) == 1
    assert "建议受理，由审查人员决定。" in told


def test_each_outcome_has_its_paper() -> None:
    """Complete, supplement, refuse and verify, each with the review table."""
    for findings, outcome, name in (
        ((MET, ASKED), Outcome.COMPLETE, "受理建议.docx"),
        ((MET, MISSING), Outcome.SUPPLEMENT, "补正告知书.docx"),
        ((MET, MISSING, FATAL), Outcome.REFUSE, "不予受理告知书.docx"),
        ((MET, CLASH), Outcome.VERIFY, "核实事项清单.docx"),
    ):
        one = case(*findings)
        assert one.dossier.outcome is outcome
        assert set(application_papers(one)) == {"资格审查表.docx", name}


def test_a_notice_is_accompanied_by_what_must_be_looked_at_before_it_goes_out() -> None:
    """It is sent one time only, so a contradiction or an unread file must be settled first."""
    assert "核实事项清单.docx" in application_papers(case(MISSING, CLASH))
    assert "核实事项清单.docx" in application_papers(case(MISSING, problems=(LOST,)))


def test_an_applicant_is_only_given_its_notice() -> None:
    given = {name for findings in ((MISSING, CLASH), (FATAL,), (MET,)) for name in application_papers(case(*findings))}
    assert given & FOR_APPLICANT == {"补正告知书.docx", "不予受理告知书.docx"}


def test_no_paper_says_that_anyone_is_qualified() -> None:
    for findings in ((MET, ASKED), (MISSING,), (FATAL, MISSING), (CLASH,)):
        for paper in application_papers(case(*findings)).values():
            told = "".join(words(paper))
            assert not any(word in told for word in ("合格", "符合申报条件", "符合获奖", "予以受理", "准予"))


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert application_papers(case(*ALL)) == application_papers(case(*ALL))


def test_no_paper_tells_when_a_machine_wrote_it() -> None:
    """The day of a paper is the reference date of its dossier."""
    for paper in application_papers(case(*ALL)).values():
        core = opened(paper).core_properties
        assert (core.created.date().isoformat(), core.author, core.last_modified_by) == ("2026-06-30", "", "")


def test_a_person_is_known_by_the_employer_and_an_organisation_by_its_code() -> None:
    facts = (
        fact("person.name", "舒若兰", kind="individual_form"),
        fact("person.employer", "子虚公司", kind="individual_form"),
    )
    told = words(review_table(case(MET, facts=facts, applicant="舒若兰", code="")))
    assert told[1:5] == ["姓名", "舒若兰", "工作单位", "子虚公司"]
    assert words(review_table(case(MET)))[3:5] == ["统一社会信用代码", "91310104MA1FR0X18T"]
