"""Application forms in Word for every locality, for organisations and for persons: a grid of labels and values."""

from decimal import Decimal

from samples.applicant import YUAN_PER_WAN, Figures, wan
from samples.application import Application
from samples.form import ticked
from samples.ink import seal
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner, Mark, Words
from samples.told_word import ToldWord

_SIZES = ("大型", "中型", "小型", "微型")
_WIDE = "　" * 17


def application_form(application: Application, ledger: Ledger, manner: Manner = CLEAN, *, yuan: bool = False) -> bytes:
    """The form of an organisation; `yuan` types amounts in 元 under the heading 万元."""
    paper = _cover(application, ledger, manner, "申报组织名称（公章）")
    _organisation(paper, application)
    _model(paper, application)
    _indicators(paper, application, yuan=yuan)
    _conduct(paper, application)
    _opinions(paper, application, "申报组织声明")
    return paper.word.bytes()


def individual_form(application: Application, ledger: Ledger, manner: Manner = CLEAN) -> bytes:
    """The form of a person."""
    paper = _cover(application, ledger, manner, "工作单位（公章）")
    _person(paper, application)
    _conduct(paper, application)
    _opinions(paper, application, "本人承诺")
    return paper.word.bytes()


def _cover(application: Application, ledger: Ledger, manner: Manner, named: str) -> ToldWord:
    a, here = application.applicant, application.locality
    offer = here.offer(application.award)
    paper = ToldWord(here.form_title, ledger, manner)
    paper.line("附件1")
    paper.line(manner.text("form.title", here.form_title))
    paper.line("（个人）" if application.candidate else "（组织）")
    paper.line(["申报奖项：", manner.text("form.award", offer.title)], indent=5)
    paper.line(["申报类别：", manner.text("form.category", offer.category)], indent=5)
    paper.line(
        [f"{named}：", manner.text("person.employer" if application.candidate else "entity.name", a.name)], indent=5
    )
    if manner.sealed:
        paper.word.stamp(paper.word.file.paragraphs[-1], seal(a.name), left=8.0, top=-1.2)
    paper.line(["填表日期：", manner.day("form.filled_on", a.filled)], indent=5)
    paper.line(f"{here.office}　制")
    paper.word.new_page()
    return paper


def _organisation(paper: ToldWord, application: Application) -> None:
    a, manner = application.applicant, paper.manner
    paper.word.heading("一、组织基本情况")
    capital = manner.amount("entity.capital", a.capital * YUAN_PER_WAN, str(a.capital)) if a.capital else "/"
    rows: list[tuple[Words, ...]] = [
        ("组织名称", manner.text("entity.name", a.name), "<", "<"),
        ("统一社会信用代码", manner.text("entity.code", a.code), "<", "<"),
        ("注册地址", manner.text("entity.address", a.address), "<", "<"),
        ("生产经营地址", manner.text("entity.site", a.works), "<", "<"),
        ("成立日期", manner.day("entity.founded", a.licence.founded), "注册资本（万元）", capital),
        (
            "法定代表人",
            manner.text("entity.representative", a.licence.representative),
            "最高管理者",
            manner.text("entity.top_manager", a.top_manager.name),
        ),
        (
            "首席质量官",
            manner.text("officer.name", a.quality_officer.name),
            "首席质量官任命时间",
            manner.day("officer.appointed_on", a.officer_appointed),
        ),
        ("规　　模", Mark(ticked(_SIZES, a.size), manner.text("entity.size", a.size).facts), "<", "<"),
        (
            "职工人数",
            [manner.amount("entity.employees", a.staff, f"{a.staff}人")],
            "所属行业",
            manner.text("entity.industry", a.industry),
        ),
        ("主导产品（服务）", manner.text("entity.main_product", a.products), "<", "<"),
        (
            "联系人",
            manner.text("entity.contact", a.contact.name),
            "联系电话",
            manner.text("entity.contact_phone", a.phone),
        ),
        ("电子邮箱", manner.text("entity.contact_email", a.email), "<", "<"),
    ]
    paper.grid(rows, (3.7, 4.3, 3.9, 4.3))


def _model(paper: ToldWord, application: Application) -> None:
    a, manner = application.applicant, paper.manner
    held = a.certificate
    paper.word.heading("二、质量管理模式与管理体系")
    month = _month(manner, a.excellence_since)
    paper.grid(
        [("质量管理模式名称", manner.text("form.model_title", a.model_title)), ("卓越绩效导入时间", month)], (5.0, 11.0)
    )
    head = ("体系名称", "标准号", "认证机构", "证书编号", "首次获证日期", "有效期至")
    row = (
        manner.text("certificate.name", "质量管理体系", held.number),
        manner.text("certificate.standard", "GB/T 19001-2016/ISO 9001:2015", held.number),
        manner.text("certificate.body", held.body, held.number),
        manner.text("certificate.number", held.number, held.number),
        manner.day("certificate.first_issued", held.first_issued, held.number, style=lambda day: f"{day:%Y.%m.%d}"),
        manner.day("certificate.valid_until", held.expires, held.number, style=lambda day: f"{day:%Y.%m.%d}"),
    )
    paper.grid([head, row], (2.0, 3.3, 2.9, 3.2, 2.35, 2.35), size=9, heads=1)


def _month(manner: Manner, since: str) -> Mark:
    """A month as the world keeps it: 2019年3月."""
    from pipeline.model import DateValue, PaperDate
    from samples.papers.mark import Stated

    if "excellence.introduced_on" in manner.blank:
        return Mark("", ())
    year, month = since.removesuffix("月").split("年")
    told = PaperDate(year=int(year), month=int(month))
    return Mark(since, (Stated("excellence.introduced_on", DateValue(date=told)),))


def _indicators(paper: ToldWord, application: Application, *, yuan: bool) -> None:
    a = application.applicant
    years = a.years[-(application.locality.loss_years or 3) :]
    paper.word.heading(f"三、近{len(years)}年主要经济指标")
    lines = (
        ("资产总额", "finance.assets", "assets"),
        ("主营业务收入", "finance.main_revenue", "revenue"),
        ("利润总额", "finance.profit_total", "total_profit"),
        ("净利润", "finance.profit_net", "net_profit"),
        ("纳税总额", "finance.tax", "tax_paid"),
    )
    rows: list[tuple[Words, ...]] = [("序号", "项目", "单位", *(f"{year.year}年" for year in years))]
    for number, (title, field, line) in enumerate(lines, 1):
        cells = [_money(paper.manner, field, line, year, yuan=yuan) for year in years]
        rows.append((str(number), title, "万元", *cells))
    paper.grid(rows, (1.0, 3.0, 1.4, *(10.6 / len(years),) * len(years)), size=9, heads=1)


def _money(manner: Manner, field: str, line: str, year: Figures, *, yuan: bool) -> Mark:
    """An amount as typed. 元 typed under 万元 means what the heading says: ten thousand times too much."""
    amount: Decimal = getattr(year, line)
    printed = f"{amount:,.2f}" if yuan else wan(amount)
    return manner.amount(field, amount * YUAN_PER_WAN if yuan else amount, printed, str(year.year))


def _person(paper: ToldWord, application: Application) -> None:
    person, manner, a = application.candidate, paper.manner, application.applicant
    if person is None:
        raise ValueError(application.award)
    head = "是" if person.is_head else "否"
    paper.word.heading("一、个人基本情况")
    paper.grid(
        [
            (
                "姓　　名",
                manner.text("person.name", person.name),
                "性　　别",
                manner.text("person.gender", person.gender),
            ),
            (
                "出生年月",
                manner.month("person.birth", person.birth),
                "学历学位",
                manner.text("person.education", person.education),
            ),
            ("身份证号", manner.text("person.id_number", person.id_number), "<", "<"),
            ("工作单位", manner.text("person.employer", a.name), "<", "<"),
            (
                "职　　务",
                manner.text("person.post", person.post),
                "职　　称",
                manner.text("person.title", person.title),
            ),
            (
                "参加工作时间",
                manner.month("person.working_since", person.working_since),
                "从事质量工作年限",
                manner.amount("person.quality_years", person.claimed_years, f"{person.claimed_years}年"),
            ),
            (
                "是否主要负责人",
                Mark(ticked(("是", "否"), head), manner.flag("person.is_head", head, yes=person.is_head).facts),
                "<",
                "<",
            ),
        ],
        (3.4, 4.6, 3.6, 4.6),
    )
    paper.word.heading("二、主要工作简历")
    rows: list[tuple[Words, ...]] = [("起止年月", "单位", "岗位/职务", "地点")]
    for post in person.career:
        until = f"{post.until:%Y.%m}" if post.until else "至今"
        rows.append((f"{post.since:%Y.%m}—{until}", post.employer, post.post, post.city))
    paper.grid(rows, (3.6, 6.0, 4.2, 2.4), heads=1)


def _conduct(paper: ToldWord, application: Application) -> None:
    paper.word.heading("守法与社会责任情况")
    statement = "近年未发生重大质量、安全、环境污染、公共卫生、食品药品安全等事故。"
    double = (
        f"本年度同时申报{application.other_level}。"
        if application.other_level
        else "本年度未同时申报其他层级政府质量奖。"
    )
    paper.grid(
        [
            ("重大事故情况", paper.manner.text("accident.statement", statement)),
            ("同一年度申报情况", paper.manner.text("declaration.no_double", double)),
        ],
        (5.0, 11.0),
    )


def _opinions(paper: ToldWord, application: Application, declaration: str) -> None:
    a, manner = application.applicant, paper.manner
    paper.word.new_page()
    paper.word.heading("声明与推荐意见")
    signer = application.candidate.name if application.candidate else a.licence.representative
    promise = "所提交的材料真实、准确、完整，如有不实，愿承担由此产生的一切后果。\n\n\n"
    signed = f"（签字）：{signer if manner.signed else ''}　　　　（公章）"
    by, on = application.consent_by or a.recommender, application.consent_on or a.recommended
    paper.grid(
        [
            ("\n".join(declaration), promise + signed),
            ("推荐单位", manner.text("recommendation.by", by)),
            (
                "\n".join("推荐单位意见"),
                [
                    manner.text("recommendation.opinion", "同意推荐。"),
                    f"\n\n\n{_WIDE}（盖章）\n{_WIDE}",
                    manner.day("recommendation.on", on),
                ],
            ),
            ("\n".join("资格审查意见"), f"\n\n\n{_WIDE}（盖章）\n{_WIDE}　　年　　月　　日"),
        ],
        (1.9, 14.1),
        size=12,
    )
