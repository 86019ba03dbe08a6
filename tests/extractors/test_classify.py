"""The kind of a paper follows from its words; its name and its place in the package count for nothing."""

import pytest

from extractors.finding.classify import ambiguities, classify, papers
from pipeline.model import (
    Box,
    InParagraph,
    Line,
    Media,
    Method,
    OnPage,
    Page,
    Reader,
    Reading,
    SourceFile,
)

_BY = Reader(name="测试", version="1")
_SHA = "0123456789ab" + "0" * 52

_LICENCE = (
    "统一社会信用代码",
    "91310104MA1FR0X18T",
    "营 业 执 照",
    "（副本）",
    "名称 申江精密机械（上海）有限公司",
    "登记机关",
)
_CERTIFICATE = ("质量管理体系认证证书", "证书编号：99924Q31826R3M", "兹证明")
_AUDIT_2023 = ("申江精密机械（上海）有限公司", "审 计 报 告", "2023年度", "申江会计师事务所")
_AUDIT_2024 = ("申江精密机械（上海）有限公司", "审 计 报 告", "2024年度", "申江会计师事务所")
_BLURB = ("厂区平面示意图", "一号车间", "二号车间")
_NOTES = ("财务报表附注", "一、公司基本情况", "本公司成立于二〇一九年。")


def page(number: int | None, *texts: str) -> Page:
    return Page(
        number=number,
        lines=tuple(
            Line(
                text=text,
                place=InParagraph(paragraph=at)
                if number is None
                else OnPage(page=number, box=Box(left=0.1, top=at * 0.03, right=0.9, bottom=at * 0.03 + 0.02)),
                method=Method.WORD if number is None else Method.OCR,
                reader=_BY,
            )
            for at, text in enumerate(texts, 1)
        ),
    )


def reading(*pages: Page, name: str = "扫描件0001.pdf") -> Reading:
    return Reading(file=SourceFile(sha256=_SHA, names=(name,), size=1, media=Media.PDF), pages=pages)


def kinds_of(*pages: Page) -> list[tuple[str, tuple[int, ...]]]:
    return [(document.kind, document.pages) for document in classify(reading(*pages))]


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("business_licence", _LICENCE),
        ("management_certificate", _CERTIFICATE),
        ("business_licence", ("营", "业", "执", "照", "统一社会信用代码", "登记机关")),
        ("management_certificate", ("质量管理体系认证证书CERTIFICATE", "证书编号：99924Q31826R3M")),
        ("audit_report", _AUDIT_2023),
        ("credit_report", ("公共信用信息报告", "（法人和非法人组织）", "主体名称：申江精密机械（上海）有限公司")),
        ("application_form", ("附件1", "《上海市政府质量奖申报表》", "（组织）", "申报奖项：上海市质量金奖")),
        ("self_assessment", ("上海市质量金奖", "自我评价报告", "4.1 领导")),
        ("officer_appointment", ("申质〔2019〕2号", "关于任命首席质量官的通知", "任命甄思齐同志为首席质量官")),
        ("publicity_notice", ("关于申报上海市质量金奖的内部公示", "公示时间：2026年6月1日至2026年6月12日")),
        ("publicity_result", ("公示情况说明", "公示期内未收到异议")),
        ("declaration", ("真实性承诺书", "所提交的申报表、自我评价报告真实、准确、完整")),
        ("satisfaction_report", ("顾客满意度调查", "本次调查共发放问卷三百份")),
        ("other", ("设备维护保养手册", "每季度保养一次")),
    ],
)
def test_a_page_is_known_by_its_words(kind: str, texts: tuple[str, ...]) -> None:
    assert kinds_of(page(1, *texts)) == [(kind, (1,))]


def test_the_file_name_says_nothing() -> None:
    (document,) = classify(reading(page(1, *_CERTIFICATE), name="营业执照.pdf"))
    assert document.kind == "management_certificate"


def test_a_word_file_is_one_document_without_pages() -> None:
    (document,) = classify(reading(page(None, "内部公示", "五、公示时间：2026年6月1日至12日")))
    assert (document.id, document.kind, document.pages) == ("0123456789ab-w", "publicity_notice", ())


def test_a_document_is_named_by_its_file_and_first_page() -> None:
    first, second = classify(reading(page(1, *_LICENCE), page(2, *_CERTIFICATE)))
    assert (first.id, second.id) == ("0123456789ab-p1", "0123456789ab-p2")


def test_pages_without_a_claim_continue_an_audit_report() -> None:
    assert kinds_of(page(1, *_AUDIT_2023), page(2, *_NOTES), page(3, *_NOTES)) == [("audit_report", (1, 2, 3))]


def test_pages_without_a_claim_do_not_continue_a_licence() -> None:
    assert kinds_of(page(1, *_LICENCE), page(2, *_BLURB)) == [("business_licence", (1,)), ("other", (2,))]


def test_two_certificates_on_two_pages_are_two_papers() -> None:
    other = ("环境管理体系认证证书", "证书编号：99924E31826R3M", "兹证明")
    assert kinds_of(page(1, *_CERTIFICATE), page(2, *other)) == [
        ("management_certificate", (1,)),
        ("management_certificate", (2,)),
    ]


def test_the_annex_of_a_certificate_belongs_to_it_by_its_number() -> None:
    annex = ("证 书 附 件", "证书编号：99924Q31826R3M　　第2页 共2页", "本证书覆盖的场所及活动：")
    assert kinds_of(page(1, *_CERTIFICATE), page(2, *annex)) == [("management_certificate", (1, 2))]


def test_audit_reports_of_two_years_in_one_file_are_two_papers() -> None:
    pages = (page(1, *_AUDIT_2023), page(2, *_NOTES), page(3, *_AUDIT_2024), page(4, *_NOTES))
    assert kinds_of(*pages) == [("audit_report", (1, 2)), ("audit_report", (3, 4))]


def test_a_page_that_two_kinds_claim_is_other_and_says_why() -> None:
    both = page(1, "营业执照", "质量管理体系认证证书", "统一社会信用代码", "证书编号：1", "登记机关")
    (document,) = classify(reading(both))
    (problem,) = ambiguities(reading(both))
    assert document.kind == "other"
    assert "营业执照" in document.why
    assert "管理体系认证证书" in document.why
    assert (problem.code, problem.page) == ("ambiguous_kind", 1)
    assert "营业执照" in problem.what


def test_a_page_that_one_kind_claims_is_no_problem() -> None:
    assert ambiguities(reading(page(1, *_LICENCE))) == ()


def test_an_unknown_page_is_titled_by_its_first_words() -> None:
    (document,) = classify(reading(page(1, "设备 维护 保养手册", "二〇二五年")))
    assert document.title == "设备维护保养手册"


def test_a_page_without_words_is_other() -> None:
    (document,) = classify(reading(Page(number=1)))
    assert (document.kind, document.title) == ("other", "（没有文字）")


def test_a_heading_further_down_is_no_second_title() -> None:
    assert kinds_of(
        page(1, "上海市政府质量奖申报表", "一、组织基本情况", "二、真实性承诺书", "本组织承诺材料真实。")
    ) == [("application_form", (1,))]


def test_a_list_of_papers_is_none_of_the_papers_it_lists() -> None:
    listing = page(
        1, "材料目录", "1 申报表", "2 自我评价报告", "3 营业执照", "4 审计报告", "质量奖 会计师事务所 登记机关"
    )
    assert kinds_of(listing) == [("contents_list", (1,))]


def test_a_running_head_begins_no_other_paper() -> None:
    """Each page of a person's form is headed like the form of an organisation; only the first two say whose it is."""
    head = "乌有区区政府质量奖申报表"
    pages = (
        page(1, "附件1", head, "（个人）", "申报人：吴未名"),
        page(2, head, "姓名", "吴未名", "性别", "男"),
        page(3, head, "承诺与审核意见", "申报人（签字）：吴未名"),
        page(4, head, "附页主要事迹", "长期坚守质量管理一线。"),
    )
    assert kinds_of(*pages) == [("individual_form", (1, 2, 3, 4))]


def test_the_cover_of_a_second_form_is_no_running_head() -> None:
    """It bears the same title, but lower on the page than the heads before it."""
    head = "乌有区区政府质量奖申报表"
    pages = (
        page(1, "附件1", head, "（个人）", "申报人：吴未名"),
        page(2, head, "姓名", "吴未名", "性别", "男"),
        page(3, "附件2", head, "统一社会信用代码：91310104MA1FR0X18T", "注册资本：500万元"),
    )
    assert kinds_of(*pages) == [("individual_form", (1, 2)), ("application_form", (3,))]


def test_a_heading_under_the_running_head_of_a_report_is_no_paper_of_its_own() -> None:
    head = "公共信用信息报告"
    pages = (page(1, head, "机构名称：乌有服务有限公司"), page(2, head, "概述", "基础信息", "主体名称"))
    assert kinds_of(*pages) == [("credit_report", (1, 2))]


def test_pages_that_count_on_are_one_paper() -> None:
    """The annex of a certificate has neither a title of its own nor the number."""
    annex = ("证书附件", "第2页 共2页", "组织名称：乌有服务有限公司")
    assert kinds_of(page(1, *_CERTIFICATE, "第1页共2页"), page(2, *annex)) == [("management_certificate", (1, 2))]
    assert kinds_of(page(1, *_CERTIFICATE, "第1页共3页"), page(2, *annex))[1][0] == "other"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("credit_report", ("二、登记注册基础信息", "主体名称", "三、行政许可信息", "共2条。")),
        (
            "credit_report",
            ("六、严重失信主体名单信息", "共0条，查询期内无相关记录。", "七、经营异常信息", "（报告结束）"),
        ),
        ("social_insurance", ("序号", "缴费年月", "单位名称", "缴费基数（元）", "到账情况", "24", "202401")),
    ],
)
def test_a_page_that_was_photographed_alone_is_known_by_its_own_headings(kind: str, words: tuple[str, ...]) -> None:
    assert kinds_of(page(1, *words)) == [(kind, (1,))]


@pytest.mark.parametrize(
    "words",
    [
        ("现金流量表", "2023年度", "编制单位：乌有服务有限公司", "一、经营活动产生的现金流量："),
        ("财务报表附注", "2023年度（除特别注明外，金额单位为人民币元）", "一、基本情况"),
        ("利润表", "2023年度", "编制单位：乌有服务有限公司", "二、营业利润（亏损以“－”号填列）", "三、利润总题"),
        ("资产负债表", "2023年12月31日", "编制单位：乌有服务有限公司", "流动资产合计", "资产总汁"),
        ("五、财务报表主要项目注释", "1. 营业收入", "项目", "本期金额", "上期金额"),
    ],
)
def test_a_page_of_an_audit_report_that_was_photographed_alone_is_one(words: tuple[str, ...]) -> None:
    assert kinds_of(page(1, *words)) == [("audit_report", (1,))]


_HONOUR = (
    "荣誉证书",
    "授予申江精密机械（上海）有限公司",
    "“2024年度专精特新中小企业”称号",
    "上海市徐汇区人民政府",
    "2025年3月",
)


def sheet(*papers: tuple[float, float, tuple[str, ...]]) -> Page:
    """Papers laid on one sheet, each from its upper left corner on, a third of the sheet wide."""
    placed = [(text, left, top + 0.04 * at) for left, top, texts in papers for at, text in enumerate(texts)]
    lines = (
        Line(
            text=text,
            place=OnPage(page=1, box=Box(left=left, top=top, right=left + 0.34, bottom=top + 0.02)),
            method=Method.OCR,
            reader=_BY,
        )
        for text, left, top in placed
    )
    return Page(number=1, lines=tuple(lines))


@pytest.mark.parametrize("second", [(0.56, 0.1), (0.1, 0.6)], ids=["beside", "below"])
def test_two_papers_on_one_sheet_are_two_papers(second: tuple[float, float]) -> None:
    """A copier takes two at once; each has its own name for the dossier, and the lines of its own half."""
    both = reading(sheet((0.1, 0.1, _CERTIFICATE), (*second, _HONOUR)))
    (first, one), (other, two) = papers(both)

    assert (first.kind, first.id, first.pages) == ("management_certificate", "0123456789ab-p1", (1,))
    assert (other.kind, other.id, other.pages) == ("honour_certificate", "0123456789ab-p1.2", (1,))
    assert [line.text for line in one[0].lines] == list(_CERTIFICATE)
    assert [line.text for line in two[0].lines] == list(_HONOUR)
    assert ambiguities(both) == ()


def test_a_line_across_the_sheet_makes_it_one_paper() -> None:
    across = Line(
        text="申江精密机械（上海）有限公司资质汇总",
        place=OnPage(page=1, box=Box(left=0.2, top=0.02, right=0.8, bottom=0.05)),
        method=Method.OCR,
        reader=_BY,
    )
    beside = sheet((0.1, 0.1, _CERTIFICATE), (0.56, 0.1, _HONOUR))
    whole = beside.model_copy(update={"lines": (across, *beside.lines)})

    assert len(papers(reading(whole))) == 1


def test_a_certificate_in_two_languages_is_one_paper() -> None:
    english = ("QUALITY MANAGEMENT SYSTEM CERTIFICATE", "Certificate No.: 99924Q31826R3M", "This is to certify that")
    assert kinds_of(sheet((0.1, 0.1, _CERTIFICATE), (0.56, 0.1, english))) == [("management_certificate", (1,))]


def test_two_certificates_of_one_kind_stay_together_and_are_told_apart_by_their_numbers() -> None:
    other = ("环境管理体系认证证书", "证书编号：99924E31826R3M", "兹证明")
    assert kinds_of(sheet((0.1, 0.1, _CERTIFICATE), (0.56, 0.1, other))) == [("management_certificate", (1,))]


def test_a_report_that_shows_a_certificate_below_its_text_stays_whole() -> None:
    """Only small papers share a sheet: an audit report above a certificate is no paper of half a page."""
    whole = sheet((0.1, 0.1, _AUDIT_2023), (0.1, 0.6, _CERTIFICATE))
    assert len(papers(reading(whole))) == 1


def sized(*lines: tuple[str, float]) -> Page:
    """A page of 1000 by 1400 with lines in letters of these widths."""
    found, top = [], 0.1
    for text, wide in lines:
        high = wide / 1000 / 1.4
        box = Box(left=0.1, top=top, right=0.1 + wide / 1000 * len(text), bottom=top + high)
        place = OnPage(page=1, box=box)
        found.append(Line(text=text, place=place, method=Method.OCR, reader=_BY))
        top += high + 0.01
    return Page(number=1, width=1000, height=1400, lines=tuple(found))


def test_misread_small_print_above_a_title_is_none() -> None:
    """The words beside the code to scan end like the title of a notice; the licence's title is five times as large."""
    small = ("家北业位特信监公示", 10.0)
    rest = [(text, 20.0) for text in ("91310104MA1FR0X18T", "统一社会信用代码", "登记机关")]
    assert kinds_of(sized(small, ("营业执照", 50.0), *rest)) == [("business_licence", (1,))]


def test_a_heading_twice_as_wide_because_it_is_spaced_does_not_hide_the_title() -> None:
    page = sized(("真实性承诺书", 24.0), ("所报材料真实有效", 16.0), ("申江精密机械（上海）有限公司", 16.0))
    heading = Line(
        text="荣誉证书",
        place=OnPage(page=1, box=Box(left=0.3, top=0.3, right=0.6, bottom=0.3 + 24 / 1400)),
        method=Method.OCR,
        reader=_BY,
    )
    spaced = page.model_copy(update={"lines": (*page.lines, heading)})
    assert kinds_of(spaced) == kinds_of(page) == [("declaration", (1,))]


def test_the_title_of_a_form_is_known_although_its_first_sign_is_misread() -> None:
    words = ("乌有区区长质量奖中报表", "声明与审核意见", "我们已阅知评审管理办法")
    assert kinds_of(page(1, *words)) == kinds_of(page(1, words[0].replace("中", "申"), *words[1:]))
    assert kinds_of(page(1, *words))[0][0] == "application_form"
