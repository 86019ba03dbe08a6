"""What a predicate answers, and how answers combine: Kleene's three values with a reason for the third.

A false `met` is the worst error, so every combination here leans towards doubt.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from pipeline.model import Doubt, Earliest, Fact, Noun, Verdict
from validators.earliest import every

_Thing = TypeVar("_Thing", bound=Hashable)

WORST_FIRST = (  # docs/decisions/0019
    Doubt.MISSING,  # the applicant must act before anyone else can
    Doubt.CONFLICT,
    Doubt.UNREADABLE,
    Doubt.AMBIGUOUS,
    Doubt.EXTERNAL,
    Doubt.HUMAN,
)


class Ruling(Noun):
    """A verdict with its reasons, before it is put under a clause. `sentence` says what was seen and compared."""

    verdict: Verdict
    doubt: Doubt | None = None
    sentence: str
    computation: tuple[str, ...] = ()
    margin: str = ""
    flip: str = ""
    needs: str = ""
    earliest: Earliest | None = None
    support: tuple[Fact, ...] = ()
    against: tuple[Fact, ...] = ()


def conjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """Combine conditions that must all hold; one that does not apply asks for nothing.

    >>> conjunction([Verdict.MET, Verdict.UNDETERMINED]).value
    'undetermined'
    """
    present = set(verdicts) - {Verdict.NOT_APPLICABLE}
    for verdict in (Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.MET):
        if verdict in present:
            return verdict
    return Verdict.NOT_APPLICABLE


def disjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """Combine conditions of which one is enough.

    >>> disjunction([Verdict.NOT_MET, Verdict.UNDETERMINED]).value
    'undetermined'
    """
    return negation(conjunction(negation(verdict) for verdict in verdicts))


def negation(verdict: Verdict) -> Verdict:
    """Turn a verdict round; what is undetermined stays so.

    >>> negation(Verdict.MET).value
    'not_met'
    """
    return {Verdict.MET: Verdict.NOT_MET, Verdict.NOT_MET: Verdict.MET}.get(verdict, verdict)


def worst(doubts: Iterable[Doubt | None]) -> Doubt:
    """Name the doubt that must be cleared first.

    >>> worst([Doubt.HUMAN, None, Doubt.MISSING]).value
    'missing'
    """
    present = set(doubts)
    return next(doubt for doubt in WORST_FIRST if doubt in present)


def all_of(rulings: Sequence[Ruling], met: str) -> Ruling:
    """Combine parts of one condition into one ruling; `met` is the sentence when nothing stands against it."""
    verdict = conjunction(ruling.verdict for ruling in rulings)
    deciding = [ruling for ruling in rulings if ruling.verdict is verdict]
    doubt = None
    if verdict is Verdict.UNDETERMINED:
        doubt = worst(ruling.doubt for ruling in deciding)
        deciding.sort(key=lambda ruling: WORST_FIRST.index(worst([ruling.doubt])))
    return Ruling(
        verdict=verdict,
        doubt=doubt,
        sentence=met if verdict is Verdict.MET else _join(ruling.sentence for ruling in deciding),
        computation=_once(line for ruling in rulings for line in ruling.computation),
        margin="；".join(_once(ruling.margin for ruling in deciding if ruling.margin)),
        flip="；".join(_once(ruling.flip for ruling in deciding if ruling.flip)),
        needs=_join(ruling.needs for ruling in deciding),
        earliest=every(ruling.earliest for ruling in rulings),
        support=each(fact for ruling in rulings for fact in ruling.support),
        against=each(fact for ruling in rulings for fact in ruling.against),
    )


def each(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """List facts once. Those of a case are the very ones of its sheet, so none needs to be compared by its words."""
    return tuple({id(fact): fact for fact in facts}.values())


def _join(sentences: Iterable[str]) -> str:
    return "".join(_once(sentence for sentence in sentences if sentence))


def _once(things: Iterable[_Thing]) -> tuple[_Thing, ...]:
    return tuple(dict.fromkeys(things))
