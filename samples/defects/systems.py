"""Defects of management systems: certificates at their limits, changed bodies, 卓越绩效 too young, 亩均 and colours."""

import random
from datetime import date, timedelta

from samples.applicant import Certificate
from samples.conclusions import topics
from samples.defects.defect import (
    Case,
    Test,
    Way,
    asks,
    dated_before,
    every,
    holds,
    plus,
    recertified,
    standing,
    world,
)
from samples.names import words
from samples.plan import Coarse
from samples.usual import paper
from samples.workdays import anniversary

_DAY = timedelta(days=1)


def _certificate(**how: object) -> Way:
    """A first certificate of this body, dated so that its two years or its validity end around the reference day."""

    def way(case: Case, rng: random.Random) -> Case:
        on, held = case.application.on, case.application.applicant.certificate
        if "valid_days" in how:
            ends = on + timedelta(days=int(str(how["valid_days"])))
            return recertified(case, held.model_copy(update={"expires": ends, "issued": anniversary(ends, -3)}))
        first = dated_before(on, 2, late=int(str(how["late"])))
        return recertified(case, _first_of(held, first, rng))

    return way


def _first_of(held: Certificate, first: date, rng: random.Random) -> Certificate:
    """The first certificate with another body."""
    others = [body for body in words().bodies if body != held.body]
    number = f"998{first.year % 100:02}Q{rng.randrange(10000, 99999)}R0M"
    update = {"number": number, "first_issued": first, "issued": first, "expires": anniversary(first, 3) - _DAY}
    return held.model_copy(update={**update, "body": rng.choice(others)})


def _new_body(gap_days: int, *, chain: bool) -> Way:
    """Half a year ago the body changed; the certificate of before ended then or earlier, and is attached or not."""

    def way(case: Case, rng: random.Random) -> Case:
        held = case.application.applicant.certificate
        first = case.application.on - 180 * _DAY
        end = first - timedelta(days=gap_days) - _DAY
        start = anniversary(end, -3)
        before = held.model_copy(update={"first_issued": start, "issued": start, "expires": end})
        before = before.model_copy(update={"number": f"999{start.year % 100:02}Q{rng.randrange(10000, 99999)}R1M"})
        old = case.application.model_copy(
            update={"applicant": case.application.applicant.model_copy(update={"certificate": before})}
        )
        case = standing(recertified(case, _first_of(held, first, rng)), earlier_certificates=(before,))
        return plus(case, paper("management_certificate", "earlier", of=old)) if chain else case

    return way


def _coarse_certificate(case: Case, rng: random.Random) -> Case:
    """Valid until the month of the reference day, and the day is not printed."""
    case = _certificate(valid_days=0)(case, rng)
    coarse = (Coarse(field="certificate.valid_until", to="month"),)
    plan = case.plan.change("management_certificate", lambda one: one.model_copy(update={"coarse": coarse}))
    return case.model_copy(update={"plan": plan})


def _without_marks(case: Case, rng: random.Random) -> Case:
    """More than two years old, and no mark of any surveillance audit on it."""
    case = _certificate(valid_days=250)(case, rng)
    blank = ("certificate.surveillance",)
    plan = case.plan.change("management_certificate", lambda one: one.model_copy(update={"blank": blank}))
    return case.model_copy(update={"plan": plan})


def _land(**update: object) -> Way:
    def way(case: Case, _: random.Random) -> Case:
        land = tuple(grade.model_copy(update=update) for grade in case.application.standing.land)
        return standing(case, land=land)

    return way


def _old_land(case: Case, _: random.Random) -> Case:
    """Only the list of the year before is there."""
    land = tuple(
        grade.model_copy(update={"year": grade.year - 1, "published": anniversary(grade.published, -1)})
        for grade in case.application.standing.land
    )
    case = standing(case, land=land)
    plan = case.plan.change(
        "land_list",
        lambda one: one.model_copy(update={"years": (land[0].year,), "title": f"{land[0].year}年度亩均效益评价结果"}),
    )
    return case.model_copy(update={"plan": plan})


def _excellence(months: int) -> Way:
    """Introduced so many months before the reference day; papers tell the month only."""

    def way(case: Case, _: random.Random) -> Case:
        on = case.application.on
        month = on.year * 12 + on.month - 1 - months
        return world(case, lambda a: a.model_copy(update={"excellence_since": f"{month // 12}年{month % 12 + 1}月"}))

    return way


_CERTIFIED = asks("certificate")
_GRADED = every(asks("land"), holds("land_list"))


def _excellent(case: Case) -> bool:
    """萧山 asks no years of some trades."""
    asked = topics(case.application)
    return "excellence" in asked and not ("land" in asked and case.application.standing.sector)


WAYS: dict[str, tuple[Test, Way]] = {
    "certificate-expired-yesterday": (_CERTIFIED, _certificate(valid_days=-1)),
    "certificate-expires-on-day": (_CERTIFIED, _certificate(valid_days=0)),
    "certificate-expires-tomorrow": (_CERTIFIED, _certificate(valid_days=1)),
    "certificate-month-only": (_CERTIFIED, _coarse_certificate),
    "certificate-day-short-of-two-years": (_CERTIFIED, _certificate(late=1)),
    "certificate-two-years-on-day": (_CERTIFIED, _certificate(late=0)),
    "certificate-two-years-and-a-day": (_CERTIFIED, _certificate(late=-1)),
    "certificate-looks-suspended": (holds("management_certificate"), _without_marks),
    "new-body-with-chain": (_CERTIFIED, _new_body(0, chain=True)),
    "new-body-without-chain": (_CERTIFIED, _new_body(0, chain=False)),
    "new-body-after-gap": (_CERTIFIED, _new_body(95, chain=True)),
    "land-grade-b": (_GRADED, _land(grade="B")),
    "land-list-of-year-before": (_GRADED, _old_land),
    "colour-yellow": (asks("colour"), lambda case, _: standing(case, supervision_colour="黄色")),
    "excellence-too-young": (_excellent, _excellence(14)),
    "excellence-month-at-limit": (_excellent, _excellence(24)),
    "excellence-month-short": (_excellent, _excellence(23)),
    "excellence-month-over": (_excellent, _excellence(25)),
}
