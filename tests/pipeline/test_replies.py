"""The form that goes out to the bureaux is the form that comes back."""

from pipeline.replies import CHOICES, FILLED_BY, NOTES, Counted, Heading, Opinion


def test_every_column_is_filled_by_the_office_or_by_the_bureau() -> None:
    """No column is left that nobody fills, and the office's come first: the bureau writes to the right of them."""
    assert list(FILLED_BY) == list(Heading)
    by = list(FILLED_BY.values())
    assert by == ["office"] * 8 + ["bureau"] * 6


def test_the_form_names_every_answer_it_accepts() -> None:
    """A bureau that reads the notes knows each word it may write."""
    told = "".join(NOTES)
    assert all(word in told for words in CHOICES.values() for word in words)
    assert [one.value for one in Opinion] == ["无记录", "有记录", "不属本部门职责", "未答复"]
    assert [one.value for one in Counted] == ["属于", "不属于", "未认定"]
