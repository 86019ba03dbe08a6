"""agree: what several papers say of the same thing is the same. A difference is for a person to explain."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import combinations, product
from typing import Literal

from pydantic import Field

from pipeline.catalogue import catalogue
from pipeline.model import AmountValue, DateValue, Doubt, Fact, TextValue, Value, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.formats import credit_code
from validators.possibilities import has_value
from validators.terms import PAPERS, AnyField, Parameters, plain
from validators.verdict import Ruling, each

Manner = Literal["text", "name", "code", "address", "date", "amount"]
_PROVINCE = re.compile(r"^(?:中国)?[\u4e00-\u9fff]{2,8}?(?:省|自治区|市)")


class Agree(Parameters):
    """Fields that are compared with each other; with `by_key`, each field only within the same record.

    `former` fields give other names under which the same body may appear; `tolerance` is what rounding may take away;
    `about` names the matter where the title of the first field would not do. Nothing is said to agree before every
    record of the `whole` fields that two kinds of paper both cover has been compared. A statement prints the figures of
    the group and of the company alone: of `several` figures on one paper one must fit.
    """

    predicate: Literal["agree"] = "agree"
    fields: tuple[AnyField, ...] = Field(min_length=1)
    manner: Manner
    by_key: bool = False
    former: tuple[AnyField, ...] = ()
    tolerance: Decimal = Decimal(0)
    about: str = ""
    whole: tuple[AnyField, ...] = ()
    several: bool = False


def agree(case: Case, test: Agree, _: int) -> Ruling:
    facts = tuple(fact for field in test.fields for fact in case.compared(field) if has_value(fact))
    title = test.about or catalogue()[test.fields[0]].title
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.field, fact.key) if test.by_key else ("", ""), []).append(fact)
    compared = [group for group in groups.values() if len({fact.document for fact in group}) > 1]
    former = {
        plain(fact.value.text) for field in test.former for fact in case.compared(field) if fact.value.type == "text"
    }
    pairs = [pair for group in compared for pair in _differing(test, group, former)]
    faults = _wrong_codes(facts) if test.manner == "code" else {}
    if not pairs and not faults:
        if absent := "、".join(_uncompared(case, test) if test.whole else ()):
            return _partly(case, title, compared, f"未读出{absent}", absent)
        if nameless := _nameless(groups.values()):
            papers = case.papers(nameless)
            why = f"{papers}没有读出编号，不知与其他材料所载的是否同一份"
            return _partly(case, title, compared, why, f"{papers}的编号和日期", nameless)
        return _agreeing(case, title, [group for group in map(partial(_ours, case), compared) if group])
    sure = [pair for pair in pairs if not _may_agree(test, pair, former)]
    values = {fact.readings for pair in (sure or pairs) for fact in pair}
    shown = tuple(fact for group in compared for fact in group if fact.readings in values)
    head = f"各材料所载{title}不一致" if sure else f"{title}有不同辨认结果，不能断定是否一致"
    sentences = [f"{head}：{'；'.join(_shown(case, shown))}。"] if pairs else []
    sentences += [
        f"{case.paper(fact)}载{title}{say_fact(fact)}，不合编码规则（{why}）。" for fact, why in faults.items()
    ]
    against = each((*shown, *faults))
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.CONFLICT if sure else Doubt.UNREADABLE,
        sentence="".join(sentences),
        computation=_shown(case, against),
        needs=f"请对照原件核实{title}；确属不一致的，请申报人说明原因，涉及变更的请附变更登记通知书。",
        against=against,
    )


def _ours(case: Case, group: Sequence[Fact]) -> list[Fact]:
    """Leave out what papers of somebody else print: they can contradict, but their agreeing shows nothing.

    Nor does a numbered paper, a certificate, that agrees with a copy of itself; statements of a year are many papers.
    """
    own = [fact for fact in group if fact.document not in case.not_ours]
    copies = all(map(_is_numbered, group)) and len({fact.kind for fact in own}) == 1
    return own if len({fact.document for fact in own}) > 1 and not copies else []


def _is_numbered(fact: Fact) -> bool:
    """Tell a record that has a number of its own, as a certificate has, from the figures of a year."""
    return catalogue()[fact.field].key not in {"", "年度"}


def _nameless(groups: Iterable[Sequence[Fact]]) -> tuple[Fact, ...]:
    """List what papers print whose number nobody read, where another paper has a record that found no partner."""
    alone = [fact for group in groups if len({fact.document for fact in group}) == 1 for fact in group]
    unread = [fact for fact in alone if _is_numbered(fact) and fact.key == fact.document]
    numbered = {fact.field for fact in alone if fact.key != fact.document}
    return tuple(fact for fact in unread if fact.field in numbered)


def _agreeing(case: Case, title: str, compared: Sequence[Sequence[Fact]]) -> Ruling:
    if not compared:
        return Ruling(verdict=Verdict.NOT_APPLICABLE, sentence=f"{title}没有在两份以上材料中出现，无从比对。")
    facts = tuple(fact for group in compared for fact in group)
    return Ruling(
        verdict=Verdict.MET,
        sentence=f"{len({fact.document for fact in facts})} 份材料所载{title}一致{_counted(compared)}。",
        computation=tuple(step for group in compared for step in _shown(case, group)),
        support=facts,
    )


def _counted(compared: Sequence[Sequence[Fact]]) -> str:
    """Say what was compared where there is more than one thing."""
    firsts = [next(iter(group)) for group in compared]
    told = dict.fromkeys(f"{_record(one.field, one.key)}{catalogue()[one.field].title}" for one in firsts)
    return f"（已比对：{'、'.join(told)}）" if len(told) > 1 else ""


def _uncompared(case: Case, test: Agree) -> tuple[str, ...]:
    """Name what one kind of paper prints of a record and another, that covers the record and has the row, does not."""
    printed = [fact for field in test.whole for fact in case.compared(field)]
    rows = {(fact.kind, fact.field) for fact in printed}
    covered = {(fact.kind, fact.key) for fact in printed}
    there = {(fact.kind, fact.field, fact.key) for fact in printed if has_value(fact)}
    told = [
        f"{PAPERS[kind]}的{_record(field, key)}{catalogue()[field].title}"
        for kind in sorted({kind for kind, _ in rows})
        for field, key in sorted({(field, key) for other, field, key in there if other != kind})
        if (kind, field) in rows and (kind, key) in covered and (kind, field, key) not in there
    ]
    return tuple(dict.fromkeys(told))


def _record(field: str, key: str) -> str:
    return f"{key} 年度" if catalogue()[field].key == "年度" else key


def _partly(
    case: Case, title: str, compared: Sequence[Sequence[Fact]], why: str, look_at: str, beside: Sequence[Fact] = ()
) -> Ruling:
    facts = tuple(fact for group in compared for fact in group)
    so_far = "已比对的一致，但" if compared else ""
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.UNREADABLE,
        sentence=f"{title}{so_far}没有全部比对：{why}。",
        computation=tuple(step for group in compared for step in _shown(case, group)),
        needs=f"请对照原件核对{look_at}。",
        support=(*facts, *beside),
    )


def _shown(case: Case, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Say each value once, with the papers that print it."""
    papers: dict[str, list[Fact]] = {}
    for fact in facts:
        title = catalogue()[fact.field].title
        record = _record(fact.field, fact.key) if catalogue()[fact.field].key == "年度" else ""
        papers.setdefault(f"{record}{title}“{say_fact(fact)}”", []).append(fact)
    return tuple(f"{told}见于{case.papers(printed)}" for told, printed in papers.items())


def _wrong_codes(facts: Sequence[Fact]) -> dict[Fact, str]:
    told = {fact: credit_code.fault(fact.value.text) for fact in facts if isinstance(fact.value, TextValue)}
    return {fact: why for fact, why in told.items() if why}


def _differing(test: Agree, group: Sequence[Fact], former: set[str]) -> list[tuple[Fact, Fact]]:
    """List the pairs that do not agree by every reading. What is printed alike without doubt is compared once."""
    if test.several:
        return _without_a_match(test, group, former)
    distinct = {fact.readings if len(fact.readings) == 1 else fact: fact for fact in group}.values()
    return [
        (one, other)
        for one, other in combinations(distinct, 2)
        if not all(_same(test, a, b, former) for a in one.readings for b in other.readings)
    ]


def _without_a_match(test: Agree, group: Sequence[Fact], former: set[str]) -> list[tuple[Fact, Fact]]:
    """List the pairs of two papers of which no figure surely fits a figure of the other."""
    papers: dict[str, list[Fact]] = {}
    for fact in group:
        papers.setdefault(fact.document, []).append(fact)
    found: list[tuple[Fact, Fact]] = []
    for some, others in combinations(papers.values(), 2):
        pairs = list(product(some, others))
        if not any(all(_same(test, a, b, former) for a in x.readings for b in y.readings) for x, y in pairs):
            found += pairs
    return found


def _may_agree(test: Agree, pair: tuple[Fact, Fact], former: set[str]) -> bool:
    readings = [(a, b) for a in pair[0].readings for b in pair[1].readings]
    return any("said" in {a.type, b.type} or _same(test, a, b, former) for a, b in readings)  # unread, it may be so


def _same(test: Agree, one: Value, other: Value, former: set[str]) -> bool:
    match one, other:
        case DateValue(), DateValue():
            return one.date.earliest() <= other.date.latest() and other.date.earliest() <= one.date.latest()
        case AmountValue(), AmountValue():
            return abs(one.amount - other.amount) <= test.tolerance
        case TextValue(), TextValue():
            return _same_text(test.manner, plain(one.text), plain(other.text), former)
        case _:
            return False


def _same_text(manner: Manner, one: str, other: str, former: set[str]) -> bool:
    if manner == "code":
        return credit_code.compact(one) == credit_code.compact(other)
    if manner == "address":
        near, far = sorted((_PROVINCE.sub("", one), _PROVINCE.sub("", other)), key=len)
        return far.startswith(near)
    return one == other or (manner == "name" and bool(former & {one, other}))
