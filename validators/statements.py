"""What audited statements show of a year: which figures count, and whether the auditor vouched for them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.model import Doubt, Fact, FlagValue, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import has_value
from validators.verdict import Ruling

YEAR = re.compile(r"\d{4}")
_ODD = ("保留", "否定", "无法表示")


def of_year(facts: Sequence[Fact], year: int) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if _year(fact.key) == year)


@lru_cache(maxsize=1024)
def _year(key: str) -> int | None:
    found = YEAR.search(key)
    return int(found[0]) if found else None


def audited_figures(case: Case, kinds: Sequence[str], line: str, year: int) -> tuple[Fact, ...]:
    """Take the figures of a year; a statement that says it was not audited proves none."""
    raw = {
        fact.document
        for fact in case.facts("audit.audited", kinds)
        for value in fact.readings
        if isinstance(value, FlagValue) and not value.flag
    }
    return tuple(fact for fact in of_year(case.proofs(line, kinds), year) if fact.document not in raw)


def odd_opinion(case: Case, kinds: Sequence[str], year: int) -> Ruling | None:
    """Let a person look at a year of which the auditor did not say that the statements are true and fair."""
    told = [fact for fact in of_year(case.facts("audit.opinion", kinds), year) if has_value(fact)]
    odd = tuple(fact for fact in told if "无保留" not in say_fact(fact) and any(w in say_fact(fact) for w in _ODD))
    if not odd:
        return None
    shown = "、".join(dict.fromkeys(say_fact(fact) for fact in odd))
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.HUMAN,
        sentence=f"{year} 年度审计报告为{shown}，利润数字能否采信须由审查人员判断。",
        computation=(f"{year} 年度审计意见：{shown}",),
        needs=f"请查看 {year} 年度审计报告的意见段，判断是否影响利润。",
        support=odd,
    )
