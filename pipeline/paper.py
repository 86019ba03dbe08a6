"""Pages, and what stands where on them: lines, cells, seals.

One system of coordinates for ever: origin top-left, fractions of the upright page, pages from 1. Word has no pages.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from pipeline.noun import Noun


class Box(Noun):
    """A rectangle on an upright page: origin top-left, fractions of the page, four decimals."""

    left: float
    top: float
    right: float
    bottom: float

    @model_validator(mode="after")
    def _on_the_page_and_the_right_way_round(self) -> Self:
        sides = self.__dict__  # one look at all four: there are hundreds of boxes in a file of facts
        for side, value in sides.items():
            sides[side] = _on_the_page(value)
        if sides["left"] > sides["right"] or sides["top"] > sides["bottom"]:
            msg = "a box that is inside out"
            raise ValueError(msg)
        return self


@lru_cache(maxsize=16384)
def _on_the_page(side: float) -> float:
    """Round a side to four decimals; the same ten thousand come back in every file."""
    return round(min(max(side, 0.0), 1.0), 4) + 0.0  # no minus before a zero


class OnPage(Noun):
    kind: Literal["page"] = "page"
    page: int = Field(ge=1)
    box: Box


class InCell(Noun):
    """A cell of a Word table, all counted from 1. Word has no pages."""

    kind: Literal["cell"] = "cell"
    table: int = Field(ge=1)
    row: int = Field(ge=1)
    column: int = Field(ge=1)


class InParagraph(Noun):
    kind: Literal["paragraph"] = "paragraph"
    paragraph: int = Field(ge=1)


Place = Annotated[OnPage | InCell | InParagraph, Field(discriminator="kind")]


class Method(StrEnum):
    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    WORD = "word"
    HIDDEN = "hidden"


class Reader(Noun):
    name: str
    version: str


class Ink(Noun):
    """Words at a place: what is printed, who read it and how sure the reader is.

    `torn`: the picture is burnt out where the words begin or end, or shows ink and no words; nobody can tell whether
    there are more.
    """

    text: str
    place: Place
    method: Method
    reader: Reader
    confidence: float = Field(default=1.0, ge=0, le=1)
    sealed: bool = False
    torn: bool = False
    alternatives: tuple[str, ...] = ()

    @field_validator("confidence", mode="after")
    @classmethod
    def _three_decimals(cls, value: float) -> float:
        return round(value, 3)


class Line(Ink):
    pass


class Cell(Ink):
    """A table cell. Rows and columns count from 1; a merged cell stands once, at its first row and column."""

    row: int = Field(ge=1)
    column: int = Field(ge=1)
    row_span: int = Field(default=1, ge=1)
    column_span: int = Field(default=1, ge=1)


class Table(Noun):
    cells: tuple[Cell, ...]
    place: Place | None = None


class SealShape(StrEnum):
    ROUND = "round"
    OVAL = "oval"
    SQUARE = "square"
    PART = "part"  # a strip of a seal that was pressed across the edges of several pages


class SealColour(StrEnum):
    RED = "red"
    BLUE = "blue"
    GREY = "grey"  # whatever it was before it was copied without colours


class Seal(Ink):
    """A seal on a page. `text` runs along its rim, `line` stands in its middle; both are empty where not legible."""

    shape: SealShape
    colour: SealColour
    line: str = ""


class Page(Noun):
    """A page, or a whole Word text (`number` is None). Coordinates are those of the upright page after `turned`."""

    number: int | None
    width: float | None = None
    height: float | None = None
    turned: Literal[0, 90, 180, 270] = 0
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    seals: tuple[Seal, ...] = ()
