"""Invented applicants whose papers agree with each other and with the clauses: the clean state before any spoiling.

Every date keeps clear of every limit, so that each defect changes exactly what it says it changes.
"""

import random
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from samples.applicant import Applicant, Certificate, Licence, Permit, Person, Publicity, Season
from samples.application import (
    Application,
    EntityKind,
    Locality,
)
from samples.certificate_number import CHINESE, PATTERNS, certificate_number
from samples.history import honours_of, standing_of
from samples.names import credit_code, person, words
from samples.people import make_candidate
from samples.place import Trade, district_name, founding, place, trades
from samples.workdays import anniversary, nth_working_day, weekday_from, working_day_from

_HERE = Path(__file__).parent
_LEGAL_FORMS: dict[EntityKind, str] = {
    "company": "有限责任公司（自然人投资或控股）",
    "branch": "有限责任公司分公司（自然人投资或控股）",
    "group": "有限责任公司（自然人投资或控股）",
    "internal_unit": "有限责任公司（自然人投资或控股）",
    "sole_trader": "个体工商户",
    "institution": "事业单位",
    "association": "社会团体",
    "private_nonprofit": "民办非企业单位",
}


@cache
def localities() -> dict[str, Locality]:
    """The five regulations by id."""
    told = tomllib.loads((_HERE / "localities.toml").read_text(encoding="utf-8"))["locality"]
    for one in told:
        one["award_titles"] = {award["id"]: award["title"] for award in one["awards"]}
    return {one["rules"]: Locality.model_validate(one) for one in told}


def make_application(rules: str, award: str, kind: EntityKind, rng: random.Random, on: date) -> Application:
    """Invent an application that a careful person would find nothing wrong with."""
    locality = localities()[rules]
    offer = locality.offer(award)
    if locality.codes:
        locality = locality.model_copy(update={"district": rng.choice(sorted(locality.codes))})
    seed = rng.randrange(2**31)
    trade = rng.choice([one for one in trades() if kind in one.kinds])
    applicant = _applicant(locality, award, kind, trade, rng, on)
    application = Application(
        locality=locality,
        award=award,
        track=offer.track,
        year=on.year,
        on=on,
        seed=seed,
        applicant=applicant,
        standing=standing_of(locality, award, kind, trade, applicant, rng, on),
        consent_by=_consent(locality, applicant),
        consent_on=applicant.recommended,
    )
    if offer.track == "organisation":
        return application
    return application.model_copy(update={"candidate": make_candidate(application, rng)})


def _applicant(
    locality: Locality, award: str, kind: EntityKind, trade: Trade, rng: random.Random, on: date
) -> Applicant:
    told = words()
    fancy = rng.randrange(len(told.fancies))
    word = told.fancies[fancy]
    founded = founding(rng, on)
    filed = working_day_from(on - timedelta(days=rng.randrange(8, 19)), -1)
    seasons = _seasons(founded, rng, on)
    manager, staff = person(rng), rng.randrange(60, 1600)
    address = f"{place(locality, rng)}{rng.choice(told.roads)}{rng.randrange(3, 1600)}号"
    return Applicant(
        name=_name(locality, kind, trade, word, rng),
        short_name=word + trade.name[:2],
        code=credit_code(kind, locality.codes.get(locality.district, locality.code), rng),
        legal_form=_LEGAL_FORMS[kind],
        capital=0 if kind == "branch" else rng.choice((300, 500, 800, 1200, 2000, 3200, 5000, 8600, 12000)),
        licence=Licence(
            representative=manager,
            founded=founded,
            printed=weekday_from(on - timedelta(days=rng.randrange(200, 900))),
        ),
        registrar=_registrar(locality, kind),
        address=address + rng.choice(("", "2幢", "3幢301室", "A座8层")),
        works=address,
        business=trade.business,
        industry=trade.industry,
        products=trade.products,
        staff=staff,
        inspectors=max(4, staff // rng.randrange(9, 20)),
        size="大型" if staff >= 1000 else "中型" if staff >= 300 else "小型",
        top_manager=Person(name=manager, post=_head_post(kind)),
        quality_officer=Person(name=person(rng), post=rng.choice(("副总经理", "总工程师", "质量总监"))),
        officer_appointed=weekday_from(max(founded + timedelta(days=400), date(on.year - 3, 3, 8))),
        contact=Person(name=person(rng), post=rng.choice(("质量管理部经理", "综合办公室主任", "质量保证部主管"))),
        phone=f"000-5555{rng.randrange(10000):04}",
        email=f"{rng.choice(('quality', 'office', 'info'))}@{told.latin[fancy]}.example",
        model_title=rng.choice(told.aims) + rng.choice(told.patterns) + "质量管理模式",
        excellence_since=f"{max(founded.year + 1, on.year - rng.randrange(4, 9))}年{rng.randrange(1, 13)}月",
        certificate=_certificate(trade, founded, rng, on),
        credit_number=f"{on:%Y%m}{rng.randrange(10**9):09}",
        credit_date=filed - timedelta(days=rng.randrange(4, 20)),
        permits=tuple(_permit(locality, name, rng, on) for name in trade.permits),
        publicity=_publicity(filed, rng),
        filled=filed,
        recommender=_recommender(locality),
        recommended=weekday_from(filed + timedelta(days=2)),
        season_before=seasons[0] if seasons[0].year < on.year - 5 else None,
        seasons=tuple(season for season in seasons if season.year >= on.year - 5),
        honours=honours_of(locality, award, rng, on, social=locality.offer(award).family == "social"),
    )


def _name(locality: Locality, kind: EntityKind, trade: Trade, word: str, rng: random.Random) -> str:
    town = locality.city.removesuffix("市")
    short = locality.district.removesuffix("新区").removesuffix("区")
    company = f"{town}{word}{trade.name}有限公司"
    return {
        "company": company,
        "branch": f"{company}{short}分公司",
        "group": f"{word}控股集团有限公司",
        "internal_unit": company + rng.choice(words().units),
        "sole_trader": f"{locality.district}{word}{trade.name}经营部",
        "institution": f"{district_name(locality)}{word}{trade.name}",
        "association": f"{district_name(locality)}{word}{trade.name}",
        "private_nonprofit": f"{town}{short}{word}{trade.name}",
    }[kind]


def _registrar(locality: Locality, kind: EntityKind) -> str:
    if kind == "institution":
        return f"{district_name(locality)}事业单位登记管理局"
    if kind in {"association", "private_nonprofit"}:
        return f"{district_name(locality)}民政局"
    return f"{district_name(locality)}市场监督管理局"


def _recommender(locality: Locality) -> str:
    return f"{district_name(locality)}市场监督管理局"


def _consent(locality: Locality, applicant: Applicant) -> str:
    """Who signs below: in 萧山 the town the applicant lies in, elsewhere the bureau."""
    town = next((town for town in locality.towns if town in applicant.address), "")
    if locality.rules.startswith("xiaoshan") and town:
        return f"{locality.district}{town}办事处" if town.endswith("街道") else f"{locality.district}{town}人民政府"
    return applicant.recommender


def _head_post(kind: EntityKind) -> str:
    posts: dict[EntityKind, str] = {
        "institution": "院长",
        "association": "理事长",
        "private_nonprofit": "主任",
        "branch": "负责人",
        "internal_unit": "主任",
        "sole_trader": "经营者",
        "group": "董事长",
    }
    return posts.get(kind, "总经理")


def _certificate(trade: Trade, founded: date, rng: random.Random, on: date) -> Certificate:
    """A certificate in the middle of its life, after whole cycles with the same body."""
    start = on - timedelta(days=rng.randrange(150, 800))
    cycles = min(3, (start.year - founded.year - 2) // 3)
    first = anniversary(start, -3 * cycles)
    return Certificate(
        number=certificate_number(rng.choice((*PATTERNS, *CHINESE * 3)), start.year, cycles, rng),
        scope=trade.scope,
        first_issued=first,
        issued=start - timedelta(days=rng.randrange(1, 12)) if cycles else start,
        expires=anniversary(start, 3) - timedelta(days=1),
        body=rng.choice(words().bodies),
    )


def _permit(locality: Locality, name: str, rng: random.Random, on: date) -> Permit:
    bureau = "生态环境局" if "污" in name or "环境" in name else "行政审批局"
    since = weekday_from(on - timedelta(days=rng.randrange(200, 800)))
    return Permit(name=name, issuer=district_name(locality) + bureau, since=since)


def _publicity(filed: date, rng: random.Random) -> Publicity:
    """Seven working days or more by any count, over before the form is dated."""
    result = working_day_from(filed - timedelta(days=rng.randrange(2, 5)), -1)
    start = working_day_from(result - timedelta(days=rng.randrange(18, 26)))
    return Publicity(start=start, end=nth_working_day(start, rng.randrange(8, 10)), result=result)


def _seasons(founded: date, rng: random.Random, on: date) -> tuple[Season, ...]:
    revenue = Decimal(rng.randrange(320_000, 8_900_000)) / 100
    ratio, debts = Decimal(rng.randrange(5900, 6900)), Decimal(rng.randrange(3200, 5600))
    seasons = []
    for year in range(max(founded.year, on.year - 6), on.year):
        seasons.append(Season(year=year, revenue=revenue, cost_ratio=ratio / 10000, debt_ratio=debts / 10000))
        revenue = (revenue * Decimal(rng.randrange(1030, 1150)) / 1000).quantize(Decimal("0.01"))
        ratio, debts = ratio + rng.randrange(-60, 40), debts - rng.randrange(10, 120)
    return tuple(seasons)
