"""The self-assessment report by GB/T 19580: cover, overview, chapters 4.1 to 4.7, with result tables."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from samples.applicant import Applicant, day, wan
from samples.word import Word

_TEXT = Path(__file__).parent / "shanghai" / "report.md"
_YI = Decimal(100_000_000)


def report(applicant: Applicant) -> bytes:
    word = Word("自我评价报告", header="上海市政府质量奖（上海市质量金奖）自我评价报告")
    word.body("附件2", indent=0)
    word.title("上海市政府质量奖", size=26, before=90, after=6)
    word.title("自我评价报告", size=30, before=0, after=110)
    for text in (
        f"申报组织：{applicant.name}",
        "申报奖项：上海市质量金奖（先进质量管理模式）",
        f"编制日期：{day(applicant.filled)}",
    ):
        word.body(text, indent=6).paragraph_format.line_spacing = 2.0
    word.new_page()
    facts = told(applicant)
    for line in _TEXT.read_text(encoding="utf-8").splitlines():
        _put(word, applicant, line.strip(), facts)
    return word.bytes()


def _put(word: Word, applicant: Applicant, line: str, facts: Mapping[str, str]) -> None:
    if line == "|quality|":
        word.grid(_quality(), (5.6, 1.6, 2.2, 2.2, 2.2, 2.2), heads=1)
    elif line == "|finance|":
        word.grid(
            _finance(applicant), (5.0, 1.8, *(9.0 / len(applicant.years),) * len(applicant.years)), size=9.5, heads=1
        )
        last = applicant.years[-1]
        word.body(
            f"{last.year}年公司实现主营业务收入{last.revenue / _YI:.2f}亿元，利润总额{wan(last.total_profit)}万元，"
            f"净利润{wan(last.net_profit)}万元，居本市同行业前列。"
        )
    elif line.startswith("#"):
        marks, text = line.split(" ", 1)
        word.heading(text.format(**facts), len(marks))
    elif line:
        word.body(line.format(**facts))


def told(a: Applicant) -> Mapping[str, str]:
    """What the prose has holes for."""
    first = a.certificate.first_issued
    return {
        "name": a.name,
        "short": a.short_name,
        "district": a.works,
        "founded": day(a.licence.founded),
        "capital": str(a.capital),
        "products": a.products,
        "industry": a.industry,
        "staff": str(a.staff),
        "inspectors": str(a.inspectors),
        "certified": f"于{first.year}年{first.month}月",
        "certificate": a.certificate.number,
        "expires": day(a.certificate.expires),
        "excellence": a.excellence_since,
        "model": a.model_title,
        "appointed": day(a.officer_appointed),
        "officer": a.quality_officer.name,
        "manager": a.top_manager.name,
        "post": a.top_manager.post,
    }


def _quality() -> list[tuple[str, ...]]:
    return [
        ("指标", "单位", "2023年", "2024年", "2025年", "标杆"),
        ("出厂检验合格率", "%", "99.6", "99.7", "99.8", "99.7"),
        ("平均无故障工作时间", "小时", "8600", "9100", "9650", "9500"),
        ("监督抽查合格率", "%", "100", "100", "100", "100"),
        ("质量损失率", "%", "0.42", "0.36", "0.31", "0.35"),
    ]


def _finance(a: Applicant) -> list[tuple[str, ...]]:
    return [
        ("指标", "单位", *(f"{year.year}年" for year in a.years)),
        ("主营业务收入", "万元", *(wan(year.revenue) for year in a.years)),
        ("利润总额", "万元", *(wan(year.total_profit) for year in a.years)),
        ("净利润", "万元", *(wan(year.net_profit) for year in a.years)),
        ("纳税总额", "万元", *(wan(year.tax_paid) for year in a.years)),
    ]
