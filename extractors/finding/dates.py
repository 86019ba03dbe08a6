"""Dates as papers write them, kept as precise as the paper: 2019年3月18日, 二〇一九年三月, 2019.3.18, 18-Mar-2019.

All functions take folded text (`words.fold`) and never guess: what has two readings keeps both.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from pydantic import ValidationError

from pipeline.model import PaperDate

_NUMERALS = {
    "零": 0, "〇": 0, "○": 0, "O": 0, "o": 0, "l": 1, "I": 1,
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "两": 2,
}  # fmt: skip
# With `-i` because the forms look past the case of English months, and neither i nor L is a digit.
_D = "(?-i:[0-9零〇○OolI一二三四五六七八九壹贰叁肆伍陆柒捌玖])"
_T = "(?-i:[0-9零〇○OolI一二三四五六七八九壹贰叁肆伍陆柒捌玖十拾廿卅])"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MON = r"(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_Y4 = r"(?<!\d)(?P<y>(?:19|20)\d{2})"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<y>{_D}(?:\s?{_D}){{3}})\s*年度?(?:\s*(?P<m>{_T}(?:\s?{_T}){{0,2}})\s*月份?(?:\s*(?P<d>{_T}(?:\s?{_T}){{0,3}})\s*(?:[日号]|(?<=\d\d)$))?)?",
        rf"{_Y4}\s*(?P<sep>[-./])\s*(?P<m>\d{{1,2}})\s*(?P=sep)\s*(?P<d>\d{{1,2}})(?!\d)",
        rf"{_Y4}\s*(?P<sep>[-./])\s*(?P<m>\d{{1,2}})(?!\d)",
        rf"{_Y4}(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)",
        rf"{_Y4}年\s*(?P<m>\d{{1,2}})(?:\s*[^\d\s月日]\s*|\s+)(?P<d>\d{{1,2}})\s*日",  # a seal hid the 月
        rf"{_Y4}\s*(?P<m>\d{{1,2}})\s*月(?:\s*(?P<d>\d{{1,2}})(?!\d)\s*日?)?",  # a seal hid the 年
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s\-.]*{_MON}[\s\-,.]*(?P<y>(?:19|20)\d{{2}})(?!\d)",
        rf"{_MON}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<y>(?:19|20)\d{{2}})(?!\d)",
        rf"{_Y4}[\s\-.]*{_MON}[\s\-.]*(?P<d>\d{{1,2}})(?!\d)",
        rf"{_MON}[\s,.\-]*(?P<y>(?:19|20)\d{{2}})(?!\d)",
        r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[-./])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d{2})(?!\d)",
    )
)
DATE = (
    rf"(?:{_D}{{4}}年度?(?:{_T}{{1,3}}月份?(?:{_T}{{1,4}}[日号])?)?"
    r"|(?:19|20)\d{2}[-./](?:\d{2}[-./]\d{2}(?=\d{1,2}:\d{2})|\d{1,2}(?:[-./]\d{1,2})?(?!\d)))"
)
"""The common forms as one pattern without groups, for text without blanks, where an hour may follow at once."""
FOREIGN = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?[-./]?[A-Za-z]{3,9}[-.,/]{0,2}(?:19|20)\d{2}|[A-Za-z]{3,9}\.?\d{1,2},?(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d{2})"
)
"""A date in English as one pattern, for text without blanks."""
_JOIN = r"[起始]?\s*(?:至|到|—+|–|-+|~|until\b|to\b)\s*"
RANGE = rf"(?:{DATE}{_JOIN}(?:{DATE}|(?:\d{{1,2}}月)?\d{{1,2}}[日号]))"

_JOINED = re.compile(rf"\s*{_JOIN}")
_SPOILT_DAY = re.compile(rf"\s*[^\s至到]{{1,4}}{_JOIN}")  # 15日 read as 151: the month before it is whole
_GOES_ON = re.compile(rf"\S{{0,4}}?{_JOIN}(?:{_D}|年)")
_SHORT_END = re.compile(rf"\s*{_JOIN}(?:(?P<m>\d{{1,2}})\s*月\s*)?(?P<d>\d{{1,2}})\s*[日号]")
_FOR_EVER = re.compile(r"长期|永久|永续|无固定期限|不约定期限")
_UNTIL_NOW = re.compile(r"(?:至|到|-|—|~)\s*(?:今|现在|目前)")
_BLANK = re.compile(r"[\s_]*年[\s_]*(?:月[\s_]*)?(?:日[\s_]*)?")


class FoundDate(NamedTuple):
    """One date in a text: where it stands, and every way to read it, the likeliest first."""

    start: int
    end: int
    readings: tuple[PaperDate, ...]


class FoundRange(NamedTuple):
    starts: PaperDate | None
    ends: PaperDate | None
    open_end: Literal["", "长期", "至今"]


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """All dates in a folded text, from the left; where two forms overlap the longer one counts.

    >>> [str(found.readings[0]) for found in find_dates("自二〇一九年三月十八日至2022.3.17")]
    ['2019年3月18日', '2022年3月17日']
    """
    found = sorted(_candidates(text), key=lambda one: (one.start, -one.end))
    kept: list[FoundDate] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _candidates(text: str) -> Iterator[FoundDate]:
    for form in _FORMS:
        for match in form.finditer(text):
            if readings := tuple(dict.fromkeys(_readings(match.groupdict()))):
                yield FoundDate(match.start(), match.end(), readings)


def _readings(parts: dict[str, str | None]) -> Iterator[PaperDate]:
    year = _number(parts["y"] or "")
    if name := parts.get("name"):
        months: list[tuple[int | None, int | None]] = [(_MONTHS.index(name[:3].lower()) + 1, _optional(parts.get("d")))]
    elif parts.get("a"):  # day first as in Europe, or month first as in America: both when both exist
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        months = [(second, first), (first, second)]
    else:
        months = [(_optional(parts.get("m")), _optional(parts.get("d")))]
    for month, day in months:
        try:
            yield PaperDate(year=year, month=month, day=day)
        except ValidationError:
            continue


def _optional(text: str | None) -> int | None:
    return _number(text) if text else None


def _number(text: str) -> int:
    """A small number in digits or Chinese numerals; digit by digit unless a ten is written.

    >>> _number("二〇一九"), _number("贰拾叁"), _number("十"), _number("廿三"), _number("1O")
    (2019, 23, 10, 23, 10)
    """
    plain = "".join(text.split()).replace("拾", "十").replace("廿", "二十").replace("卅", "三十")
    digits = [str(_NUMERALS.get(character, character)) for character in plain]
    if "十" not in plain:
        return int("".join(digits))
    tens, _, ones = "".join(digits).partition("十")
    if not all(part == "" or part.isdigit() for part in (tens, ones)):
        return 0
    return int(tens or 1) * 10 + int(ones or 0)


def read_range(text: str) -> FoundRange | None:
    """From and to, both included; None when the text is no range.

    >>> read_range("2026年6月1日至12日")
    FoundRange(starts=PaperDate(year=2026, month=6, day=1), ends=PaperDate(year=2026, month=6, day=12), open_end='')
    >>> read_range("自2024年01月151至2029年01月14日")
    FoundRange(starts=PaperDate(year=2024, month=1, day=None), ends=PaperDate(year=2029, month=1, day=14), open_end='')
    """
    dates = find_dates(text)
    for before, after in pairwise(dates):
        first = before.readings[0]
        joins = (_JOINED, _SPOILT_DAY) if first.month and not first.day else (_JOINED,)
        if any(join.fullmatch(text, before.end, after.start) for join in joins):
            return FoundRange(first, after.readings[0], "")
    return _short_range(text, dates[0]) if dates and _SHORT_END.match(text, dates[0].end) else _open_range(text, dates)


def _short_range(text: str, first: FoundDate) -> FoundRange | None:
    """A range whose end leaves out its year, or its year and month, because the beginning has them."""
    starts, short = first.readings[0], _SHORT_END.match(text, first.end)
    month = (short and short["m"]) or starts.month
    try:
        ends = PaperDate(year=starts.year, month=int(month or 0), day=int(short["d"] if short else 0))
    except ValidationError:
        return None
    return FoundRange(starts, ends, "")


def _open_range(text: str, dates: tuple[FoundDate, ...]) -> FoundRange | None:
    """A range with one end on paper: 长期, 至今, “自…” or “至…” alone. An end that nobody can read is none of them."""
    first = dates[0].readings[0] if dates else None
    before = text[: dates[0].start] if dates else ""
    found = None
    if _FOR_EVER.search(text):
        found = FoundRange(first, None, "长期")
    elif _UNTIL_NOW.search(text):
        found = FoundRange(first, None, "至今")
    elif first and re.search(r"(?:至|到|until)\s*$", before):
        found = FoundRange(None, first, "")
    elif first and re.search(r"自\s*$", before) and not _GOES_ON.match(text, dates[0].end):
        found = FoundRange(first, None, "")
    return found


def is_blank_date(text: str) -> bool:
    """Whether this is the untouched “　年　月　日” of a form.

    >>> is_blank_date("    年   月   日"), is_blank_date("2019年 月 日")
    (True, False)
    """
    return bool(_BLANK.fullmatch(text))
