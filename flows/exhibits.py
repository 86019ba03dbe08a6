"""Draws what a reviewer sees of the evidence: each page that carries some once, and the words around it in Word."""

import base64
import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.render import page_picture
from pipeline.agenda import by_weight
from pipeline.exhibit import Excerpt, Exhibits, PagePicture, all_evidence, cut_of
from pipeline.masking import hide, private_boxes
from pipeline.model import Box, Evidence, Finding, InCell, OnPage, Place, Reading, Sha256

if TYPE_CHECKING:
    from PIL.Image import Image

_AREA = 1240 * 1754  # pixels of one page: A4 at 150 to the inch, where the smallest print is still legible
_FULL_PAGES = 40  # so many pages are drawn at that size; more share the room of these
_MOST_PAGES = 60  # more are not drawn, for smaller nobody could read them: what needs a person comes first
_QUALITY = 60  # of the JPEG: what every browser and every Word can open
_COVER = (58, 63, 71)
_RED = (190, 30, 30)
_BESIDE, _QUOTED = 40, 160  # characters of a neighbouring paragraph, and of the one that is quoted


def cut_exhibits(
    findings: Sequence[Finding], readings: Sequence[Reading], blobs: Path, known: Sequence[str] = ()
) -> Exhibits:
    """Draw every page that carries evidence, once; and quote where no page is.

    Numbers of people are covered, in pictures as in words; `known` are those that only their fields tell.
    """
    read = {reading.file.sha256: reading for reading in readings}
    evidence = {key: one for key, one in all_evidence(findings).items() if one.file in read}
    kept = set([at for at in _pages(all_evidence(by_weight(findings)).values()) if at[0] in read][:_MOST_PAGES])
    wanted = _pages(evidence.values())
    area = _AREA * min(1.0, _FULL_PAGES / max(len(kept), 1))
    drawn = {at: _page(read[at[0]], at[1], blobs, area, known) if at in kept else None for at in wanted}
    excerpts = {
        key: excerpt
        for key, one in evidence.items()
        if not (isinstance(one.place, OnPage) and drawn[one.file, one.place.page])
        and (excerpt := _excerpt(read[one.file], one, known)).rows
    }
    pages = tuple(page for page in drawn.values() if page)
    return Exhibits(pages=pages, excerpts=excerpts, left=len(wanted) - len(kept))


def _pages(evidence: Iterable[Evidence]) -> list[tuple[Sha256, int]]:
    return list(dict.fromkeys((one.file, one.place.page) for one in evidence if isinstance(one.place, OnPage)))


def cut_out(page: PagePicture, box: Box) -> bytes:
    """Cut one piece of evidence out of a page as a JPEG with a red frame, for papers that are not web pages."""
    from PIL import Image, ImageDraw

    cut = cut_of(box, page)
    with Image.open(io.BytesIO(base64.b64decode(page.picture))) as whole:
        part = whole.crop((cut.left, cut.top, cut.left + cut.width, cut.top + cut.height)).convert("RGB")
    left, right = (side * page.width - cut.left for side in (box.left, box.right))
    top, bottom = (side * page.height - cut.top for side in (box.top, box.bottom))
    ImageDraw.Draw(part).rectangle((left - 4, top - 3, right + 4, bottom + 3), outline=_RED, width=2)
    return _jpeg(part)


def _page(reading: Reading, number: int, blobs: Path, area: float, known: Sequence[str]) -> PagePicture | None:
    page = next(one for one in reading.pages if one.number == number)
    shape = page.width / page.height if page.width and page.height else 1 / math.sqrt(2)
    path, width = blobs / reading.file.sha256, round(math.sqrt(area * shape))
    picture = page_picture(reading.file.media, path, number, page.turned, width=width)
    if picture is None:
        return None
    shown = _covered(picture.convert("RGB"), private_boxes(page, known))
    told = base64.b64encode(_jpeg(shown)).decode()
    return PagePicture(file=reading.file.sha256, page=number, picture=told, width=shown.width, height=shown.height)


def _covered(picture: "Image", boxes: Iterable[Box]) -> "Image":
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    for box in boxes:
        sides = (
            box.left * picture.width,
            box.top * picture.height,
            box.right * picture.width,
            box.bottom * picture.height,
        )
        pen.rectangle((sides[0] - 2, sides[1] - 2, sides[2] + 2, sides[3] + 2), fill=_COVER)
    return picture


def _jpeg(picture: "Image") -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _excerpt(reading: Reading, evidence: Evidence, known: Sequence[str]) -> Excerpt:
    place = evidence.place
    return _rows(reading, place, known) if isinstance(place, InCell) else _lines(reading, evidence, known)


def _rows(reading: Reading, place: InCell, known: Sequence[str]) -> Excerpt:
    """Show the marked cell with what names it: the first cell of its row, the one before it, and the head above."""
    cells = [
        cell
        for page in reading.pages
        for table in page.tables
        for cell in table.cells
        if isinstance(cell.place, InCell) and cell.place.table == place.table
    ]
    shown = {1, place.column - 1, place.column}
    rows: list[tuple[str, ...]] = []
    marked: tuple[int, int] | None = None
    for number in sorted({1, place.row}):
        row = sorted((cell for cell in cells if cell.row == number), key=lambda cell: cell.column)
        row = [cell for cell in row if shown & set(range(cell.column, cell.column + cell.column_span))]
        for at, cell in enumerate(row):
            if number == place.row and cell.column == place.column:
                marked = (len(rows), at)
        if row:
            rows.append(tuple(hide(cell.text, known) for cell in row))
    return Excerpt(rows=tuple(rows), marked=marked)


def _lines(reading: Reading, evidence: Evidence, known: Sequence[str]) -> Excerpt:
    """Show the line or paragraph with its neighbours, and of a long one what stands around the quotation."""
    for page in reading.pages:
        for at, line in enumerate(page.lines):
            if _is_at(line.place, evidence.place):
                before, after = page.lines[max(at - 1, 0) : at], page.lines[at + 1 : at + 2]
                rows = [(_end(hide(one.text, known)),) for one in before]
                rows.append((_around(hide(line.text, known), evidence.quote),))
                rows += [(_start(hide(one.text, known)),) for one in after]
                return Excerpt(rows=tuple(rows), marked=(len(before), 0))
    return Excerpt(rows=())


def _is_at(place: Place, asked: Place) -> bool:
    """Tell whether a line is where evidence stands, which may be a part of it or a cell around it."""
    if isinstance(place, OnPage) and isinstance(asked, OnPage):
        near = _middle_in(place.box, asked.box) or _middle_in(asked.box, place.box)
        return near and place.page == asked.page
    return place == asked


def _middle_in(box: Box, around: Box) -> bool:
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return around.left <= across <= around.right and around.top <= down <= around.bottom


def _around(text: str, quote: str) -> str:
    at = max(text.find(quote), 0)
    first = max(0, min(at - _QUOTED // 2, len(text) - _QUOTED))
    shown = text[first : max(first + _QUOTED, at + len(quote))]
    return f"{'…' if first else ''}{shown}{'…' if first + len(shown) < len(text) else ''}"


def _end(text: str) -> str:
    return text if len(text) <= _BESIDE else f"…{text[-_BESIDE:]}"


def _start(text: str) -> str:
    return text if len(text) <= _BESIDE else f"{text[:_BESIDE]}…"
