"""What stays in the office: the proposal to accept, and the list of what its own people must look at.

Neither tells an applicant anything, and neither decides: each ends with empty lines for the official.
"""

from letters.case import Case
from letters.figures import Figures
from letters.matters import matter
from letters.word import LEFT, Word
from letters.wording import day, ordinal, regulation, where
from pipeline.agenda import weight
from pipeline.dossier import needs_a_person, unread
from pipeline.model import Doubt, Finding, Verdict

_CHECKED = "核实结果：□ 属实　　□ 不属实　　□ 须申报人说明　　□ 其他："
_OURS = (
    (Doubt.EXTERNAL, "须向有关部门查询或者征求意见的事项"),
    (Doubt.HUMAN, "须由审查人员判断的事项"),
)
_SIGNED = (2.6, 6.1, 2.6, 6.1)
_LABELS = frozenset({0, 2})


def proposal(case: Case) -> bytes:
    """Write 受理建议: nothing is missing and nothing contradicts, and what the office has still to find out."""
    dossier, title = case.dossier, "受理建议"
    form = case.form(title)
    form.title(title)
    _head(form, case)
    form.part("一、建议")
    form.words(f"{''.join(dossier.reasons)}建议受理，由审查人员决定。")
    met = [one for one in dossier.findings if one.verdict is Verdict.MET]
    form.part(f"二、材料所示与要求相符的事项（{len(met)} 项）")
    form.table(
        [("序号", "依据", "事项", "材料所载"), *(_line(number, one) for number, one in enumerate(met, 1))],
        (0.9, 2.1, 4.6, 9.8),
        heads=1,
        size=9,
        centred=(0,),
    )
    section = _ours(form, case, 3)
    if rest := [one for one in dossier.findings if one.verdict is Verdict.NOT_APPLICABLE]:
        form.part(f"{ordinal(section)}、不适用的事项")
        form.words("、".join(one.title for one in rest) + "。")
        section += 1
    form.part(f"{ordinal(section)}、审查人员意见")
    _signatures(form, "□ 受理　　□ 暂不受理，理由：")
    return form.bytes()


def verification_list(case: Case) -> bytes:
    """Write 核实事项清单: what someone must look at before anything can be said, each with its place and a line."""
    dossier, title = case.dossier, "核实事项清单"
    form = case.form(title)
    form.title(title)
    _head(form, case)
    form.part("一、须对照原件核实的事项")
    matters = [matter(one, case, to_applicant=False) for one in dossier.findings if needs_a_person(one)]
    if not matters:
        form.words("没有这类事项。")
    figures = Figures(form)
    for number, one in enumerate(matters, 1):
        form.strong(f"{number}．{one.title}")
        form.words(f"依据：{one.basis}。")
        form.words(f"审查所见：{one.seen}")
        if one.reading:
            form.words(f"条文的理解：{one.reading}。")
        figures.show(one.places)
        if one.asked:
            form.words(f"须办理：{one.asked}")
        form.answer(_CHECKED, "核实人：　　　　　　　　　　　　核实日期：")
    section = 2
    if lost := unread(dossier.sheet.problems):
        form.part(f"{ordinal(section)}、没有读出、须人工查看的文件")
        rows = [(p.file or "材料", f"第 {p.page} 页" if p.page else "", p.what, p.next_step, "") for p in lost]
        heads = ("文件", "页", "情况", "处理", "查看结果")
        form.table([heads, *rows], (4.6, 1.4, 4.2, 4.2, 3.0), heads=1, size=9)
        section += 1
    section = _ours(form, case, section)
    form.part(f"{ordinal(section)}、核实后的意见")
    _signatures(form, "□ 受理　　□ 补正　　□ 不予受理")
    return form.bytes()


def _head(form: Word, case: Case) -> None:
    dossier = case.dossier
    rows = [
        ("姓名" if case.person else "申报组织", dossier.applicant, *case.known_by),
        ("申报奖项", dossier.rules.award_title, "审查基准日", day(dossier.on)),
        ("审查依据", regulation(dossier.rules), LEFT, LEFT),
    ]
    form.table(rows, _SIGNED, size=9, strong=_LABELS)


def _ours(form: Word, case: Case, section: int) -> int:
    """List the office's own matters by whom they go to, and give the number of the next section."""
    for doubt, title in _OURS:
        if found := [one for one in case.dossier.findings if weight(one) == doubt.value]:
            form.part(f"{ordinal(section)}、{title}（{len(found)} 项）")
            rows = [(*_line(number, one), "") for number, one in enumerate(found, 1)]
            heads = ("序号", "依据", "事项", "材料所载和须办理", "办理结果")
            form.table([heads, *rows], (0.9, 2.1, 4.0, 7.9, 2.5), heads=1, size=9, centred=(0,))
            section += 1
    return section


def _line(number: int, finding: Finding) -> tuple[str, str, str, str]:
    told = "\n".join(filter(None, (finding.sentence, finding.needs)))
    return str(number), where(finding.cite), f"{finding.title}：“{finding.cite.quote}”", told


def _signatures(form: Word, choices: str) -> None:
    form.table(
        [
            ("意见", choices, LEFT, LEFT),
            ("审查人", "（签字）　　　　年　　月　　日", "复核人", "（签字）　　　　年　　月　　日"),
        ],
        _SIGNED,
        size=9,
        strong=_LABELS,
        tall=1.0,
    )
