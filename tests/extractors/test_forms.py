"""Forms: a label may stand anywhere around its value, and belongs to the part of the form it stands in."""

from collections.abc import Sequence

import pytest

from extractors.extract import extract
from pipeline.model import (
    Box,
    Cell,
    FactSheet,
    InCell,
    InParagraph,
    Line,
    Media,
    Method,
    OnPage,
    Page,
    Reader,
    Reading,
    SourceFile,
    Table,
)

_BY = Reader(name="测试", version="1")
_PERSON = ("南柯区区长质量奖申报表", "（个人）")
_BODY = ("南柯区质量奖申报表", "统一社会信用代码：91310104MA1FR0X18T")

Placed = tuple[str, int, int, int, int]  # text, row, column, rows down, columns across


def table(*cells: Placed, number: int = 1) -> Table:
    return Table(
        cells=tuple(
            Cell(
                text=text,
                place=InCell(table=number, row=row, column=column),
                method=Method.WORD,
                reader=_BY,
                row=row,
                column=column,
                row_span=down,
                column_span=across,
            )
            for text, row, column, down, across in cells
        )
    )


def rows(*texts: Sequence[str], number: int = 1) -> Table:
    placed = ((text, row, at, 1, 1) for row, line in enumerate(texts, 1) for at, text in enumerate(line, 1))
    return table(*placed, number=number)


def read(lines: Sequence[str], *tables: Table) -> FactSheet:
    inks = (
        Line(text=text, place=InParagraph(paragraph=at), method=Method.WORD, reader=_BY)
        for at, text in enumerate(lines, 1)
    )
    file = SourceFile(sha256="a" * 64, names=("申报表.docx",), size=1, media=Media.DOCX)
    return extract("甲", [Reading(file=file, pages=(Page(number=None, lines=tuple(inks), tables=tables),))])


def said(sheet: FactSheet, field: str) -> list[tuple[str, str]]:
    told = []
    for fact in sheet.facts:
        if fact.field == field:
            value = fact.value.model_dump(mode="json")
            value.pop("type")
            told.append((fact.key, "/".join(str(part) for part in value.values())))
    return told


def test_a_form_for_a_person_is_no_form_for_an_organisation() -> None:
    person = read(_PERSON, rows(("姓名", "舒致远", "性别", "☑男　□女")))
    unmarked = read(["南柯区区长质量奖申报表"], rows(("姓名", "舒致远", "性别", "□男　√女")))
    body = read(_BODY, rows(("联系人姓名", "舒致远", "性别", "女")))
    kinds = [sheet.documents[0].kind for sheet in (person, unmarked, body)]
    assert kinds == ["individual_form", "individual_form", "application_form"]
    assert said(person, "person.gender") == [("", "男")]
    assert said(unmarked, "person.gender") == [("", "女")]


def test_a_label_in_a_row_of_its_own_has_its_value_below() -> None:
    block = "本组织承诺：申报材料真实、准确、完整。\n法定代表人（签字）：言务实　　（公章）\n2026/7/1"
    opinion = "同意推荐。\n（盖章）　　　　\n 2026 年 7 月 3 日"
    sheet = read(_BODY, rows(["申报单位承诺："], [block], ["推荐部门意见："], [opinion]))
    assert said(sheet, "declaration.truth") == [("", "本组织承诺：申报材料真实、准确、完整")]
    assert said(sheet, "declaration.on") == [("", "2026-07-01")]
    assert said(sheet, "recommendation.opinion") == [("", "同意推荐。")]
    assert said(sheet, "recommendation.on") == [("", "2026-07-03")]
    assert said(sheet, "form.signed") == [("", "True")]


def test_the_place_for_a_seal_is_no_opinion_although_a_seal_hides_its_first_bracket() -> None:
    sheet = read(_BODY, rows(["推荐部门意见", "同意推荐。\n盖章）\n2026年7月3日"]))
    assert said(sheet, "recommendation.opinion") == [("", "同意推荐。")]


def test_a_declaration_ends_at_its_semicolon_although_it_was_read_as_a_colon() -> None:
    words = "本组织郑重承诺：所填内容真实有效，不弄虚作假：评审期间遵守纪律。"
    sheet = read(_BODY, rows(["承诺书", words]))
    assert said(sheet, "declaration.truth") == [("", "本组织郑重承诺：所填内容真实有效，不弄虚作假")]


def test_a_heading_above_several_columns_is_no_label_of_the_first() -> None:
    sheet = read(_PERSON, table(("推荐意见", 1, 1, 1, 2), ("甲单位", 2, 1, 1, 1), ("乙单位", 2, 2, 1, 1)))
    assert said(sheet, "recommendation.opinion") == []


def test_an_answer_in_the_cell_of_its_question_keeps_one_colon() -> None:
    sheet = read(_BODY, rows(["是否同时申报其他政府质量奖：□是　☑否"]))
    assert said(sheet, "declaration.no_double") == [("", "是否同时申报其他政府质量奖：否")]


def test_the_spouse_and_the_contact_are_not_the_applicant() -> None:
    grid = table(
        ("姓名", 1, 1, 1, 1),
        ("舒致远", 1, 2, 1, 1),
        ("手机", 1, 3, 1, 1),
        ("00012345678", 1, 4, 1, 1),
        ("配偶", 2, 1, 1, 1),
        ("姓名", 2, 2, 1, 1),
        ("梅务实", 2, 3, 1, 2),
        ("联系人", 3, 1, 2, 1),
        ("姓名", 3, 2, 1, 1),
        ("景若愚", 3, 3, 1, 2),
        ("联系电话", 4, 2, 1, 1),
        ("00087654321", 4, 3, 1, 2),
    )
    sheet = read(_PERSON, grid)
    assert said(sheet, "person.name") == [("", "舒致远")]
    assert said(sheet, "person.phone") == [("", "00012345678")]
    assert said(sheet, "entity.contact") == [("", "景若愚")]
    assert said(sheet, "entity.contact_phone") == [("", "00087654321")]


def test_a_career_is_counted_row_by_row() -> None:
    posts = rows(
        ("起止年月", "单　位", "岗位/职务", "地　点"),
        ("2008.07—2010.05", "南柯机电有限公司", "行政专员", "南柯市"),
        ("2010.05—至今", "南柯人民医院", "院长", "南柯市"),
    )
    sheet = read(_PERSON, posts)
    assert said(sheet, "career.period") == [("1", "2008-07/2010-05/"), ("2", "2010-05/None/至今")]
    assert said(sheet, "career.employer") == [("1", "南柯机电有限公司"), ("2", "南柯人民医院")]


def test_the_daughters_of_a_group_are_records_and_not_the_applicant() -> None:
    daughters = rows(
        ("企业名称", "统一社会信用代码", "持股比例", "成立日期", "住所"),
        ("南柯机械有限公司", "91310104MA1FR0X18T", "51%", "2005年08月23日", "南柯路1号"),
    )
    sheet = read(["南柯区质量奖申报表", "组织名称：南柯控股有限公司"], daughters)
    assert said(sheet, "subsidiary.share") == [("南柯机械有限公司", "51")]
    assert said(sheet, "subsidiary.founded") == [("南柯机械有限公司", "2005-08-23")]
    assert said(sheet, "entity.name") == [("", "南柯控股有限公司")]


def test_a_place_for_a_signature_with_nothing_in_it_is_unsigned() -> None:
    signed = read(_PERSON, rows(("本人承诺", "所填内容真实。\n申报人（签字）：舒致远")))
    unsigned = read(_PERSON, rows(("本人承诺", "所填内容真实。\n申报人（签字）：　　　　")))
    assert said(signed, "form.signed") == [("", "True")]
    assert said(unsigned, "form.signed") == [("", "False")]


def test_a_cell_that_is_merged_downwards_counts_in_every_row_of_records() -> None:
    posts = table(
        ("起止年月", 1, 1, 1, 1),
        ("单位", 1, 2, 1, 1),
        ("职务", 1, 3, 1, 1),
        ("2008.07—2010.05", 2, 1, 1, 1),
        ("南柯人民医院", 2, 2, 2, 1),
        ("医师", 2, 3, 1, 1),
        ("2010.05—2012.05", 3, 1, 1, 1),
        ("科主任", 3, 3, 1, 1),
    )
    sheet = read(_PERSON, posts)
    assert said(sheet, "career.employer") == [("1", "南柯人民医院"), ("2", "南柯人民医院")]
    assert said(sheet, "career.post") == [("1", "医师"), ("2", "科主任")]


@pytest.mark.parametrize(
    "printed",
    ["${组织名称}", "XXXX有限公司", "（请填写营业执照上的全称）", "请在此填写企业全称", "　　　　", "____________"],
)
def test_what_a_template_prints_is_a_blank_and_no_name(printed: str) -> None:
    sheet = read(_BODY, rows(("组织名称", printed)))
    assert said(sheet, "entity.name") == [("", "blank")]
    assert ("组织名称", "组织名称") in said(sheet, "form.blank")


def test_both_answers_without_a_tick_are_no_answer() -> None:
    sheet = read(_PERSON, rows(("姓名", "舒致远"), ("是否主要负责人", "是　否"), ("性别", "男／女")))
    assert said(sheet, "person.is_head") == [("", "blank")]
    assert said(sheet, "person.gender") == [("", "blank")]


def test_a_place_to_sign_is_no_blank() -> None:
    """Whether a form is signed is asked for itself; a name is due only where a name is asked for."""
    sheet = read(_BODY, rows(("法定代表人", ""), ("法定代表人（签字）", "")))
    assert said(sheet, "form.blank") == [("法定代表人", "法定代表人")]


def test_a_rule_below_a_label_is_no_line_to_write_on_where_the_answer_stands_beside() -> None:
    sheet = read(_PERSON, rows(("姓名：_", "舒致远", "性别：_", "")))
    assert said(sheet, "person.name") == [("", "舒致远")]
    assert said(sheet, "form.blank") == [("性别", "性别")]


@pytest.mark.parametrize("answer", ["无", "/", "—", "不适用"])
def test_an_answer_that_there_is_nothing_is_no_blank(answer: str) -> None:
    sheet = read(_BODY, rows(("电子邮箱", answer)))
    assert said(sheet, "entity.contact_email") == [("", "none")]
    assert said(sheet, "form.blank") == []


def alone(*tables: Table) -> str:
    """The kind of a page that came without the others, its title elsewhere."""
    file = SourceFile(sha256="a" * 64, names=("IMG_1.jpg",), size=1, media=Media.JPEG)
    return extract("甲", [Reading(file=file, pages=(Page(number=1, tables=tables),))]).documents[0].kind


def test_a_page_of_a_form_that_came_by_itself_is_known_by_its_labels() -> None:
    basics = rows(("统一社会信用代码", "1"), ("职工人数", "20人"), ("组织类型", "☑民营"), ("首席质量官", "虞务实"))
    conduct = rows(("近三年重大事故情况", "无"), ("近三年重大质量投诉情况", "无"))
    career = rows(("起止年月", "单位"), ("2008.07—至今", "南柯医院"))
    blocks = rows(("申报组织声明", "材料真实。"), ("主管部门意见", "同意。"), ("资格审查意见", "年　月　日"))
    own = rows(("本人承诺", "材料真实。"), ("推荐单位意见", "同意。"), ("资格审查意见", "年　月　日"))
    assert [alone(basics), alone(conduct), alone(blocks)] == ["application_form"] * 3
    assert [alone(conduct, career), alone(own)] == ["individual_form"] * 2
    assert alone(rows(("姓名", "舒致远"))) == "other"


def test_a_page_inside_another_paper_is_not_taken_for_a_form() -> None:
    figures = rows(
        ("指标", "2024年"), ("主营业务收入", "1"), ("利润总额", "1"), ("纳税总额", "1"), ("资产负债率", "30")
    )
    title = Line(
        text="自我评价报告",
        place=OnPage(page=1, box=Box(left=0.4, top=0.1, right=0.6, bottom=0.12)),
        method=Method.TEXT_LAYER,
        reader=_BY,
    )
    file = SourceFile(sha256="a" * 64, names=("报告.pdf",), size=1, media=Media.PDF)
    pages = (Page(number=1, lines=(title,)), Page(number=2, tables=(figures,)))
    (document,) = extract("甲", [Reading(file=file, pages=pages)]).documents
    assert (document.kind, document.pages) == ("self_assessment", (1, 2))
