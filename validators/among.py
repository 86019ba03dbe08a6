"""Applications of one batch held against each other: the same applicant twice, the same paper in two hands.

What is found belongs to the batch and not to the dossier (docs/decisions/0013): a dossier tells of one package alone
and names nobody else. Nothing here decides: two companies of one name exist, and so do certificates of several sites.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations

from pipeline.model import Basis, Citation, Doubt, Fact, Finding, Remedy, Verdict
from validators.traces import Mark, Trace

_TWICE = "同一批次中，同一组织或个人不重复申报同一奖项"
_PAPERS = "同一批次中，不同申报人不使用同一份证书、报告"


def among(traces: Sequence[Trace], office: str) -> dict[str, tuple[Finding, ...]]:
    """Give the findings of each package that has any, by its name; the same batch in another order gives the same."""
    ordered = sorted(traces, key=lambda one: one.package)
    twice = _pairs(ordered, _keys)
    shared = _pairs(ordered, lambda one: {(mark.paper, mark.told) for mark in one.marks})
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in ordered:
        if (finding := _applied_twice(one, twice.get(one.package, ()), office)) is not None:
            found[one.package].append(finding)
        if (finding := _shown_twice(one, shared.get(one.package, ()), office)) is not None:
            found[one.package].append(finding)
    return {package: tuple(findings) for package, findings in found.items()}


def _pairs(traces: Sequence[Trace], keys: Callable[[Trace], Iterable[Hashable]]) -> dict[str, list[Trace]]:
    """Find for each package the others that share a key, without holding every one against every other."""
    groups: dict[Hashable, list[Trace]] = defaultdict(list)
    for one in traces:
        for key in keys(one):
            groups[key].append(one)
    others: dict[str, dict[str, Trace]] = defaultdict(dict)
    for group in groups.values():
        for one, other in combinations(group, 2):
            others[one.package][other.package] = other
            others[other.package][one.package] = one
    return {package: [found[name] for name in sorted(found)] for package, found in others.items()}


def _keys(one: Trace) -> set[Hashable]:
    return {(one.rules, one.person, word) for word in (*one.names, *one.codes, *one.numbers)}


def _applied_twice(one: Trace, others: Iterable[Trace], office: str) -> Finding | None:
    told: list[tuple[Doubt, str]] = []
    for other in others:
        if one.years and other.years and not set(one.years) & set(other.years):
            continue
        told.append(_how_alike(one, other))
    if not told:
        return None
    doubt = Doubt.CONFLICT if Doubt.CONFLICT in {one for one, _ in told} else Doubt.HUMAN
    said = "；".join(sentence for _, sentence in told)
    return _finding(
        "among-applicant", "同一批次未重复申报", _TWICE, office, doubt, said,
        "请核实是否为同一申报人重复提交，以哪一份为准；申报不同奖项的，由评审办公室认定能否同时申报。", one.identity,
    )  # fmt: skip


def _how_alike(one: Trace, other: Trace) -> tuple[Doubt, str]:
    where = f"材料“{other.package}”（{other.applicant}）"
    award = "同一奖项" if one.award == other.award else "本办法的另一奖项"
    if one.person:
        if one.numbers & other.numbers:
            return Doubt.CONFLICT, f"{where}的申报个人身份证号码相同，申报{award}"
        if one.numbers and other.numbers:
            return Doubt.HUMAN, f"{where}的申报个人同名而身份证号码不同"
        return Doubt.HUMAN, f"{where}的申报个人同名，没有可核对的身份证号码，申报{award}"
    if one.codes & other.codes:
        names = "" if one.names & other.names else "而名称不同，"
        return Doubt.CONFLICT, f"{where}的统一社会信用代码相同，{names}申报{award}"
    if one.codes and other.codes:
        return Doubt.CONFLICT, f"{where}与本申报人同名而统一社会信用代码不同"
    return Doubt.CONFLICT, f"{where}与本申报人同名，申报{award}"


def _shown_twice(one: Trace, others: Iterable[Trace], office: str) -> Finding | None:
    told: list[str] = []
    facts: dict[int, Fact] = {}
    for other in others:
        if one.bodies & other.bodies or not (one.bodies and other.bodies):
            continue  # one body, or a person and the employer: they may share papers
        theirs = {(mark.paper, mark.told) for mark in other.marks}
        for mark in _once(one.marks):
            if (mark.paper, mark.told) in theirs:
                told.append(f"{mark.paper}（{mark.told}）也见于材料“{other.package}”（{other.applicant}）")
                facts.update({id(fact): fact for fact in mark.facts})
    if not told:
        return None
    return _finding(
        "among-papers", "证书、报告未见于他人材料", _PAPERS, office, Doubt.CONFLICT, "；".join(told),
        "请核对两份材料的原件，核实证书、报告属于谁；集团多场所证书等确属共用的，请注明。", tuple(facts.values()),
    )  # fmt: skip


def _once(marks: Iterable[Mark]) -> list[Mark]:
    return list({(mark.paper, mark.told): mark for mark in marks}.values())


def _finding(
    rule: str, title: str, quote: str, office: str, doubt: Doubt, said: str, needs: str, facts: tuple[Fact, ...]
) -> Finding:
    return Finding(
        rule=rule,
        title=title,
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        remedy=Remedy.CLARIFY,
        cite=Citation(regulation=office, basis=Basis.OFFICE_PRACTICE, quote=quote),
        sentence=f"{said}。",
        needs=needs,
        against=facts,
    )
