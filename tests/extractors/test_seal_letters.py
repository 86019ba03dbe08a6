"""The name on a rim is put together letter by letter, and a letter nobody read is not passed over."""

from extractors.ink.ocr_engine import Words
from extractors.ink.seal_letters import Points, put_together

FIRST, LAST = -1.0, 30.5  # six letters in steps 3 to 28, the ink half a letter wider; a step and a half of slack before


def read(text: str, *, sure: float = 0.99, doubt: str = "", at: float = 0.5) -> Words:
    """A reading whose letters stand five steps apart; “＿” leaves a place empty, `doubt` is a letter read at `at`."""
    kept = [(3 + 5 * place, letter) for place, letter in enumerate(text) if letter != "＿"]
    sures = tuple(at if letter == doubt else sure for _, letter in kept)
    return Words("".join(letter for _, letter in kept), sure, (), tuple(place for place, _ in kept), sures)


def name(*readings: Words) -> str:
    found = put_together(readings, FIRST, LAST)
    return found.text if found else ""


def test_what_all_inks_say_is_the_name() -> None:
    assert name(read("乌有市公安局"), read("乌有市公安局")) == "乌有市公安局"


def test_a_letter_that_one_ink_passes_over_comes_from_another() -> None:
    """A date is printed over 市: the sharp ink loses the letter, the blurred one still shows it."""
    assert name(read("乌有＿公安局"), read("乌有＿公安局"), read("乌有市公安局")) == "乌有市公安局"


def test_a_letter_that_all_inks_pass_over_leaves_the_name_unsaid() -> None:
    assert name(read("乌有＿公安局", sure=1.0), read("乌有＿公安局", sure=1.0)) == ""


def test_a_first_or_last_letter_that_is_missing_leaves_the_name_unsaid() -> None:
    assert name(read("＿有市公安局"), read("＿有市公安局")) == ""
    assert name(read("乌有市公安＿"), read("乌有市公安＿")) == ""


def test_print_beside_a_name_that_stands_under_the_star_hides_no_letter() -> None:
    """Ink begins three letters before the name and ends two behind it; its middle is at step 15.5, told a little early.

    A point of the star is there, or the next one 16.6 steps on; half a letter aside, a letter would be missing.
    """
    whole = [read("乌有市公安局"), read("乌有市公安局")]

    def told(star: float) -> str:
        found = put_together(whole, FIRST - 15, LAST + 10, points=Points(star, 16.6))
        return found.text if found else ""

    assert put_together(whole, FIRST - 15, LAST + 10) is None
    assert [told(star) for star in (15.9, 15.9 - 16.6, 15.9 + 2.5, 15.9 - 2.5)] == [
        "乌有市公安局",
        "乌有市公安局",
        "",
        "",
    ]


def test_a_name_under_the_star_that_does_not_end_like_one_stays_unsaid() -> None:
    """乌有市公安局嘉定 would be the name of nobody, and 分局 may stand under the date."""
    found = put_together([read("乌有市公安"), read("乌有市公安")], FIRST - 15, LAST + 10, points=Points(13.4, 16.6))
    assert found is None


def test_a_first_letter_that_is_missing_is_missed_by_the_star_too() -> None:
    """The star stands under the middle of the whole name; that of the rest is half a letter further on."""
    cut = read("＿有市公安局")
    assert put_together([cut, cut], FIRST, LAST, points=Points(15.9, 16.6)) is None


def test_a_figure_of_a_date_beside_the_name_is_no_letter_of_it() -> None:
    """An 8 is read by one ink ten steps before the name."""
    eight = Words("8乌有市公安局", 0.99, (), (-7, 3, 8, 13, 18, 23, 28), (0.7, *[0.99] * 6))
    readings = [eight, read("乌有市公安局")]
    assert put_together(readings, FIRST - 15, LAST) is None
    found = put_together(readings, FIRST - 15, LAST, points=Points(15.9, 16.6))
    assert found is not None
    assert found.text == "乌有市公安局"


def test_a_letter_that_only_one_ink_half_saw_is_nobodys_word() -> None:
    """Sure by 0.92 and alone is less than the 0.96 a lone reading needs; 0.97 is enough."""
    lost = read("乌有＿公安局")
    assert name(lost, lost, read("乌有市公安局", doubt="市", at=0.92)) == ""
    assert name(lost, lost, read("乌有市公安局", doubt="市", at=0.97)) == "乌有市公安局"


def test_two_who_agree_are_surer_than_each() -> None:
    """0.8 and 0.8 together leave 0.2 × 0.2 = 0.04 of doubt; 0.6 and 0.6 leave 0.16."""
    eighty, sixty = (read("乌有市公安局", doubt="市", at=sure) for sure in (0.8, 0.6))
    assert name(eighty, eighty) == "乌有市公安局"
    assert name(sixty, sixty) == ""


def test_a_rival_in_the_same_place_is_kept_as_another_reading() -> None:
    found = put_together(
        [read("鸟有市公安局"), read("鸟有市公安局"), read("乌有市公安局", doubt="乌", at=0.8)], FIRST, LAST
    )
    assert found is not None
    assert (found.text, found.others) == ("鸟有市公安局", ("乌有市公安局",))


def test_scraps_outside_the_ink_of_the_name_are_no_letters() -> None:
    """A digit of the number at the foot, beyond the last letter."""
    reading = read("乌有市公安局")
    beyond = reading._replace(text=reading.text + "3", places=(*reading.places, 36), sure=(*reading.sure, 0.99))
    assert name(beyond, beyond) == "乌有市公安局"


def test_nothing_read_is_no_name() -> None:
    assert name(Words("", 0.0), Words("", 0.0)) == ""


def test_ink_that_reaches_as_far_on_both_sides_is_the_line_below_the_name() -> None:
    """A letter and a half of ink beside either end, where a line stands below the middle: nothing is missing."""
    wide = (FIRST - 7.5, LAST + 7.5)
    readings = [read("乌有市公安局"), read("乌有市公安局")]
    lined = put_together(readings, *wide, lined=True)
    assert lined is not None
    assert lined.text == "乌有市公安局"
    assert put_together(readings, *wide) is None


def test_ink_on_one_side_alone_is_a_letter_though_there_is_a_line() -> None:
    readings = [read("＿有市公安局"), read("＿有市公安局")]
    assert put_together(readings, FIRST, LAST, lined=True) is None
