"""Sees ticks in check boxes: the recogniser reads an empty box as □ and loses one with a tick in it.

A line with boxes is laid straight and looked at for square frames, and the ink inside of them is wiped away. What reads
the same afterwards, but for a box, had a tick there; a character with a frame, such as 国, would read as another.
Where the boxes found and the boxes read do not answer to each other, the line stays as it was.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found, Words

ReadWords = Callable[[Sequence[Any]], list["Words"]]

_MARKS = "□☐◻▢☑☒√✓✔"
_MARK = re.compile(f"[{_MARKS}]")
_ASKS = re.compile(rf"[{_MARKS}]|[是有男][\s:：]*[否无女]")
_EMPTY, _TICKED = "□", "☑"
_ROWS = 48  # pixels of height at which a line is looked at
_MARGIN = 6  # of them above and below
_NARROW = 0.5 * _ROWS  # no character is so narrow that stands before, between or behind boxes
_FRAMED, _NEAR = (
    "口日曰目田由甲申电四西回因团园围国图圆固困",
    5,
)  # and how near one is to be it, in halves of a character
_LEAST, _MOST, _LONGER = 0.35, 1.05, 1.3  # of the line's height: the side of a box, and of one side the other
_SIDE = 0.8  # of its length a side is seen
_RIM = 0.24  # of a box: its frame lies in it, blurred as it may be
_HOLLOW, _INKED = 0.03, 0.07  # share of the inside that is dark: less is paper, more is a tick
_CREDIBLE = 0.8


class _Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int
    ink: float

    @property
    def inked(self) -> bool:
        return self.ink >= _INKED


def with_ticks(pixels: Any, found: Sequence["Found"], read: ReadWords) -> list["Found"]:
    """The lines of an RGB page, those with check boxes as they are ticked."""
    asked: dict[int, tuple[Any, list[_Box]]] = {}
    for at, line in enumerate(found):
        strip = _straight(pixels, line)
        if strip is None or not _has_a_tick(boxes := _boxes(strip)):
            continue
        if _ASKS.search(line.text) or all(_is_no_letter(box, line.text, strip.shape[1]) for box in boxes if box.inked):
            asked[at] = strip, boxes
    lines = list(found)
    for at, words in _answers(asked, read):
        if _letters(words.text) == _letters(lines[at].text):
            others = tuple(text for text in lines[at].alternatives if _letters(text) != _letters(words.text))
            lines[at] = lines[at]._replace(text=words.text, confidence=words.confidence, alternatives=others)
    return lines


def _is_no_letter(box: _Box, text: str, width: int) -> bool:
    """Whether no character with a frame was read about where a box stands: 国 has one, and ink inside of it.

    >>> [_is_no_letter(_Box(left, 0, left + 30, 30, 0.2), "中国质量奖管理创新", 360) for left in (40, 250)]
    [False, True]
    """
    plain = "".join(text.split())
    sizes = [1 if character.isascii() else 2 for character in plain]
    middle, at = (box.left + box.right) / 2 / width * sum(sizes), 0.0
    for character, size in zip(plain, sizes, strict=True):
        if character in _FRAMED and abs(at + size / 2 - middle) < _NEAR:
            return False
        at += size
    return True


def _has_a_tick(boxes: Sequence[_Box]) -> bool:
    """Whether some box is inked, and of every box it is plain whether it is."""
    return any(box.inked for box in boxes) and not any(_HOLLOW < box.ink < _INKED for box in boxes)


def _answers(asked: dict[int, tuple[Any, list[_Box]]], read: ReadWords) -> Iterator[tuple[int, "Words"]]:
    """The lines that read the same with their ticks wiped away, and with the ticks put in again."""
    tries = [
        (at, box, _wiped(strip, [box] if box else []))
        for at, (strip, boxes) in asked.items()
        for box in (None, *(one for one in boxes if one.inked))
    ]
    if not tries:
        return
    told = read([_colours(strip) for _, _, strip in tries])
    plain = {at: _letters(words.text) for (at, box, _), words in zip(tries, told, strict=True) if box is None}
    ticks: dict[int, list[_Box]] = {at: [] for at in asked}
    marks = {at: len(_MARK.findall(words.text)) for (at, box, _), words in zip(tries, told, strict=True) if box is None}
    for (at, box, _), words in zip(tries, told, strict=True):
        # a frame that is read as a box when it is bare, or that stands beside bare ones, is a box
        boxed = marks[at] or len(_MARK.findall(words.text)) > marks[at] or any(not one.inked for one in asked[at][1])
        if box and boxed and _letters(words.text) == plain[at]:
            ticks[at].append(box)
    for at, (strip, boxes) in asked.items():
        if ticks[at]:
            pieces = _between(strip, [box for box in boxes if not box.inked or box in ticks[at]], read)
            if pieces and _letters(pieces.text) == plain[at]:
                yield at, pieces


def _between(strip: Any, boxes: Sequence[_Box], read: ReadWords) -> "Words | None":
    """A line read piece by piece, with a sign for each box where it stands."""
    edges = [0, *(edge for box in boxes for edge in (box.left, box.right)), strip.shape[1]]
    pieces = [strip[:, max(left - 1, 0) : right + 1] for left, right in zip(edges[::2], edges[1::2], strict=True)]
    written = [at for at, piece in enumerate(pieces) if piece.shape[1] > _NARROW and _dark(piece, strip).any()]
    told = dict(zip(written, read([_colours(pieces[at]) for at in written]), strict=True))
    if not told or any(words.confidence < _CREDIBLE for words in told.values()):
        return None
    signs = ["", *(_TICKED if box.inked else _EMPTY for box in boxes)]
    text = ""
    for at, sign in enumerate(signs):
        apart = " " if sign and text and not text.endswith((":", "：")) else ""
        text += apart + sign + (_MARK.sub("", told[at].text).strip() if at in told else "")
    first = next(iter(told.values()))
    return first._replace(text=text, alternatives=(), confidence=min(words.confidence for words in told.values()))


def _letters(text: str) -> str:
    return "".join(_MARK.sub("", text).replace("：", ":").split())


def _straight(pixels: Any, line: "Found") -> Any:
    """A line in grey, laid straight, so high as lines are looked at; None where it is no line."""
    import cv2

    wide, tall = line.right - line.left, line.bottom - line.top
    slope = math.tan(math.radians(line.slant))
    high = tall - wide * abs(slope)
    if high < 0.3 * tall or high < 8 or wide < 2 * high:
        return None
    scale = _ROWS / high
    middle = ((line.left + line.right) / 2, (line.top + line.bottom) / 2)
    turn: Any = cv2.getRotationMatrix2D(middle, line.slant, scale)
    size = (round(wide * scale) + 2 * _MARGIN, _ROWS + 2 * _MARGIN)
    turn[:, 2] += (size[0] / 2 - middle[0], size[1] / 2 - middle[1])
    return cv2.cvtColor(cv2.warpAffine(pixels, turn, size, borderMode=cv2.BORDER_REPLICATE), cv2.COLOR_RGB2GRAY)


def _boxes(strip: Any) -> list[_Box]:
    """The square frames of a line from the left; whether they are boxes only reading tells."""
    import cv2
    import numpy as np

    dark = _dark(strip, strip).astype("uint8")
    long = round(_LEAST * _ROWS * 0.7)
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, long), "uint8"))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((long, 1), "uint8"))
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_or(level, upright))
    found = []
    for left, top, wide, tall, _area in stats[1:]:
        low, high = sorted((int(wide), int(tall)))
        if low < _LEAST * _ROWS or high > _MOST * _ROWS or high > _LONGER * low:
            continue
        part = dark[top : top + tall, left : left + wide]
        rim, inner = max(round(0.12 * low), 2), round(_RIM * low)
        sides = (part[:rim].max(axis=0), part[-rim:].max(axis=0), part[:, :rim].max(axis=1), part[:, -rim:].max(axis=1))
        if min(float(side.mean()) for side in sides) >= _SIDE:
            inside = float(part[inner : tall - inner, inner : wide - inner].mean())
            found.append(_Box(int(left), int(top), int(left + wide), int(top + tall), inside))
    return sorted(found)


def _dark(part: Any, strip: Any) -> Any:
    """Where a part of a line is as dark as its ink."""
    import numpy as np

    paper, ink = float(np.percentile(strip, 80)), float(np.percentile(strip, 2))
    return part < paper - 0.4 * (paper - ink)


def _wiped(strip: Any, boxes: Sequence[_Box]) -> Any:
    """A line with the insides of some boxes as bare as its paper."""
    import numpy as np

    bare = strip.copy()
    for box in boxes:
        rim = round(0.15 * (box.right - box.left))
        bare[box.top + rim : box.bottom - rim, box.left + rim : box.right - rim] = int(np.percentile(strip, 80))
    return bare


def _colours(strip: Any) -> Any:
    import numpy as np

    return np.repeat(strip[:, :, None], 3, axis=2)
