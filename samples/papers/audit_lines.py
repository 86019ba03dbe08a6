"""The lines of an applicant's statements, worked out from the year's figures so that every sum comes out."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from samples.applicant import Figures

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


class Entry(NamedTuple):
    """One line of a statement: its label, the amount (None where it does not apply) and its field, if any."""

    label: str
    amount: Decimal | None = None
    field: str = ""


def income(year: Figures, *, group: bool = False) -> Sequence[Entry]:
    """The income statement; a group's begins with 营业总收入 and divides the net profit."""
    minority = _part(year.net_profit, "0.08")
    first = [Entry("一、营业总收入", year.revenue), Entry("　　其中：营业收入", year.revenue, "finance.revenue")]
    divided = [
        Entry("　　归属于母公司所有者的净利润", year.net_profit - minority, "finance.profit_parent"),
        Entry("　　少数股东损益（净亏损以“－”号填列）", minority),
    ]
    return [
        *(first if group else [Entry("一、营业收入", year.revenue, "finance.revenue")]),
        Entry("　　减：营业成本", year.cost),
        Entry("　　　　税金及附加", year.surtax),
        Entry("　　　　销售费用", year.selling),
        Entry("　　　　管理费用", year.administration),
        Entry("　　　　研发费用", year.research),
        Entry("　　　　财务费用", year.interest),
        Entry("　　加：其他收益", year.other_income),
        Entry("　　　　投资收益（损失以“－”号填列）"),
        Entry("　　　　信用减值损失（损失以“－”号填列）"),
        Entry("二、营业利润（亏损以“－”号填列）", year.operating_profit, "finance.operating_profit"),
        Entry("　　加：营业外收入", year.outside_income),
        Entry("　　减：营业外支出", year.outside_expense),
        Entry("三、利润总额（亏损总额以“－”号填列）", year.total_profit, "finance.profit_total"),
        Entry("　　减：所得税费用", year.income_tax),
        Entry("四、净利润（净亏损以“－”号填列）", year.net_profit, "finance.profit_net"),
        *(divided if group else ()),
        Entry("五、其他综合收益的税后净额"),
        Entry("六、综合收益总额", year.net_profit),
    ]


def balance(year: Figures, capital: int, *, nonprofit: bool = False) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """The two sides of the balance sheet, the same number of lines on each; a non-profit has 净资产 and no owners."""
    assets, debts = year.assets, year.liabilities
    shares = (("0.1630", "货币资金"), ("0.1870", "应收账款"), ("0.0240", "预付款项"), ("0.0110", "其他应收款"))
    current = [(name, _part(assets, share)) for share, name in (*shares, ("0.1540", "存货"))]
    lasting = [(name, _part(assets, share)) for share, name in (("0.0480", "在建工程"), ("0.0670", "无形资产"))]
    moving = sum((amount for _, amount in current), _ZERO)
    works = assets - moving - sum((amount for _, amount in lasting), _ZERO)
    owed = [(n, _part(debts, s)) for s, n in (("0.3200", "短期借款"), ("0.2810", "应付账款"), ("0.0870", "合同负债"))]
    owed += [(n, _part(debts, s)) for s, n in (("0.0430", "应付职工薪酬"), ("0.0390", "应交税费"))]
    soon = sum((amount for _, amount in owed), _ZERO)
    equity, paid = assets - debts, Decimal(capital * 10_000)
    saved = _part(max(equity - paid, _ZERO), "0.10")
    left = [
        Entry("流动资产："),
        *(Entry(f"　{name}", amount) for name, amount in current),
        Entry("流动资产合计", moving),
        Entry("非流动资产："),
        Entry("　长期股权投资"),
        Entry("　固定资产", works),
        *(Entry(f"　{name}", amount) for name, amount in lasting),
        Entry("非流动资产合计", assets - moving),
        Entry(""),
        Entry(""),
        Entry(""),
        Entry("资产总计", assets, "finance.assets"),
    ]
    right = [
        Entry("流动负债："),
        *(Entry(f"　{name}", amount) for name, amount in owed),
        Entry("流动负债合计", soon),
        Entry("非流动负债："),
        Entry("　长期借款", debts - soon),
        Entry("非流动负债合计", debts - soon),
        Entry("负债合计", debts, "finance.liabilities"),
        *(_net_assets(equity) if nonprofit else _owned(equity, paid, saved)),
        Entry("负债和净资产总计" if nonprofit else "负债和所有者权益总计", assets),
    ]
    return left, right


def _owned(equity: Decimal, paid: Decimal, saved: Decimal) -> Sequence[Entry]:
    return [
        Entry("所有者权益："),
        Entry("　实收资本", paid),
        Entry("　盈余公积", saved),
        Entry("　未分配利润", equity - paid - saved),
        Entry("所有者权益合计", equity, "finance.equity"),
    ]


def _net_assets(equity: Decimal) -> Sequence[Entry]:
    bound = _part(equity, "0.12")
    return [
        Entry("净资产："),
        Entry("　非限定性净资产", equity - bound),
        Entry("　限定性净资产", bound),
        Entry(""),
        Entry("净资产合计", equity),
    ]


def cash(year: Figures) -> Sequence[Entry]:
    """The statement of cash flows, in the short form of a small firm."""
    sold, bought = _part(year.revenue, "1.0850"), _part(year.cost, "0.9120")
    wages, taxes, other = _part(year.revenue, "0.1420"), year.tax_paid, _part(year.revenue, "0.0610")
    earned = sold - bought - wages - taxes - other
    built = _part(year.assets, "0.0360")
    borrowed, repaid = _part(year.liabilities, "0.3000"), _part(year.liabilities, "0.3180")
    return [
        Entry("一、经营活动产生的现金流量："),
        Entry("　　销售商品、提供劳务收到的现金", sold),
        Entry("　　购买商品、接受劳务支付的现金", bought),
        Entry("　　支付给职工以及为职工支付的现金", wages),
        Entry("　　支付的各项税费", taxes),
        Entry("　　支付其他与经营活动有关的现金", other),
        Entry("　　经营活动产生的现金流量净额", earned),
        Entry("二、投资活动产生的现金流量："),
        Entry("　　购建固定资产、无形资产支付的现金", built),
        Entry("　　投资活动产生的现金流量净额", -built),
        Entry("三、筹资活动产生的现金流量："),
        Entry("　　取得借款收到的现金", borrowed),
        Entry("　　偿还债务支付的现金", repaid),
        Entry("　　分配股利、利润或偿付利息支付的现金", year.interest),
        Entry("　　筹资活动产生的现金流量净额", borrowed - repaid - year.interest),
        Entry("四、现金及现金等价物净增加额", earned - built + borrowed - repaid - year.interest),
    ]


def activities(year: Figures) -> Sequence[tuple[str, Decimal | None, Decimal | None, str]]:
    """A non-profit's statement: label, unrestricted, restricted, and the field of their sum."""
    given = _part(year.revenue, "0.0600")
    spent = year.revenue - year.net_profit
    work, office = _part(spent, "0.8600"), _part(spent, "0.1300")
    return [
        ("一、收入", None, None, ""),
        ("　　其中：捐赠收入", given - _part(given, "0.4"), _part(given, "0.4"), ""),
        ("　　　　　提供服务收入", year.revenue - given - year.other_income, None, ""),
        ("　　　　　其他收入", year.other_income, None, ""),
        ("　　收入合计", year.revenue - _part(given, "0.4"), _part(given, "0.4"), ""),
        ("二、费用", None, None, ""),
        ("　　（一）业务活动成本", work, None, ""),
        ("　　（二）管理费用", office, None, ""),
        ("　　（三）其他费用", spent - work - office, None, ""),
        ("　　费用合计", spent, None, ""),
        ("三、限定性净资产转为非限定性净资产", None, None, ""),
        (
            "四、净资产变动额（若为净资产减少额，以“－”号填列）",
            year.net_profit - _part(given, "0.4"),
            _part(given, "0.4"),
            "finance.net_assets_change",
        ),
    ]


def scaled(year: Figures, share: str) -> Figures:
    """The figures of a part of the whole, line by line."""
    return year.model_copy(
        update={name: _part(getattr(year, name), share) for name in type(year).model_fields if name != "year"}
    )


def _part(amount: Decimal, share: str) -> Decimal:
    return (amount * Decimal(share) / _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP) * _HUNDRED
