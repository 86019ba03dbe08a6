"""The shape of a rule pack: one regulation as frozen data, in the order of its articles."""

from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, model_validator

from pipeline.errors import UnknownName
from pipeline.model import Basis, Noun, Remedy, Sha256
from pipeline.procedure import Procedure
from pipeline.settings import Practice
from validators.possibilities import day_words
from validators.predicates import Test
from validators.predicates.not_again import NotAgain
from validators.predicates.prize_held import PrizeHeld
from validators.predicates.within_district import WithinDistrict
from validators.terms import PAPERS, allowed

OUT_OF_SCOPE = {
    "purpose": "目的、依据、奖项设置与评定原则",
    "organisation": "机构设置与职责",
    "funding": "经费与奖励",
    "cultivation": "培育孵化与推广",
    "procedure": "办公室的工作程序",
    "later_stage": "资格审查之后的评审环节",
    "duty_after_award": "获奖之后的义务与管理",
    "supervision": "评审纪律、监督与异议",
    "other_level": "其他层级政府的奖励",
    "other_award": "本规则包未收录的奖项",
    "permission": "允许性规定，不构成申报的限制",
}
STATUS = {"in_force": "现行有效", "draft": "征求意见稿", "repealed": "已废止"}

Reason = Literal[
    "purpose", "organisation", "funding", "cultivation", "procedure",
    "later_stage", "duty_after_award", "supervision", "other_level", "other_award", "permission",
]  # fmt: skip
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
RuleId = Annotated[str, Field(pattern=r"^[0-9]+[a-z]?(\.[0-9]+)*-[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, Field(min_length=1)]

_TEST: TypeAdapter[Test] = TypeAdapter(Test)


def article_in(rule: str) -> str:
    """Find the article's id at the head of a rule's.

    >>> article_in("16.1.1-years")
    '16'
    """
    return rule.partition("-")[0].partition(".")[0]


class Award(Noun):
    """`recognise` holds alternatives; each is words, separated by spaces, that all stand on the form.

    None of the words of `lacks` stands there.
    """

    id: Id
    title: Words
    track: Literal["organisation", "individual"]
    recognise: tuple[Words, ...] = Field(min_length=1)
    lacks: tuple[Words, ...] = ()


class Article(Noun):
    """An article as printed. One without rules says why it is out of scope."""

    id: Annotated[str, Field(pattern=r"^[0-9]+[a-z]?$")]
    number: Words
    title: str = ""
    text: Words
    out_of_scope: Reason | None = None
    why: str = ""


class Limit(Noun):
    """A limit from a day on. A change of the law adds a step and removes none."""

    starts: date = Field(alias="from")
    value: int = Field(gt=0)


class Reading(Noun):
    """One admitted reading of a clause: a sentence for the office, and what it changes in the test."""

    id: Id
    title: Words
    set: dict[str, Any] = Field(default_factory=dict)


class Rule(Noun):
    """One requirement. Its id begins with the id of its article."""

    id: RuleId
    title: Words
    awards: tuple[Id, ...] = Field(min_length=1)
    item: str = ""
    quote: Words
    basis: Basis = Basis.REGULATION
    remedy: Remedy
    until: date | None = None
    test: Test
    limit: tuple[Limit, ...] = ()
    reading: tuple[Reading, ...] = ()

    @model_validator(mode="after")
    def _fits_its_predicate(self) -> "Rule":
        limited = self.test.limited
        if limited == "yes" and not self.limit:
            raise ValueError(f"{self.test.predicate} 须有限值，请加 [[rule.limit]]，写明 from 和 value")
        if limited == "no" and self.limit:
            raise ValueError(f"{self.test.predicate} 不用限值，请去掉 [[rule.limit]]")
        if [step.starts for step in self.limit] != sorted({step.starts for step in self.limit}):
            raise ValueError("各限值的 from 须由早到晚，且不重复")
        if len({reading.id for reading in self.reading}) != len(self.reading):
            raise ValueError("各读法的 id 不得重复")
        if len(self.reading) == 1:
            raise ValueError("只有一种读法时不必列出 [[rule.reading]]")
        self.variants  # noqa: B018 - every reading must load with the pack and not later
        return self

    @property
    def article(self) -> str:
        return article_in(self.id)

    @cached_property
    def variants(self) -> tuple[tuple[Reading | None, Test], ...]:
        """The test under each admitted reading, or the test alone."""
        if not self.reading:
            return ((None, self.test),)
        told = self.test.model_dump()
        return tuple((reading, _TEST.validate_python({**told, **reading.set})) for reading in self.reading)

    def limit_on(self, day: date) -> int | None:
        """Take the limit that is in force on a day; None before the first step."""
        return next((step.value for step in reversed(self.limit) if step.starts <= day), None)


class Paper(Practice):
    """A paper that offices under this regulation usually ask for, beside those that every office asks for."""

    basis: Basis = Basis.OFFICE_PRACTICE
    awards: tuple[Id, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _cites_nothing(self) -> "Paper":
        if self.basis is Basis.REGULATION:
            raise ValueError("材料清单不是条文：basis 写 office_practice 或 annual_notice；条文要求的材料写成规则")
        unknown = [kind for kind in self.kinds if kind not in PAPERS]
        if unknown:
            raise ValueError(f"没有材料种类 {unknown[0]}，可用：{allowed(unknown[0], PAPERS)}")
        return self


class Regulation(Noun):
    """What stands at the head of a pack."""

    id: Id
    title: Words
    number: str = ""
    issuer: Words
    status: Literal["in_force", "draft", "repealed"]
    valid_from: date | None = None
    valid_to: date | None = None
    recognise: tuple[Words, ...] = Field(min_length=1)
    procedure: Procedure = Procedure()


class RulePack(Regulation):
    award: tuple[Award, ...]
    article: tuple[Article, ...]
    rule: tuple[Rule, ...]
    paper: tuple[Paper, ...] = ()
    sha256: Sha256

    @property
    def status_words(self) -> str:
        """Say the status as it is carried into every dossier."""
        if self.valid_from is None:
            return f"{STATUS[self.status]}（未载明施行日期）"
        end = f"至{day_words(self.valid_to)}" if self.valid_to else "起施行"
        return f"{STATUS[self.status]}（{day_words(self.valid_from)}{end}）"

    def award_of(self, award: str) -> Award:
        for one in self.award:
            if one.id == award:
                return one
        raise UnknownName("奖项", award, [one.id for one in self.award], f"zishen rules show {self.id}")

    def rule_of(self, rule: str) -> Rule:
        for one in self.rule:
            if one.id == rule:
                return one
        raise UnknownName("条件", rule, [one.id for one in self.rule], f"zishen rules show {self.id}")

    def article_of(self, rule: Rule) -> Article:
        return self._articles[rule.article]

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.id: article for article in self.article}

    @cached_property
    def prizes(self) -> tuple[str, ...]:
        """Name the prizes that the conditions tell apart."""
        tests = (rule.test for rule in self.rule)
        return tuple(
            dict.fromkeys(name for test in tests if isinstance(test, NotAgain | PrizeHeld) for name in test.same)
        )

    @cached_property
    def places(self) -> tuple[str, ...]:
        """List how addresses begin where the regulation applies."""
        tests = (rule.test for rule in self.rule)
        return tuple(dict.fromkeys(name for test in tests if isinstance(test, WithinDistrict) for name in test.inside))

    def papers_for(self, award: str) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.paper if award in paper.awards)

    def rules_for(self, award: str) -> tuple[Rule, ...]:
        """List the rules of one award in the order of the law."""
        return tuple(rule for rule in self.rule if award in rule.awards)
