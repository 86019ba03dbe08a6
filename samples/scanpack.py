"""Pictures packed into a PDF, as scanners, telephones and bad recognition software do."""

import io
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.model import OnPage
from samples.sheets import NOTE, Sheets

if TYPE_CHECKING:
    from samples.weather import Weathered

_POINTS_PER_MM = 72 / 25.4
_MISREAD = str.maketrans(
    {"日": "个", "0": "O", "1": "l", "8": "B", "月": "曰", "年": "午", "有": "冇", "限": "眼", "5": "S"}
)
_CHANCE = 0.8


def packed(pages: Sequence["Weathered"], title: str, layer: str) -> bytes:
    """One picture a page, each page as large as its picture."""
    sheets = Sheets(title)
    pdf: Any = sheets.pdf
    pdf.set_subject(NOTE)
    for page in pages:
        wide, tall = (side * 25.4 / page.dpi for side in page.picture.size)
        pdf.add_page(format=(wide, tall))
        pdf.image(io.BytesIO(page.jpeg()), x=0, y=0, w=wide, h=tall)
        if layer and not page.turned:
            _words(sheets, page, wide, tall, garbled=layer == "garbled")
    return sheets.bytes()


def _words(sheets: Sheets, page: "Weathered", wide: float, tall: float, *, garbled: bool) -> None:
    """Invisible words under the picture, where the ink is."""
    pdf: Any = sheets.pdf
    for fact in page.printed:
        if isinstance(fact.place, OnPage) and fact.quote.strip():
            box = fact.place.box
            text = garble(fact.quote, random.Random(fact.quote)) if garbled else fact.quote
            size = min((box.bottom - box.top) * tall, 6.0) * _POINTS_PER_MM
            with pdf.local_context():
                pdf.text_mode = "INVISIBLE"
                pdf.set_font(sheets.face.name, size=size)
                pdf.text(box.left * wide, box.bottom * tall, text)


def garble(text: str, rng: random.Random) -> str:
    """Misread a text as cheap software does.

    >>> garble("2015年4月6日", random.Random(1)) != "2015年4月6日"
    True
    """
    return "".join(letter.translate(_MISREAD) if rng.random() < _CHANCE else letter for letter in text)
