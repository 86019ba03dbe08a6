"""Reads a date in one piece of which the detector found only pieces: 2024 年 9 □ 23 日, its 月 under a seal or alone.

Nothing is filled in: the strip from the first piece to the last is read once more as one line, and counts where it is
a whole date in which every piece stands.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found, Words

_FIRST = re.compile(r"(?:19|20)\d{2}(?:年(?:\d{1,2}月?)?)?")
_PIECE = re.compile(r"[\d年月日]{1,6}")
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?")
_APART = 4  # heights of the first piece between two pieces of one date


def whole_dates(pixels: Any, found: Sequence["Found"], read: Callable[[Sequence[Any]], list["Words"]]) -> list["Found"]:
    """The lines of an upright RGB page, the pieces of a date put together."""
    cut = list(_cut(found))
    strips = [_around(pieces) for pieces in cut]
    again = read([pixels[top:bottom, left:right, ::-1] for left, top, right, bottom in strips]) if strips else []
    lines = list(found)
    for pieces, strip, words in zip(cut, strips, again, strict=True):
        text = "".join(words.text.split())
        if _DATE.fullmatch(text) and _in_order("".join("".join(one.text.split()) for one in pieces), text):
            left, top, right, bottom = map(float, strip)
            whole = pieces[0]._replace(
                text=text,
                confidence=words.confidence,
                left=left,
                top=top,
                right=right,
                bottom=bottom,
                sealed=any(one.sealed for one in pieces),
                alternatives=words.alternatives,
            )
            lines[lines.index(pieces[0])] = whole
            lines = [one for one in lines if one not in pieces[1:]]
    return lines


def _cut(found: Sequence["Found"]) -> Iterator[list["Found"]]:
    """Pieces beside each other that begin with a year and are together no whole date."""
    for first in found:
        if not _FIRST.fullmatch("".join(first.text.split())):
            continue
        pieces, height = [first], first.bottom - first.top
        for line in sorted(found, key=lambda one: one.left):
            last = pieces[-1]
            level = last.top < (line.top + line.bottom) / 2 < last.bottom
            beside = last.right - height / 2 < line.left < last.right + _APART * height
            if line is not first and level and beside and _PIECE.fullmatch("".join(line.text.split())):
                pieces.append(line)
        text = "".join("".join(one.text.split()) for one in pieces)
        if len(pieces) > 1 and not _DATE.fullmatch(text):
            yield pieces


def _around(pieces: Sequence["Found"]) -> tuple[int, int, int, int]:
    return (
        int(min(one.left for one in pieces)),
        int(min(one.top for one in pieces)),
        int(max(one.right for one in pieces)) + 1,
        int(max(one.bottom for one in pieces)) + 1,
    )


def _in_order(part: str, whole: str) -> bool:
    """Whether all characters of a part stand in the whole, in the same order.

    >>> _in_order("2024年923日", "2024年9月23日"), _in_order("2024年923日", "2024年8月23日")
    (True, False)
    """
    rest = iter(whole)
    return all(character in rest for character in part)
