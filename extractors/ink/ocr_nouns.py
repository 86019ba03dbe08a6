"""Says what was read on a picture in our own nouns: lines, tables and seals, each with its place and its reader."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import Box, Cell, Line, Method, Place, Reader, Seal, Table

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found
    from extractors.ink.scan_cells import FilledCell
    from extractors.ink.seal_letters import SealWords
    from extractors.ink.seals import FoundSeal


class Sheet(NamedTuple):
    """An upright picture: its size in pixels, who reads it, and where a box of it stands in its document.

    `stood` takes a rectangle back to where it was before the picture was laid flat.
    """

    width: int
    height: int
    by: Reader
    place: Callable[[Box], Place]
    stood: Callable[[float, float, float, float], tuple[float, float, float, float]]

    def at(self, *edges: float) -> Place:
        left, top, right, bottom = self.stood(*edges)
        box = Box(
            left=max(left / self.width, 0.0),
            top=max(top / self.height, 0.0),
            right=min(right / self.width, 1.0),
            bottom=min(bottom / self.height, 1.0),
        )
        return self.place(box)

    def line(self, found: "Found") -> Line:
        return Line(
            text=found.text,
            place=self.at(found.left, found.top, found.right, found.bottom),
            confidence=min(found.confidence, 1.0),
            sealed=found.sealed,
            torn=found.torn,
            alternatives=found.alternatives,
            **self._read(),
        )

    def table(self, cells: Sequence["FilledCell"]) -> Table:
        lefts, tops, rights, bottoms = zip(*(cell.edges for cell in cells), strict=True)
        whole = self.at(min(lefts), min(tops), max(rights), max(bottoms))
        return Table(cells=tuple(self._cell(cell) for cell in cells), place=whole)

    def _cell(self, one: "FilledCell") -> Cell:
        return Cell(
            text=one.text,
            place=self.at(*one.edges),
            confidence=min((min(line.confidence, 1.0) for line in one.lines), default=1.0),
            sealed=any(line.sealed for line in one.lines),
            torn=one.torn or any(line.torn for line in one.lines),
            alternatives=one.lines[0].alternatives if len(one.lines) == 1 else (),
            row=one.slot.row,
            column=one.slot.column,
            row_span=one.slot.row_span,
            column_span=one.slot.column_span,
            **self._read(),
        )

    def seal(self, one: "FoundSeal", words: "SealWords") -> Seal:
        across, down = one.reach
        return Seal(
            text=words.text,
            line=words.line,
            place=self.at(one.x - across, one.y - down, one.x + across, one.y + down),
            confidence=min(words.confidence, 1.0),
            alternatives=words.others,
            shape=one.shape,
            colour=one.colour,
            **self._read(),
        )

    def _read(self) -> dict[str, Any]:
        return {"method": Method.OCR, "reader": self.by}
