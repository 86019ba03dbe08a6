"""A page of pixels measured in millimetres: every text that is drawn tells exactly where its ink is.

A builder draws and records in one statement: `ledger.put(field, value, quote, canvas.at(box))`.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Literal, NamedTuple

from pipeline.model import Box, OnPage
from samples.handwriting import filled_in
from samples.ink import font
from samples.typeset import Face, wrap

MM_PER_INCH = 25.4
Colour = tuple[int, int, int]
Pixels = tuple[int, int, int, int]
Anchor = Literal["left", "middle", "right"]

_WORDS = "words"
_BASELINE = 0.87  # of the em, counted from its top
BLACK: Colour = (32, 30, 30)


class Word(NamedTuple):
    """One line of a page as it is printed, for a text layer."""

    text: str
    box: Box


def words_on(picture: Any) -> tuple[Word, ...]:
    """Give every line printed on a page, which travels with its picture until somebody scans it."""
    return tuple(picture.info.get(_WORDS, ()))


def with_words(picture: Any, words: Iterable[Word]) -> Any:
    picture.info[_WORDS] = list(words)
    return picture


class Canvas:
    """One page while it is drawn. Lengths are millimetres, a text's `y` is the top of its line, `size` its em."""

    def __init__(self, width: float, height: float, *, dpi: int = 200, paper: Colour = (255, 255, 255)) -> None:
        from PIL import Image, ImageDraw

        self.width, self.height, self.dpi = width, height, dpi
        self.page = 1
        self.picture: Any = Image.new("RGB", (self.px(width), self.px(height)), paper)
        self.draw: Any = ImageDraw.Draw(self.picture)

    def px(self, length: float) -> int:
        return round(length * self.dpi / MM_PER_INCH)

    def mm(self, pixels: float) -> float:
        return pixels * MM_PER_INCH / self.dpi

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 4.0,
        face: Face = Face.SERIF,
        fill: Colour = BLACK,
        anchor: Anchor = "left",
        bold: float = 0.0,
    ) -> Box:
        """Draw one line and return the box of its ink. There is no bold cut of the fonts: `bold` thickens by ems."""
        left = x - {"left": 0.0, "middle": 0.5, "right": 1.0}[anchor] * self.measure(text, size, face)
        letters = font(max(self.px(size), 4), face)
        stroke = round(self.px(size) * bold)
        place = (self.px(left), self.px(y + size * _BASELINE))
        ink = _stencil(text, letters, stroke)
        self.draw.text(place, text, font=letters, fill=fill, stroke_width=stroke, anchor="ls")
        box = self.box((place[0] + ink[0], place[1] + ink[1], place[0] + ink[2], place[1] + ink[3]))
        self.picture.info.setdefault(_WORDS, []).append(Word(text, box))
        return box

    def measure(self, text: str, size: float, face: Face = Face.SERIF) -> float:
        return self.mm(font(max(self.px(size), 4), face).getlength(text))

    def lines(self, text: str, width: float, size: float, face: Face = Face.SERIF) -> tuple[str, ...]:
        """Cut a text as it will stand in a column."""
        letters = font(max(self.px(size), 4), face)
        return tuple(wrap(text, self.px(width), letters.getlength))

    def column(
        self, x: float, y: float, text: str, width: float, *, leading: float = 1.45, size: float = 4.0, **style: Any
    ) -> tuple[Box, float]:
        """Draw a wrapped text; the box holds all of its lines, and the number is where the next line would begin."""
        boxes = []
        for line in self.lines(text, width, size, style.get("face", Face.SERIF)):
            boxes.append(self.text(x, y, line, size=size, **style))
            y += size * leading
        return union(boxes), y

    def by_hand(
        self, x: float, y: float, text: str, *, size: float = 4.0, anchor: Anchor = "left", **style: Any
    ) -> Box:
        """Print a line whose figures a hand has filled in, and return the box of all of it."""
        runs = filled_in(text, lambda part: self.measure(part, 1000, style.get("face", Face.SERIF)) / 1000)
        whole = max(run.left + run.width for run in runs) * size
        left = x - {"left": 0.0, "middle": 0.5, "right": 1.0}[anchor] * whole
        boxes = []
        for run in runs:
            at = left + run.left * size
            if run.tile is None:
                boxes.append(self.text(at, y, run.text, size=size, **style))
                continue
            wide, tall = run.width * size, run.width * size * run.tile.height / run.tile.width
            boxes.append(self.stamp(run.tile, at + wide / 2, y + run.drop * size + size - tall / 2, wide))
        return union(boxes)

    def stamp(self, plate: Any, x: float, y: float, width: float) -> Box:
        """Lay a picture with see-through parts on the page, its middle at x, y."""
        from PIL import Image

        wide = self.px(width)
        tall = round(plate.height * wide / plate.width)
        if plate.width != wide:
            plate = plate.resize((wide, tall), Image.Resampling.BILINEAR)
        corner = (self.px(x) - wide // 2, self.px(y) - tall // 2)
        inked(self.picture, plate, corner)
        return self.box((*corner, corner[0] + wide, corner[1] + tall))

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        line: Colour | None = None,
        fill: Colour | None = None,
        stroke: float = 0.3,
    ) -> None:
        corners = (self.px(x), self.px(y), self.px(x + width), self.px(y + height))
        self.draw.rectangle(corners, outline=line, fill=fill, width=max(self.px(stroke), 1))

    def rule(
        self, x: float, y: float, width: float, height: float = 0.0, *, fill: Colour = BLACK, stroke: float = 0.3
    ) -> None:
        ends = (self.px(x), self.px(y), self.px(x + width), self.px(y + height))
        self.draw.line(ends, fill=fill, width=max(self.px(stroke), 1))

    def box(self, pixels: tuple[float, float, float, float]) -> Box:
        wide, tall = self.picture.size
        left, top, right, bottom = pixels
        return Box(left=left / wide, top=top / tall, right=right / wide, bottom=bottom / tall)

    def at(self, box: Box) -> OnPage:
        return OnPage(page=self.page, box=box)


def inked(picture: Any, plate: Any, corner: tuple[int, int]) -> None:
    """Press see-through ink on a picture: it darkens what it meets, and black print stays black under a red seal."""
    from PIL import Image, ImageChops

    film = Image.new("RGB", plate.size, (255, 255, 255))
    film.paste(plate, (0, 0), plate)
    edge = (*corner, corner[0] + plate.width, corner[1] + plate.height)
    picture.paste(ImageChops.multiply(picture.crop(edge), film), corner)


def union(boxes: Iterable[Box]) -> Box:
    """Find the smallest box that holds all of them.

    >>> union([Box(left=0.1, top=0.1, right=0.2, bottom=0.2), Box(left=0.3, top=0.1, right=0.4, bottom=0.3)]).right
    0.4
    """
    every = tuple(boxes)
    return Box(
        left=min(box.left for box in every),
        top=min(box.top for box in every),
        right=max(box.right for box in every),
        bottom=max(box.bottom for box in every),
    )


@cache
def _stencil(text: str, letters: Any, stroke: int) -> Pixels:
    """Where the ink of a text is, measured on the drawn letters: a font's own boxes count the white around them."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = (round(edge) for edge in letters.getbbox(text, stroke_width=stroke, anchor="ls"))
    tile = Image.new("L", (max(right - left, 0) + 4, max(bottom - top, 0) + 4))
    ImageDraw.Draw(tile).text((2 - left, 2 - top), text, font=letters, fill=255, stroke_width=stroke, anchor="ls")
    ink = tile.getbbox() or (2, 2, 3, 3)
    return (ink[0] + left - 2, ink[1] + top - 2, ink[2] + left - 2, ink[3] + top - 2)
