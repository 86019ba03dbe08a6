"""Builds lines out of glyphs by where they stand, not by the order in which the file names them.

Two things on one row that are far apart, or that a ruled line parts, are two lines: columns are never glued.
"""

from collections.abc import Iterator, Sequence
from statistics import median

from extractors.files.pdf_marks import Edges, Glyph

# Wider gaps than these, in widths of a full character, part two lines: bare ones, and ones filled with typed blanks
# (a label may be spread out as 名　　称).
_BARE_GAP = 1.5
_TYPED_GAP = 3.2
# A bare gap this wide is a blank between words.
_WORD_GAP = 0.35


def lines(glyphs: Sequence[Glyph], rules: Sequence[Edges]) -> list[tuple[str, Edges]]:
    """All lines of a page in reading order: rows from the top, each from the left, then slanted overlays."""
    upright = [one for one in glyphs if not one.slanted]
    pieces = [piece for row in _rows(upright) for piece in _pieces(row, rules)]
    if len(upright) < len(glyphs):
        pieces += _overlays(glyphs)
    return [(text, _around(piece)) for piece in pieces if (text := _text(piece))]


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs whose middles lie on one height. Blanks have no ink and follow whichever row they fall on."""
    row: list[Glyph] = []
    levels = height = 0.0
    for middle, glyph in sorted([((one.top + one.bottom) / 2, one) for one in glyphs], key=_first):
        tall = glyph.bottom - glyph.top
        if row and middle - levels / len(row) > min(tall, height) / 2:
            yield sorted(row, key=_left)
            row, levels = [], 0.0
        if not row:
            height = tall
        row.append(glyph)
        levels += middle
    if row:
        yield sorted(row, key=_left)


def _first(pair: tuple[float, Glyph]) -> float:
    return pair[0]


def _left(glyph: Glyph) -> float:
    return glyph.left


def _pieces(row: list[Glyph], rules: Sequence[Edges]) -> Iterator[list[Glyph]]:
    """Cut one row where a gap is too wide or a ruled line stands in it; drop glyphs printed twice to look bold."""
    if len(row) == 1:
        yield row
        return
    level = row[0].middle
    bars = [rule.left for rule in rules if rule.right - rule.left < 1 and rule.top < level < rule.bottom]
    em = _em(row)
    piece: list[Glyph] = []
    last: Glyph | None = None
    typed = False
    for glyph in row:
        if not glyph.text.strip():
            typed = True
            piece.append(glyph)
            continue
        if last:
            if _is_twin(last, glyph):
                continue
            barred = bars and any(last.right - last.pitch / 2 < bar < glyph.left + glyph.pitch / 2 for bar in bars)
            if barred or glyph.left - last.right > em * (_TYPED_GAP if typed else _BARE_GAP):
                yield piece
                piece = []
        piece.append(glyph)
        last, typed = glyph, False
    yield piece


def _is_twin(one: Glyph, other: Glyph) -> bool:
    near = 0.1 * one.height
    return one.text == other.text and abs(one.left - other.left) < near and abs(one.top - other.top) < near


def _em(row: Sequence[Glyph]) -> float:
    """The width of a full character: that of the Chinese ones, or else what Latin print of this height would have."""
    wide = [one.pitch for one in row if min(one.text) >= "\u2e80"]
    return max(median(wide) if wide else 0.8 * median(one.height for one in row), 1.0)


def _overlays(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Slanted glyphs that follow one another in the file: a watermark or a stamp, kept as it is written."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not (glyph.slanted and _follows(run[-1], glyph)):
            yield run
            run = []
        if glyph.slanted:
            run.append(glyph)
    if run:
        yield run


def _follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether a slanted glyph stands next to the one before it, and does not begin the watermark anew elsewhere."""
    across = abs(last.left + last.right - glyph.left - glyph.right) / 2
    return max(across, abs(last.middle - glyph.middle)) < 2 * max(last.height, last.right - last.left)


def _text(piece: Sequence[Glyph]) -> str:
    if len(piece) == 1:
        return piece[0].text.strip()
    parts: list[str] = []
    last: Glyph | None = None
    em = _em(piece) if piece else 1.0
    for glyph in piece:
        if last and not last.slanted and last.text.strip() and glyph.text.strip():
            parts.append(" " if glyph.left - last.right > _WORD_GAP * em else "")
        parts.append(glyph.text)
        last = glyph
    return "".join(parts).strip()


def _around(piece: Sequence[Glyph]) -> Edges:
    inked = [one for one in piece if one.text.strip()]
    return Edges(
        min(one.left for one in inked),
        min(one.top for one in inked),
        max(one.right for one in inked),
        max(one.bottom for one in inked),
    )
