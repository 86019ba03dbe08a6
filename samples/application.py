"""One invented application: who applies, for which award of which regulation, with which history.

This is the world behind the papers. It knows nothing of layouts, scans or verdicts.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from samples.applicant import Applicant, Certificate, Fixed

EntityKind = Literal[
    "company", "branch", "institution", "association", "private_nonprofit", "group", "internal_unit", "sole_trader"
]


class Offer(Fixed):
    """One award as a regulation offers it: who may apply, and what the form calls it."""

    id: str
    title: str
    category: str
    track: Literal["organisation", "individual"]
    family: str = ""
    kinds: tuple[EntityKind, ...]


class Locality(Fixed):
    """Where an award is given: the names that addresses, registrars, bureaus and forms are made of."""

    rules: str  # the id of the regulation, as validators will name it: shanghai-2022, xuhui-2021-draft …
    province: str  # 上海市, 浙江省 …
    city: str  # 上海市, 杭州市 …
    district: str  # 徐汇区, 萧山区 …; for 上海市 the district an applicant lies in
    office: str  # the office that receives applications
    form_title: str  # 徐汇区区政府质量奖申报表 …
    award_titles: dict[str, str]  # award id → title as printed on the form
    awards: tuple[Offer, ...] = ()
    papers: dict[str, tuple[str, ...]] = Field(
        default_factory=dict
    )  # track → slugs of the papers a complete package holds
    towns: tuple[str, ...] = ()  # 街道, 镇 an address names; for 上海市 its districts
    code: str = ""  # six digits of the registering authority
    codes: dict[str, str] = Field(default_factory=dict)  # the same by district, where an award spans several
    usual_on: date | None = None  # a day on which such a batch is usually judged
    loss_years: int = 0  # audited years a package shows
    elsewhere: tuple[str, ...] = ()  # neighbouring places that are outside

    def offer(self, award: str) -> Offer:
        return next(offer for offer in self.awards if offer.id == award)


class Subsidiary(Fixed):
    """A directly controlled company of a group that applies."""

    name: str
    code: str
    share: Decimal
    founded: date
    address: str


class PastAward(Fixed):
    title: str
    award: str  # award id of the same regulation, or "" for another prize
    level: str
    issuer: str
    decided: date
    revoked: date | None = None


class Penalty(Fixed):
    number: str
    decided: date
    authority: str
    violation: str
    amount: Decimal
    serious: bool = False


class Accident(Fixed):
    """An accident as a bureau states it."""

    kind: str
    grade: Literal["一般", "较大", "重大", "特别重大"]
    occurred: date
    authority: str
    liable: bool = True


class LandGrade(Fixed):
    """亩均效益 result of one year."""

    year: int
    grade: Literal["A", "B", "C", "D"]
    list_name: str
    published: date


class Post(Fixed):
    """One line of a career, months only, as forms ask. `until` is None for 至今."""

    since: date
    until: date | None
    employer: str
    post: str
    city: str
    quality: bool


class Candidate(Fixed):
    """A person who applies."""

    name: str
    gender: Literal["男", "女"]
    birth: date
    id_number: str
    education: str
    school: str
    title: str
    title_on: date
    post: str
    is_head: bool
    working_since: date
    claimed_years: int
    career: tuple[Post, ...]
    theory: str = ""
    phone: str = "00000000000"


class Standing(Fixed):
    """What registration and history say beyond the papers every applicant has."""

    kind: EntityKind = "company"
    parent: str = ""
    parent_code: str = ""
    sponsor: str = ""  # 举办单位 / 业务主管单位
    funding: str = ""  # 经费来源
    established_by: str = ""  # 设立文件 of an internal unit
    former_name: str = ""
    renamed: date | None = None
    moved_in: date | None = None
    term_ends: date | None = None
    subsidiaries: tuple[Subsidiary, ...] = ()
    past_awards: tuple[PastAward, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    dishonest: int = 0
    abnormal: int = 0
    land: tuple[LandGrade, ...] = ()
    supervision_colour: str = ""
    supervision_checked: date | None = None
    policy_loss_years: tuple[int, ...] = ()
    manufacturer: bool = True
    sector: str = ""  # what 萧山 exempts from two years of 卓越绩效: 数字经济新兴产业, 生命健康产业, 农业
    operating_since: date | None = None
    earlier_certificates: tuple[Certificate, ...] = ()  # newest first, each the one before the next
    accidents: tuple[Accident, ...] = ()


class Application(Fixed):
    """The whole of it. For an individual `applicant` is the employer."""

    locality: Locality
    award: str  # award id, e.g. gold-organisation
    track: Literal["organisation", "individual"]
    year: int  # application year
    on: date  # reference date of the batch
    seed: int
    applicant: Applicant
    standing: Standing = Standing()
    candidate: Candidate | None = None
    consent_by: str = ""  # who recommends or consents: bureau, 镇街
    consent_on: date | None = None
    other_level: str = ""  # the other level's award applied for in the same year, "" for none
