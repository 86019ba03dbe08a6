"""What the seals on a paper say, as facts: a body that stamped a paper is often named nowhere else on it."""

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Document, Evidence, Fact, OnPage, Page, Seal, SealShape, TextValue

_SHAPES = {
    SealShape.ROUND: "圆章",
    SealShape.OVAL: "椭圆章",
    SealShape.SQUARE: "方章",
    SealShape.PART: "骑缝章残片",
}
_SEAL_SIGN = re.compile(r"(?<=专用)[意草童竟]$")  # what 章 is misread as, where nothing else can stand
_BAND = 0.04  # of the page's height: seals this near to each other stand side by side


def seal_facts(document: Document, pages: Sequence[Page]) -> Iterator[Fact]:
    """The shape of every seal, and its words where they can be read; seals are numbered as one reads the paper."""
    seals = sorted((seal for page in pages for seal in page.seals), key=_order)
    for number, seal in enumerate(seals, 1):
        said = seal.text + seal.line
        shape = _SHAPES[seal.shape]
        if seal.text:
            texts = (_SEAL_SIGN.sub("章", text + seal.line) for text in (seal.text, *seal.alternatives))
            values = tuple(TextValue(text=text) for text in dict.fromkeys(texts))
            yield _fact(document, "seal.text", number, seal, said, values)
        yield _fact(document, "seal.shape", number, seal, said or shape, (TextValue(text=shape),))


def _order(seal: Seal) -> tuple[float, ...]:
    if not isinstance(seal.place, OnPage):
        return (0,)
    box = seal.place.box
    return (seal.place.page, (box.top + box.bottom) / 2 // _BAND, box.left, box.top)


def _fact(document: Document, field: str, number: int, seal: Seal, quote: str, values: tuple[TextValue, ...]) -> Fact:
    evidence = Evidence(
        file=document.file,
        place=seal.place,
        quote=quote,
        method=seal.method,
        reader=seal.reader,
        confidence=seal.confidence,
    )
    return Fact(
        field=field,
        key=str(number),
        value=values[0],
        alternatives=values[1:],
        document=document.id,
        kind=document.kind,
        evidence=(evidence,),
    )
