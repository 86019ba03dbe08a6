"""A seal on a paper is a fact too: what it says, which shape it has and where it was pressed."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Literal

from pipeline.model import OnPage, Place, TextValue
from samples.ledger import Ledger, Printed

SealShape = Literal["圆章", "椭圆章", "方章", "骑缝章残片"]
_FIELDS = ("seal.text", "seal.shape")
_BAND = 0.04  # of the page's height: seals this near to each other stand side by side


def seal_facts(kind: str, says: str, shape: SealShape, place: Place, *, legible: bool = True) -> Iterator[Printed]:
    """State one seal: its text as it stands on the arc and the line, and its shape, which even a strip of it shows."""
    yield Printed(
        kind=kind, field="seal.text", value=TextValue(text=says), quote=says, place=place, legible=legible, key="1"
    )
    yield Printed(kind=kind, field="seal.shape", value=TextValue(text=shape), quote=says, place=place, key="1")


def seal_number(owner: str) -> str:
    """The code on the lower arc of a seal, with a region that does not exist.

    >>> seal_number("上海子虚精密仪器有限公司")[:2], len(seal_number("上海子虚精密仪器有限公司"))
    ('99', 13)
    """
    return f"99{zlib.crc32(owner.encode()):011}"


def press(ledger: Ledger, says: str, place: Place, shape: SealShape = "圆章", *, legible: bool = True) -> None:
    """Write down a seal in the statement that presses it, and number it among those already on the paper."""
    ledger.printed[:] = numbered([*ledger.printed, *seal_facts(ledger.kind, says, shape, place, legible=legible)])


def numbered(printed: Iterable[Printed]) -> list[Printed]:
    """Give every seal its number on the paper, from the first page's top left on, as one reads.

    A Word text has no pages and is written as it is read: there the seals count in the order of pressing.
    """
    facts = list(printed)
    places = sorted(dict.fromkeys(fact.place for fact in facts if fact.field in _FIELDS), key=_order)
    return [
        fact.model_copy(update={"key": str(places.index(fact.place) + 1)}) if fact.field in _FIELDS else fact
        for fact in facts
    ]


def _order(place: Place) -> tuple[float, ...]:
    if not isinstance(place, OnPage):
        return ()
    box = place.box
    return (place.page, (box.top + box.bottom) / 2 // _BAND, box.left, box.top)
