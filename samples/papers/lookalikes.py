"""Papers that are taken for what they are not: nothing on them counts."""

from typing import Literal

from samples.applicant import day
from samples.application import Application
from samples.ledger import Ledger
from samples.papers.code import square
from samples.papers.leaf import Leaf, Row, Ruling
from samples.papers.mark import CLEAN, Manner
from samples.sheets import WIDTH
from samples.typeset import Face

Lookalike = Literal["bank", "rating", "export"]


def credit_lookalike(
    application: Application, ledger: Ledger, layout: Lookalike = "bank", manner: Manner = CLEAN
) -> bytes:
    """A bank's credit report, a commercial AAA certificate, or the export of a company search."""
    titles = {"bank": "企业信用报告", "rating": "企业信用等级证书", "export": "企业信息查询报告"}
    leaf = Leaf(titles[layout], ledger, manner, face=Face.SERIF if layout == "rating" else Face.SANS)
    {"bank": _bank, "rating": _rating, "export": _export}[layout](application, leaf)
    return leaf.bytes()


def another_award(application: Application) -> Application:
    """The same applicant and another city's award: whatever is printed from it bears the wrong head."""
    place = application.locality
    titles = dict.fromkeys(place.award_titles, "无何市市长质量奖")
    told = {
        "form_title": "无何市市长质量奖申报表",
        "award_titles": titles,
        "office": "无何市质量强市工作领导小组办公室",
    }
    return application.model_copy(update={"locality": place.model_copy(update=told)})


def _bank(application: Application, leaf: Leaf) -> None:
    a = application.applicant
    leaf.page(40)
    leaf.row("企业信用报告", size=28, align="centre", bold=True, after=4)
    leaf.row("（自主查询版）", size=14, align="centre", after=16)
    rows: list[Row] = [
        ["企业名称", a.name],
        ["中征码", f"{application.seed % 10**16:016}"],
        ["统一社会信用代码", a.code],
        ["报告时间", f"{a.credit_date.isoformat()}T09:26:11"],
        ["查询机构", "征信中心"],
    ]
    leaf.grid(rows, (50, 104), Ruling(size=11, height=10, heads=0))
    leaf.y += 10
    leaf.row("信贷交易信息概要", size=14, bold=True, after=4)
    leaf.grid(
        [
            ["项目", "账户数", "余额（万元）"],
            ["未结清中长期借款", "2", "1,860.00"],
            ["未结清短期借款", "1", "500.00"],
            ["不良类账户", "0", "0.00"],
            ["关注类账户", "0", "0.00"],
        ],
        (74, 30, 50),
        Ruling(size=11, height=9, centre=(1,), right=(2,)),
    )
    leaf.y += 8
    leaf.tell("本报告由征信系统生成，仅供企业了解自身信贷状况使用，应当妥善保管。", size=10.5)


def _rating(application: Application, leaf: Leaf) -> None:
    a = application.applicant
    leaf.page(46)
    leaf.row("企业信用等级证书", size=30, align="centre", bold=True, after=20)
    leaf.row(a.name, size=20, align="centre", bold=True, after=10)
    leaf.row(f"统一社会信用代码：{a.code}", size=12, align="centre", after=16)
    leaf.row("经综合评定，信用等级为", size=16, align="centre", after=10)
    leaf.text(WIDTH / 2, leaf.y, "AAA", size=60, align="centre", bold=True, colour=(176, 32, 36))
    leaf.y += 40
    until = a.credit_date.replace(year=a.credit_date.year + 3, day=min(a.credit_date.day, 28))
    leaf.row(f"证书编号：XY{application.seed % 10**9:09}", size=12, align="centre", after=4)
    leaf.row(f"有效期至：{day(until)}", size=12, align="centre", after=24)
    leaf.text(WIDTH - 40, leaf.y, "蜃楼信用评级有限公司", size=14, align="right")
    leaf.seal("蜃楼信用评级有限公司", WIDTH - 92, leaf.y - 14)
    leaf.picture(square(a.code), 40, leaf.y - 8, 26)


def _export(application: Application, leaf: Leaf) -> None:
    a = application.applicant
    leaf.page(26)
    leaf.watermark("企业信息查询")
    leaf.row("企业信息查询报告（基础版）", size=20, align="centre", bold=True, after=4)
    leaf.row(f"导出时间：{a.credit_date.isoformat()} 14:08", size=10, align="centre", after=7)
    leaf.row("工商信息", size=13, bold=True, after=3)
    rows: list[Row] = [
        ["企业名称", a.name, "<", "<"],
        ["法定代表人", a.licence.representative, "成立日期", a.licence.founded.isoformat()],
        ["统一社会信用代码", a.code, "注册资本", f"{a.capital}万人民币"],
        ["企业类型", a.legal_form, "<", "<"],
        ["注册地址", a.address, "<", "<"],
    ]
    leaf.grid(rows, (36, 56, 28, 40), Ruling(size=9.5, height=9, heads=0))
    leaf.y += 7
    leaf.row("风险信息", size=13, bold=True, after=3)
    leaf.grid(
        [["自身风险", "0", "周边风险", "3"], ["行政处罚", "0", "经营异常", "0"], ["司法案件", "1", "股权出质", "0"]],
        (44, 36, 44, 36),
        Ruling(size=10, height=9, heads=0, centre=(1, 3)),
    )
    leaf.y += 8
    leaf.tell("以上信息来自公开渠道，仅供参考，不构成任何证明。", size=10)
