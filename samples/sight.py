"""What the papers of a plan let a reader see: field, value, paper. The ground on which a careful person concludes.

`sights` says what each kind of paper prints of the facts that matter. Where the drawing code has written a ledger, the
ledger knows better (a layout may leave a line out): `seen` turns it into the same words.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property

from pipeline.model import AmountValue, DateValue, FlagValue, PaperDate, PeriodValue, SaidValue, TextValue, Value
from samples.applicant import Fixed
from samples.application import Application
from samples.ledger import Printed
from samples.plan import PaperPlan, Plan
from samples.told import told

REGISTRATION = ("business_licence", "institution_certificate", "social_certificate", "unit_document")
FORMS = ("application_form", "individual_form")
_AS_PRINTED = ("honour.awarded_on", "excellence.introduced_on", "employment.since")  # dates kept in words
_KINSHIP = ("parent", "subsidiary")


class Seen(Fixed):
    """One fact on one paper."""

    paper: str
    kind: str
    field: str
    key: str = ""
    value: Value
    legible: bool = True


class View(Fixed):
    """Everything a reader of one package can see, and what a reader can not."""

    application: Application
    plan: Plan
    seen: tuple[Seen, ...]

    def facts(self, field: str, *kinds: str) -> tuple[Seen, ...]:
        """What the applicant's own papers say; a blank is not an answer."""
        strangers = self.strangers
        return tuple(
            fact
            for fact in self.seen
            if fact.field == field
            and (not kinds or fact.kind in kinds)
            and fact.paper not in strangers
            and fact.value.type != "said"
            and fact.legible
        )

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Papers that speak of somebody or something else."""
        own = {self.application.applicant.name, *self._former}
        return frozenset(
            paper.id
            for paper in self.plan.papers
            if is_strange(self.application, paper)
            # an audit report prints no code: under a name that nothing explains it may be anybody's
            or (paper.kind == "audit_report" and paper.world(self.application).applicant.name not in own)
        )

    @cached_property
    def _former(self) -> frozenset[str]:
        told = (fact.value for fact in self.seen if fact.field == "entity.former_name")
        return frozenset(value.text for value in told if isinstance(value, TextValue))

    @property
    def unread(self) -> tuple[PaperPlan, ...]:
        return tuple(paper for paper in self.plan.papers if paper.damage)

    def present(self, *kinds: str) -> tuple[PaperPlan, ...]:
        """The applicant's own papers of these kinds that can be opened."""
        return tuple(p for p in self.plan.of_kind(*kinds) if not p.damage and p.id not in self.strangers)

    def foreign(self, *kinds: str) -> tuple[PaperPlan, ...]:
        return tuple(p for p in self.plan.of_kind(*kinds) if not p.damage and p.id in self.strangers)


def is_strange(application: Application, paper: PaperPlan) -> bool:
    """Tell whether a paper is somebody else's: a name alone, or a code alone, may be a slip of the pen."""
    if paper.decoy or paper.id.rsplit("-", 1)[-1] in _KINSHIP or any(f"-{kin}-" in paper.id for kin in _KINSHIP):
        return True
    own, shown = application.applicant, paper.world(application).applicant
    return own.code != shown.code and own.name != shown.name


def sights(application: Application, plan: Plan) -> tuple[Seen, ...]:
    """Say what each paper shows, with its dates as coarse and its cells as empty as the plan wants them."""
    return tuple(fact for paper in plan.papers if not paper.damage for fact in _on(paper, paper.world(application)))


def seen(paper: PaperPlan, printed: Iterable[Printed]) -> tuple[Seen, ...]:
    """Take what a ledger wrote down about one paper."""
    return tuple(
        Seen(paper=paper.id, kind=one.kind, field=one.field, key=one.key, value=one.value, legible=one.legible)
        for one in printed
    )


def _on(paper: PaperPlan, world: Application) -> Iterator[Seen]:
    coarse = {one.field: one.to for one in paper.coarse}
    for key, facts in told(paper, world):
        for field, word in facts.items():
            if field in paper.lost or word is None or word == "":
                continue
            value = _value(word, field, coarse.get(field, ""))
            if field in paper.blank:
                value = SaidValue(said="blank")
            yield Seen(paper=paper.id, kind=paper.kind, field=field, key=key, value=value)


def _value(told: str | date | Decimal | bool | tuple[date, date], field: str, coarse: str) -> Value:
    if isinstance(told, str) and field in _AS_PRINTED:
        return DateValue(date=_paper_date(told))
    match told:
        case bool():
            return FlagValue(flag=told)
        case date():
            kept = {"month": f"{told:%Y-%m}", "year": f"{told:%Y}"}.get(coarse, told.isoformat())
            return DateValue(date=PaperDate.model_validate(kept))
        case (begins, ends):
            return PeriodValue(starts=PaperDate.model_validate(begins), ends=PaperDate.model_validate(ends))
        case Decimal():
            return AmountValue(amount=told)
    return TextValue(text=told)


def _paper_date(printed: str) -> PaperDate:
    """Read 2023年3月 as what it says, no more."""
    parts = [int(part) for part in re.findall(r"\d+", printed)]
    return PaperDate.model_validate("-".join(f"{part:02}" for part in parts))
