"""Takes the characters of a PDF page out of PDFium, in runs wherever a run says as much as its characters do.

Asking PDFium for the place of one character costs more than anything else on a page of text, so only the first, the
middle and the last one of a run are asked for; a run that does not look even is taken apart.
"""

import re
from ctypes import c_ushort, pointer
from typing import Any, NamedTuple

# One control character or broken word, one blank, or characters without either.
_PIECE = re.compile(r"[\x00-\x1f\ufffe]|[^\S\x00-\x1f]|[^\s\x00-\x1f\ufffe]+")
_LINE_ENDS = frozenset("\t\n\r")  # also written out by some programs
_BROKEN_WORD = frozenset("\x02\ufffe")  # what PDFium puts for a hyphen at the end of a line, by itself or in a word
_UNEVEN = 0.25  # of a run's length that its middle may be off, since letters differ in width
_NARROWEST, _WIDEST = 0.15, 2.2  # of the type's height that a character takes along the line


class Run(NamedTuple):
    """Characters that follow one another on one line, in PDF space: their loose box and the angle of their baseline.

    `first` is the number of the first one in PDFium's order. Characters that the font gives no letter are empty.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    angle: float
    first: int


def runs(text: Any) -> list[Run]:
    """All that one pypdfium2 text page holds; blanks stand alone, and those that PDFium adds are left out."""
    import pypdfium2.raw as pdfium

    page, units = text.raw, _units(text)
    found = []
    for piece in _PIECE.finditer(units):
        said, first = piece.group(), piece.start()
        if said in _LINE_ENDS or (said == " " and pdfium.FPDFText_IsGenerated(page, first) == 1):
            continue
        if said < " " or said in _BROKEN_WORD:
            found.append(Run("-" if said in _BROKEN_WORD else "", *_box(page, first), 0.0, first))
        elif len(said) == 1:
            found.append(_single(page, said, first))
        else:
            found += _even(page, said, first) or apart(text, said, first)
    return found


def apart(text: Any, said: str, first: int) -> list[Run]:
    """The characters of a run one by one, each in its own place."""
    page, found = text.raw, []
    for at, one in enumerate(said):
        if "\udc00" <= one <= "\udfff":  # the second half of a rare character, such as many in personal names
            continue
        half = said[at : at + 2] if "\ud800" <= one <= "\udbff" else one
        found.append(_single(page, half, first + at))
    return found


def whole(said: str) -> str:
    """The text of UTF-16 units, halves of rare characters joined; a lone half becomes the mark for no character."""
    try:
        said.encode()
    except UnicodeEncodeError:
        return said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return said


def _units(text: Any) -> str:
    """The UTF-16 units of a page, each at the number under which PDFium knows its place."""
    import pypdfium2.raw as pdfium

    count = text.count_chars()
    held = (c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text.raw, 0, count, held) == count + 1:
        joined = bytes(held)[: 2 * count].decode("utf-16-le", "replace")
        # Shorter, two halves were joined; a mark for a broken half is wrong only in what it says, not in its number.
        return joined if len(joined) == count else "".join(map(chr, held[:count]))
    # Characters without a letter are missing from the text as a whole, and the numbers no longer fit.
    return "".join(_unit(pdfium.FPDFText_GetUnicode(text.raw, at)) for at in range(count))


def _unit(code: int) -> str:
    return chr(code) if code <= 0xFFFF else "\N{REPLACEMENT CHARACTER}"


def _even(page: Any, said: str, first: int) -> list[Run]:
    """One run, if its first, middle and last characters stand as those of a line do; else nothing."""
    import pypdfium2.raw as pdfium

    last, middle = len(said) - 1, len(said) // 2
    angle = pdfium.FPDFText_GetCharAngle(page, first)
    one, other = _box(page, first), _box(page, first + last)
    box = (min(one[0], other[0]), max(one[1], other[1]), max(one[2], other[2]), min(one[3], other[3]))
    along, height = box[2] - box[0], one[1] - one[3]
    if angle != pdfium.FPDFText_GetCharAngle(page, first + last) or angle != 0:
        return []
    if not _NARROWEST * height * len(said) < along < _WIDEST * height * len(said):
        return []
    if middle not in {0, last}:
        between = _box(page, first + middle)
        share = ((between[0] + between[2]) / 2 - box[0]) / along
        if abs(share - (middle + 0.5) / len(said)) > _UNEVEN or abs(between[3] - one[3]) > height / 2:
            return []
    return [Run(said, *box, angle, first)]


def _single(page: Any, said: str, first: int) -> Run:
    import pypdfium2.raw as pdfium

    return Run(said, *_box(page, first), pdfium.FPDFText_GetCharAngle(page, first), first)


def _box(page: Any, at: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of one character, its line's full height counted."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page, at, pointer(rect))
    return rect.left, rect.top, rect.right, rect.bottom
