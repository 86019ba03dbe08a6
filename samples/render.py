"""The pages of a PDF as pictures, before a scanner or a telephone gets hold of them."""

from collections.abc import Iterator
from typing import Any

from pipeline.model import Box
from samples.paint import Word, with_words

_POINTS_PER_INCH = 72


def scanned(pdf: bytes, dpi: int = 200) -> tuple[Any, ...]:
    """Give every page as an RGB picture; boxes are fractions of the page and stay true."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(
            with_words(page.render(scale=dpi / _POINTS_PER_INCH).to_pil().convert("RGB"), _words(page))
            for page in document
        )


def _words(page: Any) -> Iterator[Word]:
    """Every line of the page with the box of its letters."""
    wide, tall = page.get_size()
    letters = page.get_textpage()
    for number in range(letters.count_rects()):
        left, bottom, right, top = letters.get_rect(number)
        box = Box(
            left=max(left / wide, 0),
            top=max(1 - top / tall, 0),
            right=min(right / wide, 1),
            bottom=min(1 - bottom / tall, 1),
        )
        if text := letters.get_text_bounded(left, bottom, right, top).strip():
            yield Word(text.replace("\r\n", ""), box)
