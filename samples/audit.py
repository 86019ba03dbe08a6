"""Audit reports: for each year a cover, the opinion and the income statement in yuan with the year before beside it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from samples.applicant import Applicant, Figures, day
from samples.ink import seal, signature
from samples.sheets import WIDTH, Sheets

FIRM = "上海海市会计师事务所（特殊普通合伙）"
FIRM_CODE = "31000000000"
PARTNER, ACCOUNTANT = "言必信", "行必果"
_OPINION = Path(__file__).parent / "shanghai" / "opinion.md"
_WIDTHS = (84.0, 14.0, 36.0, 36.0)


def signed_on(year: int) -> date:
    return date(year + 1, 3, 20 + year % 5)


def number(code: str, year: int) -> str:
    """The report's number, of its company alone: no two companies are audited under one number.

    >>> number("91310104MA1FR0X18T", 2025) == number("91360111MA35H0T20F", 2025)
    False
    """
    told = sum(place * ord(letter) for place, letter in enumerate(code, 1))
    return f"海会审字〔{year + 1}〕第{1000 + (7 * told + year) % 9000}号"


def audit(applicant: Applicant, years: Sequence[tuple[Figures, Figures | None]]) -> bytes:
    """The reports of these years in one file, each year with the one before it."""
    sheets = Sheets(f"{applicant.name}审计报告")
    for year, before in years:
        _cover(sheets, applicant, year.year)
        _opinion(sheets, applicant, year.year)
        _income(sheets, applicant, year, before)
    return sheets.bytes()


def _cover(sheets: Sheets, applicant: Applicant, year: int) -> None:
    sheets.page(62)
    sheets.line(applicant.name, size=22, align="centre", bold=True, after=12)
    sheets.line("审 计 报 告", size=30, align="centre", bold=True, after=10)
    sheets.line(f"{year}年度", size=18, align="centre", after=24)
    sheets.line(number(applicant.code, year), size=14, align="centre", after=74)
    sheets.line(FIRM, size=15, align="centre", bold=True, after=4)
    sheets.line("地址：上海市黄浦区乌有路8号海市大厦12层　　电话：000-55550900", size=10, align="centre", after=10)
    sheets.line(f"报告防伪编码：沪{year % 100 + 1}SAMPLE{year % 7}K{year % 9}Q", size=10, align="centre", after=2)
    sheets.line("您可使用手机“扫一扫”或进入注册会计师行业统一监管平台查验", size=9, align="centre")


def _opinion(sheets: Sheets, applicant: Applicant, year: int) -> None:
    begin = max(date(year, 1, 1), applicant.licence.founded)
    period = f"{year}年度" if begin.month == 1 else f"{day(begin)}（公司成立日）至{year}年12月31日止期间"
    sheets.page(24)
    sheets.line("审 计 报 告", size=20, align="centre", bold=True, after=5)
    sheets.line(number(applicant.code, year), size=11, align="right", after=5)
    sheets.line(f"{applicant.name}全体股东：", size=11.5, after=3.5)
    facts = {"name": applicant.name, "short": applicant.short_name, "year": str(year), "period": period}
    for line in filter(None, _OPINION.read_text(encoding="utf-8").splitlines()):
        if line.startswith("# "):
            sheets.y += 1.5
            sheets.line(line[2:], size=11.5, bold=True, after=2)
        else:
            sheets.paragraph(line.format(**facts), size=11, leading=1.62)
    sheets.y = 232
    sheets.picture(seal("上海海市会计师事务所", number=FIRM_CODE), 46, sheets.y - 8, 40)
    sheets.line(FIRM, size=10.5, after=4, at=28)
    for name, place in ((PARTNER, 0), (ACCOUNTANT, 15)):
        sheets.text(112, 232 + place, "中国注册会计师：", size=10.5)
        sheets.picture(signature(name), 146, 229 + place, 27)
    sheets.y = 266
    sheets.line("中国·上海", size=10.5, after=4)
    sheets.text(WIDTH - 28, 266, day(signed_on(year)), size=11, align="right")


def _income(sheets: Sheets, applicant: Applicant, now: Figures, before: Figures | None) -> None:
    sheets.page(26)
    sheets.line("利 润 表", size=20, align="centre", bold=True, after=3)
    sheets.line(f"{now.year}年度", size=11, align="centre", after=4)
    sheets.text(20, sheets.y, f"编制单位：{applicant.name}", size=10)
    sheets.text(WIDTH - 20, sheets.y, "单位：人民币元", size=10, align="right")
    sheets.y += 6
    rows = [("项　　目", "行次", "本年金额", "上年金额")]
    old_lines = _lines(before) if before else [(label, None) for label, _ in _lines(now)]
    for row, ((label, amount), (_, old)) in enumerate(zip(_lines(now), old_lines, strict=True), 1):
        rows.append((label, str(row), yuan(amount), yuan(old)))
    sheets.table(rows, _WIDTHS, size=9.5, height=9.2, right=(2, 3))
    sheets.y += 6
    for place, who in ((20, "法定代表人："), (80, "主管会计工作负责人："), (146, "会计机构负责人：")):
        sheets.text(place, sheets.y, who, size=9.5)
    sheets.picture(signature(applicant.top_manager.name), 40, sheets.y - 3, 24)
    sheets.picture(seal(applicant.name), 84, sheets.y - 22, 38)


def _lines(year: Figures) -> list[tuple[str, Decimal | None]]:
    return [
        ("一、营业收入", year.revenue),
        ("　　减：营业成本", year.cost),
        ("　　　　税金及附加", year.surtax),
        ("　　　　销售费用", year.selling),
        ("　　　　管理费用", year.administration),
        ("　　　　研发费用", year.research),
        ("　　　　财务费用", year.interest),
        ("　　加：其他收益", year.other_income),
        ("　　　　投资收益（损失以“－”号填列）", None),
        ("二、营业利润（亏损以“－”号填列）", year.operating_profit),
        ("　　加：营业外收入", year.outside_income),
        ("　　减：营业外支出", year.outside_expense),
        ("三、利润总额（亏损总额以“－”号填列）", year.total_profit),
        ("　　减：所得税费用", year.income_tax),
        ("四、净利润（净亏损以“－”号填列）", year.net_profit),
        ("五、其他综合收益的税后净额", None),
        ("六、综合收益总额", year.net_profit),
    ]


def yuan(amount: Decimal | None) -> str:
    """An amount as statements print it; a line that does not apply stays empty.

    >>> yuan(Decimal("-1234.5"))
    '-1,234.50'
    """
    return "" if amount is None else f"{amount:,.2f}"
