"""A self-assessment report in Word for every locality: cover, overview with the facts in prose, chapters 4.1 to 4.7."""

from pathlib import Path

from samples.application import Application
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner
from samples.report import told
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
    facts = told(a)
    for text in (line.strip() for line in _TEXT.read_text(encoding="utf-8").splitlines()):
        if text.startswith("#"):
            marks, title = text.split(" ", 1)
            paper.word.heading(title.format(**facts), len(marks))
        elif text and not text.startswith("|"):
            paper.line(text.format(**facts), indent=2)
    return paper.word.bytes()
