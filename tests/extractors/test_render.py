"""The page behind a piece of evidence is drawn the way it was read."""

import io
from collections.abc import Callable
from pathlib import Path

from fpdf import FPDF
from PIL import Image

from extractors.render import page_picture
from pipeline.model import Media, SourceFile

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]


def corner(size: tuple[int, int]) -> bytes:
    """A white picture with a black upper left corner."""
    held = io.BytesIO()
    page = Image.new("RGB", size, "white")
    page.paste("black", (0, 0, size[0] // 4, size[1] // 4))
    page.save(held, "PNG")
    return held.getvalue()


def test_a_picture_is_turned_clockwise_as_it_was_read(file: File) -> None:
    _, path = file("a.png", corner((200, 100)), Media.PNG)
    drawn = page_picture(Media.PNG, path, 1, 90)
    assert drawn is not None
    assert drawn.size == (100, 200)
    assert drawn.getpixel((95, 5)) == (0, 0, 0)
    assert drawn.getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_is_never_wider_than_asked_and_never_blown_up(file: File) -> None:
    _, path = file("a.png", corner((2400, 1200)), Media.PNG)
    wide, narrow = page_picture(Media.PNG, path, 1, 0, 1200), page_picture(Media.PNG, path, 1, 0, 5000)
    assert wide is not None
    assert narrow is not None
    assert (wide.size, narrow.size) == ((1200, 600), (2400, 1200))


def test_a_page_of_a_pdf_is_drawn(file: File) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.add_page(orientation="landscape")
    _, path = file("a.pdf", bytes(pdf.output()), Media.PDF)
    drawn = page_picture(Media.PDF, path, 2, 0, 842)
    assert drawn is not None
    assert drawn.size == (842, 596)


def test_word_has_no_pages_to_draw(file: File) -> None:
    _, path = file("a.docx", b"PK", Media.DOCX)
    assert page_picture(Media.DOCX, path, None) is None
    assert page_picture(Media.DOCX, path, 1) is None
