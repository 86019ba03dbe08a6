"""Labels that a reader cut into single characters, because they are printed far apart, put together again."""

from collections.abc import Sequence

from extractors.finding.kinds import Kind
from extractors.finding.labels import known_labels
from extractors.finding.snippet import around, box_of, same_band
from extractors.finding.words import label_keys, squeeze
from pipeline.model import Box, Line

_SAME_COLUMN = 0.01  # of the page: labels of one column end so near to one line
_TOLD_BY = 3  # characters of a label that tell the one that is missing
_LONGEST_CUT = 5  # characters of a label that is cut


def rejoined(lines: Sequence[Line], kind: Kind) -> list[Line]:
    """Put together again the labels that a reader cut into single characters: 名　　称, 投　资　人."""
    lines = _unstacked(lines, kind)
    found: list[Line] = []
    at = 0
    while at < len(lines):
        length = next((n for n in range(_LONGEST_CUT, 1, -1) if _is_cut_label(lines[at : at + n], n, kind)), 1)
        found.append(_as_one(lines[at : at + length]) if length > 1 else lines[at])
        at += length
    return (
        [_with_its_end(_with_its_beginning(line, found, kind), found, kind) for line in found] if kind.glued else found
    )


def _unstacked(lines: Sequence[Line], kind: Kind) -> list[Line]:
    """Put the first characters of labels, which a reader took for one upright line, before the rest of each: 名 and 类.

    Only where every one of them has the rest of its label beside it: 称, 型.
    """
    before: dict[int, Line] = {}
    stacks: set[int] = set()
    for line in lines:
        text, box = squeeze(line.text), box_of(line)
        if not 2 <= len(text) <= _LONGEST_CUT or box is None or box.bottom - box.top < box.right - box.left:
            continue
        step = (box.bottom - box.top) / len(text)
        tops = (box.top + number * step for number in range(len(text)))
        places = (box.model_copy(update={"top": top, "bottom": top + step}) for top in tops)
        pieces = list(zip(text, places, strict=True))
        rests = [_rest(character, place, lines, kind) for character, place in pieces]
        if all(rests):
            stacks.add(id(line))
            for (character, place), rest in zip(pieces, rests, strict=True):
                at = line.place.model_copy(update={"box": place})
                before[id(rest)] = line.model_copy(update={"text": character, "place": at, "alternatives": ()})
    kept = [line for line in lines if id(line) not in stacks]
    return [piece for line in kept for piece in ((before[id(line)], line) if id(line) in before else (line,))]


def _rest(character: str, place: Box, lines: Sequence[Line], kind: Kind) -> Line | None:
    """The single character to the right that makes a label with this one."""
    return next(
        (
            line
            for line in lines
            if character + squeeze(line.text) in known_labels(kind)
            and (box := box_of(line))
            and box.left > place.right
            and same_band(place, box)
        ),
        None,
    )


def _is_cut_label(lines: Sequence[Line], length: int, kind: Kind) -> bool:
    """Whether so many lines are the single characters of one label, on one band; the last may run into its value."""
    words = [squeeze(line.text) for line in lines]
    if len(lines) != length or any(len(word) != 1 for word in words[:-1]):
        return False
    *first, last = words
    glued = kind.glued and len(last) > 1 and "".join(first) + last[0] in known_labels(kind)
    if not glued and (len(last) != 1 or "".join(words) not in known_labels(kind)):
        return False
    boxes = [box for line in lines if (box := box_of(line))]
    return len(boxes) == length and all(same_band(boxes[0], box) for box in boxes[1:])


def _with_its_beginning(line: Line, lines: Sequence[Line], kind: Kind) -> Line:
    """The last character of a label whose first was overlooked: 称 for 名称, 所 for 住所.

    It stands alone in the column where other labels end, and only one label of two characters ends like it.
    """
    box, text = box_of(line), squeeze(line.text)
    if box is None or len(text) != 1:
        return line
    whole = {label for label in known_labels(kind) if len(label) == 2 and label[1] == text}
    others = [(other, place) for other in lines if other is not line and (place := box_of(other))]
    in_column = any(
        squeeze(other.text) in known_labels(kind) and abs(place.right - box.right) < _SAME_COLUMN
        for other, place in others
    )
    beside = [place for _, place in others if same_band(box, place)]
    begins = all(place.left > box.left for place in beside)
    if len(whole) == 1 and in_column and begins and any(place.left >= box.right - _SAME_COLUMN for place in beside):
        return line.model_copy(update={"text": whole.pop(), "alternatives": ()})
    return line


def _with_its_end(line: Line, lines: Sequence[Line], kind: Kind) -> Line:
    """A label of which a fold or a shadow hides the first or the last character: 注册资 for 注册资本.

    All labels that lack just that character ask for one thing, and something stands beside it.
    """
    box, text = box_of(line), squeeze(line.text)
    if box is None or len(text) < _TOLD_BY or text in known_labels(kind):
        return line
    whole = sorted(label for label in known_labels(kind) if text in (label[:-1], label[1:]))
    beside = (place for other in lines if other is not line and (place := box_of(other)) and same_band(box, place))
    if len({_asked(label, kind) for label in whole}) == 1 and any(place.left >= box.right for place in beside):
        return line.model_copy(update={"text": whole[0], "alternatives": ()})
    return line


def _asked(label: str, kind: Kind) -> frozenset[str]:
    """The fields whose value stands beside a label."""
    return frozenset(
        finder.field for finder in kind.fields if any(label_keys(words)[0] == label for words in finder.labels)
    )


def _as_one(lines: Sequence[Line]) -> Line:
    first = lines[0]
    box = around([box for line in lines if (box := box_of(line))])
    place = first.place.model_copy(update={"box": box})
    text = "".join(line.text for line in lines)
    return first.model_copy(update={"text": text, "place": place, "alternatives": ()})
