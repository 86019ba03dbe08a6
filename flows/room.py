"""How much of this machine a batch may use: so many processes, so many threads in each, so much memory each."""

import os
from dataclasses import dataclass
from pathlib import Path

from flows.crew import Limits
from pipeline.settings import Machine

_MB = 1024**2
_NEEDED = 2048 * _MB  # a process with its models and a page of a large scan
_LEFT = 0.8  # of the memory that is free now


@dataclass(frozen=True)
class Room:
    """What a crew is given."""

    workers: int
    threads: int
    limits: Limits


def room(machine: Machine, workers: int, packages: int | None, cores: int = 0, memory: int = 0) -> Room:
    """Fill the cores without asking for more than there are: a process for each, if memory allows.

    Never more processes than packages; fewer packages than cores get more threads each. `cores` and `memory` are what
    is there; 0 looks at this machine.

    >>> room(Machine(), 0, None, cores=8, memory=64 * 1024**3).workers
    8
    >>> crowded = room(Machine(), 0, None, cores=8, memory=6 * 1024**3)
    >>> crowded.workers, crowded.threads
    (3, 2)
    """
    cores, memory = cores or len(os.sched_getaffinity(0)), memory or free_memory()
    wanted = workers or machine.workers or min(cores, memory // _NEEDED if memory else cores)
    count = max(1, min(wanted, wanted if packages is None else packages))
    each = machine.worker_memory_mb * _MB or max(_NEEDED, int(memory * _LEFT) // count)
    limits = Limits(file_seconds=machine.file_minutes * 60, package_seconds=machine.package_minutes * 60, memory=each)
    return Room(workers=count, threads=max(1, cores // count), limits=limits)


def free_memory() -> int:
    """Bytes that are free for new work, within what the machine or the container allows; 0 where nobody tells."""
    try:
        told = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(line.split()[1]) * 1024 for line in told if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return 0
    try:
        most = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
        used = int(Path("/sys/fs/cgroup/memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return free
    return min(free, max(0, int(most) - used)) if most.isdigit() else free
