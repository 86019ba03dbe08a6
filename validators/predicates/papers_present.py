"""papers_present: a paper of one of these kinds is in the package; without kinds, every paper the office lists is."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Literal

from pipeline.model import Doubt, Fact, TextValue, Verdict
from pipeline.saying import say_fact
from pipeline.settings import Practice
from validators.belonging import numbered
from validators.calendar import calendar_years
from validators.case import Case, either
from validators.possibilities import dates_of, day_words, survey
from validators.terms import (
    DATED,
    FORMS,
    HOLDERS,
    PAPERS,
    REGISTRATION,
    SEALED_BY_APPLICANT,
    PaperKind,
    Parameters,
    plain,
)
from validators.verdict import Ruling, all_of


class PapersPresent(Parameters):
    """`rules` are ids of the pack whose own papers, where they ask for any, belong to the list too."""

    predicate: Literal["papers_present"] = "papers_present"
    kinds: tuple[PaperKind, ...] = ()
    rules: tuple[str, ...] = ()


def papers_present(case: Case, test: PapersPresent, _: int) -> Ruling:
    if test.kinds:
        return find_paper(case, "", test.kinds, "")
    if not case.practice:
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.HUMAN,
            sentence="评审办公室没有列出申报材料清单，材料是否完整须由审查人员判断。",
            needs="请在 office.toml 中列出申报材料清单。",
        )
    listed = {paper.title: find_listed(case, paper) for paper in case.practice}
    for name in test.rules:
        if case.clause and (asked := case.clause(name, case)).doubt is Doubt.MISSING:
            listed[asked.sentence.removeprefix("未见").rstrip("。")] = asked
    rulings = list(listed.values())
    found = sum(ruling.verdict is Verdict.MET for ruling in rulings)
    counted = f"申报材料清单共 {len(rulings)} 项，已收到 {found} 项"
    ruling = all_of(rulings, f"{counted}。")
    if ruling.verdict is Verdict.MET:
        return ruling
    absent = "、".join(title for title, one in listed.items() if one.verdict is not Verdict.MET)
    update = {"sentence": f"{counted}，未见：{absent}。"}
    if ruling.doubt is Doubt.MISSING:  # each paper has a finding of its own that says what to send
        update["needs"] = f"请申报人按清单补充提交：{absent}。"
    return ruling.model_copy(update=update)


def find_listed(case: Case, paper: Practice) -> Ruling:
    """Look for a paper of the office's list, once: the rule that asks for all of them needs it too."""
    if id(paper) not in case.listed:
        case.listed[id(paper)] = _find_listed(case, paper)
    return case.listed[id(paper)]


def _find_listed(case: Case, paper: Practice) -> Ruling:
    """Find one paper, or one for each year that is asked for."""
    ruling = find_paper(case, paper.title, paper.kinds, paper.send)
    if ruling.verdict is Verdict.MET and (
        open_ := _of_another_prize(case, paper) or _unnamed(case, paper) or _stale(case, paper)
    ):
        return open_
    if ruling.verdict is Verdict.MET and paper.max_age_days is not None:
        ruling = ruling.model_copy(update={"support": _dates(case, paper)})
    if ruling.verdict is not Verdict.MET or not paper.yearly or not case.look_back:
        return ruling
    told = {
        document.id: {int(fact.key) for fact in case.audited if fact.document == document.id}
        for document in case.documents(paper.kinds)
    }
    there = {year for years in told.values() for year in years}
    asked = {filed: set(_years(case, filed)) - there for filed in case.filed_years}
    if not any(asked.values()):
        return ruling
    if not (absent := sorted(set.intersection(*asked.values()))):
        return _by_the_date(paper, asked)
    shown = "、".join(map(str, absent))
    if silent := [document.name for document in case.documents(paper.kinds) if not told[document.id]]:
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.UNREADABLE,
            sentence=f"未见 {shown} 年度的{paper.title}；{'、'.join(silent)}没有读出年度，可能就是。",
            computation=(*ruling.computation, f"{shown} 年度：未见"),
            needs=f"请先核对没有读出年度的{paper.title}，再确定是否须补充提交。",
        )
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.MISSING,
        sentence=f"已收到{paper.title}，但未见 {shown} 年度的。",
        computation=(*ruling.computation, f"{shown} 年度：未见"),
        needs=f"请申报人补充提交 {shown} 年度{paper.title}。",
    )


def _by_the_date(paper: Practice, asked: dict[int, set[int]]) -> Ruling:
    """Which years are asked for hangs on the date of the application, and the forms bear several."""
    told = "；".join(
        f"按 {filed} 年申报，{_shown(absent) if absent else '各年度均已收到'}" for filed, absent in asked.items()
    )
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.CONFLICT,
        sentence=f"申报表所载填表日期不在同一年，须提交哪些年度的{paper.title}不能断定：{told}。",
        computation=(told,),
        needs=f"请先核实填表日期，再确定是否须补充提交{paper.title}。",
    )


def _shown(years: Iterable[int]) -> str:
    return f"未见 {'、'.join(map(str, sorted(years)))} 年度的"


def _of_another_prize(case: Case, paper: Practice) -> Ruling | None:
    """Say that the only forms in the package were written for another prize, as one for the other level is."""
    forms = case.documents(paper.kinds)
    if not set(paper.kinds) <= set(FORMS) or any(form.id not in case.other_forms for form in forms):
        return None
    titles = [fact for field in ("form.title", "form.award") for fact in case.proofs(field, FORMS)]
    told = [fact for form in forms for fact in titles if fact.document == form.id]
    shown = "、".join(dict.fromkeys(f"“{say_fact(fact)}”" for fact in told))
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.CONFLICT,
        sentence=f"收到的{paper.title}写的是{shown}，不是本办法所设的奖项。",
        computation=(f"{paper.title}：{case.papers(tuple(told))}载明{shown}",),
        needs=f"请核对申报表；确为另一奖项的，请申报人提交本办法的{paper.title}。",
        against=tuple(told),
    )


def _unnamed(case: Case, paper: Practice) -> Ruling | None:
    """A paper that names nobody may be anybody's: it is there, and it is not yet known to be the applicant's."""
    documents = case.documents(paper.kinds)
    named = {
        fact.document for kind in paper.kinds for field in HOLDERS.get(kind, ()) for fact in case.proofs(field, ())
    }
    named |= _sealed(case) | numbered(case.sheet)
    if any(document.id in named or document.kind not in HOLDERS for document in documents):
        return None
    names = "、".join(dict.fromkeys(document.name for document in documents))
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.UNREADABLE,
        sentence=f"已收到{paper.title}（{names}），但未能读出载明的单位或者个人，不能断定属于申报人。",
        computation=(f"{paper.title}：{names}，未读出属于谁",),
        needs=f"请对照原件核实{paper.title}属于申报人。",
    )


def _sealed(case: Case) -> set[str]:
    """Name the papers an applicant writes itself on which its own seal was read."""
    ours = {plain(fact.value.text) for fact in case.applicant_names if isinstance(fact.value, TextValue)}
    seals = case.proofs("seal.text", SEALED_BY_APPLICANT)
    return {fact.document for fact in seals if isinstance(fact.value, TextValue) and plain(fact.value.text) in ours}


def _stale(case: Case, paper: Practice) -> Ruling | None:
    """A paper older than the office takes must be made anew; one without a date must be dated first."""
    if paper.max_age_days is None:
        return None
    dates = _dates(case, paper)
    first = case.on - timedelta(days=paper.max_age_days)
    if not dates:
        return case.absence(f"{paper.title}的日期", paper.kinds)
    fresh = [survey(lambda day: Verdict.MET if day >= first else Verdict.NOT_MET, dates_of([on])) for on in dates]
    if any(one.verdict is Verdict.MET for one in fresh):
        return None
    old = all(one.verdict is Verdict.NOT_MET for one in fresh)
    shown = "、".join(dict.fromkeys(say_fact(fact) for fact in dates))
    step = f"{paper.title}日期：{shown}；审查基准日之前 {paper.max_age_days} 天：{day_words(first)}"
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.MISSING if old else Doubt.AMBIGUOUS,
        sentence=f"{paper.title}的日期为{shown}，{'早于' if old else '不能断定是否不早于'}{day_words(first)}"
        f"（审查基准日之前 {paper.max_age_days} 天）。",
        computation=(step,),
        needs=f"请申报人补充提交{day_words(first)}以后的{paper.title}。",
        against=dates,
    )


def _dates(case: Case, paper: Practice) -> tuple[Fact, ...]:
    """List the dates by which a paper of the list is old or fresh."""
    fields = dict.fromkeys(DATED[kind] for kind in paper.kinds if kind in DATED)
    return tuple(fact for field in fields for fact in case.proofs(field, paper.kinds))


def _years(case: Case, filed: int) -> tuple[int, ...]:
    """List the years before the application for which there can be a report: none before the founding."""
    began = [option.value.year for option in dates_of(case.proofs("entity.founded", REGISTRATION)) if option.value]
    return tuple(year for year in calendar_years(filed, case.look_back) if not began or year >= min(began))


def find_paper(case: Case, title: str, kinds: Sequence[str], send: str) -> Ruling:
    """Look for a paper; one that may be in a file nobody could read is not called missing."""
    title = title or either(PAPERS[kind] for kind in kinds)
    if found := case.documents(kinds):
        names = "、".join(dict.fromkeys(document.name for document in found))
        return Ruling(verdict=Verdict.MET, sentence=f"已收到{title}：{names}。", computation=(f"{title}：{names}",))
    if others := case.of_others(kinds):
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=others.doubt,
            sentence=f"收到的{others.said}。",
            computation=(f"{title}：收到的不能断定属于申报人",),
            needs=f"请核对材料是否属于申报人；确非申报人的，请申报人补充提交本单位的{title}。",
        )
    if case.unread:
        lost = "、".join(case.unread)
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.UNREADABLE,
            sentence=f"未见{title}，而{lost}未能读出，可能就在其中。",
            computation=(f"{title}：未见，另有文件未读出",),
            needs=f"请先查看未读出的文件，再确定是否须补充提交{title}。",
        )
    unknown = "、".join(document.name for document in case.documents(("other",)))
    note = f"（另有种类未认出的材料：{unknown}，请先核对）" if unknown else ""
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.MISSING,
        sentence=f"未见{title}{note}。",
        computation=(f"{title}：未见",),
        needs=send or f"请申报人补充提交{title}。",
    )
