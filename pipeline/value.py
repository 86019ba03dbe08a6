"""What a quote can mean once it is read: dates with the precision of the paper, periods, amounts, flags and words."""

import calendar
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, field_validator, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from pipeline.noun import Noun

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PaperDate(Noun):
    """A date as precise as the paper: a day, a month or a year. Written `2021-03-18`, `2021-03` or `2021`.

    >>> PaperDate.model_validate("2021-03").latest()
    datetime.date(2021, 3, 31)
    """

    year: int = Field(ge=1000, le=9999)
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, date):
            return {"year": value.year, "month": value.month, "day": value.day}
        if not isinstance(value, str):
            return value
        if not (found := _DATE.fullmatch(value)):
            msg = f"not a date: {value}"
            raise ValueError(msg)
        return dict(zip(("year", "month", "day"), (int(n) if n else None for n in found.groups()), strict=True))

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if self.day is not None and (self.month is None or self.day > calendar.monthrange(self.year, self.month)[1]):
            msg = f"no such day: {self.year}-{self.month}-{self.day}"
            raise ValueError(msg)
        return self

    @model_serializer
    def _to_text(self) -> str:
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None)

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        del handler
        return {"type": "string", "pattern": rf"^{_DATE.pattern}$", "title": "PaperDate"}

    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        month = "" if self.month is None else f"{self.month}月"
        return f"{self.year}年{month}" if self.day is None else f"{self.year}年{month}{self.day}日"


class TextValue(Noun):
    type: Literal["text"] = "text"
    text: str = Field(min_length=1)


class DateValue(Noun):
    type: Literal["date"] = "date"
    date: PaperDate


class PeriodValue(Noun):
    """From and to, both included. `ends` is None when the paper says 长期 or 至今 (`open_end` keeps which)."""

    type: Literal["period"] = "period"
    starts: PaperDate | None = None
    ends: PaperDate | None = None
    open_end: Literal["", "长期", "至今"] = ""


class AmountValue(Noun):
    """Money or a measured number, in the unit of the field (money is 元)."""

    type: Literal["amount"] = "amount"
    amount: Decimal

    @field_validator("amount", mode="after")
    @classmethod
    def _plain(cls, value: Decimal) -> Decimal:
        """One way to write a number: no exponent, no trailing zeros."""
        return Decimal(format(value.normalize(), "f"))


class FlagValue(Noun):
    type: Literal["flag"] = "flag"
    flag: bool


class SaidValue(Noun):
    """The paper answers, but not with a value: 无, 详见附件, an untouched blank, or ink that does not parse."""

    type: Literal["said"] = "said"
    said: Literal["none", "blank", "elsewhere", "withheld", "unreadable"]


Value = Annotated[
    TextValue | DateValue | PeriodValue | AmountValue | FlagValue | SaidValue, Field(discriminator="type")
]
