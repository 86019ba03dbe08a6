"""Conditions that one or two of the regulations have: certificates, 卓越绩效, 亩均, colours, prizes held, careers."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from samples.applicant import day
from samples.conclusions.answer import Answer, absent, both, bounds, met, not_applicable, not_met, open_, weigh_dates
from samples.conclusions.conditions import Ask, Readings, application_year, text_of, void
from samples.sight import FORMS, REGISTRATION, Seen, View
from samples.workdays import anniversary

_LEGAL_PERSONS = ("有限责任公司", "股份有限公司", "事业单位", "社会团体", "民办非企业单位")
_NOT_LEGAL_PERSONS = ("分公司", "分支机构", "个体工商户", "合伙企业", "个人独资")


def legal_person(view: View) -> Answer:
    """The registration paper says what kind of body it is: a branch, a trader or a department is no legal person."""
    if view.application.standing.kind == "internal_unit":
        return not_met("内设机构没有自己的证照，不是法人。")
    if void(view):
        return open_("human", "登记证书有效期已过，自行失效；是否仍为法人须由人向登记机关核实。")
    if titled := view.present("institution_certificate", "social_certificate"):
        return met(f"{titled[0].title}本身证明法人资格。")
    shown = view.facts("entity.kind", *REGISTRATION)
    if not shown:
        return absent(view, "主体类型", *REGISTRATION, field="entity.kind")
    words = text_of(shown[0])
    if any(word in words for word in _NOT_LEGAL_PERSONS):
        return not_met(f"证照类型为{words}，不具有法人资格。")
    return met(f"证照类型为{words}，具有法人资格。")


def certified(years: int) -> Readings:
    """A certificate of the applicant, valid on the day, and so many years without a gap since the first.

    Whichever body issued the first: earlier certificates count as long as each still ran when the next was issued.
    """

    def ask(view: View) -> Mapping[str, Answer]:
        on = view.application.on
        return {
            "on-the-day": _certified(view, years, on),
            "day-after": _certified(view, years, on - timedelta(days=1)),
        }

    return ask


def _certified(view: View, years: int, end_of_years: date) -> Answer:
    on = view.application.on
    ends = view.facts("certificate.valid_until", "management_certificate")
    if not ends:
        return absent(view, "管理体系认证证书的有效期", "management_certificate", field="certificate.valid_until")
    newest = max(ends, key=lambda fact: bounds(fact)[1])
    if _other_holder(view, newest):
        return open_("conflict", "证书的获证组织名称与申报人不同，须核实是否为同一组织。")
    valid = weigh_dates([newest], [], lambda end: end >= on, "证书有效期至")
    firsts = view.facts("certificate.first_issued", "management_certificate")
    mine = [fact for fact in firsts if fact.key == newest.key] or list(firsts)
    if not mine:
        return both([valid, absent(view, "首次发证日期", "management_certificate", field="certificate.first_issued")])
    mine = [_start_of_chain(view, newest, mine[0])]
    scopes = {
        text_of(fact) for fact in view.facts("certificate.scope", "management_certificate") if fact.key == newest.key
    }
    fits = (
        open_("human", "证书的认证范围与申报人的业务不是一回事，是否算取得认证须由人判断。", against=True)
        if scopes - {view.application.applicant.certificate.scope}
        else met("")
    )
    long = weigh_dates(
        mine, [], lambda first: anniversary(first, years) <= end_of_years, f"首次发证日期（至{day(on)}满{years}年）"
    )
    if long.verdict == "not_met" and _broken_chain(view, newest, mine[0], years, end_of_years):
        long = open_("human", "旧证书与现证书之间有间断，是否算有效运行须由人判断。", against=True)
    elif long.verdict == "not_met":
        why = "本机构首次发证不满两年，更换机构的须有前后衔接的旧证书方能证明；体系运行也可能早于认证。"
        long = open_("missing", why)
    return both([valid, fits, long])


def _start_of_chain(view: View, newest: Seen, first: Seen) -> Seen:
    """Follow earlier certificates back as long as each one still ran when the next was issued."""
    begun = first
    issued = {fact.key: fact for fact in view.facts("certificate.first_issued", "management_certificate")}
    ends = {fact.key: fact for fact in view.facts("certificate.valid_until", "management_certificate")}
    for key, end in sorted(ends.items(), key=lambda pair: bounds(pair[1])[1], reverse=True):
        touches = bounds(end)[0] + timedelta(days=1) >= bounds(begun)[0]
        if key != newest.key and key in issued and touches and bounds(issued[key])[0] < bounds(begun)[0]:
            begun = issued[key]
    return begun


def _broken_chain(view: View, newest: Seen, begun: Seen, years: int, end_of_years: date) -> bool:
    """Tell whether an older certificate would be old enough, had it run until the chain began."""
    quality = {fact.key for fact in view.facts("certificate.standard") if "9001" in text_of(fact)}
    older = (
        fact
        for fact in view.facts("certificate.first_issued", "management_certificate")
        if fact.key in quality - {newest.key, begun.key}
    )
    return any(anniversary(bounds(fact)[1], years) <= end_of_years for fact in older)


def _other_holder(view: View, certificate: Seen) -> bool:
    names = {text_of(fact) for fact in view.facts("certificate.holder") if fact.key == certificate.key}
    return view.application.applicant.name not in names


def excellence(years: int, *, exempt: bool = False) -> Ask:
    """So many years of 卓越绩效 by the employer's own papers; 萧山 asks none of trades that the office names."""

    def ask(view: View) -> Answer:
        answer = _practised(view, years)
        sector = view.application.standing.sector
        if exempt and sector and answer.verdict != "met":
            return open_("human", f"申报人可能属于{sector}，是否不作年限要求由办公室认定。")
        if exempt and answer.verdict == "not_met" and not view.facts("entity.industry", *FORMS):
            return open_("missing", "没有申报表，看不出所属行业，是否不作年限要求不能断定。")
        return answer

    return ask


def _practised(view: View, years: int) -> Answer:
    proofs = view.facts("excellence.introduced_on", "excellence_proof")
    if not proofs:
        return absent(view, "导入卓越绩效日期", "excellence_proof", field="excellence.introduced_on")
    on = view.application.on
    claims = view.facts("excellence.introduced_on", *FORMS)
    return weigh_dates(
        proofs, claims, lambda start: anniversary(start, years) <= on, f"导入日期（至{day(on)}满{years}年）"
    )


def land(view: View) -> Answer:
    """A manufacturer's grade of the year before; results come out in August of the following year."""
    application = view.application
    if not application.standing.manufacturer and view.present(*FORMS):
        return not_applicable("不是制造业，不适用亩均效益评价。")
    year = application_year(view) - 1
    shown = [fact for fact in view.facts("land.grade", "land_list") if fact.key == str(year)]
    if shown:
        grades = {text_of(fact) for fact in shown}
        if len(grades) > 1:
            return open_("conflict", f"{year}年度亩均效益档次不一致。")
        return met(f"{year}年度为A档。") if grades == {"A"} else not_met(f"{year}年度为{grades.pop()}档，不是A档。")
    if not view.present(*FORMS):
        return open_("human", "没有申报表，看不出是不是制造业。")
    if view.facts("land.grade", "land_list"):
        return open_("missing", f"所附名单不是{year}年度的；{year}年度结果尚未公布的，须由办公室决定看哪一年。")
    return absent(view, f"{year}年度亩均效益档次", "land_list", field="land.grade")


def colour(view: View) -> Answer:
    """The screen of the supervision system shows green."""
    shown = {text_of(fact) for fact in view.facts("supervision.colour", "supervision_screen")}
    if not shown:
        return absent(view, "警示颜色", "supervision_screen", field="supervision.colour")
    return (
        met("截图显示为绿色。") if shown == {"绿色"} else not_met(f"截图显示为{'、'.join(sorted(shown))}，不是绿色。")
    )


def prize_held(years: int, title: str) -> Readings:
    """The lower prize was won so many years ago, as its certificate shows."""

    def ask(view: View) -> Mapping[str, Answer]:
        on = view.application.on
        return {"on-the-day": _held(view, on), "day-after": _held(view, on - timedelta(days=1))}

    def _held(view: View, end_of_years: date) -> Answer:
        names = [fact for fact in view.facts("honour.name", "honour_certificate") if title in text_of(fact)]
        keys = {(fact.paper, fact.key) for fact in names}
        dates = [
            fact for fact in view.facts("honour.awarded_on", "honour_certificate") if (fact.paper, fact.key) in keys
        ]
        if not dates:
            return _no_certificate(view, f"获得{title}")
        on = view.application.on
        return weigh_dates(
            dates,
            [],
            lambda won: anniversary(won, years) <= end_of_years,
            f"获得{title}的日期（至{day(on)}满{years}年）",
        )

    return ask


def _no_certificate(view: View, what: str) -> Answer:
    """Other prizes may be there; this one is not shown."""
    if view.unread:
        return open_("unreadable", f"没有载明{what}的证书，而有文件打不开，可能就在其中。")
    return open_("missing", f"没有载明{what}的证书。")


def recent_honour(years: int) -> Readings:
    """A prize for social governance of the district or above, within so many years."""

    def ask(view: View) -> Mapping[str, Answer]:
        on = view.application.on
        rolling = anniversary(on, -years)
        first = application_year(view) - years
        return {
            "rolling": _honoured(view, lambda won: rolling <= won <= on),
            "calendar-years": _honoured(view, lambda won: first <= won.year and won <= on),
        }

    return ask


def _honoured(view: View, recent: Callable[[date], bool]) -> Answer:
    """Plain is an honour whose name says its field and whose giver is a government; others are for a person."""
    names = view.facts("honour.name", "honour_certificate")
    if not names:
        return _no_certificate(view, "社会治理领域荣誉")
    plain: list[Seen] = []
    others: list[Seen] = []
    unsure: list[Seen] = []
    for name in names:
        same = (name.paper, name.key)
        dates = [one for one in view.facts("honour.awarded_on") if (one.paper, one.key) == same]
        givers = [one for one in view.facts("honour.issuer") if (one.paper, one.key) == same]
        inside = {recent(day_) for one in dates for day_ in bounds(one)}
        if inside == {True}:
            governed = givers and all(
                text_of(giver).endswith(("区人民政府", "市人民政府", "区委员会")) for giver in givers
            )
            (plain if governed and "社会治理" in text_of(name) else others).append(name)
        elif inside != {False}:
            unsure.append(name)
    if plain:
        return met(f"{text_of(plain[0])}在近三年内。")
    if others:
        return open_("human", "所附荣誉是否属于社会治理创新领域、是否区级及以上须由人判断。")
    if unsure:
        return open_("unreadable", "荣誉授予日期没有写明或者不够具体。")
    return open_("missing", "所附荣誉都不在近三年内；是否另有荣誉，须由申报人补充。")


def accidents(grades: tuple[str, ...], years: int, *, liable_only: bool = False) -> Ask:
    """Ask back to the corresponding day so many years ago."""
    return lambda view: _accident(view, grades, anniversary(view.application.on, -years), liable_only=liable_only)


def accidents_with_this_year(grades: tuple[str, ...], years: int) -> Readings:
    """近三年（含申报当年）: whole years of which this is the last, or so many years back from the day."""

    def ask(view: View) -> Mapping[str, Answer]:
        year = application_year(view)
        return {
            "rolling": _accident(view, grades, anniversary(view.application.on, -years)),
            "calendar-years": _accident(view, grades, date(year - years + 1, 1, 1), last=year),
            "calendar-years-and-this": _accident(view, grades, date(year - years, 1, 1), last=year),
        }

    return ask


def head_accidents(view: View) -> Answer:
    """无重大社会负面影响的事故: a grave accident has such an influence, of a lesser one a person must say so."""
    grave = accidents(("重大", "特别重大"), 3)(view)
    lesser = accidents(("一般", "较大"), 3)(view)
    if grave.verdict != "not_met" and lesser.verdict == "not_met":
        return open_("human", f"{lesser.why}是否造成重大社会负面影响须由人判断。", against=True)
    return grave


def _accident(
    view: View, grades: tuple[str, ...], since: date, *, liable_only: bool = False, last: int = date.max.year
) -> Answer:
    """A bureau's letter that states such an accident since a day decides; silence does not.

    Where only an accident counts that was the body's fault, the letter must say whether it was. One of a year after the
    last that the clause asks about is for a person.
    """
    dates = {fact.key: bounds(fact)[1] for fact in view.facts("accident.occurred_on", "clearance_letter")}
    blames = {fact.key: text_of(fact) for fact in view.facts("accident.liability", "clearance_letter")}
    graded = [fact for fact in view.facts("accident.grade", "clearance_letter") if text_of(fact) in grades]
    recent = [fact for fact in graded if dates.get(fact.key, date.min) >= since]
    blamed = [fact for fact in recent if not liable_only or blames.get(fact.key) == "负有责任"]
    if inside := [fact for fact in blamed if dates[fact.key].year <= last]:
        return not_met(f"部门证明载有{text_of(inside[0])}事故，在{day(since)}以后。")
    if blamed:
        why = f"部门证明载有{text_of(blamed[0])}事故，发生在{last}年以后，申报表所写的申报年度须由人核实。"
        return open_("human", why, against=True)
    if any(fact.key not in blames for fact in recent):
        return open_("human", "部门证明载有事故而没有写明责任，是否属于责任事故须由主管部门认定。", against=True)
    return open_("external", "材料没有载明这样的事故；是否发生、等级和责任须由主管部门认定。")


def bad_records(years: int) -> Ask:
    """无其他违法违规不良记录: a penalty decided within the years is one, whatever its weight; a count is not dated."""

    def ask(view: View) -> Answer:
        since = anniversary(view.application.on, -years)
        decided = {(fact.paper, fact.key): bounds(fact) for fact in view.facts("penalty.decided_on")}
        dated = [decided[fact.paper, fact.key] for fact in view.facts("penalty.number")
                 if (fact.paper, fact.key) in decided]  # fmt: skip
        if any(early >= since for early, _ in dated):
            return not_met(f"材料载有{day(since)}以后的行政处罚决定。")
        return both([dishonesty(view), violations(view)])

    return ask


def grave_violations(view: View) -> Answer:
    """无其他严重违法违规行为: whether what is listed is grave, and when it was done, a person must say."""
    listed = dishonesty(view)
    if listed.verdict == "not_met":
        return open_("human", f"{listed.why}是否属近三年内的严重违法违规须由人判断。", against=True)
    return violations(view)


def violations(view: View) -> Answer:
    """A penalty on the credit report must be weighed; none on it proves nothing."""
    counts = [getattr(fact.value, "amount", Decimal(0)) for fact in view.facts("credit.penalties", "credit_report")]
    if any(count > 0 for count in counts):
        return open_("human", "信用报告载有行政处罚，是否属条文所说的违法违规须由人判断。", against=True)
    return open_("external", "信用报告为零条或没有载明；已修复的处罚不再显示，须向有关部门核实。")


def dishonesty(view: View) -> Answer:
    """A credit report that counts serious dishonesty decides; zero does not, for repaired records are not shown."""
    counts = [getattr(fact.value, "amount", Decimal(0)) for fact in view.facts("credit.dishonesty", "credit_report")]
    if any(count > 0 for count in counts):
        return not_met("信用报告载有严重失信信息。")
    return open_("external", "信用报告为零条或没有载明；已移出名单的记录不再显示，须查询。")


def consent(view: View) -> Answer:
    """Whoever must sign below has signed: the paper is there, sealed and dated."""
    if not view.present("recommendation"):
        return absent(view, "推荐（审核同意）意见", "recommendation")
    if any(getattr(fact.value, "flag", True) is False for fact in view.facts("recommendation.sealed")):
        return open_("missing", "推荐（审核同意）意见没有盖章，不足以证明已经同意。")
    if not view.facts("recommendation.on", "recommendation"):
        return absent(view, "推荐（审核同意）日期", "recommendation", field="recommendation.on")
    return met("有盖章的推荐（审核同意）意见。")


def group(view: View) -> Answer:
    """Where a group applies each directly controlled company must meet the conditions too."""
    daughters = view.application.standing.subsidiaries
    if not view.present(*FORMS):
        return open_("missing", "没有申报表，看不出是否以集团名义申报。")
    if not daughters:
        return not_applicable("不是以集团名义申报。")
    shown = [paper for paper in view.plan.of_kind("business_licence") if "subsidiary" in paper.id and not paper.damage]
    if len(shown) < len(daughters):
        return open_("missing", f"{len(daughters)}家直接控股企业，只见{len(shown)}家的证照。")
    worlds = [paper.world(view.application) for paper in shown]
    year = view.application.year - 1
    grades = {grade.grade for world in worlds for grade in world.standing.land if grade.year == year}
    if grades - {"A"}:
        return open_("external", "有直接控股企业的亩均效益不是A档，须核实名单。")
    return open_("missing", "直接控股企业各自导入卓越绩效等证明没有提交，其余各项须逐家征求部门意见。")
