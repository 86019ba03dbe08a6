"""Facts as a perfect reader would find them: every legible fact of an answer sheet, where it is printed."""

import hashlib
from collections.abc import Iterable, Iterator

from pipeline.model import Document, Evidence, Fact, FactSheet, Media, Method, Problem, Reader, SourceFile
from samples.answers import AnswerSheet
from samples.ledger import PaperTruth, Printed
from samples.usual import TITLES

_READER = Reader(name="truth", version="1")


def facts_of(truth: AnswerSheet) -> FactSheet:
    """Turn what the papers of a package print into the sheet that is judged; what cannot be opened is a problem."""
    readable = [paper for paper in truth.papers if paper.readable]
    return FactSheet(
        package=truth.name,
        files=tuple(
            SourceFile(sha256=_sha256(paper.file), names=(paper.file,), size=1, media=Media.PDF)
            for paper in truth.papers
        ),
        documents=tuple(document for paper in readable for document in _documents(paper)),
        facts=tuple(fact for paper in readable for fact in _facts(paper)),
        problems=tuple(
            Problem(code="unreadable", file=paper.file, what="文件打不开", next_step="请提供可以打开的文件。")
            for paper in truth.papers
            if not paper.readable
        ),
    )


def _sha256(file: str) -> str:
    return hashlib.sha256(file.encode()).hexdigest()


def _kinds(paper: PaperTruth) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(page.kind for page in paper.pages), *(one.kind for one in paper.printed))))


def _documents(paper: PaperTruth) -> Iterator[Document]:
    for kind in _kinds(paper):
        pages = tuple(page.page for page in paper.pages if page.kind == kind and page.page)
        title = TITLES.get(kind, "其他材料")
        yield Document(
            id=f"{paper.file}#{kind}", kind=kind, title=title, file=_sha256(paper.file), name=paper.file, pages=pages
        )


def _facts(paper: PaperTruth) -> Iterator[Fact]:
    """A fact that a paper prints twice is one fact with two pieces of evidence."""
    same: dict[tuple[str, str, str, str], list[Printed]] = {}
    for one in paper.printed:
        if one.legible:
            same.setdefault((one.kind, one.field, one.key, one.value.model_dump_json()), []).append(one)
    for places in same.values():
        first = places[0]
        yield Fact(
            field=first.field,
            key=first.key,
            value=first.value,
            document=f"{paper.file}#{first.kind}",
            kind=first.kind,
            evidence=tuple(_evidence(paper.file, places)),
        )


def _evidence(file: str, places: Iterable[Printed]) -> Iterator[Evidence]:
    for one in places:
        quote = one.quote or "　"
        yield Evidence(file=_sha256(file), place=one.place, quote=quote, method=Method.TEXT_LAYER, reader=_READER)
