"""Gives memory that is free again back to the system: the C library keeps it, in pieces that the next page may not fit.

Reading a thousand pages of a thousand sizes grew a process by a sixth before; looking costs seven milliseconds a page.
"""

import functools
from collections.abc import Callable


def give_back() -> None:
    _trim()(0)


@functools.cache
def _trim() -> Callable[[int], object]:
    """`malloc_trim` of the GNU C library; others give back by themselves what they do not need."""
    import ctypes

    return getattr(ctypes.CDLL(None), "malloc_trim", None) or (lambda _: 0)
