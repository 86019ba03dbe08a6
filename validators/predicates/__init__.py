"""The closed list of predicates: what a rule may ask of the papers. No expressions, no evaluation of text.

A law that needs a new shape gets one more module here, with its tests.
"""

from collections.abc import Callable
from typing import Annotated, Any, get_args

from pydantic import Field

from validators.case import Case
from validators.predicates.agree import Agree, agree
from validators.predicates.gather import Gather, gather
from validators.predicates.no_loss import NoLoss, no_loss
from validators.predicates.not_again import NotAgain, not_again
from validators.predicates.papers_present import PapersPresent, papers_present
from validators.predicates.publicity import Publicity, publicity
from validators.predicates.text_in_force import TextInForce, text_in_force
from validators.predicates.within_district import WithinDistrict, within_district
from validators.predicates.years_since import YearsSince, years_since
from validators.terms import Parameters
from validators.verdict import Ruling

Test = Annotated[
    YearsSince | WithinDistrict | NoLoss | Publicity | PapersPresent | Agree | Gather | TextInForce | NotAgain,
    Field(discriminator="predicate"),
]

PARAMETERS: dict[str, type[Parameters]] = {
    shape.model_fields["predicate"].default: shape for shape in get_args(get_args(Test)[0])
}
PREDICATES: dict[str, Callable[[Case, Any, int], Ruling]] = {
    "years_since": years_since,
    "within_district": within_district,
    "no_loss": no_loss,
    "publicity": publicity,
    "papers_present": papers_present,
    "agree": agree,
    "gather": gather,
    "text_in_force": text_in_force,
    "not_again": not_again,
}


def ask(case: Case, test: Test, limit: int) -> Ruling:
    """Put one question of the closed list to the papers."""
    return PREDICATES[test.predicate](case, test, limit)
