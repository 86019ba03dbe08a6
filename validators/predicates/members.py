"""members: of a group's application, what the headquarters must satisfy is asked of every directly controlled body too.

Each member is judged by other rules of the same pack, from the papers that name it. Whether the list of members is
whole stands in the notes of the group's audit, not on the form: this alone keeps the condition from being met by paper.
"""

from dataclasses import replace
from typing import Literal

from pydantic import Field

from pipeline.model import Doubt, Fact, FlagValue, TextValue, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import has_value
from validators.terms import FORMS, Parameters
from validators.verdict import Ruling, all_of


class Members(Parameters):
    """`rules` are ids of the pack whose conditions every member must satisfy."""

    predicate: Literal["members"] = "members"
    rules: tuple[str, ...] = Field(min_length=1)
    asks: str
    settles: str


def members(case: Case, test: Members, _: int) -> Ruling:
    names = tuple(fact for fact in case.facts("subsidiary.name") if has_value(fact))
    flags = case.facts("form.group", FORMS)
    ticked = {value.flag for fact in flags for value in fact.readings if isinstance(value, FlagValue)}
    if not names and ticked == {False}:
        return Ruling(verdict=Verdict.NOT_APPLICABLE, sentence="申报表载明不是以集团名义申报。", support=flags)
    if not names and True not in ticked:
        return case.absence("是否以集团名义申报", FORMS, flags)
    if not names:
        absent = case.absence("直接控股企业名单", FORMS, case.facts("subsidiary.name"))
        return absent.model_copy(update={"support": flags})
    parts = [_whole_list(test, names)]
    parts += [part for fact in _once(names) for part in _member(case, test, fact)]
    joined = all_of(parts, "")
    return joined if joined.verdict is Verdict.NOT_MET else joined.model_copy(update={"support": (*flags, *names)})


def _once(names: tuple[Fact, ...]) -> list[Fact]:
    return list({say_fact(fact): fact for fact in names}.values())


def _member(case: Case, test: Members, named: Fact) -> list[Ruling]:
    """Judge one member by each rule; what a rule says of it begins with its name."""
    assert case.clause is not None  # noqa: S101 - the judge gives it with every case
    name = say_fact(named)
    codes = [
        f.value.text for f in case.facts("subsidiary.code") if f.key == named.key and isinstance(f.value, TextValue)
    ]
    theirs = replace(case, member=(name, *codes), practice=())
    rulings = [case.clause(rule, theirs) for rule in test.rules]
    return [
        one.model_copy(
            update={
                "sentence": f"{name}：{one.sentence}",
                "computation": tuple(f"［{name}］{step}" for step in one.computation),
                "needs": f"{name}：{one.needs}" if one.needs else "",
            }
        )
        for one in rulings
    ]


def _whole_list(test: Members, names: tuple[Fact, ...]) -> Ruling:
    told = "、".join(say_fact(fact) for fact in _once(names))
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.HUMAN,
        sentence=f"申报材料列明的直接控股企业为{told}，名单是否完整不能仅凭申报表断定。",
        needs=test.settles,
        support=names,
    )
