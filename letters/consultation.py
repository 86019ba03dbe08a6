"""征求意见函: whom the regulation has the office ask, about whom, and about what; with two annexes."""

from collections.abc import Sequence

from letters.entry import Entry
from letters.season import Question, Season
from letters.word import LEFT, AsIs, Blank, Word
from letters.wording import day, regulation, where

_HIDDEN = "身份证号码已遮盖，完整号码由办公室按规定另行提供。"
REPLY_FORM = "征求意见反馈表.xlsx"


def consultation_letter(season: Season) -> bytes:
    """Write one letter to all who are asked; each fills in its own lines of the form that goes with it."""
    title = "关于征求对政府质量奖申报组织（个人）意见的函"
    letter, told = season.letter(title), season.office.letters
    letter.title("关于征求对政府质量奖", "申报组织（个人）意见的函")
    letter.centred(Blank("文号，由办公室填写"))
    letter.flush(
        f"{'、'.join(season.bureaux)}：" if season.bureaux else Blank("征求意见的部门，由办公室填写；条文没有写明")
    )
    clause = season.procedure.consultation
    rules = regulation(season.rules)
    under = (
        f"根据{rules}{clause.article}{clause.item}“{clause.quote}”的规定，"
        if clause
        else f"为做好{rules}的资格审查工作，"
    )
    letter.body(
        f"{under}现就{season.batch}政府质量奖 {len(season.entries)} 个申报组织（个人）（名单见附件1）征求意见。"
        "请对照附件2所列事项，在职责范围内核查。"
    )
    by = told.reply_by
    letter.body(
        "请逐一填写随函所附的反馈表，于",
        f"{day(by)}前" if by else Blank("反馈期限，由办公室填写"),
        f"反馈{season.office.name}。没有有关记录的，请填写“无记录”；有记录的，请写明日期和情况；"
        "不属于本部门职责的，请填写“不属本部门职责”。",
    )
    letter.body("名单和反馈情况仅用于资格审查，请勿对外提供。")
    letter.body("联系方式：", AsIs(told.contact) if told.contact else Blank("联系人、电话，由办公室填写"), "。")
    letter.body("附件：1．申报组织（个人）名单")
    letter.body("　　　2．征求意见事项")
    letter.body("　　　3．征求意见反馈表（电子表格）")
    letter.signed((season.office.name, Blank("盖章")), (Blank("　　　年　　月　　日"),))
    _applicants(letter, season.entries)
    _matters(letter, season)
    return letter.bytes()


def _applicants(letter: Word, entries: Sequence[Entry]) -> None:
    letter.annex("附件1", "申报组织（个人）名单")
    organisations = [one for one in entries if not one.person]
    persons = [one for one in entries if one.person]
    if organisations:
        rows = [
            (str(number), one.applicant, one.code, one.say("entity.representative", "entity.head"),
             one.say("entity.address"), one.rules.award_title)
            for number, one in enumerate(organisations, 1)
        ]  # fmt: skip
        heads = ("序号", "申报组织", "统一社会信用代码", "法定代表人", "住所", "申报奖项")
        letter.table([heads, *rows], (1.1, 3.9, 3.6, 1.8, 2.9, 2.3), heads=1, size=9, centred=(0,))
    if persons:
        rows = [
            (str(number), one.applicant, one.say("person.id_number"), one.say("person.employer"),
             one.say("person.post"), one.rules.award_title)
            for number, one in enumerate(persons, 1)
        ]  # fmt: skip
        heads = ("序号", "姓名", "身份证号码", "工作单位", "职务", "申报奖项")
        letter.table([heads, *rows], (1.1, 1.8, 3.7, 4.2, 2.3, 2.5), heads=1, size=9, centred=(0,))
        letter.small(_HIDDEN)


def _matters(letter: Word, season: Season) -> None:
    letter.annex("附件2", "征求意见事项")
    asked = {one for each in season.entries for one in season.asked_of(each)}
    matters = [question for question in season.questions if question in asked]
    rows = [(str(number), *_matter(one)) for number, one in enumerate(matters, 1)]
    heads = ("序号", "事项", "依据", "条文原文", "核查时段", "主要涉及部门")
    letter.table(
        [heads, *rows] if rows else [heads, ("没有须征求意见的事项", *[LEFT] * 5)],
        (1.1, 2.9, 2.2, 4.6, 2.5, 2.3),
        heads=1,
        size=9,
        centred=(0,),
    )


def _matter(one: Question) -> tuple[str, str, str, str, str]:
    if one.since and one.until:
        span = f"{day(one.since)}至{day(one.until)}"
    else:
        span = f"截至{day(one.until)}" if one.until else "条文没有规定"
    title = f"{one.title}（指工作单位）" if one.of_employer else one.title
    return title, where(one.cite), one.cite.quote, span, "、".join(one.bureaux)
