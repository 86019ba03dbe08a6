"""Puts the lines that were read on a scan into the cells of its ruled tables.

A line that runs across a rule is two: its parts are read again, each in its own cell. A cell with ink and without a
line is looked at once more, because the detector overlooks single characters.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.ink.grid import Slot
from extractors.ink.ruled import RuledTable
from extractors.ink.watermark import usual_slant

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found, Words

ReadWords = Callable[[Sequence[Any]], list["Words"]]
Edges = tuple[float, float, float, float]  # left, top, right, bottom

_OVERHANG = 0.5  # of its height a line must reach into a cell to have a part in it
_INSIDE = 5  # pixels of the table around a cell that may hold its rules
_INKED, _CONTRAST = 0.002, 70  # share of pixels so much darker than their paper that make a mark
_DASH, _LIKE_A_SLASH = "—", {"1", "7", "J", "I", "l", "i", "丿", "/", "\\", "|", "]", ")"}
_LEANING, _STRAIGHT = 0.15, 0.75  # a slash leans so much of its height, and its ink lies so close to one line
_FAINT, _SPECK, _SHORTEST, _FLAT = 0.82, 6, 8, 0.35  # of its paper's brightness; pixels; pixels; as high as long
_MARGIN = 0.25  # of its height around a mark that is read again
_CREDIBLE = 0.8
_AS_MUCH = 0.85  # of its letters a line must keep when it is parted
_SLANTED = 12.0  # degrees
_SCRAP, _PALE = 4, 0.55  # letters, and share of the usual darkness


class FilledCell(NamedTuple):
    """A cell in pixels of the page, with the lines in it as one reads. `torn`: some of it is burnt out."""

    slot: Slot
    edges: Edges
    lines: tuple["Found", ...]
    torn: bool = False

    @property
    def text(self) -> str:
        """Lines beside each other stand apart by a blank, lines below each other by a new line."""
        said = ""
        for before, line in zip((None, *self.lines), self.lines, strict=False):
            beside = before is not None and before.top < (line.top + line.bottom) / 2 < before.bottom
            said += (" " if beside else "\n" if said else "") + line.text
        return said


def fill(
    pixels: Any, found: Sequence["Found"], tables: Sequence[RuledTable], read: ReadWords, order: Callable[[Any], Any]
) -> tuple[list["Found"], list[list[FilledCell]]]:
    """All lines of the page, those across rules parted, and the tables with their lines; `order` is how one reads."""
    across = _overlaid(pixels, found) if tables else []
    level = [line for line in found if line not in across]
    lines, filled = level, []
    for table in tables:
        lines = _parted(pixels, lines, table, read)
        lines = _struck_out(pixels, lines, table)
        lines += _overlooked(pixels, lines, table, read)
    for table in tables:
        held = _held(lines, table)
        filled.append([FilledCell(slot, _on_page(table, _of(slot)), tuple(order(held[slot]))) for slot in table.slots])
    return [*lines, *across], filled


def _overlaid(pixels: Any, found: Sequence["Found"]) -> list["Found"]:
    """The lines of a watermark, of no cell: they run aslant, or are scraps much paler than print."""
    if not found:
        return []
    slant = usual_slant(found)
    inks = [_ink(pixels, line) for line in found]
    usual = statistics.median(inks)
    return [
        line
        for line, ink in zip(found, inks, strict=True)
        if abs(line.slant - slant) > _SLANTED or (len(line.text) <= _SCRAP and ink < _PALE * usual)
    ]


def _ink(pixels: Any, line: "Found") -> float:
    """How much darker than its paper a line is, seals left out by looking at red only."""
    import numpy as np

    part = pixels[int(line.top) : int(line.bottom) + 1, int(line.left) : int(line.right) + 1, 0]
    return float(np.percentile(part, 90) - np.percentile(part, 4)) if part.size else 0.0


def _of(slot: Slot) -> Edges:
    return slot.left, slot.top, slot.right, slot.bottom


def _moved(way: Any, edges: Edges) -> Edges:
    """The upright rectangle around a moved one."""
    import cv2
    import numpy as np

    left, top, right, bottom = edges
    corners = np.array([[(left, top), (right, top), (right, bottom), (left, bottom)]], "float32")
    moved = cv2.transform(corners, way)[0]
    (low_x, low_y), (high_x, high_y) = moved.min(axis=0), moved.max(axis=0)
    return float(low_x), float(low_y), float(high_x), float(high_y)


def _on_page(table: RuledTable, edges: Edges) -> Edges:
    return _moved(table.way.back, edges)


def _in_table(table: RuledTable, line: "Found") -> Edges:
    """A line as it lies in the table: moved by its middle, as long and as high as it is."""
    import numpy as np

    middle = np.array([(line.left + line.right) / 2, (line.top + line.bottom) / 2, 1.0])
    x, y = (float(one) for one in table.way.there @ middle)
    scale = float(np.hypot(*table.way.there[0, :2]))
    wide, tall = (line.right - line.left) * scale / 2, (line.bottom - line.top) * scale / 2
    return x - wide, y - tall, x + wide, y + tall


def _held(lines: Sequence["Found"], table: RuledTable) -> dict[Slot, list["Found"]]:
    held: dict[Slot, list[Found]] = {slot: [] for slot in table.slots}
    for line in lines:
        left, top, right, bottom = _in_table(table, line)
        slot = _at(table, (left + right) / 2, (top + bottom) / 2)
        if slot:
            held[slot].append(line)
    return held


def _at(table: RuledTable, x: float, y: float) -> Slot | None:
    return next(
        (one for one in table.slots if one.left <= x <= one.right and one.top <= y <= one.bottom),
        None,
    )


def _parted(pixels: Any, lines: Sequence["Found"], table: RuledTable, read: ReadWords) -> list["Found"]:
    """Read the parts of lines that run across rules, each in its own cell."""
    parts = [
        (line, part) for line in lines if len(own := list(_parts(_in_table(table, line), table))) > 1 for part in own
    ]
    again: dict[int, list[Found]] = {}
    for (line, _), read_part in zip(parts, _read_again(pixels, table, parts, read), strict=True):
        again.setdefault(id(line), []).extend([read_part] if read_part else [])
    kept: list[Found] = []
    for line in lines:
        pieces = again.get(id(line), [])
        # What reads as much less in pieces was one line, and the rule a stroke of its letters.
        whole = sum(len(piece.text) for piece in pieces) < _AS_MUCH * len(line.text.replace(" ", ""))
        kept += [line] if whole else pieces
    return kept


def _parts(edges: Edges, table: RuledTable) -> Iterator[Edges]:
    left, top, right, bottom = edges
    middle, reach = (top + bottom) / 2, _OVERHANG * (bottom - top)
    for slot in table.slots:
        shared = min(right, slot.right) - max(left, slot.left)
        if slot.top <= middle <= slot.bottom and shared > reach:
            yield max(left, slot.left + 2), top, min(right, slot.right - 2), bottom


def _overlooked(pixels: Any, lines: Sequence["Found"], table: RuledTable, read: ReadWords) -> list["Found"]:
    """What stands in cells in which no line was found."""
    from extractors.ink.ocr_engine import Found

    parts, dashes = [], []
    for slot in (slot for slot, own in _held(lines, table).items() if not own):
        if stroke := _stroke(pixels, table, slot):
            sign, edges = stroke
            dashes.append(Found(sign, _CREDIBLE, *_on_page(table, edges)))
        elif mark := _mark(pixels, table, slot):
            parts.append((Found("", 0.0, *_on_page(table, mark)), mark))
    return [*dashes, *(found for found in _read_again(pixels, table, parts, read) if found)]


def _struck_out(pixels: Any, lines: list["Found"], table: RuledTable) -> list["Found"]:
    """The lines with a slash that was read as a figure told by its shape: 1 is a number, / says that there is none.

    The figure stays beside it: a pen may make a 1 that leans.
    """
    slashes = {
        id(own[0]): own[0]._replace(text=stroke[0], alternatives=(own[0].text, *own[0].alternatives))
        for slot, own in _held(lines, table).items()
        if len(own) == 1 and own[0].text.strip() in _LIKE_A_SLASH
        if (stroke := _stroke(pixels, table, slot)) and stroke[0] != _DASH
    }
    return [slashes.get(id(line), line) for line in lines]


def _stroke(pixels: Any, table: RuledTable, slot: Slot) -> tuple[str, Edges] | None:
    """A dash or a slash alone in a cell: too little ink for any reader, and all the difference to an empty cell."""
    import cv2
    import numpy as np

    inner = _inside(slot)
    if inner is None:
        return None
    cell = _cut(pixels, table, inner)[:, :, 0].astype("int16")
    tall, wide = cell.shape
    dark = (cell < np.median(cell) * _FAINT).astype("uint8")
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(dark)
    marks = [number for number in range(1, len(stats)) if stats[number][4] >= _SPECK]
    if len(marks) != 1:
        return None
    left, top, across, down, _ = (int(number) for number in stats[marks[0]])
    middle, size = top + down / 2, max(across, down)
    alone = 0 < left < left + across < wide  # or else a fold or a rule runs on
    if not (alone and _SHORTEST <= size <= wide / 2 and tall / 5 < middle < tall * 4 / 5):
        return None
    if down <= _FLAT * across:
        sign = _DASH
    elif across < _LEANING * down or not (sign := _slash(pieces == marks[0])):
        return None
    scale = (inner[2] - inner[0]) / wide
    return sign, (
        inner[0] + left * scale,
        inner[1] + (middle - size / 2) * scale,
        inner[0] + (left + across) * scale,
        inner[1] + (middle + size / 2) * scale,
    )


def _slash(mark: Any) -> str:
    """Which slash a mark is: one stroke from corner to corner, as no figure is."""
    import numpy as np

    down, across = np.nonzero(mark)
    falls = float(np.corrcoef(across, down)[0, 1])
    return "" if abs(falls) < _STRAIGHT else "\\" if falls > 0 else "/"


def _inside(slot: Slot) -> Edges | None:
    """A cell without the rules around it, None where nothing is left."""
    inner = (slot.left + _INSIDE, slot.top + _INSIDE, slot.right - _INSIDE, slot.bottom - _INSIDE)
    return inner if min(inner[2] - inner[0], inner[3] - inner[1]) >= _INSIDE else None


def _mark(pixels: Any, table: RuledTable, slot: Slot) -> Edges | None:
    """The rectangle around the dark ink of a cell, None for an empty one."""
    import numpy as np

    inner = _inside(slot)
    if inner is None:
        return None
    cell = _cut(pixels, table, inner)[:, :, 0].astype("int16")
    dark = cell < np.median(cell) - _CONTRAST
    if dark.mean() < _INKED:
        return None
    down, across = np.flatnonzero(dark.sum(axis=1) > 1), np.flatnonzero(dark.sum(axis=0) > 1)
    if not len(down) or not len(across):
        return None
    scale = (inner[2] - inner[0]) / cell.shape[1]
    margin = _MARGIN * max(down[-1] - down[0], 12)
    return (
        max(inner[0] + (across[0] - margin) * scale, slot.left + 2),
        max(inner[1] + (down[0] - margin) * scale, slot.top + 2),
        min(inner[0] + (across[-1] + margin) * scale, slot.right - 2),
        min(inner[1] + (down[-1] + margin) * scale, slot.bottom - 2),
    )


def _read_again(
    pixels: Any, table: RuledTable, parts: Sequence[tuple["Found", Edges]], read: ReadWords
) -> list["Found | None"]:
    """Each part as it reads by itself, None where that cannot be believed."""
    if not parts:
        return []
    answers = read([_cut(pixels, table, edges)[:, :, ::-1] for _, edges in parts])
    return [_found(table, *part, words) for part, words in zip(parts, answers, strict=True)]


def _found(table: RuledTable, line: "Found", edges: Edges, words: "Words") -> "Found | None":
    text = words.text.strip()
    if not text or words.confidence < _CREDIBLE:
        return None
    left, top, right, bottom = _on_page(table, edges)
    here = line._replace(left=left, top=top, right=right, bottom=bottom)
    return here._replace(text=text, confidence=words.confidence, alternatives=words.alternatives)


def _cut(pixels: Any, table: RuledTable, edges: Edges) -> Any:
    """A rectangle of the table as it lies straight, in the page's own resolution."""
    import cv2
    import numpy as np

    left, top, right, bottom = edges
    scale = float(np.hypot(*table.way.there[0, :2]))
    way = table.way.there.copy()
    way[:, 2] -= (left, top)
    size = (max(round((right - left) / scale), 1), max(round((bottom - top) / scale), 1))
    return cv2.warpAffine(pixels, way / scale, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
