"""What registers may never do: settle by silence, or by the rows of other bodies."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import FactSheet, Finding, Verdict
from pipeline.registers import Registers
from pipeline.settings import Office
from tests.validators.lists import registers_of
from tests.validators.sheets import sheet_of
from validators.judge import judge
from validators.pack import available, load

_TESTS = Path(__file__).parents[1]
_NAMES = ("上海镇花智能装备有限公司", "杭州水月材料有限公司", "南昌乌有仪表有限公司", "贾明远")
_CODE = "91310104132000010R"  # nobody's in the cases
_AWARDS = ("上海市质量金奖", "萧山区政府质量奖", "青山湖区区长质量奖", "徐汇区质量奖", "甘州区政府质量奖", "金奖")
_DAYS = st.dates(date(2015, 1, 1), date(2026, 7, 31)).map(date.isoformat)

_STRANGERS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "winners": st.fixed_dictionaries({"award": st.sampled_from(_AWARDS), "won_on": _DAYS}),
    "revocations": st.fixed_dictionaries(
        {
            "award": st.sampled_from(_AWARDS),
            "measure": st.sampled_from(["撤销", "限制申报"]),
            "reason": st.sampled_from(["弄虚作假", "重大事故", "其他"]),
            "decided_on": _DAYS,
        }
    ),
    "other_level": st.fixed_dictionaries({"award": st.sampled_from(_AWARDS), "year": st.integers(2024, 2026)}),
    "supervision": st.fixed_dictionaries({"colour": st.sampled_from(["绿", "红"]), "checked_on": _DAYS}),
    "land": st.fixed_dictionaries({"grade": st.sampled_from(["A", "D"]), "year": st.integers(2022, 2025)}),
    "replies": st.fixed_dictionaries(
        {
            "bureau": st.sampled_from(["市场监督管理局", "应急管理局", "公安局"]),
            "matters": st.sampled_from(["近5年无重大事故", "近3年无重大质量投诉", "近三年无重大事故"]),
            "opinion": st.sampled_from(["无记录", "有记录", "未答复"]),
            "since": st.just("2015-01-01"),
            "until": st.just("2026-12-31"),
            "replied_on": st.just("2026-12-31"),
        }
    ),
}


def _bases() -> list[Any]:
    told = {
        pack: tomllib.loads((_TESTS / "packs" / f"{pack}.toml").read_text(encoding="utf-8")) for pack in available()
    }
    found = [(pack, one["base"], award.id, one["on"]) for pack, one in told.items() for award in load(pack).award]
    return [pytest.param(*one, id=f"{one[0]} {one[2]}") for one in found]


def _verdicts(sheet: FactSheet, pack: str, award: str, on: date, registers: Registers) -> dict[str, Finding]:
    return {one.rule: one for one in judge(sheet, load(pack), award, Office(), on, registers)}


@pytest.mark.parametrize(("pack", "base", "award", "on"), _bases())
def test_empty_registers_settle_nothing(pack: str, base: Any, award: str, on: date) -> None:
    """Six files without a row and without a declaration leave every verdict and every doubt as it was."""
    sheet, empty = sheet_of(base), registers_of({name: {} for name in _STRANGERS})
    before = _verdicts(sheet, pack, award, on, Registers())
    after = _verdicts(sheet, pack, award, on, empty)
    assert {r: (f.verdict, f.doubt) for r, f in before.items()} == {r: (f.verdict, f.doubt) for r, f in after.items()}


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_rows_of_other_bodies_settle_nothing(data: st.DataObject) -> None:
    """Whatever stands in a register about bodies with another code, an undeclared register changes no verdict."""
    pack, base, award, on = data.draw(st.sampled_from([one.values for one in _bases()]))
    rows = {
        name: {"rows": [{"name": data.draw(st.sampled_from(_NAMES)), "code": _CODE, **data.draw(row)}]}
        for name, row in _STRANGERS.items()
    }
    sheet = sheet_of(base)
    before = _verdicts(sheet, pack, award, on, Registers())
    after = _verdicts(sheet, pack, award, on, registers_of(rows))
    assert {r: f.verdict for r, f in before.items()} == {r: f.verdict for r, f in after.items()}


@given(days=st.integers(-400, 400))
@settings(max_examples=40, deadline=None)
def test_a_shorter_list_never_settles_more(days: int) -> None:
    """Let a list be complete from ever later days: once it no longer says that nobody won, it never does again."""
    told = tomllib.loads((_TESTS / "packs" / "shanghai-2022.toml").read_text(encoding="utf-8"))
    first = date(2021, 6, 18) + timedelta(days=days)
    declared = {"complete_from": first, "complete_to": date(2026, 6, 30), "complete_for": ["上海市政府质量奖"]}
    found = _verdicts(
        sheet_of(told["base"]), "shanghai-2022", "gold-organisation", told["on"], registers_of({"winners": declared})
    )
    assert (found["18-again"].verdict is Verdict.MET) == (days <= 0)
