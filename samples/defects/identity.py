"""Defects of who and where: names, codes and addresses that differ between papers, wrong places, wrong bodies."""

import random
from datetime import date, timedelta

from samples.applicant import Applicant, Licence
from samples.defects.defect import (
    Case,
    Test,
    Way,
    asks,
    certificate_kind,
    dated_before,
    every,
    founding_years,
    holds,
    locally,
    of_kind,
    organisation,
    plus,
    standing,
    world,
)
from samples.names import credit_code, person, words
from samples.usual import paper
from samples.workdays import anniversary


def another_fancy(name: str, rng: random.Random) -> str:
    """The same name with another invented word in it."""
    told = words().fancies
    word = next((one for one in told if one in name), "")
    other = rng.choice([one for one in told if one != word])
    return name.replace(word, other) if word else name + "（新）"


def stranger(case: Case, rng: random.Random) -> Applicant:
    """Another body of the same trade."""
    a = case.application.applicant
    code = credit_code("company", a.code[2:8], rng)
    return a.model_copy(update={"name": another_fancy(a.name, rng), "code": code})


def _name_on(kind: str) -> Way:
    def way(case: Case, rng: random.Random) -> Case:
        name = another_fancy(case.application.applicant.name, rng)
        return locally(case, kind, lambda a: a.model_copy(update={"name": name}))

    return way


def _renamed(*, told: bool) -> Way:
    """The audit reports stand under the name of before; a notice of the change is there or not."""

    def way(case: Case, rng: random.Random) -> Case:
        former = another_fancy(case.application.applicant.name, rng)
        case = locally(case, "audit_report", lambda a: a.model_copy(update={"name": former}))
        if not told:
            return case
        renamed = date(case.application.year, 1, 15)
        return plus(standing(case, former_name=former, renamed=renamed), paper("change_notice", title="变更登记通知书"))

    return way


def _code_on(kind: str, swap: tuple[int, int]) -> Way:
    """Two characters of the code change places on one kind of paper."""

    def change(a: Applicant) -> Applicant:
        signs = list(a.code)
        first, second = swap
        if signs[first] == signs[second]:
            signs[first] = "7" if signs[first] != "7" else "3"
        else:
            signs[first], signs[second] = signs[second], signs[first]
        return a.model_copy(update={"code": "".join(signs)})

    return lambda case, _: locally(case, kind, change)


def _representative(case: Case, rng: random.Random) -> Case:
    """The licence still names somebody else."""
    name = person(rng)
    while name == case.application.applicant.licence.representative:
        name = person(rng)

    def change(a: Applicant) -> Applicant:
        return a.model_copy(update={"licence": a.licence.model_copy(update={"representative": name})})

    return locally(case, certificate_kind(case), change)


def _founded_on_form(years: int, days: int) -> Way:
    """The form tells another founding date than the registration paper."""

    def way(case: Case, _: random.Random) -> Case:
        def change(a: Applicant) -> Applicant:
            told = a.licence.founded
            other = (
                date(case.application.on.year - years, 11, 20) if years else date.fromordinal(told.toordinal() + days)
            )
            return a.model_copy(update={"licence": a.licence.model_copy(update={"founded": other})})

        return locally(case, "application_form", change)

    return way


def _inside(case: Case) -> bool:
    """Whoever was already put outside has no other address inside."""
    return case.application.locality.district in case.application.applicant.address


def _address(kind: str, change: str) -> Way:
    """Another address on one kind of paper, or on all of them; in the same place or outside it."""

    def way(case: Case, rng: random.Random) -> Case:
        place = case.application.locality
        road = f"{rng.choice(words().roads)}{rng.randrange(1600, 1900)}号"

        def moved(a: Applicant) -> Applicant:
            if change == "outside":
                return a.model_copy(update={"address": rng_outside + road})
            if change == "works-outside":
                return a.model_copy(update={"works": rng_outside + road})
            inside = a.address[: a.address.index(place.district) + len(place.district)]
            return a.model_copy(update={"address": inside + road})

        rng_outside = rng.choice(place.elsewhere)
        return locally(case, kind, moved) if kind else world(case, moved)

    return way


def _sole_trader(case: Case, rng: random.Random) -> Case:
    """A sole trader sends in the package of a company."""
    place = case.application.locality
    code = credit_code("sole_trader", place.code, rng)

    def change(a: Applicant) -> Applicant:
        name = f"{place.district}{a.short_name[:2]}经营部"
        return a.model_copy(update={"name": name, "code": code, "legal_form": "个体工商户", "capital": 0})

    return standing(world(case, change), kind="sole_trader")


def _branch(case: Case, rng: random.Random) -> Case:
    """A branch applies where only a legal person may."""
    parent = case.application.applicant
    code = credit_code("branch", parent.code[2:8], rng)

    def change(a: Applicant) -> Applicant:
        form = "有限责任公司分公司（自然人投资或控股）"
        return a.model_copy(update={"name": f"{a.name}第二分公司", "code": code, "legal_form": form, "capital": 0})

    return standing(world(case, change), kind="branch", parent=parent.name, parent_code=parent.code)


def _moved_in(late: int) -> Way:
    """It moved into the district so that the years asked for are complete so many days after the reference day."""

    def way(case: Case, _: random.Random) -> Case:
        moved = dated_before(case.application.on, founding_years(case.application), late=late)
        return plus(standing(case, moved_in=moved), paper("change_notice", title="变更登记通知书"))

    return way


def _term_over(days: int) -> Way:
    """The certificate of registration runs out so many days after the reference day."""
    return lambda case, _: standing(
        world(case, lambda a: a.model_copy(update={"licence": _printed_before(a.licence, case.application.on)})),
        term_ends=case.application.on + timedelta(days=days),
    )


def _printed_before(licence: Licence, on: date) -> Licence:
    return licence.model_copy(update={"printed": max(licence.founded, anniversary(on, -5))})


def _asks_years_here(case: Case) -> bool:
    return case.application.locality.rules in {"xiaoshan-draft-2023", "qingshanhu-2022", "ganzhou"}


_FORM = every(organisation, holds("application_form"))
_COMPANY = every(_FORM, of_kind("company"))
_TERMED = of_kind("institution", "association", "private_nonprofit")
_LICENSED = every(_FORM, lambda case: not of_kind("internal_unit")(case))

WAYS: dict[str, tuple[Test, Way]] = {
    "name-differs-on-form": (_FORM, _name_on("application_form")),
    "name-differs-on-credit-report": (_FORM, _name_on("credit_report")),
    "renamed-without-notice": (every(_COMPANY, holds("audit_report")), _renamed(told=False)),
    "renamed-with-notice": (every(_COMPANY, holds("audit_report")), _renamed(told=True)),
    "code-slip-on-form": (_FORM, _code_on("application_form", (13, 14))),
    "code-slip-on-credit-report": (_FORM, _code_on("credit_report", (16, 17))),
    "representative-differs": (every(_LICENSED, lambda case: not of_kind("branch")(case)), _representative),
    "founded-late-on-form": (every(_FORM, asks("years")), _founded_on_form(1, 0)),
    "founded-a-day-off-on-form": (every(_FORM, asks("years")), _founded_on_form(0, 1)),
    "address-differs-on-form": (every(_FORM, _inside), _address("application_form", "inside")),
    "registered-elsewhere": (every(_LICENSED, asks("registered")), _address("", "outside")),
    "licence-elsewhere": (every(_COMPANY, asks("registered")), _address("business_licence", "outside")),
    "moved-in-day-short": (every(_COMPANY, _asks_years_here), _moved_in(1)),
    "moved-in-on-day": (every(_COMPANY, _asks_years_here), _moved_in(0)),
    "moved-in-day-over": (every(_COMPANY, _asks_years_here), _moved_in(-1)),
    "registration-expired-yesterday": (every(_FORM, _TERMED), _term_over(-1)),
    "registration-expires-on-day": (every(_FORM, _TERMED), _term_over(0)),
    "registration-expires-tomorrow": (every(_FORM, _TERMED), _term_over(1)),
    "works-elsewhere": (_FORM, _address("", "works-outside")),
    "sole-trader-applies": (every(_COMPANY, asks("legal-person")), _sole_trader),
    "branch-applies": (every(_COMPANY, asks("legal-person")), _branch),
}
