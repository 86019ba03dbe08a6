"""The public credit report of Shanghai for organisations: cover, summary of counts, basic data."""

from samples.applicant import Applicant, padded_day
from samples.sheets import HEIGHT, WIDTH, Sheets
from samples.typeset import Face

ISSUER = "上海市公共信用信息服务中心"
_BLUE = (28, 76, 140)


def credit(applicant: Applicant, *, password: str = "") -> bytes:
    sheets = Sheets("公共信用信息报告", password=password, face=Face.SANS)
    _cover(sheets, applicant)
    _summary(sheets, applicant)
    _details(sheets, applicant)
    return sheets.bytes()


def _page(sheets: Sheets, applicant: Applicant, top: float) -> None:
    sheets.page(top)
    sheets.watermark(ISSUER)
    sheets.text(28, 14, "公共信用信息报告", size=9, colour=(90, 90, 90))
    sheets.text(WIDTH - 28, 14, f"报告编号：{applicant.credit_number}", size=9, align="right", colour=(90, 90, 90))
    sheets.text(
        WIDTH / 2, HEIGHT - 16, f"第 {sheets.pdf.page_no()} 页 共 3 页", size=9, align="centre", colour=(90, 90, 90)
    )


def _cover(sheets: Sheets, applicant: Applicant) -> None:
    _page(sheets, applicant, 70)
    sheets.text(WIDTH / 2, sheets.y, "公共信用信息报告", size=32, align="centre", bold=True, colour=_BLUE)
    sheets.y += 18
    sheets.line("（法人和非法人组织）", size=16, align="centre", after=40)
    for label, value in (
        ("主体名称", applicant.name),
        ("统一社会信用代码", applicant.code),
        ("报告编号", applicant.credit_number),
        ("报告生成日期", padded_day(applicant.credit_date)),
        ("出具单位", ISSUER),
    ):
        sheets.text(78, sheets.y, f"{label}：", size=13, align="right", bold=True)
        sheets.text(80, sheets.y, value, size=13)
        sheets.y += 12
    sheets.y = 232
    sheets.paragraph(
        "报告说明：本报告依据《上海市社会信用条例》等规定生成，所载信息由信息提供单位归集，"
        "报告中“0”或“无”表示截至报告生成之日在本平台未查询到相关记录。",
        size=10,
    )


def _summary(sheets: Sheets, applicant: Applicant) -> None:
    _page(sheets, applicant, 28)
    sheets.line("一、公共信用信息概要", size=15, bold=True, after=5)
    rows = [("序号", "信息类别", "信息事项", "记录条数")]
    rows += [(str(row), group, item, str(count)) for row, (group, item, count) in enumerate(counts(applicant), 1)]
    sheets.table(rows, (16, 38, 70, 30), size=11, height=10)
    sheets.y += 8
    sheets.line("二、登记注册基础信息", size=15, bold=True, after=5)
    licence = applicant.licence
    sheets.table(
        [
            ("主体名称", applicant.name),
            ("统一社会信用代码", applicant.code),
            ("法定代表人", licence.representative),
            ("类型", applicant.legal_form),
            ("成立日期", padded_day(licence.founded)),
            ("注册资本", f"{applicant.capital}万元人民币"),
            ("住所", applicant.address),
            ("登记机关", applicant.registrar),
            ("登记状态", "存续（在营、开业、在册）"),
        ],
        (44, 110),
        size=11,
        height=9.5,
        heads=0,
    )


def _details(sheets: Sheets, applicant: Applicant) -> None:
    _page(sheets, applicant, 28)
    for head, text in (
        ("三、行政许可信息", f"共 {len(applicant.permits)} 条"),
        ("四、行政处罚信息", "共 0 条。查询期内未查询到行政处罚记录。"),
        ("五、诚实守信相关荣誉信息", "共 2 条"),
        ("六、严重失信主体名单信息", "共 0 条。未被列入严重失信主体名单。"),
        ("七、经营异常信息", "共 0 条。未被列入经营异常名录。"),
        ("八、安全、环保、质量责任事故信息", "共 0 条。"),
    ):
        sheets.line(head, size=13, bold=True, after=3)
        sheets.line(text, size=11, after=4)
        if head.startswith("三"):
            rows = [("许可名称", "许可机关", "有效期自")]
            rows += [(permit.name, permit.issuer, padded_day(permit.since)) for permit in applicant.permits]
            sheets.table(
                rows,
                (72, 48, 34),
                size=10,
            )
            sheets.y += 5
        if head.startswith("五"):
            sheets.table(
                [
                    ("荣誉名称", "认定单位", "年度"),
                    ("纳税信用等级A级", "国家税务总局上海市税务局", "2024年度"),
                    ("纳税信用等级A级", "国家税务总局上海市税务局", "2025年度"),
                ],
                (72, 58, 24),
                size=10,
            )
            sheets.y += 5
    sheets.y += 4
    sheets.line("（报告结束）", size=11, align="centre")


def counts(applicant: Applicant) -> tuple[tuple[str, str, int], ...]:
    """The summary: information class, item, number of records."""
    return (
        ("基础信息", "登记注册基础信息", 1),
        ("行政管理", "行政许可", len(applicant.permits)),
        ("行政管理", "行政处罚", 0),
        ("行政管理", "行政强制", 0),
        ("诚实守信", "诚实守信相关荣誉", 2),
        ("严重失信", "严重失信主体名单", 0),
        ("经营异常", "经营异常名录（状态）", 0),
        ("信用承诺", "信用承诺", 2),
        ("司法信息", "失信被执行人", 0),
        ("其他信息", "欠税、欠薪、欠缴社会保险费", 0),
        ("其他信息", "安全、环保、质量责任事故", 0),
    )
