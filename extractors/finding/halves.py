"""Two papers on one sheet: copiers take two certificates at once, one beside or below the other.

A sheet is parted along a gutter that no words cross; whether what lies on its two sides are two papers is for those to
say who know what papers look like.
"""

from collections.abc import Callable, Iterator
from itertools import chain

from extractors.finding.overlay import without_overlay
from extractors.finding.snippet import box_of
from pipeline.model import Box, Ink, Page, Table

_FROM, _TO = 0.3, 0.7  # of the sheet: two papers that share one have about a half each
_GUTTER = 0.015  # of the sheet: lines of one paper may stand further apart, which is why several gutters are tried
_MOST = 6  # gutters of each direction

Side = Callable[[Box], tuple[float, float]]


def halves(page: Page) -> Iterator[tuple[Page, Page]]:
    """Every way to part a sheet in two, the widest gutter of each direction first."""
    for side in (_across, _down):
        for cut in _gutters(page, side):
            yield _part(page, side, cut, after=False), _part(page, side, cut, after=True)


def _across(box: Box) -> tuple[float, float]:
    return box.left, box.right


def _down(box: Box) -> tuple[float, float]:
    return box.top, box.bottom


def _gutters(page: Page, side: Side) -> list[float]:
    """The middles of the gutters that no words of the page cross."""
    page = without_overlay(page)
    inks = chain(page.lines, *(table.cells for table in page.tables))
    found: list[tuple[float, float]] = []
    spans = sorted(side(box) for ink in inks if (box := box_of(ink)))
    reached = spans[0][1] if spans else 0.0
    for start, end in spans:
        middle = (reached + start) / 2
        if start - reached >= _GUTTER and _FROM < middle < _TO:
            found.append((start - reached, middle))
        reached = max(reached, end)
    return [middle for _, middle in sorted(found, reverse=True)[:_MOST]]


def _part(page: Page, side: Side, cut: float, *, after: bool) -> Page:
    """What lies on one side of a cut, where it stands on the sheet."""

    def here(ink: Ink) -> bool:
        box = box_of(ink)
        return box is not None and (sum(side(box)) / 2 >= cut) is after

    def held(table: Table) -> bool:
        boxes = [box for cell in table.cells if (box := box_of(cell))]
        return bool(boxes) and (sum(sum(side(box)) / 2 for box in boxes) / len(boxes) >= cut) is after

    return page.model_copy(
        update={
            "lines": tuple(filter(here, page.lines)),
            "tables": tuple(filter(held, page.tables)),
            "seals": tuple(filter(here, page.seals)),
        }
    )
