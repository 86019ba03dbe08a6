"""Every rule of every pack gives the verdict that a person works out from the clause."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Finding, Verdict
from pipeline.settings import Office
from tests.validators.sheets import changed, sheet_of
from validators.judge import judge
from validators.pack import available, load

_CASES = Path(__file__).parents[1] / "packs"


def _told(pack: str) -> dict[str, Any]:
    return tomllib.loads((_CASES / f"{pack}.toml").read_text(encoding="utf-8"))


def _cases() -> Iterator[Any]:
    for pack in available():
        told = _told(pack)
        for case in told["case"]:
            base = told["bases"][case["base"]] if "base" in case else told["base"]
            yield pytest.param(pack, base, told["on"], case, id=f"{pack} {case['rule']}: {case['says']}")


@pytest.mark.parametrize(("pack", "base", "on", "case"), list(_cases()))
def test_the_verdict_is_the_one_worked_out_by_hand(pack: str, base: Any, on: Any, case: dict[str, Any]) -> None:
    """A rule says met, not met or why it cannot tell, and names the dates and figures it compared."""
    readings = {case["rule"]: case["reading"]} if "reading" in case else {}
    sheet = sheet_of(changed(base, case.get("set", {}), case.get("without", ())))
    rules = load(pack)
    office = Office(readings=readings, issued_on=case.get("issued_on"))
    findings = judge(sheet, rules, case.get("award", rules.award[0].id), office, case.get("on", on))
    finding = next(one for one in findings if one.rule == case["rule"])
    assert (finding.verdict.value, finding.doubt.value if finding.doubt else "") == (
        case["verdict"],
        case.get("doubt", ""),
    ), finding.sentence
    for words in case.get("tells", ()):
        assert words in _all_words(finding)
    for words in case.get("lacks", ()):
        assert words not in _all_words(finding)
    assert not set(finding.support) & set(finding.against)
    assert finding.needs or finding.verdict is not Verdict.UNDETERMINED
    if finding.verdict is Verdict.MET:
        assert (finding.needs, finding.against) == ("", ())


def _all_words(finding: Finding) -> str:
    parts = (finding.sentence, *finding.computation, finding.margin, finding.flip, finding.reading, finding.needs)
    return "\n".join(parts)


@pytest.mark.parametrize("pack", available())
def test_every_rule_and_every_reading_has_a_case(pack: str) -> None:
    """A rule without cases cannot be changed safely."""
    cases = _told(pack)["case"]
    rules = load(pack).rule
    assert {rule.id for rule in rules} <= {case["rule"] for case in cases}
    chosen = {(case["rule"], case["reading"]) for case in cases if "reading" in case}
    assert {(rule.id, reading.id) for rule in rules for reading in rule.reading} <= chosen
