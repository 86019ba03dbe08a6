"""Laws that hold for every package, whatever the regulation says."""

from datetime import timedelta
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import FactSheet, Finding, Verdict
from pipeline.settings import Office
from tests.property.strategies import ON, Papers, another_reading, choices, packages
from tests.validators.sheets import changed, sheet_of
from validators.judge import judge
from validators.pack import available, load
from validators.verdict import conjunction, disjunction, negation

PACKS = [load(name) for name in available()]
SHANGHAI = load("shanghai-2022")
_FEW = settings(max_examples=150, deadline=None)


def _judge(papers: Papers, readings: dict[str, str] | None = None, days: int = 0) -> dict[str, Finding]:
    office = Office(readings=readings or {})
    findings = judge(sheet_of(papers), SHANGHAI, "gold-organisation", office, ON + timedelta(days=days))
    return {finding.rule: finding for finding in findings}


def _met(findings: dict[str, Finding]) -> set[str]:
    return {rule for rule, finding in findings.items() if finding.verdict is Verdict.MET}


@given(st.data())
@_FEW
def test_an_empty_package_meets_nothing(data: Any) -> None:
    """Absence of paper proves nothing, under any regulation and any choice of readings."""
    pack = data.draw(st.sampled_from(PACKS))
    award = data.draw(st.sampled_from(pack.award)).id
    office = Office(readings=data.draw(choices(pack)))
    verdicts = {finding.verdict for finding in judge(FactSheet(package="空"), pack, award, office, ON)}
    assert not verdicts & {Verdict.MET, Verdict.NOT_MET}


@given(packages(), choices(SHANGHAI), st.data())
@_FEW
def test_taking_a_paper_away_never_makes_a_condition_met(papers: Papers, readings: dict[str, str], data: Any) -> None:
    """No paper here contradicts another; where one does, taking it away ends the contradiction."""
    gone = data.draw(st.sampled_from(sorted(papers)))
    fewer = _met(_judge(changed(papers, {}, [gone]), readings))
    assert fewer <= _met(_judge(papers, readings))


@given(packages(), choices(SHANGHAI), st.data())
@_FEW
def test_another_way_to_read_ink_never_settles_anything(papers: Papers, readings: dict[str, str], data: Any) -> None:
    """A verdict may become doubtful by it; a doubt never becomes a verdict, and a verdict never its opposite."""
    before = _judge(papers, readings)
    after = _judge(data.draw(another_reading(papers)), readings)
    for rule, finding in after.items():
        assert finding.verdict in {before[rule].verdict, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE}


@given(packages(), choices(SHANGHAI), st.integers(0, 400))
@_FEW
def test_waiting_never_undoes_years_that_are_complete(papers: Papers, readings: dict[str, str], days: int) -> None:
    """Moving the reference date later can only help a condition of years."""
    rank = {Verdict.NOT_MET: 0, Verdict.UNDETERMINED: 1, Verdict.MET: 2}
    early, late = (_judge(papers, readings, days=wait)["16.1.1-years"].verdict for wait in (0, days))
    assert rank[early] <= rank[late]


@given(packages(), choices(SHANGHAI))
@_FEW
def test_a_choice_never_contradicts_what_all_readings_agree_on(papers: Papers, readings: dict[str, str]) -> None:
    """What is settled without a choice stays settled by any."""
    open_, chosen = _judge(papers), _judge(papers, readings)
    for rule, finding in open_.items():
        if finding.verdict in {Verdict.MET, Verdict.NOT_MET}:
            assert chosen[rule].verdict is finding.verdict


@given(packages())
@_FEW
def test_a_package_is_judged_the_same_every_time_and_in_any_order(papers: Papers) -> None:
    """The order in which papers were read changes no verdict."""
    backwards = dict(reversed(papers.items()))
    assert {rule: finding.verdict for rule, finding in _judge(papers).items()} == {
        rule: finding.verdict for rule, finding in _judge(backwards).items()
    }
    assert _judge(papers) == _judge(papers)


@given(st.lists(st.sampled_from(Verdict)), st.lists(st.sampled_from(Verdict)))
def test_the_three_values_keep_the_laws_of_logic(some: list[Verdict], others: list[Verdict]) -> None:
    """Order and repetition do not matter, parts may be joined first, and de Morgan holds."""
    assert conjunction([*some, *others]) is conjunction([*others, *some, *some])
    assert conjunction([*some, *others]) is conjunction([conjunction(some), conjunction(others)])
    assert negation(conjunction(some)) is disjunction(map(negation, some))


def test_nothing_false_becomes_true_by_doubt() -> None:
    """Replacing a working value by doubt never turns a combination into met."""
    working = (Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED)
    for one, other in product(working, working):
        assert conjunction([Verdict.UNDETERMINED, other]) in {Verdict.UNDETERMINED, conjunction([one, other])} | (
            {Verdict.NOT_MET} if other is Verdict.NOT_MET else set()
        )
