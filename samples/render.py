"""The pages of a PDF as pictures, before a scanner or a telephone gets hold of them."""

from typing import Any

_POINTS_PER_INCH = 72


def scanned(pdf: bytes, dpi: int = 200) -> tuple[Any, ...]:
    """Give every page as an RGB picture; boxes are fractions of the page and stay true."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(page.render(scale=dpi / _POINTS_PER_INCH).to_pil().convert("RGB") for page in document)
