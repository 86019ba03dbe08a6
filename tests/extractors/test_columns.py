"""Running text in columns is read down each column; labels and values beside each other are read in rows."""

from extractors.finding.columns import in_columns
from extractors.finding.prose import flow_of
from pipeline.model import Box, Line, Method, OnPage, Page, Reader

_WIDE = 0.02  # of a character, as a share of the page
_LEFT, _RIGHT = 0.08, 0.55  # two columns of twenty characters with a gutter of three and a half


def line(text: str, left: float, top: float) -> Line:
    right = left + _WIDE * sum(0.5 if character.isascii() else 1 for character in text)
    place = OnPage(page=1, box=Box(left=left, top=top, right=right, bottom=top + 0.015))
    return Line(text=text, place=place, method=Method.TEXT_LAYER, reader=Reader(name="测试", version="1"))


def beside(left: list[str], right: list[str], top: float = 0.2, at: float = _RIGHT) -> list[Line]:
    """Lines in rows, as a page is taken up: the left one of a row, then the right one."""
    found = []
    for number in range(max(len(left), len(right))):
        found += [line(left[number], _LEFT, top + 0.02 * number)] if number < len(left) else []
        found += [line(right[number], at, top + 0.02 * number)] if number < len(right) else []
    return found


def _texts(lines: list[Line]) -> list[str]:
    return [one.text for one in lines]


_A = ["甲" * 20, "乙" * 20, "丙" * 20, "公司注册地址为上海市虚构区华胥路一百", "零八号南柯大厦九层。"]
_B = ["丁" * 20, "戊" * 20, "己" * 20, "庚" * 20, "辛" * 20, "壬" * 12]


def test_each_column_is_read_from_its_head_to_its_foot() -> None:
    title, foot = (
        line("企业概况", 0.46, 0.1),
        line("本页由办公室编制，数据截至上一年度十二月三十一日，供评审委员会参阅。", 0.1, 0.4),
    )
    assert _texts(in_columns([title, *beside(_A, _B), foot])) == [title.text, *_A, *_B, foot.text]


def test_an_address_that_wraps_in_its_column_is_one_value() -> None:
    page = Page(number=1, lines=tuple(beside(_A, _B)))
    assert "上海市虚构区华胥路一百零八号南柯大厦九层" in flow_of([page]).text


def test_three_columns_are_read_one_after_the_other() -> None:
    first, second, third = ["甲" * 12] * 5, ["乙" * 12] * 5, ["丙" * 12] * 5
    rows = [
        line(text, left, 0.2 + 0.02 * number)
        for number, row in enumerate(zip(first, second, third, strict=True))
        for text, left in zip(row, (0.05, 0.36, 0.67), strict=True)
    ]
    assert _texts(in_columns(rows)) == [*first, *second, *third]


def test_labels_and_values_of_a_licence_stay_in_rows() -> None:
    left = ["名称", "类型", "法定代表人", "经营范围", "注册日期", "住所"]
    right = [
        "上海子虚精密仪器有限公司",
        "有限责任公司",
        "贾乙",
        "精密仪器的制造与销售",
        "2015年3月2日",
        "上海市虚构区华胥路1号",
    ]
    rows = beside(left, right)
    assert in_columns(rows) == rows


def test_two_fields_in_a_row_stay_in_rows() -> None:
    left = ["名称：上海子虚精密仪器有限公司", "类型：有限责任公司", "住所：上海市虚构区华胥路1号", "法定代表人：贾乙"]
    right = ["注册资本：五千万元整", "成立日期：2015年3月2日", "营业期限：长期", "登记机关：虚构区市场监督管理局"]
    rows = beside(left, right)
    assert in_columns(rows) == rows


def test_three_rows_beside_each_other_are_rows() -> None:
    rows = beside(_A[:3], _B[:3])
    assert in_columns(rows) == rows


def test_a_line_across_the_gutter_parts_what_stands_above_it_from_what_stands_below() -> None:
    across = line("二、主要产品与服务情况说明如下所列各项均经第三方核实", 0.2, 0.34)
    below = beside(_A, _B, top=0.37)
    found = _texts(in_columns([*beside(_A, _B), across, *below]))
    assert found == [*_A, *_B, across.text, *_A, *_B]


def test_lines_without_a_place_on_a_page_are_left_as_they_are() -> None:
    assert in_columns([]) == []
