"""What one office prints on its form, from `forms.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from samples.applicant import Fixed
from samples.application import Application, Offer

_TOLD = Path(__file__).parent / "forms.toml"


class Office(Fixed):
    """The words of a form that differ from place to place."""

    recommender: str
    opinions: tuple[str, ...]
    pledge: str
    double: str
    compiled: str


@cache
def _offices() -> dict[str, Office]:
    told = tomllib.loads(_TOLD.read_text(encoding="utf-8"))
    return {rules: Office.model_validate(one) for rules, one in told.items()}


def office_of(application: Application) -> Office:
    return _offices()[application.locality.rules]


def titles(application: Application) -> tuple[str, ...]:
    """The awards one may choose from on this form, each once."""
    return tuple(dict.fromkeys(offer.title for offer in _same_track(application)))


def categories(application: Application) -> tuple[str, ...]:
    """The categories of the chosen award."""
    chosen = application.locality.offer(application.award)
    told = (offer.category for offer in _same_track(application) if offer.title == chosen.title)
    return tuple(dict.fromkeys(told))


def _same_track(application: Application) -> tuple[Offer, ...]:
    return tuple(offer for offer in application.locality.awards if offer.track == application.track)
