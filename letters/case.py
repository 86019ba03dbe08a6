"""One application with everything its papers are written from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from letters.word import Word
from pipeline.exhibit import Excerpt, Exhibits, PagePicture, cut_of
from pipeline.masking import hide, known_numbers
from pipeline.model import Box, Dossier, Evidence, OnPage, Sha256, TextValue, fingerprint
from pipeline.procedure import Procedure
from pipeline.settings import Office

_DRAFT = "代拟稿：程序根据审查记录写成，请审查人员核对后编号、盖章"
_PAPER = 21.0  # centimetres: what was cut from a page is shown as large as it is on A4


class Picture(NamedTuple):
    """A part of a page as a JPEG, in centimetres."""

    jpeg: bytes
    width: float
    height: float


@dataclass(frozen=True)
class Case:
    """A masked dossier, what is seen of its evidence, and what the office and the regulation say of the papers.

    `cut` cuts a place out of the picture of its page; pictures are made elsewhere.
    """

    dossier: Dossier
    exhibits: Exhibits
    office: Office
    procedure: Procedure
    cut: Callable[[PagePicture, Box], bytes] = field(repr=False)

    @cached_property
    def person(self) -> bool:
        """Tell whether a person applies: only then is there a form of a person."""
        facts = self.dossier.sheet.facts
        return any(fact.kind == "individual_form" and fact.field == "person.name" for fact in facts)

    @cached_property
    def known_by(self) -> tuple[str, str]:
        """Tell this applicant from others of the name: by the credit code, or of a person by the employer."""
        if not self.person:
            return "统一社会信用代码", self.dossier.code or "（没有读出）"
        employers = (fact.value for fact in self.dossier.sheet.facts if fact.field == "person.employer")
        return "工作单位", next((one.text for one in employers if isinstance(one, TextValue)), "（没有读出）")

    @property
    def you(self) -> str:
        return "您" if self.person else "你单位"

    def letter(self, title: str) -> Word:
        """Begin a letter, a draft for the office to seal."""
        return Word(title, self.dossier.on, self._hide, draft=_DRAFT)

    def form(self, title: str) -> Word:
        """Begin a paper of tables for the office itself."""
        return Word(title, self.dossier.on, self._hide, form=True)

    def seen(self, one: Evidence) -> Picture | Excerpt | None:
        """Show the place of a piece of evidence: cut out of its page, or the words around it."""
        if isinstance(one.place, OnPage) and (page := self._pages.get((one.file, one.place.page))):
            cut = cut_of(one.place.box, page)
            wide = cut.width / page.width * _PAPER
            return Picture(self.cut(page, one.place.box), wide, wide * cut.height / cut.width)
        return self.exhibits.excerpts.get(fingerprint(one))

    @cached_property
    def _pages(self) -> dict[tuple[Sha256, int], PagePicture]:
        return {(page.file, page.page): page for page in self.exhibits.pages}

    @cached_property
    def _hide(self) -> "partial[str]":
        facts = [*self.dossier.sheet.facts]
        for finding in self.dossier.findings:
            facts += (*finding.support, *finding.against)
        return partial(hide, known=known_numbers(facts))
