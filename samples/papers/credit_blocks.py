"""The blocks of a public credit report: counts, registration, and what is listed below them."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pipeline.model import SaidValue
from samples.applicant import YUAN_PER_WAN
from samples.application import Application, Penalty
from samples.papers.leaf import BOTTOM, Leaf, Row, Ruling
from samples.papers.mark import Mark, Stated, Words
from samples.place import district_name
from samples.sheets import HEIGHT, WIDTH

CreditLayout = Literal["national", "province", "city"]
GREY = (96, 96, 96)
_PALE = (226, 235, 246)
_HONOURS = 2


class Report:
    """What one report needs at hand while it is drawn."""

    def __init__(self, application: Application, leaf: Leaf, layout: CreditLayout) -> None:
        self.application, self.applicant, self.standing = application, application.applicant, application.standing
        self.leaf, self.manner, self.layout = leaf, leaf.manner, layout
        self.issuer = issuer(application, layout)
        self.place = application.locality

    def page(self, top: float = 28) -> None:
        self.leaf.page(top)
        number = self.leaf.pdf.page_no()
        self.leaf.watermark("信用中国　CREDIT CHINA" if self.layout == "national" else self.issuer)
        if self.layout == "city":
            self.leaf.text(WIDTH / 2, HEIGHT - 14, f"- {number} -", size=9, align="centre", colour=GREY)
            return
        self.leaf.text(28, 14, "公共信用信息报告", size=9, colour=GREY)
        said = ("报告编号：", self.manner.text("credit.number", self.applicant.credit_number))
        self.leaf.say(WIDTH - 28, 14, said, size=9, align="right", colour=GREY)
        self.leaf.text(WIDTH / 2, HEIGHT - 14, f"第 {number} 页", size=9, align="centre", colour=GREY)

    def room(self, height: float) -> None:
        if self.leaf.y + height > BOTTOM:
            self.page()


def issuer(application: Application, layout: CreditLayout) -> str:
    place = application.locality
    if layout == "national":
        return "国家公共信用信息中心"
    if layout == "province":
        return f"{place.province}公共信用信息中心"
    return f"{district_name(place)}社会信用体系建设办公室" if place.towns else f"{place.city}公共信用信息服务中心"


def counts(report: Report) -> None:
    leaf = report.leaf
    rows: list[Row] = [["序号", "信息类别", "信息事项", "记录条数"]]
    for number, (group, item, field, count) in enumerate(_blocks(report), 1):
        rows.append([str(number), group, item, _count(report, field, count)])
    report.room(24 + 9 * len(rows))
    title = {"national": "一、公共信用信息概要", "province": "（二）公共信用信息概要", "city": "一、信用信息概要"}
    leaf.row(title[report.layout], size=14, bold=True, after=4)
    if report.layout == "province":
        rows = [["信息类别", "信息事项", "条数"]] + [row[1:] for row in rows[1:]]
        leaf.grid(rows, (46, 74, 34), Ruling(size=11, height=9, centre=(2,)))
    else:
        leaf.grid(rows, (16, 38, 70, 30), Ruling(size=11, height=9, centre=(0, 3), fill=_PALE))
    leaf.y += 8


def _count(report: Report, field: str, count: int) -> Words:
    if not field:
        return _zero(report, count)
    if count == 0 and report.layout == "province":
        return Mark("无", (Stated(field, SaidValue(said="none")),))
    return report.manner.amount(field, count, f"{count}条" if report.layout == "city" else str(count))


def _zero(report: Report, count: int) -> str:
    if count == 0 and report.layout == "province":
        return "无"
    return f"{count}条" if report.layout == "city" else str(count)


def _blocks(report: Report) -> tuple[tuple[str, str, str, int], ...]:
    """Information class, item, catalogue field (not every item has one), number of records."""
    standing = report.standing
    return (
        ("基础信息", "登记注册基础信息", "", 1),
        ("行政管理", "行政许可", "credit.permits", len(report.applicant.permits)),
        ("行政管理", "行政处罚", "credit.penalties", len(standing.penalties)),
        ("行政管理", "行政强制", "", 0),
        ("诚实守信", "诚实守信相关荣誉", "credit.honours", _HONOURS),
        ("严重失信", "严重失信主体名单", "credit.dishonesty", standing.dishonest),
        ("经营异常", "经营异常名录（状态）", "credit.abnormal", standing.abnormal),
        ("信用承诺", "信用承诺", "", 2),
        ("司法信息", "司法判决及执行信息", "credit.judgments", 0),
        ("其他信息", "欠税、欠薪、欠缴社会保险费", "", 0),
    )


def basics(report: Report) -> None:
    leaf, a, told = report.leaf, report.applicant, report.manner
    title = {"national": "二、登记注册基础信息", "province": "（一）基础信息", "city": "二、登记注册基础信息"}
    rows: list[Row] = [
        ["主体名称", told.text("credit.subject", a.name)],
        ["统一社会信用代码", told.text("credit.subject_code", a.code)],
        _head(report),
        ["类型", told.text("entity.kind", a.legal_form)],
        ["成立日期", told.day("entity.founded", a.licence.founded, style=dashes)],
    ]
    if a.capital:
        rows.append(["注册资本", told.amount("entity.capital", a.capital * YUAN_PER_WAN, f"{a.capital}万元人民币")])
    rows += [["住所", told.text("entity.address", a.address)], ["登记机关", a.registrar]]
    rows += [["登记状态", "存续（在营、开业、在册）"]]
    report.room(14 + 10 * len(rows))
    if report.layout == "province":
        leaf.row("概　述", size=15, align="centre", bold=True, after=4)
    leaf.row(title[report.layout], size=14, bold=True, after=4)
    leaf.grid(rows, (44, 110), Ruling(size=11, height=9, heads=0))
    leaf.y += 8


def _head(report: Report) -> Row:
    """Who stands for it: a branch has a person in charge, everybody else a legal representative."""
    branch = report.standing.kind in {"branch", "sole_trader"}
    field = "entity.head" if branch else "entity.representative"
    return ["负责人" if branch else "法定代表人", report.manner.text(field, report.applicant.licence.representative)]


def details(report: Report) -> None:
    leaf = report.leaf
    heads = iter("一二三四五六七" if report.layout == "province" else "三四五六七八九")
    numerals = {"province": "（{}）"}.get(report.layout, "{}、")
    report.room(60)
    for title, field, count, grids in _listed(report):
        report.room(30 if grids else 18)
        leaf.row(numerals.format(next(heads)) + title, size=13, bold=True, after=3)
        leaf.row(_total(report, field, count), size=11, after=4)
        for rows in grids if count else ():
            report.room(9 * len(rows) + 4)
            wide = (72, 48, 34) if len(rows[0]) == 3 else (38, 116)
            leaf.grid(rows, wide, Ruling(size=10, heads=1 if len(rows[0]) == 3 else 0, fill=_PALE))
            leaf.y += 4
        leaf.y += 2
    report.room(20)
    leaf.row("（以下无正文）" if report.layout == "province" else "（报告结束）", size=11, align="centre")


def _listed(report: Report) -> Iterator[tuple[str, str, int, list[list[Row]]]]:
    """Each block: its title, the field of its count, the count, and the records as tables."""
    a, standing, year = report.applicant, report.standing, report.application.on.year
    permits: list[Row] = [["许可文书名称", "许可机关", "有效期自"]]
    permits += [[one.name, one.issuer, dashes(one.since)] for one in a.permits]
    yield "行政许可信息", "credit.permits", len(a.permits), [permits]
    yield "行政处罚信息", "credit.penalties", len(standing.penalties), list(_penalties(report))
    tax = f"国家税务总局{report.place.province}税务局"
    honours: list[Row] = [["荣誉名称", "认定单位", "年度"]]
    honours += [["纳税信用A级纳税人", tax, f"{year - ago}年度"] for ago in (2, 1)]
    yield "诚实守信相关荣誉信息", "credit.honours", _HONOURS, [honours]
    yield "严重失信主体名单信息", "credit.dishonesty", standing.dishonest, []
    yield "经营异常信息", "credit.abnormal", standing.abnormal, []
    yield "司法判决及执行信息", "credit.judgments", 0, []
    yield "其他信息", "", 0, []


def _total(report: Report, field: str, count: int) -> Words:
    if not field:
        return "无"
    if count == 0 and report.layout == "province":
        return Mark("无", (Stated(field, SaidValue(said="none")),))
    after = "。" if count else "，查询期内无相关记录。"
    return ("共 ", report.manner.amount(field, count, f"{count} 条"), after)


def _penalties(report: Report) -> Iterator[list[Row]]:
    """Each penalty as a record of its own."""
    for number, one in enumerate(report.standing.penalties, 1):
        yield [["序号", str(number)], *_penalty(report, one)]


def _penalty(report: Report, one: Penalty) -> list[Row]:
    told, key = report.manner, one.number
    in_wan = format((one.amount / YUAN_PER_WAN).normalize(), "f")
    return [
        ["决定书文号", told.text("penalty.number", one.number, key)],
        ["违法行为类型", told.text("penalty.violation", one.violation, key)],
        ["处罚类别", "罚款"],
        ["罚款金额（万元）", told.amount("penalty.amount", one.amount, in_wan, key)],
        ["处罚决定日期", told.day("penalty.decided_on", one.decided, key, style=dashes)],
        ["公示截止期", dashes(one.decided.replace(year=one.decided.year + 3, day=min(one.decided.day, 28)))],
        ["处罚机关", told.text("penalty.authority", one.authority, key)],
        ["数据来源", report.place.province],
    ]


def dashes(when: date) -> str:
    return when.isoformat()
