"""`zishen run`: a season's packages, at once or as they arrive, whatever happens to the processes that do the work."""

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

from flows.apart import Apart
from flows.aside import asked_of, list_of, recall, set_aside, stamp, write
from flows.batch import Source, find_packages, held_against_each_other, seal_batches
from flows.crew import Crew
from flows.full import is_scarce, told_if_full
from flows.job import Post
from flows.review import Desk
from flows.room import Room, room
from flows.row import Row
from flows.server import Server, ServerLost, prefect_environment, prefect_server
from flows.steps import Did, Step, Tell
from flows.telling import telling
from flows.words import BatchProgress, batch_progress, batch_summary, batch_table, head_words
from pipeline.errors import Exit, NoRoom, NothingToRead, StoreError, ToolMissing
from pipeline.manifest import Head
from pipeline.settings import Machine, read_machine
from pipeline.store import Store, open_store
from pipeline.vault import Vault

_SERVERS = 3  # so often a server that was killed is started again


def run_batch(arguments: Namespace, desk: Desk, out: TextIO, err: TextIO) -> int:
    """Review every package of a source into a store; with `--watch`, those too that arrive later, until interrupted."""
    environment = dict(os.environ)
    if arguments.cluster:  # the other hosts have another working folder
        arguments.source, arguments.store = _everywhere(arguments.source), _everywhere(arguments.store)
    sources, inbox = _find(arguments, environment)
    vault = Vault(open_store(arguments.store, environment))
    machine = read_machine(environment)
    os.environ.update(prefect_environment(machine.home))  # before Prefect is imported, which reads it once
    given = room(machine, arguments.workers, None if arguments.watch else len(sources))
    if "ZISHEN_OCR_THREADS" not in environment:
        threads = 1 if arguments.cluster else given.threads  # a cluster has a process for each core
        desk = replace(desk, ocr=desk.ocr.model_copy(update={"threads": threads}))
    began = time.monotonic()
    with ExitStack() as heard:
        with batch_progress(0 if arguments.watch else len(sources), err) as progress, ExitStack() as held:
            tell = heard.enter_context(telling(arguments.events, progress, err))
            season = _Season(arguments, Post(desk, vault, inbox), given, machine, tell)
            held.callback(season.crew.close)
            heard.callback(season.apart.end)
            if arguments.watch:
                season.watch(
                    sources, lambda: find_packages(arguments.source, arguments.store, environment)[0], progress
                )
            else:
                season.go(sources)
        rows = season.rows()
        if season.unrecorded:
            print("zishen：Prefect 服务中途不再应答，它的运行记录不完整；审查不受影响。", file=err)
        if season.unlisted:
            print(f"zishen：搁置清单没有写成，请检查 {machine.home} 的剩余空间；没有做成的材料下次会再试。", file=err)
        if arguments.json:
            _write(rows, out)
        else:
            batch_table(rows, out)  # first of all: should the store fail now, people know what was found
            print("\n".join(batch_summary(rows, time.monotonic() - began)), file=out)
        heads = season.seal(rows)
    if not arguments.json:
        print("\n".join(head_words(heads, vault.store)), file=out)
    return Exit.SOME_FAILED if any(row.error for row in rows) else Exit.DONE


def _write(rows: Iterable[Row], out: TextIO) -> None:
    """Write the table as one JSON list, a row at a time: as one text it would take more room than the whole run did."""
    out.write("[")
    for number, row in enumerate(rows):
        told = json.dumps(row.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
        out.write(f", {told}" if number else told)
    out.write("]\n")


def _everywhere(place: str) -> str:
    return place if place.startswith("s3://") else str(Path(place).resolve())


def _find(arguments: Namespace, environment: dict[str, str]) -> tuple[list[Source], Store | None]:
    try:
        return find_packages(arguments.source, arguments.store, environment)
    except NothingToRead:
        bucket = arguments.source.startswith("s3://")
        if not arguments.watch or not (bucket or Path(arguments.source).is_dir()):
            raise
        return [], open_store(arguments.source, environment) if bucket else None


class _Season:
    """The rows so far, and the crew that makes more of them."""

    def __init__(self, arguments: Namespace, post: Post, given: Room, machine: Machine, tell: Tell) -> None:
        log = machine.home / "workers.log"
        self.crew = Crew(post, given.workers, given.threads, log, given.limits, tell)
        self.apart = Apart(log)
        self.unlisted = False  # whether what is set aside could not be written down
        self.unrecorded = False  # whether Prefect's server did not hear of all that was done
        self._arguments, self._post, self._machine = arguments, post, machine
        self._listed = list_of(machine.home, arguments.store)
        self._rows: dict[str, Row] = {}
        self._stamps: dict[str, str] = {}

    def go(self, sources: Sequence[Source]) -> None:
        """Review these; what failed by its own fault before, and is the same, is told without trying."""
        before = recall(self._listed)
        asked = {source.name: asked_of(source, self._post.desk) for source in sources}
        for source in sources:
            self._stamps[source.name] = stamp(source)
            self._rows.pop(source.name, None)  # it came again, changed
        for row in [] if self._arguments.retry else set_aside(sources, before, asked):
            self._done(row)
        if left := self._left(sources):
            self._review(left)
            try:
                write(self._listed, before, [self._rows[source.name] for source in left], asked)
            except OSError:  # without the list they are tried again, which is all
                self.unlisted = True

    def watch(self, sources: Sequence[Source], find: Callable[[], list[Source]], progress: BatchProgress) -> None:
        """Take packages as they arrive, each when it has not changed between two looks; end when interrupted.

        Those that lie there at the start are no exception: one may be on its way just then. A store or an inbox that is
        away ends nothing: the next look asks again, for what failed by it too.
        """
        seen = {source.name: stamp(source) for source in sources}
        sealed = True
        with suppress(KeyboardInterrupt):
            while True:
                try:
                    if not sealed:
                        self.seal(self.rows())
                        sealed = True
                    time.sleep(self._arguments.watch)
                    stamps = {source: stamp(source) for source in _looked(find, progress)}
                    came = [source for source, how in stamps.items() if self._is_new(source, how, seen)]
                    seen = {source.name: how for source, how in stamps.items()}
                    if came:
                        sealed = False
                        progress.more(len(came))
                        self.go(came)
                except (StoreError, NoRoom) as error:
                    progress.trouble(str(error))
                    time.sleep(self._arguments.watch)

    def _is_new(self, source: Source, how: str, seen: dict[str, str]) -> bool:
        row = self._rows.get(source.name)
        return seen.get(source.name) == how and (
            self._stamps.get(source.name) != how or (row is not None and row.passing)
        )

    def rows(self) -> list[Row]:
        """Hold the packages against each other."""
        rows = sorted(self._rows.values(), key=lambda row: row.package)
        return held_against_each_other(rows, self._post.desk.office.name, self.apart.do)

    def seal(self, rows: Sequence[Row]) -> list[Head]:
        began = time.monotonic()
        today = date.today()  # noqa: DTZ011 - a civil date where the office is
        told = [row if row.among else Row(package=row.package, run=row.run) for row in rows if row.run]
        heads = self.apart.do(seal_batches, self._post.vault, told, self._post.desk, today)
        self.apart.end()
        self.crew.tell(Step(did=Did.SEALED, seconds=round(time.monotonic() - began, 4)))
        return heads

    def _review(self, sources: Sequence[Source]) -> None:
        """Go through them under a server; if that is killed, go on with what is left when there is one again."""
        left, machine = list(sources), self._machine
        for chance in range(1, _SERVERS + 1):
            with (
                told_if_full(machine.home),
                prefect_server(machine.home, machine.patience_seconds, self._arguments.cluster) as server,
            ):
                try:
                    if self._arguments.cluster:
                        self._go_there(server.ready(), left)
                    else:
                        self._go_here(server, left)
                except ServerLost:
                    if not self._left(left):
                        self.unrecorded = True
                    elif chance == _SERVERS:
                        raise
                except Exception:
                    if server.runs() or chance == _SERVERS or is_scarce(machine.home):
                        raise
            if not (left := self._left(left)):
                return

    def _go_here(self, server: Server, sources: Sequence[Source]) -> None:
        self.crew.warm(len(sources))
        from flows.flow import run_flow  # while the server and the workers start

        run_flow(server.ready(), sources, self.crew.review, self.crew.size, self._done, self._machine.patience_seconds)

    def _go_there(self, api: str, sources: Sequence[Source]) -> None:
        from flows.flow import run_on_cluster

        try:
            patience = self._machine.patience_seconds
            run_on_cluster(api, sources, self._post, self._arguments.cluster, self._done, patience)
        except ModuleNotFoundError as fault:
            next_step = "请安装 zishen[cluster]（见 pyproject.toml），各台机器都要装。"
            raise ToolMissing("prefect-dask", str(fault.name), next_step) from fault

    def _left(self, sources: Sequence[Source]) -> list[Source]:
        return [source for source in sources if source.name not in self._rows]

    def _done(self, row: Row) -> None:
        # A season's applicants lack the same papers: each reason is kept once.
        self._rows[row.package] = row.model_copy(update={"reasons": tuple(map(sys.intern, row.reasons))})
        what = row.error or (row.outcome or "")
        self.crew.tell(Step(did=Did.FINISHED, package=row.package, pages=row.pages, what=what))


def _looked(find: Callable[[], list[Source]], progress: BatchProgress) -> list[Source]:
    try:
        return find()
    except NothingToRead as nothing:  # packages may come
        progress.trouble(str(nothing))
        return []
