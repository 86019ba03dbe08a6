"""years_since: so many years have passed since a date on a paper, by the corresponding day, 以上 included."""

from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.catalogue import catalogue
from pipeline.model import Doubt, Earliest, Fact, TextValue, Verdict
from validators.calendar import latest_start, plus_years
from validators.case import Case
from validators.earliest import years_complete
from validators.possibilities import Option, Survey, dates_of, day_words, weigh
from validators.terms import DateField, Limited, PaperKind, Parameters, plain
from validators.verdict import Ruling


class YearsSince(Parameters):
    """Years from a date that papers of some kinds prove; the application form only claims it.

    `complete` says whether the years are complete on the corresponding day itself or only when that day is over.
    `moved` is a later date from which the years run anew where a paper shows it: that of moving into the district.
    Where none does, a credit code given out in the `region` shows that the body was registered there from the first.
    """

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["years_since"] = "years_since"
    field: DateField
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    complete: Literal["on_the_day", "day_after"] = "on_the_day"
    moved: DateField | None = None
    region: str = ""


def years_since(case: Case, test: YearsSince, years: int) -> Ruling:
    if test.moved is not None:
        return _here(case, test, test.moved, years)
    title = catalogue()[test.field].title
    proofs, claims = case.proofs(test.field, test.kinds), case.claims(test.field, test.kinds)
    if not proofs:
        unknown = Earliest(why=f"{title}没有证明，不能推算")
        return case.unproven(test.field, test.kinds).model_copy(update={"earliest": unknown})
    end = case.on if test.complete == "on_the_day" else case.on - timedelta(days=1)

    def long_enough(start: date) -> Verdict:
        return Verdict.MET if plus_years(start, years) <= end else Verdict.NOT_MET

    options = dates_of(proofs)
    answer = weigh(long_enough, options, dates_of(claims))
    earliest = years_complete(options, claims, years, day_after=test.complete == "day_after", what=title)
    if answer.verdict is Verdict.UNDETERMINED:
        ruling = _doubtful(case, answer, title, years, proofs, claims)
    else:
        ruling = _decided(case, answer.verdict, max(options, key=_day), title, years, end, proofs)
    return ruling.model_copy(update={"earliest": earliest})


_CODED = date(2018, 1, 1)  # by then every body had its code: of those moved in before, it names the new place


def _here(case: Case, test: YearsSince, moved: str, years: int) -> Ruling:
    """Judge from the move where one is shown, else from the founding, if the body was surely founded here."""
    stayed = test.model_copy(update={"moved": None})
    dates = case.proofs(moved, ())
    if dates:
        kinds = tuple(dict.fromkeys(fact.kind for fact in dates))
        return years_since(case, stayed.model_copy(update={"field": moved, "kinds": kinds}), years)
    ruling = years_since(case, stayed, years)
    since = plus_years(case.on, -years)
    codes = [plain(f.value.text) for f in case.proofs("entity.code", test.kinds) if isinstance(f.value, TextValue)]
    native = any(code[2:8] == test.region for code in codes)
    why = (
        f"统一社会信用代码看不出 {_CODED.year} 年以前在何地登记"
        if native
        else f"统一社会信用代码的登记管理机关代码不是 {test.region}"
        if codes
        else "没有读出统一社会信用代码"
    )
    if ruling.verdict is not Verdict.MET or (since >= _CODED and native):
        earliest = _always_here(ruling, years) if native else _MOVED
        return ruling.model_copy(update={"earliest": earliest})
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.EXTERNAL,
        sentence=f"{ruling.sentence}但{why}，是否由外地迁入、何时迁入，材料没有载明。",
        computation=ruling.computation,
        needs="请向登记机关查询是否由外地迁入及迁入日期。",
        earliest=_always_here(ruling, years) if native else _MOVED,
        support=ruling.support,
    )


_MOVED = Earliest(why="是否由外地迁入、何时迁入没有载明，不能推算")


def _always_here(ruling: Ruling, years: int) -> Earliest | None:
    """A code of the region shows that a body was here since every body has one, and no longer."""
    told = ruling.earliest
    return Earliest(day=max(told.day, plus_years(_CODED, years))) if told and told.day else told


def _day(option: Option[date]) -> date:
    assert option.value is not None  # noqa: S101 - a survey that decided had a day in every option
    return option.value


def _decided(
    case: Case, verdict: Verdict, option: Option[date], title: str, years: int, end: date, proofs: tuple[Fact, ...]
) -> Ruling:
    start = _day(option)
    due = plus_years(start, years)
    late = (due - end).days
    met = verdict is Verdict.MET
    paper = case.paper(option.fact)
    flip = latest_start(end, years)
    tail = f"已满 {years} 年" if met else f"不满 {years} 年，最早于{day_words(due + (case.on - end))}届满"
    return Ruling(
        verdict=verdict,
        sentence=f"{paper}载明{title}为{day_words(start)}，至审查基准日{day_words(case.on)}{tail}。",
        computation=(
            f"{title}：{day_words(start)}（{paper}）",
            f"满 {years} 年之日（对应日）：{day_words(due)}",
            f"审查基准日：{day_words(case.on)}" + ("" if end == case.on else "（对应日终了后方为届满）"),
            f"{day_words(due)} {'≤' if met else '>'} {day_words(end)}",
        ),
        margin=_margin(late),
        flip=f"若{title}晚于 {flip.isoformat()} 则不满足" if met else f"若{title}不晚于 {flip.isoformat()} 则满足",
        support=proofs if met else (),
        against=() if met else proofs,
    )


def _margin(late: int) -> str:
    if late > 0:
        return f"到期日晚于截止日 {late} 天"
    return f"到期日早于截止日 {-late} 天" if late < 0 else "到期日恰为截止日当日"


def _doubtful(
    case: Case, answer: Survey[date], title: str, years: int, proofs: tuple[Fact, ...], claims: tuple[Fact, ...]
) -> Ruling:
    why: dict[Doubt | None, str] = {
        Doubt.CONFLICT: f"各材料所载{title}不一致，是否满 {years} 年取决于以何者为准",
        Doubt.AMBIGUOUS: f"材料所载{title}不够具体，是否满 {years} 年取决于确切日期",
        Doubt.UNREADABLE: f"材料上的{title}有不同辨认结果，是否满 {years} 年取决于如何辨认",
    }
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=answer.doubt,
        sentence=f"{why[answer.doubt]}：{answer.deciding(case.paper)}。",
        computation=(f"审查基准日：{day_words(case.on)}",),
        needs=f"请对照原件或登记机关档案核实{title}。",
        support=proofs,
        against=claims if answer.doubt is Doubt.CONFLICT else (),
    )
