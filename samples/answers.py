"""The answer sheet that lies beside a built package: what its papers print and what a careful person concludes."""

from datetime import date

from pydantic import Field

from samples.applicant import Fixed
from samples.conclusions.answer import VerdictTruth
from samples.ledger import PaperTruth


class AnswerSheet(Fixed):
    """Everything that is true of one package. `undrawn` are papers its plan holds and no drawing code can print yet.

    `if_read` are the conclusions that would be others if every value could be read that is printed: a reader that is
    better than a person's eyes, and reads them rightly, comes to these.
    """

    name: str
    rules: str
    award: str
    on: date
    seed: int
    defects: tuple[str, ...] = ()
    readings: dict[str, str] = Field(default_factory=dict)
    outcome: str
    verdicts: tuple[VerdictTruth, ...]
    if_read: tuple[VerdictTruth, ...] = ()
    papers: tuple[PaperTruth, ...]
    undrawn: tuple[str, ...] = ()
