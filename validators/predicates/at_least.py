"""at_least: an amount on a paper reaches a threshold, 以上 included."""

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.catalogue import catalogue
from pipeline.model import Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import amounts_of, weigh
from validators.terms import AmountField, Limited, PaperKind, Parameters
from validators.verdict import Ruling


class AtLeast(Parameters):
    """The limit is the threshold, in the unit of the field: money is 元."""

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["at_least"] = "at_least"
    field: AmountField
    kinds: tuple[PaperKind, ...] = Field(min_length=1)


def at_least(case: Case, test: AtLeast, threshold: int) -> Ruling:
    field = catalogue()[test.field]
    proofs, claims = case.proofs(test.field, test.kinds), case.claims(test.field, test.kinds)
    if not proofs:
        return case.unproven(test.field, test.kinds)

    def enough(amount: Decimal) -> Verdict:
        return Verdict.MET if amount >= threshold else Verdict.NOT_MET

    answer = weigh(enough, amounts_of(proofs), amounts_of(claims))
    shown = "、".join(dict.fromkeys(f"{case.paper(fact)}载{field.title}为{say_fact(fact)}" for fact in proofs))
    limit = f"{threshold} {field.unit}"
    if answer.verdict is Verdict.UNDETERMINED:
        return Ruling(
            verdict=answer.verdict,
            doubt=answer.doubt,
            sentence=f"{field.title}是否达到 {limit}取决于如何辨认：{answer.deciding(case.paper)}。",
            needs=f"请对照原件核实{field.title}。",
            support=proofs,
        )
    met = answer.verdict is Verdict.MET
    return Ruling(
        verdict=answer.verdict,
        sentence=f"{shown}，{'达到' if met else '不足'} {limit}。",
        computation=(f"要求：不少于 {limit}",),
        flip=f"若{field.title}{'少于' if met else '不少于'} {limit}则{'不' if met else ''}满足",
        support=proofs if met else (),
        against=() if met else proofs,
    )
