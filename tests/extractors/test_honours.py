"""Honours, plaques, screens, lists of many, and papers that are none of these."""

import pytest

from extractors.extract import extract
from pipeline.model import PaperDate, PeriodValue
from tests.extractors.by_hand import LICENCE, at, certificate, dates, kinds, page, reading, rows, sheet, texts

# ── honours ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_honour_in_a_sentence_gives_name_holder_issuer_and_date() -> None:
    found = sheet(
        page(
            at(0.40, 0.20, "荣 誉 证 书"),
            at(0.15, 0.30, "上海乌有社区服务中心："),
            at(0.18, 0.36, "经审定，授予你单位“2023年度乌有区和谐劳动关系达标企"),
            at(0.15, 0.40, "业”称号。"),
            at(0.60, 0.60, "乌有区人民政府"),
            at(0.62, 0.66, "2024年3月"),
        )
    )
    assert kinds(found) == ["honour_certificate"]
    assert texts(found, "honour.name") == ["2023年度乌有区和谐劳动关系达标企业"]
    assert texts(found, "honour.holder") == ["上海乌有社区服务中心"]
    assert texts(found, "honour.issuer") == ["乌有区人民政府"]
    assert dates(found, "honour.awarded_on") == ["2024-03"]


def test_a_plaque_is_an_honour_without_any_label() -> None:
    found = sheet(
        rows("申江精密机械有限公司", "2024年度基层治理创新案例", "乌有区人民政府", "2024年11月18日", step=0.15)
    )
    assert kinds(found) == ["honour_certificate"]
    assert texts(found, "honour.name") == ["2024年度基层治理创新案例"]
    assert texts(found, "honour.holder") == ["申江精密机械有限公司"]
    assert texts(found, "honour.issuer") == ["乌有区人民政府"]


@pytest.mark.parametrize(("gives", "holder"), [("乌有区人民政府", ["乌有区楼宇治理促进会"]), ("", [])])
def test_an_association_on_top_of_a_plaque_holds_it_where_another_body_gives_it(gives: str, holder: list[str]) -> None:
    """Alone with the honour it may be the one that gives it."""
    lines = ["乌有区楼宇治理促进会", "2023年度乌有区清洁生产示范企业", *filter(None, [gives]), "2024年3月"]
    assert texts(sheet(rows(*lines, step=0.15)), "honour.holder") == holder


def test_a_certificate_of_credit_rating_is_neither_an_honour_nor_a_licence() -> None:
    found = sheet(rows("企业信用等级证书", "申江精密机械有限公司", "信用等级：AAA", "有效期至：2026年5月1日"))
    assert kinds(found) == ["other"]


# ── screens, lists, other papers ──────────────────────────────────────────────────────────────────────────────────────


def test_a_screen_of_the_warning_system_gives_its_colour_and_its_day() -> None:
    found = sheet(
        rows("企业监管警示", "申江精密机械有限公司", "当前警示颜色：绿色", "查询日期：2025-08-29", "安全生产 无预警")
    )
    assert kinds(found) == ["supervision_screen"]
    assert texts(found, "supervision.colour") == ["绿色"]
    assert dates(found, "supervision.checked_on") == ["2025-08-29"]


_LIST = (
    at(0.20, 0.10, "2024年度乌有区企业“亩均效益”综合评价结果名单"),
    at(0.40, 0.14, "（规上工业企业）"),
    at(0.14, 0.20, "序号"),
    at(0.30, 0.20, "企业名称"),
    at(0.75, 0.20, "评价档次"),
    at(0.14, 0.24, "1"),
    at(0.20, 0.24, "新乌有食品有限公司"),
    at(0.77, 0.24, "A档"),
    at(0.14, 0.28, "2"),
    at(0.20, 0.28, "91310104MA1FR0X18T 乌有食品有限公司"),
    at(0.77, 0.285, "C档"),
    at(0.14, 0.32, "3"),
    at(0.20, 0.32, "南柯食品有限公司"),
    at(0.77, 0.32, "B档"),
)
_OWN = page(
    at(0.40, 0.10, "营业执照"),
    at(0.10, 0.15, "统一社会信用代码：91310104MA1FR0X18T"),
    at(0.10, 0.20, "名称"),
    at(0.30, 0.20, "乌有食品有限公司"),
    at(0.60, 0.60, "登记机关"),
)


def test_of_a_list_of_many_only_the_row_of_the_applicant_counts() -> None:
    found = extract("甲", [reading(_OWN, digit="b"), reading(page(*_LIST))])
    assert texts(found, "land.grade", "2024") == ["C"]
    assert texts(found, "land.list") == ["规上工业企业"]


def test_a_list_gives_no_grade_while_nobody_knows_who_applies() -> None:
    assert texts(sheet(page(*_LIST)), "land.grade") == []


def test_a_patent_is_a_paper_of_intellectual_property() -> None:
    found = sheet(
        rows("发明专利证书", "证书号第1234567号", "专利号：ZL 2023 1 0123456.7", "专利权人：申江精密机械有限公司")
    )
    assert kinds(found) == ["ip_certificate"]


def test_a_permit_gives_its_number_and_its_holder_and_is_no_licence() -> None:
    found = sheet(
        page(
            at(0.35, 0.10, "食品生产许可证"),
            at(0.12, 0.20, "生产者名称：乌有食品有限公司"),
            at(0.12, 0.24, "许可证编号：SC10131010400017"),
            at(0.12, 0.28, "有效期至：2028年6月30日"),
            at(0.12, 0.32, "发证机关：乌有区市场监督管理局"),
        ),
        name="营业执照.pdf",
    )
    assert kinds(found) == ["permit"]
    assert texts(found, "permit.name") == ["食品生产许可证"]
    assert texts(found, "permit.number") == ["SC10131010400017"]
    assert texts(found, "permit.holder") == ["乌有食品有限公司"]
    assert texts(found, "permit.issuer") == ["乌有区市场监督管理局"]


def test_a_bundle_is_cut_by_content_and_what_nobody_claims_is_listed() -> None:
    found = sheet(
        page(*LICENCE),
        certificate(number=2),
        rows("会议签到表", "甲　乙　丙", number=3),
        rows("荣誉证书", "乌有食品有限公司：", "授予你单位“先进企业”称号。", number=4),
    )
    assert [(one.kind, one.pages) for one in found.documents] == [
        ("business_licence", (1,)),
        ("management_certificate", (2,)),
        ("other", (3,)),
        ("honour_certificate", (4,)),
    ]


def test_a_sentence_that_ends_with_the_name_of_a_paper_is_no_title() -> None:
    found = sheet(rows("财务报表附注", "除依法须经批准的项目外，凭营业执照", "统一社会信用代码为91310104MA1FR0X18T。"))
    assert "business_licence" not in kinds(found)


def test_an_untouched_template_of_a_certificate_has_no_values() -> None:
    found = sheet(
        certificate(at(0.15, 0.48, "发证日期：　　年　　月　　日"), at(0.15, 0.52, "有效期至：　　年　　月　　日"))
    )
    assert dates(found, "certificate.issued_on") == []
    assert dates(found, "certificate.valid_until") == []


def test_an_honour_without_quotation_marks_ends_with_its_line() -> None:
    found = sheet(
        rows(
            "荣誉证书",
            "乌有食品有限公司：",
            "荣获2023年度乌有区区长质量奖",
            "特颁此证",
            "乌有区人民政府",
            "二〇二三年十二月",
        )
    )
    assert texts(found, "honour.name") == ["2023年度乌有区区长质量奖"]
    assert texts(found, "honour.holder") == ["乌有食品有限公司"]


def test_who_is_honoured_is_not_the_honour() -> None:
    found = sheet(rows("证　书", "授予：乌有食品有限公司", "“乌有市质量标杆”称号", "乌有市人民政府", "2024年5月"))
    assert texts(found, "honour.name") == ["乌有市质量标杆"]
    assert texts(found, "honour.holder") == ["乌有食品有限公司"]


def test_a_plaque_need_not_say_whose_it_is() -> None:
    found = sheet(
        rows("乌有省专精特新中小企业", "（2023年—2026年）", "乌有省经济和信息化厅", "二〇二三年一月", step=0.15)
    )
    assert texts(found, "honour.name") == ["乌有省专精特新中小企业"]
    assert texts(found, "honour.holder") == []
    assert texts(found, "honour.issuer") == ["乌有省经济和信息化厅"]


def test_the_end_of_a_permit_stands_behind_a_label_that_says_until() -> None:
    found = sheet(rows("检验检测机构资质认定证书", "证书编号：230912340123", "有效期至：2029年5月5日"))
    (valid,) = (fact.value for fact in found.facts if fact.field == "permit.valid")
    assert valid == PeriodValue(ends=PaperDate(year=2029, month=5, day=5))


def test_a_change_notice_says_what_was_before_and_what_is_now() -> None:
    found = sheet(
        page(
            at(0.30, 0.10, "准予变更登记通知书"),
            at(0.10, 0.14, "统一社会信用代码：91310104MA1FR0X18T"),
            at(0.10, 0.20, "变更事项"),
            at(0.30, 0.20, "变更前"),
            at(0.60, 0.20, "变更后"),
            at(0.10, 0.24, "名称"),
            at(0.30, 0.24, "乌有食品厂"),
            at(0.60, 0.24, "乌有食品有限公司"),
            at(0.10, 0.28, "住所"),
            at(0.30, 0.28, "乌有市子虚区虚构路1号"),
            at(0.60, 0.28, "乌有市徐汇区虚构路88号"),
            at(0.60, 0.40, "乌有区市场监督管理局"),
            at(0.62, 0.44, "2021年4月17日"),
        )
    )
    assert kinds(found) == ["change_notice"]
    assert texts(found, "entity.former_name") == ["乌有食品厂"]
    assert texts(found, "entity.name") == ["乌有食品有限公司"]
    assert texts(found, "entity.address") == ["乌有市徐汇区虚构路88号"]
    assert dates(found, "change.on") == ["2021-04-17"]
