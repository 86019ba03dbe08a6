"""Registers an office supplies: what a row of each may say, and the rows as read.

A register is the office's own knowledge. It is read strictly, because a cell that is skipped could make a winner
disappear; `pipeline/registry.py` reads the files.
"""

from datetime import date
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from pipeline.columns import Code, ColourWord, Day, FullDay, GradeLetter, Measure, Parts, Reason, ResidentNumber
from pipeline.model import Noun, RegisterUsed, Sha256
from pipeline.replies import Counted, Heading, Opinion


class Party(Noun):
    """Whom a row speaks of. The titles of the fields are the headings of the columns."""

    also: ClassVar[dict[str, tuple[str, ...]]] = {  # other headings that offices use for the same column
        "name": ("名称", "姓名", "单位名称", "企业名称", "组织名称", Heading.APPLICANT),
        "code": ("信用代码", "社会信用代码"),
        "resident_number": ("身份证号", "公民身份号码"),
    }

    row: int
    columns: dict[str, int] = Field(default_factory=dict)  # where each field stood, so that it can be cited
    quotes: dict[str, str] = Field(default_factory=dict)  # what stood there, before it was read
    name: str = Field(title="单位名称/姓名", min_length=1)
    code: Code = Field(default="", title=Heading.CODE)
    resident_number: ResidentNumber = Field(default="", title=Heading.RESIDENT_NUMBER)
    former: Parts = Field(default=(), title="曾用名")


class Won(Party):
    award: str = Field(title="奖项", min_length=1)
    won_on: Day = Field(title="获奖日期")


class Barred(Party):
    """A prize taken back, or a bar to apply. `found_on` is the day from which some regulations count."""

    award: str = Field(title="奖项", min_length=1)
    measure: Measure = Field(title="处理")
    reason: Reason = Field(title="原因")
    decided_on: Day = Field(title="决定日期")
    found_on: Day | None = Field(default=None, title="发现日期")


class Applied(Party):
    award: str = Field(title="奖项", min_length=1)
    year: int = Field(title="申报年度", ge=1990, le=2100)


class Coloured(Party):
    colour: ColourWord = Field(title="颜色")
    checked_on: FullDay = Field(title="查询日期")


class Graded(Party):
    year: int = Field(title="评价年度", ge=1990, le=2100)
    grade: GradeLetter = Field(title="档次")


class Replied(Party):
    """What one bureau says of one applicant: the row of the form in `pipeline/replies.py`."""

    bureau: str = Field(title=Heading.BUREAU, min_length=1)
    matters: Parts = Field(title=Heading.MATTER, min_length=1)
    opinion: Opinion = Field(title=Heading.OPINION)
    since: FullDay | None = Field(default=None, title=Heading.SINCE)
    until: FullDay | None = Field(default=None, title=Heading.UNTIL)
    recorded_on: Day | None = Field(default=None, title=Heading.RECORDED_ON)
    counted: Counted = Field(default=Counted.OPEN, title=Heading.COUNTED)
    remark: str = Field(default="", title=Heading.REMARK)
    letter: str = Field(default="", title=Heading.LETTER)
    replied_on: FullDay | None = Field(default=None, title=Heading.REPLIED_ON)


Row = TypeVar("Row", bound=Party)

ROWS: dict[str, type[Party]] = {
    "winners": Won,
    "revocations": Barred,
    "other_level": Applied,
    "supervision": Coloured,
    "land": Graded,
    "replies": Replied,
}
TITLES = {
    "winners": "历届获奖名单",
    "revocations": "撤销奖项和限制申报记录",
    "other_level": "另一级政府质量奖当年申报名单",
    "supervision": "企业监管警示系统查询结果",
    "land": "亩均效益评价结果",
    "replies": "部门答复",
}


def _at(told: object) -> object:
    """Take the short form: only the name of the file."""
    return {"file": told} if isinstance(told, str) else told


class Source(Noun):
    """Where a register lies, and for what the office declares it complete (`[registers.…]` in office.toml).

    Only inside what is declared does the absence of a row mean anything. A row without a code may be the applicant's
    under a former name, unless the office says that it compared former names (`by_name`). `since_first_award` says that
    nothing is earlier than the list. `max_age_days` says how old the register may be on the reference date.
    """

    file: str = Field(min_length=1)
    sheet: str = ""
    complete_from: date | None = None
    complete_to: date | None = None
    complete_for: tuple[str, ...] = ()
    since_first_award: bool = False
    by_name: bool = False
    max_age_days: int | None = Field(default=None, ge=0)

    @property
    def declared(self) -> str:
        """Say for what the office declares the list complete; empty where it declares nothing."""
        if self.complete_from is None or self.complete_to is None:
            return ""
        return f"{'、'.join(self.complete_for)} {self.complete_from.isoformat()} 至 {self.complete_to.isoformat()}"

    @model_validator(mode="after")
    def _declared_whole(self) -> Self:
        if (self.complete_from is None) != (self.complete_to is None):
            raise ValueError("complete_from 和 complete_to 须一起写明")
        if self.complete_from and self.complete_to and self.complete_from > self.complete_to:
            raise ValueError("complete_from 晚于 complete_to")
        return self


class ReplySource(Noun):
    """Where the replies lie. `bureaux` names who must answer for a rule, in place of the pack's own list."""

    file: str = Field(min_length=1)
    sheet: str = ""
    max_age_days: int | None = Field(default=None, ge=0)
    silence_is_consent: bool = False
    years: int | None = Field(default=None, ge=1)
    bureaux: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def declared(self) -> str:
        """Say how the office takes the replies."""
        return "逾期未答复视为无记录" if self.silence_is_consent else ""


class Sources(Noun):
    """The table `[registers]` of office.toml. A name alone is a file that is not declared complete."""

    winners: Annotated[Source | None, BeforeValidator(_at)] = None
    revocations: Annotated[Source | None, BeforeValidator(_at)] = None
    other_level: Annotated[Source | None, BeforeValidator(_at)] = None
    supervision: Annotated[Source | None, BeforeValidator(_at)] = None
    land: Annotated[Source | None, BeforeValidator(_at)] = None
    replies: Annotated[ReplySource | None, BeforeValidator(_at)] = None


class Register(Noun, Generic[Row]):
    """A register as read. `table` is the sheet of the workbook on which its rows stand."""

    source: Source
    sha256: Sha256
    table: int = 1
    rows: tuple[Row, ...] = ()


class Replies(Noun):
    """The bureaux' answers as read."""

    source: ReplySource
    sha256: Sha256
    table: int = 1
    rows: tuple[Replied, ...] = ()


class Registers(Noun):
    """All that the office supplied; None is a register it did not supply."""

    winners: Register[Won] | None = None
    revocations: Register[Barred] | None = None
    other_level: Register[Applied] | None = None
    supervision: Register[Coloured] | None = None
    land: Register[Graded] | None = None
    replies: Replies | None = None

    def used(self) -> tuple[RegisterUsed, ...]:
        """Say of each register what a dossier must carry so that it can be judged again."""
        return tuple(
            RegisterUsed(
                id=name,
                title=TITLES[name],
                name=register.source.file,
                sha256=register.sha256,
                rows=len(register.rows),
                declared=register.source.declared,
            )
            for name, register in self.supplied().items()
        )

    def supplied(self) -> dict[str, Register[Any] | Replies]:
        """List the registers that are there, by name."""
        found = {name: getattr(self, name) for name in ROWS}
        return {name: register for name, register in found.items() if register is not None}
