"""Ruled cells are found from rules alone, with the gaps and overlaps that drawing programs leave."""

from extractors.ink.grid import Rule, Slot, tables


def placed(slots: list[Slot]) -> list[tuple[int, int, int, int]]:
    return [(slot.row, slot.column, slot.row_span, slot.column_span) for slot in slots]


def rules(at: tuple[float, ...], start: float, end: float) -> list[Rule]:
    return [Rule(one, start, end) for one in at]


def test_a_plain_grid_has_a_cell_for_each_square() -> None:
    (found,) = tables(rules((0, 10, 20), 0, 30), rules((0, 15, 30), 0, 20), 2)
    assert placed(found) == [(1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]
    assert found[3][:4] == (15, 10, 30, 20)


def test_a_missing_rule_merges_two_cells() -> None:
    """The rule between the upper two cells is not drawn: they are one over two columns."""
    upright = [Rule(0, 0, 20), Rule(15, 10, 20), Rule(30, 0, 20)]
    (found,) = tables(rules((0, 10, 20), 0, 30), upright, 2)
    assert placed(found) == [(1, 1, 1, 2), (2, 1, 1, 1), (2, 2, 1, 1)]


def test_rules_that_almost_meet_are_one() -> None:
    """Borders drawn cell by cell, two units off, with gaps of two units at every corner."""
    level = [Rule(y, x + 1, x + 14) for y in (0, 10.5, 20) for x in (0, 15)] + [Rule(9.5, 1, 29)]
    upright = [Rule(x, y + 1, y + 9) for x in (0, 15, 30) for y in (0, 10)]
    (found,) = tables(level, upright, 2)
    assert len(found) == 4


def test_a_rule_further_away_is_another() -> None:
    """Two units are one rule, three are a narrow row of their own."""
    upright = rules((0, 15, 30), 0, 20)
    assert [len(tables(rules((0, 10, 10 + gap, 20), 0, 30), upright, 2)[0]) for gap in (2, 3)] == [4, 6]


def test_an_open_side_makes_no_cell() -> None:
    """A table of three level rules only, and one whose right side is missing."""
    assert tables(rules((0, 10, 20), 0, 30), [], 2) == []
    assert tables(rules((0, 10, 20), 0, 30), [Rule(0, 0, 20), Rule(15, 0, 20), Rule(30, 5, 15)], 2) == [
        [Slot(0, 0, 15, 10, 1, 1, 1, 1), Slot(0, 10, 15, 20, 2, 1, 1, 1)]
    ]


def test_sides_that_were_left_open_are_closed_where_the_rules_between_rows_end() -> None:
    """Two rows of three columns, as statements are printed: rules between rows and columns, none at the sides."""
    level = rules((0, 10, 20), 0, 60)
    (found,) = tables(level, rules((20, 40), 0, 20), 2)
    assert placed(found) == [(row, column, 1, 1) for row in (1, 2) for column in (1, 2, 3)]
    assert (found[0].left, found[2].right) == (0, 60)


def test_rules_drawn_cell_by_cell_have_their_ends_at_the_sides_only() -> None:
    """A gap of two units stands in each rule where no column begins."""
    level = [Rule(y, *ends) for y in (0, 10, 20) for ends in ((0, 29), (31, 60))]
    (found,) = tables(level, rules((0, 45, 60), 0, 20), 2)
    assert placed(found) == [(row, column, 1, 1) for row in (1, 2) for column in (1, 2)]


def test_one_row_alone_or_a_rule_that_sticks_out_opens_no_column() -> None:
    """Two rules are a headline between lines; ends six units beyond a side are the pen that went too far."""
    (found,) = tables(rules((0, 10), 0, 60), rules((20, 40, 50), 0, 10), 2)
    assert placed(found) == [(1, 1, 1, 1), (1, 2, 1, 1)]
    (found,) = tables(rules((0, 10, 20), -6, 36), rules((0, 15, 30), 0, 20), 2)
    assert placed(found) == [(1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]


def test_two_tables_are_counted_apart() -> None:
    """The lower one begins at its own first column, whatever lines the upper one has."""
    level = rules((0, 10), 0, 30) + rules((40, 50), 15, 45)
    upright = rules((0, 10, 20, 30), 0, 10) + rules((15, 30, 45), 40, 50)
    assert [placed(found) for found in tables(level, upright, 2)] == [
        [(1, 1, 1, 1), (1, 2, 1, 1), (1, 3, 1, 1)],
        [(1, 1, 1, 1), (1, 2, 1, 1)],
    ]


def test_a_table_within_a_cell_does_not_break_it() -> None:
    """The outer table's only cell has a hole and is no rectangle of its own; the inner table is found."""
    level = rules((0, 40), 0, 40) + rules((10, 20), 10, 30)
    upright = rules((0, 40), 0, 40) + rules((10, 20, 30), 10, 20)
    assert [placed(found) for found in tables(level, upright, 2)] == [[(1, 1, 1, 1), (1, 2, 1, 1)]]


def test_a_single_box_is_no_table() -> None:
    assert tables(rules((0, 10), 0, 30), rules((0, 30), 0, 10), 2) == []


def test_a_drawing_of_a_thousand_lines_is_not_searched() -> None:
    """245 by 245 lines are sixty thousand squares and more."""
    fine = tuple(float(at) for at in range(0, 2450, 10))
    assert tables(rules(fine, 0, 2440), rules(fine, 0, 2440), 2) == []
    assert len(tables(rules(fine[:100], 0, 990), rules(fine[:100], 0, 990), 2)[0]) == 99 * 99


def test_a_rule_broken_on_a_poor_copy_still_closes_its_cell() -> None:
    """Eight tenths of the way from crossing to crossing are a rule, six tenths are none."""
    level, sides = rules((0, 20), 0, 30), [Rule(0, 0, 20), Rule(30, 0, 20)]
    assert len(tables(level, [*sides, Rule(15, 0, 9), Rule(15, 13, 20)], 2)[0]) == 2
    assert tables(level, [*sides, Rule(15, 0, 6), Rule(15, 14, 20)], 2) == []
