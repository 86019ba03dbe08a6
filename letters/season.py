"""What the papers of one batch under one regulation are written from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import eq
from typing import NamedTuple

from letters.entry import Entry
from letters.word import Word
from pipeline.model import Citation, RulesUsed
from pipeline.procedure import Procedure
from pipeline.settings import Office

_DRAFT = "代拟稿：程序根据审查记录写成，请审查人员核对后编号、盖章"


class Question(NamedTuple):
    """A condition that only others can answer: in whose charge it is, and the days it is asked about, where known."""

    rule: str
    title: str
    cite: Citation
    bureaux: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    of_employer: bool = False


class Window(NamedTuple):
    """The days of a publicity period as the calendar gives them; None where its table of holidays ends."""

    first: date
    last_if_first_counts: date | None
    last_if_not: date | None


@dataclass(frozen=True)
class Season:
    """The applications of one batch, what is asked about them, and what the office and the regulation say."""

    entries: tuple[Entry, ...]
    questions: tuple[Question, ...]
    office: Office
    procedure: Procedure
    on: date
    hide: Callable[[str], str]
    window: Window | None = None
    is_bureau: Callable[[str, str], bool] = eq  # whether a name is that of the bureau in charge of a field

    @property
    def rules(self) -> RulesUsed:
        return self.entries[0].rules

    @property
    def batch(self) -> str:
        return self.office.batch or f"{self.on.year}年"

    def asked_of(self, one: Entry) -> tuple[Question, ...]:
        """List what is to be asked of one application: what its own papers leave to others."""
        left = {state.rule for state in one.states if state.weight == "external"}
        return tuple(question for question in self.questions if question.rule in left)

    @property
    def bureaux(self) -> tuple[str, ...]:
        """Whom the letter addresses: those the regulation names, then those the office adds."""
        named = self.procedure.consultation.bureaux if self.procedure.consultation else ()
        return tuple(dict.fromkeys((*named, *self.office.letters.bureaux)))

    def letter(self, title: str) -> Word:
        return Word(title, self.on, self.hide, draft=_DRAFT)
