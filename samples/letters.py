"""Papers the applicant writes about itself: the chief quality officer's appointment and the pledge of truth."""

from samples.applicant import Applicant, day
from samples.ink import seal, signature
from samples.sheets import WIDTH, Sheets

_RED = (200, 24, 30)


def appointment(applicant: Applicant) -> bytes:
    """A red-headed company document that names the 首席质量官."""
    officer, signed = applicant.quality_officer, applicant.officer_appointed
    sheets = Sheets("关于任命首席质量官的通知")
    sheets.page(34)
    sheets.text(WIDTH / 2, sheets.y, f"{applicant.name}文件", size=26, align="centre", bold=True, colour=_RED)
    sheets.y += 24
    sheets.line(f"{applicant.short_name}质〔{signed.year}〕2号", size=13, align="centre", after=3)
    sheets.rule(colour=_RED, width=0.7, inset=2)
    sheets.y += 14
    sheets.line("关于任命首席质量官的通知", size=20, align="centre", bold=True, after=12)
    sheets.line("公司各部门：", size=14, after=5)
    sheets.paragraph(
        "为全面实施首席质量官制度，落实质量安全主体责任，根据国家和上海市关于推行企业首席质量官制度的有关要求，"
        f"经公司总经理办公会研究决定，任命{officer.name}同志为公司首席质量官，任期自{day(signed)}起。",
        size=14,
    )
    sheets.paragraph(
        "首席质量官对公司质量工作负总责，组织制定质量战略、方针和目标，有权调动资源解决质量问题，"
        "对不合格品的放行、交付具有一票否决权，直接向最高管理者报告工作。",
        size=14,
    )
    sheets.paragraph("特此通知。", size=14)
    sheets.y += 20
    sheets.text(WIDTH - 34, sheets.y, applicant.name, size=14, align="right")
    sheets.picture(seal(applicant.name), WIDTH - 86, sheets.y - 13, 41)
    sheets.text(WIDTH - 34, sheets.y + 11, day(signed), size=14, align="right")
    return sheets.bytes()


def pledge(applicant: Applicant) -> bytes:
    sheets = Sheets("真实性承诺书")
    sheets.page(38)
    sheets.line("真实性承诺书", size=22, align="centre", bold=True, after=14)
    sheets.line("上海市政府质量奖审定委员会办公室：", size=14, after=5)
    for text in (
        "我单位自愿申报上海市质量金奖（先进质量管理模式），并郑重承诺：",
        "一、所提交的申报表、自我评价报告和证实性材料真实、准确、完整，复印件与原件一致，不存在弄虚作假。",
        "二、近5年未发生亏损，未发生重大质量、安全、环境污染、公共卫生、食品药品安全等事故，无重大质量投诉，无严重失信行为。",
        "三、本年度未同时申报区级政府质量奖；5年内未获得过上海市质量金奖。",
        "四、申报过程中遵守评审纪律，配合资格审查和现场评审。",
        "如有违反，我单位愿意承担由此产生的一切后果。",
    ):
        sheets.paragraph(text, size=14)
    sheets.y += 18
    sheets.text(34, sheets.y, "法定代表人（签字）：", size=14)
    sheets.picture(signature(applicant.licence.representative), 84, sheets.y - 4, 30)
    sheets.text(WIDTH - 34, sheets.y + 16, f"承诺单位：{applicant.name}（盖章）", size=14, align="right")
    sheets.picture(seal(applicant.name), WIDTH - 94, sheets.y + 3, 41)
    sheets.text(WIDTH - 34, sheets.y + 28, day(applicant.filled), size=14, align="right")
    return sheets.bytes()
