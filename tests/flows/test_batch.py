"""What the packages of a batch show of each other changes the row, never the dossier."""

import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from flows.batch import held_against_each_other
from flows.row import Row
from flows.words import batch_table
from pipeline.model import Outcome, canonical
from tests.validators.sheets import sheet_of
from validators.traces import trace

BASE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "packs/shanghai-2022.toml").read_text(encoding="utf-8")
)["base"]


def row(package: str, outcome: Outcome) -> Row:
    sheet = sheet_of(BASE).model_copy(update={"package": package})
    told = trace(sheet, "shanghai-2022", "gold-organisation", "某公司", date(2026, 6, 30))
    return Row(package=package, applicant="某公司", outcome=outcome, reasons=("原因。",), trace=canonical(told))


def test_one_of_two_is_not_called_complete() -> None:
    """A complete package that stands twice is for a person; one that falls short keeps its outcome and its reasons."""
    complete, short = held_against_each_other([row("甲", Outcome.COMPLETE), row("乙", Outcome.SUPPLEMENT)], "办公室")

    assert complete.outcome is Outcome.VERIFY
    assert complete.reasons == ("同一批次未重复申报：材料“乙”（某公司）的统一社会信用代码相同，申报同一奖项。",)
    assert short.outcome is Outcome.SUPPLEMENT
    assert short.reasons[0] == "原因。"
    assert "材料“甲”" in short.reasons[1]


def test_a_person_reads_below_the_table_what_packages_share() -> None:
    """The line names the package, the other one and what to do."""
    out = io.StringIO()
    batch_table(held_against_each_other([row("甲", Outcome.COMPLETE), row("乙", Outcome.COMPLETE)], "办公室"), out)
    shown = out.getvalue()
    assert "材料之间：\n" in shown
    assert "  甲：材料“乙”（某公司）的统一社会信用代码相同，申报同一奖项。请核实是否为同一申报人重复提交" in shown
    alone = io.StringIO()
    batch_table(held_against_each_other([row("甲", Outcome.COMPLETE)], "办公室"), alone)
    assert "材料之间" not in alone.getvalue()


def test_a_package_alone_keeps_its_row_and_its_numbers_go_nowhere() -> None:
    """Nothing is held once it was compared, and a package that failed is compared with nothing."""
    alone, failed = held_against_each_other([row("甲", Outcome.COMPLETE), Row(package="乙", error="打不开")], "办公室")

    assert (alone.outcome, alone.reasons, alone.among, alone.trace) == (Outcome.COMPLETE, ("原因。",), (), b"")
    assert failed == Row(package="乙", error="打不开")
    assert "trace" not in row("甲", Outcome.COMPLETE).model_dump_json()
