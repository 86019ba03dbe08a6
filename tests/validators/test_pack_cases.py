"""Every rule of every pack gives the verdict that a person works out from the clause."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.validators.cases import INVENTED, cases, fault, pack_of, told, trial
from validators.pack import available


def _cases() -> Iterator[Any]:
    for pack in (*available(), INVENTED):
        for case in cases("packs", pack):
            yield pytest.param(pack, case, id=f"{pack} {case['rule']}: {case['says']}")


@pytest.mark.parametrize(("pack", "case"), list(_cases()))
def test_the_verdict_is_the_one_worked_out_by_hand(pack: str, case: dict[str, Any]) -> None:
    """A rule says met, not met or why it cannot tell, and names the dates and figures it compared."""
    rules = pack_of(pack)
    finding = trial({"award": rules.award[0].id, **case}, rules).judged(rules)
    assert not fault(finding, case)


@pytest.mark.parametrize("pack", [*available(), INVENTED])
def test_every_rule_and_every_reading_has_a_case(pack: str) -> None:
    """A rule without cases cannot be changed safely."""
    cases = told("packs", pack)["case"]
    rules = pack_of(pack).rule
    assert {rule.id for rule in rules} <= {case["rule"] for case in cases}
    chosen = {(case["rule"], case["reading"]) for case in cases if "reading" in case}
    assert {(rule.id, reading.id) for rule in rules for reading in rule.reading} <= chosen
