"""What needs a person, in order of weight: the gravest first, then what the office asks others or judges itself."""

from collections.abc import Iterable

from pipeline.dossier import OFFICES_OWN, asks_for_paper, needs_a_person, refuses
from pipeline.model import Finding

AGENDA = (
    ("refuse", "不符合条件，补充材料也不能改变"),
    ("supplement", "须由申报人补正"),
    ("verify", "须由审查人员核实"),
    ("external", "须向有关部门查询或征求意见"),
    ("human", "须由审查人员判断"),
)


def weight(finding: Finding) -> str:
    """Sort a finding into what a person does with it."""
    if refuses(finding):
        return "refuse"
    if asks_for_paper(finding):
        return "supplement"
    if needs_a_person(finding):
        return "verify"
    return finding.doubt.value if finding.doubt in OFFICES_OWN and finding.doubt else "settled"


OWN = frozenset(doubt.value for doubt in OFFICES_OWN)


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Put what needs a person before what is settled, the gravest first; equals keep the order of the law."""
    order = [key for key, _ in AGENDA]
    return sorted(findings, key=lambda one: order.index(weight(one)) if weight(one) in order else len(order))
