"""What shows that the application hung inside the organisation: the notice and the statement of its result."""

from samples.applicant import Applicant, day
from samples.ink import seal, signature
from samples.sheets import WIDTH, Sheets
from samples.word import Word


def notice(applicant: Applicant) -> bytes:
    """The text that hung on the board and in the office system, as the Word file it was printed from."""
    hung = applicant.publicity
    word = Word("内部公示")
    word.title("关于申报上海市政府质量奖的内部公示")
    word.body("公司各部门、全体员工：", indent=0)
    word.body(
        f"根据《上海市政府质量奖管理办法》（沪府办规〔2022〕9号）和申报通知要求，经公司研究，拟以“{applicant.model_title}”"
        "申报上海市质量金奖（先进质量管理模式）。现将有关情况予以公示，接受全体员工监督。"
    )
    word.body(f"一、申报组织：{applicant.name}")
    word.body("二、申报奖项：上海市质量金奖（先进质量管理模式）")
    word.body(f"三、质量管理模式名称：{applicant.model_title}")
    word.body("四、公示内容：申报表、自我评价报告及证实性材料（存放于质量管理部，可随时查阅）")
    word.body(f"五、公示时间：{day(hung.start)}至{day(hung.end)}")
    word.body("六、公示方式：公司公告栏、办公系统通知公告栏目")
    word.body(
        "公示期间，如对申报内容有异议，请以书面或电话形式向公司反映。以个人名义反映的请署真实姓名，以部门名义反映的请加盖部门印章。"
    )
    word.body(f"联系部门：质量管理部　　联系人：{applicant.contact.name}　　电话：{applicant.phone}")
    word.sign(applicant.name, day(hung.start), seal(applicant.name))
    return word.bytes()


def result(applicant: Applicant) -> bytes:
    """The stamped statement, dated after the last day, that nobody objected."""
    hung = applicant.publicity
    sheets = Sheets("公示情况说明")
    sheets.page(40)
    sheets.line("公示情况说明", size=22, align="centre", bold=True, after=14)
    sheets.line("上海市政府质量奖审定委员会办公室：", size=14, after=5)
    sheets.paragraph(
        f"根据《上海市政府质量奖管理办法》第二十条的规定，我单位于{day(hung.start)}至{day(hung.end)}，"
        "通过公司公告栏和办公系统，对申报上海市质量金奖（先进质量管理模式）的有关材料在单位内部进行了公示。",
        size=14,
    )
    sheets.paragraph("公示期内，未收到任何单位和个人提出的异议，公示无异议。", size=14)
    sheets.paragraph("特此说明。", size=14)
    sheets.y += 22
    sheets.text(WIDTH - 34, sheets.y, f"{applicant.name}（盖章）", size=14, align="right")
    sheets.picture(seal(applicant.name), WIDTH - 92, sheets.y - 12, 41)
    sheets.text(WIDTH - 34, sheets.y + 12, day(hung.result), size=14, align="right")
    sheets.text(34, sheets.y + 30, "经办人：", size=12)
    sheets.picture(signature(applicant.contact.name), 52, sheets.y + 26, 26)
    return sheets.bytes()
