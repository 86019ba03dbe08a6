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

if TYPE_CHECKING:
    from samples.weather import Weathered

_PHOTOS = ("phone", "phone", "bad_phone")
_LOOSE = 0.4  # of the scans of one page are pictures and no PDF
_BOUND = 0.2  # of the applicants scan all their certificates into one PDF
_BINDABLE = {"honour_certificate", "management_certificate", "title_certificate", "officer_certificate", "permit"}
_LAYERS = ("", "true", "garbled")
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
    bound: list[_Scan] = []
    binds = rng.random() < _BOUND
    for paper in papers:
        card = is_card(paper, rng)
        comes = medium(paper, rng, card=card)
        drawn = draw(paper, application, rng, card=card, typed=comes == "word", titles=titles)
        if drawn.content and (comes in {"word", "pdf"} or drawn.is_word):
            part = Part(paper, tuple(drawn.ledger.pages), tuple(drawn.ledger.printed))
            end = suffix(drawn.content, rng)
            yield Arrived(paper, (part,), end, drawn.content, "text" if end == "pdf" else "word")
            continue
        scan = _inked(paper, application, drawn, rng, comes, degraded=degraded)
        if binds and _bindable(scan):
            bound.append(scan)
        else:
            yield from _filed(scan, rng, degraded=degraded)
    if bound:
        yield _book(bound, rng, degraded=degraded)


def _inked(
    paper: PaperPlan, application: Application, drawn: Drawn, rng: random.Random, comes: Medium, *, degraded: bool
) -> _Scan:
    from samples.render import scanned
    from samples.weather import draw_recipe, weather_paper

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


def _bindable(scan: _Scan) -> bool:
    paper = scan.paper
    return paper.kind in _BINDABLE and not paper.damage and not paper.file_name and paper.copies == 1


def _book(scans: Sequence[_Scan], rng: random.Random, *, degraded: bool) -> Arrived:
    """Many certificates in one PDF."""
    return _packed(_BOOK, scans, rng, degraded=degraded)


def _packed(label: PaperPlan, scans: Sequence[_Scan], rng: random.Random, *, degraded: bool) -> Arrived:
    from samples.weather import to_pdf

    parts, before = [], 0
    for scan in scans:
        kinds = tuple(PageKind(page=before + (one.page or 1), kind=one.kind) for one in scan.pages)
        facts = tuple(_at(fact, before + number) for number, page in enumerate(scan.inked, 1) for fact in page.printed)
        parts.append(Part(scan.paper, kinds, facts))
        before += len(scan.inked)
    layer = rng.choices(_LAYERS, (80, 12, 8))[0] if degraded else ""
    content = to_pdf([page for scan in scans for page in scan.inked], layer=layer)  # type: ignore[arg-type]  # one of _LAYERS
    recipes = "+".join(dict.fromkeys(scan.recipe for scan in scans))
    return Arrived(label, tuple(parts), "pdf", content, f"{recipes} {layer}".strip())


def _at(fact: Printed, page: int) -> Printed:
    """The same fact on another page of another file."""
    if not isinstance(fact.place, OnPage):
        return fact
    return fact.model_copy(update={"place": OnPage(page=page, box=fact.place.box)})
