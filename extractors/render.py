"""Draws the upright page that an evidence box refers to, for crops in a dossier."""

from pathlib import Path
from typing import TYPE_CHECKING

from extractors.files import image, pdf
from extractors.ink.seen import Turn
from pipeline.model import Media

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES = frozenset({Media.JPEG, Media.PNG, Media.TIFF, Media.BMP, Media.WEBP})


def page_picture(media: Media, path: Path, page: int | None, turned: Turn = 0, width: int = 1200) -> "Image | None":
    """Page `page` turned as it was read and at most `width` pixels wide; None for files without pages, such as Word."""
    if page is None:
        return None
    if media is Media.PDF:
        return pdf.picture(path, page, turned, width)
    if media in PICTURES:
        upright = image.picture(path, page).rotate(-turned, expand=True)
        upright.thumbnail((width, width * 4))
        return upright
    return None
