"""What the papers of a batch need of one application: its outcome, the state of each condition, facts for a table.

A batch is many dossiers, and a dossier is heavy; an entry is light, so a thousand of them can be held at once.
"""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from pipeline.agenda import weight
from pipeline.catalogue import catalogue
from pipeline.dossier import unread
from pipeline.model import (
    AmountValue,
    Citation,
    Dossier,
    Doubt,
    Fact,
    Noun,
    Outcome,
    RulesUsed,
    SaidValue,
    Verdict,
)
from pipeline.saying import say_value


class State(Noun):
    """One condition of one application. `weight` says what a person does with it."""

    rule: str
    title: str
    cite: Citation
    verdict: Verdict
    doubt: Doubt | None
    weight: str


class Entry(Noun):
    """One line of a batch. `told` is what the papers say, each different thing once, by field or field/key."""

    package: str
    applicant: str
    code: str
    person: bool
    outcome: Outcome
    reasons: tuple[str, ...]
    rules: RulesUsed
    link: str
    states: tuple[State, ...]
    told: dict[str, tuple[str, ...]]
    amounts: dict[str, tuple[Decimal, ...]]
    lost: tuple[str, ...] = ()
    among: tuple[str, ...] = ()  # what other applications of the batch show; no dossier repeats it

    def say(self, *fields: str) -> str:
        """Say what the papers tell of the first field that they tell anything of; different tellings are called so."""
        for field in fields:
            if found := self.told.get(field):
                return found[0] if len(found) == 1 else f"{'／'.join(found)}（各材料不一致）"
        return ""


def entry(dossier: Dossier, link: str) -> Entry:
    """Take what the batch needs out of a masked dossier. `link` is where its page is, from the batch's own papers."""
    facts = _own(dossier)
    return Entry(
        package=dossier.package,
        applicant=dossier.applicant,
        code=dossier.code,
        person=any(fact.kind == "individual_form" and fact.field == "person.name" for fact in facts),
        outcome=dossier.outcome,
        reasons=dossier.reasons,
        rules=dossier.rules,
        link=link,
        states=tuple(
            State(
                rule=one.rule,
                title=one.title,
                cite=one.cite,
                verdict=one.verdict,
                doubt=one.doubt,
                weight=weight(one),
            )
            for one in dossier.findings
        ),
        told=_told(facts),
        amounts=_amounts(facts),
        lost=tuple(problem.file or "材料" for problem in unread(dossier.sheet.problems)),
    )


def _own(dossier: Dossier) -> tuple[Fact, ...]:
    """Leave aside what a paper says of another organisation: a group hands in the licences of its companies."""
    facts = dossier.sheet.facts
    ours = {_plain(dossier.applicant)} | {_plain(_text(one)) for one in facts if one.field == "person.employer"}
    named: dict[str, set[str]] = {}
    for one in facts:
        if one.field == "entity.name":
            named.setdefault(one.document, set()).add(_plain(_text(one)))
    others = {document for document, names in named.items() if not names & ours}
    return tuple(one for one in facts if not (one.field.startswith("entity.") and one.document in others))


def _text(fact: Fact) -> str:
    return say_value(fact.value)


def _plain(name: str) -> str:
    """Compare names without their spaces and the width of their brackets."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _told(facts: Iterable[Fact]) -> dict[str, tuple[str, ...]]:
    """Gather what is said of each field, and of each record of it. A blank says nothing."""
    told: dict[str, dict[str, None]] = {}
    for fact in facts:
        if isinstance(fact.value, SaidValue) and fact.value.said != "none":
            continue
        said = say_value(fact.value, catalogue()[fact.field].unit)
        for name in {fact.field, f"{fact.field}/{fact.key}"} if fact.key else {fact.field}:
            told.setdefault(name, {})[said] = None
    return {name: tuple(said) for name, said in sorted(told.items())}


def _amounts(facts: Iterable[Fact]) -> dict[str, tuple[Decimal, ...]]:
    found: dict[str, dict[Decimal, None]] = {}
    for fact in facts:
        if isinstance(fact.value, AmountValue) and fact.key:
            found.setdefault(f"{fact.field}/{fact.key}", {})[fact.value.amount] = None
    return {name: tuple(amounts) for name, amounts in sorted(found.items())}
