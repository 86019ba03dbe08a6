"""Licences as people scan them, and the words on them that look like what they are not."""

import pytest

from pipeline.model import AmountValue, Box, DateValue, Line, Method, OnPage, PaperDate, PeriodValue, Reader, TextValue
from tests.extractors.by_hand import LICENCE, at, dates, page, sheet, texts

# ── licences ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_columns_of_a_licence_do_not_run_into_each_other() -> None:
    found = sheet(page(*LICENCE))
    assert texts(found, "entity.scope") == ["一般项目：机械设备的设计、制造；货物进出口。"]
    assert texts(found, "entity.address") == ["上海市徐汇区漕河泾街道虚构路88号3幢301室"]
    assert texts(found, "entity.name") == ["申江精密机械（上海）有限公司"]


def test_the_number_at_the_head_of_a_licence_is_not_its_code() -> None:
    found = sheet(page(*LICENCE))
    assert texts(found, "entity.code") == ["91310104MA1FR0X18T"]
    assert texts(found, "licence.number") == ["3101040021907858"]


def test_the_printer_and_the_reminder_on_a_licence_are_no_facts() -> None:
    found = sheet(page(*LICENCE))
    assert texts(found, "licence.issuer") == []
    assert not [fact for fact in found.facts for one in fact.evidence if "重要提示" in one.quote or "监制" in one.quote]


def test_a_term_whose_last_sign_is_wrapped_ends_on_its_day() -> None:
    (term,) = (fact.value for fact in sheet(page(*LICENCE)).facts if fact.field == "entity.term")
    assert term == PeriodValue(starts=PaperDate(year=2012, month=3, day=15), ends=PaperDate(year=2032, month=3, day=14))


def test_the_founding_is_not_taken_for_the_issue_when_a_seal_hides_the_issue() -> None:
    hidden = [one for one in LICENCE if one.text != "2023年09月04日"]
    found = sheet(page(*hidden, at(0.66, 0.80, "20年0月04日", sealed=True)))
    assert dates(found, "entity.founded") == ["2012-03-15"]
    assert dates(found, "licence.issued_on") == []


def test_a_date_under_a_seal_keeps_the_readings_that_contradict_it() -> None:
    clear = [one for one in LICENCE if one.text != "2023年09月04日"]
    found = sheet(page(*clear, at(0.66, 0.80, "2021年9月 4 H", "2023年9月4日", sealed=True)))
    (issued,) = (fact for fact in found.facts if fact.field == "licence.issued_on")
    assert issued.value == DateValue(date=PaperDate(year=2023, month=9, day=4))
    assert DateValue(date=PaperDate(year=2021, month=9)) in issued.alternatives


def test_an_old_licence_has_a_registration_number_of_fifteen_digits_and_no_code() -> None:
    found = sheet(
        page(
            at(0.30, 0.10, "企业法人营业执照"),
            at(0.40, 0.15, "注册号 310104000123456"),
            at(0.14, 0.25, "名称"),
            at(0.32, 0.25, "申江精密机械（上海）有限公司"),
            at(0.14, 0.30, "住所"),
            at(0.32, 0.30, "上海市徐汇区虚构路88号"),
            at(0.14, 0.35, "法定代表人姓名卞无名"),
            at(0.14, 0.40, "注册资本人民币伍佰万元整"),
            at(0.14, 0.45, "成立日期二○一○年五月二十一日"),
            at(0.14, 0.70, "须知：1.《企业法人营业执照》分为正本和副本，具有同等法律效力。"),
            at(0.60, 0.75, "登记机关"),
        )
    )
    assert texts(found, "entity.registration_number") == ["310104000123456"]
    assert texts(found, "entity.code") == []
    assert texts(found, "entity.representative") == ["卞无名"]
    assert texts(found, "licence.name") == ["企业法人营业执照"]
    assert texts(found, "licence.copy") == []
    assert dates(found, "entity.founded") == ["2010-05-21"]


def test_a_branch_has_a_head_and_no_representative() -> None:
    found = sheet(
        page(
            at(0.40, 0.10, "营业执照"),
            at(0.10, 0.15, "统一社会信用代码：91310104132000010R"),
            at(0.10, 0.20, "名称"),
            at(0.30, 0.20, "申江精密机械有限公司第二分公司"),
            at(0.10, 0.25, "负责人"),
            at(0.30, 0.25, "卞无名"),
            at(0.10, 0.30, "营业场所"),
            at(0.30, 0.30, "上海市徐汇区虚构路8号"),
            at(0.60, 0.60, "登记机关"),
        )
    )
    assert texts(found, "entity.head") == ["卞无名"]
    assert texts(found, "entity.representative") == []
    assert texts(found, "entity.address") == ["上海市徐汇区虚构路8号"]


def test_a_stamp_about_the_copy_and_a_slanting_watermark_are_no_part_of_a_value() -> None:
    slanting = Line(
        text="仅用于申报政府质量奖",
        place=OnPage(page=1, box=Box(left=0.19, top=0.41, right=0.45, bottom=0.58)),
        method=Method.OCR,
        reader=Reader(name="测试", version="1"),
    )
    found = sheet(page(*LICENCE, slanting, at(0.20, 0.45, "复印件与原件核对无误")))
    assert texts(found, "entity.scope") == ["一般项目：机械设备的设计、制造；货物进出口。"]


def test_a_label_that_was_cut_into_its_characters_is_one_label() -> None:
    found = sheet(
        page(
            at(0.40, 0.10, "营业执照"),
            at(0.20, 0.15, "统一社会信用代码 91310104MA1FR0X18T"),
            at(0.10, 0.20, "名"),
            at(0.20, 0.20, "称"),
            at(0.30, 0.20, "乌有精密机械厂"),
            at(0.10, 0.25, "投"),
            at(0.15, 0.25, "资"),
            at(0.20, 0.25, "人"),
            at(0.30, 0.25, "卞无名"),
            at(0.60, 0.60, "登记机关"),
        )
    )
    assert texts(found, "entity.name") == ["乌有精密机械厂"]
    assert texts(found, "entity.head") == ["卞无名"]


def test_the_first_sign_of_a_code_s_label_may_be_read_as_a_dash() -> None:
    found = sheet(
        page(
            at(0.40, 0.10, "营业执照"),
            at(0.20, 0.15, "统-社会信用代码：91310104MA1FR0X18T"),
            at(0.60, 0.60, "登记机关"),
        )
    )
    assert texts(found, "entity.code") == ["91310104MA1FR0X18T"]


def test_a_piece_of_a_seal_beside_a_value_is_no_part_of_it() -> None:
    upright = Line(
        text="理局",
        place=OnPage(page=1, box=Box(left=0.62, top=0.36, right=0.66, bottom=0.44)),
        method=Method.OCR,
        reader=Reader(name="测试", version="1"),
        sealed=True,
    )
    found = sheet(
        page(
            at(0.30, 0.10, "事业单位法人证书"),
            at(0.12, 0.38, "举办单位"),
            at(0.30, 0.38, "乌有区卫生健康委员会"),
            at(0.12, 0.40, "开办资金"),
            at(0.30, 0.40, "人民币500.0000万元整"),
            upright,
        )
    )
    assert [str(fact.value.amount) for fact in found.facts if isinstance(fact.value, AmountValue)] == ["5000000"]


def test_fifteen_digits_beside_the_label_of_the_code_are_the_old_number() -> None:
    found = sheet(
        page(
            at(0.40, 0.10, "营业执照"),
            at(0.20, 0.15, "统一社会信用代码/注册号 310104000123456"),
            at(0.60, 0.60, "登记机关"),
        )
    )
    assert texts(found, "entity.code") == []
    assert texts(found, "entity.registration_number") == ["310104000123456"]


def test_another_reading_of_a_code_is_kept() -> None:
    found = sheet(
        page(
            at(0.40, 0.10, "营业执照"),
            at(0.20, 0.15, "统一社会信用代码：91310104MA1FR0X18U", "统一社会信用代码：91310104MA1FR0X18T"),
            at(0.60, 0.60, "登记机关"),
        )
    )
    (code,) = (fact for fact in found.facts if fact.field == "entity.code")
    assert TextValue(text="91310104MA1FR0X18T") in code.readings


def test_scraps_of_a_watermark_are_no_part_of_a_value_either() -> None:
    def slanting(left: float, top: float, words: str, run: float, rise: float) -> Line:
        place = OnPage(page=1, box=Box(left=left, top=top, right=left + run, bottom=top + rise))
        return Line(text=words, place=place, method=Method.OCR, reader=Reader(name="测试", version="1"))

    found = sheet(
        page(
            *LICENCE,
            slanting(0.10, 0.50, "仅用于申报政府质量奖", 0.30, 0.14),
            slanting(0.50, 0.62, "仅用于申报政府质量奖", 0.30, 0.14),
            slanting(0.10, 0.72, "政府质量奖", 0.16, 0.08),
            slanting(0.665, 0.452, "奖", 0.02, 0.015),
        )
    )
    assert texts(found, "entity.address") == ["上海市徐汇区漕河泾街道虚构路88号3幢301室"]


@pytest.mark.parametrize(
    ("under_the_seal", "day"),
    [
        ("2024年11 5日", "2024-11-05"),
        ("2024年10烟28日", "2024-10-28"),
        ("202411月28日", "2024-11-28"),
        ("2024年05月01", "2024-05-01"),
        ("2024年5月1", None),
        ("2024年102811", None),
        ("年5月9日", None),
    ],
)
def test_a_date_with_one_sign_hidden_is_read_where_it_can_be_only_one_day(under_the_seal: str, day: str | None) -> None:
    clear = [one for one in LICENCE if one.text != "2023年09月04日"]
    found = sheet(page(*clear, at(0.66, 0.80, under_the_seal, sealed=True)))
    assert dates(found, "licence.issued_on") == ([day] if day else [])
