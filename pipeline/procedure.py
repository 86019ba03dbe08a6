"""What a regulation says of the office's own papers: whom it asks, when it tells the public, when it must give reasons.

Written in the rule pack, with the article and its words; none of it is a condition that an applicant could fail.
"""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.noun import Noun

Words = Annotated[str, Field(min_length=1)]


class Clause(Noun):
    """The place that says so: the article as it is printed, and the shortest sufficient quotation."""

    article: Words
    item: str = ""
    quote: Words


class Consultation(Clause):
    """The bureaux whose opinion is asked; none where the text leaves the choice to the office."""

    bureaux: tuple[Words, ...] = ()


class Publicity(Clause):
    """How long the public is told, and of what: who passed this examination, or who is to have the award."""

    days: int = Field(gt=0)
    unit: Literal["working", "calendar"]
    stage: Literal["conditions", "award"]


class Procedure(Noun):
    consultation: Consultation | None = None
    publicity: Publicity | None = None
    notice: Clause | None = None
