"""A Word form is read in document order, with everything that hides in it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from extractors.ocr import OcrSettings
from extractors.word import read_word
from pipeline.model import InCell, InParagraph, Media, Method, Page, Reading, SourceFile

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]
Read = Callable[..., Reading]
Scan = Callable[..., Image.Image]


@pytest.fixture
def read(file: File) -> Read:
    def save_and_read(document: Any, ocr: OcrSettings | None = None) -> Reading:
        held = io.BytesIO()
        document.save(held)
        return read_word(*file("申报表.docx", held.getvalue(), Media.DOCX), ocr)

    return save_and_read


def said(page: Page) -> list[tuple[str, int]]:
    return [(line.text, line.place.paragraph) for line in page.lines if isinstance(line.place, InParagraph)]


def add(document: Any, xml: str) -> None:
    """Put raw WordprocessingML at the end of the body, before the section's properties."""
    spaces = nsdecls("w", "r", "wp", "a") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    spaces += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    spaces += ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    wrapped = parse_xml(f"<w:body {spaces}>{xml}</w:body>")
    for element in list(wrapped):
        document.element.body.insert(len(document.element.body) - 1, element)


def test_paragraphs_are_counted_and_empty_ones_count_too(read: Read) -> None:
    document = docx.Document()
    for text in ("一、组织概况", "", "二、质量管理"):
        document.add_paragraph(text)
    page = read(document).pages[0]
    assert said(page) == [("一、组织概况", 1), ("二、质量管理", 3)]
    assert page.number is None
    assert {line.method for line in page.lines} == {Method.WORD}


def test_words_split_over_runs_fields_and_marks_are_one_line(read: Read) -> None:
    """A date typed in pieces, a tab, a field's result and a tick made of a symbol font."""
    document = docx.Document()
    add(
        document,
        "<w:p><w:r><w:t>20</w:t></w:r><w:r><w:t>2</w:t></w:r><w:r><w:t>4年</w:t></w:r><w:r><w:tab/></w:r>"
        '<w:fldSimple w:instr="DATE"><w:r><w:t>6月</w:t></w:r></w:fldSimple>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>国有</w:t></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>民营</w:t></w:r></w:p>',
    )
    assert said(read(document).pages[0]) == [("2024年\t6月☑国有□民营", 1)]


def test_a_line_break_makes_two_lines_of_one_paragraph(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("地址：示例路1号\n电话：无")
    assert said(read(document).pages[0]) == [("地址：示例路1号", 1), ("电话：无", 1)]


def test_merged_cells_stand_once_with_their_spans(read: Read) -> None:
    """A label over two rows, a value over two columns: seven cells of a three-by-three grid."""
    document = docx.Document()
    document.add_paragraph("基本情况")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "推\n荐"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "青石机械"
    for row, column, text in ((1, 1, "甲"), (1, 2, "乙"), (2, 0, "丙"), (2, 1, "丁"), (2, 2, "戊")):
        table.cell(row, column).text = text
    (grid,) = read(document).pages[0].tables
    assert [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text.strip()) for cell in grid.cells] == [
        (1, 1, 2, 1, "推\n荐"),
        (1, 2, 1, 2, "青石机械"),
        (2, 2, 1, 1, "甲"),
        (2, 3, 1, 1, "乙"),
        (3, 1, 1, 1, "丙"),
        (3, 2, 1, 1, "丁"),
        (3, 3, 1, 1, "戊"),
    ]
    assert grid.cells[3].place == InCell(table=1, row=2, column=3)
    assert grid.place == InParagraph(paragraph=1)


def test_a_table_within_a_table_stands_in_its_cell(read: Read) -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "获奖情况"
    inner = outer.cell(0, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "区长质量奖"
    after = document.add_table(rows=1, cols=1)
    after.cell(0, 0).text = "声明"
    first, second, third = read(document).pages[0].tables
    assert [cell.text for cell in first.cells] == ["获奖情况", ""]
    assert (second.cells[0].text, second.place) == ("区长质量奖", InCell(table=1, row=1, column=2))
    assert third.cells[0].place == InCell(table=3, row=1, column=1)


def test_content_controls_are_opened(read: Read) -> None:
    """Around a paragraph, inside one, and around a table cell."""
    document = docx.Document()
    add(
        document,
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>成立日期：</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>2015年12月1日</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
        "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>类型</w:t></w:r></w:p></w:tc>"
        "<w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>民营</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>",
    )
    page = read(document).pages[0]
    assert said(page) == [("成立日期：2015年12月1日", 1)]
    assert [(cell.column, cell.text) for cell in page.tables[0].cells] == [(1, "类型"), (2, "民营")]


def test_a_text_box_is_read_once_although_word_writes_it_twice(read: Read) -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>质量奖申报表</w:t></w:r></w:p></w:txbxContent>"
    add(
        document,
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
    )
    assert sorted(said(read(document).pages[0])) == [("正文", 1), ("质量奖申报表", 1)]


def test_tracked_changes_are_read_as_accepted(read: Read) -> None:
    document = docx.Document()
    add(
        document,
        "<w:p><w:r><w:t>注册资本：</w:t></w:r>"
        '<w:del w:id="1" w:author="x"><w:r><w:delText>300</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>500</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>',
    )
    reading = read(document)
    assert said(reading.pages[0]) == [("注册资本：500万元", 1)]
    (told,) = [told for told in reading.dispositions if told.part == "修订"]
    assert not told.read
    assert "3 个字" in told.how


def test_hidden_words_are_kept_apart(read: Read) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("近三年无事故")
    paragraph.add_run("（2023年有一起）").font.hidden = True
    paragraph.add_run("。").font.hidden = False
    lines = read(document).pages[0].lines
    assert [(line.text, line.method) for line in lines] == [
        ("（2023年有一起）", Method.HIDDEN),
        ("近三年无事故。", Method.WORD),
    ]


def test_headers_and_footers_count_on_after_the_body(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "上海市质量金奖申报表"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    reading = read(document)
    assert said(reading.pages[0]) == [("正文", 1), ("上海市质量金奖申报表", 2), ("第 1 页", 3)]
    assert [told.how for told in reading.dispositions if told.part == "页眉页脚"] == ["已读，编为第 2 至 3 段"]


def pasted(document: Any, picture: Image.Image) -> Any:
    held = io.BytesIO()
    picture.save(held, "PNG")
    held.seek(0)
    document.add_paragraph("附件：营业执照")
    document.add_picture(held)
    return document


def test_a_pasted_paper_is_read_at_the_paragraph_that_holds_it(read: Read, scan: Scan, ocr: OcrSettings) -> None:
    reading = read(pasted(docx.Document(), scan({(80, 80): "统一社会信用代码"})), ocr)
    line = reading.pages[0].lines[1]
    assert (line.text, line.method, line.place) == ("统一社会信用代码", Method.OCR, InParagraph(paragraph=2))
    assert ("图片 1（第 2 段）", True) in [(told.part, told.read) for told in reading.dispositions]


def test_a_small_picture_is_an_ornament_and_said_to_be(read: Read, ocr: OcrSettings) -> None:
    reading = read(pasted(docx.Document(), Image.new("RGB", (799, 499), "red")), ocr)
    assert ("图片 1（第 2 段）", False, "装饰图片，未读") in [
        (told.part, told.read, told.how) for told in reading.dispositions
    ]


def test_without_ocr_a_pasted_paper_is_a_problem(read: Read, scan: Scan) -> None:
    reading = read(pasted(docx.Document(), scan({(80, 80): "统一社会信用代码"})))
    assert [(problem.code, problem.file) for problem in reading.problems] == [("needs_ocr", "申报表.docx")]


def empty_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("[Content_Types].xml", "<Types")
    return held.getvalue()


@pytest.mark.parametrize("content", [b"PK\x03\x04 torn", b"", empty_zip()])
def test_a_damaged_file_is_a_problem_and_no_crash(file: File, content: bytes) -> None:
    reading = read_word(*file("坏.docx", content, Media.DOCX), None)
    assert [(problem.code, problem.file) for problem in reading.problems] == [("damaged_docx", "坏.docx")]
    assert reading.pages == ()
