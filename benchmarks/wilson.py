"""How sure a share is: the 95 % Wilson score interval."""

from math import sqrt
from typing import NamedTuple

_Z = 1.959963984540054  # the normal quantile of a two-sided 95 % interval


class Share(NamedTuple):
    """So many of so many."""

    hits: int
    of: int

    @property
    def rate(self) -> float:
        return self.hits / self.of if self.of else 0.0

    def interval(self) -> tuple[float, float]:
        """The bounds between which the true share lies, as far as this sample can tell.

        >>> Share(0, 0).interval()
        (0.0, 1.0)
        """
        if not self.of:
            return 0.0, 1.0
        square = _Z * _Z
        middle = (self.rate + square / (2 * self.of)) / (1 + square / self.of)
        spread = _Z / (1 + square / self.of) * sqrt(self.rate * (1 - self.rate) / self.of + square / (4 * self.of**2))
        return round(max(0.0, middle - spread), 12), round(min(1.0, middle + spread), 12)
