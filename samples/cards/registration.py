"""Who is registered and how: business licences, certificates of public institutions and of social organisations."""

import random
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pipeline.model import FlagValue, PaperDate, PeriodValue, TextValue
from samples.applicant import YUAN_PER_WAN
from samples.application import Application
from samples.cards.layout import Layout, pick
from samples.cards.printing import Slots, print_pages
from samples.cards.styles import CAPITALS, DAYS
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner, Mark, Stated
from samples.workdays import anniversary

_HEADED = {"branch", "sole_trader"}  # these have a 负责人 or 经营者 and no legal representative


def business_licence(
    application: Application, ledger: Ledger, rng: random.Random, *, layout: str = "", manner: Manner = CLEAN
) -> list[Any]:
    """Draw a business licence of the applicant, in the wanted design or in one that is usual for its kind."""
    return _print("licence", application, ledger, rng, layout, manner)


def institution_certificate(
    application: Application, ledger: Ledger, rng: random.Random, *, layout: str = "", manner: Manner = CLEAN
) -> list[Any]:
    """Draw a 事业单位法人证书: validity, sponsor and funding, and no founding date."""
    return _print("institution", application, ledger, rng, layout, manner)


def social_certificate(
    application: Application, ledger: Ledger, rng: random.Random, *, layout: str = "", manner: Manner = CLEAN
) -> list[Any]:
    """Draw the registration certificate of an association or a private non-profit body."""
    return _print("social", application, ledger, rng, layout, manner)


def _print(
    name: str, application: Application, ledger: Ledger, rng: random.Random, layout: str, manner: Manner
) -> list[Any]:
    chosen = pick(name, application.standing.kind, rng, layout)
    return print_pages(chosen, _slots(application, chosen, rng, manner), ledger, rng, sealed=manner.sealed)


def _slots(application: Application, layout: Layout, rng: random.Random, manner: Manner) -> Slots:
    a, standing = application.applicant, application.standing
    who = "entity.head" if standing.kind in _HEADED else "entity.representative"
    number = f"{a.code[2:8]}{zlib.crc32(a.code.encode()) % 10**10:010}"
    slots: dict[str, Callable[[str], Mark]] = {
        "entity.name": lambda _: manner.text("entity.name", a.name),
        "entity.code": lambda _: manner.text("entity.code", a.code),
        "entity.kind": lambda _: manner.text("entity.kind", a.legal_form),
        who: lambda _: manner.text(who, a.licence.representative),
        "entity.founded": lambda style: manner.day("entity.founded", a.licence.founded, style=DAYS[style or "padded"]),
        "entity.address": lambda _: manner.text("entity.address", a.address),
        "entity.scope": lambda _: manner.text("entity.scope", a.business),
        "licence.issued_on": lambda style: manner.day("licence.issued_on", a.licence.printed, style=DAYS[style]),
        "licence.number": lambda _: manner.text("licence.number", number),
        "licence.name": lambda _: manner.text("licence.name", layout.options["title"]),
        "licence.issuer": lambda _: manner.text("licence.issuer", a.registrar),
        "licence.electronic": lambda _: Mark("电子营业执照", (Stated("licence.electronic", FlagValue(flag=True)),)),
        "entity.term": lambda style: _term(a.licence.founded, manner, style),
        "copy.number": lambda _: Mark(f"{a.code[2:8]}00{rng.randrange(10**7):07}", ()),
        "downloaded": lambda _: Mark(f"{application.on - timedelta(days=20):%Y-%m-%d}", ()),
        "area": lambda _: Mark(application.locality.city + application.locality.district, ()),
        "purpose": lambda _: Mark(f"仅用于{application.locality.form_title.removesuffix('表')}", ()),
    }
    if copy := layout.options.get("copy"):
        spaced = "　".join(copy)
        told = Mark(spaced, (Stated("licence.copy", TextValue(text=copy)),))
        slots["licence.copy"] = lambda _: told
    if a.capital and standing.kind not in _HEADED:
        slots["entity.capital"] = lambda style: manner.amount(
            "entity.capital", a.capital * YUAN_PER_WAN, CAPITALS[style](Decimal(a.capital))
        )
    if layout.options.get("registration_number"):
        old = f"{a.code[2:8]}{zlib.crc32(a.name.encode()) % 10**9:09}"
        slots["entity.registration_number"] = lambda _: manner.text("entity.registration_number", old)
    if standing.sponsor:
        field = "licence.supervisor" if standing.kind != "institution" else "entity.parent"
        slots[field] = lambda _: manner.text(field, standing.sponsor)
    if standing.funding:
        slots["licence.funding"] = lambda _: manner.text("licence.funding", standing.funding)
    if standing.term_ends:
        begins, ends = anniversary(a.licence.printed, 0), standing.term_ends
        slots["licence.valid"] = lambda style: _valid(begins, ends, manner, style)
    return slots


def _term(founded: date, manner: Manner, style: str) -> Mark:
    """营业期限: twenty or thirty years from the founding, or without an end."""
    first = DAYS["padded"](founded)
    if "entity.term" in manner.blank:
        return Mark("", ())
    if style == "open":
        value = PeriodValue(starts=PaperDate.model_validate(founded), ends=None, open_end="长期")
        return Mark(f"{first}至长期", (Stated("entity.term", value),))
    ends = anniversary(founded, 30)
    ends = ends.replace(day=min(ends.day, 28))
    last = DAYS["padded"](ends)
    return manner.period("entity.term", founded, ends, f"自{first}至{last}" if style == "from" else f"{first}至{last}")


def _valid(begins: date, ends: date, manner: Manner, style: str) -> Mark:
    written = DAYS[style or "padded"]
    return manner.period("licence.valid", begins, ends, f"自{written(begins)}至{written(ends)}")
