"""What one picture says, by itself: where things stand in it, before anybody says where it stands in a document.

A picture's reading depends on its pixels alone, so it can be remembered by them: of a scan that is handed in again with
one page changed, only that page is read again.
"""

import hashlib
from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeVar, runtime_checkable

from pipeline.model import Box, Cell, Line, Noun, OnPage, Place, Seal, Table, canonical

Turn = Literal[0, 90, 180, 270]
_Stands = TypeVar("_Stands", Line, Cell, Seal)


class Seen(Noun):
    """What one picture says, and how far clockwise it had to be turned to stand upright."""

    turned: Turn
    lines: tuple[Line, ...]
    width: int
    height: int
    tables: tuple[Table, ...] = ()
    seals: tuple[Seal, ...] = ()


@runtime_checkable
class PictureMemory(Protocol):
    """Keeps what pictures say, under a name made of their pixels."""

    def recall(self, name: str) -> bytes | None: ...
    def keep(self, name: str, seen: bytes) -> None: ...


def in_picture(box: Box) -> Place:
    """The place of a thing as long as only its picture is known."""
    return OnPage(page=1, box=box)


def remembered(pixels: Any, memory: PictureMemory | None, read: Callable[[Any], Seen]) -> Seen:
    """Read the pixels, or recall how they were read before."""
    if memory is None:
        return read(pixels)
    name = _name(pixels)
    if told := memory.recall(name):
        return Seen.model_validate_json(told)
    seen = read(pixels)
    memory.keep(name, canonical(seen))
    return seen


def standing(seen: Seen, place: Callable[[Box, Turn], Place]) -> Seen:
    """The same where it stands in its document: `place` takes a box of the upright picture there."""

    def there(where: Place) -> Place:
        return place(where.box, seen.turned) if isinstance(where, OnPage) else where

    def moved(one: _Stands) -> _Stands:
        return one.model_copy(update={"place": there(one.place)})

    return seen.model_copy(
        update={
            "lines": tuple(map(moved, seen.lines)),
            "tables": tuple(
                one.model_copy(update={"cells": tuple(map(moved, one.cells)), "place": one.place and there(one.place)})
                for one in seen.tables
            ),
            "seals": tuple(map(moved, seen.seals)),
        }
    )


def _name(pixels: Any) -> str:
    """A picture's name: its size, and the hash of its pixels."""
    height, width = pixels.shape[:2]
    return f"{width}x{height}-{hashlib.sha256(pixels.tobytes()).hexdigest()}"
