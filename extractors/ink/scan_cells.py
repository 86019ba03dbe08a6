"""Puts the lines that were read on a scan into the cells of its ruled tables.

A line that runs across a rule is two: its parts are read again, each in its own cell. A cell with ink and without a
line is looked at once more, because the detector overlooks single characters.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.ink.grid import Slot
from extractors.ink.lone_marks import DASH, LIKE_A_SLASH, mark_in, stroke_in
from extractors.ink.ruled import RuledTable
from extractors.ink.table_place import Edges, cut, edges_of, in_table, on_page
from extractors.ink.watermark import usual_slant

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found, Words

ReadWords = Callable[[Sequence[Any]], list["Words"]]

_OVERHANG = 0.5  # of its height a line must reach into a cell to have a part in it
_CREDIBLE = 0.8
_AS_MUCH = 0.85  # of its letters a line must keep when it is parted
_SLANTED = 12.0  # degrees
_SCRAP, _PALE = 4, 0.55  # letters, and share of the usual darkness


class FilledCell(NamedTuple):
    """A cell in pixels of the page, with the lines in it as one reads. `torn`: some of it nobody could read."""

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
        filled.append(
            [FilledCell(slot, on_page(table, edges_of(slot)), tuple(order(held[slot]))) for slot in table.slots]
        )
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


def _held(lines: Sequence["Found"], table: RuledTable) -> dict[Slot, list["Found"]]:
    held: dict[Slot, list[Found]] = {slot: [] for slot in table.slots}
    for line in lines:
        left, top, right, bottom = in_table(table, line)
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
        (line, part) for line in lines if len(own := list(_parts(in_table(table, line), table))) > 1 for part in own
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
        if stroke := stroke_in(pixels, table, slot):
            sign, edges = stroke
            dashes.append(Found(sign, _CREDIBLE, *on_page(table, edges)))
        elif mark := mark_in(pixels, table, slot):
            parts.append((Found("", 0.0, *on_page(table, mark)), mark))
    return [*dashes, *(found for found in _read_again(pixels, table, parts, read) if found)]


def _struck_out(pixels: Any, lines: list["Found"], table: RuledTable) -> list["Found"]:
    """The lines with a slash that was read as a figure told by its shape: 1 is a number, / says that there is none.

    The figure stays beside it: a pen may make a 1 that leans.
    """
    slashes = {
        id(own[0]): own[0]._replace(text=stroke[0], alternatives=(own[0].text, *own[0].alternatives))
        for slot, own in _held(lines, table).items()
        if len(own) == 1 and own[0].text.strip() in LIKE_A_SLASH
        if (stroke := stroke_in(pixels, table, slot)) and stroke[0] != DASH
    }
    return [slashes.get(id(line), line) for line in lines]


def _read_again(
    pixels: Any, table: RuledTable, parts: Sequence[tuple["Found", Edges]], read: ReadWords
) -> list["Found | None"]:
    """Each part as it reads by itself, None where that cannot be believed."""
    if not parts:
        return []
    answers = read([cut(pixels, table, edges)[:, :, ::-1] for _, edges in parts])
    return [_found(table, *part, words) for part, words in zip(parts, answers, strict=True)]


def _found(table: RuledTable, line: "Found", edges: Edges, words: "Words") -> "Found | None":
    text = words.text.strip()
    if not text or words.confidence < _CREDIBLE:
        return None
    left, top, right, bottom = on_page(table, edges)
    here = line._replace(left=left, top=top, right=right, bottom=bottom)
    return here._replace(text=text, confidence=words.confidence, alternatives=words.alternatives)
