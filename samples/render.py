"""The pages of a PDF as pictures, before a scanner or a telephone gets hold of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.model import Box
from samples.paint import Word, with_words

_POINTS_PER_INCH = 72
_NEAR = 3  # letters: a label spread over its column is one word
_Edges = tuple[float, float, float, float]  # left, bottom, right, top in points


def scanned(pdf: bytes, dpi: int = 200) -> tuple[Any, ...]:
    """Give every page as an RGB picture; boxes are fractions of the page and stay true."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(
            with_words(page.render(scale=dpi / _POINTS_PER_INCH).to_pil().convert("RGB"), _words(page))
            for page in document
        )


def _words(page: Any) -> Iterator[Word]:
    """Every upright line of the page with the box of its ink; a watermark that runs across is nobody's text."""
    text, edges = "", list[_Edges]()
    for letter, edge in _letters(page):
        if edges and not _goes_on(edges[-1], edge):
            yield _line(text, edges, page.get_size())
            text, edges = "", []
        text, edges = text + letter, [*edges, edge]
    if edges:
        yield _line(text, edges, page.get_size())


def _letters(page: Any) -> Iterator[tuple[str, _Edges]]:
    import pypdfium2.raw as pdfium

    told = page.get_textpage()
    for number in range(told.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(told, number))
        if letter.isprintable() and not letter.isspace() and not pdfium.FPDFText_GetCharAngle(told, number):
            yield letter, told.get_charbox(number)


def _goes_on(last: _Edges, edge: _Edges) -> bool:
    """Tell whether a letter stands on the line of the one before, and near to it."""
    size = max(last[3] - last[1], edge[3] - edge[1], last[2] - last[0])
    return abs(last[1] + last[3] - edge[1] - edge[3]) < size and -size < edge[0] - last[2] < _NEAR * size


def _line(text: str, edges: Sequence[_Edges], size: tuple[float, float]) -> Word:
    wide, tall = size
    lefts, bottoms, rights, tops = zip(*edges, strict=True)
    box = (min(lefts) / wide, 1 - max(tops) / tall, max(rights) / wide, 1 - min(bottoms) / tall)
    left, top, right, bottom = (min(max(edge, 0.0), 1.0) for edge in box)
    return Word(text, Box(left=left, top=top, right=right, bottom=bottom))
