"""Which hand draws which kind of paper, in one of its layouts."""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple, get_args

from samples.application import Application
from samples.cards import deck
from samples.ledger import Ledger
from samples.papers.mark import Manner
from samples.plan import Medium, PaperPlan


class Drawn(NamedTuple):
    """A paper before anybody scans it: a PDF or Word file, or pages as pictures; with the truth of what it prints."""

    ledger: Ledger
    content: bytes = b""
    pictures: tuple[Any, ...] = ()

    @property
    def is_word(self) -> bool:
        return self.content.startswith(b"PK")


class Hand(NamedTuple):
    """A builder by the place it lives in; `layouts` names the type that lists its layouts."""

    module: str
    function: str
    layouts: str = ""


_AS_PICTURE = 0.5  # of the papers that come as text or as a picture
_BY_HAND = 0.3  # of the papers that a pen could reach before they were scanned
_WORD = {"application_form", "individual_form", "overview", "self_assessment"}
_HANDS: Mapping[str, Hand] = {
    "application_form": Hand("samples.forms.organisation", "application_form", "FormLayout"),
    "individual_form": Hand("samples.forms.individual", "individual_form", "PersonLayout"),
    "overview": Hand("samples.essays.report", "overview"),
    "self_assessment": Hand("samples.essays.report", "self_assessment"),
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
    "other": Hand("samples.papers.lookalikes", "credit_lookalike"),
    "employment_proof": Hand("samples.papers.personal", "employment_proof", "EmploymentLayout"),
    "social_insurance": Hand("samples.papers.personal", "social_insurance", "InsuranceLayout"),
}


def can_draw(kind: str) -> bool:
    """Tell whether there is a hand for this kind; a plan's other papers stay out of the package and of its truth."""
    return kind in _HANDS or kind in deck.DRAWN


def is_card(paper: PaperPlan, rng: random.Random) -> bool:
    """Tell whether a paper is drawn as a picture; some kinds come as either."""
    return paper.kind in deck.DRAWN and (paper.kind not in _HANDS or rng.random() < _AS_PICTURE)


def draw(
    paper: PaperPlan,
    application: Application,
    rng: random.Random,
    comes: Medium,
    *,
    card: bool,
    titles: Sequence[str] = (),
) -> Drawn:
    """Draw one paper of the world it is printed from, in a layout the dice choose, for the medium in which it comes.

    `card` asks for pictures; `titles` go into a contents list.
    """
    if card:
        pictures, ledger = deck.draw(paper, application, rng)
        return Drawn(ledger, pictures=tuple(pictures))
    hand, world, ledger = _HANDS[paper.kind], paper.world(application), Ledger(paper.kind)
    build: Callable[..., Any] = getattr(import_module(hand.module), hand.function)
    manner = Manner.of(paper)
    if comes in {"scan", "photo"} and rng.random() < _BY_HAND:
        manner = manner.model_copy(update={"by_hand": True})
    if paper.kind in _WORD:  # a form and its scan are of one design: it hangs on the applicant, not on the dice
        rng = random.Random(f"{application.seed}/{paper.kind}")
        options = _word_options(paper, world, rng)
        options["printed"] = comes != "word"
    else:
        options = _options(paper, world, rng)
    if paper.kind == "contents_list":
        options["items"] = [(title, str(number)) for number, title in enumerate(titles, 1)]
    if hand.layouts and "layout" not in options:
        options["layout"] = rng.choice(get_args(getattr(import_module(hand.module), hand.layouts)))
    content: bytes = build(world, ledger, manner=manner, **options)
    return Drawn(ledger, content)


def _options(paper: PaperPlan, world: Application, rng: random.Random) -> dict[str, Any]:
    match paper.kind:
        case "audit_report":
            from samples.papers.audit_style import AuditStyle

            return {
                "layout": _audit_layout(paper, world, rng),
                "style": AuditStyle.drawn(rng),
                "years": paper.years,
                "policy_loss": paper.policy_loss,
            }
        case "land_list":
            return {"year": paper.years[0]}
        case "other":
            return {"layout": paper.topic}
        case "employment_proof":
            return {"employer": paper.topic}
    return {}


def _word_options(paper: PaperPlan, world: Application, rng: random.Random) -> dict[str, Any]:
    match paper.kind:
        case "application_form":
            return {"yuan": paper.yuan_under_wan}
        case "self_assessment":
            standard = rng.choice(("standard", "standard", "small"))
            layout = "hospital" if "医院" in world.applicant.name else standard
            return {"layout": layout, "pages": _pages(rng), **_header(world)}
        case "overview":
            return {"pages": rng.randrange(3, 8), **_header(world)}
    return {}


def _pages(rng: random.Random) -> int:
    """From 20 to 120 pages, most reports rather short."""
    return round(20 * math.pow(6, rng.random() ** 1.6))


def _header(world: Application) -> dict[str, Any]:
    """The title above the pages; another award's where the world that prints the report is another's."""
    title = world.locality.award_titles[world.award]
    return {} if title == world.locality.offer(world.award).title else {"header": title}


def _audit_layout(paper: PaperPlan, world: Application, rng: random.Random) -> str:
    if paper.unaudited:
        return "unaudited"
    if world.standing.kind in {"association", "private_nonprofit"}:
        return "activity"
    return "group" if world.standing.kind == "group" else rng.choice(("short", "short", "notes"))
