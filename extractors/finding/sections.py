"""Two certificates on one page: the lines of each, told apart by where their titles stand.

Numbers alone prove nothing, a certificate may print two; and one certificate in two languages has two titles and one
number. So a page is cut only where several numbers and several titles stand on it, a number under each title.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.finding.fields import keys_of
from extractors.finding.kinds import Kind
from extractors.finding.snippet import box_of, loose_lines, same_band
from extractors.finding.words import squeeze
from pipeline.model import Box, Line, Page


def sections(kind: Kind, pages: Sequence[Page]) -> list[list[Page]]:
    """The parts of one paper that are records of their own; most papers have one part."""
    if not kind.key or len(pages) != 1 or len(keys_of(kind, pages)) < 2:
        return [list(pages)]
    (page,) = pages
    parts = [page.model_copy(update={"lines": tuple(lines)}) for lines in _parts(page, kind)]
    keys = [keys_of(kind, [part]) for part in parts]
    told_apart = len(parts) > 1 and all(len(one) == 1 for one in keys) and len(set(keys)) == len(keys)
    return [[part] for part in parts] if told_apart else [list(pages)]


def _parts(page: Page, kind: Kind) -> Iterator[list[Line]]:
    """The lines beside or under each title, up to the next one."""
    words = tuple(word.lstrip("=") for claim in kind.claims for word in claim.title)
    titles = [
        box for line in loose_lines(page) if squeeze(line.text).endswith(words) and (box := box_of(line)) is not None
    ]
    if len(titles) < 2:
        return
    if all(same_band(titles[0], other) for other in titles[1:]):
        middles = sorted((box.left + box.right) / 2 for box in titles)
        cuts = [(before + after) / 2 for before, after in pairwise(middles)]
        place = _middle
    else:
        cuts = sorted(box.top - (box.bottom - box.top) for box in titles)[1:]
        place = _top
    for number in range(len(cuts) + 1):
        yield [
            line
            for line in page.lines
            if (box := box_of(line)) is not None and sum(place(box) >= cut for cut in cuts) == number
        ]


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2


def _top(box: Box) -> float:
    return box.top
