"""公示名单: who is told to the public, under which article, and from which day to which.

The days come from the calendar. Where the office has not said whether the first day counts, both ends are given to
choose from; where the table of holidays ends, no day is guessed.
"""

from letters.season import Season
from letters.word import AsIs, Blank
from letters.wording import day, regulation
from pipeline.model import Outcome
from pipeline.procedure import Publicity

_UNITS = {"working": "个工作日", "calendar": "日"}


def publicity_list(season: Season, told: Publicity) -> bytes:
    """Write the notice. Of an award the names are the office's alone; of this examination they are a proposal."""
    passed = told.stage == "conditions"
    title = "资格审查结果公示" if passed else "拟获奖名单公示"
    letter = season.letter(title)
    letter.title(f"{season.batch}政府质量奖", title)
    letter.body(
        f"根据{regulation(season.rules)}{told.article}{told.item}“{told.quote}”的规定，现将"
        f"{'资格审查' if passed else '评审'}后的名单予以公示，接受社会监督。"
    )
    letter.body(*_days(season, told))
    letter.body("对公示内容有异议的，可以在公示期内书面向本办公室提出，并附必要的证明材料。")
    contact = season.office.letters.contact
    letter.body("联系方式：", AsIs(contact) if contact else Blank("联系人、电话、地址，由办公室填写"), "。")
    letter.signed((season.office.name, Blank("盖章")), (Blank("　　　年　　月　　日"),))
    letter.annex("附件", "公示名单")
    if passed:
        letter.small(Blank("名单由办公室核定。下列是程序建议受理的申报人，核定后删去本行"), centred=True)
    rows = _proposed(season) if passed else _named(season)
    heads = ("序号", "申报组织（个人）", "申报奖项", "质量管理模式（成果）名称")
    blank = ("1", "", "", "")
    letter.table([heads, *(rows or [blank])], (1.2, 5.2, 4.6, 4.6), heads=1, size=10.5, centred=(0,))
    if not rows:
        letter.small(Blank("名单由办公室填写"), centred=True)
    return letter.bytes()


def _proposed(season: Season) -> list[tuple[str, ...]]:
    complete = [one for one in season.entries if one.outcome is Outcome.COMPLETE]
    return [
        (str(number), one.applicant, one.rules.award_title, one.say("form.model_title"))
        for number, one in enumerate(complete, 1)
    ]


def _named(season: Season) -> list[tuple[str, ...]]:
    """Give the names the office has written down, each with what its application says, if there is one."""
    known = {one.applicant: one for one in season.entries}
    return [
        (
            str(number),
            name,
            known[name].rules.award_title if name in known else "",
            known[name].say("form.model_title") if name in known else "",
        )
        for number, name in enumerate(season.office.letters.publicity_names, 1)
    ]


def _days(season: Season, told: Publicity) -> tuple[str | Blank, ...]:
    length, window = f"{told.days} {_UNITS[told.unit]}", season.window
    if window is None:
        return "公示期：", Blank(f"起止日期，由办公室填写，不少于 {length}"), "。"
    counted, not_counted = window.last_if_first_counts, window.last_if_not
    first = f"公示期自{day(window.first)}起"
    if counted is None or not_counted is None:
        why = f"截止日由办公室填写，不少于 {length}；所涉日期的节假日安排不在程序的日历表内，没有推算"
        return f"{first}，", Blank(why), "。"
    chosen = season.office.letters.publicity_first_day_counts
    if chosen is not None:
        last = counted if chosen else not_counted
        return (f"{first}至{day(last)}止，共 {length}（{'首日计入' if chosen else '首日不计入'}）。",)
    choice = (
        f"截止日由办公室选定：首日计入的，至{day(counted)}止；首日不计入的，至{day(not_counted)}止，"
        f"后者按两种算法都不少于 {length}"
    )
    return f"{first}，", Blank(choice), "。"
