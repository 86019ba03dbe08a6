"""form_named: the form the regulation names, by the name it gives it."""

from typing import Literal

from pydantic import Field

from pipeline.model import Doubt, Fact, Method, TextValue, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import has_value, survey, texts_of
from validators.predicates.papers_present import find_paper
from validators.terms import PaperKind, Parameters, plain
from validators.verdict import Ruling


class FormNamed(Parameters):
    """`titles` are names under which the form is known: as the text prints it, and without its slips."""

    predicate: Literal["form_named"] = "form_named"
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    titles: tuple[str, ...] = Field(min_length=1)


def form_named(case: Case, test: FormNamed, _: int) -> Ruling:
    found = find_paper(case, f"《{test.titles[0]}》", test.kinds, "")
    if found.verdict is not Verdict.MET:
        return found
    facts = case.facts("form.title", test.kinds)
    if any(form.kind in test.kinds for form in case.forms):  # the form of another prize beside it does not unname it
        facts = tuple(fact for fact in facts if fact.document not in case.other_forms)
    if not any(has_value(fact) for fact in facts):
        return case.absence("申报表名称", test.kinds, facts)
    facts = tuple(fact for fact in facts if has_value(fact))
    wanted = [plain(title) for title in test.titles]

    def named(title: str) -> Verdict:
        return Verdict.MET if any(one in plain(title) for one in wanted) else Verdict.NOT_MET

    answer = survey(named, texts_of(facts))
    shown = "、".join(dict.fromkeys(f"“{say_fact(fact)}”" for fact in facts))
    if answer.verdict is Verdict.MET:
        return Ruling(verdict=Verdict.MET, sentence=f"已收到{shown}（{case.papers(facts)}）。", support=facts)
    if answer.verdict is Verdict.NOT_MET:
        return _another(case, facts, shown, test.titles[0])
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=answer.doubt,
        sentence=f"所附申报表名称为{shown}，不能断定是否都是《{test.titles[0]}》。",
        needs="请对照原件核实申报表的名称。",
        support=facts,
    )


def _another(case: Case, facts: tuple[Fact, ...], shown: str, title: str) -> Ruling:
    """Another name is another form where it stands in type; in a picture a stroke may have been misread."""
    sure = all(
        one.method in {Method.TEXT_LAYER, Method.WORD}
        and isinstance(fact.value, TextValue)
        and "申报" in fact.value.text
        for fact in facts
        for one in fact.evidence
    )
    return Ruling(
        verdict=Verdict.NOT_MET if sure else Verdict.UNDETERMINED,
        doubt=None if sure else Doubt.UNREADABLE,
        sentence=f"所附申报表名称为{shown}（{case.papers(facts)}），不是《{title}》。",
        needs=f"请核对申报表名称；确非《{title}》的，请申报人改填。",
        against=facts,
    )
