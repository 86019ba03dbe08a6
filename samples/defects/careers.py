"""Defects of a person's career: years that are short, claimed, elsewhere, or known to the month only."""

from datetime import date

from samples.application import Candidate, Post
from samples.defects.defect import (
    Case,
    Test,
    Way,
    asks,
    every,
)
from samples.people import years_needed


def person(case: Case, change: dict[str, object]) -> Case:
    candidate: Candidate | None = case.application.candidate
    assert candidate is not None  # noqa: S101 - only applied to people
    changed = candidate.model_copy(update=change)
    return case.model_copy(update={"application": case.application.model_copy(update={"candidate": changed})})


def career(case: Case, months: int, *, claim: bool = False, theory: str = "", city: str = "") -> Case:
    """Let quality work begin so many months before the years are complete (or after, when negative)."""
    application = case.application
    candidate, on = application.candidate, application.on
    assert candidate is not None  # noqa: S101 - only applied to people
    needed = years_needed(application.locality.rules, application.award) * 12 + months
    began = on.year * 12 + on.month - 1 - needed
    start = date(began // 12, began % 12 + 1, 1)
    before, early, now = candidate.career
    joined = max(start, now.since) if not city else date(on.year - 2, 7, 1)
    posts: list[Post] = [before.model_copy(update={"until": start})]
    if joined > start:
        posts.append(early.model_copy(update={"since": start, "until": joined, **({"city": city} if city else {})}))
    posts.append(now.model_copy(update={"since": joined}))
    told = {} if claim else {"claimed_years": max(needed // 12, 0)}
    case = person(case, {"career": tuple(posts), "theory": theory, **told})
    employers = {post.employer for post in posts if post.quality}
    papers = tuple(p for p in case.plan.papers if p.kind != "employment_proof" or p.topic in employers)
    return case.model_copy(update={"plan": case.plan.model_copy(update={"papers": papers})})


def _career(months: int, *, claim: bool = False, theory: str = "", city: str = "") -> Way:
    return lambda case, _: career(case, months, claim=claim, theory=theory, city=city)


def _whole(case: Case) -> bool:
    """Two such defects of one career would undo each other."""
    candidate = case.application.candidate
    return candidate is not None and len(candidate.career) == _POSTS


_POSTS = 3  # before quality work, in it elsewhere, and in the present post
_PERSON = every(asks("person-years"), _whole)

WAYS: dict[str, tuple[Test, Way]] = {
    "career-short": (_PERSON, _career(-8)),
    "career-claimed-longer": (_PERSON, _career(-8, claim=True)),
    "career-month-at-limit": (_PERSON, _career(0)),
    "career-month-short": (_PERSON, _career(-1)),
    "career-month-over": (_PERSON, _career(1)),
    "career-in-another-city": (
        every(_PERSON, lambda case: bool(case.application.locality.codes)),
        _career(12, city="苏州市"),
    ),
    "career-short-but-theory": (
        every(_PERSON, lambda case: case.application.award == "mayor-individual"),
        _career(-30, theory="长期从事质量管理理论研究，发表论文二十余篇，主编教材两部。"),
    ),
}
