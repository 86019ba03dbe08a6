"""A Word form is read in document order, with everything that hides in it."""

import io
import math
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image, ImageDraw, ImageFont

from extractors.files.word import read_word
from extractors.ink.ocr import OcrSettings
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


def test_a_table_on_a_pasted_paper_comes_after_those_of_the_text(read: Read, scan: Scan, ocr: OcrSettings) -> None:
    """Two ruled rows of two cells on the picture; a table of one cell in the text."""
    picture = scan({(120, 120): "统一代码", (540, 120): "甲乙丙丁", (120, 270): "法定代表", (540, 270): "石青"})
    pen = ImageDraw.Draw(picture)
    for y in (80, 220, 370):
        pen.line((80, y, 900, y), fill="black", width=3)
    for x in (80, 480, 900):
        pen.line((x, 80, x, 370), fill="black", width=3)
    document = pasted(docx.Document(), picture)
    document.add_table(rows=1, cols=1).cell(0, 0).text = "声明"
    first, second = read(document, ocr).pages[0].tables
    assert [cell.text for cell in first.cells] == ["声明"]
    assert [(cell.row, cell.column, cell.text) for cell in second.cells] == [
        (1, 1, "统一代码"), (1, 2, "甲乙丙丁"), (2, 1, "法定代表"), (2, 2, "石青"),
    ]  # fmt: skip
    assert {cell.place for cell in second.cells} == {InParagraph(paragraph=2)}


def test_a_pasted_seal_is_found_and_read(read: Read, ocr: OcrSettings, font: Path) -> None:
    """A round red seal of 240 pixels: ring, star, and a name around it."""
    stamp = Image.new("RGBA", (480, 480), (0, 0, 0, 0))
    pen = ImageDraw.Draw(stamp)
    pen.ellipse((12, 12, 468, 468), outline=(214, 36, 40), width=12)
    pen.regular_polygon((240, 230, 60), 5, fill=(214, 36, 40))
    name = "青石精密机械有限公司"
    for at, letter in enumerate(name):
        tile = Image.new("RGBA", (70, 70), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text(
            (35, 35), letter, font=ImageFont.truetype(font, 52), fill=(214, 36, 40), anchor="mm", stroke_width=1
        )
        angle = math.radians(-105 + 210 * at / (len(name) - 1))
        turned = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        x, y = 240 + 178 * math.sin(angle), 240 - 178 * math.cos(angle)
        stamp.alpha_composite(turned, (round(x - 35), round(y - 35)))
    reading = read(pasted(docx.Document(), stamp.resize((240, 240))), ocr)
    (found,) = reading.pages[0].seals
    assert (found.text, found.place) == (name, InParagraph(paragraph=2))
    assert ("图片 1（第 2 段）", "印章 1 枚") in [(told.part, told.how) for told in reading.dispositions]


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


def bent_zip() -> bytes:
    """A sound .docx in which some packed bytes of the first part are others."""
    held = io.BytesIO()
    docx.Document().save(held)
    return held.getvalue()[:60] + b"\xff" * 40 + held.getvalue()[100:]


@pytest.mark.parametrize("content", [b"PK\x03\x04 torn", b"", empty_zip(), bent_zip()])
def test_a_damaged_file_is_a_problem_and_no_crash(file: File, content: bytes) -> None:
    reading = read_word(*file("坏.docx", content, Media.DOCX), None)
    assert [(problem.code, problem.file) for problem in reading.problems] == [("damaged_docx", "坏.docx")]
    assert reading.pages == ()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def attach(document: Any, kind: str, name: str, content: bytes, content_type: str = "application/octet-stream") -> str:
    """Hang a part into the text under a kind of relation, and give its relation's id back."""
    part = Part(PackURI(f"/word/{name}"), content_type, content, document.part.package)
    return str(document.part.relate_to(part, f"{_OFFICE}/{kind}"))


def note_part(kind: str, *notes: str) -> bytes:
    told = "".join(f'<w:{kind} w:id="{at}">{note}</w:{kind}>' for at, note in enumerate(notes, 1))
    apart = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:t>———</w:t></w:r></w:p></w:{kind}>'
    return f'<w:{kind}s xmlns:w="{_W}">{apart}{told}</w:{kind}s>'.encode()


@pytest.mark.parametrize(("kind", "title"), [("footnote", "脚注"), ("endnote", "尾注")])
def test_notes_are_read_after_the_margins_and_named(read: Read, kind: str, title: str) -> None:
    """One paragraph of body, one of header, then two notes of one paragraph; the line that parts them is none."""
    document = docx.Document()
    document.add_paragraph("营业收入 12345 万元")
    document.sections[0].header.paragraphs[0].text = "申报表"
    note = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    attach(document, f"{kind}s", "notes.xml", note_part(kind, note.format("合并口径"), note.format("经审计")))
    reading = read(document)
    assert said(reading.pages[0])[1:] == [("申报表", 2), ("合并口径", 3), ("经审计", 4)]
    assert [(told.read, told.how) for told in reading.dispositions if told.part == title] == [
        (True, "2 条，已读，编为第 3 至 4 段")
    ]


def test_a_torn_note_part_is_a_problem_and_the_rest_is_read(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    attach(document, "footnotes", "footnotes.xml", b"<w:footnotes")
    reading = read(document)
    assert said(reading.pages[0]) == [("正文", 1)]
    assert [(problem.code, problem.what) for problem in reading.problems] == [
        ("damaged_docx", "Word 文件的脚注已损坏，读不出来")
    ]


def test_remarks_of_reviewers_are_told_and_are_no_words_of_the_paper(read: Read) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("注册资本：500万元")
    document.add_comment(paragraph.runs, text="与执照核对，应为300万元", author="复核", initials="f")
    reading = read(document)
    assert said(reading.pages[0]) == [("注册资本：500万元", 1)]
    (told,) = [told for told in reading.dispositions if told.part == "批注 1"]
    assert "复核" in told.how
    assert told.how.endswith("与执照核对，应为300万元")


@pytest.mark.parametrize(
    ("kind", "name", "what"),
    [
        ("package", "embeddings/财务数据.xlsx", "嵌入的 Office 文件"),
        ("oleObject", "embeddings/oleObject1.bin", "嵌入对象"),
        ("aFChunk", "chunk.htm", "嵌入的其他文档"),
    ],
)
def test_a_file_hung_into_the_text_is_named_and_asked_for(read: Read, kind: str, name: str, what: str) -> None:
    document = docx.Document()
    attach(document, kind, name, b"x")
    reading = read(document)
    short = name.rpartition("/")[2]
    assert (f"{what} 1（{short}）", False) in [(told.part, told.read) for told in reading.dispositions]
    (problem,) = reading.problems
    assert (problem.code, problem.next_step) == ("embedded_document", "请把嵌入的文件单独提交。")
    assert short in problem.what


def test_a_formula_and_a_chart_are_named_and_no_problem(read: Read) -> None:
    document = docx.Document()
    held = attach(document, "oleObject", "embeddings/oleObject1.bin", b"x")
    attach(document, "chart", "charts/chart1.xml", b"<c/>")
    add(
        document,
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed"'
        f' ProgID="Equation.3" r:id="{held}"/></w:object></w:r></w:p>',
    )
    reading = read(document)
    assert reading.problems == ()
    assert {"公式 1（oleObject1.bin）", "图表 2（chart1.xml）"} <= {told.part for told in reading.dispositions}


def test_the_prompt_of_an_untouched_control_is_no_answer(read: Read) -> None:
    """One control shows its prompt, one was filled by a program that left the mark; the cell stays where it is."""
    document = docx.Document()
    prompt = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    control = f"<w:sdt>{prompt}<w:sdtContent><w:r><w:t>{{}}</w:t></w:r></w:sdtContent></w:sdt>"
    words = "<w:p><w:r><w:t>单击此处输入文字。</w:t></w:r></w:p>"
    cell = f"<w:sdt>{prompt}<w:sdtContent><w:tc>{words}</w:tc></w:sdtContent></w:sdt>"
    add(
        document,
        f"<w:p><w:r><w:t>电话：</w:t></w:r>{control.format('请输入联系电话')}</w:p>"
        f"<w:p><w:r><w:t>日期：</w:t></w:r>{control.format('2026年3月1日')}</w:p>"
        "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        f"<w:tr>{cell}<w:tc><w:p><w:r><w:t>民营</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )
    reading = read(document)
    assert said(reading.pages[0]) == [("电话：", 1), ("日期：2026年3月1日", 2)]
    assert [(cell.column, cell.text) for cell in reading.pages[0].tables[0].cells] == [(1, ""), (2, "民营")]
    assert [told.how for told in reading.dispositions if told.part == "内容控件"] == ["2 处未填写，占位的提示文字未读"]


def test_a_pinyin_aid_is_not_mixed_into_the_word(read: Read) -> None:
    document = docx.Document()
    ruby = "<w:ruby><w:rt><w:r><w:t>tan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>覃</w:t></w:r></w:rubyBase></w:ruby>"
    add(document, f"<w:p><w:r><w:t>姓名：</w:t></w:r><w:r>{ruby}</w:r></w:p>")
    assert said(read(document).pages[0]) == [("姓名：覃", 1)]


@pytest.mark.parametrize("code", ["", "D800", "zz", "FFFFFFFF"])
def test_a_symbol_that_is_no_character_is_a_mark_of_its_own(read: Read, code: str) -> None:
    document = docx.Document()
    add(document, f'<w:p><w:r><w:t>甲</w:t><w:sym w:font="x" w:char="{code}"/></w:r></w:p>')
    assert said(read(document).pages[0]) == [("甲\N{REPLACEMENT CHARACTER}", 1)]


def test_a_span_that_is_no_number_is_one_column(read: Read) -> None:
    document = docx.Document()
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>值</w:t></w:r></w:p></w:tc>'
    add(document, f"<w:tbl><w:tr>{cell.format('x')}{cell.format('2')}{cell.format('99999999')}</w:tr></w:tbl>")
    (grid,) = read(document).pages[0].tables
    assert [(cell.column, cell.column_span) for cell in grid.cells] == [(1, 1), (2, 2), (4, 1)]


def test_a_file_that_unpacks_to_more_than_any_report_is_not_opened(file: File) -> None:
    """A text part of 97 million blanks packs into a hundred kilobytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w") as part:
            for _ in range(97):
                part.write(b" " * 1024**2)
    reading = read_word(*file("炸弹.docx", held.getvalue(), Media.DOCX), None)
    assert [(problem.code, problem.file) for problem in reading.problems] == [("document_too_large", "炸弹.docx")]
