"""The papers a careful applicant hands in: complete, and each of them its own."""

from collections.abc import Iterator

from samples.applicant import Applicant
from samples.application import Application, Standing, Subsidiary
from samples.plan import PaperPlan, Plan
from samples.workdays import anniversary

TITLES = {
    "application_form": "申报表",
    "individual_form": "个人申报表",
    "overview": "组织概述",
    "self_assessment": "自我评价报告",
    "business_licence": "营业执照",
    "institution_certificate": "事业单位法人证书",
    "social_certificate": "社会组织登记证书",
    "unit_document": "机构设立文件",
    "management_certificate": "质量管理体系认证证书",
    "permit": "许可证",
    "audit_report": "审计报告",
    "credit_report": "公共信用信息报告",
    "officer_appointment": "首席质量官任命文件",
    "publicity_notice": "内部公示",
    "publicity_result": "公示情况说明",
    "honour_certificate": "荣誉证书",
    "declaration": "真实性承诺书",
    "recommendation": "推荐意见",
    "excellence_proof": "卓越绩效导入证明",
    "land_list": "亩均效益评价结果",
    "supervision_screen": "企业监管警示系统截图",
    "clearance_letter": "部门证明",
    "identity_card": "身份证",
    "title_certificate": "职称证书",
    "employment_proof": "工作年限证明",
    "social_insurance": "社会保险缴费证明",
    "contents_list": "材料目录",
}
_REGISTRATION = {
    "institution": ("institution_certificate", "unit_document"),
    "association": ("social_certificate", "unit_document"),
    "private_nonprofit": ("social_certificate", "unit_document"),
    "internal_unit": ("unit_document",),
}


def usual_plan(application: Application) -> Plan:
    """List what a complete package of this award holds for this kind of applicant."""
    kinds = application.locality.papers[application.track]
    return Plan(papers=tuple(paper for kind in kinds for paper in _papers(application, kind)))


def paper(kind: str, number: str = "", title: str = "", **more: object) -> PaperPlan:
    """One paper under its usual title."""
    id_ = kind.replace("_", "-") + (f"-{number}" if number else "")
    return PaperPlan.model_validate({"id": id_, "kind": kind, "title": title or TITLES[kind], **more})


def audited_years(application: Application) -> tuple[int, ...]:
    """The whole years before the application that an office wants to see audited."""
    last = application.year - 1
    first = max(application.year - application.locality.loss_years, application.applicant.licence.founded.year)
    return tuple(range(first, last + 1))


def as_subsidiary(application: Application, one: Subsidiary) -> Application:
    """The world as a directly controlled company's own papers tell it."""
    licence = application.applicant.licence.model_copy(update={"founded": one.founded})
    update = {"name": one.name, "code": one.code, "address": one.address, "works": one.address, "licence": licence}
    applicant = application.applicant.model_copy(update=update)
    standing = Standing(land=application.standing.land, manufacturer=application.standing.manufacturer)
    return application.model_copy(update={"applicant": applicant, "standing": standing})


def as_parent(application: Application) -> Application:
    """The world as the parent's licence tells it."""
    a: Applicant = application.applicant
    licence = a.licence.model_copy(update={"founded": anniversary(a.licence.founded, -6)})
    update = {"name": application.standing.parent, "code": application.standing.parent_code, "licence": licence}
    return application.model_copy(update={"applicant": a.model_copy(update=update), "standing": Standing()})


def _papers(application: Application, kind: str) -> Iterator[PaperPlan]:
    a, person = application.applicant, application.candidate
    match kind:
        case "registration":
            yield from _registrations(application)
        case "audit_report":
            for year in audited_years(application):
                yield paper(kind, str(year), f"{year}年度审计报告", years=(year,))
        case "honour_certificate":
            for number, honour in enumerate(a.honours, 1):
                yield paper(kind, str(number), topic=honour.name)
        case "land_list":
            for grade in application.standing.land:
                yield paper(kind, str(grade.year), f"{grade.year}年度亩均效益评价结果", years=(grade.year,))
        case "employment_proof":
            employers = [post.employer for post in person.career if post.quality] if person else []
            for number, employer in enumerate(dict.fromkeys(employers), 1):
                yield paper(kind, str(number), topic=employer)
        case _:
            yield paper(kind)


def _registrations(application: Application) -> Iterator[PaperPlan]:
    standing = application.standing
    for one in _REGISTRATION.get(standing.kind, ("business_licence",)):
        yield paper(one)
    if standing.kind == "internal_unit":
        yield paper("business_licence", "parent", of=as_parent(application))
    for number, daughter in enumerate(standing.subsidiaries, 1):
        of = as_subsidiary(application, daughter)
        yield paper("business_licence", f"subsidiary-{number}", f"{daughter.name}营业执照", of=of)
