"""What an office checks beside the regulation, by default: the list of papers, and what must agree across them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.model import Noun
from pipeline.settings import Practice
from validators.predicates.agree import Agree


class Consistency(Noun):
    """Something that several papers print and that must be the same on all of them."""

    id: str
    title: str
    quote: str
    test: Agree


@cache
def default_papers(track: str) -> tuple[Practice, ...]:
    """List the papers an office asks of this track when its settings say nothing.

    >>> default_papers("organisation")[0].title
    '申报表'
    """
    return tuple(Practice.model_validate(one) for one in _table("practice.toml", track))


@cache
def consistencies(track: str) -> tuple[Consistency, ...]:
    return tuple(Consistency.model_validate(one) for one in _table("consistency.toml", track))


def _table(name: str, track: str) -> list[dict[str, Any]]:
    told = tomllib.loads(files("validators").joinpath(name).read_text(encoding="utf-8"))
    return list(told.get(track, ()))
