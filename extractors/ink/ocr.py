"""Reads a picture of a page with PaddleOCR: upright first, then line by line, columns kept apart.

This module says what is wanted in our words; `extractors/ink/ocr_engine.py` says it to the libraries.
"""

import functools
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import Field, InstanceOf

from extractors.ink.check_boxes import with_ticks
from extractors.ink.cut_dates import whole_dates
from extractors.ink.evened import evened
from extractors.ink.flat import Flat, flattened
from extractors.ink.freed import give_back
from extractors.ink.glare import burnt, torn, torn_cells, veiled_cells
from extractors.ink.ocr_nouns import Sheet
from extractors.ink.ocr_seals import look_again, under_grey, without_seals
from extractors.ink.ruled import ruled_tables
from extractors.ink.scan_cells import fill
from extractors.ink.seal_letters import SealWords
from extractors.ink.seal_words import said, told_apart
from extractors.ink.seals import FoundSeal, find_seals
from extractors.ink.seen import PictureMemory, Seen, Turn, in_picture, remembered, standing
from extractors.ink.watermark import through, usual_slant
from pipeline.model import Box, Noun, Place, Reader, Seal, SealColour

if TYPE_CHECKING:
    from PIL.Image import Image

    from extractors.ink.ocr_engine import Engine, Found

# In the order in which they are tried: lying lines that read well stand when the page is turned by 270.
_TURNS: tuple[Turn, ...] = (0, 270, 90, 180)

# The classifier answers about 0.92 when it is sure and below 0.5 on pictures that are no page of text.
_SURE_OF_TURN = 0.8
# Letters read so surely on the average stand upright: below it the classifier was wrong, unless there are hardly any.
_LEGIBLE, _TOO_FEW, _LONG = 0.75, 6, 4
# A picture this many times as high as wide is a strip; it is read in pieces this many times as high as wide.
_STRIP, _PIECE = 2.5, 1.4


class OcrSettings(Noun):
    """Which runtime reads scans, with which models (None: those inside the installed wheels), on how many threads.

    `memory` keeps what pictures say; it changes no reading and is no part of the settings' value.
    """

    engine: Literal["openvino", "onnxruntime"] = "openvino"
    models: Path | None = None
    threads: int = Field(default=2, ge=1, le=64)
    memory: InstanceOf[PictureMemory] | None = Field(default=None, exclude=True, repr=False)


def _engine(settings: OcrSettings) -> "Engine":
    return _loaded(settings.engine, settings.models, settings.threads)


@functools.cache
def _loaded(engine: str, models: Path | None, threads: int) -> "Engine":
    from extractors.ink import ocr_engine

    return ocr_engine.load(engine, models, threads)


def reader(settings: OcrSettings) -> Reader:
    return Reader(name=f"PP-OCRv6-small/{settings.engine}", version=_engine(settings).version)


def read_picture(picture: "Image", settings: OcrSettings, place: Callable[[Box, Turn], Place]) -> Seen:
    """Turn the picture upright and read it; `place` says where a box of the turned picture stands in its document."""
    import numpy as np

    pixels = np.asarray(picture.convert("RGB"))
    seen = remembered(pixels, settings.memory, functools.partial(_read, settings))
    give_back()
    return standing(seen, place)


def _read(settings: OcrSettings, pixels: Any) -> Seen:
    engine = _engine(settings)
    turned, found, flat, upright, bare, stamps, seals = _read_upright(engine, pixels)
    found = through(bare, found, functools.partial(_lines, engine))
    found = whole_dates(bare, found, engine.words)
    found = with_ticks(upright, look_again(upright, found, stamps, engine.words), engine.words)
    seals = told_apart(seals, found)
    found = under_grey(found, [one for one, _ in seals])
    spots = burnt(flat.pixels)  # in even light nothing looks burnt
    found, tables = fill(upright, torn(spots, found), ruled_tables(upright, stamps), engine.words, in_reading_order)
    width, height = flat.size
    sheet = Sheet(width, height, reader(settings), in_picture, flat.stood)
    return Seen(
        turned=turned,
        lines=tuple(sheet.line(line) for line in in_reading_order(found)),
        width=width,
        height=height,
        tables=tuple(sheet.table(cells) for cells in veiled_cells(upright, torn_cells(spots, tables))),
        seals=tuple(sheet.seal(*one) for one in seals),
    )


def read_seals(
    upright: Any, settings: OcrSettings, place: Callable[[Box], Place], side: int | None = None
) -> tuple[Seal, ...]:
    """The seals of an upright RGB page, whether they can be read or not. `side`: see `find_seals`."""
    flat = Flat(upright)
    sheet = Sheet(*flat.size, reader(settings), place, flat.stood)
    found = told_apart(said(upright, find_seals(upright, side), _engine(settings).words), ())
    return tuple(sheet.seal(one, words) for one, words in found)


class _Reading(NamedTuple):
    turned: Turn
    lines: list["Found"]
    flat: Flat
    upright: Any  # laid flat, in even light
    bare: Any  # and without its stamps, as it was read
    stamps: list[FoundSeal]
    seals: list[tuple[FoundSeal, SealWords]]


def _read_upright(engine: "Engine", pixels: Any) -> _Reading:
    """Try the turn the classifier names, and none when it is not sure; every turn when what is read makes no sense."""
    turn, sureness = engine.angle(_blue_first(pixels))
    likely = [way for way in _TURNS if way == turn or (way == 0 and sureness < _SURE_OF_TURN)]
    readings: list[_Reading] = []
    for way in (*likely, *(way for way in _TURNS if way not in likely)):
        if way not in likely and _reads_well(readings):
            continue
        flat = flattened(_turn(pixels, way))
        upright = evened(flat.pixels)
        found = find_seals(upright)
        seals = said(upright, found, engine.words)
        # A blue ring that says nothing is a printed mark, whose letters are to be read; grey ink comes off no page.
        coloured = [one for one in found if one.colour is not SealColour.GREY]
        stamps = [one for one in coloured if one.colour is SealColour.RED or any(one == seal for seal, _ in seals)]
        bare = without_seals(upright, stamps)
        readings.append(_Reading(way, _lines(engine, bare), flat, upright, bare, stamps, seals))
    return max(readings, key=lambda reading: (_stands(reading), _weight(reading.lines)))


def _reads_well(readings: Sequence[_Reading]) -> bool:
    """Whether some reading makes sense, or there is too little to read."""
    return any(_letters(reading.lines) < _TOO_FEW or _stands(reading) for reading in readings)


def _stands(reading: _Reading) -> bool:
    """Whether words are read surely, as they are not on their heads, and do not lie on their side.

    Lying words are read surely too, for each line is set upright; but what stands beside them is not beside them then.
    """
    letters = _letters(reading.lines)
    return letters >= _TOO_FEW and _weight(reading.lines) >= _LEGIBLE * letters and not _lies(reading.lines)


def _letters(lines: Sequence["Found"]) -> int:
    return sum(len(line.text) for line in lines)


def _weight(lines: Sequence["Found"]) -> float:
    return sum(len(line.text) * line.confidence for line in lines)


def _lies(lines: Sequence["Found"]) -> bool:
    """Whether most words lie on their side: a line of several letters is wider than high on a page that stands."""
    long = [line for line in lines if len(line.text) >= _LONG]
    return 2 * _letters([line for line in long if line.bottom - line.top > line.right - line.left]) > _letters(long)


def _lines(engine: "Engine", upright: Any) -> list["Found"]:
    """Read a page whole, and a strip such as a long screenshot in overlapping pieces of about a page.

    A line belongs to the piece that holds its middle away from the cuts, so none is read cut or twice.
    """
    height, width = upright.shape[:2]
    if height <= _STRIP * width:
        return engine.lines(_blue_first(upright))
    found: list[Found] = []
    step, overlap = round(width * _PIECE), round(width * _PIECE / 5)
    for start in range(0, height, step):
        first, last = max(start - overlap, 0), min(start + step + overlap, height)
        for line in engine.lines(_blue_first(upright[first:last])):
            placed = line._replace(top=line.top + first, bottom=line.bottom + first)
            if start <= (placed.top + placed.bottom) / 2 < start + step:
                found.append(placed)
    return found


def turn_box(box: Box, turned: Turn) -> Box:
    """Where a box comes to lie when its page is turned clockwise."""
    match turned:
        case 90:
            return Box(left=1 - box.bottom, top=box.left, right=1 - box.top, bottom=box.right)
        case 180:
            return Box(left=1 - box.right, top=1 - box.bottom, right=1 - box.left, bottom=1 - box.top)
        case 270:
            return Box(left=box.top, top=1 - box.right, right=box.bottom, bottom=1 - box.left)
        case _:
            return box


def _turn(pixels: Any, clockwise: Turn) -> Any:
    import numpy as np

    return np.rot90(pixels, -clockwise // 90)


def _blue_first(pixels: Any) -> Any:
    """The channel order PaddleOCR wants, in one block of memory: OpenCV copies a reversed view anew for every line."""
    import numpy as np

    return np.ascontiguousarray(pixels[:, :, ::-1])


def in_reading_order(found: Sequence["Found"]) -> list["Found"]:
    """Sort lines into rows from the top, each row from the left, on a page that may lie askew.

    A line joins a row when its middle lies inside the row's first line, both as if the page lay straight.
    """
    if not found:
        return []
    drop = math.tan(math.radians(usual_slant(found)))
    rows: list[list[Found]] = []

    def middle(line: "Found") -> float:
        return (line.top + line.bottom) / 2 - drop * (line.left + line.right) / 2

    for line in sorted(found, key=lambda one: (middle(one), one.left)):
        first = rows[-1][0] if rows else None
        if first and abs(middle(line) - middle(first)) < (first.bottom - first.top) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.left)]
