"""Packages as hypothesis draws them: each paper there or not, each date and figure somewhere near a limit."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from validators.pack import RulePack

ON = date(2026, 6, 30)
YEARS = (2021, 2022, 2023, 2024, 2025)
Papers = dict[str, dict[str, Any]]

_NEAR = st.integers(-3, 3)
_FOUNDED = st.builds(lambda days: (date(2023, 6, 30) + timedelta(days=days)).isoformat(), _NEAR) | st.sampled_from(
    ["2012-03-15", "2023", "2023-06", "2022", "said:blank", "said:unreadable"]
)
_PROFIT = st.sampled_from(["-1", "0", "1", "28000000"])
_DAY = st.builds(lambda days: (date(2026, 6, 1) + timedelta(days=days)).isoformat(), st.integers(0, 20))
_ADDRESS = st.sampled_from(["上海市徐汇区子虚路88号", "徐汇区子虚路88号", "江苏省昆山市前进路1号", "乌有路1号"])
_COUNT = st.sampled_from(["0", "1"])


@st.composite
def packages(draw: st.DrawFn) -> Papers:
    """Draw a package in which each matter is told by one paper only, so that no two can contradict each other."""
    every: Papers = {
        "application_form": {"form.filled_on": draw(_DAY)},
        "business_licence": {"entity.founded": draw(_FOUNDED), "entity.address": draw(_ADDRESS)},
        "tax_proof": {"entity.operating_since": draw(_FOUNDED)},
        "audit_report": {
            f"finance.{line}[{year}]": draw(_PROFIT) for line in ("profit_total", "profit_net") for year in YEARS
        },
        "credit_report": {"credit.dishonesty": draw(_COUNT)},
        "publicity_notice": {"publicity.starts_on": draw(_DAY), "publicity.ends_on": draw(_DAY)},
        "publicity_result": {"publicity.result_on": draw(_DAY)},
        "self_assessment": {},
        "declaration": {},
    }
    kept = draw(st.sets(st.sampled_from(sorted(every)), min_size=5))
    return {name: facts for name, facts in every.items() if name in kept}


@st.composite
def another_reading(draw: st.DrawFn, papers: Papers) -> Papers:
    """Draw the same package with one more way to read the ink of one fact."""
    places = [(name, field) for name, facts in papers.items() for field in facts]
    name, field = draw(st.sampled_from(places))
    sections = {"finance": _PROFIT, "credit": _COUNT, "publicity": _DAY, "form": _DAY, "entity": _FOUNDED}
    other = _ADDRESS if field == "entity.address" else sections[field.partition(".")[0]]
    return {**papers, name: {**papers[name], field: [papers[name][field], draw(other)]}}


def choices(pack: RulePack) -> st.SearchStrategy[dict[str, str]]:
    """Draw what an office may choose: a reading for some of the doubtful rules."""
    doubtful = {
        rule.id: st.sampled_from([reading.id for reading in rule.reading]) for rule in pack.rule if rule.reading
    }
    return st.fixed_dictionaries({}, optional=doubtful)
