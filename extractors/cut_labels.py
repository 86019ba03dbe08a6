"""Labels that a reader cut into single characters, because they are printed far apart, put together again."""

from collections.abc import Sequence

from extractors.kinds import Kind
from extractors.labels import known_labels
from extractors.snippet import around, box_of, same_band
from extractors.words import squeeze
from pipeline.model import Line

_LONGEST_CUT = 5  # characters of a label that is cut


def rejoined(lines: Sequence[Line], kind: Kind) -> list[Line]:
    """Put together again the labels that a reader cut into single characters: 名　　称, 投　资　人."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        length = next((n for n in range(_LONGEST_CUT, 1, -1) if _is_cut_label(lines[at : at + n], n, kind)), 1)
        found.append(_as_one(lines[at : at + length]) if length > 1 else lines[at])
        at += length
    return found


def _is_cut_label(lines: Sequence[Line], length: int, kind: Kind) -> bool:
    """Whether so many lines are the single characters of one label, on one band."""
    words = [squeeze(line.text) for line in lines]
    if len(lines) != length or any(len(word) != 1 for word in words) or "".join(words) not in known_labels(kind):
        return False
    boxes = [box for line in lines if (box := box_of(line))]
    return len(boxes) == length and all(same_band(boxes[0], box) for box in boxes[1:])


def _as_one(lines: Sequence[Line]) -> Line:
    first = lines[0]
    box = around([box for line in lines if (box := box_of(line))])
    place = first.place.model_copy(update={"box": box})
    text = "".join(line.text for line in lines)
    return first.model_copy(update={"text": text, "place": place, "alternatives": ()})
