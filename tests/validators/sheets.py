"""Fact sheets written down by hand: papers by kind, fields by name, and the readings of each."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.catalogue import catalogue, fault_of
from pipeline.model import (
    Box,
    Document,
    Evidence,
    Fact,
    FactSheet,
    Media,
    Method,
    OnPage,
    Problem,
    Reader,
    SourceFile,
    Value,
)

Papers = Mapping[str, Mapping[str, Any]]

_KEYED = re.compile(r"(?P<field>[a-z_.]+)(?:\[(?P<key>.+)\])?")
_READER = Reader(name="hand", version="1")
_PLACE = OnPage(page=1, box=Box(left=0.1, top=0.1, right=0.5, bottom=0.2))


def sheet_of(papers: Papers, problems: Sequence[Problem] = ()) -> FactSheet:
    """Build a sheet. A paper is named by its kind, `kind#2` for a second one; a list is a value and its alternatives.

    `said:blank` and the like are answers that are no value; a period is `from/to`, `/to` or `/至今`.
    """
    documents: list[Document] = []
    files: list[SourceFile] = []
    facts: list[Fact] = []
    for name, told in papers.items():
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        kind = name.partition("#")[0]
        documents.append(Document(id=name, kind=kind, title=kind, file=sha256, name=f"{name}.pdf", pages=(1,)))
        files.append(SourceFile(sha256=sha256, names=(f"{name}.pdf",), size=1, media=Media.PDF))
        facts += [_fact(name, kind, sha256, field, value) for field, value in told.items()]
    return FactSheet(
        package="手写", files=tuple(files), documents=tuple(documents), facts=tuple(facts), problems=tuple(problems)
    )


def _fact(document: str, kind: str, sha256: str, name: str, told: Any) -> Fact:
    found = _KEYED.fullmatch(name)
    assert found, name
    first, *others = told if isinstance(told, list) else [told]
    fact = Fact(
        field=found["field"],
        key=found["key"] or "",
        value=value_of(found["field"], first),
        alternatives=tuple(value_of(found["field"], other) for other in others),
        document=document,
        kind=kind,
        evidence=(Evidence(file=sha256, place=_PLACE, quote=str(first), method=Method.TEXT_LAYER, reader=_READER),),
    )
    assert not fault_of(fact), fault_of(fact)
    return fact


def value_of(field: str, told: Any) -> Value:
    """Give a value the type its field has in the catalogue."""
    kind: str = catalogue()[field].type
    body: dict[str, Any]
    if str(told).startswith("said:"):
        kind, body = "said", {"said": str(told).removeprefix("said:")}
    elif kind == "period":
        starts, _, ends = told.partition("/")
        body = {"starts": starts or None, "ends": ends} if ends not in {"至今", "长期"} else {"open_end": ends}
    else:
        body = {kind: str(told) if kind != "flag" else told}
    return Fact.model_validate(
        {
            "field": field,
            "value": {"type": kind, **body},
            "document": "x",
            "kind": "other",
            "evidence": [Evidence(file="0" * 64, place=_PLACE, quote="x", method=Method.WORD, reader=_READER)],
        }
    ).value


def changed(papers: Papers, told: Papers, without: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
    """Take papers, write some fields anew, and leave out papers (`kind`) or fields (`kind/field`)."""
    result = {name: dict(facts) for name, facts in papers.items()}
    for name, facts in told.items():
        result.setdefault(name, {}).update(facts)
    for gone in without:
        paper, _, field = gone.partition("/")
        if field:
            del result[paper][field]
        else:
            del result[paper]
    return result
