"""A label and its value, wherever a paper prints the two."""

from collections.abc import Sequence

import pytest

from extractors.finding.fields import empty_labels, find
from extractors.finding.kinds import Kind, read_kind
from pipeline.model import (
    Box,
    Cell,
    InCell,
    InParagraph,
    Line,
    Method,
    OnPage,
    Page,
    Reader,
    Table,
)
from tests.extractors.by_hand import at
from tests.extractors.by_hand import page as by_place

_BY = Reader(name="测试", version="1")
_HIGH = 0.03

KIND = read_kind(
    "sample.toml",
    """
title = "样例"
glued = true
blanks = true
may_be_blank = ["编号"]
stops = ["编号", "登记机关", "法定代表人（签字）", "成立日期"]

[[fields]]
field = "entity.name"
labels = ["名称", "企业（组织）名称"]

[[fields]]
field = "entity.code"
labels = ["统一社会信用代码"]
below = true

[[fields]]
field = "entity.kind"
labels = ["类型"]

[[fields]]
field = "entity.representative"
labels = ["法定代表人"]

[[fields]]
field = "entity.address"
labels = ["住所"]

[[fields]]
field = "entity.scope"
labels = ["经营范围"]

[[fields]]
field = "entity.capital"
labels = ["注册资本"]

[[fields]]
field = "publicity.starts_on"
pattern = '公示时间:(?P<value>{range})'
take = "start"

[[fields]]
field = "recommendation.on"
labels = ["推荐意见"]
pattern = '(?P<value>{date})$'

[[fields]]
field = "declaration.on"
closing = "date"

[[fields]]
field = "declaration.by"
closing = "name"
""",
)


def line(text: str, left: float, top: float, right: float) -> Line:
    place = OnPage(page=1, box=Box(left=left, top=top, right=right, bottom=top + _HIGH))
    return Line(text=text, place=place, method=Method.OCR, reader=_BY, confidence=0.97)


def paragraphs(*texts: str) -> Page:
    lines = (
        Line(text=text, place=InParagraph(paragraph=at), method=Method.WORD, reader=_BY)
        for at, text in enumerate(texts, 1)
    )
    return Page(number=None, lines=tuple(lines))


def table(*rows: Sequence[tuple[str, int]]) -> Page:
    """A Word table; each cell is its text and how many columns it covers."""
    cells = []
    for row, texts in enumerate(rows, 1):
        column = 1
        for text, span in texts:
            place = InCell(table=1, row=row, column=column)
            cells.append(
                Cell(text=text, place=place, method=Method.WORD, reader=_BY, row=row, column=column, column_span=span)
            )
            column += span
    return Page(number=None, tables=(Table(cells=tuple(cells)),))


def found(page: Page, kind: Kind = KIND) -> dict[str, list[str]]:
    quotes: dict[str, list[str]] = {}
    for finding in find(kind, [page]):
        quotes.setdefault(finding.finder.field, []).append("（空）" if finding.empty else finding.snippet.quote)
    return quotes


def blanks(page: Page) -> list[str]:
    return [snippet.label for snippet in empty_labels(KIND, [page])]


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_value_stands_in_the_cell_to_the_right() -> None:
    page = table([("名　　称：", 1), ("申江精密机械（上海）有限公司", 3)])
    assert found(page) == {"entity.name": ["申江精密机械（上海）有限公司"]}


def test_brackets_in_a_label_may_be_there_or_not() -> None:
    assert found(table([("企业（组织）名称（公章）", 1), ("申江", 1)])) == {"entity.name": ["申江"]}
    assert found(table([("企业名称", 1), ("申江", 1)])) == {}


def test_label_and_value_may_share_a_cell() -> None:
    assert found(table([("法定代表人：贾明远", 2), ("住所：上海市徐汇区子虚路88号", 2)])) == {
        "entity.representative": ["贾明远"],
        "entity.address": ["上海市徐汇区子虚路88号"],
    }


def test_the_value_may_stand_two_cells_away_when_merging_left_an_empty_cell() -> None:
    assert found(table([("名称", 1), ("", 1), ("申江精密", 2)])) == {"entity.name": ["申江精密"]}


@pytest.mark.parametrize(("wide", "left_blank"), [(0.014, []), (0.016, ["名称"])])
def test_a_crack_beside_a_label_is_no_place_left_blank(wide: float, left_blank: list[str]) -> None:
    """A table on a scan, inside of a frame: between its right side and the frame nobody can write a letter."""
    edges = {1: (0.2, 0.5), 2: (0.5, 0.5 + wide)}
    cells = [
        Cell(
            text=text,
            place=OnPage(
                page=1, box=Box(left=edges[column][0], top=0.1 * row, right=edges[column][1], bottom=0.1 * row + 0.1)
            ),
            method=Method.OCR,
            reader=_BY,
            confidence=0.97,
            row=row,
            column=column,
        )
        for row, column, text in ((1, 1, "名称"), (1, 2, ""), (2, 1, "申江精密"), (2, 2, ""))
    ]
    assert blanks(Page(number=1, tables=(Table(cells=tuple(cells)),))) == left_blank


def test_an_empty_cell_before_the_next_label_is_empty() -> None:
    page = table([("名称", 1), ("", 1), ("住所", 1), ("上海市徐汇区", 1)])
    assert found(page) == {"entity.name": ["（空）"], "entity.address": ["上海市徐汇区"]}
    assert blanks(page) == ["名称"]


def test_a_cell_of_blanks_is_empty_and_an_answer_is_not() -> None:
    page = table([("名称", 1), ("　　", 1)], [("住所", 1), ("/", 1)])
    assert blanks(page) == ["名称"]


def test_what_the_office_fills_in_may_be_blank() -> None:
    assert blanks(table([("编号", 1), ("", 1)], [("成立日期", 1), ("　　年　　月　　日", 1)])) == ["成立日期"]


def test_a_heading_is_no_label_of_the_heading_beside_it() -> None:
    assert found(table([("名称", 1), ("类型", 1)], [("申江", 1), ("有限责任公司", 1)])) == {}


def test_a_label_written_downwards_is_a_label() -> None:
    page = table([("推\n荐\n意\n见", 1), ("同意推荐。\n（盖章）\n2026年6月24日", 1)])
    assert found(page) == {"recommendation.on": ["2026年6月24日"]}


def test_an_untouched_date_under_an_opinion_is_blank() -> None:
    page = table([("推荐意见", 1), ("同意推荐。\n（盖章）\n　　年　　月　　日", 1)])
    assert found(page) == {"recommendation.on": ["（空）"]}


def test_a_signature_is_not_the_name_of_the_representative() -> None:
    assert "entity.representative" not in found(table([("本单位承诺属实。\n法定代表人（签字）：贾明远", 4)]))


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_value_stands_to_the_right_on_the_same_band() -> None:
    page = Page(number=1, lines=(line("名称", 0.1, 0.2, 0.16), line("申江精密有限公司", 0.2, 0.205, 0.45)))
    assert found(page) == {"entity.name": ["申江精密有限公司"]}


def test_a_label_cut_into_two_characters_is_put_together() -> None:
    page = Page(
        number=1,
        lines=(line("名", 0.1, 0.2, 0.12), line("称", 0.15, 0.2, 0.17), line("申江精密有限公司", 0.2, 0.2, 0.45)),
    )
    assert found(page) == {"entity.name": ["申江精密有限公司"]}


def test_label_and_value_in_one_line_may_be_parted_by_a_blank_or_by_nothing() -> None:
    page = Page(number=1, lines=(line("名称 申江精密有限公司", 0.1, 0.2, 0.5), line("类型有限责任公司", 0.1, 0.3, 0.5)))
    assert found(page) == {"entity.name": ["申江精密有限公司"], "entity.kind": ["有限责任公司"]}


def test_without_the_mark_for_pictures_nothing_is_cut_from_the_middle_of_words() -> None:
    typed = KIND.model_copy(update={"slug": "typed", "glued": False})
    page = Page(number=1, lines=(line("类型有限责任公司", 0.1, 0.3, 0.5), line("名称 申江", 0.1, 0.2, 0.5)))
    assert found(page, typed) == {"entity.name": ["申江"]}


def test_two_labels_in_one_line_have_their_own_values() -> None:
    page = Page(number=1, lines=(line("名称：申江精密　　住所：上海市徐汇区", 0.1, 0.2, 0.9),))
    assert found(page) == {"entity.name": ["申江精密"], "entity.address": ["上海市徐汇区"]}


def test_an_address_that_wraps_does_not_swallow_the_other_column() -> None:
    page = Page(
        number=1,
        lines=(
            line("类型", 0.06, 0.38, 0.15),
            line("有限责任公司", 0.19, 0.38, 0.40),
            line("住所", 0.56, 0.38, 0.65),
            line("上海市徐汇区子虚路88号2幢", 0.66, 0.38, 0.92),
            line("301室", 0.66, 0.42, 0.72),
            line("法定代表人", 0.06, 0.45, 0.17),
            line("贾明远", 0.19, 0.45, 0.26),
            line("经营范围", 0.06, 0.53, 0.15),
            line("仪器仪表制造；", 0.19, 0.53, 0.40),
            line("仪器仪表销售。", 0.19, 0.57, 0.40),
            line("登记机关", 0.56, 0.70, 0.66),
        ),
    )
    assert found(page) == {
        "entity.kind": ["有限责任公司"],
        "entity.address": ["上海市徐汇区子虚路88号2幢\n301室"],
        "entity.representative": ["贾明远"],
        "entity.scope": ["仪器仪表制造；\n仪器仪表销售。"],
    }


def test_an_address_that_wraps_under_a_glued_label_aligns_with_the_value_and_not_with_the_label() -> None:
    page = Page(
        number=1,
        lines=(
            line("住所上海市徐汇区子虚路88号2幢", 0.56, 0.38, 0.92),
            line("301室", 0.61, 0.42, 0.67),
            line("不相干的一行", 0.56, 0.46, 0.70),
        ),
    )
    assert found(page) == {"entity.address": ["上海市徐汇区子虚路88号2幢\n301室"]}


def test_a_code_may_stand_under_its_label_and_the_title_beside_it_is_no_code() -> None:
    page = Page(
        number=1,
        lines=(
            line("统一社会信用代码", 0.06, 0.12, 0.20),
            line("营业执照", 0.36, 0.12, 0.63),
            line("91310104MA1FR0X18T", 0.06, 0.16, 0.29),
        ),
    )
    assert found(page) == {"entity.code": ["91310104MA1FR0X18T"]}


def test_the_number_beside_the_code_is_not_the_code() -> None:
    page = Page(
        number=1,
        lines=(line("编号：00000000202304110023", 0.7, 0.1, 0.95), line("统一社会信用代码", 0.06, 0.12, 0.20)),
    )
    assert "entity.code" not in found(page)


def test_lines_that_are_cells_of_a_table_are_not_read_twice() -> None:
    box = Box(left=0.1, top=0.2, right=0.5, bottom=0.25)
    cell = Cell(
        text="住所：上海市", place=OnPage(page=1, box=box), method=Method.TEXT_LAYER, reader=_BY, row=1, column=1
    )
    page = Page(number=1, lines=(line("住所：上海市", 0.15, 0.21, 0.4),), tables=(Table(cells=(cell,)),))
    assert found(page) == {"entity.address": ["上海市"]}


# ── paragraphs and running text ─────────────────────────────────────────────────────────────────────────────────────


def test_a_paragraph_may_be_numbered_before_its_label() -> None:
    assert found(paragraphs("一、企业（组织）名称（公章）：申江精密有限公司")) == {"entity.name": ["申江精密有限公司"]}


def test_words_under_a_label_on_a_page_are_no_blank_but_a_place_to_sign_is_none() -> None:
    """A declaration stands under its label where no rules were seen; the next label, or 盖章, is no answer."""
    label = at(0.12, 0.10, "名称：")
    assert blanks(by_place(label, at(0.14, 0.125, "本组织承诺所填内容真实有效"))) == []
    assert blanks(by_place(label, at(0.14, 0.125, "（盖章）　　年　月　日"))) == ["名称："]
    assert blanks(by_place(label, at(0.12, 0.125, "成立日期：2015年3月2日"))) == ["名称："]
    assert blanks(by_place(label)) == ["名称："]


def test_a_label_with_a_colon_and_nothing_behind_it_is_a_blank() -> None:
    assert blanks(paragraphs("名称：", "成立日期：　　年　　月　　日")) == ["名称：", "成立日期："]


def test_a_pattern_finds_its_words_across_the_lines_of_a_page() -> None:
    page = Page(
        number=1,
        lines=(line("五、公示时间：2026年6月", 0.1, 0.2, 0.9), line("1日至2026年6月12日", 0.1, 0.24, 0.5)),
    )
    assert found(page) == {"publicity.starts_on": ["2026年6月\n1日至2026年6月12日"]}


def test_a_pattern_does_not_run_from_one_paragraph_into_the_next() -> None:
    assert found(paragraphs("公示时间：2026年6月", "1日至2026年6月12日")) == {}


def test_the_close_of_a_paper_is_its_last_date_alone_and_the_body_above_it() -> None:
    page = paragraphs("我单位承诺：2026年5月1日起遵守。", "特此承诺。", "申江精密有限公司（盖章）", "2026年6月18日")
    assert found(page) == {"declaration.on": ["2026年6月18日"], "declaration.by": ["申江精密有限公司"]}


def test_a_date_whose_pieces_stand_on_one_band_closes_a_page() -> None:
    page = Page(
        number=1,
        lines=(line("2023年", 0.6, 0.8, 0.66), line("04月", 0.7, 0.8, 0.75), line("11日", 0.8, 0.8, 0.85)),
    )
    assert found(page) == {"declaration.on": ["2023年\n04月\n11日"]}


def test_a_date_beside_a_label_closes_nothing() -> None:
    page = Page(number=1, lines=(line("成立日期", 0.56, 0.38, 0.65), line("2012年03月15日", 0.68, 0.38, 0.81)))
    assert found(page) == {}
