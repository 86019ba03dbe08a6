"""What a careful person concludes about a package, worked out here and nowhere else.

Nothing in this package imports the program that is measured. Verdicts follow the doctrine of the house: absence proves
nothing, a clean credit report stays a matter for the register, and a verdict stands only if every way of reading the
papers and every reading of the clause leads to it.
"""

from collections.abc import Iterable, Mapping, Sequence

from samples.application import Application
from samples.conclusions.answer import Answer, Question, ReadingTruth, VerdictTruth, settle
from samples.conclusions.districts import QUESTIONS as DISTRICTS
from samples.conclusions.papers import paper_questions
from samples.conclusions.shanghai import QUESTIONS as SHANGHAI
from samples.plan import Plan
from samples.sight import Seen, View, sights

Outcome = str  # complete, supplement, refuse, verify


def conclude(
    application: Application,
    plan: Plan,
    office_readings: Mapping[str, str],
    printed: Iterable[Seen] | None = None,
) -> tuple[VerdictTruth, ...]:
    """Judge every clause. `printed` is what ledgers wrote down; without it, what such papers usually print.

    `office_readings` names the reading an office chose, by rule id or by topic; clauses it leaves open are judged under
    every reading.
    """
    seen = tuple(sights(application, plan) if printed is None else printed)
    view = View(application=application, plan=plan, seen=seen)
    rules = {"shanghai-2022": SHANGHAI, **DISTRICTS}[application.locality.rules]
    asked = (*rules[application.award], *paper_questions(view))
    return tuple(_judge(one, view, office_readings) for one in asked)


def topics(application: Application) -> frozenset[str]:
    """The conditions that the clauses put to an applicant for this award."""
    rules = {"shanghai-2022": SHANGHAI, **DISTRICTS}[application.locality.rules]
    return frozenset(one.topic for one in rules[application.award])


def outcome(truths: Sequence[VerdictTruth], plan: Plan) -> Outcome:
    """Propose what an office would do: refuse, ask for paper, look, or take it on.

    What only a bureau or a person can settle is the office's own work and keeps nothing from being complete, unless a
    paper of the package already speaks against it: an accident or a penalty on a bureau's letter is looked at first.
    """
    if any(one.verdict == "not_met" and one.remedy == "refuse" for one in truths):
        return "refuse"
    if any((one.verdict == "not_met" or one.doubt == "missing") and one.remedy == "supplement" for one in truths):
        return "supplement"
    looks = any(
        one.verdict == "undetermined" and (one.against or one.doubt not in {"external", "human"}) for one in truths
    )
    if looks or any(one.verdict == "not_met" for one in truths) or any(paper.damage for paper in plan.papers):
        return "verify"
    return "complete"


def _judge(asked: Question, view: View, chosen: Mapping[str, str]) -> VerdictTruth:
    answered = asked.ask(view)
    readings: tuple[ReadingTruth, ...] = ()
    if isinstance(answered, Answer):
        answer = answered
    else:
        answer = settle(answered, chosen.get(asked.rule) or chosen.get(asked.topic))
        readings = tuple(
            ReadingTruth(reading=name, verdict=one.verdict, doubt=one.doubt, why=one.why, against=one.against)
            for name, one in answered.items()
        )
    return VerdictTruth(
        topic=asked.topic,
        clause=asked.clause,
        rule=asked.rule,
        remedy=asked.remedy,
        verdict=answer.verdict,
        doubt=answer.doubt,
        why=answer.why,
        against=answer.against,
        readings=readings,
    )
