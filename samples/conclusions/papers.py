"""What an office checks beside the clauses: that each paper is there, and that papers do not contradict each other."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import combinations

from pipeline.model import AmountValue
from samples.conclusions.answer import Answer, Question, both, bounds, met, not_applicable, not_met, open_, question
from samples.conclusions.conditions import Ask, text_of
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
Same = Callable[[Seen, Seen], bool]


def paper_questions(view: View) -> Iterator[Question]:
    """Ask for each paper of the list, and compare what several papers print."""
    for id_, kinds in _listed(view).items():
        clause = f"办公室要求（{'、'.join(TITLES[kind] for kind in kinds)}）"
        yield question(f"paper-{id_}", clause, _there(kinds), "supplement", f"practice-{_CALLED.get(id_, id_)}")
    yield question("form-signed", "办公室要求（申报表签字、盖章）", _signed, "supplement")
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
            return met(f"已收到{found[0].title}。")
        if view.foreign(*kinds):
            return open_("conflict", f"收到的{view.foreign(*kinds)[0].title}不是申报人的。")
        if view.unread:
            return open_("unreadable", f"未见{TITLES[kinds[0]]}，而有文件打不开，可能就在其中。")
        return open_("missing", f"未见{TITLES[kinds[0]]}。")

    return ask


def _signed(view: View) -> Answer:
    """The form bears a signature and a seal, so far as a paper shows whether it does."""
    marks = [view.facts(field, *FORMS) for field in ("form.signed", "form.sealed")]
    if any(getattr(fact.value, "flag", True) is False for facts in marks for fact in facts):
        return not_met("申报表没有签字或没有盖章。")
    return met("申报表已签字、盖章。") if all(marks) else not_applicable("看不出申报表是否签字、盖章。")


def _agree(fields: tuple[str, ...], same: Same, title: str, *, by_key: bool = False, several: bool = False) -> Ask:
    """Compare papers in pairs; with `several` a paper may print more than one figure, of which one must fit."""

    def ask(view: View) -> Answer:
        facts = [fact for field in fields for fact in view.facts(field)]
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
        return met(f"各材料所载{title}一致。") if pairs else not_applicable(f"{title}没有在两份材料中出现。")

    return ask


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
