"""What the applicant is told: everything to be supplemented at once, or why an application is not accepted.

Both are drafts for an official to check, number and seal. The curable and the fatal stand apart, each finding once;
nothing that is met is asked for, and what the office must find out by itself is not the applicant's business.
"""

from collections.abc import Callable, Sequence

from letters.case import Case
from letters.figures import Figures
from letters.matters import Matter, asks_applicant, matter
from letters.word import AsIs, Blank, Word
from letters.wording import day, ordinal, regulation
from pipeline.dossier import asks_for_paper, needs_a_person, refuses
from pipeline.model import Doubt, Finding

_TELL = "现一次性告知如下"


def supplement_notice(case: Case) -> bytes:
    """Write 补正告知书: every paper the applicant can send and every discrepancy it must explain, at once."""
    papers, questions = _where(case, asks_for_paper), _where(case, _to_be_explained)
    letter = _begun(case, "补正告知书")
    letter.body(
        f"{_received(case)}经审查，有 {len(papers) + len(questions)} 个事项需要{case.you}补正或者说明，{_TELL}。"
    )
    figures, section = Figures(letter), 0
    if papers:
        section += 1
        letter.heading(f"{ordinal(section)}、需要补正的事项")
        _listed(letter, figures, papers, "补正要求")
    if questions:
        section += 1
        letter.heading(f"{ordinal(section)}、需要说明或者核对的事项")
        _listed(letter, figures, questions, "办理要求")
    letter.heading(f"{ordinal(section + 1)}、补正的期限和方式")
    by = case.office.letters.supplement_by
    when: str | Blank = f"{day(by)}前（含当日）" if by else Blank("补正期限，由办公室填写")
    letter.body("请在", when, f"将上述材料和说明一次报送{case.office.name}。本告知书没有列出的材料，不需要重复报送。")
    _contact(letter, case)
    letter.body("本告知书只列明审查申报材料时发现的问题，不是对申报的最终结论。")
    _signed(letter, case)
    return letter.bytes()


def refusal_notice(case: Case) -> bytes:
    """Write 不予受理告知书: each reason with its clause, what was seen and how it was reckoned."""
    fatal = _where(case, refuses)
    others = [*_where(case, asks_for_paper), *_where(case, _to_be_explained)]
    letter = _begun(case, "不予受理告知书")
    clause = case.procedure.notice
    under = f"根据该办法{clause.article}{clause.item}“{clause.quote}”的规定，" if clause else ""
    letter.body(f"{_received(case)}经审查，{case.you}的申报有下列情形，不予受理。{under}现将理由告知如下。")
    figures = Figures(letter)
    letter.heading("一、不予受理的理由")
    _listed(letter, figures, fatal, "说明", reckoned=True)
    section = 1
    if others:
        section += 1
        letter.heading(f"{ordinal(section)}、材料中的其他问题")
        letter.body("下列问题一并告知。仅补正这些材料，不能改变上述理由。")
        _listed(letter, figures, others, "材料要求")
    letter.heading(f"{ordinal(section + 1)}、异议")
    letter.body("对上述理由有异议的，可以在", Blank("期限，由办公室填写"), "向本办公室书面提出，并附有关证明材料。")
    _contact(letter, case)
    _signed(letter, case)
    return letter.bytes()


def _begun(case: Case, title: str) -> Word:
    letter = case.letter(title)
    letter.title(title)
    letter.centred(Blank("文号，由办公室填写"))
    letter.flush(f"{case.dossier.applicant}：")
    return letter


def _received(case: Case) -> str:
    rules, on = case.dossier.rules, case.dossier.on
    return (
        f"{case.you}申报{rules.award_title}的材料收悉。我们对照{regulation(rules)}和申报材料要求进行了审查，"
        f"各项年限算至{day(on)}。"
    )


def _where(case: Case, leads: Callable[[Finding], bool]) -> list[Matter]:
    return [matter(finding, case, to_applicant=True) for finding in case.dossier.findings if leads(finding)]


def _to_be_explained(finding: Finding) -> bool:
    """Tell whether the applicant can explain what the office saw. How to read a clause is the office's own question."""
    return needs_a_person(finding) and asks_applicant(finding) and finding.doubt is not Doubt.AMBIGUOUS


def _listed(letter: Word, figures: Figures, matters: Sequence[Matter], asked: str, *, reckoned: bool = False) -> None:
    for number, one in enumerate(matters, 1):
        letter.heading(f"（{ordinal(number)}）{one.title}", 2)
        letter.body(f"依据：{one.basis}。")
        letter.body(f"审查所见：{one.seen}")
        if reckoned and one.working:
            letter.body(f"计算：{'；'.join(one.working)}。")
        if reckoned and one.reading:
            letter.body(f"条文的理解：{one.reading}。")
        figures.show(one.places)
        if one.asked:
            letter.body(f"{asked}：{one.asked}")


def _contact(letter: Word, case: Case) -> None:
    told = case.office.letters.contact
    letter.body("联系方式：", AsIs(told) if told else Blank("联系人、电话、地址，由办公室填写"), "。")


def _signed(letter: Word, case: Case) -> None:
    letter.signed((case.office.name, Blank("盖章")), (Blank("　　　年　　月　　日"),))
