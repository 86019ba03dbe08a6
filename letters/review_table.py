"""资格审查表: one application on a form of one to three pages, each condition on its line, with room for the official.

The last columns and the last rows are empty: they are the official's own conclusion, name and day.
"""

from collections.abc import Iterator, Sequence

from letters.case import Case
from letters.word import LEFT, Word
from letters.wording import day, regulation, where
from pipeline.dossier import DOUBT_TITLES, OUTCOME_TITLES, VERDICT_TITLES, unread
from pipeline.dossier import documents as documents_of
from pipeline.model import Basis, Finding, Verdict
from pipeline.saying import say_place

_HEADS = ("序号", "依据", "要求", "申报情况（材料所载）", "证明材料及位置", "程序意见", "审查人员意见")
_WIDTHS = (0.8, 1.8, 2.9, 5.6, 3.1, 1.5, 1.7)
_SIZE = 8.0
_PLACES = 3
_LABELS = frozenset({0, 2})
_CHOICES = "□ 受理　　□ 补正　　□ 不予受理　　□ 进一步核实"


def review_table(case: Case) -> bytes:
    """Write the table. What is settled beside the regulation takes one line, so that what is open is seen."""
    dossier = case.dossier
    form = case.form("资格审查表")
    form.title("资格审查表")
    form.table(_head(case), (2.4, 6.3, 2.4, 6.3), size=9, strong=_LABELS)
    law = [one for one in dossier.findings if one.cite.basis is Basis.REGULATION]
    beside = [one for one in dossier.findings if one.cite.basis is not Basis.REGULATION]
    settled = [one for one in beside if one.verdict in {Verdict.MET, Verdict.NOT_APPLICABLE}]
    opened = [one for one in beside if one not in settled]
    form.part("一、办法规定的条件")
    _ruled(case, form, law)
    form.part("二、材料清单和材料核对（办公室要求，不是办法条文）")
    if opened:
        _ruled(case, form, opened)
    rows = [
        ("未见问题", "、".join(one.title for one in settled if one.verdict is Verdict.MET) or "无"),
        ("不适用", "、".join(one.title for one in settled if one.verdict is Verdict.NOT_APPLICABLE) or "无"),
        ("没有读出", "；".join(f"{p.file or '材料'}：{p.what}" for p in unread(dossier.sheet.problems)) or "无"),
    ]
    form.table(rows, (2.4, 15.0), size=9, strong=(0,))
    form.part("三、审查结论（由审查人员填写）")
    form.table(
        [
            ("程序建议", f"{OUTCOME_TITLES[dossier.outcome]}（只供参考，由审查人员决定）", LEFT, LEFT),
            ("部门意见", "", LEFT, LEFT),
            ("审查结论", _CHOICES, LEFT, LEFT),
            ("审查人", "（签字）　　　　　　年　　月　　日", "复核人", "（签字）　　　　　　年　　月　　日"),
        ],
        (2.4, 6.3, 2.4, 6.3),
        size=9,
        strong=_LABELS,
        tall=0.9,
    )
    return form.bytes()


def _head(case: Case) -> Sequence[tuple[str, ...]]:
    dossier = case.dossier
    who = "姓名" if case.person else "申报组织"
    return (
        (who, dossier.applicant, *case.known_by),
        ("申报奖项", dossier.rules.award_title, "审查基准日", day(dossier.on)),
        ("审查依据", regulation(dossier.rules), "批次", case.office.batch or "（未设置）"),
    )


def _ruled(case: Case, form: Word, findings: Sequence[Finding]) -> None:
    rows = [_HEADS, *(_row(case, number, finding) for number, finding in enumerate(findings, 1))]
    form.table(rows, _WIDTHS, heads=1, size=_SIZE, centred=(0, 5))


def _row(case: Case, number: int, finding: Finding) -> tuple[str, ...]:
    cite = finding.cite
    reason = f"（{DOUBT_TITLES[finding.doubt]}）" if finding.doubt else ""
    told = "\n".join(filter(None, (finding.sentence, finding.needs)))
    return (
        str(number),
        where(cite),
        f"{finding.title}：“{cite.quote}”",
        told,
        "\n".join(_places(case, finding)),
        f"{VERDICT_TITLES[finding.verdict]}{reason}",
        "",
    )


def _places(case: Case, finding: Finding) -> Iterator[str]:
    """Name each paper once, with the first places on it."""
    documents = documents_of(case.dossier)
    named: dict[str, dict[str, None]] = {}
    for fact in (*finding.against, *finding.support):
        if fact.document in documents:
            document, place = documents[fact.document], say_place(fact.evidence[0].place)
            named.setdefault(f"{document.title}（{document.name}）", {})[place] = None
    for paper, places in list(named.items())[:_PLACES]:
        more = "等" if len(places) > _PLACES else ""
        yield f"{paper}{'、'.join(list(places)[:_PLACES])}{more}"
    if len(named) > _PLACES:
        yield f"等 {len(named)} 份材料"
