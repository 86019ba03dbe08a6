"""Papers first, then the register: what the office supplied settles what papers left open, or contradicts them aloud.

A register that says nothing changes nothing. One that speaks against papers makes a conflict, no verdict of its own.
"""

from pipeline.model import AmountValue, Doubt, Fact, TextValue, Verdict
from validators.case import Case
from validators.earliest import every
from validators.possibilities import has_value
from validators.predicates import Test
from validators.predicates.gather import Gather
from validators.predicates.not_again import NotAgain
from validators.predicates.prize_held import PrizeHeld
from validators.predicates.stated import Stated
from validators.settled_by import SettledBy
from validators.settling.bars import not_barred
from validators.settling.citing import Unsettled
from validators.settling.doubles import not_doubled
from validators.settling.lists import coloured, graded
from validators.settling.parties import Who, applicant
from validators.settling.prizes import held, not_won_again
from validators.settling.replies import answered
from validators.verdict import Ruling, each

_OPEN = frozenset({Doubt.EXTERNAL, Doubt.MISSING})
_TROUBLE = ("credit.penalties", "credit.abnormal", "credit.dishonesty", "credit.judgments")
_STATEMENTS = ("clearance.conclusion", "accident.statement", "accident.complaint", "accident.inspection")
_CLEAN = ("未", "无", "没有")


def settle(case: Case, rule: tuple[str, str], test: Test, years: int, paper: Ruling) -> Ruling:
    """Let a register speak to what the papers said of a rule, given by its id and title."""
    source = settled_by(test)
    if paper.verdict is Verdict.NOT_APPLICABLE or not source or getattr(case.registers, source) is None:
        return paper
    who = applicant(case, _whose(test))
    told = _ask(case, rule, test, years, paper, who)
    if told is None:
        return paper
    if not (who.names or who.codes):
        told = Unsettled(why="材料没有载明申报人名称，不能与名单核对", needs="请核实申报人名称。")
    return _joined(paper, told)


def settled_by(test: Test) -> str:
    """Name the register that can settle this kind of condition; empty where none can."""
    match test:
        case NotAgain() | PrizeHeld():
            return "winners"
        case Stated(fields=("supervision.colour",)):
            return "supervision"
        case Stated(fields=("land.grade",)):
            return "land"
        case Gather(settled_by=by) if by is not None:
            return by.source
        case _:
            return ""


def _whose(test: Test) -> str:
    return test.settled_by.of if isinstance(test, Gather) and test.settled_by else "applicant"


def _ask(
    case: Case, rule: tuple[str, str], test: Test, years: int, paper: Ruling, who: Who
) -> Ruling | Unsettled | None:
    """Ask the register that can settle this kind of condition; None where there is none, or it was not supplied."""
    given = case.registers
    match test:
        case NotAgain() if given.winners:
            return not_won_again(case, test, years, given.winners, who)
        case PrizeHeld() if given.winners:
            return held(case, test, years, given.winners, who, paper.support if paper.verdict is Verdict.MET else ())
        case Stated(fields=("supervision.colour",)) if given.supervision:
            return coloured(case, test, given.supervision, who)
        case Stated(fields=("land.grade",)) if given.land:
            return graded(case, test, given.land, who)
        case Gather(settled_by=by) if by is not None:
            return _gathered(case, rule, test, by, years, who)
    return None


def _gathered(
    case: Case, rule: tuple[str, str], test: Gather, by: SettledBy, years: int, who: Who
) -> Ruling | Unsettled | None:
    given = case.registers
    if by.source == "revocations" and given.revocations:
        return not_barred(case, by, test.asks, years, given.revocations, who)
    if by.source == "other_level" and given.other_level:
        return not_doubled(case, by, test.asks, given.other_level, who)
    if by.source == "replies" and given.replies:
        return answered(case, test, by, rule, years, given.replies, who)
    return None


def _joined(paper: Ruling, told: Ruling | Unsettled) -> Ruling:
    """Join what papers and register say."""
    if isinstance(told, Unsettled):
        return _unsettled(paper, told) if paper.verdict is Verdict.UNDETERMINED else paper
    if told.verdict is Verdict.UNDETERMINED:
        return paper if paper.verdict is Verdict.NOT_MET else _beside(told, paper)
    if told.verdict is paper.verdict:
        return _also(paper, told)
    if paper.verdict is not Verdict.UNDETERMINED:
        return _contradicted(paper, told, paper.against or paper.support)
    return _cleared(paper, told) if told.verdict is Verdict.MET else _spoken_against(paper, told)


def _cleared(paper: Ruling, told: Ruling) -> Ruling:
    """Join a register that shows the condition to papers that left it open."""
    odd = paper.against or _trouble(paper.support)
    if odd:
        return _contradicted(paper, told, odd)
    return _beside(told, paper) if _is_open(paper) else _also(paper, told)


def _spoken_against(paper: Ruling, told: Ruling) -> Ruling:
    """Join a register that shows the contrary; what keeps papers open for another reason stays so, and is told."""
    return _beside(told, paper) if _is_open(paper) or paper.against else _also(paper, told)


def _is_open(paper: Ruling) -> bool:
    """Tell whether papers say nothing that a register could contradict; unread ink without a value says nothing."""
    return paper.doubt in _OPEN or (paper.doubt is Doubt.UNREADABLE and not any(map(has_value, paper.support)))


def _also(paper: Ruling, told: Ruling) -> Ruling:
    """Keep what the papers say, and say the register's words after it."""
    return _beside(paper, told).model_copy(update={"sentence": f"{paper.sentence}{told.sentence}"})


def _unsettled(paper: Ruling, told: Unsettled) -> Ruling:
    """Say beside what the papers left open why the register did not help."""
    needs = f"{paper.needs}{told.needs}"
    if paper.doubt is Doubt.EXTERNAL:
        return paper.model_copy(update={"sentence": f"{paper.sentence}{told.why}。", "needs": needs})
    return paper.model_copy(update={"computation": (*paper.computation, f"名单：{told.why}"), "needs": needs})


def _beside(first: Ruling, second: Ruling) -> Ruling:
    """Keep the first, with the second's steps and evidence beside it."""
    settled = first.verdict is Verdict.MET
    return first.model_copy(
        update={
            "computation": tuple(dict.fromkeys((*first.computation, *second.computation))),
            "support": each((*first.support, *second.support)),
            "against": () if settled else each((*first.against, *second.against)),
            "needs": "" if settled else first.needs,
            "earliest": every((first.earliest, second.earliest)),
        }
    )


def _contradicted(paper: Ruling, told: Ruling, shown: tuple[Fact, ...]) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.CONFLICT,
        sentence=f"材料与名单（答复）不一致。材料：{paper.sentence}名单（答复）：{told.sentence}",
        computation=tuple(dict.fromkeys((*paper.computation, *told.computation))),
        needs="请核对材料原件与名单（答复），核实后更正。",
        earliest=every((paper.earliest, told.earliest)),
        support=told.support,
        against=each((*shown, *told.against)),
    )


def _trouble(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Find what papers say that a clean register does not explain away: a penalty, a record, an admission."""
    return tuple(fact for fact in facts if _is_trouble(fact))


def _is_trouble(fact: Fact) -> bool:
    if fact.field in _TROUBLE:
        return any(isinstance(value, AmountValue) and value.amount > 0 for value in fact.readings)
    if fact.field.startswith("penalty.") or fact.field == "accident.grade":
        return True
    if fact.field in _STATEMENTS:
        told = [value.text for value in fact.readings if isinstance(value, TextValue)]
        return any(not any(word in one for word in _CLEAN) for one in told)
    return False
