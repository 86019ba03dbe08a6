"""Every noun of Zishen, in the order in which it flows.

    bytes ─receive→ Submission(SourceFile…) ─read→ Reading(Page(Line…, Table…)) ─classify→ Document
          ─extract→ FactSheet(Fact(field, value, Evidence…)) ─judge→ Finding(rule, Verdict, Citation…)
          ─conclude→ Outcome ─seal→ Dossier ─keep→ store key

All are frozen, refuse unknown keys and round-trip through JSON to the same bytes (`canonical`).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

# Every shared noun is imported from here, wherever it is written down.
from pipeline.noun import Noun as Noun
from pipeline.noun import canonical as canonical
from pipeline.noun import fingerprint as fingerprint
from pipeline.paper import Box as Box
from pipeline.paper import Cell as Cell
from pipeline.paper import InCell as InCell
from pipeline.paper import Ink as Ink
from pipeline.paper import InParagraph as InParagraph
from pipeline.paper import Line as Line
from pipeline.paper import Method as Method
from pipeline.paper import OnPage as OnPage
from pipeline.paper import Page as Page
from pipeline.paper import Place as Place
from pipeline.paper import Reader as Reader
from pipeline.paper import Seal as Seal
from pipeline.paper import SealColour as SealColour
from pipeline.paper import SealShape as SealShape
from pipeline.paper import Table as Table
from pipeline.value import AmountValue as AmountValue
from pipeline.value import DateValue as DateValue
from pipeline.value import FlagValue as FlagValue
from pipeline.value import PaperDate as PaperDate
from pipeline.value import PeriodValue as PeriodValue
from pipeline.value import SaidValue as SaidValue
from pipeline.value import TextValue as TextValue
from pipeline.value import Value as Value

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


# ── what came in ────────────────────────────────────────────────────────────────────────────────────────────────────


class Problem(Noun):
    """Something that went wrong with one part of one submission, told to a person. Data, never raised past it.

    A `remark` loses nothing (a wrong extension, a system file left aside); anything else was not read, and then the
    submission cannot be complete.
    """

    code: Slug
    file: str = ""
    page: int | None = None
    what: str
    next_step: str
    remark: bool = False


class Media(StrEnum):
    """What a file really is, by its first bytes and not by its name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    OLE = "ole"  # .doc, .xls and .wps share one container
    RTF = "rtf"
    OFD = "ofd"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    BMP = "bmp"
    WEBP = "webp"
    ZIP = "zip"
    TEXT = "text"
    UNKNOWN = "unknown"


class SourceFile(Noun):
    """One file of a submission. `names` are all the paths under which the same bytes were handed in."""

    sha256: Sha256
    names: tuple[str, ...] = Field(min_length=1)
    size: int = Field(ge=0)
    media: Media

    @property
    def name(self) -> str:
        return self.names[0]


class Submission(Noun):
    """One applicant's package: its files by content, and what could not be taken in."""

    name: str
    sha256: Sha256
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...] = ()


# ── what was read (pages and the ink on them: pipeline/paper.py) ────────────────────────────────────────────────────


class Disposition(Noun):
    """What became of one part of a file: nothing is skipped in silence."""

    file: Sha256
    part: str
    read: bool
    how: str


class Reading(Noun):
    """One file, read. What `zishen read` writes and `zishen extract` takes."""

    file: SourceFile
    pages: tuple[Page, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    problems: tuple[Problem, ...] = ()


# ── what was found ──────────────────────────────────────────────────────────────────────────────────────────────────


class Evidence(Noun):
    """Where a fact stands on paper, and who read it."""

    file: Sha256
    place: Place
    quote: str = Field(min_length=1)
    method: Method
    reader: Reader
    confidence: float = Field(default=1.0, ge=0, le=1)
    sealed: bool = False


class Document(Noun):
    """Pages of one file that are one paper. `pages` is empty for Word. `why` names the words that decided the kind."""

    id: str
    kind: Slug
    title: str
    file: Sha256
    name: str
    pages: tuple[int, ...] = ()
    why: str = ""


class Fact(Noun):
    """One field as one document prints it. `key` tells records of a kind apart: a year, a certificate number."""

    field: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
    key: str = ""
    value: Value
    alternatives: tuple[Value, ...] = ()
    document: str
    kind: Slug
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @property
    def readings(self) -> tuple[Value, ...]:
        """Every way the ink may be read, the likeliest first."""
        if not self.alternatives:
            return (self.value,)
        return (self.value, *(other for other in self.alternatives if other != self.value))


class FactSheet(Noun):
    """All that was found in one submission. What `zishen extract` writes and `zishen judge` takes."""

    package: str
    files: tuple[SourceFile, ...] = ()
    documents: tuple[Document, ...] = ()
    facts: tuple[Fact, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    problems: tuple[Problem, ...] = ()


# ── what was judged ─────────────────────────────────────────────────────────────────────────────────────────────────


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


class Doubt(StrEnum):
    """Why a verdict is undetermined."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    CONFLICT = "conflict"
    AMBIGUOUS = "ambiguous"
    EXTERNAL = "external"
    HUMAN = "human"


class Basis(StrEnum):
    """What a requirement rests on. Only `regulation` may cite an article."""

    REGULATION = "regulation"
    ANNUAL_NOTICE = "annual_notice"
    OFFICE_PRACTICE = "office_practice"


class Citation(Noun):
    regulation: str
    basis: Basis
    article: str = ""
    item: str = ""
    quote: str


class Remedy(StrEnum):
    """What follows when a rule is not met: the applicant may send a paper, or no paper can help."""

    SUPPLEMENT = "supplement"
    REFUSE = "refuse"
    CLARIFY = "clarify"


class Earliest(Noun):
    """The first day on which a condition of time is met by every reading of the papers and of the clause.

    Without a day nobody can tell yet, and `why` says so; with one it says what the day rests on. `until` is the last
    day, where the condition ends again: a certificate runs out, a regulation is no longer in force.
    """

    day: date | None = None
    until: date | None = None
    why: str = ""

    @model_validator(mode="after")
    def _unknown_has_a_reason(self) -> Self:
        if self.day is None and not self.why:
            msg = "a day that nobody can tell needs a reason"
            raise ValueError(msg)
        return self


class Window(Noun):
    """The time a clause looks at, both days included; `reading` where only one reading of the clause looks at it.

    What is asked must have `begun` by its first day, or lies `within` it, or lasts as long as it does (`length`).
    """

    starts: date
    ends: date
    asks: Literal["begun", "within", "length"]
    reading: str = ""


class Finding(Noun):
    """One rule, judged. `flip` is the value at which the verdict would turn, `margin` how far away it is.

    `earliest` is there where time alone may change the verdict.
    """

    rule: str
    title: str
    verdict: Verdict
    doubt: Doubt | None = None
    remedy: Remedy
    cite: Citation
    sentence: str
    computation: tuple[str, ...] = ()
    margin: str = ""
    flip: str = ""
    reading: str = ""
    needs: str = ""
    earliest: Earliest | None = None
    windows: tuple[Window, ...] = ()
    support: tuple[Fact, ...] = ()
    against: tuple[Fact, ...] = ()

    @model_validator(mode="after")
    def _doubt_has_a_reason(self) -> Self:
        if (self.verdict is Verdict.UNDETERMINED) != (self.doubt is not None):
            msg = "a doubt belongs to an undetermined verdict, and each undetermined verdict has one"
            raise ValueError(msg)
        return self


class Outcome(StrEnum):
    """What the program proposes. People decide."""

    COMPLETE = "complete"
    SUPPLEMENT = "supplement"
    REFUSE = "refuse"
    VERIFY = "verify"


class RulesUsed(Noun):
    id: str
    title: str
    number: str
    status: str
    sha256: Sha256
    award: str
    award_title: str


class ReadingUsed(Noun):
    """Which reading of a doubtful clause was used, and who chose it."""

    name: str
    choice: str
    title: str
    chosen_by: str


class RegisterUsed(Noun):
    """A list the office supplied, by its content, and for what it declared it complete."""

    id: Slug
    title: str
    name: str
    sha256: Sha256
    rows: int
    declared: str = ""


class Version(Noun):
    name: str
    version: str


class Dossier(Noun):
    """The whole review of one submission, complete enough to be judged again years later."""

    format: Literal["zishen.dossier/1"] = "zishen.dossier/1"
    package: str
    package_sha256: Sha256
    applicant: str
    code: str
    on: date
    office: str
    office_sha256: Sha256
    rules: RulesUsed
    readings: tuple[ReadingUsed, ...] = ()
    registers: tuple[RegisterUsed, ...] = ()
    outcome: Outcome
    reasons: tuple[str, ...]
    earliest: Earliest | None = None
    findings: tuple[Finding, ...]
    sheet: FactSheet
    versions: tuple[Version, ...] = ()
