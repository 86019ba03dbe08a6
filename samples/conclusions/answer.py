"""A verdict under doubt: one answer, several readings of a clause, several papers that may disagree."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from pipeline.model import DateValue, SaidValue
from samples.applicant import Fixed
from samples.sight import Seen, View

Verdict = Literal["met", "not_met", "undetermined", "not_applicable"]
Doubt = Literal["", "missing", "unreadable", "conflict", "ambiguous", "external", "human"]
Remedy = Literal["refuse", "supplement", "clarify"]
# Which doubt is told when several parts are open (docs/decisions/0019): what takes longest to be answered comes first.
_ORDER: tuple[Doubt, ...] = ("missing", "conflict", "unreadable", "ambiguous", "external", "human")
_STEP = re.compile(r"第([一二三四五六七八九十]+)[条款项]")
_DIGITS = "〇一二三四五六七八九"


class Answer(Fixed):
    """`against` tells an open answer to which a paper speaks against from one that no paper touches."""

    verdict: Verdict
    doubt: Doubt = ""
    why: str
    against: bool = False


class ReadingTruth(Answer):
    """What follows if the clause is read in one of the ways it admits."""

    reading: str


class VerdictTruth(Answer):
    """What a careful person finds under one clause, and under each reading of it."""

    topic: str  # the condition, in a word that all regulations share
    clause: str
    rule: str = ""  # the id under which a rule answers for it; "" where none ever will
    remedy: Remedy
    against: bool = False
    readings: tuple[ReadingTruth, ...] = ()


Asking = Callable[[View], Answer | Mapping[str, Answer]]


class Question(Fixed):
    """One condition of a clause: who is asked, and what follows when the answer is no."""

    topic: str
    clause: str
    rule: str = ""
    remedy: Remedy
    ask: Asking


def question(topic: str, clause: str, ask: Asking, remedy: Remedy = "refuse", rule: str = "") -> Question:
    """Put a condition. Unless said otherwise the rule that answers for it is named by its place and its topic."""
    return Question(topic=topic, clause=clause, ask=ask, remedy=remedy, rule=rule or rule_id(clause, topic))


def rule_id(clause: str, topic: str) -> str:
    """Name a rule by article, paragraph, item and topic; what rests on no article has no such name.

    >>> rule_id("第十六条第一款第一项（在本市登记注册）", "registered"), rule_id("第三十五条（…）", "revoked")
    ('16.1.1-registered', '35-revoked')
    """
    place = clause.split("（", 1)[0]
    steps = [str(_number(told)) for told in _STEP.findall(place)]
    return f"{'.'.join(steps)}-{topic}" if steps else ""


def _number(told: str) -> int:
    """Read a number below one hundred.

    >>> [_number(told) for told in ("七", "十", "十六", "二十", "三十五")]
    [7, 10, 16, 20, 35]
    """
    tens, ten, ones = told.rpartition("十")
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def met(why: str) -> Answer:
    return Answer(verdict="met", why=why)


def not_met(why: str) -> Answer:
    return Answer(verdict="not_met", why=why)


def open_(doubt: Doubt, why: str, *, against: bool = False) -> Answer:
    return Answer(verdict="undetermined", doubt=doubt, why=why, against=against)


def not_applicable(why: str) -> Answer:
    return Answer(verdict="not_applicable", why=why)


def both(answers: Iterable[Answer]) -> Answer:
    """All parts must hold: one no is a no, else one doubt is a doubt."""
    parts = [answer for answer in answers if answer.verdict != "not_applicable"]
    if not parts:
        return not_applicable("本项没有可适用的内容。")
    if failed := [part for part in parts if part.verdict == "not_met"]:
        return not_met("".join(part.why for part in failed))
    if doubtful := [part for part in parts if part.verdict == "undetermined"]:
        worst = min((part.doubt for part in doubtful), key=_ORDER.index)
        against = any(part.against for part in doubtful)
        return open_(worst, "".join(part.why for part in doubtful), against=against)
    return met("".join(part.why for part in parts))


def settle(answers: Mapping[str, Answer], chosen: str | None) -> Answer:
    """Take the reading the office chose; unchosen, all must agree."""
    if chosen is not None:
        return answers[chosen]
    if len({(answer.verdict, answer.doubt) for answer in answers.values()}) == 1:
        return next(iter(answers.values()))
    told = "；".join(answer.why.rstrip("。") for answer in answers.values())
    if len({answer.verdict for answer in answers.values()} - {"undetermined"}) > 1:
        return open_("ambiguous", f"条文有几种读法，结论不同：{told}。")
    split = bool({answer.verdict for answer in answers.values()} & {"met", "not_met"})
    worst = min((answer.doubt for answer in answers.values() if answer.doubt), key=_ORDER.index)
    against = any(answer.against for answer in answers.values())
    return open_("ambiguous" if split else worst, f"条文有几种读法：{told}。", against=against)


def bounds(fact: Seen) -> tuple[date, date]:
    """The first and the last day a printed date can mean."""
    assert isinstance(fact.value, DateValue)  # noqa: S101 - only date fields are asked
    return fact.value.date.earliest(), fact.value.date.latest()


def weigh_dates(proofs: Sequence[Seen], claims: Sequence[Seen], holds: Callable[[date], bool], name: str) -> Answer:
    """Ask a question of a date: proofs must agree for every day they can mean, claims must not contradict them."""
    answers = [{holds(day) for day in bounds(fact)} for fact in proofs]
    papers = "、".join(f"{fact.kind}：{fact.value.date}" for fact in proofs if isinstance(fact.value, DateValue))
    if any(len(answer) > 1 for answer in answers):
        return open_("ambiguous", f"{name}只印到年或月（{papers}），结论取决于确切日期。")
    verdicts = set().union(*answers)
    if len(verdicts) > 1:
        return open_("conflict", f"各材料所载{name}不一致（{papers}），结论取决于以何者为准。")
    verdict = verdicts.pop()
    if any({holds(day) for day in bounds(claim)} == {not verdict} for claim in claims):
        return open_("conflict", f"申报表等所载{name}与证明材料（{papers}）不一致，结论相反。")
    return met(f"{name}（{papers}）合于要求。") if verdict else not_met(f"{name}（{papers}）不合要求。")


def absent(view: View, what: str, *kinds: str, field: str = "") -> Answer:
    """Nothing shows it: a paper that is there but silent, a stranger's paper, a file that cannot be opened, or none."""
    own = view.present(*kinds)
    here = [fact for fact in view.seen if fact.kind in kinds and fact.field == field]
    if own and (any(paper.lost for paper in own) or not all(fact.legible for fact in here)):
        return open_("unreadable", f"已有{own[0].title}，但看不到{what}。")
    if own and any(isinstance(fact.value, SaidValue) and fact.value.said == "blank" for fact in here):
        return open_("missing", f"载明{what}的栏目没有填写。")
    if own:
        return open_("missing", f"已有{own[0].title}，其上不载{what}。")
    if view.foreign(*kinds) and not _only_kin(view, kinds):
        return open_("conflict", f"{view.foreign(*kinds)[0].title}不是申报人的，不能证明{what}。")
    if view.unread:
        return open_("unreadable", f"没有载明{what}的材料，而{view.unread[0].title}打不开，可能就在其中。")
    return open_("missing", f"没有载明{what}的材料。")


def _only_kin(view: View, kinds: tuple[str, ...]) -> bool:
    return all("parent" in paper.id or "subsidiary" in paper.id for paper in view.foreign(*kinds))
