"""The annex of a form: the table of indicators on a page that lies on its side."""

from samples.application import Application
from samples.forms.blocks import Grid, Row
from samples.forms.hand import Hand
from samples.forms.scroll import Scroll
from samples.forms.stroke import write


def sideways(scroll: Scroll, hand: Hand, application: Application, table: tuple[Row, ...], years: int) -> None:
    """The title, the table and how its ratios are worked out."""
    scroll.say(write("附件1", size=12))
    scroll.say(write("主要经济效益、节能、安全指标", size=16, bold=True, font="黑体"), align="center", after=8)
    scroll.say(hand.plain(f"填报单位：{application.applicant.name}"), after=4)
    scroll.grid(Grid(table, (1.2, 4.6, 2.2, *(14.5 / years,) * years, 2.4)))
    scroll.say(
        hand.plain("注：流动资产周转率＝主营业务收入÷平均流动资产；全员劳动生产率＝主营业务收入÷职工人数。"), before=4
    )
    scroll.turn(landscape=True)
