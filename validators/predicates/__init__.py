"""The closed list of predicates: what a rule may ask of the papers. No expressions, no evaluation of text.

A law that needs a new shape gets one more module here, with its tests.
"""

from collections.abc import Callable
from typing import Annotated, Any, get_args

from pydantic import Field

from validators.case import Case
from validators.predicates import closed
from validators.predicates.any_of import AnyOf, any_of
from validators.terms import Parameters
from validators.verdict import Ruling

Test = Annotated[closed.Plain | AnyOf, Field(discriminator="predicate")]

PREDICATES: dict[str, Callable[[Case, Any, int], Ruling]] = {**closed.PREDICATES, "any_of": any_of}
PARAMETERS: dict[str, type[Parameters]] = {
    **{shape.model_fields["predicate"].default: shape for shape in get_args(get_args(closed.Plain)[0])},
    "any_of": AnyOf,
}


def ask(case: Case, test: Test, limit: int) -> Ruling:
    """Put one question of the closed list to the papers."""
    return PREDICATES[test.predicate](case, test, limit)
