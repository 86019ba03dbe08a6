"""Reads a picture that somebody pasted into a text or a sheet, when it is large enough to be a paper of its own."""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from extractors.files.image import TooManyPixels, frames
from extractors.ink.ocr import OcrSettings, read_picture, read_seals, turn_box
from extractors.ink.seen import Turn
from pipeline.model import Box, Line, Noun, OnPage, Place, Problem, Seal, SourceFile, Table

# A picture smaller than this is a seal, a logo or an ornament; a photographed paper is larger.
_PAGE_LONG_SIDE = 800
_PAGE_SHORT_SIDE = 500
# An A4 page at 200 dpi, a seal of 45 millimetres on it, and where it lies. Smaller pictures than the last are bullets.
_PAGE, _STAMP_ON_PAGE, _MIDDLE = (1654, 2339), 360, (600, 900)
_STAMP_SIDE = 80
BACK: dict[Turn, Turn] = {0: 0, 90: 270, 180: 180, 270: 90}


class Pasted(NamedTuple):
    """What became of one picture. `unread_paper` says that it may be a certificate, and nobody has looked."""

    how: str
    read: bool = False
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    seals: tuple[Seal, ...] = ()
    unread_paper: bool = False


def read_pasted(
    content: bytes, ocr: OcrSettings | None, place: Place | Callable[[Box, Turn], Place], *, is_page: bool = False
) -> Pasted:
    """Read one picture; its lines stand where the picture stands, or where `place` puts each of them.

    One that is the page itself is read whatever its size.
    """
    try:
        picture = next(frames(io.BytesIO(content)))
    except (TooManyPixels, OSError, SyntaxError, ValueError, EOFError, StopIteration):
        return Pasted("图片格式读不了，未读", unread_paper=is_page)
    if not is_page and (max(picture.size) < _PAGE_LONG_SIDE or min(picture.size) < _PAGE_SHORT_SIDE):
        return read_stamp(content, ocr, place) if isinstance(place, Noun) else Pasted("装饰图片，未读")
    if ocr is None:
        return Pasted("图片较大，可能是证照；文字识别未启用，未读", unread_paper=True)
    seen = read_picture(picture, ocr, place if callable(place) else lambda _box, _turned: place)
    return Pasted(f"按图像识别，得 {len(seen.lines)} 行", True, seen.lines, seen.tables, seen.seals)


def read_stamp(content: bytes, ocr: OcrSettings | None, place: Place) -> Pasted:
    """Look for a seal on a small picture, which is laid on a page there in the size that seals really have."""
    import numpy as np
    from PIL import Image

    try:
        picture = next(frames(io.BytesIO(content)))
    except (TooManyPixels, OSError, SyntaxError, ValueError, EOFError, StopIteration):
        return Pasted("图片格式读不了，未读")
    if ocr is None or min(picture.size) < _STAMP_SIDE or max(picture.size) > 2 * min(picture.size):
        return Pasted("装饰图片，未读")
    scale = _STAMP_ON_PAGE / max(picture.size)
    page = Image.new("RGB", _PAGE, "white")
    page.paste(picture.resize((round(picture.width * scale), round(picture.height * scale))), _MIDDLE)
    seals = read_seals(np.asarray(page), ocr, lambda _box: place)
    return Pasted(f"印章 {len(seals)} 枚", read=True, seals=seals) if seals else Pasted("装饰图片，未读")


def placing(area: Box, page: int) -> Callable[[Box, Turn], OnPage]:
    """Where on a page a box of a picture stands that covers `area` of it, however the picture was turned to be read."""

    def place(box: Box, turned: Turn) -> OnPage:
        lying = turn_box(box, BACK[turned])
        across, down = area.right - area.left, area.bottom - area.top
        return OnPage(
            page=page,
            box=Box(
                left=area.left + lying.left * across,
                top=area.top + lying.top * down,
                right=area.left + lying.right * across,
                bottom=area.top + lying.bottom * down,
            ),
        )

    return place


def beside_known(lines: Iterable[Line], known: Sequence[Box]) -> tuple[Line, ...]:
    """The lines read from a picture that the text layer does not have at the same place."""
    return tuple(line for line in lines if not any(_holds_middle(box, line.place) for box in known))


def _holds_middle(box: Box, place: Place) -> bool:
    if not isinstance(place, OnPage):
        return False
    across, down = (place.box.left + place.box.right) / 2, (place.box.top + place.box.bottom) / 2
    return box.left <= across <= box.right and box.top <= down <= box.bottom


def needs_ocr(source: SourceFile, part: str) -> Problem:
    return Problem(
        code="needs_ocr",
        file=source.name,
        what=f"{part}可能是证照，而文字识别未启用",
        next_step="请启用文字识别后重新审查，或由人工查看原件。",
    )
