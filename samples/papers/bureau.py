"""Letters of bureaux: nothing found, taxes paid, a change registered, a loss that policy made."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from samples.applicant import day, padded_day
from samples.application import Application
from samples.ledger import Ledger
from samples.papers.code import square
from samples.papers.leaf import Leaf, Row, Ruling
from samples.papers.letter import PaperLetter
from samples.papers.mark import CLEAN, Manner, Words, pieces
from samples.place import district_name
from samples.sheets import WIDTH
from samples.workdays import weekday_from

ClearanceLayout = Literal["letter", "reply", "form"]
Bureau = Literal["应急管理局", "生态环境局", "市场监督管理局", "人力资源和社会保障局", "卫生健康委员会", "税务局"]
TaxLayout = Literal["proof", "table"]
_ABOUT = {
    "应急管理局": "生产安全事故和安全生产违法行为",
    "生态环境局": "环境污染事故和环境违法行为",
    "市场监督管理局": "质量事故、食品药品安全事故和市场监管领域行政处罚",
    "人力资源和社会保障局": "拖欠工资和劳动保障违法行为",
    "卫生健康委员会": "公共卫生事件和卫生健康领域行政处罚",
    "税务局": "重大税收违法失信行为",
}


def clearance_letter(
    application: Application,
    ledger: Ledger,
    layout: ClearanceLayout = "letter",
    manner: Manner = CLEAN,
    *,
    bureau: Bureau = "应急管理局",
    since: date | None = None,
    issued: date | None = None,
) -> bytes:
    """What a bureau finds in its files over a period: nothing, or the accidents and penalties it has."""
    a = application.applicant
    name = district_name(application.locality) + bureau
    ends = issued or weekday_from(a.credit_date)
    starts = since or date(ends.year - 3, 1, 1)
    person = application.candidate
    subject = manner.text("clearance.subject", person.name if person else a.name, name)
    covers = manner.period("clearance.covers", starts, ends, f"{day(starts)}至{day(ends)}", name)
    issuer, when = manner.text("clearance.issuer", name, name), manner.day("clearance.issued_on", ends, name)
    records = list(_records(application, manner, name))
    said = "有以下记录" if records else "未发现"
    verdict = manner.text("clearance.conclusion", said, name, means="有记录" if records else "")
    about = _ABOUT[bureau]
    if layout == "form":
        return _clearance_form(
            ledger,
            manner,
            [
                ["证明机关", issuer],
                ["证明对象", subject],
                ["统一社会信用代码", a.code],
                ["证明期间", covers],
                ["证明事项", about],
                ["核查结论", verdict],
                *records,
                ["证明日期", when],
            ],
            name,
        )
    letter = PaperLetter("证明", ledger, manner)
    letter.title("证　明" if layout == "letter" else f"关于{about}核查情况的复函")
    if layout == "reply":
        letter.to(f"{application.locality.office}：")
    code = "" if person else f"（统一社会信用代码：{a.code}）"
    start = "经核查，" if layout == "reply" else "兹证明，经查询本部门业务系统，"
    found: Words = (f"在{about}方面", verdict, "：") if records else ("在本辖区内", verdict, f"{about}。")
    letter.tell((start, covers, "，", subject, code, *pieces(found)))
    for row in records:
        letter.tell((*pieces(row[0]), "：", *pieces(row[1])))
    letter.tell("特此证明。" if layout == "letter" else "专此函复。")
    letter.sign(issuer, when, name)
    return letter.bytes()


def _records(application: Application, manner: Manner, bureau: str) -> Sequence[Row]:
    """Accidents and penalties in this bureau's files, each as a label and words."""
    rows: list[Row] = []
    for one in application.standing.accidents:
        if one.authority == bureau:
            key = one.occurred.isoformat()
            occurred = manner.day("accident.occurred_on", one.occurred, key)
            grade, kind = manner.text("accident.grade", one.grade, key), manner.text("accident.kind", one.kind, key)
            blame = manner.text("accident.liability", "负有责任" if one.liable else "不负责任", key)
            rows.append(["事故记录", (occurred, "发生", kind, "，等级为", grade, "，该单位", blame, "。")])
    for fine in application.standing.penalties:
        if fine.authority == bureau:
            number = manner.text("penalty.number", fine.number, fine.number)
            decided = manner.day("penalty.decided_on", fine.decided, fine.number)
            violation = manner.text("penalty.violation", fine.violation, fine.number)
            rows.append(["处罚记录", (decided, "因", violation, "作出行政处罚（", number, "）。")])
    return rows


def _clearance_form(ledger: Ledger, manner: Manner, rows: Sequence[Row], name: str) -> bytes:
    leaf = Leaf("无违法违规证明", ledger, manner)
    leaf.page(34)
    leaf.row("无违法违规（事故）情况证明", size=20, align="centre", bold=True, after=9)
    leaf.grid(rows, (42, 118), Ruling(size=12, height=14, heads=0))
    leaf.y += 14
    leaf.text(WIDTH - 34, leaf.y, "（盖章）", size=12, align="right")
    leaf.seal(name, WIDTH - 84, leaf.y - 14)
    return leaf.bytes()


def tax_proof(
    application: Application,
    ledger: Ledger,
    layout: TaxLayout = "table",
    manner: Manner = CLEAN,
    *,
    years: Sequence[int] = (),
    grade: Literal["A", "B", "M", "C", "D"] = "A",
) -> bytes:
    """A tax office's proof of what was paid: by tax and year, or in a sentence."""
    a = application.applicant
    office = f"国家税务总局{application.locality.district}税务局"
    issued = manner.day("tax.proof_on", weekday_from(a.credit_date), style=padded_day)
    paid = [one for one in a.years if not years or one.year in years]
    arrears = manner.text("tax.arrears", "无欠税")
    graded = manner.text("tax.grade", grade, str(paid[-1].year))
    if layout == "proof":
        letter = PaperLetter("纳税证明", ledger, manner)
        letter.title("纳税情况证明")
        letter.tell(f"兹证明{a.name}（纳税人识别号：{a.code}）申报缴纳税款情况如下：")
        for one in paid:
            amount = manner.amount("finance.tax", one.tax_paid, f"{one.tax_paid:,.2f}", str(one.year))
            letter.tell((f"{one.year}年度实缴税款合计", amount, "元；"))
        letter.tell((f"{paid[-1].year}年度纳税信用等级为", graded, "级；截至开具之日", arrears, "。"))
        letter.sign(office, issued, office)
        return letter.bytes()
    leaf = Leaf("税收完税证明", ledger, manner)
    for one in paid:
        leaf.page(30)
        leaf.row("税 收 完 税 证 明", size=20, align="centre", bold=True, after=6)
        leaf.say(28, leaf.y, ("填发日期：", issued), size=10.5)
        leaf.text(WIDTH - 28, leaf.y, f"税务机关：{office}", size=10.5, align="right")
        leaf.y += 8
        total = manner.amount("finance.tax", one.tax_paid, f"{one.tax_paid:,.2f}", str(one.year))
        period = f"{one.year}-01-01至{one.year}-12-31"
        leaf.grid(
            [
                ["纳税人识别号", a.code, "<", "<"],
                ["纳税人名称", a.name, "<", "<"],
                ["税　种", "品目名称", "税款所属时期", "实缴（退）金额（元）"],
                ["增值税", "商品和服务", period, f"{one.value_added_tax:,.2f}"],
                ["企业所得税", "应纳税所得额", period, f"{one.income_tax:,.2f}"],
                ["城市维护建设税等", "附加税费", period, f"{one.surtax:,.2f}"],
                ["金额合计", "<", "<", total],
                [
                    "备注",
                    (f"{one.year}年度纳税信用等级：", manner.text("tax.grade", grade, str(one.year)), "级；", arrears),
                    "<",
                    "<",
                ],
            ],
            (38, 38, 46, 38),
            Ruling(size=10, height=11, heads=0, right=(3,)),
        )
        leaf.picture(square(f"{a.code}{one.year}"), 30, leaf.y + 8, 24)
        leaf.seal(office, WIDTH - 86, leaf.y + 6)
    return leaf.bytes()


def policy_loss_letter(application: Application, ledger: Ledger, manner: Manner = CLEAN, *, year: int) -> bytes:
    """The bureau that says a year's loss was made by policy."""
    a = application.applicant
    office = district_name(application.locality) + "财政局"
    loss = manner.text("finance.policy_loss", "政策性亏损", str(year))
    letter = PaperLetter("政策性亏损认定", ledger, manner)
    letter.title("关于政策性亏损的认定意见")
    letter.to(f"{a.name}：")
    letter.tell((f"你单位{year}年度执行政府定价和保供任务形成的亏损，经审核，认定为", loss, "。"))
    when = weekday_from(date(year + 1, 5, 12))
    letter.sign(
        manner.text("clearance.issuer", office, office), manner.day("clearance.issued_on", when, office), office
    )
    return letter.bytes()


def change_notice(application: Application, ledger: Ledger, manner: Manner = CLEAN) -> bytes:
    """The registrar's notice that a name or a registered place has changed."""
    a, standing = application.applicant, application.standing
    when = standing.moved_in or standing.renamed or a.licence.printed
    rows: list[Row] = [["变更事项", "变更前", "变更后"]]
    if standing.former_name:
        old = manner.text("entity.former_name", standing.former_name, standing.former_name)
        rows.append(["名称", old, manner.text("entity.name", a.name)])
    if standing.moved_in:
        before = application.locality.elsewhere[0] if application.locality.elsewhere else "原登记住所"
        rows.append(["住所", f"{before}南柯路18号", manner.text("entity.address", a.address)])
        rows.append(["登记机关", "原登记机关", a.registrar])
    leaf = Leaf("准予变更登记通知书", ledger, manner)
    leaf.page(34)
    leaf.row("准予变更登记通知书", size=21, align="centre", bold=True, after=4)
    leaf.row(f"登记内变字〔{when.year}〕第{when.month:02}{when.day:02}7号", size=11, align="right", after=8)
    leaf.row(f"{a.name}：", size=13, after=5)
    leaf.tell(("统一社会信用代码：", manner.text("entity.code", a.code)), size=13)
    leaf.tell("经审查，你单位提交的变更登记申请材料齐全，符合法定形式，我局决定准予变更登记。", size=13)
    leaf.y += 4
    leaf.grid(rows, (30, 62, 62), Ruling(size=11.5, height=14))
    leaf.y += 22
    leaf.say(WIDTH - 34, leaf.y, a.registrar, size=13, align="right")
    leaf.seal(a.registrar, WIDTH - 88, leaf.y - 13)
    told = manner.day("entity.moved_in", when) if standing.moved_in else day(when)
    leaf.say(WIDTH - 34, leaf.y + 10, told, size=13, align="right")
    return leaf.bytes()
