"""The table of indicators: years across, items down, each item in its own unit."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from pipeline.model import AmountValue, SaidValue, TextValue
from samples.applicant import YUAN_PER_WAN, Figures
from samples.application import Application
from samples.forms.blocks import Cell, Row, cell, rows
from samples.forms.hand import Hand
from samples.forms.stroke import Stroke, states, write

_YI = 100_000_000
_CENT = Decimal("0.01")


class Item(NamedTuple):
    """One line of the table. Money is typed in `factor` yuan; what is no money is told as it stands."""

    title: str
    unit: str
    field: str
    told: Callable[[Figures, Application], Decimal | str]
    factor: int = 1


def _money(title: str, field: str, name: str, *, unit: str = "万元") -> Item:
    factor = {"万元": YUAN_PER_WAN, "亿元": _YI, "元": 1}[unit]
    return Item(title, unit, field, lambda year, _: Decimal(getattr(year, name)) / factor, factor)


SHORT = (
    _money("资产总额", "finance.assets", "assets"),
    _money("主营业务收入", "finance.main_revenue", "revenue"),
    _money("利润总额", "finance.profit_total", "total_profit"),
    _money("净利润", "finance.profit_net", "net_profit"),
    _money("纳税总额", "finance.tax", "tax_paid"),
    Item("资产负债率", "%", "finance.debt_ratio", lambda year, _: year.debt_ratio),
    _money("研发投入", "finance.research", "research"),
)
MIXED = (
    _money("资产总额", "finance.assets", "assets", unit="亿元"),
    _money("主营业务收入", "finance.main_revenue", "revenue"),
    _money("营业利润", "finance.operating_profit", "operating_profit"),
    _money("利润总额", "finance.profit_total", "total_profit"),
    _money("净利润", "finance.profit_net", "net_profit"),
    _money("纳税总额", "finance.tax", "tax_paid", unit="元"),
    Item("创汇总额", "万美元", "finance.exports", lambda *_: "/"),
    Item("资产负债率", "%", "finance.debt_ratio", lambda year, _: year.debt_ratio),
)
LONG = (
    *SHORT[:3],
    _money("净利润", "finance.profit_net", "net_profit"),
    SHORT[4],
    Item("创汇总额", "万美元", "finance.exports", lambda *_: "—"),
    SHORT[5],
    Item("流动资产周转率", "次", "", lambda year, _: year.revenue / year.assets * 2),
    Item("成本费用利润率", "%", "", lambda year, _: year.total_profit / (year.revenue - year.total_profit) * 100),
    Item("全员劳动生产率", "万元/人", "", lambda year, here: year.revenue / YUAN_PER_WAN / here.applicant.staff),
    Item("产品销售率", "%", "", lambda year, _: Decimal("97.20") + year.year % 5 * Decimal("0.31")),
    Item("质量损失率", "%", "", lambda year, _: Decimal("0.52") - year.year % 7 * Decimal("0.03")),
    Item("万元产值综合能耗", "吨/万元", "", lambda year, _: Decimal("0.18") - year.year % 6 * Decimal("0.01")),
    Item("安全指标", "/", "", lambda *_: "无重伤及以上事故"),
)


def asked_years(application: Application, *, back: int = 0) -> tuple[int, ...]:
    """The whole years before the application; `back` years too early where somebody used last year's table."""
    count = max(application.locality.loss_years, 3)
    last = application.year - 1 - back
    return tuple(range(last - count + 1, last + 1))


def indicators(
    hand: Hand,
    application: Application,
    items: tuple[Item, ...],
    years: tuple[int, ...],
    *,
    yuan: bool = False,
    rank: bool = True,
) -> tuple[Row, ...]:
    """The head and a row for each item; `yuan` types 元 where the unit says 万元."""
    head: list[Cell | Stroke | str] = ["序号", "项　目", "单位", *(f"{year}年" for year in years)]
    told: list[list[Cell | Stroke | str]] = [[*head, "同行业排名"] if rank else head]
    for number, item in enumerate(items, 1):
        row: list[Cell | Stroke | str] = [str(number), item.title, item.unit]
        row += [cell(_value(hand, application, item, year, yuan=yuan), align="right") for year in years]
        told.append([*row, str(2 + number % 3) if item.factor > 1 else "/"] if rank else row)
    return rows(told, heads=1)


def _value(hand: Hand, application: Application, item: Item, year: int, *, yuan: bool) -> Stroke:
    a = application.applicant
    book = next((one for one in (*a.years, a.year_before) if one and one.year == year), None)
    key = str(year) if item.field else f"{year}·{item.title}"
    field = item.field or "finance.other"
    if field in hand.manner.blank:
        return Stroke()
    told = item.told(book, application) if book else hand.nothing
    if isinstance(told, str):
        value = SaidValue(said="none") if told in {"/", "—", "无"} else TextValue(text=told)
        return states(field, value, hand.plain(told), key=key)
    if yuan and item.unit == "万元":
        typed, factor = told * YUAN_PER_WAN, item.factor
    else:
        typed, factor = told, item.factor
    number = typed.quantize(_CENT, ROUND_HALF_UP)
    stroke = write(hand.figure(number), size=hand.size)
    if not item.field:
        return states(field, TextValue(text=stroke.said), stroke, key=key)
    return states(field, AmountValue(amount=number * factor), stroke, key=key)
