"""How papers write dates and amounts."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from samples.applicant import day, padded_day

_DIGITS = "〇一二三四五六七八九"
_BANKER = "零壹贰叁肆伍陆柒捌玖"
_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]


def _counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def chinese_day(when: date) -> str:
    """A date in Chinese numerals.

    >>> chinese_day(date(2015, 12, 21))
    '二〇一五年十二月二十一日'
    """
    year = "".join(_DIGITS[int(digit)] for digit in str(when.year))
    return f"{year}年{_counted(when.month)}月{_counted(when.day)}日"


DAYS: Mapping[str, Callable[[date], str]] = {
    "": day,
    "padded": padded_day,
    "spaced": lambda d: f"{d.year} 年 {d.month:02} 月 {d.day:02} 日",
    "spacedout": lambda d: f"{d.year}  年  {d.month}  月  {d.day}  日",
    "wide": lambda d: f"{d.year}　年　{d.month}　月　{d.day}　日",
    "cn": chinese_day,
    "dash": lambda d: d.isoformat(),
    "dot": lambda d: f"{d:%Y.%m.%d}",
    "slash": lambda d: f"{d:%Y/%m/%d}",
    "english": lambda d: f"{d.day} {_MONTHS[d.month - 1]} {d.year}",
    "american": lambda d: f"{_MONTHS[d.month - 1]} {d.day:02}, {d.year}",
    "short": lambda d: f"{d.day:02}-{_MONTHS[d.month - 1][:3]}-{d.year}",
    "month": lambda d: f"{d.year}年{d.month}月",
}


def banker(number: int) -> str:
    """A whole number as cheques write it, below 100 000.

    >>> banker(1200), banker(3008), banker(10500)
    ('壹仟贰佰', '叁仟零捌', '壹万零伍佰')
    """
    said, gap = "", False
    for place, unit in ((10_000, "万"), (1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = number // place % 10
        if digit:
            said += ("零" if gap and said else "") + _BANKER[digit] + unit
        gap = not digit
    return said


CAPITALS: Mapping[str, Callable[[Decimal], str]] = {
    "": lambda wan: f"人民币{wan}.0000万元整",
    "plain": lambda wan: f"{wan}万元",
    "long": lambda wan: f"{wan}.000000万人民币",
    "banker": lambda wan: f"人民币{banker(int(wan))}万元整",
}
