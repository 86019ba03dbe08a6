"""Mends the rules of a table that a fax or a poor copy has broken into dashes and dots.

Rules come in pieces, found where they were whole for a while. What is left between them are dots on the same line with
clear paper above and below. One such dot is dirt; a page with many of them has broken rules, and only there are pieces
put together across a gap.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from extractors.ink.grid import Rule

_NEAR, _CLEAR = 4, 7  # pixels: so near to its line is what is left of a rule, and so far beside it the paper is clear
_GAP = 52  # the widest between two pieces
_THICK = 7  # of what is left
_ASIDE, _DENSER = 16, 3.0  # where nothing but grain is looked for, and how much denser a rule is
_LONG = 60  # a rule, and no stroke of a letter
_CROSSING = 12  # of it may not be clear: other rules cross it
_FEWEST = 12  # dots of a page with broken rules
_INKED, _CROWDED = 0.3, 0.3  # of a mended rule: at least, and at most


class _Chain(NamedTuple):
    """Pieces of rules and the dots that lie between them or go on from them, on one line."""

    rule: Rule
    dots: int


def mended(level: list[Rule], upright: list[Rule], dark: Any, same: float) -> tuple[list[Rule], list[Rule]]:
    """The rules of a page, and where it has broken ones, those put together of what `dark` shows of them."""
    flat, narrow = _scraps(_without(upright, dark.T).T), _scraps(_without(level, dark).T).T
    across = [chain for rules in _on_one_line(level, same) for chain in _chains(rules, flat, dark)]
    down = [chain for rules in _on_one_line(upright, same) for chain in _chains(rules, narrow.T, dark.T)]
    if sum(chain.dots for chain in (*across, *down)) < _FEWEST:
        return level, upright
    return [*level, *(chain.rule for chain in across)], [*upright, *(chain.rule for chain in down)]


def _without(rules: Sequence[Rule], dark: Any) -> Any:
    """Take the long rules out of the ink, so that what is left of those across them stands by itself."""
    left = dark.copy()
    for at, start, end in rules:
        if end - start >= _LONG:
            left[max(int(at) - _NEAR, 0) : int(at) + _NEAR + 1, max(int(start), 0) : int(end) + 1] = 0
    return left


def _scraps(dark: Any) -> Any:
    """What is dark and hangs together no further down the page than a rule is thick."""
    import cv2
    import numpy as np

    _, marks, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(dark))
    thin = stats[:, cv2.CC_STAT_HEIGHT] <= _THICK
    thin[0] = False
    return thin[marks]


def _on_one_line(rules: Sequence[Rule], same: float) -> list[list[Rule]]:
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if lines and rule.at - lines[-1][0].at <= same:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return lines


def _chains(rules: Sequence[Rule], scraps: Any, dark: Any) -> Iterator[_Chain]:
    """What hangs together on the line of these rules; dots that hang on none of them are none of theirs."""
    import numpy as np

    at = round(sum(rule.at for rule in rules) / len(rules))
    inked, beside = _along(at, scraps, dark)
    strewn = max(_along(at + aside, scraps, dark)[0].mean() for aside in (-_ASIDE, _ASIDE))
    free = np.ones_like(inked)
    for rule in rules:
        free[max(int(rule.start) - 1, 0) : int(rule.end) + 1] = False
    inked &= free
    if not inked.any() or inked[free].mean() < _DENSER * strewn:
        return
    edges = np.flatnonzero(np.diff(inked.astype(np.int8), prepend=0, append=0))
    dots = [Rule(at, float(start), float(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    chain: list[Rule] = []
    for link in sorted((*rules, *dots), key=lambda one: one.start):
        end = max((one.end for one in chain), default=link.start)
        if link.start - end > _GAP or beside[int(end) : int(link.start)].sum() > _CROSSING:
            yield from _chain(chain, rules, beside)
            chain = []
        chain.append(link)
    yield from _chain(chain, rules, beside)


def _along(at: int, scraps: Any, dark: Any) -> tuple[Any, Any]:
    """Where along a line there are scraps on it, with clear paper beside them, and where the paper is not clear."""
    on = scraps[max(at - _NEAR, 0) : max(at + _NEAR + 1, 0)].any(axis=0)
    before = dark[max(at - _CLEAR, 0) : max(at - _NEAR, 0)]
    after = dark[max(at + _NEAR + 1, 0) : max(at + _CLEAR + 1, 0)]
    beside = before.any(axis=0) | after.any(axis=0)
    return on & ~beside, beside


def _chain(links: Sequence[Rule], rules: Sequence[Rule], beside: Any) -> Iterator[_Chain]:
    """The links as one rule, where one of them is a piece of a rule, enough of it is inked and it runs by itself."""
    pieces = [link for link in links if link in rules]
    if not pieces or len(links) < 2:
        return
    start, end = links[0].start, max(link.end for link in links)
    inked = sum(link.end - link.start for link in links)
    crowded = sum(int(beside[int(link.start) : int(link.end)].sum()) for link in links)
    if inked >= _INKED * (end - start) and crowded <= _CROWDED * inked:
        at = sum(piece.at for piece in pieces) / len(pieces)
        yield _Chain(Rule(at, start, end), len(links) - len(pieces))
