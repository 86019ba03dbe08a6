"""Each step of a batch is told to the person who waits, and to a machine as a line of JSON where one asks for it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from flows.steps import Step, Tell
from flows.words import BatchProgress
from pipeline.errors import BadSettings
from pipeline.keeping import is_full


@contextmanager
def telling(events: str, progress: BatchProgress, err: TextIO) -> Iterator[Tell]:
    """Give what tells a step. `events` is a file to append to, `-` for `err`, or nothing."""
    with ExitStack() as held:
        lines = err if events == "-" else None
        if events and lines is None:
            try:
                lines = Path(events).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115 - closed below
            except OSError as fault:
                raise BadSettings("--events", [f"{events} 写不进去：{fault.strerror}"]) from fault
            held.callback(_closed, lines)

        def tell(step: Step) -> None:
            nonlocal lines
            progress.step(step)
            try:
                if lines:
                    lines.write(step.model_dump_json() + "\n")
            except OSError as fault:  # a line that is lost must cost no package
                lines = None
                why = "磁盘已满" if is_full(fault) else fault.strerror
                print(f"zishen：--events {events} 写不进去（{why}），后面的步骤不再写；审查不受影响。", file=err)

        yield tell


def _closed(file: TextIO) -> None:
    with suppress(OSError):  # what found no room was told
        file.close()
