"""Certificates and plaques of an honour: whose it is, what it is called, who gave it and when."""

import random
import re
import zlib
from typing import Any

from pipeline.model import DateValue, PaperDate
from samples.applicant import Honour
from samples.application import Application
from samples.cards.layout import pick
from samples.cards.printing import Slots, print_pages
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner, Mark, Stated


def honour_certificate(
    application: Application,
    ledger: Ledger,
    rng: random.Random,
    *,
    layout: str = "",
    manner: Manner = CLEAN,
    topic: str = "",
) -> list[Any]:
    """Draw the certificate or plaque of the honour called `topic`, or of the first one."""
    honours = application.applicant.honours
    won = next((one for one in honours if one.name == topic), honours[0])
    chosen = pick("honour", "", rng, layout)
    return print_pages(chosen, _slots(application, won, manner), ledger, rng, sealed=manner.sealed)


def _slots(application: Application, won: Honour, manner: Manner) -> Slots:
    who, key = application.applicant.name, won.name
    number = f"{zlib.crc32(won.name.encode()) % 10**8:08}"
    told = "-".join(f"{int(part):02}" for part in re.findall(r"\d+", won.when))
    when = Mark(won.when, (Stated("honour.awarded_on", DateValue(date=PaperDate.model_validate(told)), key),))
    return {
        "honour.name": lambda _: manner.text("honour.name", won.name, key),
        "honour.holder": lambda _: manner.text("honour.holder", who, key),
        "honour.issuer": lambda _: manner.text("honour.issuer", won.issuer, key),
        "honour.awarded_on": lambda _: when,
        "issuer": lambda _: Mark(won.issuer, ()),
        "serial": lambda _: Mark(number, ()),
    }
