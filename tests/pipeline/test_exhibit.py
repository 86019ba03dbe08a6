"""A reviewer sees the words that decide, framed, with enough around them to know what they belong to."""

from pipeline.exhibit import Cut, Excerpt, Exhibits, PagePicture, cut_of, number_figures, shown_on
from pipeline.model import Box, fingerprint
from tests.pipeline.paper import LICENCE, finding, founded, named

PAGE = PagePicture(file=LICENCE, page=1, picture="QUJD", width=1000, height=1000)


def test_a_cut_is_half_a_page_wide_and_shows_what_stands_before_the_box() -> None:
    """Box 0.4–0.6: from 0.15 to 0.65; 22 thousandths of the height above and below."""
    assert cut_of(Box(left=0.4, top=0.5, right=0.6, bottom=0.52), PAGE) == Cut(150, 478, 500, 64)


def test_a_cut_stays_on_the_page() -> None:
    """A box in the corner: the cut begins at the edge and is as wide as ever."""
    assert cut_of(Box(left=0.0, top=0.0, right=0.1, bottom=0.01), PAGE) == Cut(0, 0, 500, 32)
    assert cut_of(Box(left=0.9, top=0.99, right=1.0, bottom=1.0), PAGE) == Cut(500, 968, 500, 32)


def test_a_wide_box_gets_a_wide_cut() -> None:
    """0.2–0.8 with 0.05 on each side is 0.7 wide; a box across the page takes the page."""
    assert cut_of(Box(left=0.2, top=0.5, right=0.8, bottom=0.5), PAGE)[::2] == (150, 700)
    assert cut_of(Box(left=0.0, top=0.5, right=1.0, bottom=0.5), PAGE)[::2] == (0, 1000)


def test_figures_are_numbered_as_a_reader_meets_them() -> None:
    """The same ink under two findings is one figure; ink on no page and in no excerpt is none."""
    first, second = founded("2020-03-01"), named("申江")
    lost = founded("2021-03-01").model_copy(
        update={"evidence": (first.evidence[0].model_copy(update={"file": "b" * 64}),)}
    )
    findings = (finding(support=(lost, first)), finding(support=(first, second)))
    figures = number_figures(findings, Exhibits(pages=(PAGE,)))

    assert {key: one.number for key, one in figures.items()} == {
        fingerprint(first.evidence[0]): 1,
        fingerprint(second.evidence[0]): 2,
    }
    assert [one.number for one in shown_on(1, figures.values())] == [1, 2]


def test_words_without_a_page_are_shown_in_words() -> None:
    fact = founded("2020-03-01")
    key = fingerprint(fact.evidence[0])
    excerpt = Excerpt(rows=(("一",), ("二",)), marked=(1, 0))
    figures = number_figures([finding(support=(fact,))], Exhibits(excerpts={key: excerpt}))

    assert figures[key].excerpt == excerpt
    assert figures[key].sheet == 0
    assert not excerpt.is_table
