"""The papers of one submission as the rules look at them: by field, by kind of paper, and what was not read."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pipeline.catalogue import catalogue
from pipeline.model import DateValue, Document, Doubt, Fact, FactSheet, PeriodValue, SaidValue, TextValue, Verdict
from pipeline.registers import Registers
from pipeline.saying import field_title, say_fact
from pipeline.settings import Practice
from validators.belonging import called, half_named, kin, others_than, strangers
from validators.possibilities import dates_of, has_value
from validators.terms import FORMS, PAPERS, REGISTERED, TERMED, plain
from validators.verdict import Ruling


@dataclass(frozen=True)
class InForce:
    """When a regulation applies. No first day means that the text does not tell or is a draft."""

    status: str
    first: date | None
    last: date | None


class Others(NamedTuple):
    """What is said of papers that do not surely speak of the applicant, and which doubt that is."""

    doubt: Doubt
    said: str


_PRIZE = "质量奖"  # a title without it was not read well enough to be another prize's
_TELLS_PRIZE = ("form.title", "form.award")  # what tells a form for another prize as such


@dataclass(frozen=True)
class Case:
    sheet: FactSheet
    on: date
    in_force: InForce
    practice: tuple[Practice, ...] = ()
    look_back: int = 0  # the years of the regulation's condition on losses, for which reports are asked
    member: tuple[str, ...] = ()  # the name and code of a group's member, where its papers are looked at and not ours
    clause: Callable[[str, "Case"], Ruling] | None = None  # how another rule of the same pack is judged
    registers: Registers = field(default_factory=Registers)  # what the office supplied beside the papers
    prizes: tuple[str, ...] = ()  # the names of all prizes of the regulation, which tell another prize from this one
    recognise: tuple[str, ...] = ()  # the names of the regulation's own prizes as a whole
    places: tuple[str, ...] = ()  # the beginnings of an address where the regulation applies

    @cached_property
    def _by_field(self) -> dict[str, list[Fact]]:
        index: dict[str, list[Fact]] = {}
        for fact in self.sheet.facts:
            index.setdefault(fact.field, []).append(fact)
        return index

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Name the documents that speak of somebody else than the applicant."""
        return others_than(self.sheet, self.member) if self.member else strangers(self.sheet)

    @cached_property
    def other_forms(self) -> frozenset[str]:
        """Name the forms that were written for another prize, as one for the other level is."""
        titles: dict[str, list[str]] = {}
        for asked in ("form.title", "form.award"):
            for fact in self._by_field.get(asked, ()) if self.recognise else ():
                if fact.kind in FORMS:
                    words = [plain(value.text) for value in fact.readings if isinstance(value, TextValue)]
                    titles.setdefault(fact.document, []).extend(words)
        names = [plain(name) for name in self.recognise]
        return frozenset(
            form
            for form, told in titles.items()
            if any(_PRIZE in words for words in told) and not any(name in words for name in names for words in told)
        )

    @cached_property
    def not_ours(self) -> frozenset[str]:
        """Name the documents that prove nothing here: they speak of somebody else, or ask for another prize."""
        return self.strangers | self.other_forms

    @property
    def forms(self) -> tuple[Document, ...]:
        """List the applicant's forms for this prize."""
        return tuple(d for d in self.documents(FORMS) if d.id not in self.other_forms)

    @cached_property
    def _called(self) -> dict[str, str]:
        return {document.id: f"{document.title}（{document.name}）" for document in self.sheet.documents}

    def facts(self, field: str, kinds: Collection[str] = ()) -> tuple[Fact, ...]:
        """List what the applicant's papers print for a field, on papers of these kinds or on any.

        A form for another prize is none of the forms that are asked for; it can still contradict.
        """
        asked = (field, tuple(kinds))
        if (known := self._found.get(asked)) is None:
            others = self.not_ours if kinds and field not in _TELLS_PRIZE else self.strangers
            found = [fact for fact in self._by_field.get(field, ()) if not kinds or fact.kind in kinds]
            known = self._found[asked] = tuple([fact for fact in found if fact.document not in others])
        return known

    def beside(self, fact: Fact, field: str, kinds: Collection[str] = ()) -> tuple[Fact, ...]:
        """List what the record of a fact prints for another field: on the same paper, under the same key."""
        record = (fact.document, fact.key)
        return tuple([one for one in self.facts(field, kinds) if (one.document, one.key) == record])

    @cached_property
    def _found(self) -> dict[tuple[str, tuple[str, ...]], tuple[Fact, ...]]:
        """Keep what was looked for once: many rules ask for the same."""
        return {}

    def tell(self, fact: Fact) -> str:
        """Say a fact in a few words, once: a record whose key is its own value is named once."""
        if (known := self._told.get(id(fact))) is None:
            said = say_fact(fact)
            title = catalogue()[fact.field].title if fact.key in said else field_title(fact)
            known = self._told[id(fact)] = f"{title}：{said.rstrip('。')}"
        return known

    @cached_property
    def _told(self) -> dict[int, str]:
        return {}

    @cached_property
    def years_judged(self) -> dict[tuple[Hashable, ...], Ruling | None]:
        """Keep what the statements of a year show, by year and by what was asked of it."""
        return {}

    @cached_property
    def listed(self) -> dict[int, Ruling]:
        """Keep what was found of each paper of the office's list."""
        return {}

    @cached_property
    def _proven(self) -> dict[tuple[str, tuple[str, ...]], tuple[Fact, ...]]:
        return {}

    def printed(self, field: str) -> tuple[Fact, ...]:
        """List what any paper prints for a field, also one that speaks of somebody else."""
        return tuple(self._by_field.get(field, ()))

    @cached_property
    def _kin(self) -> frozenset[str]:
        return kin(self.sheet)

    def compared(self, field: str) -> tuple[Fact, ...]:
        """List what any paper prints for a field, but for the papers of a parent or of a group's member."""
        kin = self._kin
        return tuple([fact for fact in self._by_field.get(field, ()) if fact.document not in kin])

    @cached_property
    def audited(self) -> tuple[Fact, ...]:
        """List what tells the year of a report itself, and not of a comparative column."""
        told = (fact for name, facts in self._by_field.items() if name.startswith("audit.") for fact in facts)
        return tuple(fact for fact in told if fact.key.isdecimal() and fact.document not in self.strangers)

    def proofs(self, field: str, kinds: Collection[str]) -> tuple[Fact, ...]:
        """List the values that papers of these kinds give."""
        asked = (field, tuple(kinds))
        if (known := self._proven.get(asked)) is None:
            known = self._proven[asked] = tuple([fact for fact in self.facts(field, kinds) if has_value(fact)])
        return known

    def claims(self, field: str, kinds: Collection[str]) -> tuple[Fact, ...]:
        """List the values on papers of any other kind: the form, a report. They prove nothing."""
        return tuple(fact for fact in self.facts(field) if fact.kind not in kinds and has_value(fact))

    def documents(self, kinds: Collection[str]) -> tuple[Document, ...]:
        """List the applicant's papers of these kinds."""
        return tuple(d for d in self.sheet.documents if d.kind in kinds and d.id not in self.strangers)

    def of_others(self, kinds: Collection[str]) -> Others | None:
        """Tell of the papers of these kinds that do not surely speak of the applicant, if there are any."""
        found = self.others_documents(kinds)
        half = [document for document in found if document.id in self.half_named]
        names = "、".join(dict.fromkeys(f"{d.title}（{d.name}）" for d in half or found))
        if half:
            return Others(Doubt.UNREADABLE, f"{names}载明的单位没有读全，不能断定属于申报人")
        return Others(Doubt.CONFLICT, f"{names}载明的单位与申报人不同") if found else None

    @cached_property
    def half_named(self) -> frozenset[str]:
        """Name the documents whose holder was not read to the end, and is the applicant so far."""
        return half_named(self.sheet)

    def others_documents(self, kinds: Collection[str]) -> tuple[Document, ...]:
        """List the papers of these kinds that speak of somebody else: for a member all others do, and none is told."""
        if self.member:
            return ()
        return tuple(d for d in self.sheet.documents if d.kind in kinds and d.id in self.strangers)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Name the files of which something was lost: the paper that is looked for may be among them."""
        lost = [problem.file for problem in self.sheet.problems if not problem.remark]
        read = {part.file for part in self.sheet.dispositions if part.read}
        blind = {part.file for part in self.sheet.dispositions} - read
        lost += [file.name for file in self.sheet.files if file.sha256 in blind]
        return tuple(dict.fromkeys(name or "一个文件" for name in lost))

    def paper(self, fact: Fact) -> str:
        """Name the paper a fact stands on: its title and its file."""
        return self._called.get(fact.document) or PAPERS.get(fact.kind, fact.kind)

    def void(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """List the printed terms, all over, of the papers that show these facts: they no longer register anybody."""
        papers = {fact.document for fact in facts if fact.kind in REGISTERED}  # others register nobody
        terms = tuple(fact for fact in self.facts("licence.valid", REGISTERED) if fact.document in papers)
        ends = [v.ends for fact in terms for v in fact.readings if isinstance(v, PeriodValue) and v.ends]
        over = bool(ends) and all(end.latest() < self.on for end in ends)
        return terms if over and {fact.document for fact in terms} == papers else ()

    def untold(self, facts: Iterable[Fact]) -> bool:
        """Tell whether these facts stand only on certificates that print a term, and no term of them was read."""
        papers = {fact.document: fact.kind for fact in facts if fact.kind in REGISTERED}
        told = {fact.document for fact in self.facts("licence.valid", REGISTERED)}
        return bool(papers) and all(kind in TERMED and id_ not in told for id_, kind in papers.items())

    def papers(self, facts: Iterable[Fact]) -> str:
        return "、".join(dict.fromkeys([self.paper(fact) for fact in facts]))

    @cached_property
    def applied(self) -> tuple[Fact, ...]:
        """List the dates on which the form says it was filled in."""
        found = self.printed("form.filled_on") if self.member else self.facts("form.filled_on", FORMS)
        return tuple(fact for fact in found if fact.kind in FORMS and isinstance(fact.value, DateValue))

    @cached_property
    def filed_years(self) -> tuple[int, ...]:
        """List the years in which the application may have been filed; without a date, the year of the review."""
        years = {option.value.year for option in dates_of(self.applied) if option.value}
        return tuple(sorted(years)) or (self.on.year,)

    @cached_property
    def applicant_names(self) -> tuple[Fact, ...]:
        """List the names under which the applicant may appear: of the form, under its code, and former ones."""
        fields = ("entity.name", "person.name")
        kinds = FORMS if self.forms else REGISTERED  # without a form the registration tells who applies
        told = [fact for field in fields for fact in self.facts(field, kinds)]
        return (*told, *called(self.sheet), *self.facts("entity.former_name"), *self.facts("change.before"))

    def unproven(self, field: str, kinds: Sequence[str]) -> Ruling:
        """Rule on a field that no paper proves; what others claim of it is told."""
        title = catalogue()[field].title
        absent = self.absence(title, kinds, self.facts(field, kinds))
        claims = self.claims(field, kinds)
        if not claims:
            return absent
        told = f"{title}只见于{self.papers(claims)}，不能作为证明；{absent.sentence}"
        return absent.model_copy(update={"sentence": told, "support": (*absent.support, *claims)})

    def absence(self, what: str, kinds: Sequence[str], said: Sequence[Fact] = ()) -> Ruling:
        """Rule on something no paper shows: never met, and never blamed on the applicant when we may have missed it."""
        wanted = either(PAPERS[kind] for kind in kinds)
        seen = [document for document in self.documents(kinds) if document.id not in self.other_forms]
        strange = [document for document in self.documents(kinds) if document.id in self.other_forms]
        if any(
            isinstance(fact.value, SaidValue) and fact.value.said in {"none", "blank", "elsewhere"} for fact in said
        ):
            doubt, why = Doubt.MISSING, f"{self.papers(said)}的“{what}”一栏没有填写具体内容"
            step = f"请补填或补充提交载明{what}的{wanted}。"
        elif seen or said:
            names = self.papers(said) or "、".join(f"{document.title}（{document.name}）" for document in seen)
            doubt, why = Doubt.UNREADABLE, f"已收到{names}，但未能读出{what}"
            step = f"请对照原件核实{what}；原件不清晰的，请申报人补充提交清晰件。"
        elif strange:
            names = "、".join(f"{document.title}（{document.name}）" for document in strange)
            doubt, why = Doubt.CONFLICT, f"{names}写的是另一奖项，不能证明本次申报的{what}"
            step = f"请核对申报表；确为另一奖项的，请申报人提交本办法的{wanted}。"
        elif others := self.of_others(kinds):
            doubt, why = others.doubt, f"{others.said}，不能证明申报人的{what}"
            step = f"请核对材料是否属于申报人；确非申报人的，请申报人补充提交本单位的{wanted}。"
        elif self.unread:
            doubt, why = Doubt.UNREADABLE, f"未见载明{what}的{wanted}，而{'、'.join(self.unread)}未能读出，可能就在其中"
            step = f"请先查看未读出的文件，再确定是否须补充提交{wanted}。"
        else:
            doubt, why = Doubt.MISSING, f"未见载明{what}的{wanted}"
            step = f"请申报人补充提交{wanted}。"
        return Ruling(verdict=Verdict.UNDETERMINED, doubt=doubt, sentence=f"{why}。", needs=step, support=tuple(said))


def either(words: Iterable[str]) -> str:
    """Join words of which any one will do.

    >>> either(["营业执照", "事业单位法人证书", "机构设立文件"])
    '营业执照、事业单位法人证书或机构设立文件'
    """
    *others, last = words
    return f"{'、'.join(others)}或{last}" if others else last
