"""Work in a process that gives its memory back: `python -m flows.apart LIFELINE CONNECTION`.

To hold a thousand packages against each other and to write the papers of their batch takes hundreds of megabytes for a
few seconds. The process that goes on waiting for the next package must not keep them.
"""

import os
import sys
import traceback
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from flows.full import told_if_full
from flows.lifeline import Tied, hold
from pipeline.errors import Stopped, ZishenError

Answer = TypeVar("Answer")
_TRIES = 3


class Apart:
    """A process that does one piece of work after another, until it is ended; it starts when it is first asked."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._there: tuple[Tied, Connection] | None = None

    def do(self, work: Callable[..., Answer], *given: Any) -> Answer:
        """Give what the work gives, or raise what it raises; when somebody kills the process, begin again."""
        for _ in range(_TRIES):
            self._there = self._there or self._started()
            _, line = self._there
            try:
                line.send((work, given))
                answer, fault = line.recv()
            except (EOFError, ConnectionError):
                self.end()
                continue
            except BaseException:  # interrupted: an answer that still comes is to no question
                self.end()
                raise
            if fault is not None:
                raise fault
            done: Answer = answer
            return done
        raise Stopped(_TRIES, str(self._log))

    def end(self) -> None:
        if self._there:
            process, line = self._there
            self._there = None
            line.close()
            process.end()

    def _started(self) -> tuple[Tied, Connection]:
        line, theirs = Pipe()
        with told_if_full(self._log.parent):
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with theirs, self._log.open("ab") as out:
                words = [str(theirs.fileno())]
                return Tied("flows.apart", words, out, dict(os.environ), [theirs.fileno()]), line


def main() -> None:
    hold(int(sys.argv[1]))
    with Connection(int(sys.argv[2])) as line:
        while True:
            try:
                work, given = line.recv()
            except EOFError:
                return
            line.send(_answer(work, given))


def _answer(work: Callable[..., Any], given: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    try:
        return work(*given), None
    except ZishenError as fault:
        return None, fault
    except Exception as fault:  # noqa: BLE001 - what we did not foresee ends the run; where it happened is in the log
        traceback.print_exc()
        return None, RuntimeError(f"{type(fault).__name__}：{fault}")


if __name__ == "__main__":
    main()
