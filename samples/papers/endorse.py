"""What others and the applicant put their seal to: recommendation, consent of the town, pledge of truth."""

from typing import Literal

from samples.applicant import day
from samples.application import Application
from samples.ledger import Ledger
from samples.papers.leaf import Frame, Leaf, Look, Row, Ruling
from samples.papers.letter import Letter, PaperLetter, WordLetter
from samples.papers.mark import CLEAN, Manner, Mark
from samples.sheets import WIDTH

RecommendationLayout = Literal["letter", "consent", "opinions"]
DeclarationLayout = Literal["letter", "word", "short"]
_AGREED = {"letter": "同意推荐", "consent": "审核同意", "opinions": "同意推荐"}


def recommendation(
    application: Application, ledger: Ledger, layout: RecommendationLayout = "letter", manner: Manner = CLEAN
) -> bytes:
    """A letter of a bureau, the consent of a town, or a page of boxes for opinions."""
    if layout == "opinions":
        return _opinions(application, ledger, manner)
    a, by = application.applicant, application.consent_by or application.applicant.recommender
    subject, opinion = _subject(application, manner), manner.text("recommendation.opinion", _AGREED[layout])
    letter = PaperLetter("推荐意见函", ledger, manner)
    letter.title("关于申报政府质量奖的推荐函" if layout == "letter" else "关于申报政府质量奖的审核意见")
    letter.to(f"{application.locality.office}：")
    award = application.locality.award_titles[application.award]
    if layout == "letter":
        letter.tell((f"经审查，{a.name}报送的申报材料齐全、属实。我单位", opinion, subject, f"申报{award}。"))
    else:
        letter.tell(("辖区内", subject, f"（统一社会信用代码：{a.code}）拟申报{award}。"))
        letter.tell(("经核对申报材料并了解其生产经营、安全生产和信用情况，", opinion, "。"))
    letter.tell("请予受理。")
    when = manner.day("recommendation.on", application.consent_on or a.recommended)
    letter.sign((manner.text("recommendation.by", by), _stamped(manner)), when, by)
    return letter.bytes()


def _stamped(manner: Manner) -> Mark:
    """The words beside which the seal stands or is missing."""
    return manner.flag("recommendation.sealed", "（盖章）", yes=manner.sealed)


def _subject(application: Application, manner: Manner) -> Mark:
    person = application.candidate
    return manner.text("recommendation.subject", person.name if person else application.applicant.name)


def _opinions(application: Application, ledger: Ledger, manner: Manner) -> bytes:
    a, by = application.applicant, application.consent_by or application.applicant.recommender
    leaf = Leaf("推荐意见", ledger, manner)
    leaf.page(30)
    leaf.row("推荐（审核）意见表", size=20, align="centre", bold=True, after=9)
    award = application.locality.award_titles[application.award]
    rows: list[Row] = [["被推荐者", _subject(application, manner)], ["申报奖项", award]]
    leaf.grid(rows, (32, 128), Ruling(size=12, height=12, heads=0))
    boxes = (("申报单位意见", a.name, False), ("推荐单位意见", by, True))
    for title, name, counts in boxes:
        frame = Frame((WIDTH - 160) / 2, leaf.y, 160, 84)
        leaf.cell(Frame(frame.x, frame.y, 32, frame.height), title, Look(12, "centre"))
        leaf.cell(Frame(frame.x + 32, frame.y, 128, frame.height), "")
        said = manner.text("recommendation.opinion", "同意推荐") if counts else "所填内容真实，同意申报"
        leaf.say(frame.x + 40, frame.y + 12, (said, "。"), size=13)
        leaf.text(frame.x + 40, frame.y + 40, "负责人（签字）：", size=12)
        leaf.sign(a.licence.representative if not counts else "阮知行", frame.x + 78, frame.y + 36)
        right = frame.x + 152
        leaf.say(
            right,
            frame.y + 56,
            (manner.text("recommendation.by", by), _stamped(manner)) if counts else f"{name}（盖章）",
            size=12,
            align="right",
        )
        leaf.seal(name, right - 52, frame.y + 42, width=38)
        when = manner.day("recommendation.on", application.consent_on or a.recommended) if counts else day(a.filled)
        leaf.say(right, frame.y + 68, when, size=12, align="right")
        leaf.y += frame.height
    return leaf.bytes()


def declaration(
    application: Application, ledger: Ledger, layout: DeclarationLayout = "letter", manner: Manner = CLEAN
) -> bytes:
    """The pledge that everything is true, in points or in two sentences."""
    a, person = application.applicant, application.candidate
    name = person.name if person else a.name
    letter: Letter = (
        WordLetter("真实性承诺书", ledger, manner) if layout == "word" else PaperLetter("真实性承诺书", ledger, manner)
    )
    single = manner.text("declaration.no_double", _single(application))
    award = application.locality.award_titles[application.award]
    letter.title("真实性承诺书" if layout != "short" else "承诺书")
    letter.to(f"{application.locality.office}：")
    us = "本人" if person else "我单位"
    if layout == "short":
        honest = f"{us}申报{award}所提交的全部材料真实、准确、完整，复印件与原件一致，如有不实，愿承担一切责任"
        letter.tell((manner.text("declaration.truth", honest), "。"))
        letter.tell((single, "。"))
    else:
        letter.tell(f"{us}自愿申报{award}，并郑重承诺：")
        honest = "所提交的申报表、自我评价报告和证实性材料真实、准确、完整，复印件与原件一致，不存在弄虚作假"
        letter.tell(("一、", manner.text("declaration.truth", honest), "。"))
        secrecy = "申报材料不涉及国家秘密，涉及商业秘密的内容已作标注"
        letter.tell(("二、", manner.text("declaration.secrecy", secrecy), "。"))
        letter.tell(("三、", single, "。"))
        letter.tell("四、申报过程中遵守评审纪律，配合资格审查和现场评审。")
        letter.tell("如有违反，愿意承担由此产生的一切后果。")
    by = (f"{'承诺人' if person else '承诺单位'}：", manner.text("declaration.by", name))
    letter.sign(by if person else (*by, "（盖章）"), manner.day("declaration.on", a.filled), a.name)
    if isinstance(letter, PaperLetter):
        top = letter.leaf.y - 4
        letter.leaf.text(34, top, "本人（签字）：" if person else "法定代表人（签字）：", size=13)
        letter.leaf.sign(name if person else a.licence.representative, 80, top - 4)
    return letter.bytes()


def _single(application: Application) -> str:
    other = "区级" if application.locality.city == application.locality.province else "其他级别"
    return f"{application.year}年度未同时申报{other}政府质量奖"
