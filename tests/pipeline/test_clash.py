"""What papers say differently of the same thing stands side by side, once for each matter."""

from pipeline.clash import clashes
from pipeline.model import AmountValue, Doubt, Fact, Finding, Verdict
from tests.pipeline.paper import finding, founded, named

CONFLICT = finding(Verdict.UNDETERMINED, Doubt.CONFLICT)


def differing(*facts: Fact, rule: str = "1-a", doubt: Doubt = Doubt.CONFLICT) -> Finding:
    return CONFLICT.model_copy(update={"against": facts, "rule": rule, "doubt": doubt})


def revenue(year: str, amount: int) -> Fact:
    value = AmountValue.model_validate({"amount": amount})
    return founded("2020-01-01").model_copy(update={"field": "finance.revenue", "key": year, "value": value})


def sides(*findings: Finding) -> list[list[str]]:
    return [[side.said for side in clash.sides] for clash in clashes(findings)]


def test_two_dates_are_two_sides() -> None:
    assert sides(differing(founded("2013-09-20"), founded("2023-09-20"))) == [["2013年9月20日", "2023年9月20日"]]


def test_what_says_the_same_is_one_side() -> None:
    """The form and the report print the same day: one side, with both places."""
    form = founded("2013-09-20").model_copy(update={"document": "form"})
    (clash,) = clashes([differing(founded("2013-09-20"), form, founded("2023-09-20"))])

    assert [len(side.facts) for side in clash.sides] == [2, 1]


def test_support_is_held_against_what_contradicts_it() -> None:
    """A licence supports and a form contradicts: both are shown."""
    split = differing(founded("2013-09-20")).model_copy(update={"support": (founded("2023-09-20"),)})

    assert sides(split) == [["2013年9月20日", "2023年9月20日"]]


def test_figures_of_different_years_are_no_clash() -> None:
    figures = (revenue("2024", 20000), revenue("2025", 30000), revenue("2025", 31000))

    assert sides(differing(*figures)) == [["3 万元", "3.1 万元"]]


def test_names_clash_across_the_fields_in_which_they_stand() -> None:
    holder = named("乙有限公司").model_copy(update={"field": "certificate.holder", "key": "Q1"})

    assert sides(differing(named("甲有限公司"), holder)) == [["甲有限公司", "乙有限公司"]]


def test_width_of_signs_is_no_difference() -> None:
    full, half = named("甲（上海）公司"), named("甲(上海)公司")

    assert sides(differing(full, half, named("乙公司"))) == [["甲（上海）公司", "乙公司"]]
    assert sides(differing(full, half)) == []


def test_a_matter_on_which_two_findings_turn_stands_once() -> None:
    facts = (founded("2013-09-20"), founded("2023-09-20"))
    (clash,) = clashes([differing(*facts, rule="1-a"), differing(*reversed(facts), rule="agree-founded")])

    assert clash.rules == ("1-a", "agree-founded")


def test_only_doubt_makes_a_clash() -> None:
    """What is met or missing has nothing to be held against; an unreadable sign may be read in two ways."""
    facts = (founded("2013-09-20"), founded("2013-09-26"))

    assert sides(differing(*facts, doubt=Doubt.MISSING)) == []
    assert sides(differing(*facts, doubt=Doubt.UNREADABLE)) == [["2013年9月20日", "2013年9月26日"]]
