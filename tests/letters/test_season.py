"""The papers of a batch: every applicant once, every question to whom it belongs, and days nobody guessed."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from letters.consultation import consultation_letter
from letters.entry import Entry, entry
from letters.heatmap import heatmap
from letters.publicity import publicity_list
from letters.reply_form import reply_form
from letters.season import Question, Season, Window
from letters.season_papers import batch_papers
from letters.summary import summary
from pipeline.masking import hide
from pipeline.model import AmountValue, Doubt, Fact, Outcome, Remedy, Verdict
from pipeline.procedure import Consultation, Procedure, Publicity
from pipeline.replies import CHOICES, Heading
from pipeline.settings import Letters, Office
from tests.letters.cases import LAW, case, fact, finding, opened, words

ON = date(2026, 6, 30)
MET = finding("登记地", Verdict.MET, article="第一条")
ACCIDENTS = finding("近五年无事故", Verdict.UNDETERMINED, Doubt.EXTERNAL, Remedy.REFUSE, article="第九条")
EMPLOYER = finding("单位无事故", Verdict.UNDETERMINED, Doubt.EXTERNAL, Remedy.REFUSE, article="第十条")
MISSING = finding("审计报告材料", Verdict.UNDETERMINED, Doubt.MISSING, needs="请申报人补交。")
FATAL = finding("经营年限", Verdict.NOT_MET, remedy=Remedy.REFUSE, article="第三条")
ASK_ACCIDENTS = Question(ACCIDENTS.rule, "近五年无事故", ACCIDENTS.cite, ("市场监管", "应急管理"), date(2021, 1, 1), ON)
ASK_EMPLOYER = Question(
    EMPLOYER.rule, "单位无事故", EMPLOYER.cite, ("市场监管",), date(2021, 1, 1), ON, of_employer=True
)
TAXES = finding("无欠税记录", Verdict.UNDETERMINED, Doubt.EXTERNAL, Remedy.REFUSE, article="第十一条")
ASK_TAXES = Question(TAXES.rule, "无欠税记录", TAXES.cite, ("税务",), date(2021, 1, 1), ON)
WORKING = Publicity(article="第二十二条", quote="公示五个工作日", days=5, unit="working", stage="conditions")
AWARD = Publicity(article="第十九条", quote="公示七天", days=7, unit="calendar", stage="award")


def organisation(name: str, *findings: object, facts: tuple[Fact, ...] = (), link: str = "../甲/dossier.html") -> Entry:
    return entry(case(*findings, facts=facts, applicant=name).dossier, link)  # type: ignore[arg-type]


def person(name: str, *findings: object) -> Entry:
    facts = (
        fact("person.name", name, kind="individual_form"),
        fact("person.id_number", "110***********1237", kind="individual_form"),
        fact("person.employer", "子虚公司", kind="individual_form"),
        fact("person.employer_code", "91310104132000010R", kind="individual_form"),
    )
    return entry(case(*findings, facts=facts, applicant=name, code="").dossier, "../乙/dossier.html")  # type: ignore[arg-type]


def season(
    *entries: Entry, letters: Letters | None = None, procedure: Procedure | None = None, window: Window | None = None
) -> Season:
    office = Office(name="某区评审办", batch="2026年度", letters=letters or Letters())
    asked = (ASK_ACCIDENTS, ASK_EMPLOYER)
    return Season(entries, asked, office, procedure or Procedure(), ON, hide, window)


def rows(book: bytes, sheet: str) -> list[dict[str, Any]]:
    told = list(openpyxl.load_workbook(io.BytesIO(book))[sheet].iter_rows(values_only=True))
    heads, *lines = told[next(at for at, row in enumerate(told) if row[0] == "序号") :]
    return [dict(zip(map(str, heads), line, strict=True)) for line in lines]


# ── the summary ─────────────────────────────────────────────────────────────────────────────────────────────────────


def revenue(amount: str, *, file: str = "a" * 64) -> Fact:
    one = fact("entity.name", amount, file=file)
    value = AmountValue.model_validate({"amount": amount})
    return one.model_copy(update={"field": "finance.revenue", "key": "2025", "value": value})


def test_each_applicant_has_one_line_with_what_its_papers_say() -> None:
    """12 345 678 元 are 1 234.5678 万元; what is missing stands in its column, and the last two are the official's."""
    one = organisation("甲公司", MET, MISSING, facts=(fact("entity.representative", "景如初"), revenue("12345678")))
    first, second = rows(summary((one, organisation("乙公司", FATAL)), "2026年度", ON, hide), "汇总表")
    assert (first["序号"], first["申报组织（个人）"], first["程序建议"]) == (1, "甲公司", "需补正")
    assert first["法定代表人"] == "景如初"
    assert first["2025年营业收入（万元）"] == pytest.approx(1234.5678)
    assert first["材料缺项"] == "审计报告材料"
    assert first["主要原因"] == "审计报告材料：审计报告材料的所见。"
    assert (first["审查意见"], first["备注"]) == (None, None)
    assert (second["序号"], second["程序建议"], second["材料缺项"]) == (2, "建议不予受理", None)


def test_papers_that_differ_are_all_told_and_called_different() -> None:
    """Neither is chosen: not of names, and not of figures."""
    facts = (fact("entity.representative", "景如初"), fact("entity.representative", "景若非", page=2))
    told = (*facts, revenue("10000"), revenue("20000"))
    (row,) = rows(summary((organisation("甲公司", MET, facts=told),), "2026年度", ON, hide), "汇总表")
    assert row["法定代表人"] == "景如初／景若非（各材料不一致）"
    assert row["2025年营业收入（万元）"] == "1.00／2.00（各材料不一致）"


def test_what_a_paper_says_of_another_company_is_not_the_applicants() -> None:
    """A group hands in the licences of its companies; their founders are not its own."""
    other = tuple(
        fact(field, text).model_copy(update={"document": "register"})
        for field, text in (("entity.name", "子公司"), ("entity.representative", "别人"))
    )
    own = (fact("entity.name", "甲 公司"), fact("entity.representative", "景如初"))
    (row,) = rows(summary((organisation("甲公司", MET, facts=(*other, *own)),), "2026年度", ON, hide), "汇总表")
    assert row["法定代表人"] == "景如初"


def test_a_name_that_begins_like_a_formula_is_a_name() -> None:
    book = summary((organisation('=HYPERLINK("x","甲")', MET),), "2026年度", ON, hide)
    cell = openpyxl.load_workbook(io.BytesIO(book))["汇总表"]["B2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x","甲")')


def test_the_summary_filters_stays_in_sight_and_opens_the_dossier() -> None:
    """Colour repeats what the words say, and never says anything alone."""
    book = summary((organisation("甲公司", MET), organisation("乙公司", FATAL)), "2026年度", ON, hide)
    sheet = openpyxl.load_workbook(io.BytesIO(book))["汇总表"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    links = {cell.value: cell.hyperlink.target for cell in sheet[2] if cell.hyperlink}
    assert links == {"打开": "../甲/dossier.html"}
    filled = {cell.value for row in (sheet[2], sheet[3]) for cell in row if cell.fill.fgColor.rgb not in _PLAIN}
    assert filled == {"齐全待受理", "建议不予受理"}


_PLAIN = {"00000000", "FFFFFBE6"}  # no colour, and the colour of what is to be filled in


# ── the heat map ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_heat_map_has_a_cell_for_each_condition_and_applicant_with_words_in_it() -> None:
    page = heatmap((organisation("甲公司", MET, MISSING), organisation("乙公司", MET, ACCIDENTS)), "2026年度", hide)
    told = page.decode()
    assert told.count('<th scope="row">登记地') == 1
    assert told.count(">符合</a></td>") == 2
    assert told.count(">缺件</a></td>") == 1
    assert told.count(">外查</a></td>") == 1
    assert told.count('<td class="not_applicable">—</td>') == 2  # each lacks the condition of the other
    assert f'href="../甲/dossier.html#{MET.rule}"' in told


def test_the_heat_map_needs_nothing_from_elsewhere_and_believes_no_name() -> None:
    told = heatmap((organisation("<script>甲</script>", MET),), "2026年度", hide).decode()
    assert "<script" not in told
    assert "http" not in told
    assert "src=" not in told


# ── the letter to the bureaux and its form ──────────────────────────────────────────────────────────────────────────

NAMED = Procedure(consultation=Consultation(article="第十五条", quote="向区税务局征求意见", bureaux=("区税务局",)))


def test_the_letter_addresses_whom_the_regulation_names_and_whom_the_office_adds() -> None:
    told = words(
        consultation_letter(
            season(organisation("甲公司", ACCIDENTS), letters=Letters(bureaux=("区法院",)), procedure=NAMED)
        )
    )
    assert told[3] == "区税务局、区法院："
    assert f"根据《{LAW}》（某府〔2026〕1号）第十五条“向区税务局征求意见”的规定" in told[4]


def test_where_the_regulation_names_nobody_the_address_is_left_to_the_office_and_no_article_is_cited() -> None:
    told = words(consultation_letter(season(organisation("甲公司", ACCIDENTS))))
    assert told[3] == "〔征求意见的部门，由办公室填写；条文没有写明〕"
    assert told[4].startswith("为做好")


def test_the_first_annex_has_each_applicant_once_and_no_whole_resident_number() -> None:
    letter = consultation_letter(season(organisation("甲公司", ACCIDENTS), person("舒若兰", EMPLOYER)))
    organisations, persons, _ = opened(letter).tables
    assert [cell.text for cell in organisations.rows[1].cells][:3] == ["1", "甲公司", "91310104MA1FR0X18T"]
    assert [cell.text for cell in persons.rows[1].cells][:4] == ["1", "舒若兰", "110***********1237", "子虚公司"]


def test_the_second_annex_has_each_open_question_once_with_its_days() -> None:
    """What nobody's papers leave open is not asked."""
    letter = consultation_letter(season(organisation("甲公司", ACCIDENTS), organisation("乙公司", ACCIDENTS)))
    *_, matters = opened(letter).tables
    assert [[cell.text for cell in row.cells] for row in matters.rows[1:]] == [
        ["1", "近五年无事故", "第九条", "近五年无事故的原文", "2021年1月1日至2026年6月30日", "市场监管、应急管理"]
    ]


def test_the_letter_tells_no_bureau_what_is_proposed() -> None:
    told = "".join(words(consultation_letter(season(organisation("甲公司", ACCIDENTS, FATAL)))))
    assert not any(word in told for word in ("不予受理", "建议", "经营年限"))


def test_the_form_has_a_line_for_each_applicant_matter_and_bureau_in_charge() -> None:
    """The headings are the register's own; the answers are left empty."""
    lines = rows(reply_form(season(organisation("甲公司", ACCIDENTS))), "反馈表")
    assert list(lines[0]) == [heading.value for heading in Heading]
    assert [(line[Heading.APPLICANT], line[Heading.BUREAU], line[Heading.MATTER]) for line in lines] == [
        ("甲公司", "市场监管", "近五年无事故"),
        ("甲公司", "应急管理", "近五年无事故"),
    ]
    assert {line[Heading.OPINION] for line in lines} == {None}
    assert lines[0][Heading.SINCE].date() == date(2021, 1, 1)
    assert lines[0][Heading.UNTIL].date() == ON
    assert lines[0][Heading.CODE] == "91310104MA1FR0X18T"


def test_a_bureau_that_is_asked_beside_answers_all_at_once_and_members_answer_in_their_own_lines() -> None:
    both = Procedure(
        consultation=Consultation(article="第十五条", quote="征求意见", bureaux=("领导小组各成员单位", "区税务局"))
    )
    lines = rows(reply_form(season(organisation("甲公司", ACCIDENTS), procedure=both)), "反馈表")
    assert [line[Heading.BUREAU] for line in lines] == ["市场监管", "应急管理", "区税务局"]


def test_a_named_bureau_that_is_in_charge_takes_the_lines_of_its_field_and_the_rest_at_once() -> None:
    """The regulation says 区市场监管局, the condition 市场监管: one bureau is not asked the same thing twice."""
    both = Procedure(consultation=Consultation(article="第十五条", quote="征求意见", bureaux=("区市场监管局",)))
    asked = season(organisation("甲公司", ACCIDENTS, TAXES), procedure=both)
    asked = replace(asked, questions=(ASK_ACCIDENTS, ASK_TAXES), is_bureau=lambda name, field: field in name)
    told = [(line[Heading.BUREAU], line[Heading.MATTER]) for line in rows(reply_form(asked), "反馈表")]
    assert told == [
        ("区市场监管局", "近五年无事故"),
        ("应急管理", "近五年无事故"),
        ("税务", "无欠税记录"),
        ("区市场监管局", "无欠税记录"),
    ]


def test_of_a_person_the_employer_is_asked_where_the_clause_says_so() -> None:
    lines = rows(reply_form(season(person("舒若兰", ACCIDENTS, EMPLOYER))), "反馈表")
    told = [(line[Heading.APPLICANT], line[Heading.CODE], line[Heading.MATTER]) for line in lines]
    assert told == [
        ("舒若兰", None, "近五年无事故"),
        ("舒若兰", None, "近五年无事故"),
        ("子虚公司", "91310104132000010R", "单位无事故"),
    ]
    assert {line[Heading.RESIDENT_NUMBER] for line in lines} == {None}  # the office fills it in


def test_the_form_offers_the_only_words_it_takes_back() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(reply_form(season(organisation("甲公司", ACCIDENTS)))))["反馈表"]
    offered = {rule.formula1.strip('"') for rule in sheet.data_validations.dataValidation}
    assert offered == {",".join(words) for words in CHOICES.values()}


# ── the list to publish ─────────────────────────────────────────────────────────────────────────────────────────────


def told_of(publicity: Publicity, window: Window | None, letters: Letters | None = None) -> list[str]:
    entries = (organisation("甲公司", MET, ACCIDENTS), organisation("乙公司", FATAL), organisation("丙公司", MISSING))
    return words(publicity_list(season(*entries, letters=letters, window=window), publicity))


# Five working days from 2026-09-21: Monday to Thursday, then the Moon Festival's days off (25 to 27), then the 28th.
FIVE = Window(date(2026, 9, 21), date(2026, 9, 28), date(2026, 9, 29))


def test_both_ends_are_given_where_the_office_has_not_said_whether_the_first_day_counts() -> None:
    told = "".join(told_of(WORKING, FIVE))
    assert "首日计入的，至2026年9月28日止；首日不计入的，至2026年9月29日止，后者按两种算法都不少于 5 个工作日" in told


@pytest.mark.parametrize(("counts", "last"), [(True, "2026年9月28日"), (False, "2026年9月29日")])
def test_one_end_is_given_where_the_office_has_said_so(counts: bool, last: str) -> None:
    told = "".join(told_of(WORKING, FIVE, Letters(publicity_first_day_counts=counts)))
    assert f"公示期自2026年9月21日起至{last}止，共 5 个工作日（首日{'计入' if counts else '不计入'}）。" in told


def test_no_day_is_guessed_where_the_table_of_holidays_ends() -> None:
    told = "".join(told_of(WORKING, Window(date(2027, 1, 4), None, None)))
    assert "公示期自2027年1月4日起，〔截止日由办公室填写，不少于 5 个工作日；" in told
    assert "所涉日期的节假日安排不在程序的日历表内，没有推算〕。" in told


def test_without_a_first_day_both_days_are_left_to_the_office() -> None:
    assert "公示期：〔起止日期，由办公室填写，不少于 5 个工作日〕。" in told_of(WORKING, None)


def test_who_may_be_published_after_this_examination_is_a_proposal_of_the_complete() -> None:
    told = told_of(WORKING, None)
    assert "甲公司" in told
    assert "乙公司" not in told
    assert "丙公司" not in told
    assert any("名单由办公室核定" in line for line in told)


def test_who_is_to_have_an_award_is_never_proposed() -> None:
    """Only the names the office wrote down are printed; without them the list is left to it."""
    assert "甲公司" not in told_of(AWARD, None)
    assert "〔名单由办公室填写〕" in told_of(AWARD, None)
    told = told_of(AWARD, None, Letters(publicity_names=("乙公司",)))
    assert "乙公司" in told
    assert "甲公司" not in told


# ── all of them ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_batch_has_its_papers_and_the_same_batch_the_same_bytes() -> None:
    def write() -> dict[str, bytes]:
        return batch_papers(season(organisation("甲公司", MET, ACCIDENTS), procedure=Procedure(publicity=WORKING)))

    papers = write()
    assert set(papers) == {"汇总表.xlsx", "条件热图.html", "征求意见函.docx", "征求意见反馈表.xlsx", "公示名单.docx"}
    assert papers == write()


def test_a_regulation_without_publicity_has_no_list_to_publish() -> None:
    assert "公示名单.docx" not in batch_papers(season(organisation("甲公司", MET)))


def test_no_paper_of_a_batch_says_that_anyone_is_qualified_or_shows_a_telephone_number() -> None:
    facts = (fact("entity.contact_phone", "13800138000"),)
    one = organisation("甲公司", MET, ACCIDENTS, facts=facts)
    assert one.outcome is Outcome.COMPLETE
    for name, paper in batch_papers(season(one, procedure=Procedure(publicity=WORKING))).items():
        told = "".join(all_words(name, paper))
        assert not any(word in told for word in ("合格", "准予", "13800138000")), name


def all_words(name: str, paper: bytes) -> list[str]:
    if name.endswith(".docx"):
        return words(paper)
    if name.endswith(".html"):
        return [paper.decode()]
    sheets = openpyxl.load_workbook(io.BytesIO(paper))
    return [str(cell) for sheet in sheets for row in sheet.values for cell in row]
