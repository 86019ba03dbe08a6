"""Reads a picture that somebody pasted into a text or a sheet, when it is large enough to be a paper of its own."""

import io
from typing import NamedTuple

from extractors.image import TooManyPixels, frames
from extractors.ocr import OcrSettings, read_picture
from pipeline.model import Line, Place, Problem, SourceFile

# A picture smaller than this is a seal, a logo or an ornament; a photographed paper is larger.
_PAGE_LONG_SIDE = 800
_PAGE_SHORT_SIDE = 500


class Pasted(NamedTuple):
    """What became of one picture. `unread_paper` says that it may be a certificate, and nobody has looked."""

    how: str
    read: bool = False
    lines: tuple[Line, ...] = ()
    unread_paper: bool = False


def read_pasted(content: bytes, ocr: OcrSettings | None, place: Place) -> Pasted:
    """Read one picture; its lines stand where the picture stands."""
    try:
        picture = next(frames(io.BytesIO(content)))
    except (TooManyPixels, OSError, SyntaxError, ValueError, EOFError, StopIteration):
        return Pasted("图片格式读不了，未读")
    if max(picture.size) < _PAGE_LONG_SIDE or min(picture.size) < _PAGE_SHORT_SIDE:
        return Pasted("装饰图片，未读")
    if ocr is None:
        return Pasted("图片较大，可能是证照；文字识别未启用，未读", unread_paper=True)
    seen = read_picture(picture, ocr, lambda _box, _turned: place)
    return Pasted(f"按图像识别，得 {len(seen.lines)} 行", read=True, lines=seen.lines)


def needs_ocr(source: SourceFile, part: str) -> Problem:
    return Problem(
        code="needs_ocr",
        file=source.name,
        what=f"{part}可能是证照，而文字识别未启用",
        next_step="请启用文字识别后重新审查，或由人工查看原件。",
    )
