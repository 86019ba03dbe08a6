"""Which register an office may supply settles a condition that papers cannot, and what must stand in it."""

from typing import Literal

from pydantic import model_validator

from pipeline.columns import Measure, Reason
from pipeline.model import Noun


class SettledBy(Noun):
    """`replies` need the `bureaux` that must all have answered. The other two are lists of names.

    `awards` are words of the prizes a row must be about, `whole` the names for which the office must have declared its
    list complete before the absence of a row says anything. Of revocations, `measures` and `reasons` say which ones
    count, and `counts_from` whether the years run from the decision or from the day of discovery. `of` says whose
    record is asked: the applicant's own or, of a person, the employer's.
    """

    source: Literal["revocations", "other_level", "replies"]
    of: Literal["applicant", "employer"] = "applicant"
    bureaux: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = (Measure.REVOKED,)
    reasons: tuple[Reason, ...] = tuple(Reason)
    counts_from: Literal["decision", "discovery"] = "decision"

    @model_validator(mode="after")
    def _says_what_it_needs(self) -> "SettledBy":
        if self.source == "replies" and not self.bureaux:
            raise ValueError('source = "replies" 须写明 bureaux（哪些部门须都已答复）')
        if self.source != "replies" and not (self.awards and self.whole):
            raise ValueError(f'source = "{self.source}" 须写明 awards 和 whole')
        return self
