"""A self-assessment report in Word for every locality: cover, overview with the facts in prose, chapters 4.1 to 4.7."""

from collections.abc import Mapping
from pathlib import Path

from samples.applicant import day
from samples.application import Application
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner
from samples.told_word import ToldWord

_TEXT = Path(__file__).parent / "shanghai" / "report.md"


def self_assessment(application: Application, ledger: Ledger, manner: Manner = CLEAN) -> bytes:
    """The report with the locality's award on the cover and in the header."""
    here, a = application.locality, application.applicant
    award = here.offer(application.award)
    prize = here.form_title.removesuffix("申报表")
    paper = ToldWord("自我评价报告", ledger, manner, header=f"{prize}（{award.title}）自我评价报告")
    paper.line("附件2")
    paper.line(prize)
    paper.line(manner.text("report.title", "自我评价报告"))
    paper.line(["申报组织：", manner.text("report.applicant", a.name)], indent=6)
    paper.line(["申报奖项：", manner.text("report.award", f"{award.title}（{award.category}）")], indent=6)
    paper.word.new_page()
    facts = _facts(application)
    for text in (line.strip() for line in _TEXT.read_text(encoding="utf-8").splitlines()):
        if text.startswith("#"):
            marks, title = text.split(" ", 1)
            paper.word.heading(title.format(**facts), len(marks))
        elif text and not text.startswith("|"):
            paper.line(text.format(**facts), indent=2)
    return paper.word.bytes()


def _facts(application: Application) -> Mapping[str, str]:
    a = application.applicant
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
