"""Prints a layout: the one place where a fact is drawn and written into the ledger."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.model import Box
from samples.cards.decoration import SHAPES, drawn, framed, other_seal
from samples.cards.layout import Column, Layout, Leaf, Put, SealPut, Style
from samples.ink import seal
from samples.ledger import Ledger
from samples.paint import Canvas, union
from samples.papers.mark import Mark, Words, pieces, plain
from samples.pressed import press
from samples.typeset import Face

Slot = Callable[[str], Mark]
Slots = Mapping[str, Slot]

_SLOT = re.compile(r"\{([a-z_.]+)(?::([a-z]+))?\}")
_LONGEST_SIDE = 2340  # pixels of a drawn page; a scanner or a telephone makes fewer of them
_DPI = 200
_SMALLER = 0.86


def print_pages(layout: Layout, slots: Slots, ledger: Ledger, rng: random.Random, *, sealed: bool = True) -> list[Any]:
    """Draw every page of a layout as a picture."""
    return [
        print_page(leaf, slots, ledger, rng, page=number, sealed=sealed).picture
        for number, leaf in enumerate((layout, *layout.page), 1)
    ]


def print_page(
    leaf: Leaf, slots: Slots, ledger: Ledger, rng: random.Random, *, page: int = 1, sealed: bool = True
) -> Canvas:
    """Draw one page: frame and marks, then words, then seals over the words."""
    dpi = min(_DPI, int(_LONGEST_SIDE * 25.4 / max(leaf.size)))
    canvas = Canvas(*leaf.size, dpi=dpi, paper=leaf.paper)
    canvas.page = page
    ledger.page(page)
    framed(canvas, leaf.frame, leaf.frame_colour)
    for mark in leaf.mark:
        words = fill(mark.say, slots)
        if words is not None:
            _record(canvas, ledger, words, drawn(canvas, mark, plain(words), rng))
    for put in leaf.put:
        _put(canvas, put, slots, ledger)
    for column in leaf.column:
        _column(canvas, column, slots, ledger)
    if sealed:
        for one in leaf.seal:
            _seal(canvas, one, slots, ledger)
    return canvas


def fill(said: str, slots: Slots) -> list[str | Mark] | None:
    """Put facts in the place of slots; None where the paper has no such fact.

    >>> fill("编号：{a.number}", {"a.number": lambda style: Mark("7", ())})
    ['编号：', Mark(quote='7', facts=())]
    >>> fill("编号：{a.number}", {}) is None
    True
    """
    words: list[str | Mark] = []
    end = 0
    for found in _SLOT.finditer(said):
        if found[1] not in slots:
            return None
        words += [said[end : found.start()], slots[found[1]](found[2] or "")]
        end = found.end()
    return [word for word in (*words, said[end:]) if word != ""]


def say(
    canvas: Canvas,
    ledger: Ledger,
    words: Words,
    x: float,
    y: float,
    style: Style,
    *,
    width: float = 0.0,
    anchor: str = "left",
) -> float:
    """Print words, record the facts they state, and give the height at which the next line begins."""
    text, face = plain(words), Face[style.face.upper()]
    if not text:
        return y + style.size * style.leading
    ink: dict[int, list[Box]] = {}
    at = 0
    for line in canvas.lines(text, width, style.size, face) if width else (text,):
        start = text.index(line, at)
        left = x - {"left": 0.0, "middle": 0.5, "right": 1.0}[anchor] * canvas.measure(line, style.size, face)
        for number, part in _cut(words, start, start + len(line)):
            if part.strip():
                box = canvas.text(left, y, part, size=style.size, face=face, fill=style.colour, bold=style.bold)
                ink.setdefault(number, []).append(box)
            left += canvas.measure(part, style.size, face)
        at = start + len(line)
        y += style.size * style.leading
    for number, piece in enumerate(pieces(words)):
        if isinstance(piece, Mark) and number in ink:
            for fact in piece.facts:
                ledger.put(fact.field, fact.value, piece.quote, canvas.at(union(ink[number])), key=fact.key)
    return y


def _cut(words: Words, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Give the parts of the pieces that stand between two characters of the whole text."""
    at = 0
    for number, piece in enumerate(pieces(words)):
        text = piece if isinstance(piece, str) else piece.quote
        part = text[max(start - at, 0) : max(end - at, 0)]
        if part:
            yield number, part
        at += len(text)


def _put(canvas: Canvas, put: Put, slots: Slots, ledger: Ledger) -> None:
    words = fill(put.say, slots)
    if words and put.hand:
        text = plain(words)
        style: dict[str, Any] = {"face": Face[put.face.upper()], "fill": put.colour, "bold": put.bold}
        _record(canvas, ledger, words, canvas.by_hand(*put.at, text, size=put.size, anchor=put.anchor, **style))
    elif words is not None:
        say(canvas, ledger, words, *put.at, put, width=put.width, anchor=put.anchor)


def _column(canvas: Canvas, column: Column, slots: Slots, ledger: Ledger) -> None:
    x, y = column.at
    for label, said in column.rows:
        words = fill(said, slots)
        if words is None:
            continue
        style: Style = column
        if len(plain(words)) > column.small:
            style = column.model_copy(update={"size": column.size * _SMALLER})
        top = y
        middle = x + column.width / 2 if column.centred else x
        after = say(canvas, ledger, label, middle, y, column.label, anchor="middle" if column.centred else "left")
        if column.value:
            drop = (column.label.size - style.size) / 2
            y = say(canvas, ledger, words, x + column.value, y + drop, style, width=column.width)
        else:
            anchor = "middle" if column.centred else "left"
            y = say(canvas, ledger, words, middle, after, style, width=column.width, anchor=anchor)
        y = max(y, top + column.label.size * column.label.leading)
        if column.ruled:
            canvas.rule(x, y + column.gap * 0.3, column.value + column.width, fill=(150, 150, 150), stroke=0.15)
        y += column.gap


def _seal(canvas: Canvas, one: SealPut, slots: Slots, ledger: Ledger) -> None:
    """Press a seal on the page. What only its arc tells is true, but no line reader is blamed for missing it."""
    words = fill(one.say, slots)
    if not words:
        return
    text, line = plain(words), plain(fill(one.line, slots) or "")
    size = canvas.px(one.width)
    plate = seal(text, line=line, size=size) if one.shape == "round" else other_seal(text, line, one.shape, size)
    box = canvas.stamp(plate, *one.at, one.width)
    press(ledger, text + line, canvas.at(box), SHAPES[one.shape])
    _record(canvas, ledger, words, box, legible=False)


def _record(canvas: Canvas, ledger: Ledger, words: Words, box: Box, *, legible: bool = True) -> None:
    """Write down what stands inside a mark or a seal."""
    for piece in pieces(words):
        if isinstance(piece, Mark):
            for fact in piece.facts:
                ledger.put(fact.field, fact.value, piece.quote, canvas.at(box), key=fact.key, legible=legible)
