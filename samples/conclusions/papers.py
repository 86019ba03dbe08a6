"""What an office checks beside the clauses: that each paper is there, and that papers do not contradict each other."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import combinations

from pipeline.model import AmountValue, PeriodValue
from samples.applicant import day
from samples.conclusions.answer import Answer, Question, both, bounds, met, not_applicable, not_met, open_, question
from samples.conclusions.conditions import FOUNDING, Ask, application_year, text_of
from samples.names import body_check, code_check
from samples.sight import FORMS, REGISTRATION, Seen, View
from samples.usual import TITLES

# The default list of 上海 by the ids under which a program answers for it, and the kinds that satisfy each.
_DEFAULT: dict[str, tuple[str, ...]] = {
    "form": ("application_form",),
    "assessment": ("self_assessment",),
    "registration": REGISTRATION,
    "management": ("management_certificate", "permit"),
    "audit": ("audit_report",),
    "credit": ("credit_report",),
    "officer": ("officer_appointment",),
    "notice": ("publicity_notice",),
    "result": ("publicity_result",),
    "declaration": ("declaration",),
}
# The ids of other lists are kinds; where a program has a shorter word for one, it is this.
_CALLED = {
    "application_form": "form",
    "individual_form": "form",
    "self_assessment": "assessment",
    "management_certificate": "management",
    "audit_report": "audit",
    "credit_report": "credit",
    "identity_card": "identity",
    "title_certificate": "title",
    "employment_proof": "employment",
    "social_insurance": "insurance",
    "clearance_letter": "clearance",
    "publicity_notice": "notice",
    "publicity_result": "result",
    "honour_certificate": "honour",
}
_NAMES = ("entity.name", "credit.subject", "certificate.holder", "audit.company", "report.applicant",
          "publicity.applicant", "officer.appointer")  # fmt: skip
_CODES = ("entity.code", "credit.subject_code", "certificate.holder_code")
_CERTIFICATE = ("certificate.first_issued", "certificate.valid_until")
_FIGURES = ("finance.revenue", "finance.main_revenue", "finance.profit_total", "finance.profit_net")
_TOLERANCE = Decimal(5000)  # what rounding to 万元 with two decimals can take away, and more
_PROVINCE = re.compile(r"^[\u4e00-\u9fff]{2,3}?(?:省|市)")
_CODE_LENGTH = 18
_CREDIT_DAYS = 90
_FORM_RULES = {  # where the text names its form, which 上海's does not
    "ganzhou": "16.1-form",
    "qingshanhu-2022": "14-form",
    "xiaoshan-draft-2023": "17-form",
    "xuhui-draft-2021": "14.1-form",
}
_YEARS_ASKED = {"shanghai-2022": 5, "xuhui-draft-2021": 3, "qingshanhu-2022": 2}  # by the clauses on losses and profit
Same = Callable[[Seen, Seen], bool]


def paper_questions(view: View) -> Iterator[Question]:
    """Ask for each paper of the list, and compare what several papers print."""
    for id_, kinds in _listed(view).items():
        if id_ == "land_list":  # a clause asks for the grade, and its own finding for the list
            continue
        clause = f"办公室要求（{'、'.join(TITLES[kind] for kind in kinds)}）"
        yield question(f"paper-{id_}", clause, _there(kinds), "supplement", f"practice-{_CALLED.get(id_, id_)}")
    if rule := _FORM_RULES.get(view.application.locality.rules):
        yield question("form-named", "条文所称的申报表", _form_named, "supplement", rule)
    for field, word in (("signed", "签字"), ("sealed", "盖章")):
        clause = f"办公室要求（申报表{word}）"
        yield question("form-signed", clause, _marked(f"form.{field}", word), "supplement", f"look-{field}")
    for id_, title, look in _LOOKS:
        yield question(id_, f"办公室要求（{title}）", look, "clarify" if id_ == "report-header" else "supplement",
                       f"look-{id_}")  # fmt: skip
    if view.application.track == "organisation":
        for id_, title, ask in _AGREEMENTS:
            yield question(f"agree-{id_}", f"办公室核对（{title}一致）", ask, "clarify", f"agree-{id_}")


def complete(view: View) -> Answer:
    """Every listed paper is there."""
    answer = both(_there(kinds)(view) for kinds in _listed(view).values())
    return met("清单所列材料均已收到。") if answer.verdict == "met" else answer


def _listed(view: View) -> dict[str, tuple[str, ...]]:
    application = view.application
    if application.locality.rules.startswith("shanghai") and application.track == "organisation":
        return _DEFAULT
    optional = {"overview", "honour_certificate", *(() if application.standing.manufacturer else ("land_list",))}
    kinds = [kind for kind in application.locality.papers[application.track] if kind not in optional]
    return {kind: REGISTRATION if kind == "registration" else (kind,) for kind in kinds}


def _there(kinds: tuple[str, ...]) -> Ask:
    def ask(view: View) -> Answer:
        if found := view.present(*kinds):
            return _fresh(view, kinds) or _yearly(view, kinds) or met(f"已收到{found[0].title}。")
        if view.foreign(*kinds):
            return open_("conflict", f"收到的{view.foreign(*kinds)[0].title}不是申报人的。")
        if view.unread:
            return open_("unreadable", f"未见{TITLES[kinds[0]]}，而有文件打不开，可能就在其中。")
        return open_("missing", f"未见{TITLES[kinds[0]]}。")

    return ask


def _fresh(view: View, kinds: tuple[str, ...]) -> Answer | None:
    """An office takes no credit report that is older than ninety days."""
    made = [bounds(fact) for fact in view.facts("credit.made_on", "credit_report")] if "credit_report" in kinds else []
    first = view.application.on - timedelta(days=_CREDIT_DAYS)
    if not made or any(early >= first for early, _ in made):
        return None
    old = all(late < first for _, late in made)
    return open_("missing" if old else "ambiguous", f"公共信用信息报告早于{day(first)}，须重新打印。", against=True)


def _yearly(view: View, kinds: tuple[str, ...]) -> Answer | None:
    """A report is asked for each year that the clause on losses looks back upon, since the founding."""
    if "audit_report" not in kinds:
        return None
    year, back = application_year(view), _YEARS_ASKED.get(view.application.locality.rules, 0)
    founded = [bounds(fact)[0].year for fact in view.facts("entity.founded", *FOUNDING)]
    told = {fact.key for fact in view.seen if fact.field.startswith("audit.") and fact.paper not in view.strangers}
    missing = [one for one in range(max(year - back, min(founded, default=0)), year) if str(one) not in told]
    if not missing:
        return None
    silent = [p for p in view.present("audit_report") if not any(str(one) in told for one in p.years)]
    years = "、".join(map(str, missing))
    if silent:
        return open_("unreadable", f"未见{years}年度审计报告；{silent[0].title}看不出年度。")
    return open_("missing", f"已收到审计报告，但未见{years}年度的。")


def _form_named(view: View) -> Answer:
    """The form of this regulation is there; another level's alone is surely not it."""
    if own := view.present(*FORMS):
        titles = [one for one in view.seen if one.field == "form.title" and one.paper not in view.strangers]
        lost = any(not one.legible for one in titles)
        return open_("unreadable", f"看不清{own[0].title}的名称。") if lost else met(f"已收到{own[0].title}。")
    if others := [paper for paper in view.foreign(*FORMS) if paper.id.endswith("-other-level")]:
        return not_met(f"只有{others[0].title}，不是本办法的申报表。")
    if view.foreign(*FORMS):
        return open_("conflict", "申报表所写的名称和代码与其他材料都不相同。")
    if view.unread:
        return open_("unreadable", "未见申报表，而有文件打不开，可能就在其中。")
    return open_("missing", "未见申报表。")


def _marked(field: str, word: str) -> Ask:
    """Look whether a form is signed, or sealed. A file typed in Word shows neither: the printed one must be seen."""

    def ask(view: View) -> Answer:
        if not view.present(*FORMS):
            return not_applicable("没有申报表可看。")
        flags = {getattr(fact.value, "flag", None) for fact in view.facts(field, *FORMS)}
        if False in flags:
            return open_("missing", f"申报表没有{word}。")
        if True in flags:
            return met(f"申报表已{word}。")
        return open_("human", f"看不出申报表是否{word}，须查看原件。")

    return ask


def _registration_valid(view: View) -> Answer:
    """Certificates of registration print a term; licences mostly none. A unit has its parent's licence."""
    kinds = ("business_licence", "institution_certificate", "social_certificate")
    own = view.application.applicant.code
    papers = {paper.id for paper in view.plan.papers if paper.world(view.application).applicant.code == own}
    told = [fact for fact in view.seen if fact.field in {"licence.valid", "entity.term"} and fact.kind in kinds]
    printed = [fact for fact in told if fact.paper in papers or fact.paper not in view.strangers]
    terms = [fact for fact in printed if isinstance(fact.value, PeriodValue)]
    ends = [fact.value.ends for fact in terms if isinstance(fact.value, PeriodValue) and fact.value.ends]
    if any(end.earliest() < view.application.on for end in ends):
        return open_("missing", "登记证照有效期已过。", against=True)
    dated = {fact.paper for fact in terms}
    if any(paper.id not in dated for paper in view.present("institution_certificate", "social_certificate")):
        return open_("unreadable", "登记证书看不到有效期。")
    return met("登记证照在有效期内。") if terms else not_applicable("登记证照没有载明有效期。")


def _certificates_valid(view: View) -> Answer:
    """Of each system that is shown, the latest certificate has not run out."""
    ends = view.facts("certificate.valid_until", "management_certificate")
    if not ends:
        return not_applicable("没有载明有效期的认证证书。")
    on = view.application.on
    held = {fact: {end >= on for end in bounds(fact)} for fact in ends}
    good = {_system(view, fact) for fact, valid in held.items() if valid == {True}}
    over = [valid for fact, valid in held.items() if _system(view, fact) not in good]
    dated = {fact.paper for fact in ends}
    if any(valid == {False} for valid in over):
        return open_("missing", "有体系的认证证书已经过期，未见新证书。", against=True)
    if over or any(paper.id not in dated for paper in view.present("management_certificate")):
        return open_("ambiguous" if over else "unreadable", "有认证证书的有效期不明。")
    return met("认证证书在有效期内。")


def _system(view: View, fact: Seen) -> str:
    """The number in the code of the standard, which all bodies print, or what the system is called."""
    told = [one for field in ("certificate.standard", "certificate.name") for one in view.facts(field)
            if (one.paper, one.key) == (fact.paper, fact.key)]  # fmt: skip
    words = "".join(map(text_of, told))
    return next((name for name, signs in _SYSTEMS.items() if any(sign in words for sign in signs)), fact.key)


def _report_header(view: View) -> Answer:
    """The report is written for this prize, and not copied from an application for another."""
    told = view.facts("report.award", "self_assessment", "overview")
    if not told:
        return not_applicable("自我评价报告没有写明奖项。")
    own = view.application
    ours = {own.locality.award_titles[own.award], own.locality.offer(own.award).title}
    strange = [fact for fact in told if not any(title in text_of(fact) for title in ours)]
    return (
        open_("conflict", f"自我评价报告所写奖项为{text_of(strange[0])}。")
        if strange
        else met("所写奖项即本次申报奖项。")
    )


_SYSTEMS = {
    "safety": ("45001", "职业健康安全"),
    "environment": ("14001", "环境管理体系"),
    "quality": ("9001", "质量管理体系"),
}


def _blank(view: View) -> Answer:
    """A cell that was left empty without a reason."""
    blank = view.facts("form.blank", *FORMS)
    return (
        open_("missing", f"申报表有栏目没有填写：{text_of(blank[0])}。") if blank else not_applicable("没有空白栏目。")
    )


_LOOKS: tuple[tuple[str, str, Ask], ...] = (
    ("blank", "申报表无空白栏目", _blank),
    ("registration-valid", "登记证照在有效期内", _registration_valid),
    ("certificate-valid", "认证证书在有效期内", _certificates_valid),
    ("report-header", "自我评价报告所写奖项", _report_header),
)


def _agree(fields: tuple[str, ...], same: Same, title: str, *, by_key: bool = False, several: bool = False) -> Ask:
    """Compare papers in pairs; with `several` a paper may print more than one figure, of which one must fit."""

    def ask(view: View) -> Answer:
        facts = [fact for field in fields for fact in _printed(view, field)]
        pairs = [
            (one, other)
            for one, other in combinations(facts, 2)
            if one.paper != other.paper and (not by_key or (one.field, one.key) == (other.field, other.key))
        ]
        former = {text_of(fact) for fact in view.facts("entity.former_name")}
        differing = [pair for pair in pairs if not same(*pair) and not former & {text_of(fact) for fact in pair}]
        if several:
            fitting = {(one.paper, other.paper, one.field, one.key) for one, other in pairs if same(one, other)}
            differing = [
                (one, other) for one, other in differing if (one.paper, other.paper, one.field, one.key) not in fitting
            ]
        if differing:
            papers = sorted({fact.paper for pair in differing for fact in pair})
            return open_("conflict", f"{title}不一致：{'、'.join(papers)}。")
        if fields == _CODES and (wrong := [fact for fact in facts if not _is_code(text_of(fact))]):
            return open_("conflict", f"{wrong[0].paper}所载信用代码不合编码规则。")
        own = [pair for pair in pairs if not {fact.paper for fact in pair} & view.strangers]
        if fields == _CERTIFICATE:  # a form and its own copy are no two witnesses of a certificate
            own = [(one, other) for one, other in own if one.kind != other.kind]
        return met(f"各材料所载{title}一致。") if own else not_applicable(f"{title}没有在两份材料中出现。")

    return ask


def _printed(view: View, field: str) -> list[Seen]:
    """Look at every paper but those of a parent or a group's member: another company's in the package stands out.

    The form lists the members, a unit's founding document names the parent: without them a reader cannot know.
    """
    known = [
        *(("subsidiary",) if view.present(*FORMS) else ()),
        *(("parent",) if view.present("unit_document") else ()),
    ]
    kin = {paper.id for paper in view.plan.papers if any(one in paper.id for one in known)}
    told = [fact for fact in view.seen if fact.field == field and fact.legible and fact.value.type != "said"]
    return [fact for fact in told if fact.paper not in kin]


def _is_code(code: str) -> bool:
    return len(code) == _CODE_LENGTH and body_check(code[8:16]) == code[16] and code_check(code[:17]) == code[17]


def _same_words(one: Seen, other: Seen) -> bool:
    return text_of(one) == text_of(other)


def _same_day(one: Seen, other: Seen) -> bool:
    """Two dates agree when some day fits both: a month agrees with each of its days."""
    (a, b), (c, d) = bounds(one), bounds(other)
    return a <= d and c <= b


def _same_address(one: Seen, other: Seen) -> bool:
    near, far = sorted((_PROVINCE.sub("", text_of(one)), _PROVINCE.sub("", text_of(other))), key=len)
    return far.startswith(near)


def _same_money(one: Seen, other: Seen) -> bool:
    assert isinstance(one.value, AmountValue)  # noqa: S101 - only fields of money are compared
    assert isinstance(other.value, AmountValue)  # noqa: S101 - the same
    return abs(one.value.amount - other.value.amount) <= _TOLERANCE


_AGREEMENTS: tuple[tuple[str, str, Ask], ...] = (
    ("name", "组织名称", _agree(_NAMES, _same_words, "组织名称")),
    ("code", "统一社会信用代码", _agree(_CODES, _same_words, "统一社会信用代码")),
    ("representative", "法定代表人", _agree(("entity.representative",), _same_words, "法定代表人")),
    ("founded", "成立日期", _agree(("entity.founded",), _same_day, "成立日期")),
    ("address", "住所", _agree(("entity.address",), _same_address, "住所")),
    ("certificate", "认证证书信息", _agree(_CERTIFICATE, _same_day, "认证证书信息", by_key=True)),
    ("figures", "经营数据", _agree(_FIGURES, _same_money, "经营数据", by_key=True, several=True)),
)
