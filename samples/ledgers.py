"""The truth of a package without its files: each paper is laid out once, and only what it prints is kept.

Scanning and packing a package takes far longer than laying it out, and changes nothing that is printed.
"""

from collections.abc import Sequence
from random import Random

from samples.answers import AnswerSheet
from samples.application import Application
from samples.assemble import concluded, imagine
from samples.drawing import can_draw, draw, is_card
from samples.ledger import PaperTruth
from samples.media import medium
from samples.plan import PaperPlan
from samples.sight import seen

_LONG = {"self_assessment", "overview"}  # of many pages: laid out fastest where nobody counts them


def write_down(rules: str, index: int, seed: int, wanted: Sequence[str] = ()) -> AnswerSheet:
    """Give the answer sheet of the package of this number; its files are called after its papers."""
    application, plan, rng = imagine(rules, index, seed, wanted)
    drawable = [paper for paper in plan.papers if can_draw(paper.kind)]
    titles = [paper.title for paper in drawable]
    papers = [(paper, _laid_out(paper, application, rng, titles)) for paper in drawable]
    printed = [fact for paper, told in papers if not paper.damage for fact in seen(paper, told.printed)]
    name = f"{index + 1:04}-{application.applicant.name}"
    return concluded(application, plan, printed, tuple(told for _, told in papers), rng, name=name)


def _laid_out(paper: PaperPlan, application: Application, rng: Random, titles: Sequence[str]) -> PaperTruth:
    card = is_card(paper, rng)
    comes = medium(paper, rng, card=card)
    if paper.kind in _LONG and not paper.medium and not card:
        comes = "word"
    ledger = draw(paper, application, rng, comes, card=card, titles=titles).ledger
    told = ledger.truth(f"{paper.id}.pdf")
    return told.model_copy(update={"readable": not paper.damage})
