"""What people read on a terminal. Everything here is drawn from values; nothing is decided."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from flows.row import Row
from flows.steps import Did, Step
from pipeline.agenda import AGENDA, weight
from pipeline.catalogue import CatalogueField
from pipeline.dossier import DOUBT_TITLES, OUTCOME_TITLES, VERDICT_TITLES
from pipeline.manifest import Head
from pipeline.model import Dossier, FactSheet, Finding, Outcome, Reading, Verdict, fingerprint
from pipeline.saying import field_title, say_citation, say_document, say_earliest, say_fact, say_place
from pipeline.store import Store

if TYPE_CHECKING:
    from rich.progress import Progress

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


def batch_summary(rows: Sequence[Row], seconds: float) -> Iterator[str]:
    """Say how much was done, and what was not."""
    failed, before = [row for row in rows if row.error], [row for row in rows if row.before]
    pages = sum(row.pages for row in rows)
    told = f"，其中 {len(before)} 份以前已审完" if before else ""
    speed = f"，读 {pages} 页，每秒 {pages / seconds:.1f} 页" if pages else ""
    yield f"审完 {len(rows) - len(failed)} 份{told}；用时 {_length(seconds)}{speed}。"
    if failed:
        passing = sum(row.passing for row in failed)
        aside = len(failed) - passing
        yield f"未做成 {len(failed)} 份：其中 {passing} 份再运行一次即可，{aside} 份已搁置（--retry 再试）。"


class BatchProgress:
    """Draws where a batch stands, from the steps it hears of. Rich draws from a thread of its own."""

    def __init__(self, bar: "Progress", total: int) -> None:
        self._bar, self._total = bar, total
        self._began = time.monotonic()
        self._done = self._pages = 0
        self._problem = ""
        self._task = bar.add_task("正在启动", total=total, speed="", left="")

    def more(self, count: int) -> None:
        self._total += count
        self._bar.update(self._task, total=self._total)

    def trouble(self, what: str) -> None:
        """Say what keeps the batch waiting; the next step takes the words away."""
        escaped = what.replace("[", r"\[")
        self._bar.update(self._task, description=f"[yellow]{escaped}[/yellow]")

    def step(self, step: Step) -> None:
        match step.did:
            case Did.READ:
                self._pages += step.pages
            case Did.FINISHED:
                self._done += 1
            case Did.LOST | Did.LEFT_OUT:
                self._problem = f" [yellow]{_plain(step)}：{step.what}[/yellow]"
        seconds = time.monotonic() - self._began
        left = seconds / self._done * (self._total - self._done) if self._done else None
        self._bar.update(
            self._task,
            completed=self._done,
            description=f"{_DOING.get(step.did, '')} {_plain(step)}" + self._problem,
            speed=f"{self._pages} 页，{self._pages / seconds:.1f} 页/秒" if seconds else "",
            left=f"约剩 {_length(left)}" if left is not None else "",
        )


def _plain(step: Step) -> str:
    """Name a package and a file shortly, brackets and all: to Rich a bracket begins a command."""
    return f"{step.package} {step.file}"[:50].replace("[", r"\[")


_DOING = {
    Did.STARTED: "开始", Did.RECEIVED: "收件", Did.READING: "在读", Did.READ: "读完", Did.EXTRACTED: "找出事实",
    Did.JUDGED: "判完", Did.DRAWN: "写好文书", Did.KEPT: "存好", Did.FINISHED: "审完", Did.FOUND: "以前已审完",
    Did.SEALED: "封存",
}  # fmt: skip


def _length(seconds: float) -> str:
    """Say a stretch of time.

    >>> _length(59.4), _length(61), _length(3700)
    ('59 秒', '1 分 1 秒', '1 小时 1 分')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} 秒"
    if whole < 3600:
        return f"{whole // 60} 分 {whole % 60} 秒"
    return f"{whole // 3600} 小时 {whole % 3600 // 60} 分"


@contextmanager
def batch_progress(total: int, err: TextIO) -> Iterator[BatchProgress]:
    """Show a live bar on a terminal; say nothing where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[speed]}"),
        TimeElapsedColumn(), TextColumn("{task.fields[left]}"),
    )  # fmt: skip
    with Progress(*columns, console=Console(file=err), disable=not err.isatty(), transient=True) as progress:
        yield BatchProgress(progress, total)
