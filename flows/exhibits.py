"""What a reviewer sees of each piece of evidence: the place cut out of the page, or the words around it in Word."""

import base64
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.render import page_picture
from pipeline.masking import hide, private_boxes
from pipeline.model import Box, Evidence, Finding, InCell, OnPage, Reading, Sha256, fingerprint
from pipeline.page import Exhibit

if TYPE_CHECKING:
    from PIL.Image import Image

    _Drawn = dict[tuple[Sha256, int], Image | None]

_WIDTH = 1400  # pixels of the whole page; a crop keeps this scale, so that small print stays legible
_AROUND = 0.045  # of the page height, above and below the box
_RED = (190, 30, 30)
_COVER = (90, 90, 90)


def cut_exhibits(
    findings: Iterable[Finding], readings: Sequence[Reading], blobs: Path, known: Sequence[str] = ()
) -> dict[str, Exhibit]:
    """Cut one exhibit per piece of evidence, by the evidence's fingerprint. Pages are drawn once each.

    Numbers of people are covered, in pictures as in words; `known` are those that only their fields tell.
    """
    read = {reading.file.sha256: reading for reading in readings}
    evidence = {
        fingerprint(one): one
        for finding in findings
        for fact in (*finding.support, *finding.against)
        for one in fact.evidence
    }
    pictures: _Drawn = {}
    exhibits: dict[str, Exhibit] = {}
    for key, one in evidence.items():
        if one.file not in read:
            continue
        if isinstance(one.place, OnPage):
            picture = _picture(read[one.file], one.place.page, blobs, pictures, known)
            if picture is not None:
                exhibits[key] = _crop(picture, one.place.box)
        elif isinstance(one.place, InCell):
            exhibits[key] = _rows(read, one, one.place, known)
    return exhibits


def _picture(reading: Reading, page: int, blobs: Path, drawn: "_Drawn", known: Sequence[str]) -> "Image | None":
    at = (reading.file.sha256, page)
    if at not in drawn:
        read = next(one for one in reading.pages if one.number == page)
        picture = page_picture(reading.file.media, blobs / reading.file.sha256, page, read.turned, width=_WIDTH)
        drawn[at] = picture and _covered(picture, private_boxes(read, known))
    return drawn[at]


def _covered(picture: "Image", boxes: Iterable[Box]) -> "Image":
    from PIL import ImageDraw

    picture = picture.convert("RGB")
    width, height = picture.size
    for box in boxes:
        corners = (box.left * width, box.top * height, box.right * width, box.bottom * height)
        ImageDraw.Draw(picture).rectangle(corners, fill=_COVER)
    return picture


def _crop(page: "Image", box: Box) -> Exhibit:
    from PIL import ImageDraw

    width, height = page.size
    top = int(max(0.0, box.top - _AROUND) * height)
    bottom = int(min(1.0, box.bottom + _AROUND) * height)
    crop = page.crop((0, top, width, max(bottom, top + 1))).convert("RGB")
    frame = (box.left * width - 5, box.top * height - top - 4, box.right * width + 5, box.bottom * height - top + 4)
    ImageDraw.Draw(crop).rectangle(frame, outline=_RED, width=3)
    out = io.BytesIO()
    crop.save(out, "JPEG", quality=72, optimize=True)
    return Exhibit(picture=base64.b64encode(out.getvalue()).decode(), width=crop.width // 2, height=crop.height // 2)


def _rows(read: Mapping[str, Reading], evidence: Evidence, place: InCell, known: Sequence[str]) -> Exhibit:
    """Show the marked cell with the rest of its row, under the first row of the table."""
    cells = [
        cell
        for page in read[evidence.file].pages
        for table in page.tables
        for cell in table.cells
        if isinstance(cell.place, InCell) and cell.place.table == place.table
    ]
    rows: list[tuple[str, ...]] = []
    marked: tuple[int, int] | None = None
    for number in sorted({1, place.row}):
        row = sorted((cell for cell in cells if cell.row == number), key=lambda cell: cell.column)
        if not row:
            continue
        for at, cell in enumerate(row):
            if number == place.row and cell.column == place.column:
                marked = (len(rows), at)
        rows.append(tuple(hide(cell.text, known) for cell in row))
    return Exhibit(rows=tuple(rows), marked=marked)
