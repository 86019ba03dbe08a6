"""Looks for seals on PDF pages whose words come from the text layer: they are pasted pictures or drawings there."""

from typing import Any

from extractors.files.pdf_marks import Marks
from extractors.files.pdf_pictures import upright
from extractors.ink.ocr import OcrSettings, read_seals
from pipeline.model import OnPage, Seal

_STAMP = 0.004  # share of the page of a small seal; smaller pictures are bullets and codes


def seals(page: Any, number: int, found: Marks, ocr: OcrSettings) -> tuple[Seal, ...]:
    """The seals of a page. A page without pictures and drawings is not drawn at all."""
    import numpy as np

    if not found.outlines and not any(found.share(edges) > _STAMP for edges in found.pictures):
        return ()
    return read_seals(np.asarray(upright(page, found).convert("RGB")), ocr, lambda box: OnPage(page=number, box=box))
