"""Who sees what: numbers of people are hidden in everything that leaves the sealed part of the vault.

    archive    everything, as it was read: the sealed record and nobody's reading matter
    reviewer   everything but resident numbers and telephone numbers
    applicant  the reviewer's view without what the office asks of registers and bureaux or judges for itself

A number is hidden where the catalogue says that its field is personal, wherever the same number stands again, and
wherever a number looks like one, whatever field it was read into: to hide a certificate number too many is harmless.
The ends of a number stay, so that a person with the paper in hand can tell which number is meant.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from pipeline.catalogue import catalogue
from pipeline.dossier import OFFICES_OWN
from pipeline.model import Box, Dossier, Fact, FactSheet, Finding, OnPage, Page, Reading, TextValue

_Value = TypeVar("_Value", bound=BaseModel)


class View(StrEnum):
    APPLICANT = "applicant"
    REVIEWER = "reviewer"
    ARCHIVE = "archive"


# One character for one, so that a place in the plain text is the same place in the printed one.
_PLAIN = str.maketrans("０１２３４５６７８９ＸｘＯ－—–　（）", "0123456789Xx0---" + " ()")
# A day of birth stands inside a resident number; no credit code with digits alone is likely to have one there.
_BORN = r"(?:19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])"
_RESIDENT = rf"(?<![0-9A-Za-z.])[1-9]\d{{5}}[ -]?{_BORN}[ -]?\d{{3}}[\dXx](?![0-9A-Za-z])"
_OLD_RESIDENT = r"(?<=身份证号码)[:： ]*[1-9]\d{14}(?!\d)|(?<=身份证号)[:： ]*[1-9]\d{14}(?!\d)"
_AMOUNT = r"(?!\.\d)(?! ?[元万亿%])"
_MOBILE = rf"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}(?![0-9A-Za-z]){_AMOUNT}"
_FIXED = r"(?<![0-9A-Za-z.-])\(?0\d{2,3}(?:\) ?|[- ])\d{3,4}[ -]?\d{4}(?![0-9A-Za-z])"
_NUMBERS = re.compile(f"{_RESIDENT}|{_OLD_RESIDENT}|{_MOBILE}|{_FIXED}")
_RUN = re.compile(r"[0-9A-Za-z+(][0-9A-Za-z() -]*[0-9A-Za-z]")
_LONG = 7  # digits; shorter runs in a personal field are no number that could be told apart elsewhere


def hide(text: str, known: Iterable[str] = ()) -> str:
    """Hide the numbers in a text; `known` are personal numbers that do not look like any.

    >>> hide("联系人 13800138000，身份证号 310101198001011231")
    '联系人 138****8000，身份证号 310***********1231'
    """
    for start, end in _spans(text, known):
        text = text[:start] + _hidden(text[start:end]) + text[end:]
    return text


def known_numbers(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Give every number that stands in a personal field, however it was read, the longest first."""
    told: set[str] = set()
    for fact in facts:
        if catalogue()[fact.field].personal:
            texts = [value.text for value in fact.readings if isinstance(value, TextValue)]
            for text in (*texts, *(one.quote for one in fact.evidence)):
                runs = (run.group() for run in _RUN.finditer(text.translate(_PLAIN)))
                told.update(run for run in runs if sum(map(str.isdigit, run)) >= _LONG)
    return tuple(sorted(told, key=lambda run: (-len(run), run)))


def mask_dossier(dossier: Dossier, view: View = View.REVIEWER) -> Dossier:
    """Give what `view` may see of a dossier; the archive sees the dossier itself."""
    if view is View.ARCHIVE:
        return dossier
    masked = _masked(dossier, known_numbers(_all_facts(dossier)))
    if view is View.REVIEWER:
        return masked
    return masked.model_copy(update={"findings": tuple(one for one in masked.findings if not _offices_own(one))})


def mask_sheet(sheet: FactSheet) -> FactSheet:
    return _masked(sheet, known_numbers(sheet.facts))


def mask_finding(finding: Finding) -> Finding:
    """Hide the numbers in a finding that stands in no dossier."""
    return _masked(finding, known_numbers((*finding.support, *finding.against)))


def mask_reading(reading: Reading, known: Iterable[str] = ()) -> Reading:
    """Hide the numbers among the words of a file; take `known` from the dossier the file belongs to."""
    return _masked(reading, tuple(known))


def private_boxes(page: Page, known: Iterable[str] = ()) -> tuple[Box, ...]:
    """Where a picture of this page must be covered: the middle of every number that is hidden in its words."""
    known = tuple(known)
    inks = (*page.lines, *(cell for table in page.tables for cell in table.cells))
    boxes = [
        _part(ink.place.box, ink.text, start, end)
        for ink in inks
        if isinstance(ink.place, OnPage)
        for start, end in _spans(ink.text, known)
    ]
    return tuple(dict.fromkeys(boxes))


def _offices_own(finding: Finding) -> bool:
    return finding.doubt in OFFICES_OWN


def _all_facts(dossier: Dossier) -> Iterable[Fact]:
    yield from dossier.sheet.facts
    for finding in dossier.findings:
        yield from (*finding.support, *finding.against)


class _Span(NamedTuple):
    start: int
    end: int


def _spans(text: str, known: Iterable[str]) -> list[_Span]:
    """Where numbers stand, none within another, in order."""
    plain = text.translate(_PLAIN)
    found = [_Span(*match.span()) for match in _NUMBERS.finditer(plain)]
    for number in known:
        found += [_Span(*match.span()) for match in re.finditer(re.escape(number), plain)]
    found.sort(key=lambda span: (span.start, -span.end))
    joined: list[_Span] = []
    for span in found:
        if joined and span.start < joined[-1].end:
            joined[-1] = _Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def _hidden(number: str) -> str:
    """Stars for all but three characters at the front and four at the end; two and two where the number is short."""
    at = [place for place, char in enumerate(number) if char.isalnum()]
    stay = {*at[:3], *at[-4:]} if len(at) > 9 else {*at[:2], *at[-2:]}
    return "".join("*" if place in at and place not in stay else char for place, char in enumerate(number))


def _part(box: Box, text: str, start: int, end: int) -> Box:
    """The part of a line where the hidden characters stand: a Chinese character is as wide as two digits."""
    hidden = [place for place in range(start, end) if _hidden(text[start:end])[place - start] != text[place]]
    if not hidden:
        return box
    ends = [0.0]
    for char in text:
        ends.append(ends[-1] + (2.0 if ord(char) > 0x2E80 else 1.0))
    wide = (box.right - box.left) / ends[-1]
    # One digit to each side: print is not spaced as evenly as this reckons.
    left, right = ends[max(hidden[0] - 1, 0)], ends[min(hidden[-1] + 2, len(text))]
    return Box(left=box.left + left * wide, top=box.top, right=box.left + right * wide, bottom=box.bottom)


def _masked(value: _Value, known: tuple[str, ...]) -> _Value:
    return type(value).model_validate(_walk(value.model_dump(mode="json"), known))


def _walk(tree: Any, known: tuple[str, ...]) -> Any:
    match tree:
        case str():
            return hide(tree, known)
        case list():
            return [_walk(one, known) for one in tree]
        case {"type": "amount"}:  # money of eleven digits is no telephone
            return tree
        case dict():
            return {key: _walk(one, known) for key, one in tree.items()}
        case _:
            return tree
