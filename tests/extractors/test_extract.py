"""From readings to facts: every paper speaks for itself, and nothing chooses between two papers."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.extract import extract
from pipeline.catalogue import fault_of
from pipeline.model import (
    AmountValue,
    Box,
    Cell,
    DateValue,
    Disposition,
    Fact,
    FactSheet,
    FlagValue,
    InCell,
    InParagraph,
    Line,
    Media,
    Method,
    OnPage,
    Page,
    PaperDate,
    Problem,
    Reader,
    Reading,
    SaidValue,
    SourceFile,
    Table,
    TextValue,
    Value,
    canonical,
)

_BY = Reader(name="测试", version="1")
_NAME = "申江精密机械（上海）有限公司"


def line(
    text: str, left: float, top: float, right: float, *, page: int = 1, alternatives: tuple[str, ...] = ()
) -> Line:
    place = OnPage(page=page, box=Box(left=left, top=top, right=right, bottom=top + 0.02))
    return Line(text=text, place=place, method=Method.OCR, reader=_BY, confidence=0.9, alternatives=alternatives)


def sheet_of(*lines: Line, tables: tuple[Table, ...] = (), number: int = 1) -> Page:
    return Page(number=number, lines=lines, tables=tables)


def column(*texts: str, page: int = 1) -> Page:
    """A page of lines one under the other, far enough apart not to belong together."""
    return Page(
        number=page, lines=tuple(line(text, 0.1, 0.05 * at, 0.9, page=page) for at, text in enumerate(texts, 1))
    )


def word(*texts: str, tables: tuple[Table, ...] = ()) -> Page:
    lines = (
        Line(text=text, place=InParagraph(paragraph=at), method=Method.WORD, reader=_BY)
        for at, text in enumerate(texts, 1)
    )
    return Page(number=None, lines=tuple(lines), tables=tables)


def table(*rows: Sequence[str], number: int = 1) -> Table:
    return Table(
        cells=tuple(
            Cell(
                text=text,
                place=InCell(table=number, row=row, column=at),
                method=Method.WORD,
                reader=_BY,
                row=row,
                column=at,
            )
            for row, texts in enumerate(rows, 1)
            for at, text in enumerate(texts, 1)
        )
    )


def reading(*pages: Page, name: str = "甲.pdf", digit: str = "a") -> Reading:
    return Reading(file=SourceFile(sha256=digit * 64, names=(name,), size=1, media=Media.PDF), pages=pages)


def facts(sheet: FactSheet) -> dict[tuple[str, str], list[Value]]:
    found: dict[tuple[str, str], list[Value]] = {}
    for fact in sheet.facts:
        found.setdefault((fact.field, fact.key), []).append(fact.value)
    return found


def only(sheet: FactSheet, field: str) -> Fact:
    (fact,) = [fact for fact in sheet.facts if fact.field == field]
    return fact


def yuan(amount: str) -> AmountValue:
    return AmountValue(amount=Decimal(amount))


def day(text: str) -> DateValue:
    return DateValue(date=PaperDate.model_validate(text))


# ── one fact, two facts ─────────────────────────────────────────────────────────────────────────────────────────────


def credit(*lines: str, name: str = "信用.pdf", digit: str = "a") -> Reading:
    return reading(column("公共信用信息报告", *lines), name=name, digit=digit)


def test_the_same_value_twice_in_one_paper_is_one_fact_with_two_pieces_of_evidence() -> None:
    fact = only(extract("甲", [credit(f"主体名称：{_NAME}", f"企业名称：{_NAME}")]), "credit.subject")
    assert fact.value == TextValue(text=_NAME)
    assert [evidence.quote for evidence in fact.evidence] == [_NAME, _NAME]


def test_two_values_in_one_paper_are_two_facts() -> None:
    found = facts(extract("甲", [credit("报告生成日期：2026年06月10日", "生成时间：2026年06月11日")]))
    assert found["credit.made_on", ""] == [day("2026-06-10"), day("2026-06-11")]


def test_two_papers_never_share_a_fact() -> None:
    sheet = extract("甲", [credit(f"主体名称：{_NAME}"), credit(f"主体名称：{_NAME}", name="乙.pdf", digit="b")])
    assert [fact.document for fact in sheet.facts if fact.field == "credit.subject"] == [
        "a" * 12 + "-p1",
        "b" * 12 + "-p1",
    ]


def test_what_the_reader_might_also_have_read_is_kept_as_an_alternative() -> None:
    page = sheet_of(
        line("公共信用信息报告", 0.3, 0.1, 0.7),
        line("报告生成日期：2026年06月10日", 0.1, 0.3, 0.6, alternatives=("报告生成日期：2026年06月16日",)),
    )
    fact = only(extract("甲", [reading(page)]), "credit.made_on")
    assert (fact.value, fact.alternatives) == (day("2026-06-10"), (day("2026-06-16"),))


def test_the_quote_is_as_printed_and_the_value_is_our_reading() -> None:
    fact = only(extract("甲", [credit("统一社会信用代码：9131O1O4MA1FROX1BT")]), "credit.subject_code")
    assert fact.evidence[0].quote == "9131O1O4MA1FROX1BT"
    assert fact.readings == (TextValue(text="91310104MA1FR0X18T"), TextValue(text="9131O1O4MA1FROX1BT"))


def test_evidence_of_a_wrapped_value_covers_all_its_lines() -> None:
    page = sheet_of(
        line("营业执照", 0.4, 0.1, 0.6),
        line("登记机关", 0.6, 0.8, 0.7),
        line("住所", 0.5, 0.3, 0.55),
        line("上海市徐汇区子虚路88号2幢", 0.6, 0.3, 0.9),
        line("301室", 0.6, 0.33, 0.7),
    )
    (evidence,) = only(extract("甲", [reading(page)]), "entity.address").evidence
    assert evidence.place == OnPage(page=1, box=Box(left=0.6, top=0.3, right=0.9, bottom=0.35))
    assert evidence.confidence == 0.9


def test_what_readers_say_of_a_file_is_passed_on() -> None:
    problem = Problem(code="damaged_pdf", file="甲.pdf", what="打不开", next_step="请重新导出。")
    part = Disposition(file="a" * 64, part="第 1 页", read=False, how="损坏")
    read = reading().model_copy(update={"problems": (problem,), "dispositions": (part,)})
    sheet = extract("甲", [read])
    assert (sheet.package, sheet.problems, sheet.dispositions) == ("甲", (problem,), (part,))


def test_an_unknown_paper_is_listed_and_gives_no_facts() -> None:
    sheet = extract("甲", [reading(column("设备维护保养手册", "组织名称：申江精密"))])
    assert [document.kind for document in sheet.documents] == ["other"]
    assert sheet.facts == ()


def test_the_same_readings_give_the_same_bytes() -> None:
    readings = [credit(f"主体名称：{_NAME}", "报告生成日期：2026年06月10日")]
    assert canonical(extract("甲", readings)) == canonical(extract("甲", readings))


# ── the licence and the certificate ─────────────────────────────────────────────────────────────────────────────────


def licence(*lines: Line) -> FactSheet:
    head = (line("营业执照", 0.36, 0.12, 0.63), line("登记机关", 0.57, 0.73, 0.66))
    return extract("甲", [reading(sheet_of(*head, *lines))])


def test_the_date_at_the_foot_of_a_licence_is_its_issue_and_not_the_founding() -> None:
    sheet = licence(line("成立日期 2012年03月15日", 0.56, 0.38, 0.81), line("2023年04月11日", 0.68, 0.81, 0.85))
    assert only(sheet, "entity.founded").value == day("2012-03-15")
    assert only(sheet, "licence.issued_on").value == day("2023-04-11")


def test_a_licence_without_a_date_at_its_foot_has_no_issue_date() -> None:
    sheet = licence(line("成立日期", 0.56, 0.38, 0.65), line("2012年03月15日", 0.68, 0.38, 0.81))
    assert "licence.issued_on" not in {fact.field for fact in sheet.facts}


def test_the_printer_of_licence_forms_is_not_the_issuer() -> None:
    sheet = licence(line("国家市场监督管理总局监制", 0.79, 0.89, 0.94))
    assert "licence.issuer" not in {fact.field for fact in sheet.facts}


def test_the_number_of_a_licence_is_not_its_code() -> None:
    sheet = licence(line("证照编号：21907858", 0.8, 0.19, 0.93), line("编号：21907858", 0.8, 0.22, 0.93))
    assert [fact.field for fact in sheet.facts if "21907858" in fact.evidence[0].quote] == ["licence.number"]


def test_an_address_whose_label_was_not_read_is_still_found() -> None:
    sheet = licence(line("所上海市徐汇区子虚路88号2幢", 0.66, 0.45, 0.91), line("301室", 0.66, 0.48, 0.72))
    assert only(sheet, "entity.address").value == TextValue(text="上海市徐汇区子虚路88号2幢301室")


def certificate(*lines: str) -> FactSheet:
    return extract("甲", [reading(column("质量管理体系认证证书", *lines, "有效期至：2027年9月9日"))])


def test_the_facts_of_a_certificate_are_keyed_by_its_number() -> None:
    found = facts(certificate("证书编号：99924Q31826R3M", "首次发证日期：2015年9月10日", "发证日期：2024年9月6日"))
    assert found["certificate.first_issued", "99924Q31826R3M"] == [day("2015-09-10")]
    assert found["certificate.issued_on", "99924Q31826R3M"] == [day("2024-09-06")]
    assert found["certificate.valid_until", "99924Q31826R3M"] == [day("2027-09-09")]


def test_a_certificate_whose_number_is_lost_is_keyed_by_its_document() -> None:
    found = facts(certificate("首次发证日期：2015年9月10日"))
    assert ("certificate.first_issued", "a" * 12 + "-p1") in found


def test_the_validity_of_a_certificate_may_be_printed_as_a_range() -> None:
    found = facts(certificate("证书编号：1234567", "有效期：2024年9月10日至2027年9月9日"))
    assert found["certificate.valid_until", "1234567"] == [day("2027-09-09")]


def test_dates_may_stand_in_a_row_under_their_labels() -> None:
    page = sheet_of(
        line("质量管理体系认证证书", 0.2, 0.1, 0.8),
        line("证书编号：1234567", 0.3, 0.2, 0.6),
        line("初次获证日期", 0.1, 0.7, 0.25),
        line("发证日期", 0.4, 0.7, 0.5),
        line("有效期至", 0.7, 0.7, 0.8),
        line("2015-09-10", 0.1, 0.73, 0.24),
        line("2024-09-06", 0.39, 0.73, 0.52),
        line("2027-09-09", 0.69, 0.73, 0.82),
    )
    found = facts(extract("甲", [reading(page)]))
    assert found["certificate.first_issued", "1234567"] == [day("2015-09-10")]
    assert found["certificate.issued_on", "1234567"] == [day("2024-09-06")]
    assert found["certificate.valid_until", "1234567"] == [day("2027-09-09")]


def test_a_sentence_that_begins_like_a_label_is_no_value() -> None:
    found = facts(certificate("证书编号：1234567", "有效期内须接受监督审核，经审核合格方为有效。"))
    assert found["certificate.valid_until", "1234567"] == [day("2027-09-09")]


def test_a_validity_printed_as_a_length_is_unreadable_without_a_day_of_issue() -> None:
    sheet = extract("甲", [reading(column("质量管理体系认证证书", "证书编号：1234567", "有效期：三年"))])
    assert facts(sheet)["certificate.valid_until", "1234567"] == [SaidValue(said="unreadable")]


@pytest.mark.parametrize("printed", ["GB/T 19001-2016/ISO 9001:2015", "GB/T19001-2016/1S09001:2015"])
def test_the_standard_is_found_however_ocr_spells_iso(printed: str) -> None:
    fact = only(certificate("证书编号：1234567", "质量管理体系符合标准", printed), "certificate.standard")
    assert fact.evidence[0].quote == printed


# ── figures by year ─────────────────────────────────────────────────────────────────────────────────────────────────

_INCOME = (
    ("项　　目", "行次", "本年金额", "上年金额"),
    ("一、营业收入", "1", "346,820,700.00", "302,159,600.00"),
    ("　　减：营业成本", "2", "200,000,000.00", "180,000,000.00"),
    ("二、营业利润（亏损以“－”号填列）", "10", "68,289,000.00", "-1,195,900.00"),
    ("三、利润总额（亏损总额以“－”号填列）", "13", "68,705,200.00", "(1,558,500.00)"),
    ("四、净利润（净亏损以“－”号填列）", "15", "58,399,400.00", ""),
)


def test_an_income_statement_gives_its_year_and_the_year_before() -> None:
    page = sheet_of(
        line("利 润 表", 0.4, 0.05, 0.6),
        line("2025年度", 0.4, 0.1, 0.6),
        line("单位：人民币元", 0.7, 0.12, 0.9),
        tables=(table(*_INCOME),),
    )
    found = facts(extract("甲", [reading(page)]))
    assert found["finance.revenue", "2025"] == [yuan("346820700")]
    assert found["finance.revenue", "2024"] == [yuan("302159600")]
    assert found["finance.operating_profit", "2024"] == [yuan("-1195900")]
    assert found["finance.profit_total", "2024"] == [yuan("-1558500")]
    assert found["finance.profit_net", "2025"] == [yuan("58399400")]
    assert ("finance.profit_net", "2024") not in found


def test_a_statement_in_thousands_is_brought_to_yuan() -> None:
    page = sheet_of(
        line("利润表", 0.4, 0.05, 0.6),
        line("2025年度", 0.4, 0.1, 0.6),
        line("单位：千元", 0.7, 0.12, 0.9),
        tables=(table(("项目", "本期金额", "上期金额"), ("三、利润总额", "68,705.2", "1,000")),),
    )
    found = facts(extract("甲", [reading(page)]))
    assert found["finance.profit_total", "2025"] == [yuan("68705200")]


def test_a_scanned_statement_without_ruled_cells_is_read_by_where_its_figures_stand() -> None:
    page = sheet_of(
        line("利润表", 0.4, 0.05, 0.6),
        line("2025年度", 0.45, 0.1, 0.55),
        line("项目", 0.2, 0.2, 0.3),
        line("本年金额", 0.55, 0.2, 0.65),
        line("上年金额", 0.8, 0.2, 0.9),
        line("一、营业收入", 0.1, 0.25, 0.3),
        line("346,820,700.00", 0.6, 0.25, 0.72),
        line("302,159,600.00", 0.85, 0.25, 0.97),
        line("三、利润总额（亏损总额以“－”号填列）", 0.1, 0.3, 0.5),
        line("-1,195,900.00", 0.86, 0.3, 0.97),
    )
    found = facts(extract("甲", [reading(page)]))
    assert found["finance.revenue", "2025"] == [yuan("346820700")]
    assert found["finance.revenue", "2024"] == [yuan("302159600")]
    assert found["finance.profit_total", "2024"] == [yuan("-1195900")]
    assert ("finance.profit_total", "2025") not in found


def test_a_balance_sheet_in_two_halves_keeps_them_apart() -> None:
    page = sheet_of(
        line("资产负债表", 0.4, 0.05, 0.6),
        line("2025年度", 0.4, 0.1, 0.6),
        tables=(
            table(
                ("资产", "期末余额", "年初余额", "负债和所有者权益", "期末余额", "年初余额"),
                ("资产总计", "900.00", "800.00", "负债合计", "300.00", "250.00"),
            ),
        ),
    )
    found = facts(extract("甲", [reading(page)]))
    assert found["finance.assets", "2025"] == [yuan("900")]
    assert found["finance.assets", "2024"] == [yuan("800")]
    assert found["finance.liabilities", "2025"] == [yuan("300")]
    assert found["finance.liabilities", "2024"] == [yuan("250")]


@pytest.mark.parametrize(
    ("printed", "found_there"),
    [
        ("所有者权益合计", True),
        ("所有社权益合计", True),  # one character of seven, under a seal
        ("所有社权溢合计", False),
        ("利润总额（亏损总额以“－", True),  # the end of the bracket was not read
        ("利润总题", False),  # of a short label each character counts
        ("利润总题（亏损总额以“－", True),  # unless the bracket behind it names the row a second time
        ("利民总题（亏损总额以“－", True),
        ("利民怎题（亏损总额以“－", False),  # and half of it can be read
        ("利润总题（净亏损以“－", False),  # and both name the same row
        ("负值和所有者标益总计", True),  # one character in five
        ("负值和所有者标溢总计", False),
    ],
)
def test_the_label_of_a_row_on_a_picture_is_known_by_most_of_its_characters(printed: str, *, found_there: bool) -> None:
    page = sheet_of(
        line("利润表", 0.4, 0.05, 0.6),
        line("2025年度", 0.45, 0.1, 0.55),
        line("净利润", 0.1, 0.15, 0.2),
        line("项目", 0.2, 0.2, 0.3),
        line("本年金额", 0.55, 0.2, 0.65),
        line("上年金额", 0.8, 0.2, 0.9),
        line(printed, 0.1, 0.3, 0.5),
        line("1,195,900.00", 0.55, 0.3, 0.68),
    )
    figures = {field for field, _ in facts(extract("甲", [reading(page)])) if field.startswith("finance")}
    assert bool(figures) is found_there


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("本期金额", {"2025", "2024"}),
        ("本期金顿", {"2025", "2024"}),  # one character misread
        ("本斯金顿", set()),
        ("年期金额", set()),  # 本期 or 上期: which year it is nobody can tell
    ],
)
def test_the_heading_of_a_year_may_have_one_character_misread(heading: str, years: set[str]) -> None:
    page = sheet_of(
        line("利润表", 0.4, 0.05, 0.6),
        line("2025年度", 0.45, 0.1, 0.55),
        line(heading, 0.55, 0.2, 0.65),
        line("上期金额", 0.8, 0.2, 0.9),
        line("利润总额", 0.1, 0.3, 0.3),
        line("1,195,900.00", 0.55, 0.3, 0.68),
        line("1,095,900.00", 0.8, 0.3, 0.93),
    )
    found = facts(extract("甲", [reading(page)]))

    assert {key for field, key in found if field == "finance.profit_total"} == years


def test_in_a_text_layer_a_label_is_what_is_printed() -> None:
    page = word("利润表", "2025年度", tables=(table(("项目", "本年金额", "上年金额"), ("所有社权益合计", "9", "8")),))
    assert not [field for field, _ in facts(extract("甲", [reading(page)])) if field.startswith("finance")]


@pytest.mark.parametrize("heads", [("期末余额", "年初余额"), ("2024年12月31日", "2023年12月31日")])
def test_a_balance_sheet_that_came_alone_is_of_the_year_that_ends_on_its_day(heads: tuple[str, str]) -> None:
    """A page of a report photographed by itself: no page before it says 2024年度, and it is signed on no day."""
    made = table(("项目", *heads), ("资产总计", "900.00", "800.00"), ("负债合计", "300.00", "250.00"))
    page = sheet_of(line("资产负债表", 0.4, 0.05, 0.6), line("2024年12月31日", 0.4, 0.1, 0.6), tables=(made,))
    found = facts(extract("甲", [reading(page)]))
    assert found["finance.assets", "2024"] == [yuan("900")]
    assert found["finance.assets", "2023"] == [yuan("800")]
    assert "audit.signed_on" not in {field for field, _ in found}


def balance(*rows: tuple[str, ...], method: Method = Method.OCR) -> dict[tuple[str, str], list[Value]]:
    heads = ("资产", "期末余额", "负债和所有者权益", "期末余额")
    made = table(heads, *rows)
    cells = tuple(cell.model_copy(update={"method": method}) for cell in made.cells)
    page = sheet_of(line("资产负债表", 0.4, 0.05, 0.6), line("2025年度", 0.4, 0.1, 0.6), tables=(Table(cells=cells),))
    return facts(extract("甲", [reading(page)]))


def test_a_total_read_in_two_ways_is_the_one_its_other_side_adds_up_to() -> None:
    """560 of debt and 340 of equity are 900; 980 is 900 with a digit misread, and no fact of its own."""
    rows = (("无", "", "负债合计", "560.00"), ("无", "", "所有者权益合计", "340.00"))
    assert balance(*rows, ("资产总计", "980.00", "资产总计", "900.00"))["finance.assets", "2025"] == [yuan("900")]


def test_totals_that_differ_in_print_or_in_more_than_a_digit_both_stand() -> None:
    rows = (("无", "", "负债合计", "560.00"), ("无", "", "所有者权益合计", "340.00"))
    totals = ("资产总计", "980.00", "资产总计", "900.00")
    printed = balance(*rows, totals, method=Method.TEXT_LAYER)
    assert printed["finance.assets", "2025"] == [yuan("980"), yuan("900")]
    far = balance(*rows, ("资产总计", "981.00", "资产总计", "900.00"))
    assert far["finance.assets", "2025"] == [yuan("981"), yuan("900")]
    open_ = balance(rows[0], totals)
    assert open_["finance.assets", "2025"] == [yuan("980"), yuan("900")]


def test_a_heading_does_not_reach_into_a_column_whose_own_was_lost() -> None:
    """Glare took 期末余额 of the left half: its figures are of no year that anybody knows, the right half's are."""
    heads = ("资产", "上年年末余额", "期末余额", "负债和所有者权益", "上年年末余额", "期末余额")
    row = ("资产总计", "800.00", "900.00", "负债合计", "250.00", "300.00")
    made = table(heads, row)
    cells = tuple(cell for cell in made.cells if (cell.row, cell.column) not in {(1, 3), (1, 4)})
    page = sheet_of(line("资产负债表", 0.4, 0.05, 0.6), line("2025年度", 0.4, 0.1, 0.6), tables=(Table(cells=cells),))
    found = facts(extract("甲", [reading(page)]))

    assert found["finance.assets", "2024"] == [yuan("800")]
    assert ("finance.assets", "2025") not in found
    assert found["finance.liabilities", "2024"] == [yuan("250")]
    assert found["finance.liabilities", "2025"] == [yuan("300")]


def test_the_label_of_a_row_under_a_seal_is_what_else_its_ink_may_say() -> None:
    rows = (("资产总计", "900.00", "800.00"), ("负债合计", "560.00", "500.00"), ("所有意权益合计", "340.00", "300.00"))
    made = table(("项目", "2025年度", "2024年度"), *rows)
    cells = tuple(
        cell.model_copy(update={"alternatives": ("所有者权益合计",)}) if cell.text == "所有意权益合计" else cell
        for cell in made.cells
    )
    page = sheet_of(line("资产负债表", 0.4, 0.05, 0.6), line("2025年度", 0.4, 0.1, 0.6), tables=(Table(cells=cells),))
    found = facts(extract("甲", [reading(page)]))
    assert found["finance.equity", "2025"] == [yuan("340")]


@pytest.mark.parametrize(
    ("words", "flag"), [("我们审计了申江精密有限公司财务报表。", True), ("以下报表未经审计，仅供参考。", False)]
)
def test_an_unaudited_statement_is_no_audited_one(words: str, flag: bool) -> None:
    sheet = extract("甲", [reading(column("审计报告", "2025年度", "财务报表", words))])
    assert only(sheet, "audit.audited").value == FlagValue(flag=flag)


# ── the form ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_date_of_an_audit_report_is_that_of_the_signature_and_not_of_the_balance() -> None:
    """The statements behind the opinion have dates of their own."""
    opinion = column("审计报告", "2024年度", "我们审计了财务报表。", "某会计师事务所", "2025年3月24日")
    balance = column("资产负债表", "2024年12月31日", "资产总计 100", "2024年12月31日", page=2)
    sheet = extract("甲", [reading(opinion, balance)])

    assert [fact.value for fact in sheet.facts if fact.field == "audit.signed_on"] == [day("2025-03-24")]


_FAIR = "后附的财务报表在所有重大方面按照企业会计准则的规定编制，公允反映了该公司的财务状况。"


@pytest.mark.parametrize(
    ("sentence", "opinion"),
    [
        (f"我们认为，{_FAIR}", "无保留意见"),
        (f"我们认为，除“形成保留意见的基础”部分所述事项产生的影响外，{_FAIR}", "保留意见"),
    ],
)
def test_a_qualified_opinion_is_never_also_an_unqualified_one(sentence: str, opinion: str) -> None:
    """除……外 changes the whole sentence."""
    sheet = extract("甲", [reading(column("审计报告", "2024年度", "我们审计了财务报表。", sentence))])

    assert [fact.value for fact in sheet.facts if fact.field == "audit.opinion"] == [TextValue(text=opinion)]


def form(*texts: str, tables: tuple[Table, ...] = ()) -> FactSheet:
    return extract("甲", [reading(word("上海市政府质量奖申报表", *texts, tables=tables), name="表.docx")])


def test_indicator_years_may_run_in_either_order_and_each_row_has_its_own_unit() -> None:
    indicators = table(
        ("序号", "项目", "单位", "2025年", "2024年", "本市同行业排名"),
        ("1", "主营业务收入", "万元", "34,682.07", "30,215.96", "2"),
        ("2", "资产负债率", "%", "35.83", "36.97", "/"),
        ("3", "创汇总额", "万美元", "12.5", "—", "/"),
        ("4", "全员劳动生产率", "万元/人", "81.4", "79.2", "1"),
    )
    found = facts(form(tables=(indicators,)))
    assert found["finance.main_revenue", "2025"] == [yuan("346820700")]
    assert found["finance.main_revenue", "2024"] == [yuan("302159600")]
    assert found["finance.debt_ratio", "2025"] == [yuan("35.83")]
    assert found["finance.exports", "2025"] == [yuan("125000")]
    assert found["finance.exports", "2024"] == [SaidValue(said="none")]
    assert found["finance.other", "2025·全员劳动生产率"] == [TextValue(text="81.4")]


def test_an_empty_indicator_is_a_blank_that_names_its_row_and_year() -> None:
    found = facts(form(tables=(table(("项目", "单位", "2025年", "2024年"), ("利润总额", "万元", "100", "")),)))
    assert found["form.blank", "利润总额（2024年）"] == [TextValue(text="利润总额（2024年）")]
    assert ("finance.profit_total", "2024") not in found


def test_a_number_that_looks_like_a_year_is_no_heading() -> None:
    found = facts(form(tables=(table(("注册资本（万元）", "2000"), ("所属行业", "量具制造"), ("级别", "市级")),)))
    assert found["entity.capital", ""] == [yuan("20000000")]
    assert not [field for field, _ in found if field.startswith("finance.")]


def test_the_unit_of_an_amount_may_stand_in_its_label() -> None:
    found = facts(form(tables=(table(("注册资本（万元）", "5000", "成立日期", "2012年3月15日")),)))
    assert found["entity.capital", ""] == [yuan("50000000")]
    assert found["entity.founded", ""] == [day("2012-03-15")]


def test_an_empty_place_beside_a_label_is_both_a_blank_field_and_a_blank_of_the_form() -> None:
    found = facts(form(tables=(table(("所属行业", "", "主导产品（服务）", "量具")),)))
    assert found["entity.industry", ""] == [SaidValue(said="blank")]
    assert found["form.blank", "所属行业"] == [TextValue(text="所属行业")]


def test_a_number_that_a_narrow_cell_broke_is_the_number_on_the_certificate() -> None:
    heads = ("体系名称", "证书编号", "首次获证日期")
    systems = table(heads, ("质量管理体系", "99924Q31826R3M\n/9100", "2015.09.10"))
    found = facts(form(tables=(systems,)))
    assert found["certificate.number", "99924Q31826R3M/9100"] == [TextValue(text="99924Q31826R3M/9100")]
    assert found["certificate.first_issued", "99924Q31826R3M/9100"] == [day("2015-09-10")]


def test_certificates_and_honours_in_the_form_are_records_of_the_form() -> None:
    systems = table(
        ("体系名称", "标准号", "认证机构", "证书编号", "首次获证日期", "有效期至"),
        ("质量管理体系", "GB/T 19001-2016", "蓬莱认证中心", "99924Q31826R3M", "2015.09.10", "2027.09.09"),
        ("环境管理体系", "GB/T 24001-2016", "蓬莱认证中心", "99924E11826R1M", "2019.10", "2027.09.09"),
    )
    honours = table(
        ("荣誉名称", "级别", "授予单位", "获得时间"), ("“专精特新”中小企业", "市级", "某委", "2023年3月"), number=2
    )
    sheet = form(tables=(systems, honours))
    found = facts(sheet)
    assert found["certificate.first_issued", "99924Q31826R3M"] == [day("2015-09-10")]
    assert found["certificate.first_issued", "99924E11826R1M"] == [day("2019-10")]
    assert found["honour.awarded_on", "“专精特新”中小企业"] == [day("2023-03")]
    assert {fact.kind for fact in sheet.facts} == {"application_form"}


def test_a_ticked_no_to_an_earlier_award_is_an_answer_and_no_award() -> None:
    found = facts(form(tables=(table(("五年内是否获得过上海市质量金奖", "□是　☑否")),)))
    assert found["winner.award", "五年内是否获得过上海市质量金奖"] == [SaidValue(said="none")]


def test_a_post_in_brackets_is_no_part_of_a_name() -> None:
    assert facts(form(tables=(table(("最高管理者", "贾明远（总经理）")),)))["entity.top_manager", ""] == [
        TextValue(text="贾明远")
    ]


# ── letters ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_appointment_gives_name_number_body_and_date() -> None:
    found = facts(
        extract(
            "甲",
            [
                reading(
                    column(
                        "申精质〔2019〕2号",
                        "关于任命首席质量官的通知",
                        "经研究决定，任命甄思齐同志为公司首席质量官。",
                        _NAME,
                        "二〇一九年一月八日",
                    )
                )
            ],
        )
    )
    assert found == {
        ("officer.name", ""): [TextValue(text="甄思齐")],
        ("officer.appointed_by", ""): [TextValue(text="申精质〔2019〕2号")],
        ("officer.appointer", ""): [TextValue(text=_NAME)],
        ("officer.appointed_on", ""): [day("2019-01-08")],
    }


def test_a_notice_gives_both_ends_of_its_publicity() -> None:
    found = facts(
        extract("甲", [reading(word("内部公示", "公示时间：2026年6月1日至6月12日", "公示期间有异议请反映。"))])
    )
    assert found["publicity.starts_on", ""] == [day("2026-06-01")]
    assert found["publicity.ends_on", ""] == [day("2026-06-12")]


@pytest.mark.parametrize(
    ("words", "result"),
    [("公示期内，未收到任何异议，公示无异议。", "无异议"), ("公示期内，收到异议2条，已核实。", "收到异议2条")],
)
def test_a_statement_says_whether_anyone_objected(words: str, result: str) -> None:
    fact = only(extract("甲", [reading(column("公示情况说明", words))]), "publicity.result")
    assert fact.value == TextValue(text=result)


def test_a_report_that_names_two_beginnings_of_excellence_gives_both() -> None:
    report = word("自我评价报告", "公司2018年导入卓越绩效模式。", "自2020年3月起全面推行卓越绩效管理。")
    found = facts(extract("甲", [reading(report)]))
    assert found["excellence.introduced_on", ""] == [day("2018"), day("2020-03")]


def test_every_fact_keeps_to_the_catalogue() -> None:
    sheet = certificate("证书编号：99924Q31826R3M", "首次发证日期：2015年9月10日")
    assert [fault_of(fact) for fact in sheet.facts] == [""] * len(sheet.facts)


_PRINTED = st.lists(
    st.sampled_from(
        [
            "有效期至",
            "证书编号",
            "：",
            "2019年3月18日",
            "　",
            "无",
            "",
            "认证机构",
            "兹证明",
            _NAME,
            "（盖章）",
            "发证日期",
        ]
    )
).map("".join)


@settings(deadline=None)  # how long it takes is the machine's affair, not a promise of this test
@given(st.lists(st.tuples(_PRINTED, st.floats(0, 0.8), st.floats(0, 0.9)), max_size=12))
def test_no_arrangement_of_words_breaks_the_reading_or_the_catalogue(words: list[tuple[str, float, float]]) -> None:
    head = line("质量管理体系认证证书", 0.2, 0.0, 0.8)
    lines = [line(text, left, top, left + 0.2) for text, left, top in words]
    sheet = extract("甲", [reading(sheet_of(head, line("证书编号：1", 0.8, 0.95, 0.9), *lines))])
    assert [fault_of(fact) for fact in sheet.facts] == [""] * len(sheet.facts)


def test_what_a_file_hides_states_nothing() -> None:
    """A person who opens the form sees an empty cell; a hidden date in it is no answer."""
    form = table(("申报单位名称", _NAME), ("成立日期", "2012年3月15日"))
    *rest, told = form.cells
    hidden = Table(cells=(*rest, told.model_copy(update={"method": Method.HIDDEN})))

    assert only(extract("甲", [reading(word("上海市政府质量奖申报表", tables=(form,)))]), "entity.founded")
    found = extract("甲", [reading(word("上海市政府质量奖申报表", tables=(hidden,)))])
    assert [fact for fact in found.facts if fact.field == "entity.founded" and fact.value.type == "date"] == []
