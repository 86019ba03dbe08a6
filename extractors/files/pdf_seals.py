"""Looks for seals on PDF pages whose words come from the text layer: they are pasted pictures or drawings there."""

from collections.abc import Iterator
from typing import Any

from extractors.files.pasted import placing
from extractors.files.pdf_marks import Marks
from extractors.files.pdf_pictures import WHOLE, reading_scale, upright
from extractors.ink.ocr import OcrSettings, read_seals
from extractors.ink.seals import SEARCHED, find_seals
from pipeline.model import Box, Seal

_STAMP = 0.004  # share of the page of a small seal; smaller pictures are bullets and codes
_AROUND = 0.03  # of the height: paper above and below a picture, which a ring stands out from


def seals(page: Any, number: int, found: Marks, ocr: OcrSettings) -> tuple[Seal, ...]:
    """The seals of a page: only the rows that pictures stand in are drawn, and finely only where there are rings."""
    return tuple(seal for rows in _rows(found) for seal in _among(page, number, found, rows, ocr))


def _rows(found: Marks) -> Iterator[Box]:
    """The full width of the page where pictures stand that may be seals; all of it if shapes are drawn that may be.

    What stands in neighbouring rows counts together: some programs cut a picture into strips.
    """
    if found.outlines:
        yield WHOLE
        return
    together: list[tuple[float, float, float]] = []
    for box in sorted(map(found.box, found.pictures), key=lambda box: box.top):
        top, bottom = max(box.top - _AROUND, 0.0), min(box.bottom + _AROUND, 1.0)
        share = (box.right - box.left) * (box.bottom - box.top)
        if together and top <= together[-1][1]:
            above, below, before = together.pop()
            top, bottom, share = above, max(below, bottom), before + share
        together.append((top, bottom, share))
    for top, bottom, share in together:
        if share > _STAMP:
            yield Box(left=0, top=top, right=1, bottom=bottom)


def _among(page: Any, number: int, found: Marks, rows: Box, ocr: OcrSettings) -> tuple[Seal, ...]:
    side = min(page.get_size())
    if not find_seals(_pixels(page, found, rows, SEARCHED / side), SEARCHED):
        return ()
    fine = reading_scale(page)
    place = placing(rows, number)
    return read_seals(_pixels(page, found, rows, fine), ocr, lambda box: place(box, 0), round(side * fine))


def _pixels(page: Any, found: Marks, rows: Box, scale: float) -> Any:
    import numpy as np

    return np.asarray(upright(page, found, scale, rows).convert("RGB"))
