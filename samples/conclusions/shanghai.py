"""上海市政府质量奖管理办法: what each clause asks, clause by clause."""

from datetime import date, timedelta

from samples.conclusions.answer import Question, question
from samples.conclusions.conditions import (
    always,
    in_force,
    not_again,
    publicity,
    registered,
    twice,
    years_in_business,
)
from samples.conclusions.losses import no_loss
from samples.conclusions.papers import complete
from samples.conclusions.people import head_only, quality_years, theory_or_years
from samples.conclusions.special import accidents, dishonesty, prize_held
from samples.workdays import anniversary

_GRAVE = ("重大", "特别重大")
_FIRST, _LAST = date(2022, 9, 1), date(2027, 8, 31)
_CLEAN = "信用报告为零条不等于没有；须向平台查询。"


def _free_from(won: date) -> date:
    """The corresponding day five years on is still within the five years."""
    return anniversary(won, 5) + timedelta(days=1)


def _again(title: str, other: tuple[str, ...]) -> Question:
    ask = not_again((title,), _free_from, other)
    return question("again", "第十八条（5年内不得再次申报曾获奖项）", ask)


_BUREAU = always("external", "须向市场监管部门查询。")
_OFFICER = always("human", "不论有无任命文件，制度是否积极实施都须由人判断。")
_BUREAUX = always("external", "须征求有关部门意见。")
_PERMITS = always("human", "须对照实际业务判断。")
_REVOKED = always("external", "须与撤销记录核对。")
_JUDGE = always("human", "须由评审组判断。")
_ORGANISATION = (
    question(
        "officer",
        "第十六条第三款（首席质量官制度）",
        _OFFICER,
        "supplement",
    ),
    question("duty", "第十六条第三款（质量主体责任、社会责任）", _JUDGE, "clarify"),
    question("credit", "第十六条第三款（良好的信用记录）", always("external", _CLEAN)),
    question("no-loss", "第十六条第三款（近5年未发生亏损）", no_loss(5)),
    question("accidents", "第十六条第三款（无重大事故）", accidents(_GRAVE, 5)),
    question("complaints", "第十六条第三款（无重大质量投诉）", _BUREAU),
    question("dishonesty", "第十六条第三款（无严重失信行为）", dishonesty),
)
_ALL = (
    question("double", "第十八条（同一年内不得同时申报市、区两级）", twice("须与各区当年受理名单核对。")),
    question("publicity", "第二十条（内部公示不少于5个工作日）", publicity(5), "supplement"),
    question("complete", "第二十二条（申报材料完整）", complete, "supplement"),
    question("revoked", "第三十五条（5年内未因虚假材料被撤销）", _REVOKED),
    question("revoked", "第三十六条（5年内未因重大事故被撤销）", _REVOKED),
    question("in-force", "第四十一条（申报时办法有效）", in_force(_FIRST, _LAST)),
)
_HEADS = (
    question("head-accidents", "第十七条第三款（主要负责人所在组织无重大事故）", head_only(accidents(_GRAVE, 5))),
    question("head-complaints", "第十七条第三款（无重大质量投诉）", head_only(_BUREAU)),
    question("head-dishonesty", "第十七条第三款（无严重失信行为）", head_only(dishonesty)),
)

QUESTIONS: dict[str, tuple[Question, ...]] = {
    "gold-organisation": (
        question("registered", "第十六条第一款第一项（在本市登记注册）", registered),
        question("years", "第十六条第一款第一项（生产经营3年以上）", years_in_business(3)),
        question(
            "lawful",
            "第十六条第一款第二项（符合法律法规及政策）",
            _BUREAUX,
        ),
        question(
            "permits",
            "第十六条第一款第二项（具备相关资质或证照）",
            _PERMITS,
            "supplement",
        ),
        question("features", "第十六条第一款第三项（特色与成效）", _JUDGE, "clarify"),
        question("leading", "第十六条第一款第四项（上年度处于领先水平）", _JUDGE, "clarify"),
        *_ORGANISATION,
        _again("上海市质量金奖", ("成果", "个人")),
        *_ALL,
    ),
    "mayor-organisation": (
        question("previous-award", "第十六条第二款第一项（获得金奖3年以上）", prize_held(3, "质量金奖")),
        question("features", "第十六条第二款第二项（质量文化）", _JUDGE, "clarify"),
        question("leading", "第十六条第二款第三项（上年度位于领先地位）", _JUDGE, "clarify"),
        *_ORGANISATION,
        _again("上海市市长质量奖", ("成果", "个人")),
        *_ALL,
    ),
    "gold-individual": (
        question("person-years", "第十七条第一款第一项（在本市从事质量工作5年以上）", quality_years(5, "上海市")),
        question("features", "第十七条第一款第二项（工作方法与贡献）", _JUDGE, "clarify"),
        question("leading", "第十七条第一款第三项（知名度和影响力）", _JUDGE, "clarify"),
        *_HEADS,
        _again("上海市质量金奖", ("模式", "组织")),
        *_ALL,
    ),
    "mayor-individual": (
        question("person-years", "第十七条第二款第一项（在本市10年以上或长期研究）", theory_or_years(10, "上海市")),
        question("features", "第十七条第二款第二项（工作方法与贡献）", _JUDGE, "clarify"),
        question("leading", "第十七条第二款第三项（效益与知名度）", _JUDGE, "clarify"),
        *_HEADS,
        _again("上海市市长质量奖", ("模式", "组织")),
        *_ALL,
    ),
}
