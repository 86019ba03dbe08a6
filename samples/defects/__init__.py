"""What can be spoilt on purpose: named mutations, each with what it may change and what it must leave alone.

`defects.toml` says in Chinese what was done; the modules beside it do it.
"""

import random
import tomllib
from functools import cache
from pathlib import Path

from samples.application import Application
from samples.defects import careers, dates, files, history, identity, money, systems
from samples.defects.defect import Case, Defect
from samples.plan import Plan

_MODULES = (dates, identity, money, systems, history, careers, files)


@cache
def defects() -> dict[str, Defect]:
    """Every defect by name. One without words, or words without a way, is an error here and not later."""
    told = tomllib.loads(Path(__file__).with_name("defects.toml").read_text(encoding="utf-8"))
    ways = {name: pair for module in _MODULES for name, pair in module.WAYS.items()}
    if set(told) != set(ways):
        raise LookupError(sorted(set(told) ^ set(ways)))
    return {
        name: Defect.model_validate({"name": name, "applies": applies, "way": way, **told[name]})
        for name, (applies, way) in ways.items()
    }


def applicable(application: Application, plan: Plan) -> tuple[str, ...]:
    """Name the defects that make sense for this package."""
    case = Case(application=application, plan=plan)
    return tuple(name for name, one in defects().items() if one.applies(case))


def spoil(name: str, application: Application, plan: Plan, rng: random.Random) -> tuple[Application, Plan]:
    """Do one defect to a package. The plan remembers it."""
    spoilt = defects()[name].way(Case(application=application, plan=plan), rng)
    return spoilt.application, spoilt.plan.model_copy(update={"defects": (*plan.defects, name)})
