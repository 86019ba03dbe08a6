"""Which papers are written for one application: the review table always, and what its outcome calls for."""

from letters.case import Case
from letters.inside import proposal, verification_list
from letters.notices import refusal_notice, supplement_notice
from letters.review_table import review_table
from pipeline.dossier import needs_a_person, unread
from pipeline.model import Outcome

_TO_VERIFY = "核实事项清单.docx"
_NOTICES = {
    Outcome.COMPLETE: ("受理建议.docx", proposal),
    Outcome.SUPPLEMENT: ("补正告知书.docx", supplement_notice),
    Outcome.REFUSE: ("不予受理告知书.docx", refusal_notice),
    Outcome.VERIFY: (_TO_VERIFY, verification_list),
}


FOR_APPLICANT = frozenset({"补正告知书.docx", "不予受理告知书.docx"})


def application_papers(case: Case) -> dict[str, bytes]:
    """Write the papers of one application by their names.

    A notice tells everything at once, so it cannot go out before the office has looked at what it must look at itself:
    where there is such a matter, the list of these lies beside the notice.
    """
    name, write = _NOTICES[case.dossier.outcome]
    papers = {"资格审查表.docx": review_table(case), name: write(case)}
    if any(map(needs_a_person, case.dossier.findings)) or unread(case.dossier.sheet.problems):
        papers[_TO_VERIFY] = papers.get(_TO_VERIFY) or verification_list(case)
    return papers
