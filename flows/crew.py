"""The processes that do the heavy work, each disposable: what one package does to its process, it does to no other.

A process that takes too long, takes too much memory or crashes is ended, and its package is tried once more in a fresh
one. If the same file ends that too, the file is left out, as a problem of the dossier, and the rest goes on. A process
that somebody else killed says nothing about the package: it is tried again, and again by every later run.
"""

import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import NamedTuple

from flows.batch import Source
from flows.full import told_if_full
from flows.job import Job, Post
from flows.lifeline import Tied, memory_of
from flows.row import Row
from flows.steps import Did, Step, Tell
from flows.worker import share

_LOOK_SECONDS = 0.1
_KILLED_TRIES = 5
_MOST_LEFT_OUT = 20
_MB = 1024**2


@dataclass(frozen=True)
class Limits:
    """What one process may take. A fresh one takes its place after `packages`, or when it has grown to `tired`."""

    start_seconds: float = 300  # to load our code; models are loaded when the first scan is read
    file_seconds: float = 1800
    package_seconds: float = 7200
    memory: int = 6144 * _MB
    packages: int = 200
    tired: float = 0.6


class Ended(NamedTuple):
    """How a process ended, in words; at which file; and whether somebody else did it."""

    how: str
    step: Step | None
    outside: bool = False
    slow: bool = False


class _Worker:
    """One process and the line to it."""

    def __init__(self, post: Post, log: Path, threads: int) -> None:
        self.done = 0
        self._told: Post | None = post  # not yet told: it takes a moment until the process listens
        self.line, theirs = Pipe()
        with theirs, log.open("ab") as out:
            environment = {**os.environ, **share(threads), "PYTHONWARNINGS": "ignore"}
            self.process = Tied("flows.worker", [str(theirs.fileno())], out, environment, [theirs.fileno()])

    def ask(self, job: Job, limits: Limits, tell: Tell) -> Row | Ended:
        """Have one package reviewed, and watch over it meanwhile."""
        last: Step | None = None
        began = began_file = time.monotonic()
        try:
            if self._told:
                self.line.send(self._told)
                self._told = None
            self.line.send(job)
            while True:
                if self.line.poll(_LOOK_SECONDS):
                    told = self.line.recv()
                    if isinstance(told, Row):
                        self.done += 1
                        return told
                    last, began_file = told, time.monotonic()
                    tell(told)
                    continue
                now = time.monotonic()
                if memory_of(self.process.pid) > limits.memory:
                    return self._stopped(f"占用内存超过 {limits.memory // _MB} MB", last)
                if last is None and now - began > limits.start_seconds:
                    return self._stopped(f"超过 {limits.start_seconds:.0f} 秒没有开始", None, slow=True)
                if last and last.did is Did.READING and now - began_file > limits.file_seconds:
                    return self._stopped(f"超过 {limits.file_seconds:.0f} 秒没有完成", last, slow=True)
                if now - began > limits.package_seconds + limits.start_seconds:
                    return self._stopped(f"整份材料超过 {limits.package_seconds:.0f} 秒没有完成", None, slow=True)
        except (EOFError, ConnectionError):
            return self._fallen(last)

    def _stopped(self, how: str, last: Step | None, *, slow: bool = False) -> Ended:
        self.end()
        return Ended(how, last, slow=slow)

    def _fallen(self, last: Step | None) -> Ended:
        code = self.process.ended(5)
        self.end()
        if code in {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, None}:
            return Ended("处理进程被外部终止", last, outside=True)
        name = signal.Signals(-code).name if code < 0 else f"退出码 {code}"
        return Ended(f"读取程序崩溃（{name}）", last)

    def is_tired(self, limits: Limits) -> bool:
        return self.done >= limits.packages or memory_of(self.process.pid) > limits.memory * limits.tired

    def end(self) -> None:
        self.line.close()
        self.process.end()


class Crew:
    """So many workers, of which each is asked by one thread at a time. Started when first needed, or by `warm`."""

    def __init__(self, post: Post, size: int, threads: int, log: Path, limits: Limits, tell: Tell) -> None:
        self.size = size
        self._limits, self._tell, self._lock = limits, tell, threading.Lock()
        self._home = log.parent
        self._fresh: Callable[[], _Worker] = lambda: _Worker(post, log, threads)
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        for _ in range(size):
            self._idle.put(None)

    def warm(self, count: int) -> None:
        """Start so many workers now, while other things start too."""
        taken = [self._idle.get() for _ in range(min(count, self.size))]
        for worker in taken:
            self._idle.put(worker or self._start())

    def review(self, source: Source) -> Row:
        """Have one package reviewed, whatever it does to the process that tries."""
        left_out: dict[str, str] = {}
        seen: list[Ended] = []
        killed = 0
        while True:
            answer = self._ask(Job(source, left_out))
            if isinstance(answer, Row):
                return answer
            self.tell(Step(did=Did.LOST, package=source.name, file=_file(answer), what=answer.how))
            if answer.outside:
                killed += 1
                if killed == _KILLED_TRIES:
                    return Row(
                        package=source.name, error=f"{answer.how}，试了 {killed} 次。请再运行一次。", passing=True
                    )
                continue
            seen.append(answer)
            if not answer.slow and len([one for one in seen if _sha256(one) == _sha256(answer)]) == 1:
                continue
            if not _sha256(answer) or len(left_out) == _MOST_LEFT_OUT:
                return Row(package=source.name, error=f"审查这份材料时{answer.how}。请检查材料，或交给维护者。")
            left_out[_sha256(answer)] = answer.how
            self.tell(Step(did=Did.LEFT_OUT, package=source.name, file=_file(answer), what=answer.how))

    def tell(self, step: Step) -> None:
        with self._lock:
            self._tell(step.model_copy(update={"at": round(time.time(), 3)}))

    def close(self) -> None:
        """End all workers, busy or not."""
        for worker in list(self._all):
            worker.end()

    def pids(self) -> list[int]:
        return [worker.process.pid for worker in list(self._all)]

    def _start(self) -> _Worker:
        with told_if_full(self._home):
            worker = self._fresh()
        self._all.add(worker)
        return worker

    def _ask(self, job: Job) -> Row | Ended:
        worker = self._idle.get()
        keep = False
        try:
            worker = worker or self._start()
            answer = worker.ask(job, self._limits, self.tell)
            keep = isinstance(answer, Row) and not worker.is_tired(self._limits)
            return answer
        finally:
            if worker and not keep:
                worker.end()
                self._all.discard(worker)
            self._idle.put(worker if keep else None)


def _sha256(ended: Ended) -> str:
    """Give the file that was being read."""
    return ended.step.sha256 if ended.step and ended.step.did is Did.READING else ""


def _file(ended: Ended) -> str:
    return ended.step.file if ended.step else ""
