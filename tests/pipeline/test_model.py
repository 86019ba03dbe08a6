"""The nouns keep their promises: frozen, strict, and the same bytes after a round trip."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.model import AmountValue, Box, DateValue, Evidence, Fact, FactSheet, Finding, PaperDate, canonical
from tests.pipeline.paper import evidence, finding, founded, named, sheet


def test_a_fact_without_evidence_cannot_be_made() -> None:
    """A fact always has a place on paper."""
    with pytest.raises(ValidationError):
        Fact(field="entity.name", value=founded("2020").value, document="x-w", kind="business_licence", evidence=())


def test_an_evidence_without_a_quote_cannot_be_made() -> None:
    with pytest.raises(ValidationError):
        Evidence.model_validate({**evidence("甲").model_dump(), "quote": ""})


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError, match="extra"):
        FactSheet.model_validate({"package": "甲", "colour": "red"})


def test_values_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        founded("2020-03-01").key = "2020"  # type: ignore[misc] # the promise is that this fails


def test_a_sheet_round_trips_to_the_same_bytes() -> None:
    first = canonical(sheet(founded("2020-03"), named("申江（示例）有限公司")))

    assert first == canonical(FactSheet.model_validate_json(first))


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)), st.sampled_from(["day", "month", "year"]))
def test_a_date_keeps_its_precision_through_json(day: date, precision: str) -> None:
    """What is printed as a month never comes back as a day."""
    text = day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    value = DateValue(date=PaperDate.model_validate(text))

    assert DateValue.model_validate_json(value.model_dump_json()) == value
    assert f'"{text}"' in value.model_dump_json()
    assert value.date.earliest() <= day <= value.date.latest()


def test_a_month_is_an_interval() -> None:
    month = PaperDate.model_validate("2024-02")

    assert (month.earliest(), month.latest()) == (date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize("text", ["2023-02-29", "2023-13", "2023-00-01", "23-01-01", "2023-1-1", "2023年"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        PaperDate.model_validate(text)


def test_a_box_that_is_inside_out_is_refused() -> None:
    with pytest.raises(ValidationError, match="inside out"):
        Box(left=0.5, top=0.1, right=0.4, bottom=0.2)


def test_a_box_keeps_four_decimals_and_stays_on_the_page() -> None:
    box = Box(left=-0.01, top=0.123456, right=1.2, bottom=0.5)

    assert (box.left, box.top, box.right) == (0.0, 0.1235, 1.0)


@pytest.mark.parametrize(
    ("given_as", "kept"), [("1200.00", "1200"), ("1.5E+7", "15000000"), ("-0.50", "-0.5"), ("0", "0")]
)
def test_an_amount_is_written_one_way(given_as: str, kept: str) -> None:
    assert str(AmountValue(amount=Decimal(given_as)).amount) == kept


def test_a_doubt_belongs_to_an_undetermined_verdict() -> None:
    """A verdict that is met has no doubt, and an undetermined one says why."""
    with pytest.raises(ValidationError):
        Finding.model_validate({**finding().model_dump(), "doubt": "missing"})
    with pytest.raises(ValidationError):
        Finding.model_validate({**finding().model_dump(), "verdict": "undetermined"})
