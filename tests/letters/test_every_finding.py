"""Every kind of finding there can be, all in one dossier: none is lost, none is told twice, none to whom it is not."""

from itertools import product

from letters.inside import verification_list
from letters.notices import refusal_notice, supplement_notice
from letters.review_table import review_table
from pipeline.agenda import weight
from pipeline.dossier import asks_for_paper, needs_a_person, refuses
from pipeline.model import Basis, Doubt, Finding, Remedy, Verdict
from tests.letters.cases import case, finding, words

_STATES: list[tuple[Verdict, Doubt | None]] = [
    (verdict, None) for verdict in Verdict if verdict is not Verdict.UNDETERMINED
]
_STATES += [(Verdict.UNDETERMINED, doubt) for doubt in Doubt]


def every() -> list[Finding]:
    """Nine states, three remedies, by a clause or by practice: fifty-four findings, each with a name of its own."""
    return [
        finding(
            f"第{number}号事项",
            verdict,
            doubt,
            remedy,
            article="第一条" if law else "",
            needs=f"请对照原件核实{number}；不符的，请申报人补交{number}。",
        )
        for number, ((verdict, doubt), remedy, law) in enumerate(product(_STATES, Remedy, (True, False)), 100)
    ]


ALL = every()


def test_there_are_fifty_four() -> None:
    assert len(ALL) == 54


def test_the_review_table_tells_each_once() -> None:
    """What is settled beside the regulation stands in one line by its title, anything else on a line of its own."""
    told = "\n".join(words(review_table(case(*ALL))))
    for one in ALL:
        settled = one.cite.basis is not Basis.REGULATION and one.verdict in {Verdict.MET, Verdict.NOT_APPLICABLE}
        assert told.count(one.title if settled else one.sentence) == 1, one.title
        assert (one.sentence in told) is not settled, one.title


def test_a_refusal_tells_the_fatal_and_the_curable_and_nothing_else() -> None:
    told = words(refusal_notice(case(*ALL)))
    apart = told.index("二、材料中的其他问题")
    reasons, others = "\n".join(told[:apart]), "\n".join(told[apart:])
    for one in ALL:
        explained = needs_a_person(one) and one.doubt is not Doubt.AMBIGUOUS
        assert reasons.count(one.sentence) == refuses(one), one.title
        assert others.count(one.sentence) == (asks_for_paper(one) or explained), one.title


def test_a_notice_asks_for_what_the_applicant_can_give_and_for_nothing_else() -> None:
    curable = [one for one in ALL if not refuses(one)]
    told = "\n".join(words(supplement_notice(case(*curable))))
    for one in curable:
        asked = asks_for_paper(one) or (needs_a_person(one) and one.doubt is not Doubt.AMBIGUOUS)
        assert told.count(one.sentence) == asked, one.title
    assert "请对照原件" not in told
    assert "请申报人" not in told


def test_the_list_of_what_to_look_at_has_what_needs_a_person_and_what_is_the_offices_own() -> None:
    told = "\n".join(words(verification_list(case(*ALL))))
    for one in ALL:
        assert told.count(one.sentence) == (weight(one) in {"verify", "external", "human"}), one.title
