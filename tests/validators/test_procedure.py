"""What the five regulations say of the office's own papers, read in their texts."""

from pathlib import Path

import pytest

from validators.pack import available, lint, load

_GROUP = "区质量强区与名牌战略工作领导小组各成员单位"


@pytest.mark.parametrize(
    ("rules", "article", "bureaux"),
    [
        (
            "qingshanhu-2022",
            "第十五条",
            ("区质量强区与名牌战略工作领导小组各成员单位", "区税务局", "区人社局", "区纪委监委"),
        ),
        ("xiaoshan-draft-2023", "第十八条", ("萧山区质量强区工作领导小组各成员单位",)),
        ("xuhui-draft-2021", "第十条", ("区质量工作领导小组各成员单位",)),
        ("shanghai-2022", "第二十二条", ()),  # “相关部门” names nobody
    ],
)
def test_the_bureaux_are_those_the_article_names(rules: str, article: str, bureaux: tuple[str, ...]) -> None:
    asked = load(rules).procedure.consultation
    assert asked
    assert (asked.article, asked.bureaux) == (article, bureaux)


def test_ganzhou_asks_nobody_and_gives_reasons() -> None:
    """第十六条（二） lets the secretariat examine alone; the result is told in writing, a refusal with reasons."""
    procedure = load("ganzhou").procedure
    assert procedure.consultation is None
    assert procedure.notice
    assert (procedure.notice.article, procedure.notice.item) == ("第十六条", "（二）")
    assert [load(name).procedure.notice is None for name in available() if name != "ganzhou"] == [True] * 4


@pytest.mark.parametrize(
    ("rules", "article", "days", "unit", "stage"),
    [
        ("shanghai-2022", "第二十二条", 5, "working", "conditions"),
        ("qingshanhu-2022", "第十九条", 7, "calendar", "award"),
        ("xiaoshan-draft-2023", "第二十三条", 7, "calendar", "award"),
        ("xuhui-draft-2021", "第十四条", 7, "calendar", "award"),
        ("ganzhou", "第十六条", 7, "calendar", "award"),
    ],
)
def test_only_shanghai_publishes_who_passed_the_examination(
    rules: str, article: str, days: int, unit: str, stage: str
) -> None:
    told = load(rules).procedure.publicity
    assert told
    assert (told.article, told.days, told.unit, told.stage) == (article, days, unit, stage)


def test_a_procedure_that_misquotes_its_article_does_not_load(tmp_path: Path) -> None:
    """The article stands behind a letter that is signed: its words are checked like those of a rule."""
    text = Path("validators/packs/ganzhou.toml").read_text(encoding="utf-8")
    (tmp_path / "ganzhou.toml").write_text(
        text.replace('不予受理的，应当说明理由"', '不受理的，须说明理由"', 1), "utf-8"
    )
    (fault,) = lint(tmp_path / "ganzhou.toml")
    assert "[procedure.notice]" in fault
    assert "不是第十六条的原文" in fault
