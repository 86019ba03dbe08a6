"""Pictures packed into a PDF, as scanners, telephones and bad recognition software do."""

import io
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any, Literal, get_args

from samples.forms.ballot import TICKED
from samples.paint import Word
from samples.sheets import Sheets

if TYPE_CHECKING:
    from samples.recipe import Weathered

# No words, all words as they are, software that misreads letters, that misreads figures, that skips all large letters.
Layer = Literal["", "true", "garbled", "wrong", "partial"]
LAYERS: tuple[Layer, ...] = get_args(Layer)

_POINTS_PER_MM = 72 / 25.4
_MISREAD = str.maketrans(
    {"日": "个", "0": "O", "1": "l", "8": "B", "月": "曰", "年": "午", "有": "冇", "限": "眼", "5": "S"}
)
_MISCOUNTED = str.maketrans("0123456789", "6177549380")
_GARBLED, _WRONG = 0.8, 0.25
_LARGE = 1.35  # times the usual height of the page's lines
_MAP = re.compile(rb"beginbfchar.*?endbfchar", re.DOTALL)
_CODE = re.compile(rb"<([0-9A-F]{4})> <[0-9A-F]{4}>")


def packed(pages: Sequence["Weathered"], title: str, layer: Layer) -> bytes:
    """One picture a page, each page as large as its picture."""
    sheets = Sheets(title, written=bool(layer))
    pdf: Any = sheets.pdf
    for page in pages:
        wide, tall = (side * 25.4 / page.dpi for side in page.picture.size)
        pdf.add_page(format=(wide, tall))
        pdf.image(io.BytesIO(page.jpeg()), x=0, y=0, w=wide, h=tall)
        if layer and not page.turned:
            _write(sheets, _told(page.words, layer), wide, tall)
    return sheets.bytes()


def _told(words: Sequence[Word], layer: Layer) -> Iterator[Word]:
    usual = median(_height(word) for word in words) if words else 0.0
    for word in words:
        match layer:
            case "garbled":
                yield word._replace(text=garble(word.text, random.Random(word.text)))
            case "wrong":
                yield word._replace(text=miscount(word.text, random.Random(word.text)))
            case "partial" if _height(word) > _LARGE * usual:
                pass
            case _:
                yield word


def _height(word: Word) -> float:
    return word.box.bottom - word.box.top


def _write(sheets: Sheets, words: Iterable[Word], wide: float, tall: float) -> None:
    """Invisible words under the picture, where the ink is, and as wide as it is."""
    pdf: Any = sheets.pdf
    with pdf.local_context():
        pdf.text_mode = "INVISIBLE"
        for word in words:
            text = word.text.replace(TICKED, "√")  # as recognition software writes a ticked box
            if not text.strip():
                continue
            box = word.box
            size = max((box.bottom - box.top) * tall * _POINTS_PER_MM, 2.0)
            width = sheets.measure(text, size)
            pdf.set_stretching(100 * (box.right - box.left) * wide / width if width else 100)
            pdf.text(box.left * wide, box.bottom * tall, text)
            pdf.set_stretching(100)


def garble(text: str, rng: random.Random) -> str:
    """Misread a text as cheap software does.

    >>> garble("2015年4月6日", random.Random(1)) != "2015年4月6日"
    True
    """
    return "".join(letter.translate(_MISREAD) if rng.random() < _GARBLED else letter for letter in text)


def miscount(text: str, rng: random.Random) -> str:
    """Read some figures as others that look alike; the letters are right.

    >>> miscount("2015年4月6日", random.Random(1)).replace("年", "").isdigit()
    False
    """
    return "".join(letter.translate(_MISCOUNTED) if rng.random() < _WRONG else letter for letter in text)


def garbled_text(pdf: bytes) -> bytes:
    """Spoil what the glyphs of a text PDF mean: the ink stays right, and whoever copies the text gets glyph numbers.

    Real producers do this where they write the number of a glyph into its ToUnicode map in the place of its letter.
    """
    return _MAP.sub(lambda found: _CODE.sub(rb"<\1> <\1>", found[0]), pdf)
