"""Kinds of document as data: how a page is claimed and where its fields stand (`extractors/kinds/*.toml`).

One file per kind, its name is the kind. Reading is strict: an unknown key, a field the catalogue does not have or a
pattern that does not compile stops the start, naming the file.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from extractors.finding.dates import DATE, FOREIGN, RANGE
from extractors.finding.people import NAME
from extractors.finding.values import End
from extractors.finding.words import squeeze
from pipeline.catalogue import catalogue
from pipeline.errors import BadRules
from pipeline.model import Noun

Words = tuple[str, ...]


class Claim(Noun):
    """One way to recognise a page: words compared without blanks. All groups that are given must hold.

    `title` is what the title line ends with, brackets and book marks aside, or with "=" before it the whole line;
    `head` and `not_head` look at the first words of the page, the others at all of it. A `pattern` looks at the lines
    without blanks, one under the other. A licence, a card or a plaque has few words: `at_most` so many characters.
    A claim made `alone` counts where no paper goes on and nothing else is claimed: a form photographed page by page.
    """

    title: Words = ()
    head: Words = ()
    not_head: Words = ()
    all: Words = ()
    any: Words = ()
    none: Words = ()
    pattern: str = ""
    at_most: int = 0
    alone: bool = False

    @field_validator("title", "head", "not_head", "all", "any", "none", mode="after")
    @classmethod
    def _squeezed(cls, words: Words) -> Words:
        return tuple(squeeze(word) for word in words)

    @model_validator(mode="after")
    def _claims_something(self) -> Self:
        if not (self.title or self.head or self.all or self.any or self.pattern):
            raise ValueError("a claim needs title, head, all, any or a pattern")
        re.compile(self.pattern)
        return self


class Finder(Noun):
    """One way to find one field: beside a label, by a pattern in running text, or at the close of the paper.

    With both labels and a pattern, the pattern looks inside what stands beside the label. Patterns run over folded
    text without blanks; the group `value` is the quote, `key` the key; `{date}`, `{range}`, `{foreign}` (a date in
    English) and `{name}` (of a person) stand for their forms.
    """

    field: str
    labels: Words = ()
    pattern: str = ""
    closing: Literal["", "date", "name"] = ""
    below: bool = False  # the value may stand on the line under its label
    line: bool = False  # the pattern must fit one whole line
    lines: bool = False  # the pattern looks at the lines one under the other instead of at running text
    row: bool = False  # the pattern looks at the cells of the rows that name the applicant, in a list of many
    seal: bool = False  # the pattern looks at the words on the seals
    alone: bool = False  # the pattern looks at lines that stand beside no label: OCR may have missed it
    first_page: bool = False
    take: End = ""
    counts_from: str = ""  # the field of the day from which a term runs that is printed as a length: 有效期三年
    drop: str = ""  # a pattern of words inside the quote that are no part of the value
    value: str = ""  # what the words of the pattern mean, where the words themselves are not the value
    presence: bool = False  # a flag: is anything written beside the label
    no_is_none: bool = False  # a ticked 否 answers 无
    key: str = ""  # a field of the same paper, "label", or empty: the key the kind gives
    under: Words = ()  # only labels in a part of the paper that is named like this: 联系人 before 姓名
    not_under: Words = ()  # no labels in such a part
    if_said: str = ""  # only in a paper whose words, lines run together, fit this pattern somewhere

    @field_validator("drop", "if_said", mode="after")
    @classmethod
    def _drops(cls, pattern: str) -> str:
        re.compile(pattern)
        return pattern

    @field_validator("pattern", mode="after")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        full = (
            pattern.replace("{date}", DATE)
            .replace("{range}", RANGE)
            .replace("{foreign}", FOREIGN)
            .replace("{name}", NAME)
        )
        if full and "value" not in re.compile(full).groupindex:
            raise ValueError("the pattern has no group named value")
        return full

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.field not in catalogue():
            raise ValueError(f"no field {self.field} in the catalogue")
        if not (self.labels or self.pattern or self.closing):
            raise ValueError(f"{self.field} has neither labels nor a pattern nor a place at the close")
        return self


class Columns(Noun):
    """A table of records, one row each: which field stands under which heading.

    The key of a record is what stands under the field `key`, or in a column that is no field (`keyed_by`); without
    either, records are numbered in their order.
    """

    key: str = ""
    keyed_by: Words = ()
    fields: dict[str, Words]
    headings: int = Field(default=2, ge=1)  # so many must be printed for a row to be the heading
    upright: bool = False  # a record may also run downwards, its headings beside its words

    @model_validator(mode="after")
    def _known(self) -> Self:
        if unknown := [name for name in (*filter(None, [self.key]), *self.fields) if name not in catalogue()]:
            raise ValueError(f"no field {'、'.join(unknown)} in the catalogue")
        return self


class Statement(Noun):
    """A table of figures by year: which field a row is, and the unit when neither table nor heading prints one."""

    rows: dict[str, Words]
    unit: str
    other: str = ""  # the field for rows that are none of these

    @model_validator(mode="after")
    def _known(self) -> Self:
        if unknown := [name for name in (*self.rows, *filter(None, [self.other])) if name not in catalogue()]:
            raise ValueError(f"no field {'、'.join(unknown)} in the catalogue")
        return self


class Kind(Noun):
    """One kind of document."""

    slug: str
    title: str
    continues: bool = False  # pages without a claim of their own, and further claimed ones, belong to the same paper
    shares: bool = False  # a small paper: another one may lie beside or below it on one sheet
    glued: bool = False  # label and value may stand without anything between them, as OCR reads licences
    blanks: bool = False  # an empty place beside a label is a finding of its own
    key: str = ""  # a field of the paper that is its key: claimed pages that share it are one paper; or else its year
    year_ends: str = (
        ""  # the pattern of the day its year ends on, for a page that came without the one that names the year
    )
    year: str = ""  # the pattern of the paper's year; a claimed page of another year begins another paper
    like: str = ""  # another kind, whose fields and tables stand in this paper too
    claims: tuple[Claim, ...] = ()
    fields: tuple[Finder, ...] = ()
    tables: tuple[Columns, ...] = ()
    statements: tuple[Statement, ...] = ()
    may_be_blank: Words = ()  # labels of places that the office fills in, or that need no answer
    closed_before: Words = ()  # titles of parts that follow the close: statements behind an auditor's opinion
    aside: Words = ()  # parts about somebody else: their labels count only for fields that ask for the part
    stops: Words = ()  # other printed labels: never a value, and the end of one

    def __hash__(self) -> int:
        return hash(self.slug)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its slug.

    >>> kinds()["business_licence"].title
    '营业执照'
    """
    folder = files("extractors").joinpath("kinds")
    texts = {
        entry.name: entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")
    }
    found = {kind.slug: kind for kind in (read_kind(name, texts[name]) for name in sorted(texts))}
    return {slug: _like(kind, found[kind.like]) if kind.like else kind for slug, kind in found.items()}


def _like(kind: Kind, other: Kind) -> Kind:
    """A kind with the fields, tables and other labels of another one behind its own."""
    parts = ("fields", "tables", "statements", "stops", "aside", "may_be_blank")
    return kind.model_copy(update={part: (*getattr(kind, part), *getattr(other, part)) for part in parts})


def read_kind(name: str, text: str) -> Kind:
    try:
        return Kind.model_validate({**tomllib.loads(text), "slug": name.removesuffix(".toml")})
    except tomllib.TOMLDecodeError as fault:
        raise BadRules(name, [f"不是合格的 TOML：{fault}"]) from fault
    except ValidationError as fault:
        raise BadRules(name, [f"“{'.'.join(map(str, e['loc']))}”：{e['msg']}" for e in fault.errors()]) from fault
    except re.error as fault:
        raise BadRules(name, [f"模式写错了：{fault}"]) from fault
