"""Finds the cells of ruled tables from their rules alone, in whatever unit the rules come.

Rules that almost meet are one: drawing programs leave gaps and overlaps. A cell is a rectangle with a rule along every
side and none inside; what has an open side is no cell.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_MOSTLY = 0.7  # of the way between two crossing rules
_FEWEST_RULES, _NARROW = 3, 3  # that make an open side; a column is wider than so many times what counts as one
_MOST_SQUARES = 60_000  # of the finest grid; more is a drawing


class Rule(NamedTuple):
    """One straight rule: at which height (or width) it runs, and from where to where."""

    at: float
    start: float
    end: float


class Slot(NamedTuple):
    """One cell of a table: where it stands, and in which rows and columns, counted from 1."""

    left: float
    top: float
    right: float
    bottom: float
    row: int
    column: int
    row_span: int
    column_span: int


class _Block(NamedTuple):
    """A cell on the finest grid of the page: first and last lines across and down."""

    left: int
    top: int
    right: int
    bottom: int


def tables(level: Iterable[Rule], upright: Iterable[Rule], same: float) -> list[list[Slot]]:
    """The ruled tables, from the top; `same` is how far apart two rules may be and still be one.

    >>> [found] = tables([Rule(0, 0, 9), Rule(5, 0, 9)], [Rule(0, 0, 5), Rule(4, 0, 5), Rule(9, 0, 5)], same=1)
    >>> [(slot.row, slot.column) for slot in found]
    [(1, 1), (1, 2)]
    """
    level, upright = list(level), list(upright)
    if _squares(level, upright, same) > _MOST_SQUARES:
        return []
    upright += _open_sides(level, upright, same)
    across, down = _levels([rule.at for rule in upright], same), _levels([rule.at for rule in level], same)
    if len(across) < 2 or len(down) < 2:
        return []
    walls = _walls(level, down, across, same)
    sides = _walls(upright, across, down, same)
    cells = list(_blocks(walls, sides, len(across), len(down)))
    found = [_numbered(blocks, across, down) for blocks in _together(cells)]
    return sorted(found, key=lambda slots: (slots[0].top, slots[0].left))


def _squares(level: Sequence[Rule], upright: Sequence[Rule], same: float) -> int:
    return len(_levels([rule.at for rule in upright], same)) * len(_levels([rule.at for rule in level], same))


def _open_sides(level: Sequence[Rule], upright: Sequence[Rule], same: float) -> Iterator[Rule]:
    """The left and right sides that a table was printed without: where rules between its rows begin or end together.

    >>> rows = [Rule(0, 0, 90), Rule(5, 0, 90), Rule(10, 0, 90)]
    >>> list(_open_sides(rows, [Rule(30, 0, 10), Rule(90, 0, 10)], same=1))
    [Rule(at=0.0, start=0, end=10)]
    """
    crossing = [rule for rule in _joined(level, same) if any(_cross(rule, other, same) for other in upright)]
    for end in ("start", "end"):
        for at in _levels([getattr(rule, end) for rule in crossing], same):
            rows = [rule.at for rule in crossing if abs(getattr(rule, end) - at) <= same]
            side = Rule(at, min(rows, default=0.0), max(rows, default=0.0))
            lonely = all(
                abs(other.at - at) > _NARROW * same or other.end < side.start or other.start > side.end
                for other in upright
            )
            if lonely and len(_levels(rows, same)) >= _FEWEST_RULES:
                yield side


def _joined(rules: Sequence[Rule], same: float) -> list[Rule]:
    """Rules without the gaps that drawing programs leave where they draw a table cell by cell."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda one: one.start):
        before = next((one for one in joined if abs(one.at - rule.at) <= same and rule.start - one.end <= same), None)
        if before:
            joined[joined.index(before)] = before._replace(end=max(before.end, rule.end))
        else:
            joined.append(rule)
    return joined


def _cross(level: Rule, upright: Rule, same: float) -> bool:
    return (
        level.start - same <= upright.at <= level.end + same and upright.start - same <= level.at <= upright.end + same
    )


def _levels(values: Sequence[float], same: float) -> list[float]:
    """The distinct heights or widths at which rules run, each the middle of those that count as one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= same:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(levels: Sequence[float], value: float) -> int:
    at = bisect_left(levels, value)
    if at == len(levels) or (at and value - levels[at - 1] <= levels[at] - value):
        return at - 1
    return at


def _walls(rules: Sequence[Rule], levels: Sequence[float], steps: Sequence[float], same: float) -> list[list[bool]]:
    """For each level, whether a rule runs along each step of the crossing lines. Pieces that almost meet are joined."""
    runs: list[list[tuple[float, float]]] = [[] for _ in levels]
    for rule in sorted(rules, key=lambda one: one.start):
        pieces = runs[_nearest(levels, rule.at)]
        if pieces and rule.start - pieces[-1][1] <= same:
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], rule.end))
        else:
            pieces.append((rule.start, rule.end))
    return [[_covered(pieces, *step, same) for step in pairwise(steps)] for pieces in runs]


def _covered(pieces: Sequence[tuple[float, float]], start: float, end: float, same: float) -> bool:
    """Whether pieces of a rule run along a step: all of it, or most of it where a poor copy has broken the rule."""
    whole = any(first <= start + same and last >= end - same for first, last in pieces)
    seen = sum(max(min(last, end) - max(first, start), 0.0) for first, last in pieces)
    return whole or seen >= _MOSTLY * (end - start)


def _blocks(walls: list[list[bool]], sides: list[list[bool]], across: int, down: int) -> Iterator[_Block]:
    """Squares of the finest grid that no rule parts, where they make a closed rectangle."""
    seen = [[False] * (across - 1) for _ in range(down - 1)]
    for row in range(down - 1):
        for column in range(across - 1):
            if seen[row][column]:
                continue
            squares, stack, closed = [], [(row, column)], True
            seen[row][column] = True
            while stack:
                r, c = stack.pop()
                squares.append((r, c))
                for wall, r2, c2 in (
                    (walls[r][c], r - 1, c), (walls[r + 1][c], r + 1, c),
                    (sides[c][r], r, c - 1), (sides[c + 1][r], r, c + 1),
                ):  # fmt: skip
                    if wall:
                        continue
                    if not (0 <= r2 < down - 1 and 0 <= c2 < across - 1):
                        closed = False
                    elif not seen[r2][c2]:
                        seen[r2][c2] = True
                        stack.append((r2, c2))
            top, bottom = min(r for r, _ in squares), max(r for r, _ in squares) + 1
            left, right = min(c for _, c in squares), max(c for _, c in squares) + 1
            if closed and len(squares) == (bottom - top) * (right - left):
                yield _Block(left, top, right, bottom)


def _together(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Cells that share a corner are of one table."""
    at_corner: dict[tuple[int, int], list[int]] = {}
    for number, block in enumerate(blocks):
        for corner in _corners(block):
            at_corner.setdefault(corner, []).append(number)
    groups = []
    left = set(range(len(blocks)))
    while left:
        stack, group = [left.pop()], []
        while stack:
            block = blocks[stack.pop()]
            group.append(block)
            for corner in _corners(block):
                near = left.intersection(at_corner[corner])
                left -= near
                stack += near
        groups.append(group)
    return [group for group in groups if len(group) > 1]


def _corners(block: _Block) -> tuple[tuple[int, int], ...]:
    left, top, right, bottom = block
    return (left, top), (right, top), (left, bottom), (right, bottom)


def _numbered(blocks: Sequence[_Block], across: Sequence[float], down: Sequence[float]) -> list[Slot]:
    """Rows and columns of one table are counted by the lines at which its own cells begin and end."""
    columns = sorted({x for block in blocks for x in (block.left, block.right)})
    rows = sorted({y for block in blocks for y in (block.top, block.bottom)})
    return [
        Slot(
            across[block.left],
            down[block.top],
            across[block.right],
            down[block.bottom],
            rows.index(block.top) + 1,
            columns.index(block.left) + 1,
            rows.index(block.bottom) - rows.index(block.top),
            columns.index(block.right) - columns.index(block.left),
        )
        for block in sorted(blocks, key=lambda one: (one.top, one.left))
    ]
