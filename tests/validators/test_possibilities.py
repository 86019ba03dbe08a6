"""What kind of doubt splits the answers, and which papers decide."""

from datetime import date

from pipeline.model import Doubt, Fact, Verdict
from tests.validators.sheets import sheet_of
from validators.possibilities import dates_of, survey, weigh


def _founded(**papers: object) -> tuple[Fact, ...]:
    return sheet_of({name: {"entity.founded": told} for name, told in papers.items()}).facts


def _early(day: date) -> Verdict:
    return Verdict.MET if day <= date(2023, 6, 30) else Verdict.NOT_MET


def test_a_coarse_date_has_two_ends() -> None:
    """A month is judged on its first and its last day."""
    ends = [option.value for option in dates_of(_founded(business_licence="2024-02"))]
    assert ends == [date(2024, 2, 1), date(2024, 2, 29)]


def test_papers_that_differ_without_consequence_leave_no_doubt() -> None:
    """Both are early enough: which one is right does not matter here."""
    assert survey(_early, dates_of(_founded(business_licence="2012-03-15", permit="2013-03-15"))).verdict is Verdict.MET


def test_each_kind_of_split_has_its_own_doubt() -> None:
    """A coarse date is ambiguous, two papers conflict, and an alternative of the ink must be looked at."""
    assert survey(_early, dates_of(_founded(business_licence="2023"))).doubt is Doubt.AMBIGUOUS
    assert survey(_early, dates_of(_founded(business_licence="2012", permit="2024"))).doubt is Doubt.CONFLICT
    assert survey(_early, dates_of(_founded(business_licence=["2012", "2024"]))).doubt is Doubt.UNREADABLE
    assert survey(_early, dates_of(_founded(business_licence=["2012", "said:unreadable"]))).doubt is Doubt.UNREADABLE


def test_no_papers_answer_nothing() -> None:
    """No options give no verdict."""
    assert survey(_early, dates_of(())).verdict is Verdict.UNDETERMINED


def test_the_deciding_papers_are_named_with_what_they_print() -> None:
    """And with how it is understood where that is not the same."""
    answer = survey(_early, dates_of(_founded(business_licence="2023", permit="2012-03-15")))
    told = answer.deciding(lambda fact: fact.kind)
    assert "business_licence载为“2023年”（如按2023年12月31日计）" in told
    assert told.count("载为") == 2


def test_a_claim_unsettles_only_by_contradicting() -> None:
    """A claim that agrees adds nothing, one that says the opposite makes a conflict, and alone it proves nothing."""
    proof, agreeing, opposite = (dates_of(_founded(business_licence=told)) for told in ("2012", "2013", "2024"))
    assert weigh(_early, proof, agreeing).verdict is Verdict.MET
    assert weigh(_early, proof, opposite).doubt is Doubt.CONFLICT
    assert weigh(_early, [], agreeing).verdict is Verdict.UNDETERMINED
