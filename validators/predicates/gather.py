"""gather: conditions that papers cannot settle. What they say for and against is collected for whoever decides.

A paper can still show the contrary, and then the condition is not met.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import AmountValue, Doubt, Earliest, Fact, Noun, TextValue, Value, Verdict
from validators.calendar import first_inside, plus_years
from validators.case import Case
from validators.earliest import after, every
from validators.heads import heads
from validators.possibilities import dates_of, has_value, survey
from validators.settled_by import SettledBy
from validators.terms import AnyField, DateField, Limited, PaperKind, Parameters, TextField, plain
from validators.verdict import Ruling

SILENT = "不能仅凭申报材料断定。材料中未见有关记载。"


class Blame(Noun):
    """A field of the same record that says whose fault it was; where it says neither, the record only raises it."""

    field: TextField
    shows: tuple[str, ...] = Field(min_length=1)
    denies: tuple[str, ...] = Field(min_length=1)


class Contrary(Noun):
    """What shows that the condition fails.

    It is an amount above a number, a text that begins with one of the words, ends with one of `ends` or contains one of
    `contains`, or, where nothing is given, the record being there at all. With `dated_by` it counts only inside the
    look-back, told by the date of the same record. One that does not `decide` only raises the question: an accident may
    be nobody's fault, and with `blame` the record itself may say whose it was.
    """

    field: AnyField
    above: Decimal | None = None
    words: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    dated_by: DateField | None = None
    decides: bool = True
    blame: Blame | None = None


class Gather(Parameters):
    """`settles` names the register, bureau or judgement that can decide; `doubt` whether it is one or the other.

    The limit, where there is one, is the years of the look-back; `window` says whether they roll back from the
    reference day or are calendar years by the year of the application. `only_heads` asks it only of a person who heads
    the organisation. `settled_by` is the register that decides where the office supplied it (`validators/settling`).
    """

    limited: ClassVar[Limited] = "may"
    predicate: Literal["gather"] = "gather"
    doubt: Literal["external", "human"]
    support: tuple[AnyField, ...] = ()
    kinds: tuple[PaperKind, ...] = ()
    contrary: tuple[Contrary, ...] = ()
    window: Literal["rolling", "years_with_current", "years_before_and_current"] = "rolling"
    only_heads: bool = False
    asks: str
    settles: str
    settled_by: SettledBy | None = None


def gather(case: Case, test: Gather, years: int) -> Ruling:
    if test.only_heads and (spared := _not_a_head(case, test)) is not None:
        return spared
    support = tuple(fact for field in test.support for fact in case.facts(field, test.kinds) if has_value(fact))
    against: list[Fact] = []
    doubts: list[Fact] = []
    raised: list[Fact] = []
    for sign in test.contrary:
        for fact in case.facts(sign.field, test.kinds):
            strength, blamed = _speaks_against(case, test, sign, fact, years), _blamed(case, sign, fact)
            if Verdict.NOT_MET not in {strength, blamed}:
                speaks = against if strength is Verdict.MET else raised if _late(case, test, sign, fact) else doubts
                sure = fact.document not in case.other_forms and (sign.decides or blamed is Verdict.MET)
                (speaks if sure else raised).append(fact)
    speaking = (*against, *doubts, *raised)
    earliest = _all_gone(case, test, against, speaking, years) if years else None
    said = "；".join(dict.fromkeys(case.tell(fact) for fact in support))
    steps = tuple(f"{case.tell(fact)}（{case.paper(fact)}）" for fact in (*support, *speaking))
    if against:
        told = "；".join(f"{case.paper(fact)}载明{case.tell(fact)}" for fact in against)
        return Ruling(
            verdict=Verdict.NOT_MET,
            sentence=f"{told}，与“{test.asks}”不符。",
            computation=steps,
            needs=test.settles,
            earliest=earliest,
            support=support,
            against=tuple(against),
        )
    if doubts:
        told = "；".join(f"{case.paper(fact)}载有{case.tell(fact)}" for fact in doubts)
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.UNREADABLE,
            sentence=f"{told}，是否与“{test.asks}”不符，须看清后才能断定。",
            computation=steps,
            needs=f"请对照原件核实。{test.settles}",
            earliest=earliest,
            support=support,
            against=tuple(doubts),
        )
    if raised:
        told = "；".join(f"{case.paper(fact)}载有{case.tell(fact)}" for fact in raised)
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.HUMAN,
            sentence=f"{told}，是否与“{test.asks}”不符，须由审查人员认定。",
            computation=steps,
            needs=test.settles,
            earliest=earliest,
            support=support,
            against=tuple(raised),
        )
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt(test.doubt),
        sentence=f"“{test.asks}”不能仅凭申报材料断定。材料所载：{said}。" if said else f"“{test.asks}”{SILENT}",
        computation=steps,
        needs=test.settles,
        support=support,
    )


def _not_a_head(case: Case, test: Gather) -> Ruling | None:
    """Say that the condition is not asked of this person; None where it is, or where nobody can tell."""
    known, told = heads(case)
    if known is not Verdict.NOT_MET:
        return None
    return Ruling(
        verdict=Verdict.NOT_APPLICABLE,
        sentence=f"材料载明申报个人不是所在组织的主要负责人（最高管理者），“{test.asks}”不适用。",
        support=told,
    )


def _speaks_against(case: Case, test: Gather, sign: Contrary, fact: Fact, years: int) -> Verdict:
    """Tell whether a fact shows the contrary: surely (`met`), surely not (`not_met`), or by some readings only."""
    shown = {_is_contrary(sign, value) for value in fact.readings}
    if shown == {False}:
        return Verdict.NOT_MET
    inside = _inside(case, test, sign, fact, years)
    if inside is Verdict.NOT_MET:
        return Verdict.NOT_MET
    return Verdict.UNDETERMINED if len(shown) > 1 else inside


def _blamed(case: Case, sign: Contrary, fact: Fact) -> Verdict:
    """Tell whether the record says by every reading that it was the body's own fault, or that it was not."""
    if sign.blame is None:
        return Verdict.UNDETERMINED
    told = case.beside(fact, sign.blame.field)
    words = [plain(value.text) if isinstance(value, TextValue) else "" for one in told for value in one.readings]
    for verdict, known in ((Verdict.NOT_MET, sign.blame.denies), (Verdict.MET, sign.blame.shows)):
        if words and all(any(plain(one) in word for one in known) for word in words):
            return verdict
    return Verdict.UNDETERMINED


def _is_contrary(sign: Contrary, value: Value) -> bool:
    if sign.above is not None:
        return isinstance(value, AmountValue) and value.amount > sign.above
    if sign.words:
        return isinstance(value, TextValue) and plain(value.text).startswith(tuple(plain(word) for word in sign.words))
    if sign.ends:
        return isinstance(value, TextValue) and plain(value.text).endswith(tuple(plain(word) for word in sign.ends))
    if sign.contains:
        return isinstance(value, TextValue) and any(plain(word) in plain(value.text) for word in sign.contains)
    return value.type != "said"


def _inside(case: Case, test: Gather, sign: Contrary, fact: Fact, years: int) -> Verdict:
    """Tell whether a record lies inside the look-back; one without a date may."""
    if sign.dated_by is None or not years:
        return Verdict.MET
    dates = _dated(case, sign, fact)
    if not dates:
        return Verdict.UNDETERMINED
    last = _last_year(case, test)
    found = {survey(partial(_within, since, last), dates_of(dates)).verdict for since in since_days(case, test, years)}
    return found.pop() if len(found) == 1 else Verdict.UNDETERMINED


def _within(since: date, last: int, day: date) -> Verdict:
    """Place a day in the look-back; after the year that closes it the clause's words no longer reach, nor clear it."""
    if day < since:
        return Verdict.NOT_MET
    return Verdict.MET if day.year <= last else Verdict.UNDETERMINED


def _last_year(case: Case, test: Gather) -> int:
    """Name the year that closes the look-back: that of the review, or of an application that was filed before it."""
    return case.on.year if test.window == "rolling" else max(case.filed_years)


def _late(case: Case, test: Gather, sign: Contrary, fact: Fact) -> bool:
    """Tell whether a record is surely of a later year than the look-back: plain ink, and a person's to weigh."""
    days = [option.value for option in dates_of(_dated(case, sign, fact))]
    known = [day for day in days if day]
    return bool(known) and len(known) == len(days) and min(known).year > _last_year(case, test)


def _dated(case: Case, sign: Contrary, fact: Fact) -> tuple[Fact, ...]:
    return case.beside(fact, sign.dated_by) if sign.dated_by else ()


def _all_gone(
    case: Case, test: Gather, against: Sequence[Fact], speaking: Sequence[Fact], years: int
) -> Earliest | None:
    """Find the first day on which no record is inside the look-back; beside one that decides and does not age, none."""
    last = every(_gone(case, test, fact, years) for fact in speaking)
    lasting = [case.tell(fact) for fact in against if _gone(case, test, fact, years) is None]
    if last is not None and lasting:
        return Earliest(why=f"{'、'.join(dict.fromkeys(lasting))}不因时间经过而消除，不能推算")
    return last


def _gone(case: Case, test: Gather, fact: Fact, years: int) -> Earliest | None:
    """Find the first day on which a record is no longer inside the look-back; one that does not age has none."""
    dates = [on for sign in test.contrary if sign.field == fact.field for on in _dated(case, sign, fact)]
    days = [option.value for option in dates_of(dates)]
    if not any(sign.dated_by for sign in test.contrary if sign.field == fact.field):
        return None
    if not days or None in days:
        return Earliest(why=f"{case.tell(fact)}没有读出日期，不能推算")
    return max((leaves(test, day, years) for day in days if day), key=_day)


def leaves(test: Gather, day: date, years: int) -> Earliest:
    """Name the first day on which a record of that day has left the look-back."""
    if test.window == "rolling":
        return after(plus_years(day, years))
    return Earliest(day=date(day.year + years + (test.window == "years_before_and_current"), 1, 1))


def _day(earliest: Earliest) -> date:
    return earliest.day or date.max


def since_days(case: Case, test: Gather, years: int) -> set[date]:
    """Find the first day of the look-back, for every year in which the application may lie."""
    if test.window == "rolling":
        return {first_inside(case.on, years)}
    back = years - 1 if test.window == "years_with_current" else years
    return {date(year - back, 1, 1) for year in case.filed_years}
