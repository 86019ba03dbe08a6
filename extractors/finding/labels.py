"""Printed labels: which words of a line or cell are the label of something, and where its value begins."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.finding.kinds import Kind
from extractors.finding.words import fold, label_keys, squeeze

_BEFORE = (  # at the start of a line, after a mark, or in Chinese behind its English: “Valid until有效期至”
    r"(?:^\s*[·•*]?(?:\(?[一二三四五六七八九十]{1,3}[、.)]|\(?\d{1,2}[、.)])?\s*"
    r"|(?<=[\s;,、|。(])|(?<=[a-z.])(?=[\u4e00-\u9fff]))"
)
_AFTER = r"(?P<tail>\s*\([^()]*\))?(?P<gloss>\s*[A-Za-z][A-Za-z./' ]{1,60}(?=:))?(?P<colon>\s*:)?"


# What the signs of a label are misread as, and such a label as it was printed.
_MISREAD = {"一": r"[一\-—]", "截": "[截载]", "止": "[止正]"}
_MEANT = (
    (re.compile(r"(?<=[\u4e00-\u9fff])\s*[-—]\s*(?=[\u4e00-\u9fff])"), "一"),
    (re.compile(r"[截载]\s*[止正]"), "截止"),
)


class Label(NamedTuple):
    """A label in a text: its key, its printed form, where it begins and where its value may begin.

    `glued`: nothing parts it from what follows, so that it may be the beginning of some other words.
    """

    key: str
    printed: str
    start: int
    end: int
    glued: bool = False


@cache
def known_labels(kind: Kind) -> frozenset[str]:
    """The keys of all labels of a kind: of its fields, of its tables and those that only end a value."""
    columns = [words for table in kind.tables for words in table.fields.values()]
    printed = [*(words for finder in kind.fields for words in finder.labels), *kind.stops]
    return frozenset(label_keys(words)[0] for words in (*printed, *(word for words in columns for word in words)))


def label_of(text: str, kind: Kind) -> str:
    """The key of the label that this text is, all of it; empty when it is none."""
    if not text.strip() or len(text) > 60:
        return ""
    return next((key for key in label_keys(text) if key in known_labels(kind)), "")


def labels_in(text: str, kind: Kind, *, colon: bool = False) -> Iterator[Label]:
    """The labels in one line with their places. With `colon`, only those with a colon behind them count.

    A label begins the line or stands after a blank or mark; behind it comes a colon, a blank or nothing. In kinds
    that are read from pictures the value may follow at once, but only at the beginning of the line or behind the same
    label in another language.
    """
    folded, reach = fold(text), 0
    for match in _pattern(kind).finditer(folded):
        tail, key = match["tail"] or "", label_keys(_meant(match["label"]))[0]
        if "签" in tail:
            signed = label_keys(match["label"] + tail)[0]
            if signed not in known_labels(kind):
                continue
            key = signed
        after = folded[match.end() : match.end() + 1]
        parted = bool(match["colon"]) or (not colon and (not after or after.isspace()))
        glued = not parted and not colon and kind.glued and not folded[reach : match.start("label")].strip()
        if parted or glued:
            end = reach = match.end("label" if glued else 0)
            yield Label(key, text[match.start("label") : end].strip(), match.start("label"), end, glued)


def _sign(character: str) -> str:
    """A character of a label; 一 is also read as a dash, 截止 as 载正: 统-社会信用代码."""
    return _MISREAD.get(character) or re.escape(character)


def _meant(label: str) -> str:
    for misread, printed in _MEANT:
        label = misread.sub(printed, label)
    return label


@cache
def _pattern(kind: Kind) -> re.Pattern[str]:
    words = {
        squeeze(word)
        for word in (
            *(word for finder in kind.fields for word in finder.labels),
            *kind.stops,
            *(word for table in kind.tables for words in table.fields.values() for word in words),
        )
    }
    ordered = sorted(words, key=lambda word: (-len(word), word))
    # Between signs that are printed far apart a reader sees dots: 名.称.
    spaced = [r"[\s.·]*".join(map(_sign, word)) for word in ordered] or [r"(?!)"]
    return re.compile(rf"{_BEFORE}(?P<label>(?i:{'|'.join(spaced)})){_AFTER}")
