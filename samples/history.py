"""What an invented applicant has behind it: parents, prizes, grades, daughters; all of it clean."""

import random
from datetime import date, timedelta
from decimal import Decimal

from samples.applicant import Applicant, Honour, day
from samples.application import EntityKind, LandGrade, Locality, PastAward, Standing, Subsidiary
from samples.names import credit_code, words
from samples.place import Trade, district_name, founding, place
from samples.workdays import anniversary

_MAYOR = "mayor-organisation"


def standing_of(
    locality: Locality, award: str, kind: EntityKind, trade: Trade, a: Applicant, rng: random.Random, on: date
) -> Standing:
    company = a.name.split("有限公司")[0] + "有限公司"
    dependent = kind in {"branch", "internal_unit"}
    social = kind in {"association", "private_nonprofit"}
    sponsor = f"{district_name(locality)}{'民政局' if social else '卫生健康委员会' if '医院' in a.name else '人民政府'}"
    published = date(on.year, 8, 20)
    graded = on.year - 1 if on > published else on.year - 2
    return Standing(
        kind=kind,
        parent=company if dependent else "",
        parent_code=a.code
        if kind == "internal_unit"
        else credit_code("company", a.code[2:8], rng)
        if dependent
        else "",
        sponsor=sponsor if social or kind == "institution" else "",
        funding="财政差额拨款" if kind == "institution" else "",
        established_by=_unit_document(a) if kind == "internal_unit" else "",
        term_ends=anniversary(a.licence.printed, 5) - timedelta(days=1) if social or kind == "institution" else None,
        subsidiaries=tuple(_subsidiary(locality, n, rng, on) for n in range(3)) if kind == "group" else (),
        past_awards=(_gold(locality, on),) if award == _MAYOR else (),
        land=(LandGrade(year=graded, grade="A", list_name="规上工业企业", published=date(graded + 1, 8, 20)),)
        if locality.rules.startswith("xiaoshan") and trade.manufacturer
        else (),
        supervision_colour="绿色" if locality.rules.startswith("qingshanhu") else "",
        supervision_checked=a.filled - timedelta(days=3) if locality.rules.startswith("qingshanhu") else None,
        manufacturer=trade.manufacturer,
        sector=trade.sector,
    )


def _unit_document(a: Applicant) -> str:
    return f"{a.short_name[:2]}字〔{a.licence.founded.year}〕{a.licence.founded.month + 6}号"


def _gold(locality: Locality, on: date) -> PastAward:
    decided = date(on.year - 4, 11, 15)
    return PastAward(
        title="上海市质量金奖",
        award="gold-organisation",
        level="省级",
        issuer=f"{locality.city}人民政府",
        decided=decided,
    )


def _subsidiary(locality: Locality, number: int, rng: random.Random, on: date) -> Subsidiary:
    word = words().fancies[(rng.randrange(len(words().fancies) // 3)) * 3 + number % 3]
    return Subsidiary(
        name=f"{locality.city.removesuffix('市')}{word}{('机械', '材料', '电子')[number]}有限公司",
        code=credit_code("company", locality.code, rng),
        share=Decimal(rng.choice((51, 60, 75, 100))),
        founded=founding(rng, on),
        address=f"{place(locality, rng)}{rng.choice(words().roads)}{rng.randrange(3, 900)}号",
    )


def honours_of(locality: Locality, award: str, rng: random.Random, on: date, *, social: bool) -> tuple[Honour, ...]:
    government = f"{district_name(locality)}人民政府"
    plain = Honour(
        name=f"{on.year - 2}年度{locality.district}{rng.choice(words().prizes)}",
        level="区级",
        issuer=government,
        when=f"{on.year - 1}年3月",
    )
    if award == _MAYOR:
        gold = _gold(locality, on)
        won = Honour(
            name=f"{gold.title}（先进质量管理模式）", level=gold.level, issuer=gold.issuer, when=day(gold.decided)
        )
        return (won, plain)
    if not social:
        return (plain,)
    prize = f"{on.year - 1}年度{locality.district}{rng.choice(words().social_prizes)}"
    return (Honour(name=prize, level="区级", issuer=government, when=day(date(on.year - 1, 11, 18))), plain)
