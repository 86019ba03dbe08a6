"""The questions that stand alone: what `any_of` may join."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field

from validators.case import Case
from validators.predicates.agree import Agree, agree
from validators.predicates.at_least import AtLeast, at_least
from validators.predicates.certified import Certified, certified
from validators.predicates.form_named import FormNamed, form_named
from validators.predicates.gather import Gather, gather
from validators.predicates.honoured import Honoured, honoured
from validators.predicates.members import Members, members
from validators.predicates.no_loss import NoLoss, no_loss
from validators.predicates.not_again import NotAgain, not_again
from validators.predicates.papers_present import PapersPresent, papers_present
from validators.predicates.prize_held import PrizeHeld, prize_held
from validators.predicates.publicity import Publicity, publicity
from validators.predicates.recommended import Recommended, recommended
from validators.predicates.stated import Stated, stated
from validators.predicates.text_in_force import TextInForce, text_in_force
from validators.predicates.within_district import WithinDistrict, within_district
from validators.predicates.years_since import YearsSince, years_since
from validators.predicates.years_worked import YearsWorked, years_worked
from validators.verdict import Ruling

Plain = Annotated[
    YearsSince
    | YearsWorked
    | WithinDistrict
    | NoLoss
    | AtLeast
    | Publicity
    | PapersPresent
    | FormNamed
    | Recommended
    | Certified
    | PrizeHeld
    | Honoured
    | Stated
    | Members
    | Agree
    | Gather
    | TextInForce
    | NotAgain,
    Field(discriminator="predicate"),
]

PREDICATES: dict[str, Callable[[Case, Any, int], Ruling]] = {
    "years_since": years_since,
    "years_worked": years_worked,
    "within_district": within_district,
    "no_loss": no_loss,
    "at_least": at_least,
    "publicity": publicity,
    "papers_present": papers_present,
    "form_named": form_named,
    "recommended": recommended,
    "certified": certified,
    "prize_held": prize_held,
    "honoured": honoured,
    "stated": stated,
    "members": members,
    "agree": agree,
    "gather": gather,
    "text_in_force": text_in_force,
    "not_again": not_again,
}
