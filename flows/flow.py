"""The batch as a Prefect flow: one task a submission, payloads by reference. Only deployed.py knows Prefect too."""

import logging
import os
import pickle
import queue
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from httpx import TransportError
from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, TaskRunFilter
from prefect.events.worker import EventsWorker
from prefect.exceptions import PrefectHTTPStatusError
from prefect.runtime import task_run
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Crashed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.batch import Source
from flows.job import Post
from flows.row import Row
from flows.server import ServerLost
from pipeline.errors import ZishenError

_WAITS = (1 / 45, 10 / 45, 34 / 45)  # of our patience: 2, 20 and 68 seconds where that is a minute and a half
_OURS = "zishen"
_AHEAD_THERE = 512  # more than a cluster for one office has threads
_TOLD_SECONDS = 60  # for the server to hear what became of the last tasks
_UNDER_WAY = ["RUNNING", "PENDING", "SCHEDULED"]


class _PassingError(Exception):
    """What failed lies outside the package: Prefect is to try again."""


def run_flow(
    api: str,
    sources: Sequence[Source],
    review_one: Callable[[Source], Row],
    width: int,
    done: Callable[[Row], None],
    patience: float,
) -> None:
    """Review every source under the server at `api`, `width` at a time; `done` hears of each row as it is finished.

    `patience` is how many seconds a store that is away is waited for.
    """
    away = threading.Event()  # the store has been waited for in vain: the next packages do not wait for it again
    ended: dict[str, Row] = {}  # beside Prefect, which keeps a state for every value that a task gives

    def review(source: Source) -> None:
        row = review_one(source)
        if not row.passing:
            away.clear()
        elif not away.is_set():
            _try_again(row)
            away.set()
        ended[source.name] = row

    def end(source: Source, outcome: Any) -> None:
        row = ended.pop(source.name, None)
        done(row or _failed(source, outcome))

    runner: Any = ThreadPoolTaskRunner(max_workers=width)
    _run(api, _Here(sources, _task(review, patience).submit, end, 2 * width), runner)


def run_on_cluster(
    api: str, sources: Sequence[Source], post: Post, cluster: str, done: Callable[[Row], None], patience: float
) -> None:
    """Review every source on the processes of a Dask cluster. Packages and store are where all of them reach them."""
    from prefect_dask.task_runners import DaskTaskRunner

    runner: Any = DaskTaskRunner(address=cluster)
    there, sent = _task(_review_there, patience), pickle.dumps(post)  # in one piece: Prefect looks into whatever it can

    def end(source: Source, outcome: Any) -> None:
        done(outcome if isinstance(outcome, Row) else _failed(source, outcome))

    _run(api, _Here(sources, lambda source: there.submit(source, sent), end, _AHEAD_THERE), runner)


def _review_there(source: Source, sent: bytes) -> Row:
    from flows.there import review_there

    row = review_there(source, sent)
    if row.passing:
        _try_again(row)
    return row


def _try_again(row: Row) -> None:
    if task_run.run_count <= len(_WAITS):
        raise _PassingError(row.error)


def _passes(_task: Any, _run: Any, state: Any) -> bool:
    return isinstance(state.result(raise_on_failure=False), _PassingError)


def _task(review: Callable[..., Row | None], patience: float) -> Any:
    return task(
        name="review",
        task_run_name="{source}",
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=len(_WAITS),
        retry_delay_seconds=[share * patience for share in _WAITS],
        retry_condition_fn=_passes,
    )(review)


class _Here(NamedTuple):
    """What only this process has. A cluster is sent the flow with every task; to it, this is nothing."""

    sources: Sequence[Source] = ()
    submit: Callable[[Source], Any] = str
    end: Callable[[Source, Any], None] = print  # never called there
    ahead: int = 0

    def __reduce__(self) -> tuple[Any, ...]:
        return _Here, ()


def in_turn(sources: Iterable[Source], submit: Callable[[Source], Any], ahead: int) -> Iterator[tuple[Source, Any]]:
    """Submit `ahead` sources, then one for each that ends, and give those that ended with their futures.

    Submitted all at once, the start, the memory and what Prefect is told would grow with the batch.
    """
    waiting, ended = iter(sources), queue.SimpleQueue[Any]()
    under_way: dict[Any, Source] = {}

    def more(count: int) -> None:
        for source in islice(waiting, count):
            future = submit(source)
            under_way[future] = source
            future.add_done_callback(ended.put)

    more(ahead)
    while under_way:
        future = ended.get()
        source = under_way.pop(future)
        more(1)
        yield source, future


def _run(api: str, here: _Here, runner: Any) -> None:
    @flow(name="zishen", flow_run_name=mark(os.getpid()), task_runner=runner, validate_parameters=False)
    def batch(names: Iterable[str]) -> None:
        by_name = {source.name: source for source in here.sources}
        for source, future in in_turn((by_name[name] for name in names), here.submit, here.ahead):
            here.end(source, future.result(raise_on_failure=False))

    with temporary_settings({PREFECT_API_URL: api}):
        try:
            clear_dead()
            batch([source.name for source in here.sources])
        except (TransportError, PrefectHTTPStatusError) as fault:
            raise ServerLost(api) from fault
        # While the server still hears: what is left when it is gone would hold up our own end, word by word.
        logging.getLogger(EventsWorker.__name__).setLevel(logging.CRITICAL)  # it would say on the terminal how many
        EventsWorker.drain_all(timeout=_TOLD_SECONDS)


def _failed(source: Source, fault: Any) -> Row:
    what = str(fault) if isinstance(fault, ZishenError) else f"程序出错：{fault}"
    return Row(package=source.name, error=what, passing=True)


def clear_dead() -> None:
    """Say of flows and tasks that still stand as running, but whose process on this host is gone, that they crashed.

    A task can be left behind by a run that ended well: its last words were lost with a server that was killed.
    """
    here = f"{_OURS} {socket.gethostname()} "
    ours, under_way = {"name": {"like_": here}}, {"state": {"type": {"any_": _UNDER_WAY}}}
    gone: Any = Crashed(message="the process of this run is gone")
    with get_client(sync_client=True) as client:
        runs = _every(client.read_flow_runs, flow_run_filter=FlowRunFilter.model_validate({**ours, **under_way}))
        tasks = _every(
            client.read_task_runs,
            flow_run_filter=FlowRunFilter.model_validate(ours),
            task_run_filter=TaskRunFilter.model_validate(under_way),
        )
        names = {run.id: run.name for run in runs}
        for number in {one.flow_run_id for one in tasks} - names.keys():
            names[number] = client.read_flow_run(number).name
        dead = {number for number, name in names.items() if _is_dead(name, here)}
        for one in tasks:
            if one.flow_run_id in dead:
                client.set_task_run_state(one.id, gone, force=True)
        for number in dead.intersection(run.id for run in runs):
            client.set_flow_run_state(number, gone, force=True)


def _is_dead(name: str, here: str) -> bool:
    return name.startswith(here) and name != mark(int(name.removeprefix(here).split()[0]))


def _every(read: Callable[..., list[Any]], **filters: Any) -> list[Any]:
    """Ask until there are no more: a server gives two hundred at a time."""
    found: list[Any] = []
    while page := read(**filters, offset=len(found)):
        found += page
    return found


def mark(pid: int) -> str:
    """Name a process for ever: numbers of processes come again, but not with the same time of start."""
    try:
        since = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except OSError:
        since = "gone" if pid != os.getpid() else "unknown"
    return f"{_OURS} {socket.gethostname()} {pid} {since}"
