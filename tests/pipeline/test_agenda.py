"""The gravest comes first; what nobody need look at comes last."""

from pipeline.agenda import by_weight, weight
from pipeline.model import Doubt, Remedy, Verdict
from tests.pipeline.paper import finding, founded

OPEN = Verdict.UNDETERMINED
REFUSED = finding(Verdict.NOT_MET, rule="1-refused")
ASKED = finding(OPEN, Doubt.MISSING, Remedy.SUPPLEMENT, rule="2-asked")
UNREADABLE = finding(OPEN, Doubt.UNREADABLE, rule="3-unreadable")
ABROAD = finding(OPEN, Doubt.EXTERNAL, rule="4-abroad")
WEIGHED = finding(OPEN, Doubt.HUMAN, rule="5-weighed")
MET = finding(rule="6-met")
SPARED = finding(Verdict.NOT_APPLICABLE, rule="7-spared")


def test_findings_are_ordered_by_what_a_person_does_with_them() -> None:
    told = by_weight([SPARED, MET, WEIGHED, ABROAD, UNREADABLE, ASKED, REFUSED])

    assert [one.rule[0] for one in told[:5]] == ["1", "2", "3", "4", "5"]
    assert told[5:] == [SPARED, MET]


def test_a_paper_that_speaks_against_makes_the_offices_own_matter_one_to_verify() -> None:
    assert weight(WEIGHED) == "human"
    assert weight(WEIGHED.model_copy(update={"against": (founded("2025-03-01"),)})) == "verify"
