"""From a planned paper to the files in which it arrives: as it is, scanned, photographed, or bound with others."""

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model import OnPage
from samples.application import Application
from samples.drawing import Drawn, draw, is_card
from samples.ledger import PageKind, Printed
from samples.media import medium, suffix
from samples.plan import Medium, PaperPlan
from samples.pressed import numbered

if TYPE_CHECKING:
    from samples.recipe import Weathered

_PHOTOS = ("phone", "phone", "bad_phone")
_LOOSE = 0.4  # of the scans of one page are pictures and no PDF
_BOUND = 0.2  # of the applicants scan all their certificates into one PDF
_BINDABLE = {"honour_certificate", "management_certificate", "title_certificate", "officer_certificate", "permit"}
_TWO_UP = 0.4  # of the certificates in such a PDF share a page with the next
_GARBLED = 0.03  # of the text PDFs give other letters than they show, where ink is bad too
_LAYER_SHARES = (80, 8, 6, 3, 3)
_BOOK = PaperPlan(id="certificates", kind="other", title="资质荣誉证书")


class Part(NamedTuple):
    """One paper's share of a file."""

    paper: PaperPlan
    pages: tuple[PageKind, ...]
    printed: tuple[Printed, ...]


class Arrived(NamedTuple):
    """One file before it has a name; `label` is the paper it will be named after."""

    label: PaperPlan
    parts: tuple[Part, ...]
    suffix: str
    content: bytes
    condition: str


class _Scan(NamedTuple):
    paper: PaperPlan
    pages: tuple[PageKind, ...]
    inked: tuple["Weathered", ...]
    recipe: str
    medium: Medium


def arrive(
    papers: Sequence[PaperPlan], application: Application, rng: random.Random, *, degraded: bool
) -> Iterator[Arrived]:
    """Draw the papers and let them become files. `degraded` lets scans and photos be worse than a clean scan."""
    titles = [paper.title for paper in papers]
    bound: list[tuple[PaperPlan, Drawn]] = []
    binds = rng.random() < _BOUND
    for paper in papers:
        card = is_card(paper, rng)
        comes = medium(paper, rng, card=card)
        drawn = draw(paper, application, rng, comes, card=card, titles=titles)
        if drawn.content and (comes in {"word", "pdf"} or drawn.is_word):
            yield _as_it_is(paper, drawn, rng, degraded=degraded)
        elif binds and drawn.pictures and _bindable(paper):
            bound.append((paper, drawn))
        else:
            scan = _inked(paper, drawn, application, rng, comes, degraded=degraded)
            yield from _filed(scan, rng, degraded=degraded)
    if bound:
        scans = [_inked(*one, application, rng, "scan", degraded=degraded) for one in _on_one_page(bound, rng)]
        yield _packed(_BOOK, scans, rng, degraded=degraded)


def _as_it_is(paper: PaperPlan, drawn: Drawn, rng: random.Random, *, degraded: bool) -> Arrived:
    from samples.scanpack import garbled_text

    part = Part(paper, tuple(drawn.ledger.pages), tuple(drawn.ledger.printed))
    end, content, condition = suffix(drawn.content, rng), drawn.content, "text"
    if degraded and end == "pdf" and rng.random() < _GARBLED:
        content, condition = garbled_text(content), "text garbled"
    return Arrived(paper, (part,), end, content, "word" if drawn.is_word else condition)


def _bindable(paper: PaperPlan) -> bool:
    own = not paper.decoy and paper.of is None
    return paper.kind in _BINDABLE and own and not paper.damage and not paper.file_name and paper.copies == 1


def _on_one_page(bound: Sequence[tuple[PaperPlan, Drawn]], rng: random.Random) -> Iterator[tuple[PaperPlan, Drawn]]:
    """Lay some of the certificates of one page two on a page; what they print then counts as the first one's."""
    from samples.cards.page import side_by_side

    waiting = list(bound)
    while waiting:
        paper, drawn = waiting.pop(0)
        if waiting and rng.random() < _TWO_UP and len(drawn.pictures) == len(waiting[0][1].pictures) == 1:
            other = waiting.pop(0)[1]
            page, ledger = side_by_side((drawn.pictures[0], drawn.ledger), (other.pictures[0], other.ledger))
            drawn = Drawn(ledger, pictures=(page,))
        yield paper, drawn


def _inked(
    paper: PaperPlan, drawn: Drawn, application: Application, rng: random.Random, comes: Medium, *, degraded: bool
) -> _Scan:
    from samples.recipe import draw_recipe
    from samples.render import scanned
    from samples.weather import weather_paper

    recipe = rng.choice(_PHOTOS) if comes == "photo" else draw_recipe(rng)
    if not degraded or paper.medium in {"scan", "pdf"}:
        recipe = "clean_scan"
    pictures = drawn.pictures or scanned(drawn.content)
    inked = weather_paper(pictures, drawn.ledger, rng, recipe, company=application.applicant.name)
    return _Scan(paper, tuple(drawn.ledger.pages), tuple(inked), recipe, comes)


def _filed(scan: _Scan, rng: random.Random, *, degraded: bool) -> Iterator[Arrived]:
    """One scan as a PDF, or page by page as pictures."""
    loose = scan.medium == "photo" or "phone" in scan.recipe or (len(scan.inked) == 1 and rng.random() < _LOOSE)
    if not loose or scan.paper.damage:
        yield _packed(scan.paper, [scan], rng, degraded=degraded)
        return
    for number, page in enumerate(scan.inked, 1):
        kinds = tuple(PageKind(page=1, kind=one.kind) for one in scan.pages if one.page == number)
        part = Part(scan.paper, kinds, tuple(_at(fact, 1) for fact in page.printed))
        yield Arrived(scan.paper, (part,), "jpg", page.jpeg(), scan.recipe)


def _packed(label: PaperPlan, scans: Sequence[_Scan], rng: random.Random, *, degraded: bool) -> Arrived:
    from samples.scanpack import LAYERS
    from samples.weather import to_pdf

    pages, facts, owners, before = [], [], [], 0
    for owner, scan in enumerate(scans):
        pages.append(tuple(PageKind(page=before + (one.page or 1), kind=one.kind) for one in scan.pages))
        told = [_at(fact, before + number) for number, page in enumerate(scan.inked, 1) for fact in page.printed]
        facts += told
        owners += [owner] * len(told)
        before += len(scan.inked)
    facts = numbered(facts)
    parts = [
        Part(scan.paper, pages[owner], tuple(fact for fact, whose in zip(facts, owners, strict=True) if whose == owner))
        for owner, scan in enumerate(scans)
    ]
    layer = rng.choices(LAYERS, _LAYER_SHARES)[0] if degraded else ""
    content = to_pdf([page for scan in scans for page in scan.inked], layer=layer)
    recipes = "+".join(dict.fromkeys(scan.recipe for scan in scans))
    return Arrived(label, tuple(parts), "pdf", content, f"{recipes} {layer}".strip())


def _at(fact: Printed, page: int) -> Printed:
    """The same fact on another page of another file."""
    if not isinstance(fact.place, OnPage):
        return fact
    return fact.model_copy(update={"place": OnPage(page=page, box=fact.place.box)})
