"""The bureaux' replies settle a condition when each that must answer has, of this applicant, for the whole period.

Silence is no answer unless the office says so; a bureau that is not in charge leaves its question open; a record counts
when the bureau itself holds it to be what was asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.model import Doubt, Fact, Verdict
from pipeline.registers import Replied, Replies
from pipeline.replies import Counted, Opinion
from validators.calendar import first_inside
from validators.case import Case
from validators.heads import heads
from validators.possibilities import dates_of, day_words, survey
from validators.predicates.gather import Gather, leaves, since_days
from validators.settled_by import SettledBy
from validators.settling.bureaux import elsewhere, is_bureau
from validators.settling.citing import Hit, Unsettled, at, cite, day, hits, period, text
from validators.settling.parties import Who
from validators.terms import plain
from validators.verdict import Ruling, each

_NAME = "replies"


@dataclass(frozen=True)
class Asked:
    """What must be answered: the condition by its title and id, by whom, and from which day to which.

    The form may leave open in which year it was filed: then the period begins on `since` or as late as on `surely`.
    """

    title: str
    rule: str
    bureaux: tuple[str, ...]
    years: int
    since: date
    surely: date
    until: date
    places: tuple[str, ...] = ()  # where the regulation applies: a bureau of another place cannot answer for it


def answered(
    case: Case, test: Gather, by: SettledBy, rule: tuple[str, str], years: int, register: Replies, who: Who
) -> Ruling | Unsettled:
    """Rule by the replies on a condition; `rule` is its id and title."""
    name, title = rule
    length = years or register.source.years
    if not length:
        return Unsettled(
            why="本项条文没有规定年限，评审办公室也没有写明部门答复至少应覆盖几年",
            needs="请在 office.toml 的 [registers.replies] 中写 years。",
        )
    starts = since_days(case, test, years) if years else {first_inside(case.on, length)}
    since = min(starts)
    until = case.on - timedelta(days=register.source.max_age_days or 0)
    asked = Asked(
        title, name, register.source.bureaux.get(name, by.bureaux), length, since, max(starts), until, case.places
    )
    about = hits(tuple(row for row in register.rows if _is_about(row, asked)), who)
    records = [hit for hit in about if hit.row.opinion is Opinion.RECORD]
    if (told := _recorded(case, test, asked, register, records, about)) is not None:
        return told
    clean: list[Hit[Replied]] = []
    gaps: list[str] = []
    for bureau in asked.bureaux:
        theirs = [hit for hit in about if is_bureau(hit.row.bureau, bureau)]
        good = [hit for hit in theirs if _gap(hit, asked, register) == ""]
        clean += good[:1]
        if not good:
            gaps.append(_gap(theirs[0], asked, register) if theirs else f"没有{bureau}部门的答复")
    if gaps:
        return Unsettled(why="；".join(dict.fromkeys(gaps)), needs="请补齐或核实部门答复。")
    facts = each(fact for hit in clean for fact in _facts(register, hit.row))
    return Ruling(
        verdict=Verdict.MET,
        sentence=f"应答复的{'、'.join(asked.bureaux)}部门均答复无“{title}”所指的记录"
        f"（{day_words(since)}至{day_words(until)}）。",
        computation=(
            f"须覆盖的期间：{day_words(since)}至{day_words(until)}",
            *(f"{at(_NAME, register, hit.row)}：{hit.row.bureau}，{_answer(hit.row, register)}" for hit in clean),
        ),
        flip="若任一部门更正为有属于该事项的记录则不满足",
        support=facts,
    )


def _is_about(row: Replied, asked: Asked) -> bool:
    return any(plain(matter) in {plain(asked.title), plain(asked.rule)} for matter in row.matters)


def _recorded(
    case: Case, test: Gather, asked: Asked, register: Replies,
    records: Sequence[Hit[Replied]], about: Sequence[Hit[Replied]],
) -> Ruling | None:  # fmt: skip
    """Rule where a bureau has a record: that counts, that may, or (None) none inside the period."""
    found = [ruling for hit in records if (ruling := _record(case, test, asked, register, hit)) is not None]
    against = next((ruling for ruling in found if ruling.verdict is Verdict.NOT_MET), None)
    if against is None:
        return found[0] if found else None
    bureaux = {hit.row.bureau for hit in records if any(hit.row.bureau in step for step in against.computation)}
    denied = [hit.row for hit in about if hit.row.opinion is Opinion.CLEAN and hit.row.bureau in bureaux
              and not _gap(hit, asked, register)]  # fmt: skip
    if denied:
        told = f"{against.sentence.rstrip('。')}；而{at(_NAME, register, denied[0])}又答复{Opinion.CLEAN}"
        return _open(Doubt.CONFLICT, told, against.against)
    return against


def _record(case: Case, test: Gather, asked: Asked, register: Replies, hit: Hit[Replied]) -> Ruling | None:
    row, where = hit.row, at(_NAME, register, hit.row)
    facts = _facts(register, row)
    when = f"（记录日期{row.recorded_on}）" if row.recorded_on else ""
    told = f"{where}{row.bureau}就“{asked.title}”答复{row.opinion}{when}{f'：{row.remark}' if row.remark else ''}"
    dated = [fact for fact in facts if fact.field == "register.recorded_on"]
    inside = survey(lambda on: _inside(on, asked, case.on), dates_of(dated)).verdict if dated else None
    if row.counted is Counted.NO or inside is Verdict.NOT_MET:
        return None
    unsure = ""
    if inside is not Verdict.MET:
        unsure = f"是否在{day_words(asked.since)}以来不能断定"
    elif row.counted is not Counted.YES:
        unsure = "部门没有认定是否属于该事项"
    elif test.only_heads and heads(case)[0] is not Verdict.MET:
        unsure = "而申报个人是否为所在组织主要负责人不能断定"
    if hit.match.doubt is not None or unsure:
        why = f"{where}：{hit.match.why}" if hit.match.doubt else f"{told}，{unsure}"
        return _open(hit.match.doubt or Doubt.HUMAN, why, facts)
    return Ruling(
        verdict=Verdict.NOT_MET,
        sentence=f"{told}，部门认定属于该事项，与“{test.asks}”不符。",
        computation=(
            f"须查的期间：{day_words(asked.since)}至{day_words(case.on)}",
            f"记录日期：{row.recorded_on}（{row.bureau}）",
        ),
        earliest=leaves(test, row.recorded_on.latest(), asked.years) if row.recorded_on else None,
        against=facts,
    )


def _inside(on: date, asked: Asked, until: date) -> Verdict:
    if on < asked.since or on > until:
        return Verdict.NOT_MET
    return Verdict.MET if on >= asked.surely else Verdict.UNDETERMINED


def _gap(hit: Hit[Replied], asked: Asked, register: Replies) -> str:  # noqa: PLR0911 - one line for each reason
    """Say why a row is not a clean answer for the whole period; empty where it is one."""
    row, where = hit.row, at(_NAME, register, hit.row)
    if hit.match.doubt is not None:
        return f"{where}：{hit.match.why}"
    silent = row.opinion is Opinion.NO_REPLY
    if row.opinion is Opinion.NOT_OURS:
        return f"{where}{row.bureau}答复{row.opinion}，须改向主管部门征求意见"
    if silent and not register.source.silence_is_consent:
        return f"{where}{row.bureau}{row.opinion}，评审办公室没有规定逾期未答复视为无记录"
    if elsewhere(row.bureau, asked.places):
        return f"{where}{row.bureau}是另一地方的部门，不能代替本地部门答复"
    if row.opinion is Opinion.RECORD:
        return f"{where}{row.bureau}有记录而不在所查期间或不属于该事项，期间内是否另有记录须其答复"
    if row.since is None or row.until is None:
        return f"{where}{row.bureau}的答复没有写明查询起止日期"
    if not silent and row.replied_on is None:
        return f"{where}{row.bureau}的答复没有写明答复日期"
    last = row.until if silent or row.replied_on is None else min(row.until, row.replied_on)  # nobody knows tomorrow
    if row.since > asked.since or last < asked.until:
        return (
            f"{where}{row.bureau}的答复覆盖{day_words(row.since)}至{day_words(last)}，"
            f"不足{day_words(asked.since)}至{day_words(asked.until)}"
        )
    return ""


def _answer(row: Replied, register: Replies) -> str:
    if row.opinion is Opinion.NO_REPLY and register.source.silence_is_consent:
        return f"{row.opinion}（评审办公室规定逾期未答复视为无记录）"
    return f"{row.opinion}（{day_words(row.replied_on)}答复）" if row.replied_on else str(row.opinion)


def _facts(register: Replies, row: Replied) -> tuple[Fact, ...]:
    told = [cite(_NAME, register, row, "register.reply", "opinion", text(f"{row.bureau}：{row.opinion}"))]
    if row.since and row.until and row.since <= row.until:
        told.append(cite(_NAME, register, row, "register.covers", "since", period(row.since, row.until)))
    if row.recorded_on:
        told.append(cite(_NAME, register, row, "register.recorded_on", "recorded_on", day(row.recorded_on)))
    return tuple(told)


def _open(doubt: Doubt, told: str, facts: tuple[Fact, ...]) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{told}。",
        needs="请向答复部门核实。",
        against=facts,
    )
