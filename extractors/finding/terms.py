"""“有效期三年”: the end of a term that is printed as a length, counted from the day of issue.

The paper prints no such day, so the fact shows both quotes and says that it was computed. Whether the last day is the
anniversary or the day before it the paper does not say either: both are readings.
"""

import re
from calendar import monthrange
from datetime import timedelta

from extractors.finding.words import squeeze
from pipeline.model import DateValue, Evidence, PaperDate

_LENGTH = re.compile(
    r"(?:有效期|有效期限|证书有效期)?(?:为|:)*(?P<years>[1-9]\d?|[一二三四五六七八九十两叁伍])(?:周)?年(?:有效)?"
)
_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "叁": 3,
    "四": 4,
    "五": 5,
    "伍": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
COMPUTED = "按期限推算"


def length_in_years(quote: str) -> int | None:
    """How many years a term lasts that is printed as a length.

    >>> length_in_years("三年"), length_in_years("有效期：3 年"), length_in_years("2025年3月17日")
    (3, 3, None)
    """
    found = _LENGTH.fullmatch(squeeze(quote).strip("()。"))
    return _NUMERALS.get(found["years"]) or int(found["years"]) if found else None


def ends(issued: PaperDate, years: int) -> tuple[DateValue, ...]:
    """The last day of a term: the day before the anniversary, or the anniversary.

    >>> [str(one.date) for one in ends(PaperDate(year=2022, month=3, day=18), 3)]
    ['2025年3月17日', '2025年3月18日']
    """
    year = issued.year + years
    if issued.month is None or issued.day is None:
        return (DateValue(date=PaperDate(year=year, month=issued.month)),)
    day = min(issued.day, monthrange(year, issued.month)[1])
    last = PaperDate(year=year, month=issued.month, day=day)
    before = PaperDate.model_validate(last.earliest() - timedelta(days=1))
    return DateValue(date=before), DateValue(date=last)


def computed(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The quotes a date was counted from, marked as what it was computed from."""
    return tuple(
        one.model_copy(update={"reader": one.reader.model_copy(update={"name": f"{one.reader.name}（{COMPUTED}）"})})
        for one in evidence
    )
