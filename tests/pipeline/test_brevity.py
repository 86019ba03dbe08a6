"""A first look is short, a close look loses nothing."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.brevity import clipped, lines_of

_TEXTS = st.lists(
    st.sampled_from(["甲不一致。", "按“乙”，满足；", "丙", "按“丁”（戊。）", "。", "；"]), max_size=40
).map("".join)


def test_what_is_short_stays_as_it_is() -> None:
    assert clipped("甲" * 120) == "甲" * 120
    assert lines_of("甲。" * 60) == ["甲。" * 60]


def test_one_character_more_is_clipped_at_a_clause() -> None:
    """121 characters in clauses of eleven: ten of them fit, 110 characters, the last without its stop."""
    assert clipped(("甲" * 10 + "。") * 11) == ("甲" * 10 + "。") * 9 + "甲" * 10 + "……"


def test_a_clause_without_an_end_is_cut() -> None:
    assert clipped("甲" * 500) == "甲" * 180 + "……"


def test_what_is_said_twice_of_several_members_stands_once() -> None:
    text = "请查询。请核对。请查询。" * 20

    assert lines_of(text) == ["请查询。", "请核对。"]


@given(_TEXTS)
def test_lines_lose_no_word(text: str) -> None:
    lines = lines_of(text, most=5)

    assert all(line in text for line in lines)
    assert set("".join(lines)) == set(text)


@given(_TEXTS)
def test_a_clipped_text_begins_as_the_text_does(text: str) -> None:
    told = clipped(text, most=20)

    assert len(told) <= 32
    assert text.startswith(told.removesuffix("……"))
