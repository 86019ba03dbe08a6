"""Papers of the person who applies, or of the quality officer."""

import random
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from samples.application import Application
from samples.cards.layout import layouts
from samples.cards.printing import Slots, print_pages
from samples.cards.styles import DAYS
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner, Mark
from samples.workdays import anniversary


def identity_card(
    application: Application, ledger: Ledger, rng: random.Random, *, layout: str = "", manner: Manner = CLEAN
) -> list[Any]:
    """Draw both sides of the candidate's identity card on one page, as copiers do."""
    return _print("identity_card", application, ledger, rng, layout, manner)


def title_certificate(
    application: Application, ledger: Ledger, rng: random.Random, *, layout: str = "", manner: Manner = CLEAN
) -> list[Any]:
    """Draw the candidate's 职称证书."""
    return _print("title_certificate", application, ledger, rng, layout, manner)


def officer_certificate(
    application: Application, ledger: Ledger, rng: random.Random, *, layout: str = "", manner: Manner = CLEAN
) -> list[Any]:
    """Draw the training certificate of the quality officer."""
    return _print("officer_certificate", application, ledger, rng, layout, manner)


def _print(
    kind: str, application: Application, ledger: Ledger, rng: random.Random, layout: str, manner: Manner
) -> list[Any]:
    designs = [one for one in layouts("personal") if one.options["kind"] == kind]
    chosen = next((one for one in designs if one.id == layout), None) or rng.choice(designs)
    slots = _officer(application, manner) if kind == "officer_certificate" else _person(application, manner)
    return print_pages(chosen, slots, ledger, rng, sealed=manner.sealed)


def _person(application: Application, manner: Manner) -> Slots:
    one, place = application.candidate, application.locality
    if one is None:
        msg = "only an individual's application has papers of a person"
        raise ValueError(msg)

    def text(field: str, words: str) -> Callable[[str], Mark]:
        return lambda _: manner.text(f"person.{field}", words)

    def dated(field: str, when: date) -> Callable[[str], Mark]:
        def told(style: str) -> Mark:
            name = f"person.{field}"
            return manner.month(name, when) if style == "month" else manner.day(name, when, style=DAYS[style])

        return told

    since = anniversary(one.birth, 36)
    return {
        "person.name": text("name", one.name),
        "person.gender": text("gender", one.gender),
        "person.id_number": text("id_number", one.id_number),
        "person.title": text("title", one.title),
        "person.employer": text("employer", application.applicant.name),
        "person.birth": dated("birth", one.birth),
        "person.title_on": dated("title_on", one.title_on),
        "person.id_valid": lambda _: manner.period(
            "person.id_valid",
            since,
            anniversary(since, 20),
            f"{DAYS['dot'](since)}-{DAYS['dot'](anniversary(since, 20))}",
        ),
        "home": lambda _: Mark(f"{place.city}{place.district}虚构路{zlib.crc32(one.name.encode()) % 900 + 1}号", ()),
        "police": lambda _: Mark(f"{place.city}公安局{place.district}分局", ()),
        "bureau": lambda _: Mark(f"{place.city}人力资源和社会保障局", ()),
        "board": lambda _: Mark(f"{place.city}工程系列高级职称评审委员会", ()),
        "serial": lambda _: Mark(f"{one.title_on.year}{zlib.crc32(one.id_number.encode()) % 10**8:08}", ()),
    }


def _officer(application: Application, manner: Manner) -> Slots:
    a = application.applicant
    trained = a.officer_appointed - timedelta(days=60)
    number = f"CQO{trained.year}{zlib.crc32(a.code.encode()) % 10**6:06}"
    return {
        "officer.name": lambda _: manner.text("officer.name", a.quality_officer.name),
        "officer.certificate_number": lambda _: manner.text("officer.certificate_number", number),
        "holder": lambda _: Mark(a.name, ()),
        "trained": lambda style: Mark(DAYS[style](trained), ()),
        "trainer": lambda _: Mark(f"{application.locality.city}质量协会", ()),
    }
