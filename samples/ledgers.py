"""The truth of packages without their files: each paper is laid out once, and only what it prints is kept.

Scanning and packing a package takes far longer than laying it out, and changes nothing that is printed. A spoilt
package is the clean one of its number with something done to it: papers that are the same in both are laid out once.
"""

from collections.abc import Sequence
from random import Random

from samples.answers import AnswerSheet
from samples.application import Application
from samples.assemble import concluded, imagine
from samples.defects import applicable, spoil
from samples.drawing import can_draw, draw, is_card
from samples.ledger import PaperTruth
from samples.media import medium
from samples.plan import PaperPlan, Plan
from samples.sight import seen

_LONG = {"self_assessment", "overview"}  # of many pages: laid out fastest where nobody counts them


def write_down(rules: str, index: int, seed: int) -> tuple[AnswerSheet, AnswerSheet]:
    """Give the answer sheets of the package of this number, clean and spoilt; its files are called after its papers."""
    application, plan, rng = imagine(rules, index, seed)
    dice = Random(f"{seed}/{rules}/{index}/ledgers")
    desk = _Desk(f"{dice.random()}", f"{index + 1:04}-{application.applicant.name}")
    clean = desk.sheet(application, plan)
    possible = applicable(application, plan)
    for one in rng.sample(possible, min(len(possible), rng.choice((1, 1, 1, 2, 3)))):
        if one in applicable(application, plan):
            application, plan = spoil(one, application, plan, rng)
    return clean, desk.sheet(application, plan)


class _Desk:
    """Where papers are laid out: what lies there already is not laid out again."""

    def __init__(self, seed: str, name: str) -> None:
        self._seed, self._name = seed, name
        self._laid: dict[tuple[str, str, tuple[str, ...]], PaperTruth] = {}

    def sheet(self, application: Application, plan: Plan) -> AnswerSheet:
        drawable = [paper for paper in plan.papers if can_draw(paper.kind)]
        titles = [paper.title for paper in drawable]
        papers = [(paper, self._lay(paper, application, titles)) for paper in drawable]
        printed = [fact for paper, told in papers if not paper.damage for fact in seen(paper, told.printed)]
        dice = Random(f"{self._seed}/office")
        return concluded(application, plan, printed, tuple(told for _, told in papers), dice, name=self._name)

    def _lay(self, paper: PaperPlan, application: Application, titles: Sequence[str]) -> PaperTruth:
        listed = tuple(titles) if paper.kind == "contents_list" else ()
        key = (paper.model_dump_json(), paper.world(application).model_dump_json(), listed)
        if key not in self._laid:
            self._laid[key] = _laid_out(paper, application, Random(f"{self._seed}/{paper.id}"), titles)
        return self._laid[key]


def _laid_out(paper: PaperPlan, application: Application, rng: Random, titles: Sequence[str]) -> PaperTruth:
    card = is_card(paper, rng)
    comes = medium(paper, rng, card=card)
    if paper.kind in _LONG and not paper.medium and not card:
        comes = "word"
    ledger = draw(paper, application, rng, comes, card=card, titles=titles).ledger
    told = ledger.truth(f"{paper.id}.pdf")
    return told.model_copy(update={"readable": not paper.damage})
