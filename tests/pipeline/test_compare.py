"""Two judgements side by side: each rule stands in one place, and what nobody settled is not mended."""

from pipeline.compare import compare
from pipeline.model import Doubt, Finding, Verdict
from tests.pipeline.paper import finding
from tests.pipeline.sealing import sealed

MET, NOT_MET, OPEN, NONE = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE


def judged(**verdicts: Verdict) -> list[Finding]:
    return [
        finding(verdict, Doubt.MISSING if verdict is OPEN else None, rule=rule) for rule, verdict in verdicts.items()
    ]


def places(before: list[Finding], after: list[Finding]) -> dict[str, str]:
    told = compare(sealed(*before), sealed(*after))
    return {
        one.rule: place for place in ("fixed", "still_open", "newly_broken", "settled") for one in getattr(told, place)
    }


def test_every_pair_of_verdicts_has_its_place() -> None:
    before = judged(a=NOT_MET, b=OPEN, c=NOT_MET, d=OPEN, e=NOT_MET, f=MET, g=MET, h=NONE, i=MET, j=NONE)
    after = judged(a=MET, b=NONE, c=OPEN, d=NOT_MET, e=NOT_MET, f=NOT_MET, g=OPEN, h=OPEN, i=MET, j=MET)
    assert places(before, after) == {
        "a": "fixed",
        "b": "fixed",
        "c": "still_open",
        "d": "still_open",
        "e": "still_open",
        "f": "newly_broken",
        "g": "newly_broken",
        "h": "newly_broken",
        "i": "settled",
        "j": "settled",
    }


def test_a_rule_that_one_judgement_does_not_know() -> None:
    """No longer judged is not mended; judged for the first time is broken only if it is open."""
    assert places(judged(a=NOT_MET, b=MET), []) == {"a": "still_open", "b": "settled"}
    assert places([], judged(a=NOT_MET, b=MET)) == {"a": "newly_broken", "b": "settled"}


def test_the_same_judgement_twice_is_alike_throughout() -> None:
    told = compare(sealed(*judged(a=MET, b=OPEN)), sealed(*judged(a=MET, b=OPEN)))
    assert all(one.alike for one in (*told.settled, *told.still_open))
    assert told.same_rules
