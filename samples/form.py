"""The application form 申报表 in Word: cover, basic data, systems, indicators, honours, statements, opinions."""

from samples.applicant import Applicant, Figures, day, wan
from samples.ink import seal
from samples.word import Word

_AWARD, _TRACK = "上海市质量金奖", "先进质量管理模式"
_YEARS = (2021, 2022, 2023, 2024, 2025)
_SIZES = ("大型", "中型", "小型", "微型")
_KINDS = ("国有", "民营", "外资", "事业单位", "社会组织")


def form(applicant: Applicant) -> bytes:
    word = Word("上海市政府质量奖申报表")
    _cover(word, applicant)
    _basics(word, applicant)
    _model(word, applicant)
    _indicators(word, applicant)
    _record(word, applicant)
    _statements(word, applicant)
    return word.bytes()


def ticked(options: tuple[str, ...], chosen: str) -> str:
    """Check boxes with one of them ticked.

    >>> ticked(("大型", "中型"), "中型")
    '□大型　☑中型'
    """
    return "　".join(("☑" if option == chosen else "□") + option for option in options)


def _cover(word: Word, applicant: Applicant) -> None:
    word.body("附件1", indent=0)
    word.title("上海市政府质量奖申报表", size=28, before=70, after=10)
    word.title("（组织）", size=18, before=0, after=60)
    lines = (
        f"申报奖项：{_AWARD}",
        f"申报类别：{_TRACK}",
        f"申报组织名称（公章）：{applicant.name}",
        f"推荐单位：{applicant.recommender}",
        f"填表日期：{day(applicant.filled)}",
    )
    for text in lines:
        line = word.body(text, indent=5)
        line.paragraph_format.line_spacing = 2.2
        if "公章" in text:
            word.stamp(line, seal(applicant.name), left=8.0, top=-1.2)
    word.title("上海市政府质量奖审定委员会办公室　制", size=14, before=90, after=0)
    word.new_page()


def _basics(word: Word, a: Applicant) -> None:
    word.heading("一、组织基本情况")
    rows = [
        ("组织名称", a.name, "<", "<"),
        ("统一社会信用代码", a.code, "<", "<"),
        ("注册地址", a.address, "<", "<"),
        ("生产经营地址", a.works, "<", "<"),
        ("成立日期", day(a.licence.founded), "注册资本（万元）", str(a.capital)),
        ("法定代表人", a.licence.representative, "最高管理者", f"{a.top_manager.name}（{a.top_manager.post}）"),
        ("首席质量官", a.quality_officer.name, "首席质量官任命时间", day(a.officer_appointed)),
        ("组织类型", ticked(_KINDS, "民营"), "<", "<"),
        ("规　　模", ticked(_SIZES, a.size), "<", "<"),
        ("职工人数", f"{a.staff}人", "其中：质量管理人员", f"{a.inspectors}人"),
        ("所属行业", a.industry, "主导产品（服务）", a.products),
        ("是否上市公司", "□是　☑否", "是否集团公司", "□是　☑否"),
        ("联系人", a.contact.name, "职　　务", a.contact.post),
        ("联系电话", a.phone, "电子邮箱", a.email),
    ]
    word.grid(rows, (3.7, 4.3, 3.9, 4.3))


def _model(word: Word, a: Applicant) -> None:
    word.heading("二、质量管理模式与管理体系")
    word.grid(
        [
            ("质量管理模式名称", a.model_title),
            ("卓越绩效导入时间", a.excellence_since),
            ("是否实施首席质量官制度", "☑是　□否"),
        ],
        (5.0, 11.0),
    )
    word.body("管理体系认证情况：", indent=0)
    c = a.certificate
    rows = [("体系名称", "标准号", "认证机构", "证书编号", "首次获证日期", "有效期至")]
    rows.append(
        (
            "质量管理体系",
            "GB/T 19001-2016/ISO 9001:2015",
            "蓬莱认证中心有限公司",
            c.number,
            f"{c.first_issued:%Y.%m.%d}",
            f"{c.expires:%Y.%m.%d}",
        )
    )
    word.grid(rows, (2.0, 3.3, 2.9, 3.2, 2.35, 2.35), size=9, heads=1)


def _indicators(word: Word, a: Applicant) -> None:
    word.heading("三、近五年主要经济指标")
    books = {year.year: year for year in a.years}
    rows = [("序号", "项目", "单位", *(f"{year}年" for year in _YEARS), "本市同行业排名")]
    for number, (item, unit, rank) in enumerate(_ITEMS, 1):
        cells = [_cell(item, books[year]) if year in books else "/" for year in _YEARS]
        rows.append((str(number), item, unit, *cells, rank))
    word.grid(rows, (0.9, 2.3, 1.15, 2.1, 2.1, 2.1, 2.1, 2.1, 1.35), size=8.5, heads=1)
    if len(books) < len(_YEARS):
        word.body(f"注：本组织于{day(a.licence.founded)}成立，此前年度无数据，以“/”填列。", indent=0)
    word.body("数据来源：经会计师事务所审计的年度财务报表。", indent=0)


_ITEMS = (
    ("资产总额", "万元", "3"),
    ("主营业务收入", "万元", "2"),
    ("利润总额", "万元", "2"),
    ("净利润", "万元", "2"),
    ("纳税总额", "万元", "3"),
    ("资产负债率", "%", "/"),
    ("研发投入", "万元", "2"),
)


def _cell(item: str, year: Figures) -> str:
    if item == "资产负债率":
        return str(year.debt_ratio)
    amounts = {
        "资产总额": year.assets,
        "主营业务收入": year.revenue,
        "利润总额": year.total_profit,
        "净利润": year.net_profit,
        "纳税总额": year.tax_paid,
        "研发投入": year.research,
    }
    return wan(amounts[item])


def _record(word: Word, a: Applicant) -> None:
    word.heading("四、品牌与荣誉")
    rows = [("荣誉名称", "级别", "授予单位", "获得时间")]
    rows += [(honour.name, honour.level, honour.issuer, honour.when) for honour in a.honours]
    word.grid(rows, (6.2, 2.0, 5.2, 2.6), heads=1)
    word.heading("五、社会责任与守法情况")
    word.grid(
        [
            (
                "产业导向、环保、节能减排、安全生产、质量等法律法规及政策执行情况",
                "符合国家和本市有关产业导向、环境保护、节能减排、安全生产、质量等法律法规及政策要求，具备相关资质和证照。",
            ),
            ("近五年亏损情况", "近五年未发生亏损。" if len(a.seasons) == len(_YEARS) else "自成立以来未发生亏损。"),
            (
                "近五年重大事故情况",
                "近五年未发生重大质量、安全、环境污染、公共卫生、食品药品安全等事故。",
            ),
            ("近五年重大质量投诉情况", "无重大质量投诉。"),
            ("近五年严重失信行为", "无严重失信行为。"),
            ("本年度是否同时申报区级政府质量奖", "□是　☑否"),
            ("五年内是否获得过上海市质量金奖", "□是　☑否"),
            (
                "上年度主要经济、技术和质量指标在本市同行业水平",
                "2025年度主营业务收入、利润总额均居本市同行业第2位，出厂合格率居本市同行业第1位，处于本市同行业领先水平。",
            ),
        ],
        (5.6, 10.4),
    )


def _statements(word: Word, a: Applicant) -> None:
    word.new_page()
    word.heading("六、声明与推荐意见")
    declaration = (
        "本组织自愿申报上海市质量金奖（先进质量管理模式），遵守评审规定和纪律；"
        "所提交的材料真实、准确、完整，如有不实，愿承担由此产生的一切后果。\n\n\n"
        f"法定代表人（签字）：{a.licence.representative}　　　　　　（公章）\n"
        f"　　　　　　　　　　　　　　　　　　{day(a.filled)}\n\n"
    )
    wide = "　" * 17
    opinion = f"同意推荐。\n\n\n\n{wide}（盖章）\n{wide}　{day(a.recommended)}\n"
    review = f"\n\n\n\n{wide}（盖章）\n{wide}　　　年　　月　　日\n"
    table = word.grid(
        [
            ("\n".join("申报组织声明"), declaration),
            ("\n".join("推荐单位意见"), opinion),
            ("\n".join("资格审查意见"), review),
        ],
        (1.6, 14.4),
        size=12,
    )
    for row in range(3):
        table.cell(row, 0).paragraphs[0].alignment = 1
    for row, name in ((0, a.name), (1, a.recommender)):
        word.stamp(table.cell(row, 1).paragraphs[-1], seal(name), left=8.0, top=0.9)
