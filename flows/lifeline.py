"""A process that must not outlive the one that started it.

Its starter keeps one end of a pipe and never writes to it. However the starter ends, `kill -9` and a power cut of the
desktop session included, the kernel closes that end; the process sees it and takes itself and its own children along.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from typing import IO, Any


class Tied:
    """A child process with its own children, gone when we are. Its words go to a log, never to a terminal."""

    def __init__(
        self, module: str, words: Sequence[str], log: IO[Any], environment: dict[str, str], fds: Sequence[int] = ()
    ) -> None:
        heard, self._held = os.pipe()
        try:
            self._process = Popen(  # noqa: S603 - our own interpreter, our own module
                [sys.executable, "-m", module, str(heard), *words],
                env=environment,
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(heard, *fds),
                start_new_session=True,  # so that it can be ended with all its children, and Ctrl-C is ours alone
            )
        except OSError:
            os.close(self._held)
            raise
        finally:
            os.close(heard)

    @property
    def pid(self) -> int:
        return self._process.pid

    def ended(self, seconds: float = 0) -> int | None:
        """Give the exit code, negative for a signal, or None while it runs; wait so long for it."""
        if not seconds:
            return self._process.poll()
        try:
            return self._process.wait(seconds)
        except TimeoutExpired:
            return None

    def end(self, grace: float = 0) -> None:
        """End it and its children; with `grace`, ask first and wait so many seconds."""
        if self._held < 0:
            return
        if grace and self._process.poll() is None:
            self._process.terminate()
            self.ended(grace)
        if self._process.poll() is None:
            end_all(self.pid)
        self._process.wait()
        os.close(self._held)
        self._held = -1


def end_all(pid: int) -> None:
    """Kill a process and all below it, those that made groups of their own (LibreOffice) included."""
    for one in family(pid):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(one, signal.SIGKILL)


def hold(fd: int) -> None:
    """Watch our starter from a thread of our own; called first thing in a process that was started tied."""
    threading.Thread(target=_watch, args=(fd,), name="lifeline", daemon=True).start()


def _watch(fd: int) -> None:
    while os.read(fd, 1):
        pass
    end_all(os.getpid())


def family(pid: int) -> list[int]:
    """List all processes below one, and itself last; itself alone where the kernel does not tell (Linux does)."""
    below: dict[int, list[int]] = {}
    for told in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):  # it ended while we looked
            above = int(told.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
            below.setdefault(above, []).append(int(told.parent.name))
    found = [pid]
    for one in found:
        found += below.get(one, [])
    return [*found[1:], pid]


def memory_of(pid: int) -> int:
    """Bytes of real memory that one process holds; 0 where the kernel does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
