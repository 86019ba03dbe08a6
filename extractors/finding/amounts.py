"""Money and measured numbers as papers write them, brought to the unit of the field.

Thousands separators, 万 and 亿, Chinese capitals (伍仟万元整), minus signs and accountants' brackets; money becomes 元.
"""

import re
from decimal import Decimal

from extractors.finding.words import squeeze

_SCALES = {
    "": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "十万": Decimal(10**5),
    "百万": Decimal(10**6), "千万": Decimal(10**7), "亿": Decimal(10**8), "万亿": Decimal(10**12),
}  # fmt: skip
_UNIT = (
    r"(?P<scale>万亿|亿|千万|百万|十万|万|千|百)?"
    r"(?P<unit>美元|美金|USD|欧元|港元|日元|元|圆|%|‰|个?工作日|人|名|条|个|项|家|日|天|年|字|次)?"
)
_NUMBER = r"\d{1,3}(?:[,，']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PREFIX = r"(?:人民币|RMB|CNY|[¥$]|约|共计|共|合计|计|↑|大写:?)*"
_SUFFIX = r"(?:整|正|左右|人民币|\(人民币\))*[。;]?"
_PLAIN = re.compile(rf"{_PREFIX}(?P<sign>[-−–—▲△]|负)?{_PREFIX}(?P<number>{_NUMBER}){_UNIT}{_SUFFIX}")
_BRACKETED = re.compile(rf"\((?P<number>{_NUMBER}){_UNIT}\){_UNIT.replace('scale', 'scale2').replace('unit', 'unit2')}")
_CAPITALS = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖两十百千拾佰仟万亿"
_WORDS = re.compile(rf"{_PREFIX}(?P<words>[{_CAPITALS}]+)(?P<unit>美元|元|圆|个?工作日|人|名|条|个|日|天|年)?{_SUFFIX}")
_DIGITS = {
    numeral: value for row in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖") for value, numeral in enumerate(row)
}
_DIGITS["两"] = 2
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_PRINTED_UNIT = re.compile(r"(?<!/)(?P<scale>万亿|亿|千万|百万|十万|万|千|百)?(?P<unit>美元|元|圆|%)(?!/)")
_FOREIGN = {"美元", "美金", "USD", "欧元", "港元", "日元"}


def read_amount(quote: str, *, unit: str, printed_unit: str = "") -> Decimal | None:
    """The number in the unit of its field; None when this is no single number of that unit.

    `printed_unit` is the unit of the label or the table's header: it counts when the number brings none of its own.

    >>> read_amount("12,845.67", unit="元", printed_unit="万元")
    Decimal('128456700.00')
    >>> read_amount("伍仟万元整", unit="元")
    Decimal('50000000')
    """
    text = squeeze(quote)
    found = _PLAIN.fullmatch(text) or _BRACKETED.fullmatch(text)
    if found:
        parts = found.groupdict()
        number = Decimal(re.sub(r"[,，']", "", parts["number"]))
        negative = "sign" not in parts or parts["sign"] is not None
        scale, own = parts["scale"] or parts.get("scale2") or "", parts["unit"] or parts.get("unit2") or ""
    elif words := _WORDS.fullmatch(text):
        whole = _from_words(words["words"])
        if whole is None:
            return None
        number, negative, scale, own = Decimal(whole), False, "", words["unit"] or ""
        if any(step in words["words"] for step in "万亿"):
            own = own or "元"
    else:
        return None
    if not scale and not own:
        scale, own = _split_unit(printed_unit)
    if _currency(own) and _currency(own) != _currency(unit):
        return None
    value = number * _SCALES[scale]
    return -value if negative else value


def unit_in(text: str) -> str:
    """The unit that a label, a header or a line above a table prints; empty when it prints none.

    >>> unit_in("单位：人民币万元"), unit_in("注册资本"), unit_in("万元/人")
    ('万元', '', '')
    """
    found = _PRINTED_UNIT.search(squeeze(text))
    return found.group() if found else ""


def _split_unit(printed: str) -> tuple[str, str]:
    found = _PRINTED_UNIT.search(squeeze(printed))
    return (found["scale"] or "", found["unit"]) if found else ("", "")


def _currency(unit: str) -> str:
    if unit in _FOREIGN:
        return "美元" if unit in {"美元", "美金", "USD"} else unit
    return "元" if unit in {"元", "圆"} else ""


def _from_words(text: str) -> int | None:
    """A whole number in Chinese numerals.

    >>> _from_words("陆佰万"), _from_words("壹亿贰仟万"), _from_words("十五"), _from_words("万")
    (6000000, 120000000, 15, None)
    >>> _from_words("壹万贰仟万")
    120000000
    """
    total, section, digit, seen, wan = 0, 0, 0, False, False
    for character in text:
        if character in _DIGITS:
            digit, seen = _DIGITS[character], True
        elif character in _STEPS:
            section += (digit or (0 if seen and section else 1)) * _STEPS[character]
            digit, seen = 0, True
        else:
            if not seen:
                return None
            step = 10**4 if character == "万" else 10**8
            # 壹万贰仟万 is twelve thousand 万: the second 万 counts all before it, as 亿 does
            counts_all = step > 10**4 or wan
            total = (total + section + digit) * step if counts_all else total + (section + digit) * step
            section = digit = 0
            wan = character == "万"
    return total + section + digit if seen else None
