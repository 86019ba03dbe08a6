"""recommended: somebody signed an opinion in favour of the applicant, on a letter or in a sealed column of the form."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from pipeline.model import Doubt, Fact, FlagValue, SaidValue, TextValue, Value, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import has_value
from validators.terms import FORMS, PaperKind, Parameters, plain
from validators.verdict import Ruling

_BY, _OPINION, _SEALED = "recommendation.by", "recommendation.opinion", "recommendation.sealed"
_AGAINST = ("不同意", "不予", "不推荐", "暂不", "不宜")


class Recommended(Parameters):
    """`agrees` are words of an opinion in favour; `by` what the name of whoever signs must contain, if that decides."""

    predicate: Literal["recommended"] = "recommended"
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    agrees: tuple[str, ...] = Field(min_length=1)
    by: tuple[str, ...] = ()
    asks: str


def recommended(case: Case, test: Recommended, _: int) -> Ruling:
    kinds = (*test.kinds, *FORMS)
    opinions = case.proofs(_OPINION, kinds)
    if not opinions:
        return case.absence(test.asks, test.kinds, case.facts(_OPINION, test.kinds))
    against = tuple(fact for fact in opinions if _stands(fact, _AGAINST) and not _open_form(fact))
    if against:
        return _ruling(Verdict.NOT_MET, None, f"{_told(case, against)}，不是同意的意见", against=against)
    # one letter in favour is enough; a column of the form may be left to another signer
    papers = dict.fromkeys(f.document for f in sorted(opinions, key=lambda fact: fact.kind in FORMS))
    letters = [_letter(case, test, document, opinions) for document in papers]
    if (met := next((one for one in letters if one.verdict is Verdict.MET), None)) is not None:
        return met
    answered = {fact.document for fact in case.facts(_OPINION, test.kinds) if not _is_unreadable(fact)}
    if silent := [f"{one.title}（{one.name}）" for one in case.documents(test.kinds) if one.id not in answered]:
        seen = f"{_told(case, opinions)}；另收到{'、'.join(silent)}，但未能读出意见"
        return _ruling(Verdict.UNDETERMINED, Doubt.UNREADABLE, seen, support=opinions)
    return letters[0]


def _is_unreadable(fact: Fact) -> bool:
    return isinstance(fact.value, SaidValue) and fact.value.said == "unreadable"


def _letter(case: Case, test: Recommended, document: str, opinions: tuple[Fact, ...]) -> Ruling:
    told = tuple(fact for fact in opinions if fact.document == document)
    signers = tuple(fact for fact in case.facts(_BY) if fact.document == document and has_value(fact))
    seals = [fact.value for fact in case.facts(_SEALED) if fact.document == document]
    facts = (*told, *signers)
    said = _told(case, told)
    if not any(_stands(fact, test.agrees) and not _open_form(fact) for fact in told):
        return _ruling(Verdict.UNDETERMINED, Doubt.HUMAN, f"{said}，是否表示同意须看原件", support=facts)
    if any(len(fact.readings) > 1 for fact in told):
        return _ruling(Verdict.UNDETERMINED, Doubt.UNREADABLE, f"{said}，意见有不同辨认结果", support=facts)
    if not signers:
        return _ruling(Verdict.UNDETERMINED, Doubt.UNREADABLE, f"{said}，但未能读出由谁签署", support=facts)
    names = "、".join(dict.fromkeys(say_fact(fact) for fact in signers))
    if unsealed := _unsealed(told[0].kind, seals):
        doubt, why = unsealed
        if told[0].kind in FORMS and case.unread:  # the letter may be in what nobody could open
            doubt, why = Doubt.UNREADABLE, f"{why}，而{'、'.join(case.unread)}未能读出，推荐意见可能就在其中"
        return _ruling(Verdict.UNDETERMINED, doubt, f"{names}的意见{why}", support=facts)
    if test.by and not all(_stands(fact, test.by) for fact in signers):
        return _ruling(
            Verdict.UNDETERMINED,
            Doubt.HUMAN,
            f"意见由{names}签署，是否符合“{test.asks}”的要求须由审查人员判断",
            support=facts,
        )
    return Ruling(verdict=Verdict.MET, sentence=f"{said}，由{names}签署。", support=facts)


def _open_form(fact: Fact) -> bool:
    """Tell words that offer both answers, as a printed box does, from an answer.

    The second half of 不同意 is no consent.
    """
    texts = [plain(value.text) for value in fact.readings if isinstance(value, TextValue)]
    return any("是否" in text or ("不同意" in text and "同意" in text.replace("不同意", "")) for text in texts)


def _unsealed(kind: str, seals: Sequence[Value]) -> tuple[Doubt, str] | None:
    """Say what is wrong with the seal: a letter and a column of the form must both be seen to bear one."""
    pressed = {seal.flag for seal in seals if isinstance(seal, FlagValue)}
    if pressed == {False}:
        return Doubt.MISSING, "没有盖章"
    if True in pressed:
        return None
    if kind in FORMS:
        return Doubt.MISSING, "只是填写在申报表意见栏中，没有看到印章"
    return Doubt.UNREADABLE, "上没有读到印章，须查看原件"


def _stands(fact: Fact, words: tuple[str, ...]) -> bool:
    """Tell whether one of the words stands there by every reading of the ink."""
    return all(isinstance(v, TextValue) and any(plain(word) in plain(v.text) for word in words) for v in fact.readings)


def _told(case: Case, facts: tuple[Fact, ...]) -> str:
    return "；".join(dict.fromkeys(f"{case.paper(fact)}载有意见“{say_fact(fact).rstrip('。')}”" for fact in facts))


def _ruling(
    verdict: Verdict,
    doubt: Doubt | None,
    sentence: str,
    support: tuple[Fact, ...] = (),
    against: tuple[Fact, ...] = (),
) -> Ruling:
    return Ruling(
        verdict=verdict,
        doubt=doubt,
        sentence=f"{sentence}。",
        needs="请核实意见的内容、签署单位和盖章；确有欠缺的，请申报人补充提交。",
        support=support,
        against=against,
    )
