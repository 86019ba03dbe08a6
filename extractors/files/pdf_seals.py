"""Looks for seals on PDF pages whose words come from the text layer: they are pasted pictures or drawings there."""

from typing import Any

from extractors.files.pdf_marks import Marks
from extractors.files.pdf_pictures import upright
from extractors.ink.ocr import OcrSettings, read_seals
from extractors.ink.seals import SEARCHED, find_seals
from pipeline.model import OnPage, Seal

_STAMP = 0.004  # share of the page of a small seal; smaller pictures are bullets and codes


def seals(page: Any, number: int, found: Marks, ocr: OcrSettings) -> tuple[Seal, ...]:
    """The seals of a page.

    A page without pictures and drawings is not drawn at all, and one without rings only as large as the search needs.
    """
    if not found.outlines and not any(found.share(edges) > _STAMP for edges in found.pictures):
        return ()
    if not find_seals(_pixels(page, found, SEARCHED / min(page.get_size()))):
        return ()
    return read_seals(_pixels(page, found), ocr, lambda box: OnPage(page=number, box=box))


def _pixels(page: Any, found: Marks, scale: float | None = None) -> Any:
    import numpy as np

    return np.asarray(upright(page, found, scale).convert("RGB"))
