"""The words a rule may use: fields of the catalogue by type, kinds of papers, and texts in one plain form."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from pipeline.catalogue import catalogue
from pipeline.model import Noun

PAPERS = {
    "application_form": "申报表",
    "individual_form": "个人申报表",
    "overview": "组织概述",
    "self_assessment": "自我评价报告",
    "business_licence": "营业执照",
    "institution_certificate": "事业单位法人证书",
    "social_certificate": "社会组织登记证书",
    "management_certificate": "管理体系认证证书",
    "permit": "其他许可资质",
    "credit_report": "公共信用信息报告",
    "audit_report": "审计报告",
    "tax_proof": "纳税证明",
    "clearance_letter": "部门出具的无违法、无事故证明",
    "inspection_report": "监督抽查报告",
    "satisfaction_report": "满意度测评报告",
    "honour_certificate": "荣誉证书",
    "officer_appointment": "首席质量官任命文件",
    "officer_certificate": "首席质量官培训证书",
    "excellence_proof": "卓越绩效导入证明",
    "land_list": "亩均效益评价名单",
    "supervision_screen": "企业监管警示系统截图",
    "publicity_notice": "内部公示",
    "publicity_result": "公示情况说明",
    "recommendation": "推荐意见函",
    "declaration": "真实性承诺书",
    "contents_list": "材料目录",
    "change_notice": "变更登记通知书",
    "identity_card": "身份证",
    "title_certificate": "职称证书",
    "employment_proof": "工作年限证明",
    "social_insurance": "社保缴费证明",
    "ip_certificate": "知识产权证书",
    "unit_document": "机构设立文件",
    "other": "其他材料",
}

_ENTITY = ("entity.name", "entity.code")
HOLDERS = {  # the fields by which a paper of a kind tells whose it is
    "application_form": _ENTITY,
    "individual_form": ("person.name",),
    "self_assessment": ("report.applicant", "entity.name", "person.name"),
    "business_licence": _ENTITY,
    "institution_certificate": _ENTITY,
    "social_certificate": _ENTITY,
    "unit_document": _ENTITY,
    "management_certificate": ("certificate.holder", "certificate.holder_code", *_ENTITY),
    "permit": ("permit.holder", *_ENTITY),
    "credit_report": ("credit.subject", "credit.subject_code", *_ENTITY),
    "audit_report": ("audit.company", *_ENTITY),
    "clearance_letter": ("clearance.subject", *_ENTITY, "person.name"),
    "officer_appointment": ("officer.appointer", *_ENTITY),
    "publicity_notice": ("publicity.applicant", *_ENTITY, "person.name"),
    "publicity_result": ("publicity.applicant", *_ENTITY, "person.name"),
    "declaration": ("declaration.by", *_ENTITY, "person.name"),
    "identity_card": ("person.name",),
    "title_certificate": ("person.name",),
}
SEALED_BY_APPLICANT = ("officer_appointment", "publicity_notice", "publicity_result", "declaration", "self_assessment")
DATED = {  # the day on which a paper of a kind was made
    "credit_report": "credit.made_on",
    "clearance_letter": "clearance.issued_on",
    "supervision_screen": "supervision.checked_on",
    "tax_proof": "tax.proof_on",
}

_ENOUGH = 40  # more would hide the likeliest

Limited = Literal["yes", "no", "may"]


class Parameters(Noun):
    """What a rule tells its predicate. `limited` says whether it compares with a limit, given in dated steps."""

    limited: ClassVar[Limited] = "no"


def allowed(word: str, words: Iterable[str]) -> str:
    """Name what may be written instead, the likeliest first.

    >>> allowed("refus", ["supplement", "refuse"])
    'refuse、supplement'
    """
    known = list(words)
    close = get_close_matches(word, known, n=5, cutoff=0.4)
    ranked = [*close, *(one for one in known if one not in close)]
    return "、".join(ranked[:_ENOUGH]) + ("……" if len(ranked) > _ENOUGH else "")


def _field_of(*types: str) -> Callable[[str], str]:
    def check(name: str) -> str:
        field = catalogue().get(name)
        if field is None or (types and field.type not in types):
            wrong = f"没有字段 {name}" if field is None else f"字段 {name} 的类型是 {field.type}"
            fitting = [known.name for known in catalogue().values() if not types or known.type in types]
            raise ValueError(f"{wrong}，可用：{allowed(name, fitting)}")
        return name

    return check


def _paper(kind: str) -> str:
    if kind not in PAPERS:
        raise ValueError(f"没有材料种类 {kind}，可用：{allowed(kind, PAPERS)}")
    return kind


AnyField = Annotated[str, AfterValidator(_field_of())]
DateField = Annotated[str, AfterValidator(_field_of("date"))]
TextField = Annotated[str, AfterValidator(_field_of("text"))]
AmountField = Annotated[str, AfterValidator(_field_of("amount"))]
PaperKind = Annotated[str, AfterValidator(_paper)]


FORM_TRACKS = {"application_form": "organisation", "individual_form": "individual"}
FORMS = tuple(FORM_TRACKS)
REGISTERED = ("business_licence", "institution_certificate", "social_certificate")
TERMED = ("institution_certificate", "social_certificate")  # void when their printed term is over; licences are not
REGISTRATION = ("business_licence", "social_certificate", "unit_document")  # what proves a founding date


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Write a text in one width without white space.

    >>> plain("上海市 徐汇区（甲）")
    '上海市徐汇区(甲)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
