"""Reports hide their facts in sentences: the whole is told, and what is said of a part or of others is not."""

import pytest

from extractors.extract import extract
from pipeline.model import (
    Cell,
    FactSheet,
    InCell,
    InParagraph,
    Line,
    Media,
    Method,
    Page,
    Reader,
    Reading,
    SourceFile,
    Table,
)

_BY = Reader(name="测试", version="1")


def read(*texts: str, tables: tuple[Table, ...] = ()) -> FactSheet:
    lines = (
        Line(text=text, place=InParagraph(paragraph=at), method=Method.WORD, reader=_BY)
        for at, text in enumerate(texts, 1)
    )
    file = SourceFile(sha256="a" * 64, names=("报告.docx",), size=1, media=Media.DOCX)
    page = Page(number=None, lines=tuple(lines), tables=tables)
    return extract("甲", [Reading(file=file, pages=(page,))])


def said(sheet: FactSheet, field: str) -> list[str]:
    told = []
    for fact in sheet.facts:
        if fact.field == field:
            value = fact.value.model_dump(mode="json")
            value.pop("type")
            told.append("/".join(str(part) for part in (fact.key, *value.values()) if part))
    return told


@pytest.mark.parametrize(
    ("sentence", "founded"),
    [
        ("申江精密成立于2012年3月15日，是一家专业生产阀门的企业。", ["2012-03-15"]),
        ("申江精密（以下简称“公司”）位于南柯区，成立于2012年3月，注册资本500万元。", ["2012-03"]),
        ("申江精密位于南柯区南柯路1号，2012年3月15日登记成立，主要从事阀门的研发。", ["2012-03-15"]),
        ("公司于2012年正式成立，现有员工120人。", ["2012"]),
        ("公司前身为申江阀门厂，成立于1978年。", []),
        ("公司技术中心成立于2015年6月。", []),
        ("2018年3月，质量部成立，负责体系运行。", []),
        ("公司于2016年5月成立质量管理委员会。", []),
        ("子公司南柯机械成立于2019年。", []),
    ],
)
def test_the_founding_is_that_of_the_organisation_itself(sentence: str, founded: list[str]) -> None:
    assert said(read("自我评价报告", sentence), "entity.founded") == founded


@pytest.mark.parametrize(
    ("sentence", "staff"),
    [
        ("公司现有职工1,334人，其中质量管理人员48人。", ["1334"]),
        ("医院共有在职员工620人。", ["620"]),
        ("公司现有员工近300人。", []),
        ("公司现有员工1300余人。", []),
        ("检验部现有员工20人。", []),
    ],
)
def test_the_staff_is_an_exact_number_of_the_whole(sentence: str, staff: list[str]) -> None:
    assert said(read("自我评价报告", sentence), "entity.employees") == staff


@pytest.mark.parametrize(
    ("sentence", "site"),
    [
        ("申江精密位于上海市徐汇区南柯路12号，交通便利。", ["上海市徐汇区南柯路12号"]),
        ("公司坐落于南柯市黄粱区蜃楼路8弄16号3幢。", ["南柯市黄粱区蜃楼路8弄16号3幢"]),
        ("分公司位于南柯市黄粱区蜃楼路8号。", []),
        ("公司顾客满意度位于行业前列。", []),
    ],
)
def test_the_site_is_an_address(sentence: str, site: list[str]) -> None:
    assert said(read("自我评价报告", sentence), "entity.site") == site


@pytest.mark.parametrize(
    ("sentence", "manager"),
    [
        ("首席质量官直接向最高管理者詹思齐报告工作。", ["詹思齐"]),
        ("最高管理者听取报告并作出决定。", []),
        ("最高管理者高度重视质量工作。", []),
    ],
)
def test_the_top_manager_has_a_name(sentence: str, manager: list[str]) -> None:
    assert said(read("自我评价报告", sentence), "entity.top_manager") == manager


def test_what_is_made_and_how_it_is_managed_are_told_without_their_frame() -> None:
    sheet = read(
        "自我评价报告",
        "公司主要从事工业阀门的研发、制造与销售，客户遍布全国。",
        "经过多年实践，逐步形成了“精益五环质量管理模式”。",
        "班组形成了“问题不过夜”的口号。",
    )
    assert said(sheet, "entity.main_product") == ["工业阀门"]
    assert said(sheet, "form.model_title") == ["精益五环质量管理模式"]


def test_a_person_is_told_in_one_long_sentence() -> None:
    sheet = read(
        "个人事迹概述",
        "申报个人：乌若兰",
        "乌若兰，女，1992年7月出生，大学专科，毕业于云梦工学院，现任南柯人民医院质量总监，具有工程师职称。"
        "2014年7月参加工作，从事质量工作9年。",
    )
    assert sheet.documents[0].kind == "overview"
    fields = ("name", "gender", "birth", "education", "school", "employer", "post", "title", "working_since")
    told = [said(sheet, f"person.{field}") for field in fields]
    assert told == [
        [value]
        for value in (
            "乌若兰",
            "女",
            "1992-07",
            "大学专科",
            "云梦工学院",
            "南柯人民医院",
            "质量总监",
            "工程师",
            "2014-07",
        )
    ]
    assert said(sheet, "person.quality_years") == ["9"]


def test_the_award_is_what_is_applied_for_and_not_the_name_of_the_whole_prize() -> None:
    asked = read("上海市政府质量奖", "自我评价报告", "申报奖项：上海市质量金奖", "上海市质量金奖自我评价报告")
    alone = read("上海市质量金奖", "自我评价报告", "申报组织：申江精密")
    assert said(asked, "report.award") == ["上海市质量金奖"]
    assert said(alone, "report.award") == ["上海市质量金奖"]
    assert said(asked, "report.title") == ["自我评价报告"]


def test_the_years_of_a_report_are_read_from_its_tables() -> None:
    rows = (("指标", "单位", "2024年", "2023年"), ("利润总额", "亿元", "1.25", "1.10"), ("顾客满意度", "%", "95", "94"))
    cells = tuple(
        Cell(
            text=text,
            place=InCell(table=1, row=row, column=at),
            method=Method.WORD,
            reader=_BY,
            row=row,
            column=at,
        )
        for row, texts in enumerate(rows, 1)
        for at, text in enumerate(texts, 1)
    )
    sheet = read("自我评价报告", "表 主要财务指标", tables=(Table(cells=cells),))
    assert said(sheet, "finance.profit_total") == ["2024/125000000", "2023/110000000"]
    assert [fact.field for fact in sheet.facts if fact.field.startswith("finance.")] == ["finance.profit_total"] * 2


@pytest.mark.parametrize("employer", ["青石市乌有楼宇治理促进会", "青石市乌有商会", "乌有公益基金会"])
def test_the_employer_may_be_an_association_of_any_name(employer: str) -> None:
    sheet = read("个人事迹概述", "申报个人：乌若兰", f"乌若兰，女，现任{employer}理事长，具有经济师职称。")
    assert (said(sheet, "person.employer"), said(sheet, "person.post")) == ([employer], ["理事长"])
