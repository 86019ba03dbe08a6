"""The four district regulations: 徐汇 and 萧山 (drafts), 青山湖, 甘州; what each clause asks, clause by clause."""

from datetime import date, timedelta

from samples.conclusions.answer import Question, question
from samples.conclusions.conditions import (
    always,
    in_force,
    not_again,
    not_again_by,
    registered,
    softly,
    twice,
    years_in_business,
)
from samples.conclusions.losses import no_loss, profit_each_year
from samples.conclusions.papers import complete
from samples.conclusions.people import head_only, long_or_years, quality_years
from samples.conclusions.special import (
    accidents,
    accidents_with_this_year,
    bad_records,
    certified,
    colour,
    consent,
    dishonesty,
    excellence,
    grave_violations,
    group,
    head_accidents,
    land,
    legal_person,
    recent_honour,
)
from samples.workdays import anniversary

_GRAVE, _LARGER = ("重大", "特别重大"), ("较大", "重大", "特别重大")
_ANY = ("一般", *_LARGER)
_BUREAU = always("external", "须征求有关部门意见。")
_JUDGE = always("human", "须由评审组判断。")
_LAWFUL = always("external", "无违法行为须向有关部门核实。")
_SYSTEM = always("human", "条文没有指明证书；体系是否健全、有效运行须由人判断。")
_REVOKED = always("external", "须与撤销、取消奖项的记录核对。")
_STILL_HELD = "所获奖项尚在5年有效期内；条文规定期满重新考核，没有写明期内能否再次申报，须由办公室决定。"
_EITHER = "曾获质量奖未满5年；条文没有写明是否也限制申报创新奖。"
_STATUS = always("external", "纸面证书不显示暂停、撤销，状态须在国家认证信息平台查询。")


def _record(article: str) -> tuple[Question, ...]:
    return (
        question("duty", f"{article}（积极履行社会责任）", _JUDGE, "clarify"),
        question("credit", f"{article}（良好的信用记录）", always("external", "零条不等于没有，须查询。")),
        question("no-loss", f"{article}（近3年未发生亏损）", no_loss(3)),
        question("accidents", f"{article}（近3年无重大事故）", accidents(_GRAVE, 3)),
        question("complaints", f"{article}（无重大质量投诉）", _BUREAU),
        question("dishonesty", f"{article}（无严重失信行为）", dishonesty),
    )


def _person(article: str, work: str) -> tuple[Question, ...]:
    return (
        question("person-years", f"{article}第一项（从事{work}五年以上）", quality_years(5)),
        question("features", f"{article}第二项（研究成果或实践经验）", _JUDGE, "clarify"),
        question("person-clean", f"{article}第三项（近三年没有违法行为）", _LAWFUL),
        question("head-accidents", f"{article}第四项（近三年无重大社会负面影响的事故）", head_only(head_accidents)),
        question("head-complaints", f"{article}第四项（无重大质量投诉）", head_only(_BUREAU)),
        question("head-dishonesty", f"{article}第四项（无严重失信行为）", head_only(dishonesty)),
    )


_XUHUI_ALL = (
    question("double", "第十三条（同一年度不得重复申报市、区两级）", twice("须与市级当年受理名单核对。")),
    question("consent", "第十四条第一项（区主管部门签署推荐意见）", consent, "supplement"),
    question("complete", "第十四条第一项（申报表、自我评价、证实性材料）", complete, "supplement"),
    question("revoked", "第十九条（被撤销奖项后五年内不得申报）", _REVOKED),
    question("in-force", "第二十条（实施日期空白）", in_force(None, None)),
)
_XUHUI_EXCELLENCE = (
    question("years", "第十一条第一款第一项（正常运行三年以上）", years_in_business(3)),
    question("registered", "第十一条第一款第一项（在本区注册登记）", registered),
    question("system", "第十一条第一款第二项（有效运行的管理体系）", _SYSTEM, "supplement"),
    question("leading", "第十一条第一款第三项（近三年处于领先地位）", _JUDGE, "clarify"),
    question("features", "第十一条第一款第四项（细分市场领先）", _JUDGE, "clarify"),
    *_record("第十一条第一款第五项"),
)
_XUHUI_SOCIAL = (
    question("registered", "第十二条第一款第一项（在本区依法成立或注册登记）", registered),
    question("years", "第十二条第一款第一项（正常运行三年以上）", years_in_business(3)),
    question("system", "第十二条第一款第二项（治理机制）", _JUDGE, "clarify"),
    question("features", "第十二条第一款第三项（创新项目成效）", _JUDGE, "clarify"),
    question("honour", "第十二条第一款第四项（近三年区级及以上荣誉）", recent_honour(3), "supplement"),
    question("leading", "第十二条第一款第四项（可复制、可推广，有引领性）", _JUDGE, "clarify"),
    *_record("第十二条第一款第五项"),
)
_XIAOSHAN = (
    question("legal-person", "第十三条（独立法人资格）", legal_person),
    question("registered", "第十四条第一项（在萧山区登记注册）", registered),
    question("years", "第十四条第一项（合法生产经营五年以上）", years_in_business(5, here=True)),
    question("lawful", "第十四条第二项（符合法律法规和产业政策）", _BUREAU),
    question("land", "第十四条第二项（制造业上一年度亩均效益A档）", land),
    question("excellence", "第十四条第三项（卓越绩效管理满两年）", excellence(2, exempt=True)),
    question("system", "第十四条第三项（质量管理体系健全）", _SYSTEM, "supplement"),
    question("leading", "第十四条第三项（省内同行业前茅）", _JUDGE, "clarify"),
    question("features", "第十四条第四项（创新成效显著）", _JUDGE, "clarify"),
    question("duty", "第十四条第五项（履行社会责任、诚信经营）", _JUDGE, "clarify"),
    question("credit", "第十四条第五项（良好的信用记录）", dishonesty),
    question("inspection", "第十四条第六项（监督检查未出现严重质量不合格）", _BUREAU),
    question("accidents", "第十四条第六项（近三年含申报当年无重大事故）", accidents_with_this_year(_GRAVE, 3)),
    question("complaints", "第十四条第六项（无重大有效投诉）", _BUREAU),
    question("violations", "第十四条第六项（无其他严重违法违规行为）", grave_violations),
    question("group", "第十四条第七项（集团的直接控股企业）", group),
    question("consent", "第十七条（镇街、平台审核同意）", consent, "supplement"),
    question("complete", "第十七条（申报表、自评报告、证明材料）", complete, "supplement"),
    question("revoked", "第二十九条（未因弄虚作假被撤销）", _REVOKED),
    question("revoked", "第三十三条（五年内无不得重新申报的情形）", _REVOKED),
    question("in-force", "第三十五条（施行日期空白）", in_force(None, None)),
)
_FIVE_YEARS_ON = {
    "award-year-counts": lambda won: date(won.year + 5, 1, 1),
    "award-year-does-not-count": lambda won: date(won.year + 6, 1, 1),
}
_QINGSHANHU_ALL = (
    question("again", "第二十三条（10年不包含获奖当年后可重新申报）",
             not_again(("青山湖区区长质量奖",), lambda won: date(won.year + 11, 1, 1), ("提名",))),
    question("complete", "第十四条（自我评价报告、申报表、证实性材料）", complete, "supplement"),
    question("in-force", "第三十一条（自发布之日起施行）", in_force(date(2022, 5, 18), None)),
)  # fmt: skip
_QINGSHANHU = (
    question("legal-person", "第十条第一项（具有法人资格）", legal_person),
    question("registered", "第十条第一项（在青山湖区本级注册登记）", registered),
    question("years", "第十条第一项（合法生产经营3年以上）", years_in_business(3, here=True)),
    question("lawful", "第十条第二项（符合政策、取得资质）", _BUREAU),
    question("certificate", "第十条第三项（体系认证证书并有效运行2年以上）", certified(2), "supplement"),
    question("certificate-status", "第十条第三项（证书未被暂停、撤销）", _STATUS),
    question("excellence", "第十条第三项（推广应用卓越绩效管理2年以上）", excellence(2)),
    question("profit", "第十条第四项（近2年持续盈利）", profit_each_year(2)),
    question("leading", "第十条第四项（同行业领先或社会贡献前列）", _JUDGE, "clarify"),
    question("duty", "第十条第五项（积极履行社会责任）", _JUDGE, "clarify"),
    question("credit", "第十条第五项（良好的诚信记录）", dishonesty),
    question("colour", "第十条第五项（监管警示系统标注为绿色）", colour),
    question("accidents", "第十条第五项（近3年无较大责任事故）", accidents(_LARGER, 3, liable_only=True)),
    question("complaints", "第十条第五项（无较大质量投诉、异议、索赔和退货）", _BUREAU),
    question("inspection", "第十条第五项（无国家或省、市监督抽查不合格记录）", _BUREAU),
    question("labour", "第十条第五项（无较大劳动保障失信记录）", _BUREAU),
    question("violations", "第十条第五项（无其他违法违规不良记录）", bad_records(3)),
    question("revoked", "第二十七条（5年内未因弄虚作假被取消的组织）", _REVOKED),
)
_QINGSHANHU_PERSON = (
    question("person-years", "第十一条第一项（长期研究、实践，从事涉及质量工作10年以上）", long_or_years(10)),
    question("features", "第十一条第二项（突出贡献）", _JUDGE, "clarify"),
    question("leading", "第十一条第三项（社会认同）", _JUDGE, "clarify"),
    question("accidents", "第十一条第四项（所属组织近3年无较大责任事故）", accidents(_LARGER, 3, liable_only=True)),
    question("person-clean", "第十一条第五项（无违法行为）", _LAWFUL),
)
_GANZHOU = (
    question("policy", "第十三条第一项（拥护中央的路线、方针、政策）", _JUDGE, "clarify"),
    question("registered", "第十三条第一项（在本区登记注册）", registered),
    question("legal-person", "第十三条第一项（独立法人资格）", legal_person),
    question("years", "第十三条第一项（合法生产经营3年以上）", years_in_business(3, here=True)),
    question("lawful", "第十三条第二项（符合产业、环保、安全政策）", _BUREAU),
    question("accidents", "第十三条第二项（近3年内无责任事故）", accidents(_ANY, 3, liable_only=True)),
    question("system", "第十三条第三项（有效运行的管理体系）", _SYSTEM, "supplement"),
    question("results", "第十三条第三项（质量提升、节能减排成效突出）", _JUDGE, "clarify"),
    question("features", "第十三条第四项（贯彻GB/T19580，业绩杰出）", _JUDGE, "clarify"),
    question("leading", "第十三条第五项（达到国内领先水平）", _JUDGE, "clarify"),
    question("again", "第七条（奖项有效期5年，期满重新考核）",
             softly(not_again(("甘州区人民政府质量奖",), lambda won: anniversary(won, 5) + timedelta(days=1)), "human",
                    _STILL_HELD),
             "clarify"),
    question("secrets", "第十四条（不涉及国家秘密，商业秘密已注明）", _JUDGE, "clarify"),
    question("complete", "第十六条第一项（申报表、证明材料、自评报告）", complete, "supplement"),
    question("in-force", "第二十四条（发布日期未载）", in_force(None, None)),
)  # fmt: skip

QUESTIONS: dict[str, dict[str, tuple[Question, ...]]] = {
    "xuhui-draft-2021": {
        **{
            f"{level}-{family}-organisation": (*asked, *_XUHUI_ALL)
            for level in ("chief", "district")
            for family, asked in (("excellence", _XUHUI_EXCELLENCE), ("social", _XUHUI_SOCIAL))
        },
        **{
            f"{level}-{family}-individual": (*_person(article, work), *_XUHUI_ALL)
            for level in ("chief", "district")
            for family, article, work in (
                ("excellence", "第十一条第二款", "质量相关工作"),
                ("social", "第十二条第二款", "社会治理相关工作"),
            )
        },
    },
    "xiaoshan-draft-2023": {
        "quality-organisation": (
            *_XIAOSHAN,
            question(
                "again",
                "第二十八条（自获奖年度起5年后方可再次申请）",
                not_again_by(("萧山区政府质量奖",), _FIVE_YEARS_ON),
            ),
        ),
        "innovation-organisation": (
            *_XIAOSHAN,
            question(
                "again-higher",
                "第二十八条（获得“质量奖”的5年后方可再次申请）",
                softly(not_again(("萧山区政府质量奖",), _FIVE_YEARS_ON["award-year-counts"]), "human", _EITHER),
            ),
        ),
    },
    "qingshanhu-2022": {
        "chief-organisation": (*_QINGSHANHU, *_QINGSHANHU_ALL),
        "chief-individual": (*_QINGSHANHU_PERSON, *_QINGSHANHU_ALL),
    },
    "ganzhou": {"government-organisation": _GANZHOU},
}
