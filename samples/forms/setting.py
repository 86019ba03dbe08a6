"""Sets a paragraph in lines as Word does: which words stand on which line, how far in, and how high the line is."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from samples.forms.ballot import TICKED, ballot_font
from samples.forms.blocks import Line
from samples.forms.stroke import Run, Stated
from samples.typeset import Face, drawn_font

POINT = 25.4 / 72
_SINGLE = 1.3  # the height of a single line of 宋体 in its size
_TAB = 160.5  # millimetres to the tab at which page numbers end
HEADINGS = {"1": 16.0, "2": 14.0, "3": 12.0}
# One unbreakable piece: opening marks, one word or one character, closing marks.
_PIECE = re.compile(r"[（〔《“‘(]*(?:[A-Za-z0-9][A-Za-z0-9.,/:%+@-]*|.)[，。、；：？！）〕》”’％,;)]*", re.DOTALL)
_BALLOT = "BALLOT"


class Look(NamedTuple):
    """How letters look. `face` names a font."""

    face: str
    size: float
    bold: bool = False
    underline: bool = False
    colour: str = ""


class Piece(NamedTuple):
    """Letters of one look, `x` millimetres from the left of the paragraph."""

    x: float
    text: str
    look: Look


class Typed(NamedTuple):
    """One line of type: the letters `start` to `end` of the paragraph, the first of them at `left`."""

    start: int
    end: int
    left: float
    height: float
    size: float
    pieces: tuple[Piece, ...]

    @property
    def base(self) -> float:
        """How far below the top of the line the letters stand."""
        return self.height / 2 + 0.38 * self.size * POINT


class Setting(NamedTuple):
    """A paragraph in lines. `edges` is how far from its beginning each letter begins, were it all one line."""

    line: Line
    lines: tuple[Typed, ...]
    edges: tuple[float, ...]
    width: float

    @property
    def empty(self) -> bool:
        """Whether there is nothing to print: no page is begun for it."""
        return not self.line.stroke.runs and not self.line.stroke.insets

    @property
    def before(self) -> float:
        return self.line.before * POINT

    @property
    def after(self) -> float:
        return self.line.after * POINT

    @property
    def inline(self) -> float:
        """The room of the pictures that stand in the paragraph."""
        return sum(inset.height * 10 + 1.5 for inset in self.line.stroke.insets if not inset.floats)

    @property
    def height(self) -> float:
        return self.before + sum(typed.height for typed in self.lines) + self.inline + self.after

    def across(self, typed: Typed, start: int, end: int) -> tuple[float, float]:
        """How far from the left the letters `start` to `end` of this line reach."""
        zero = self.edges[typed.start] - typed.left
        return self.edges[max(start, typed.start)] - zero, self.edges[min(end, typed.end)] - zero


def font_of(face: str) -> Path:
    return ballot_font() if face == _BALLOT else drawn_font(Face[face])


def set_in(line: Line, width: float, size: float) -> Setting:
    """Break a paragraph into lines no wider than `width` millimetres; `size` is that of letters that say nothing."""
    looks = tuple(_looks(line, size))
    said = "".join(text for text, _ in looks)
    widths = [advances(look.face)[letter] * look.size * POINT for text, look in looks for letter in text]
    edges = (0.0, *accumulate(widths))
    usual = HEADINGS.get(line.style, size)
    shift = line.indent * size * POINT
    lines = []
    for start, end in _broken(said, widths, width, shift):
        inset = shift if not start else 0.0
        room = width - (edges[end] - edges[start]) - inset
        left = inset + {"left": 0.0, "center": room / 2, "right": room}[line.align]
        pieces = tuple(_pieces(looks, edges, start, end, left))
        largest = max((piece.look.size for piece in pieces), default=usual)
        lines.append(Typed(start, end, left, largest * POINT * _SINGLE * line.spacing, largest, pieces))
    if not said and any(not inset.floats for inset in line.stroke.insets):
        lines = []
    return Setting(line, tuple(lines), edges, width)


def span_of(fact: Stated, said: str) -> tuple[int, int]:
    """Which letters of the paragraph state the fact; where none do, its first."""
    at = fact.at if fact.at >= 0 else max(said.find(fact.quote), 0)
    return at, min(at + max(len(fact.quote), 1), len(said))


@cache
def advances(face: str) -> Mapping[str, float]:
    """How wide each letter of a font is, in its size."""
    from fontTools.ttLib import TTFont

    with TTFont(font_of(face)) as font:
        units, wide = font["head"].unitsPerEm, font["hmtx"]
        told = {chr(code): wide[name][0] / units for code, name in font.getBestCmap().items()}
    return {**told, "\n": 0.0, "\t": 0.0}


def _looks(line: Line, size: float) -> Iterator[tuple[str, Look]]:
    heading = HEADINGS.get(line.style)
    for run in line.stroke.runs:
        face = "SANS" if heading or run.font == "黑体" else "SERIF"
        look = Look(face, run.size or heading or size, run.bold or heading is not None, run.underline, run.colour)
        for text in _parts(run):
            yield text, look._replace(face=_BALLOT) if text == TICKED else look


def _parts(run: Run) -> Iterator[str]:
    return (part for part in re.split(f"([{TICKED}])", run.text) if part)


def _broken(said: str, widths: list[float], width: float, shift: float) -> Iterator[tuple[int, int]]:
    """Where lines begin and end; a word that is too long for any line is cut."""
    start, at, used = 0, 0, shift
    for piece in _PIECE.findall(said):
        if piece == "\n":
            yield start, at
            start, at, used = at + 1, at + 1, 0.0
            continue
        wide = sum(widths[at : at + len(piece)])
        if at > start and used + wide > width + 1e-6 and not piece.isspace():
            yield start, at
            start, used = at, 0.0
        if wide > width:
            for letter in range(at, at + len(piece)):
                if letter > start and used + widths[letter] > width:
                    yield start, letter
                    start, used = letter, 0.0
                used += widths[letter]
        else:
            used += wide
        at += len(piece)
    yield start, at


def _pieces(
    looks: tuple[tuple[str, Look], ...], edges: tuple[float, ...], start: int, end: int, left: float
) -> Iterator[Piece]:
    at = 0
    for text, look in looks:
        first, last = max(at, start), min(at + len(text), end)
        if first < last:
            words = text[first - at : last - at]
            x = left + edges[first] - edges[start]
            yield from _tabbed(x, words, look) if "\t" in words else (Piece(x, words, look),)
        at += len(text)


def _tabbed(x: float, words: str, look: Look) -> Iterator[Piece]:
    """Words, a row of dots, and a number that ends at the tab."""
    head, _, tail = words.partition("\t")
    width = advances(look.face)
    begin = x + sum(width[letter] for letter in head) * look.size * POINT
    last = _TAB - sum(width[letter] for letter in tail) * look.size * POINT
    dot = width["."] * look.size * POINT
    count = int((last - begin - 2) / dot)
    yield Piece(x, head, look)
    yield Piece(last - 1 - count * dot, "." * count, look)
    yield Piece(last, tail, look)
