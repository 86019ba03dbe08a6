"""Where a paragraph ends on a page: lines have no marks for it, but their places tell.

A line that begins further in than the one before begins a paragraph, a title in the middle of the page ends where the
text begins at the margin, and a line with room left for what follows it was the last of its paragraph.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractors.finding.snippet import around, bands, box_of, letter_width, same_band
from extractors.finding.words import fold
from pipeline.model import Box, Cell, Line, OnPage, Page

_INDENT, _OUTDENT, _ROOM = 1.2, 3.2, 1.5  # in widths of a Chinese character
_GAP = 1.9  # of the line height: more room between two lines parts paragraphs
_WORD = re.compile(r"[!-~]+")
# No line begins with such a mark: it takes the character before it along, and leaves the room of both.
_TAKEN_ALONG, _ROOM_OF_BOTH = re.compile(r"\s*\S[，。、；：！？）》”]"), 2.3


def ends_paragraph(line: Line, following: Line, *, margin: float | None = None, edge: float | None = None) -> bool:
    """Whether a line is the last of its paragraph, seen beside the line that is read after it.

    `margin` is where the text of the page begins, `edge` where the room of a cell ends.
    """
    box, after = box_of(line), box_of(following)
    if box is None or after is None or same_band(box, after) or after.top < box.top:
        return False
    if after.top - box.bottom > _GAP * (box.bottom - box.top):
        return True
    wide = letter_width(line.text, box)
    inwards, outwards = after.left - box.left, box.left - after.left
    if margin is not None and abs(inwards) < 0.5 * wide and 4 * wide > after.left - margin > _INDENT * wide:
        return True  # both are indented: two paragraphs of one line
    if not wide or _same_middle(box, after, wide):
        return False
    word = _WORD.match(fold(following.text).strip())
    both = _ROOM_OF_BOTH if _TAKEN_ALONG.match(following.text) else 0
    room = wide * max(_ROOM, both, 0.5 * len(word.group()) if word else 0)
    if edge is not None and edge - box.right > room + wide:
        return True
    return inwards > _INDENT * wide or outwards > _OUTDENT * wide or after.right - box.right > room


def margins(lines: Iterable[Line]) -> dict[int, float]:
    """Where the text of each page begins: the leftmost of its long lines."""
    boxes: dict[int, list[Box]] = {}
    for line in lines:
        if isinstance(line.place, OnPage):
            boxes.setdefault(line.place.page, []).append(line.place.box)
    found = {}
    for page, on_page in boxes.items():
        longest = max(box.right - box.left for box in on_page)
        found[page] = min(box.left for box in on_page if box.right - box.left >= longest / 2)
    return found


def unwrapped(page: Page) -> Page:
    """The page with cells whose lines run on as far as they are one paragraph."""
    if not any("\n" in cell.text for table in page.tables for cell in table.cells):
        return page
    tables = (
        table.model_copy(update={"cells": tuple(_unwrapped(cell, page.lines) for cell in table.cells)})
        for table in page.tables
    )
    return page.model_copy(update={"tables": tuple(tables)})


def _unwrapped(cell: Cell, lines: Sequence[Line]) -> Cell:
    box, texts = box_of(cell), cell.text.split("\n")
    inside = [line for line in lines if box and _middle_in(line, box)] if len(texts) > 1 else []
    if box and [line.text for line in inside] != texts:
        inside = [_joined(band) for band in bands(inside)]
    if box is None or [line.text for line in inside] != texts:
        return cell
    edge = box.right - max(min(line.place.box.left for line in inside if isinstance(line.place, OnPage)) - box.left, 0)
    text = texts[0]
    for before, line in pairwise(inside):
        between = "\n" if ends_paragraph(before, line, edge=edge) else _blank(before.text, line.text)
        text += between + line.text
    return cell.model_copy(update={"text": text})


def _joined(band: Sequence[Line]) -> Line:
    """The pieces of one printed line together, as they stand in a cell."""
    first = band[0]
    if len(band) == 1 or not isinstance(first.place, OnPage):
        return first
    place = first.place.model_copy(update={"box": around([box for line in band if (box := box_of(line))])})
    return first.model_copy(update={"text": " ".join(line.text for line in band), "place": place})


def _middle_in(line: Line, box: Box) -> bool:
    own = box_of(line)
    if own is None:
        return False
    across, down = (own.left + own.right) / 2, (own.top + own.bottom) / 2
    return box.left <= across <= box.right and box.top <= down <= box.bottom


def _blank(before: str, after: str) -> str:
    """What stands between two lines that run on: a blank between foreign words, nothing in Chinese."""
    return " " if before[-1:].isascii() and after[:1].isascii() else ""


def _same_middle(box: Box, after: Box, wide: float) -> bool:
    """Two lines of one title: both in the middle, the second no longer than the first."""
    apart = abs((box.left + box.right) - (after.left + after.right)) / 2
    return apart < 0.5 * wide and after.left - box.left > -0.5 * wide
