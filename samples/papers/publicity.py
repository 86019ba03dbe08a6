"""What shows that the application hung inside the organisation: the notice and the statement of its result."""

from typing import Literal

from samples.applicant import day
from samples.application import Application
from samples.ledger import Ledger
from samples.papers.leaf import Leaf, Row, Ruling
from samples.papers.letter import Letter, PaperLetter, WordLetter
from samples.papers.mark import CLEAN, Manner, Mark, Words
from samples.sheets import WIDTH
from samples.workdays import working_days

NoticeLayout = Literal["word", "letter", "table"]
ResultLayout = Literal["letter", "word", "table"]


def publicity_notice(
    application: Application, ledger: Ledger, layout: NoticeLayout = "word", manner: Manner = CLEAN
) -> bytes:
    """The notice: items one below the other, running text, or a table with the ends in two cells."""
    if layout == "table":
        return _notice_table(application, ledger, manner)
    title = f"关于申报{application.locality.award_titles[application.award]}的内部公示"
    letter: Letter = WordLetter(title, ledger, manner) if layout == "word" else PaperLetter(title, ledger, manner)
    a, hung = application.applicant, application.applicant.publicity
    letter.title(title)
    letter.to("各部门、全体员工：")
    starts, ends = manner.day("publicity.starts_on", hung.start), manner.day("publicity.ends_on", hung.end)
    who, award = _who(application, manner), _award(application, manner)
    contact = f"联系部门：质量管理部　　联系人：{a.contact.name}　　电话：{a.phone}"
    if layout == "word":
        letter.tell(
            ("根据", f"《{_law(application)}》和申报通知要求，经研究，拟申报政府质量奖。现将有关情况予以公示。")
        )
        letter.tell(("一、", "申报个人：" if application.candidate else "申报组织：", who))
        letter.tell(("二、申报奖项：", award))
        letter.tell(f"三、质量管理模式名称：{a.model_title}")
        letter.tell(("四、公示时间：", starts, "至", ends))
        letter.tell("五、公示方式：公告栏、办公系统通知公告栏目")
    else:
        letter.tell(("为做好政府质量奖申报工作，拟由", who, "申报", award, "。根据有关规定，现将申报材料在内部公示。"))
        letter.tell(("公示期自", starts, "起至", ends, "止，共", _days(application, manner), "。"))
    letter.tell("公示期间如有异议，请以书面形式反映。以个人名义反映的请署真实姓名，以部门名义反映的请加盖部门印章。")
    letter.tell(contact)
    letter.sign(a.name, day(hung.start), a.name)
    return letter.bytes()


def publicity_result(
    application: Application, ledger: Ledger, layout: ResultLayout = "letter", manner: Manner = CLEAN
) -> bytes:
    """The stamped statement, dated after the last day, that nobody objected."""
    if layout == "table":
        return _result_table(application, ledger, manner)
    a, hung = application.applicant, application.applicant.publicity
    word = layout == "word"
    letter: Letter = WordLetter("公示情况说明", ledger, manner) if word else PaperLetter("公示情况说明", ledger, manner)
    starts, ends = manner.day("publicity.starts_on", hung.start), manner.day("publicity.ends_on", hung.end)
    letter.title("公示情况说明")
    letter.to(f"{application.locality.office}：")
    who, award = _who(application, manner), _award(application, manner)
    letter.tell(
        ("我单位于", starts, "至", ends, "，通过公告栏和办公系统，对", who, "申报", award, "的材料进行了内部公示。")
    )
    letter.tell(("公示期内，未收到任何单位和个人提出的异议，公示", _result(manner), "。"))
    letter.tell("特此说明。")
    letter.sign((a.name, "（盖章）"), manner.day("publicity.result_on", hung.result), a.name)
    return letter.bytes()


def _who(application: Application, manner: Manner) -> Mark:
    person = application.candidate
    return manner.text("publicity.applicant", person.name if person else application.applicant.name)


def _award(application: Application, manner: Manner) -> Mark:
    return manner.text("publicity.award", application.locality.award_titles[application.award])


def _law(application: Application) -> str:
    return application.locality.form_title.removesuffix("申报表") + "管理办法"


def _days(application: Application, manner: Manner) -> Mark:
    hung = application.applicant.publicity
    count = working_days(hung.start, hung.end)
    return manner.amount("publicity.days", count, f"{count}个工作日")


def _result(manner: Manner) -> Mark:
    return manner.text("publicity.result", "无异议")


def _notice_table(application: Application, ledger: Ledger, manner: Manner) -> bytes:
    a, hung = application.applicant, application.applicant.publicity
    rows: list[Row] = [
        ["公示事项", "政府质量奖申报材料", "<", "<"],
        ["申报单位" if not application.candidate else "申报人", _who(application, manner), "<", "<"],
        ["申报奖项", _award(application, manner), "<", "<"],
        ["模式名称", a.model_title, "<", "<"],
        [
            "公示开始日期",
            manner.day("publicity.starts_on", hung.start),
            "公示结束日期",
            manner.day("publicity.ends_on", hung.end),
        ],
        ["公示天数", _days(application, manner), "公示地点", "公司公告栏、办公系统"],
        ["公示内容", "申报表、自我评价报告及证实性材料，原件存放于质量管理部，可随时查阅。", "<", "<"],
        ["异议受理", f"{a.contact.name}　{a.phone}　{a.email}", "<", "<"],
    ]
    return _table(application, ledger, manner, "内部公示", rows, day(hung.start))


def _result_table(application: Application, ledger: Ledger, manner: Manner) -> bytes:
    a, hung = application.applicant, application.applicant.publicity
    starts, ends = manner.day("publicity.starts_on", hung.start), manner.day("publicity.ends_on", hung.end)
    rows: list[Row] = [
        ["公示单位", a.name, "<", "<"],
        ["公示对象", _who(application, manner), "申报奖项", _award(application, manner)],
        ["公示时间", (starts, "—", ends), "<", "<"],
        ["公示方式", "张贴公告、办公系统发布", "<", "<"],
        ["收到异议情况", "公示期间未收到书面或口头反映。", "<", "<"],
        ["公示结果", _result(manner), "<", "<"],
    ]
    when = manner.day("publicity.result_on", hung.result)
    return _table(application, ledger, manner, "内部公示情况说明", rows, when)


def _table(application: Application, ledger: Ledger, manner: Manner, title: str, rows: list[Row], when: Words) -> bytes:
    leaf = Leaf(title, ledger, manner)
    leaf.page(36)
    leaf.row(title, size=21, align="centre", bold=True, after=10)
    leaf.grid(rows, (32, 48, 32, 48), Ruling(size=11.5, height=13, heads=0))
    leaf.y += 16
    leaf.say(WIDTH - 34, leaf.y, (application.applicant.name, "（盖章）"), size=12, align="right")
    leaf.seal(application.applicant.name, WIDTH - 88, leaf.y - 13)
    leaf.say(WIDTH - 34, leaf.y + 10, when, size=12, align="right")
    return leaf.bytes()
