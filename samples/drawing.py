"""Which hand draws which kind of paper, in one of its layouts."""

import random
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple, get_args

from samples.application import Application
from samples.cards import deck
from samples.ledger import Ledger
from samples.papers.mark import Manner
from samples.plan import PaperPlan


class Drawn(NamedTuple):
    """A paper before anybody scans it: a file, or pages as pictures; with the truth of what it prints."""

    ledger: Ledger
    suffix: str  # pdf or docx; "" for pictures
    content: bytes
    pictures: tuple[Any, ...] = ()


class Hand(NamedTuple):
    """A builder by the place it lives in; `layouts` names the type that lists its layouts."""

    module: str
    function: str
    layouts: str = ""
    suffix: str = "pdf"


_AS_PICTURE = 0.5  # of the papers that come as text or as a picture
_HANDS: Mapping[str, Hand] = {
    "application_form": Hand("samples.forms.organisation", "application_form", "FormLayout", "docx"),
    "individual_form": Hand("samples.forms.individual", "individual_form", "PersonLayout", "docx"),
    "self_assessment": Hand("samples.wordreport", "self_assessment", suffix="docx"),
    "audit_report": Hand("samples.papers.audit", "audit_report", "AuditLayout"),
    "credit_report": Hand("samples.papers.credit", "credit_report", "CreditLayout"),
    "officer_appointment": Hand("samples.papers.officer", "officer_appointment", "OfficerLayout"),
    "excellence_proof": Hand("samples.papers.officer", "excellence_proof", "ProofLayout"),
    "publicity_notice": Hand("samples.papers.publicity", "publicity_notice", "NoticeLayout"),
    "publicity_result": Hand("samples.papers.publicity", "publicity_result", "ResultLayout"),
    "declaration": Hand("samples.papers.endorse", "declaration", "DeclarationLayout"),
    "recommendation": Hand("samples.papers.endorse", "recommendation", "RecommendationLayout"),
    "land_list": Hand("samples.papers.lists", "land_list", "LandLayout"),
    "unit_document": Hand("samples.papers.lists", "unit_document", "UnitLayout"),
    "change_notice": Hand("samples.papers.bureau", "change_notice"),
    "satisfaction_report": Hand("samples.papers.lists", "satisfaction_report"),
    "inspection_report": Hand("samples.papers.lists", "inspection_report"),
    "contents_list": Hand("samples.papers.lists", "contents_list"),
    "tax_proof": Hand("samples.papers.bureau", "tax_proof", "TaxLayout"),
    "clearance_letter": Hand("samples.papers.bureau", "clearance_letter", "ClearanceLayout"),
    "employment_proof": Hand("samples.papers.personal", "employment_proof", "EmploymentLayout"),
    "social_insurance": Hand("samples.papers.personal", "social_insurance", "InsuranceLayout"),
}


def can_draw(kind: str) -> bool:
    """Tell whether there is a hand for this kind; a plan's other papers stay out of the package and of its truth."""
    return kind in _HANDS or kind in deck.DRAWN


def draw(paper: PaperPlan, application: Application, rng: random.Random, *, titles: Sequence[str] = ()) -> Drawn:
    """Draw one paper of the world it is printed from, in a layout the dice choose; `titles` go into a contents list."""
    if paper.kind in deck.DRAWN and (paper.kind not in _HANDS or rng.random() < _AS_PICTURE):
        pictures, ledger = deck.draw(paper, application, rng)
        return Drawn(ledger, "", b"", tuple(pictures))
    hand, world, ledger = _HANDS[paper.kind], paper.world(application), Ledger(paper.kind)
    build: Callable[..., Any] = getattr(import_module(hand.module), hand.function)
    manner = Manner.of(paper)
    options = _options(paper, world, rng)
    if paper.kind == "contents_list":
        options["items"] = [(title, str(number)) for number, title in enumerate(titles, 1)]
    if hand.layouts and "layout" not in options:
        options["layout"] = rng.choice(get_args(getattr(import_module(hand.module), hand.layouts)))
    content: bytes = build(world, ledger, manner=manner, **options)
    return Drawn(ledger, "docx" if content.startswith(b"PK") else hand.suffix, content)


def _options(paper: PaperPlan, world: Application, rng: random.Random) -> dict[str, Any]:
    if paper.kind == "audit_report":
        from samples.papers.audit_style import AuditStyle

        return {
            "layout": _audit_layout(paper, world, rng),
            "style": AuditStyle.drawn(rng),
            "years": paper.years,
            "policy_loss": paper.policy_loss,
        }
    if paper.kind == "application_form":
        return {"yuan": paper.yuan_under_wan}
    if paper.kind == "application_form":
        return {"yuan": paper.yuan_under_wan}
    if paper.kind == "land_list":
        return {"year": paper.years[0]}
    if paper.kind == "employment_proof":
        return {"employer": paper.topic}
    return {}


def _audit_layout(paper: PaperPlan, world: Application, rng: random.Random) -> str:
    if paper.unaudited:
        return "unaudited"
    if world.standing.kind in {"association", "private_nonprofit"}:
        return "activity"
    return "group" if world.standing.kind == "group" else rng.choice(("short", "short", "notes"))
