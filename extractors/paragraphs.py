"""Where a paragraph ends on a page: lines have no marks for it, but their places tell.

A line that begins further in than the one before begins a paragraph, a title in the middle of the page ends where the
text begins at the margin, and a line with room left for what follows it was the last of its paragraph.
"""

import re

from extractors.snippet import box_of, same_band
from extractors.words import fold
from pipeline.model import Box, Line

_INDENT, _OUTDENT, _ROOM = 1.2, 3.2, 1.5  # in widths of a Chinese character
_GAP = 1.9  # of the line height: more room between two lines parts paragraphs
_WORD = re.compile(r"[!-~]+")


def ends_paragraph(line: Line, following: Line) -> bool:
    """Whether a line is the last of its paragraph, seen beside the line that is read after it."""
    box, after = box_of(line), box_of(following)
    if box is None or after is None or line.place.kind != following.place.kind:
        return False
    if same_band(box, after) or after.top < box.top:
        return False
    if after.top - box.bottom > _GAP * (box.bottom - box.top):
        return True
    wide = _letter(line.text, box)
    if not wide or _same_middle(box, after, wide):
        return False
    begins_in, begins_out = after.left - box.left, box.left - after.left
    word = _WORD.match(fold(following.text).strip())
    room = wide * max(_ROOM, 0.5 * len(word.group()) if word else 0)
    return begins_in > _INDENT * wide or begins_out > _OUTDENT * wide or after.right - box.right > room


def _letter(text: str, box: Box) -> float:
    """How wide a Chinese character of a line is."""
    units = sum(0.5 if character.isascii() else 1 for character in text.strip())
    return (box.right - box.left) / units if units else 0.0


def _same_middle(box: Box, after: Box, wide: float) -> bool:
    """Two lines of one title: both in the middle, the second no longer than the first."""
    apart = abs((box.left + box.right) - (after.left + after.right)) / 2
    return apart < 0.5 * wide and after.left - box.left > -0.5 * wide
