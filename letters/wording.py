"""How official papers number, date and name things."""

import re
from datetime import date

from pipeline.model import Basis, Citation, RulesUsed
from pipeline.saying import say_citation

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DIGITS = "零一二三四五六七八九"


def ordinal(number: int) -> str:
    """Say a number below a hundred as headings do.

    >>> ordinal(3), ordinal(10), ordinal(14), ordinal(20), ordinal(45)
    ('三', '十', '十四', '二十', '四十五')
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{'' if tens == 1 else _DIGITS[tens]}十{_DIGITS[ones] if ones else ''}"


def day(when: date) -> str:
    """Write a day as papers do.

    >>> day(date(2026, 6, 30))
    '2026年6月30日'
    """
    return f"{when.year}年{when.month}月{when.day}日"


def regulation(rules: RulesUsed) -> str:
    """Name the regulation, with its number where it has one."""
    return f"《{rules.title}》{f'（{rules.number}）' if rules.number else ''}"


def where(cite: Citation) -> str:
    """Name the clause on a form that names its regulation once, at its head; what is no clause never looks like one."""
    return f"{cite.article}{cite.item}" if cite.basis is Basis.REGULATION else say_citation(cite)


def writable(text: str) -> str:
    r"""Drop what no office file may hold; papers and their file names bring such characters along.

    >>> writable("某公司\x0b\x01")
    '某公司'
    """
    return _UNWRITABLE.sub("", text)
