"""The paper that names the 首席质量官, in three styles, and the one that brought 卓越绩效 into the house."""

from datetime import date
from typing import Literal

from samples.applicant import Applicant, day
from samples.application import Application
from samples.ledger import Ledger
from samples.papers.letter import PaperLetter
from samples.papers.mark import CLEAN, Manner
from samples.workdays import weekday_from

OfficerLayout = Literal["red", "letter", "decision"]
ProofLayout = Literal["red", "letter"]


def officer_appointment(
    application: Application, ledger: Ledger, layout: OfficerLayout = "red", manner: Manner = CLEAN
) -> bytes:
    """A red-headed notice, a plain letter of appointment, or a numbered decision."""
    a = application.applicant
    officer = manner.text("officer.name", a.quality_officer.name)
    when, signer = manner.day("officer.appointed_on", a.officer_appointed), manner.text("officer.appointer", a.name)
    number = manner.text("officer.appointed_by", _number(a, a.officer_appointed, "质"))
    letter = PaperLetter("首席质量官任命", ledger, manner)
    if layout == "red":
        letter.head(f"{a.name}文件", number)
        letter.title("关于任命首席质量官的通知")
        letter.to("各部门：")
        letter.tell(("为全面实施首席质量官制度，落实质量安全主体责任，经研究决定，任命", officer, "同志为首席质量官。"))
    elif layout == "decision":
        letter.title("关于设立首席质量官的决定")
        letter.tell(("（", number, "）"))
        letter.tell("根据国家关于推行企业首席质量官制度的要求，本单位决定设立首席质量官岗位，由最高管理者直接领导。")
        letter.tell(("一、聘任", officer, f"（{a.quality_officer.post}）为首席质量官，聘期三年。"))
        letter.tell("二、首席质量官享有质量安全一票否决权，负责组织制定质量战略、方针和目标。")
    else:
        letter.title("首席质量官任命书")
        letter.tell(("兹任命", officer, "同志担任本单位首席质量官，全面负责质量管理工作，任期自签发之日起三年。"))
    letter.tell("首席质量官对质量工作负总责，有权调动资源解决质量问题，对不合格品的放行、交付具有一票否决权。")
    letter.sign(signer, when, a.name)
    return letter.bytes()


def excellence_proof(
    application: Application, ledger: Ledger, layout: ProofLayout = "red", manner: Manner = CLEAN
) -> bytes:
    """The notice with which 卓越绩效 began, told to the month."""
    a = application.applicant
    year, month = a.excellence_since.removesuffix("月").split("年")
    began = weekday_from(date(int(year), int(month), 6))
    standard = manner.text("excellence.standard", "GB/T 19580")
    letter = PaperLetter("导入卓越绩效模式", ledger, manner)
    when = manner.month("excellence.introduced_on", began)
    if layout == "red":
        letter.head(f"{a.name}文件", _number(a, began, "企"))
        letter.title("关于导入卓越绩效模式的通知")
        letter.to("各部门：")
        letter.tell(("为提升经营质量，经研究，决定自", when, "起全面导入卓越绩效模式，按照", standard, "开展工作。"))
    else:
        letter.title("导入卓越绩效管理模式的说明")
        letter.tell(("我单位于", when, "召开启动会，正式导入卓越绩效管理模式，依据", standard, "建立了自我评价制度。"))
    letter.tell("推进办公室设在质量管理部，负责培训、自评和改进项目的组织。各部门负责人为本部门第一责任人。")
    letter.tell("每年至少开展一次自我评价，形成自我评价报告和改进计划，并纳入年度经营计划跟踪。")
    signed = began if layout == "red" else a.filled
    letter.sign(a.name, day(signed), a.name)
    return letter.bytes()


def _number(a: Applicant, when: date, about: str) -> str:
    return f"{a.short_name[:2]}{about}〔{when.year}〕{when.month + 1}号"
