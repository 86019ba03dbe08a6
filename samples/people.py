"""An invented person who applies: born, schooled and employed so that the years add up."""

import random
from datetime import date
from typing import Literal

from samples.application import Application, Candidate, Post
from samples.names import person, resident_number, words
from samples.workdays import whole_years

NEEDED = {
    "shanghai-2022": {"gold-individual": 5, "mayor-individual": 10},
    "qingshanhu-2022": {"chief-individual": 10},
}
_XUHUI_YEARS = 5
_CHANCE_OF_HEAD = 0.3


def years_needed(rules: str, award: str) -> int:
    """The years of quality work an award asks of a person."""
    return NEEDED.get(rules, {}).get(award, _XUHUI_YEARS)


def make_candidate(application: Application, rng: random.Random) -> Candidate:
    """A career of three posts, the last with the employer who stands behind the application."""
    told, a, on = words(), application.applicant, application.on
    gender: Literal["男", "女"] = rng.choice(("男", "女"))
    years = years_needed(application.locality.rules, application.award) + rng.randrange(3, 7)
    social = application.locality.offer(application.award).family == "social"
    began = date(on.year - years, rng.randrange(1, 6), 1)
    joined = date(max(on.year - years // 2, a.licence.founded.year + 1), 7, 1)
    first = date(began.year - rng.randrange(2, 5), 7, 1)
    birth = date(first.year - rng.randrange(22, 26), rng.randrange(1, 13), rng.randrange(1, 28))
    is_head = rng.random() < _CHANCE_OF_HEAD
    name = a.top_manager.name if is_head else person(rng, gender)
    post = a.top_manager.post if is_head else rng.choice(told.social_posts if social else told.posts)
    town = application.locality.city
    before = f"{town.removesuffix('市')}{rng.choice(told.fancies)}{'公益服务社' if social else '机电有限公司'}"
    early = "社区工作者" if social else rng.choice(told.early_posts)
    career = (
        Post(since=first, until=began, employer=before, post="行政专员", city=town, quality=False),
        Post(since=began, until=joined, employer=before, post=early, city=town, quality=True),
        Post(since=joined, until=None, employer=a.name, post=post, city=town, quality=True),
    )
    return Candidate(
        name=name,
        gender=gender,
        birth=birth,
        id_number=resident_number(birth, gender, rng),
        education=rng.choice(told.degrees),
        school=rng.choice(told.schools),
        title=rng.choice(told.titles),
        title_on=date(on.year - rng.randrange(2, 6), 12, rng.randrange(1, 28)),
        post=post,
        is_head=is_head,
        working_since=first,
        claimed_years=whole_years(began, a.filled),
        career=career,
        phone=f"000{rng.randrange(10**8):08}",
    )
