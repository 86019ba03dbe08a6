"""Certificates of management systems: five dates, two languages, two on one page."""

import pytest

from extractors.finding.terms import COMPUTED
from pipeline.model import DateValue, Line, PaperDate, TextValue
from tests.extractors.by_hand import at, certificate, dates, kinds, page, rows, sheet, texts

# ── certificates of management systems ────────────────────────────────────────────────────────────────────────────────


def test_the_five_dates_of_a_certificate_are_told_apart() -> None:
    found = sheet(
        certificate(
            at(0.15, 0.40, "首次注册日期：2015年11月14日"),
            at(0.15, 0.44, "上一周期有效期至：2024年11月13日"),
            at(0.15, 0.48, "换发日期：2024年11月07日"),
            at(0.15, 0.52, "有效期至：2027年11月13日"),
            at(0.15, 0.56, "下次审核日期：2025年11月07日"),
        )
    )
    assert dates(found, "certificate.first_issued") == ["2015-11-14"]
    assert dates(found, "certificate.previous_end") == ["2024-11-13"]
    assert dates(found, "certificate.issued_on") == ["2024-11-07"]
    assert dates(found, "certificate.valid_until") == ["2027-11-13"]
    assert dates(found, "certificate.next_audit") == ["2025-11-07"]


def test_the_end_of_the_registration_is_not_the_end_of_the_certificate() -> None:
    found = sheet(
        certificate(at(0.15, 0.50, "注册截止日期：2030年11月13日"), at(0.15, 0.54, "有效期至：2027年11月13日"))
    )
    assert dates(found, "certificate.valid_until") == ["2027-11-13"]


@pytest.mark.parametrize("label", ["证书截正日期", "证书载止日期", "截 正日期"])
def test_the_end_of_a_certificate_is_found_though_its_label_is_misread(label: str) -> None:
    found = sheet(certificate(at(0.15, 0.54, f"{label}：2027年11月13日")))
    assert dates(found, "certificate.valid_until") == ["2027-11-13"]


def test_dates_in_one_row_without_blanks_belong_to_their_labels() -> None:
    found = sheet(
        certificate(
            at(0.10, 0.50, "首次获证日期2017-01-21"),
            at(0.40, 0.50, "本次认证日期2026-01-20"),
            at(0.70, 0.50, "有效期限至2029-01-20"),
        )
    )
    assert dates(found, "certificate.first_issued") == ["2017-01-21"]
    assert dates(found, "certificate.issued_on") == ["2026-01-20"]
    assert dates(found, "certificate.valid_until") == ["2029-01-20"]


def test_a_validity_of_three_years_is_counted_from_the_issue_and_says_so() -> None:
    found = sheet(certificate(at(0.15, 0.48, "发证日期：2022年3月18日"), at(0.15, 0.52, "有效期：三年")))
    (until,) = (fact for fact in found.facts if fact.field == "certificate.valid_until")
    assert until.value == DateValue(date=PaperDate(year=2025, month=3, day=17))
    assert until.alternatives == (DateValue(date=PaperDate(year=2025, month=3, day=18)),)
    assert [one.quote for one in until.evidence] == ["三年", "2022年3月18日"]
    assert all(COMPUTED in one.reader.name for one in until.evidence)


def test_a_validity_of_three_years_without_a_day_of_issue_stays_unread() -> None:
    found = sheet(certificate(at(0.15, 0.52, "有效期：三年")))
    assert dates(found, "certificate.valid_until") == []


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("GB/T 19001-2016/IS09001:2015", "GB/T 19001-2016/ISO9001:2015"),
        ("GB/T19001-2016/1S09001:2015", "GB/T19001-2016/ISO9001:2015"),
    ],
)
def test_a_misread_iso_is_mended_in_the_value_and_not_in_the_quote(printed: str, value: str) -> None:
    found = sheet(certificate(at(0.30, 0.30, printed)))
    (standard,) = (fact for fact in found.facts if fact.field == "certificate.standard")
    assert standard.value == TextValue(text=value)
    assert standard.evidence[0].quote == printed


def test_a_certificate_for_the_environment_is_not_one_for_quality_whatever_the_file_is_called() -> None:
    found = sheet(
        rows("环境管理体系认证证书", "证书编号：99924E31826R3M", "GB/T 24001-2016/ISO 14001:2015"),
        name="ISO9001证书.pdf",
    )
    assert texts(found, "certificate.name") == ["环境管理体系"]
    assert texts(found, "certificate.standard") == ["GB/T 24001-2016/ISO 14001:2015"]


def test_an_english_certificate_has_month_names_and_the_holder_it_prints() -> None:
    found = sheet(
        page(
            at(0.40, 0.08, "CERTIFICATE"),
            at(0.40, 0.12, "Certificate No. CN22/10012345"),
            at(0.25, 0.18, "This is to certify that the management system of"),
            at(0.25, 0.22, "Shenjiang Imaginary Machinery Co., Ltd."),
            at(0.20, 0.30, "has been assessed and found to conform to the requirements of"),
            at(0.40, 0.34, "ISO 9001:2015"),
            at(0.25, 0.50, "Originally certified:"),
            at(0.55, 0.50, "16 March 2018"),
            at(0.25, 0.54, "Issue date:"),
            at(0.55, 0.54, "05-03-2024"),
            at(0.25, 0.58, "Valid until:"),
            at(0.55, 0.58, "15-Mar-2027"),
            at(0.25, 0.62, "Expiry date of previous cycle:"),
            at(0.55, 0.62, "March 15, 2024"),
        )
    )
    assert kinds(found) == ["management_certificate"]
    assert texts(found, "certificate.number") == ["CN22/10012345"]
    assert texts(found, "certificate.holder") == ["Shenjiang Imaginary Machinery Co., Ltd."]
    assert texts(found, "certificate.standard") == ["ISO 9001:2015"]
    assert dates(found, "certificate.first_issued") == ["2018-03-16"]
    assert dates(found, "certificate.valid_until") == ["2027-03-15"]
    assert dates(found, "certificate.previous_end") == ["2024-03-15"]
    (issued,) = (fact for fact in found.facts if fact.field == "certificate.issued_on")
    days = {DateValue(date=PaperDate(year=2024, month=3, day=5)), DateValue(date=PaperDate(year=2024, month=5, day=3))}
    assert set(issued.readings) == days


def test_an_english_certificate_may_tell_its_dates_in_sentences() -> None:
    found = sheet(
        rows(
            "Certificate CN22/10012345",
            "The management system of",
            "申江精密机械（上海）有限公司",
            "上海市徐汇区虚构路88号",
            "has been assessed and certified as meeting the requirements of",
            "ISO 9001:2015",
            "For the following activities",
            "精密机床的设计、生产和售后服务",
            "This certificate is valid from 12 March 2022 until 11 March 2025 and",
            "remains valid subject to satisfactory surveillance audits.",
            "Issue 5. Certified since 12 March 2010",
        )
    )
    assert texts(found, "certificate.number") == ["CN22/10012345"]
    assert texts(found, "certificate.holder") == ["申江精密机械（上海）有限公司"]
    assert texts(found, "certificate.address") == ["上海市徐汇区虚构路88号"]
    assert texts(found, "certificate.scope") == ["精密机床的设计、生产和售后服务"]
    assert dates(found, "certificate.first_issued") == ["2010-03-12"]
    assert dates(found, "certificate.issued_on") == ["2022-03-12"]
    assert dates(found, "certificate.valid_until") == ["2025-03-11"]


def test_the_holder_may_stand_above_the_sentence_that_certifies_it() -> None:
    found = sheet(
        rows(
            "Bureau Imaginary Certification",
            "Shenjiang Imaginary Machinery Co., Ltd.",
            "No. 88 Xugou Road, Xuhui District, Shanghai, China",
            "Bureau Imaginary Certification certifies that the Management System of the above organisation",
            "has been audited and found to be in accordance with the requirements of",
            "ISO 9001:2015",
            "this certificate expires on: 11-03-2025",
            "Certificate No. CN012345",
        )
    )
    assert kinds(found) == ["management_certificate"]
    assert texts(found, "certificate.holder") == ["Shenjiang Imaginary Machinery Co., Ltd."]
    assert texts(found, "certificate.number") == ["CN012345"]


def test_a_validity_beneath_its_label_may_be_a_range_in_english() -> None:
    found = sheet(
        page(
            at(0.25, 0.06, "MANAGEMENT SYSTEM CERTIFICATE"),
            at(0.10, 0.12, "Certificate no.:"),
            at(0.40, 0.12, "Initial certification date:"),
            at(0.70, 0.12, "Valid:"),
            at(0.10, 0.15, "10000123456-MSC-CHN"),
            at(0.40, 0.15, "12 March 2010"),
            at(0.65, 0.15, "12 March 2022 – 11 March 2025"),
            at(0.40, 0.30, "ISO 9001:2015"),
        )
    )
    assert texts(found, "certificate.number") == ["10000123456-MSC-CHN"]
    assert dates(found, "certificate.first_issued") == ["2010-03-12"]
    assert dates(found, "certificate.valid_until") == ["2025-03-11"]


def test_labels_in_two_languages_have_one_value() -> None:
    found = sheet(
        page(
            at(0.12, 0.10, "Certificate / 证书"),
            at(0.12, 0.18, "Standard 标准"),
            at(0.40, 0.18, "ISO 9001:2015"),
            at(0.12, 0.22, "Certificate Registr. No. 注册号99924Q63111R3M"),
            at(0.12, 0.26, "CertificateHolder证书持有者申江精密机械有限公司"),
            at(0.12, 0.30, "Address地址"),
            at(0.40, 0.30, "上海市徐汇区虚构路88号"),
            at(0.12, 0.34, "First certification首次认证"),
            at(0.40, 0.34, "2015-11-14"),
            at(0.12, 0.38, "Validuntil有效期至"),
            at(0.40, 0.38, "2027-11-13"),
        )
    )
    assert texts(found, "certificate.number") == ["99924Q63111R3M"]
    assert texts(found, "certificate.holder") == ["申江精密机械有限公司"]
    assert texts(found, "certificate.address") == ["上海市徐汇区虚构路88号"]
    assert dates(found, "certificate.first_issued") == ["2015-11-14"]
    assert dates(found, "certificate.valid_until") == ["2027-11-13"]


def _one_of_two(top: float, name: str, number: str, standard: str, until: str) -> tuple[Line, ...]:
    return (
        at(0.30, top, f"{name}认证证书"),
        at(0.35, top + 0.04, f"证书编号：{number}"),
        at(0.12, top + 0.08, "获证组织：申江精密机械有限公司"),
        at(0.12, top + 0.12, f"认证标准：{standard}"),
        at(0.12, top + 0.16, f"有效期至：{until}"),
    )


def test_two_certificates_on_one_page_are_two_records() -> None:
    quality = _one_of_two(0.06, "质量管理体系", "99924Q31826R3M", "GB/T 19001-2016", "2027年3月1日")
    safety = _one_of_two(0.55, "职业健康安全管理体系", "99924S31826R3M", "GB/T 45001-2020", "2025年8月1日")
    found = sheet(page(*quality, *safety))
    assert texts(found, "certificate.standard", "99924Q31826R3M") == ["GB/T 19001-2016"]
    assert texts(found, "certificate.standard", "99924S31826R3M") == ["GB/T 45001-2020"]
    ends = {fact.key: fact.value for fact in found.facts if fact.field == "certificate.valid_until"}
    assert ends == {
        "99924Q31826R3M": DateValue(date=PaperDate(year=2027, month=3, day=1)),
        "99924S31826R3M": DateValue(date=PaperDate(year=2025, month=8, day=1)),
    }


def test_one_certificate_in_two_languages_side_by_side_is_one_record() -> None:
    found = sheet(
        page(
            at(0.10, 0.10, "质量管理体系认证证书"),
            at(0.60, 0.10, "CERTIFICATE"),
            at(0.10, 0.15, "编号：99925Q75308R3M"),
            at(0.60, 0.15, "Certificate No.: 99925Q75308R3M"),
            at(0.10, 0.20, "获证组织："),
            at(0.20, 0.20, "申江精密机械有限公司"),
            at(0.60, 0.20, "Organization:"),
            at(0.72, 0.20, "Shenjiang Imaginary Co., Ltd."),
            at(0.10, 0.25, "信用代码："),
            at(0.20, 0.25, "91310104MA1FR0X18T"),
            at(0.10, 0.30, "有效期至："),
            at(0.20, 0.30, "2028.02.04"),
            at(0.60, 0.30, "Expiry date:"),
            at(0.72, 0.30, "04-Feb-2028"),
        )
    )
    assert {fact.key for fact in found.facts if fact.field.startswith("certificate.")} == {"99925Q75308R3M"}
    assert texts(found, "certificate.holder") == ["申江精密机械有限公司"]
    assert texts(found, "certificate.holder_code") == ["91310104MA1FR0X18T"]
    (until,) = (fact for fact in found.facts if fact.field == "certificate.valid_until")
    assert len(until.evidence) == 2


def test_a_row_whose_label_is_not_known_ends_the_value_above_it() -> None:
    found = sheet(
        certificate(
            at(0.10, 0.30, "注册地址："),
            at(0.25, 0.30, "上海市徐汇区虚构路88号"),
            at(0.10, 0.325, "占地面积："),
            at(0.25, 0.325, "三千平方米"),
        )
    )
    assert texts(found, "certificate.address") == ["上海市徐汇区虚构路88号"]


def test_the_body_that_certifies_is_not_the_testing_institute_that_holds_the_certificate() -> None:
    found = sheet(
        page(
            at(0.30, 0.08, "质量管理体系认证证书"),
            at(0.35, 0.12, "证书编号：99924Q31826R3M"),
            at(0.30, 0.18, "获证组织："),
            at(0.45, 0.18, "南柯质量检测研究院"),
            at(0.30, 0.80, "蓬莱认证中心有限公司"),
            at(0.30, 0.84, "机构批准号：CNCA-R-2099-0O1"),
        )
    )
    assert texts(found, "certificate.body") == ["蓬莱认证中心有限公司"]


def test_a_product_certificate_is_a_permit_and_not_a_management_certificate() -> None:
    found = sheet(rows("中国国家强制性产品认证证书", "证书编号：2024010101012345", "有效期至：2029年3月1日"))
    assert kinds(found) == ["permit"]


def test_an_old_organisation_code_is_no_credit_code() -> None:
    found = sheet(certificate(at(0.15, 0.30, "组织机构代码：13200001-0")))
    assert texts(found, "certificate.holder_code") == []


def test_a_name_that_no_company_can_have_is_doubtful() -> None:
    found = sheet(certificate(at(0.30, 0.80, "蓬莱认证官限公司")))
    (body,) = (fact for fact in found.facts if fact.field == "certificate.body")
    assert TextValue(text="蓬莱认证有限公司") in body.alternatives


def test_doubtful_words_give_way_to_the_same_words_read_clearly() -> None:
    found = sheet(certificate(at(0.30, 0.76, "蓬莱认证官限公司", sealed=True), at(0.30, 0.84, "蓬莱认证有限公司")))
    (body,) = (fact for fact in found.facts if fact.field == "certificate.body")
    assert body.value == TextValue(text="蓬莱认证有限公司")
    assert [one.quote for one in body.evidence] == ["蓬莱认证有限公司", "蓬莱认证官限公司"]
