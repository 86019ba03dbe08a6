"""Public credit reports: the national edition of 2022, a province's and a city's."""

from datetime import date

from samples.applicant import day, padded_day
from samples.application import Application
from samples.ledger import Ledger
from samples.papers.code import square
from samples.papers.credit_blocks import GREY, CreditLayout, Report, basics, counts, dashes, details
from samples.papers.leaf import Leaf
from samples.papers.mark import CLEAN, Manner, Mark, Words
from samples.sheets import WIDTH
from samples.typeset import Face

_BLUE, _RED = (28, 76, 140), (176, 32, 36)
_NOTES = {
    "national": (
        "本报告由全国信用信息共享平台生成，信息来源于各地区、各部门归集的公共信用信息，信息采集截至报告生成之日。",
        "行政处罚信息在公示期内展示；依法完成信用修复或公示期届满的，不再展示。",
        "本报告仅供参考，不作为对主体信用状况的评价。如对所载信息有异议，可通过“信用中国”网站提出异议申请。",
        "扫描封面二维码可以核验报告的真伪。报告无信用中国水印的，无效。",
    ),
    "province": (
        "本报告依据《公共信用信息报告标准（2022年版）》编制，所载信息由省级有关部门和各市、县归集。",
        "概述中的条数为在本平台可以查询到的记录数；“无”表示截至报告生成时未查询到记录。",
        "信息主体认为报告内容有误的，可以向所在地公共信用工作机构提出异议。",
    ),
    "city": (
        "本报告依据社会信用管理的有关规定生成，所载信息由信息提供单位归集，供行政管理和公共服务使用。",
        "报告中“0”或“无”表示截至报告生成之日在本平台未查询到相关记录，不代表未归集的信息。",
    ),
}


def credit_report(
    application: Application, ledger: Ledger, layout: CreditLayout = "national", manner: Manner = CLEAN
) -> bytes:
    """A report with cover, explanation, counts and details; a city's begins on its first page with the counts."""
    leaf = Leaf("公共信用信息报告", ledger, manner, face=Face.SERIF if layout == "province" else Face.SANS)
    report = Report(application, leaf, layout)
    if layout == "city":
        _heading(report)
        counts(report)
        basics(report)
        _explained(report)
    else:
        _cover(report)
        report.page()
        _explained(report)
        if layout == "province":
            basics(report)
            counts(report)
        else:
            counts(report)
            basics(report)
    details(report)
    return leaf.bytes()


def _made_on(report: Report) -> Mark:
    style = {"national": _clock, "province": padded_day, "city": dashes}[report.layout]
    return report.manner.day("credit.made_on", report.applicant.credit_date, style=style)


def _cover(report: Report) -> None:
    leaf, a, told = report.leaf, report.applicant, report.manner
    report.page(62)
    if report.layout == "national":
        leaf.text(WIDTH / 2, 44, "信用中国", size=20, align="centre", bold=True, colour=_RED)
    leaf.text(WIDTH / 2, leaf.y, "公共信用信息报告", size=32, align="centre", bold=True, colour=_BLUE)
    leaf.y += 18
    leaf.row("（法人和非法人组织）" if report.layout == "national" else "（法人版）", size=16, align="centre", after=34)
    last = "报告生成时间" if report.layout == "national" else "报告生成日期"
    rows: tuple[tuple[str, Words], ...] = (
        ("主体名称" if report.layout == "national" else "机构名称", told.text("credit.subject", a.name)),
        ("统一社会信用代码", told.text("credit.subject_code", a.code)),
        ("报告编号", told.text("credit.number", a.credit_number)),
        (last, _made_on(report)),
        ("出具单位", told.text("credit.issuer", report.issuer)),
    )
    for label, words in rows:
        leaf.text(78, leaf.y, f"{label}：", size=13, align="right", bold=True)
        leaf.say(80, leaf.y, words, size=13)
        leaf.y += 12
    leaf.picture(square(a.credit_number), WIDTH / 2 - 15, 222, 30)
    leaf.text(WIDTH / 2, 255, "扫描二维码核验报告真伪", size=10, align="centre", colour=GREY)


def _heading(report: Report) -> None:
    leaf, a, told = report.leaf, report.applicant, report.manner
    report.page(24)
    leaf.picture(square(a.credit_number), WIDTH - 50, 16, 22)
    leaf.row("法人公共信用信息报告", size=22, align="centre", bold=True, after=8)
    leaf.say(28, leaf.y, ("报告编号：", told.text("credit.number", a.credit_number)), size=10)
    leaf.say(100, leaf.y, ("生成日期：", _made_on(report)), size=10)
    leaf.y += 7
    leaf.say(28, leaf.y, ("出具机构：", told.text("credit.issuer", report.issuer)), size=10)
    leaf.y += 10


def _explained(report: Report) -> None:
    leaf = report.leaf
    report.room(12 + 14 * len(_NOTES[report.layout]))
    leaf.row("报告说明", size=15, align="left" if report.layout == "city" else "centre", bold=True, after=4)
    for number, note in enumerate(_NOTES[report.layout], 1):
        leaf.tell(f"{number}．{note}", size=10.5, leading=1.6)
    leaf.y += 7


def _clock(when: date) -> str:
    return f"{day(when)} 10:{when.day + 11:02}:{when.month + 20:02}"
