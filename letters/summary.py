"""汇总表: one line for each application, with the columns an office keeps by hand, and its last two left empty.

What the papers say is given as they say it; where they differ, all of it stands there and is called different.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from letters.book import Book, Column, Link, Marked, Value
from letters.entry import Entry
from pipeline.dossier import OUTCOME_TITLES
from pipeline.model import Outcome, Verdict

_COLOURS = {
    Outcome.COMPLETE: "DDF0E3",
    Outcome.SUPPLEMENT: "FFF1CC",
    Outcome.REFUSE: "F9D9D6",
    Outcome.VERIFY: "D9E6F5",
}
_WAN = Decimal(10000)
_YEARS = 3
_LONGEST = 90  # characters of a reason; all of it stands in the dossier
_MONEY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("营业收入", ("finance.revenue", "finance.main_revenue")),
    ("利润总额", ("finance.profit_total",)),
    ("纳税总额", ("finance.tax",)),
)

Cell = Callable[[Entry], Value]


def summary(entries: Sequence[Entry], batch: str, on: date, hide: Callable[[str], str]) -> bytes:
    """Write the table in the order of the entries."""
    title = f"{batch}政府质量奖申报资格审查汇总表"
    book = Book(title, on, hide)
    columns = list(_columns(on))
    rows = [[number, *(cell(one) for _, cell in columns)] for number, one in enumerate(entries, 1)]
    book.sheet("汇总表", title, [Column("序号", 6), *(column for column, _ in columns)], rows, fixed=2, across=3)
    book.notes(
        "说明",
        [
            title,
            "“程序建议”由程序根据申报材料提出，只供参考；“审查意见”由审查人员填写。",
            "各栏照录申报材料所载；几份材料所载不同的，全部列出并注明“各材料不一致”，须核实。空白表示材料中没有读出。",
            "个人申报的，成立日期、住所、法定代表人等是其工作单位的。",
            f"年限算至 {on.isoformat()}；金额单位为万元，取审计报告、申报表和自我评价报告所载。",
            "身份证号码和电话号码已遮盖，完整号码见归档的原件。",
        ],
    )
    return book.bytes()


def _columns(on: date) -> Iterator[tuple[Column, Cell]]:
    yield Column("申报组织（个人）", 24), lambda one: one.applicant
    yield Column("统一社会信用代码", 21), lambda one: one.code
    yield Column("申报奖项", 22), lambda one: one.rules.award_title
    yield Column("程序建议", 13), lambda one: Marked(OUTCOME_TITLES[one.outcome], _COLOURS[one.outcome])
    yield Column("主要原因", 40), _reasons
    yield Column("卷宗", 9), lambda one: Link("打开", one.link) if one.link else None
    for title, width, fields in (
        ("成立日期", 13, ("entity.founded", "unit.established_on")),
        ("住所", 26, ("entity.address",)),
        ("所在区（镇街）", 12, ("entity.district",)),
        ("所属行业", 18, ("entity.industry",)),
        ("规模", 8, ("entity.size",)),
        ("法定代表人", 11, ("entity.representative", "entity.head")),
        ("工作单位（个人）", 22, ("person.employer",)),
        ("联系人", 10, ("entity.contact",)),
        ("联系电话（遮盖）", 15, ("entity.contact_phone", "person.phone")),
    ):
        yield Column(title, width), _said(*fields)
    yield Column("体系认证（证书编号，首次发证，有效期至）", 34), _certificates
    yield Column("导入卓越绩效", 13), _said("excellence.introduced_on")
    for year in range(on.year - _YEARS, on.year):
        for title, sources in _MONEY:
            yield Column(f"{year}年{title}（万元）", 14), _money(*(f"{source}/{year}" for source in sources))
    for title, width, fields in (
        ("亩均效益档次", 9, ("land.grade",)),
        ("信用：严重失信", 10, ("credit.dishonesty",)),
        ("信用：行政处罚", 10, ("credit.penalties",)),
        ("事故情况自述", 26, ("accident.statement",)),
        ("既往获奖", 18, ("winner.award",)),
        ("推荐单位", 22, ("recommendation.by",)),
    ):
        yield Column(title, width), _said(*fields)
    yield Column("材料缺项", 26), _titles("supplement")
    yield Column("须核实", 26), _titles("verify")
    yield Column("没有读出的文件", 20), lambda one: "、".join(dict.fromkeys(one.lost))
    yield Column("与同批其他申报比对", 26), lambda one: "\n".join(one.among)
    yield Column("材料所示符合（项）", 10), lambda one: sum(state.verdict is Verdict.MET for state in one.states)
    yield Column("审查意见", 16, to_fill=True), lambda _: None
    yield Column("备注", 16, to_fill=True), lambda _: None


def _said(*fields: str) -> Cell:
    return lambda one: one.say(*fields)


def _titles(weight: str) -> Cell:
    return lambda one: "、".join(state.title for state in one.states if state.weight == weight)


def _reasons(one: Entry) -> str:
    first, rest = one.reasons[0], len(one.reasons) - 1
    told = first if len(first) <= _LONGEST else f"{first[:_LONGEST]}……"
    return f"{told}（另有 {rest} 项）" if rest else told


def _money(*names: str) -> Cell:
    """Give a number where the papers agree on one, and words where they do not."""

    def cell(one: Entry) -> Value:
        for name in names:
            if amounts := one.amounts.get(name):
                told = [amount / _WAN for amount in amounts]
                return told[0] if len(told) == 1 else f"{'／'.join(f'{n:.2f}' for n in told)}（各材料不一致）"
        return None

    return cell


def _certificates(one: Entry) -> str:
    numbers = [name.partition("/")[2] for name in one.told if name.startswith("certificate.number/")]
    return "\n".join(
        "，".join(
            filter(
                None,
                (number, one.say(f"certificate.first_issued/{number}"), one.say(f"certificate.valid_until/{number}")),
            )
        )
        for number in numbers
    )
