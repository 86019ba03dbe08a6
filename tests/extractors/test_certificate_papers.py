"""Two certificates side by side, numbers that are none, and papers about a certificate that are not the certificate."""

from pipeline.model import Line
from tests.extractors.by_hand import at, certificate, dates, kinds, page, rows, sheet, texts

_KEPT = "经监督审核，贵组织的质量管理体系持续符合标准要求，证书继续有效。"


def test_the_register_tells_the_status_of_a_certificate_and_the_day_it_was_asked() -> None:
    found = sheet(
        rows(
            "全国认证认可信息公共服务平台",
            "证书编号：99924Q31826R3M",
            "获证组织名称：申江精密机械有限公司",
            "证书状态：暂停",
            "查询时间：2026-04-18 10:11",
        )
    )
    assert kinds(found) == ["management_certificate"]
    assert texts(found, "certificate.status", "99924Q31826R3M") == ["暂停"]
    assert dates(found, "certificate.status_on") == ["2026-04-18"]


def test_a_sentence_on_the_certificate_about_its_status_is_no_status() -> None:
    found = sheet(certificate(at(0.15, 0.70, "证书状态可在国家认证认可监督管理委员会网站查询。")))
    assert texts(found, "certificate.status") == []


def test_a_notice_that_a_certificate_was_kept_tells_so_and_no_new_dates() -> None:
    found = sheet(rows("监督审核通知书", "证书编号：99924Q31826R3M", _KEPT, "蓬莱认证中心有限公司", "2023年12月1日"))
    assert kinds(found) == ["management_certificate"]
    assert texts(found, "certificate.surveillance", "99924Q31826R3M") == ["证书继续有效"]
    assert dates(found, "certificate.issued_on") == []
    assert dates(found, "certificate.valid_until") == []


def test_a_certificate_that_may_stay_valid_was_not_said_to_be_kept() -> None:
    found = sheet(certificate(at(0.10, 0.70, "本证书在有效期内须接受监督审核，经审核合格方为有效。")))
    assert texts(found, "certificate.surveillance") == []


def test_two_certificates_side_by_side_are_two_records() -> None:
    def one(left: float, system: str, number: str, standard: str) -> tuple[Line, ...]:
        return (
            at(left, 0.10, f"{system}认证证书"),
            at(left, 0.15, f"证书编号：{number}"),
            at(left, 0.20, f"认证标准：{standard}"),
        )

    quality = one(0.05, "质量管理体系", "99924Q31826R3M", "GB/T 19001-2016")
    found = sheet(page(*quality, *one(0.55, "环境管理体系", "99924E31826R3M", "GB/T 24001-2016")))
    assert texts(found, "certificate.standard", "99924Q31826R3M") == ["GB/T 19001-2016"]
    assert texts(found, "certificate.standard", "99924E31826R3M") == ["GB/T 24001-2016"]


def test_the_number_of_the_accreditation_is_not_that_of_the_certificate() -> None:
    found = sheet(certificate(at(0.30, 0.80, "注册号：CNAS C021-M")))
    assert texts(found, "certificate.number") == ["99924Q31826R3M"]
    assert texts(found, "certificate.accreditation") == ["CNAS C021-M"]
