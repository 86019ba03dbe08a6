"""What nobody asked for and many hand in, and what does not belong in a package at all."""

import random
from collections.abc import Iterator

from samples.application import Application
from samples.plan import PaperPlan, Plan

_MORE = 0.2  # of the applicants add a paper of a kind
_DECOY = 0.06  # of the organisations take another paper for a public credit report
_FRONT = PaperPlan(id="contents-list", kind="contents_list", title="材料目录")
_BEHIND = (
    PaperPlan(id="satisfaction-report", kind="satisfaction_report", title="顾客满意度测评报告"),
    PaperPlan(id="inspection-report", kind="inspection_report", title="产品质量监督抽查检验报告"),
    PaperPlan(id="tax-proof", kind="tax_proof", title="纳税证明"),
    PaperPlan(id="officer-certificate", kind="officer_certificate", title="首席质量官培训证书"),
)
_SISTERS = (("environment", "环境管理体系认证证书"), ("safety", "职业健康安全管理体系认证证书"))
_SISTER = 0.15
_LOOKALIKES = (("bank", "企业信用报告"), ("rating", "企业信用等级证书"), ("export", "企业信息查询报告"))


def with_extras(application: Application, plan: Plan, rng: random.Random) -> Plan:
    """A contents list in front, more papers behind, and now and then one that only looks like what was asked for."""
    front = (_FRONT,) if rng.random() < _MORE else ()
    organisation = application.track == "organisation"
    behind = tuple(one for one in _BEHIND if rng.random() < _MORE and organisation and not plan.of_kind(one.kind))
    decoys = (*_sisters(plan, rng), *_lookalikes(rng)) if organisation else ()
    return plan.model_copy(update={"papers": (*front, *plan.papers, *behind, *decoys)})


def _sisters(plan: Plan, rng: random.Random) -> Iterator[PaperPlan]:
    """Certificates of other systems, which are real and prove nothing of quality; one in three is misfiled."""
    for system, title in _SISTERS:
        if plan.of_kind("management_certificate") and rng.random() < _SISTER:
            filed = "ISO9001证书" if rng.random() < 1 / 3 else title
            yield PaperPlan(
                id=f"{system}-certificate", kind="management_certificate", title=filed, topic=system, decoy=True
            )


def _lookalikes(rng: random.Random) -> Iterator[PaperPlan]:
    for layout, title in _LOOKALIKES:
        if rng.random() < _DECOY:
            yield PaperPlan(id=f"credit-{layout}", kind="other", title=title, topic=layout, decoy=True)
