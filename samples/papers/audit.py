"""Audit reports: cover, opinion, statements of two years, and notes where the firm writes them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from samples.applicant import Figures, day
from samples.application import Application
from samples.ledger import Ledger
from samples.papers.audit_lines import scaled
from samples.papers.audit_sheets import Statements
from samples.papers.audit_style import AuditStyle, Firm, firm_of, texts
from samples.papers.code import square
from samples.papers.leaf import BOTTOM, Leaf, Ruling
from samples.papers.mark import CLEAN, Manner, Words, woven
from samples.sheets import HEIGHT, WIDTH

AuditLayout = Literal["short", "notes", "group", "activity", "unaudited"]
Opinion = Literal["clean", "qualified", "adverse", "disclaimer"]
_PARENT = "0.62"  # of the group's figures
_RESTATED = "0.985"  # of the figures first reported


def audit_report(
    application: Application,
    ledger: Ledger,
    layout: AuditLayout = "short",
    manner: Manner = CLEAN,
    *,
    years: Sequence[int] = (),
    style: AuditStyle | None = None,
    opinion: Opinion = "clean",
    policy_loss: bool = False,
) -> bytes:
    """The reports on these years in one file, each with the year before it; `unaudited` gives the statements alone."""
    leaf = Leaf(f"{application.applicant.name}审计报告", ledger, manner)
    printed = style or AuditStyle()
    for now, before in _pairs(application, years, printed):
        report = _Report(application, leaf, printed, layout, now.year)
        drawn = Statements(application, leaf, printed, now, before, unaudited=layout == "unaudited")
        if layout != "unaudited":
            _cover(report)
            _opinion(report, texts()["opinion"][opinion], loss=policy_loss and now.net_profit < 0)
        _statements(drawn, layout)
        if layout in {"notes", "group"}:
            _notes(report, now, before)
    return leaf.bytes()


class _Report:
    def __init__(self, application: Application, leaf: Leaf, style: AuditStyle, layout: AuditLayout, year: int) -> None:
        self.applicant, self.leaf, self.manner, self.layout = application.applicant, leaf, leaf.manner, layout
        self.year, self.key = year, str(year)
        self.firm: Firm = firm_of(application, style, year)
        self.style = style
        nonprofit = layout == "activity"
        self.basis = "《民间非营利组织会计制度》" if nonprofit else "企业会计准则"
        self.whom = "理事会" if nonprofit else "全体股东" if "公司" in application.applicant.name else ""

    @property
    def holes(self) -> Mapping[str, Words]:
        a, told, founded = self.applicant, self.manner, self.applicant.licence.founded
        begin = max(date(self.year, 1, 1), founded)
        whole = begin == date(self.year, 1, 1)
        second = {"activity": "业务活动表、现金流量表", "group": "合并及母公司利润表、现金流量表、所有者权益变动表"}
        first = "合并及母公司资产负债表" if self.layout == "group" else "资产负债表"
        return {
            "audited": told.flag("audit.audited", "我们审计了", self.key),
            "company": told.text("audit.company", a.name, self.key),
            "short": a.short_name,
            "year": self.key,
            "period": f"{self.year}年度" if whole else f"{day(begin)}（成立日）至{self.year}年12月31日止期间",
            "statements": f"{first}，{self.year}年度的"
            + second.get(self.layout, "利润表、现金流量表、所有者权益变动表"),
            "basis": self.basis,
            "loss": told.text("finance.policy_loss", "政策性亏损", self.key),
        }


def _pairs(
    application: Application, years: Sequence[int], style: AuditStyle
) -> Sequence[tuple[Figures, Figures | None]]:
    """Each wanted year with the one before it, which may have been restated since."""
    a = application.applicant
    known = {one.year: one for one in (a.year_before, *a.years) if one}
    wanted = years or [a.years[-1].year]
    pairs = []
    for year in wanted:
        before = known.get(year - 1)
        pairs.append((known[year], scaled(before, _RESTATED) if before and style.restated else before))
    return pairs


def _statements(drawn: Statements, layout: AuditLayout) -> None:
    if layout == "activity":
        drawn.balance(nonprofit=True)
        drawn.activities()
    elif layout == "group":
        drawn.balance("合并资产负债表", basis="合并报表")
        drawn.income("合并利润表", basis="合并报表", group=True)
        now, before = scaled(drawn.now, _PARENT), drawn.before and scaled(drawn.before, _PARENT)
        parent = Statements(drawn.application, drawn.leaf, drawn.style, now, before, parent=True)
        parent.income("母公司利润表", basis="母公司报表")
    else:
        drawn.balance()
        drawn.income("损益表" if layout == "unaudited" else "利润表")
        drawn.cash()


def _cover(report: _Report) -> None:
    leaf, told, firm, key = report.leaf, report.manner, report.firm, report.key
    leaf.page(58)
    leaf.row(told.text("audit.company", report.applicant.name, key), size=20, align="centre", bold=True, after=12)
    leaf.row("审 计 报 告", size=30, align="centre", bold=True, after=10)
    leaf.row(f"{report.year}年度", size=18, align="centre", after=20)
    leaf.row(told.text("audit.number", firm.number, key), size=14, align="centre", after=30)
    leaf.picture(square(firm.code), WIDTH / 2 - 14, leaf.y, 28)
    leaf.y += 31
    code = (f"{firm.code_label}：", told.text("audit.verification", firm.code, key))
    leaf.row(code, size=10, align="centre", after=2)
    leaf.row("您可使用手机“扫一扫”或进入注册会计师行业统一监管平台进行查验", size=9, align="centre", after=24)
    leaf.row(told.text("audit.firm", firm.name, key), size=15, align="centre", bold=True)


def _opinion(report: _Report, texts_of: Mapping[str, str], *, loss: bool) -> None:
    leaf, told, firm, key, holes = report.leaf, report.manner, report.firm, report.key, report.holes
    leaf.page(24)
    leaf.row("审 计 报 告", size=20, align="centre", bold=True, after=4)
    leaf.row(told.text("audit.number", firm.number, key), size=11, align="right", after=4)
    leaf.row((told.text("audit.company", report.applicant.name, key), f"{report.whom}："), size=11.5, after=3)
    decides = texts_of["decides"].format(basis=report.basis)
    opinion = told.text("audit.opinion", decides, key, means=texts_of["value"])
    _headed(
        leaf, texts_of["title"], [woven(texts_of["lead"], **holes), woven(texts_of["rest"], opinion=opinion, **holes)]
    )
    _headed(leaf, texts_of["ground_title"], [woven(texts_of["ground"], **holes)])
    shared: dict[str, Any] = texts()["common"]
    if loss:
        _headed(leaf, shared["emphasis_title"], [woven(shared["policy"], **holes)])
    for number, (title, text) in zip("四五" if loss else "三四", shared["duties"], strict=True):
        _headed(leaf, f"{number}、{title}", [woven(text, **holes)])
    _signed(report)


def _headed(leaf: Leaf, title: str, texts_below: Sequence[Words]) -> None:
    leaf.y += 1
    leaf.row(title, size=11, bold=True, after=1.6)
    for words in texts_below:
        leaf.tell(words, size=10.5, leading=1.55)


def _signed(report: _Report) -> None:
    leaf, told, firm, key = report.leaf, report.manner, report.firm, report.key
    top = max(leaf.y + 12, 228)
    if top > 244:
        leaf.page(40)
        leaf.row("（本页无正文，为审计报告签章页）", size=10.5)
        top = 70
    leaf.seal(firm.name.split("（")[0], 46, top - 12, width=40, number="31000000000")
    leaf.say(28, top, told.text("audit.firm", firm.name, key), size=10.5)
    for name, below in zip(firm.cpas, (0, 15), strict=True):
        leaf.text(112, top + below, "中国注册会计师：", size=10.5)
        leaf.sign(name, 146, top + below - 3, width=27)
    leaf.text(28, top + 34, "中国·" + firm.name[:2] if firm.name[0] == "上" else "中国", size=10.5)
    signed = told.day("audit.signed_on", firm.signed, key, style=firm.day)
    leaf.say(WIDTH - 28, top + 34, signed, size=11, align="right")


def _notes(report: _Report, now: Figures, before: Figures | None) -> None:
    """The notes: what the company is, how it keeps its books, and a table or two."""
    leaf, a = report.leaf, report.applicant
    holes: Mapping[str, Words] = {
        **report.holes,
        "founded": day(a.licence.founded),
        "code": a.code,
        "address": a.address,
        "head": a.licence.representative,
        "business": a.business.rstrip("。"),
        "industry": a.industry,
        "company": a.name,
    }

    def turn() -> None:
        leaf.page(26)
        leaf.text(WIDTH / 2, HEIGHT - 15, f"- {leaf.pdf.page_no()} -", size=9, align="centre")

    turn()
    leaf.row(texts()["notes_title"], size=16, bold=True, align="centre", after=2)
    leaf.row(f"{report.year}年度（除特别注明外，金额单位为人民币元）", size=10, align="centre", after=4)
    for note in texts()["note"]:
        if note["title"].startswith("六"):
            turn()
            _revenue(report, now, before)
        if leaf.y > BOTTOM - 24:
            turn()
        leaf.y += 2
        leaf.row(note["title"], size=11, bold=True, after=2)
        for text in note["text"]:
            if leaf.y > BOTTOM - 14:
                turn()
            leaf.tell(woven(text, **holes), size=10.5, leading=1.6)


def _revenue(report: _Report, now: Figures, before: Figures | None) -> None:
    """All of the revenue is 主营业务收入, as the form says too. The notes are in 元 whatever the statements are in."""
    leaf = report.leaf
    leaf.row("五、财务报表主要项目注释", size=11, bold=True, after=2)
    leaf.row("1．营业收入", size=10.5, after=2)
    style = report.style.model_copy(update={"unit": "元"})
    rows: list[list[Words]] = [["项　　目"], ["主营业务收入"], ["其他业务收入"], ["合　　计"]]
    years = [(now, style.columns[0]), (before, style.columns[1])]
    for year, head in years if style.new_first else reversed(years):
        rows[0].append(head)
        if year is None:
            for row in rows[1:]:
                row.append(style.empty)
            continue
        printed = style.amount(year.revenue)
        rows[1].append(report.manner.amount("finance.main_revenue", year.revenue, printed, str(year.year)))
        rows[2].append(style.empty)
        rows[3].append(printed)
    leaf.grid(rows, (54, 50, 50), Ruling(size=9.5, right=(1, 2)))
    leaf.y += 4
