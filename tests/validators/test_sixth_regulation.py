"""A regulation nobody foresaw is one data file: it loads, lints and judges with no code changed.

The text is invented and stands beside this test. It has what none of the five has: alternatives joined by 或者, a
threshold of capital, bodies that are shut out, and years that say （含三年）.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Doubt, Finding, Verdict
from pipeline.settings import Office
from tests.validators.cases import INVENTED, pack_of
from tests.validators.sheets import changed, sheet_of
from validators.judge import choose, judge
from validators.pack import RulePack, lint

ON = date(2026, 6, 30)
YEARS = {f"finance.{line}[{year}]": "1" for line in ("profit_total", "profit_net") for year in (2024, 2025)}
BASE: dict[str, dict[str, Any]] = {
    "application_form": {"form.title": "乌有县质量奖申报表", "form.filled_on": "2026-06-01"},
    "business_licence": {"entity.founded": "2024-02-01", "entity.capital": "500000000"},
    "institution_certificate": {"licence.funding": "经费自理", "licence.valid": "2024-02-01/2029-01-31"},
    "audit_report": YEARS,
}


@pytest.fixture(scope="module")
def pack() -> RulePack:
    assert lint(Path(__file__).with_name(f"{INVENTED}.toml")) == []
    return pack_of(INVENTED)


def _judge(pack: RulePack, papers: Any) -> dict[str, Finding]:
    return {finding.rule: finding for finding in judge(sheet_of(papers), pack, "prize", Office(), ON)}


def test_the_form_is_recognised(pack: RulePack) -> None:
    assert choose(sheet_of(BASE), [pack]) == ("wuyou-2026", "prize")


@pytest.mark.parametrize(
    ("founded", "capital", "verdict"),
    [
        ("2023-06-30", "1", Verdict.MET),  # three years to the day, （含三年）
        ("2023-07-01", "1", Verdict.NOT_MET),
        ("2023-07-01", "500000000", Verdict.MET),  # 以上 includes the number
        ("2023-07-01", "499999999", Verdict.NOT_MET),
        ("2023-06-30", "499999999", Verdict.MET),
    ],
)
def test_one_of_two_alternatives_is_enough(pack: RulePack, founded: str, capital: str, verdict: Verdict) -> None:
    licence = {"entity.founded": founded, "entity.capital": capital}
    assert _judge(pack, changed(BASE, {"business_licence": licence}))["1.1-years"].verdict is verdict


def test_a_doubt_in_one_alternative_counts_only_where_the_other_fails(pack: RulePack) -> None:
    """A capital that may be read two ways does not matter to a body that is old enough."""
    unsure = {"entity.capital": ["500000000", "50000000"]}
    old = changed(BASE, {"business_licence": {**unsure, "entity.founded": "2010-01-01"}})
    young = changed(BASE, {"business_licence": unsure})
    assert _judge(pack, old)["1.1-years"].verdict is Verdict.MET
    assert _judge(pack, young)["1.1-years"].doubt is Doubt.UNREADABLE


def test_a_body_paid_by_the_treasury_is_shut_out(pack: RulePack) -> None:
    funded = changed(BASE, {"institution_certificate": {"licence.funding": "财政补助收入（全额拨款）"}})
    assert _judge(pack, BASE)["1.2-funding"].verdict is Verdict.MET
    assert _judge(pack, funded)["1.2-funding"].verdict is Verdict.NOT_MET
    assert _judge(pack, changed(BASE, {}, ["institution_certificate"]))["1.2-funding"].doubt is Doubt.MISSING


def test_the_look_back_ends_at_the_founding(pack: RulePack) -> None:
    assert _judge(pack, BASE)["1.3-no-loss"].verdict is Verdict.MET
    older = changed(BASE, {"business_licence": {"entity.founded": "2023-12-31"}})
    assert _judge(pack, older)["1.3-no-loss"].doubt is Doubt.MISSING


def test_no_code_names_a_regulation() -> None:
    """What a jurisdiction asks stands in its data file; a name in code would be a rule nobody can read."""
    root = Path(__file__).parents[2]
    names = ("shanghai", "xuhui", "xiaoshan", "qingshanhu", "ganzhou", "青山湖", "甘州", "萧山", "市长质量奖")
    told = {
        f"{path.name}: {name}"
        for room in ("validators", "flows")
        for path in (root / room).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        for name in names
        if name in line and ">>>" not in line and "如 " not in line  # examples may name one
    }
    assert told == set()
