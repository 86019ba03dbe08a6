"""Management-system certificates: one world, the styles of many invented bodies."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from samples.applicant import Certificate
from samples.application import Application
from samples.cards.layout import Layout, layouts, pick
from samples.cards.printing import Slots, print_pages
from samples.cards.styles import DAYS
from samples.certificate_number import System, pattern_of, sister_number
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner, Mark
from samples.workdays import anniversary

# Name on the paper, the standard as Chinese bodies print it, and as foreign ones do.
SYSTEMS: dict[System, tuple[str, str, str]] = {
    "quality": ("质量管理体系", "GB/T 19001-2016/ISO 9001:2015", "ISO 9001:2015"),
    "environment": ("环境管理体系", "GB/T 24001-2016/ISO 14001:2015", "ISO 14001:2015"),
    "safety": ("职业健康安全管理体系", "GB/T 45001-2020/ISO 45001:2018", "ISO 45001:2018"),
    "automotive": ("质量管理体系", "IATF 16949:2016", "IATF 16949:2016"),
}
_ACCREDITERS = {"": "CNAS", "foreign": "XKAS", "german": "QAkkS"}
_ACCREDITED = {"": "C000-M", "foreign": "0000", "german": "D-ZM-00000"}
_A_YEAR = timedelta(days=365)
_BODY = "蓬莱认证中心有限公司"
_ENGLISH_BODY = "Penglai Imaginary Certification Co., Ltd."


def management_certificate(
    application: Application,
    ledger: Ledger,
    rng: random.Random,
    *,
    layout: str = "",
    manner: Manner = CLEAN,
    system: System = "quality",
    held: Certificate | None = None,
) -> list[Any]:
    """Draw the pages of one certificate: the applicant's own (`held` names an earlier one) for one system."""
    own = held or application.applicant.certificate
    chosen = pick("management", application.standing.kind, rng, layout or _style(own.number, rng))
    slots = _slots("certificate", application, own, chosen, manner, system)
    if "second" in chosen.needs:
        other: System = "environment" if system == "quality" else "quality"
        slots = {**slots, **_slots("second", application, own, chosen, manner, other)}
    return print_pages(chosen, slots, ledger, rng, sealed=manner.sealed)


def _style(number: str, rng: random.Random) -> str:
    """Draw a body's style among those whose certificates bear such numbers."""
    fitting = [one for one in layouts("management") if pattern_of(number) in one.options["numbers"].split()]
    return rng.choices(fitting, [one.share for one in fitting])[0].id


def _slots(
    prefix: str, application: Application, held: Certificate, layout: Layout, manner: Manner, system: System
) -> Slots:
    a, body = application.applicant, held.body or _BODY
    name, standard, iso = SYSTEMS[system]
    number = held.number if system == "quality" else sister_number(held.number, system)
    if system == "quality":
        standard = held.standard or standard

    def text(field: str, words: str, means: str = "") -> Mark:
        return manner.text(f"certificate.{field}", words, number, means=means)

    def dated(field: str, when: date) -> Callable[[str], Mark]:
        return lambda style: manner.day(f"certificate.{field}", when, number, style=DAYS[style])

    slots: dict[str, Callable[[str], Mark]] = {
        f"{prefix}.name": lambda _: text("name", name),
        f"{prefix}.number": lambda _: text("number", number),
        f"{prefix}.holder": lambda _: text("holder", a.name),
        f"{prefix}.holder_code": lambda _: text("holder_code", a.code),
        f"{prefix}.address": lambda _: text("address", a.address),
        f"{prefix}.scope": lambda _: text("scope", held.scope),
        f"{prefix}.standard": lambda style: text("standard", iso if style == "iso" else standard),
        f"{prefix}.body": lambda style: text("body", _ENGLISH_BODY if style == "english" else body),
        f"{prefix}.first_issued": dated("first_issued", held.first_issued),
        f"{prefix}.issued_on": dated("issued_on", held.issued),
        f"{prefix}.valid_until": dated("valid_until", held.expires),
    }
    if prefix != "certificate":
        return slots
    start = anniversary(held.expires + timedelta(days=1), -3)
    slots |= {
        "body": lambda _: Mark(body, ()),
        "site": lambda _: text("address", a.works),
        "accreditation": lambda style: text(
            "accreditation", _ACCREDITED[style], f"{_ACCREDITERS[style]} {_ACCREDITED[style]}"
        ),
        "entity.name_english": lambda _: manner.text("entity.name_english", _english(a.email)),
        "surveillance": lambda _: text("surveillance", f"{start.year + 1}年度"),
        f"{prefix}.next_audit": dated("next_audit", anniversary(start, 2)),
    }
    if before := held.previous_end or _cycle_before(held):
        slots[f"{prefix}.previous_end"] = dated("previous_end", before)
    if approval := layout.options.get("approval"):
        slots[f"{prefix}.body_approval"] = lambda _: text("body_approval", approval)
    return slots


def _cycle_before(held: Certificate) -> date | None:
    """When the cycle before ended, for a certificate that follows on one without a gap."""
    begins = anniversary(held.expires + timedelta(days=1), -3)
    return begins - timedelta(days=1) if held.first_issued < begins - _A_YEAR else None


def _english(email: str) -> str:
    """A company's English name, as invented as its mail domain."""
    domain = email.partition("@")[2].partition(".")[0]
    return f"{domain.capitalize()} Imaginary Industries Co., Ltd."
