"""PDF pages are read from their text layer where it can be trusted, from their picture where not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from extractors.files.pdf import picture, read_pdf
from extractors.ink.ocr import OcrSettings
from pipeline.model import Box, Media, Method, OnPage, Page, SourceFile
from tests.extractors.raw_pdf import raw_pdf, raw_stream

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]
Scan = Callable[..., Image.Image]

_SCANNED = {(80, 80): "统一社会信用代码", (80, 180): "91310000MA1FL0000X", (80, 280): "青石精密机械（示例）有限公司"}
# One A4 page: 595 by 842 points, or 210 by 297 millimetres, fpdf2's unit.


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def box(page: Page, text: str) -> Box:
    (place,) = [line.place for line in page.lines if line.text == text]
    assert isinstance(place, OnPage)
    return place.box


def test_words_are_read_with_their_place(file: File, paper: FPDF) -> None:
    """12-point Chinese type is 12 points wide: 名称 from 21 mm spans 24 of 595 points from a tenth of the width."""
    paper.text(21, 29.7, "名称")
    page = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None).pages[0]
    assert texts(page) == ["名称"]
    assert box(page, "名称").left == pytest.approx(0.1, abs=0.002)
    assert box(page, "名称").right == pytest.approx(0.1 + 24 / 595, abs=0.002)
    assert box(page, "名称").top < 0.1 < box(page, "名称").bottom
    assert page.lines[0].method is Method.TEXT_LAYER
    assert page.lines[0].reader.name == "pypdfium2"


def test_columns_are_never_glued(file: File, paper: FPDF) -> None:
    """Three blanks' worth apart is one line, a column apart is two."""
    paper.text(20, 30, "名　　称：青石机械")
    paper.text(120, 30, "注册资本：500万元")
    page = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None).pages[0]
    assert texts(page) == ["名　　称：青石机械", "注册资本：500万元"]


def test_a_hyphen_at_the_end_of_a_line_is_one(file: File) -> None:
    """PDFium takes it for the break of a word and puts a sign that is no character."""
    content = b"BT /F 12 Tf 1 0 0 1 50 700 Tm (99925Q00944-MSC-) Tj 1 0 0 1 50 684 Tm (XKAS-CHN) Tj ET"
    page = read_pdf(*file("a.pdf", raw_pdf(content), Media.PDF), None).pages[0]
    assert texts(page) == ["99925Q00944-MSC-", "XKAS-CHN"]


def test_glyphs_written_in_any_order_make_the_same_lines(file: File) -> None:
    """The file draws the second word first, and the lower line before the upper one."""
    content = b"BT /F 12 Tf 1 0 0 1 50 600 Tm (below) Tj 1 0 0 1 84 700 Tm (order) Tj 1 0 0 1 50 700 Tm (right) Tj ET"
    page = read_pdf(*file("a.pdf", raw_pdf(content), Media.PDF), None).pages[0]
    assert texts(page) == ["right order", "below"]


def test_type_printed_twice_to_look_bold_is_read_once(file: File) -> None:
    content = b"BT /F 12 Tf 1 0 0 1 50 700 Tm (2024) Tj 1 0 0 1 50.3 700 Tm (2024) Tj ET"
    assert texts(read_pdf(*file("a.pdf", raw_pdf(content), Media.PDF), None).pages[0]) == ["2024"]


def test_twin_digits_side_by_side_are_both_kept(file: File) -> None:
    content = b"BT /F 12 Tf 1 0 0 1 50 700 Tm (11002211) Tj ET"
    assert texts(read_pdf(*file("a.pdf", raw_pdf(content), Media.PDF), None).pages[0]) == ["11002211"]


def test_a_page_turned_by_the_file_is_measured_upright(file: File) -> None:
    """Rotated by 90 degrees clockwise, what runs upwards at the left edge runs across the top."""
    content = b"BT /F 12 Tf 0 1 -1 0 60 80 Tm (upright) Tj ET"
    page = read_pdf(*file("a.pdf", raw_pdf(content, b"/Rotate 90"), Media.PDF), None).pages[0]
    assert (page.width, page.height, page.turned) == (800, 600, 0)
    assert box(page, "upright").left == pytest.approx(80 / 800, abs=0.005)
    assert box(page, "upright").bottom == pytest.approx(60 / 600, abs=0.01)


def test_a_cropped_page_is_measured_from_its_crop(file: File) -> None:
    content = b"BT /F 12 Tf 1 0 0 1 150 600 Tm (crop) Tj ET"
    page = read_pdf(*file("a.pdf", raw_pdf(content, b"/CropBox [100 200 500 700]"), Media.PDF), None).pages[0]
    assert (page.width, page.height) == (400, 500)
    assert box(page, "crop").left == pytest.approx(50 / 400, abs=0.005)
    assert box(page, "crop").top < 100 / 500 < box(page, "crop").bottom


def test_sideways_type_turns_the_page(file: File) -> None:
    """Type running upwards on a page without a rotation is upright after a quarter turn clockwise."""
    content = b"BT /F 12 Tf 0 1 -1 0 60 80 Tm (sideways) Tj ET"
    page = read_pdf(*file("a.pdf", raw_pdf(content), Media.PDF), None).pages[0]
    assert (page.width, page.height, page.turned) == (800, 600, 90)
    assert box(page, "sideways").left == pytest.approx(80 / 800, abs=0.005)


def test_words_outside_the_page_are_not_read_and_said_so(file: File) -> None:
    content = b"BT /F 12 Tf 1 0 0 1 50 700 Tm (inside) Tj 1 0 0 1 900 700 Tm (beyond) Tj ET"
    reading = read_pdf(*file("a.pdf", raw_pdf(content), Media.PDF), None)
    assert texts(reading.pages[0]) == ["inside"]
    assert "6 个字未采用" in reading.dispositions[0].how


def test_a_slanted_watermark_stays_a_line_of_its_own(file: File, paper: FPDF) -> None:
    paper.text(60, 100, "营业执照复印件仅作申报使用")
    with paper.rotation(45, x=80, y=100):
        paper.text(70, 100, "仅供存档")
    page = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None).pages[0]
    assert texts(page) == ["营业执照复印件仅作申报使用", "仅供存档"]


def test_a_watermark_repeated_over_the_page_is_one_line_each(file: File, paper: FPDF) -> None:
    paper.text(60, 100, "信用报告")
    for down in (100, 200):
        with paper.rotation(45, x=80, y=down):
            paper.text(70, down, "仅供存档")
    page = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None).pages[0]
    assert texts(page) == ["信用报告", "仅供存档", "仅供存档"]


def test_a_ruled_table_gives_cells_with_spans(file: File, paper: FPDF) -> None:
    paper.set_xy(20, 60)
    with paper.table(col_widths=(30, 30, 30), width=90, align="LEFT", first_row_as_headings=False) as table:
        head = table.row()
        head.cell("项目", rowspan=2)
        head.cell("经济指标", colspan=2)
        years = table.row()
        years.cell("2023年")
        years.cell("2024年")
        figures = table.row()
        for text in ("资产总额", "12,345.67", "13,000"):
            figures.cell(text)
    page = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None).pages[0]
    (grid,) = page.tables
    assert [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in grid.cells] == [
        (1, 1, 2, 1, "项目"),
        (1, 2, 1, 2, "经济指标"),
        (2, 2, 1, 1, "2023年"),
        (2, 3, 1, 1, "2024年"),
        (3, 1, 1, 1, "资产总额"),
        (3, 2, 1, 1, "12,345.67"),
        (3, 3, 1, 1, "13,000"),
    ]


def test_a_ruled_line_parts_words_that_stand_close(file: File) -> None:
    """Two figures four points apart, with and without the rule of a table between them."""
    words = b"BT /F 12 Tf 1 0 0 1 50 700 Tm (2023) Tj 1 0 0 1 81 700 Tm (2024) Tj ET"
    ruled = words + b" 79 690 m 79 720 l S"
    assert texts(read_pdf(*file("a.pdf", raw_pdf(words), Media.PDF), None).pages[0]) == ["2023 2024"]
    assert texts(read_pdf(*file("b.pdf", raw_pdf(ruled), Media.PDF), None).pages[0]) == ["2023", "2024"]


def test_a_mixed_file_is_read_page_by_page(file: File, paper: FPDF, scan: Scan, ocr: OcrSettings) -> None:
    paper.text(20, 30, "第一页是文字")
    paper.add_page()
    paper.image(scan(_SCANNED, (1000, 1414)), x=0, y=0, w=210, h=297)
    reading = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), ocr)
    first, second = reading.pages
    assert (texts(first), first.lines[0].method) == (["第一页是文字"], Method.TEXT_LAYER)
    assert (texts(second), second.lines[0].method) == (list(_SCANNED.values()), Method.OCR)
    assert [told.part for told in reading.dispositions] == ["第 1 页", "第 2 页"]


def test_a_stamp_of_text_over_a_scan_does_not_hide_the_scan(
    file: File, paper: FPDF, scan: Scan, ocr: OcrSettings
) -> None:
    paper.image(scan(_SCANNED, (1000, 1414)), x=0, y=0, w=210, h=297)
    paper.text(100, 250, "仅供存档")
    page = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), ocr).pages[0]
    assert texts(page) == [*_SCANNED.values(), "仅供存档"]
    assert {line.method for line in page.lines} == {Method.OCR}


def test_an_invisible_text_layer_is_not_believed(file: File, scan: Scan, ocr: OcrSettings, paper: FPDF) -> None:
    """Scanner programs put their own guess, unseen, over the picture; here it is long and wrong."""
    paper.image(scan(_SCANNED, (1000, 1414)), x=0, y=0, w=210, h=297)
    paper.text_mode = "INVISIBLE"
    for row in range(10):
        paper.text(20, 20 + 10 * row, "扫描软件自带的错误文字")
    reading = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), ocr)
    assert texts(reading.pages[0]) == list(_SCANNED.values())
    assert "隐形文字层不采信" in reading.dispositions[0].how


def test_a_text_layer_beneath_the_scan_is_not_believed(file: File, scan: Scan, ocr: OcrSettings, paper: FPDF) -> None:
    for row in range(10):
        paper.text(20, 20 + 10 * row, "扫描软件自带的错误文字")
    paper.image(scan(_SCANNED, (1000, 1414)), x=0, y=0, w=210, h=297)
    reading = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), ocr)
    assert texts(reading.pages[0]) == list(_SCANNED.values())


def test_type_printed_over_a_page_filling_picture_is_believed(file: File, scan: Scan, paper: FPDF) -> None:
    """Fifty-five visible characters over a background, a seal over them: a designed page and no scan."""
    paper.image(scan({}, (1000, 1414)), x=0, y=0, w=210, h=297)
    for row in range(5):
        paper.text(20, 20 + 10 * row, "印在底图之上的正文内容")
    paper.image(Image.new("RGB", (50, 50), "red"), x=20, y=200, w=20, h=20)
    reading = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None)
    assert texts(reading.pages[0]) == ["印在底图之上的正文内容"] * 5
    assert [told.how for told in reading.dispositions][1] == "整页底图，未读；文字取自文字层"


def test_a_scan_that_lies_sideways_is_read_and_drawn_upright(
    file: File, scan: Scan, ocr: OcrSettings, paper: FPDF
) -> None:
    """The page lies on its left side: a quarter turn clockwise makes its 595 by 842 points 842 by 595."""
    paper.image(scan(_SCANNED, (1414, 1000)).rotate(90, expand=True), x=0, y=0, w=210, h=297)
    source, path = file("a.pdf", bytes(paper.output()), Media.PDF)
    page = read_pdf(source, path, ocr).pages[0]
    assert texts(page) == list(_SCANNED.values())
    assert page.turned == 90
    assert (page.width, page.height) == pytest.approx((842, 595), abs=1)
    assert picture(path, 1, page.turned, 1000).width == 1000
    assert box(page, "统一社会信用代码").top == pytest.approx(80 / 1000, abs=0.015)


def test_a_text_layer_without_meaning_is_not_believed(file: File, ocr: OcrSettings) -> None:
    """The font says that its letters are private signs; the print itself is legible."""
    content = b"BT /F 30 Tf 1 0 0 1 50 700 Tm (QUALITY) Tj ET"
    names = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
    names += b" 1 beginbfrange <41> <5A> <E041> endbfrange endcmap end"
    torn = raw_pdf(content, b"", b"/ToUnicode 6 0 R", raw_stream(names))
    reading = read_pdf(*file("a.pdf", torn, Media.PDF), ocr)
    assert texts(reading.pages[0]) == ["QUALITY"]
    assert reading.dispositions[0].how.startswith("文字层乱码")


def test_a_filled_form_field_is_read_like_print(file: File) -> None:
    """Its value stands in an annotation of the page and not in the page's own content."""
    note = b"<< /Type /Annot /Subtype /FreeText /Rect [50 600 250 630] /Contents (filled) /F 4 /AP << /N 6 0 R >> >>"
    look = b"/Type /XObject /Subtype /Form /BBox [0 0 200 30] /Resources << /Font << /F 5 0 R >> >>"
    printed = b"BT /F 12 Tf 1 0 0 1 50 700 Tm (printed) Tj ET"
    form = raw_stream(b"BT /F 12 Tf 5 10 Td (filled) Tj ET", look)
    whole = raw_pdf(printed, b"/Annots [" + note + b"]", b"", form)
    assert texts(read_pdf(*file("a.pdf", whole, Media.PDF), None).pages[0]) == ["printed", "filled"]


_SMALL = ("兹证明子虚机械有限公司质量管理体系", "符合国家标准第一九〇〇一号", "证书有效期至二〇二七年三月十五日")


def test_a_large_picture_among_text_is_read_and_a_small_one_named(
    file: File, paper: FPDF, scan: Scan, ocr: OcrSettings
) -> None:
    """The pasted certificate covers 150 by 105 of 210 by 297 millimetres, a quarter of the page."""
    paper.text(20, 30, "附：营业执照")
    paper.image(scan(_SCANNED), x=30, y=50, w=150, h=105)
    paper.image(Image.new("RGB", (50, 50), "red"), x=20, y=200, w=20, h=20)
    reading = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), ocr)
    page = reading.pages[0]
    assert texts(page) == ["附：营业执照", *_SCANNED.values()]
    assert box(page, "统一社会信用代码").left == pytest.approx((30 + 0.08 * 150) / 210, abs=0.01)
    assert box(page, "统一社会信用代码").top == pytest.approx((50 + 80 / 700 * 105) / 297, abs=0.01)
    assert [(told.part, told.read) for told in reading.dispositions] == [
        ("第 1 页", True),
        ("第 1 页图片 1", True),
        ("第 1 页图片 2", False),
    ]


def test_a_paper_that_was_pasted_small_is_read_as_fine_as_it_is_stored(
    file: File, paper: FPDF, scan: Scan, ocr: OcrSettings
) -> None:
    """A4 at 200 dots to the inch on 62 by 87.7 millimetres: drawn with 200 there, its letters are 7 dots high."""
    told = {(200, 300 + 60 * row): line for row, line in enumerate(_SMALL)}
    paper.text(20, 30, "附：证书")
    paper.image(scan(told, (1654, 2339), 24), x=30, y=50, w=62, h=87.7)
    page = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), ocr).pages[0]
    assert texts(page) == ["附：证书", *_SMALL]
    assert box(page, _SMALL[0]).left == pytest.approx((30 + 200 / 1654 * 62) / 210, abs=0.005)
    assert box(page, _SMALL[0]).top == pytest.approx((50 + 300 / 2339 * 87.7) / 297, abs=0.005)


def test_a_blank_page_is_said_to_be_blank(file: File, paper: FPDF) -> None:
    reading = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None)
    assert [told.how for told in reading.dispositions] == ["空白页"]
    assert reading.problems == ()


def test_without_ocr_a_scanned_page_is_a_problem(file: File, paper: FPDF, scan: Scan) -> None:
    paper.image(scan(_SCANNED), x=0, y=0, w=210, h=297)
    reading = read_pdf(*file("扫描.pdf", bytes(paper.output()), Media.PDF), None)
    assert [(problem.code, problem.file, problem.page) for problem in reading.problems] == [
        ("needs_ocr", "扫描.pdf", 1)
    ]
    assert [told.read for told in reading.dispositions] == [False]


def test_a_locked_file_asks_for_an_open_one(file: File, paper: FPDF) -> None:
    paper.set_encryption(owner_password="owner", user_password="user")  # noqa: S106 - the password of a test file
    reading = read_pdf(*file("密.pdf", bytes(paper.output()), Media.PDF), None)
    assert [(problem.code, problem.file) for problem in reading.problems] == [("encrypted_pdf", "密.pdf")]
    assert reading.pages == ()


def test_a_file_locked_only_against_changes_is_read(file: File, paper: FPDF) -> None:
    paper.text(20, 30, "可以打开")
    paper.set_encryption(owner_password="owner")  # noqa: S106 - the password of a test file
    assert texts(read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None).pages[0]) == ["可以打开"]


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing follows", b"%PDF-1.4\n%%EOF", b"\0" * 100])
def test_a_damaged_file_is_a_problem_and_no_crash(file: File, content: bytes) -> None:
    reading = read_pdf(*file("坏.pdf", content, Media.PDF), None)
    assert [(problem.code, problem.file) for problem in reading.problems] == [("damaged_pdf", "坏.pdf")]


def test_an_attached_file_is_named_and_asked_for_when_it_may_be_a_paper(file: File, paper: FPDF) -> None:
    paper.text(20, 30, "正文")
    paper.embed_file(basename="数据.xml", bytes=b"x", creation_date=None)
    paper.embed_file(basename="执照.PDF", bytes=b"x", creation_date=None)
    reading = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None)
    named = [(told.part, told.read) for told in reading.dispositions]
    assert {("内嵌附件 数据.xml", False), ("内嵌附件 执照.PDF", False)} <= set(named)
    assert [(problem.code, problem.what) for problem in reading.problems] == [
        ("embedded_document", "PDF 中嵌有附件 执照.PDF，未读")
    ]


def test_a_page_is_drawn_upright_and_as_wide_as_asked(file: File, paper: FPDF) -> None:
    paper.set_fill_color(0, 0, 0)
    paper.rect(0, 0, 105, 30, style="F")
    _, path = file("a.pdf", bytes(paper.output()), Media.PDF)
    upright, turned = picture(path, 1, 0, 600), picture(path, 1, 90, 600)
    assert (upright.width, turned.width) == (600, 600)
    assert upright.getpixel((20, 20)) == (0, 0, 0)
    assert upright.getpixel((580, 20)) == (255, 255, 255)
    assert turned.getpixel((590, 20)) == (0, 0, 0)
