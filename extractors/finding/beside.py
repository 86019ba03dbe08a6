"""Values beside their labels on a page or in a paragraph: on the same line, to the right, on the lines below.

Two columns must not run into each other: a line that another label owns, or that is itself a label, ends a value.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.finding.cut_labels import rejoined
from extractors.finding.kinds import Kind
from extractors.finding.labels import Label, labels_in
from extractors.finding.snippet import Part, Snippet, box_of, cut, same_band, whole
from extractors.finding.words import fold, squeeze
from pipeline.model import Box, Ink, Line

_NEXT_PIECE = 0.04  # of the page width: pieces of one value, as a reader cuts them at wide blanks
_FIRST_PIECE = 0.40  # of the page width: from a label to its value
_SCRATCHES = " \u3000_.·-—"
_TALLEST = 2.5  # times the height of its label is the most a value has
_TOUCHING = 0.03  # of the page width: the box of a label whose letters stand apart reaches into its value
_TOUCHES = 0.25  # of the lower one must stand beside the other for a label and a value that lie aslant
_ALIGNED = 0.03  # of the page width: a wrapped line begins under the value
_INLINE = 0.15  # of the page width: a value may begin so far right of where its share of the line would have it
_CLOSED = re.compile(r"(?:盖章|公章|签章|签字)\)?$")  # who signs is named to the end: what stands below is the date
_TO_SIGN = re.compile(r"盖章|公章|签章|签字|签名|^年月日?$")
_WRAP_GAP, _BELOW_GAP = 0.9, 2.5  # of the line height


class Labelled(NamedTuple):
    """A label with what stands beside it.

    `value` is on its line, `wrapped` the same with the lines below that belong to it, `below` on the line under the
    label. `empty`: there is a place for the value and nothing stands in it. `part` is what names the part of the paper
    in which the label stands: the labels before it in its row, a label down the side, the heading above.
    """

    key: str
    printed: str
    ink: Ink
    empty: bool
    value: Snippet | None = None
    wrapped: Snippet | None = None
    below: Snippet | None = None
    glued: bool = False
    part: str = ""


def labelled_lines(lines: Sequence[Line], kind: Kind) -> Iterator[Labelled]:
    """Every label of the kind on some lines of one page, with its value."""
    lines = rejoined(lines, kind)
    heads = [tuple(labels_in(line.text, kind)) for line in lines]
    right = _all_right_of(lines, heads)
    owned = {id(line) for found in right.values() for line in found}
    for at, line in enumerate(lines):
        for number, head in enumerate(heads[at]):
            last = number + 1 == len(heads[at])
            end = len(line.text) if last else heads[at][number + 1].start
            value = _same_line(line, head, end, number, kind)
            start = _start(line, head)
            if (value is None or not value.quote.strip(_SCRATCHES)) and last and right.get(at):
                value = whole(*right[at], label=head.printed)
                start = box_of(right[at][0])
            wrapped = _wrapped(value, start, lines, heads, owned, line) if value and last else value
            below = _below(line, lines, heads) if last and _is_bare(line, heads[at]) else None
            empty = value is None and fold(head.printed).endswith(":") and not _goes_on(line, below)
            part = squeeze(line.text[: head.start])
            yield Labelled(head.key, head.printed, line, empty, value, wrapped, below, head.glued, part)


def unlabelled(lines: Sequence[Line], kind: Kind) -> Iterator[Snippet]:
    """The lines that stand beside no label, each with the lines below that belong to it."""
    lines = rejoined(lines, kind)
    heads = [tuple(labels_in(line.text, kind)) for line in lines]
    owned = {id(line) for found in _all_right_of(lines, heads).values() for line in found}
    for line, labels in zip(lines, heads, strict=True):
        if not labels and id(line) not in owned:
            yield _wrapped(whole(line), box_of(line), lines, heads, owned, line)


def _same_line(line: Line, head: Label, end: int, number: int, kind: Kind) -> Snippet | None:
    found = cut(line, head.end, end, label=head.printed)
    if not found.quote:
        return None
    others = []
    for text in line.alternatives:
        labels = tuple(labels_in(text, kind))
        if len(labels) > number and labels[number].key == head.key:
            stop = labels[number + 1].start if len(labels) > number + 1 else len(text)
            others.append(text[labels[number].end : stop].strip())
    return found._replace(others=tuple(others))


def _is_bare(line: Line, heads: tuple[Label, ...]) -> bool:
    """Whether nothing follows the last label but the end of a rule or a speck, read as a mark."""
    return bool(heads) and not line.text[heads[-1].end :].strip(_SCRATCHES)


def _all_right_of(lines: Sequence[Line], heads: Sequence[tuple[Label, ...]]) -> dict[int, list[Line]]:
    """What stands to the right of each bare label.

    On a paper that was photographed aslant a value stands a little higher or lower than its label: a label with nothing
    on its band takes what touches it, if no other label has it and none is nearer to it.
    """
    bare = [at for at in range(len(lines)) if _is_bare(lines[at], heads[at])]
    right = {at: _right_of(at, lines, heads) for at in bare}
    taken = {id(line) for found in right.values() for line in found}
    for at in bare:
        label = box_of(lines[at])
        if right[at] or label is None or not fold(lines[at].text).strip():
            continue
        touching = [
            (box.left, index)
            for index, other in enumerate(lines)
            if not heads[index]
            and id(other) not in taken
            and (box := box_of(other))
            and 0 <= box.left - label.right < _FIRST_PIECE
            and _shared(label, box) >= _TOUCHES
            and _as_high(box, label)
            and all(_shared(label, box) >= _shared(place, box) for one in bare if (place := box_of(lines[one])))
        ]
        if len(touching) == 1:
            right[at] = [lines[touching[0][1]]]
            taken.add(id(right[at][0]))
    return right


def _shared(one: Box, other: Box) -> float:
    """How much of the lower of two boxes lies beside the other, up and down."""
    return (min(one.bottom, other.bottom) - max(one.top, other.top)) / min(
        one.bottom - one.top, other.bottom - other.top
    )


def _right_of(at: int, lines: Sequence[Line], heads: Sequence[tuple[Label, ...]]) -> list[Line]:
    """The lines on the band of a bare label, up to the next label or a wide gap."""
    label = box_of(lines[at])
    if label is None:
        return []
    band = sorted(
        (
            (box, other, heads[index])
            for index, other in enumerate(lines)
            if index != at
            and (box := box_of(other))
            and same_band(label, box)
            and box.left >= label.right - _TOUCHING
            and _as_high(box, label)
        ),
        key=lambda found: found[0].left,
    )
    found: list[Line] = []
    edge, room = label.right, _FIRST_PIECE
    for box, other, labels in band:
        if labels or box.left - edge > room:
            break
        found.append(other)
        edge, room = box.right, _NEXT_PIECE
    return found


def _as_high(box: Box, label: Box) -> bool:
    """Whether words can be of the line of a label: pieces of a seal beside it stand upright or aslant."""
    return box.bottom - box.top <= _TALLEST * (label.bottom - label.top)


def _start(line: Line, head: Label) -> Box | None:
    """Where the value of a label begins when both are one line: its share of the line's width."""
    box = box_of(line)
    if box is None:
        return None
    skipped = (
        line.text[: head.end]
        + line.text[head.end :][: len(line.text[head.end :]) - len(line.text[head.end :].lstrip())]
    )
    left = box.left + (box.right - box.left) * _width(skipped) / max(_width(line.text), 1)
    return box.model_copy(update={"left": round(left, 4)})


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _wrapped(
    value: Snippet,
    start: Box | None,
    lines: Sequence[Line],
    heads: Sequence[tuple[Label, ...]],
    owned: set[int],
    label: Line,
) -> Snippet:
    """The value with the lines below that begin under it, close enough to be its own.

    Where one line holds label and value it is not known where the value begins: its first wrapped line
    tells. A line with words of its own under the label is another row, whether or not its label is known.
    """
    if start is None or _CLOSED.search(fold(value.quote)):
        return value
    parts = list(value.parts)
    last = box_of(parts[-1].ink) or start
    height = start.bottom - start.top
    inline = value.parts[0].ink is label and start != box_of(label)
    left, reach = start.left, _INLINE if inline else _ALIGNED
    for box, index, line in _downwards(lines):
        if box.top <= last.top or same_band(box, last) or not -_ALIGNED <= box.left - left <= reach:
            continue
        if box.top - last.bottom > _WRAP_GAP * height or heads[index] or id(line) in owned:
            break
        if _is_another_row(box, lines, box_of(label), left):
            break
        parts.append(Part(line.text.strip(), line))
        last, left, reach = box, box.left if inline and reach == _INLINE else left, _ALIGNED
    return value._replace(parts=tuple(parts), others=value.others if len(parts) == len(value.parts) else ())


def _is_another_row(row: Box, lines: Sequence[Line], label: Box | None, left: float) -> bool:
    """Whether words stand beside a wrapped line in the column of the label."""
    return label is not None and any(
        same_band(row, box) and label.left - _ALIGNED <= box.left < left - _ALIGNED
        for line in lines
        if (box := box_of(line))
    )


def _below(line: Line, lines: Sequence[Line], heads: Sequence[tuple[Label, ...]]) -> Snippet | None:
    """The nearest line under a bare label; in a Word text the next paragraph."""
    label = box_of(line)
    if label is None:
        index = lines.index(line) + 1
        return whole(lines[index]) if index < len(lines) and not heads[index] and lines[index].text.strip() else None
    for box, index, other in _downwards(lines):
        if other is line or same_band(box, label) or box.top < label.top:
            continue
        if box.top - label.bottom > _BELOW_GAP * (label.bottom - label.top):
            break
        if min(box.right, label.right) > max(box.left, label.left):
            return None if heads[index] else whole(other)
    return None


def _goes_on(label: Line, below: Snippet | None) -> bool:
    """Whether words stand under a label on a page, so that nobody can call its place empty; a place to sign is none."""
    return box_of(label) is not None and below is not None and not _TO_SIGN.search(squeeze(below.quote))


def _downwards(lines: Sequence[Line]) -> list[tuple[Box, int, Line]]:
    """The lines with a box from the top of the page, each with its place in the reader's order."""
    boxed = ((box, index, line) for index, line in enumerate(lines) if (box := box_of(line)))
    return sorted(boxed, key=lambda found: (found[0].top, found[0].left))
