"""Letters, proofs and lists of others: each is known by what it says, and gives who says what of whom, and when."""

from collections.abc import Sequence

import pytest

from extractors.extract import extract
from pipeline.model import (
    Box,
    Cell,
    FactSheet,
    Line,
    Media,
    Method,
    OnPage,
    Page,
    Reader,
    Reading,
    SourceFile,
    Table,
    canonical,
)

_BY = Reader(name="测试", version="1")
_NAME = "申江精密机械（上海）有限公司"


def page(*texts: str, tables: Sequence[Table] = (), number: int = 1) -> Page:
    """Lines one under the other; tables stand somewhere below them."""
    lines = (
        Line(
            text=text,
            place=OnPage(page=number, box=Box(left=0.1, top=0.03 * at, right=0.9, bottom=0.03 * at + 0.02)),
            method=Method.TEXT_LAYER,
            reader=_BY,
        )
        for at, text in enumerate(texts, 1)
    )
    return Page(number=number, lines=tuple(lines), tables=tuple(tables))


def table(*rows: Sequence[str], number: int = 1) -> Table:
    """A ruled table of a page: its cells have a box, and a line break in a cell is a wrapped line."""
    cells = (
        Cell(
            text=text,
            place=OnPage(
                page=number,
                box=Box(left=0.2 * at, top=0.5 + 0.03 * row, right=0.2 * at + 0.2, bottom=0.53 + 0.03 * row),
            ),
            method=Method.TEXT_LAYER,
            reader=_BY,
            row=row,
            column=at,
        )
        for row, texts in enumerate(rows, 1)
        for at, text in enumerate(texts, 1)
    )
    return Table(cells=tuple(cells))


def read(*pages: Page) -> FactSheet:
    file = SourceFile(sha256="a" * 64, names=("扫描件.pdf",), size=1, media=Media.PDF)
    return extract("甲", [Reading(file=file, pages=pages)])


def kinds_of(sheet: FactSheet) -> list[str]:
    return [document.kind for document in sheet.documents]


def said(sheet: FactSheet, field: str) -> list[tuple[str, str]]:
    """Key and value of every fact of a field, the value as it is written down."""
    told = []
    for fact in sheet.facts:
        if fact.field == field:
            value = fact.value.model_dump(mode="json")
            value.pop("type")
            told.append((fact.key, "/".join(str(part) for part in value.values())))
    return told


def test_a_bureau_that_finds_nothing_says_so_of_one_body_for_one_period() -> None:
    sheet = read(
        page(
            "证 明",
            "经查询本局业务系统，2023年1月1日至2026年6月17日，",
            f"{_NAME}（统一社会信用代码：91310104MA1FR0X18T）在本辖区内未",
            "发现生产安全事故和安全生产违法行为。特此证明。",
            "南柯区应急管理局",
            "2026年6月17日",
        )
    )
    assert kinds_of(sheet) == ["clearance_letter"]
    bureau = "南柯区应急管理局"
    assert said(sheet, "clearance.issuer") == [(bureau, bureau)]
    assert said(sheet, "clearance.subject") == [(bureau, _NAME)]
    assert said(sheet, "clearance.covers") == [(bureau, "2023-01-01/2026-06-17/")]
    assert said(sheet, "clearance.conclusion") == [(bureau, "未发现")]
    assert said(sheet, "clearance.issued_on") == [(bureau, "2026-06-17")]


def test_a_bureau_that_has_records_does_not_find_nothing() -> None:
    sheet = read(
        page(
            "关于安全生产情况核查情况的复函",
            "经核查，2022年1月1日至2025年8月25日，舒致远在生产安全事故方面有以下记录：",
            "事故记录：2024年3月17日发生生产安全事故，等级为一般，该单位负有责任。",
            "南柯区应急管理局",
            "2025年8月25日",
        )
    )
    assert [value for _, value in said(sheet, "clearance.conclusion")] == ["有记录"]
    assert [value for _, value in said(sheet, "clearance.subject")] == ["舒致远"]
    assert said(sheet, "accident.occurred_on") == [("2024-03-17", "2024-03-17")]
    assert said(sheet, "accident.grade") == [("2024-03-17", "一般")]
    assert said(sheet, "accident.kind") == [("2024-03-17", "生产安全")]
    assert said(sheet, "accident.liability") == [("2024-03-17", "负有责任")]


def test_the_title_of_a_letter_is_no_conclusion() -> None:
    """无违法违规（事故）情况证明 is what such a letter is called whatever it says; it concludes in its table."""
    cells = table(
        ("证明机关", "南柯区应急管理局"),
        ("证明对象", _NAME),
        ("核查结论", "有以下记录"),
        ("证明日期", "2026年6月15日"),
    )
    sheet = read(page("无违法违规（事故）情况证明", tables=[cells]))

    assert kinds_of(sheet) == ["clearance_letter"]
    assert [value for _, value in said(sheet, "clearance.conclusion")] == ["有记录"]


@pytest.mark.parametrize(
    "sentence",
    [
        "经核查，该单位在上述期间无违法违规记录，特此证明。",
        "经核查，该单位在上述期间未发现违法违规行为",
        "我局没有该单位的处罚记录。",
        "经核查，该单位无违法违规行为特此证明",  # a reader lost the comma
    ],
)
def test_a_conclusion_in_the_body_counts_beside_such_a_title(sentence: str) -> None:
    sheet = read(page("无违法违规证明", f"兹证明{_NAME}：", sentence, "南柯区应急管理局", "2026年6月15日"))

    assert [value for _, value in said(sheet, "clearance.conclusion")] == ["未发现"]


@pytest.mark.parametrize(
    ("printed", "liability"),
    [
        ("该单位不负责任", "不负责任"),
        ("该单位负次要责任", "负次要责任"),
        ("经调查，该单位对事故负有主要责任", "负有主要责任"),
        ("责任尚在调查", ""),
    ],
)
def test_a_letter_says_whose_fault_an_accident_was_or_does_not(printed: str, liability: str) -> None:
    sheet = read(
        page(
            "证明",
            "兹证明，经查询本部门业务系统，2022年1月1日至2025年8月25日，舒致远在生产安全事故方面有以下记录：",
            f"事故记录：2024年3月17日发生生产安全事故，等级为较大，{printed}。",
            "南柯区应急管理局",
            "2025年8月25日",
        )
    )
    assert [value for _, value in said(sheet, "accident.liability")] == ([liability] if liability else [])


def test_a_bureau_may_answer_in_a_table() -> None:
    rows = (
        ("证明机关", "南柯区生态环境局"),
        ("证明对象", _NAME),
        ("证明期间", "2023年1月1日至2026年6月22日"),
        ("核查结论", "未发现"),
        ("证明日期", "2026年6月22日"),
    )
    sheet = read(page("无违法违规（事故）情况证明", tables=[table(*rows)]))
    assert kinds_of(sheet) == ["clearance_letter"]
    assert said(sheet, "clearance.conclusion") == [("南柯区生态环境局", "未发现")]
    assert said(sheet, "clearance.issued_on") == [("南柯区生态环境局", "2026-06-22")]


def test_a_proof_of_years_worked_names_employer_beginning_and_years() -> None:
    sheet = read(
        page(
            "工作年限证明",
            "兹证明舒致远同志，身份证号800000198303054125，自2018年7月至今在我单位从事质量管理工作，共计7年。",
            "南柯人民医院（盖章）",
            "2025年9月1日",
        )
    )
    assert kinds_of(sheet) == ["employment_proof"]
    assert said(sheet, "employment.since") == [("南柯人民医院", "2018-07")]
    assert said(sheet, "employment.years") == [("南柯人民医院", "7")]
    assert said(sheet, "employment.issued_on") == [("南柯人民医院", "2025-09-01")]


def test_insurance_is_told_by_employer_whatever_the_order_of_the_columns() -> None:
    rows = (
        ("缴费起止年月", "参保单位名称", "参保地"),
        ("2008-07至2018-06", "南柯机电有限公司", "南柯市"),
        ("2018-07至2025-09", "南柯人民医院", "南柯市"),
    )
    sheet = read(page("社会保险个人参保缴费证明", tables=[table(*rows)]))
    assert said(sheet, "employment.insured") == [
        ("南柯机电有限公司", "2008-07/2018-06/"),
        ("南柯人民医院", "2018-07/2025-09/"),
    ]
    assert said(sheet, "employment.issuer") == []


def test_a_spot_check_is_keyed_by_its_day_and_unfit_is_not_fit() -> None:
    rows = (("样品名称", "精密阀门"), ("抽样日期", "2024年9月12日"), ("检验结论", "经抽样检验，所检项目不合格。"))
    sheet = read(page("产品质量监督抽查检验报告", tables=[table(*rows)]))
    assert kinds_of(sheet) == ["inspection_report"]
    assert said(sheet, "accident.inspected_on") == [("2024-09-12", "2024-09-12")]
    assert said(sheet, "accident.inspection") == [("2024-09-12", "不合格")]


def test_taxes_paid_belong_to_their_year() -> None:
    sheet = read(
        page(
            "纳税情况证明",
            "兹证明申江公司申报缴纳税款情况如下：2023年度实缴税款合计1,234,567.80元；",
            "2024年度实缴税款合计212.5万元；2024年度纳税信用等级为A级；截至开具之日无欠税。",
            "国家税务总局南柯区税务局",
            "2025年3月2日",
        )
    )
    assert kinds_of(sheet) == ["tax_proof"]
    assert said(sheet, "finance.tax") == [("2023", "1234567.8"), ("2024", "2125000")]
    assert said(sheet, "tax.grade") == [("2024", "A")]
    assert said(sheet, "tax.arrears") == [("", "无欠税")]
    assert said(sheet, "tax.proof_on") == [("", "2025-03-02")]


def test_a_list_of_papers_goes_on_behind_the_page_break() -> None:
    first = page("证实性材料目录", tables=[table(("序号", "材料名称", "页码"), ("1", "营业执照", "1"))])
    second = page("", tables=[table(("序号", "材料名称", "页码"), ("2", "审计报告", "3"), number=2)], number=2)
    sheet = read(first, second)
    assert kinds_of(sheet) == ["contents_list"]
    assert said(sheet, "contents.item") == [("1", "营业执照"), ("2", "审计报告")]
    assert said(sheet, "contents.page") == [("1", "1"), ("2", "3")]


def test_a_list_of_papers_may_be_lines_with_dots() -> None:
    sheet = read(page("材料目录", "1．营业执照…………2", "2．2024年度审计报告......5-38"))
    assert said(sheet, "contents.item") == [("1", "营业执照"), ("2", "2024年度审计报告")]
    assert said(sheet, "contents.page") == [("1", "2"), ("2", "5-38")]


def test_the_recommenders_box_is_told_from_the_applicants() -> None:
    applicant = f"所填内容真实，同意申报。\n负责人（签字）：\n{_NAME}（盖章）\n2025年12月16日"
    recommender = "同意推荐。\n负责人（签字）：\n南柯区市场监督管理局（盖章）\n2025年12月18日"
    rows = (("被推荐者", _NAME), ("申报单位意见", applicant), ("推荐单位意见", recommender))
    sheet = read(page("推荐（审核）意见表", tables=[table(*rows)]))
    assert kinds_of(sheet) == ["recommendation"]
    assert said(sheet, "recommendation.subject") == [("", _NAME)]
    assert said(sheet, "recommendation.opinion") == [("", "同意推荐")]
    assert said(sheet, "recommendation.by") == [("", "南柯区市场监督管理局")]
    assert said(sheet, "recommendation.on") == [("", "2025-12-18")]


def test_an_untouched_box_recommends_nothing() -> None:
    rows = (("被推荐者", _NAME), ("推荐单位意见", "（盖章）\n　　年　　月　　日"))
    sheet = read(page("推荐（审核）意见表", tables=[table(*rows)]))
    assert said(sheet, "recommendation.opinion") == []
    assert said(sheet, "recommendation.by") == []


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("经研究，决定自2018年4月起全面导入卓越绩效模式，按照GB/T 19580开展工作。", "2018-04"),
        ("我单位于2019年3月召开启动会，正式导入卓越绩效管理模式。", "2019-03"),
        ("2020年起，全面推行卓越绩效模式。", "2020"),
    ],
)
def test_the_beginning_of_excellence_is_told_in_a_sentence(sentence: str, when: str) -> None:
    sheet = read(page("关于导入卓越绩效模式的通知", sentence, "申江精密机械有限公司", "2021年5月6日"))
    assert kinds_of(sheet) == ["excellence_proof"]
    assert said(sheet, "excellence.introduced_on") == [("", when)]


def test_a_survey_is_known_and_gives_no_facts() -> None:
    sheet = read(page("2024年度顾客满意度测评报告", f"委托单位：{_NAME}", "顾客满意度为87.2分。"))
    assert (kinds_of(sheet), sheet.facts) == (["satisfaction_report"], ())


def test_the_same_letter_gives_the_same_bytes() -> None:
    letter = page("证明", "经查询，近三年申江公司未发现违法行为。", "南柯区税务局", "2025年3月2日")
    assert canonical(read(letter)) == canonical(read(letter))


def test_a_title_does_not_run_into_the_name_below_it() -> None:
    letter = page(
        "首席质量官任命书", "兹任命乌有为同志担任本单位首席质量官，任期三年。", "南柯机械有限公司", "2023年3月8日"
    )
    sheet = read(letter)
    assert said(sheet, "officer.name") == [("", "乌有为")]


def test_a_pledge_is_told_without_its_numbering() -> None:
    sheet = read(
        page(
            "真实性承诺书",
            "我单位郑重承诺：",
            "一、所提交的申报表和证实性材料真实、准确、完整。",
            "二、申报材料不涉及国家秘密，商业秘密已作标注。",
            "三、2026年度未同时申报其他级别政府质量奖。",
            "承诺单位：南柯人民医院（盖章）",
            "2026年6月26日",
        )
    )
    assert said(sheet, "declaration.truth") == [("", "所提交的申报表和证实性材料真实、准确、完整")]
    assert said(sheet, "declaration.secrecy") == [("", "申报材料不涉及国家秘密，商业秘密已作标注")]
    assert said(sheet, "declaration.no_double") == [("", "2026年度未同时申报其他级别政府质量奖")]
    assert said(sheet, "declaration.by") == [("", "南柯人民医院")]


def test_the_publicity_of_a_person_is_not_about_the_employer() -> None:
    rows = (
        ("公示单位", "南柯人民医院"),
        ("公示对象", "甄若兰"),
        ("申报奖项", "南柯市市长质量奖"),
        ("公示时间", "2026年5月18日—2026年5月28日"),
        ("公示结果", "无异议"),
    )
    boxes = read(page("内部公示情况说明", tables=[table(*rows)]))
    prose = read(
        page(
            "公示情况说明",
            "我单位于2026年5月18日至2026年5月28日，对甄若兰申报南柯市市长质量奖的材料进行了公示，未收到异议。",
            "南柯人民医院",
            "2026年5月29日",
        )
    )
    for sheet in (boxes, prose):
        assert said(sheet, "publicity.applicant") == [("", "甄若兰")]
        assert said(sheet, "publicity.award") == [("", "南柯市市长质量奖")]
        assert said(sheet, "publicity.ends_on") == [("", "2026-05-28")]
        assert said(sheet, "publicity.result") == [("", "无异议")]


def test_an_organisation_that_says_we_apply_is_the_one_that_signs() -> None:
    said_so = "我单位申报南柯市质量奖，于2026年5月18日至2026年5月28日公示，未收到异议。"
    sheet = read(page("公示情况说明", said_so, "南柯人民医院", "2026年5月29日"))
    assert said(sheet, "publicity.applicant") == [("", "南柯人民医院")]


def test_a_notice_may_have_its_two_ends_in_two_cells() -> None:
    rows = (
        ("公示事项", "政府质量奖申报材料"),
        ("申报人", "虞敬之"),
        ("公示开始日期", "2026年5月19日"),
        ("公示结束日期", "2026年5月29日"),
        ("公示天数", "9个工作日"),
    )
    sheet = read(page("内部公示", tables=[table(*rows)]))
    assert kinds_of(sheet) == ["publicity_notice"]
    assert said(sheet, "publicity.starts_on") == [("", "2026-05-19")]
    assert said(sheet, "publicity.ends_on") == [("", "2026-05-29")]
    assert said(sheet, "publicity.days") == [("", "9")]
    assert said(sheet, "publicity.applicant") == [("", "虞敬之")]


def divided(total: str, method: Method) -> list[tuple[str, str]]:
    """What is said of a change of net assets whose first year is divided under headings, the last of them as given."""
    rows = (
        ("项目", "本年累计数", "", "", "上年数", "", ""),
        ("", "非限定性", "限定性", total, "非限定性", "限定性", "合计"),
        ("四、净资产变动额", "73.00", "20.00", "93.00", "65.00", "19.00", "84.00"),
    )
    wide = [
        cell.model_copy(update={"method": method, "column_span": 3 if cell.row == 1 and cell.column > 1 else 1})
        for cell in table(*rows).cells
        if not (cell.row == 1 and cell.column in (3, 4, 6, 7))
    ]
    sheet = read(page("业务活动表", "2024年度", "单位：元", tables=[Table(cells=tuple(wide))]))
    return said(sheet, "finance.net_assets_change")


@pytest.mark.parametrize(("total", "method"), [("合计", Method.WORD), ("合", Method.OCR), ("计", Method.OCR)])
def test_a_year_that_is_divided_is_read_at_its_total(total: str, method: Method) -> None:
    assert divided(total, method) == [("2024", "93"), ("2023", "84")]


@pytest.mark.parametrize(("total", "method"), [("合", Method.WORD), ("", Method.OCR), ("台汁", Method.OCR)])
def test_a_year_whose_total_nobody_read_has_no_figure(total: str, method: Method) -> None:
    """Its first part alone, 73, is no change of all net assets."""
    assert divided(total, method) == [("2023", "84")]


def test_penalties_may_be_told_downwards_each_by_its_number() -> None:
    first = (
        ("序号", "1"),
        ("违法行为类型", "未按标准检验"),
        ("决定书文号", "南市监罚〔2024〕12号"),
        ("罚款金额（万元）", "1.5"),
        ("处罚决定日期", "2024-03-05"),
    )
    second = (("决定书文号", "南环罚〔2023〕8号"), ("处罚决定日期", "2023-07-01"), ("处罚机关", "南柯区生态环境局"))
    apart = read(page("公共信用信息报告", tables=[table(*first), table(*second)]))
    together = read(page("公共信用信息报告", tables=[table(*first, ("序号", "2"), *second)]))
    for sheet in (apart, together):
        assert said(sheet, "penalty.decided_on") == [
            ("南市监罚〔2024〕12号", "2024-03-05"),
            ("南环罚〔2023〕8号", "2023-07-01"),
        ]
        assert said(sheet, "penalty.amount") == [("南市监罚〔2024〕12号", "15000")]
        assert said(sheet, "penalty.violation") == [("南市监罚〔2024〕12号", "未按标准检验")]
        assert said(sheet, "penalty.authority") == [("南环罚〔2023〕8号", "南柯区生态环境局")]


def test_penalties_may_be_told_in_rows() -> None:
    rows = (
        ("决定书文号", "处罚决定日期", "罚款金额（万元）"),
        ("南市监罚〔2024〕12号", "2024-03-05", "1.5"),
        ("南环罚〔2023〕8号", "2023-07-01", "2"),
    )
    sheet = read(page("公共信用信息报告", tables=[table(*rows)]))
    assert said(sheet, "penalty.amount") == [("南市监罚〔2024〕12号", "15000"), ("南环罚〔2023〕8号", "20000")]


def test_the_report_on_a_branch_names_who_is_in_charge() -> None:
    rows = (("主体名称", "南柯机械有限公司南柯分公司"), ("负责人", "景清越"))
    sheet = read(page("公共信用信息报告", tables=[table(*rows)]))
    assert said(sheet, "entity.head") == [("", "景清越")]


def test_the_parents_own_figures_are_told_apart_from_the_groups() -> None:
    rows = (("项目", "2024年度", "2023年度"), ("净利润", "100.00", "90.00"))
    group = page("合并利润表", "2024年度", "单位：元", tables=[table(*rows)])
    parent = page(
        "母公司利润表",
        "2024年度",
        "单位：元",
        tables=[table(rows[0], ("净利润", "60.00", "-5.00"), number=2)],
        number=2,
    )
    sheet = read(page("审计报告", "2024年度", "我们审计了南柯集团的财务报表"), group, parent)
    assert said(sheet, "finance.profit_net") == [
        ("2024", "100"), ("2023", "90"), ("2024 母公司", "60"), ("2023 母公司", "-5"),
    ]  # fmt: skip


def test_group_and_parent_may_stand_side_by_side() -> None:
    made = table(
        ("项目", "2024年度", "", "2023年度", ""),
        ("", "合并", "母公司", "合并", "母公司"),
        ("净利润", "100.00", "60.00", "90.00", "55.00"),
    )
    wide = [
        cell.model_copy(update={"column_span": 2}) if cell.row == 1 and cell.column in (2, 4) else cell
        for cell in made.cells
        if not (cell.row == 1 and cell.column in (3, 5))
    ]
    named = read(page("合并及母公司利润表", "2024年度", "利润总额", tables=[Table(cells=tuple(wide))]))
    assert dict(said(named, "finance.profit_net")) == {
        "2024": "100",
        "2024 母公司": "60",
        "2023": "90",
        "2023 母公司": "55",
    }


@pytest.mark.parametrize("signed", ["法定代表人（签字）：言克己", "法定代表人（签字）："])
def test_a_date_beside_a_signature_closes_the_pledge(signed: str) -> None:
    def at(text: str, left: float, right: float, top: float) -> Line:
        box = Box(left=left, top=top, right=right, bottom=top + 0.02)
        return Line(text=text, place=OnPage(page=1, box=box), method=Method.OCR, reader=_BY)

    lines = (
        at("承诺书", 0.4, 0.6, 0.1),
        at("我单位所提交的全部材料真实、准确、完整。", 0.1, 0.8, 0.2),
        at("承诺单位：南柯机械有限公司（盖章）", 0.3, 0.8, 0.3),
        at(signed, 0.1, 0.4, 0.4),
        at("2026年6月30日", 0.6, 0.8, 0.4),
    )
    assert said(read(Page(number=1, lines=lines)), "declaration.on") == [("", "2026-06-30")]


def test_what_the_applicant_signs_in_a_box_is_no_recommendation_even_where_the_box_is_lost() -> None:
    rows = (
        ("被推荐者", _NAME),
        ("申报单位意见", ""),
        ("推荐单位意见", "同意推荐。\n南柯区人民政府（盖章）\n2025年10月13日"),
    )
    sheet = read(page("推荐（审核）意见表", f"{_NAME}（盖章）", "2025年10月10日", tables=[table(*rows)]))
    assert said(sheet, "recommendation.by") == [("", "南柯区人民政府")]
    assert said(sheet, "recommendation.on") == [("", "2025-10-13")]


_PROMISE = ("真实性承诺书", "本人郑重承诺：", "所提交的申报表和证实性材料真实、准确、完整。")


@pytest.mark.parametrize(
    ("printed", "name"),
    [("承诺人：贾乙", ["贾乙"]), ("承诺人贾乙", ["贾乙"]), ("承诺人签字", []), ("承诺人名称", [])],
)
def test_a_seal_over_the_name_may_hide_the_colon_before_it(printed: str, name: list[str]) -> None:
    sheet = read(page(*_PROMISE, printed, "2026年6月30日"))
    assert [value for _, value in said(sheet, "declaration.by")] == name


def test_a_date_below_who_signs_is_no_part_of_the_name() -> None:
    """The date stands close under the name that the seal covers, and begins where the name does."""

    def at(text: str, left: float, right: float, top: float) -> Line:
        place = OnPage(page=1, box=Box(left=left, top=top, right=right, bottom=top + 0.02))
        return Line(text=text, place=place, method=Method.OCR, reader=_BY)

    lines = (
        at("真实性承诺书", 0.42, 0.61, 0.14),
        at("所提交的申报表和证实性材料真实、准确、完整。", 0.22, 0.84, 0.25),
        at("承诺单位：子虚控股集团有限公司（盖章）", 0.41, 0.80, 0.47),
        at("2025年10月13 日", 0.62, 0.81, 0.505),
    )
    sheet = read(Page(number=1, lines=lines))
    assert said(sheet, "declaration.by") == [("", "子虚控股集团有限公司")]
