"""An individual's papers: what employers say about the years worked, and what the insurance says."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from samples.applicant import day
from samples.application import Application, Candidate, Post
from samples.ledger import Ledger
from samples.papers.code import square
from samples.papers.leaf import Leaf, Row, Ruling
from samples.papers.letter import PaperLetter
from samples.papers.mark import CLEAN, Manner
from samples.sheets import HEIGHT, WIDTH
from samples.typeset import Face

EmploymentLayout = Literal["letter", "table"]
InsuranceLayout = Literal["months", "summary"]
_SHOWN_MONTHS = 48


def employment_proof(
    application: Application,
    ledger: Ledger,
    layout: EmploymentLayout = "letter",
    manner: Manner = CLEAN,
    *,
    employer: str = "",
) -> bytes:
    """One employer's letter on the years of quality work; without a name the present employer's."""
    person, a = _candidate(application), application.applicant
    issuer = employer or a.name
    posts = [post for post in person.career if post.employer == issuer and post.quality]
    first, last = min(post.since for post in posts), posts[-1].until
    years = (last or a.filled).year - first.year - ((last or a.filled).month < first.month)
    since = manner.month("employment.since", first, issuer)
    count = manner.amount("employment.years", years, f"{years}年", issuer)
    till = manner.till("employment.until", last, issuer)
    who, when = manner.text("employment.issuer", issuer, issuer), manner.day("employment.issued_on", a.filled, issuer)
    place = manner.text("employment.place", posts[-1].city, issuer)
    letter = PaperLetter("工作年限证明", ledger, manner)
    letter.title("工作年限证明")
    if layout == "letter":
        letter.tell(
            (
                f"兹证明{person.name}同志，身份证号{person.id_number}，自",
                since,
                till,
                "在我单位从事质量管理工作，共计",
                count,
                "。",
            )
        )
        letter.tell((f"历任{'、'.join(dict.fromkeys(post.post for post in posts))}，工作地点为", place, "。"))
        letter.tell("以上情况属实，如有虚假，我单位愿承担相应责任。特此证明。")
        letter.sign((who, "（盖章）"), when, issuer)
        return letter.bytes()
    rows: list[Row] = [
        ["姓名", person.name, "性别", person.gender],
        ["身份证号", person.id_number, "<", "<"],
        ["证明单位", who, "<", "<"],
        ["起始时间", since, "截止时间", till if last is None else till.without("至")],
        ["从事岗位", "、".join(dict.fromkeys(post.post for post in posts)), "<", "<"],
        ["质量工作年限", count, "工作地点", place],
    ]
    letter.leaf.grid(rows, (32, 48, 32, 48), Ruling(size=12, height=13, heads=0))
    letter.leaf.y += 6
    letter.tell("经核对人事档案和劳动合同，以上情况属实。")
    letter.sign("单位（盖章）", when, issuer)
    return letter.bytes()


def social_insurance(
    application: Application,
    ledger: Ledger,
    layout: InsuranceLayout = "months",
    manner: Manner = CLEAN,
    *,
    until: date | None = None,
) -> bytes:
    """The insurance's record by employer; `months` lists the latest months one by one as well."""
    person, a = _candidate(application), application.applicant
    end = until or date(a.filled.year, a.filled.month, 1)
    leaf = Leaf("社会保险参保缴费证明", ledger, manner, face=Face.SANS)
    city = application.locality.city
    code = f"{application.seed % 10**12:012}"
    bureau = f"{city}社会保险事业管理中心"

    def turn() -> None:
        leaf.page(26)
        leaf.watermark("社会保险参保证明")
        leaf.text(WIDTH / 2, HEIGHT - 15, f"第 {leaf.pdf.page_no()} 页", size=9, align="centre")

    turn()
    leaf.row("社会保险个人参保缴费证明", size=20, align="centre", bold=True, after=7)
    leaf.grid(
        [["姓名", person.name, "公民身份号码", person.id_number], ["验证码", code, "打印日期", day(a.filled)]],
        (24, 44, 34, 56),
        Ruling(size=10.5, height=9.5, heads=0),
    )
    leaf.y += 6
    leaf.row("一、参保单位及缴费期间", size=12, bold=True, after=3)
    rows: list[Row] = [["参保单位名称", "参保地", "缴费起止年月", "缴费月数"]]
    for employer, posts in _employers(person):
        first, last = posts[0].since, posts[-1].until
        stop = _month_before(last) if last else end
        period = manner.months("employment.insured", first, stop, f"{first:%Y-%m}至{stop:%Y-%m}", employer)
        months = (stop.year - first.year) * 12 + stop.month - first.month + 1
        where = manner.text("employment.insured_city", posts[0].city, employer)
        rows.append([employer, where, period, str(months)])
    leaf.grid(rows, (62, 28, 44, 24), Ruling(size=10, height=9.5, centre=(1, 2, 3)))
    leaf.y += 6
    if layout == "months":
        leaf.row("二、近期缴费明细", size=12, bold=True, after=3)
        leaf.grid(
            _months(person, end), (12, 26, 66, 28, 26), Ruling(size=8.5, height=6.4, centre=(0, 1, 3, 4)), turn=turn
        )
        leaf.y += 5
    if leaf.y > HEIGHT - 75:
        turn()
    leaf.text(28, leaf.y, "本证明为电子打印件，可凭验证码在一年内核验。", size=9)
    leaf.picture(square(code), 30, leaf.y + 8, 24)
    leaf.text(WIDTH - 34, leaf.y + 22, bureau, size=11, align="right")
    leaf.seal(bureau, WIDTH - 88, leaf.y + 6, line="业务专用章")
    leaf.text(WIDTH - 34, leaf.y + 32, day(a.filled), size=11, align="right")
    return leaf.bytes()


def _candidate(application: Application) -> Candidate:
    if application.candidate is None:
        message = "an individual's paper needs a candidate: make the application for an individual award"
        raise ValueError(message)
    return application.candidate


def _employers(person: Candidate) -> Iterator[tuple[str, Sequence[Post]]]:
    for employer in dict.fromkeys(post.employer for post in person.career):
        yield employer, [post for post in person.career if post.employer == employer]


def _month_before(when: date) -> date:
    return date(when.year - (when.month == 1), (when.month - 2) % 12 + 1, 1)


def _months(person: Candidate, end: date) -> list[Row]:
    """The latest months, newest first."""
    rows: list[Row] = [["序号", "缴费年月", "单位名称", "缴费基数（元）", "到账情况"]]
    month, base = end, Decimal(18640)
    for number in range(1, _SHOWN_MONTHS + 1):
        at = next((p for p in person.career if p.since <= month and (p.until is None or month < p.until)), None)
        if at is None:
            break
        rows.append([str(number), f"{month:%Y%m}", at.employer, f"{base:,.2f}", "已到账"])
        base -= Decimal(1280) if month.month == 7 else Decimal(0)
        month = _month_before(month)
    return rows
