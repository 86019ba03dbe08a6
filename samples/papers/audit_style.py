"""How one audit firm prints: its words for the columns, its numbers, its name."""

import random
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from samples.applicant import YUAN_PER_WAN, Fixed, day
from samples.application import Application
from samples.workdays import weekday_from

_COLUMNS = (
    ("本年金额", "上年金额"),
    ("本期金额", "上期金额"),
    ("本年累计数", "上年同期数"),
    ("本期发生额", "上期发生额"),
)
_BALANCE = (("期末余额", "上年年末余额"), ("年末余额", "年初余额"), ("期末数", "期初数"))
_NUMERALS = "〇一二三四五六七八九"


class AuditStyle(Fixed):
    """One way to print the statements."""

    firm: int = 0
    columns: tuple[str, str] = _COLUMNS[0]
    balance: tuple[str, str] = _BALANCE[0]
    new_first: bool = True  # the year's own column stands left of the year before
    unit: Literal["元", "万元"] = "元"
    minus: Literal["-", "－", "()"] = "-"
    empty: Literal["", "-"] = ""
    numbered: bool = True  # a column 行次
    restated: bool = False  # the comparative column differs from last year's report

    @classmethod
    def drawn(cls, rng: random.Random) -> "AuditStyle":
        return cls(
            firm=rng.randrange(len(texts()["firm"])),
            columns=rng.choice(_COLUMNS),
            balance=rng.choice(_BALANCE),
            new_first=rng.random() < 0.75,
            unit="万元" if rng.random() < 0.15 else "元",
            minus=rng.choice(("-", "－", "()")),
            empty=rng.choice(("", "-")),
            numbered=rng.random() < 0.6,
        )

    def amount(self, yuan: Decimal | None) -> str:
        """An amount in the unit and with the minus of this firm.

        >>> AuditStyle(minus="()", unit="万元").amount(Decimal(-1234500))
        '(123.45)'
        """
        if yuan is None:
            return self.empty
        told = f"{abs(yuan / YUAN_PER_WAN if self.unit == '万元' else yuan):,.2f}"
        if yuan >= 0:
            return told
        return f"({told})" if self.minus == "()" else self.minus + told


class Firm(Fixed):
    """The firm as it signs one report."""

    name: str
    number: str
    code_label: str
    code: str
    cpas: tuple[str, str]
    signed: date
    chinese_date: bool

    def day(self, when: date) -> str:
        return chinese_day(when) if self.chinese_date else day(when)


def firm_of(application: Application, style: AuditStyle, year: int) -> Firm:
    """The firm that signs the report on this year; its numbers follow from the applicant."""
    told: dict[str, Any] = texts()["firm"][style.firm]
    serial = (application.seed // 7 + year * 37) % 900 + 100
    place = application.locality
    holes = {"city": place.city.removesuffix("市"), "next": year + 1, "yy": f"{(year + 1) % 100:02}", "serial": serial}
    holes["initial"] = place.city[0]
    return Firm(
        name=told["name"].format(**holes),
        number=told["number"].format(**holes),
        code_label=told["code_label"],
        code=told["code"].format(**holes),
        cpas=tuple(told["cpas"]),
        signed=weekday_from(date(year + 1, 3, 1) + timedelta(days=serial % 50)),
        chinese_date=told["dates"] == "chinese",
    )


@cache
def texts() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "audit.toml").read_text(encoding="utf-8"))


def chinese_day(when: date) -> str:
    """A date in characters, as reports are signed.

    >>> chinese_day(date(2025, 3, 21))
    '二〇二五年三月二十一日'
    """
    return f"{''.join(_NUMERALS[int(n)] for n in str(when.year))}年{_count(when.month)}月{_count(when.day)}日"


def _count(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{_NUMERALS[tens]}十")
    return head + (_NUMERALS[ones] if ones else "")
