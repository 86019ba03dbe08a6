"""Printed words found for a field, with the ink they stand in: what becomes the evidence of a fact."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.model import Box, Evidence, Ink, Line, OnPage, Page, Place


class Part(NamedTuple):
    """Some words of one line, cell or paragraph, exactly as printed."""

    quote: str
    ink: Ink


class Snippet(NamedTuple):
    """A value as printed, in one or more parts. `others` are the same words as the reader might also have read them."""

    parts: tuple[Part, ...]
    label: str = ""
    others: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        return "\n".join(part.quote for part in self.parts)


def whole(*inks: Ink, label: str = "") -> Snippet:
    """All the words of some inks."""
    others = inks[0].alternatives if len(inks) == 1 else ()
    return Snippet(tuple(Part(ink.text.strip(), ink) for ink in inks), label, others)


def cut(ink: Ink, start: int, end: int, *, label: str = "") -> Snippet:
    """The words of one ink from `start` to `end`, without the blanks around them."""
    return Snippet((Part(ink.text[start:end].strip(), ink),), label)


def evidence_of(snippet: Snippet, file: str) -> tuple[Evidence, ...]:
    """One piece of evidence for each page, cell or paragraph the snippet touches; boxes of one page are joined."""
    found = []
    for _, group in groupby(snippet.parts, key=lambda part: _where(part.ink.place)):
        parts = list(group)
        first = parts[0].ink
        found.append(
            Evidence(
                file=file,
                place=_joined([part.ink.place for part in parts]),
                quote="\n".join(part.quote for part in parts),
                method=first.method,
                reader=first.reader,
                confidence=min(part.ink.confidence for part in parts),
                sealed=any(part.ink.sealed for part in parts),
            )
        )
    return tuple(found)


def _where(place: Place) -> object:
    return place.page if isinstance(place, OnPage) else place


def _joined(places: Sequence[Place]) -> Place:
    boxes = [place.box for place in places if isinstance(place, OnPage)]
    first = places[0]
    return OnPage(page=first.page, box=around(boxes)) if isinstance(first, OnPage) else first


def around(boxes: Sequence[Box]) -> Box:
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def box_of(ink: Ink) -> Box | None:
    return ink.place.box if isinstance(ink.place, OnPage) else None


def letter_width(text: str, box: Box) -> float:
    """How wide a Chinese character of a line is.

    >>> round(letter_width("名称 IS", Box(left=0, top=0, right=0.7, bottom=0.1)), 3)
    0.2
    """
    units = sum(0.5 if character.isascii() else 1 for character in text.strip())
    return (box.right - box.left) / units if units else 0.0


def same_band(one: Box, other: Box) -> bool:
    """Whether two boxes stand on one printed line: half of the lower one beside the other.

    >>> same_band(Box(left=0, top=0.10, right=1, bottom=0.12), Box(left=0, top=0.105, right=1, bottom=0.13))
    True
    """
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.bottom - one.top, other.bottom - other.top) > 0


def loose_lines(page: Page) -> tuple[Line, ...]:
    """The lines of a page that are not also cells of its tables, without empty ones."""
    boxes = [box for table in page.tables for cell in table.cells if (box := box_of(cell))]
    return tuple(line for line in page.lines if line.text.strip() and not _inside(box_of(line), boxes))


def _inside(box: Box | None, boxes: Iterable[Box]) -> bool:
    if box is None:
        return False
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(b.left <= x <= b.right and b.top <= y <= b.bottom for b in boxes)


def bands(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines with a box, gathered into printed lines from the top, each from the left."""
    found: list[list[Line]] = []
    for box, line in sorted(
        ((box, line) for line in lines if (box := box_of(line))),
        key=lambda pair: (pair[0].top + pair[0].bottom, pair[0].left),
    ):
        first = box_of(found[-1][0]) if found else None
        if first and same_band(first, box):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(band, key=_left) for band in found]


def _left(ink: Ink) -> float:
    box = box_of(ink)
    return box.left if box else 0.0
