"""Three-valued logic with reasons."""

from itertools import permutations, product

import pytest

from pipeline.model import Doubt, Verdict
from validators.verdict import Ruling, all_of, conjunction, disjunction, negation, worst

MET, NOT_MET, OPEN, NONE = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE
WORKING = (MET, NOT_MET, OPEN)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (MET, MET, MET),
        (MET, OPEN, OPEN),
        (MET, NOT_MET, NOT_MET),
        (OPEN, OPEN, OPEN),
        (OPEN, NOT_MET, NOT_MET),
        (NOT_MET, NOT_MET, NOT_MET),
        (NONE, MET, MET),
        (NONE, OPEN, OPEN),
        (NONE, NOT_MET, NOT_MET),
        (NONE, NONE, NONE),
    ],
)
def test_a_conjunction_is_as_weak_as_its_weakest_part(one: Verdict, other: Verdict, both: Verdict) -> None:
    """What does not apply asks for nothing."""
    assert conjunction([one, other]) is conjunction([other, one]) is both


def test_a_disjunction_needs_one_part() -> None:
    """One part that is met is enough, and an open one keeps it open."""
    assert disjunction([NOT_MET, MET, OPEN]) is MET
    assert disjunction([NOT_MET, OPEN]) is OPEN
    assert disjunction([NOT_MET, NOT_MET]) is NOT_MET


def test_negation_twice_changes_nothing() -> None:
    """And de Morgan's law holds for all pairs."""
    for one, other in product(WORKING, WORKING):
        assert negation(negation(one)) is one
        assert negation(conjunction([one, other])) is disjunction([negation(one), negation(other)])


def test_an_empty_conjunction_is_never_met() -> None:
    """Nothing asked is nothing shown."""
    assert conjunction([]) is NONE


def test_the_worst_doubt_is_the_one_the_applicant_must_clear() -> None:
    """Whatever the order, missing comes before all else and judgement last."""
    for order in permutations((Doubt.HUMAN, Doubt.MISSING, Doubt.CONFLICT)):
        assert worst(order) is Doubt.MISSING
    assert worst([Doubt.HUMAN, Doubt.EXTERNAL]) is Doubt.EXTERNAL


def test_a_joined_ruling_tells_what_decides_and_keeps_every_step() -> None:
    """The sentence of a part that holds is not told; its computation is."""
    good = Ruling(verdict=MET, sentence="甲。", computation=("一",))
    bad = Ruling(verdict=NOT_MET, sentence="乙。", computation=("二",), flip="若丙")
    joined = all_of([good, bad], "全部满足。")
    assert (joined.verdict, joined.sentence, joined.computation, joined.flip) == (NOT_MET, "乙。", ("一", "二"), "若丙")
    assert all_of([good, good], "全部满足。").sentence == "全部满足。"
