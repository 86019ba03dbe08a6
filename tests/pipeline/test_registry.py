"""Registers are read whole or not at all, and everything that is wrong with them is told at once."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.columns import Colour, Grade, Measure, Reason
from pipeline.errors import BadRegisters, BadSettings
from pipeline.registers import Registers, ReplySource, Source, Sources
from pipeline.registry import read_registers
from pipeline.replies import Counted, Heading, Opinion
from pipeline.settings import read_office
from pipeline.value import PaperDate

CODE = "91310104MA1FR0X18T"
WINNERS = "单位名称/姓名,统一社会信用代码,奖项,获奖日期\n"


def csv(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder


def xlsx(folder: Path, name: str, rows: Sequence[Sequence[object]], *, sheets: Sequence[str] = ("名单",)) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(folder / name)
    return folder


def faults(sources: Sources, folder: Path) -> str:
    with pytest.raises(BadRegisters) as caught:
        read_registers(sources, folder)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_list_is_read_in_every_encoding_a_chinese_spreadsheet_saves(tmp_path: Path, encoding: str) -> None:
    """The row keeps its number in the sheet, what stood in each cell and in which column."""
    csv(tmp_path, "w.csv", WINNERS + f"上海子虚精密仪器有限公司,{CODE},上海市质量金奖,2023年9月\n", encoding)

    register = read_registers(Sources(winners=Source(file="w.csv")), tmp_path).winners

    assert register is not None
    (row,) = register.rows
    assert (row.row, row.name, row.code, row.award) == (2, "上海子虚精密仪器有限公司", CODE, "上海市质量金奖")
    assert row.won_on == PaperDate(year=2023, month=9)
    assert (row.columns["won_on"], row.quotes["won_on"]) == (4, "2023年9月")
    assert (register.table, len(register.sha256)) == (1, 64)


def test_a_workbook_may_carry_a_title_and_columns_that_say_nothing(tmp_path: Path) -> None:
    """Rows are counted as the spreadsheet shows them; a date cell is its day; 序号 and 备注 are left alone."""
    rows = [
        ("历届获奖名单",),
        ("序号", "企业名称", "统一社会信用代码", "奖项", "获奖日期", "备注（内部）"),
        (1, "甲公司", CODE, "上海市质量金奖", datetime(2021, 9, 1, tzinfo=None), "x"),  # noqa: DTZ001 - a spreadsheet's date
        (),
        (2, "乙公司", None, "上海市市长质量奖", 2019, None),
    ]
    register = read_registers(Sources(winners=Source(file="w.xlsx")), xlsx(tmp_path, "w.xlsx", rows)).winners

    assert register is not None
    assert [(row.row, row.name, row.code) for row in register.rows] == [(3, "甲公司", CODE), (5, "乙公司", "")]
    assert [str(row.won_on) for row in register.rows] == ["2021年9月1日", "2019年"]


def test_every_register_has_its_columns(tmp_path: Path) -> None:
    """One row of each, as an office would write it."""
    csv(tmp_path, "r.csv", "单位名称/姓名,奖项,处理,原因,决定日期,发现日期\n甲,金奖,撤销,弄虚作假,2022-05-01,\n")
    csv(tmp_path, "o.csv", "单位名称/姓名,申报年度,奖项\n甲,2026,徐汇区质量奖\n")
    csv(tmp_path, "s.csv", "单位名称/姓名,颜色,查询日期\n甲,绿色,2026/6/1\n")
    csv(tmp_path, "l.csv", "单位名称/姓名,评价年度,档次\n甲,2025,A档\n")
    head = [Heading.APPLICANT, Heading.BUREAU, Heading.MATTER, Heading.SINCE, Heading.UNTIL, Heading.OPINION]
    csv(
        tmp_path,
        "b.csv",
        ",".join(head) + "\n甲,应急管理局,近5年无重大事故；16.3-complaints,2021-06-30,2026-06-30,无记录\n",
    )
    told = read_registers(
        Sources(
            revocations=Source(file="r.csv"),
            other_level=Source(file="o.csv"),
            supervision=Source(file="s.csv"),
            land=Source(file="l.csv"),
            replies=ReplySource(file="b.csv"),
        ),
        tmp_path,
    )

    assert list(told.supplied()) == ["revocations", "other_level", "supervision", "land", "replies"]
    assert told.revocations
    assert told.other_level
    assert told.supervision
    assert told.land
    assert told.replies
    assert (told.revocations.rows[0].measure, told.revocations.rows[0].reason) == (Measure.REVOKED, Reason.FRAUD)
    assert told.revocations.rows[0].found_on is None
    assert told.other_level.rows[0].year == 2026
    assert (told.supervision.rows[0].colour, told.supervision.rows[0].checked_on) == (Colour.GREEN, date(2026, 6, 1))
    assert told.land.rows[0].grade is Grade.A
    reply = told.replies.rows[0]
    assert (reply.opinion, reply.counted, reply.matters) == (
        Opinion.CLEAN,
        Counted.OPEN,
        ("近5年无重大事故", "16.3-complaints"),
    )
    assert (reply.since, reply.until, reply.replied_on) == (date(2021, 6, 30), date(2026, 6, 30), None)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """Each with its file, row, column and what may stand there."""
    csv(tmp_path, "w.csv", WINNERS + "甲,123,金奖,明年\n,,金奖,2023-02-30\n")
    csv(tmp_path, "s.csv", "单位名称/姓名,颜色,查询日期\n甲,紫,2026年6月\n")

    told = faults(Sources(winners=Source(file="w.csv"), supervision=Source(file="s.csv")), tmp_path)

    assert "历届获奖名单 w.csv：第 2 行第 2 列“统一社会信用代码”：123，应为 18 位" in told
    assert "第 2 行第 4 列“获奖日期”：明年，应写成 2024-05-18" in told
    assert "第 3 行第 1 列“单位名称/姓名”：没有填写" in told
    assert "第 3 行第 4 列“获奖日期”" in told
    assert "监管警示系统查询结果 s.csv：第 2 行第 2 列“颜色”：不能写 紫，可用：绿、黄、橙、红、灰、黑" in told
    assert "第 2 行第 3 列“查询日期”：2026年6月，应写到日" in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "没有找到表头，应有：单位名称/姓名（必填）"),
        ("单位名称/姓名,奖项\n甲,金奖\n", "第 1 行：缺少列 获奖日期"),
        (
            "单位名称/姓名,统一社会信用号码,奖项,获奖日期\n",
            "第 1 行第 2 列：没有“统一社会信用号码”这一列，可用：单位名称/姓名",
        ),
        ("单位名称/姓名,企业名称,奖项,获奖日期\n", "第 1 行第 2 列：“企业名称”一列重复"),
        ('单位名称/姓名,奖项,获奖日期\n"甲,金奖,2023\n', "引号或分隔符有误"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """A heading nobody knows may be a misspelt code column: without it a winner would not be found by its code."""
    csv(tmp_path, "w.csv", text)
    assert says in faults(Sources(winners=Source(file="w.csv")), tmp_path)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [("单位名称/姓名", "统一社会信用代码", "奖项", "获奖日期"), ("甲", 913101040012345678, "金奖", 2023)],
            "末几位已丢失",
        ),
        ([("单位名称/姓名", "奖项", "获奖日期"), ("=B9", "金奖", 2023)], "第 2 行第 1 列是没有算出结果的公式"),
    ],
)
def test_a_cell_that_lost_its_content_is_refused(tmp_path: Path, rows: Sequence[Sequence[object]], says: str) -> None:
    """A code typed as a number has lost its last digits; a formula nobody calculated would read as an empty row."""
    assert says in faults(Sources(winners=Source(file="w.xlsx")), xlsx(tmp_path, "w.xlsx", rows))


def test_of_several_sheets_the_office_names_one(tmp_path: Path) -> None:
    """Two filled sheets are not guessed between; a sheet that is not there is named with those that are."""
    rows = [("单位名称/姓名", "奖项", "获奖日期"), ("甲", "金奖", 2023)]
    xlsx(tmp_path, "w.xlsx", rows, sheets=("2023", "2024"))

    assert "有几张工作表：2023、2024" in faults(Sources(winners=Source(file="w.xlsx")), tmp_path)
    assert "没有工作表“2025”，现有：2023、2024" in faults(
        Sources(winners=Source(file="w.xlsx", sheet="2025")), tmp_path
    )
    register = read_registers(Sources(winners=Source(file="w.xlsx", sheet="2024")), tmp_path).winners
    assert register
    assert register.table == 2


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("w.csv", None, "文件打不开"),
        ("w.xls", b"x", "只收 .csv 和 .xlsx 文件"),
        ("w.xlsx", b"PK\x03\x04 nothing more", "不是能打开的 .xlsx 文件"),
        ("w.csv", b"\xff\xfe\x00\x01", "编码不是 UTF-8 或 GBK"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str, raw: bytes | None, says: str) -> None:
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    assert says in faults(Sources(winners=Source(file=name)), tmp_path)


def test_the_office_names_its_registers_and_what_they_are_complete_for(tmp_path: Path) -> None:
    """A name alone is a list that proves nothing by silence."""
    office = tmp_path / "office.toml"
    office.write_text(
        '[registers]\nwinners = "w.csv"\n[registers.revocations]\nfile = "r.csv"\ncomplete_from = 2010-01-01\n'
        'complete_to = 2026-06-30\ncomplete_for = ["上海市政府质量奖"]\n',
        encoding="utf-8",
    )
    told = read_office(office).registers

    assert told.winners == Source(file="w.csv")
    assert told.revocations
    assert (told.revocations.complete_to, told.revocations.complete_for) == (date(2026, 6, 30), ("上海市政府质量奖",))
    assert read_registers(Sources(), tmp_path) == Registers()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[registers]\nwiners = "w.csv"\n', "registers.winers"),
        (
            '[registers.winners]\nfile = "w.csv"\ncomplete_to = 2026-06-30\n',
            "registers.winners”：complete_from 和 complete_to 须一起写明",
        ),
        ('[registers.winners]\nfile = "w.csv"\nsilence_is_consent = true\n', "registers.winners.silence_is_consent"),
    ],
)
def test_a_faulty_declaration_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """A misspelt key, half a period, and silence as consent where nobody was asked."""
    office = tmp_path / "office.toml"
    office.write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings, match=says):
        read_office(office)
