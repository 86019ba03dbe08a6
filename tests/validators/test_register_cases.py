"""Every rule that a register can settle gives, with the register, the verdict that a person works out from both."""

from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.model import Doubt, Verdict
from pipeline.registers import Registers
from pipeline.settings import Office
from tests.validators.cases import cases, fault, told, trial
from tests.validators.lists import registers_of
from tests.validators.sheets import sheet_of
from validators.judge import judge
from validators.pack import available, load
from validators.settling.citing import KIND
from validators.settling.settle import settled_by


def _cases() -> Iterator[Any]:
    for pack in available():
        for case in cases("registers", pack):
            yield pytest.param(pack, case, id=f"{pack} {case['rule']}: {case['says']}")


@pytest.mark.parametrize(("pack", "case"), list(_cases()))
def test_the_verdict_is_the_one_worked_out_by_hand(pack: str, case: dict[str, Any]) -> None:
    """With the register the condition is settled, contradicted or still open, and says why."""
    finding = trial(case, load(pack)).judged(load(pack))
    assert not fault(finding, case)
    if finding.verdict is Verdict.NOT_MET:
        assert any(fact.kind == KIND for fact in finding.against)
    for fact in (*finding.support, *finding.against):
        assert fact.kind != KIND or all(one.quote and len(one.file) == len("0" * 64) for one in fact.evidence)


@pytest.mark.parametrize(("pack", "case"), list(_cases()))
def test_an_empty_register_that_is_not_declared_complete_settles_nothing(pack: str, case: dict[str, Any]) -> None:
    """The same case with every row and every declaration taken away: what was open stays open."""
    rules = load(pack)
    bare = registers_of({name: {} for name in case["registers"]})
    without = trial(case, rules, Registers()).judged(rules)
    with_bare = trial(case, rules, bare).judged(rules)
    assert (with_bare.verdict, with_bare.doubt) == (without.verdict, without.doubt)


@pytest.mark.parametrize("pack", available())
def test_every_rule_that_a_register_settles_has_cases_of_every_verdict(pack: str) -> None:
    """At least one where it is met, one where it is not, and one where the register does not help."""
    cases = told("registers", pack)["case"]
    verdicts_of: dict[str, set[str]] = {}
    for case in cases:
        verdicts_of.setdefault(case["rule"], set()).add(case["verdict"])
    rules = {rule.id: rule for rule in load(pack).rule if settled_by(rule.test)}
    assert set(verdicts_of) == set(rules)
    for name, verdicts in verdicts_of.items():
        decides = getattr(rules[name].test, "decides", True)
        assert verdicts >= ({"met", "not_met", "undetermined"} if decides else {"met", "undetermined"}), name


def test_rules_of_one_award_that_replies_settle_have_titles_of_their_own() -> None:
    """A reply names the condition by its title: two with the same would be answered together."""
    for pack in map(load, available()):
        for award in pack.award:
            titles = [r.title for r in pack.rules_for(award.id) if settled_by(r.test) == "replies"]
            assert len(titles) == len(set(titles))


def test_without_registers_the_rules_stay_for_others_to_settle() -> None:
    """What only a register can tell is external where the office supplied none."""
    for pack in available():
        papers = told("packs", pack)
        findings = judge(sheet_of(papers["base"]), load(pack), load(pack).award[0].id, Office(), papers["on"])
        asked = {r.id for r in load(pack).rules_for(load(pack).award[0].id) if settled_by(r.test) == "replies"}
        doubts = {one.rule: one.doubt for one in findings if one.rule in asked}
        assert set(doubts.values()) == {Doubt.EXTERNAL}
