"""Pictures of screens and lists that a public body shows about a company."""

import random
from typing import Any

from pipeline.model import TextValue
from samples.application import Application
from samples.cards.layout import layouts
from samples.cards.printing import Slots, print_pages
from samples.cards.styles import DAYS
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner, Mark, Stated


def land_list(
    application: Application,
    ledger: Ledger,
    rng: random.Random,
    *,
    layout: str = "",
    manner: Manner = CLEAN,
    year: int = 0,
) -> list[Any]:
    """Draw what shows a 亩均效益 result: the named year's, or the newest."""
    grades = application.standing.land
    one = next((grade for grade in grades if grade.year == year), grades[-1])
    key = str(one.year)
    slots: Slots = {
        **_who(application, manner),
        "land.year": lambda _: Mark(key, ()),
        "land.grade": lambda style: Mark(
            f"{one.grade}{'档' if style == 'step' else ''}", (Stated("land.grade", TextValue(text=one.grade), key),)
        ),
        "land.list": lambda _: manner.text("land.list", one.list_name, key),
        "land.published_on": lambda style: manner.day("land.published_on", one.published, key, style=DAYS[style]),
        "area": lambda _: Mark(application.locality.district, ()),
    }
    return _print("land_list", slots, ledger, rng, layout)


def supervision_screen(
    application: Application, ledger: Ledger, rng: random.Random, *, layout: str = "", manner: Manner = CLEAN
) -> list[Any]:
    """Draw a screen of the warning system with its colour and the day it was asked."""
    standing = application.standing
    slots = {
        **_who(application, manner),
        "supervision.colour": lambda _: manner.text("supervision.colour", standing.supervision_colour),
    }
    if checked := standing.supervision_checked:
        slots["supervision.checked_on"] = lambda style: manner.day("supervision.checked_on", checked, style=DAYS[style])
    return _print("supervision_screen", slots, ledger, rng, layout)


def _who(application: Application, manner: Manner) -> dict[str, Any]:
    a = application.applicant
    return {
        "entity.name": lambda _: manner.text("entity.name", a.name),
        "entity.code": lambda _: manner.text("entity.code", a.code),
    }


def _print(kind: str, slots: Slots, ledger: Ledger, rng: random.Random, layout: str) -> list[Any]:
    designs = [one for one in layouts("screen") if one.options["kind"] == kind]
    chosen = next((one for one in designs if one.id == layout), None) or rng.choice(designs)
    return print_pages(chosen, slots, ledger, rng)
