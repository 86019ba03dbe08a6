"""What people read on a terminal. Everything here is drawn from values; nothing is decided."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from flows.batch import Row
from pipeline.agenda import AGENDA, weight
from pipeline.catalogue import CatalogueField
from pipeline.dossier import DOUBT_TITLES, OUTCOME_TITLES, VERDICT_TITLES
from pipeline.manifest import Head
from pipeline.model import Dossier, FactSheet, Finding, Outcome, Reading, Verdict, fingerprint
from pipeline.saying import field_title, say_citation, say_document, say_earliest, say_fact, say_place
from pipeline.store import Store

_COLOURS = {Outcome.COMPLETE: "green", Outcome.SUPPLEMENT: "yellow", Outcome.REFUSE: "red", Outcome.VERIFY: "cyan"}


def check_words(dossier: Dossier, where: str) -> Iterator[str]:
    """Tell the applicant everything at once, the heaviest first, each with its clause and what to send."""
    yield f"{dossier.applicant}{f'（{dossier.code}）' if dossier.code else ''}"
    yield f"{dossier.rules.award_title} · 《{dossier.rules.title}》 · 审查基准日 {dossier.on.isoformat()}"
    yield f"\n建议：{OUTCOME_TITLES[dossier.outcome]}（由审查人员决定）"
    if dossier.earliest:
        yield f"就材料所示的时间条件而言，最早可申报日：{say_earliest(dossier.earliest)}"
    for key, title in AGENDA:
        if found := [finding for finding in dossier.findings if weight(finding) == key]:
            yield f"\n{title}（{len(found)} 项）"
            for number, finding in enumerate(found, 1):
                yield f"  {number}. {finding.title}（{say_citation(finding.cite)}）"
                yield f"     {finding.sentence}"
                if finding.earliest:
                    yield f"     本项最早满足日：{say_earliest(finding.earliest)}"
                if finding.needs:
                    yield f"     → {finding.needs}"
    for problem in dossier.sheet.problems:
        yield f"\n{'说明' if problem.remark else '没有读出'}：{problem.file}：{problem.what}。{problem.next_step}"
    met = sum(finding.verdict is Verdict.MET for finding in dossier.findings)
    yield f"\n共判 {len(dossier.findings)} 项，其中材料所示符合 {met} 项。"
    if where:
        yield f"卷宗：{where}"


def finding_words(findings: Iterable[Finding]) -> Iterator[str]:
    """List verdicts in the order of the law."""
    for finding in findings:
        doubt = f"·{DOUBT_TITLES[finding.doubt]}" if finding.doubt else ""
        cited = f"{say_citation(finding.cite)}，{finding.rule}"
        yield f"[{VERDICT_TITLES[finding.verdict]}{doubt}] {finding.title}（{cited}）"
        yield f"    {finding.sentence}"
        for line in finding.computation:
            yield f"    {line}"
        if finding.earliest:
            yield f"    本项最早满足日：{say_earliest(finding.earliest)}"


def reading_words(reading: Reading) -> Iterator[str]:
    """Show what was read, page by page, and what was not."""
    yield f"== {reading.file.name}（{reading.file.media.value}，{reading.file.size} 字节）"
    for page in reading.pages:
        yield f"-- 第 {page.number} 页" if page.number else "-- 全文"
        for line in page.lines:
            mark = "" if line.confidence == 1 else f"  [{line.confidence:.2f}]"
            yield f"{line.text}{mark}"
        for number, table in enumerate(page.tables, 1):
            yield f"表 {number}："
            for row in sorted({cell.row for cell in table.cells}):
                cells = sorted((c for c in table.cells if c.row == row), key=lambda c: c.column)
                yield "  | " + " | ".join(cell.text.replace("\n", " ") for cell in cells)
    for disposition in reading.dispositions:
        if not disposition.read:
            yield f"未读：{disposition.part}：{disposition.how}"


def sheet_words(sheet: FactSheet) -> Iterator[str]:
    """Show each document with its facts and where each stands."""
    for document in sheet.documents:
        yield f"== {say_document(document)}"
        for fact in sheet.facts:
            if fact.document == document.id:
                at = "、".join(dict.fromkeys(say_place(one.place) for one in fact.evidence))
                yield f"  {field_title(fact)}（{fact.field}）：{say_fact(fact)}    原文“{fact.evidence[0].quote}”，{at}"


def field_words(fields: Iterable[CatalogueField]) -> Iterator[str]:
    section = ""
    for field in fields:
        if field.section != section:
            section = field.section
            yield f"\n{section}"
        unit = f"，{field.unit}" if field.unit else ""
        key = f"，按{field.key}分" if field.key else ""
        yield f"  {field.name:<28} {field.title}（{field.type}{unit}{key}）：{field.meaning}"


def batch_table(rows: Sequence[Row], out: TextIO) -> None:
    """Print the outcomes and where to open each dossier."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"共 {len(rows)} 份材料", title_justify="left", show_lines=True)
    for heading in ("材料", "申报人", "建议", "主要原因"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        if row.outcome is None:
            table.add_row(row.package, "", "[red]未做成[/red]", row.error)
            continue
        first, rest = row.reasons[0], len(row.reasons) - 1
        colour = _COLOURS[row.outcome]
        more = f"（另有 {rest} 项）" if rest else ""
        table.add_row(row.package, row.applicant, f"[{colour}]{OUTCOME_TITLES[row.outcome]}[/{colour}]", first + more)
    console = Console(file=out, width=None if out.isatty() else 120)
    console.print(table)
    crossed = [(row, finding) for row in rows for finding in row.among]
    if crossed:
        print("材料之间：", file=out)
    for row, finding in crossed:
        print(f"  {row.package}：{finding.sentence}{finding.needs}", file=out)
    for row in rows:
        if row.dossier:
            print(f"卷宗：{row.dossier}", file=out)


def head_words(heads: Iterable[Head], store: Store) -> Iterator[str]:
    """Tell where the papers of each batch are, and its seal, to be written where the store cannot reach it."""
    for head in heads:
        for paper in head.papers:
            yield f"批次文书：{store.address(paper.key)}"
        yield f"封存：{head.batch}，第 {head.number} 次，共 {head.count} 份，封存码 {fingerprint(head)}"


@contextmanager
def batch_progress(total: int, err: TextIO) -> Iterator[Callable[[Row], None]]:
    """Show a live bar on a terminal; say nothing where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=err), disable=not err.isatty(), transient=True) as progress:
        bar = progress.add_task("正在启动", total=total)

        def done(row: Row) -> None:
            words = OUTCOME_TITLES[row.outcome] if row.outcome else "未做成"
            progress.update(bar, advance=1, description=f"已审完 {row.package}：{words}")

        yield done
