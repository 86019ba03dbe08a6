"""Which paper of a plan is drawn by whom: from a planned paper to its pictures and its truth."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from samples.application import Application
from samples.cards.honour import honour_certificate
from samples.cards.management import management_certificate
from samples.cards.personal import identity_card, officer_certificate, title_certificate
from samples.cards.registration import business_licence, institution_certificate, social_certificate
from samples.cards.screen import land_list, supervision_screen
from samples.ledger import Ledger
from samples.papers.mark import Manner
from samples.plan import PaperPlan

DRAWN: Mapping[str, Callable[..., list[Any]]] = {
    "business_licence": business_licence,
    "institution_certificate": institution_certificate,
    "social_certificate": social_certificate,
    "management_certificate": management_certificate,
    "honour_certificate": honour_certificate,
    "identity_card": identity_card,
    "title_certificate": title_certificate,
    "officer_certificate": officer_certificate,
    "land_list": land_list,
    "supervision_screen": supervision_screen,
}


def draw(
    paper: PaperPlan, application: Application, rng: random.Random, *, layout: str = ""
) -> tuple[list[Any], Ledger]:
    """Draw the pages of one planned paper from its own world, with everything that was done to it on purpose."""
    ledger = Ledger(paper.kind)
    more: dict[str, Any] = {}
    if paper.kind == "honour_certificate":
        more["topic"] = paper.topic
    if paper.kind == "management_certificate" and paper.topic:
        more["system"] = paper.topic
    if paper.kind == "land_list" and paper.years:
        more["year"] = paper.years[0]
    way = DRAWN[paper.kind]
    manner = Manner.of(paper)
    return way(paper.world(application), ledger, rng, layout=layout, manner=manner, **more), ledger
