"""any_of: conditions the text joins by 或者; one of them is enough."""

from typing import Literal

from pydantic import Field, model_validator

from pipeline.model import Doubt, Earliest, Noun, Verdict
from validators.case import Case
from validators.earliest import either
from validators.predicates.closed import PREDICATES, Plain
from validators.terms import Parameters
from validators.verdict import Ruling, disjunction, each, worst


class Alternative(Noun):
    """One way to satisfy the clause, with a limit of its own."""

    title: str
    limit: int = Field(default=0, ge=0)
    test: Plain

    @model_validator(mode="after")
    def _has_its_limit(self) -> "Alternative":
        if self.test.limited == "yes" and not self.limit:
            raise ValueError(f"{self.test.predicate} 须有限值，请在这一项写 limit")
        if self.test.limited == "no" and self.limit:
            raise ValueError(f"{self.test.predicate} 不用限值，请去掉 limit")
        return self


class AnyOf(Parameters):
    predicate: Literal["any_of"] = "any_of"
    alternatives: tuple[Alternative, ...] = Field(min_length=1)


def any_of(case: Case, test: AnyOf, _: int) -> Ruling:
    answers = [(one.title, PREDICATES[one.test.predicate](case, one.test, one.limit)) for one in test.alternatives]
    if len(answers) == 1:
        return answers[0][1]
    earliest = _earliest([ruling for _, ruling in answers])
    verdict = disjunction(ruling.verdict for _, ruling in answers)
    deciding = [(title, ruling) for title, ruling in answers if ruling.verdict is verdict]
    told = "；".join(f"{title}：{ruling.sentence.rstrip('。')}" for title, ruling in deciding)
    steps = tuple(dict.fromkeys(f"［{title}］{step}" for title, ruling in answers for step in ruling.computation))
    facts = each(fact for _, ruling in deciding for fact in (*ruling.support, *ruling.against))
    if verdict is Verdict.MET:
        return deciding[0][1].model_copy(update={"sentence": f"{told}。", "computation": steps, "earliest": earliest})
    if verdict is Verdict.NOT_MET:
        flip = "；".join(dict.fromkeys(ruling.flip for _, ruling in deciding if ruling.flip))
        return Ruling(
            verdict=verdict, sentence=f"{told}。", computation=steps, flip=flip, earliest=earliest, against=facts
        )
    if verdict is Verdict.NOT_APPLICABLE:
        return Ruling(verdict=verdict, sentence=f"{told}。", support=facts)
    told_for = any(ruling.support for _, ruling in deciding)
    failed = each(fact for _, ruling in answers if ruling.verdict is Verdict.NOT_MET for fact in ruling.against)
    return Ruling(
        verdict=verdict,
        doubt=_doubt([ruling for _, ruling in deciding]),
        sentence=f"有一项即可，尚不能断定。{told}。",
        computation=steps,
        needs="".join(dict.fromkeys(ruling.needs for _, ruling in deciding)),
        earliest=earliest,
        support=facts,
        against=() if told_for else failed,  # one way is shut and no paper speaks for another: somebody must look
    )


def _earliest(rulings: list[Ruling]) -> Earliest | None:
    """Where one way is met that no time touches nobody waits; one that no time can meet is no way to wait for."""
    if any(ruling.verdict is Verdict.MET and ruling.earliest is None for ruling in rulings):
        return None
    return either(ruling.earliest for ruling in rulings)


def _doubt(rulings: list[Ruling]) -> Doubt:
    """Where papers speak for an alternative that a person must weigh, no paper is missing yet."""
    weighed = [r.doubt for r in rulings if r.support and r.doubt in {Doubt.HUMAN, Doubt.EXTERNAL}]
    return worst(weighed or (ruling.doubt for ruling in rulings))
