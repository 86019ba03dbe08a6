"""What an applicant is told: all of it, once, with its basis, and nothing that is not its own."""

from datetime import date

import pytest

from letters.notices import refusal_notice, supplement_notice
from pipeline.exhibit import Excerpt, Exhibits
from pipeline.model import Doubt, Remedy, Verdict, fingerprint
from pipeline.procedure import Clause, Procedure
from pipeline.settings import Letters
from tests.letters.cases import LAW, REGISTER, case, fact, finding, pictured, pictures, words

MET = finding("名称相符", Verdict.MET, article="第一条")
AUDIT = finding("审计报告", Verdict.UNDETERMINED, Doubt.MISSING, needs="请申报人补充提交2025年度审计报告。")
PUBLICITY = finding("内部公示", Verdict.NOT_MET, article="第二十条", needs="请申报人重新公示。")
NAMES = finding(
    "法定代表人一致",
    Verdict.UNDETERMINED,
    Doubt.CONFLICT,
    Remedy.CLARIFY,
    needs="请对照原件核实法定代表人；确属不一致的，请申报人说明原因。",
)
READING = finding(
    "年限读法",
    Verdict.UNDETERMINED,
    Doubt.AMBIGUOUS,
    Remedy.REFUSE,
    article="第三条",
    needs="请评审办公室选定读法。请申报人补充提交纳税证明。",
)
YEARS = finding("经营年限", Verdict.NOT_MET, remedy=Remedy.REFUSE, article="第十六条")
ACCIDENTS = finding("近五年无事故", Verdict.UNDETERMINED, Doubt.EXTERNAL, Remedy.REFUSE, article="第十七条")


def test_every_defect_stands_in_the_notice_once_with_what_to_send() -> None:
    """The notice is given one time only: a defect left out cannot be asked for later."""
    told = "\n".join(words(supplement_notice(case(MET, AUDIT, PUBLICITY, NAMES))))
    for one in (AUDIT, PUBLICITY, NAMES):
        assert told.count(f"审查所见：{one.sentence}") == 1
        assert told.count(f"“{one.cite.quote}”") == 1
    assert "补正要求：请你单位补充提交2025年度审计报告。" in told
    assert "补正要求：请你单位重新公示。" in told
    assert "有 3 个事项需要你单位补正或者说明，现一次性告知如下。" in told


def test_what_is_met_and_what_the_office_must_find_out_itself_is_not_asked() -> None:
    """Neither a condition that is met, nor a register to be asked, nor the reading of a clause is the applicant's."""
    told = "\n".join(words(supplement_notice(case(MET, AUDIT, ACCIDENTS, READING))))
    for one in (MET, ACCIDENTS, READING):
        assert one.title not in told
    assert "纳税证明" not in told


def test_what_must_be_explained_stands_apart_and_without_the_steps_of_the_office() -> None:
    """The office compares originals; the applicant explains."""
    told = words(supplement_notice(case(AUDIT, NAMES)))
    papers, questions = told.index("一、需要补正的事项"), told.index("二、需要说明或者核对的事项")
    assert papers < told.index("（一）审计报告") < questions < told.index("（一）法定代表人一致")
    assert "办理要求：确属不一致的，请你单位说明原因。" in told
    assert not any("请对照原件" in line for line in told)


def test_a_clause_is_cited_where_the_regulation_says_so_and_only_there() -> None:
    told = words(supplement_notice(case(AUDIT, PUBLICITY)))
    assert f"依据：《{LAW}》第二十条：“内部公示的原文”。" in told
    assert "依据：办公室要求（不是办法条文）：“审计报告的原文”。" in told


def test_curable_and_fatal_stand_apart_in_a_refusal() -> None:
    """What no paper can mend is the reason; what a paper could mend is told beside it, and said not to help."""
    told = words(refusal_notice(case(AUDIT, YEARS, MET)))
    reasons, others = told.index("一、不予受理的理由"), told.index("二、材料中的其他问题")
    assert reasons < told.index("（一）经营年限") < others < told.index("（一）审计报告")
    assert "下列问题一并告知。仅补正这些材料，不能改变上述理由。" in told
    assert "".join(told).count(YEARS.sentence) == 1
    assert MET.title not in "".join(told)


def test_a_refusal_without_curable_defects_has_no_place_for_them() -> None:
    told = words(refusal_notice(case(YEARS)))
    assert not any("其他问题" in line for line in told)


def test_a_refusal_cites_the_duty_to_give_reasons_where_the_regulation_has_one() -> None:
    """甘州 第十六条（二） has it; the other four regulations do not, and nothing is borrowed."""
    duty = Procedure(notice=Clause(article="第十六条", item="（二）", quote="应当说明理由"))
    assert "根据该办法第十六条（二）“应当说明理由”的规定" in "".join(words(refusal_notice(case(YEARS, procedure=duty))))
    assert "根据该办法" not in "".join(words(refusal_notice(case(YEARS))))


def test_the_day_the_office_set_is_printed_and_otherwise_left_to_it() -> None:
    settled = Letters(supplement_by=date(2026, 7, 15), contact="贾守正 021-00000001")
    told = "".join(words(supplement_notice(case(AUDIT, letters=settled))))
    assert "请在2026年7月15日前（含当日）将上述材料和说明一次报送某区评审办。" in told
    assert "联系方式：贾守正 021-00000001。" in told  # the office's own number is no secret
    open_day = "".join(words(supplement_notice(case(AUDIT))))
    assert "请在〔补正期限，由办公室填写〕将上述材料" in open_day
    assert "联系方式：〔联系人、电话、地址，由办公室填写〕。" in open_day


@pytest.mark.parametrize("write", [supplement_notice, refusal_notice])
def test_number_seal_and_day_are_left_to_the_office(write: object) -> None:
    assert callable(write)
    told = words(write(case(AUDIT, YEARS)))
    assert told[1] == "〔文号，由办公室填写〕"
    assert told[2] == "某区子虚精密仪器有限公司："
    assert told[-2:] == ["某区评审办〔盖章〕", "〔　　　年　　月　　日〕"]


def test_what_was_seen_is_shown_with_its_place() -> None:
    seen = fact("entity.representative", "景如初")
    shown = finding("法定代表人", Verdict.NOT_MET, against=(seen,), needs="请申报人更正。")
    paper = supplement_notice(case(shown, exhibits=pictured(seen)))
    assert pictures(paper) == 1
    assert "图1　营业执照（营业执照）第 1 页，法定代表人" in words(paper)


def test_a_place_shown_once_is_referred_to_afterwards() -> None:
    seen = fact("entity.representative", "景如初")
    both = [finding(title, Verdict.NOT_MET, against=(seen,), needs="请申报人更正。") for title in ("甲项", "乙乙项")]
    paper = supplement_notice(case(*both, exhibits=pictured(seen)))
    assert pictures(paper) == 1
    assert "（另见图1）" in words(paper)


def test_both_sides_of_a_contradiction_are_shown_before_either_twice() -> None:
    """Three papers say one thing and the fourth another: the fourth is among the three places shown."""
    same = [fact("entity.representative", "景如初", page=page) for page in (1, 2, 3)]
    other = fact("entity.representative", "景若非", page=4)
    clash = finding("法定代表人", Verdict.NOT_MET, against=(*same, other), needs="请申报人更正。")
    told = "\n".join(words(supplement_notice(case(clash))))
    assert [told.count(f"“{name}”") for name in ("景如初", "景若非")] == [2, 1]


def test_nothing_from_another_file_is_shown_to_the_applicant() -> None:
    """A register lists others: its rows stay in the office."""
    row = fact("entity.name", "别家申报单位", file=REGISTER)
    known = finding("登记名单", Verdict.NOT_MET, against=(row,), needs="请申报人更正。")
    paper = supplement_notice(case(known, exhibits=pictured(row)))
    assert pictures(paper) == 0
    assert "别家申报单位" not in "".join(words(paper))


def test_a_list_that_names_others_is_quoted_and_not_shown() -> None:
    row = fact("land.grade", "A", kind="land_list")
    known = finding("亩均", Verdict.NOT_MET, against=(row,), needs="请申报人更正。")
    paper = supplement_notice(case(known, exhibits=pictured(row)))
    assert pictures(paper) == 0
    assert "图1　营业执照（营业执照）第 1 页，亩均效益档次：“A”" in words(paper)


def test_numbers_of_people_are_hidden_wherever_they_stand() -> None:
    """000101 is no region; the day of birth in the middle makes it look like a resident number all the same."""
    number = "110000199001011237"
    secret = fact("person.id_number", number)
    told = finding("身份证号", Verdict.NOT_MET, against=(secret,), needs=f"请申报人更正{number}，电话13800138000。")
    paper = supplement_notice(case(told, facts=(secret,), exhibits=pictured(secret)))
    assert pictures(paper) == 0
    text = "".join(words(paper))
    assert number not in text
    assert "13800138000" not in text
    assert "110***********1237" in text


def test_a_person_is_addressed_as_one() -> None:
    name = fact("person.name", "舒若兰", kind="individual_form")
    told = "".join(words(supplement_notice(case(AUDIT, facts=(name,), applicant="舒若兰"))))
    assert "您申报某区质量奖（组织）的材料收悉。" in told
    assert "请您补充提交2025年度审计报告。" in told


def test_characters_that_no_office_file_may_hold_are_left_out() -> None:
    """File names and text layers carry them; the letter is written all the same."""
    seen = fact("entity.name", "乙\x01")
    rows = Exhibits(excerpts={fingerprint(seen.evidence[0]): Excerpt(rows=(("甲\x0b", "<"),), marked=(0, 1))})
    dirty = finding("名称", Verdict.NOT_MET, against=(seen,), needs="请申报人更正。")
    told = words(supplement_notice(case(dirty, exhibits=rows)))
    assert "甲" in told
    assert "<" in told


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert supplement_notice(case(AUDIT, NAMES)) == supplement_notice(case(AUDIT, NAMES))
