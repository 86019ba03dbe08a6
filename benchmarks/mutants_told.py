"""What a mutant is, how it came out, and the list of those that change nothing a person could notice."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from pipeline.model import Noun

_LIST = Path(__file__).with_name("mutants.toml")


class Mutant(NamedTuple):
    """One change in one place; `group` is packs or the module that was changed."""

    group: str
    place: str
    change: str
    traits: frozenset[str] = frozenset()


class Told(NamedTuple):
    """A mutant and what noticed it; nothing if nothing did."""

    mutant: Mutant
    by: str


class Equivalent(Noun):
    """A change that gives the same findings, and why. `place` and `change` may hold `*`.

    `without` names what the rule must not have for that to be so.
    """

    place: str = "*"
    change: str
    without: str = ""
    why: str


def equivalents() -> tuple[Equivalent, ...]:
    """Read the list of mutants that nothing can notice, each with its reason."""
    told = tomllib.loads(_LIST.read_text(encoding="utf-8"))
    return tuple(Equivalent.model_validate(one) for one in told.get("equivalent", ()))


def grade(told: Told, known: Iterable[Equivalent]) -> str:
    """Say how a mutant came out: killed, listed as equivalent, or survived."""
    if told.by:
        return "killed"
    _, place, change, traits = told.mutant
    listed = any(
        fnmatchcase(place, one.place) and fnmatchcase(change, one.change)
        and (not one.without or one.without not in traits)
        for one in known
    )  # fmt: skip
    return "equivalent" if listed else "survived"


def table(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """Say for each group how many mutants there were and how they came out."""
    yield f"{'':<32}{'mutants':>9}{'killed':>9}{'equivalent':>12}{'survived':>10}{'killed of the rest':>20}"
    groups = sorted({group for group, _ in counts})
    for name in [*groups, "all"]:
        killed, same, left = (
            sum(n for (group, how), n in counts.items() if how == one and name in {group, "all"})
            for one in ("killed", "equivalent", "survived")
        )
        share = killed / (killed + left) if killed + left else 1.0
        yield f"{name:<32}{killed + same + left:>9}{killed:>9}{same:>12}{left:>10}{share:>20.2%}"
