"""members: of a group's application, what the headquarters must satisfy is asked of every directly controlled body too.

Each member is judged by other rules of the same pack, from the papers that name it. Whether the list of members is
whole stands in the notes of the group's audit, not on the form: this alone keeps the condition from being met by paper.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field

from pipeline.model import Doubt, Fact, FlagValue, TextValue, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import has_value
from validators.predicates.gather import SILENT
from validators.terms import FORMS, Parameters
from validators.verdict import WORST_FIRST, Ruling, all_of


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
    whole, parts = _whole_list(test, names), {say_fact(fact): _member(case, test, fact) for fact in _once(names)}
    joined = all_of([whole, *(part for told in parts.values() for part in told)], "")
    told = _by_what_is_open(
        {name: [one for one in each if one.verdict is joined.verdict] for name, each in parts.items()}
    )
    failed = joined.verdict is Verdict.NOT_MET  # then whether the list is whole decides nothing
    listed, asked = ([], []) if failed else ([whole.sentence], [whole.needs])
    update: dict[str, object] = {
        "sentence": "".join([*listed, *_said(told, len(parts), lambda one: one.sentence)]),
        "needs": "".join([*_said(told, len(parts), lambda one: one.needs), *asked]),
    }
    if not failed:
        update["support"] = (*flags, *names)
    return joined.model_copy(update=update)


def _by_what_is_open(parts: Mapping[str, Sequence[Ruling]]) -> list[tuple[tuple[str, ...], Ruling]]:
    """Put together the members of whom the same is to be said, the doubt that is told first before the others.

    What no paper speaks of is one sentence with the names of its conditions.
    """
    told: dict[tuple[str, str], tuple[list[str], Ruling]] = {}
    for name, rulings in parts.items():
        for one in rulings:
            told.setdefault((one.sentence, one.needs), ([], one))[0].append(name)
    spoken = [(tuple(names), one) for names, one in told.values() if not one.sentence.endswith(SILENT)]
    silent: dict[tuple[tuple[str, ...], Doubt | None], list[Ruling]] = {}
    for names, one in told.values():
        if one.sentence.endswith(SILENT):
            silent.setdefault((tuple(names), one.doubt), []).append(one)
    for (who, _), (first, *others) in silent.items():
        conditions = "、".join(one.sentence.removesuffix(SILENT) for one in (first, *others))
        needs = "".join(dict.fromkeys(one.needs for one in (first, *others)))
        spoken.append((who, first.model_copy(update={"sentence": f"{conditions}{SILENT}", "needs": needs})))
    return sorted(spoken, key=lambda one: WORST_FIRST.index(one[1].doubt) if one[1].doubt else len(WORST_FIRST))


def _said(told: Iterable[tuple[tuple[str, ...], Ruling]], count: int, words: Callable[[Ruling], str]) -> Iterator[str]:
    """Say of whom something is said: of one by its name, of all there are as such."""
    for names, one in told:
        if said := words(one):
            who = "、".join(names) if len(names) < count or count == 1 else f"各直接控股企业（{count} 家）"
            yield f"{who}：{said}"


def _once(names: tuple[Fact, ...]) -> list[Fact]:
    return list({say_fact(fact): fact for fact in names}.values())


def _member(case: Case, test: Members, named: Fact) -> list[Ruling]:
    """Judge one member by each rule; each step of it begins with its name."""
    assert case.clause is not None  # noqa: S101 - the judge gives it with every case
    name = say_fact(named)
    codes = [
        f.value.text for f in case.facts("subsidiary.code") if f.key == named.key and isinstance(f.value, TextValue)
    ]
    theirs = replace(case, member=(name, *codes), practice=())
    rulings = [case.clause(rule, theirs) for rule in test.rules]
    return [
        one.model_copy(update={"computation": tuple(f"［{name}］{step}" for step in one.computation)})
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
