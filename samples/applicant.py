"""The frozen facts of one invented applicant: every paper of a package is printed from these and nothing else."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pydantic import BaseModel, ConfigDict

YUAN_PER_WAN = 10_000
_STEP = Decimal(100)  # amounts are whole hundreds of yuan, so that 万元 with two decimals is exact

# Shares of revenue. Each line of the income statement follows from revenue and the cost ratio of its year.
_SHARES: Mapping[str, Decimal] = {
    "surtax": Decimal("0.0062"),
    "selling": Decimal("0.0585"),
    "administration": Decimal("0.0771"),
    "research": Decimal("0.0568"),
    "interest": Decimal("0.0049"),
    "other_income": Decimal("0.0113"),
    "outside_income": Decimal("0.0021"),
    "outside_expense": Decimal("0.0009"),
    "assets": Decimal("1.3420"),
    "value_added_tax": Decimal("0.0417"),
}
_INCOME_TAX = Decimal("0.15")


class Fixed(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figures(Fixed):
    """One financial year in yuan."""

    year: int
    revenue: Decimal
    cost: Decimal
    surtax: Decimal
    selling: Decimal
    administration: Decimal
    research: Decimal
    interest: Decimal
    other_income: Decimal
    outside_income: Decimal
    outside_expense: Decimal
    assets: Decimal
    liabilities: Decimal
    value_added_tax: Decimal
    deferred_tax: Decimal = Decimal(0)

    @property
    def operating_profit(self) -> Decimal:
        expenses = self.cost + self.surtax + self.selling + self.administration + self.research + self.interest
        return self.revenue - expenses + self.other_income

    @property
    def total_profit(self) -> Decimal:
        return self.operating_profit + self.outside_income - self.outside_expense

    @property
    def income_tax(self) -> Decimal:
        return _hundreds(self.total_profit * _INCOME_TAX) + self.deferred_tax

    @property
    def net_profit(self) -> Decimal:
        return self.total_profit - self.income_tax

    @property
    def tax_paid(self) -> Decimal:
        return self.surtax + self.income_tax + self.value_added_tax

    @property
    def debt_ratio(self) -> Decimal:
        return (self.liabilities / self.assets * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


class Season(Fixed):
    """What one year's books start from: revenue in 万元, the share of it that the goods cost, debts to assets."""

    year: int
    revenue: Decimal
    cost_ratio: Decimal
    debt_ratio: Decimal
    deferred_tax: Decimal = Decimal(0)  # in 万元; large, it turns a profit before tax into a loss after it

    def figures(self) -> Figures:
        revenue = self.revenue * YUAN_PER_WAN
        lines = {name: _hundreds(revenue * share) for name, share in _SHARES.items()}
        cost, debts = _hundreds(revenue * self.cost_ratio), _hundreds(lines["assets"] * self.debt_ratio)
        deferred = self.deferred_tax * YUAN_PER_WAN
        return Figures(year=self.year, revenue=revenue, cost=cost, liabilities=debts, deferred_tax=deferred, **lines)


class Certificate(Fixed):
    number: str
    scope: str
    first_issued: date
    issued: date
    expires: date
    body: str = ""  # the certification body; "" leaves it to the drawing code
    standard: str = ""
    previous_end: date | None = None


class Honour(Fixed):
    name: str
    level: str
    issuer: str
    when: str


class Permit(Fixed):
    name: str
    issuer: str
    since: date


class Publicity(Fixed):
    """The notice hung inside the organisation, and the statement of its result."""

    start: date
    end: date
    result: date


class Person(Fixed):
    name: str
    post: str


class Licence(Fixed):
    """What the business licence prints about a company. The other papers agree with it, or a twist says otherwise."""

    representative: str
    founded: date
    printed: date


class Applicant(Fixed):
    name: str
    short_name: str
    code: str
    legal_form: str
    capital: int
    licence: Licence
    registrar: str
    address: str
    works: str
    business: str
    industry: str
    products: str
    staff: int
    inspectors: int
    size: str
    top_manager: Person
    quality_officer: Person
    officer_appointed: date
    contact: Person
    phone: str
    email: str
    model_title: str
    excellence_since: str
    certificate: Certificate
    credit_number: str
    credit_date: date
    permits: tuple[Permit, ...]
    publicity: Publicity
    filled: date
    recommender: str
    recommended: date
    season_before: Season | None = None  # only a comparative column of the first audit report
    seasons: tuple[Season, ...]
    honours: tuple[Honour, ...]

    @property
    def years(self) -> tuple[Figures, ...]:
        return tuple(season.figures() for season in self.seasons)

    @property
    def year_before(self) -> Figures | None:
        return self.season_before.figures() if self.season_before else None


def wan(yuan: Decimal) -> str:
    """Yuan as a form prints them in 万元.

    >>> wan(Decimal("128456700"))
    '12,845.67'
    """
    return f"{yuan / YUAN_PER_WAN:,.2f}"


def day(value: date) -> str:
    """A date as papers print it.

    >>> day(date(2026, 6, 1))
    '2026年6月1日'
    """
    return f"{value.year}年{value.month}月{value.day}日"


def padded_day(value: date) -> str:
    """A date as registers print it.

    >>> padded_day(date(2026, 6, 1))
    '2026年06月01日'
    """
    return f"{value.year}年{value.month:02}月{value.day:02}日"


def _hundreds(amount: Decimal) -> Decimal:
    return (amount / _STEP).quantize(Decimal(1), ROUND_HALF_UP) * _STEP
