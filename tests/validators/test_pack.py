"""A rule pack loads strictly, and tells everything that is wrong with it at once."""

from pathlib import Path

import pytest

from pipeline.errors import BadRules, UnknownName
from validators.pack import available, lint, load, read_pack

GOOD = """
id = "small"
title = "乌有市质量奖办法"
number = "乌府发〔2026〕1号"
issuer = "乌有市人民政府"
status = "in_force"
valid_from = 2026-01-01
recognise = ["乌有市质量奖"]

[[award]]
id = "prize"
title = "乌有市质量奖"
track = "organisation"
recognise = ["乌有市质量奖"]

[[article]]
id = "1"
number = "第一条"
text = "申报组织应当成立三年以上（含三年）。"

[[rule]]
id = "1-years"
title = "成立年限"
awards = ["prize"]
quote = "三年 以上(含三年)"
remedy = "refuse"
[rule.test]
predicate = "years_since"
field = "entity.founded"
kinds = ["business_licence"]
[[rule.limit]]
from = 2026-01-01
value = 3

[[article]]
id = "2"
number = "第二条"
text = "本办法由乌有市市场监督管理局解释。"
out_of_scope = "organisation"
"""


def _written(folder: Path, *changes: tuple[str, str]) -> Path:
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_pack_that_comes_with_zishen_is_clean() -> None:
    """And can be loaded by its name."""
    folder = Path(__file__).parents[2] / "validators" / "packs"
    for name in available():
        assert lint(folder / f"{name}.toml") == []
        assert load(name).id == name


def test_every_article_of_shanghai_is_accounted_for() -> None:
    """Forty-one articles, each with rules or a reason, and every quotation verbatim."""
    pack = load("shanghai-2022")
    assert [article.id for article in pack.article] == [str(number) for number in range(1, 42)]
    assert (pack.article[0].number, pack.article[-1].number) == ("第一条", "第四十一条")
    ruled = {rule.article for rule in pack.rule}
    assert ruled == {"16", "17", "18", "20", "22", "35", "36", "41"}
    assert all((article.id in ruled) == (article.out_of_scope is None) for article in pack.article)


def test_the_status_is_said_in_words() -> None:
    """It is carried into every dossier."""
    assert load("shanghai-2022").status_words == "现行有效（2022年9月1日至2027年8月31日）"


def test_a_small_pack_by_an_officer_loads(tmp_path: Path) -> None:
    """White space and the width of brackets are not part of a quotation."""
    pack = read_pack(_written(tmp_path))
    assert pack.rule_of("1-years").limit_on(pack.rule[0].limit[0].starts) == 3
    assert len(pack.sha256) == 64
    assert pack.status_words == "现行有效（2026年1月1日起施行）"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('remedy = "refuse"', 'remedy = "refuse"\ncolour = "red"', "规则 1-years：没有“colour”这一项，可用：id、title"),
        ('remedy = "refuse"', 'remedy = "expel"', "“remedy”不能写 expel，可用：supplement、refuse、clarify"),
        ('title = "成立年限"', "", "规则 1-years：缺少“title”"),
        ('predicate = "years_since"', 'predicate = "eval"', "没有判断方式“eval”，可用：years_since、"),
        ('predicate = "years_since"', "", "缺少 predicate，可用：years_since、"),
        ('"entity.founded"', '"entity.found"', "没有字段 entity.found，可用：entity.founded"),
        ('"entity.founded"', '"entity.name"', "字段 entity.name 的类型是 text，可用："),
        ('kinds = ["business_licence"]', 'kinds = ["license"]', "没有材料种类 license，可用：business_licence"),
        ('kinds = ["business_licence"]', "kinds = []", "“test.kinds”的写法不对"),
        ("value = 3", "value = -3", "“limit.0.value”的写法不对：-3"),
        ("value = 3", "value = 3\nunit = 'y'", "没有“limit.0.unit”这一项，可用：from、value"),
        ("[[rule.limit]]\nfrom = 2026-01-01\nvalue = 3\n", "", "years_since 须有限值"),
        ("三年 以上", "五年以上", "不是条文 1 的原文"),
        ('remedy = "refuse"', 'remedy = "refuse"\nitem = "（二）"', "”不在条文 1 的（二）之下"),
        ('remedy = "refuse"', 'remedy = "refuse"\nitem = "第二款"', "”不在条文 1 的第二款之下"),
        ('awards = ["prize"]', 'awards = ["gold"]', "awards 里没有奖项 gold，可用：prize"),
        ('id = "1-years"', 'id = "7-years"', "没有条文 7"),
        ('id = "1-years"', 'id = "years"', "“id”的写法不对"),
        ('out_of_scope = "organisation"', "", "条文 2（第二条）：既没有规则，也没有写 out_of_scope"),
        ('out_of_scope = "organisation"', 'out_of_scope = "boring"', "“out_of_scope”不能写 boring，可用：purpose、"),
        ('id = "2"', 'id = "3"', "条文 2：没有收录"),
        ('id = "2"', 'id = "1"', "条文 1：id 重复"),
        ('id = "small"', 'id = "large"', "与文件名 small.toml 不同"),
        ('status = "in_force"', 'status = "valid"', "“status”不能写 valid，可用：in_force、draft、repealed"),
        ("valid_from = 2026-01-01", "valid_from = 2026-13-01", "TOML 语法有误"),
        ('number = "乌府发', 'id = "again"\nnumber = "乌府发', "TOML 语法有误"),
        ('[[award]]\nid = "prize"', '[award]\nid = "prize"', "没有奖项，请用 [[award]] 逐一写出"),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_may_be_written(tmp_path: Path, old: str, new: str, told: str) -> None:
    """File, rule, key and the allowed values; the same sentence stands in the error of a load."""
    path = _written(tmp_path, (old, new))
    faults = lint(path)
    assert any(fault.startswith("small.toml：") and told in fault for fault in faults), faults
    with pytest.raises(BadRules, match=r"规则文件不合要求：small\.toml"):
        read_pack(path)


def test_a_rule_that_does_not_load_does_not_leave_its_article_bare(tmp_path: Path) -> None:
    """One slip is one fault: nothing is blamed on what merely followed from it."""
    assert len(lint(_written(tmp_path, ('kinds = ["business_licence"]', 'kinds = ["license"]')))) == 1


PAPER = """
[[paper]]
id = "photo"
title = "照片"
awards = ["prize"]
kinds = ["other"]
quote = "现场照片"
send = "请补充照片。"
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('awards = ["prize"]', 'awards = ["gold"]', "材料 photo：awards 里没有奖项 gold，可用：prize"),
        ('kinds = ["other"]', 'kinds = ["photograph"]', "材料 photo：没有材料种类 photograph，可用："),
        ('quote = "现', 'basis = "regulation"\nquote = "现', "材料清单不是条文"),
        ('title = "照片"', "", "材料 photo：缺少“title”"),
    ],
)
def test_a_list_of_papers_rests_on_no_article(tmp_path: Path, old: str, new: str, told: str) -> None:
    """It names awards and kinds there are, and never borrows the law's authority."""
    end = 'title = "成立年限"'
    assert lint(_written(tmp_path, ('[[article]]\nid = "1"', PAPER + '[[article]]\nid = "1"'))) == []
    faults = lint(
        _written(tmp_path, (end, end), ('[[article]]\nid = "1"', PAPER.replace(old, new) + '[[article]]\nid = "1"'))
    )
    assert any(told in fault for fault in faults), faults


def test_an_alternative_has_the_limit_its_question_needs(tmp_path: Path) -> None:
    """Without one, no years at all would be enough."""
    test = GOOD[GOOD.index("predicate = ") : GOOD.index('[[article]]\nid = "2"')]
    one = 'predicate = "any_of"\n[[rule.test.alternatives]]\ntitle = "年限"\n{limit}[rule.test.alternatives.test]\n'
    years = 'predicate = "years_since"\nfield = "entity.founded"\nkinds = ["business_licence"]\n'
    assert lint(_written(tmp_path, (test, one.format(limit="limit = 3\n") + years))) == []
    assert any(
        "请在这一项写 limit" in fault for fault in lint(_written(tmp_path, (test, one.format(limit="") + years)))
    )


def test_a_rule_that_sends_to_others_must_find_them(tmp_path: Path) -> None:
    test = GOOD[GOOD.index("predicate = ") : GOOD.index('[[article]]\nid = "2"')]
    members = 'predicate = "members"\nrules = ["9-none"]\nasks = "甲"\nsettles = "乙"\n'
    assert any("9-none 不是本办法的其他规则" in fault for fault in lint(_written(tmp_path, (test, members))))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """An officer mends a file in one round, not one fault at a time."""
    path = _written(
        tmp_path,
        ('title = "成立年限"', ""),
        ('status = "in_force"', 'status = "valid"'),
        ('track = "organisation"', 'track = "team"'),
        ('id = "2"', 'id = "3"'),
    )
    faults = " ".join(lint(path))
    assert all(told in faults for told in ("缺少“title”", "“status”", "“track”", "条文 2：没有收录"))


def test_a_reading_that_does_not_fit_its_predicate_is_a_fault(tmp_path: Path) -> None:
    """What a reading changes is checked when the pack loads, not when it is first used."""
    readings = "".join(
        f'[[rule.reading]]\nid = "{name}"\ntitle = "读法"\nset = {{ field = "{field}" }}\n'
        for name, field in (("a", "entity.founded"), ("b", "entity.born"))
    )
    assert any("entity.born" in fault for fault in lint(_written(tmp_path, ("value = 3\n", f"value = 3\n{readings}"))))


def test_limits_step_from_day_to_day(tmp_path: Path) -> None:
    """A changed limit is a new step; the day before it the old one holds."""
    from datetime import date

    steps = "value = 3\n[[rule.limit]]\nfrom = 2028-01-01\nvalue = 5\n"
    rule = read_pack(_written(tmp_path, ("value = 3\n", steps))).rule[0]
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2027, 12, 31), date(2028, 1, 1))
    assert [rule.limit_on(day) for day in days] == [None, 3, 3, 5]
    backwards = steps.replace("2028", "2020")
    assert any("由早到晚" in fault for fault in lint(_written(tmp_path, ("value = 3\n", backwards))))


def test_a_file_that_is_not_there_or_not_text_is_one_fault(tmp_path: Path) -> None:
    """No traceback for a wrong path or a wrong encoding."""
    assert "文件打不开" in lint(tmp_path / "none.toml")[0]
    wrong = tmp_path / "gbk.toml"
    wrong.write_bytes("标题".encode("gbk"))
    assert "不是 UTF-8 编码" in lint(wrong)[0]


def test_an_unknown_name_lists_the_packs_there_are() -> None:
    """And where to see them."""
    with pytest.raises(UnknownName, match="shanghai-2022"):
        load("beijing-1900")
