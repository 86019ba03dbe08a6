"""The application form of a person in three designs.

`grid` has a cell for the photograph and cells for labels and values; `together` puts both in one cell, in content
controls, its title in a text box; `booklet` has labels down its side and the achievements in an annex.
"""

import random
from dataclasses import replace
from typing import Literal

from samples.application import Application, Candidate
from samples.forms.basics import person, work
from samples.forms.blocks import Cell, Grid, Line, Row, cell, rows, upright
from samples.forms.cover import cover, heading, running_head
from samples.forms.hand import Hand, drawn_hand
from samples.forms.inset import text_box
from samples.forms.layout import Asked, beside, pairs, together
from samples.forms.office import categories, office_of, titles
from samples.forms.saving import saved
from samples.forms.scroll import Scroll
from samples.forms.sections import career, conduct, honours, opinion, pledge
from samples.forms.stroke import controlled, page_number, write
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner

PersonLayout = Literal["grid", "together", "booklet"]
_DEEDS = (
    "长期坚守质量管理一线，主持建立了覆盖设计、采购、制造和服务的质量责任体系，推动质量目标逐级分解到岗位。",
    "总结形成“问题不过夜、原因追到底、措施看结果”的工作方法，在本单位和上下游企业推广应用。",
    "带领团队完成质量改进课题三十余项，获省级以上质量管理小组成果多项，培养注册质量工程师二十余名。",
    "参与起草行业标准和团体标准，多次在行业交流会上介绍经验，带动同行提升管理水平。",
)


def individual_form(
    application: Application,
    ledger: Ledger,
    manner: Manner = CLEAN,
    *,
    layout: PersonLayout = "grid",
    old_title: str = "",
    printed: bool = False,
) -> bytes:
    """The form; `old_title` is the name of another year's or another award's template; `printed` gives a PDF."""
    if application.candidate is None:
        raise ValueError(application.award)
    title = old_title or application.locality.form_title
    scroll = Scroll(ledger, title, manner, size=10.5)
    draw = {"grid": _grid, "together": _together, "booklet": _booklet}[layout]
    draw(scroll, application, application.candidate, manner, title)
    return saved(scroll, printed=printed)


def _grid(scroll: Scroll, application: Application, candidate: Candidate, manner: Manner, title: str) -> None:
    hand = drawn_hand(manner, random.Random(application.seed))
    cover(scroll, hand, application, title=title)
    _headed(scroll, "一、个人基本情况", page=True)
    scroll.grid(Grid(_with_photo(hand, application, candidate), (2.9, 3.6, 2.9, 3.6, 3.2)))
    _headed(scroll, "二、主要工作简历")
    scroll.grid(Grid(career(hand, candidate), (3.8, 6.2, 4.0, 2.2)))
    _headed(scroll, "三、所获荣誉")
    scroll.grid(Grid(honours(hand, application), (6.2, 2.0, 5.2, 2.8)))
    _headed(scroll, "四、主要事迹（可另附材料）")
    scroll.grid(Grid((Row((_deeds(hand),)),), (16.2,)))
    _headed(scroll, "五、守法情况")
    scroll.grid(Grid(pairs(hand, conduct(hand, application), columns=1), (5.4, 10.8)))
    _headed(scroll, "六、承诺与审核意见", page=True)
    scroll.grid(Grid(_blocks(hand, application), (1.6, 14.6)))


def _together(scroll: Scroll, application: Application, candidate: Candidate, manner: Manner, title: str) -> None:
    a, office = application.applicant, office_of(application)
    hand = drawn_hand(manner, random.Random(application.seed), boxes="control")
    scroll.footer = write("第 ", size=9) + page_number() + write(" 页", size=9)
    for line in range(3):
        scroll.say(hand.plain("" if line else "附件2"), after=10)
    offer = application.locality.offer(application.award)
    told = (
        Asked("申报奖项", hand.choice("form.award", titles(application), offer.title), wide=True),
        Asked("申报类别", hand.choice("form.category", categories(application), offer.category), wide=True),
        Asked("申报主体", hand.choice("form.track", ("组织", "个人"), "个人")),
        Asked("填表时间", hand.split_day("form.filled_on", a.filled), "form.filled_on"),
        *person(hand, candidate),
        *work(hand, application, candidate),
        Asked(office.recommender, hand.text("recommendation.by", application.consent_by or a.recommender), wide=True),
    )
    boxed = tuple(
        asked
        if "<w:sdt>" in asked.answer.xml or not asked.answer
        else replace(asked, answer=controlled(asked.answer, asked.label))
        for asked in told
    )
    scroll.grid(Grid(together(hand, boxed), (8.1, 8.1)))
    scroll.say(text_box(heading(title, manner, 22), width=15, height=1.6, left=0.6, top=2.9))
    _headed(scroll, "工作简历（从参加工作时填起，不得间断）", page=True)
    scroll.grid(Grid(career(hand, candidate), (3.8, 6.2, 4.0, 2.2)))
    _headed(scroll, "获奖情况")
    scroll.grid(Grid(honours(hand, application), (6.2, 2.0, 5.2, 2.8)))
    scroll.say("")
    scroll.grid(Grid(together(hand, conduct(hand, application)), (8.1, 8.1)))
    _headed(scroll, "主要事迹")
    for deed in _DEEDS:
        scroll.say(hand.plain(deed), indent=2, spacing=1.3)
    _headed(scroll, "承诺与意见", page=True)
    last = len(office.opinions) - 1
    blocks = [Row((cell("本人承诺：", bold=True),)), Row((pledge(hand, application),))]
    for number, name in enumerate(office.opinions):
        blocks += [
            Row((cell(f"{name}：", bold=True),)),
            Row((opinion(hand, application, number, split=number < last),)),
        ]
    scroll.grid(Grid(tuple(blocks), (16.2,)))


def _booklet(scroll: Scroll, application: Application, candidate: Candidate, manner: Manner, title: str) -> None:
    hand = drawn_hand(manner, random.Random(application.seed), boxes="over")
    small = replace(hand, size=9)
    scroll.header = running_head(title, manner)
    scroll.bare_cover = True
    cover(scroll, hand, application, title=title, split=True)
    posts = Cell((Grid(career(small, candidate), (3.2, 5.2, 3.8, 2.2)),))
    prizes = Cell((Grid(honours(small, application), (5.4, 1.6, 4.6, 2.8)),))
    parts = (
        ("个人情况", pairs(hand, tuple(person(hand, candidate)), mark="：")),
        ("工作情况", pairs(hand, tuple(work(hand, application, candidate)), mark=":")),
        ("工作简历", (Row((posts, "<", "<", "<"), height=4),)),
        ("获奖情况", (Row((prizes, "<", "<", "<"), height=3),)),
        ("主要事迹", (Row((cell(hand.plain("详见附页")), "<", "<", "<"), height=3),)),
        ("守法情况", pairs(hand, conduct(hand, application))),
    )
    scroll.say(write("（本表各栏均须填写）", size=9), page_before=True)
    scroll.grid(
        Grid(tuple(row for name, told in parts for row in beside(upright(name), told)), (1.0, 3.2, 4.5, 3.2, 4.5))
    )
    _headed(scroll, "承诺与审核意见", page=True)
    scroll.grid(Grid(_blocks(hand, application), (1.6, 14.8)))
    scroll.say(write("附页　主要事迹", size=14, bold=True, font="黑体"), page_before=True, align="center", after=8)
    for deed in _DEEDS:
        scroll.say(hand.plain(deed), indent=2, spacing=1.5)


def _with_photo(hand: Hand, application: Application, candidate: Candidate) -> tuple[Row, ...]:
    """The photograph's cell runs down beside the first rows; wide rows below it go all the way across."""
    told = pairs(hand, (*person(hand, candidate), *work(hand, application, candidate)))
    photo = cell(hand.plain("（照片）"), align="center")
    beside_it = 4
    return tuple(Row((*row.cells, photo if not y else "^" if y < beside_it else "<")) for y, row in enumerate(told))


def _deeds(hand: Hand) -> Cell:
    return Cell(tuple(Line(hand.plain(deed), indent=2, spacing=1.3) for deed in _DEEDS))


def _blocks(hand: Hand, application: Application) -> tuple[Row, ...]:
    told = [(upright("本人承诺"), pledge(hand, application))]
    told += [
        (upright(name), opinion(hand, application, number))
        for number, name in enumerate(office_of(application).opinions)
    ]
    return rows(told)


def _headed(scroll: Scroll, words: str, *, page: bool = False) -> None:
    scroll.say(write(words, size=14, bold=True, font="黑体"), before=12, after=6, page_before=page, keep=True)
