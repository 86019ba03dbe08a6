"""The self-assessment report and the overview in Word, from twenty pages to more than a hundred."""

import random
from collections.abc import Iterator
from typing import Literal

from pipeline.model import TextValue
from samples.applicant import day
from samples.application import Application
from samples.essays.exhibits import chart_of, finance_table, result_table
from samples.essays.prose import overview_paragraphs
from samples.essays.stock import Author, Chapter, Skeleton, items, skeletons
from samples.forms.blocks import Grid
from samples.forms.hand import Hand
from samples.forms.saving import saved
from samples.forms.scroll import Scroll
from samples.forms.stroke import Stroke, page_number, states, write
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner
from samples.plan import MIDDLE

ReportLayout = Literal["standard", "hospital", "small"]
_LETTERS = 726  # on a page of text, its share of figures and headings taken off
_FIXED = 11  # pages that the cover, the contents, the overview and half-empty ends of chapters take
_TORN = {"4.4.4", "4.4.5", "4.4.6", "4.4.7", "p.3"}


def self_assessment(
    application: Application,
    ledger: Ledger,
    manner: Manner = CLEAN,
    *,
    layout: ReportLayout = "standard",
    pages: int = 30,
    header: str = "",
    two_dates: bool = False,
    printed: bool = False,
) -> bytes:
    """The report by one of three standards; `header` is another award's or year's name left above every page.

    `two_dates` tells that 卓越绩效 was brought in and, later, practised everywhere. `printed` gives a PDF.
    """
    skeleton = skeletons()["person" if application.candidate else layout]
    scroll = _begun(application, ledger, manner, "自我评价报告", header)
    room = max(pages - _FIXED, 4) * _LETTERS
    _contents(scroll, skeleton, room)
    _headed(scroll, "个人概述" if application.candidate else "组织概述", page=True)
    scroll.say(_standard(skeleton), indent=2, spacing=1.5)
    for stroke in overview_paragraphs(application, manner, two_dates=two_dates):
        scroll.say(stroke, indent=2, spacing=1.5)
    author = _author(application)
    torn = MIDDLE in manner.lost and not printed  # a print loses a page, a Word file what stood on it
    points = sum(items()[number].points for chapter in skeleton.chapters for number in chapter.items)
    for chapter in skeleton.chapters:
        _chapter(scroll, application, author, chapter, room / points, torn=torn)
    return saved(scroll, printed=printed)


def overview(
    application: Application,
    ledger: Ledger,
    manner: Manner = CLEAN,
    *,
    pages: int = 4,
    header: str = "",
    two_dates: bool = False,
    printed: bool = False,
) -> bytes:
    """What the organisation is and faces, in a few pages; of a person, the life and the deeds."""
    title = "个人事迹概述" if application.candidate else "组织概述"
    scroll = _begun(application, ledger, manner, title, header)
    for number, stroke in enumerate(overview_paragraphs(application, manner, two_dates=two_dates)):
        scroll.say(stroke, indent=2, spacing=1.5, page_before=not number)
    author = _author(application)
    chosen = ("p.1", "p.2", "p.4") if application.candidate else ("4.1.2", "4.2.2", "4.3.2", "4.4.2", "4.5.2")
    room = max(pages - 2, 1) * _LETTERS / len(chosen)
    for place in chosen:
        _headed(scroll, items()[place].title, level=2)
        for paragraph in _filling(author, place, room):
            scroll.say(paragraph, indent=2, spacing=1.5)
    return saved(scroll, printed=printed)


def _begun(application: Application, ledger: Ledger, manner: Manner, title: str, header: str) -> Scroll:
    """The cover, and what stands above and below every page."""
    here, a, hand = application.locality, application.applicant, Hand(manner, size=14)
    offer = here.offer(application.award)
    scroll = Scroll(ledger, title, manner, bare_cover=True)
    award = header or offer.title
    scroll.header = states("report.award", TextValue(text=award), write(award, size=9)) + write(title, size=9)
    scroll.footer = write("第 ", size=9) + page_number() + write(" 页", size=9)
    scroll.say("附件2")
    scroll.say(
        write(here.form_title.removesuffix("申报表"), size=26, bold=True, font="黑体"), align="center", before=80
    )
    name = states("report.title", TextValue(text=title), write(title, size=30, bold=True, font="黑体"))
    scroll.say(name, align="center", before=20, after=110)
    person = application.candidate
    large = {"indent": 5.0, "spacing": 2.0}
    label = "申报个人：" if person else "申报组织："
    scroll.say(write(label, size=14) + hand.text("report.applicant", person.name if person else a.name), **large)
    scroll.say(write("申报奖项：", size=14) + hand.text("report.award", offer.title), **large)
    scroll.say(write(f"申报类别：{offer.category}", size=14), **large)
    scroll.say(write(f"编制日期：{day(a.filled)}", size=14), **large)
    return scroll


def _contents(scroll: Scroll, skeleton: Skeleton, room: float) -> None:
    """The pages are guessed, as they are in a report that was edited after its contents were made."""
    page = 4.0
    points = sum(items()[place].points for chapter in skeleton.chapters for place in chapter.items)
    scroll.say(write("目　录", size=18, bold=True, font="黑体"), align="center", page_before=True, after=14)
    for chapter in skeleton.chapters:
        scroll.say(f"{chapter.number} {chapter.title}\t{page:.0f}", spacing=1.4, style="toc")
        for place in chapter.items:
            scroll.say(f"　　{_numbered(chapter, place)}{items()[place].title}\t{page:.0f}", spacing=1.1, style="toc")
            page += items()[place].points / points * room / _LETTERS


def _standard(skeleton: Skeleton) -> Stroke:
    told = states("report.standard", TextValue(text=skeleton.standard), write(skeleton.standard))
    return write("本报告依据") + told + write("的要求逐条编写，数据除注明外均截至上年末。")


def _chapter(
    scroll: Scroll, application: Application, author: Author, chapter: Chapter, share: float, *, torn: bool
) -> None:
    heading = write(f"{chapter.number} ")
    title = write(chapter.title)
    if chapter.number.startswith("4."):
        title = states("report.chapters", TextValue(text=chapter.title), title, key=chapter.number)
    scroll.say(heading + title, style="1", before=12, after=8, page_before=True)
    if chapter.number.startswith("4."):
        _headed(scroll, f"{chapter.number}.1 提要", level=2)
        names = "、".join(items()[place].title for place in chapter.items)
        scroll.say(f"本章围绕{names}，说明所采用的方法、展开的程度和取得的结果。", indent=2, spacing=1.5)
    for place in chapter.items:
        if not (torn and place in _TORN):
            _item(scroll, application, author, chapter, place, share)


def _item(scroll: Scroll, application: Application, author: Author, chapter: Chapter, place: str, share: float) -> None:
    item = items()[place]
    _headed(scroll, f"{_numbered(chapter, place)}{item.title}", level=2)
    if place == "4.7.4" and application.applicant.years:
        scroll.say("表　主要财务指标", align="center", before=6, after=4)
        scroll.grid(finance_table(application))
    result = place.startswith("4.7")
    for number, paragraph in enumerate(_filling(author, place, item.points * share)):
        if number % 6 == 0 and not result:
            _headed(
                scroll,
                f"（{number // 6 + 1}）{('采用方法', '工作展开', '实施结果', '改进与学习')[number // 6 % 4]}",
                level=3,
            )
        scroll.say(paragraph, indent=2, spacing=1.5)
        if number % 5 == (1 if result else 4):
            _shown(scroll, f"表　{item.title}相关指标", result_table(author))
        if number % 4 == (2 if result else 3):
            _shown(scroll, "", chart_of(author, application if place == "4.7.4" and number < 5 else None))


def _filling(author: Author, place: str, letters: float) -> Iterator[str]:
    """Paragraphs until the room is used; tables and charts between them take theirs."""
    used = 0.0
    for number, paragraph in enumerate(author.paragraphs(items()[place])):
        if number and used >= letters:
            return
        used += len(paragraph) + 22 + (60 if number % 5 == 4 else 170 if number % 4 == 3 else 0)
        yield paragraph


def _shown(scroll: Scroll, title: str, what: Grid | Stroke) -> None:
    if isinstance(what, Stroke):
        scroll.say(what, align="center", before=6, after=6)
        return
    scroll.say(title, align="center", before=6, after=4)
    scroll.grid(what)


def _numbered(chapter: Chapter, place: str) -> str:
    if chapter.number.startswith("4."):
        return f"{place} "
    return f"（{'一二三四五六'[chapter.items.index(place)]}）"


def _author(application: Application) -> Author:
    a, person = application.applicant, application.candidate
    known = {
        "short": a.short_name,
        "products": a.products,
        "industry": a.industry,
        "who": person.name if person else a.top_manager.name,
    }
    years = tuple(range(application.year - 3, application.year))
    return Author(random.Random(application.seed), known, years)


def _headed(scroll: Scroll, words: str, *, level: int = 1, page: bool = False) -> None:
    scroll.say(write(words), style=str(level), before=10, after=6, page_before=page)
