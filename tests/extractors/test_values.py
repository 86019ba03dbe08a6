"""What printed words mean: dates, amounts, codes, ticked boxes, and the answers that give no value."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.finding.dates import find_dates, read_range
from extractors.finding.values import End, read_value, what_is_said
from pipeline.catalogue import catalogue
from pipeline.model import AmountValue, DateValue, FlagValue, PaperDate, PeriodValue, SaidValue, TextValue, Value

FOUNDED, TERM, CAPITAL, EXPORTS = "entity.founded", "entity.term", "entity.capital", "finance.exports"
_NUMERALS = "〇一二三四五六七八九"


def read(field: str, quote: str, *, printed_unit: str = "", take: End = "", label: str = "") -> tuple[Value, ...]:
    return read_value(catalogue()[field], quote, printed_unit=printed_unit, take=take, label=label)


def day(text: str) -> DateValue:
    return DateValue(date=PaperDate.model_validate(text))


@pytest.mark.parametrize(
    "printed",
    [
        "2019年3月18日",
        "2019年03月18日",
        "2019.03.18",
        "2019.3.18",
        "2019-03-18",
        "2019/3/18",
        "20190318",
        "二〇一九年三月十八日",
        "二○一九年三月十八日",
        "二0一九年三月十八日",
        "贰零壹玖年叁月拾捌日",
        "18 March 2019",
        "March 18, 2019",
        "18-Mar-2019",
        "2019-Mar-18",
        "2019 年 3 月 18 日",
        "２０１９年３月１８日",
        "2O19年3月l8日",
        "2019\n03月 18",
    ],
)
def test_every_way_to_write_a_day_reads_as_that_day(printed: str) -> None:
    assert read(FOUNDED, printed) == (day("2019-03-18"),)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2019年3月", "2019-03"),
        ("2019.03", "2019-03"),
        ("2019-03", "2019-03"),
        ("二〇一九年十二月", "2019-12"),
        ("2019年", "2019"),
        ("2019年度", "2019"),
        ("2019", "2019"),
        ("2019年上半年", "2019"),
    ],
)
def test_a_date_is_never_more_precise_than_its_paper(printed: str, meant: str) -> None:
    assert read(FOUNDED, printed) == (day(meant),)


@pytest.mark.parametrize("printed", ["2023年2月30日", "2019年13月1日", "三年前", "待定"])
def test_a_day_that_does_not_exist_is_not_repaired(printed: str) -> None:
    assert read(FOUNDED, printed) == (SaidValue(said="unreadable"),)


def test_a_garbled_day_is_read_only_as_far_as_it_makes_sense() -> None:
    assert read(FOUNDED, "2015年4个月6日") == (day("2015"),)


@pytest.mark.parametrize("printed", ["2024年1i月", "2024年1L月3日", "2O24年i月"])
def test_letters_that_are_no_digits_of_a_misread_date_stop_nothing(printed: str) -> None:
    """The case of letters does not count in English months; a digit that is read as a small i is no digit."""
    assert find_dates(printed)[0].readings[0] == PaperDate(year=2024)


def test_a_numeric_date_that_may_be_day_first_or_month_first_keeps_both() -> None:
    assert read(FOUNDED, "03/04/2022") == (day("2022-04-03"), day("2022-03-04"))


def test_a_numeric_date_with_a_day_over_twelve_has_one_reading() -> None:
    assert read(FOUNDED, "18/03/2022") == (day("2022-03-18"),)


def test_two_dates_in_one_answer_are_both_kept() -> None:
    assert read("excellence.introduced_on", "2018年引入，2020年全面推行") == (day("2018"), day("2020"))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_written_in_chinese_numerals_reads_back(when: date) -> None:
    def tens(number: int) -> str:
        ten, one = divmod(number, 10)
        return (("" if ten == 1 else _NUMERALS[ten]) + "十" if ten else "") + (_NUMERALS[one] if one or not ten else "")

    year = "".join(_NUMERALS[int(digit)] for digit in str(when.year))
    assert read(FOUNDED, f"{year}年{tens(when.month)}月{tens(when.day)}日") == (day(when.isoformat()),)


@pytest.mark.parametrize(
    ("printed", "starts", "ends", "open_end"),
    [
        ("2010年09月02日至2020年09月01日", "2010-09-02", "2020-09-01", ""),
        ("自2010年9月2日至2020年9月1日", "2010-09-02", "2020-09-01", ""),
        ("2015.06.01-2035.06.01", "2015-06-01", "2035-06-01", ""),
        ("2009.07—2014.05", "2009-07", "2014-05", ""),
        ("2026年6月1日至12日", "2026-06-01", "2026-06-12", ""),
        ("2026年6月29日至7月3日", "2026-06-29", "2026-07-03", ""),
        ("2010年9月2日至长期", "2010-09-02", None, "长期"),
        ("长期", None, None, "长期"),
        ("无固定期限", None, None, "长期"),
        ("2018年5月至今", "2018-05", None, "至今"),
        ("至2027年9月9日", None, "2027-09-09", ""),
    ],
)
def test_a_period_keeps_its_ends_and_the_word_for_an_open_one(
    printed: str, starts: str | None, ends: str | None, open_end: str
) -> None:
    expected = PeriodValue.model_validate({"starts": starts, "ends": ends, "open_end": open_end})
    assert read(TERM, printed) == (expected,)


@pytest.mark.parametrize(
    ("printed", "starts", "ends"),
    [
        ("自2024年1月15日起", "2024年1月15日", None),
        ("自2024年1月151至2029年1月14日", "2024年1月", "2029年1月14日"),  # 日 read as 1: the month is whole
        ("自2024年1月15日至2O29年1月14日", "2024年1月15日", "2029年1月14日"),
    ],
)
def test_the_ends_of_a_range_are_what_can_be_read_of_them(printed: str, starts: str, ends: str | None) -> None:
    found = read_range(printed)
    assert found is not None
    assert (str(found.starts), found.ends and str(found.ends)) == (starts, ends)


@pytest.mark.parametrize("printed", ["自2024年1月15日至20Z9年1月14日", "自2024年1月15日至　　年　月　日"])
def test_a_range_whose_end_cannot_be_read_is_not_one_without_an_end(printed: str) -> None:
    assert read_range(printed) is None


def test_a_date_field_takes_the_end_of_a_range_it_is_told_to_take() -> None:
    printed = "2024年9月10日至2027年9月9日"
    assert read("certificate.valid_until", printed, take="end") == (day("2027-09-09"),)
    assert read("publicity.starts_on", printed, take="start") == (day("2024-09-10"),)


def test_an_end_that_is_open_gives_no_date() -> None:
    assert read("certificate.valid_until", "2024年9月10日至长期", take="end") == (SaidValue(said="unreadable"),)


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("　　年　　月　　日", "blank"),
        ("____年__月__日", "blank"),
        ("（盖章）", "blank"),
        ("（盖章）　　年　月　日", "blank"),
        ("", "blank"),
        ("无", "none"),
        ("/", "none"),
        ("—", "none"),
        ("——", "none"),
        ("不适用", "none"),
        ("详见附件3", "elsewhere"),
        ("见附页", "elsewhere"),
        ("（详见证实性材料第12页）", "elsewhere"),
        ("保密", "withheld"),
    ],
)
def test_an_answer_without_a_value_is_read_as_what_it_is(printed: str, said: str) -> None:
    assert what_is_said(printed) == SaidValue.model_validate({"said": said})


@pytest.mark.parametrize("printed", ["见义勇为先进集体", "无锡市某某公司", "保密柜制造", "2019年　月　日"])
def test_a_value_that_only_begins_like_such_an_answer_is_a_value(printed: str) -> None:
    assert what_is_said(printed) is None


@pytest.mark.parametrize(
    ("printed", "unit", "yuan"),
    [
        ("12,845.67", "万元", "128456700"),
        ("12 345", "万元", "123450000"),
        ("１２３４５", "元", "12345"),
        ("1.23亿", "万元", "123000000"),
        ("1.23亿元", "万元", "123000000"),
        ("1,234.5 万元", "万元", "12345000"),
        ("-123.4", "万元", "-1234000"),
        ("－123.4", "万元", "-1234000"),
        ("(123.40)", "元", "-123.40"),
        ("（1,234,567.89）", "元", "-1234567.89"),
        ("约3000", "万元", "30000000"),
        ("人民币600000万元整", "", "6000000000"),
        ("人民币5000.0000万元整", "", "50000000"),
        ("3000.000000万人民币", "", "30000000"),
        ("5000万元人民币", "", "50000000"),
        ("伍仟万元整", "", "50000000"),
        ("陆佰万圆整", "", "6000000"),
        ("壹亿贰仟万元整", "", "120000000"),
        ("1000万元", "", "10000000"),
        ("0", "万元", "0"),
    ],
)
def test_money_is_yuan_whatever_unit_the_paper_prints(printed: str, unit: str, yuan: str) -> None:
    assert read(CAPITAL, printed, printed_unit=unit) == (AmountValue(amount=Decimal(yuan)),)


@pytest.mark.parametrize("printed", ["500万美元", "2023年: 3, 2024年: 4", "盈利", "1,23,4"])
def test_what_is_no_single_amount_in_the_money_of_the_field_is_unreadable(printed: str) -> None:
    assert read(CAPITAL, printed) == (SaidValue(said="unreadable"),)


def test_foreign_money_is_read_where_the_field_is_in_that_money() -> None:
    assert read(EXPORTS, "120.5", printed_unit="万美元") == (AmountValue(amount=Decimal(1205000)),)


@pytest.mark.parametrize(
    ("field", "printed", "number"),
    [
        ("finance.debt_ratio", "39.14%", "39.14"),
        ("finance.debt_ratio", "39.14", "39.14"),
        ("entity.employees", "426人", "426"),
        ("credit.penalties", "共 0 条", "0"),
        ("publicity.days", "五个工作日", "5"),
        ("publicity.days", "10个工作日", "10"),
    ],
)
def test_numbers_other_than_money_keep_their_unit(field: str, printed: str, number: str) -> None:
    assert read(field, printed) == (AmountValue(amount=Decimal(number)),)


@pytest.mark.parametrize(
    ("printed", "flag"),
    [("☑是　□否", True), ("□是　☑否", False), ("□ 是 √ 否", False), ("是☑ 否□", True), ("口是 √否", False),
     ("□√是 □否", True), ("是", True), ("否", False), ("无", False), ("√", True)],
)  # fmt: skip
def test_a_flag_follows_the_ticked_box(printed: str, flag: bool) -> None:
    assert read("entity.listed", printed) == (FlagValue(flag=flag),)


def test_boxes_of_which_none_is_ticked_are_blank_and_both_ticked_unreadable() -> None:
    assert read("entity.listed", "□是 □否") == (SaidValue(said="blank"),)
    assert read("entity.listed", "☑是 ☑否") == (SaidValue(said="unreadable"),)


def test_a_ticked_word_is_the_value_of_a_text_field() -> None:
    assert read("entity.size", "□大型　☑中型　□小型　□微型") == (TextValue(text="中型"),)


def test_a_ticked_yes_or_no_keeps_its_question() -> None:
    said = read("declaration.no_double", "□是　☑否", label="本年度是否同时申报区级政府质量奖")
    assert said == (TextValue(text="本年度是否同时申报区级政府质量奖：否"),)


def test_a_good_code_has_one_reading() -> None:
    assert read("entity.code", "9131 0104 MA1F R0X1 8T") == (TextValue(text="91310104MA1FR0X18T"),)


def test_a_misread_code_is_repaired_by_its_check_digit_and_keeps_what_was_read() -> None:
    """O for 0 twice and B for 8: one of the possible repairs alone passes."""
    values = read("entity.code", "9131O1O4MA1FR0X1BT")
    assert values == (TextValue(text="91310104MA1FR0X18T"), TextValue(text="9131O1O4MA1FR0X1BT"))


def test_a_code_that_no_repair_makes_pass_keeps_its_text() -> None:
    assert read("entity.code", "91310104MA1FR0X17T") == (TextValue(text="91310104MA1FR0X17T"),)


def test_a_name_loses_blanks_and_the_words_beside_the_seal_but_no_brackets_of_its_own() -> None:
    assert read("entity.name", "申江精密 机械(上海)有限公司（盖章）") == (
        TextValue(text="申江精密机械（上海）有限公司"),
    )


@pytest.mark.parametrize("dirt", [".", "·", "。", "• "])
def test_no_words_begin_with_a_dot(dirt: str) -> None:
    assert read("entity.name", f"{dirt}申江精密机械有限公司") == (TextValue(text="申江精密机械有限公司"),)
    assert read("entity.scope", f"{dirt}检测服务。") == (TextValue(text="检测服务。"),)


@given(
    st.sampled_from(sorted(catalogue())),
    st.text(max_size=24) | st.text("年月日0123二十至-—./()（）万亿元%，□☑√是否无", max_size=12),
)
def test_whatever_is_printed_the_value_has_the_type_of_its_field_or_is_an_answer(field: str, printed: str) -> None:
    assert {value.type for value in read(field, printed)} <= {catalogue()[field].type, "said"}
