"""Papers about a certificate that are not the certificate: what the register says of it, and that it was kept."""

from tests.extractors.by_hand import at, certificate, dates, kinds, rows, sheet, texts

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
