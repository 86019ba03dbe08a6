"""The application form of an organisation in three designs.

`grid` is the usual one: cover, labels and values in cells of their own, one section after the other. `together` has no
cover: label and value share a cell, values stand in content controls, changes are still tracked, and the title is a
text box that the file holds after the table. `booklet` is one long table with labels down its side, small tables inside
its cells, and the indicators in an annex that lies on its side.
"""

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from samples.application import Application
from samples.forms import annex
from samples.forms.basics import contact, excellence, identity, nature
from samples.forms.blocks import Cell, Grid, Line, Row, cell, rows, upright
from samples.forms.cover import cover, heading, running_head
from samples.forms.figures import LONG, MIXED, SHORT, asked_years, indicators
from samples.forms.hand import Hand, drawn_hand
from samples.forms.inset import text_box
from samples.forms.layout import Asked, beside, label, pairs, spaced, together
from samples.forms.office import categories, office_of, titles
from samples.forms.saving import saved
from samples.forms.scroll import Scroll
from samples.forms.sections import conduct, honours, opinion, pledge, subsidiaries, systems
from samples.forms.stroke import Stroke, commented, controlled, deleted, inserted, page_number, write
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner

FormLayout = Literal["grid", "together", "booklet"]
_FOUR = (3.4, 4.7, 3.4, 4.7)


def application_form(
    application: Application,
    ledger: Ledger,
    manner: Manner = CLEAN,
    *,
    layout: FormLayout = "grid",
    yuan: bool = False,
    back: int = 0,
    old_title: str = "",
    printed: bool = False,
) -> bytes:
    """The form; `yuan` types 元 under 万元, `back` asks for years too early, `old_title` is another template's name.

    `printed` gives the PDF of its print instead of the Word file.
    """
    title = old_title or application.locality.form_title
    draw = {"grid": _grid, "together": _together, "booklet": _booklet}[layout]
    scroll = Scroll(ledger, title, manner, size=10.5)
    draw(scroll, application, manner, title, {"yuan": yuan}, back)
    return saved(scroll, printed=printed)


def _grid(
    scroll: Scroll, application: Application, manner: Manner, title: str, slip: dict[str, bool], back: int
) -> None:
    hand = drawn_hand(manner, random.Random(application.seed))
    years = asked_years(application, back=back)
    cover(scroll, hand, application, title=title)
    _headed(scroll, "一、组织基本情况", page=True)
    told = (*identity(hand, application), *nature(hand, application), *contact(hand, application))
    scroll.grid(Grid(pairs(hand, told), _FOUR))
    _headed(scroll, "二、质量管理模式与管理体系")
    scroll.grid(Grid(pairs(hand, tuple(excellence(hand, application))), _FOUR))
    scroll.say(hand.plain("管理体系认证情况"), before=8, after=4)
    small = replace(hand, size=9)
    scroll.grid(Grid(systems(small, application), (2.2, 3.3, 2.9, 3.2, 2.3, 2.3)))
    _headed(scroll, f"三、近{len(years)}年主要经济指标")
    table = indicators(small, application, SHORT, years, **slip)
    scroll.grid(Grid(table, (1.0, 2.6, 1.2, *(10.0 / len(years),) * len(years), 1.4)))
    scroll.say(hand.plain("数据来源：经会计师事务所审计的年度财务报表。"), before=4)
    _group(scroll, small, application)
    _headed(scroll, "四、品牌与荣誉")
    scroll.grid(Grid(honours(hand, application), (6.2, 2.0, 5.2, 2.8)))
    _headed(scroll, "五、社会责任与守法情况")
    scroll.grid(Grid(_wide(hand, conduct(hand, application)), (5.4, 10.8)))
    _headed(scroll, "六、声明与审核意见", page=True)
    scroll.grid(Grid(_blocks(hand, application), (1.6, 14.6)))


def _together(
    scroll: Scroll, application: Application, manner: Manner, title: str, slip: dict[str, bool], back: int
) -> None:
    a, office = application.applicant, office_of(application)
    hand = drawn_hand(manner, random.Random(application.seed), boxes="control")
    scroll.footer = write("第 ", size=9) + page_number() + write(" 页", size=9)
    for line in range(3):
        scroll.say(hand.plain("" if line else "附件2"), after=10)
    offer = application.locality.offer(application.award)
    chosen = (
        Asked("申报奖项", hand.choice("form.award", titles(application), offer.title), wide=True),
        Asked("申报类别", hand.choice("form.category", categories(application), offer.category), wide=True),
        Asked("填报日期", hand.split_day("form.filled_on", a.filled), "form.filled_on"),
        Asked(office.recommender, hand.text("recommendation.by", application.consent_by or a.recommender)),
    )
    told = (*chosen, *identity(hand, application), *nature(hand, application), *contact(hand, application))
    scroll.grid(Grid(together(hand, _edited(told)), (8.1, 8.1)))
    scroll.say(text_box(heading(title, manner, 22), width=15, height=1.6, left=0.6, top=2.9))
    scroll.say(
        write("（填表说明：数据以上年度决算为准；没有的项目填“无”或“/”，不得留空；纸张不敷可另加附页。）", size=9)
    )
    _headed(scroll, "质量管理情况", page=True)
    scroll.grid(Grid(together(hand, tuple(excellence(hand, application))), (8.1, 8.1)))
    scroll.say("")
    small = replace(hand, size=9)
    scroll.grid(Grid(systems(small, application), (2.2, 3.3, 2.9, 3.2, 2.3, 2.3)))
    years = asked_years(application, back=back)[::-1]
    _headed(scroll, "主要经济指标（另附年度审计报告）")
    widths = (1.0, 2.8, 1.4, *(11.0 / len(years),) * len(years))
    table = indicators(small, application, MIXED, years, rank=False, **slip)
    scroll.grid(Grid(table[:5], widths))
    scroll.say(write("（续表）", size=9), align="right", before=6)
    scroll.grid(Grid((table[0], *table[5:]), widths))
    _group(scroll, small, application)
    _headed(scroll, "所获荣誉")
    scroll.grid(Grid(honours(hand, application), (6.2, 2.0, 5.2, 2.8)))
    scroll.say("")
    scroll.grid(Grid(together(hand, conduct(hand, application)), (8.1, 8.1)))
    _headed(scroll, "声明与意见", page=True)
    signed = (Row((cell("申报单位承诺：", bold=True),)), Row((pledge(hand, application),)))
    last = len(office.opinions)
    said = tuple(
        row
        for number, name in enumerate(office.opinions)
        for row in (
            Row((cell(f"{name}：", bold=True),)),
            Row((opinion(hand, application, number, split=number < last - 1),)),
        )
    )
    scroll.grid(Grid((*signed, *said), (16.2,)))


def _booklet(
    scroll: Scroll, application: Application, manner: Manner, title: str, slip: dict[str, bool], back: int
) -> None:
    hand = drawn_hand(manner, random.Random(application.seed), boxes="over", digits="comma")
    small = replace(hand, size=9)
    years = asked_years(application, back=back)
    scroll.header = running_head(title, manner)
    scroll.footer = write("— ", size=9) + page_number() + write(" —", size=9)
    scroll.bare_cover = True
    cover(scroll, hand, application, title=title, split=True)
    scroll.say(write("（以下各栏由申报单位填写，${单位名称}等占位文字请删除）", size=9), page_before=True, after=4)
    first = pairs(hand, _remarked(identity(hand, application)), mark="：")
    second = pairs(hand, (*nature(hand, application), *contact(hand, application)), mark=":")
    nested = Cell(
        (Line(hand.plain("取得的管理体系认证：")), Grid(systems(replace(hand, size=8), application), _NESTED))
    )
    quality = (*pairs(hand, tuple(excellence(hand, application))), Row((nested, "<", "<", "<")))
    elsewhere = Row((cell("主要经济指标", align="center"), cell("详见附件1"), "<", "<"))
    dropped = Row((cell("获奖情况（旧版栏目）"), cell("删去，合并到下表"), "<", "<"), gone=True)
    prizes = Cell((Grid(honours(small, application), (5.4, 1.6, 4.6, 2.4)),))
    fame = (elsewhere, dropped, Row((prizes, "<", "<", "<")), *_across(hand, conduct(hand, application)))
    long = tuple(
        row
        for name, told in (("单位概况", first), ("经营情况", second), ("质量管理", quality), ("业绩荣誉", fame))
        for row in beside(upright(name), told)
    )
    scroll.grid(Grid(long, (1.0, 3.2, 4.5, 3.2, 4.5)))
    scroll.say(write("此页由评审办公室留存，编号规则见内部通知。", hidden=True) + hand.plain(""))
    _headed(scroll, "声明与审核意见", page=True)
    scroll.grid(Grid(_blocks(hand, application), (1.6, 14.8)))
    scroll.turn(landscape=False)
    annex.sideways(scroll, hand, application, indicators(small, application, LONG, years, **slip), len(years))
    _group(scroll, small, application)


_NESTED = (2.0, 2.9, 2.9, 3.0, 2.1, 2.1)


def _edited(told: Iterable[Asked]) -> tuple[Asked, ...]:
    """Values in content controls; what somebody corrected is still tracked."""
    return tuple(replace(asked, answer=_edit(asked)) for asked in told)


def _edit(asked: Asked) -> Stroke:
    if not asked.answer.xml or "<w:sdt>" in asked.answer.xml:
        return asked.answer
    if asked.field == "entity.main_product":
        return deleted("各类产品及配件") + inserted(asked.answer)
    return controlled(asked.answer, asked.label)


def _remarked(told: Iterable[Asked]) -> tuple[Asked, ...]:
    """A reviewer has asked about one answer in the margin."""
    return tuple(
        replace(asked, answer=commented(asked.answer, "与营业执照核对一致"))
        if asked.field == "entity.address" and asked.answer
        else asked
        for asked in told
    )


def _wide(hand: Hand, told: tuple[Asked, ...]) -> tuple[Row, ...]:
    return rows([(cell(label(hand, asked)), cell(asked.answer)) for asked in told])


def _across(hand: Hand, told: tuple[Asked, ...]) -> tuple[Row, ...]:
    return tuple(
        Row((cell(label(hand, asked, shown=spaced(asked.label)), align="center"), cell(asked.answer), "<", "<"))
        for asked in told
    )


def _blocks(hand: Hand, application: Application) -> tuple[Row, ...]:
    """The promise and the opinions below each other, labels down the side."""
    told = [(upright("申报组织声明"), pledge(hand, application))]
    told += [
        (upright(name), opinion(hand, application, number))
        for number, name in enumerate(office_of(application).opinions)
    ]
    return rows(told)


def _group(scroll: Scroll, hand: Hand, application: Application) -> None:
    if application.standing.subsidiaries:
        _headed(scroll, "直接控股企业名单")
        scroll.grid(Grid(subsidiaries(hand, application), (4.2, 4.0, 1.6, 2.4, 4.0)))


def _headed(scroll: Scroll, words: str, *, page: bool = False) -> None:
    scroll.say(write(words, size=14, bold=True, font="黑体"), before=12, after=6, page_before=page, keep=True)
