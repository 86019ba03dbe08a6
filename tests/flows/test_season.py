"""What a batch asks of the bureaux, and when its publicity ends: by the packs and by the calendar."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from flows.season import questions, window
from letters.reply_form import reply_form
from letters.season import Season
from pipeline.masking import hide
from pipeline.model import Doubt, Remedy, Verdict
from pipeline.procedure import Procedure, Publicity
from pipeline.registers import ReplySource, Sources
from pipeline.registry import read_registers
from pipeline.replies import Heading, Opinion
from pipeline.settings import Office
from tests.letters.cases import finding
from tests.letters.test_season import organisation
from validators.pack import load

ON = date(2026, 6, 30)
FIVE_DAYS = Publicity(article="第二十二条", quote="不少于5个工作日", days=5, unit="working", stage="conditions")
SEVEN_DAYS = Publicity(article="第十九条", quote="不少于7天", days=7, unit="calendar", stage="award")


@pytest.mark.parametrize(
    ("first", "counted", "not_counted"),
    [
        (date(2026, 2, 11), date(2026, 2, 24), date(2026, 2, 25)),  # the Spring Festival, with work on the 14th
        (date(2026, 4, 29), date(2026, 5, 8), date(2026, 5, 9)),  # the first of May, with work on Saturday the 9th
        (date(2026, 9, 21), date(2026, 9, 28), date(2026, 9, 29)),
    ],
)
def test_five_working_days_end_by_the_published_holidays(first: date, counted: date, not_counted: date) -> None:
    """Worked out by hand from the State Council's table of 2026."""
    assert window(FIVE_DAYS, first) == (first, counted, not_counted)


def test_seven_days_are_days_of_the_calendar() -> None:
    """From Thursday the 1st of October: the 7th with the first day, the 8th without."""
    assert window(SEVEN_DAYS, date(2026, 10, 1)) == (date(2026, 10, 1), date(2026, 10, 7), date(2026, 10, 8))


@pytest.mark.parametrize(("first", "ends"), [(date(2026, 12, 28), None), (date(2027, 3, 1), None)])
def test_no_end_is_reckoned_past_the_published_holidays(first: date, ends: None) -> None:
    """Of 2026-12-28 four working days are left in the year; whether 2027-01-04 is one is not in the table."""
    assert window(FIVE_DAYS, first) == (first, ends, ends)


def test_without_a_first_day_or_a_publicity_there_is_no_window() -> None:
    assert window(FIVE_DAYS, None) is None
    assert window(None, ON) is None


def test_what_bureaux_can_answer_is_asked_of_those_in_charge_from_the_first_of_january() -> None:
    """上海 第十六条: five years before 2026 begin on 2021-01-01 however one counts. Lists are not asked of bureaux."""
    asked = {question.rule: question for question in questions(load("shanghai-2022"), ON)}
    accidents = asked["16.3-accidents"]
    assert accidents.bureaux == ("市场监管", "应急管理", "生态环境", "卫生健康", "药品监管")
    assert (accidents.since, accidents.until) == (date(2021, 1, 1), ON)
    assert asked["16.1.2-lawful"].since is None  # the text has no limit
    assert asked["17.3-head-accidents"].of_employer
    assert not {"18-double", "18-again", "35-revoked"} & set(asked)


def test_where_the_text_has_no_limit_the_office_says_how_many_years() -> None:
    asked = {question.rule: question for question in questions(load("shanghai-2022"), ON, unlimited=3)}
    assert asked["16.1.2-lawful"].since == date(2023, 1, 1)
    assert asked["16.3-accidents"].since == date(2021, 1, 1)


def test_the_form_that_goes_out_is_the_register_that_comes_back(tmp_path: Path) -> None:
    """Every line is filled in by hand and read by the register's own reader, to the day and the word."""
    pack = load("shanghai-2022")
    (asked,) = [question for question in questions(pack, ON) if question.rule == "16.3-complaints"]
    open_one = finding(asked.title, Verdict.UNDETERMINED, Doubt.EXTERNAL, Remedy.REFUSE, article="第十六条")
    one = organisation("某区子虚精密仪器有限公司", open_one.model_copy(update={"rule": asked.rule}))
    form = reply_form(Season((one,), (asked,), Office(), Procedure(), ON, hide))
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book["反馈表"]
    head = next(row[0].row for row in sheet if row[0].value == "序号")
    at = {cell.value: cell.column for cell in sheet[head]}
    sheet.cell(head + 1, at[Heading.OPINION.value]).value = Opinion.CLEAN.value
    sheet.cell(head + 1, at[Heading.REPLIED_ON.value]).value = date(2026, 7, 10)
    book.save(tmp_path / "replies.xlsx")
    register = read_registers(Sources(replies=ReplySource(file="replies.xlsx")), tmp_path).replies
    assert register
    (row,) = register.rows
    assert (row.name, row.code, row.bureau) == ("某区子虚精密仪器有限公司", "91310104MA1FR0X18T", "市场监管")
    assert (row.matters, row.opinion) == ((asked.title,), Opinion.CLEAN)
    assert (row.since, row.until, row.replied_on) == (date(2021, 1, 1), ON, date(2026, 7, 10))
