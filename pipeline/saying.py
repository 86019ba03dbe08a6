"""How a value, a place or a citation is said in Chinese, on a page as on a terminal."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pipeline.catalogue import catalogue
from pipeline.model import (
    AmountValue,
    Basis,
    Citation,
    DateValue,
    Document,
    Earliest,
    Fact,
    FlagValue,
    InCell,
    InParagraph,
    OnPage,
    PeriodValue,
    Place,
    SaidValue,
    Value,
)

_SAID = {
    "none": "无",
    "blank": "（空白）",
    "elsewhere": "（详见附件）",
    "withheld": "（保密）",
    "unreadable": "（无法辨认）",
}
_UNREADABLE = SaidValue(said="unreadable")
_BASIS = {Basis.ANNUAL_NOTICE: "年度申报通知", Basis.OFFICE_PRACTICE: "办公室要求"}
_WAN = Decimal(10000)


def say_value(value: Value, unit: str = "") -> str:
    """Say a value as an official would write it.

    >>> say_value(AmountValue(amount="12345600"), "元")
    '1234.56 万元'
    """
    match value:
        case DateValue():
            return str(value.date)
        case PeriodValue():
            return f"{value.starts or ''}至{value.ends or value.open_end}"
        case AmountValue():
            return _amount(value.amount, unit)
        case FlagValue():
            return "是" if value.flag else "否"
        case SaidValue():
            return _SAID[value.said]
        case _:
            return value.text


def _amount(amount: Decimal, unit: str) -> str:
    if unit.endswith("元") and abs(amount) >= _WAN:
        return f"{format((amount / _WAN).normalize(), 'f')} 万{unit}"
    return f"{format(amount, 'f')} {unit}".rstrip()


def say_fact(fact: Fact) -> str:
    """Say the value of a fact with its unit, and every other way the ink may be read."""
    unit = catalogue()[fact.field].unit
    if not fact.alternatives:
        return say_value(fact.value, unit)
    told = [say_value(value, unit) for value in fact.readings[1:] if value != _UNREADABLE]
    doubts = [f"也可能是 {'、'.join(told)}"] if told else []
    doubts += ["可能辨认不全"] if _UNREADABLE in fact.readings[1:] else []
    first = say_value(fact.value, unit)
    return f"{first}（{'；'.join(doubts)}）" if doubts else first


def field_title(fact: Fact) -> str:
    """Name the field, with the record it belongs to where there are several."""
    title = catalogue()[fact.field].title
    return f"{title}（{fact.key}）" if fact.key else title


def say_place(place: Place) -> str:
    match place:
        case OnPage():
            return f"第 {place.page} 页"
        case InCell():
            return f"表 {place.table} 第 {place.row} 行第 {place.column} 列"
        case InParagraph():
            return f"第 {place.paragraph} 段"


def say_places(places: Iterable[Place]) -> str:
    """Say many places of one paper in few words.

    >>> from pipeline.model import Box
    >>> box = Box(left=0, top=0, right=1, bottom=1)
    >>> say_places([OnPage(page=n, box=box) for n in (2, 4, 5, 6)])
    '第 2、4—6 页'
    """
    places = list(places)
    pages = sorted({place.page for place in places if isinstance(place, OnPage)})
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    told = "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
    others = [say_place(place) for place in places if not isinstance(place, OnPage)]
    return "、".join([*([f"第 {told} 页"] if told else []), *others])


def say_document(document: Document) -> str:
    """Name a document by its title, its file and its pages."""
    if not document.pages:
        return f"{document.title}（{document.name}）"
    first, last = document.pages[0], document.pages[-1]
    pages = f"第 {first} 页" if first == last else f"第 {first}—{last} 页"
    return f"{document.title}（{document.name} {pages}）"


def say_earliest(earliest: Earliest) -> str:
    """Say from which day a condition of time is met, and until when.

    >>> from datetime import date
    >>> say_earliest(Earliest(day=date(2026, 8, 1), until=date(2027, 8, 31)))
    '2026年8月1日起，至2027年8月31日止'
    """
    if earliest.day is None:
        return f"{earliest.why}。"
    until = f"，至{say_day(earliest.until)}止" if earliest.until else ""
    why = f"（{earliest.why}）" if earliest.why else ""
    return f"{say_day(earliest.day)}起{until}{why}"


def say_citation(cite: Citation) -> str:
    """Name the clause as printed; what is not in the regulation never borrows an article."""
    if cite.basis is not Basis.REGULATION:
        return _BASIS[cite.basis]
    return f"《{cite.regulation}》{cite.article}{cite.item}"


def say_clause(cite: Citation) -> str:
    """Name the clause where the regulation is known."""
    return f"{cite.article}{cite.item}" if cite.article else say_citation(cite)


def say_day(day: date) -> str:
    """Say a day as an official writes it.

    >>> say_day(date(2026, 6, 30))
    '2026年6月30日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
