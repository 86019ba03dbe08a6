"""Printed forms and reports: the words of the Word file on pages, every fact in its box, nothing that Word hides."""

from typing import Any, get_args

import pytest

from extractors.finding.words import squeeze
from pipeline.model import Box, OnPage
from samples.essays.report import overview, self_assessment
from samples.forms.blocks import Cell, Grid, Line, Row, cell, rows, upright
from samples.forms.individual import individual_form
from samples.forms.inset import text_box
from samples.forms.organisation import FormLayout, application_form
from samples.forms.saving import saved
from samples.forms.scroll import Scroll
from samples.forms.stroke import Stroke, commented, deleted, inserted, page_number, symbol, write
from samples.ledger import Ledger, Printed
from samples.papers.mark import Manner
from samples.plan import MIDDLE
from samples.world import localities
from tests.samples.word_files import world

LAYOUTS = get_args(FormLayout)
TRACKS = [
    (rules, kind_of[track].id, kind_of[track].kinds[0])
    for rules, here in localities().items()
    for kind_of in ({offer.track: offer for offer in here.awards},)
    for track in kind_of
]
_A_HAIR = 1.0  # point: letters reach a little out of the square they are set in


def pages(content: bytes) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return [squeeze(page.get_textpage().get_text_range()) for page in document]


def sizes(content: bytes) -> list[tuple[int, int]]:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return [(round(page.get_width()), round(page.get_height())) for page in document]


def words_in(page: Any, box: Box) -> str:
    """What the text layer says between the edges of a box."""
    width, height = page.get_size()
    told = page.get_textpage().get_text_bounded(
        left=box.left * width - _A_HAIR,
        right=box.right * width + _A_HAIR,
        top=height - box.top * height + _A_HAIR,
        bottom=height - box.bottom * height - _A_HAIR,
    )
    return squeeze(str(told))


def check(content: bytes, ledger: Ledger) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        assert [told.page for told in ledger.pages] == list(range(1, len(document) + 1))
        leaves = list(document)
        for fact in ledger.printed:
            assert isinstance(fact.place, OnPage)
            if fact.field.startswith("seal."):
                continue
            assert squeeze(fact.quote) in words_in(leaves[fact.place.page - 1], fact.place.box), fact


def told(ledger: Ledger) -> set[tuple[str, str, str, str]]:
    return {
        (fact.field, "" if fact.field.startswith("seal.") else fact.key, fact.value.model_dump_json(), fact.quote)
        for fact in ledger.printed  # seals are numbered by where they stand, which is elsewhere in Word
    }


def pressed(scroll: Scroll) -> list[str]:
    return pages(saved(scroll, printed=True))


def box_of(fact: Printed) -> Box:
    assert isinstance(fact.place, OnPage)
    return fact.place.box


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("rules", "award", "kind"), TRACKS)
def test_a_printed_form_states_what_its_word_file_states_and_each_box_holds_its_quote(
    rules: str, award: str, kind: str, layout: FormLayout
) -> None:
    application, typed, printed = world(rules, award, kind), Ledger("f"), Ledger("f")
    draw = individual_form if application.candidate else application_form
    content = draw(application, printed, layout=layout, printed=True)
    draw(application, typed, layout=layout)
    check(content, printed)
    assert told(printed) == told(typed)


@pytest.mark.parametrize("award", ["gold-organisation", "gold-individual"])
@pytest.mark.parametrize("draw", [self_assessment, overview])
def test_a_printed_report_states_what_its_word_file_states_and_each_box_holds_its_quote(draw: Any, award: str) -> None:
    application, typed, printed = world(award=award), Ledger("f"), Ledger("f")
    content = draw(application, printed, pages=20, header="2023年度徐汇区区长质量奖", printed=True)
    draw(application, typed, pages=20, header="2023年度徐汇区区长质量奖")
    check(content, printed)
    assert told(printed) == told(typed)


def test_a_box_holds_its_quote_and_no_other_word() -> None:
    import pypdfium2

    ledger = Ledger("f")
    content = application_form(world(), ledger, layout="together", printed=True)
    (name,) = [fact for fact in ledger.printed if fact.field == "entity.name"]
    with pypdfium2.PdfDocument(content) as document:
        assert words_in(document[0], box_of(name)) == world().applicant.name


def test_a_report_is_about_as_long_as_it_was_asked_to_be() -> None:
    for length in (30, 100):
        content = self_assessment(world(), Ledger("f"), pages=length, printed=True)
        assert 0.85 * length <= len(pages(content)) <= 1.15 * length


def test_what_word_deletes_hides_or_remarks_is_not_printed_and_what_it_inserts_is() -> None:
    scroll = Scroll(Ledger("f"), "申报表")
    scroll.say(
        deleted("各类产品") + inserted(write("产品")) + write("内部", hidden=True) + commented(write("地址"), "核对")
    )
    assert pressed(scroll) == ["产品地址"]


def test_a_row_deleted_by_a_tracked_change_is_not_printed() -> None:
    scroll = Scroll(Ledger("f"), "申报表")
    scroll.grid(Grid((Row((cell("单位"),)), Row((cell("旧版栏目"),), gone=True), Row((cell("地址"),))), (5.0,)))
    assert pressed(scroll) == ["单位地址"]


def test_a_table_that_crosses_the_page_repeats_its_head_and_each_row_once() -> None:
    scroll = Scroll(Ledger("f"), "申报表")
    scroll.grid(Grid(rows([("荣誉名称",), *((f"荣誉{number:02}号",) for number in range(1, 61))], heads=1), (8.0,)))
    first, second = pressed(scroll)
    assert first.startswith("荣誉名称荣誉01号")
    assert second.startswith("荣誉名称荣誉")
    assert all((first + second).count(f"荣誉{number:02}号") == 1 for number in range(1, 61))


def test_a_fact_in_a_repeated_head_is_written_down_once() -> None:
    ledger = Ledger("f")
    scroll = Scroll(ledger, "申报表")
    head = Manner().text("form.title", "荣誉名称")
    stroke = _stating(head.quote)
    scroll.grid(Grid((Row((Cell((Line(stroke),)),), head=True), *rows([("奖",)] * 60)), (8.0,)))
    assert len(pressed(scroll)) == 2
    assert [fact.field for fact in ledger.printed] == ["form.title"]


def test_a_heading_goes_to_the_next_page_with_the_table_it_heads() -> None:
    scroll = Scroll(Ledger("f"), "申报表", size=10.5)
    for _ in range(51):  # 51 lines of 4.8 mm leave room for one more of the 248 mm, and not for a table
        scroll.say("正文")
    scroll.say("三、荣誉", keep=True)
    scroll.grid(Grid(rows([("名称",)]), (8.0,)))
    first, second = pressed(scroll)
    assert first == "正文" * 51
    assert second == "三、荣誉名称"


def test_an_empty_line_at_the_end_of_a_page_does_not_begin_a_page_of_its_own() -> None:
    scroll = Scroll(Ledger("f"), "申报表", size=10.5)
    for _ in range(51):
        scroll.say("正文")
    for _ in range(3):
        scroll.say(write("内部", hidden=True))
    scroll.say("声明", page_before=True)
    assert pressed(scroll) == ["正文" * 51, "声明"]


def test_words_of_a_merged_cell_stand_once_though_its_rows_stand_on_two_pages() -> None:
    scroll = Scroll(Ledger("f"), "申报表")
    told_rows = [Row((upright("概况") if not number else "^", cell(f"第{number:02}行"))) for number in range(60)]
    scroll.grid(Grid(tuple(told_rows), (1.0, 8.0)))
    both = pressed(scroll)
    assert len(both) == 2
    assert "".join(both).count("概") == 1


def test_a_section_that_lies_on_its_side_is_printed_on_its_side() -> None:
    content = application_form(world(), Ledger("f"), layout="booklet", printed=True)
    assert sizes(content)[-1] == (842, 595)
    assert set(sizes(content)[:-1]) == {(595, 842)}


def test_the_cover_is_bare_and_the_other_pages_are_numbered_as_they_lie() -> None:
    scroll = Scroll(Ledger("f"), "申报表", bare_cover=True)
    scroll.header, scroll.footer = write("自评"), write("第 ") + page_number() + write(" 页")
    scroll.say("封面")
    scroll.say("正文", page_before=True)
    scroll.say("附录", page_before=True)
    cover, *others = pressed(scroll)
    assert cover == "封面"
    assert [("自评" in page, f"第{number}页" in page) for number, page in enumerate(others, 2)] == [(True, True)] * 2


def test_boxes_of_every_kind_are_letters_of_the_text_layer() -> None:
    scroll = Scroll(Ledger("f"), "申报表")
    scroll.say(symbol("F0FE", "☑") + write("是") + write("□否 ■大 √小"))
    assert pressed(scroll) == ["☑是□否■大√小"]


def test_a_text_box_is_printed_at_its_height_on_the_page() -> None:
    ledger = Ledger("f")
    scroll = Scroll(ledger, "申报表")
    scroll.say("附件")
    scroll.say(text_box(_stating("质量奖申报表"), width=15, height=1.6, left=0.6, top=10))
    check(saved(scroll, printed=True), ledger)
    (title,) = ledger.printed
    assert 10 / 29.7 < box_of(title).top < 11 / 29.7


def test_a_quote_is_never_torn_by_the_end_of_a_page() -> None:
    for lines in range(40, 60):
        ledger = Ledger("f")
        scroll = Scroll(ledger, "申报表", size=10.5)
        for _ in range(lines):
            scroll.say("正文")
        filler = "文" * 40
        scroll.say(write(filler) + _stating("质" * 30) + write(filler))
        check(saved(scroll, printed=True), ledger)


def test_the_page_lost_from_the_middle_of_a_print_is_missed_in_its_numbers() -> None:
    whole, torn = Ledger("f"), Ledger("f")
    count = len(pages(self_assessment(world(), whole, pages=20, printed=True)))
    left = self_assessment(world(), torn, Manner(lost=(MIDDLE,)), pages=20, printed=True)
    numbered = [number for number in range(2, count + 1) if any(f"第{number}页" in page for page in pages(left))]
    assert set(range(2, count + 1)) - set(numbered) == {count // 2 + 1}
    check(left, torn)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_printed_form_that_nobody_signed_or_stamped_has_no_picture_of_a_seal(layout: FormLayout) -> None:
    import pypdfium2
    import pypdfium2.raw as pdfium

    content = application_form(world(), Ledger("f"), Manner(signed=False, sealed=False), layout=layout, printed=True)
    with pypdfium2.PdfDocument(content) as document:
        assert not [thing for page in document for thing in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE])]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_seals_of_a_print_are_facts_in_the_boxes_of_their_pictures(layout: FormLayout) -> None:
    import pypdfium2
    import pypdfium2.raw as pdfium

    ledger, drawn = Ledger("f"), list[tuple[int, float, float]]()
    content = application_form(world(), ledger, layout=layout, printed=True)
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, 1):
            for picture in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]):
                left, _, _, top = picture.get_bounds()
                drawn.append((number, round(left / page.get_width(), 2), round(1 - top / page.get_height(), 2)))
    said = [(fact, box_of(fact)) for fact in ledger.printed if fact.field == "seal.text"]
    assert {fact.quote for fact, _ in said} == {world().applicant.name, world().applicant.recommender}
    assert sorted(drawn) == sorted(
        (fact.place.page, round(box.left, 2), round(box.top, 2)) for fact, box in said if isinstance(fact.place, OnPage)
    )


def test_the_same_application_is_printed_to_the_same_bytes() -> None:
    for draw in (application_form, self_assessment, overview):
        first, second = (draw(world(), Ledger("f"), printed=True) for _ in range(2))
        assert first == second
        assert first.startswith(b"%PDF")


def _stating(quote: str) -> Stroke:
    from samples.forms.hand import Hand

    return Hand(Manner()).text("form.title", quote)
