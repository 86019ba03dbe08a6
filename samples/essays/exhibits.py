"""What stands between the paragraphs of a report: tables of results and charts."""

from collections.abc import Callable
from decimal import Decimal

from pipeline.model import AmountValue
from samples.applicant import Figures, wan
from samples.application import Application
from samples.essays.chart import bars, lines
from samples.essays.stock import Author
from samples.forms.blocks import Cell, Grid, cell, rows
from samples.forms.inset import inline
from samples.forms.stroke import Stroke, states, write

_YI = Decimal(100_000_000)
_MONEY: tuple[tuple[str, str, Callable[[Figures], Decimal]], ...] = (
    ("主营业务收入", "finance.main_revenue", lambda year: year.revenue),
    ("利润总额", "finance.profit_total", lambda year: year.total_profit),
    ("净利润", "finance.profit_net", lambda year: year.net_profit),
    ("纳税总额", "finance.tax", lambda year: year.tax_paid),
)


def finance_table(application: Application) -> Grid:
    """The last three years as the books have them."""
    years = application.applicant.years[-3:]
    told: list[list[Cell | Stroke | str]] = [["指标", "单位", *(f"{year.year}年" for year in years)]]
    for title, field, amount in _MONEY:
        row: list[Cell | Stroke | str] = [title, "万元"]
        for year in years:
            value = AmountValue(amount=amount(year))
            row.append(cell(states(field, value, write(wan(amount(year))), key=str(year.year)), align="right"))
        told.append(row)
    return Grid(rows(told, heads=1), (4.0, 2.0, *(9.6 / len(years),) * len(years)))


def result_table(author: Author) -> Grid:
    """Gauges over three years beside a benchmark."""
    told: list[list[str]] = [["指标", "单位", *(f"{year}年" for year in author.years), "标杆"]]
    for gauge in author.gauges(4):
        start = author.rng.uniform(86, 96)
        values = [start + step * author.rng.uniform(0.4, 1.2) for step in range(3)]
        told.append([gauge, "%", *(f"{value:.1f}" for value in values), f"{values[-1] - 0.3:.1f}"])
    return Grid(rows(told, heads=1), (4.6, 1.6, 2.4, 2.4, 2.4, 2.4))


def chart_of(author: Author, application: Application | None) -> Stroke:
    """A chart of one gauge, or of the revenue in 亿元."""
    labels = [f"{year}年" for year in author.years]
    if application:
        books = application.applicant.years[-3:]
        values = [float(book.revenue / _YI) for book in books]
        raw = bars("主营业务收入", [f"{book.year}年" for book in books], values, "亿元")
        return inline(raw, width=11.5, height=6.2)
    (gauge,) = author.gauges(1)
    start = author.rng.uniform(84, 95)
    values = [round(start + step * author.rng.uniform(0.5, 1.6), 1) for step in range(3)]
    others = [round(value - author.rng.uniform(-0.8, 1.9), 1) for value in values]
    if author.rng.random() < 0.5:
        raw = bars(gauge, labels, values, "%", hue=author.rng.randrange(5))
    else:
        raw = lines(gauge, labels, values, others, "%")
    return inline(raw, width=11.5, height=6.2)
