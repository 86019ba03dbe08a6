"""How a drawn paper is laid out: what stands where in millimetres, as TOML beside the code tells it.

`say` is printed literally except for `{slot}` and `{slot:style}`, which stand for facts. An item whose slot the paper
does not have is left out; a slot that was left blank keeps its label.
"""

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from samples.applicant import Fixed

Point = tuple[float, float]
Colour = tuple[int, int, int]
_BLACK: Colour = (32, 30, 30)


class Style(Fixed):
    """How letters look."""

    size: float = 4.0
    face: Literal["serif", "sans"] = "serif"
    colour: Colour = _BLACK
    bold: float = 0.0
    leading: float = 1.45


class Put(Style):
    """One text at one place; with a `width` it wraps."""

    say: str
    at: Point
    anchor: Literal["left", "middle", "right"] = "left"
    width: float = 0.0
    hand: bool = False  # the figures are filled in with a pen


class Column(Style):
    """Labels and values under each other; a long value pushes the next row down."""

    at: Point
    value: float  # where values begin, counted from the labels; 0 puts them below the label
    width: float
    gap: float = 4.0
    label: Style = Style()
    rows: tuple[tuple[str, str], ...]
    small: int = 60  # values longer than this are printed smaller, as machines that fill a licence do
    ruled: bool = False
    centred: bool = False


class SealPut(Fixed):
    """A red seal, its middle at `at`. `slot` is the fact that only the seal tells."""

    say: str
    at: Point
    width: float = 40.0
    line: str = ""
    shape: Literal["round", "oval", "square"] = "round"
    slot: str = ""


class Mark(Fixed):
    """A drawn thing without words of its own: a code to scan, an emblem, an accreditation mark, a photograph."""

    what: Literal["qr", "emblem", "logo", "cnas", "foreign", "iaf", "photo", "sticker", "card", "sign", "bar"]
    at: Point
    width: float
    colour: Colour = (40, 80, 140)
    say: str = ""


class Leaf(Fixed):
    """One page of a layout."""

    size: Point
    paper: Colour = (255, 255, 255)
    frame: str = ""
    frame_colour: Colour = (190, 160, 100)
    put: tuple[Put, ...] = ()
    column: tuple[Column, ...] = ()
    seal: tuple[SealPut, ...] = ()
    mark: tuple[Mark, ...] = ()


class Layout(Leaf):
    """One design. `kinds` says for which applicants, `share` how often it is met, `needs` what it cannot do without."""

    id: str
    kinds: tuple[str, ...] = ()
    share: float = 1.0
    needs: tuple[str, ...] = ()
    options: dict[str, str] = Field(default_factory=dict)
    page: tuple[Leaf, ...] = ()  # further pages


@cache
def layouts(name: str) -> tuple[Layout, ...]:
    told = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
    return tuple(Layout.model_validate(one) for one in told["layout"])


def layout_ids(name: str, kind: str = "") -> tuple[str, ...]:
    """Name the designs of one sort of paper that fit a kind of applicant; all of them for no kind."""
    return tuple(one.id for one in layouts(name) if not kind or not one.kinds or kind in one.kinds)


def pick(name: str, kind: str, rng: random.Random, wanted: str = "") -> Layout:
    """Take the wanted design, or draw one by its share."""
    if wanted:
        return next(one for one in layouts(name) if one.id == wanted)
    fitting = [one for one in layouts(name) if not one.kinds or kind in one.kinds]
    return rng.choices(fitting, [one.share for one in fitting])[0]
