"""Work in a child process that kills itself at a step, as a power cut would: nothing is written to an end."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

Doing = Callable[..., Any]


def killed_at(step: int, work: Callable[[Callable[[Doing], Doing]], None]) -> bool:
    """Do some work in a child that kills itself at a step; tell whether it came so far.

    The work is given what makes a step of a function: each call of all that it was given counts.
    """
    child = os.fork()
    if child == 0:
        try:
            work(_dying(step))
        except BaseException:  # noqa: BLE001 - a child must never go on as its parent
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.WEXITSTATUS(status):
        sys.exit(f"step {step} failed otherwise")
    return False


def _dying(step: int) -> Callable[[Doing], Doing]:
    taken = iter(range(1, sys.maxsize))

    def dying(doing: Doing) -> Doing:
        def counted(*given: Any, **named: Any) -> Any:
            if next(taken) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return doing(*given, **named)

        return counted

    return dying
