"""The list of winners settles whether a prize was won, and when: for `not_again` and for `prize_held`."""

from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.model import Doubt, Earliest, Fact, Verdict
from pipeline.registers import Register, Won
from validators.calendar import first_inside, latest_start, plus_years
from validators.case import Case
from validators.earliest import after
from validators.possibilities import dates_of, day_words, survey
from validators.predicates.not_again import NotAgain, application_day, last_day
from validators.predicates.prize_held import PrizeHeld
from validators.settling.citing import Hit, Unsettled, at, cite, day, hits, speaks_of, text
from validators.settling.parties import Who
from validators.settling.whole import unnamed, whole
from validators.verdict import Ruling

_NAME = "winners"


def not_won_again(case: Case, test: NotAgain, years: int, register: Register[Won], who: Who) -> Ruling | Unsettled:
    """Rule by the list of winners on whether the same prize was won within the years."""
    asked = application_day(case)
    open_rows: list[Ruling] = []
    for hit in hits(register.rows, who):
        if _is_other(hit.row.award, test, case.prizes):
            continue
        facts = _facts(register, hit.row)
        past = survey(lambda won: _long_past(won, test.wait, years, asked), dates_of(facts[1:]))
        if past.verdict is Verdict.MET:
            continue
        ruling = _barred(case, test, years, register, hit, facts, past.doubt)
        if ruling.verdict is Verdict.NOT_MET:
            return ruling
        open_rows.append(ruling)
    if open_rows:
        return open_rows[0]
    since = _first_barring(asked, test.wait, years)
    near = [
        row for row in register.rows if not _is_other(row.award, test, case.prizes) and row.won_on.latest() >= since
    ]
    covered = any(_is_same(one, test) or one in test.whole for one in register.source.complete_for)
    wanted = "、".join((*test.same[:1], *test.whole))
    for gap in (whole(case, _NAME, register, since, covered, wanted), unnamed(_NAME, register, near, who)):
        if gap is not None:
            return gap
    source = register.source
    return Ruling(
        verdict=Verdict.MET,
        sentence=f"历届获奖名单（{source.file}）中没有申报人在 {years} 年内获同一奖项的记录，"
        f"该名单已由评审办公室声明完整。",
        computation=(
            f"名单完整的期间：{_span(register)}",
            f"须查的期间：{day_words(since)}至{day_words(asked)}",
        ),
        flip="若名单漏列申报人则不满足",
    )


def held(
    case: Case, test: PrizeHeld, years: int, register: Register[Won], who: Who, shown: Iterable[Fact]
) -> Ruling | Unsettled:
    """Rule by the list of winners on whether a prize was won so many years ago. `shown` is what certificates say."""
    end = case.on if test.complete == "on_the_day" else case.on - timedelta(days=1)
    doubtful: list[Ruling] = []
    young: list[Ruling] = []
    for hit in hits(register.rows, who):
        if not _is_same(hit.row.award, test) or hit.row.won_on.earliest() > case.on:
            continue
        facts = _facts(register, hit.row)
        answer = survey(
            lambda won: Verdict.MET if plus_years(won, years) <= end else Verdict.NOT_MET, dates_of(facts[1:])
        )
        told = f"{at(_NAME, register, hit.row)}载明申报人于{hit.row.won_on}获“{hit.row.award}”"
        steps = (f"获奖日期：{hit.row.won_on}（{at(_NAME, register, hit.row)}）",)
        if hit.match.doubt is not None or answer.verdict is Verdict.UNDETERMINED:
            why = hit.match.why or f"{told}，是否满 {years} 年取决于确切日期"
            doubtful.append(_open(hit.match.doubt or Doubt.AMBIGUOUS, f"{at(_NAME, register, hit.row)}：{why}", facts))
            continue
        met, latest = answer.verdict is Verdict.MET, latest_start(end, years).isoformat()
        ruling = Ruling(
            verdict=answer.verdict,
            sentence=f"{told}，至审查基准日{day_words(case.on)}{'已' if met else '不'}满 {years} 年。",
            computation=steps,
            flip=f"若获奖日期{'晚于' if met else '不晚于'} {latest} 则{'不' if met else ''}满足",
            earliest=Earliest(day=plus_years(hit.row.won_on.latest(), years) + (case.on - end)),
            support=facts if met else (),
            against=() if met else facts,
        )
        if met:
            return _unless_revoked(case, ruling, who)
        young.append(ruling)
    if doubtful or young:
        return (doubtful or young)[0]
    return _unlisted(register, test, shown)


def _unlisted(register: Register[Won], test: PrizeHeld, shown: Iterable[Fact]) -> Ruling | Unsettled:
    """Hold a certificate against a list that is complete for its day and does not know it."""
    source = register.source
    dated = [o.value for fact in shown for o in dates_of([fact]) if o.value and fact.value.type == "date"]
    covered = any(_is_same(one, test) or one in test.whole for one in source.complete_for)
    inside = source.complete_from and source.complete_to and covered and dated
    if inside and all(source.complete_from <= won <= source.complete_to for won in dated):  # type: ignore[operator]
        return _open(
            Doubt.CONFLICT,
            f"材料所附证书载明已获奖，而历届获奖名单（{source.file}，{_span(register)}完整）中没有申报人",
            (),
        )
    return Unsettled(
        why=f"历届获奖名单（{source.file}）中没有申报人获此奖项的记录", needs="请核对历届获奖名单和表彰决定。"
    )


def _unless_revoked(case: Case, ruling: Ruling, who: Who) -> Ruling:
    """Let a person look at a prize that may have been taken back."""
    taken = case.registers.revocations
    back = hits(taken.rows, who) if taken else []
    if taken is None or not back:
        return ruling
    facts = tuple(
        cite("revocations", taken, hit.row, "winner.revoked_on", "decided_on", day(hit.row.decided_on)) for hit in back
    )
    told = f"{ruling.sentence.rstrip('。')}；但{at('revocations', taken, back[0].row)}载有申报人被撤销或限制申报的记录"
    return _open(Doubt.HUMAN, told, facts)


def _barred(
    case: Case, test: NotAgain, years: int, register: Register[Won], hit: Hit[Won],
    facts: tuple[Fact, ...], doubt: Doubt | None,
) -> Ruling:  # fmt: skip
    row, where = hit.row, at(_NAME, register, hit.row)
    told = f"{where}载有于{row.won_on}获“{row.award}”"
    if hit.match.doubt is not None:
        return _open(hit.match.doubt, f"{where}：{hit.match.why}", facts)
    if not _is_same(row.award, test):
        return _open(Doubt.HUMAN, f"{told}，是否为同一奖项不能断定", facts)
    if doubt is not None:
        return _open(Doubt.AMBIGUOUS, f"{told}，是否在 {years} 年内取决于确切日期", facts)
    if not test.decides:
        return _open(Doubt.HUMAN, f"{told}，{years} 年未满，能否申报条文没有写明", facts)
    until, asked = last_day(row.won_on.latest(), test.wait, years), application_day(case)
    return Ruling(
        verdict=Verdict.NOT_MET,
        sentence=f"{told}，至{day_words(until)}止 {years} 年内不得再次申报该奖项，而申报日期为{day_words(asked)}。",
        computation=(
            f"获奖日期：{row.won_on}（{where}）",
            f"{years} 年届满之日：{day_words(until)}",
            f"申报日期：{day_words(asked)}",
        ),
        margin=f"申报日期早于可再次申报之日 {(until - asked).days + 1} 天",
        flip=f"若申报日期晚于 {until.isoformat()} 则不受此限",
        earliest=after(until),
        against=facts,
    )


def _first_barring(asked: date, wait: str, years: int) -> date:
    """Find the first day on which a prize decided then would still stand in the way.

    >>> _first_barring(date(2026, 6, 30), "award_year_counted", 5)
    datetime.date(2022, 1, 1)
    """
    if wait == "from_decision":
        return first_inside(asked, years)
    return date(asked.year - years + (wait == "award_year_counted"), 1, 1)


def _long_past(won: date, wait: str, years: int, asked: date) -> Verdict:
    """Say whether a prize no longer bars; one of after the application never did (a later list judged again)."""
    return Verdict.MET if last_day(won, wait, years) < asked or won > asked else Verdict.NOT_MET


def _is_same(award: str, test: NotAgain | PrizeHeld) -> bool:
    return speaks_of(award, test.same) and not speaks_of(award, test.other)


def _is_other(award: str, test: NotAgain, prizes: tuple[str, ...]) -> bool:
    """Tell a prize that is surely another one: of another category, or one the regulation knows by its own name."""
    known = tuple(prize for prize in prizes if prize not in test.same)
    return speaks_of(award, test.other) or (speaks_of(award, known) and not speaks_of(award, test.same))


def _facts(register: Register[Won], row: Won) -> tuple[Fact, ...]:
    return (
        cite(_NAME, register, row, "winner.award", "award", text(row.award)),
        cite(_NAME, register, row, "winner.decided_on", "won_on", day(row.won_on)),
    )


def _span(register: Register[Won]) -> str:
    source = register.source
    assert source.complete_from  # noqa: S101 - asked only of a list that is declared complete
    assert source.complete_to  # noqa: S101
    return f"{day_words(source.complete_from)}至{day_words(source.complete_to)}"


def _open(doubt: Doubt, told: str, facts: tuple[Fact, ...]) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{told.rstrip('。')}。",
        needs="请核对名单和表彰决定，核实后更正名单或注明。",
        against=facts,
    )
