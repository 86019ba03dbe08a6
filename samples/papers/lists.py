"""Papers that list: results of 亩均效益, contents of a package, supervision and satisfaction, a unit's founding."""

import random
from collections.abc import Sequence
from typing import Literal

from samples.applicant import day
from samples.application import Application, LandGrade
from samples.ledger import Ledger
from samples.names import words
from samples.papers.leaf import Leaf, Row, Ruling
from samples.papers.letter import PaperLetter
from samples.papers.mark import CLEAN, Manner, Words
from samples.place import district_name, trades
from samples.sheets import HEIGHT, WIDTH
from samples.workdays import weekday_from

LandLayout = Literal["notice", "annex"]
UnitLayout = Literal["red", "reply"]
_OTHERS = 58


def land_list(
    application: Application, ledger: Ledger, layout: LandLayout = "notice", manner: Manner = CLEAN, *, year: int = 0
) -> bytes:
    """The published list with many companies; the applicant's grade stands in one row of it."""
    grades = application.standing.land
    graded = next((one for one in grades if one.year == year), grades[0])
    leaf, key = Leaf("亩均效益综合评价结果", ledger, manner), str(graded.year)
    office = f"{district_name(application.locality)}深化“亩均论英雄”改革工作领导小组办公室"
    published = manner.day("land.published_on", graded.published, key)

    def turn() -> None:
        leaf.page(24)
        leaf.text(WIDTH / 2, HEIGHT - 15, f"- {leaf.pdf.page_no()} -", size=9, align="centre")

    turn()
    if layout == "notice":
        leaf.row(f"关于公布{graded.year}年度工业企业", size=19, align="centre", bold=True, after=2)
        leaf.row("亩均效益综合评价结果的通知", size=19, align="centre", bold=True, after=8)
        leaf.tell(
            f"各镇街、有关企业：现将{graded.year}年度工业企业亩均效益综合评价结果予以公布，请认真贯彻执行。", size=13
        )
        leaf.y += 8
        leaf.row(office, size=12, align="right", after=4)
        leaf.seal(office, WIDTH - 84, leaf.y - 20)
        leaf.row(published, size=12, align="right", after=12)
    listed = manner.text("land.list", graded.list_name, key)
    leaf.row((f"{graded.year}年度", listed, "亩均效益综合评价结果"), size=14, align="centre", bold=True, after=4)
    if layout == "annex":
        leaf.row(("公布日期：", published), size=10, align="right", after=3)
    rows = _companies(application, graded, manner)
    leaf.grid(rows, (16, 78, 40, 24), Ruling(size=9.5, height=7.2, centre=(0, 2, 3)), turn=turn)
    return leaf.bytes()


def _companies(application: Application, graded: LandGrade, manner: Manner) -> list[Row]:
    """Sixty companies from best to worst, the applicant among its equals."""
    dice, place = random.Random(application.seed + graded.year), application.locality
    town = place.city.removesuffix("市")
    kinds = [trade.name for trade in trades() if "company" in trade.kinds]
    names = [f"{town}{fancy}{kind}有限公司" for fancy in words().fancies for kind in kinds]
    names = [name for name in dict.fromkeys(names) if name != application.applicant.name]
    others = [
        (dice.choices("ABCD", (25, 45, 20, 10))[0], name) for name in dice.sample(names, min(_OTHERS, len(names)))
    ]
    own = application.applicant.name
    everyone = sorted([*others, (graded.grade, own)], key=lambda one: one[0])
    rows: list[Row] = [["序号", "企业名称", "所属镇街", "评价等次"]]
    for number, (grade, name) in enumerate(everyone, 1):
        where = dice.choice(place.towns) if place.towns else place.district
        cell: Words = f"{grade}档"
        called: Words = name
        if name == own:
            called = manner.text("entity.name", name)
            where = next((town for town in place.towns if town in application.applicant.address), where)
            cell = manner.text("land.grade", f"{grade}档", str(graded.year), means=grade)
        rows.append([str(number), called, where, cell])
    return rows


def contents_list(
    application: Application, ledger: Ledger, manner: Manner = CLEAN, *, items: Sequence[tuple[str, str]]
) -> bytes:
    """What the package says it holds: title and page of each paper."""
    leaf = Leaf("材料目录", ledger, manner)
    leaf.page(32)
    leaf.row("证实性材料目录", size=20, align="centre", bold=True, after=4)
    leaf.row(application.applicant.name, size=12, align="centre", after=7)
    rows: list[Row] = [["序号", "材料名称", "页码"]]
    for number, (title, page) in enumerate(items, 1):
        item = manner.text("contents.item", title, str(number))
        rows.append([str(number), item, manner.text("contents.page", page, str(number))])
    look = Ruling(size=11.5, height=10, centre=(0, 2))
    leaf.grid(rows, (18, 112, 26), look, turn=lambda: leaf.page(28))
    return leaf.bytes()


def inspection_report(
    application: Application, ledger: Ledger, manner: Manner = CLEAN, *, passed: bool = True
) -> bytes:
    """A product taken at random and tested."""
    a = application.applicant
    when = weekday_from(a.credit_date.replace(year=a.credit_date.year - 1, day=12))
    key = when.isoformat()
    said = manner.text("accident.inspection", "合格" if passed else "不合格", key)
    leaf = Leaf("产品质量监督抽查检验报告", ledger, manner)
    leaf.page(34)
    leaf.row("产品质量监督抽查检验报告", size=20, align="centre", bold=True, after=4)
    leaf.row(f"No. JC{when:%Y%m%d}07", size=11, align="right", after=5)
    rows: list[Row] = [
        ["样品名称", a.products, "抽样日期", manner.day("accident.inspected_on", when, key)],
        ["受检单位", a.name, "<", "<"],
        ["任务来源", f"{district_name(application.locality)}市场监督管理局", "<", "<"],
        ["检验依据", "产品标准和监督抽查实施细则", "<", "<"],
        ["检验结论", ("经抽样检验，所检项目", said, "。"), "<", "<"],
        ["备注", "检验结果仅对所抽样品有效。", "<", "<"],
    ]
    leaf.grid(rows, (30, 56, 30, 44), Ruling(size=11, height=14, heads=0))
    leaf.y += 18
    leaf.text(WIDTH - 34, leaf.y, "槐安产品质量检验研究院", size=12, align="right")
    leaf.seal("槐安产品质量检验研究院", WIDTH - 86, leaf.y - 13, line="检验专用章")
    return leaf.bytes()


def satisfaction_report(application: Application, ledger: Ledger, manner: Manner = CLEAN) -> bytes:
    """A short survey by a third party; the catalogue asks nothing of it."""
    a, year = application.applicant, application.on.year - 1
    score = 84 + application.seed % 90 / 10
    letter = PaperLetter("顾客满意度测评报告", ledger, manner, size=12.5)
    letter.title(f"{year}年度顾客满意度测评报告")
    letter.tell(f"委托单位：{a.name}")
    letter.tell("本次测评采用电话访问和网络问卷相结合的方式，共发放问卷320份，回收有效问卷286份，有效回收率89.4%。")
    letter.tell(
        "测评模型包括品牌形象、顾客期望、质量感知、价值感知、顾客满意和顾客忠诚六个结构变量，采用十分制打分后换算为百分制。"
    )
    letter.tell(f"经测算，{a.products}的顾客满意度为{score:.1f}分，比上年提高1.3分。")
    letter.leaf.grid(
        [["指　标", "上年", "本年"]]
        + [
            [name, f"{score - gap - 1.3:.1f}", f"{score - gap:.1f}"]
            for name, gap in (("产品质量", -1.2), ("交付及时", 0.8), ("售后服务", 0.3))
        ],
        (60, 40, 40),
        Ruling(size=11, height=9, centre=(1, 2)),
    )
    letter.sign("华胥质量测评中心", day(weekday_from(a.credit_date)), "华胥质量测评中心")
    return letter.bytes()


def unit_document(
    application: Application, ledger: Ledger, layout: UnitLayout = "red", manner: Manner = CLEAN
) -> bytes:
    """What set up a unit, an institution or a social body: a notice of its parent, or a reply of the office."""
    a, standing = application.applicant, application.standing
    parent = standing.parent or standing.sponsor
    founded = manner.day("entity.founded", a.licence.founded)
    social = standing.kind in {"association", "private_nonprofit"}
    office = "民社登" if social else "编办"
    number = standing.established_by or f"{office}〔{a.licence.founded.year}〕{a.licence.founded.month + 6}号"
    title = "关于准予成立登记的通知" if social else "关于同意设立事业单位的通知"
    name, place = manner.text("entity.name", a.name), manner.text("entity.address", a.address)
    told = manner.text("unit.established_by", number)
    letter = PaperLetter("机构设立文件", ledger, manner)
    if layout == "red":
        letter.head(f"{parent}文件", told)
        letter.title("关于设立内设机构的通知" if standing.parent else title)
        letter.to("各部门、各下属单位：")
    else:
        letter.title("关于同意设立机构的批复")
        letter.tell(("（", told, "）"))
    letter.tell(("经研究，决定设立", name, "，自", founded, "起正式运行，实行独立核算、自主开展质量管理活动。"))
    letter.tell(("办公地点设在", place, f"。{a.licence.representative}同志任{a.top_manager.post}。"))
    letter.tell("请做好机构职责划转、人员调配和印章启用等工作。")
    letter.sign(manner.text("entity.parent", parent), manner.day("unit.established_on", a.licence.founded), parent)
    return letter.bytes()
