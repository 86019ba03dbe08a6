"""Numbers of people are hidden in every view but the archive's, and nothing else is."""

import pytest

from pipeline.masking import (
    View,
    hide,
    known_numbers,
    mask_dossier,
    mask_reading,
    mask_sheet,
    private_boxes,
)
from pipeline.model import (
    AmountValue,
    Box,
    Dossier,
    Doubt,
    Fact,
    Line,
    Media,
    Method,
    OnPage,
    Page,
    Reading,
    SourceFile,
    TextValue,
    Verdict,
    canonical,
)
from tests.pipeline.paper import LICENCE, READER, evidence, finding, named, sheet
from tests.pipeline.sealing import sealed

# Invented: the region exists, the check digit is wrong on purpose, so that it is nobody's.
NUMBER = "310101198001011231"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (f"身份证号：{NUMBER}。", "身份证号：310***********1231。"),
        ("31010119800101124X", "310***********124X"),
        ("310101 19800101 124x", "310*** ******** 124x"),
        ("３１０１０１１９８００１０１１２４Ｘ", "３１０***********１２４Ｘ"),
        ("身份证号码：310101800101123", "身份证号码：310********1123"),
        ("手机13800138000，", "手机138****8000，"),
        ("138 0013 8000", "138 **** 8000"),
        ("+86 138-0013-8000", "+86 1**-****-8000"),
        ("电话 021-55501234", "电话 021-****1234"),
        ("（0936）8212345", "（093*）***2345"),
    ],
)
def test_a_number_of_a_person_keeps_its_ends_only(printed: str, shown: str) -> None:
    assert hide(printed) == shown


@pytest.mark.parametrize(
    "printed",
    [
        "91310115MA1K4QXXXX",  # a credit code with letters
        "913101157654321098",  # a credit code of digits alone: no day of birth stands in it (157654 is no year 1576)
        "营业收入 13800138000 元",
        "13800138000.00",
        "2021-06-30 至 2024-06-30",
        "GB/T 19001-2016",
        "沪府办规〔2022〕9号",
        "0" * 64,
        "a1380013800012Q",
        "310101800101123",  # fifteen digits are an old registration number unless the paper says otherwise
    ],
)
def test_what_is_no_number_of_a_person_stays(printed: str) -> None:
    assert hide(printed) == printed


def personal(field: str, text: str, quote: str) -> Fact:
    return named("甲").model_copy(
        update={"field": field, "value": TextValue(text=text), "evidence": (evidence(quote),), "kind": "identity_card"}
    )


def test_a_misprinted_number_is_hidden_because_of_its_field() -> None:
    """Seventeen digits, or a month 13, are no resident number to a pattern; the field says what they are."""
    fact = personal("person.id_number", "31010119801301123", "公民身份号码 31010119801301123")
    other = named("职工 31010119801301123 号")

    masked = mask_sheet(sheet(fact, other))

    assert "19801301" not in canonical(masked).decode()
    assert masked.facts[0].value == TextValue(text="310**********1123")
    assert masked.facts[0].evidence[0].quote == "公民身份号码 310**********1123"
    assert masked.facts[1].value == TextValue(text="职工 310**********1123 号")


def test_a_local_telephone_number_is_hidden_because_of_its_field() -> None:
    assert known_numbers([personal("entity.contact_phone", "5550 1234", "电话：5550 1234")]) == ("5550 1234",)
    assert hide("联系 5550 1234", ["5550 1234"]) == "联系 55** **34"


def test_money_of_eleven_digits_is_no_telephone() -> None:
    fact = named("甲").model_copy(
        update={"field": "finance.revenue", "value": AmountValue.model_validate({"amount": 13800138000})}
    )

    assert mask_sheet(sheet(fact)).facts[0].value == fact.value


def with_number() -> Dossier:
    told = finding(Verdict.NOT_MET).model_copy(update={"sentence": f"身份证号 {NUMBER} 与申报表不一致。"})
    asked = finding(Verdict.UNDETERMINED, Doubt.EXTERNAL, rule="17-credit")
    return sealed(told, asked, facts=(personal("person.id_number", NUMBER, NUMBER),))


def test_the_archive_sees_the_dossier_itself() -> None:
    dossier = with_number()

    assert mask_dossier(dossier, View.ARCHIVE) == dossier


def test_the_reviewer_sees_everything_but_the_numbers() -> None:
    dossier = with_number()

    masked = mask_dossier(dossier)

    assert NUMBER not in canonical(masked).decode()
    assert masked.findings[0].sentence == "身份证号 310***********1231 与申报表不一致。"
    assert [one.rule for one in masked.findings] == [one.rule for one in dossier.findings]
    assert masked.package_sha256 == dossier.package_sha256


def test_the_applicant_does_not_see_what_the_office_asks_of_others() -> None:
    assert [one.rule for one in mask_dossier(with_number(), View.APPLICANT).findings] == ["16.1.1-years"]


def test_masking_twice_is_masking_once() -> None:
    once = mask_dossier(with_number())

    assert mask_dossier(once) == once


def line(text: str) -> Line:
    place = OnPage(page=1, box=Box(left=0.1, top=0.2, right=0.5, bottom=0.25))
    return Line(text=text, place=place, method=Method.OCR, reader=READER)


def test_the_words_of_a_file_can_be_shown_masked() -> None:
    page = Page(number=1, lines=(line(NUMBER),))
    source = SourceFile(sha256=LICENCE, names=(f"{NUMBER}.jpg",), size=1, media=Media.JPEG)

    masked = mask_reading(Reading(file=source, pages=(page,)))

    assert masked.pages[0].lines[0].text == "310***********1231"
    assert masked.file.name == "310***********1231.jpg"


def test_the_picture_of_a_number_is_covered_where_its_middle_stands() -> None:
    """号码 is four digits wide, the number 18: of 22 widths the middle is from 7 to 18, with a margin from 6 to 19."""
    covered = private_boxes(Page(number=1, lines=(line(f"号码{NUMBER}"), line("营业执照"))))

    assert covered == (Box(left=0.1 + 0.4 * 6 / 22, top=0.2, right=0.1 + 0.4 * 19 / 22, bottom=0.25),)
