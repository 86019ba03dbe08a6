"""Shows the numbers and dates of a spreadsheet as its cells show them, by the number formats of ECMA-376 §18.8.30.

A cell holds 45992.0 and a format; the paper says 2025年12月1日. Formats that only colour, fill or align are ignored.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal, NamedTuple

_LARGEST = Decimal("1e21")  # beyond it no paper's number lies
_LAST_DAY = 2958465  # 31 December 9999
_DAYS_1904 = 1462  # between the two calendars of Excel

# Formats that are numbers only. 27 to 36 and 50 to 58 are those of the Chinese edition.
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
    5: "¥#,##0;-¥#,##0", 6: "¥#,##0;-¥#,##0", 7: "¥#,##0.00;-¥#,##0.00", 8: "¥#,##0.00;-¥#,##0.00",
    41: "#,##0;-#,##0;-", 42: "¥#,##0;-¥#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "¥#,##0.00;-¥#,##0.00;-",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)|(?P<exponent>E[+-]0+)"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4})(?![a-z])|(?P<digits>[0#?][0#?,]*)|(?P<point>\.)|(?P<percent>%)|(?P<at>@)"
    r"|(?P<scale>,+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|=|<|>)(-?[0-9.]+)\]")
_WEEK = "一二三四五六日"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_Kind = Literal["text", "elapsed", "half", "general", "exponent", "date", "digits", "point", "percent", "at", "scale"]


class Token(NamedTuple):
    kind: _Kind
    text: str


def built_in(number: int) -> str:
    """The format behind a number that the file does not define itself."""
    return _BUILT_IN.get(number, "General")


def shown(raw: str, code: str, *, since_1904: bool = False) -> str:
    """A stored number as its cell shows it; what is no number is given back as it is.

    >>> shown("45992", 'yyyy"年"m"月"d"日"'), shown("12345.675", "#,##0.00"), shown("-3", "0;(0)")
    ('2025年12月1日', '12,345.68', '(3)')
    """
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return raw
    if not value.is_finite() or abs(value) >= _LARGEST:
        return raw
    section, bare = _section(code, value)
    tokens = _tokens(section)
    kinds = {token.kind for token in tokens}
    if kinds & {"date", "elapsed", "half"}:
        return _date(bare, tokens, since_1904=since_1904)
    if kinds & {"digits", "exponent"}:
        return _number(bare, tokens) if "/" not in section else general(value)
    if kinds & {"general", "at"}:
        return "".join(general(bare) if token.kind in {"general", "at"} else token.text for token in tokens)
    return "".join(token.text for token in tokens if token.kind == "text")


def general(value: Decimal) -> str:
    """Whole numbers with all their digits, others with ten that count.

    >>> general(Decimal("0.30000000000000004")), general(Decimal("1.2E+3")), general(Decimal("91310000123456"))
    ('0.3', '1200', '91310000123456')
    """
    if value == value.to_integral_value():
        return f"{value:.0f}"
    return f"{float(value):.10g}"


def _section(code: str, value: Decimal) -> tuple[str, Decimal]:
    """The part of a format that is for this number; a section for negative numbers shows them without their sign."""
    sections = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\])+|(?<=;)(?=;|$)|^(?=;)', code) or ["General"]
    asked = [_CONDITION.search(section) for section in sections]
    if any(asked):
        for section, condition in zip(sections, asked, strict=True):
            if condition is None or _holds(value, condition[1], Decimal(condition[2])):
                return section, value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return (sections[2], value) if value == 0 and len(sections) > 2 else (sections[0], value)


def _holds(value: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit, "=": value == limit,
        "<>": value != limit,
    }[sign]  # fmt: skip


def _tokens(section: str) -> list[Token]:
    tokens: list[Token] = []
    for found in _TOKEN.finditer(section):
        kind, text = found.lastgroup, found.group()
        if kind is None:
            continue  # width, fill, colour and locale
        if kind in {"quoted", "escaped", "currency", "other"}:
            tokens.append(Token("text", found[kind]))
        elif kind in {"elapsed", "half", "general", "exponent", "date", "digits", "point", "percent", "at", "scale"}:
            tokens.append(Token(kind, text))  # type: ignore[arg-type] # the names of the groups are those of the kinds
    return tokens


def _date(value: Decimal, tokens: Sequence[Token], *, since_1904: bool) -> str:
    days = value + (_DAYS_1904 if since_1904 else 0)
    if not 0 <= days <= _LAST_DAY:
        return general(value)
    # Excel believes in a 29 February 1900; days before it are one further.
    start = datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001 - a sheet's calendar knows no zones
    seconds = round(days * 86400)
    at = start + timedelta(seconds=seconds)
    halved = any(token.kind == "half" for token in tokens)
    said = []
    for index, token in enumerate(tokens):
        if token.kind == "date":
            said.append(_date_part(token.text.lower(), at, _is_minute(tokens, index), halved=halved))
        elif token.kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[1].lower()]
            said.append(str(seconds // unit))
        elif token.kind == "half":
            early, late = token.text.split("/")
            said.append(early if at.hour < 12 else late)
        elif token.kind in {"text", "percent"}:
            said.append(token.text)
    return "".join(said)


def _is_minute(tokens: Sequence[Token], index: int) -> bool:
    """An m is minutes after hours or before seconds, else months."""
    before = next((one.text for one in reversed(tokens[:index]) if one.kind in {"date", "elapsed"}), "")
    after = next((one.text for one in tokens[index + 1 :] if one.kind in {"date", "elapsed"}), "")
    return before.lower().lstrip("[").startswith("h") or after.lower().lstrip("[").startswith("s")


def _date_part(letters: str, at: datetime, is_minute: bool, *, halved: bool) -> str:
    width, hour = len(letters), (at.hour + 11) % 12 + 1 if halved else at.hour
    two = min(width, 2)
    month = _MONTHS[at.month - 1] if width > 2 else f"{at.month:0{two}d}"
    return {
        "y": f"{at.year % 100:02d}" if width < 3 else str(at.year),
        "m": f"{at.minute:0{two}d}" if is_minute else month,
        "d": (_DAYS[at.weekday()] if width > 2 else f"{at.day:0{two}d}"),
        "h": f"{hour:0{two}d}",
        "s": f"{at.second:0{two}d}",
        "a": ("星期" if width > 3 else "") + _WEEK[at.weekday()],
    }[letters[0]]


def _number(value: Decimal, tokens: Sequence[Token]) -> str:
    kinds = [token.kind for token in tokens]
    first = min(kinds.index(kind) for kind in ("digits", "point") if kind in kinds)
    last = max(index for index, kind in enumerate(kinds) if kind in {"digits", "exponent", "point", "scale"})
    body = tokens[first : last + 1]
    point = next((index for index, token in enumerate(body) if token.kind == "point"), len(body))
    whole = "".join(token.text for token in body[:point] if token.kind == "digits")
    part = "".join(token.text for token in body[point:] if token.kind == "digits")
    scale = "".join(token.text for token in body if token.kind == "scale")
    thousands = len(whole) - len(whole.rstrip(",")) + len(part) - len(part.rstrip(",")) + len(scale)
    value = value * 100 ** kinds.count("percent") / Decimal(1000) ** thousands
    whole, part = whole.rstrip(","), part.rstrip(",")
    exponent = next((token.text for token in body if token.kind == "exponent"), "")
    if exponent:
        digits = f"{value:.{len(part)}E}"
        mantissa, _, power = digits.partition("E")
        sign = "-" if int(power) < 0 else ("+" if exponent[1] == "+" else "")
        number = f"{mantissa}E{sign}{abs(int(power)):0{len(exponent) - 2}d}"
    else:
        number = _digits(value, whole, part)
    before = "".join(token.text for token in tokens[:first] if token.kind in {"text", "percent"})
    after = "".join(token.text for token in tokens[last + 1 :] if token.kind in {"text", "percent"})
    return (f"-{before}{number[1:]}" if number.startswith("-") else before + number) + after


def _digits(value: Decimal, whole: str, part: str) -> str:
    """A plain number: thousands parted, at least the zeros of the format, at most its places."""
    rounded = value.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    number = f"{abs(rounded):{',' if ',' in whole else ''}f}"
    front, _, behind = number.partition(".")
    least = part.rfind("0") + 1
    behind = behind[:least] + behind[least:].rstrip("0")
    zeros = whole.replace(",", "").count("0")
    front = "" if front == "0" and zeros == 0 else front.rjust(zeros, "0")
    sign = "-" if rounded < 0 else ""
    return sign + front + (f".{behind}" if behind or "." in part else "")
