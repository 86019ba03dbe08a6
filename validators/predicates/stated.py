"""stated: papers of some kinds say it in words: a colour, a grade, the kind of a body.

Words that deny weigh before words that show: 有限责任公司分公司 contains both. What says neither decides nothing.
"""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from pipeline.catalogue import catalogue
from pipeline.model import Doubt, Fact, Noun, TextValue, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import dates_of, has_value, survey, texts_of
from validators.terms import DateField, PaperKind, Parameters, TextField, plain
from validators.verdict import Ruling


class Only(Noun):
    """Whom it is asked of: bodies of which one of the fields says one of the words, on whatever paper."""

    fields: tuple[TextField, ...] = Field(min_length=1)
    words: tuple[str, ...] = Field(min_length=1)
    hints: tuple[TextField, ...] = ()


class Stated(Parameters):
    """`year` takes only records of one year: the one before the application, or the latest before it that is there.

    `dated_by` is the date the paper must bear. `open` makes what shows it a matter for a person: a trade that a form
    names may be an exempt one, and nobody but the office can say that it is.
    """

    predicate: Literal["stated"] = "stated"
    fields: tuple[TextField, ...] = Field(min_length=1)
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    shows: tuple[str, ...] = Field(min_length=1)
    denies: tuple[str, ...] = ()
    asks: str
    manner: Literal["contains", "begins"] = "contains"
    year: Literal["", "previous", "latest"] = ""
    dated_by: DateField | None = None
    only: Only | None = None
    open: bool = False
    otherwise: Literal["undetermined", "not_met"] = "undetermined"


def stated(case: Case, test: Stated, _: int) -> Ruling:
    if test.only is not None and (spared := _spared(case, test, test.only)) is not None:
        return spared
    printed = tuple(fact for field in test.fields for fact in case.facts(field, test.kinds))
    told = tuple(fact for fact in printed if has_value(fact))
    if test.year:
        told = _of_year(case, test, told)
    if not told:
        return _absent(case, test, printed)
    loud = tuple(fact for fact in told if _says(test, fact) != {Verdict.UNDETERMINED})
    facts = loud or told
    answer = survey(lambda words: _judge(test, words), texts_of(facts))
    shown = "；".join(dict.fromkeys(f"{case.paper(fact)}载为“{say_fact(fact)}”" for fact in facts))
    steps = tuple(f"{_title(fact)}：{say_fact(fact)}（{case.paper(fact)}）" for fact in facts)
    if answer.verdict is Verdict.NOT_MET:
        return Ruling(
            verdict=Verdict.NOT_MET,
            sentence=f"{shown}，与“{test.asks}”不符。",
            computation=steps,
            flip=f"若所载为“{'”或“'.join(test.shows)}”则满足" if not test.open else "",
            against=facts,
        )
    if answer.verdict is Verdict.MET:
        return _shown(case, test, facts, shown, steps)
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=answer.doubt if loud else Doubt.HUMAN,
        sentence=f"{shown}，不能断定是否“{test.asks}”。",
        computation=steps,
        needs=f"请对照原件核实是否“{test.asks}”。",
        support=facts,
    )


def _shown(case: Case, test: Stated, facts: tuple[Fact, ...], shown: str, steps: tuple[str, ...]) -> Ruling:
    if test.open:
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.HUMAN,
            sentence=f"{shown}，可能属于“{test.asks}”，须由评审办公室认定。",
            computation=steps,
            needs=f"请评审办公室认定是否属于“{test.asks}”。",
            support=facts,
        )
    if terms := case.void(facts):
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.HUMAN,
            sentence=f"{shown}，但证书有效期（{'、'.join(map(say_fact, terms))}）已过，是否仍然有效须核实。",
            computation=steps,
            needs=f"请向发证机关核实是否“{test.asks}”。",
            support=(*facts, *terms),
        )
    if case.untold(facts):
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.UNREADABLE,
            sentence=f"{shown}，但没有读到证书的有效期，不能断定证书仍然有效。",
            computation=steps,
            needs="请查看证书所载的有效期，或向发证机关核实。",
            support=facts,
        )
    if test.dated_by and (undated := _undated(case, test, test.dated_by, facts)) is not None:
        return undated
    return Ruling(
        verdict=Verdict.MET,
        sentence=f"{shown}，符合“{test.asks}”。",
        computation=steps,
        flip=f"若所载不是“{'”或“'.join(test.shows)}”则不满足",
        support=facts,
    )


def _undated(case: Case, test: Stated, dated_by: str, facts: Sequence[Fact]) -> Ruling | None:
    """A screen without a date may be of any year; one dated after the review shows nothing of today."""
    papers = {fact.document for fact in facts}
    dates = tuple(on for on in case.proofs(dated_by, test.kinds) if on.document in papers)
    title = catalogue()[dated_by].title
    if not dates:
        return case.absence(title, test.kinds, case.facts(dated_by, test.kinds))
    late = survey(lambda day: Verdict.MET if day <= case.on else Verdict.NOT_MET, dates_of(dates))
    if late.verdict is Verdict.MET:
        return None
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.CONFLICT,
        sentence=f"{title}{'、'.join(say_fact(on) for on in dates)}晚于或者可能晚于审查基准日，不能采用。",
        needs=f"请核实{title}。",
        support=(*facts, *dates),
    )


def _says(test: Stated, fact: Fact) -> set[Verdict]:
    return {_judge(test, value.text) for value in fact.readings if isinstance(value, TextValue)}


def _judge(test: Stated, words: str) -> Verdict:
    text = plain(words).casefold()
    for verdict, known in ((Verdict.NOT_MET, test.denies), (Verdict.MET, test.shows)):
        wanted = [plain(one).casefold() for one in known]
        if any(text.startswith(one) if test.manner == "begins" else one in text for one in wanted):
            return verdict
    return Verdict.NOT_MET if test.otherwise == "not_met" else Verdict.UNDETERMINED


def _of_year(case: Case, test: Stated, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Keep the records of the year that is asked for; none where the application may lie in two years."""
    filed = case.filed_years
    if len(filed) != 1:
        return ()
    years = {int(fact.key) for fact in facts if fact.key.isdecimal() and int(fact.key) < filed[0]}
    wanted = filed[0] - 1 if test.year == "previous" else max(years, default=None)
    return tuple(fact for fact in facts if fact.key == str(wanted))


def _absent(case: Case, test: Stated, printed: tuple[Fact, ...]) -> Ruling:
    title = catalogue()[test.fields[0]].title
    if not test.year or len(case.filed_years) != 1:
        return case.absence(title, test.kinds, printed)
    of = (
        f"{case.filed_years[0] - 1} 年度{title}"
        if test.year == "previous"
        else f"{case.filed_years[0]} 年度之前的{title}"
    )
    return case.absence(of, test.kinds, tuple(fact for fact in printed if not has_value(fact)))


def _spared(case: Case, test: Stated, only: Only) -> Ruling | None:
    """Say that the condition is not asked of this body, that nobody can tell, or (None) that it is asked."""
    words = [plain(word) for word in only.words]
    facts = tuple(fact for field in only.fields for fact in case.facts(field) if has_value(fact))
    if any(word in plain(fact.value.text) for fact in facts if isinstance(fact.value, TextValue) for word in words):
        return None
    title = catalogue()[only.fields[0]].title
    shown = "；".join(dict.fromkeys(f"{case.paper(fact)}载{title}为“{say_fact(fact)}”" for fact in facts))
    if not facts:
        return (
            None
            if case.documents(test.kinds)
            else _unknown(f"材料未载明{title}，不能断定是否适用本项要求。", title, ())
        )
    hinted = tuple(
        fact
        for field in only.hints
        for fact in case.facts(field)
        if isinstance(fact.value, TextValue) and any(hint in fact.value.text for hint in _MAKING)
    )
    if hinted or any(len(fact.readings) > 1 for fact in facts):
        return _unknown(
            f"{shown}，但经营范围含生产、制造、加工内容，是否适用本项要求须由审查人员判断。", title, (*facts, *hinted)
        )
    return Ruling(
        verdict=Verdict.NOT_APPLICABLE,
        sentence=f"{shown}，“{test.asks}”只适用于{'、'.join(only.words)}。",
        support=facts,
    )


_MAKING = ("制造", "生产", "加工")


def _unknown(sentence: str, title: str, facts: tuple[Fact, ...]) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.HUMAN,
        sentence=sentence,
        needs=f"请核实{title}，再确定是否适用。",
        support=facts,
    )


def _title(fact: Fact) -> str:
    record = f"{fact.key} 年度" if catalogue()[fact.field].key == "年度" else ""
    return f"{record}{catalogue()[fact.field].title}"
