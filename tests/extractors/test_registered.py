"""Bodies that are no companies, and papers of persons."""

import pytest

from pipeline.model import PaperDate, PeriodValue
from tests.extractors.by_hand import at, dates, kinds, page, rows, sheet, texts

# ── registered bodies that are no companies ───────────────────────────────────────────────────────────────────────────


def test_a_public_institution_has_a_validity_a_sponsor_and_no_founding() -> None:
    found = sheet(
        page(
            at(0.30, 0.10, "事业单位法人证书"),
            at(0.42, 0.14, "（副本）"),
            at(0.30, 0.18, "统一社会信用代码 12310104425060017M"),
            at(0.12, 0.24, "名　　称"),
            at(0.30, 0.24, "上海市乌有区南柯医院"),
            at(0.12, 0.28, "宗旨和业务范围"),
            at(0.30, 0.28, "为人民身体健康提供医疗与护理"),
            at(0.30, 0.30, "保健服务。"),
            at(0.12, 0.34, "经费来源"),
            at(0.30, 0.34, "财政差额拨款"),
            at(0.12, 0.38, "举办单位"),
            at(0.30, 0.38, "上海市乌有区卫生健康委员会"),
            at(0.30, 0.60, "有效期 自2024年12月24日至2029年12月23日"),
            at(0.60, 0.66, "登记管理机关"),
        )
    )
    assert kinds(found) == ["institution_certificate"]
    assert texts(found, "entity.scope") == ["为人民身体健康提供医疗与护理保健服务。"]
    assert texts(found, "licence.funding") == ["财政差额拨款"]
    assert texts(found, "entity.parent") == ["上海市乌有区卫生健康委员会"]
    assert dates(found, "entity.founded") == []
    (valid,) = (fact.value for fact in found.facts if fact.field == "licence.valid")
    assert valid == PeriodValue(
        starts=PaperDate(year=2024, month=12, day=24), ends=PaperDate(year=2029, month=12, day=23)
    )


def test_a_social_organisation_is_issued_its_certificate_on_a_day_that_is_not_its_founding() -> None:
    found = sheet(
        page(
            at(0.28, 0.10, "民办非企业单位（法人）登记证书"),
            at(0.30, 0.16, "统一社会信用代码：52310104MJ5120Q49Q"),
            at(0.12, 0.22, "名　　称"),
            at(0.30, 0.22, "上海乌有社区服务中心"),
            at(0.12, 0.26, "业务主管单位"),
            at(0.30, 0.26, "上海市乌有区民政局"),
            at(0.12, 0.50, "有效期限：2023年7月24日至2028年7月23日"),
            at(0.55, 0.60, "发证机关"),
            at(0.55, 0.66, "发证日期：二〇二三年七月二十四日"),
        )
    )
    assert kinds(found) == ["social_certificate"]
    assert texts(found, "licence.supervisor") == ["上海市乌有区民政局"]
    assert dates(found, "licence.issued_on") == ["2023-07-24"]
    assert dates(found, "entity.founded") == []


def test_the_document_that_founds_a_unit_names_it_and_its_first_day() -> None:
    found = sheet(
        rows(
            "上海市乌有区民政局文件",
            "民社登〔2014〕10号",
            "关于准予成立登记的通知",
            "各部门：",
            "经研究，决定设立上海乌有社区服务中心，自2014年4月10日起正式运行。",
            "办公地点设在上海市乌有区虚构路8号。",
            "上海市乌有区民政局",
            "2014年4月12日",
        )
    )
    assert kinds(found) == ["unit_document"]
    assert texts(found, "entity.name") == ["上海乌有社区服务中心"]
    assert dates(found, "entity.founded") == ["2014-04-10"]
    assert texts(found, "entity.parent") == ["上海市乌有区民政局"]
    assert texts(found, "unit.established_by") == ["民社登〔2014〕10号"]


def test_setting_up_a_steering_group_founds_no_unit() -> None:
    found = sheet(rows("关于成立卓越绩效推进领导小组的通知", "各部门：", "经研究，决定成立卓越绩效推进领导小组。"))
    assert "unit_document" not in kinds(found)


@pytest.mark.parametrize("title", ["事业单位法人证书", "社会团体法人登记证书"])
def test_a_validity_is_read_where_a_fold_hides_the_first_sign_of_its_label(title: str) -> None:
    found = sheet(
        page(
            at(0.30, 0.10, title),
            at(0.12, 0.24, "名　　称"),
            at(0.30, 0.24, "上海市乌有区南柯医院"),
            at(0.12, 0.30, "业务范围"),
            at(0.30, 0.30, "医疗与护理"),
            at(0.12, 0.34, "业务主管单位" if "社会" in title else "举办单位"),
            at(0.30, 0.34, "上海市乌有区卫生健康委员会"),
            at(0.33, 0.60, "效期自2024年12月24日至2029年12月23日"),
            at(0.60, 0.66, "登记管理机关"),
        )
    )
    (valid,) = (fact.value for fact in found.facts if fact.field == "licence.valid")
    assert valid == PeriodValue(
        starts=PaperDate(year=2024, month=12, day=24), ends=PaperDate(year=2029, month=12, day=23)
    )


# ── persons ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_identity_card_gives_name_birth_number_and_validity() -> None:
    found = sheet(
        page(
            at(0.30, 0.22, "姓名舒致远"),
            at(0.30, 0.25, "性别女民族汉"),
            at(0.30, 0.28, "出生 1983 年 3 月 5 日"),
            at(0.30, 0.31, "住址乌有市虚构路732号"),
            at(0.30, 0.36, "公民身份号码800000198303054125"),
            at(0.44, 0.55, "居民身份证"),
            at(0.36, 0.64, "签发机关乌有市公安局"),
            at(0.36, 0.67, "有效期限2019.03.05-长期"),
        )
    )
    assert kinds(found) == ["identity_card"]
    assert texts(found, "person.name") == ["舒致远"]
    assert texts(found, "person.gender") == ["女"]
    assert dates(found, "person.birth") == ["1983-03-05"]
    assert texts(found, "person.id_number") == ["800000198303054125"]
    (valid,) = (fact.value for fact in found.facts if fact.field == "person.id_valid")
    assert valid == PeriodValue(starts=PaperDate(year=2019, month=3, day=5), open_end="长期")


@pytest.mark.parametrize(
    ("name", "gender", "read"),
    [
        ("舒致远", "性别女民族汉", ["舒致远"]),
        ("8舒致远", "性勤女民族汉", ["舒致远"]),
        ("名舒致远", "性新女民族汉", ["舒致远"]),
        ("签发机关", "性别女民族汉", []),  # the side with the emblem stands first
        ("居民身份证", "性别女民族汉", []),
    ],
)
def test_the_name_on_a_card_stands_above_the_gender_whatever_became_of_its_pale_label(
    name: str, gender: str, read: list[str]
) -> None:
    lines = [name, gender, "1983年3月5日", "乌有市虚构路732号", "公民身份号码800000198303054125", "居民身份证"]
    found = sheet(page(*(at(0.30, 0.22 + 0.03 * row, text) for row, text in enumerate(lines))))

    assert texts(found, "person.name") == read
    assert texts(found, "person.gender") == ["女"]
    assert dates(found, "person.birth") == ["1983-03-05"]


def test_a_certificate_of_title_gives_the_title_and_not_the_word_certificate() -> None:
    found = sheet(
        page(
            at(0.40, 0.14, "职称证书"),
            at(0.15, 0.28, "姓名："),
            at(0.33, 0.28, "舒致远"),
            at(0.15, 0.32, "职称名称："),
            at(0.33, 0.32, "正高级工程师"),
            at(0.15, 0.36, "取得时间："),
            at(0.33, 0.36, "2023年12月26日"),
            at(0.15, 0.40, "证书编号："),
            at(0.33, 0.40, "202342583940"),
            at(0.15, 0.44, "职称评审委员会"),
        )
    )
    assert kinds(found) == ["title_certificate"]
    assert texts(found, "person.title") == ["正高级工程师"]
    assert dates(found, "person.title_on") == ["2023-12-26"]


def test_the_training_certificate_of_a_quality_officer_is_no_appointment_and_no_honour() -> None:
    found = sheet(
        rows(
            "首席质量官培训证书",
            "证书编号：CQO2024000123",
            "卞无名同志（申江精密机械有限公司）参加首席质量官任职能力培训，经考核合格，准予结业，特发此证。",
            "乌有市质量协会",
            "2024年5月6日",
        )
    )
    assert kinds(found) == ["officer_certificate"]
    assert texts(found, "officer.name") == ["卞无名"]
    assert texts(found, "officer.certificate_number") == ["CQO2024000123"]


def test_a_speck_behind_a_label_is_not_its_value() -> None:
    found = sheet(
        page(
            at(0.40, 0.14, "职称证书"),
            at(0.15, 0.28, "姓名：_"),
            at(0.33, 0.28, "舒致远"),
            at(0.15, 0.32, "职称名称："),
            at(0.33, 0.32, "正高级工程师"),
        )
    )
    assert texts(found, "person.name") == ["舒致远"]


def test_a_rule_to_write_on_with_nothing_beside_it_stays_blank() -> None:
    found = sheet(page(at(0.40, 0.14, "职称证书"), at(0.15, 0.28, "姓名：____"), at(0.15, 0.32, "职称名称：____")))
    assert texts(found, "person.name") == []


@pytest.mark.parametrize("label", ["性别：", ""])  # pale on a photograph
def test_the_gender_below_is_no_part_of_the_name_on_a_certificate_of_title(label: str) -> None:
    pairs = (("姓名：", "舒致远"), (label, "女"), ("职称名称：", "工程师"), ("取得时间：", "2023年12月26日"))
    lines = [at(0.40, 0.14, "职称证书"), at(0.15, 0.50, "职称评审委员会")]
    for row, (asked, said) in enumerate(pairs):
        lines += [*([at(0.15, 0.28 + 0.026 * row, asked)] if asked else []), at(0.33, 0.28 + 0.026 * row, said)]
    assert texts(sheet(page(*lines)), "person.name") == ["舒致远"]
