"""Which papers a package holds, and what was done to each of them on purpose.

Most things that go wrong with a paper are a paper printed from another world: the licence of a company with another
founding date, last year's certificate, a stranger's audit report. So a `PaperPlan` may carry an application of its own
(`of`), and the drawing code prints from that one without knowing that anything is wrong. What is left is what is done
to ink and files: a date without its day, an empty cell, a page taken out, a password.
"""

from collections.abc import Callable
from typing import Literal

from pydantic import Field

from samples.applicant import Fixed
from samples.application import Application

Medium = Literal["", "word", "pdf", "scan", "photo"]
Damage = Literal["", "encrypted", "truncated", "empty"]
MIDDLE = "middle"


class Coarse(Fixed):
    """A date that this paper prints without its day, or without its day and month."""

    field: str
    to: Literal["month", "year"]


class PaperPlan(Fixed):
    """One paper. What is not said here is printed as its application tells, in the medium the assembler likes."""

    id: str = Field(pattern=r"^[a-z0-9_-]+$", description="unique in its plan; what defects and verdicts call it")
    kind: str = Field(description="the slug of the document kind, as the drawing code takes it")
    title: str = Field(description="what people call it; file names are made of it")
    of: Application | None = Field(default=None, description="the world it is printed from, where that differs")
    years: tuple[int, ...] = Field(default=(), description="of an audit report, a tax proof, a land list")
    topic: str = Field(default="", description="which of several of a kind: an honour's or a permit's name")
    coarse: tuple[Coarse, ...] = ()
    blank: tuple[str, ...] = Field(default=(), description="catalogue fields whose cell stays empty")
    yuan_under_wan: bool = Field(default=False, description="amounts in 元 typed under a heading 万元")
    policy_loss: bool = Field(default=False, description="the paper calls the loss 政策性亏损")
    unaudited: bool = False
    signed: bool = True
    sealed: bool = True
    lost: tuple[str, ...] = Field(default=(), description="fields whose page was taken out, or 'middle' for any")
    medium: Medium = ""
    damage: Damage = ""
    file_name: str = Field(default="", description="the name it comes under, where the wrong name is the point")
    copies: int = Field(default=1, ge=1, description="how often the same bytes come, under further names")
    decoy: bool = Field(default=False, description="it does not belong to this application")

    def world(self, application: Application) -> Application:
        return self.of or application


class Plan(Fixed):
    """The papers of one package in the order in which people hand them in."""

    papers: tuple[PaperPlan, ...]
    defects: tuple[str, ...] = ()

    def paper(self, id_: str) -> PaperPlan:
        return next(paper for paper in self.papers if paper.id == id_)

    def of_kind(self, *kinds: str) -> tuple[PaperPlan, ...]:
        return tuple(paper for paper in self.papers if paper.kind in kinds)

    def plus(self, *papers: PaperPlan) -> "Plan":
        return self.model_copy(update={"papers": (*self.papers, *papers)})

    def without(self, *kinds: str) -> "Plan":
        return self.model_copy(update={"papers": tuple(paper for paper in self.papers if paper.kind not in kinds)})

    def change(self, kind: str, way: Callable[[PaperPlan], PaperPlan]) -> "Plan":
        """Do something to every paper of a kind."""
        papers = tuple(way(paper) if paper.kind == kind else paper for paper in self.papers)
        return self.model_copy(update={"papers": papers})
