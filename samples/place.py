"""Where an invented applicant lies, when it was founded, and what it does."""

import random
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from samples.applicant import Fixed
from samples.application import EntityKind, Locality


class Trade(Fixed):
    kinds: tuple[EntityKind, ...]
    name: str
    industry: str
    products: str
    business: str
    scope: str
    permits: tuple[str, ...]
    sector: str = ""
    manufacturer: bool = True


@cache
def trades() -> tuple[Trade, ...]:
    told = tomllib.loads(Path(__file__).with_name("trades.toml").read_text(encoding="utf-8"))["trade"]
    return tuple(Trade.model_validate(one) for one in told)


def district_name(locality: Locality) -> str:
    """The district as registrars and seals name it: 上海市徐汇区, 杭州市萧山区."""
    return locality.city + locality.district


def place(locality: Locality, rng: random.Random) -> str:
    province = "" if locality.province == locality.city else locality.province
    return province + district_name(locality) + (rng.choice(locality.towns) if locality.towns else "")


def founding(rng: random.Random, on: date) -> date:
    founded = date(on.year - rng.randrange(9, 22), rng.randrange(1, 13), rng.randrange(1, 28))
    return founded if founded.weekday() < 5 else founded - timedelta(days=2)
