"""Defects of papers and files: missing, unsigned, blank, torn, locked, doubled, or not what they seem."""

import random
from decimal import Decimal

from samples.applicant import Applicant, Certificate
from samples.application import Application
from samples.defects.defect import Case, Test, Way, every, holds, locally, marked, organisation, plus, without
from samples.defects.identity import stranger
from samples.papers.lookalikes import another_award
from samples.plan import MIDDLE, PaperPlan
from samples.sight import REGISTRATION
from samples.usual import paper
from samples.workdays import anniversary

_MORE = Decimal("800.00")  # 万元


def _marked_one(kind: str, **update: object) -> Way:
    """Do something to the newest paper of a kind only."""

    def way(case: Case, _: random.Random) -> Case:
        last = case.plan.of_kind(kind)[-1]
        papers = tuple(one.model_copy(update=update) if one is last else one for one in case.plan.papers)
        return case.model_copy(update={"plan": case.plan.model_copy(update={"papers": papers})})

    return way


def _form_kind(case: Case) -> str:
    return "application_form" if case.plan.of_kind("application_form") else "individual_form"


def _form(**update: object) -> Way:
    return lambda case, rng: marked(_form_kind(case), **update)(case, rng)


def _doctored(case: Case, _: random.Random) -> Case:
    """The stamped scan of the form names another representative and more revenue than the Word file."""
    scan = paper("application_form", "scan", "申报表盖章扫描件", medium="scan")
    words = case.plan.change("application_form", lambda one: one.model_copy(update={"medium": "word"}))
    other = case.application.model_copy(update={"applicant": _other_signer(case.application.applicant)})
    return plus(case.model_copy(update={"plan": words}), scan.model_copy(update={"of": other}))


def _other_signer(a: Applicant) -> Applicant:
    name = a.contact.name if a.contact.name != a.licence.representative else a.quality_officer.name
    last = a.seasons[-1].model_copy(update={"revenue": a.seasons[-1].revenue + _MORE})
    licence = a.licence.model_copy(update={"representative": name})
    return a.model_copy(update={"licence": licence, "seasons": (*a.seasons[:-1], last)})


def _honest_pair(case: Case, _: random.Random) -> Case:
    """The form comes as Word and as a stamped scan of the same words."""
    words = case.plan.change("application_form", lambda one: one.model_copy(update={"medium": "word"}))
    return plus(
        case.model_copy(update={"plan": words}), paper("application_form", "scan", "申报表盖章扫描件", medium="scan")
    )


def _old_certificate(case: Case, _: random.Random) -> Case:
    """The certificate of the cycle before lies beside the valid one."""
    return plus(case, paper("management_certificate", "old", of=_a_cycle_ago(case.application)))


def _only_old_certificate(case: Case, _: random.Random) -> Case:
    old = _a_cycle_ago(case.application)
    plan = case.plan.change("management_certificate", lambda one: one.model_copy(update={"of": old}))
    return case.model_copy(update={"plan": plan})


def _a_cycle_ago(application: Application) -> Application:
    held = application.applicant.certificate
    update = {
        "number": _number_before(held),
        "first_issued": min(held.first_issued, anniversary(held.issued, -3)),
        "issued": anniversary(held.issued, -3),
        "expires": anniversary(held.expires, -3),
    }
    applicant = application.applicant.model_copy(update={"certificate": held.model_copy(update=update)})
    return application.model_copy(update={"applicant": applicant})


def _number_before(held: Certificate) -> str:
    """The number of the cycle before: another one, whatever the body's pattern."""
    serial = random.Random(held.number).randrange(10000, 99999)
    return f"997{(held.issued.year - 3) % 100:02}Q{serial}R0M"


def _strangers(kind: str, *, instead: bool) -> Way:
    """A paper of another company, beside the right one or instead of it."""

    def way(case: Case, rng: random.Random) -> Case:
        other = case.application.model_copy(update={"applicant": stranger(case, rng)})
        if instead:
            plan = case.plan.change(kind, lambda one: one.model_copy(update={"of": other}))
            return case.model_copy(update={"plan": plan})
        first = case.plan.of_kind(kind)[0]
        return plus(case, first.model_copy(update={"id": f"{first.id}-stranger", "of": other, "decoy": True}))

    return way


def _scope(case: Case, _: random.Random) -> Case:
    """The certificate covers another business than the applicant's."""

    def change(a: Applicant) -> Applicant:
        other = a.certificate.model_copy(update={"scope": "办公场所的物业管理和绿化养护服务"})
        return a.model_copy(update={"certificate": other})

    return locally(case, "management_certificate", change)


def _other_header(case: Case, _: random.Random) -> Case:
    """The report still bears the title of another award."""
    other = another_award(case.application)
    plan = case.plan.change("self_assessment", lambda one: one.model_copy(update={"of": other}))
    return case.model_copy(update={"plan": plan})


def _wrong_file(case: Case, _: random.Random) -> Case:
    """What is named a credit report is the declaration once more."""
    name = case.plan.of_kind("credit_report")[0].title
    declaration = case.plan.of_kind("declaration")[0]
    wrong = declaration.model_copy(update={"id": "declaration-wrong", "file_name": name})
    return plus(case.model_copy(update={"plan": case.plan.without("credit_report")}), wrong)


def _registration_missing(case: Case, rng: random.Random) -> Case:
    return without(*REGISTRATION)(case, rng)


def _old_credit_report(case: Case, _: random.Random) -> Case:
    """The credit report was made nine months ago."""
    made = anniversary(case.application.applicant.credit_date, -1)
    return locally(case, "credit_report", lambda a: a.model_copy(update={"credit_date": made}))


def _swapped_names(case: Case, _: random.Random) -> Case:
    """Licence and certificate come under each other's names."""
    titles = {kind: case.plan.of_kind(kind)[0].title for kind in ("business_licence", "management_certificate")}

    def swap(one: PaperPlan) -> PaperPlan:
        other = "management_certificate" if one.kind == "business_licence" else "business_licence"
        return one.model_copy(update={"file_name": titles[other]})

    plan = case.plan.change("business_licence", swap).change("management_certificate", swap)
    return case.model_copy(update={"plan": plan})


def _always(_: Case) -> bool:
    return True


def _missing(kind: str) -> tuple[Test, Way]:
    return holds(kind), without(kind)


_ORGANISATION_FORM = every(organisation, holds("application_form"))
_PROFIT_LINES = ("finance.profit_total", "finance.profit_net", "finance.net_assets_change")

WAYS: dict[str, tuple[Test, Way]] = {
    "missing-form": (_always, lambda case, rng: without(_form_kind(case))(case, rng)),
    "missing-self-assessment": _missing("self_assessment"),
    "missing-registration": (organisation, _registration_missing),
    "missing-certificate": _missing("management_certificate"),
    "missing-audit-reports": _missing("audit_report"),
    "missing-credit-report": _missing("credit_report"),
    "missing-officer-appointment": _missing("officer_appointment"),
    "missing-publicity-notice": _missing("publicity_notice"),
    "missing-publicity-result": _missing("publicity_result"),
    "missing-publicity": (holds("publicity_notice"), without("publicity_notice", "publicity_result")),
    "missing-declaration": _missing("declaration"),
    "missing-recommendation": _missing("recommendation"),
    "missing-excellence-proof": _missing("excellence_proof"),
    "missing-land-list": _missing("land_list"),
    "missing-supervision-screen": _missing("supervision_screen"),
    "missing-clearance-letter": _missing("clearance_letter"),
    "missing-employment-proof": _missing("employment_proof"),
    "missing-identity-card": _missing("identity_card"),
    "form-unsigned": (_always, _form(signed=False)),
    "form-unsealed": (_always, _form(sealed=False)),
    "form-date-blank": (_always, _form(blank=("form.filled_on",))),
    "form-founding-blank": (_ORGANISATION_FORM, _form(blank=("entity.founded", "entity.employees"))),
    "recommendation-unsealed": (holds("recommendation"), marked("recommendation", sealed=False)),
    "declaration-unsigned": (holds("declaration"), marked("declaration", signed=False, sealed=False)),
    "audit-page-torn-out": (
        every(organisation, holds("audit_report")),
        _marked_one("audit_report", lost=_PROFIT_LINES),
    ),
    "report-page-torn-out": (holds("self_assessment"), marked("self_assessment", lost=(MIDDLE,))),
    "credit-report-locked": (holds("credit_report"), marked("credit_report", damage="encrypted")),
    "audit-file-damaged": (every(organisation, holds("audit_report")), _marked_one("audit_report", damage="truncated")),
    "declaration-empty": (holds("declaration"), marked("declaration", damage="empty")),
    "licence-damaged": (every(organisation, holds("business_licence")), marked("business_licence", damage="truncated")),
    "same-file-thrice": (_always, marked("declaration", copies=3)),
    "scan-differs-from-word": (_ORGANISATION_FORM, _doctored),
    "scan-beside-word": (_ORGANISATION_FORM, _honest_pair),
    "old-certificate-beside": (every(organisation, holds("management_certificate")), _old_certificate),
    "old-certificate-only": (every(organisation, holds("management_certificate")), _only_old_certificate),
    "certificate-of-another": (
        every(organisation, holds("management_certificate")),
        _strangers("management_certificate", instead=True),
    ),
    "certificate-scope-differs": (every(organisation, holds("management_certificate")), _scope),
    "credit-report-of-another": (
        every(organisation, holds("credit_report")),
        _strangers("credit_report", instead=True),
    ),
    "audit-of-another-beside": (every(organisation, holds("audit_report")), _strangers("audit_report", instead=False)),
    "report-of-another-award": (holds("self_assessment"), _other_header),
    "declaration-named-credit-report": (holds("credit_report", "declaration"), _wrong_file),
    "credit-report-old": (holds("credit_report"), _old_credit_report),
    "names-swapped": (every(organisation, holds("business_licence", "management_certificate")), _swapped_names),
}
