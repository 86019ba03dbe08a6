"""Reads photographs and scans: every frame upright by its EXIF note, then through OCR."""

import contextlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extractors.ink.ocr import OcrSettings, read_picture
from pipeline.model import Disposition, OnPage, Page, Problem, Reading, SourceFile

if TYPE_CHECKING:
    from PIL.Image import Image

_LONGEST_SIDE = 4000  # pixels; more than that adds time and no letters,
_SHORTEST_SIDE = 1500  # but a long screenshot keeps at least this width
_MOST_PIXELS = 160_000_000  # an A4 page at 1200 dpi, 10 000 by 14 000
_MANY_PIXELS = 40_000_000  # an A4 page at 600 dpi; from here on no copies are made of the whole


_ORIENTATION = 0x0112  # the EXIF note that says how the camera was held


class TooManyPixels(Exception):  # noqa: N818 - the name says what was found; it never leaves the readers
    """The picture claims more pixels than any page has: a mistake, or an attempt to exhaust the machine."""


def read_image(source: SourceFile, path: Path, ocr: OcrSettings | None) -> Reading:
    """Read a JPEG, PNG, TIFF, BMP or WebP; a TIFF may hold many pages."""
    pages: list[Page] = []
    told: list[Disposition] = []
    problems: list[Problem] = []
    try:
        for number, frame in enumerate(frames(path), 1):
            page, how = _read_frame(frame, number, ocr)
            pages.append(page)
            told.append(Disposition(file=source.sha256, part=f"第 {number} 页", read=ocr is not None, how=how))
            if ocr is None:
                problems.append(_needs_ocr(source, number))
    except TooManyPixels:
        problems.append(_too_large(source))
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises on damaged files, format by format
        problems.append(_damaged(source, len(pages) + 1 if pages else None))
    return Reading(file=source, pages=tuple(pages), dispositions=tuple(told), problems=tuple(problems))


def frames(file: Path | IO[bytes]) -> Iterator["Image"]:
    """The pages of a picture, each upright by its EXIF note, on white, no larger than is useful.

    Only a TIFF has pages; further frames of a phone's JPEG are previews of the first.
    """
    from PIL import Image

    # Pillow is given an open file and never a name: by name it maps plain TIFF files into memory, and maps turned ones
    # with their sides exchanged.
    with file.open("rb") if isinstance(file, Path) else contextlib.nullcontext(file) as held:
        try:
            with _unperturbed():
                opened = Image.open(held)
        except Image.DecompressionBombError as bomb:
            raise TooManyPixels from bomb
        with opened:
            for index in range(getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1):
                opened.seek(index)
                if opened.width * opened.height > _MOST_PIXELS:
                    raise TooManyPixels
                yield _settled(opened)


def _settled(frame: "Image") -> "Image":
    from PIL import Image, ImageOps

    with _unperturbed():
        upright = ImageOps.exif_transpose(_eight_bits(_reduced(frame)))
        if upright.has_transparency_data:
            upright = upright.convert("RGBA")
            page = Image.new("RGB", upright.size, "white")
            page.paste(upright, mask=upright)
        else:
            page = upright.convert("RGB")
    scale = max(_LONGEST_SIDE / max(page.size), _SHORTEST_SIDE / min(page.size))
    return page if scale >= 1 else page.resize((round(page.width * scale), round(page.height * scale)))


def _reduced(frame: "Image") -> "Image":
    """A very large scan with each block of its pixels made one, still larger than is useful."""
    factor = int(min(max(frame.size) / _LONGEST_SIDE, min(frame.size) / _SHORTEST_SIDE))
    if frame.width * frame.height < _MANY_PIXELS or factor < 2:
        return frame
    if frame.format == "JPEG":
        frame.draft(frame.mode, (frame.width // factor, frame.height // factor))
        return frame
    frame.load()
    turned = frame.getexif().get(_ORIENTATION, 1)
    small = (frame if frame.mode in {"L", "RGB", "RGBA"} else _eight_bits(frame).convert("RGB")).reduce(factor)
    small.getexif()[_ORIENTATION] = turned
    return small


def _eight_bits(frame: "Image") -> "Image":
    """Greys of sixteen bits and more as ordinary ones; Pillow itself would clip all of them to white."""
    import numpy as np
    from PIL import Image

    if not frame.mode.startswith(("I", "F")):
        return frame
    grey = np.asarray(frame)
    most = 65535 if frame.mode.startswith("I;") else max(float(grey.max()), 1.0)
    return Image.fromarray(np.clip(grey * (255 / most), 0, 255).astype(np.uint8))


@contextlib.contextmanager
def _unperturbed() -> Iterator[None]:
    """Pillow warns of crooked EXIF and TIFF notes and of large pictures: we look anyway, and count pixels ourselves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def picture(path: Path, number: int) -> "Image":
    """Frame `number` of a picture file, counted from 1."""
    for at, frame in enumerate(frames(path), 1):
        if at == number:
            return frame
    raise IndexError(number)


def _read_frame(frame: "Image", number: int, ocr: OcrSettings | None) -> tuple[Page, str]:
    if ocr is None:
        return Page(number=number, width=frame.width, height=frame.height), "图像；文字识别未启用，未读"
    seen = read_picture(frame, ocr, lambda box, _: OnPage(page=number, box=box))
    turn = f"，页面转正 {seen.turned} 度" if seen.turned else ""
    page = Page(
        number=number,
        width=seen.width,
        height=seen.height,
        turned=seen.turned,
        lines=seen.lines,
        tables=seen.tables,
        seals=seen.seals,
    )
    return page, f"按图像识别，得 {len(seen.lines)} 行{turn}"


def _needs_ocr(source: SourceFile, page: int) -> Problem:
    return Problem(
        code="needs_ocr",
        file=source.name,
        page=page,
        what="这是一张图像，而文字识别未启用",
        next_step="请启用文字识别后重新审查，或由人工查看原件。",
    )


def _too_large(source: SourceFile) -> Problem:
    return Problem(
        code="picture_too_large",
        file=source.name,
        what="图片声明的像素数超出上限，没有打开",
        next_step="请以不高于 600 dpi 重新扫描后提交。",
    )


def _damaged(source: SourceFile, page: int | None) -> Problem:
    return Problem(
        code="damaged_picture",
        file=source.name,
        page=page,
        what="图片已损坏或不完整，读不出来",
        next_step="请重新拍照或扫描后提交。",
    )
