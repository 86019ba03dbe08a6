"""The dates of the papers stand against the time each clause looks at; places are worked out by hand."""

from datetime import date

import pytest

from pipeline.drawn import LEFT, RIGHT, Scale, draw, scale_of, spots, width_of
from pipeline.model import AmountValue, Doubt, Fact, Finding, PeriodValue, Verdict, Window
from pipeline.timeline import Mark, Row, Timeline, say_window, timeline
from tests.pipeline.paper import finding, founded
from tests.pipeline.test_page import dossier

ON = date(2026, 6, 30)
THREE_YEARS = Window(starts=date(2023, 6, 30), ends=ON, asks="begun")


def timed(*support: Fact, against: tuple[Fact, ...] = (), windows: tuple[Window, ...] = (THREE_YEARS,)) -> Finding:
    told = {"windows": windows, "against": against}
    return finding(Verdict.NOT_MET if against else Verdict.MET, support=support).model_copy(update=told)


def other(field: str, day: str, document: str = "aaaaaaaaaaaa-p1", key: str = "") -> Fact:
    return founded(day).model_copy(update={"field": field, "document": document, "key": key})


def period(starts: str | None, ends: str | None, open_end: str = "") -> Fact:
    value = PeriodValue.model_validate({"starts": starts, "ends": ends, "open_end": open_end})
    return founded("2020-01-01").model_copy(update={"field": "entity.term", "value": value})


def mark(starts: str, ends: str = "", said: str = "2020-01-01", what: str = "成立日期") -> Mark:
    first = date.fromisoformat(starts)
    return Mark(what=what, said=said, starts=first, ends=date.fromisoformat(ends) if ends else first)


# ── what is drawn ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_condition_with_a_window_is_a_row_and_one_without_is_none() -> None:
    rows = timeline(dossier(timed(founded("2020-03-01")), finding())).rows

    assert [(row.rule, row.verdict, len(row.marks)) for row in rows] == [("16.1.1-years", Verdict.MET, 1)]


def test_a_condition_that_does_not_apply_is_no_row() -> None:
    spared = timed(founded("2020-03-01")).model_copy(update={"verdict": Verdict.NOT_APPLICABLE})

    assert timeline(dossier(spared)).rows == ()


def test_dates_no_clause_looks_at_follow_in_the_order_of_time() -> None:
    """The founding stands in its row already; the audit and the honour come after, the earlier first."""
    day = founded("2020-03-01")
    late, early = other("audit.signed_on", "2025-03-01"), other("honour.awarded_on", "2024-05-01")
    rows = timeline(dossier(timed(day), facts=(day, late, early))).rows

    assert [(row.title, row.rule) for row in rows[1:]] == [("授予日期", ""), ("报告日期", "")]


def test_a_coarse_date_is_all_the_days_it_may_mean() -> None:
    (row,) = timeline(dossier(timed(founded("2023-06")))).rows

    assert [(one.starts, one.ends, one.said) for one in row.marks] == [(date(2023, 6, 1), date(2023, 6, 30), "2023-06")]


@pytest.mark.parametrize(
    ("fact", "starts", "ends", "said"),
    [
        (period("2020-03-01", "2030-02-28"), date(2020, 3, 1), date(2030, 2, 28), "2020-03-01至2030-02-28"),
        (period("2020-03", None, "长期"), date(2020, 3, 1), None, "2020-03起，长期"),
        (period("2020-03", None, "至今"), date(2020, 3, 1), ON, "2020-03至今"),
        (period("2027-03", None, "至今"), date(2027, 3, 1), date(2027, 3, 1), "2027-03至今"),
        (period(None, "2030"), date(2030, 1, 1), date(2030, 12, 31), "至2030"),
    ],
)
def test_a_period_reaches_from_end_to_end(fact: Fact, starts: date, ends: date | None, said: str) -> None:
    (row,) = timeline(dossier(timed(fact))).rows

    assert [(one.starts, one.ends, one.said) for one in row.marks] == [(starts, ends, said)]


def test_a_figure_stands_for_its_year_once() -> None:
    """Two lines of the statement of 2025 are one mark; a figure without a year is no time."""
    value = AmountValue.model_validate({"amount": 1})
    lines = [
        other(field, "2020-01-01", key=key).model_copy(update={"value": value})
        for field, key in (("finance.profit_total", "2025"), ("finance.profit_net", "2025"), ("finance.profit_net", ""))
    ]
    (row,) = timeline(dossier(timed(*lines))).rows

    assert [(one.said, one.starts, one.ends) for one in row.marks] == [("2025", date(2025, 1, 1), date(2025, 12, 31))]


def test_what_two_papers_print_alike_is_one_mark_with_both() -> None:
    form = founded("2020-03-01").model_copy(update={"document": "form"})
    (row,) = timeline(dossier(timed(founded("2020-03-01"), form))).rows

    assert [one.papers for one in row.marks] == [("营业执照", "材料")]


def test_what_speaks_against_is_told_from_what_contradicts() -> None:
    """A founding too late speaks against the condition; two foundings speak against each other."""
    (late,) = timeline(dossier(timed(against=(founded("2024-03-01"),)))).rows
    split = timed(founded("2023-09-20"), against=(founded("2013-09-20"),))
    doubtful = split.model_copy(update={"verdict": Verdict.UNDETERMINED, "doubt": Doubt.CONFLICT})
    (open_,) = timeline(dossier(doubtful)).rows

    assert [one.speaks for one in late.marks] == ["against"]
    assert [one.speaks for one in open_.marks] == ["open", "open"]


def test_a_window_says_what_it_asks_and_under_which_reading() -> None:
    within = Window(starts=date(2021, 1, 1), ends=date(2025, 12, 31), asks="within", reading="申报年度之前")

    assert say_window(THREE_YEARS) == "须不晚于 2023-06-30"
    assert say_window(within) == "所看期间 2021-01-01 至 2025-12-31（申报年度之前）"
    assert say_window(within.model_copy(update={"asks": "length", "reading": ""})) == "年数相当于自 2021-01-01 起"


# ── where it stands ─────────────────────────────────────────────────────────────────────────────────────────────────

YEARS = Scale(date(2020, 1, 1), date(2024, 1, 1))  # 1461 days on 732 pixels


def test_days_are_spread_evenly_and_stay_on_the_drawing() -> None:
    assert (LEFT, RIGHT) == (236.0, 968.0)
    assert YEARS.x(date(2020, 1, 1)) == 236.0
    assert YEARS.x(date(2024, 1, 1)) == 968.0
    assert YEARS.x(date(2021, 1, 1)) == 419.4  # 366 of 1461 days: 183.4 pixels
    assert YEARS.x(date(1958, 1, 1)) == 236.0
    assert YEARS.x(date(2099, 1, 1)) == 968.0


def test_an_old_founding_does_not_press_the_windows_together() -> None:
    """The first window opens in 2023: nothing before 2021 is drawn to scale."""
    row = Row(title="年限", rule="1-a", windows=(THREE_YEARS,), marks=(mark("1958-01-01"),))

    assert scale_of(Timeline(on=ON, rows=(row,))) == Scale(date(2021, 1, 1), date(2027, 1, 1))


def test_the_drawing_begins_with_the_first_date_where_that_is_late() -> None:
    row = Row(title="年限", rule="1-a", windows=(THREE_YEARS,), marks=(mark("2022-05-01"), mark("2027-03-01")))

    assert scale_of(Timeline(on=ON, rows=(row,))) == Scale(date(2022, 1, 1), date(2028, 1, 1))


def test_without_windows_ten_years_are_drawn_and_three_ahead() -> None:
    row = Row(title="日期", marks=(mark("1958-01-01"), mark("2099-01-01")))

    assert scale_of(Timeline(on=ON, rows=(row,))) == Scale(date(2016, 1, 1), date(2030, 1, 1))


def test_a_label_stands_to_the_right_or_where_there_is_room() -> None:
    """Ten signs are 64 pixels wide. To the right of a mark in the middle, to the left of one at the right edge."""
    (middle,) = spots(YEARS, [mark("2021-01-01")], date(2024, 1, 1))
    (last,) = spots(YEARS, [mark("2023-12-01")], date(2024, 1, 1))

    assert width_of("2020-01-01") == 64
    assert middle.label is not None
    assert (middle.label.anchor, middle.label.x) == ("start", 427.4)
    assert last.label is not None
    assert last.label.anchor == "end"


def test_a_label_without_room_is_left_to_the_table() -> None:
    """Three marks ten days apart, five pixels each: the outer ones are labelled outwards, the middle one nowhere."""
    close = [mark("2022-01-01"), mark("2022-01-11"), mark("2022-01-21")]
    anchors = [spot.label and spot.label.anchor for spot in spots(YEARS, close, date(2024, 1, 1))]

    assert anchors == ["end", None, "start"]


def test_a_long_mark_is_labelled_inside() -> None:
    """A year is 183 pixels wide, and the label 64."""
    (spot,) = spots(YEARS, [mark("2021-01-01", "2022-01-01")], date(2024, 1, 1))

    assert spot.label is not None
    assert spot.label.anchor == "middle"
    assert spot.label.x == pytest.approx(510.85, abs=0.06)  # halfway from 419.4 to 602.3 (731 days: 366.25)


def test_dates_of_several_kinds_are_named() -> None:
    told = spots(YEARS, [mark("2020-06-01"), mark("2022-06-01", what="有效期至")], date(2024, 1, 1))

    assert [spot.label and spot.label.text for spot in told] == ["成立日期 2020-01-01", "有效期至 2020-01-01"]


def test_what_lies_beyond_the_drawing_is_told_from_what_lies_at_its_edge() -> None:
    early, open_ = mark("1958-01-01"), mark("2022-01-01").model_copy(update={"ends": None})
    told = spots(YEARS, [early, open_], date(2024, 1, 1))

    assert [(spot.early, spot.late) for spot in told] == [(True, False), (False, True)]
    assert told[1].end == RIGHT


def test_a_label_keeps_clear_of_the_reference_day() -> None:
    """The day stands 25 pixels to the right of the mark: the label goes to its left."""
    (spot,) = spots(YEARS, [mark("2022-05-01")], date(2022, 6, 20))

    assert spot.label is not None
    assert spot.label.anchor == "end"


def test_rows_stand_below_each_other_with_room_for_their_windows() -> None:
    """24 for the marks, 18 for each window, 8 of air: 50 with one window, 32 with none."""
    rows = (Row(title="年限", rule="1-a", windows=(THREE_YEARS,)), Row(title="日期", marks=(mark("2024-01-01"),)))
    drawing = draw(Timeline(on=ON, rows=rows))

    assert [(lane.y, lane.height) for lane in drawing.lanes] == [(40, 50), (90, 32)]
    assert drawing.lanes[0].bars[0].y == 64
    assert drawing.height == 128


def test_a_reading_too_long_for_the_drawing_is_left_to_the_table() -> None:
    long = THREE_YEARS.model_copy(update={"reading": "读法" * 40})
    (lane,) = draw(Timeline(on=ON, rows=(Row(title="年限", rule="1-a", windows=(long,)),))).lanes

    assert lane.bars[0].label.text == "须不晚于 2023-06-30"
