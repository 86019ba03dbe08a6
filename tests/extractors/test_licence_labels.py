"""Labels of licences as a reader breaks them: printed far apart, half overlooked, run into their values, or aslant."""

import pytest

from pipeline.model import Line, OnPage
from tests.extractors.by_hand import LICENCE, at, page, rows, sheet, texts

NAME = "申江精密机械（上海）有限公司"


def without(*words: str) -> list[Line]:
    return [one for one in LICENCE if one.text not in words]


def test_a_label_whose_second_half_runs_into_the_value() -> None:
    found = sheet(page(*without("称", NAME), at(0.16, 0.25, f"称{NAME}")))
    assert texts(found, "entity.name") == [NAME]


@pytest.mark.parametrize("label", ["名.称", "名·称", "名 . 称"])
def test_a_label_printed_far_apart_with_dots_between(label: str) -> None:
    first = next(one for one in LICENCE if one.text == "名")
    assert isinstance(first.place, OnPage)
    found = sheet(page(*without("名", "称"), at(first.place.box.left, 0.25, label)))
    assert texts(found, "entity.name") == [NAME]


@pytest.mark.parametrize(
    ("lost", "field", "value"),
    [("名", "entity.name", NAME), ("类", "entity.kind", "有限责任公司（自然人投资或控股）")],
)
def test_a_label_whose_first_half_was_overlooked(lost: str, field: str, value: str) -> None:
    """称 stands alone where 法定代表人 and the other labels of the column end."""
    moved = {"称": 0.144, "型": 0.144}
    lines = [
        at(moved[one.text], 0.25 if one.text == "称" else 0.30, one.text) if one.text in moved else one
        for one in without(lost)
    ]
    assert texts(sheet(page(*lines)), field) == [value]


def upright(left: float, top: float, bottom: float, text: str) -> Line:
    line = at(left, top, text)
    assert isinstance(line.place, OnPage)
    box = line.place.box.model_copy(update={"right": left + 0.016, "bottom": bottom})
    return line.model_copy(update={"place": line.place.model_copy(update={"box": box})})


def test_the_first_halves_of_two_labels_read_as_one_upright_word() -> None:
    """名　　称 stands above 类　　型: a reader took 名类 for a word, and 称 and 型 for lines of their own."""
    first = next(one for one in LICENCE if one.text == "名")
    assert isinstance(first.place, OnPage)
    found = sheet(page(*without("名", "类"), upright(first.place.box.left, 0.25, 0.318, "名类")))
    assert texts(found, "entity.name") == [NAME]
    assert texts(found, "entity.kind") == ["有限责任公司（自然人投资或控股）"]


def test_an_upright_word_that_begins_no_labels_is_left_as_it_is() -> None:
    found = sheet(page(*LICENCE, upright(0.02, 0.25, 0.318, "概况")))
    assert texts(found, "entity.name") == [NAME]


def test_a_single_character_elsewhere_is_no_end_of_a_label() -> None:
    """称 in the middle of the paper, under no other label, names nothing."""
    lines = [*without("名", "称", NAME), at(0.31, 0.25, "称"), at(0.35, 0.25, NAME)]
    assert texts(sheet(page(*lines)), "entity.name") == []


def test_a_value_a_little_higher_than_its_label_is_not_the_end_of_the_one_above() -> None:
    """The sheet was photographed aslant: each value stands 0.012 higher than its label, lines being 0.018 high."""
    pairs = (("证书持有者", "乌有职业培训学校"), ("注册地址", "乌有市南柯街1500号"), ("认证范围", "职业技能培训"))
    lines = [at(0.35, 0.08, "质量管理体系认证证书"), at(0.35, 0.12, "证书编号：99924Q31826R3M")]
    for number, (label, value) in enumerate(pairs):
        top = 0.25 + 0.032 * number
        lines += [at(0.14, top, label), at(0.42, top - 0.012, value)]
    found = sheet(page(*lines))
    assert texts(found, "certificate.holder") == ["乌有职业培训学校"]
    assert texts(found, "certificate.address") == ["乌有市南柯街1500号"]
    assert texts(found, "certificate.scope") == ["职业技能培训"]


def test_a_label_is_never_the_value_it_stands_above() -> None:
    """The name beside 企业名称 was lost: the label that is left, above the code, is not the holder."""
    lines = (
        at(0.30, 0.08, "质量管理体系认证证书"),
        at(0.35, 0.12, "证书编号：99924Q31826R3M"),
        at(0.13, 0.30, "企业名称"),
        at(0.13, 0.36, "统一社会信用代码"),
        at(0.40, 0.36, "91310104MA1FR0X18T"),
    )
    assert texts(sheet(page(*lines)), "certificate.holder") == []


def test_a_sole_traders_name_in_an_english_certificate_goes_before_its_translation() -> None:
    lines = (
        at(0.30, 0.08, "CERTIFICATE"),
        at(0.35, 0.12, "No.90996788"),
        at(0.25, 0.20, "This is to certify that the management system of"),
        at(0.25, 0.25, "Wuyou Imaginary Industries Co., Ltd."),
        at(0.40, 0.30, "乌有区南柯经营部"),
        at(0.20, 0.40, "has been assessed and found to conform to the requirements of"),
        at(0.38, 0.45, "ISO 9001:2015"),
        at(0.22, 0.60, "Valid until:"),
        at(0.54, 0.60, "15 August 2028"),
    )
    assert texts(sheet(page(*lines)), "certificate.holder") == ["乌有区南柯经营部"]


def test_a_name_that_ends_in_the_word_behind_it_is_not_cut() -> None:
    """柳有为 is appointed “为首席质量官”: the first 为 is of the name. And no 任 of 任命 is a surname."""
    head, close = ("关于任命首席质量官的决定", ("乌有服务有限公司", "2025年3月8日"))
    for words, name in (("决定任命柳有为为首席质量官。", "柳有为"), ("决定任命柳有同志担任首席质量官。", "柳有")):
        assert texts(sheet(rows(head, words, *close)), "officer.name") == [name]


def test_a_fold_that_hides_the_last_character_of_labels_hides_no_value() -> None:
    """Each belongs to one label; 注册资 to 注册资本 and 注册资金, which ask for one thing."""
    cut = {"注册资本": "注册资", "成立日期": "成立日", "法定代表人": "法定代表", "营业期限": "业期限"}
    lines = [one.model_copy(update={"text": cut.get(one.text, one.text)}) for one in LICENCE]
    found = sheet(page(*lines))
    assert texts(found, "entity.representative") == ["卞无名"]
    assert [
        fact.field for fact in found.facts if fact.field in {"entity.capital", "entity.founded", "entity.term"}
    ] == [
        "entity.capital",
        "entity.founded",
        "entity.term",
    ]


@pytest.mark.parametrize("words", ["注册", "册资", "注册资者"])
def test_words_that_may_be_any_label_or_none_are_left_alone(words: str) -> None:
    """Two characters tell too little, and a wrong one makes other words."""
    lines = [one.model_copy(update={"text": words}) if one.text == "注册资本" else one for one in LICENCE]
    assert not [fact for fact in sheet(page(*lines)).facts if fact.field == "entity.capital"]
