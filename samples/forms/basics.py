"""What a form asks about the organisation or the person, as questions with their answers."""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.model import AmountValue, DateValue, PaperDate
from samples.applicant import YUAN_PER_WAN
from samples.application import Application, Candidate
from samples.forms.hand import Hand
from samples.forms.layout import Asked
from samples.forms.stroke import Stroke, states

OWNERSHIP = ("国有", "民营", "外资", "事业单位", "社会组织")
SIZES = ("大型", "中型", "小型", "微型")
_SOCIAL = {"association", "private_nonprofit"}


def identity(hand: Hand, application: Application) -> Iterator[Asked]:
    """Who applies, and where it is registered."""
    a, kind = application.applicant, application.standing.kind
    head = "entity.head" if kind in {"branch", "sole_trader"} else "entity.representative"
    yield Asked("组织名称", hand.text("entity.name", a.name), "entity.name", wide=True)
    yield Asked("统一社会信用代码", hand.text("entity.code", a.code), "entity.code", wide=True)
    yield Asked("注册地址", hand.text("entity.address", a.address), "entity.address", wide=True)
    yield Asked("生产经营地址", hand.text("entity.site", a.works), "entity.site", wide=True)
    yield Asked("成立日期", hand.day("entity.founded", a.licence.founded), "entity.founded")
    yield Asked(_capital_label(kind), _capital(hand, a.capital), "entity.capital")
    name = hand.text(head, a.licence.representative)
    yield Asked("负责人" if head == "entity.head" else "法定代表人", name, head)
    manager = hand.text("entity.top_manager", a.top_manager.name)
    post = hand.plain(f"（{a.top_manager.post}）") if manager else Stroke()
    yield Asked("最高管理者", manager + post, "entity.top_manager")
    yield Asked("首席质量官", hand.text("officer.name", a.quality_officer.name), "officer.name")
    appointed = hand.day("officer.appointed_on", a.officer_appointed)
    yield Asked("首席质量官任命时间", appointed, "officer.appointed_on")


def nature(hand: Hand, application: Application) -> Iterator[Asked]:
    """What the organisation is and does, with boxes to tick."""
    a, kind = application.applicant, application.standing.kind
    owned = "社会组织" if kind in _SOCIAL else "事业单位" if kind == "institution" else "民营"
    yield Asked("组织类型", hand.choice("entity.ownership", OWNERSHIP, owned), "entity.ownership", wide=True)
    yield Asked("规模", hand.choice("entity.size", SIZES, a.size), "entity.size", wide=True)
    yield Asked("职工人数", hand.count("entity.employees", a.staff, "人"), "entity.employees")
    yield Asked("其中：质量管理人员", hand.plain(f"{a.inspectors}人"))
    yield Asked("所属行业", hand.text("entity.industry", a.industry), "entity.industry")
    yield Asked("主导产品（服务）", hand.text("entity.main_product", a.products), "entity.main_product")
    yield Asked("是否上市公司", hand.yes_or_no("entity.listed", yes=False), "entity.listed")
    yield Asked("是否集团公司", hand.yes_or_no("form.group", yes=kind == "group"), "form.group")


def contact(hand: Hand, application: Application) -> Iterator[Asked]:
    a = application.applicant
    yield Asked("联系人", hand.text("entity.contact", a.contact.name), "entity.contact")
    yield Asked("职务", hand.plain(a.contact.post))
    yield Asked("联系电话", hand.text("entity.contact_phone", a.phone), "entity.contact_phone")
    yield Asked("电子邮箱", hand.text("entity.contact_email", a.email), "entity.contact_email")


def excellence(hand: Hand, application: Application) -> Iterator[Asked]:
    """The model that is put forward, and since when 卓越绩效 is practised."""
    a = application.applicant
    yield Asked("质量管理模式名称", hand.text("form.model_title", a.model_title), "form.model_title", wide=True)
    yield Asked("卓越绩效导入时间", introduced(hand, a.excellence_since), "excellence.introduced_on", wide=True)


def introduced(hand: Hand, since: str) -> Stroke:
    """A year and perhaps a month, as the world keeps it: 2019年3月."""
    if "excellence.introduced_on" in hand.manner.blank or not since:
        return Stroke()
    year, _, month = since.removesuffix("月").removesuffix("年").partition("年")
    told = PaperDate(year=int(year), month=int(month) if month else None)
    return states("excellence.introduced_on", DateValue(date=told), hand.plain(since))


def person(hand: Hand, candidate: Candidate) -> Iterator[Asked]:
    """Who the person is."""
    yield Asked("姓名", hand.text("person.name", candidate.name), "person.name")
    yield Asked("性别", hand.choice("person.gender", ("男", "女"), candidate.gender), "person.gender")
    yield Asked("民族", hand.plain("汉族"))
    yield Asked("出生年月", hand.month("person.birth", candidate.birth), "person.birth")
    yield Asked("政治面貌", hand.plain("群众"))
    yield Asked("学历学位", hand.text("person.education", candidate.education), "person.education")
    yield Asked("毕业院校", hand.text("person.school", candidate.school), "person.school", wide=True)
    yield Asked("身份证号码", hand.text("person.id_number", candidate.id_number), "person.id_number", wide=True)


def work(hand: Hand, application: Application, candidate: Candidate) -> Iterator[Asked]:
    """Where the person works, as what and for how long."""
    yield Asked("工作单位", hand.text("person.employer", application.applicant.name), "person.employer", wide=True)
    yield Asked("职务", hand.text("person.post", candidate.post), "person.post")
    yield Asked("职称", hand.text("person.title", candidate.title), "person.title")
    yield Asked("职称取得时间", hand.day("person.title_on", candidate.title_on), "person.title_on")
    yield Asked("参加工作时间", hand.month("person.working_since", candidate.working_since), "person.working_since")
    years = hand.count("person.quality_years", candidate.claimed_years, "年")
    yield Asked("从事质量工作年限", years, "person.quality_years")
    if candidate.theory:
        theory = hand.text("person.theory", candidate.theory)
        yield Asked("质量管理理论研究情况", theory, "person.theory", wide=True)
    yield Asked("是否主要负责人", hand.yes_or_no("person.is_head", yes=candidate.is_head), "person.is_head")
    yield Asked("手机", hand.text("person.phone", candidate.phone), "person.phone")
    yield Asked("通讯地址", hand.plain(application.applicant.works))


def _capital_label(kind: str) -> str:
    return "开办资金（万元）" if kind == "institution" or kind in _SOCIAL else "注册资本（万元）"


def _capital(hand: Hand, wan: int) -> Stroke:
    if "entity.capital" in hand.manner.blank:
        return Stroke()
    if not wan:
        return hand.said("entity.capital", hand.nothing)
    return states("entity.capital", AmountValue(amount=Decimal(wan * YUAN_PER_WAN)), hand.plain(str(wan)))
