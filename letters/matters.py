"""What a letter says of each finding: its basis, what was seen and where, and what is asked. Drawn from findings alone.

An applicant is told of its own papers only: a place on any other file (a register, another package) is not shown, and
neither is one that holds a number of a person. Papers that may name others are quoted and not shown.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from letters.case import Case, Picture
from pipeline.catalogue import catalogue
from pipeline.dossier import documents as documents_of
from pipeline.exhibit import Excerpt
from pipeline.model import Basis, Citation, Evidence, Fact, Finding, fingerprint
from pipeline.saying import field_title, say_citation, say_place

_WORDS_ONLY = frozenset({"identity_card", "land_list", "recommendation"})  # they show a person, or name others
_SHOWN = 3  # places a finding shows at most; its sentence names them all
_LONG = 300
_OF_OTHERS = re.compile(r"[^。]*不能仅凭申报材料断定。(?:材料[^。]*。)?")
_STEP = re.compile(r"[^。；]+[。；]?")


class Place(NamedTuple):
    """One place on a paper: what it is, the words that stand there, and what is seen of it."""

    caption: str
    quote: str
    seen: Picture | Excerpt | None


class Matter(NamedTuple):
    """One finding as a letter tells it."""

    title: str
    basis: str
    seen: str
    working: tuple[str, ...] = ()
    reading: str = ""
    asked: str = ""
    places: tuple[Place, ...] = ()


def basis_words(cite: Citation) -> str:
    """Say what a requirement rests on. What the regulation does not say borrows none of its articles."""
    source = say_citation(cite)
    if cite.basis is Basis.REGULATION:
        return f"{source}：“{cite.quote}”"
    return f"{source}（不是办法条文）：“{cite.quote}”"


def asked_of_applicant(finding: Finding, *, person: bool) -> str:
    """Give the steps that are the applicant's, in the words of a letter; steps of the office stay in the office.

    >>> from pipeline.model import Remedy, Verdict
    >>> cite = Citation(regulation="某办法", basis=Basis.OFFICE_PRACTICE, quote="住所一致")
    >>> found = Finding(rule="agree", title="住所一致", verdict=Verdict.NOT_MET, remedy=Remedy.CLARIFY, cite=cite,
    ...     sentence="不一致。", needs="请对照原件核实住所；确属不一致的，请申报人说明原因。")
    >>> asked_of_applicant(found, person=False)
    '确属不一致的，请你单位说明原因。'
    """
    return "".join(_STEP.findall(finding.needs)[at] for at in _theirs(finding)).replace(
        "请申报人", "请您" if person else "请你单位"
    )


def seen_by_applicant(sentence: str) -> str:
    """Leave out of a long sentence what only others can tell; a short one is told as it is.

    A finding on a group tells of every company and every condition: only some of it is the applicant's to answer.

    >>> seen_by_applicant("未见导入证明。" + "“信用记录良好”不能仅凭申报材料断定。材料中未见有关记载。" * 20)
    '未见导入证明。'
    """
    if len(sentence) <= _LONG:
        return sentence
    return _OF_OTHERS.sub("", sentence) or sentence


def asks_applicant(finding: Finding) -> bool:
    """Tell whether a step of this finding is addressed to the applicant."""
    return "请申报人" in finding.needs


def _theirs(finding: Finding) -> list[int]:
    steps = _STEP.findall(finding.needs)
    theirs = [at for at, step in enumerate(steps) if "请申报人" in step]
    return theirs or list(range(len(steps)))


def matter(finding: Finding, case: Case, *, to_applicant: bool) -> Matter:
    """Tell one finding. What goes to the applicant shows its own papers only, and no personal number."""
    return Matter(
        title=finding.title,
        basis=basis_words(finding.cite),
        seen=seen_by_applicant(finding.sentence) if to_applicant else finding.sentence,
        working=finding.computation,
        reading=finding.reading,
        asked=asked_of_applicant(finding, person=case.person) if to_applicant else finding.needs,
        places=tuple(_shown(finding, case, to_applicant=to_applicant)),
    )


def _shown(finding: Finding, case: Case, *, to_applicant: bool) -> Iterator[Place]:
    sheet = case.dossier.sheet
    documents = documents_of(case.dossier)
    own = {file.sha256 for file in sheet.files}
    left = _SHOWN
    for fact, one in _places(finding):
        if left == 0 or fact.document not in documents:
            continue
        if to_applicant and (one.file not in own or catalogue()[fact.field].personal):
            continue
        left -= 1
        document = documents[fact.document]
        at = f"{document.title}（{document.name}）{say_place(one.place)}"
        hidden = to_applicant and fact.kind in _WORDS_ONLY
        yield Place(f"{at}，{field_title(fact)}", one.quote, None if hidden else case.seen(one))


def _places(finding: Finding) -> list[tuple[Fact, Evidence]]:
    """Give each place once: what speaks against first, and each different thing the papers say before any twice."""
    found: dict[str, tuple[Fact, Evidence]] = {}
    told: dict[tuple[str, str, str], int] = {}
    turns: dict[str, int] = {}
    for fact in (*finding.against, *finding.support):
        one = fact.evidence[0]
        if (key := fingerprint(one)) not in found:
            found[key] = (fact, one)
            said = (fact.field, fact.key, fact.value.model_dump_json())
            turns[key] = told[said] = told.get(said, 0) + 1
    return [found[key] for key in sorted(found, key=lambda key: turns[key])]
