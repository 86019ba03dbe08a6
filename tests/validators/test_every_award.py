"""What holds for every award of every regulation: absence proves nothing, and the form tells which award it is."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Basis, Doubt, FactSheet, Verdict
from pipeline.settings import Office
from tests.validators.sheets import changed, sheet_of
from validators.judge import choose, judge
from validators.pack import RulePack, available, load
from validators.shape import OUT_OF_SCOPE

PACKS = {name: load(name) for name in available()}
AWARDS = [(pack, award.id) for pack in PACKS.values() for award in pack.award]
ARTICLES = {
    "shanghai-2022": 41,
    "xuhui-draft-2021": 20,
    "xiaoshan-draft-2023": 35,
    "qingshanhu-2022": 31,
    "ganzhou": 25,
}


@pytest.mark.parametrize(("pack", "award"), AWARDS, ids=lambda one: one if isinstance(one, str) else one.id)
def test_an_empty_submission_meets_no_rule(pack: RulePack, award: str) -> None:
    """Whatever the office chose: nothing is met, nothing is held against anybody, and each doubt says what to do."""
    for place in range(3):
        readings = {rule.id: rule.reading[place % len(rule.reading)].id for rule in pack.rule if rule.reading}
        for office in (
            Office(),
            Office(readings=readings),
            Office(issued_on=None if pack.valid_from else date(2024, 1, 1)),
        ):
            for finding in judge(FactSheet(package="空"), pack, award, office, date(2026, 6, 30)):
                assert finding.verdict in {Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE}, finding.rule
                assert finding.needs or finding.doubt is None, finding.rule


@pytest.mark.parametrize(("pack", "award"), AWARDS, ids=lambda one: one if isinstance(one, str) else one.id)
def test_an_empty_submission_lacks_its_form_and_every_listed_paper(pack: RulePack, award: str) -> None:
    found = {one.rule: one for one in judge(FactSheet(package="空"), pack, award, Office(), date(2026, 6, 30))}
    papers = [finding for rule, finding in found.items() if rule.startswith("practice-")]
    assert papers
    assert {finding.doubt for finding in papers} == {Doubt.MISSING}
    assert {finding.cite.basis for finding in papers} == {Basis.OFFICE_PRACTICE}


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_every_article_is_there_in_its_order(name: str) -> None:
    """Each is printed as the text prints it, and has rules or a reason."""
    articles = PACKS[name].article
    assert len(articles) == ARTICLES[name]
    ruled = {rule.article for rule in PACKS[name].rule}
    for article in articles:
        assert (article.id in ruled) == (article.out_of_scope is None)
        assert article.out_of_scope is None or article.out_of_scope in OUT_OF_SCOPE


def test_the_traps_of_the_texts_are_kept_as_printed() -> None:
    """Two articles of one number, two ways of numbering, a doubled character, full-width digits."""
    ganzhou, xiaoshan, xuhui = (PACKS[name] for name in ("ganzhou", "xiaoshan-draft-2023", "xuhui-draft-2021"))
    assert [a.id for a in ganzhou.article if a.number == "第二十三条"] == ["23", "23b"]
    assert [a.number for a in xiaoshan.article[11:13]] == ["第12条", "第十三条"]
    assert "《徐汇区区政府质量奖申报表》" in next(a.text for a in xuhui.article if a.id == "14")
    assert "ＧＢ／Ｔ１９５８０" in next(a.text for a in xiaoshan.article if a.id == "15")
    assert not any("bookmark" in article.text for pack in PACKS.values() for article in pack.article)


def test_a_draft_says_that_it_is_one() -> None:
    assert PACKS["xuhui-draft-2021"].status_words == "征求意见稿（未载明施行日期）"
    assert PACKS["xiaoshan-draft-2023"].status_words == "征求意见稿（未载明施行日期）"
    assert PACKS["qingshanhu-2022"].status_words == "现行有效（2022年5月18日起施行）"
    assert PACKS["ganzhou"].status_words == "现行有效（未载明施行日期）"


CITY, XUHUI = "上海市政府质量奖申报表", "徐汇区区政府质量奖申报表"
XIAOSHAN, QINGSHANHU = "萧山区政府质量奖申报表", "南昌市青山湖区区长质量奖申报表"
SH, XH, XS, QS = "shanghai-2022", "xuhui-draft-2021", "xiaoshan-draft-2023", "qingshanhu-2022"
FORMS = [
    (SH, "gold-organisation", CITY, "上海市质量金奖", "先进质量管理模式", ""),
    (SH, "gold-individual", CITY, "上海市质量金奖", "先进质量管理成果", ""),
    (SH, "mayor-organisation", CITY, "上海市市长质量奖", "先进质量管理模式", ""),
    (SH, "mayor-individual", CITY, "上海市市长质量奖", "先进质量管理成果", ""),
    (XH, "chief-excellence-organisation", XUHUI, "徐汇区区长质量奖", "卓越绩效项目", "组织"),
    (XH, "chief-excellence-individual", XUHUI, "徐汇区区长质量奖", "卓越绩效项目", "个人"),
    (XH, "chief-social-organisation", XUHUI, "徐汇区区长质量奖", "社会治理项目", "组织"),
    (XH, "chief-social-individual", XUHUI, "徐汇区区长质量奖", "社会治理项目", "个人"),
    (XH, "district-excellence-organisation", XUHUI, "徐汇区质量奖", "卓越绩效项目", "组织"),
    (XH, "district-excellence-individual", XUHUI, "徐汇区质量奖", "卓越绩效项目", "个人"),
    (XH, "district-social-organisation", XUHUI, "徐汇区质量奖", "社会治理项目", "组织"),
    (XH, "district-social-individual", XUHUI, "徐汇区质量奖", "社会治理项目", "个人"),
    (XS, "quality-organisation", XIAOSHAN, "萧山区政府质量奖", "质量奖", "组织"),
    (XS, "innovation-organisation", XIAOSHAN, "萧山区政府质量管理创新奖", "创新奖", "组织"),
    (QS, "chief-organisation", QINGSHANHU, "青山湖区区长质量奖", "组织奖", "组织"),
    (QS, "chief-individual", QINGSHANHU, "青山湖区区长质量奖", "个人奖", "个人"),
    ("ganzhou", "government-organisation", "甘州区政府质量奖申报表", "甘州区人民政府质量奖", "组织", "组织"),
]


@pytest.mark.parametrize(("rules", "award", "title", "prize", "category", "track"), FORMS)
def test_the_form_tells_regulation_and_award(
    rules: str, award: str, title: str, prize: str, category: str, track: str
) -> None:
    told = {"form.title": title, "form.award": prize, "form.category": category}
    kind = "individual_form" if award.endswith("individual") else "application_form"
    sheet = sheet_of({kind: {**told, **({"form.track": track} if track else {})}})
    assert choose(sheet, PACKS.values()) == (rules, award)


def test_words_that_fit_both_tracks_are_settled_by_the_form_itself() -> None:
    """The category was not read; the form is one for persons."""
    told = {
        "form.title": "上海市政府质量奖申报表",
        "form.award": "上海市质量金奖",
        "form.category": "管理模式 管理成果",
    }
    assert choose(sheet_of({"individual_form": told}), PACKS.values()) == ("shanghai-2022", "gold-individual")
    assert choose(sheet_of({"application_form": told}), PACKS.values()) == ("shanghai-2022", "gold-organisation")


def test_who_applies_is_told_by_the_form_where_it_does_not_print_the_word() -> None:
    """徐汇's form for organisations says nowhere 组织."""
    told = {"form.title": "徐汇区区政府质量奖申报表", "form.award": "徐汇区区长质量奖", "form.category": "卓越绩效项目"}

    assert choose(sheet_of({"application_form": told}), PACKS.values()) == (
        "xuhui-draft-2021",
        "chief-excellence-organisation",
    )
    assert choose(sheet_of({"individual_form": told}), PACKS.values()) == (
        "xuhui-draft-2021",
        "chief-excellence-individual",
    )


def test_a_day_of_issue_is_refused_where_the_text_prints_it() -> None:
    """It would be ignored in silence."""
    from pipeline.errors import BadSettings

    office = Office(rules="qingshanhu-2022", issued_on=date(2022, 5, 18))
    with pytest.raises(BadSettings, match="issued_on"):
        judge(FactSheet(package="空"), PACKS["qingshanhu-2022"], "chief-organisation", office, date(2026, 6, 30))


CASES = Path(__file__).parents[1] / "packs"


def _applications() -> Iterator[Any]:
    """Name every clean application the cases begin with, for each award of its track."""
    for name, pack in PACKS.items():
        told = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
        for which, base in {"base": told["base"], **told.get("bases", {})}.items():
            track = "individual" if "individual_form" in base else "organisation"
            for award in pack.award:
                if award.track == track:
                    yield pytest.param(pack, award.id, base, told["on"], id=f"{award.id} {which}")


def _verdicts(pack: RulePack, award: str, papers: Any, on: date) -> dict[str, Verdict]:
    return {one.rule: one.verdict for one in judge(sheet_of(papers), pack, award, Office(), on)}


def _met(verdicts: dict[str, Verdict]) -> set[str]:
    return {rule for rule, verdict in verdicts.items() if verdict is Verdict.MET}


@pytest.mark.parametrize(("pack", "award", "base", "on"), list(_applications()))
def test_what_is_taken_away_meets_nothing(pack: RulePack, award: str, base: Any, on: date) -> None:
    """A clean application without one of its papers, or with that paper there and nothing read on it."""
    before = _met(_verdicts(pack, award, base, on))
    for paper, facts in base.items():
        for gone in ([paper], [f"{paper}/{field}" for field in facts]):
            assert _met(_verdicts(pack, award, changed(base, {}, gone), on)) <= before, gone


@pytest.mark.parametrize(("pack", "award", "base", "on"), list(_applications()))
def test_ink_that_cannot_be_read_settles_nothing(pack: RulePack, award: str, base: Any, on: date) -> None:
    """A paper whose every word may also be nothing: what was open stays open, and nothing turns into its opposite."""
    before = _verdicts(pack, award, base, on)
    for paper, facts in base.items():
        unsure = {field: [value, "said:unreadable"] for field, value in facts.items() if not isinstance(value, bool)}
        for rule, verdict in _verdicts(pack, award, changed(base, {paper: unsure}), on).items():
            assert verdict in {before[rule], Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE}, (paper, rule)
