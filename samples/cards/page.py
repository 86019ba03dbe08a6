"""Two papers laid on the glass of a copier at once: one page, and each fact still belongs to its own paper."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pipeline.model import Box, OnPage
from samples.ledger import Ledger, PageKind, Printed
from samples.paint import Word, with_words, words_on
from samples.pressed import numbered

_SHORT, _LONG = 1654, 2339  # A4 in pixels at 200 dpi
_GAP = 40
_GLASS = (250, 250, 248)


class _Spot(NamedTuple):
    """Where a picture lies on the page, in shares of it."""

    left: float
    top: float
    width: float
    height: float

    def box(self, box: Box) -> Box:
        return Box(
            left=self.left + box.left * self.width,
            top=self.top + box.top * self.height,
            right=self.left + box.right * self.width,
            bottom=self.top + box.bottom * self.height,
        )


def side_by_side(first: tuple[Any, Ledger], second: tuple[Any, Ledger]) -> tuple[Any, Ledger]:
    """Lay the first pages of two papers on one A4 page: tall ones beside each other, wide ones below each other.

    The ledger that comes back is of the first paper's kind; its facts and its page keep the kinds they had.
    """
    from PIL import Image

    pair = (first, second)
    tall = all(picture.height > picture.width for picture, _ in pair)
    size = (_LONG, _SHORT) if tall else (_SHORT, _LONG)
    page = Image.new("RGB", size, _GLASS)
    ledger = Ledger(first[1].kind)
    words: list[Word] = []
    printed: list[Printed] = []
    for number, (picture, own) in enumerate(pair):
        spot = _laid(page, picture, number, tall=tall)
        words += [Word(one.text, spot.box(one.box)) for one in words_on(picture)]
        printed += _moved(own.printed, spot)
        ledger.pages.append(PageKind(page=1, kind=own.kind))
    ledger.pages[:] = list(dict.fromkeys(ledger.pages))
    ledger.printed[:] = numbered(printed)
    return with_words(page, words), ledger


def _laid(page: Any, picture: Any, number: int, *, tall: bool) -> _Spot:
    """Shrink a picture to its half of the page and put it into the middle of that half."""
    from PIL import Image

    wide, high = (page.width // 2, page.height) if tall else (page.width, page.height // 2)
    share = min((wide - _GAP) / picture.width, (high - _GAP) / picture.height)
    small = picture.resize((round(picture.width * share), round(picture.height * share)), Image.Resampling.BILINEAR)
    left = (wide - small.width) // 2 + (number * wide if tall else 0)
    top = (high - small.height) // 2 + (0 if tall else number * high)
    page.paste(small, (left, top))
    return _Spot(left / page.width, top / page.height, small.width / page.width, small.height / page.height)


def _moved(printed: Sequence[Printed], spot: _Spot) -> list[Printed]:
    return [
        fact.model_copy(update={"place": OnPage(page=1, box=spot.box(fact.place.box))})
        for fact in printed
        if isinstance(fact.place, OnPage) and fact.place.page == 1
    ]
